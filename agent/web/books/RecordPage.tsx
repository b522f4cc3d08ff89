import { asBookRecord, type BookDetail, type BookKind } from "@core/books";
import { ConflictView } from "@core/components/ConflictView";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { quorumSentence, recordTitle, recordValues } from "@core/components/RecordValues";
import { StateMark } from "@core/components/StateMark";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { t as shared, tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { api } from "../api";
import { Details } from "../parts/Details";
import { Screen } from "../parts/Screen";
import { Standing } from "../parts/Standing";
import { useAgent } from "../status";
import { t } from "../text";
import { listAddress } from "./addresses";
import { Balance } from "./Balance";
import { PetitionsOfMeeting } from "./PetitionsOfMeeting";
import { RecordActions } from "./RecordActions";

function Lead({ record }: { record: BookDetail }) {
  if (record.kind === "spending") {
    return (
      <p class="lead-amount">
        {record.shown.amount}
        <small>{record.shown.amountWords}</small>
      </p>
    );
  }
  if (record.kind === "period-report")
    return (
      <p class="lead">{t("report.span", { from: record.shown.from, to: record.shown.to, due: record.shown.due })}</p>
    );
  if (record.kind === "meeting") return <p class="lead">{quorumSentence(record)}</p>;
  return (
    <p class="lead">
      <StateMark record={record} />
    </p>
  );
}

function Conflict({ record, onDecided }: { record: BookDetail; onDecided: () => void }) {
  const { today } = useAgent().status;
  const decide = async (choices: { [field: string]: string }, reason: string) => {
    await api("decideConflict", { path: { id: record.id }, body: { choices, reason } });
    toast(t("conflict.decided"));
    onDecided();
  };
  if (record.conflicts.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{shared("status.conflict")}</h2>
      <p>{t("conflict.explanation")}</p>
      <ConflictView conflicts={record.conflicts} kind={record.kind} today={today} onDecide={decide} />
    </section>
  );
}

function History({ record }: { record: BookDetail }) {
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

function Shown({ record, onChanged }: { record: BookDetail; onChanged: () => void }) {
  return (
    <>
      <Conflict record={record} onDecided={onChanged} />
      <section class={record.voided ? "card stack is-voided" : "card stack"}>
        <Lead record={record} />
        <Standing record={record} />
        <Details items={[...recordValues(record), { label: t("detail.author"), value: record.author }]} />
      </section>
      <RecordActions record={record} onVoided={onChanged} />
      {record.kind === "meeting" && <PetitionsOfMeeting id={record.id} />}
      {(record.kind === "spending" || record.kind === "disclosure") && record.campaign && (
        <Balance campaign={record.campaign} title={record.shown.campaign} />
      )}
      <History record={record} />
    </>
  );
}

// One record of a book, with what can be done about it.
export function RecordPage({ kind, id }: { kind: BookKind; id: string }) {
  const { value, error, reload } = useResource(id, () => api("getRecord", { path: { id } }));
  const record = value && asBookRecord(value);
  return (
    <Screen
      title={record ? recordTitle(record) : tCode("book", kind)}
      back={{ address: listAddress(kind), label: tCode("book", kind) }}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {record && <Shown record={record} onChanged={reload} />}
    </Screen>
  );
}
