import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { ProgressBar } from "@core/components/ProgressBar";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatDuration, formatWhen } from "@core/format";
import type { Status } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import "./LinkState.css";
import { useAgent, type Told } from "../status";
import { t } from "../text";
import { PhotosOnTheWay } from "./PhotosOnTheWay";

const clockErrorMsMax = 10 * 60 * 1000; // a smaller error confuses nobody
const secondMs = 1000;

export function isClockWrong(clockErrorMs: number): boolean {
  return Math.abs(clockErrorMs) >= clockErrorMsMax;
}

function useRetryInMs({ status, receivedMs }: Told): number | null {
  const [nowMs, setNowMs] = useState(performance.now());
  const retryInMs = status.link.retryInMs;
  useEffect(() => {
    if (retryInMs === null) return undefined;
    const timer = setInterval(() => setNowMs(performance.now()), secondMs);
    return () => clearInterval(timer);
  }, [retryInMs]);
  return retryInMs === null ? null : Math.max(0, retryInMs - Math.max(0, nowMs - receivedMs));
}

// Simply no network, as far as anybody here can tell.
const networkCodes = new Set(["", "unreachable", "timeout", "cut"]);

function offText({ link, counts: { waiting } }: Status, retryInMs: number | null): string {
  if (!networkCodes.has(link.code)) return t("link.off_trouble", { reason: tCode("refusal", link.code) });
  if (waiting === 0) return t("link.off_nothing");
  if (retryInMs === null) return t("link.off_waiting", { count: waiting });
  if (retryInMs < secondMs) return t("link.off_now", { count: waiting });
  return t("link.off_retry", { count: waiting, duration: formatDuration(retryInMs) });
}

function sendingText({ link }: Status): string {
  if (link.toSend === 0) return t("link.receiving", { received: link.received, total: link.toReceive });
  const { sent, toSend: total, toReceive, received } = link;
  if (toReceive > received) return t("link.sending_both", { sent, total, receiving: toReceive - received });
  return t("link.sending", { sent, total });
}

function levelText({ link, counts, today }: Status): string {
  if (counts.waiting > 0) return t("link.about_to_send", { count: counts.waiting });
  return link.levelAt ? t("link.level", { when: formatWhen(link.levelAt, today) }) : t("link.level_new");
}

// What the link is doing, in words; also why a record waits.
export function useLinkText(): string {
  const told = useAgent();
  const { link, counts, commune } = told.status;
  const retryInMs = useRetryInMs(told);
  switch (link.state) {
    case "off":
      return offText(told.status, retryInMs);
    case "connecting":
      return t("link.connecting", { count: counts.waiting });
    case "sending":
      return sendingText(told.status);
    case "level":
      return levelText(told.status);
    case "refused":
      return t(commune.phone ? "link.refused" : "link.refused_no_phone", {
        reason: tCode("refusal", link.code),
        phone: commune.phone,
      });
  }
}

function ClockNotice({ clockErrorMs }: { clockErrorMs: number | null }) {
  if (clockErrorMs === null || !isClockWrong(clockErrorMs)) return null;
  const duration = formatDuration(clockErrorMs);
  return (
    <Notice tone="warn">{clockErrorMs < 0 ? t("clock.slow", { duration }) : t("clock.fast", { duration })}</Notice>
  );
}

function tryNow(): void {
  api("syncNow").catch((error: unknown) => toast(errorText(error)));
}

export function LinkState() {
  const { link } = useAgent().status;
  const text = useLinkText();
  return (
    <div class="stack">
      {link.state === "sending" ? (
        <ProgressBar text={text} done={link.sent + link.received} total={link.toSend + link.toReceive} />
      ) : link.state === "refused" ? (
        <Notice tone="bad">{text}</Notice>
      ) : (
        <div class="spread">
          <p class="link-words">{text}</p>
          {link.state === "off" && <Button onClick={tryNow}>{t("link.try_now")}</Button>}
        </div>
      )}
      {link.state === "refused" && (
        <div>
          <Button onClick={tryNow}>{t("link.try_now")}</Button>
        </div>
      )}
      <PhotosOnTheWay />
      <ClockNotice clockErrorMs={link.clockErrorMs} />
    </div>
  );
}
