// The clerk's page: logging in and the queue.
import { openPage, small, Watch, weighFirstLoad } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { campaigns, users } from "./commune.mjs";
import { button, countRows, errorAt, field, rows } from "./page.mjs";
import { seePhotosAtOffice } from "./photos.mjs";
import { quarrel } from "./second_village.mjs";

// Answers that belong to the story.
const expected = [
  /^401 GET \/api\/v1\/(me|events|villages|users)$/, // nobody is logged in, or not any more
  /^401 POST \/api\/v1\/login$/, // the wrong password
  /^400 POST \/api\/v1\/bundle$/, // a file that is none
];

export async function logIn(page, name, password = users[name].password) {
  await field(page, "username").fill(name);
  await field(page, "password").fill(password);
  await page.keyboard.press("Enter");
}

function pane(page) {
  return page.locator(".record-body");
}

export async function walkOffice(walk) {
  const { browser, checks, screens, commune } = walk;
  walk.officeUrl = commune.hubServer.url;
  walk.officeWatch = new Watch(expected);
  const page = await openPage(browser, walk.officeUrl, walk.officeWatch);
  walk.officePage = page;
  await page.goto(walk.officeUrl);
  await checks.check("office, log in: what is missing is said at each field", page, async () => {
    await seen(page.getByText("Văn phòng xã Pắc Ngà"));
    await button(page, "Đăng nhập").click();
    await seen(errorAt(page, "username").getByText("Mục này cần được ghi."));
    await seen(errorAt(page, "password").getByText("Mục này cần được ghi."));
  });
  await checks.check("office, log in: a wrong password says so", page, async () => {
    await logIn(page, "vanphong", "khong dung");
    await seen(page.getByText("Tên hoặc mật khẩu không đúng."));
    await screens.look(page, "office-login");
  });
  await checks.check("office, log in: with the right one the queue is there", page, async () => {
    await logIn(page, "vanphong");
    await seen(page.getByRole("heading", { name: "Cần duyệt" }));
    await countRows(page, 21); // 14 of Lừm Thượng A, 5 and 2 cancelled of Nong Cóc
    await seen(page.locator(".menu .badge").getByText("21"));
  });
  await checks.check("office, Cần duyệt: screen", page, () => screens.look(page, "office-queue"));
  await checks.check("office: the first load is small", page, async () => {
    const isThere = (fresh) => seen(fresh.getByRole("button", { name: "Đăng nhập" }));
    return small(await weighFirstLoad(browser, walk.officeUrl, isThere));
  });
  await seePhotosAtOffice(walk);
  await seeLive(walk);
  await filter(walk);
  await reviewByKeyboard(walk);
  await acceptMany(walk);
  await giveBack(walk);
  await decide(walk);
}

async function seeLive({ officePage: page, checks, laptop, households, second }) {
  await checks.check("office, Cần duyệt: a record added at the village appears without a reload", page, async () => {
    await laptop.add({ household: households[5].id, campaign: second.flood, amount: "123000", note: "ghi bằng lệnh" });
    await seen(rows(page).filter({ hasText: households[5].head }).getByText("123.000 đ"));
    await seen(page.locator(".menu .badge").getByText("22"));
  });
}

function chip(page, group, name) {
  return page.getByRole("group", { name: group, exact: true }).getByRole("button", { name });
}

async function filter({ officePage: page, checks, screens, households }) {
  await checks.check("office, Cần duyệt: filter by village and by campaign, with counts", page, async () => {
    await chip(page, "Bản", /Nong Cóc\s*8/).click();
    await countRows(page, 8);
    await chip(page, "Bản", /Nong Cóc/).click();
    await countRows(page, 22);
    await chip(page, "Đợt", new RegExp(`${campaigns[1].title}\\s*5`)).click();
    await countRows(page, 5);
    await screens.look(page, "office-queue-filtered");
    await page.reload();
    await countRows(page, 5);
    await chip(page, "Đợt", campaigns[1].title).click();
    await countRows(page, 22);
  });
  await checks.check("office, Cần duyệt: search without accents, reached with /", page, async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("tra not sau tet");
    await countRows(page, 1);
    await seen(rows(page).getByText(households[3].head));
    await field(page, "search").fill("");
    await countRows(page, 22);
  });
  await checks.check("office, Cần duyệt: what needs a closer look has its own chips", page, async () => {
    await chip(page, "Loại", /Hai nội dung khác nhau\s*1/).click();
    await countRows(page, 1);
    await chip(page, "Loại", /Có điều cần xem/).click();
    await seen(rows(page).locator("[data-mark=flagged]"));
    await chip(page, "Loại", /Có điều cần xem/).click();
    await countRows(page, 22);
  });
}

async function opened(page) {
  await page.locator("tr[data-selected]").waitFor();
  return page.locator("tr[data-selected]").getAttribute("data-key");
}

