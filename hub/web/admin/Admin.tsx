import { Notice } from "@core/components/Notice";
import { t as shared } from "@core/i18n";
import { link } from "@core/router";
import type { User } from "@core/generated/hub";
import type { JSX } from "preact";
import { may, type Right } from "../may";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { Accounts } from "./Accounts";
import "./Admin.css";
import { Audit } from "./Audit";
import { Calendar } from "./Calendar";
import { Imports } from "./Imports";
import { Letterhead } from "./Letterhead";
import { PublicPage } from "./PublicPage";
import { t } from "./text";
import { VillageList } from "./VillageList";

type Tab = { id: "accounts" | "villages" | "paper" | "calendar" | "public" | "import" | "audit"; root: string; right: Right; show: () => JSX.Element };

const tabs: Tab[] = [
  { id: "accounts", root: "tai-khoan", right: "users", show: () => <Accounts /> },
  { id: "villages", root: "ban", right: "users", show: () => <VillageList /> },
  { id: "paper", root: "van-ban", right: "settings", show: () => <Letterhead /> },
  { id: "calendar", root: "lich-bao-cao", right: "settings", show: () => <Calendar /> },
  { id: "public", root: "cong-khai", right: "settings", show: () => <PublicPage /> },
  { id: "import", root: "nhap-du-lieu", right: "settings", show: () => <Imports /> },
  { id: "audit", root: "nhat-ky", right: "settings", show: () => <Audit /> },
];

function tabsOf(user: User): Tab[] {
  return tabs.filter((it) => may(user, it.right));
}

// What is set up once and seldom changed; the parts that the reader's role may change.
export function Admin({ part }: { part: string | undefined }) {
  const { user } = useOffice();
  const offered = tabsOf(user);
  const tab = part ? offered.find((it) => it.root === part) : offered[0];
  return (
    <Screen title={t("admin.title")}>
      <nav class="tabs" aria-label={t("admin.tabs")}>
        <ul>
          {offered.map((it) => <li key={it.id}><a href={link(["quan-tri", it.root])} aria-current={it === tab ? "page" : undefined}>{t(`admin.tab.${it.id}`)}</a></li>)}
        </ul>
      </nav>
      {tab ? <section class="stack" aria-label={t(`admin.tab.${tab.id}`)} key={tab.id}>{tab.show()}</section> : <Notice tone="warn">{shared("error.forbidden")}</Notice>}
    </Screen>
  );
}
