// What a clerk waits for in the browser with 100,000 contributions that wait: the real hub, its page in Chromium, as `./dev bench page`.
// The table goes to stdout and to docs/benchmarks.md.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, openPage, Watch } from "../browser/browser.mjs";
import { seen } from "../browser/checks.mjs";
import { campaigns, Commune } from "../browser/commune.mjs";
import { logIn } from "../browser/office.mjs";
import { buildDirectory, repository, stopAll } from "../browser/programs.mjs";
import { acceptByKey, framesWhileScrolling } from "../browser/speed.mjs";

const villages = ["NC", "NS", "BU", "PN", "AN", "LH", "LA", "LB", "LC", "TI"]; // of the made-up commune
const recordsOfEach = 10_000;
const records = villages.length * recordsOfEach;
const jumps = 60;
const reviewed = 200;
const wheelTurns = 200;
const furnishMsMax = 300_000;
const pageMsMax = 300;
const minutesMax = 10; // for 1,000 records by keyboard
const frameMsMax = 100; // longer is seen as a stop
const marks = ["<!-- bench-page:begin -->\n", "<!-- bench-page:end -->"];

const formatted = records.toLocaleString("de"); // 100.000, as the page writes it
const sorted = (times) => [...times].sort((a, b) => a - b);
const percentile = (times, share) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))];

// Written in the villages and sent, in gifts that are all different.
async function furnish(commune) {
  await commune.startHub();
  for (const village of villages) {
    const laptop = commune.laptop(`laptop-${village}`);
    await laptop.enrol(await commune.enrolCode(village, "Máy đo"), "Lò Văn Đo");
    await laptop.sync();
    const campaign = await laptop.campaign(campaigns[1].title);
    const households = await laptop.list("household");
    const gift = (_, i) => ({ campaign, household: households[i % households.length].id, amount: String(20_000 + i) });
    await laptop.add(...Array.from({ length: recordsOfEach }, gift));
    await laptop.sync();
  }
}

// The time that each part of the queue took at the browser, from the request's start to its last byte.
function watchPages(page) {
  const times = [];
  page.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/queue") times.push(request.timing().responseEnd);
  });
  return times;
}

// To a place of the list, until its rows are drawn.
async function jumpTimes(page) {
  const times = [];
  for (let i = 0; i < jumps; i++) {
    const row = Math.floor(((i * 37) % jumps) * (records / jumps)) + 2;
    times.push(
      await page.evaluate(async (wanted) => {
        const region = document.querySelector(".list-region");
        const count = Number(document.querySelector("main table").getAttribute("aria-rowcount"));
        const started = performance.now();
        region.scrollTop = ((wanted - 1) / count) * region.scrollHeight;
        const isDrawn = () => {
          const { top, bottom } = region.getBoundingClientRect();
          const rows = [...document.querySelectorAll("main table tbody tr[data-key]")].filter((it) => {
            const place = it.getBoundingClientRect();
            return place.bottom > top && place.top < bottom;
          });
          return rows.length > 5 && rows.some((it) => Math.abs(Number(it.getAttribute("aria-rowindex")) - wanted) < 50);
        };
        do await new Promise(requestAnimationFrame);
        while (!isDrawn());
        return performance.now() - started;
      }, row),
    );
  }
  return times;
}

// Of records that are accepted one after the other.
async function keyTimes(page) {
  await page.locator("h1").focus();
  await page.keyboard.press("j");
  const times = [];
  for (let i = 0; i < reviewed; i++) times.push(await acceptByKey(page));
  return times;
}

async function measure(page, url) {
  await page.goto(url);
  await logIn(page, "vanphong");
  // What was received is safe at once, and enters the lists behind that.
  await seen(page.locator(".screen > header").getByText(`${formatted} bản ghi`, { exact: true }), furnishMsMax);
  const pages = watchPages(page);
  const jumped = await jumpTimes(page);
  const frames = await framesWhileScrolling(page, wheelTurns);
  const parts = [...pages];
  await page.goto(`${url}#/can-duyet?ban=${villages[0]}`);
  await page.locator("main table tr[data-key]").first().waitFor();
  const keys = await keyTimes(page);
  const minutes = (keys.reduce((a, b) => a + b) / keys.length / 60_000) * 1000;
  return [
    [`a part of the list at the browser, p99 of ${parts.length}`, percentile(parts, 0.99), "ms", pageMsMax],
    [`a jump anywhere in the list until its rows are drawn, longest of ${jumps}`, Math.max(...jumped), "ms", pageMsMax],
    ["scrolling by wheel: between two frames, p50", percentile(frames, 0.5), "ms", frameMsMax],
    ["the same, p99", percentile(frames, 0.99), "ms", frameMsMax],
    [`1,000 records accepted by keyboard, each seen first (from ${reviewed})`, minutes, "min", minutesMax],
  ].map(([what, value, unit, target]) => ({ what: `browser, ${records.toLocaleString("en")} waiting: ${what}`, value, unit, target }));
}

function tableOf(lines) {
  const rows = lines.map(({ what, value, unit, target }) => `| ${what} | ${value.toFixed(value < 10 ? 2 : 0)} ${unit} | ≤ ${target} | ${value <= target ? "yes" : "**no**"} |`);
  return ["| what | measured | target | reached |", "|---|---|---|---|", ...rows, ""].join("\n");
}

async function writeDocument(table) {
  const file = join(repository, "docs/benchmarks.md");
  const text = await readFile(file, "utf8");
  const [from, to] = [text.indexOf(marks[0]) + marks[0].length, text.indexOf(marks[1])];
  if (from < marks[0].length || to < from) throw new Error(`${file} has no place for the table`);
  await writeFile(file, text.slice(0, from) + table + text.slice(to));
}

const directory = await mkdtemp(join(buildDirectory, "bench-page-"));
const browser = await launch();
let isReached = false;
try {
  const commune = await Commune.make(directory);
  await furnish(commune);
  const url = await commune.startHub();
  const lines = await measure(await openPage(browser, url, new Watch([/./])), url);
  const table = tableOf(lines);
  console.log(table);
  await writeDocument(table);
  isReached = lines.every(({ value, target }) => value <= target);
} finally {
  await browser.close();
  await stopAll();
  await rm(directory, { recursive: true, force: true });
}
process.exitCode = isReached ? 0 : 1;
