import { Button } from "@core/components/Button";
import { FileDrop } from "@core/components/FileDrop";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { Table, type Column } from "@core/components/Table";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { errorText, fieldText } from "@core/errors";
import type { HouseholdFields, ImportedRow, ImportOutcome } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { go } from "@core/router";
import { textOfFile } from "@core/sheets";
import { useState } from "preact/hooks";
import { householdsAddress } from "../addresses";
import { api } from "../api";
import { readList, type ReadList } from "../household_list";
import { useVillages } from "../lists";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { t } from "../text";

type Row = { number: number; given: HouseholdFields; outcome: ImportedRow };

function What({ outcome }: { outcome: ImportedRow }) {
  if (outcome.action === "bad")
    return <>{outcome.errors.map((it) => `${tCode("field", it.field)}: ${fieldText(it.code) ?? ""}`).join(" ")}</>;
  return (
    <>{outcome.changes.map((it) => `${tCode("field", it.field)}: ${it.before || "–"} → ${it.after}`).join("; ")}</>
  );
}

function columns(): Column<Row>[] {
  return [
    { key: "number", head: "#", cell: (row) => row.number, numeric: true },
    { key: "code", head: t("households.code"), cell: (row) => row.given.code },
    { key: "head", head: t("import.head"), cell: (row) => row.given.head },
    {
      key: "action",
      head: t("import.action"),
      cell: ({ outcome }) => <b class={`import-${outcome.action}`}>{tCode("import_action", outcome.action)}</b>,
    },
    { key: "what", head: t("import.what"), cell: (row) => <What outcome={row.outcome} /> },
  ];
}

// What is bad first, then what changes; what stays as it is needs no look.
const order = ["bad", "change", "new", "same"];

function rowsOf(list: ReadList, outcome: ImportOutcome): Row[] {
  const rows = outcome.rows.map((it, index) => ({ number: index + 2, given: list.rows[index] ?? {}, outcome: it }));
  return rows.sort((a, b) => order.indexOf(a.outcome.action) - order.indexOf(b.outcome.action) || a.number - b.number);
}

type Preview = { list: ReadList; outcome: ImportOutcome };

function PreviewTable({ preview, onApply }: { preview: Preview; onApply: () => void }) {
  const { list, outcome } = preview;
  const passedOver = list.heads.filter((_, index) => !list.columns[index]);
  return (
    <section class="stack">
      <p role="status">
        <b>
          {t("import.counts", { fresh: outcome.new, change: outcome.change, same: outcome.same, bad: outcome.bad })}
        </b>
      </p>
      {passedOver.length > 0 && <p class="muted">{t("import.passed_over", { heads: passedOver.join(", ") })}</p>}
      {outcome.bad > 0 && <Notice tone="warn">{t("import.bad_left_out")}</Notice>}
      <div>
        <Button look="primary" disabled={outcome.new + outcome.change === 0} onClick={onApply}>
          {t("import.apply", { count: outcome.new + outcome.change })}
        </Button>
      </div>
      <div class="frame">
        <Table
          caption={t("import.title")}
          columns={columns()}
          rows={rowsOf(list, outcome)}
          rowKey={(row) => String(row.number)}
        />
      </div>
    </section>
  );
}

// The list of a village's households from the office's spreadsheet: first what it would change, then the change.
export function HouseholdImport() {
  const { today } = useOffice().status;
  const villages = useVillages();
  const [village, setVillage] = useState("");
  const [text, setText] = useState("");
  const [year, setYear] = useState(today.slice(0, 4));
  const [preview, setPreview] = useState<Preview>();
  const [failure, setFailure] = useState<unknown>();
  const [isUnreadable, setUnreadable] = useState(false);
  const [wasTried, setTried] = useState(false);
  const change = (set: () => void) => {
    set();
    setPreview(undefined);
    setFailure(undefined);
  };
  const ask = async (apply: boolean) => {
    setTried(true);
    setFailure(undefined);
    const list = readList(text, Number(year));
    if (!village || list.rows.length === 0) return;
    try {
      const outcome = await api("importHouseholds", { body: { village, rows: list.rows, apply } });
      if (!apply) return setPreview({ list, outcome });
      toast(t("import.done", { count: outcome.new + outcome.change }));
      go(householdsAddress({ village }));
    } catch (error) {
      setFailure(error);
    }
  };
  const take = (file: File) => {
    setUnreadable(false);
    textOfFile(file).then(
      (content) => change(() => setText(content)),
      () => setUnreadable(true),
    );
  };
  return (
    <Screen title={t("import.title")} back={{ address: householdsAddress(), label: t("menu.households") }}>
      <form
        class="stack narrow-text"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void ask(false);
        }}
      >
        <Select
          label={t("field.village")}
          name="importVillage"
          value={village}
          placeholder={t("enrol.choose_village")}
          options={villages.map((it) => ({ id: it.code, label: it.name }))}
          error={wasTried && !village ? fieldText("required") : undefined}
          onChange={(code) => change(() => setVillage(code))}
        />
        <TextField
          label={t("import.year")}
          name="importYear"
          inputMode="numeric"
          value={year}
          onChange={(typed) => change(() => setYear(typed))}
        />
        <TextField
          label={t("import.list")}
          name="importList"
          lines="many"
          value={text}
          hint={t("import.hint")}
          error={wasTried && !text.trim() ? fieldText("required") : undefined}
          onChange={(typed) => change(() => setText(typed))}
        />
        <FileDrop
          name="importFile"
          accept=".xlsx,.csv,.txt,text/csv,text/plain"
          text={t("import.drop")}
          choose={t("import.file")}
          onFile={take}
        />
        {isUnreadable && <Notice tone="bad">{t("import.unreadable")}</Notice>}
        {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
        <div>
          <Button type="submit" look={preview ? undefined : "primary"}>
            {t("import.preview")}
          </Button>
        </div>
      </form>
      {preview && <PreviewTable preview={preview} onApply={() => void ask(true)} />}
    </Screen>
  );
}
