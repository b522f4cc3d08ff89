import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { t } from "../text";

// What was being typed when the page was left is back; the way to begin anew.
export function Restored({ onStartAfresh }: { onStartAfresh: () => void }) {
  return (
    <Notice>
      <div class="spread">
        <span>{t("record.restored")}</span>
        <Button onClick={onStartAfresh}>{t("record.start_afresh")}</Button>
      </div>
    </Notice>
  );
}
