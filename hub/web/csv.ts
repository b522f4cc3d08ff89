import { saveFile } from "@core/files";

// A list as a file that the office's spreadsheet opens: UTF-8 with its mark, semicolons, as in Vietnamese settings.
export type Cell = string | number;

const byteOrderMark = "\ufeff";

// A text that starts like a formula must not run as one.
function quoted(cell: Cell): string {
  const text = String(cell);
  const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

function toCsv(rows: Cell[][]): string {
  return byteOrderMark + rows.map((row) => row.map(quoted).join(";")).join("\r\n") + "\r\n";
}

export function saveCsv(name: string, rows: Cell[][]): void {
  saveFile(name, toCsv(rows), "text/csv;charset=utf-8");
}
