import { Icon } from "@core/components/Icon";
import { t } from "../text";
import "./PaneHint.css";

// Where a record will stand once one is opened.
export function PaneHint({ text, onHelp }: { text: string; onHelp?: () => void }) {
  return (
    <div class="pane-hint">
      <Icon name="list" />
      <p>{text}</p>
      {onHelp && <button type="button" onClick={onHelp}>{t("keys.title")} <kbd>?</kbd></button>}
    </div>
  );
}
