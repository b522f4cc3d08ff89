import { SearchField } from "@core/components/SearchField";
import type { Queue, QueueOnly } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { shortVillage } from "../lists";
import type { QueueFilters } from "../queue";
import "../review/text";
import { t } from "../text";
import { Chips, type Chip } from "./Chips";

type Kind = Exclude<QueueOnly, "all">;

// What needs a look at all, and its reasons after what else sets a record apart.
export const queueKinds: Kind[] = [
  "flagged",
  "conflict",
  "voided",
  "reopened",
  "possible_duplicate",
  "hidden_level",
  "round_sum",
  "late_entry",
  "void_after_receipt",
  "campaign_not_open",
  "not_voluntary",
];
// With the rest behind a button, one line each on a laptop.
const villagesMax = 4;
const campaignsMax = 1;
const kindsMax = 4;

type Props = { filters: QueueFilters; list: Queue | undefined; onChange: (filters: QueueFilters) => void };

function villageChips(list: Queue): Chip[] {
  return [...list.byVillage].sort((a, b) => b.count - a.count).map((it) => ({ id: it.village, label: shortVillage(it.name), count: it.count }));
}

function flagChips({ byFlag }: Queue, chosen: QueueOnly | undefined): Chip[] {
  return queueKinds.filter((id) => byFlag[id] > 0 || id === chosen).map((id) => ({ id, label: tCode("queue.only", id), count: byFlag[id] }));
}

// Search and chips; each chip says how many records it would show.
export function QueueFilterBar({ filters, list, onChange }: Props) {
  const change = (part: { [name in keyof QueueFilters]: QueueFilters[name] | undefined }) => {
    const merged = { ...filters, ...part };
    const kept = Object.entries(merged).filter(([, value]) => value);
    onChange(Object.fromEntries(kept));
  };
  const flags = list ? flagChips(list, filters.only) : [];
  return (
    <div class="stack tight" role="search">
      <SearchField label={t("queue.search")} value={filters.query ?? ""} onSearch={(query) => change({ query })} />
      {list && <Chips label={t("filter.village")} chips={villageChips(list)} chosen={filters.village} shownMax={villagesMax} onChoose={(village) => change({ village })} />}
      {list && (
        <Chips
          label={t("filter.campaign")}
          chips={list.byCampaign.map((it) => ({ id: it.campaign, label: it.title, count: it.count }))}
          chosen={filters.campaign}
          shownMax={campaignsMax}
          onChoose={(campaign) => change({ campaign })}
        />
      )}
      {flags.length > 0 && <Chips label={t("filter.only")} chips={flags} chosen={filters.only} shownMax={kindsMax} onChoose={(id) => change({ only: queueKinds.find((it) => it === id) })} />}
    </div>
  );
}
