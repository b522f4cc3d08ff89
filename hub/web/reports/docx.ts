// The report as a Word file that the office edits, signs and stamps.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { ofPaper } from "../paper/text";
import type { PaperTable, ReportDocument } from "./document";
import { ofPaper as ofReport } from "./text";

const font = "Times New Roman";
const body = 28; // half points: 14 pt
const small = 22;
const twipsPerMm = 56.7;
const mm = (length: number) => Math.round(length * twipsPerMm);
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const line = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const whole = { size: 100, type: WidthType.PERCENTAGE };

type Look = { bold?: boolean; italics?: boolean; size?: number; align?: keyof typeof AlignmentType; ruled?: boolean };

function text(words: string, { bold = false, italics = false, size = body, align = "BOTH", ruled = false }: Look = {}) {
  return new Paragraph({
    alignment: AlignmentType[align],
    spacing: { after: 60 },
    ...(ruled && { border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: "000000", space: 1 } } }),
    children: [new TextRun({ text: words, bold, italics, size, font })],
  });
}

function columns(left: Paragraph[], right: Paragraph[]) {
  const cell = (children: Paragraph[], percent: number) =>
    new TableCell({ children, borders: noBorders, width: { size: percent, type: WidthType.PERCENTAGE } });
  return new Table({ width: whole, borders: noBorders, rows: [new TableRow({ children: [cell(left, 42), cell(right, 58)] })] });
}

function heads({ issuer, number, placeDate }: ReportDocument) {
  return columns(
    [
      ...issuer.split("\n").map((it, at, all) => text(it, { bold: true, size: 26, align: "CENTER", ruled: at === all.length - 1 })),
      text(number, { size: 26, align: "CENTER" }),
    ],
    [
      text(ofPaper("office_paper.state"), { bold: true, size: 24, align: "CENTER" }),
      text(ofPaper("office_paper.motto"), { bold: true, size: 26, align: "CENTER", ruled: true }),
      text(placeDate, { italics: true, size: 26, align: "CENTER" }),
    ],
  );
}

function ruledTable({ heads: names, rows }: PaperTable) {
  const cell = (words: string, bold: boolean, isFirst: boolean) =>
    new TableCell({
      borders: { top: line, bottom: line, left: line, right: line },
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [text(words, { bold, size: small, align: bold ? "CENTER" : isFirst ? "LEFT" : "RIGHT" })],
    });
  return new Table({
    width: whole,
    rows: [
      new TableRow({ tableHeader: true, children: names.map((it) => cell(it, true, false)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((it, at) => cell(it, false, at === 0)) })),
    ],
  });
}

function ending({ recipients, onBehalf, signerTitle, signer }: ReportDocument) {
  const empty = Array.from({ length: 4 }, () => text("", { align: "CENTER" }));
  return columns(
    [
      text(ofReport("report_paper.recipients"), { bold: true, italics: true, size: 24, align: "LEFT" }),
      ...[...recipients, ofReport("report_paper.file")].map((it) => text(it, { size: small, align: "LEFT" })),
    ],
    [
      ...(onBehalf ? [text(onBehalf, { bold: true, align: "CENTER" })] : []),
      text(signerTitle, { bold: true, align: "CENTER" }),
      ...empty,
      text(signer, { bold: true, align: "CENTER" }),
    ],
  );
}

function content(report: ReportDocument) {
  return [
    heads(report),
    text("", {}),
    text(ofReport("report_paper.title"), { bold: true, align: "CENTER" }),
    text(report.about, { bold: true, align: "CENTER" }),
    ...report.marks.map((it) => text(it, { bold: true, align: "CENTER" })),
    ...(report.to ? [text(ofReport("report_paper.to", { upper: report.to }), { align: "CENTER" })] : []),
    text(report.span, { italics: true }),
    ...report.sections.flatMap(({ heading, paragraphs }) => [
      text(heading, { bold: true }),
      ...paragraphs.map((it) => text(it)),
    ]),
    ...report.tables.flatMap((table) => [text(table.caption, { bold: true, align: "LEFT" }), ruledTable(table), text("")]),
    ending(report),
    ...(report.digest ? [text(ofReport("report_paper.digest", { digest: report.digest }), { size: 18, align: "LEFT" })] : []),
  ];
}

// Page numbers at the top centre, from the second page.
function pageNumbers() {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 26, font })],
      }),
    ],
  });
}

export function reportAsDocx(report: ReportDocument): Promise<Blob> {
  const file = new Document({
    creator: "Sổ Bản",
    title: report.about,
    styles: { default: { document: { run: { font, size: body } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(18) },
          },
        },
        headers: { default: pageNumbers(), first: new Header({ children: [] }) },
        children: content(report),
      },
    ],
  });
  return Packer.toBlob(file);
}
