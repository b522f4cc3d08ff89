import type { BookKind } from "@core/books";
import { SearchField } from "@core/components/SearchField";
import { Select } from "@core/components/Select";
import { t as shared, tCode } from "@core/i18n";
import { useVillages } from "../lists";
import { standingsOf, type BookFilters } from "../screens/Book";
import { t } from "../text";
import { Chips } from "./Chips";

type Props = { kind: BookKind; filters: BookFilters; onChange: (filters: BookFilters) => void };

export function BookFilterBar({ kind, filters, onChange }: Props) {
  const villages = useVillages();
  const change = (part: { [name in keyof BookFilters]: string | undefined }) => {
    const kept = Object.entries({ ...filters, ...part }).filter(([, value]) => value);
    onChange(Object.fromEntries(kept));
  };
  const words = kind === "petition" ? "petition_state" : "office_status";
  return (
    <div class="stack tight" role="search">
      <div class="filter-row">
        <SearchField
          label={shared("books.search")}
          value={filters.query ?? ""}
          onSearch={(query) => change({ query })}
        />
        <Select
          label={t("filter.village")}
          name="village"
          value={filters.village ?? ""}
          placeholder={t("filter.all_villages")}
          options={villages.map((it) => ({ id: it.code, label: it.name }))}
          onChange={(village) => change({ village })}
        />
      </div>
      <Chips
        label={t("filter.status")}
        chips={standingsOf(kind).map((id) => ({ id, label: tCode(words, id) }))}
        chosen={filters.status}
        onChoose={(status) => change({ status })}
      />
    </div>
  );
}
