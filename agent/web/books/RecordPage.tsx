import { asBookRecord, type BookDetail, type BookKind } from "@core/books";
import { Findings } from "@core/components/Findings";
import { Notice } from "@core/components/Notice";
import { quorumSentence, recordTitle, recordValues } from "@core/components/RecordValues";
import { StateMark } from "@core/components/StateMark";
import { errorText } from "@core/errors";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { api } from "../api";
import { Details } from "../parts/Details";
import { RecordConflict, RecordHistory } from "../parts/RecordStory";
import { Screen } from "../parts/Screen";
import { Standing } from "../parts/Standing";
import { t } from "../text";
import { listAddress } from "./addresses";
import { AfterMeeting } from "./AfterMeeting";
import { appealAddress } from "./appeals";
import { Balance } from "./Balance";
import { PetitionsOfMeeting } from "./PetitionsOfMeeting";
import { PoliceStory } from "./PoliceStory";
import { ProposalState } from "./ProposalState";
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
  if (record.kind === "campaign-proposal") return <ProposalState proposal={record} />;
  return (
    <p class="lead">
      <StateMark record={record} />
    </p>
  );
}

function Shown({ record, onChanged }: { record: BookDetail; onChanged: () => void }) {
  return (
    <>
      <RecordConflict record={record} onDecided={onChanged} />
      <section class={record.voided ? "card stack is-voided" : "card stack"}>
        <Lead record={record} />
        <Standing record={record} />
        <Details items={[...recordValues(record), { label: t("detail.author"), value: record.author }]} />
      </section>
      <RecordActions record={record} onVoided={onChanged} />
      {record.kind === "security-report" && !record.nothing && <PoliceStory report={record} />}
      {record.kind === "campaign-proposal" && (
        <section class="card">
          <Findings findings={record.shown.findings} addressOf={appealAddress} />
        </section>
      )}
      {record.kind === "meeting" && <AfterMeeting meeting={record} />}
      {record.kind === "meeting" && <PetitionsOfMeeting id={record.id} />}
      {(record.kind === "spending" || record.kind === "disclosure") && record.campaign && (
        <Balance campaign={record.campaign} title={record.shown.campaign} />
      )}
      <RecordHistory record={record} />
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
