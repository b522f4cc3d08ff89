import { Icon } from "@core/components/Icon";
import { t as shared } from "@core/i18n";
import { t } from "../text";
import "./BookTabs.css";

// The lists under “Đóng góp”.
export function BookTabs({ current }: { current: "contributions" | "campaigns" | "spending" | "check" }) {
  const mark = (name: string) => (name === current ? "page" : undefined);
  return (
    <nav class="tabs" aria-label={t("menu.contributions")}>
      <a href="#/contributions" aria-current={mark("contributions")}>
        <Icon name="list" />
        {t("contributions.tab")}
      </a>
      <a href="#/campaigns" aria-current={mark("campaigns")}>
        <Icon name="campaign" />
        {t("campaigns.title")}
      </a>
      <a href="#/spending" aria-current={mark("spending")}>
        <Icon name="spending" />
        {t("spending.tab")}
      </a>
      <a href="#/receipts/check" aria-current={mark("check")}>
        <Icon name="accepted" />
        {shared("receipt_check.title")}
      </a>
    </nav>
  );
}
