// Walks through both pages in a real browser against the real programs, as a village head and a clerk would.
//   node tests/browser/run.mjs [--stop]   --stop: at the first check that fails
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { walkAdmin } from "./admin.mjs";
import { walkAgentOffline, walkEnrolment } from "./agent.mjs";
import { walkAgentOnline, walkConflict, walkEnd, walkReturned } from "./agent_online.mjs";
import { walkAnonymous, walkBooks, walkGroup } from "./books.mjs";
import { launch } from "./browser.mjs";
import { Checks, within } from "./checks.mjs";
import { Commune } from "./commune.mjs";
import { walkDesk } from "./desk.mjs";
import { walkOffice } from "./office.mjs";
import { walkOfficeBooks } from "./office_books.mjs";
import { checkGuide } from "./guide.mjs";
import { buildDirectory, repository, stopAll } from "./programs.mjs";
import { walkPapi } from "./papi.mjs";
import { walkProposals } from "./proposals.mjs";
import { walkPublic } from "./public.mjs";
import { walkRegisters } from "./registers.mjs";
import { walkTasks } from "./tasks.mjs";
import { walkReports } from "./reports.mjs";
import { walkReview } from "./review.mjs";
import { Screens } from "./screens.mjs";
import { walkSurveys } from "./surveys.mjs";
import { walkTour } from "./tour.mjs";
import { walkSecurity } from "./security.mjs";
import { furnishSecondVillage, quarrelInSecondVillage } from "./second_village.mjs";

const guide = join(repository, "docs/huong-dan");
const secondsMax = 650; // ctest gives 900, and the last check may take long
const closingSecondsMax = 20;

const screenshots = join(buildDirectory, "screenshots");
await rm(screenshots, { recursive: true, force: true });
await mkdir(screenshots, { recursive: true });
const directory = await mkdtemp(join(buildDirectory, "browser-"));
const checks = new Checks({ secondsMax, screenshots, isToStop: process.argv.includes("--stop") });
let browser;
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopAll().finally(() => process.exit(1)));
try {
  browser = await launch();
  const screens = await Screens.make(screenshots);
  const commune = await Commune.make(directory);
  const walk = { browser, checks, screens, commune };
  try {
    await walkEnrolment(walk);
    await furnishSecondVillage(walk);
    await walkAgentOffline(walk);
    await quarrelInSecondVillage(walk);
    await walkAgentOnline(walk);
    await walkBooks(walk);
    await walkOffice(walk);
    await walkOfficeBooks(walk);
    await walkSecurity(walk);
    await walkProposals(walk);
    await walkPapi(walk);
    await walkSurveys(walk);
    await walkRegisters(walk);
    await walkReports(walk);
    await walkTasks(walk);
    await walkPublic(walk);
    await walkTour(walk);
    await walkReturned(walk);
    await walkDesk(walk);
    await walkConflict(walk);
    await walkGroup(walk);
    await walkAnonymous(walk);
    await walkAdmin(walk);
    await walkReview(walk);
    await walkEnd(walk);
    await checkGuide(walk, guide);
  } finally {
    console.log(`screenshots:\n${screens.files.join("\n")}`);
  }
} catch (error) {
  checks.broken(error);
} finally {
  await within(closingSecondsMax, Promise.resolve(browser?.close())).catch((error) => console.log(`the browser: ${error}`));
  await stopAll();
}
console.log(`${checks.seconds.toFixed(0)} s; data and logs, kept when a check failed: ${directory}`);
const isGood = checks.summary();
if (isGood) await rm(directory, { recursive: true, force: true });
process.exit(isGood ? 0 : 1); // a browser that hangs must not keep it
