// Chromium, and pages that are watched: what they ask for, what fails, what they write to the console.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cameraFlags } from "./camera.mjs";
import { repository } from "./programs.mjs";

const require = createRequire(join(repository, "core/web/package.json"));
const { chromium } = require("playwright-core");

const waitMsMax = 10_000;
export const laptop = { width: 1366, height: 768 };
export const telephone = { width: 360, height: 740 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.SOBAN_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...cameraFlags,
    ],
  });
}

// A browser of its own, with nothing remembered, and one page in it.
export async function openPage(browser, origin, watch) {
  const context = await browser.newContext({
    viewport: laptop,
    ignoreHTTPSErrors: true, // the hub's certificate is its own
    locale: "vi-VN",
    permissions: ["clipboard-read", "clipboard-write", "camera"],
  });
  context.setDefaultTimeout(waitMsMax);
  const page = await context.newPage();
  watch.follow(page, origin);
  return page;
}

const ownSchemes = new Set(["data:", "blob:", "about:"]);

// What must not happen on a page; `expected` are answers like "401 GET /api/v1/me" that belong to the story.
export class Watch {
  problems = [];
  isProgramOff = false; // while it is, that it can't be reached is no problem

  constructor(expected) {
    this.expected = expected;
  }

  follow(page, origin) {
    const own = new URL(origin).origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== own && !ownSchemes.has(url.protocol)) this.#add(`asks another host: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      const { pathname } = new URL(response.url());
      const what = `${response.status()} ${response.request().method()} ${pathname}`;
      if (!this.expected.some((pattern) => pattern.test(what))) this.#add(what);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (why === "net::ERR_ABORTED" || this.isProgramOff) return; // left the page, or nobody there
      this.#add(`${why} ${request.method()} ${request.url()}`);
    });
    page.on("console", (message) => {
      // Answers are judged above, where their address is known.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        this.#add(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#add(`not caught: ${error.stack ?? error}`));
  }

  #add(problem) {
    this.problems.push(problem);
  }
}

// Bytes of everything the first visit brings, as they came over the wire with their headers.
export async function weighFirstLoad(browser, origin, isThere) {
  const context = await browser.newContext({ viewport: laptop, ignoreHTTPSErrors: true });
  context.setDefaultTimeout(waitMsMax);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  let files = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    files += 1;
  });
  await page.goto(origin, { waitUntil: "load" });
  await isThere(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await context.close();
  return { bytes, files };
}

const firstLoadBytesMax = 150 * 1024;

export function small({ bytes, files }) {
  const words = `${(bytes / 1024).toFixed(1)} KB over the wire in ${files} answers, of 150 KB`;
  assert.ok(bytes <= firstLoadBytesMax && files > 3, words);
  return words;
}

// Notes every text that what `selector` finds shows from now on; the function returned gives them, in order.
export async function watchTexts(page, selector) {
  await page.evaluate((wanted) => {
    const texts = [];
    const note = () => {
      const text = document.querySelector(wanted)?.innerText;
      if (text && texts[texts.length - 1] !== text) texts.push(text);
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    window.sobanTexts = texts;
  }, selector);
  return () => page.evaluate(() => window.sobanTexts);
}
