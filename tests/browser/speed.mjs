// How long a clerk waits: measured by the walk through the pages and by the bench.
import { seen } from "./checks.mjs";

// How far the frames are apart while the wheel is turned over the list, in ms.
export async function framesWhileScrolling(page, turns) {
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const note = (now) => {
      window.frames_?.push(now - last);
      last = now;
      if (window.frames_) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const region = await page.locator(".list-region").boundingBox();
  await page.mouse.move(region.x + region.width / 2, region.y + region.height / 2);
  for (let i = 0; i < turns; i++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
  return page.evaluate(() => {
    const frames = window.frames_.sort((a, b) => a - b);
    delete window.frames_;
    return frames;
  });
}

// Accepts the record that is open and was seen with its history; gives the ms from the key until the next one is there like it.
export async function acceptByKey(page) {
  await seen(page.locator(".record-body .history li"));
  const before = await page.evaluate(() => document.querySelector("tr[data-selected]")?.dataset.key);
  const started = performance.now();
  await page.keyboard.press("d");
  await page.waitForFunction((key) => {
    const now = document.querySelector("tr[data-selected]")?.dataset.key;
    return now && now !== key && document.querySelector(".record-body .history li");
  }, before);
  return performance.now() - started;
}
