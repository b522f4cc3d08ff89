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
  emptyGuest,
  emptyLine,
  errorsOfRows,
  isBegunGroup,
  readGroup,
  type GroupLine,
  type GroupRow,
  type GroupValues,
  type GuestLine,
  type RowErrors,
} from "./group_form";
import { useLatest, type Change } from "./latest";
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

  const changeFrom = (step: Change<GroupValues>) => {
    setErrors({});
    setDuplicates(0);
    setFailure(undefined);
    draft.keep(update(step));
  };
  const change = (part: Partial<GroupValues>) => changeFrom((old) => ({ ...old, ...part }));
  const changeLines = (parts: { [household: string]: Partial<GroupLine> }) =>
    changeFrom((old) => {
      const changed = Object.entries(parts).map(([id, part]) => [id, { ...(old.lines[id] ?? emptyLine), ...part }]);
      return { ...old, lines: { ...old.lines, ...Object.fromEntries(changed) } };
    });
  const changeGuest = (at: number, part: Partial<GuestLine>) =>
    changeFrom((old) => ({ ...old, guests: old.guests.map((it, index) => (index === at ? { ...it, ...part } : it)) }));
  const addGuest = () => changeFrom((old) => ({ ...old, guests: [...old.guests, emptyGuest] }));
  const refused = (error: unknown, rows: GroupRow[]) => {
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
    let rows: GroupRow[] = [];
    try {
      const whole = update((it) => it);
      const read = await readGroup(whole, households);
      rows = read.rows;
      setErrors(read.errors);
      if (Object.keys(read.errors).length > 0) return;
      if (rows.length === 0) return toast(t("group.nothing"));
      const body = { common: read.common, rows: rows.map((it) => it.fields) };
      const { ids } = await api("createGroup", { body, ...(confirmed && { query: { confirm: "duplicate" } }) });
      draft.drop();
      update(fresh);
      toast(t("group.saved", { count: ids.length }));
      onSaved();
    } catch (error) {
      refused(error, rows);
    } finally {
      setSaving(false);
    }
  };
  const drop = () => {
    draft.drop();
    update(fresh);
    setErrors({});
  };
  return { values, change, changeLines, changeGuest, addGuest, errors, duplicates, failure, save, drop };
}
