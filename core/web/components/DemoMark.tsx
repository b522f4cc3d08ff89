import { t } from "../i18n";
import "./DemoMark.css";

// Says on every screen that the data is made up.
export function DemoMark() {
  return <div class="demo-mark" role="note">{t("demo.mark")}</div>;
}
