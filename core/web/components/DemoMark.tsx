import { t } from "../i18n";
import "./DemoMark.css";

// Says on every screen that the data is made up.
export function DemoMark() {
  return (
    <aside class="demo-mark" aria-label={t("demo.label")}>
      {t("demo.mark")}
    </aside>
  );
}
