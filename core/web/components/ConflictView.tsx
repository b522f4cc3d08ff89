import { useState } from "preact/hooks";
import { errorText, fieldText } from "../errors";
import { formatShort } from "../format";
import type { FieldConflict } from "../generated/shared";
import { fieldLabel, t } from "../i18n";
import { Button } from "./Button";
import "./ConflictView.css";
import { Notice } from "./Notice";
import { TextField } from "./TextField";

type Choices = { [field: string]: string }; // field → position
type Props = {
  conflicts: FieldConflict[];
  kind: string;
  today: string;
  onDecide: (choices: Choices, reason: string) => Promise<void>; // an ApiError thrown is shown here
};

function Sides({
  conflict,
  kind,
  chosen,
  today,
  onChoose,
}: {
  conflict: FieldConflict;
  kind: string;
  chosen: string | undefined;
  today: string;
  onChoose: (position: string) => void;
}) {
  return (
    <fieldset>
      <legend>{conflict.label ?? fieldLabel(kind, conflict.field)}</legend>
      <div class="sides">
        {conflict.values.map((value) => (
          <label key={value.position}>
            <input
              type="radio"
              name={`conflict-${conflict.field}`}
              checked={chosen === value.position}
              onChange={() => onChoose(value.position)}
            />
            <span>
              <span class="value">{value.shown || t("conflict.empty")}</span>
              <br />
              {t("conflict.by", { author: value.author, device: value.device, when: formatShort(value.at, today) })}
              {value.winner && (
                <>
                  <br />
                  <span class="muted">{t("conflict.winner")}</span>
                </>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

// Values written at the same time on two machines, side by side: one is chosen for each field, with a reason.
export function ConflictView({ conflicts, kind, today, onDecide }: Props) {
  const [choices, setChoices] = useState<Choices>({});
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const undecided = conflicts.some((conflict) => !choices[conflict.field]);
  const decide = () => {
    setAsked(true);
    if (!undecided && reason.trim()) onDecide(choices, reason.trim()).catch(setFailure);
  };
  return (
    <form
      class="conflict"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        decide();
      }}
    >
      {conflicts.map((conflict) => (
        <Sides
          kind={kind}
          key={conflict.field}
          conflict={conflict}
          chosen={choices[conflict.field]}
          today={today}
          onChoose={(position) => setChoices({ ...choices, [conflict.field]: position })}
        />
      ))}
      <TextField
        label={t("conflict.reason")}
        name="decision"
        value={reason}
        onChange={setReason}
        error={asked && !reason.trim() ? fieldText("required") : undefined}
      />
      {asked && undecided && <Notice tone="bad">{t("conflict.choose_all")}</Notice>}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
      <div>
        <Button type="submit" look="primary">
          {t("conflict.decide")}
        </Button>
      </div>
    </form>
  );
}
