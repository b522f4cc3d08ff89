import { DemoMark } from "@core/components/DemoMark";
import { Notice } from "@core/components/Notice";
import { ToastPlace } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { useConnected } from "@core/events";
import { tCode, useLanguage } from "@core/i18n";
import { go, useRoute } from "@core/router";
import { useEffect } from "preact/hooks";
import "./App.css";
import { DeviceNotices } from "./parts/DeviceNotices";
import { Menu } from "./parts/Menu";
import { Tour } from "./parts/Tour";
import { screenOf } from "./screens";
import { Enrol } from "./screens/Enrol";
import { isEnrolled, StatusProvider, useStatusSource } from "./status";
import { t } from "./text";

function useRecordKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F2" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      go("#/contributions/new");
      document.querySelector<HTMLElement>("[name=household], [name=donorName]")?.focus(); // when it was open already
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

export function App() {
  useLanguage();
  useRecordKey();
  const route = useRoute();
  const connected = useConnected();
  const { told, error, tell } = useStatusSource();
  if (!told)
    return error ? (
      <main class="alone">
        <Notice tone="bad">{errorText(error)}</Notice>
      </main>
    ) : null;
  const { status, receivedMs } = told;
  if (!isEnrolled(status)) return <Enrol onEnrolled={tell} />;
  return (
    <StatusProvider value={{ status, receivedMs }}>
      {status.demo && <DemoMark />}
      <div class="shell">
        <a
          class="skip"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            document.getElementById("main")?.focus();
          }}
        >
          {t("menu.skip")}
        </a>
        <Menu route={route} />
        <main id="main" tabIndex={-1}>
          {!connected && <Notice tone="bad">{t("app.program_off")}</Notice>}
          {status.trouble && <Notice tone="bad">{t("app.trouble", { why: tCode("error", status.trouble.code) })}</Notice>}
          <DeviceNotices status={status} tell={tell} />
          {status.demo && <Tour />}
          {screenOf(route)}
        </main>
      </div>
      <ToastPlace />
    </StatusProvider>
  );
}
