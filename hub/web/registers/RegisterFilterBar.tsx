import { Select } from "@core/components/Select";
import { tCode } from "@core/i18n";
import { useCampaigns, useVillages } from "../lists";
import { Chips } from "../parts/Chips";
import { t as office } from "../text";
import { hasCampaigns, hasDays, hasVillages, narrowed, type RegisterName, type RegisterQuery } from "./address";
import { PeriodFields } from "./PeriodFields";
import { daysOf, periodOf } from "./periods";
import { t } from "./text";

type Props = { asked: RegisterQuery; offered: RegisterName[]; onChange: (asked: RegisterQuery) => void };

// Tasks are planned for a year: of a period of the chosen one, only the year is kept.
function wholeYear(asked: RegisterQuery): RegisterQuery {
  const period = periodOf(asked);
  return period ? { ...asked, ...daysOf(period.year, "year") } : asked;
}

export function RegisterFilterBar({ asked, offered, onChange }: Props) {
  const villages = useVillages();
  const campaigns = useCampaigns();
  const { register, from, to } = asked;
  const hasParts = register !== "tasks";
  const change = (part: Partial<RegisterQuery>) => onChange(narrowed({ ...asked, ...part }));
  const choose = (name: string | undefined) => {
    const next = offered.find((it) => it === name);
    if (!next) return;
    onChange(narrowed({ ...(next === "tasks" ? wholeYear(asked) : asked), register: next }));
  };
  return (
    <div class="stack tight">
      <Chips label={t("registers.which")} chips={offered.map((id) => ({ id, label: tCode("register", id) }))} chosen={register} onChoose={choose} />
      <div class="filter-row register-filters">
        {hasVillages(register) && (
          <Select
            label={office("filter.village")}
            name="village"
            value={asked.village ?? ""}
            placeholder={office("filter.all_villages")}
            options={villages.map((it) => ({ id: it.code, label: it.name }))}
            onChange={(village) => change({ village })}
          />
        )}
        {hasCampaigns(register) && (
          <Select
            label={office("filter.campaign")}
            name="campaign"
            value={asked.campaign ?? ""}
            placeholder={office("filter.all_campaigns")}
            options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))}
            onChange={(campaign) => change({ campaign })}
          />
        )}
        {hasDays(register) && (
          <PeriodFields
            days={{ ...(from && { from }), ...(to && { to }) }}
            hasParts={hasParts}
            onChange={(days) => onChange(narrowed({ register, ...(asked.village && { village: asked.village }), ...(asked.campaign && { campaign: asked.campaign }), ...days }))}
          />
        )}
      </div>
    </div>
  );
}
