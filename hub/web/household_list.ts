// A list of households as the office's spreadsheet gives it: pasted cells, a CSV file or an Excel file.
import { readCells } from "@core/sheets";
import type { HouseholdFields, Poverty } from "@core/generated/hub";

export type ReadList = {
  rows: HouseholdFields[];
  columns: string[]; // as understood: fields, or "" for what is passed over
  heads: string[]; // as they stand in the list
};

type Field = "code" | "head" | "birthYear" | "members" | "ethnicGroup" | "phone" | "address" | "poverty";

const namesOf: { [field in Field]: string[] } = {
  code: ["so ho", "ma ho", "ho so", "ma so", "code"],
  head: ["chu ho", "ho ten chu ho", "ho va ten chu ho", "ho va ten", "ho ten", "head"],
  birthYear: ["nam sinh", "birthyear"],
  members: ["so nguoi", "nhan khau", "so khau", "so nhan khau", "members"],
  ethnicGroup: ["dan toc", "ethnicgroup"],
  phone: ["dien thoai", "so dien thoai", "sdt", "phone"],
  address: ["noi o", "dia chi", "address"],
  poverty: ["dien ho", "ho ngheo", "loai ho", "poverty"],
};

// “Họ tên chủ hộ” → “ho ten chu ho”
function fold(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, " ").trim();
}

function fieldOf(head: string): Field | "" {
  const wanted = fold(head);
  const found = (Object.keys(namesOf) as Field[]).find((field) => namesOf[field].includes(wanted));
  return found ?? "";
}

function povertyOf(cell: string): Poverty | undefined {
  const said = fold(cell);
  if (said.includes("can ngheo")) return "POVERTY_NEAR_POOR";
  if (said.includes("khong") || said === "") return "POVERTY_NONE";
  return said.includes("ngheo") || said === "x" || said === "co" ? "POVERTY_POOR" : undefined;
}

// What is no number stays a text: the hub says what is wrong with it, beside its row.
function fieldsOf(columns: (Field | "")[], cells: string[], year: number): HouseholdFields {
  const row: { [name: string]: unknown } = {};
  columns.forEach((field, index) => {
    const cell = cells[index] ?? "";
    if (field === "poverty") {
      const poverty = povertyOf(cell);
      row[field] = poverty ? [{ year, poverty }] : cell;
    } else if (field && cell) row[field] = cell.normalize("NFC");
  });
  return row as HouseholdFields;
}

// `year`: of what the list says about poverty.
export function readList(text: string, year: number): ReadList {
  const [heads = [], ...lines] = readCells(text);
  const columns = heads.map(fieldOf);
  return { heads, columns, rows: lines.map((cells) => fieldsOf(columns, cells, year)) };
}
