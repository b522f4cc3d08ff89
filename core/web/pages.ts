// Going through a list that the API gives page by page.
import { useEffect, useState } from "preact/hooks";
import { useResource, type Resource } from "./resource";

type Page = { next: string | null };
export type Pages<T> = Resource<T> & { pager: { hasPrevious: boolean; hasNext: boolean; onPrevious: () => void; onNext: () => void } };

// Starts again at the first page when `key` (the filters) changes.
export function usePages<T extends Page>(key: string, read: (cursor: string | undefined) => Promise<T>): Pages<T> {
  const [cursors, setCursors] = useState<string[]>([]);
  useEffect(() => setCursors([]), [key]);
  const cursor = cursors[cursors.length - 1];
  const resource = useResource(`${key} ${cursor ?? ""}`, () => read(cursor));
  const next = resource.value?.next;
  return {
    ...resource,
    pager: {
      hasPrevious: cursors.length > 0,
      hasNext: Boolean(next),
      onPrevious: () => setCursors(cursors.slice(0, -1)),
      onNext: () => next && setCursors([...cursors, next]),
    },
  };
}
