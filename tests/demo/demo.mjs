// The whole story without a browser: villages record offline, laptops and office exchange what they have, the office
// reviews, a conflict is decided, and at the end every sum agrees. Times are printed, not asserted.
//   SOBAN_HUB=… SOBAN_AGENT=… SOBAN_BUILD_DIR=… node tests/demo/demo.mjs     (./dev demo builds and does that)
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { makeCommune } from './commune.mjs';
import { compareTotals, stopAndVerify } from './end_steps.mjs';
import { cancelAndConfirm, correctReturned, decideConflict, reviewQueue } from './office_steps.mjs';
import { stopAll } from './programs.mjs';
import { step, stepCount, stopwatch, Unexpected } from './report.mjs';
import { beginCommune, comeBack, correctOnBoth, recordOffline, shareRecord } from './village_steps.mjs';

const STORY_SECONDS_MAX = 180; // with sanitizers on a slow machine

const STEPS = [
  ['A demo commune: office, hub, three villages with four laptops', beginCommune],
  ['One record comes to both laptops of a village', shareRecord],
  ['The hub is down; three villages record offline', recordOffline],
  ['Offline, both laptops of a village correct the same record differently', correctOnBoth],
  ['The hub is back; the laptops sync by themselves', comeBack],
  ['The office reviews its queue', reviewQueue],
  ['The village corrects what was returned; the office accepts it', correctReturned],
  ['The conflict is seen by all, and decided by the office', decideConflict],
  ['The village cancels one record and issues a receipt for another', cancelAndConfirm],
  ['All sums agree: office, laptops, script', compareTotals],
  ['All programs stop; every log is as it was written', stopAndVerify],
];

// How the script can end before the story does.
class Interrupted extends Error {}

const interrupted = new Promise((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => reject(new Interrupted(signal)));
  }
  setTimeout(() => {
    reject(new Unexpected('the demo', `to end within ${STORY_SECONDS_MAX} s`, 'it did not'));
  }, STORY_SECONDS_MAX * 1000).unref();
});

async function tellStory(directory) {
  const commune = makeCommune(directory);
  for (const [title, body] of STEPS) await step(title, () => body(commune));
}

if (!process.env.SOBAN_HUB || !process.env.SOBAN_AGENT || !process.env.SOBAN_BUILD_DIR) {
  console.error('SOBAN_HUB, SOBAN_AGENT and SOBAN_BUILD_DIR must be set; ./dev demo does that');
  process.exit(2);
}

const elapsed = stopwatch();
const directory = mkdtempSync(join(process.env.SOBAN_BUILD_DIR, 'demo-'));
try {
  await Promise.race([tellStory(directory), interrupted]);
  rmSync(directory, { recursive: true });
  console.log(`demo: all ${stepCount()} steps as they should be (${elapsed().toFixed(1)} s)`);
} catch (error) {
  await stopAll();
  if (error instanceof Interrupted) {
    rmSync(directory, { recursive: true });
    console.error(`demo: stopped by ${error.message}`);
  } else {
    console.error(error instanceof Unexpected ? `✗ ${error.message}` : error);
    console.error(`demo: not as it should be; data and logs are in ${directory}`);
  }
  process.exitCode = 1;
}
