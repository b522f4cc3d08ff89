import { Button } from "@core/components/Button";
import { Check } from "@core/components/Check";
import { Choice } from "@core/components/Choice";
import { DateField } from "@core/components/DateField";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import { formatDong, formatMilli } from "@core/format";
import { t as shared } from "@core/i18n";
import { households as householdsOf } from "@core/records";
import { go } from "@core/router";
import { useState } from "preact/hooks";
import { useCampaigns } from "../campaigns";
import { useEveryPage } from "../every_page";
import { readPasted, type GroupForm } from "../group_form";
import { useGroupRecording } from "../group_recording";
import { GroupGrid, type Readings } from "../parts/GroupGrid";
import { SaveRow } from "../parts/SaveRow";
import { Screen } from "../parts/Screen";
import { useAgent } from "../status";
import { t } from "../text";

const forms: GroupForm[] = ["FORM_CASH", "FORM_LABOUR"];

function sumText(form: GroupForm, readings: Readings): string {
  const given = Object.values(readings).filter(Boolean);
  const sum = String(given.reduce((total, it) => total + Number(it), 0));
  const amount = form === "FORM_LABOUR" ? `${formatMilli(sum)} ${t("group.days")}` : formatDong(sum);
  return t("group.sum", { count: given.length, amount });
}

// An evening's gifts, a line for each household of the village: one campaign, one day, no mouse.
export function GroupEntry() {
  const { today, author } = useAgent().status;
  const campaigns = (useCampaigns() ?? []).filter((it) => it.state === "CAMPAIGN_STATE_OPEN");
  const households = householdsOf(useEveryPage("household", { order: "name", state: "present" }) ?? []).filter((it) => !it.voided);
  const [readings, setReadings] = useState<Readings>({});
  const [unknown, setUnknown] = useState<string[]>([]);
  const group = useGroupRecording(today, author, households, () => go("#/contributions"));
  const { values, change, errors, duplicates, failure, save, drop } = group;
  const paste = (text: string, from: number) => {
    const pasted = readPasted(text, households, from);
    group.changeLines(Object.fromEntries(Object.entries(pasted.lines).map(([id, amount]) => [id, { amount }])));
    setUnknown(pasted.unknown);
  };
  return (
    <Screen title={t("group.title")} back={{ address: "#/contributions", label: t("contributions.title") }}>
      <form
        class="record-form group-form"
        noValidate
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !event.ctrlKey) return;
          event.preventDefault();
          void save();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="pair">
          <Select
            label={shared("field.campaign")}
            name="campaign"
            value={values.campaign}
            placeholder={t("record.choose_campaign")}
            options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))}
            onChange={(campaign) => change({ campaign })}
            error={fieldText(errors["campaign"])}
          />
          <DateField
            label={shared("field.date")}
            name="date"
            value={values.date}
            latest={today}
            onChange={(date) => change({ date })}
            error={fieldText(errors["date"])}
          />
          <TextField
            label={shared("field.collector")}
            optional
            name="collector"
            value={values.collector}
            onChange={(collector) => change({ collector })}
          />
        </div>
        <Choice
          label={shared("field.form")}
          name="form"
          value={values.form}
          options={forms.map((id) => ({ id, label: shared(`form.${id}`) }))}
          onChange={(id) => change({ form: id as GroupForm })}
        />
        <Check
          label={shared("field.voluntary")}
          name="voluntary"
          checked={values.voluntary}
          onChange={(voluntary) => change({ voluntary })}
        />
        <p class="muted">{t("group.hint")}</p>
        {unknown.length > 0 && <Notice tone="warn">{t("group.unknown", { rows: unknown.join("; ") })}</Notice>}
        <GroupGrid
          households={households}
          values={values}
          errors={errors}
          onLine={(household, part) => group.changeLines({ [household]: part })}
          onGuest={group.changeGuest}
          onPaste={paste}
          onRead={(key, value) => setReadings((old) => ({ ...old, [key]: value }))}
        />
        <div>
          <Button icon="plus" onClick={group.addGuest}>
            {t("group.guest")}
          </Button>
        </div>
        <SaveRow>
          <p role="status">
            <b>{sumText(values.form, readings)}</b>
          </p>
          {duplicates > 0 && (
            <Notice tone="warn">
              {t("group.duplicates", { count: duplicates })}{" "}
              <Button onClick={() => void save(true)}>{t("group.again")}</Button>
            </Notice>
          )}
          {Object.keys(errors).length > 0 && duplicates === 0 && (
            <Notice tone="bad">{shared("error.bad_fields")}</Notice>
          )}
          {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t("group.save")}
          </Button>
          <Button href="#/contributions" onClick={drop}>
            {shared("action.cancel")}
          </Button>
        </SaveRow>
      </form>
    </Screen>
  );
}
