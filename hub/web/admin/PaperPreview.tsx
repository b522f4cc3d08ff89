import "./Letterhead.css";
import { linesOf } from "./settings";
import { t } from "./text";

type PaperParts = { issuer: string; place: string; reportSymbol: string; signerTitle: string; signer: string; recipients: string };

// The head and foot of a paper, in the form of Nghị định 30/2020/NĐ-CP.
export function PaperPreview({ parts, today }: { parts: PaperParts; today: string }) {
  const [year = "", month = "", day = ""] = today.split("-");
  return (
    <section class="paper-preview" aria-label={t("paper.preview")} lang="vi">
      <div class="columns">
        <div>
          <b class="rule">{parts.issuer}</b>
          <p>{t("paper.number", { symbol: parts.reportSymbol || t("paper.symbol") })}</p>
        </div>
        <div>
          <b>{t("paper.nation")}</b>
          <p><b class="rule">{t("paper.motto")}</b></p>
          <p class="dated">{t("paper.dated", { place: parts.place, day, month, year })}</p>
        </div>
      </div>
      <p class="kind">{t("paper.kind")}</p>
      <div class="columns">
        <div class="recipients">
          <b><i>{t("settings.recipients")}:</i></b>
          <ul>{linesOf(parts.recipients).map((line) => <li key={line}>- {line};</li>)}</ul>
        </div>
        <div class="signature">
          <b>{t("paper.on_behalf")}</b>
          <b>{parts.signerTitle || t("paper.signer_title")}</b>
          <b>{parts.signer}</b>
        </div>
      </div>
    </section>
  );
}
