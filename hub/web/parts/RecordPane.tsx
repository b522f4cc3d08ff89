import { Button } from "@core/components/Button";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { StatusMark } from "@core/components/StatusMark";
import { errorText } from "@core/errors";
import type { Contribution } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { asContribution } from "@core/records";
import { contributionsAddress } from "../addresses";
import { useKeys } from "../keys";
import { may } from "../may";
import { useOffice } from "../office";
import { useRecord } from "../record";
import { canAccept, canReturn } from "../reviewing";
import { t } from "../text";
import { ConflictNotice } from "./ConflictNotice";
import { PaneTop } from "./PaneTop";
import { RecordFacts } from "./RecordFacts";
import { RecordNotices } from "./RecordNotices";
import "./RecordPane.css";
import { RecordPhotos } from "./RecordPhotos";
import { ReviewButtons } from "./ReviewButtons";

type Props = {
  id: string;
  row: Contribution | undefined; // from the list: shown until the record itself is read
  listAddress: string; // back to the list, on a narrow screen
  hasKeys: boolean; // d and t are for this record
  onAccept: (record: Contribution) => void;
  onReturn: (record: Contribution) => void;
};

function Head({ record, listAddress }: { record: Contribution; listAddress: string }) {
  return (
    <header class="record-head">
      <PaneTop listAddress={listAddress} address={contributionsAddress({}, record.id)} />
      <h2>{record.shown.donor} <span class="muted">{record.shown.donorDetail}</span></h2>
      <p class="given" data-voided={record.voided !== null || undefined}>{record.shown.given}</p>
      {record.shown.givenWords && <p class="muted">{record.shown.givenWords}</p>}
      <StatusMark record={record} />
    </header>
  );
}

// One contribution: what it says, what is doubtful about it, its story, and what the office can do.
export function RecordPane({ id, row, listAddress, hasKeys, onAccept, onReturn }: Props) {
  const { status, user } = useOffice();
  const { shown, missing, error, hasNewer, takeNewer, reload } = useRecord(id, asContribution);
  const record = shown?.record ?? row;
  const canReview = may(user, "review") && !hasNewer;
  const accept = () => record && onAccept(record);
  const giveBack = () => record && onReturn(record);
  useKeys(hasKeys && canReview && record ? { ...(canAccept(record) && { d: accept }), ...(canReturn(record) && { t: giveBack }) } : {});
  if (missing) return <div class="record-body"><Notice tone="bad">{shared("error.not_found")}</Notice></div>;
  if (!record) return <div class="record-body">{error && <Notice tone="bad">{errorText(error)}</Notice>}</div>;
  return (
    <>
      <div class="record-body" tabIndex={0} role="group" aria-label={t("record.label")}>
        {hasNewer && <Notice tone="warn">{t("record.newer")} <Button onClick={takeNewer}>{t("record.show_newer")}</Button></Notice>}
        <Head record={record} listAddress={listAddress} />
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
        <RecordNotices record={record} />
        {shown && <ConflictNotice record={shown.record} onDecided={reload} />}
        <RecordFacts record={record} />
        <RecordPhotos record={record} />
        <section>
          <h3>{t("record.history")}</h3>
          {shown && <HistoryView items={shown.history} kind={shown.record.kind} today={status.today} />}
        </section>
      </div>
      {may(user, "review") && <ReviewButtons record={record} isBlocked={hasNewer} hasKeys={hasKeys} onAccept={accept} onReturn={giveBack} />}
    </>
  );
}
