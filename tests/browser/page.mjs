// What both pages have in common: fields, buttons, tables.
import { seen } from "./checks.mjs";

export function field(page, name) {
  return page.locator(`[name="${name}"]`);
}

// What is said to be wrong with a field, in its own box.
export function errorAt(page, name) {
  return page.locator(".field", { has: field(page, name) }).locator(".error");
}

export function focused(page, name) {
  return page.waitForFunction((wanted) => document.activeElement?.getAttribute("name") === wanted, name);
}

export function linkState(page) {
  return page.locator(".link-words, .progress");
}

// By its address on the page; waits for its heading.
export async function openAt(page, address, heading) {
  await page.evaluate((to) => (location.hash = to), address);
  await seen(page.getByRole("heading", { level: 1, name: heading }));
}

export function rows(page) {
  return page.locator("main table tbody tr");
}

export function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

// Waits until so many rows are there, no more and no fewer.
export function countRows(page, wanted) {
  return page.waitForFunction((count) => document.querySelectorAll("main table tbody tr").length === count, wanted);
}
