// What the report says on paper, once for the page that prints and once for Word: the form of Nghị định 30/2020/NĐ-CP.
import { formatDate } from "@core/format";
import type { CommuneReportView, NamedFigure, ReportUnit } from "@core/generated/hub";
import { paperCode } from "@core/i18n";
import { committee, inLines, placeAndDate } from "../paper/words";
import { ofPaper } from "./text";

export type PaperTable = { caption: string; heads: string[]; rows: string[][] };
export type ReportDocument = {
  issuer: string; // may have several lines
  number: string;
  placeDate: string;
  about: string;
  to: string;
  span: string;
  marks: string[]; // what it must not be taken for
  sections: { heading: string; paragraphs: string[] }[];
  tables: PaperTable[];
  recipients: string[];
  onBehalf: string; // empty: signed in the office's own right
  signerTitle: string;
  signer: string;
  digest: string;
};

// Those that a table by village has room for.
export const villageColumns = ["donors", "money", "labour_milli", "value", "spent", "meetings", "petitions"];

function shown(figures: NamedFigure[], name: string): string {
  return figures.find((it) => it.name === name)?.shown ?? "";
}

function figureName(name: string): string {
  return paperCode("figure", name);
}

function sumTable({ sum }: CommuneReportView): PaperTable {
  return {
    caption: ofPaper("report_paper.sum"),
    heads: [ofPaper("report.figure"), ofPaper("report.this_period"), ofPaper("report.period_before")],
    rows: sum.map((it) => [figureName(it.name), it.shown, it.beforeShown]),
  };
}

function villageTable({ villages }: CommuneReportView): PaperTable {
  return {
    caption: ofPaper("report_paper.villages"),
    heads: [ofPaper("report.village"), ...villageColumns.map(figureName)],
    rows: villages.map(({ name, figures }) => [name, ...villageColumns.map((column) => shown(figures, column))]),
  };
}

function campaignTable({ campaigns }: CommuneReportView): PaperTable {
  const columns = ["contributions", "villages", "money", "labour_milli", "value", "spent"];
  return {
    caption: ofPaper("report_paper.campaigns"),
    heads: [ofPaper("report.campaign"), ...columns.map(figureName)],
    rows: campaigns.map(({ title, figures }) => [
      title || ofPaper("report.no_campaign"),
      ...columns.map((column) => shown(figures, column)),
    ]),
  };
}

function securityTable({ security }: CommuneReportView): PaperTable {
  return {
    caption: ofPaper("report_paper.security"),
    heads: [ofPaper("report.village"), ofPaper("report.incidents"), ofPaper("report.quiet")],
    rows: security.map(({ villageName, total, quiet }) => [villageName, String(total), String(quiet)]),
  };
}

function tablesOf(view: CommuneReportView): PaperTable[] {
  if (view.unit === "REPORT_UNIT_POLICE") return [securityTable(view)];
  return [sumTable(view), villageTable(view), campaignTable(view)].filter((it) => it.rows.length > 0);
}

// “xã Pắc Ngà” of “ỦY BAN NHÂN DÂN XÃ PẮC NGÀ”: the other units are of the same commune.
function communeIn(issuer: string): string {
  return issuer.startsWith(`${committee} `) ? issuer.slice(committee.length).trim() : issuer;
}

function issuers({ letterhead }: CommuneReportView): {
  [unit in ReportUnit]: { issuer: string; symbol: string; onBehalf: string; signerTitle: string; signer: string };
} {
  const commune = communeIn(letterhead.issuer);
  const front = `${ofPaper("report_paper.front_issuer")} ${commune}`;
  return {
    REPORT_UNIT_COMMUNE: {
      issuer: letterhead.issuer,
      symbol: letterhead.symbol,
      onBehalf: ofPaper("report_paper.on_behalf", { issuer: committee }),
      signerTitle: letterhead.signerTitle,
      signer: letterhead.signer,
    },
    REPORT_UNIT_FRONT: {
      issuer: front,
      symbol: ofPaper("report_paper.front_symbol"),
      onBehalf: ofPaper("report_paper.on_behalf", { issuer: "BAN THƯỜNG TRỰC" }),
      signerTitle: ofPaper("report_paper.front_signer"),
      signer: "",
    },
    REPORT_UNIT_POLICE: {
      issuer: `${ofPaper("report_paper.police_issuer")} ${commune}`,
      symbol: ofPaper("report_paper.police_symbol"),
      onBehalf: "",
      signerTitle: ofPaper("report_paper.police_signer"),
      signer: "",
    },
  };
}

function sectionsOf(report: CommuneReportView["report"]): ReportDocument["sections"] {
  const names = ["general", "results", "difficulties", "proposals"] as const;
  return names.flatMap((name) => {
    const text = report?.[name];
    return text ? [{ heading: ofPaper(`report.${name}`), paragraphs: text.split("\n").filter(Boolean) }] : [];
  });
}

// `today`, ISO, dates what was not submitted yet; `demo`: of made-up data.
export function reportDocument(view: CommuneReportView, { today, demo: isDemo }: { today: string; demo: boolean }): ReportDocument {
  const { unit, period, year, report, letterhead } = view;
  const { issuer, symbol, ...signing } = issuers(view)[unit];
  const group = unit === "REPORT_UNIT_POLICE" ? "police" : "about";
  return {
    issuer: inLines(issuer),
    ...signing,
    number: ofPaper("report_paper.number", { number: report?.documentNumber || "……", symbol }),
    placeDate: placeAndDate(letterhead.place, report?.submittedOn ?? today),
    about: ofPaper(`report_paper.${group}_${period}`, { year }),
    to: unit === "REPORT_UNIT_COMMUNE" ? letterhead.upperLevel : letterhead.issuer,
    span: ofPaper("report_paper.span", { from: formatDate(view.from), to: formatDate(view.to) }),
    marks: [...(isDemo ? [ofPaper("demo.mark")] : []), ...(report?.submittedOn ? [] : [ofPaper("report_paper.draft")])],
    sections: sectionsOf(report),
    tables: tablesOf(view),
    recipients: letterhead.recipients.map((it) => `- ${it.replace(/^-\s*/, "")}`),
    digest: report?.digest ?? "",
  };
}
