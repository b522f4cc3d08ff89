// Named checks, one after the other: each prints a line, and a failure does not keep the next from running.
import { strict as assert } from "node:assert";
import { join } from "node:path";

const secondMs = 1000;

const checkSecondsMax = 180; // one may wait two minutes for the next try of a laptop

class Stop extends Error {}

// A page that hangs answers nothing, and the browser waits for ever for some of its answers.
export function within(seconds, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`took more than ${seconds} s`)), seconds * secondMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class Checks {
  #passed = 0;
  #failed = 0;
  #started = performance.now();

  // After `secondsMax` what is left is not begun any more, so that the last line is always printed.
  constructor({ secondsMax, screenshots, isToStop }) {
    this.secondsMax = secondsMax;
    this.screenshots = screenshots;
    this.isToStop = isToStop; // at the first failure, for who is looking for its cause
  }

  get seconds() {
    return (performance.now() - this.#started) / secondMs;
  }

  // `body` may return words to print beside the name. `page` is photographed when it fails.
  async check(name, page, body) {
    try {
      if (this.seconds > this.secondsMax) throw new Error(`not begun: ${this.secondsMax} s are over`);
      const words = await within(checkSecondsMax, body());
      this.#passed += 1;
      console.log(`ok      ${name}${words ? `: ${words}` : ""}`);
    } catch (error) {
      this.#note(name, error);
      await this.#photograph(page);
      if (this.isToStop) throw new Stop();
    }
  }

  // What went wrong between two checks, so that the rest could not be begun.
  broken(error) {
    if (!(error instanceof Stop)) this.#note("the walk itself", error);
  }

  #note(name, error) {
    this.#failed += 1;
    console.log(`FAILED  ${name}`);
    console.log(`        ${String(error?.stack ?? error).replaceAll("\n", "\n        ")}`);
  }

  async #photograph(page) {
    if (!page || page.isClosed()) return;
    const path = join(this.screenshots, `failure-${this.#failed}.png`);
    await page.screenshot({ path }).then(
      () => console.log(`        see ${path}`),
      () => undefined,
    );
  }

  // The last line; true when all passed.
  summary() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0;
  }
}

// Waits until `locator` is there, and gives its text.
export async function seen(locator, timeout) {
  await locator.first().waitFor({ state: "visible", timeout });
  return (await locator.first().innerText()).trim();
}

export async function gone(locator, timeout) {
  await locator.first().waitFor({ state: "hidden", timeout });
}

export { assert };
