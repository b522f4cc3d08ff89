// The last steps: do all sums agree, and are all logs as they were written?
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { sumsOf } from './giving.mjs';
import { check, grouped, inKilobytes, inSeconds, stopwatch, tell, until } from './report.mjs';
import { untilLevel } from './village_steps.mjs';

const KINDS = ['campaign', 'household', 'contribution', 'receipt', 'review'];

// ---- 10: totals -----------------------------------------------------------------------------------------------

export async function compareTotals({ office, villages, laptops }) {
  await untilLevel(laptops);
  for (const village of villages) {
    const own = village.ledger.sums();
    for (const side of [office, ...village.laptops.map((laptop) => laptop.api)]) {
      await until(`sums of ${village.name} at ${side.url}`, own, async () => {
        return sumsOf((await side.get(`totals?village=${village.code}`)).items);
      });
    }
    tell(`${village.name}: ${own.records} records, ${grouped(own.money)} đ, ${grouped(own.value)} đ in kind`);
  }
  const { sum } = await office.get('totals');
  tell(`the office: ${grouped(sum.records)} records, ${grouped(sum.money)} đ, ${grouped(sum.value)} đ in kind`);
}

// ---- 11: stop, verify, rebuild --------------------------------------------------------------------------------

export async function stopAndVerify({ hub, laptops }) {
  const elapsed = stopwatch();
  await Promise.all([hub, ...laptops].map((store) => store.stop()));
  tell(`the hub and all four agents ended with exit code 0 in ${inSeconds(elapsed())}`);
  for (const store of [hub, ...laptops]) await verify(store);
  const [first, second] = laptops; // of the same village
  const lists = await listAll(first);
  checkLists(`on ${second.name} as on ${first.name}`, lists, await listAll(second));
  await rebuild(first);
  checkLists(`on ${first.name} after rebuild`, lists, await listAll(first));
  tell(`${first.name} and ${second.name} list the same; so does what was made anew`);
}

async function verify(store) {
  const elapsed = stopwatch();
  const { ok, logs, bad } = await store.runJson(['verify']);
  check(`verify of ${store.data}`, { ok: true, bad: [] }, { ok, bad });
  tell(`${store.name}: ${logs} logs verified in ${inSeconds(elapsed())}; ${inKilobytes(sizeOf(store.data))} on disk`);
}

function sizeOf(directory) {
  return readdirSync(directory).reduce((total, name) => total + statSync(join(directory, name)).size, 0);
}

async function rebuild(laptop) {
  const elapsed = stopwatch();
  await laptop.run(['rebuild']);
  tell(`${laptop.name}: made anew from its logs in ${inSeconds(elapsed())}`);
}

function listAll(laptop) {
  return Promise.all(KINDS.map((kind) => laptop.run(['list', kind, '--json'])));
}

function checkLists(where, expected, found) {
  for (const [index, kind] of KINDS.entries()) check(`list ${kind} ${where}`, expected[index], found[index]);
}
