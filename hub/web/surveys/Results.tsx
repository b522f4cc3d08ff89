import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import { formatDate, formatMilli, formatNumber } from "@core/format";
import type { SlipTally, Survey, SurveyResult, SurveyResults } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { replaceRoute } from "@core/router";
import type { ComponentChildren } from "preact";
import { api } from "../api";
import { given } from "../given";
import { shortVillage, useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { PeriodChooser, yearOf, type Days } from "../period/PeriodChooser";
import { surveyResultsAddress, surveys, type ResultFilters } from "./address";
import { percentOf, questionText, satisfiedText, scores, scoreText, surveyName } from "./questions";
import "./Results.css";
import { t } from "./text";

type Answers = Pick<SlipTally, "satisfied" | "answers">;

function Satisfied({ tally, text }: { tally: Answers; text: string }) {
  if (tally.answers === 0) return <span class="muted">–</span>;
  return (
    <span class="satisfied">
      <meter min={0} max={100} value={percentOf(tally)} aria-label={t("survey.satisfied")} />
      <span>{text}</span>
    </span>
  );
}

function satisfiedColumn<Row>(tallyOf: (row: Row) => Answers, textOf = satisfiedText): Column<Row> {
  return {
    key: "satisfied",
    head: t("survey.satisfied"),
    label: t("survey.satisfied"),
    cell: (row) => <Satisfied tally={tallyOf(row)} text={textOf(tallyOf(row))} />,
  };
}

function slipsColumn<Row extends SlipTally>(): Column<Row> {
  return { key: "slips", head: t("survey.slips"), numeric: true, label: t("survey.slips"), cell: (row) => formatNumber(row.slips) };
}

function Framed({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="stack tight apart">
      <h2>{title}</h2>
      <div class="frame slip-results" role="region" aria-label={title} tabIndex={0}>
        {children}
      </div>
    </section>
  );
}

// Every survey with its link: what there is, before one is looked at.
function Overview({ rows, chosen, filters }: { rows: SurveyResult[]; chosen: Survey; filters: ResultFilters }) {
  const days = given({ from: filters.from, to: filters.to });
  return (
    <div class="frame" role="region" aria-label={t("survey.results")} tabIndex={0}>
      <Table
        caption={t("survey.results")}
        columns={[
          {
            key: "survey",
            head: t("survey.which"),
            cell: (row) => (
              <a href={surveyResultsAddress(row.survey, days)} aria-current={row.survey === chosen || undefined}>
                {surveyName(row.survey)}
              </a>
            ),
          },
          slipsColumn<SurveyResult>(),
          satisfiedColumn<SurveyResult>((row) => row),
        ]}
        rows={rows}
        rowKey={(row) => row.survey}
        isSelected={(row) => row.survey === chosen}
      />
    </div>
  );
}

type QuestionRow = { number: number; counts: number[]; unanswered: number; meanMilli: string | null };

function tallyOf({ counts }: QuestionRow): Answers {
  const sum = (list: number[]) => list.reduce((total, count) => total + count, 0);
  return { answers: sum(counts), satisfied: sum(counts.slice(3)) };
}

function QuestionTable({ result }: { result: SurveyResult }) {
  const rows: QuestionRow[] = result.questions.map((it, index) => ({ number: index + 1, ...it }));
  const count = (key: string, head: string, of: (row: QuestionRow) => number): Column<QuestionRow> => ({
    key,
    head,
    numeric: true,
    label: head,
    cell: (row) => formatNumber(of(row)),
  });
  return (
    <Table
      caption={t("survey.by_question")}
      columns={[
        { key: "question", head: t("survey.question"), cell: (row) => `${row.number}. ${questionText(result.survey, row.number)}` },
        ...scores.map((score) => count(`score${score}`, scoreText(score), (row) => row.counts[score - 1] ?? 0)),
        count("unanswered", t("survey.unanswered"), (row) => row.unanswered),
        {
          key: "mean",
          head: t("survey.mean"),
          numeric: true,
          label: t("survey.mean"),
          cell: (row) => (row.meanMilli === null ? "–" : formatMilli(row.meanMilli)),
        },
        satisfiedColumn<QuestionRow>(tallyOf, (tally) => `${percentOf(tally)}%`),
      ]}
      rows={rows}
      rowKey={(row) => String(row.number)}
    />
  );
}

type GroupProps<Row> = { title: string; head: string; rows: Row[]; nameOf: (row: Row) => string };

function GroupTable<Row extends SlipTally>({ title, head, rows, nameOf }: GroupProps<Row>) {
  return (
    <Framed title={title}>
      <Table
        caption={title}
        columns={[{ key: "name", head, cell: nameOf }, slipsColumn<Row>(), satisfiedColumn<Row>((row) => row)]}
        rows={rows}
        rowKey={nameOf}
      />
    </Framed>
  );
}

function monthText(month: string): string {
  return t("survey.month_of", { month: month.slice(5), year: month.slice(0, 4) });
}

function Groups({ result }: { result: SurveyResult }) {
  const nameOf = villageNames(useVillages());
  return (
    <>
      <GroupTable
        title={t("survey.by_place")}
        head={t("survey.place")}
        rows={result.byPlace}
        nameOf={(row) => row.place || t("survey.no_place")}
      />
      <GroupTable
        title={t("survey.by_month")}
        head={t("survey.month")}
        rows={result.byMonth}
        nameOf={(row) => monthText(row.month)}
      />
      <GroupTable
        title={t("survey.by_village")}
        head={t("survey.village")}
        rows={result.byVillage}
        nameOf={(row) => (row.village ? shortVillage(nameOf(row.village)) : t("survey.no_village"))}
      />
    </>
  );
}

function Comments({ comments }: { comments: SurveyResults["comments"] }) {
  if (comments.length === 0) return null;
  return (
    <section class="stack tight apart">
      <h2>{t("survey.comments")}</h2>
      <ul class="slip-comments">
        {comments.map((it, index) => (
          <li key={index}>
            <p>{it.comment}</p>
            <p class="muted">{[formatDate(it.date), it.place].filter(Boolean).join(" · ")}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FilterProps = { survey: Survey; days: Days; filters: ResultFilters; places: string[] };

function FilterBar({ survey, days, filters, places }: FilterProps) {
  const villages = useVillages();
  const change = (part: ResultFilters) => replaceRoute(surveyResultsAddress(survey, { ...filters, ...part }));
  return (
    <div class="filter-row wraps">
      <PeriodChooser days={days} onChange={change} />
      <Select
        label={t("survey.which")}
        name="survey"
        value={survey}
        options={surveys.map((it) => ({ id: it, label: surveyName(it) }))}
        onChange={(id) => {
          const chosen = surveys.find((it) => it === id) ?? survey;
          replaceRoute(surveyResultsAddress(chosen, { from: days.from, to: days.to }));
        }}
      />
      <Select
        label={t("survey.place")}
        name="place"
        value={filters.place ?? ""}
        placeholder={t("survey.all_places")}
        options={places.map((place) => ({ id: place, label: place }))}
        onChange={(place) => change({ place })}
      />
      <Select
        label={t("survey.village")}
        name="village"
        value={filters.village ?? ""}
        placeholder={t("survey.all_villages")}
        options={villages.map((it) => ({ id: it.code, label: it.name }))}
        onChange={(village) => change({ village })}
      />
    </div>
  );
}

// What the slips say: of all surveys at a glance, and one by question, place, month and village.
export function Results({ survey, filters }: { survey: Survey; filters: ResultFilters }) {
  const { today } = useOffice().status;
  const year = yearOf(today);
  const days = { from: filters.from ?? year.from, to: filters.to ?? year.to };
  // Of all slips of the period: not counted anew for every record that comes in.
  const all = useResource(`surveys ${JSON.stringify(days)}`, () => api("surveys", { query: days }), false);
  const query = { survey, ...given(filters), ...days };
  const { value, error } = useResource(JSON.stringify(query), () => api("surveys", { query }), false);
  const result = value?.surveys[0];
  return (
    <>
      <FilterBar survey={survey} days={days} filters={filters} places={result?.places ?? []} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {all.value && <Overview rows={all.value.surveys} chosen={survey} filters={filters} />}
      {result && result.slips === 0 && <p>{t("survey.none")}</p>}
      {result && result.slips > 0 && (
        <>
          <Framed title={`${surveyName(survey)}: ${t("survey.by_question").toLowerCase()}`}>
            <QuestionTable result={result} />
          </Framed>
          <p class="muted">{t("survey.explained")}</p>
          <Groups result={result} />
          <Comments comments={value?.comments ?? []} />
        </>
      )}
    </>
  );
}
