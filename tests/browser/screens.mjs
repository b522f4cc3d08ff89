// One screen, as a person sees it and as a machine judges it: photographed, nothing sticking out sideways, and no serious or
// critical violation of what axe-core checks, at both sizes, in light and dark.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { laptop, telephone } from "./browser.mjs";
import { assert } from "./checks.mjs";
import { repository } from "./programs.mjs";

const require = createRequire(join(repository, "core/web/package.json"));
const grave = new Set(["serious", "critical"]);

export class Screens {
  files = [];
  #number = 0;

  static async make(directory) {
    return new Screens(directory, await readFile(require.resolve("axe-core/axe.min.js"), "utf8"));
  }

  constructor(directory, axe) {
    this.directory = directory;
    this.axe = axe;
  }

  // Leaves the page as it was: on a laptop, in light, scrolled as before.
  async look(page, name) {
    this.#number += 1;
    const stem = `${String(this.#number).padStart(2, "0")}-${name}`;
    const problems = [];
    const scrolled = await page.evaluate(() => scrollY);
    await page.mouse.move(0, 0);
    for (const size of [laptop, telephone]) {
      await resize(page, size);
      const file = `${stem}-${size.width}x${size.height}.png`;
      await this.#photograph(page, file);
      problems.push(...(await sticksOut(page)).map((what) => `${file}: ${what}`));
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        problems.push(...(await this.#violations(page)).map((what) => `${file}, ${theme}: ${what}`));
      }
      if (size === laptop) await this.#photograph(page, `${stem}-dark.png`);
      await setTheme(page, "light");
    }
    await this.#photographWhole(page, `${stem}-${telephone.width}-whole.png`);
    await resize(page, laptop);
    await page.evaluate((top) => scrollTo(0, top), scrolled);
    assert.equal(problems.length, 0, `\n${problems.join("\n")}`);
  }

  async #photograph(page, file) {
    const path = join(this.directory, file);
    await page.screenshot({ path, animations: "disabled", caret: "initial" });
    this.files.push(path);
  }

  // What a telephone shows only after scrolling.
  async #photographWhole(page, file) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (height <= telephone.height) return;
    await resize(page, { ...telephone, height });
    await this.#photograph(page, file);
  }

  async #violations(page) {
    if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(this.axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    return found.violations
      .filter(({ impact }) => grave.has(impact))
      .flatMap(({ id, impact, nodes }) => nodes.map((node) => `${impact} ${id}: ${node.html} ${node.failureSummary}`));
  }
}

async function resize(page, size) {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width }) => innerWidth === width, size);
  // What was to be in sight stays there: a browser that is made smaller scrolls to what has the focus.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

function setTheme(page, theme) {
  return page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
}

// Elements that make the page wider than the window or must be scrolled sideways, and words cut off at their box.
function sticksOut(page) {
  return page.evaluate(() => {
    const found = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
    for (const element of document.body.querySelectorAll("*")) {
      if (element.clientWidth === 0 || element.scrollWidth <= element.clientWidth + 1) continue;
      const { overflowX, clipPath } = getComputedStyle(element);
      const isHidden = overflowX === "hidden" && clipPath === "none";
      if (isHidden || overflowX === "auto" || overflowX === "scroll")
        found.push(`${element.scrollWidth} wide in ${element.clientWidth}: ${element.outerHTML.slice(0, 200)}`);
    }
    return found;
  });
}
