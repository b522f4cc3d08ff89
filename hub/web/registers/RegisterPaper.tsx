import "@core/components/Paper.css";
import { formatNumber } from "@core/format";
import type { Register } from "@core/generated/hub";
import { useOffice } from "../office";
import "../paper/Across.css";
import { OfficeHeads } from "../paper/OfficeHeads";
import { inLines } from "../paper/words";
import { cellText, hasTotals, isNumeric, type RegisterColumn } from "./cells";
import "./RegisterPaper.css";
import { ofPaper } from "./text";

function look(column: RegisterColumn): string | undefined {
  if (isNumeric(column)) return "numeric";
  return column.type === "date" ? "date" : undefined;
}

// The columns of the paper book; what stands beside them is for the sheet only.
function Ruled({ register }: { register: Register }) {
  const { rows, totals } = register;
  const isEmpty = (at: number) => rows.every((row) => row[at] === null);
  const columns = register.columns.map((column, at) => ({ column, at })).filter((it) => it.column.printed);
  return (
    <table class="register">
      <thead>
        <tr>
          {columns.map(({ column, at }) => (
            <th key={column.key} scope="col" class={isEmpty(at) ? "by-hand" : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {columns.map(({ column, at }) => (
              <td key={column.key} class={look(column)}>
                {cellText(column, row[at])}
              </td>
            ))}
          </tr>
        ))}
        {hasTotals(register) && (
          <tr class="sum">
            {columns.map(({ column, at }) => (
              <td key={column.key} class={look(column)}>
                {at === 1 ? ofPaper("register_paper.sum") : cellText(column, totals[at])}
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

// Places to sign; an accountant signs where there is money.
function Signing({ hasMoney, letterhead }: { hasMoney: boolean; letterhead: Register["letterhead"] }) {
  return (
    <div class="register-end">
      <p class="day">{ofPaper("register_paper.day", { place: letterhead.place })}</p>
      <div class="paper-signatures">
        <div>
          <b>{ofPaper("register_paper.keeper")}</b>
          <i>{ofPaper("register_paper.sign")}</i>
        </div>
        <div>
          {hasMoney && (
            <>
              <b>{ofPaper("register_paper.accountant")}</b>
              <i>{ofPaper("register_paper.sign")}</i>
            </>
          )}
        </div>
        <div>
          <b>{letterhead.signerTitle}</b>
          <i>{ofPaper("register_paper.seal")}</i>
          <span class="name">{letterhead.signer}</span>
        </div>
      </div>
    </div>
  );
}

// As it lies in the file: A4 across, black on white, in Vietnamese.
export function RegisterPaper({ register, campaign }: { register: Register; campaign: string }) {
  const { demo } = useOffice().status;
  const { title, villageName, span, letterhead, rows, total, truncated } = register;
  const all = formatNumber(total);
  return (
    <article class="paper across register-paper" lang="vi">
      <OfficeHeads issuer={inLines(letterhead.issuer)} />
      <h2>
        {title}
        {villageName && <small>{villageName}</small>}
        {campaign && <small>{ofPaper("register_paper.campaign", { campaign })}</small>}
        {span && <small class="span">{span}</small>}
      </h2>
      {demo && <p class="marks">{ofPaper("demo.mark")}</p>}
      <Ruled register={register} />
      <p>
        {truncated
          ? ofPaper("register_paper.first_rows", { all, count: formatNumber(rows.length) })
          : ofPaper("register_paper.rows", { count: all })}{" "}
        {ofPaper("register_paper.pages")}
      </p>
      <Signing hasMoney={register.columns.some((it) => it.type === "money")} letterhead={letterhead} />
    </article>
  );
}
