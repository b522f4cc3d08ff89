import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { SearchField } from "@core/components/SearchField";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import type { Household } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { usePages } from "@core/pages";
import { households } from "@core/records";
import { go, link, replaceRoute } from "@core/router";
import { api } from "../api";
import { listAddress, newAddress } from "../books/addresses";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import "./Contributions.css";

function columns(): Column<Household>[] {
  return [
    {
      key: "head",
      head: shared("field.head"),
      cell: (row) => (
        <>
          <a href={link(["households", row.id])}>
            <b>{row.head}</b>
          </a>
          {row.mergedInto && <small> {t("households.merged")}</small>}
          {row.leftOn && <small> {t("households.left")}</small>}
        </>
      ),
    },
    {
      key: "birthYear",
      head: shared("field.birthYear"),
      label: shared("field.birthYear"),
      cell: (row) => row.birthYear,
    },
    { key: "code", head: t("households.code"), label: t("households.code"), cell: (row) => row.code },
    {
      key: "members",
      head: t("households.members"),
      label: t("households.members"),
      cell: (row) => row.members,
      numeric: true,
    },
  ];
}

export function Households({ query }: { query: URLSearchParams }) {
  const typed = query.get("query") ?? "";
  const { value, error, pager } = usePages(typed, (cursor) =>
    api("listRecords", {
      path: { kind: "household" },
      query: { query: typed, order: "name", ...(cursor && { cursor }) },
    }),
  );
  const rows = households(value?.items ?? []);
  return (
    <Screen title={t("households.title")}>
      <div class="filters" role="search">
        <SearchField
          label={t("households.search")}
          value={typed}
          onSearch={(text) => replaceRoute(link(["households"], { query: text }))}
        />
        <Button
          icon="plus"
          href={newAddress("household-request", { change: "HOUSEHOLD_CHANGE_NEW" })}
        >
          {t("households.add")}
        </Button>
        <a href={listAddress("household-request")}>{shared("book.household-request")}</a>
      </div>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {rows.length > 0 && (
        <Table
          caption={t("households.title")}
          columns={columns()}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) => go(link(["households", row.id]))}
        />
      )}
      {value && rows.length === 0 && <p>{t("households.none")}</p>}
      <Pager {...pager} />
    </Screen>
  );
}
