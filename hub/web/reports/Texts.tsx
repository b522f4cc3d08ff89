import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { saveFile } from "@core/files";
import { formatDate } from "@core/format";
import type { CommuneReportView, Status } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { FormDialog } from "../parts/FormDialog";
import { reportAddress } from "./address";
import { reportDocument } from "./document";
import { t } from "./text";
import "./Texts.css";
import { withVillagesWords } from "./villages_words";

const fields = ["general", "results", "difficulties", "proposals"] as const;
type Typed = { documentNumber: string } & { [field in (typeof fields)[number]]: string };

function typedIn({ report }: CommuneReportView): Typed {
  return {
    documentNumber: report?.documentNumber ?? "",
    general: report?.general ?? "",
    results: report?.results ?? "",
    difficulties: report?.difficulties ?? "",
    proposals: report?.proposals ?? "",
  };
}

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// Word's format takes a large library: it comes when somebody wants the file.
async function saveAsDocx(view: CommuneReportView, status: Status): Promise<void> {
  const { reportAsDocx } = await import("./docx");
  const name = `bao-cao-${view.period === "PERIOD_YEAR" ? "nam" : "6-thang"}-${view.year}.docx`;
  saveFile(name, await reportAsDocx(reportDocument(view, status)), docxType);
}

type Props = { view: CommuneReportView; onSaved: () => void };

function Papers({ view }: { view: CommuneReportView }) {
  const { status } = useOffice();
  const [failure, setFailure] = useState<unknown>();
  return (
    <>
      <Button onClick={() => void saveAsDocx(view, status).catch(setFailure)}>{t("report.docx")}</Button>
      <Button icon="print" href={reportAddress(view, "in")}>
        {t("report.paper")}
      </Button>
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </>
  );
}

function Submitted({ view, onSaved, isWriter }: Props & { isWriter: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const { unit, period, year, report } = view;
  const withdraw = async (reason: string) => {
    await api("withdrawCommuneReport", { body: { unit, period, year, reason } });
    setAsking(false);
    toast(t("report.withdrawn"));
    onSaved();
  };
  return (
    <>
      <Notice tone="good">
        {t("report.submitted", {
          date: formatDate(report?.submittedOn ?? ""),
          by: report?.submittedBy ?? "",
          digest: report?.digest?.slice(0, 16) ?? "",
        })}
      </Notice>
      {fields.map((name) =>
        report?.[name] ? (
          <section key={name}>
            <h3>{t(`report.${name}`)}</h3>
            <p class="report-text">{report[name]}</p>
          </section>
        ) : null,
      )}
      <div class="row">
        <Papers view={view} />
        {isWriter && (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t("report.withdraw")}
          </Button>
        )}
      </div>
      {isAsking && (
        <ReasonDialog
          title={t("report.withdraw")}
          explanation={t("report.withdraw_explained")}
          action={t("report.withdraw")}
          danger
          onClose={() => setAsking(false)}
          onGiven={withdraw}
        />
      )}
    </>
  );
}

function Draft({ view, onSaved }: Props) {
  const [typed, setTyped] = useState(() => typedIn(view));
  const [failure, setFailure] = useState<unknown>();
  const [isAsking, setAsking] = useState(false);
  const { unit, period, year, report, merged, villages } = view;
  const isUnsaved = JSON.stringify(typed) !== JSON.stringify(typedIn(view));
  const change = (part: Partial<Typed>) => setTyped((old) => ({ ...old, ...part }));
  const take = () => {
    const names = villages.map(({ name }) => name);
    const taken = {
      results: withVillagesWords(typed.results, merged.results, names),
      difficulties: withVillagesWords(typed.difficulties, merged.difficulties, names),
      proposals: withVillagesWords(typed.proposals, merged.proposals, names),
    };
    const isMore = (["results", "difficulties", "proposals"] as const).some((name) => taken[name] !== typed[name]);
    change(taken);
    toast(t(isMore ? "report.taken" : "report.nothing_to_take"));
  };
  const save = async () => {
    await api("saveCommuneReport", { body: { unit, period, year, ...typed, ...(report && { heads: report.heads }) } });
    toast(t("report.saved"));
    onSaved();
  };
  const submit = async () => {
    await api("submitCommuneReport", { body: { unit, period, year } });
    setAsking(false);
    onSaved();
  };
  return (
    <form
      class="stack narrow-text"
      onSubmit={(event) => {
        event.preventDefault();
        setFailure(undefined);
        save().catch(setFailure);
      }}
    >
      <TextField
        label={t("report.number")}
        name="documentNumber"
        optional
        value={typed.documentNumber}
        onChange={(documentNumber) => change({ documentNumber })}
      />
      {unit === "REPORT_UNIT_POLICE" && <Notice tone="info">{t("report.no_names")}</Notice>}
      {fields.map((name) => (
        <TextField
          key={name}
          label={t(`report.${name}`)}
          name={name}
          lines="many"
          optional={name !== "results"}
          value={typed[name]}
          onChange={(text) => change({ [name]: text })}
        />
      ))}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
      <div class="row">
        <Button type="submit" look="primary">
          {t("report.save")}
        </Button>
        {unit === "REPORT_UNIT_COMMUNE" && <Button onClick={take}>{t("report.take")}</Button>}
        {report && !isUnsaved && <Button onClick={() => setAsking(true)}>{t("report.submit")}</Button>}
        {report && !isUnsaved && <Papers view={view} />}
      </div>
      {unit === "REPORT_UNIT_COMMUNE" && <p class="muted">{t("report.take_explained")}</p>}
      {report && isUnsaved && <p class="muted">{t("report.unsaved")}</p>}
      {isAsking && (
        <FormDialog title={t("report.submit")} action={t("report.submit")} onClose={() => setAsking(false)} send={submit}>
          <p>{t("report.submit_explained")}</p>
        </FormDialog>
      )}
    </form>
  );
}

function mayWrite(view: CommuneReportView, role: string): boolean {
  return (
    (view.unit === "REPORT_UNIT_FRONT" && role === "front") || (view.unit === "REPORT_UNIT_POLICE" && role === "police")
  );
}

// The text, as a draft that is typed or as it was submitted.
export function Texts({ view, onSaved }: Props) {
  const { user } = useOffice();
  const isWriter = may(user, "review") || mayWrite(view, user.role);
  return (
    <section class="stack tight">
      <h2>{t("report.texts")}</h2>
      {view.report?.submittedOn ? (
        <Submitted view={view} onSaved={onSaved} isWriter={isWriter} />
      ) : (
        isWriter && <Draft view={view} onSaved={onSaved} />
      )}
    </section>
  );
}
