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

const clockErrorMsShown = 5 * 60 * 1000; // the hub's rule (hub/health.cc); a smaller error confuses nobody
const gigabyte = 1e9;

export function contactText(lastContact: string | null, today: string): string {
  return lastContact ? formatWhen(lastContact, today) : t("devices.never");
}

export function clockText(device: DeviceState): string {
  if (device.clockErrorMs === null) return t("devices.unknown");
  if (Math.abs(device.clockErrorMs) <= clockErrorMsShown) return t("devices.clock_right");
  return t(device.clockErrorMs < 0 ? "devices.clock_slow" : "devices.clock_fast", { duration: formatDuration(device.clockErrorMs) });
}

// 12345678901 → "12,3 GB"
export function diskText({ diskFreeBytes }: DeviceState): string {
  if (diskFreeBytes === null) return t("devices.unknown");
  if (diskFreeBytes < gigabyte) return t("devices.megabytes", { size: Math.round(diskFreeBytes / 1e6) });
  return t("devices.gigabytes", { size: (diskFreeBytes / gigabyte).toFixed(1).replace(".", ",") });
}
