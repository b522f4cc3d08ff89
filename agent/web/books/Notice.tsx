import { bookRecords } from "@core/books";
import { Choice } from "@core/components/Choice";
import type { Disclosure, Status } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useEveryPage } from "../every_page";
import { PaperHeads } from "../parts/PaperHeads";
import { PaperScreen } from "../parts/PaperScreen";
import { useAgent } from "../status";
import { t } from "../text";
import { recordAddress } from "./addresses";

function Register({ caption, heads, rows }: { caption: string; heads: string[]; rows: ComponentChildren[][] }) {
  if (rows.length === 0) return null;
  return (
    <table class="register">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((it) => (
            <th key={it} scope="col">
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <td>{index + 1}</td>
            {row.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// What came in for the campaign and what went out, as the books of this village have it.
function IncomeAndSpending({ campaign, village }: { campaign: string; village: string }) {
  const { value: balance } = useResource(`balance ${campaign}`, () => api("balance", { query: { campaign, village } }));
  const gifts = contributions(useEveryPage("contribution", { campaign, village }) ?? []).filter((it) => !it.voided);
  const spent = bookRecords("spending", useEveryPage("spending", { campaign, village }) ?? []).filter(
    (it) => !it.voided,
  );
  return (
    <>
      {balance && <p class="sum">{t("paper.balance", balance.shown)}</p>}
      <Register
        caption={t("paper.income")}
        heads={[t("paper.order"), t("paper.donor_column"), t("paper.given_column"), t("paper.date_column")]}
        rows={gifts.map((it) => [it.shown.donor, it.shown.given, it.shown.date])}
      />
      <Register
        caption={t("paper.spending")}
        heads={[t("paper.order"), t("paper.item_column"), t("paper.amount_column"), t("paper.date_column")]}
        rows={spent.map((it) => [it.item, it.shown.amount, it.shown.date])}
      />
    </>
  );
}

type Size = "a4" | "a3";

// Thông báo niêm yết công khai, in large type for a wall: always in Vietnamese, whatever the language of the page.
function Paper({ notice, status, size }: { notice: Disclosure; status: Status; size: Size }) {
  const village = status.village?.name ?? "";
  const [from = "", to = ""] = notice.shown.period.split(" – ");
  return (
    <article class={`paper notice-paper ${size}`} lang="vi">
      <PaperHeads commune={status.commune?.name ?? ""} village={village} date={from} />
      <h2>
        {t("paper.notice")}
        <small>{t("paper.notice_about", { title: notice.title ?? "" })}</small>
      </h2>
      {status.demo && <p class="marks">{t("paper.demo")}</p>}
      {notice.content && <p class="long-text">{notice.content}</p>}
      {notice.campaign && <IncomeAndSpending campaign={notice.campaign} village={status.village?.code ?? ""} />}
      <p>{t("paper.posted", { place: notice.place ?? "", from, to })}</p>
      <p>{t("paper.opinions", { village })}</p>
      <div class="paper-signatures one">
        <div>
          <b>{t("paper.sign_head")}</b>
          <i>{t("paper.sign")}</i>
          <span class="name">{notice.postedBy}</span>
        </div>
      </div>
    </article>
  );
}

// The notice as it will hang, and the button that prints it.
export function Notice({ id }: { id: string }) {
  const { status } = useAgent();
  const [size, setSize] = useState<Size>("a4");
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  const notice = value?.kind === "disclosure" ? value : undefined;
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
          options={(["a4", "a3"] as const).map((it) => ({ id: it, label: tCode("paper_size", it) }))}
          onChange={(it) => setSize(it as Size)}
        />
      }
    >
      {notice && <Paper notice={notice} status={status} size={size} />}
    </PaperScreen>
  );
}
