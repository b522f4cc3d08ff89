import { Qr } from "@core/components/Qr";
import type { ReceiptSheet } from "@core/generated/agent";
import { t } from "../text";
import { PaperHeads } from "./PaperHeads";

function Line({ label, children, strong }: { label: string; children: string; strong?: boolean }) {
  if (!children) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{strong ? <b>{children}</b> : children}</dd>
    </>
  );
}

function Signatures({ sheet }: { sheet: ReceiptSheet }) {
  return (
    <div class="signatures">
      <div class="qr-place">
        <Qr svg={sheet.qrSvg} description={t("paper.qr", { number: sheet.number })} />
        {t("paper.scan")}
      </div>
      <div>
        <b>{t("paper.sign_donor")}</b>
        <i>{t("paper.sign")}</i>
        <span class="name"> </span>
      </div>
      <div>
        <b>{t("paper.sign_office")}</b>
        <i>{t("paper.stamp")}</i>
      </div>
      <div>
        <b>{t("paper.sign_head")}</b>
        <i>{t("paper.sign")}</i>
        <span class="name">{sheet.author}</span>
      </div>
    </div>
  );
}

// Giấy xác nhận đóng góp, as printed: always in Vietnamese, whatever the language of the page.
export function ReceiptPaper({ sheet }: { sheet: ReceiptSheet }) {
  const giver = sheet.household ? `${sheet.donor} (${sheet.household})` : sheet.donor;
  const given = sheet.givenWords
    ? t("paper.given_words", { given: sheet.given, words: sheet.givenWords })
    : sheet.given;
  return (
    <article class="sheet" lang="vi">
      <PaperHeads commune={sheet.commune} village={sheet.village} number={sheet.number} date={sheet.date} />
      <h2>{t("paper.title")}</h2>
      <p class="marks">
        {sheet.reprint && t("paper.reprint")} {sheet.voided && <b>{t("paper.voided")}</b>}{" "}
        {sheet.demo && <b>{t("paper.demo")}</b>}
      </p>
      <p>{t("paper.confirms", { village: sheet.village, commune: sheet.commune, upper: sheet.upperLevel })}</p>
      <dl>
        <Line label={t("paper.donor")} strong>
          {giver}
        </Line>
        <Line label={t("paper.given")} strong>
          {given}
        </Line>
        <Line label={t("paper.campaign")}>{sheet.campaign}</Line>
        <Line label={t("paper.given_on")}>{sheet.givenOn}</Line>
        <Line label={t("paper.collector")}>{sheet.collector}</Line>
      </dl>
      <Signatures sheet={sheet} />
    </article>
  );
}
