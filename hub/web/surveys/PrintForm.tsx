import { Button } from "@core/components/Button";
import { Select } from "@core/components/Select";
import type { Survey } from "@core/generated/hub";
import { replaceRoute } from "@core/router";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { surveyEntryAddress, surveyPrintAddress, surveys } from "./address";
import "./PrintForm.css";
import { numbers, paperText, scores, surveyName } from "./questions";
import { t } from "./text";

// How far the corners of the mouth stand above (or below) its middle, for 1 to 5.
const smiles = [-7, -3.5, 0, 3.5, 7];

function Face({ score }: { score: number }) {
  const bend = smiles[score - 1] ?? 0;
  const corner = 26 - bend / 2;
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="17" />
      <circle class="eye" cx="14" cy="15" r="1.8" />
      <circle class="eye" cx="26" cy="15" r="1.8" />
      <path d={`M12 ${corner} Q20 ${corner + 2 * bend} 28 ${corner}`} />
    </svg>
  );
}

// One slip of A5, always in Vietnamese. Nobody's name is asked.
function SlipPaper({ survey }: { survey: Survey }) {
  const { commune, demo } = useOffice().status;
  return (
    <article class="slip-paper">
      <p class="issuer">{paperText("paper_office").replace("{commune}", commune.name)}</p>
      <h2>
        {paperText("paper_title")}
        <small>{paperText(`about.${survey}`)}</small>
      </h2>
      {demo && <p class="marks">{paperText("paper_demo")}</p>}
      <p class="to-fill">{paperText("paper_place")}</p>
      <p>{paperText("paper_date")}</p>
      <p class="how">{paperText("paper_how")}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{paperText("question")}</th>
            {scores.map((score) => (
              <th key={score} scope="col">
                <Face score={score} />
                {paperText(`score.${score}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={number}>
              <th scope="row">
                {number}. {paperText(`question.${survey}.${number}`)}
              </th>
              {scores.map((score) => (
                <td key={score}>
                  <span class="box" />
                  <small>{score}</small>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="to-fill">{paperText("paper_comment")}</p>
      <p class="line" />
      <p class="to-fill">{paperText("paper_village")}</p>
      <p class="end">{paperText("paper_end")}</p>
    </article>
  );
}

// The blank form: the printer puts two beside each other, to be cut apart.
export function PrintForm({ survey }: { survey: Survey }) {
  return (
    <Screen title={t("survey.blank")} back={{ address: surveyEntryAddress(survey), label: t("survey.back") }}>
      <div class="filter-row no-print">
        <Select
          label={t("survey.which")}
          name="survey"
          value={survey}
          options={surveys.map((it) => ({ id: it, label: surveyName(it) }))}
          onChange={(id) => replaceRoute(surveyPrintAddress(surveys.find((it) => it === id) ?? survey))}
        />
      </div>
      <div class="row no-print">
        <Button look="primary" icon="print" onClick={() => print()}>
          {t("survey.print")}
        </Button>
        <span class="muted">{t("survey.print_hint")}</span>
      </div>
      <div class="slip-sheet" lang="vi">
        <SlipPaper survey={survey} />
        <SlipPaper survey={survey} />
      </div>
    </Screen>
  );
}
