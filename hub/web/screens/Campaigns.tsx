import { Button } from "@core/components/Button";
import { useResource } from "@core/resource";
import { newCampaignAddress } from "../addresses";
import { useCampaignList, useVillages } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { CampaignTable } from "../parts/CampaignTable";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import { groupTotals, readTotals } from "../totals";

export function Campaigns() {
  const { user } = useOffice();
  const campaigns = useCampaignList();
  const villages = useVillages();
  const totals = useResource("totals", () => readTotals({}));
  const add = may(user, "campaigns") && <Button look="primary" icon="plus" href={newCampaignAddress}>{t("campaigns.new")}</Button>;
  return (
    <Screen title={t("menu.campaigns")} aside={add}>
      {campaigns?.length === 0 && <p>{t("campaigns.none")}</p>}
      {campaigns && campaigns.length > 0 && <CampaignTable rows={campaigns} totals={groupTotals(totals.value ?? [], "campaign")} villages={villages} />}
    </Screen>
  );
}
