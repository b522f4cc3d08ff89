// A whole list, page after page: for what is short in a village, such as its households.
import type { Kind, Operations, Record as AnyRecord } from "@core/generated/agent";
import { useResource } from "@core/resource";
import { api } from "./api";

const pageMax = 200;

type Query = Omit<Operations["listRecords"]["query"], "limit" | "cursor">;

async function everyPage(kind: Kind, query: Query): Promise<AnyRecord[]> {
  const items: AnyRecord[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await api("listRecords", {
      path: { kind },
      query: { ...query, limit: pageMax, ...(cursor && { cursor }) },
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

// Undefined until it is read.
export function useEveryPage(kind: Kind, query: Query = {}): AnyRecord[] | undefined {
  return useResource(`every ${kind} ${JSON.stringify(query)}`, () => everyPage(kind, query)).value;
}
