import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { errorText } from "@core/errors";
import type { RecordStatus } from "@core/generated/hub";
import { usePages } from "@core/pages";
import { contributions } from "@core/records";
import { go, replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { contributionsAddress, names, readListFilters, type ListFilters } from "../addresses";
import { api } from "../api";
import { useFresh } from "../fresh";
import { contributionSheet } from "../contribution_sheet";
import { everyPage, rowsPerPageMax } from "../every_page";
import { given } from "../given";
import { useListKeys } from "../list_keys";
import { ContributionFilterBar } from "../parts/ContributionFilterBar";
import { ContributionTable } from "../parts/ContributionTable";
import { ExportButton } from "../parts/ExportButton";
import { KeyHelp } from "../parts/KeyHelp";
import { ListRegion } from "../parts/ListRegion";
import { PaneHint } from "../parts/PaneHint";
import { RecordPane } from "../parts/RecordPane";
import { Screen } from "../parts/Screen";
import { Split } from "../parts/Split";
import { useReview } from "../review";
import { t } from "../text";

export type ContributionFilters = ListFilters & { status?: RecordStatus };

const statuses: RecordStatus[] = ["received", "accepted", "returned", "conflict", "voided"];

function readFilters(query: URLSearchParams): ContributionFilters {
  const status = statuses.find((it) => it === query.get(names.status));
  return { ...readListFilters(query), ...(status && { status }) };
}

function readPage(filters: ContributionFilters, limit: number, cursor: string | undefined) {
  const { status, ...others } = filters;
  return api("listRecords", { path: { kind: "contribution" }, query: { ...given(others), ...(status && { status }), limit, ...(cursor && { cursor }) } });
}

const rowsPerPage = 50;

function useContributions(filters: ContributionFilters) {
  const key = JSON.stringify(filters);
  const { value, error, pager } = usePages(key, async (cursor) => ({ ...(await readPage(filters, rowsPerPage, cursor)), key: `${key} ${cursor ?? ""}` }));
  const rows = contributions(value?.items ?? []);
  const fresh = useFresh(value?.key ?? "", value && rows.map((row) => row.id), value?.next === null);
  return { value, rows, error, pager, fresh };
}

type Props = { id: string | undefined; query: URLSearchParams };

// All contributions, with the one that is open; what one sends to a colleague leads here.
export function Contributions({ id, query }: Props) {
  const filters = readFilters(query);
  const { value, rows, error, pager, fresh } = useContributions(filters);
  const review = useReview(() => undefined);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const addressOf = (record?: string) => contributionsAddress(filters, record);
  useListKeys({ rows, id, open: (record) => replaceRoute(addressOf(record)), help: () => setHelpOpen(true) });
  const list = (
    <>
      <ContributionFilterBar filters={filters} statuses={statuses} onChange={(next) => replaceRoute(contributionsAddress(next, id))} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {review.outcome}
      {value && rows.length === 0 && <p>{t("contributions.none")}</p>}
      {rows.length > 0 && (
        <ListRegion label={t("menu.contributions")} listKey={value?.key ?? ""} fresh={fresh}>
          <ContributionTable rows={rows} openId={id} fresh={fresh} addressOf={(row) => addressOf(row.id)} onOpen={(row) => go(addressOf(row.id))} />
        </ListRegion>
      )}
      <Pager {...pager} />
    </>
  );
  const pane = id ? (
    <RecordPane key={id} id={id} row={rows.find((row) => row.id === id)} listAddress={addressOf()} hasKeys onAccept={(record) => review.accept([record])} onReturn={(record) => review.giveBack([record])} />
  ) : (
    <PaneHint text={t("contributions.hint")} onHelp={() => setHelpOpen(true)} />
  );
  const readSheet = async () => contributionSheet(contributions(await everyPage((cursor) => readPage(filters, rowsPerPageMax, cursor))));
  return (
    <Screen title={t("menu.contributions")} fills aside={<ExportButton name="contributions" readSheet={readSheet} />}>
      <Split list={list} pane={pane} isOpen={id !== undefined} paneLabel={t("record.label")} />
      {review.dialog}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
