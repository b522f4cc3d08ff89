// Tables that people bring: pasted cells, CSV, Excel.
import { parse, unparse } from "papaparse";
import { formatDate } from "./format";

// Comma, semicolon or tab, whichever the text has.
export function readCells(text: string): string[][] {
  const whole = text.replace(/^\ufeff/, "");
  const { data } = parse<string[]>(whole, { delimitersToGuess: ["\t", ";", ","], skipEmptyLines: "greedy" });
  return data.map((row) => row.map((cell) => cell.trim()));
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return formatDate(cell.toISOString().slice(0, 10));
  return cell === null || cell === undefined ? "" : String(cell);
}

// What a file says, as text that can be read and corrected before anything is written: CSV as it is, the first sheet of an Excel file
// with tabs between its cells. Rejects what is neither.
export async function textOfFile(file: File): Promise<string> {
  if (!/\.xlsx$/i.test(file.name)) return file.text();
  const { readSheet } = await import("read-excel-file/browser");
  const rows = await readSheet(file);
  return unparse(
    rows.map((row) => row.map(cellText)),
    { delimiter: "\t", newline: "\n" },
  );
}
