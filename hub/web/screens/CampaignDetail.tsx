import { Findings } from "@core/components/Findings";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { Settlement } from "@core/components/Settlement";
import { errorText } from "@core/errors";
import { formatDate, formatDong, formatShort } from "@core/format";
import type { Campaign, VillageState } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { appealAddress, bookAddress, campaignAddress } from "../addresses";
import { api } from "../api";
import { useCampaign } from "../campaign";
import { useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { CampaignActions } from "../parts/CampaignActions";
import { CampaignDecision } from "../parts/CampaignDecision";
import { CampaignState } from "../parts/CampaignState";
import { villagesOf } from "../parts/CampaignTable";
import { ConflictNotice } from "../parts/ConflictNotice";
import { Facts, type Fact } from "../parts/Facts";
import { Screen } from "../parts/Screen";
import { TotalsTable } from "../parts/TotalsTable";
import { t } from "../text";
import { groupTotals, readTotals } from "../totals";

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
    [t("campaigns.approved"), campaign.approvedBy && `${campaign.approvedBy}, ${formatDate(campaign.approvedOn ?? "")}`],
    [t("campaigns.from_proposal"), campaign.proposal && <a href={bookAddress("campaign-proposal", {}, campaign.proposal)}>{shared("book.campaign-proposal")}</a>],
    [t("campaigns.disclosed"), campaign.shown.disclosures > 0 ? t("campaigns.disclosed_times", { count: campaign.shown.disclosures }) : t("campaigns.not_disclosed")],
  ];
}

// Where nearly all households of a village gave the same, the office asks how it came about.
function Levels({ campaign, nameOf }: { campaign: string; nameOf: (village: string) => string }) {
  const { value } = useResource(`levels ${campaign}`, () => api("levels", { query: { campaign } }));
  return (
    <>
      {value?.items.map((it) => (
        <Notice key={it.village} tone="warn">
          {t("level.mark", { village: nameOf(it.village), alike: it.alike, givers: it.givers, amount: it.shown })}
        </Notice>
      ))}
    </>
  );
}

function Given({ campaign }: { campaign: string }) {
  const totals = useResource(campaign, () => readTotals({ campaign })).value;
  return (
    <>
      <h2>{t("campaigns.totals")}</h2>
      {groupTotals(totals ?? [], "campaign").map((group) => <TotalsTable key={group.id} group={group} />)}
      {totals?.length === 0 && <p>{t("campaigns.nothing_given")}</p>}
    </>
  );
}

export function CampaignDetail({ id }: { id: string }) {
  const { status } = useOffice();
  const { value, error, reload } = useCampaign(id);
  const villages = useVillages();
  const campaign = value?.campaign;
  return (
    <Screen
      title={campaign?.title ?? t("menu.campaigns")}
      back={{ address: campaignAddress(), label: t("menu.campaigns") }}
      aside={campaign && <CampaignActions campaign={campaign} onChanged={reload} />}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && !campaign && <Notice tone="bad">{shared("error.not_found")}</Notice>}
      {campaign && (
        <>
          {campaign.flags.map((flag) => <Notice key={flag} tone="warn">{tCode("flag", flag)}</Notice>)}
          {campaign.voided && <Notice tone="warn">{t("record.voided", { ...campaign.voided, when: formatShort(campaign.voided.at, status.today) })}</Notice>}
          <ConflictNotice record={campaign} onDecided={reload} />
          <div class="card narrow-text"><Facts facts={factsOf(campaign, villages)} /></div>
          {campaign.shown.findings.length > 0 && <div class="card narrow-text"><Findings findings={campaign.shown.findings} addressOf={appealAddress} /></div>}
          {campaign.shown.settlement.length > 0 && <div class="card narrow-text"><Settlement campaign={campaign} /></div>}
          <CampaignDecision campaign={campaign} onChanged={reload} />
          <Levels campaign={id} nameOf={villageNames(villages)} />
          <Given campaign={id} />
          <h2>{t("record.history")}</h2>
          <HistoryView items={value.history} kind="campaign" today={status.today} />
        </>
      )}
    </Screen>
  );
}
