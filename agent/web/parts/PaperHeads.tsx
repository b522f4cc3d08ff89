import { t } from "../text";
import "@core/components/PaperHeads.css";

// “xã Pắc Ngà” → “Pắc Ngà”, as the place before a date is written.
function placeName(commune: string): string {
  return commune.replace(/^(xã|phường|thị trấn)\s+/i, "");
}

// Nghị định 30/2020/NĐ-CP: a zero goes before days below 10 and before the months 1 and 2, and no others.
function monthNumber(month: string): string {
  return month.replace(/^0(?=[3-9])/, "");
}

type Props = { commune: string; village: string; number?: string; date: string };

// The heads of a paper in the form of Nghị định 30/2020/NĐ-CP: who issues it at the left, the state's title at the right, and
// its place and day (dd/mm/yyyy).
export function PaperHeads({ commune, village, number, date }: Props) {
  const [day, month, year] = date.split("/");
  return (
    <div class="heads">
      <div>
        <p class="capitals">{commune}</p>
        <p class="capitals ruled">
          <b>{village}</b>
        </p>
        {number && <p>{t("paper.number", { number })}</p>}
      </div>
      <div>
        <p>
          <b>{t("paper.state")}</b>
        </p>
        <p class="ruled motto">
          <b>{t("paper.motto")}</b>
        </p>
        <p class="place">
          {t("paper.place_date", {
            place: placeName(commune),
            day: day ?? "",
            month: monthNumber(month ?? ""),
            year: year ?? "",
          })}
        </p>
      </div>
    </div>
  );
}
