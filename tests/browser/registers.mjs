// Sổ sách: a register says what the records say, counted here once more by hand; as Excel and CSV it is read back; and it comes out
// of a printer with its heads on every page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openPage, Watch } from "./browser.mjs";
import { assert, seen } from "./checks.mjs";
import { day } from "./days.mjs";
import { logIn } from "./office.mjs";
import { field, openAt, rows } from "./page.mjs";
import { a4, hasSize, print } from "./print.mjs";
import { repository } from "./programs.mjs";

const require = createRequire(join(repository, "core/web/package.json"));
const { readSheet } = require("read-excel-file/node");

const a4Lying = { width: a4.height, height: a4.width };
const pageMax = 200;
const shownMax = 100;
const headRow = 4; // above it: who issues it, title, village, days
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const dayHead = "Ngày nộp";
const moneyHead = "Tiền (đ)";
const money = new Set(["FORM_CASH", "FORM_TRANSFER"]);

// Everything of a kind that is not cancelled, as the API lists it to whoever is logged in.
async function recorded(page, kind) {
  const all = await page.evaluate(
    async ({ name, limit }) => {
      const items = [];
      for (let cursor = ""; ; ) {
        const answer = await fetch(`/api/v1/${name}?limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        const list = await answer.json();
        items.push(...list.items);
        cursor = list.next ?? "";
        if (!cursor) return items;
      }
    },
    { name: kind, limit: pageMax },
  );
  return all.filter((it) => it.voided === null);
}

function sumOfMoney(contributions) {
  return contributions.filter(({ form }) => money.has(form)).reduce((sum, it) => sum + Number(it.amount), 0);
}

// The period of the decision that a day belongs to.
function periodOf(date) {
  const [year, month] = date.split("-").map(Number);
  if (month >= 6 && month <= 11) return { year, part: "second", from: `${year}-06-01`, to: `${year}-11-30` };
  const ending = month === 12 ? year + 1 : year;
  return { year: ending, part: "first", from: `${ending - 1}-12-01`, to: `${ending}-05-31` };
}

const dotted = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

async function told(page) {
  await seen(page.locator(".register-sums"));
  return (await page.locator(".register-sums").innerText()).replace(/\s+/g, " ");
}

// Opens a register and waits until it is that one which is shown.
async function open(page, register, title, query = "") {
  await openAt(page, `#/so-sach?so=${register}${query}`, "Sổ sách");
  await seen(page.locator(`.register-preview[aria-label="${title}"]`));
}

async function download(page, label) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: label }).click()]);
  return { name: file.suggestedFilename(), path: await file.path() };
}

const ofContributions = "SỔ THEO DÕI CÁC KHOẢN ĐÓNG GÓP CỦA NHÂN DÂN";

async function preview({ officePage: page, checks, screens }, contributions) {
  await checks.check("office, Sổ sách: from the menu, contributions of this year", page, async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Sổ sách", exact: true }).click();
    await seen(page.locator(`.register-preview[aria-label="${ofContributions}"]`));
    const year = day().slice(0, 4);
    assert.equal(await field(page, "year").inputValue(), year);
    const here = contributions.filter(({ date }) => date.startsWith(year));
    const words = await told(page);
    assert.ok(words.startsWith(`${dotted(here.length)} dòng `), words);
    await screens.look(page, "office-registers");
    return words;
  });
  await checks.check("office, Sổ sách: the rows and sums are those of the records", page, async () => {
    await open(page, "contributions", ofContributions);
    await page.waitForFunction((start) => document.querySelector(".register-sums")?.innerText.startsWith(start), `${dotted(contributions.length)} dòng`);
    const words = await told(page);
    assert.ok(words.includes(`Cộng ${moneyHead}: ${dotted(sumOfMoney(contributions))}`), words);
    assert.equal(await rows(page).count(), Math.min(contributions.length, shownMax));
    return words;
  });
  await checks.check("office, Sổ sách: a village and a period are chosen, and stay in the address", page, async () => {
    const village = "NC";
    const { year, part, from, to } = periodOf(day(-3));
    await field(page, "village").selectOption(village);
    await field(page, "year").selectOption(String(year));
    await field(page, "part").selectOption(part);
    await page.waitForFunction((wanted) => wanted.every((it) => location.hash.includes(it)), [`ban=${village}`, `tu=${from}`, `den=${to}`]);
    const inPeriod = ({ date }) => date >= from && date <= to;
    const here = contributions.filter((it) => it.village === village && inPeriod(it));
    assert.ok(here.length > 0 && here.length < contributions.length);
    const start = `${dotted(here.length)} dòng`;
    await page.waitForFunction((it) => document.querySelector(".register-sums")?.innerText.startsWith(it), start);
    await page.reload();
    await page.waitForFunction((it) => document.querySelector(".register-sums")?.innerText.startsWith(it), start);
    assert.equal(await field(page, "part").inputValue(), part);
    assert.equal(await field(page, "village").inputValue(), village);
    return start;
  });
  await checks.check("office, Sổ sách: only what a register can be narrowed by is asked", page, async () => {
    await page.getByRole("button", { name: "Hộ dân", exact: true }).click();
    await seen(page.locator('.register-preview[aria-label="DANH SÁCH HỘ DÂN"]'));
    assert.equal(await field(page, "campaign").count() + (await field(page, "year").count()), 0);
    assert.ok(!(await page.evaluate(() => location.hash)).includes("tu="));
    const households = (await recorded(page, "household")).filter(
      ({ village, mergedInto, leftOn }) => village === "NC" && !mergedInto && !leftOn,
    );
    const words = await told(page);
    assert.ok(`${words} `.startsWith(`${dotted(households.length)} dòng `), words);
    return words;
  });
}

