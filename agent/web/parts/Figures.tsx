import { Icon } from "@core/components/Icon";
import { formatNumber } from "@core/format";
import { link } from "@core/router";
import { useAgent } from "../status";
import { t } from "../text";
import "./Figures.css";

const states = ["waiting", "received", "returned", "conflict", "accepted"] as const;
const hiddenWhenNone = new Set<string>(["conflict"]);

// How many records are in which state; each number opens them.
export function Figures() {
  const { counts } = useAgent().status;
  return (
    <div class="figures">
      <a href={link(["contributions"])}>
        <b>{formatNumber(counts.recorded + counts.voided)}</b>
        <span>{t("figures.recorded")}</span>
      </a>
      {states
        .filter((state) => counts[state] > 0 || !hiddenWhenNone.has(state))
        .map((state) => (
          <a key={state} href={link(["contributions"], { status: state })} data-status={state}>
            <b>{formatNumber(counts[state])}</b>
            <span>
              <Icon name={state} />
              {t(`figures.${state}`)}
            </span>
          </a>
        ))}
    </div>
  );
}
