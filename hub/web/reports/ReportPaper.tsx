import "@core/components/Paper.css";
import { OfficeHeads } from "../paper/OfficeHeads";
import type { PaperTable, ReportDocument } from "./document";
import { ofPaper } from "./text";
import "./ReportPaper.css";

function Ruled({ caption, heads, rows }: PaperTable) {
  return (
    <table class="register by-figure">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((it) => (
            <th key={it} scope="col">
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, at) => (at === 0 ? <th key={at} scope="row">{cell}</th> : <td key={at}>{cell}</td>))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// As it is signed and sent: A4, black on white, always in Vietnamese.
export function ReportPaper({ report }: { report: ReportDocument }) {
  return (
    <article class="paper report-paper" lang="vi">
      <OfficeHeads issuer={report.issuer} number={report.number} placeDate={report.placeDate} />
      <h2>
        {ofPaper("report_paper.title")}
        <small>{report.about}</small>
      </h2>
      {report.marks.map((it) => (
        <p key={it} class="marks">
          {it}
        </p>
      ))}
      {report.to && <p class="addressee">{ofPaper("report_paper.to", { upper: report.to })}</p>}
      <p>
        <i>{report.span}</i>
      </p>
      {report.sections.map(({ heading, paragraphs }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          {paragraphs.map((it, index) => (
            <p key={index}>{it}</p>
          ))}
        </section>
      ))}
      {report.tables.map((table) => (
        <Ruled key={table.caption} {...table} />
      ))}
      <div class="paper-end">
        <div class="recipients">
          <b>{ofPaper("report_paper.recipients")}</b>
          {[...report.recipients, ofPaper("report_paper.file")].map((it) => (
            <p key={it}>{it}</p>
          ))}
        </div>
        <div class="paper-signatures one">
          <div>
            {report.onBehalf && <b>{report.onBehalf}</b>}
            <b>{report.signerTitle}</b>
            <span class="name">{report.signer}</span>
          </div>
        </div>
      </div>
      {report.digest && <p class="digest">{ofPaper("report_paper.digest", { digest: report.digest })}</p>}
    </article>
  );
}
