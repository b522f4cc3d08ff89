import type { ComponentChildren } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Spread } from "@core/components/Table";
import { ListRegion } from "./ListRegion";
import "./LongRegion.css";

// Rows before and after what is in sight that are drawn too, so that scrolling shows no gap.
const beyond = 20;
// The first row drawn changes in such steps: not at every pixel.
const step = 10;
// A list up to here is drawn as a whole.
const wholeMax = 150;
const rowHeightAtFirst = 56;

type Window = { first: number; last: number };

type Props = {
  label: string;
  listKey: string;
  fresh: Set<string>;
  total: number;
  onSee: (from: number, to: number) => void;
  heldAt: (index: number) => boolean;
  showAt: { index: number } | undefined; // brings this row into sight once
  children: (drawn: Window, spread: Spread | undefined) => ComponentChildren; // a Table of the rows first to last, without last
};

// Of a list with `total` rows, of the height `rowHeight` each, what the window and the region show.
function inSight(table: HTMLElement, rowHeight: number, total: number): Window {
  const region = table.closest<HTMLElement>(".list-region");
  const box = region?.getBoundingClientRect();
  const top = Math.max(0, box?.top ?? 0);
  const bottom = Math.min(innerHeight, box?.bottom ?? innerHeight);
  const start = table.getBoundingClientRect().top;
  const from = Math.floor((top - start) / rowHeight);
  const to = Math.ceil((Math.max(top, bottom) - start) / rowHeight);
  return { first: Math.min(Math.max(0, from), Math.max(0, total - 1)), last: Math.min(Math.max(0, to), total) };
}

// The element that scrolls the region's rows: itself, or on a narrow screen what holds the whole page.
function scrollerOf(region: HTMLElement): Element {
  let element: HTMLElement | null = region;
  while (element) {
    if (element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
    element = element.parentElement;
  }
  return document.scrollingElement ?? document.documentElement;
}

// A list of any length in its region: only the rows around those in sight are drawn, the others are empty space above and below.
export function LongRegion({ label, listKey, fresh, total, onSee, heldAt, showAt, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const rowHeight = useRef(rowHeightAtFirst);
  const shown = useRef<{ key: string; window: Window }>({ key: listKey, window: { first: 0, last: 40 } });
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const isWhole = total <= wholeMax;
  if (shown.current.key !== listKey) shown.current = { key: listKey, window: { first: 0, last: 40 } };

  const look = () => {
    const body = place.current?.querySelector<HTMLElement>("tbody");
    if (!body) return;
    const seen = inSight(body, rowHeight.current, total);
    onSee(seen.first, seen.last);
    if (isWhole) return;
    const first = Math.max(0, Math.floor((seen.first - beyond) / step) * step);
    const last = Math.min(total, Math.ceil((seen.last + beyond) / step) * step);
    const { window } = shown.current;
    if (window.first === first && window.last === last) return;
    shown.current = { key: listKey, window: { first, last } };
    draw(0);
  };
  const latestLook = useRef(look);
  latestLook.current = look;
  useEffect(() => {
    let frame = 0;
    const onMove = () => {
      if (frame === 0) frame = requestAnimationFrame(() => ((frame = 0), latestLook.current()));
    };
    document.addEventListener("scroll", onMove, { capture: true, passive: true });
    addEventListener("resize", onMove);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", onMove, { capture: true });
      removeEventListener("resize", onMove);
    };
  }, []);
  useEffect(() => {
    measure(place.current, rowHeight);
    latestLook.current();
  }, [listKey, total]);
  useEffect(() => {
    const body = place.current?.querySelector<HTMLElement>("tbody");
    const region = body?.closest<HTMLElement>(".list-region");
    if (!showAt || !body || !region || isWhole) return;
    const scroller = scrollerOf(region);
    const { top } = region.getBoundingClientRect();
    const wanted = body.getBoundingClientRect().top + showAt.index * rowHeight.current;
    if (wanted > top && wanted < Math.min(innerHeight, region.getBoundingClientRect().bottom) - rowHeight.current) return;
    scroller.scrollTop += wanted - Math.max(0, top) - (scroller.clientHeight - rowHeight.current) / 2;
  }, [showAt]);

  const wanted = isWhole ? { first: 0, last: total } : shown.current.window;
  const drawn = heldPart(wanted, heldAt);
  const spread = isWhole ? undefined : { first: drawn.first, total, before: drawn.first * rowHeight.current, after: Math.max(0, total - drawn.last) * rowHeight.current };
  return (
    <div class="long-region" ref={place}>
      <ListRegion label={label} listKey={listKey} fresh={fresh}>{children(drawn, spread)}</ListRegion>
    </div>
  );
}

// The run of rows that are there: a page that is still on its way is space like the rest.
function heldPart({ first, last }: Window, heldAt: (index: number) => boolean): Window {
  let from = first;
  while (from < last && !heldAt(from)) from++;
  let to = from;
  while (to < last && heldAt(to)) to++;
  return { first: from, last: to };
}

function measure(place: HTMLElement | null, height: { current: number }): void {
  const rows = [...(place?.querySelectorAll<HTMLElement>("tbody tr[data-key]") ?? [])];
  if (rows.length < 5) return;
  const sum = rows.reduce((total, row) => total + row.getBoundingClientRect().height, 0);
  height.current = sum / rows.length;
}
