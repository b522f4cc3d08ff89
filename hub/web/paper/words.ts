// What the heads of the office's papers say.
import { ofPaper } from "./text";

// “ỦY BAN NHÂN DÂN” and “XÃ PẮC NGÀ” stand on a line each.
export function inLines(issuer: string): string {
  return issuer.replace(/ (XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) /, "\n$1 ");
}

export const committee = ofPaper("office_paper.office");

// Of “xã Pắc Ngà”, in one line.
export function committeeOf(commune: string): string {
  return `${committee} ${commune.toLocaleUpperCase("vi")}`;
}

// A zero before days below 10 and the months 1 and 2, and no others.
export function placeAndDate(place: string, iso: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  return ofPaper("office_paper.place_date", { place, day, month: month.replace(/^0(?=[3-9])/, ""), year });
}
