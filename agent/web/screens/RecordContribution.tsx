import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { go, link } from "@core/router";
import { onFormKey, useSaveKey } from "../enter_key";
import { ContributionFields } from "../parts/ContributionFields";
import { DuplicateDialog } from "../parts/DuplicateDialog";
import { JustRecorded } from "../parts/JustRecorded";
import { Restored } from "../parts/Restored";
import { SaveRow } from "../parts/SaveRow";
import { Screen } from "../parts/Screen";
import { useRecording, type AfterSave } from "../recording";
import { useAgent } from "../status";
import { t } from "../text";
import "./RecordContribution.css";

const goOn: AfterSave = () => undefined;
const open: AfterSave = (record) => go(link(["contributions", record.id]));

export function RecordContribution({ household }: { household: string | undefined }) {
  const { today } = useAgent().status;
  const { campaigns, form, change, photos, save, problems, isRestored, startAfresh, duplicate, forgetDuplicate } =
    useRecording(today, household);
  useSaveKey(() => void save(goOn));
  return (
    <Screen title={t("record.title")} focusTitle={false}>
      {campaigns?.length === 0 && <Notice tone="warn">{t("record.no_campaign")}</Notice>}
      {isRestored && <Restored onStartAfresh={startAfresh} />}
      <div class="two-columns">
        <form
          class="contribution-form"
          ref={problems.element}
          noValidate
          onKeyDown={onFormKey}
          onSubmit={(event) => {
            event.preventDefault();
            void save(goOn);
          }}
        >
          <ContributionFields
            form={form}
            errors={problems.errors}
            campaigns={campaigns ?? []}
            photos={photos}
            onChange={change}
          />
          <SaveRow>
            {problems.failure !== undefined && <Notice tone="bad">{errorText(problems.failure)}</Notice>}
            <Button type="submit" look="primary" shortcut="Ctrl+Enter">
              {t("record.save_next")}
            </Button>
            <Button onClick={() => void save(open)}>{t("action.save")}</Button>
          </SaveRow>
        </form>
        <JustRecorded />
      </div>
      {duplicate && (
        <DuplicateDialog
          donor={form.household?.label ?? form.donorName}
          onAgain={() => void save(duplicate, true)}
          onClose={forgetDuplicate}
        />
      )}
    </Screen>
  );
}
