import { Icon, type IconName } from "@core/components/Icon";
import { Preferences } from "@core/components/Preferences";
import { t as shared } from "@core/i18n";
import type { Route } from "@core/router";
import type { Status, User } from "@core/generated/hub";
import { useEffect, useState } from "preact/hooks";
import { bookAddress, bookRoot, campaignAddress, contributionsAddress, householdsAddress, publicAddress, queueAddress, queueRoot, receiptCheckAddress, securityAddress, totalsAddress, usersAddress, villagesAddress } from "../addresses";
import { homeRoot, may, mayOpenScreen } from "../may";
import { useOffice } from "../office";
import { papiAddress, papiRoot } from "../papi/address";
import { registersAddress, registersRoot } from "../registers/address";
import { reportAddress, reportsRoot } from "../reports/address";
import { surveyEntryAddress, surveysRoot } from "../surveys/address";
import { tasksAddress, tasksRoot } from "../tasks/address";
import { t } from "../text";
import "./Menu.css";
import { UserCard } from "./UserCard";

type Counts = Pick<NonNullable<Status["counts"]>, "toReview" | "waiting" | "security">;
type Entry = { root: string; address: string; icon: IconName; label: string; count?: number };

const books = [
  { kind: "spending", icon: "spending" },
  { kind: "meeting", icon: "meeting" },
  { kind: "petition", icon: "petition" },
  { kind: "disclosure", icon: "disclosure" },
  { kind: "period-report", icon: "list" },
  { kind: "campaign-proposal", icon: "campaign" },
  { kind: "household-request", icon: "household" },
] as const;

const none: Counts = { toReview: 0, waiting: {}, security: { open: 0, urgent: 0 } };

// What the number beside an entry counts.
function countText(root: string): "menu.to_handle" | "menu.to_answer" | "menu.to_review" {
  if (root === "an-ninh") return "menu.to_handle";
  return root === bookRoot("petition") ? "menu.to_answer" : "menu.to_review";
}

function entriesFor({ toReview, waiting, security }: Counts, user: User): Entry[] {
  const entries: Entry[] = [
    { root: queueRoot, address: queueAddress(), icon: "accepted", label: t("menu.queue"), count: toReview },
    { root: "dong-gop", address: contributionsAddress(), icon: "contribution", label: t("menu.contributions") },
    { root: "dot-van-dong", address: campaignAddress(), icon: "campaign", label: t("menu.campaigns") },
    ...books.map(({ kind, icon }) => ({ root: bookRoot(kind), address: bookAddress(kind), icon, label: t(`menu.${kind}`), count: waiting[kind] ?? 0 })),
    { root: reportsRoot, address: reportAddress(), icon: "list", label: t("menu.reports") },
    { root: tasksRoot, address: tasksAddress(), icon: "list", label: t("menu.tasks") },
    { root: registersRoot, address: registersAddress, icon: "list", label: t("menu.registers") },
    { root: "an-ninh", address: securityAddress(), icon: "security", label: t("menu.security"), count: security.open },
    { root: "thong-ke", address: totalsAddress(), icon: "chart", label: t("menu.totals") },
    { root: papiRoot, address: papiAddress(), icon: "chart", label: t("menu.papi") },
    { root: surveysRoot, address: surveyEntryAddress(), icon: "petition", label: t("menu.surveys") },
    { root: "ho-dan", address: householdsAddress(), icon: "household", label: t("menu.households") },
    { root: "kiem-tra-giay", address: receiptCheckAddress, icon: "accepted", label: shared("receipt_check.title") },
    { root: "ban-va-may", address: villagesAddress(), icon: "device", label: t("menu.villages") },
  ];
  if (may(user, "settings")) entries.push({ root: "quan-tri", address: usersAddress, icon: "person", label: t("menu.users") });
  return entries.filter(({ root }) => mayOpenScreen(user, root));
}

// At the left; on a narrow screen a bar at the top that opens it.
export function Menu({ route, onLogout }: { route: Route; onLogout: () => void }) {
  const { status, user } = useOffice();
  const [isOpen, setOpen] = useState(false);
  const root = route.parts[0] ?? homeRoot(user);
  useEffect(() => setOpen(false), [route]);
  return (
    <header class="menu" data-open={isOpen || undefined}>
      <div class="menu-bar">
        <p class="brand">{t("app.name")}<small>{t("app.office", { commune: status.commune.name })}</small></p>
        <button type="button" class="menu-toggle" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}><Icon name="list" />{t("menu.label")}</button>
      </div>
      <div class="menu-body" id="menu">
        <nav aria-label={t("menu.label")}>
          <ul>
            {entriesFor(status.counts ?? none, user).map((entry) => (
              <li key={entry.root}>
                <a href={entry.address} aria-current={entry.root === root ? "page" : undefined}>
                  <Icon name={entry.icon} />
                  <span>{entry.label}</span>
                  {entry.count ? <span class="badge" aria-label={t(countText(entry.root), { count: entry.count })}>{entry.count}</span> : null}
                </a>
              </li>
            ))}
            {status.commune.publicPage && (
              <li>
                <a href={publicAddress} target="_blank" rel="noreferrer"><Icon name="disclosure" /><span>{t("menu.public_page")}</span></a>
              </li>
            )}
          </ul>
        </nav>
        <UserCard user={user} onLogout={onLogout} />
        <Preferences />
      </div>
    </header>
  );
}
