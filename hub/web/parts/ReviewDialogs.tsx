import { ReasonDialog } from "@core/components/ReasonDialog";
import { formatDong } from "@core/format";
import { moneyOf, nameOf, type Reviewable } from "../reviewable";
import { factsOf, rowOf, type BatchFacts } from "../review/batch_facts";
import { t } from "../text";
import { AcceptDialog } from "./AcceptDialog";

export type Asked = { verdict: "VERDICT_ACCEPTED" | "VERDICT_RETURNED"; records: Reviewable[] };

type Props = {
  asked: Asked;
  onClose: () => void;
  onAccept: () => Promise<void>;
  onReturn: (comment: string) => Promise<void>;
};

// What is in them, where all are contributions.
function factsIn(records: Reviewable[]): BatchFacts | undefined {
  const contributions = records.flatMap((it) => (it.kind === "contribution" ? [it] : []));
  return contributions.length === records.length ? factsOf(contributions.map(rowOf)) : undefined;
}

// Asks before many records are accepted, and for the comment with which records go back.
export function ReviewDialogs({ asked, onClose, onAccept, onReturn }: Props) {
  const { records } = asked;
  const first = records[0];
  const count = records.length;
  const what = count === 1 && first ? nameOf(first) : t("review.many", { count, money: formatDong(moneyOf(records)) });
  if (asked.verdict === "VERDICT_ACCEPTED") return <AcceptDialog what={what} count={count} facts={factsIn(records)} onClose={onClose} onAccept={onAccept} />;
  return (
    <ReasonDialog
      title={t("review.return_title", { count })}
      explanation={`${what}. ${t("review.return_explained")}`}
      label={t("review.comment")}
      action={t("review.return")}
      danger
      onClose={onClose}
      onGiven={onReturn}
    />
  );
}
