import { Button } from "@core/components/Button";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { formatDong } from "@core/format";
import type { Campaign, VillageState } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { campaignAddress, campaignEditAddress, contributionsAddress } from "../addresses";
import { useCampaign } from "../campaign";
import { useVillages } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { CampaignState } from "../parts/CampaignState";
import { villagesOf } from "../parts/CampaignTable";
import { Facts, type Fact } from "../parts/Facts";
import { Screen } from "../parts/Screen";
import { TotalsTable } from "../parts/TotalsTable";
import { t } from "../text";
import { byCampaign, readTotals } from "../totals";

function factsOf(campaign: Campaign, villages: VillageState[]): Fact[] {
  return [
    [shared("field.state"), <CampaignState campaign={campaign} />],
    [t("campaigns.period"), campaign.shown.period],
    [shared("field.villages"), villagesOf(campaign, villages)],
    [shared("field.works"), campaign.works],
    [shared("field.purpose"), campaign.purpose],
    [shared("field.organiser"), campaign.organiser],
    [shared("field.forms"), (campaign.forms ?? []).map((form) => tCode("form", form)).join(", ")],
    [shared("field.target"), campaign.target && formatDong(campaign.target)],
    [shared("field.agreedAt"), campaign.agreedAt],
  ];
}

export function CampaignDetail({ id }: { id: string }) {
  const { status, user } = useOffice();
  const { value, error } = useCampaign(id);
  const villages = useVillages();
  const totals = byCampaign(useResource(`totals ${id}`, () => readTotals({ campaign: id })).value ?? []);
  const campaign = value?.campaign;
  const aside = (
    <>
      <Button href={contributionsAddress({ campaign: id })}>{t("campaigns.contributions")}</Button>
      {may(user, "campaigns") && <Button icon="edit" href={campaignEditAddress(id)}>{t("campaigns.edit")}</Button>}
    </>
  );
  return (
    <Screen title={campaign?.title ?? t("menu.campaigns")} back={{ address: campaignAddress(), label: t("menu.campaigns") }} aside={campaign && aside}>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {campaign && (
        <>
          {campaign.flags.map((flag) => <Notice key={flag} tone="warn">{tCode("flag", flag)}</Notice>)}
          <div class="card narrow-text"><Facts facts={factsOf(campaign, villages)} /></div>
          <h2>{t("campaigns.totals")}</h2>
          {totals.map((it) => <TotalsTable key={it.id} totals={it} village={undefined} />)}
          {totals.length === 0 && <p>{t("campaigns.nothing_given")}</p>}
          <h2>{t("record.history")}</h2>
          <HistoryView items={value.history} today={status.today} />
        </>
      )}
    </Screen>
  );
}
