import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { SearchField } from "@core/components/SearchField";
import { Select } from "@core/components/Select";
import { errorText } from "@core/errors";
import { usePages } from "@core/pages";
import { households } from "@core/records";
import { replaceRoute } from "@core/router";
import { householdImportAddress, householdsAddress, readListFilters } from "../addresses";
import { given } from "../given";
import { householdSheet, readHouseholds, type HouseholdFilters } from "../household";
import { useVillages, villageNames } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { ExportButton } from "../parts/ExportButton";
import { HouseholdTable } from "../parts/HouseholdTable";
import { RegisterButton } from "../parts/RegisterButton";
import { Screen } from "../parts/Screen";
import { t } from "../text";

const rowsPerPage = 100;

export function Households({ query }: { query: URLSearchParams }) {
  const { village, query: typed } = readListFilters(query);
  const filters: HouseholdFilters = given({ village, query: typed });
  const villages = useVillages();
  const { user } = useOffice();
  const nameOf = villageNames(villages);
  const { value, error, pager } = usePages(JSON.stringify(filters), (cursor) => readHouseholds(filters, rowsPerPage, cursor));
  const rows = households(value?.items ?? []);
  const change = (part: HouseholdFilters) => replaceRoute(householdsAddress(given({ ...filters, ...part })));
  return (
    <Screen title={t("menu.households")} aside={<>{may(user, "review") && <Button icon="list" href={householdImportAddress}>{t("import.open")}</Button>}<RegisterButton register="households" {...given({ village })} /><ExportButton name="households" readSheet={() => householdSheet(filters, nameOf)} /></>}>
      <div class="filter-row" role="search">
        <SearchField label={t("households.search")} value={typed ?? ""} onSearch={(text) => change({ query: text })} />
        <Select label={t("filter.village")} name="village" value={village ?? ""} placeholder={t("filter.all_villages")} options={villages.map((it) => ({ id: it.code, label: it.name }))} onChange={(code) => change({ village: code })} />
      </div>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && rows.length === 0 && <p>{t("households.none")}</p>}
      {rows.length > 0 && <HouseholdTable rows={rows} nameOf={nameOf} />}
      <Pager {...pager} />
    </Screen>
  );
}