async function reviewByKeyboard({ officePage: page, checks, screens }) {
  await checks.check("office, Cần duyệt: j and k go through the list, the record is at its side", page, async () => {
    await page.locator("h1").focus();
    const keys = await rows(page).evaluateAll((all) => all.map((it) => it.dataset.key));
    await page.keyboard.press("j");
    assert.equal(await opened(page), keys[0]);
    await page.keyboard.press("j");
    await page.locator(`tr[data-selected][data-key="${keys[1]}"]`).waitFor();
    await page.keyboard.press("k");
    await page.locator(`tr[data-selected][data-key="${keys[0]}"]`).waitFor();
    await seen(pane(page).locator(".history li"));
    await screens.look(page, "office-queue-record");
  });
  await checks.check("office, Cần duyệt: d accepts and opens the next", page, async () => {
    const inConflict = page.locator("tr[data-selected] [data-status=conflict]");
    do await page.keyboard.press("j");
    while (await inConflict.count());
    await page.locator("tr[data-selected]:not(:first-child)").waitFor();
    await seen(pane(page).getByText("Chưa duyệt").or(pane(page).getByText("Xã đã nhận")));
    const before = await opened(page);
    const total = await rows(page).count();
    const name = await seen(pane(page).locator(".given"));
    await page.keyboard.press("d");
    await seen(page.locator(".toast").getByText(/^Đã duyệt: /));
    assert.ok((await seen(page.locator(".toast"))).includes(name));
    await countRows(page, total - 1);
    await page.waitForFunction((id) => document.querySelector("tr[data-selected]")?.dataset.key !== id, before);
    assert.ok(await opened(page));
  });
  await checks.check("office, Cần duyệt: ? shows the keys", page, async () => {
    await page.keyboard.press("?");
    await seen(page.getByRole("dialog").getByText("Bản ghi sau"));
    await screens.look(page, "office-keys");
    await page.keyboard.press("Escape");
    await gone(page.getByRole("dialog"));
  });
}

async function acceptMany({ officePage: page, checks, screens }) {
  await checks.check("office, Cần duyệt: many at once, after a question that says how much", page, async () => {
    await chip(page, "Bản", /Lừm Thượng A/).click();
    await page.waitForFunction(() => [...document.querySelectorAll("main table tbody tr")].every((it) => it.textContent.includes("Lừm Thượng A")));
    const total = await rows(page).count();
    await page.getByRole("checkbox", { name: "Đánh dấu tất cả" }).check();
    await rows(page).filter({ has: page.locator("[data-mark=flagged]") }).first().getByRole("checkbox").uncheck();
    await seen(page.getByText(`Đã đánh dấu ${total - 1} bản ghi`));
    await screens.look(page, "office-queue-ticked");
    await page.getByRole("group", { name: "Các bản ghi đã đánh dấu" }).getByRole("button", { name: /^Duyệt \d+ bản ghi/ }).click();
    await seen(page.getByRole("dialog").getByText(new RegExp(`${total - 1} bản ghi, tiền mặt và chuyển khoản [\\d.]+ đ`)));
    await screens.look(page, "office-accept-many");
    await page.keyboard.press("Enter");
    await seen(page.getByText("có hai nội dung khác nhau, cần chọn trước."));
    await screens.look(page, "office-skipped");
    await countRows(page, 2); // the one left out, and the one in conflict
    return `${total - 2} accepted, 1 skipped`;
  });
}

async function giveBack(walk) {
  const { officePage: page, officeUrl, checks, screens, households } = walk;
  walk.returned = { household: households[1], comment: "Ghi rõ góp đợt nào" };
  await checks.check("office, Trả lại: needs its comment, by t", page, async () => {
    await page.goto(officeUrl);
    await rows(page).getByRole("link", { name: households[1].head }).click();
    await seen(pane(page).locator(".history").getByText("ghi nhầm"));
    await screens.look(page, "office-queue-corrected");
    await page.keyboard.press("t");
    await seen(page.getByRole("dialog").getByText("Trưởng bản sẽ đọc lời này rồi sửa lại."));
    await page.keyboard.press("Enter");
    await seen(page.getByRole("dialog").locator(".error").getByText("Mục này cần được ghi."));
    await screens.look(page, "office-return");
    await field(page, "reason").fill(walk.returned.comment);
    await page.keyboard.press("Enter");
    await seen(page.locator(".toast").getByText(/^Đã trả lại: /));
    await gone(rows(page).filter({ hasText: households[1].head }));
  });
}

async function decide({ officePage: page, officeUrl, checks, screens, second }) {
  await checks.check("office: a conflict shows both values side by side, with who, when, on which machine", page, async () => {
    await page.goto(`${officeUrl}#/can-duyet?loai=conflict`);
    await rows(page).locator(".donor").first().click();
    await seen(pane(page).getByText("Có hai nội dung khác nhau", { exact: true }));
    const sides = pane(page).locator(".sides label");
    await seen(sides.filter({ hasText: quarrel.first }).getByText(/Mùa A Chống ghi trên Máy trưởng bản/));
    await seen(sides.filter({ hasText: quarrel.second }).getByText(/Sồng Thị Mỷ ghi trên Máy của bản/));
    const [left, right] = await Promise.all([sides.nth(0).boundingBox(), sides.nth(1).boundingBox()]);
    assert.ok(left.y === right.y && left.x + left.width <= right.x, "not side by side");
    assert.equal(await button(page, "Duyệt").count(), 0);
    await screens.look(page, "office-conflict");
  });
  await checks.check("office: the conflict is decided with a reason, and the record can be accepted", page, async () => {
    await pane(page).getByRole("radio", { name: new RegExp(quarrel.second.replaceAll(".", "\\.")) }).check();
    await field(page, "decision").fill("bản báo qua điện thoại");
    await button(page, "Chọn các giá trị này").click();
    await seen(page.locator(".toast").getByText("Đã lưu lựa chọn."));
    await seen(pane(page).locator(".given").getByText(quarrel.second));
    await seen(pane(page).locator(".history li[data-step=decided]"));
    await page.keyboard.press("d");
    await seen(page.locator(".toast").getByText(/^Đã duyệt: /));
    await second.laptops[1].sync();
  });
}
