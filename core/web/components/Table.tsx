import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import "./Table.css";

export type Column<Row> = {
  key: string;
  head: ComponentChildren;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  label?: string; // stands before the value where the table is a list of cards
};

type Props<Row> = {
  caption: string; // for those who can't see it
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void; // a click anywhere in the row; put a real link in its first cell too
  isSelected?: (row: Row) => boolean;
  isVoided?: (row: Row) => boolean;
  isFresh?: (row: Row) => boolean; // came in while the list was being looked at
  stacks?: boolean; // becomes a list of cards on a narrow screen
  spread?: Spread | undefined; // `rows` are a part of a longer list
};

// Where the rows stand in a longer list, and the space that the others take, in pixels.
export type Spread = { first: number; total: number; before: number; after: number };

function Space({ height }: { height: number }) {
  const row = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    if (row.current) row.current.style.height = `${height}px`;
  }, [height]);
  return <tr class="space" ref={row} aria-hidden="true"><td /></tr>;
}

function isInteractive(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select, label") !== null;
}

export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  onOpen,
  isSelected,
  isVoided,
  isFresh,
  stacks = true,
  spread,
}: Props<Row>) {
  return (
    <table class="table" data-stacks={stacks || undefined} aria-rowcount={spread && spread.total + 1}>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" class={column.numeric ? "numeric" : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {spread && spread.before > 0 && <Space key="before" height={spread.before} />}
        {rows.map((row, index) => (
          <tr
            key={rowKey(row)}
            aria-rowindex={spread && spread.first + index + 2}
            data-key={rowKey(row)}
            data-fresh={isFresh?.(row) || undefined}
            aria-current={isSelected?.(row) || undefined}
            data-opens={onOpen ? "true" : undefined}
            data-voided={isVoided?.(row) || undefined}
            data-selected={isSelected?.(row) || undefined}
            onClick={(event) => {
              if (onOpen && !isInteractive(event.target)) onOpen(row);
            }}
          >
            {columns.map((column) => (
              <td key={column.key} class={column.numeric ? "numeric" : undefined} data-label={column.label}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
        {spread && spread.after > 0 && <Space key="after" height={spread.after} />}
      </tbody>
    </table>
  );
}
