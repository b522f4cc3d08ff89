import { bookRecords, type BookKind, type BookRecord } from "@core/books";
import { bookColumns } from "@core/components/book_columns";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import type { PetitionState, RecordStatus } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { go, replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { bookAddress, names, readListFilters, type ListFilters } from "../addresses";
import { api } from "../api";
import { useFresh } from "../fresh";
import { given } from "../given";
import { useListKeys } from "../list_keys";
import { shortVillage, useVillages, villageNames } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { BookFilterBar } from "../parts/BookFilterBar";
import { BookPane } from "../parts/BookPane";
import { KeyHelp } from "../parts/KeyHelp";
import { ListRegion } from "../parts/ListRegion";
import { PaneHint } from "../parts/PaneHint";
import { PetitionDialog } from "../parts/PetitionDialog";
import { RegisterButton } from "../parts/RegisterButton";
import { Screen } from "../parts/Screen";
import { Split } from "../parts/Split";
import type { RegisterName } from "../registers/address";
import { useReview } from "../review";
import { t } from "../text";

// `status` is a petition's state, or where the review of another record stands.
export type BookFilters = ListFilters & { status?: string };

const states: PetitionState[] = ["open", "overdue", "answered", "told"];
const statuses: RecordStatus[] = ["received", "accepted", "returned", "conflict", "voided"];

export function standingsOf(kind: BookKind): readonly string[] {
  return kind === "petition" ? states : statuses;
}

function readFilters(kind: BookKind, query: URLSearchParams): BookFilters {
  const status = standingsOf(kind).find((it) => it === query.get(names.status));
  return { ...readListFilters(query), ...(status && { status }) };
}

function queryOf(kind: BookKind, { status, ...others }: BookFilters) {
  const state = states.find((it) => kind === "petition" && it === status);
  const reviewed = statuses.find((it) => kind !== "petition" && it === status);
  return { ...given(others), ...(state && { state }), ...(reviewed && { status: reviewed }) };
}

const registerOf: { [kind in BookKind]?: RegisterName } = { spending: "spending", petition: "petitions", meeting: "meetings", disclosure: "disclosures" };

const rowsPerPage = 50;

function useRows(kind: BookKind, filters: BookFilters) {
  const key = `${kind} ${JSON.stringify(filters)}`;
  const { value, error, pager } = usePages(key, async (cursor) => ({
    ...(await api("listRecords", {
      path: { kind },
      query: { ...queryOf(kind, filters), limit: rowsPerPage, ...(cursor && { cursor }) },
    })),
    key: `${key} ${cursor ?? ""}`,
  }));
  const rows: BookRecord[] = bookRecords(kind, value?.items ?? []);
  const ids = value && rows.map((row) => row.id);
  return { value, rows, error, pager, fresh: useFresh(value?.key ?? "", ids, value?.next === null) };
}

function villageColumn(nameOf: (code: string) => string): Column<BookRecord> {
  return { key: "village", head: t("field.village"), cell: (row) => shortVillage(nameOf(row.village)) };
}

type Props = { kind: BookKind; id: string | undefined; query: URLSearchParams };

// One book of all villages, with the record that is open.
export function Book({ kind, id, query }: Props) {
  const filters = readFilters(kind, query);
  const { value, rows, error, pager, fresh } = useRows(kind, filters);
  const nameOf = villageNames(useVillages());
  const review = useReview(() => undefined);
  const { user } = useOffice();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isRecording, setRecording] = useState(false);
  const addressOf = (record?: string) => bookAddress(kind, filters, record);
  useListKeys({ rows, id, open: (record) => replaceRoute(addressOf(record)), help: () => setHelpOpen(true) });
  const list = (
    <>
      <BookFilterBar kind={kind} filters={filters} onChange={(next) => replaceRoute(bookAddress(kind, next, id))} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {review.outcome}
      {value && rows.length === 0 && <p>{shared(`none.${kind}`)}</p>}
      {rows.length > 0 && (
        <ListRegion label={tCode("book", kind)} listKey={value?.key ?? ""} fresh={fresh}>
          <Table
            caption={tCode("book", kind)}
            columns={bookColumns(kind, (row) => addressOf(row.id), [villageColumn(nameOf)])}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => go(addressOf(row.id))}
            isSelected={(row) => row.id === id}
            isVoided={(row) => row.status === "voided"}
            isFresh={(row) => fresh.has(row.id)}
          />
        </ListRegion>
      )}
      <Pager {...pager} />
    </>
  );
  const pane = id ? (
    <BookPane
      key={id}
      id={id}
      row={rows.find((row) => row.id === id)}
      listAddress={addressOf()}
      onAccept={(record) => review.accept([record])}
      onReturn={(record) => review.giveBack([record])}
    />
  ) : (
    <PaneHint text={t("contributions.hint")} onHelp={() => setHelpOpen(true)} />
  );
  const canRecord = kind === "petition" && may(user, "review");
  const register = registerOf[kind];
  return (
    <Screen
      title={tCode("book", kind)}
      fills
      aside={(canRecord || register) && (
        <>
          {canRecord && (
            <Button icon="plus" onClick={() => setRecording(true)}>
              {t("petition.record")}
            </Button>
          )}
          {register && <RegisterButton register={register} {...given({ village: filters.village, campaign: filters.campaign })} />}
        </>
      )}
    >
      <Split list={list} pane={pane} isOpen={id !== undefined} paneLabel={t("record.label")} />
      {review.dialog}
      {isRecording && (
        <PetitionDialog
          village={filters.village ?? ""}
          onClose={() => setRecording(false)}
          onRecorded={(record) => {
            setRecording(false);
            go(addressOf(record));
          }}
        />
      )}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
