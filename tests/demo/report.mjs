// What the demo prints, and how it ends a check that did not come out.
import { inspect, isDeepStrictEqual } from 'node:util';

const POLL_MS = 20;
const POLL_SECONDS_MAX = 30;

export class Unexpected extends Error {
  constructor(what, expected, found) {
    super(`${what}\n  expected: ${shown(expected)}\n  found:    ${shown(found)}`);
  }
}

function shown(value) {
  const text = typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: 100, maxArrayLength: 10 });
  return text.replaceAll('\n', `\n${' '.repeat(12)}`);
}

export function check(what, expected, found) {
  if (!isDeepStrictEqual(found, expected)) throw new Unexpected(what, expected, found);
}

// Reads again and again until it is as expected; how fast the programs are is measured, not asserted.
export async function until(what, expected, read) {
  const deadline = performance.now() + POLL_SECONDS_MAX * 1000;
  for (;;) {
    const found = await read();
    if (isDeepStrictEqual(found, expected)) return;
    if (performance.now() > deadline) {
      throw new Unexpected(`${what} (waited ${POLL_SECONDS_MAX} s)`, expected, found);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

let steps = 0;

export async function step(title, body) {
  steps += 1;
  console.log(`${String(steps).padStart(2)}. ${title}`);
  const elapsed = stopwatch();
  await body();
  tell(`step took ${inSeconds(elapsed())}`);
}

export function stepCount() {
  return steps;
}

export function tell(text) {
  console.log(`    ${text}`);
}

// A function that says how many seconds have gone by since.
export function stopwatch() {
  const started = performance.now();
  return () => (performance.now() - started) / 1000;
}

export function inSeconds(seconds) {
  return `${seconds.toFixed(2)} s`;
}

export function perSecond(count, seconds) {
  return `${grouped(Math.round(count / seconds))} records/s`;
}

// 1234567 → "1.234.567", as Vietnamese writes it.
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '.');
}

export function inKilobytes(bytes) {
  return `${grouped(Math.round(bytes / 1024))} KiB`;
}
