import { asBookRecord, type BookRecord } from "@core/books";
import { Button } from "@core/components/Button";
import { Findings } from "@core/components/Findings";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { quorumSentence, recordTitle, recordValues } from "@core/components/RecordValues";
import { StateMark } from "@core/components/StateMark";
import { StatusMark } from "@core/components/StatusMark";
import { errorText } from "@core/errors";
import { formatShort } from "@core/format";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { appealAddress, bookAddress, campaignAddress } from "../addresses";
import { useKeys } from "../keys";
import { useVillages, villageNames } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { useRecord } from "../record";
import { canAccept, canReturn } from "../reviewing";
import { surveyPrintAddress } from "../surveys/address";
import { t } from "../text";
import { AnswerDialog } from "./AnswerDialog";
import { ConflictNotice } from "./ConflictNotice";
import { Facts, type Fact } from "./Facts";
import { PaneTop } from "./PaneTop";
import { PetitionCorrection } from "./PetitionCorrection";
import { RecordNotices } from "./RecordNotices";
import "./RecordPane.css";
import { ReviewButtons } from "./ReviewButtons";

type Props = {
  id: string;
  row: BookRecord | undefined; // from the list: shown until the record itself is read
  listAddress: string; // back to the list, on a narrow screen
  onAccept: (record: BookRecord) => void;
  onReturn: (record: BookRecord) => void;
};

function Head({ record, listAddress }: { record: BookRecord; listAddress: string }) {
  return (
    <header class="record-head">
      <PaneTop listAddress={listAddress} address={bookAddress(record.kind, {}, record.id)} />
      <h2>{recordTitle(record)}</h2>
      {record.kind === "spending" && <p class="given">{record.shown.amount}</p>}
      {record.kind === "meeting" && <p>{quorumSentence(record)}</p>}
      {record.kind === "campaign-proposal" && record.shown.campaign && (
        <p>
          <a href={campaignAddress(record.shown.campaign)}>{t("proposal.campaign")}</a>
        </p>
      )}
      <StateMark record={record} />
      {record.kind !== "petition" && <StatusMark record={record} />}
    </header>
  );
}

function BookFacts({ record }: { record: BookRecord }) {
  const { today } = useOffice().status;
  const nameOf = villageNames(useVillages());
  const facts: Fact[] = recordValues(record)
    .filter(({ value }) => value)
    .map(({ label, value }) => [label, value]);
  const recorded = t("record.recorded", { author: record.author, when: formatShort(record.created, today) });
  return <Facts facts={[[t("field.village"), nameOf(record.village)], ...facts, [t("field.recorded"), recorded]]} />;
}

// A petition is answered; every other kind is accepted or returned.
function Buttons({
  record,
  isBlocked,
  onChanged,
  onAccept,
  onReturn,
}: {
  record: BookRecord;
  isBlocked: boolean;
  onChanged: () => void;
  onAccept: () => void;
  onReturn: () => void;
}) {
  const [open, setOpen] = useState<"answer" | "correction">();
  if (record.kind !== "petition")
    return <ReviewButtons record={record} isBlocked={isBlocked} hasKeys onAccept={onAccept} onReturn={onReturn} />;
  if (record.voided || record.shown.state === "told") return null;
  const close = () => setOpen(undefined);
  const changed = () => {
    close();
    onChanged();
  };
  return (
    <div class="review-buttons">
      <Button look={record.answer ? undefined : "primary"} icon="edit" disabled={isBlocked} onClick={() => setOpen("answer")}>
        {t("petition.answer")}
      </Button>
      <Button disabled={isBlocked} onClick={() => setOpen("correction")}>
        {t("petition.correct")}
      </Button>
      {open === "answer" && <AnswerDialog petition={record} onClose={close} onAnswered={changed} />}
      {open === "correction" && <PetitionCorrection petition={record} onClose={close} onCorrected={changed} />}
    </div>
  );
}

// One record of a book: what it says, what is doubtful about it, its story, and what the office can do.
export function BookPane({ id, row, listAddress, onAccept, onReturn }: Props) {
  const { status, user } = useOffice();
  const { shown, missing, error, hasNewer, takeNewer, reload } = useRecord(id, asBookRecord);
  const record = shown?.record ?? row;
  const isReviewed = record !== undefined && record.kind !== "petition";
  const accept = () => record && onAccept(record);
  const giveBack = () => record && onReturn(record);
  const hasKeys = isReviewed && may(user, "review") && !hasNewer;
  useKeys(hasKeys ? { ...(canAccept(record) && { d: accept }), ...(canReturn(record) && { t: giveBack }) } : {});
  if (missing)
    return (
      <div class="record-body">
        <Notice tone="bad">{shared("error.not_found")}</Notice>
      </div>
    );
  if (!record) return <div class="record-body">{error && <Notice tone="bad">{errorText(error)}</Notice>}</div>;
  return (
    <>
      <div class="record-body" tabIndex={0} role="group" aria-label={t("record.label")}>
        {hasNewer && (
          <Notice tone="warn">
            {t("record.newer")} <Button onClick={takeNewer}>{t("record.show_newer")}</Button>
          </Notice>
        )}
        <Head record={record} listAddress={listAddress} />
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
        {record.kind === "petition" && record.confidential && <Notice>{t("petition.withheld")}</Notice>}
        <RecordNotices record={record} />
        {shown && <ConflictNotice record={shown.record} onDecided={reload} />}
        {shown?.record.kind === "campaign-proposal" && <Findings findings={shown.record.shown.findings} addressOf={appealAddress} />}
        {record.kind === "household-request" && record.status === "received" && <p class="muted">{t("request.explained")}</p>}
        {record.kind === "campaign-proposal" && !record.shown.campaign && <p class="muted">{t("proposal.explained")}</p>}
        <BookFacts record={record} />
        {record.kind === "petition" && record.answer && !record.voided && (
          <p>
            <a href={surveyPrintAddress("SURVEY_PETITION")}>{t("petition.slip")}</a>
          </p>
        )}
        <section>
          <h3>{t("record.history")}</h3>
          {shown && <HistoryView items={shown.history} kind={shown.record.kind} today={status.today} />}
        </section>
      </div>
      {may(user, "review") && (
        <Buttons record={record} isBlocked={hasNewer} onChanged={reload} onAccept={accept} onReturn={giveBack} />
      )}
    </>
  );
}
