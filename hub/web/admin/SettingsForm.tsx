import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { Settings } from "@core/generated/hub";
import type { ComponentChildren, RefObject } from "preact";
import { useSettings } from "./settings";
import { t } from "./text";

type Form = { element: RefObject<HTMLFormElement | null>; failure: unknown; isBusy: boolean; save: () => void };

// The fields of one tab with the button that saves them.
export function SettingsForm({ form, children, more }: { form: Form; children: ComponentChildren; more?: ComponentChildren }) {
  return (
    <form
      class="card admin-form"
      ref={form.element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      {children}
      {form.failure !== undefined && <Notice tone="bad">{errorText(form.failure)}</Notice>}
      <div class="row">
        <Button type="submit" look="primary" disabled={form.isBusy}>{t("admin.save")}</Button>
        {more}
      </div>
    </form>
  );
}

// Reads the settings, then shows what is made of them.
export function WithSettings({ show }: { show: (settings: Settings) => ComponentChildren }) {
  const { value, error } = useSettings();
  if (error) return <Notice tone="bad">{errorText(error)}</Notice>;
  return value ? <>{show(value)}</> : null;
}
