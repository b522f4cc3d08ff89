import type { Indicator } from "@core/generated/hub";
import { useOffice } from "../office";
import { listBehind } from "./records_behind";
import { ShareChart } from "./ShareChart";
import { ShareTable } from "./ShareTable";
import { hasData, resultText, villageRows, yearRows } from "./shares";
import { t } from "./text";

type Props = {
  indicator: Indicator;
  year: number;
  village: string; // whose history it is; empty: the commune's
  whose: string;
};

// What was counted and how, the passage that asks for it, and the figures: each chart with its table.
export function IndicatorCard({ indicator, year, village, whose }: Props) {
  const { user } = useOffice();
  const { code } = indicator;
  const name = t(`papi.name.${code}`);
  const villages = villageRows(indicator);
  const years = yearRows(indicator);
  return (
    <article class="card indicator" data-code={code}>
      <h3>{name}</h3>
      <p class="indicator-result">{resultText(indicator)}</p>
      <p class="muted">{t(`papi.counts.${code}`)}</p>
      <blockquote>
        <p lang="vi">“{t(`papi.passage.${code}`)}”</p>
        <cite>{t("papi.source", { place: t(`papi.place.${code}`) })}</cite>
      </blockquote>
      {hasData(villages) && (
        <section>
          <h4>{t("papi.by_village", { year })}</h4>
          <div class="indicator-figures">
            <ShareChart kind="bar" rows={villages} label={t("papi.chart_villages", { name, year })} />
            <ShareTable caption={`${name}, ${t("papi.by_village", { year })}`} head={t("papi.village")} rows={villages} addressOf={({ key }) => listBehind(code, { user, year, village: key })} />
          </div>
        </section>
      )}
      {hasData(years) && (
        <section>
          <h4>{t("papi.by_year", { whose })}</h4>
          <div class="indicator-figures">
            <ShareChart kind="line" rows={years} label={t("papi.chart_years", { name, whose })} />
            <ShareTable caption={`${name}, ${t("papi.by_year", { whose })}`} head={t("papi.year_head")} rows={years} addressOf={({ key }) => listBehind(code, { user, year: Number(key), village })} />
          </div>
        </section>
      )}
    </article>
  );
}
