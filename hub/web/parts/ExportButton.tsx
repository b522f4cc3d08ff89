import { Button } from "@core/components/Button";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { saveCsv, type Cell } from "../csv";
import { useOffice } from "../office";
import { t } from "../text";

type Props = {
  name: "contributions" | "queue" | "totals" | "households";
  readSheet: () => Promise<Cell[][]>; // the whole list, as filtered, with its heads
};

// Saves what a list shows as a file.
export function ExportButton({ name, readSheet }: Props) {
  const { status } = useOffice();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const mark: Cell[][] = status.demo ? [[shared("demo.mark")]] : [];
      saveCsv(t(`export.file.${name}`, { today: status.today }), [...mark, ...(await readSheet())]);
    } catch (reason) {
      toast(errorText(reason));
    } finally {
      setBusy(false);
    }
  };
  return <Button icon="save" disabled={isBusy} onClick={save}>{t("export.button")}</Button>;
}
