import { formatDate, formatDong, formatMilli } from "@core/format";
import { shortVillage, useCampaigns, useVillages, villageNames } from "../lists";
import "./BatchFactsView.css";
import type { BatchFacts, Counted } from "./batch_facts";
import { t } from "./text";

const namedMax = 5;

function Named({ items, nameOf }: { items: Counted[]; nameOf: (id: string) => string }) {
  const named = items.slice(0, namedMax).map(({ id, count }) => t("batch.of", { name: nameOf(id), count }));
  const others = items.length - named.length;
  return <>{named.join(" · ")}{others > 0 && ` · ${t("batch.others", { count: others })}`}</>;
}

// What is in a batch, before it is accepted: how much, of whom, from when, and what of it deserves a look.
export function BatchFactsView({ facts }: { facts: BatchFacts }) {
  const villageName = villageNames(useVillages());
  const campaigns = new Map(useCampaigns().map((it) => [it.id, it.title]));
  const campaignName = (id: string) => campaigns.get(id) ?? t("batch.no_campaign");
  const dates = facts.first === facts.last ? formatDate(facts.first) : t("batch.dates", { first: formatDate(facts.first), last: formatDate(facts.last) });
  return (
    <dl class="batch-facts">
      <div><dt>{t("batch.fact.count")}</dt><dd><b>{facts.count}</b></dd></div>
      <div><dt>{t("batch.fact.money")}</dt><dd><b>{formatDong(facts.money)}</b></dd></div>
      {facts.labourMilli !== "0" && <div><dt>{t("batch.fact.labour")}</dt><dd>{formatMilli(facts.labourMilli)}</dd></div>}
      <div><dt>{t("batch.fact.villages")}</dt><dd><Named items={facts.villages} nameOf={(code) => shortVillage(villageName(code))} /></dd></div>
      <div><dt>{t("batch.fact.campaigns")}</dt><dd><Named items={facts.campaigns} nameOf={campaignName} /></dd></div>
      {facts.first && <div><dt>{t("batch.fact.dates")}</dt><dd>{dates}</dd></div>}
      {facts.flagged > 0 && <div data-tone="warn"><dt>{t("batch.fact.flagged")}</dt><dd>{facts.flagged}</dd></div>}
      {facts.voided > 0 && <div data-tone="warn"><dt>{t("batch.fact.voided")}</dt><dd>{facts.voided}</dd></div>}
    </dl>
  );
}
