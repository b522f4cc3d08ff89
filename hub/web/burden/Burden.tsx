import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import { formatDate, formatDong, formatMilli, formatNumber } from "@core/format";
import type { AskedHousehold, AskedVillage, AskingCampaign, Burden as BurdenAnswer, CampaignOverlap } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { replaceRoute } from "@core/router";
import type { ComponentChildren } from "preact";
import { campaignAddress, householdsAddress, totalsAddress } from "../addresses";
import { api } from "../api";
import { given } from "../given";
import { shortVillage, useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { PeriodChooser, yearOf, type Days } from "../period/PeriodChooser";
import { t as office } from "../text";
import { burdenAddress } from "./address";
import "./Burden.css";
import { t } from "./text";

function Framed({ title, about, children }: { title: string; about?: string; children: ComponentChildren }) {
  return (
    <section class="stack tight apart">
      <h2>{title}</h2>
      {about && <p class="muted narrow-text">{about}</p>}
      <div class="frame" role="region" aria-label={title} tabIndex={0}>
        {children}
      </div>
    </section>
  );
}

const nothing = new Set(["0", "0 đ"]);

function numeric<Row>(key: string, head: string, text: (row: Row) => string): Column<Row> {
  return { key, head, numeric: true, label: head, cell: (row) => (nothing.has(text(row)) ? "–" : text(row)) };
}

function Villages({ rows, days }: { rows: AskedVillage[]; days: Days }) {
  const columns: Column<AskedVillage>[] = [
    {
      key: "village",
      head: t("burden.village"),
      cell: (row) => <a href={burdenAddress({ ...days, village: row.village })}>{shortVillage(row.name)}</a>,
    },
    numeric("asked", t("burden.asked"), (row) => formatNumber(row.asked)),
    numeric("households", t("burden.households"), (row) => formatNumber(row.households)),
    numeric("gave", t("burden.gave"), (row) => formatNumber(row.gave)),
    numeric("several", t("burden.gave_several"), (row) => formatNumber(row.gaveSeveral)),
  ];
  const sorted = [...rows].sort((a, b) => b.asked - a.asked || b.gaveSeveral - a.gaveSeveral);
  return (
    <Framed title={t("burden.villages")}>
      <Table caption={t("burden.villages")} columns={columns} rows={sorted} rowKey={(row) => row.village} />
    </Framed>
  );
}

function Campaigns({ rows }: { rows: AskingCampaign[] }) {
  const nameOf = villageNames(useVillages());
  const columns: Column<AskingCampaign>[] = [
    { key: "title", head: t("burden.campaign"), cell: (row) => <a href={campaignAddress(row.id)}>{row.title}</a> },
    { key: "organiser", head: t("burden.organiser"), label: t("burden.organiser"), cell: (row) => row.organiser },
    {
      key: "for",
      head: t("burden.for"),
      label: t("burden.for"),
      cell: (row) => row.villages.map((code) => shortVillage(nameOf(code))).join(", ") || t("burden.all_villages"),
    },
    {
      key: "days",
      head: t("burden.days"),
      label: t("burden.days"),
      cell: (row) => `${formatDate(row.from)} – ${formatDate(row.to)}`,
    },
    numeric("households", t("burden.givers"), (row) => formatNumber(row.households)),
  ];
  return (
    <Framed title={t("burden.campaigns")}>
      <Table caption={t("burden.campaigns")} columns={columns} rows={rows} rowKey={(row) => row.id} />
    </Framed>
  );
}

function Overlaps({ rows, campaigns }: { rows: CampaignOverlap[]; campaigns: AskingCampaign[] }) {
  if (rows.length === 0) return null;
  const named = (id: string) => <a href={campaignAddress(id)}>{campaigns.find((it) => it.id === id)?.title ?? id}</a>;
  const columns: Column<CampaignOverlap>[] = [
    { key: "first", head: t("burden.first"), cell: (row) => named(row.first) },
    { key: "second", head: t("burden.second"), label: t("burden.second"), cell: (row) => named(row.second) },
    { key: "how", head: t("burden.how"), label: t("burden.how"), cell: (row) => tCode("burden.code", row.code) },
    numeric("households", t("burden.shared"), (row) => formatNumber(row.households)),
  ];
  return (
    <Framed title={t("burden.overlaps")} about={t("burden.overlaps_why")}>
      <Table caption={t("burden.overlaps")} columns={columns} rows={rows} rowKey={(row) => `${row.first} ${row.second}`} />
    </Framed>
  );
}

function HouseholdCell({ row }: { row: AskedHousehold }) {
  const isPoor = row.poverty === "POVERTY_POOR" || row.poverty === "POVERTY_NEAR_POOR";
  return (
    <>
      <a href={householdsAddress({}, row.household)}>{row.label}</a>
      {isPoor && <span class="poverty-mark">{tCode("burden.poverty", row.poverty ?? "")}</span>}
    </>
  );
}

function Households({ rows, village }: { rows: AskedHousehold[]; village: string }) {
  const title = t("burden.of_village", { village });
  const columns: Column<AskedHousehold>[] = [
    { key: "household", head: t("burden.household"), cell: (row) => <HouseholdCell row={row} /> },
    numeric("given", t("burden.given_to"), (row) => t("burden.times", { gave: row.gave, asked: row.asked })),
    numeric("records", t("burden.records"), (row) => formatNumber(row.records)),
    numeric("money", t("burden.money"), (row) => formatDong(row.money)),
    numeric("labour", t("burden.labour"), (row) => formatMilli(row.labourMilli)),
    numeric("value", t("burden.value"), (row) => formatDong(row.value)),
  ];
  return (
    <Framed title={title}>
      <Table caption={title} columns={columns} rows={rows} rowKey={(row) => row.household} />
    </Framed>
  );
}

function Explained({ isWhole }: { isWhole: boolean }) {
  return (
    <div class="stack tight narrow-text">
      {isWhole && <p>{t("burden.why")}</p>}
      <p class="muted">{t("burden.counted")}</p>
    </div>
  );
}

function OfCommune({ answer, days }: { answer: BurdenAnswer; days: Days }) {
  if (answer.campaigns.length === 0) return <p>{t("burden.none")}</p>;
  return (
    <>
      <Villages rows={answer.villages} days={days} />
      <Overlaps rows={answer.overlaps} campaigns={answer.campaigns} />
      <Campaigns rows={answer.campaigns} />
    </>
  );
}

function OfVillage({ answer }: { answer: BurdenAnswer }) {
  const name = answer.villages[0]?.name ?? "";
  return (
    <>
      {answer.items.length === 0 && <p>{t("burden.no_households")}</p>}
      {answer.items.length > 0 && <Households rows={answer.items} village={name} />}
    </>
  );
}

// How often villages and households are asked; of one village, its households.
export function Burden({ query }: { query: URLSearchParams }) {
  const year = yearOf(useOffice().status.today);
  const days = { from: query.get("tu") ?? year.from, to: query.get("den") ?? year.to };
  const village = query.get("ban") ?? "";
  const asked = given({ ...days, village });
  const { value, error, pager } = usePages(JSON.stringify(asked), (cursor) =>
    api("burden", { query: { ...asked, ...given({ cursor }) } }),
  );
  const back = village
    ? { address: burdenAddress(days), label: t("burden.back") }
    : { address: totalsAddress(), label: office("menu.totals") };
  return (
    <Screen title={t("burden.title")} back={back}>
      <Explained isWhole={!village} />
      <div class="filter-row">
        <PeriodChooser days={days} onChange={(next) => replaceRoute(burdenAddress({ ...next, village }))} />
      </div>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && !village && <OfCommune answer={value} days={days} />}
      {value && village && <OfVillage answer={value} />}
      <Pager {...pager} />
    </Screen>
  );
}
