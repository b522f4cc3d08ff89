import { Icon, type IconName } from "@core/components/Icon";
import type { Route } from "@core/router";
import { useAgent } from "../status";
import { t } from "../text";
import "./Menu.css";

type Entry = {
  address: string;
  icon: IconName;
  label: `menu.${"today" | "contributions" | "meetings" | "petitions" | "security" | "disclosures" | "households" | "reports" | "sync"}`;
  roots: string[];
};

const entries: Entry[] = [
  { address: "#/", icon: "today", label: "menu.today", roots: ["", "today"] },
  {
    address: "#/contributions",
    icon: "contribution",
    label: "menu.contributions",
    roots: ["contributions", "campaigns", "receipts", "spending", "proposals"],
  },
  { address: "#/meetings", icon: "meeting", label: "menu.meetings", roots: ["meetings"] },
  { address: "#/petitions", icon: "petition", label: "menu.petitions", roots: ["petitions"] },
  { address: "#/security", icon: "security", label: "menu.security", roots: ["security"] },
  { address: "#/disclosures", icon: "disclosure", label: "menu.disclosures", roots: ["disclosures"] },
  { address: "#/households", icon: "household", label: "menu.households", roots: ["households", "household-requests"] },
  { address: "#/reports", icon: "chart", label: "menu.reports", roots: ["reports"] },
  { address: "#/sync", icon: "sync", label: "menu.sync", roots: ["sync"] },
];

export function Menu({ route }: { route: Route }) {
  const { status } = useAgent();
  const root = route.parts[0] ?? "";
  const waiting = status.counts.waiting;
  return (
    <div class="menu">
      <nav aria-label={t("menu.label")}>
        <p class="brand">
          {t("app.name")}
          <small>{status.village.name}</small>
        </p>
        <ul>
          {entries.map((entry) => (
            <li key={entry.address}>
              <a href={entry.address} aria-current={entry.roots.includes(root) ? "page" : undefined}>
                <Icon name={entry.icon} />
                <span>{t(entry.label)}</span>
                {entry.label === "menu.sync" && waiting > 0 && (
                  <span class="badge" aria-label={t("menu.waiting", { count: waiting })}>
                    {waiting}
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
