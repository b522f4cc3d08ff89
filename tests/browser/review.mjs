// Reviewing at speed: what has something to look at comes first, a hundred records by keyboard, a batch that is explained before it
// is accepted, filters that are kept under a name, and a list that is longer than what is drawn of it.
import { laptop, openPage, Watch } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { day } from "./days.mjs";
import { logIn } from "./office.mjs";
import { button, field } from "./page.mjs";
import { acceptByKey, framesWhileScrolling } from "./speed.mjs";

const village = "SL"; // nobody else records there
const donors = 40;
const plain = 280;
const reviewed = 100;
const minutesMax = 10; // for 1,000 records; measured by ./dev bench page
const filterName = "Tiền tròn của Suối Lẹ";

export async function walkReview(walk) {
  const { browser, checks, screens, commune } = walk;
  const url = await commune.startHub();
  const watch = new Watch([/^401 GET \/api\/v1\/me$/]);
  const page = await openPage(browser, url, watch);
  await page.goto(url);
  await logIn(page, "vanphong");
  await seen(page.getByRole("heading", { name: "Cần duyệt" }));
  const gifts = await furnish(page);
  const reviewWalk = { ...walk, page, url, gifts, screens, checks };
  await flagsFirst(reviewWalk);
  await longList(reviewWalk);
  await byKeyboard(reviewWalk);
  await savedFilter(reviewWalk);
  await batch(reviewWalk);
  await checks.check("office, reviewing: no error in the console, no request to another host", page, () => assert.deepEqual(watch.problems, []));
  await page.context().close();
}

