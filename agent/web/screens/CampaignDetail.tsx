import { Findings } from "@core/components/Findings";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { formatDong } from "@core/format";
import type { Campaign } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { Settlement } from "@core/components/Settlement";
import { appealAddress } from "../books/appeals";
import { Balance } from "../books/Balance";
import { Details } from "../parts/Details";
import { LevelQuestion } from "../parts/LevelQuestion";
import { Screen } from "../parts/Screen";
import { useRecordOf } from "../record_of";
import { t } from "../text";
import { totalText } from "../totals";

function fields(campaign: Campaign) {
  return [
    { label: shared("field.works"), value: campaign.works },
    { label: shared("field.purpose"), value: campaign.purpose },
    { label: shared("field.organiser"), value: campaign.organiser },
    { label: t("campaigns.period"), value: campaign.shown.period },
    { label: shared("field.state"), value: campaign.state && shared(`campaign_state.${campaign.state}`) },
    { label: shared("field.forms"), value: campaign.forms?.map((form) => shared(`form.${form}`)).join(", ") },
    { label: shared("field.target"), value: campaign.target && formatDong(campaign.target) },
    { label: shared("field.agreedAt"), value: campaign.agreedAt },
  ];
}

export function CampaignDetail({ id }: { id: string }) {
  const { record: campaign, error } = useRecordOf("campaign", id);
  const { value: totals } = useResource(id, () => api("totals", { query: { campaign: id } }));
  return (
    <Screen
      title={campaign?.title ?? t("campaigns.title")}
      back={{ address: "#/campaigns", label: t("campaigns.title") }}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {campaign && (
        <section class="card stack">
          <Details
            items={[...fields(campaign), { label: t("campaigns.given_here"), value: totalText(totals?.items[0]) }]}
          />
          <Settlement campaign={campaign} />
          {campaign.shown.findings.length > 0 && (
            <Findings findings={campaign.shown.findings} addressOf={appealAddress} />
          )}
          <a href={link(["contributions"], { campaign: id })}>{t("campaigns.records")}</a>
          <a href={link(["spending"], { campaign: id })}>{t("campaigns.spending")}</a>
        </section>
      )}
      <LevelQuestion campaign={id} />
      {campaign && <Balance campaign={id} title={campaign.title ?? ""} />}
    </Screen>
  );
}
