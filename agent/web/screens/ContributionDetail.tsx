import { ConflictView } from "@core/components/ConflictView";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { PhotoStrip } from "@core/components/PhotoStrip";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatDong } from "@core/format";
import { t as shared } from "@core/i18n";
import { asContribution, type ContributionDetail as Detailed } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { ContributionActions } from "../parts/ContributionActions";
import { Details } from "../parts/Details";
import { Screen } from "../parts/Screen";
import { Standing } from "../parts/Standing";
import { useAgent } from "../status";
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

function Conflict({ record, onDecided }: { record: Detailed; onDecided: () => void }) {
  const { today } = useAgent().status;
  const decide = async (choices: { [field: string]: string }, reason: string) => {
    await api("decideConflict", { path: { id: record.id }, body: { choices, reason } });
    toast(t("conflict.decided"));
    onDecided();
  };
  if (record.status !== "conflict") return null;
  return (
    <section class="card stack">
      <h2>{shared("status.conflict")}</h2>
      <p>{t("conflict.explanation")}</p>
      <ConflictView conflicts={record.conflicts} kind={record.kind} today={today} onDecide={decide} />
    </section>
  );
}

function History({ record }: { record: Detailed }) {
  const { today } = useAgent().status;
  const { value } = useResource(`${record.id} ${record.heads.join()}`, () =>
    api("getHistory", { path: { id: record.id } }),
  );
  if (!value) return null;
  return (
    <section class="card stack">
      <h2>{t("detail.history")}</h2>
      <HistoryView items={value.items} kind={record.kind} today={today} />
    </section>
  );
}

function Shown({ record, onChanged }: { record: Detailed; onChanged: () => void }) {
  const { shown } = record;
  return (
    <>
      <Conflict record={record} onDecided={onChanged} />
      <section class={record.voided ? "card stack is-voided" : "card stack"}>
        <p class="lead-amount">
          {shown.given}
          {shown.givenWords && <small>{shown.givenWords}</small>}
        </p>
        <Standing record={record} />
        <Details items={fields(record)} />
      </section>
      <ContributionActions record={record} onVoided={onChanged} />
      <History record={record} />
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
