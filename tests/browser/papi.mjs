// Soi chỉ số PAPI: its numbers are those of the records, counted here once more by hand; each chart shows what its table says; years
// without records have no figures; and it comes out of a printer.
import { assert, seen } from "./checks.mjs";
import { day } from "./days.mjs";
import { field, openAt } from "./page.mjs";
import { a4, hasSize, print } from "./print.mjs";

const thisYear = day().slice(0, 4);
const noData = "chưa có số liệu";
const pageMax = 200;

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

const ofThisYear = (date) => date?.slice(0, 4) === thisYear;

// { NC: "3/5" … } and the commune's under "".
function counted(records, isCounted) {
  const numbers = {};
  for (const record of records) {
    for (const key of ["", record.village]) {
      const [part, whole] = (numbers[key] ?? "0/0").split("/").map(Number);
      numbers[key] = `${part + (isCounted(record) ? 1 : 0)}/${whole + 1}`;
    }
  }
  return numbers;
}

// The same as the page has it: by the table's keys, those with figures only.
function shownVillages(page, code) {
  return page.locator(`.indicator[data-code="${code}"] section`).first().evaluate((section) => {
    const numbers = {};
    for (const row of section.querySelectorAll("tbody tr")) {
      const [, part, whole] = [...row.cells].map((cell) => cell.innerText.replaceAll(".", "").trim());
      if (whole !== "0") numbers[row.dataset.key] = `${part}/${whole}`;
    }
    return numbers;
  });
}

async function sameAsByHand(page, code, records, isCounted) {
  const byHand = counted(records, isCounted);
  assert.ok(records.length > 0, `the walk recorded nothing for ${code}`);
  assert.deepEqual(await shownVillages(page, code), byHand);
  const [part, whole] = byHand[""].split("/");
  const result = await page.locator(`.indicator[data-code="${code}"] .indicator-result`).innerText();
  assert.ok(result.startsWith(`${part} trên ${whole} `), result);
  return `${code} ${byHand[""]}`;
}

async function openPapi(page) {
  await openAt(page, "#/papi", "Chỉ số PAPI");
  await seen(page.locator(".indicator"));
}

// Every canvas is drawn when it comes into sight; [what was drawn, what the table beside it says] of each.
async function chartsAndTables(page) {
  const pairs = [];
  for (const figures of await page.locator(".indicator-figures").all()) {
    const canvas = figures.locator("canvas");
    await canvas.scrollIntoViewIfNeeded();
    await figures.locator("canvas[data-values]").waitFor();
    assert.match(await canvas.getAttribute("aria-label"), /^Biểu đồ .+Số liệu ở bảng bên cạnh\.$/);
    const drawn = JSON.parse(await canvas.getAttribute("data-values"));
    const told = await figures.locator("tbody tr td:last-child").allInnerTexts();
    pairs.push([drawn, told]);
  }
  return pairs;
}

async function walkNumbers({ page, checks, screens }) {
  await checks.check("office, Chỉ số PAPI: the menu leads to all eight subjects", page, async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Chỉ số PAPI", exact: true }).click();
    await seen(page.locator(".indicator"));
    assert.equal(await page.locator(".dimension > h2").count(), 8);
    await seen(page.getByText(/PAPI hỏi trực tiếp người dân/));
  });
  await checks.check("office, Chỉ số PAPI: the numbers are those of the records, village by village", page, async () => {
    const contributions = (await recorded(page, "contribution")).filter((it) => ofThisYear(it.date));
    const meetings = (await recorded(page, "meeting")).filter((it) => ofThisYear(it.date) && it.householdsPresent !== undefined);
    const petitions = (await recorded(page, "petition")).filter((it) => ofThisYear(it.receivedOn));
    return [
      await sameAsByHand(page, "voluntary", contributions, (it) => it.voluntary === true),
      await sameAsByHand(page, "quorum", meetings, (it) => it.householdsPresent * 2 > it.householdsInvited),
      await sameAsByHand(page, "petitions_told", petitions.filter((it) => it.answer), (it) => Boolean(it.toldOn)),
      await sameAsByHand(page, "petitions_satisfied", petitions.filter((it) => it.satisfaction), (it) => it.satisfaction === "SATISFACTION_SATISFIED"),
    ].join(", ");
  });
  await checks.check("office, Chỉ số PAPI: every chart shows what its table says", page, async () => {
    const pairs = await chartsAndTables(page);
    for (const [drawn, told] of pairs) {
      const inWords = drawn.map((percent) => (percent === null ? noData : `${String(percent).replace(".", ",")} %`));
      assert.deepEqual(inWords, told.map((text) => text.trim()));
    }
    assert.ok(pairs.length > 8, `${pairs.length} charts`);
    return `${pairs.length} charts`;
  });
  await checks.check("office, Chỉ số PAPI: screen", page, async () => {
    await field(page, "dimension").selectOption("3");
    await page.waitForFunction(() => document.querySelectorAll(".dimension").length === 1);
    await screens.look(page, "office-papi");
  });
}

async function walkChoices({ page, checks, screens }) {
  await checks.check("office, Chỉ số PAPI: a year before the books has no figures, which is not 0 %", page, async () => {
    await openAt(page, "#/papi?nam=2019", "Chỉ số PAPI");
    await seen(page.locator('.indicator[data-code="voluntary"]').getByText(/^… trên … khoản đóng góp .+: chưa có số liệu$/));
    assert.equal(await page.locator("canvas").count(), 0);
    await field(page, "year").selectOption(thisYear);
    await seen(page.locator("canvas"));
  });
  await checks.check("office, Chỉ số PAPI: over the years, of one village", page, async () => {
    const { "": commune, ...villages } = await shownVillages(page, "voluntary");
    const [code, numbers] = Object.entries(villages).find(([, its]) => its !== commune);
    await field(page, "village").selectOption(code);
    const name = await field(page, "village").locator("option:checked").innerText();
    const history = page.locator('.indicator[data-code="voluntary"] section').nth(1);
    await seen(history.getByRole("heading", { name: `Qua các năm: ${name}` }));
    const [, part, whole] = await history.locator("tbody tr").last().locator("td").allInnerTexts();
    assert.equal(`${part}/${whole}`, numbers);
    return `${name} ${numbers}`;
  });
  await checks.check("office, Chỉ số PAPI: what was counted opens the list of it", page, async () => {
    await page.locator('.indicator[data-code="campaigns_agreed"] tbody a').first().click();
    await seen(page.getByRole("heading", { level: 1, name: "Đợt vận động" }));
  });
  await checks.check("office, Chỉ số PAPI: on A4, in light colours, with every chart", page, async () => {
    await openPapi(page);
    const printed = await print(page, screens, "papi");
    hasSize(printed, a4);
    for (const words of ["Chỉ số PAPI", "xã Pắc Ngà, số liệu năm", "Đóng góp được ghi là tự nguyện", "mục II.1.c", "8. Quản trị điện tử"])
      assert.ok(printed.text.includes(words), `${words} is not in:\n${printed.text}`);
    assert.doesNotMatch(printed.text, /Cần duyệt/); // the menu
    assert.equal(await page.locator("canvas:not([data-values])").count(), 0);
    return `${printed.pages} pages`;
  });
}

export async function walkPapi({ officePage: page, checks, screens }) {
  const walk = { page, checks, screens };
  await walkNumbers(walk);
  await walkChoices(walk);
}
