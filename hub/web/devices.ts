// The villages' machines and what the office should know of each.
import { onStatus } from "@core/events";
import { formatDuration, formatWhen } from "@core/format";
import type { DeviceState } from "@core/generated/hub";
import { useResource, type Resource } from "@core/resource";
import { useEffect } from "preact/hooks";
import { api } from "./api";
import { t } from "./text";

const readAgainMs = 30_000; // whether a machine is on is told by no event

// Keeps up with which machines call.
export function useReadAgain(reload: () => void): void {
  useEffect(() => {
    const stop = onStatus(reload);
    const timer = setInterval(() => !document.hidden && reload(), readAgainMs);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [reload]);
}

export function useDevices(): Resource<DeviceState[]> {
  const resource = useResource("devices", async () => (await api("devices")).items);
  useReadAgain(resource.reload);
  return resource;
}

const clockErrorMsMax = 10 * 60 * 1000; // as on the village's page: a smaller error confuses nobody
const diskFreeBytesMin = 1e9;
const silentDaysMax = 14; // a village may be without a signal for days, not for weeks

export type Trouble = "clock" | "disk" | "silent";

function isClockWrong(device: DeviceState): boolean {
  return Math.abs(device.clockErrorMs ?? 0) >= clockErrorMsMax;
}

function daysBetween(iso: string, today: string): number {
  const dayMs = 24 * 60 * 60 * 1000;
  return Math.round((Date.parse(today) - Date.parse(iso.slice(0, 10))) / dayMs);
}

export function troublesOf(device: DeviceState, today: string): Trouble[] {
  if (device.revoked) return [];
  const found: Trouble[] = [];
  if (!device.online && daysBetween(device.lastContact ?? device.enrolledAt, today) >= silentDaysMax) found.push("silent");
  if (isClockWrong(device)) found.push("clock");
  if (device.diskFreeBytes !== null && device.diskFreeBytes < diskFreeBytesMin) found.push("disk");
  return found;
}

export function contactText(lastContact: string | null, today: string): string {
  return lastContact ? formatWhen(lastContact, today) : t("devices.never");
}

export function clockText(device: DeviceState): string {
  if (device.clockErrorMs === null) return t("devices.unknown");
  if (!isClockWrong(device)) return t("devices.clock_right");
  return t(device.clockErrorMs < 0 ? "devices.clock_slow" : "devices.clock_fast", { duration: formatDuration(device.clockErrorMs) });
}

// 12345678901 → "12,3 GB"
export function diskText({ diskFreeBytes }: DeviceState): string {
  if (diskFreeBytes === null) return t("devices.unknown");
  if (diskFreeBytes < diskFreeBytesMin) return t("devices.megabytes", { size: Math.round(diskFreeBytes / 1e6) });
  return t("devices.gigabytes", { size: (diskFreeBytes / 1e9).toFixed(1).replace(".", ",") });
}
