// How the villages' laptops are doing, in words.
import { formatDuration } from "@core/format";
import type { DeviceHealth, DeviceState } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { t } from "./text";

// The worst first, as the hub lists them.
export const problems: DeviceHealth[] = ["refused", "silent", "waiting", "clock", "disk", "old"];

// "3 ngày trước"
export function agoText(iso: string, now: number): string {
  return t("health.ago", { ago: formatDuration(now - Date.parse(iso)) });
}

// What to do about one problem of a laptop.
export function adviceText(device: DeviceState, problem: DeviceHealth, now: number): string {
  if (problem !== "refused") return tCode("health.advice", problem);
  if (!device.refused) return "";
  return t("health.refusal", { why: tCode("refusal", device.refused.code), ago: formatDuration(now - Date.parse(device.refused.at)) });
}

// The laptops that need somebody first; among equals those that were heard of longest ago.
export function worstFirst(devices: DeviceState[]): DeviceState[] {
  const rank = (device: DeviceState) => {
    const [worst] = device.health;
    return worst ? problems.indexOf(worst) : problems.length;
  };
  const heard = (device: DeviceState) => device.lastContact ?? device.enrolledAt;
  return [...devices].sort((a, b) => rank(a) - rank(b) || b.health.length - a.health.length || heard(a).localeCompare(heard(b)));
}
