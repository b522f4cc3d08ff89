import { Notice } from "@core/components/Notice";
import { PhotoStrip } from "@core/components/PhotoStrip";
import { errorText } from "@core/errors";
import { formatDong } from "@core/format";
import { t as shared } from "@core/i18n";
import { asContribution, type ContributionDetail as Detailed } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { ContributionActions } from "../parts/ContributionActions";
import { Details } from "../parts/Details";
import { RecordConflict, RecordHistory } from "../parts/RecordStory";
import { Screen } from "../parts/Screen";
import { Standing } from "../parts/Standing";
import { t } from "../text";
import "./ContributionDetail.css";

function Donor({ record: { household, shown } }: { record: Detailed }) {
  const name = household ? <a href={link(["households", household])}>{shown.donor}</a> : shown.donor;
  return (
    <>
      {name}
      {shown.donorDetail && ` · ${shown.donorDetail}`}
    </>
  );
}

function fields(record: Detailed) {
  const { shown } = record;
  return [
    { label: t("table.donor"), value: <Donor record={record} /> },
    { label: shared("field.campaign"), value: shown.campaign },
    { label: shared("field.form"), value: record.form && shared(`form.${record.form}`) },
    { label: shared("field.value"), value: record.value && formatDong(record.value) },
    { label: shared("field.date"), value: shown.date },
    { label: shared("field.collector"), value: record.collector },
    { label: t("detail.voluntary"), value: record.voluntary && t("answer.yes") },
    { label: shared("field.receiptWanted"), value: record.receiptWanted && t("answer.yes") },
    { label: shared("field.note"), value: record.note },
    { label: shared("field.paperNumber"), value: record.paperNumber },
    {
      label: shared("field.attachments"),
      value: shown.attachments.length > 0 && <PhotoStrip photos={shown.attachments} />,
    },
    { label: t("detail.author"), value: record.author },
  ];
}

function Shown({ record, onChanged }: { record: Detailed; onChanged: () => void }) {
  const { shown } = record;
  return (
    <>
      <RecordConflict record={record} onDecided={onChanged} />
      <section class={record.voided ? "card stack is-voided" : "card stack"}>
        <p class="lead-amount">
          {shown.given}
          {shown.givenWords && <small>{shown.givenWords}</small>}
        </p>
        <Standing record={record} />
        <Details items={fields(record)} />
      </section>
      <ContributionActions record={record} onVoided={onChanged} />
      <RecordHistory record={record} />
    </>
  );
}

export function ContributionDetail({ id }: { id: string }) {
  const { value, error, reload } = useResource(id, () => api("getRecord", { path: { id } }));
  const record = value && asContribution(value);
  return (
    <Screen
      title={record?.shown.donor ?? t("detail.title")}
      back={{ address: "#/contributions", label: t("contributions.title") }}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {record && <Shown record={record} onChanged={reload} />}
    </Screen>
  );
}
