import { MoneyField } from "@core/components/MoneyField";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { isMoney } from "../contribution_form";
import { t } from "../text";
import type { FieldsProps } from "./ContributionFields";

type Props = Pick<FieldsProps, "form" | "errors" | "onChange">;

function Quantity({ form, errors, onChange, label }: Props & { label: string }) {
  return (
    <TextField
      label={label}
      name="quantity"
      value={form.quantity}
      onChange={(quantity) => onChange({ quantity })}
      error={fieldText(errors.quantityMilli)}
      inputMode="decimal"
    />
  );
}

function Worth({ form, errors, onChange }: Props) {
  return (
    <MoneyField
      label={shared("field.value")}
      optional
      name="value"
      value={form.value}
      onChange={(value) => onChange({ value })}
      error={fieldText(errors.value)}
    />
  );
}

// What was given, by its form: an amount, days, materials or land.
export function GiftFields(props: Props) {
  const { form, errors, onChange } = props;
  if (isMoney(form.form)) {
    return (
      <MoneyField
        label={shared("field.amount")}
        name="amount"
        value={form.amount}
        onChange={(amount) => onChange({ amount })}
        hint={t("record.amount_hint")}
        error={fieldText(errors.amount)}
      />
    );
  }
  if (form.form === "FORM_MATERIALS") {
    return (
      <>
        <TextField
          label={shared("field.material")}
          name="material"
          value={form.material}
          onChange={(material) => onChange({ material })}
          hint={t("record.material_hint")}
          error={fieldText(errors.material)}
        />
        <div class="pair">
          <Quantity {...props} label={shared("field.quantityMilli")} />
          <TextField
            label={shared("field.unit")}
            name="unit"
            value={form.unit}
            onChange={(unit) => onChange({ unit })}
            hint={t("record.unit_hint")}
            error={fieldText(errors.unit)}
          />
        </div>
        <Worth {...props} />
      </>
    );
  }
  return (
    <div class="pair">
      <Quantity {...props} label={form.form === "FORM_LABOUR" ? t("record.days") : t("record.area")} />
      <Worth {...props} />
    </div>
  );
}
