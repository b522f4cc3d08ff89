import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { formatNumber } from "@core/format";
import type { RecordStatus } from "@core/generated/hub";
import { contributions } from "@core/records";
import { go, replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { contributionsAddress, names, readListFilters, type ListFilters } from "../addresses";
import { api } from "../api";
import { useFresh } from "../fresh";
import { contributionSheet } from "../contribution_sheet";
import { everyPage, rowsPerPageMax } from "../every_page";
import { given } from "../given";
import { useListKeys, useLongMoves } from "../list_keys";
import { useLongList } from "../long_list";
import { ContributionFilterBar } from "../parts/ContributionFilterBar";
import { ContributionTable } from "../parts/ContributionTable";
import { ExportButton } from "../parts/ExportButton";
import { KeyHelp } from "../parts/KeyHelp";
import { LongRegion } from "../parts/LongRegion";
import { PaneHint } from "../parts/PaneHint";
import { RecordPane } from "../parts/RecordPane";
import { RegisterButton } from "../parts/RegisterButton";
import { Screen } from "../parts/Screen";
import { Split } from "../parts/Split";
import { useReview } from "../review";
import { SavedFilters, useSavedFilters } from "../review/SavedFilters";
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

function useContributions(filters: ContributionFilters) {
  const { status, ...others } = filters;
  const list = useLongList(JSON.stringify(filters), (from, limit) => api("contributionList", { query: { ...given(others), ...(status && { status }), limit, from } }));
  const isWhole = list.rows.length === list.total;
  const fresh = useFresh(list.key, list.answer && (isWhole ? list.rows.map((row) => row.id) : []), isWhole);
  return { list, fresh };
}

type Props = { id: string | undefined; query: URLSearchParams };

// All contributions, with the one that is open; what one sends to a colleague leads here.
export function Contributions({ id, query }: Props) {
  const filters = readFilters(query);
  const { list, fresh } = useContributions(filters);
  const { rows, total } = list;
  const saved = useSavedFilters(contributionsAddress());
  const review = useReview(() => undefined);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const addressOf = (record?: string) => contributionsAddress(filters, record);
  const open = (record: string | undefined) => replaceRoute(addressOf(record));
  const [moves, showAt] = useLongMoves({ list, id, open });
  useListKeys({ rows, id, open, help: () => setHelpOpen(true) }, moves);
  const listPart = (
    <>
      <SavedFilters saved={saved} here={addressOf()} isFiltered={Object.keys(filters).length > 0} />
      <ContributionFilterBar filters={filters} statuses={statuses} onChange={(next) => replaceRoute(contributionsAddress(next, id))} />
      {list.error && <Notice tone="bad">{errorText(list.error)}</Notice>}
      {review.outcome}
      {list.answer && total === 0 && <p>{t("contributions.none")}</p>}
      {total > 0 && (
        <LongRegion label={t("menu.contributions")} listKey={list.key} fresh={fresh} total={total} onSee={list.see} heldAt={(index) => list.rowAt(index) !== undefined} showAt={showAt}>
          {({ first, last }, spread) => (
            <ContributionTable rows={list.between(first, last)} spread={spread} openId={id} fresh={fresh} addressOf={(row) => addressOf(row.id)} onOpen={(row) => go(addressOf(row.id))} />
          )}
        </LongRegion>
      )}
    </>
  );
  const pane = id ? (
    <RecordPane key={id} id={id} row={rows.find((row) => row.id === id)} listAddress={addressOf()} hasKeys onAccept={(record) => review.accept([record])} onReturn={(record) => review.giveBack([record])} />
  ) : (
    <PaneHint text={t("contributions.hint")} onHelp={() => setHelpOpen(true)} />
  );
  const readSheet = async () => contributionSheet(contributions(await everyPage((cursor) => readPage(filters, rowsPerPageMax, cursor))));
  const aside = (
    <>
      {list.answer && <span class="muted">{t("queue.total", { count: formatNumber(total) })}</span>}
      <RegisterButton register="contributions" {...given({ village: filters.village, campaign: filters.campaign })} />
      <ExportButton name="contributions" readSheet={readSheet} />
    </>
  );
  return (
    <Screen title={t("menu.contributions")} fills aside={aside}>
      <Split list={listPart} pane={pane} isOpen={id !== undefined} paneLabel={t("record.label")} />
      {review.dialog}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
