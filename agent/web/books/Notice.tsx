import { bookRecords } from "@core/books";
import { Choice } from "@core/components/Choice";
import { formatDate } from "@core/format";
import type { Disclosure } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useEveryPage } from "../every_page";
import { Paper, Register, Signatures } from "../parts/Paper";
import { PaperScreen } from "../parts/PaperScreen";
import { useRecordOf } from "../record_of";
import { useAgent } from "../status";
import { t } from "../text";
import { recordAddress } from "./addresses";

// What came in for the campaign and what went out, as the books of this village have it.
function IncomeAndSpending({ campaign }: { campaign: string }) {
  const village = useAgent().status.village.code;
  const { value: balance } = useResource(`balance ${campaign}`, () => api("balance", { query: { campaign, village } }));
  const gifts = contributions(useEveryPage("contribution", { campaign, village }) ?? []).filter((it) => !it.voided);
  const spent = bookRecords("spending", useEveryPage("spending", { campaign, village }) ?? []).filter(
    (it) => !it.voided,
  );
  return (
    <>
      {balance && <p class="sum">{t("paper.balance", balance.shown)}</p>}
      {gifts.length > 0 && (
        <Register
          caption={t("paper.income")}
          heads={[t("paper.donor_column"), t("paper.given_column"), t("paper.date_column")]}
          rows={gifts.map((it) => [it.shown.donor, it.shown.given, it.shown.date])}
        />
      )}
      {spent.length > 0 && (
        <Register
          caption={t("paper.spending")}
          heads={[t("paper.item_column"), t("paper.amount_column"), t("paper.date_column")]}
          rows={spent.map((it) => [it.item, it.shown.amount, it.shown.date])}
        />
      )}
    </>
  );
}

const sizes = ["a4", "a3"] as const;
type Size = (typeof sizes)[number];

// Thông báo niêm yết công khai, in large type for a wall.
function NoticePaper({ notice, size }: { notice: Disclosure; size: Size }) {
  const village = useAgent().status.village.name;
  const from = formatDate(notice.fromDate ?? "");
  return (
    <Paper
      date={from}
      title={t("paper.notice")}
      about={t("paper.notice_about", { title: notice.title ?? "" })}
      size={`notice-paper ${size}`}
    >
      {notice.content && <p class="long-text">{notice.content}</p>}
      {notice.campaign && <IncomeAndSpending campaign={notice.campaign} />}
      <p>{t("paper.posted", { place: notice.place ?? "", from, to: formatDate(notice.toDate ?? "") })}</p>
      <p>{t("paper.opinions", { village })}</p>
      <Signatures signers={[{ office: t("paper.sign_head"), name: notice.postedBy }]} />
    </Paper>
  );
}

// The notice as it will hang, and the button that prints it.
export function Notice({ id }: { id: string }) {
  const [size, setSize] = useState<Size>("a4");
  const { record: notice, error } = useRecordOf("disclosure", id);
  return (
    <PaperScreen
      title={t("disclosure.paper")}
      back={{ address: recordAddress("disclosure", id), label: notice?.title ?? "" }}
      error={error}
      beside={
        <Choice
          label={t("paper.size")}
          name="size"
          value={size}
          options={sizes.map((it) => ({ id: it, label: tCode("paper_size", it) }))}
          onChange={(it) => setSize(it as Size)}
        />
      }
    >
      {notice && <NoticePaper notice={notice} size={size} />}
    </PaperScreen>
  );
}
