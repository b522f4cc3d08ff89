import { formatDate } from "../format";
import type { Campaign } from "../generated/shared";
import { t, tCode } from "../i18n";

// What a campaign brought in and cost when it was settled, and what the books say now where that differs.
export function Settlement({ campaign }: { campaign: Campaign }) {
  const { settlement } = campaign.shown;
  if (settlement.length === 0) return null;
  return (
    <section>
      <h3>{t("settlement.title", { date: formatDate(campaign.settledOn ?? "") })}</h3>
      <ul class="figure-list">
        {settlement.map((it) => (
          <li key={it.name}>
            {tCode("settlement", it.name)}: <b class="number">{it.shown}</b>
            {it.now && <span class="differs"> {t("figure.now", { value: it.now })}</span>}
          </li>
        ))}
      </ul>
      {campaign.settlementNote && <p class="long-text">{campaign.settlementNote}</p>}
    </section>
  );
}