// As the office writes down what came on paper: 280 gifts that are all different, and of each doubt one or two.
async function furnish(page) {
  const { date, late } = { date: day(-1), late: day(-60) };
  return page.evaluate(
    async ({ code, title, count, households, on, longAgo }) => {
      const { csrf } = await (await fetch("/api/v1/me")).json();
      const send = async (path, body) => {
        const answer = await fetch(`/api/v1/${path}`, { method: "POST", headers: { "X-CSRF-Token": csrf, "Content-Type": "application/json" }, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
        return answer.json();
      };
      const { items } = await (await fetch("/api/v1/campaign?limit=200")).json();
      const campaign = items.find((it) => it.title === title).id;
      const homes = [];
      for (let i = 0; i < households; i++) homes.push((await send(`household?village=${code}`, { code: String(700 + i), head: `Vì Văn Thứ ${i}` })).id);
      const common = { campaign, form: "FORM_CASH", date: on, voluntary: true };
      const home = (i) => homes[i % homes.length];
      const rows = Array.from({ length: count }, (_, i) => ({ household: home(i), amount: 20_000 + 1_000 * i }));
      await send(`group?village=${code}`, { common, rows });
      const one = async (fields, confirm = "") => (await send(`contribution?village=${code}${confirm}`, { ...common, ...fields })).id;
      return {
        campaign,
        round: await one({ household: home(1), amount: 9_000_000 }),
        late: await one({ household: home(2), amount: 310_000, date: longAgo }),
        twins: [await one({ household: home(3), amount: 555_000 }), await one({ household: home(3), amount: 555_000 }, "&confirm=duplicate")],
      };
    },
    { code: village, title: campaigns[1].title, count: plain, households: donors, on: date, longAgo: late },
  );
}

const queueOf = (url, more = "") => `${url}#/can-duyet?ban=${village}${more}`;
const drawn = (page) => page.locator("main table tbody tr[data-key]");
const chip = (page, group, name) => page.getByRole("group", { name: group, exact: true }).getByRole("button", { name });

async function countIs(page, count) {
  await seen(page.locator(".screen > header").getByText(`${count} bản ghi`, { exact: true }));
}

async function flagsFirst({ page, url, checks, screens, gifts }) {
  await checks.check("office, Cần duyệt: what has something to look at comes first, each with its reason", page, async () => {
    await page.goto(queueOf(url));
    await countIs(page, plain + 4);
    const first = await drawn(page).evaluateAll((all) => all.slice(0, 5).map((it) => ({ key: it.dataset.key, mark: it.querySelector("[data-mark=flagged]")?.innerText ?? "" })));
    assert.deepEqual(first.slice(0, 4).map((it) => it.key), [gifts.round, gifts.late, ...gifts.twins]);
    assert.deepEqual(first.map((it) => it.mark), ["Tròn triệu", "Ngoài thời gian, Ghi muộn", "Giống hệt nhau", "Giống hệt nhau", ""]);
    await page.locator("h1").focus();
    await page.keyboard.press("j");
    await seen(page.locator(".record-body").getByText(/^Số tiền lớn và tròn triệu/));
    await page.keyboard.press("j");
    await seen(page.locator(".record-body").getByText("Ghi vào sổ muộn hơn 30 ngày sau ngày đóng góp"));
    await screens.look(page, "review-flags-first");
    await page.keyboard.press("Escape");
    await chip(page, "Loại", /Giống hệt nhau\s*2/).click();
    await countIs(page, 2);
    await chip(page, "Loại", /Giống hệt nhau/).click();
    await countIs(page, plain + 4);
  });
}

async function longList({ page, url, checks }) {
  await checks.check("office, Cần duyệt: of a long list only a part is drawn, wherever one is in it", page, async () => {
    await page.setViewportSize(laptop);
    await page.goto(queueOf(url));
    await countIs(page, plain + 4);
    assert.equal(await page.locator("main table").getAttribute("aria-rowcount"), String(plain + 5));
    assert.ok((await drawn(page).count()) < 100, "all of it is drawn");
    const started = performance.now();
    await page.locator(".list-region").evaluate((it) => (it.scrollTop = it.scrollHeight));
    await page.locator(`main table tr[aria-rowindex="${plain + 5}"]`).waitFor();
    const jump = performance.now() - started;
    await page.locator(".list-region").evaluate((it) => (it.scrollTop = 0));
    await page.locator('main table tr[aria-rowindex="2"]').waitFor();
    const frames = await framesWhileScrolling(page, 40);
    return `to the end in ${jump.toFixed(0)} ms; scrolling, half of the frames in ${frames[frames.length >> 1].toFixed(0)} ms, the longest ${frames.at(-1).toFixed(0)} ms`;
  });
  await checks.check("office, Cần duyệt: j goes on past the rows that were there at first", page, async () => {
    await page.goto(queueOf(url, "&tim="));
    await countIs(page, plain + 4);
    await page.locator("h1").focus();
    for (let i = 0; i < 125; i++) await page.keyboard.press("j");
    await page.locator('tr[data-selected][aria-rowindex="126"]').waitFor();
    const place = await page.locator("tr[data-selected]").boundingBox();
    assert.ok(place.y > 0 && place.y + place.height <= laptop.height + 1, `the open row is at ${place.y}`);
    await page.keyboard.press("Escape");
  });
}

async function byKeyboard({ page, url, checks, screens }) {
  await checks.check(`office, Cần duyệt: ${reviewed} records by keyboard, each accepted once it is on the screen`, page, async () => {
    await page.goto(queueOf(url));
    await countIs(page, plain + 4);
    await page.locator("h1").focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("j"); // past what has something to look at
    const times = [];
    for (let i = 0; i < reviewed; i++) times.push(await acceptByKey(page));
    await countIs(page, plain + 4 - reviewed);
    const each = times.reduce((a, b) => a + b) / times.length;
    const minutes = (each * 1000) / 60_000;
    await screens.look(page, "review-by-keyboard");
    await page.keyboard.press("Escape");
    return `${each.toFixed(0)} ms from the key to the next record, so 1,000 take ${minutes.toFixed(1)} of ${minutesMax} minutes and leave ${((minutesMax * 60_000) / 1000 - each).toFixed(0)} ms to look at each`;
  });
}

async function savedFilter({ page, url, checks, screens, gifts }) {
  const link = () => page.getByRole("group", { name: "Bộ lọc đã lưu" }).getByRole("link", { name: filterName });
  await checks.check("office, Cần duyệt: a filter is kept under a name, and is there after a reload", page, async () => {
    await page.goto(queueOf(url));
    await chip(page, "Loại", /Tròn triệu\s*1/).click();
    await countIs(page, 1);
    await button(page, "Lưu bộ lọc này").click();
    await field(page, "filter-name").fill(filterName);
    await screens.look(page, "review-save-filter");
    await page.keyboard.press("Enter");
    await seen(page.locator(".toast").getByText(`Đã lưu bộ lọc “${filterName}”.`));
    await seen(link());
    await page.goto(`${url}#/can-duyet`);
    await page.reload();
    await link().click();
    await countIs(page, 1);
    assert.equal(await drawn(page).first().getAttribute("data-key"), gifts.round);
    await screens.look(page, "review-saved-filter");
  });
  await checks.check("office, Cần duyệt: the list's address is copied for a colleague, filter and all", page, async () => {
    await button(page, "Chép địa chỉ danh sách").click();
    await seen(page.locator(".toast").getByText("Đã chép địa chỉ của danh sách này."));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(copied).hash, `#/can-duyet?ban=${village}&loai=round_sum`);
  });
  await checks.check("office, Cần duyệt: a saved filter is removed again", page, async () => {
    await button(page, `Bỏ bộ lọc ${filterName}`).click();
    await gone(link());
    await page.reload();
    await countIs(page, 1);
    assert.equal(await link().count(), 0);
  });
}

async function batch({ page, url, checks, screens }) {
  const left = plain - reviewed;
  await checks.check("office, Cần duyệt: a batch is explained; what has something to look at stays out", page, async () => {
    await page.goto(queueOf(url));
    await countIs(page, left + 4);
    await button(page, "Duyệt theo lô…").click();
    const dialog = page.getByRole("dialog");
    await seen(dialog.getByRole("heading", { name: `Duyệt ${left} bản ghi?` }));
    await seen(dialog.getByText(`Suối Lẹ: ${left}`));
    await seen(dialog.getByText(`${campaigns[1].title}: ${left}`));
    const sum = Array.from({ length: left }, (_, i) => 20_000 + 1_000 * (i + reviewed)).reduce((a, b) => a + b);
    await seen(dialog.getByText(`${String(sum).replace(/\B(?=(\d{3})+$)/g, ".")} đ`));
    await screens.look(page, "review-batch");
    await dialog.getByRole("checkbox", { name: "Duyệt cả 4 bản ghi có điều cần xem hoặc đã hủy" }).check();
    await seen(dialog.getByRole("heading", { name: `Duyệt ${left + 4} bản ghi?` }));
    await screens.look(page, "review-batch-with-flags");
    await dialog.getByRole("checkbox").uncheck();
    await page.keyboard.press("Enter");
    await seen(page.locator(".toast").getByText(`Đã duyệt ${left} bản ghi.`));
    await countIs(page, 4);
    assert.equal(await drawn(page).locator("[data-mark=flagged]").count(), 4);
  });
}
