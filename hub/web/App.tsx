import { DemoMark } from "@core/components/DemoMark";
import { Notice } from "@core/components/Notice";
import { toast, ToastPlace } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { useConnected } from "@core/events";
import type { Status } from "@core/generated/hub";
import { tCode, useLanguage } from "@core/i18n";
import { useRoute } from "@core/router";
import "./App.css";
import { may } from "./may";
import { OfficeProvider, useStatusSource } from "./office";
import { HubNotices } from "./parts/HubNotices";
import { LoginAgain } from "./parts/LoginAgain";
import { Menu } from "./parts/Menu";
import { UrgentReports } from "./parts/UrgentReports";
import { Login } from "./screens/Login";
import { screenOf } from "./screens";
import { useSession, type SessionControl } from "./session";
import { t } from "./text";

function goToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Desk({ status, session }: { status: Status; session: SessionControl }) {
  const route = useRoute();
  const connected = useConnected();
  const { user } = session.state;
  if (!user) return null;
  const logout = () => session.logout().catch((reason: unknown) => toast(errorText(reason)));
  return (
    <OfficeProvider value={{ status, user }}>
      <div class="office">
        <a class="skip" href="#main" onClick={goToMain}>{t("menu.skip")}</a>
        <Menu route={route} onLogout={logout} />
        <main id="main" tabIndex={-1}>
          {!connected && session.state.phase === "in" && <div class="offline"><Notice tone="warn">{t("app.disconnected")}</Notice></div>}
          {status.trouble && <Notice tone="bad">{t("app.trouble", { why: tCode("error", status.trouble.code) })}</Notice>}
          {may(user, "devices") && <HubNotices />}
          <UrgentReports />
          {screenOf(route, user)}
        </main>
      </div>
      {session.state.phase === "lost" && <LoginAgain name={user.name} onLogin={session.login} onLeave={() => location.reload()} />}
    </OfficeProvider>
  );
}

export function App() {
  useLanguage();
  const session = useSession();
  const { phase, user } = session.state;
  const { status, error } = useStatusSource(user?.name ?? "");
  if (phase === "asking") return null;
  return (
    <>
      {status?.demo && <DemoMark />}
      {phase === "out" && <Login status={status} failure={session.state.failure ?? error} onLogin={session.login} />}
      {phase !== "out" && status && <Desk status={status} session={session} />}
      {phase !== "out" && !status && error && <main class="alone"><Notice tone="bad">{errorText(error)}</Notice></main>}
      <ToastPlace />
    </>
  );
}
