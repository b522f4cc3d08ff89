// Sending reviews to the hub, in portions that it takes.
import type { Envelope, ReviewResult, Verdict } from "@core/generated/hub";
import { api } from "./api";

export type Progress = { done: number; total: number };

const portion = 200; // the API's limit

// `isStopped` is asked before each portion.
export async function sendReviews(
  records: Pick<Envelope, "id" | "heads">[],
  verdict: Verdict,
  comment: string,
  onProgress: (progress: Progress) => void,
  isStopped: () => boolean = () => false,
): Promise<ReviewResult> {
  const result: ReviewResult = { done: [], skipped: [] };
  for (let from = 0; from < records.length && !isStopped(); from += portion) {
    const items = records.slice(from, from + portion).map((it) => ({ record: it.id, heads: it.heads }));
    const answer = await api("review", { body: { items, verdict, comment } });
    result.done.push(...answer.done);
    result.skipped.push(...answer.skipped);
    onProgress({ done: Math.min(from + portion, records.length), total: records.length });
  }
  return result;
}

export function isReopened(record: Envelope): boolean {
  return record.review !== null && !record.review.current;
}

function said(record: Envelope): Verdict | undefined {
  return record.review?.current ? record.review.verdict : undefined;
}

// A conflict is decided first; what was already said is not said again.
export function canAccept(record: Envelope): boolean {
  return !record.conflict && said(record) !== "VERDICT_ACCEPTED";
}

export function canReturn(record: Envelope): boolean {
  return said(record) !== "VERDICT_RETURNED";
}
