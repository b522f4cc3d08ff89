import type { Period } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { api } from "../api";
import { t } from "../text";
import { Details } from "./Details";

type Props = { label: string; period: string; year: string };

// What the book says of the period: the report takes it as it is, nobody types it.
export function FiguresPreview({ label, period, year }: Props) {
  const isWhole = period !== "" && /^20\d\d$/.test(year.trim());
  const { value } = useResource(`figures ${period} ${year}`, () =>
    isWhole ? api("figures", { query: { period: period as Period, year: Number(year) } }) : Promise.resolve(undefined),
  );
  return (
    <section class="card stack" aria-label={label}>
      <h2>{label}</h2>
      {value ? (
        <>
          <p>{t("report.span", { from: value.from, to: value.to, due: value.due })}</p>
          <Details
            items={value.figures.map((it) => ({
              label: tCode("figure", it.name),
              value: <span class="number">{it.shown}</span>,
            }))}
          />
        </>
      ) : (
        <p class="muted">{t("report.choose")}</p>
      )}
    </section>
  );
}
