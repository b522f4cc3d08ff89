// One record with its conflicts and its history. What changed at the village while it is being read is announced, not swapped
// in under the reader.
import type { ApiError } from "@core/api";
import type { HistoryItem, RecordDetail } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "./api";

type Detailed = { heads: string[] };
type ReadRecord<T> = { record: T; history: HistoryItem[] };

type RecordControl<T> = {
  shown: ReadRecord<T> | undefined;
  missing: boolean; // there is no record of this name and kind
  error: ApiError | undefined;
  hasNewer: boolean;
  takeNewer: () => void;
  reload: () => void; // after one's own change: shows it at once
};

type Answer<T> = { id: string; read: ReadRecord<T> | undefined };
type Choose<T> = (record: RecordDetail) => T | undefined; // what of all kinds is wanted here

async function read<T>(id: string, pick: Choose<T>): Promise<Answer<T>> {
  const [detail, history] = await Promise.all([api("getRecord", { path: { id } }), api("getHistory", { path: { id } })]);
  const record = pick(detail);
  return { id, read: record && { record, history: history.items } };
}

function headsOf(answer: Answer<Detailed> | undefined): string | undefined {
  return answer?.read?.record.heads.join();
}

export function useRecord<T extends Detailed>(id: string, pick: Choose<T>): RecordControl<T> {
  const { value, error, reload } = useResource(id, () => read(id, pick));
  const [shown, setShown] = useState<Answer<T>>();
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
