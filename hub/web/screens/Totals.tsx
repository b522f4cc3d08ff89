import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { errorText } from "@core/errors";
import { useResource } from "@core/resource";
import { replaceRoute } from "@core/router";
import { campaignAddress, names, readListFilters, totalsAddress, type ListFilters } from "../addresses";
import { burdenAddress } from "../burden/address";
import { given } from "../given";
import { useCampaigns, useVillages } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { Chips } from "../parts/Chips";
import { ExportButton } from "../parts/ExportButton";
import { Screen } from "../parts/Screen";
import { TotalsFigures } from "../parts/TotalsFigures";
import { TotalsTable } from "../parts/TotalsTable";
import { t } from "../text";
import { groupTotals, readTotals, sumOf, totalsSheet, type Grouping, type TotalsGroup } from "../totals";

const byVillage = "ban"; // in the address

type BarProps = { filters: ListFilters; by: Grouping; onChange: (filters: ListFilters, by: Grouping) => void };

function FilterBar({ filters, by, onChange }: BarProps) {
  const villages = useVillages();
  const campaigns = useCampaigns();
  const change = (part: { village?: string; campaign?: string }) => onChange(given({ ...filters, ...part }), by);
  const groupings = [{ id: "campaign", label: t("totals.by_campaign") }, { id: "village", label: t("totals.by_village") }];
  return (
    <div class="stack tight">
      <div class="filter-row">
        <Select label={t("filter.campaign")} name="campaign" value={filters.campaign ?? ""} placeholder={t("filter.all_campaigns")} options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))} onChange={(campaign) => change({ campaign })} />
        <Select label={t("filter.village")} name="village" value={filters.village ?? ""} placeholder={t("filter.all_villages")} options={villages.map((it) => ({ id: it.code, label: it.name }))} onChange={(village) => change({ village })} />
      </div>
      <Chips label={t("totals.by")} chips={groupings} chosen={by} onChoose={(id) => id && onChange(filters, id === "village" ? "village" : "campaign")} />
    </div>
  );
}

function Group({ group }: { group: TotalsGroup }) {
  return (
    <section class="stack tight">
      <h2>{group.by === "campaign" ? <a href={campaignAddress(group.id)}>{group.title}</a> : group.title}</h2>
      <TotalsTable group={group} />
    </section>
  );
}

// What was given: by campaign and village, or by village and campaign.
export function Totals({ query }: { query: URLSearchParams }) {
  const { village, campaign } = readListFilters(query);
  const filters = given({ village, campaign });
  const { user } = useOffice();
  const by: Grouping = query.get(names.show) === byVillage ? "village" : "campaign";
  const { value: rows, error } = useResource(JSON.stringify(filters), () => readTotals(filters));
  const show = (next: ListFilters, nextBy: Grouping) => replaceRoute(totalsAddress(next, nextBy === "village" ? byVillage : ""));
  return (
    <Screen title={t("menu.totals")} aside={<>{may(user, "burden") && <Button icon="household" href={burdenAddress()}>{t("totals.burden")}</Button>}<ExportButton name="totals" readSheet={async () => totalsSheet(await readTotals(filters))} /></>}>
      <FilterBar filters={filters} by={by} onChange={show} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {rows && rows.length === 0 && <p>{t("totals.none")}</p>}
      {rows && rows.length > 0 && <TotalsFigures sum={sumOf(rows)} filters={filters} />}
      {groupTotals(rows ?? [], by).map((group) => <Group key={group.id} group={group} />)}
      {rows && rows.length > 0 && <p class="muted">{t("totals.explained")}</p>}
    </Screen>
  );
}
