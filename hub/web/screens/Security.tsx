import { bookRecords, type BookRecord } from "@core/books";
import { recordTitle } from "@core/components/RecordValues";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { StateMark } from "@core/components/StateMark";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import type { ListState } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { useResource } from "@core/resource";
import { go, replaceRoute } from "@core/router";
import { useEffect, useState } from "preact/hooks";
import { names, securityAddress } from "../addresses";
import { api } from "../api";
import { useListKeys } from "../list_keys";
import { shortVillage, useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { onOwnPasswordChanged } from "../passwords";
import { Chips } from "../parts/Chips";
import { KeyHelp } from "../parts/KeyHelp";
import { PaneHint } from "../parts/PaneHint";
import { PoliceKeyCard } from "../parts/PoliceKeyCard";
import { Screen } from "../parts/Screen";
import { SecurityCounts } from "../parts/SecurityCounts";
import { SecurityPane } from "../parts/SecurityPane";
import { Split } from "../parts/Split";
import { t } from "../text";

const states: ListState[] = ["urgent", "open", "done", "nothing"];
const countsShown = "so-lieu";

function columns(nameOf: (code: string) => string, addressOf: (id: string) => string): Column<BookRecord>[] {
  return [
    {
      key: "title",
      head: shared("table.security-report"),
      cell: (row) => (
        <a class="row-link" href={addressOf(row.id)}>
          {recordTitle(row)}
        </a>
      ),
    },
    { key: "village", head: t("field.village"), cell: (row) => shortVillage(nameOf(row.village)) },
    {
      key: "when",
      head: t("security.when"),
      cell: (row) => row.kind === "security-report" && <span class="number">{row.shown.when}</span>,
    },
    { key: "state", head: shared("field.state"), cell: (row) => <StateMark record={row} /> },
  ];
}

function List({ state, id, onHelp }: { state: ListState | undefined; id: string | undefined; onHelp: () => void }) {
  const nameOf = villageNames(useVillages());
  const { value, error, pager } = usePages(`security ${state ?? ""}`, (cursor) =>
    api("listRecords", { path: { kind: "security-report" }, query: { ...(state && { state }), ...(cursor && { cursor }) } }),
  );
  const rows = bookRecords("security-report", value?.items ?? []);
  const addressOf = (record?: string) => securityAddress(state, record);
  useListKeys({ rows, id, open: (record) => replaceRoute(addressOf(record)), help: onHelp });
  return (
    <>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && rows.length === 0 && <p>{shared("none.security-report")}</p>}
      {rows.length > 0 && (
        <Table
          caption={shared("book.security-report")}
          columns={columns(nameOf, addressOf)}
          rows={rows as BookRecord[]}
          rowKey={(row) => row.id}
          onOpen={(row) => go(addressOf(row.id))}
          isSelected={(row) => row.id === id}
          isVoided={(row) => row.status === "voided"}
        />
      )}
      <Pager {...pager} />
    </>
  );
}

// Security reports of all villages: for the commune police to open and deal with, for everybody else to count.
export function Security({ id, query }: { id: string | undefined; query: URLSearchParams }) {
  const { user } = useOffice();
  const me = useResource(`me ${user.name}`, async () => (await api("me")).user, false);
  useEffect(() => onOwnPasswordChanged(me.reload), [me.reload]); // it is the police's key
  const [isHelpOpen, setHelpOpen] = useState(false);
  const state = states.find((it) => it === query.get(names.status));
  const showsCounts = query.get(names.show) === countsShown;
  const account = me.value ?? user;
  const isPolice = user.role === "police";
  return (
    <Screen title={shared("book.security-report")} fills={!showsCounts}>
      <Chips
        label={shared("security.filter")}
        chips={[
          ...states.map((it) => ({ id: it as string, label: tCode("security_filter", it) })),
          { id: countsShown, label: t("security.counts") },
        ]}
        chosen={showsCounts ? countsShown : state}
        onChoose={(chosen) =>
          replaceRoute(chosen === countsShown ? securityAddress("", undefined, countsShown) : securityAddress(chosen, id))
        }
      />
      {isPolice ? <PoliceKeyCard user={account} onChanged={me.reload} /> : <p class="muted">{t("security.for_police")}</p>}
      {showsCounts ? (
        <SecurityCounts />
      ) : (
        <Split
          list={<List state={state} id={id} onHelp={() => setHelpOpen(true)} />}
          pane={
            id ? (
              <SecurityPane key={id} id={id} user={account} listAddress={securityAddress(state)} onLocked={me.reload} />
            ) : (
              <PaneHint text={t("security.hint")} onHelp={() => setHelpOpen(true)} />
            )
          }
          isOpen={id !== undefined}
          paneLabel={t("record.label")}
        />
      )}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
