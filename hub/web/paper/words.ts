// What the heads of the office's papers say.
import { t } from "./text";

// “ỦY BAN NHÂN DÂN” and “XÃ PẮC NGÀ” stand on a line each.
export function inLines(issuer: string): string {
  return issuer.replace(/ (XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) /, "\n$1 ");
}

// Of “xã Pắc Ngà”.
export function committeeOf(commune: string): string {
  return inLines(`${t("office_paper.office")} ${commune.toLocaleUpperCase("vi")}`);
}

// A zero before days below 10 and the months 1 and 2, and no others.
export function placeAndDate(place: string, iso: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  return t("office_paper.place_date", { place, day, month: month.replace(/^0(?=[3-9])/, ""), year });
}
