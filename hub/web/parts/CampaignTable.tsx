import { Table, type Column } from "@core/components/Table";
import { formatDong, formatNumber } from "@core/format";
import type { Campaign, VillageState } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { go } from "@core/router";
import type { ComponentChildren } from "preact";
import { campaignAddress, contributionsAddress, totalsAddress } from "../addresses";
import { shortVillage } from "../lists";
import { t } from "../text";
import { sumOf, type Figures, type TotalsGroup } from "../totals";
import { CampaignState } from "./CampaignState";
import { RecordsLink } from "./RecordsLink";

type Props = { rows: Campaign[]; totals: TotalsGroup[]; villages: VillageState[] };

// "Nong Cóc, Bước"; all villages when none is named.
export function villagesOf(campaign: Campaign, villages: VillageState[]): string {
  const codes = campaign.villages ?? [];
  if (codes.length === 0) return t("campaigns.all_villages");
  return codes.map((code) => shortVillage(villages.find((it) => it.code === code)?.name ?? code)).join(", ");
}

function columns(villages: VillageState[], figuresOf: (id: string) => Figures): Column<Campaign>[] {
  const labelled = (key: string, head: string, cell: (row: Campaign) => ComponentChildren, numeric = false): Column<Campaign> => ({ key, head, label: head, numeric, cell });
  return [
    { key: "title", head: shared("field.title"), cell: (row) => <><a class="donor" href={campaignAddress(row.id)}>{row.title}</a><span class="second">{row.works}</span></> },
    labelled("period", t("campaigns.period"), (row) => <span class="number">{row.shown.period}</span>),
    labelled("state", shared("field.state"), (row) => <CampaignState campaign={row} />),
    labelled("villages", shared("field.villages"), (row) => villagesOf(row, villages)),
    labelled("target", shared("field.target"), (row) => (row.target ? formatDong(row.target) : "–"), true),
    labelled("money", t("campaigns.money"), (row) => <a href={totalsAddress({ campaign: row.id })}>{formatDong(figuresOf(row.id).money)}</a>, true),
    labelled("records", t("totals.records"), (row) => <RecordsLink href={contributionsAddress({ campaign: row.id })}>{formatNumber(figuresOf(row.id).records)}</RecordsLink>, true),
  ];
}

export function CampaignTable({ rows, totals, villages }: Props) {
  const figuresOf = (id: string) => totals.find((it) => it.id === id)?.sum ?? sumOf([]);
  return (
    <div class="frame">
      <Table caption={t("menu.campaigns")} columns={columns(villages, figuresOf)} rows={rows} rowKey={(row) => row.id} onOpen={(row) => go(campaignAddress(row.id))} isVoided={(row) => row.status === "voided"} />
    </div>
  );
}
