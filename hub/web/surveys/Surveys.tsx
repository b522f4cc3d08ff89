import { Button } from "@core/components/Button";
import { may } from "../may";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { readResultFilters, surveyEntryAddress, surveyOf, surveyPrintAddress, surveyResultsAddress } from "./address";
import { Entry } from "./Entry";
import { PrintForm } from "./PrintForm";
import { Results } from "./Results";
import { t } from "./text";

// Satisfaction slips: typed in, what they say, and the blank form. Who may not write sees the results.
export function Surveys({ id, query }: { id: string | undefined; query: URLSearchParams }) {
  const { user } = useOffice();
  const survey = surveyOf(query);
  if (id === "in") return <PrintForm survey={survey} />;
  const isEntry = id !== "ket-qua" && may(user, "review");
  const aside = (
    <>
      {isEntry && (
        <Button icon="chart" href={surveyResultsAddress(survey)}>
          {t("survey.results")}
        </Button>
      )}
      {!isEntry && may(user, "review") && (
        <Button icon="plus" href={surveyEntryAddress(survey)}>
          {t("survey.entry")}
        </Button>
      )}
      <Button icon="print" href={surveyPrintAddress(survey)}>
        {t("survey.blank")}
      </Button>
    </>
  );
  return (
    <Screen title={`${t("survey.title")}: ${t(isEntry ? "survey.entry" : "survey.results").toLowerCase()}`} aside={aside}>
      {isEntry ? <Entry survey={survey} /> : <Results survey={survey} filters={readResultFilters(query)} />}
    </Screen>
  );
}
