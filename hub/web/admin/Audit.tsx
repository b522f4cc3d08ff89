import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { SearchField } from "@core/components/SearchField";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import { formatWhen } from "@core/format";
import type { AuditLine } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { detailText, objectText } from "./audit_words";
import { t } from "./text";

function columns(today: string, villageName: (code: string) => string): Column<AuditLine>[] {
  return [
    { key: "at", head: t("audit.at"), label: t("audit.at"), cell: (row) => <span class="number">{formatWhen(row.at, today)}</span> },
    { key: "author", head: t("audit.author"), label: t("audit.author"), cell: (row) => row.author },
    { key: "what", head: t("audit.what"), label: t("audit.what"), cell: (row) => <b>{tCode("audit", row.action)}</b> },
    { key: "object", head: t("audit.object"), label: t("audit.object"), cell: (row) => objectText(row, villageName) },
    { key: "detail", head: t("audit.detail"), label: t("audit.detail"), cell: (row) => detailText(row) },
  ];
}

// What was done at the office beside writing in the books.
export function Audit() {
  const { status } = useOffice();
  const nameOf = villageNames(useVillages());
  const [query, setQuery] = useState("");
  const { value, error, pager } = usePages(`audit ${query}`, (cursor) => api("audit", { query: { query, ...(cursor && { cursor }) } }));
  const nothing = pager.hasNext ? t("audit.looked") : t("audit.none");
  return (
    <>
      <p class="muted">{t("audit.explained")}</p>
      <SearchField label={t("audit.search")} value={query} onSearch={setQuery} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value?.items.length === 0 && <p>{nothing}</p>}
      {value && value.items.length > 0 && <div class="frame"><Table caption={t("admin.tab.audit")} columns={columns(status.today, nameOf)} rows={value.items} rowKey={(row) => row.id} /></div>}
      <Pager {...pager} />
    </>
  );
}
