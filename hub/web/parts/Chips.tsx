import { formatNumber } from "@core/format";
import { useState } from "preact/hooks";
import { t } from "../text";
import "./Chips.css";

export type Chip = { id: string; label: string; count?: number };

type Props = {
  label: string; // what is filtered by
  chips: Chip[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  shownMax?: number; // the others appear on demand
};

// A filter as a row of buttons with counts; pressing the chosen one again takes the filter off.
export function Chips({ label, chips, chosen, onChoose, shownMax = Infinity }: Props) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || chips.length <= shownMax + 1 ? chips : chips.filter((chip, index) => index < shownMax || chip.id === chosen);
  const hidden = chips.length - shown.length;
  if (chips.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label={label}>
      <span class="chips-label" aria-hidden="true">{label}</span>
      {shown.map((chip) => (
        <button key={chip.id} type="button" aria-pressed={chip.id === chosen} onClick={() => onChoose(chip.id === chosen ? undefined : chip.id)}>
          {chip.label}
          {chip.count !== undefined && <span class="count">{formatNumber(chip.count)}</span>}
        </button>
      ))}
      {hidden > 0 && <button type="button" class="others" onClick={() => setWhole(true)}>{t("chips.others", { count: hidden })}</button>}
    </div>
  );
}
