import { isAsked, type BookKind, type FieldSpec, type Referred } from "@core/books";
import { Check } from "@core/components/Check";
import { CheckGroup } from "@core/components/CheckGroup";
import { Choice } from "@core/components/Choice";
import { Combo, type ComboOption } from "@core/components/Combo";
import { DateField } from "@core/components/DateField";
import { MoneyField } from "@core/components/MoneyField";
import { PhotoField } from "@core/components/PhotoField";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import type { Attendance } from "@core/generated/agent";
import { fieldLabel, tCode } from "@core/i18n";
import type { Photos } from "@core/photos";
import { api } from "../api";
import type { FormErrors } from "../form_errors";
import { textIn, type FormValues, type ResolutionForm } from "../record_form";
import { useAgent } from "../status";
import { t } from "../text";
import { AttendanceField } from "./AttendanceField";
import { FiguresPreview } from "./FiguresPreview";
import { ResolutionsField } from "./ResolutionsField";

export type RecordFieldsProps = {
  kind: BookKind;
  fields: readonly FieldSpec[];
  form: FormValues;
  errors: FormErrors;
  photos: Photos;
  onChange: (part: FormValues) => void;
};

const offeredMax = 8;

function optionOf(record: { id: string; kind: string; shown: object; title?: string }): ComboOption {
  const shown = record.shown as { label?: string; date?: string };
  if (record.kind === "household") return { id: record.id, label: shown.label ?? "" };
  const date = shown.date ? { detail: shown.date } : {};
  return { id: record.id, label: record.title ?? "", ...date };
}

async function find(kind: Referred, typed: string): Promise<ComboOption[]> {
  const order = kind === "household" ? ({ order: "name", state: "present" } as const) : {};
  const page = await api("listRecords", { path: { kind }, query: { query: typed, limit: offeredMax, ...order } });
  return page.items.filter((it) => !it.voided).map((it) => optionOf(it as Parameters<typeof optionOf>[0]));
}

function OneField({ field, kind, form, errors, photos, onChange }: RecordFieldsProps & { field: FieldSpec }) {
  const { today } = useAgent().status;
  const { name, type, optional } = field;
  const common = {
    label: fieldLabel(kind, name),
    error: fieldText(errors[name]),
    ...(optional && { optional }),
    ...(field.hint && { hint: tCode("field_hint", `${kind}.${name}`) }),
  };
  const set = (value: FormValues[string]) => onChange({ [name]: value });
  const options = (field.options ?? []).map((id) => ({ id, label: tCode(field.words ?? "", id) }));
  switch (type) {
    case "date":
      return (
        <DateField
          {...common}
          name={name}
          value={textIn(form, name)}
          {...(field.isPast && { latest: today })}
          onChange={set}
        />
      );
    case "money":
      return <MoneyField {...common} name={name} value={textIn(form, name)} onChange={set} />;
    case "check":
      return (
        <Check label={common.label} name={name} checked={form[name] === true} onChange={set} error={common.error} />
      );
    case "choice":
      return (
        <Choice
          label={common.label}
          name={name}
          value={textIn(form, name)}
          options={options}
          onChange={set}
          error={common.error}
        />
      );
    case "checks":
      return (
        <CheckGroup
          label={common.label}
          options={options}
          chosen={(form[name] as string[] | undefined) ?? []}
          onChange={set}
        />
      );
    case "select":
      return (
        <Select
          {...common}
          name={name}
          value={textIn(form, name)}
          options={options}
          placeholder={t("form.choose")}
          onChange={set}
        />
      );
    case "reference":
      return (
        <Combo
          {...common}
          name={name}
          value={form[name] as ComboOption | null}
          load={(typed) => find(field.refers ?? "household", typed)}
          onChange={set}
        />
      );
    case "figures":
      return <FiguresPreview label={common.label} period={textIn(form, "period")} year={textIn(form, "year")} />;
    case "photos":
      return <PhotoField label={common.label} photos={photos} error={common.error} />;
    case "attendance":
      return (
        <AttendanceField
          label={common.label}
          value={(form[name] as Attendance[] | undefined) ?? []}
          present={textIn(form, "householdsPresent")}
          onChange={(attendance, householdsPresent) => onChange({ [name]: attendance, householdsPresent })}
          error={common.error}
        />
      );
    case "resolutions":
      return (
        <ResolutionsField
          label={common.label}
          value={(form[name] as ResolutionForm[] | undefined) ?? []}
          invited={textIn(form, "householdsInvited")}
          onChange={set}
          error={common.error}
        />
      );
    default:
      return (
        <TextField
          {...common}
          name={name}
          lines={type === "long" || type === "lines" ? "many" : "one"}
          {...(type === "count" && { inputMode: "numeric" })}
          value={textIn(form, name)}
          onChange={set}
        />
      );
  }
}

// The fields of a record in one column, in the order of its paper.
export function RecordFields(props: RecordFieldsProps) {
  return (
    <>
      {props.fields
        .filter((field) => isAsked(field, (name) => props.form[name]))
        .map((field) => (
          <OneField key={field.name} field={field} {...props} />
        ))}
    </>
  );
}
