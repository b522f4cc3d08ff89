import { formatDate, formatDong, formatMilli } from "@core/format";
import type { Contribution, Household } from "@core/generated/agent";
import { contributions } from "@core/records";
import { link } from "@core/router";
import { useEveryPage } from "../every_page";
import { Paper, Register, Signatures } from "../parts/Paper";
import { PaperScreen } from "../parts/PaperScreen";
import { useRecordOf } from "../record_of";
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

// Phiếu theo dõi đóng góp của hộ: all that a household gave, in every campaign.
function Card({ household, gifts }: { household: Household; gifts: Contribution[] }) {
  const { today, author } = useAgent().status;
  return (
    <Paper
      date={formatDate(today)}
      title={t("paper.card")}
      about={t("paper.card_of", { household: household.shown.label })}
    >
      <Register
        heads={[t("paper.campaign_column"), t("paper.given_column"), t("paper.date_column")]}
        rows={gifts.map((it) => [it.shown.campaign, it.shown.given, it.shown.date])}
      />
      <Totals gifts={gifts} />
      <Signatures signers={[{ office: t("paper.sign_head"), name: author }]} />
    </Paper>
  );
}

// The card as it will be handed out, and the button that prints it.
export function DonorCard({ id }: { id: string }) {
  const { record: household, error } = useRecordOf("household", id);
  const all = useEveryPage("contribution", { household: id });
  const gifts = all && contributions(all).filter((it) => !it.voided);
  return (
    <PaperScreen
      title={t("card.title")}
      back={{ address: link(["households", id]), label: household?.head ?? t("households.title") }}
      error={error}
    >
      {household && gifts && <Card household={household} gifts={gifts} />}
    </PaperScreen>
  );
}
