// One contribution with its conflicts and its history. What changed at the village while it is being read is announced, not swapped
// in under the reader.
import type { ApiError } from "@core/api";
import type { HistoryItem } from "@core/generated/hub";
import { asContribution, type ContributionDetail } from "@core/records";
import { useResource } from "@core/resource";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "./api";

export type ReadRecord = { record: ContributionDetail; history: HistoryItem[] };

export type RecordControl = {
  shown: ReadRecord | undefined;
  missing: boolean; // there is no contribution of this name
  error: ApiError | undefined;
  hasNewer: boolean;
  takeNewer: () => void;
  reload: () => void; // after one's own change: shows it at once
};

type Answer = { id: string; read: ReadRecord | undefined };

async function read(id: string): Promise<Answer> {
  const [detail, history] = await Promise.all([api("getRecord", { path: { id } }), api("getHistory", { path: { id } })]);
  const record = asContribution(detail);
  return { id, read: record && { record, history: history.items } };
}

function headsOf(answer: Answer | undefined): string | undefined {
  return answer?.read?.record.heads.join();
}

export function useRecord(id: string): RecordControl {
  const { value, error, reload } = useResource(id, () => read(id));
  const [shown, setShown] = useState<Answer>();
  const isOwnChange = useRef(false);
  const isNew = shown?.id !== value?.id;
  const hasOtherHeads = headsOf(shown) !== headsOf(value);

  useEffect(() => {
    if (!value || (!isNew && hasOtherHeads && !isOwnChange.current)) return;
    isOwnChange.current = false;
    setShown(value);
  }, [value]);

  const current = shown?.id === id ? shown : undefined;
  return {
    shown: current?.read,
    missing: current !== undefined && current.read === undefined,
    error,
    hasNewer: current !== undefined && !isNew && hasOtherHeads,
    takeNewer: () => setShown(value),
    reload: () => {
      isOwnChange.current = true;
      reload();
    },
  };
}
