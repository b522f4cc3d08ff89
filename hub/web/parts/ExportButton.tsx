import { Button } from "@core/components/Button";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Contribution, RecordPage } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { contributions } from "@core/records";
import { statusText } from "@core/components/StatusMark";
import { useState } from "preact/hooks";
import { saveFile, toCsv, type Cell } from "../csv";
import { useOffice } from "../office";
import { t } from "../text";

type ReadPage = (cursor: string | undefined) => Promise<RecordPage>;

async function readAll(readPage: ReadPage): Promise<Contribution[]> {
  const all: Contribution[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    all.push(...contributions(page.items));
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}

function heads(): Cell[] {
  return [
    shared("field.date"), t("field.village"), t("table.donor"), t("table.donor_detail"), shared("field.campaign"), shared("field.form"),
    t("table.given"), shared("field.amount"), shared("field.value"), t("filter.status"), shared("field.paperNumber"), shared("field.note"), t("field.number_here"),
  ];
}

function cells(row: Contribution): Cell[] {
  const { shown } = row;
  return [
    shown.date, shown.village, shown.donor, shown.donorDetail, shown.campaign, row.form ? tCode("form", row.form) : "",
    shown.given, Number(row.amount ?? 0), Number(row.value ?? 0), statusText(row), row.paperNumber ?? "", row.note ?? "", row.id,
  ];
}

// Saves the whole list, as filtered, as a file.
export function ExportButton({ readPage }: { readPage: ReadPage }) {
  const { status } = useOffice();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const rows = await readAll(readPage);
      const mark: Cell[][] = status.demo ? [[shared("demo.mark")]] : [];
      saveFile(t("export.contributions_file", { today: status.today }), toCsv([...mark, heads(), ...rows.map(cells)]));
    } catch (reason) {
      toast(errorText(reason));
    } finally {
      setBusy(false);
    }
  };
  return <Button icon="save" disabled={isBusy} onClick={save}>{t("export.button")}</Button>;
}