async function files({ officePage: page, checks }, contributions) {
  await open(page, "contributions", ofContributions);
  await checks.check("office, Sổ sách: as Excel, numbers are numbers and days are days", page, async () => {
    const { name, path } = await download(page, "Tải Excel");
    assert.match(name, /\.xlsx$/);
    const sheet = await readSheet(path);
    assert.equal(sheet[1][0], ofContributions);
    const heads = sheet[headRow];
    const lines = sheet.slice(headRow + 1, headRow + 1 + contributions.length);
    const sum = sheet[headRow + 1 + contributions.length];
    const column = (title) => heads.indexOf(title);
    assert.deepEqual(lines.map((it) => it[0]), contributions.map((_, at) => at + 1));
    assert.ok(lines.every((it) => it[column(dayHead)] instanceof Date));
    const days = lines.map((it) => it[column(dayHead)].toISOString().slice(0, 10));
    assert.deepEqual(days.sort(), contributions.map(({ date }) => date).sort());
    const amounts = lines.map((it) => it[column(moneyHead)]).filter((it) => it !== null);
    assert.ok(amounts.every((it) => typeof it === "number"));
    const wanted = sumOfMoney(contributions);
    assert.equal(amounts.reduce((all, it) => all + it, 0), wanted);
    assert.equal(sum[1], "Cộng");
    assert.equal(sum[column(moneyHead)], wanted);
    return `${name}, ${lines.length} rows`;
  });
  await checks.check("office, Sổ sách: as CSV that Excel reads with its diacritics", page, async () => {
    const { name, path } = await download(page, "Tải CSV");
    assert.match(name, /\.csv$/);
    const bytes = await readFile(path);
    assert.ok(bytes.subarray(0, 3).equals(byteOrderMark));
    const text = bytes.subarray(3).toString();
    assert.ok(text.startsWith('"STT";') && text.split("\r\n")[0].includes(`"${dayHead}"`), text.slice(0, 200));
    assert.equal(text.match(/^\d+;/gm).length, contributions.length);
    return name;
  });
}

async function paper({ officePage: page, checks, screens }, contributions) {
  await checks.check("office, Sổ sách: on A4 across in the form of the commune's books", page, async () => {
    await open(page, "contributions", ofContributions);
    await page.getByRole("link", { name: "In", exact: true }).click();
    await seen(page.locator(".register-paper"));
    await screens.look(page, "office-register-paper");
    const printed = await print(page, screens, "register-contributions");
    hasSize(printed, a4Lying);
    const text = printed.text.replace(/\s+/g, " ");
    const count = `Sổ có ${dotted(contributions.length)} dòng.`;
    for (const words of ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ PẮC NGÀ", count, "NGƯỜI GHI SỔ", "KẾ TOÁN", "CHỦ TỊCH", dotted(sumOfMoney(contributions))])
      assert.ok(text.includes(words), `${words} is not in:\n${printed.text}`);
    return `${printed.pages} pages`;
  });
  await checks.check("office, Sổ sách: a long one has its heads on every page", page, async () => {
    await open(page, "households", "DANH SÁCH HỘ DÂN");
    await page.getByRole("link", { name: "In", exact: true }).click();
    await seen(page.locator(".register-paper"));
    const printed = await print(page, screens, "register-households");
    hasSize(printed, a4Lying);
    assert.ok(printed.pages > 1, `${printed.pages} page`);
    const pages = printed.text.split("\f").slice(0, printed.pages);
    const withRows = pages.filter((it) => /^ *\d+ +\S/m.test(it.replace(/^ *\d+ *$/gm, "")));
    assert.ok(withRows.length > 1);
    for (const it of withRows) assert.ok(/STT/.test(it) && /Chủ hộ/.test(it), `no heads on:\n${it}`);
    assert.match(pages[1], /^\s*2$/m);
    return `${printed.pages} pages`;
  });
}

async function withoutDonors({ browser, officeUrl, checks }) {
  const watch = new Watch([/^401 GET \/api\/v1\/me$/, /^403 GET \/api\/v1\/registers\/contributions$/]);
  const page = await openPage(browser, officeUrl, watch);
  await page.goto(officeUrl);
  await logIn(page, "matran");
  await seen(page.getByRole("heading", { level: 1 }));
  await checks.check("office, Sổ sách: who may not know the donors is not offered them", page, async () => {
    await openAt(page, "#/so-sach", "Sổ sách");
    await seen(page.getByRole("button", { name: "Kiến nghị", exact: true }));
    for (const name of ["Đóng góp", "Hộ dân"]) assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0);
    await openAt(page, "#/so-sach?so=contributions", "Sổ sách");
    await seen(page.getByRole("alert"));
    assert.equal(await page.locator(".register-preview").count(), 0);
    assert.deepEqual(watch.problems, []);
  });
  await page.context().close();
}

export async function walkRegisters(walk) {
  const contributions = await recorded(walk.officePage, "contribution");
  await preview(walk, contributions);
  await files(walk, contributions);
  await paper(walk, contributions);
  await withoutDonors(walk);
}
