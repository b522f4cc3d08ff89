import { Icon } from "@core/components/Icon";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text";
import "./ListRegion.css";

type Props = {
  children: ComponentChildren; // a Table
  label: string;
  listKey: string; // another list starts at its top again
  fresh: Set<string>; // rows that came in meanwhile, by key
};

type Place = { key: string; top: number };
type Unseen = { above: number; below: number };

const nothingUnseen: Unseen = { above: 0, below: 0 };

function rowsOf(region: HTMLElement): HTMLElement[] {
  return [...region.querySelectorAll<HTMLElement>("tr[data-key]")];
}

// What of the list is on the screen.
function sightOf(region: HTMLElement): { top: number; bottom: number } {
  const { top, bottom } = region.getBoundingClientRect();
  return { top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
}

// The rows in sight and where they stand.
function placesOf(region: HTMLElement): Place[] {
  const { top } = region.getBoundingClientRect();
  const sight = sightOf(region);
  const places: Place[] = [];
  for (const row of rowsOf(region)) {
    const box = row.getBoundingClientRect();
    if (box.top > sight.bottom) break;
    if (box.bottom > sight.top) places.push({ key: row.dataset["key"] ?? "", top: box.top - top });
  }
  return places;
}

// Scrolls so that the first row that is still there stands where it stood.
function holdPlace(region: HTMLElement, places: Place[]): void {
  const rows = new Map(rowsOf(region).map((row) => [row.dataset["key"] ?? "", row]));
  for (const place of places) {
    const row = rows.get(place.key);
    if (!row) continue;
    const moved = row.getBoundingClientRect().top - region.getBoundingClientRect().top - place.top;
    if (moved !== 0) region.scrollTop += moved;
    return;
  }
}

function unseenIn(region: HTMLElement, fresh: Set<string>): Unseen {
  if (fresh.size === 0) return nothingUnseen;
  const { top, bottom } = sightOf(region);
  const unseen = { above: 0, below: 0 };
  for (const row of rowsOf(region)) {
    if (!fresh.has(row.dataset["key"] ?? "")) continue;
    const place = row.getBoundingClientRect();
    if (place.bottom <= top) unseen.above++;
    else if (place.top >= bottom) unseen.below++;
  }
  return unseen;
}

// A list that scrolls by itself and holds still while rows come and go; it says how many new ones are out of sight.
export function ListRegion({ children, label, listKey, fresh }: Props) {
  const region = useRef<HTMLDivElement>(null);
  const places = useRef<{ listKey: string; rows: Place[]; scrolled: number }>({ listKey, rows: [], scrolled: 0 });
  const seen = useRef(new Set<string>());
  const [unseen, setUnseen] = useState(nothingUnseen);

  const look = () => {
    const element = region.current;
    if (!element) return;
    places.current = { listKey, rows: placesOf(element), scrolled: element.scrollTop };
    for (const place of places.current.rows) seen.current.add(place.key);
    const waiting = new Set([...fresh].filter((key) => !seen.current.has(key)));
    const next = unseenIn(element, waiting);
    setUnseen((old) => (old.above === next.above && old.below === next.below ? old : next));
  };
  const latestLook = useRef(look);
  latestLook.current = look;

  useLayoutEffect(() => {
    const element = region.current;
    if (!element) return;
    if (places.current.listKey === listKey) {
      // Who has scrolled on meanwhile, and it was not told yet, is not thrown back.
      if (element.scrollTop === places.current.scrolled) holdPlace(element, places.current.rows);
    } else {
      element.scrollTop = 0;
      seen.current = new Set();
    }
    look();
  });
  useEffect(() => {
    const onScroll = () => latestLook.current();
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", onScroll, { capture: true });
  }, []);

  const show = (where: "above" | "below") => {
    const element = region.current;
    if (!element) return;
    const waiting = rowsOf(element).filter((row) => fresh.has(row.dataset["key"] ?? "") && !seen.current.has(row.dataset["key"] ?? ""));
    (where === "above" ? waiting[waiting.length - 1] : waiting[0])?.scrollIntoView({ block: "center" });
  };
  return (
    <div class="list-frame">
      <div class="list-region" ref={region} role="region" aria-label={label} tabIndex={0}>{children}</div>
      <div class="list-news" role="status">
        {unseen.above > 0 && <button type="button" data-where="above" onClick={() => show("above")}><Icon name="up" />{t("list.new", { count: unseen.above })}</button>}
        {unseen.below > 0 && <button type="button" data-where="below" onClick={() => show("below")}><Icon name="down" />{t("list.new", { count: unseen.below })}</button>}
      </div>
    </div>
  );
}
