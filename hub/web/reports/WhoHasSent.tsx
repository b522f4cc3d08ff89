import { Button } from "@core/components/Button";
import { Table, type Column } from "@core/components/Table";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { formatDate } from "@core/format";
import type { CommuneReportView, UnitReport, VillageReport } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useState } from "preact/hooks";
import { bookAddress } from "../addresses";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { FormDialog } from "../parts/FormDialog";
import { reportAddress } from "./address";
import { t } from "./text";
import "./WhoHasSent.css";

const marks: { [state in VillageReport["state"]]: string } = {
  awaited: "○",
  late: "✗",
  sent: "✓",
  sent_late: "✓",
  returned: "↩",
  accepted: "✓✓",
};

function Standing({ state, record }: VillageReport) {
  const words = (
    <>
      <span aria-hidden="true">{marks[state]}</span> {tCode("report_state", state)}
    </>
  );
  return (
    <span class="report-state" data-state={state}>
      {record ? <a href={bookAddress("period-report", {}, record)}>{words}</a> : words}
    </span>
  );
}

const columns = (): Column<VillageReport>[] => [
  { key: "village", head: t("report.village"), cell: (row) => row.name },
  { key: "state", head: t("report.state"), cell: (row) => <Standing {...row} /> },
  { key: "sent", head: t("report.sent_on"), cell: (row) => row.submittedOn && formatDate(row.submittedOn) },
  { key: "reminded", head: t("report.reminded_on"), cell: (row) => row.remindedOn && formatDate(row.remindedOn) },
];

function unitText({ submittedOn, late }: UnitReport): string {
  if (submittedOn) return t("report.unit_sent", { date: formatDate(submittedOn) });
  return t(late ? "report.unit_late" : "report.unit_missing");
}

type Props = { view: CommuneReportView; onReminded: () => void };

function RemindDialog({ view, missing, onClose, onReminded }: Props & { missing: string[]; onClose: () => void }) {
  const [comment, setComment] = useState("");
  const { period, year } = view;
  const send = async () => {
    const { told } = await api("remind", { body: { period, year, villages: missing, comment } });
    toast(t("report.reminded", { count: told }));
    onClose();
    onReminded();
  };
  return (
    <FormDialog title={t("report.remind")} action={t("report.remind_send")} onClose={onClose} send={send}>
      <p>{t("report.remind_explained", { count: missing.length })}</p>
      <TextField label={t("report.remind_comment")} name="comment" optional value={comment} onChange={setComment} />
    </FormDialog>
  );
}

// Villages, then MTTQ and the police; who has not sent is reminded from here.
export function WhoHasSent({ view, onReminded }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { user } = useOffice();
  const missing = view.villages.filter(({ record }) => !record).map(({ village }) => village);
  const { period, year } = view;
  return (
    <section class="stack tight">
      <h2>{t("report.who")}</h2>
      <div class="row">
        <p>{t("report.sent_count", { sent: view.villages.length - missing.length, all: view.villages.length })}</p>
        {missing.length > 0 && may(user, "review") && (
          <Button onClick={() => setAsking(true)}>{t("report.remind")}</Button>
        )}
      </div>
      <div class="frame">
        <Table caption={t("report.who")} columns={columns()} rows={view.villages} rowKey={(row) => row.village} />
      </div>
      <ul class="report-units">
        {view.units.map((it) => (
          <li key={it.unit} data-late={(!it.submittedOn && it.late) || undefined}>
            <a href={reportAddress({ unit: it.unit, period, year })}>{tCode("report_unit", it.unit)}</a>: {unitText(it)}
          </li>
        ))}
      </ul>
      {isAsking && (
        <RemindDialog view={view} missing={missing} onClose={() => setAsking(false)} onReminded={onReminded} />
      )}
    </section>
  );
}
