// Accepting and returning, from the queue or from a record: asks what must be asked, sends, and says what came of it.
import { toast } from "@core/components/Toast";
import type { ReviewResult, Verdict } from "@core/generated/hub";
import { errorText } from "@core/errors";
import { go } from "@core/router";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ProgressBar } from "@core/components/ProgressBar";
import { ReviewDialogs, type Asked } from "./parts/ReviewDialogs";
import { SkippedNotice } from "./parts/SkippedNotice";
import { addressOf, nameOf, type Reviewable } from "./reviewable";
import { sendReviews, type Progress } from "./reviewing";
import { t } from "./text";

export type ReviewControl = {
  accept: (records: Reviewable[]) => void;
  giveBack: (records: Reviewable[]) => void;
  dialog: ComponentChildren;
  outcome: ComponentChildren; // progress, and what was skipped and why
};

function tellDone(records: Reviewable[], result: ReviewResult, verdict: Verdict): void {
  const count = result.done.length;
  if (count === 0) return;
  const first = records[0];
  if (records.length > 1 || !first) return toast(t(`review.done_many.${verdict}`, { count }));
  const text = t(`review.done.${verdict}`, { what: nameOf(first) });
  toast(text, { label: t("review.look_again"), run: () => go(addressOf(first)) });
}

export function useReview(onDone: (result: ReviewResult) => void): ReviewControl {
  const [asked, setAsked] = useState<Asked>();
  const [progress, setProgress] = useState<Progress>();
  const [skipped, setSkipped] = useState<ReviewResult["skipped"]>([]);

  const send = async (records: Reviewable[], verdict: Verdict, comment: string) => {
    setSkipped([]);
    try {
      const result = await sendReviews(records, verdict, comment, setProgress);
      setAsked(undefined);
      setSkipped(result.skipped);
      tellDone(records, result, verdict);
      onDone(result);
    } finally {
      setProgress(undefined);
    }
  };
  const accept = (records: Reviewable[]) => {
    if (records.length > 1) setAsked({ verdict: "VERDICT_ACCEPTED", records });
    else if (records.length === 1) send(records, "VERDICT_ACCEPTED", "").catch((reason: unknown) => toast(errorText(reason)));
  };
  const giveBack = (records: Reviewable[]) => {
    if (records.length > 0) setAsked({ verdict: "VERDICT_RETURNED", records });
  };
  const dialog = asked && (
    <ReviewDialogs
      asked={asked}
      onClose={() => setAsked(undefined)}
      onAccept={() => send(asked.records, "VERDICT_ACCEPTED", "")}
      onReturn={(comment) => send(asked.records, "VERDICT_RETURNED", comment)}
    />
  );
  const outcome = (
    <>
      {progress && progress.done < progress.total && <ProgressBar text={t("review.progress", progress)} {...progress} />}
      {skipped.length > 0 && <SkippedNotice skipped={skipped} onClose={() => setSkipped([])} />}
    </>
  );
  return { accept, giveBack, dialog, outcome };
}
