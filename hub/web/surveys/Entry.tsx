import { Button } from "@core/components/Button";
import { DateField } from "@core/components/DateField";
import { Field } from "@core/components/Field";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import type { Survey } from "@core/generated/hub";
import { formatDate } from "@core/format";
import { replaceRoute } from "@core/router";
import { useResource } from "@core/resource";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { useVillages } from "../lists";
import { useOffice } from "../office";
import { surveyEntryAddress, surveys } from "./address";
import { emptySlip, isAnswered, useSaving, withScore, type Head, type Slip } from "./slip";
import "./Entry.css";
import { numbers, questionCount, questionText, scores, scoreText, surveyName } from "./questions";
import { t } from "./text";

type PlaceProps = { value: string; known: string[]; onChange: (place: string) => void };

// Free, with those that were named before.
function PlaceField({ value, known, onChange }: PlaceProps) {
  const list = useId();
  return (
    <Field label={t("survey.place")} optional hint={t("survey.place_hint")}>
      {(input) => (
        <>
          <input
            {...input}
            class="input"
            name="place"
            list={list}
            autoComplete="off"
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <datalist id={list}>
            {known.map((place) => (
              <option key={place} value={place} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

type QuestionProps = { survey: Survey; number: number; score: number | undefined; onScore: (score: number) => void };

function Question({ survey, number, score, onScore }: QuestionProps) {
  return (
    <fieldset class="slip-question" data-question={number}>
      <legend>
        {number}. {questionText(survey, number)}
      </legend>
      {[...scores, 0].map((it) => (
        <label key={it} title={scoreText(it)}>
          <input
            type="radio"
            name={`score-${number}`}
            value={it}
            checked={score === it}
            aria-label={`${it}: ${scoreText(it)}`}
            onChange={() => onScore(it)}
          />
          <span aria-hidden="true">{it === 0 ? t("survey.unanswered") : it}</span>
        </label>
      ))}
    </fieldset>
  );
}

// To a question, or, after the last one, to what follows it.
function focusQuestion(form: HTMLElement | null, number: number): void {
  const wanted =
    number > questionCount
      ? form?.querySelector<HTMLElement>('[name="village"]')
      : (form?.querySelector<HTMLElement>(`[data-question="${number}"] input:checked`) ??
        form?.querySelector<HTMLElement>(`[data-question="${number}"] input`));
  wanted?.focus();
}

function questionOf(target: EventTarget | null): number {
  const question = target instanceof Element ? target.closest<HTMLElement>("[data-question]") : null;
  return Number(question?.dataset["question"] ?? 0);
}

type SlipProps = {
  survey: Survey;
  slip: Slip;
  onChange: (change: (slip: Slip) => Slip) => void;
  onSave: () => void;
  children: ComponentChildren; // beside the button that saves
};

// One slip, by the keyboard alone.
function SlipForm({ survey, slip, onChange, onSave, children }: SlipProps) {
  const form = useRef<HTMLFormElement>(null);
  const villages = useVillages();
  const keys = useId();
  const answer = (number: number, score: number) => onChange((old) => withScore(old, number - 1, score));
  const save = () => {
    onSave();
    focusQuestion(form.current, 1);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const number = questionOf(event.target);
    if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) {
      save();
    } else if (number > 0 && /^[0-5]$/.test(event.key)) {
      answer(number, Number(event.key));
      focusQuestion(form.current, number + 1);
    } else if (number > 0 && event.key === "Backspace") {
      focusQuestion(form.current, Math.max(1, number - 1));
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <form
      class="card stack slip-form"
      ref={form}
      aria-label={t("survey.slip")}
      aria-describedby={keys}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p class="muted" id={keys}>
        {t("survey.keys")}
      </p>
      <ol class="slip-scale" aria-hidden="true">
        {scores.map((score) => (
          <li key={score}>
            <b>{score}</b> {scoreText(score)}
          </li>
        ))}
      </ol>
      {numbers.map((number) => (
        <Question
          key={number}
          survey={survey}
          number={number}
          score={slip.scores[number - 1]}
          onScore={(score) => answer(number, score)}
        />
      ))}
      <div class="slip-rest">
        <Select
          label={t("survey.village")}
          optional
          name="village"
          value={slip.village}
          placeholder={t("survey.no_village")}
          options={villages.map((it) => ({ id: it.code, label: it.name }))}
          onChange={(village) => onChange((old) => ({ ...old, village }))}
        />
        <TextField
          label={t("survey.comment")}
          optional
          name="comment"
          hint={t("survey.comment_hint")}
          value={slip.comment}
          onChange={(comment) => onChange((old) => ({ ...old, comment }))}
        />
      </div>
      <div class="row">
        <Button look="primary" type="submit" shortcut="Enter">
          {t("survey.save")}
        </Button>
        {children}
      </div>
    </form>
  );
}

type HeadProps = { head: Head; places: string[]; dateError: string | undefined; onChange: (part: Partial<Head>) => void };

// What is the same for the whole pile; Enter goes on to the first slip.
function HeadFields({ head, places, dateError, onChange }: HeadProps) {
  const { today } = useOffice().status;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    focusQuestion(document.querySelector<HTMLElement>(".slip-form"), 1);
  };
  return (
    <div class="filter-row slip-head" onKeyDown={press}>
      <Select
        label={t("survey.which")}
        name="survey"
        value={head.survey}
        options={surveys.map((it) => ({ id: it, label: surveyName(it) }))}
        onChange={(id) => replaceRoute(surveyEntryAddress(surveys.find((it) => it === id)))}
      />
      <PlaceField value={head.place} known={places} onChange={(place) => onChange({ place })} />
      <DateField
        label={t("survey.date")}
        name="date"
        value={head.date}
        latest={today}
        error={fieldText(dateError)}
        onChange={(date) => onChange({ date })}
      />
    </div>
  );
}

// A pile of slips of one kind: what is the same for all at the top, then one after another.
export function Entry({ survey }: { survey: Survey }) {
  const { today } = useOffice().status;
  const [rest, setRest] = useState({ place: "", date: formatDate(today) });
  const [slip, setSlip] = useState<Slip>(emptySlip);
  const { value, reload } = useResource(`slips ${survey}`, () => api("surveys", { query: { survey } }));
  const saving = useSaving(today, reload);
  const head: Head = { survey, ...rest };
  useEffect(() => setSlip(emptySlip), [survey]); // other questions
  const changeHead = (part: Partial<Head>) => {
    saving.clearDateError();
    setRest({ ...rest, ...part });
  };
  const save = async () => {
    if (!isAnswered(slip)) return toast(t("survey.nothing"));
    setSlip(emptySlip);
    if (await saving.save(head, slip)) return;
    setSlip(slip);
    document.querySelector<HTMLElement>('[name="date"]')?.focus();
  };
  return (
    <>
      <HeadFields head={head} places={value?.surveys[0]?.places ?? []} dateError={saving.dateError} onChange={changeHead} />
      {saving.unsaved > 0 && (
        <Notice tone="bad">
          {t("survey.unsaved", { count: saving.unsaved, why: saving.failure })}{" "}
          <Button onClick={saving.saveAgain}>{t("survey.save_again")}</Button>
        </Notice>
      )}
      <SlipForm survey={survey} slip={slip} onChange={setSlip} onSave={() => void save()}>
        <span role="status">{value && t("survey.entered", { count: value.enteredToday })}</span>
        <Button disabled={!saving.canUndo} onClick={saving.undo}>
          {t("survey.undo")}
        </Button>
      </SlipForm>
    </>
  );
}
