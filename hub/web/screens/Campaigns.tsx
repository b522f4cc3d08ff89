import { Button } from "@core/components/Button";
import { useResource } from "@core/resource";
import { newCampaignAddress } from "../addresses";
import { useCampaigns, useVillages } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { CampaignTable } from "../parts/CampaignTable";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import { byCampaign, readTotals } from "../totals";

export function Campaigns() {
  const { user } = useOffice();
  const campaigns = useCampaigns();
  const villages = useVillages();
  const totals = useResource("totals", () => readTotals({}));
  const add = may(user, "campaigns") && <Button look="primary" icon="plus" href={newCampaignAddress}>{t("campaigns.new")}</Button>;
  return (
    <Screen title={t("menu.campaigns")} aside={add}>
      {campaigns.length > 0 ? <CampaignTable rows={campaigns} totals={byCampaign(totals.value ?? [])} villages={villages} /> : <p>{t("campaigns.none")}</p>}
    </Screen>
  );
}
