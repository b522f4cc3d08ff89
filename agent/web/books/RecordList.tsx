import { bookRecords, type BookKind, type BookRecord } from "@core/books";
import { bookColumns } from "@core/components/book_columns";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { SearchField } from "@core/components/SearchField";
import { Select } from "@core/components/Select";
import { Table } from "@core/components/Table";
import { errorText } from "@core/errors";
import type { ListState, RecordStatus } from "@core/generated/agent";
import { t as shared, tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { go, replaceRoute } from "@core/router";
import { api } from "../api";
import { BookTabs } from "../parts/BookTabs";
import { Screen } from "../parts/Screen";
import { readStatus, StatusSelect } from "../parts/StatusSelect";
import { t } from "../text";
import { listAddress, newAddress, recordAddress } from "./addresses";
import { QuietButton } from "./QuietButton";

const petitionStates: readonly ListState[] = ["open", "overdue", "answered", "told"];
const securityStates: readonly ListState[] = ["urgent", "open", "done", "nothing"];
type Filters = { query?: string; status?: RecordStatus; state?: ListState; campaign?: string; meeting?: string };

function readFilters(query: URLSearchParams): Filters {
  const status = readStatus(query);
  const state = [...petitionStates, ...securityStates].find((it) => it === query.get("state"));
  const plain = ["query", "campaign", "meeting"].flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []));
  return { ...Object.fromEntries(plain), ...(status && { status }), ...(state && { state }) };
}

function FilterBar({ kind, filters }: { kind: BookKind; filters: Filters }) {
  const set = (change: { [name in keyof Filters]: string }) =>
    replaceRoute(listAddress(kind, { ...filters, ...change }));
  return (
    <div class="filters" role="search">
      <SearchField label={shared("books.search")} value={filters.query ?? ""} onSearch={(query) => set({ query })} />
      {kind === "petition" || kind === "security-report" ? (
        <Select
          label={kind === "petition" ? shared("petition.state") : shared("security.filter")}
          name="state"
          value={filters.state ?? ""}
          placeholder={t("filter.all")}
          options={
            kind === "petition"
              ? petitionStates.map((id) => ({ id, label: tCode("petition_state", id) }))
              : securityStates.map((id) => ({ id, label: tCode("security_filter", id) }))
          }
          onChange={(state) => set({ state })}
        />
      ) : (
        <StatusSelect value={filters.status} onChange={(status) => set({ status })} />
      )}
    </div>
  );
}

// One book: its records, the newest first.
export function RecordList({ kind, query }: { kind: BookKind; query: URLSearchParams }) {
  const filters = readFilters(query);
  const { value, error, pager } = usePages(`${kind} ${JSON.stringify(filters)}`, (cursor) =>
    api("listRecords", { path: { kind }, query: { ...filters, ...(cursor && { cursor }) } }),
  );
  const rows: BookRecord[] = bookRecords(kind, value?.items ?? []);
  const { campaign } = filters;
  return (
    <Screen
      title={tCode("book", kind)}
      aside={
        <Button look="primary" icon="plus" href={newAddress(kind, { ...(campaign && { campaign }) })}>
          {tCode("new_record", kind)}
        </Button>
      }
    >
      {(kind === "spending" || kind === "campaign-proposal") && (
        <BookTabs current={kind === "spending" ? "spending" : "campaigns"} />
      )}
      {kind === "security-report" && (
        <div class="row">
          <QuietButton />
        </div>
      )}
      <FilterBar kind={kind} filters={filters} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {rows.length > 0 && (
        <Table
          caption={tCode("book", kind)}
          columns={bookColumns(kind, (row) => recordAddress(kind, row.id))}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) => go(recordAddress(kind, row.id))}
          isVoided={(row) => row.status === "voided"}
        />
      )}
      {value && rows.length === 0 && <p>{shared(`none.${kind}`)}</p>}
      <Pager {...pager} />
    </Screen>
  );
}
