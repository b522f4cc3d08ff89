import { formatDate, formatDong, formatMilli } from "@core/format";
import type { Contribution, Household, Status } from "@core/generated/agent";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { useEveryPage } from "../every_page";
import { PaperHeads } from "../parts/PaperHeads";
import { PaperScreen } from "../parts/PaperScreen";
import { useAgent } from "../status";
import { t } from "../text";

function sum(gifts: Contribution[], amountOf: (gift: Contribution) => string | undefined): string {
  return String(gifts.reduce((total, it) => total + Number(amountOf(it) ?? 0), 0));
}

function Totals({ gifts }: { gifts: Contribution[] }) {
  const money = sum(gifts, (it) => it.amount);
  const days = sum(gifts, (it) => (it.form === "FORM_LABOUR" ? it.quantityMilli : undefined));
  const value = sum(gifts, (it) => it.value);
  return (
    <p class="sum">
      {t("paper.card_money", { money: formatDong(money) })}
      {days !== "0" && ` ${t("paper.card_days", { days: formatMilli(days) })}`}
      {value !== "0" && ` ${t("paper.card_value", { value: formatDong(value) })}`}
    </p>
  );
}

// Phiếu theo dõi đóng góp của hộ: all that a household gave, in every campaign. Always in Vietnamese.
function Card({ household, gifts, status }: { household: Household; gifts: Contribution[]; status: Status }) {
  return (
    <article class="paper" lang="vi">
      <PaperHeads
        commune={status.commune?.name ?? ""}
        village={status.village?.name ?? ""}
        date={formatDate(status.today)}
      />
      <h2>
        {t("paper.card")}
        <small>{t("paper.card_of", { household: household.shown.label })}</small>
      </h2>
      {status.demo && <p class="marks">{t("paper.demo")}</p>}
      <table class="register">
        <thead>
          <tr>
            {["order", "campaign_column", "given_column", "date_column"].map((it) => (
              <th key={it} scope="col">
                {t(`paper.${it as "order" | "campaign_column" | "given_column" | "date_column"}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gifts.map((it, index) => (
            <tr key={it.id}>
              <td>{index + 1}</td>
              <td>{it.shown.campaign}</td>
              <td>{it.shown.given}</td>
              <td>{it.shown.date}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Totals gifts={gifts} />
      <div class="paper-signatures one">
        <div>
          <b>{t("paper.sign_head")}</b>
          <i>{t("paper.sign")}</i>
          <span class="name">{status.author}</span>
        </div>
      </div>
    </article>
  );
}

// The card as it will be handed out, and the button that prints it.
export function DonorCard({ id }: { id: string }) {
  const { status } = useAgent();
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  const household = value?.kind === "household" ? value : undefined;
  const all = useEveryPage("contribution", { household: id });
  const gifts = all && contributions(all).filter((it) => !it.voided);
  return (
    <PaperScreen
      title={t("card.title")}
      back={{ address: link(["households", id]), label: household?.head ?? t("households.title") }}
      error={error}
    >
      {household && gifts && <Card household={household} gifts={gifts} status={status} />}
    </PaperScreen>
  );
}
