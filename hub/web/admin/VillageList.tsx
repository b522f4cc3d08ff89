import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import type { VillageState } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { useVillageList } from "../lists";
import { t } from "./text";
import { VillageDialog } from "./VillageDialog";

function columns(rename: (row: VillageState) => void): Column<VillageState>[] {
  return [
    { key: "code", head: t("admin.village_code"), label: t("admin.village_code"), cell: (row) => <b>{row.code}</b> },
    { key: "name", head: t("admin.village_name"), label: t("admin.village_name"), cell: (row) => row.name },
    { key: "rename", head: <span class="visually-hidden">{t("admin.village_rename")}</span>, cell: (row) => <Button look="plain" onClick={() => rename(row)}>{t("admin.village_rename")}</Button> },
  ];
}

// The commune's villages: more can be added, and each can get another name.
export function VillageList() {
  const { value, error, reload } = useVillageList();
  const [asking, setAsking] = useState<VillageState | "new">();
  const done = () => {
    setAsking(undefined);
    reload();
  };
  return (
    <>
      <div class="spread">
        <p class="muted">{t("admin.villages_explained")}</p>
        <Button look="primary" icon="plus" onClick={() => setAsking("new")}>{t("admin.village_add")}</Button>
      </div>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && value.length > 0 && <div class="frame"><Table caption={t("admin.tab.villages")} columns={columns(setAsking)} rows={value} rowKey={(row) => row.code} /></div>}
      {asking && <VillageDialog village={asking === "new" ? undefined : asking} onClose={() => setAsking(undefined)} onDone={done} />}
    </>
  );
}
