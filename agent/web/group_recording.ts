// Recording an evening's gifts: the lines, their draft, saving all of them or none.
import { ApiError } from "@core/api";
import { toast } from "@core/components/Toast";
import { formatDate } from "@core/format";
import type { Household } from "@core/generated/agent";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";
import { useDraft } from "./draft";
import {
  asGroup,
  emptyLine,
  errorsOfRows,
  isBegunGroup,
  readGroup,
  type GroupLine,
  type GroupValues,
  type RowErrors,
} from "./group_form";
import { useLatest } from "./latest";
import { recallLast } from "./remembered";
import { t } from "./text";

export function useGroupRecording(today: string, author: string, households: Household[], onSaved: () => void) {
  const draft = useDraft("group", asGroup);
  const fresh = (): GroupValues => ({
    campaign: recallLast(today).campaign ?? "",
    form: "FORM_CASH",
    date: formatDate(today),
    collector: author,
    voluntary: true,
    lines: {},
    guests: [],
  });
  const [values, update] = useLatest(fresh);
  const [errors, setErrors] = useState<RowErrors>({});
  const [duplicates, setDuplicates] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);

  useEffect(() => {
    const { found } = draft;
    if (found && isBegunGroup(found)) update(() => found);
  }, [draft.found]);

  const change = (part: Partial<GroupValues>) => {
    setErrors({});
    setDuplicates(0);
    setFailure(undefined);
    draft.keep(update((old) => ({ ...old, ...part })));
  };
  const changeLine = (household: string, part: Partial<GroupLine>) =>
    change({ lines: { ...values.lines, [household]: { ...(values.lines[household] ?? emptyLine), ...part } } });
  const refused = (error: unknown, rows: Parameters<typeof errorsOfRows>[1]) => {
    if (!(error instanceof ApiError)) return setFailure(error);
    setErrors(errorsOfRows(error.fields, rows));
    if (error.code === "possible_duplicate") setDuplicates(error.fields.length);
    else setFailure(error);
  };
  const save = async (confirmed = false) => {
    if (isSaving) return;
    setSaving(true);
    setDuplicates(0);
    setFailure(undefined);
    try {
      const read = await readGroup(
        update((it) => it),
        households,
      );
      setErrors(read.errors);
      if (Object.keys(read.errors).length > 0) return;
      if (read.rows.length === 0) return toast(t("group.nothing"));
      const body = { common: read.common, rows: read.rows.map((it) => it.fields) };
      try {
        const { ids } = await api("createGroup", { body, ...(confirmed && { query: { confirm: "duplicate" } }) });
        draft.drop();
        update(fresh);
        toast(t("group.saved", { count: ids.length }));
        onSaved();
      } catch (error) {
        refused(error, read.rows);
      }
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const drop = () => {
    draft.drop();
    update(fresh);
    setErrors({});
  };
  return { values, change, changeLine, errors, duplicates, failure, save, drop };
}
