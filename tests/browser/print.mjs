// A page as it comes out of the printer, in the dark theme, which must not show.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "./checks.mjs";
import { run } from "./programs.mjs";

const pointsPerMillimetre = 72 / 25.4;

// Kept beside the screenshots as PDF, and as a picture of its first page.
export async function print(page, screens, name) {
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  const pdf = join(screens.directory, `${name}.pdf`);
  await writeFile(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  await run("pdftoppm", ["-png", "-r", "150", "-singlefile", pdf, join(screens.directory, name)]);
  screens.files.push(pdf, join(screens.directory, `${name}.png`));
  const facts = await run("pdfinfo", [pdf]);
  const [, width, height] = /^Page size: +([\d.]+) x ([\d.]+) pts/m.exec(facts);
  return {
    pages: Number(/^Pages: +(\d+)$/m.exec(facts)[1]),
    width: width / pointsPerMillimetre,
    height: height / pointsPerMillimetre,
    text: await run("pdftotext", ["-layout", pdf, "-"]),
  };
}

export function hasSize({ width, height }, wanted) {
  const fits = Math.abs(width - wanted.width) < 0.5 && Math.abs(height - wanted.height) < 0.5;
  assert.ok(fits, `${width} × ${height} mm`);
}

export const a3 = { width: 297, height: 420 };
export const a4 = { width: 210, height: 297 };
export const a5Lying = { width: 210, height: 148 };
