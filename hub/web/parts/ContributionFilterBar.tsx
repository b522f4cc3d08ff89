import { SearchField } from "@core/components/SearchField";
import { Select } from "@core/components/Select";
import type { RecordStatus } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useCampaigns, useVillages } from "../lists";
import type { ContributionFilters } from "../screens/Contributions";
import { t } from "../text";
import { Chips } from "./Chips";

type Props = { filters: ContributionFilters; statuses: RecordStatus[]; onChange: (filters: ContributionFilters) => void };

export function ContributionFilterBar({ filters, statuses, onChange }: Props) {
  const villages = useVillages();
  const campaigns = useCampaigns();
  const change = (part: { [name in keyof ContributionFilters]: string | undefined }) => {
    const kept = Object.entries({ ...filters, ...part }).filter(([, value]) => value);
    onChange(Object.fromEntries(kept));
  };
  return (
    <div class="stack tight" role="search">
      <div class="filter-row">
        <SearchField label={t("contributions.search")} value={filters.query ?? ""} onSearch={(query) => change({ query })} />
        <Select label={t("filter.village")} name="village" value={filters.village ?? ""} placeholder={t("filter.all_villages")} options={villages.map((it) => ({ id: it.code, label: it.name }))} onChange={(village) => change({ village })} />
        <Select label={t("filter.campaign")} name="campaign" value={filters.campaign ?? ""} placeholder={t("filter.all_campaigns")} options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))} onChange={(campaign) => change({ campaign })} />
      </div>
      <Chips label={t("filter.status")} chips={statuses.map((id) => ({ id, label: tCode("office_status", id) }))} chosen={filters.status} onChoose={(status) => change({ status })} />
    </div>
  );
}
