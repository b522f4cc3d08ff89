// Going through a list that the API gives page by page.
import { useState } from "preact/hooks";
import { useResource, type Resource } from "./resource";

type Page = { next: string | null };
export type Pages<T> = Resource<T> & {
  pager: { hasPrevious: boolean; hasNext: boolean; onPrevious: () => void; onNext: () => void };
};

// Starts again at the first page when `key` (the filters) changes.
export function usePages<T extends Page>(key: string, read: (cursor: string | undefined) => Promise<T>): Pages<T> {
  const [way, setWay] = useState<{ key: string; cursors: string[] }>({ key, cursors: [] });
  const cursors = way.key === key ? way.cursors : [];
  const cursor = cursors[cursors.length - 1];
  const resource = useResource(`${key} ${cursor ?? ""}`, () => read(cursor));
  const next = resource.value?.next;
  return {
    ...resource,
    pager: {
      hasPrevious: cursors.length > 0,
      hasNext: Boolean(next),
      onPrevious: () => setWay({ key, cursors: cursors.slice(0, -1) }),
      onNext: () => next && setWay({ key, cursors: [...cursors, next] }),
    },
  };
}
