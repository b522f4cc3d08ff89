import { Button } from "@core/components/Button";
import { Table, type Column } from "@core/components/Table";
import type { Campaign, TotalsRow } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { useResource } from "@core/resource";
import { go, link } from "@core/router";
import { api } from "../api";
import { useCampaigns } from "../campaigns";
import { listAddress, newAddress } from "../books/addresses";
import { BookTabs } from "../parts/BookTabs";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import { totalText } from "../totals";

function columns(totals: TotalsRow[]): Column<Campaign>[] {
  return [
    {
      key: "title",
      head: shared("field.title"),
      cell: (row) => (
        <a href={link(["campaigns", row.id])}>
          <b>{row.title}</b>
        </a>
      ),
    },
    { key: "period", head: t("campaigns.period"), cell: (row) => <span class="number">{row.shown.period}</span> },
    {
      key: "state",
      head: shared("field.state"),
      cell: (row) => row.state && <span class="number">{shared(`campaign_state.${row.state}`)}</span>,
    },
    {
      key: "given",
      head: t("campaigns.given_here"),
      cell: (row) => totalText(totals.find((it) => it.campaign === row.id)),
    },
  ];
}

export function Campaigns() {
  const campaigns = useCampaigns();
  const { value: totals } = useResource("totals", () => api("totals"));
  return (
    <Screen title={t("campaigns.title")}>
      <BookTabs current="campaigns" />
      <div class="row">
        <Button icon="plus" href={newAddress("campaign-proposal")}>
          {t("new_record.campaign-proposal")}
        </Button>
        <a href={listAddress("campaign-proposal")}>{shared("book.campaign-proposal")}</a>
      </div>
      {campaigns && campaigns.length > 0 && (
        <Table
          caption={t("campaigns.title")}
          columns={columns(totals?.items ?? [])}
          rows={campaigns}
          rowKey={(row) => row.id}
          onOpen={(row) => go(link(["campaigns", row.id]))}
        />
      )}
      {campaigns?.length === 0 && <p>{t("campaigns.none")}</p>}
    </Screen>
  );
}
