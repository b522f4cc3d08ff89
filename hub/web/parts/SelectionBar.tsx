import { Button } from "@core/components/Button";
import { t } from "../text";
import "./SelectionBar.css";

type Props = {
  count: number;
  total: number; // that match the filter
  isAllLoaded: boolean;
  onAll: () => void; // tick every record that matches, loaded or not
  onClear: () => void;
  onAccept: () => void;
  onReturn: () => void;
};

// What can be done with the ticked records. Below the list, so that nothing moves when it appears.
export function SelectionBar({ count, total, isAllLoaded, onAll, onClear, onAccept, onReturn }: Props) {
  return (
    <div class="selection-bar" role="group" aria-label={t("selection.label")}>
      <span><b>{t("selection.count", { count })}</b></span>
      {count < total && !isAllLoaded && <Button look="plain" onClick={onAll}>{t("selection.all", { total })}</Button>}
      <Button look="plain" onClick={onClear}>{t("selection.clear")}</Button>
      <span class="do">
        <Button icon="accepted" shortcut="d" onClick={onAccept}>{t("review.accept_many", { count })}</Button>
        <Button look="danger" icon="returned" shortcut="t" onClick={onReturn}>{t("review.return")}</Button>
      </span>
    </div>
  );
}
