// The queue as the clerk sees it: any part of it, kept up to date without starting over.
import type { Contribution, Queue, QueueOnly } from "@core/generated/hub";
import type { ListFilters } from "./addresses";
import { api } from "./api";
import { everyPage, rowsPerPageMax } from "./every_page";
import { given } from "./given";
import { useLongList, type LongList } from "./long_list";

export type QueueFilters = ListFilters & { only?: QueueOnly };

export type QueueControl = {
  list: LongList<Queue>;
  readAll: () => Promise<Contribution[]>; // everything that matches, for a file or for ticking it; not kept
};

export function queueQuery({ only, ...others }: QueueFilters) {
  return { ...given(others), ...(only && { only }) };
}

export function useQueue(filters: QueueFilters): QueueControl {
  const query = queueQuery(filters);
  const list = useLongList(JSON.stringify(filters), (from, limit) => api("queue", { query: { ...query, limit, from } }));
  const readAll = () => everyPage((cursor) => api("queue", { query: { ...query, limit: rowsPerPageMax, ...(cursor && { cursor }) } }));
  return { list, readAll };
}
