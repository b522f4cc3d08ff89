// Numbers, days and times as Vietnamese people write them. Times come as ISO 8601 with +07:00 and are shown as they
// stand: the laptop's zone is not trusted.
import { t, tCode } from "./i18n";

// "1200000" → "1.200.000"
export function formatNumber(whole: string | number): string {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

// "1200000" → "1.200.000 đ"
export function formatDong(dong: string): string {
  return `${formatNumber(dong)} đ`;
}

// "2500" → "2,5"
export function formatMilli(milli: string): string {
  const digits = milli.padStart(4, "0");
  const fraction = digits.slice(-3).replace(/0+$/, "");
  return formatNumber(digits.slice(0, -3)) + (fraction ? `,${fraction}` : "");
}

// "2,5" or "2.5" → "2500"; undefined when it is no positive number with at most three decimals.
export function parseMilli(typed: string): string | undefined {
  const match = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(typed.trim());
  if (!match) return undefined;
  const milli = (match[1] + (match[2] ?? "").padEnd(3, "0")).replace(/^0+/, "");
  return milli || undefined;
}

// "2026-11-24" → "24/11/2026"
export function formatDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

// "2026-11-24" → "Thứ Ba 24/11/2026"
export function formatDay(iso: string): string {
  const weekday = new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return `${tCode("weekday", String(weekday))} ${formatDate(iso)}`;
}

// "…T19:32:05+07:00" → "19:32"
export function formatTime(iso: string): string {
  return iso.slice(11, 16);
}

// "14:05 hôm nay", else "14:05 ngày 23/11/2026"
export function formatWhen(iso: string, today: string): string {
  if (iso.slice(0, 10) === today) return t("time.today", { time: formatTime(iso) });
  return t("time.on", { time: formatTime(iso), date: formatDate(iso) });
}

// "24/11 19:32", with the year when it is not this one
export function formatShort(iso: string, today: string): string {
  const date = formatDate(iso);
  return `${iso.slice(0, 4) === today.slice(0, 4) ? date.slice(0, 5) : date} ${formatTime(iso)}`;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// 125000 → "2 phút": the largest unit only.
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size >= dayMs) return t("time.days", { count: Math.round(size / dayMs) });
  if (size >= hourMs) return t("time.hours", { count: Math.round(size / hourMs) });
  if (size >= minuteMs) return t("time.minutes", { count: Math.round(size / minuteMs) });
  return t("time.seconds", { count: Math.max(1, Math.ceil(size / secondMs)) });
}
