import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { SearchField } from "@core/components/SearchField";
import { Select } from "@core/components/Select";
import { errorText } from "@core/errors";
import type { RecordStatus } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { usePages } from "@core/pages";
import { contributions } from "@core/records";
import { link, replaceRoute } from "@core/router";
import { api } from "../api";
import { useCampaigns } from "../campaigns";
import { BookTabs } from "../parts/BookTabs";
import { ContributionTable } from "../parts/ContributionTable";
import { Screen } from "../parts/Screen";
import { readStatus, StatusSelect } from "../parts/StatusSelect";
import { t } from "../text";
import "./Contributions.css";

type Filters = { query?: string; campaign?: string; status?: RecordStatus };

function readFilters(query: URLSearchParams): Filters {
  const status = readStatus(query);
  const text = query.get("query");
  const campaign = query.get("campaign");
  return { ...(text && { query: text }), ...(campaign && { campaign }), ...(status && { status }) };
}

function FilterBar({ filters }: { filters: Filters }) {
  const campaigns = useCampaigns() ?? [];
  const set = (change: { [name in keyof Filters]: string }) =>
    replaceRoute(link(["contributions"], { ...filters, ...change }));
  return (
    <div class="filters" role="search">
      <SearchField label={t("contributions.search")} value={filters.query ?? ""} onSearch={(query) => set({ query })} />
      <Select
        label={shared("field.campaign")}
        name="campaign"
        value={filters.campaign ?? ""}
        placeholder={t("filter.all_campaigns")}
        options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))}
        onChange={(campaign) => set({ campaign })}
      />
      <StatusSelect value={filters.status} onChange={(status) => set({ status })} />
    </div>
  );
}

export function Contributions({ query }: { query: URLSearchParams }) {
  const filters = readFilters(query);
  const { value, error, pager } = usePages(JSON.stringify(filters), (cursor) =>
    api("listRecords", { path: { kind: "contribution" }, query: { ...filters, ...(cursor && { cursor }) } }),
  );
  const rows = contributions(value?.items ?? []);
  return (
    <Screen
      title={t("contributions.title")}
      aside={
        <div class="row">
          <Button icon="list" href="#/contributions/group">
            {t("group.open")}
          </Button>
          <Button look="primary" icon="plus" shortcut="F2" href="#/contributions/new">
            {t("record.title")}
          </Button>
        </div>
      }
    >
      <BookTabs current="contributions" />
      <FilterBar filters={filters} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {rows.length > 0 && <ContributionTable rows={rows} caption={t("contributions.title")} />}
      {value && rows.length === 0 && <p>{t("contributions.none")}</p>}
      <Pager {...pager} />
    </Screen>
  );
}
