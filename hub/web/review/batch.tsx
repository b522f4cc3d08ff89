// Accepting all that the queue's filter lets through: read in few words, explained, then sent in portions; it can be stopped at
// any time, and what was accepted until then stays accepted.
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { ProgressBar } from "@core/components/ProgressBar";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { QueueRow, ReviewResult } from "@core/generated/hub";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { SkippedNotice } from "../parts/SkippedNotice";
import { queueQuery, type QueueFilters } from "../queue";
import { sendReviews } from "../reviewing";
import "./batch.css";
import { BatchDialog } from "./BatchDialog";
import { t } from "./text";

export type Batch = {
  isBusy: boolean;
  start: () => void;
  dialog: ComponentChildren;
  outcome: ComponentChildren; // progress, and what was skipped and why
};

type Work = { kind: "reading" | "sending"; done: number; total: number };

class Stopped extends Error {}

async function readRows(filters: QueueFilters, onPage: (done: number) => void): Promise<QueueRow[]> {
  const rows = new Map<string, QueueRow>(); // one that moved between two pages is there once
  let cursor: string | null = null;
  do {
    const page: { items: QueueRow[]; next: string | null } = await api("queueBatch", { query: { ...queueQuery(filters), ...(cursor && { cursor }) } });
    for (const row of page.items) rows.set(row.record, row);
    onPage(rows.size);
    cursor = page.next;
  } while (cursor);
  return [...rows.values()];
}

export function useBatch(filters: QueueFilters, total: number, onDone: () => void): Batch {
  const [asked, setAsked] = useState<QueueRow[]>();
  const [work, setWork] = useState<Work>();
  const [result, setResult] = useState<ReviewResult & { total: number }>();
  const wantsStop = useRef(false);
  useEffect(() => () => void (wantsStop.current = true), []);

  const run = (job: () => Promise<void>) => {
    wantsStop.current = false;
    setResult(undefined);
    job()
      .catch((reason: unknown) => reason instanceof Stopped || toast(errorText(reason)))
      .finally(() => setWork(undefined));
  };
  const tell = (kind: Work["kind"], done: number, of: number) => {
    if (kind === "reading" && wantsStop.current) throw new Stopped();
    setWork({ kind, done, total: of });
  };
  const start = () =>
    run(async () => {
      tell("reading", 0, total);
      setAsked(await readRows(filters, (done) => tell("reading", done, Math.max(total, done))));
    });
  const accept = (rows: QueueRow[]) => {
    setAsked(undefined);
    run(async () => {
      tell("sending", 0, rows.length);
      const items = rows.map((row) => ({ id: row.record, heads: row.heads }));
      const sent = await sendReviews(items, "VERDICT_ACCEPTED", "", ({ done }) => tell("sending", done, rows.length), () => wantsStop.current);
      setResult({ ...sent, total: rows.length });
      if (sent.done.length === rows.length) toast(t("batch.done", { count: rows.length }));
      onDone();
    });
  };
  const isStopped = result !== undefined && result.done.length + result.skipped.length < result.total;
  return {
    isBusy: work !== undefined || asked !== undefined,
    start,
    dialog: asked && <BatchDialog rows={asked} onClose={() => setAsked(undefined)} onAccept={accept} />,
    outcome: (
      <>
        {work && (
          <div class="batch-work">
            <ProgressBar text={t(`batch.${work.kind}`, { done: work.done, total: work.total })} done={work.done} total={work.total} />
            <Button onClick={() => void (wantsStop.current = true)}>{t("batch.stop")}</Button>
          </div>
        )}
        {isStopped && <Notice>{t("batch.stopped", { done: result.done.length, total: result.total })}</Notice>}
        {result && result.skipped.length > 0 && <SkippedNotice skipped={result.skipped} onClose={() => setResult(undefined)} />}
      </>
    ),
  };
}
