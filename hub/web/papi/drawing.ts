// Charts of shares, drawn with chart.js: only the two kinds that are needed come with it. Each is drawn when it comes into
// sight, and all of them before printing; what they show is said on them in words and stands in the table beside them.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartOptions,
  type Plugin,
} from "chart.js";
import { applyTheme } from "@core/theme";
import { percentOf, percentText, type Row } from "./shares";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

export type Kind = "bar" | "line";
type Config = ChartConfiguration<Kind, (number | null)[], string>;
type Colours = { ink: string; muted: string; line: string; accent: string; sheet: string; font: string };

const percentMax = 100;
const tickStep = 25;
const fontPixels = 12;
const gapPixels = 6;
const besidePixels = 52; // the longest bar: "100 %"
const abovePixels = 22; // over the highest point
const printedPixelRatio = 2; // paper shows more than a screen

let isPrinting = false;

function coloursAt(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { ink: colour("ink"), muted: colour("muted"), line: colour("line"), accent: colour("accent"), sheet: colour("sheet"), font: style.fontFamily };
}

// Beside a bar its share, or that there is none; over a point its share.
function words(kind: Kind, rows: Row[], colours: Colours): Plugin<Kind> {
  return {
    id: "words",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${fontPixels}px ${colours.font}`;
      ctx.textBaseline = kind === "bar" ? "middle" : "bottom";
      ctx.textAlign = kind === "bar" ? "left" : "center";
      rows.forEach(({ share }, index) => {
        const at = chart.getDatasetMeta(0).data[index];
        const isThere = share.denominator > 0;
        if (!at || (kind === "line" && !isThere)) return;
        ctx.fillStyle = isThere ? colours.ink : colours.muted;
        if (kind === "bar") ctx.fillText(percentText(share), (isThere ? at.x : chartArea.left) + gapPixels, at.y);
        else ctx.fillText(percentText(share), at.x, at.y - gapPixels);
      });
      ctx.restore();
    },
  };
}

function options(kind: Kind, colours: Colours): ChartOptions<Kind> {
  const font = { family: colours.font, size: fontPixels };
  const share = {
    min: 0,
    max: percentMax,
    ticks: { stepSize: tickStep, maxRotation: 0, color: colours.muted, font, callback: (value: string | number) => `${value} %` },
    grid: { color: colours.line },
    border: { color: colours.line },
  };
  const names = { offset: true, ticks: { color: colours.ink, font, autoSkip: false }, grid: { display: false }, border: { color: colours.muted } };
  return {
    animation: false,
    events: [], // nothing to hover: all of it is written
    maintainAspectRatio: false,
    devicePixelRatio: isPrinting ? printedPixelRatio : window.devicePixelRatio,
    indexAxis: kind === "bar" ? "y" : "x",
    scales: kind === "bar" ? { x: share, y: names } : { x: names, y: share },
    layout: { padding: kind === "bar" ? { right: besidePixels } : { top: abovePixels, right: gapPixels } },
  };
}

function config(kind: Kind, rows: Row[], colours: Colours): Config {
  return {
    type: kind,
    data: {
      labels: rows.map((row) => row.name),
      datasets: [
        {
          data: rows.map((row) => percentOf(row.share) ?? null),
          // The commune's bar stands out from those of its villages.
          backgroundColor: kind === "bar" ? rows.map(({ key }) => (key ? colours.accent : colours.ink)) : colours.sheet,
          borderColor: colours.accent,
          borderWidth: kind === "bar" ? 0 : 2,
          pointRadius: 4,
          maxBarThickness: 16,
        },
      ],
    },
    options: options(kind, colours),
    plugins: [words(kind, rows, colours)],
  };
}

const axisPixels = 34;
const rowPixels = { screen: 26, paper: 19 };
const paperWidth = "80mm"; // as the column of Papi.css
const paperLineHeight = "34mm";

class Drawing {
  #chart: Chart<Kind, (number | null)[], string> | undefined;

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly kind: Kind,
    readonly rows: Row[],
  ) {
    this.#makeRoom();
  }

  // chart.js fills the box around it. A bar has its own height, however many there are.
  #makeRoom(): void {
    const box = this.canvas.parentElement;
    if (!box) return;
    const barsHeight = this.rows.length * (isPrinting ? rowPixels.paper : rowPixels.screen) + axisPixels;
    const lineHeight = isPrinting ? paperLineHeight : "";
    box.style.width = isPrinting ? paperWidth : "";
    box.style.height = this.kind === "bar" ? `${barsHeight}px` : lineHeight;
  }

  paint(): void {
    this.destroy();
    this.#makeRoom();
    this.#chart = new Chart(this.canvas, config(this.kind, this.rows, coloursAt(this.canvas)));
    this.canvas.dataset["values"] = JSON.stringify(this.#chart.data.datasets[0]?.data); // what was drawn, for tests
  }

  repaint(): void {
    if (this.#chart) this.paint();
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }
}

const drawings = new Map<Element, Drawing>();

const inSight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      drawings.get(target)?.paint();
    }
  },
  { rootMargin: "300px" },
);

// Returns what takes it away again.
export function drawWhenSeen(canvas: HTMLCanvasElement, kind: Kind, rows: Row[]): () => void {
  const drawing = new Drawing(canvas, kind, rows);
  drawings.set(canvas, drawing);
  inSight.observe(canvas);
  return () => {
    inSight.unobserve(canvas);
    drawings.delete(canvas);
    drawing.destroy();
  };
}

new MutationObserver(() => drawings.forEach((drawing) => drawing.repaint())).observe(document.documentElement, { attributeFilter: ["data-theme"] });

// On paper the light colours, whatever the screen has.
addEventListener("beforeprint", () => {
  isPrinting = true;
  document.documentElement.dataset["theme"] = "light";
  drawings.forEach((drawing) => drawing.paint());
});
addEventListener("afterprint", () => {
  isPrinting = false;
  applyTheme();
  drawings.forEach((drawing) => drawing.repaint());
});
