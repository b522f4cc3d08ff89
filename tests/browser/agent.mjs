// The village head's page: from a machine that nobody knows yet to records that wait for the office.
import { readFile } from "node:fs/promises";
import { openPage, small, Watch, weighFirstLoad } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { day, written } from "./days.mjs";
import { Keys } from "./keys.mjs";
import { button, countRows, errorAt, field, focused, linkState, rows } from "./page.mjs";
import { choosePhotos, seePhotos } from "./photos.mjs";
import { walkReceipt } from "./receipt.mjs";
import { easyToFind, fold, partOf } from "./words.mjs";

const author = "Lò Văn Pọm";

// Answers that belong to the story.
const expected = [
  /^40[03] POST \/api\/v1\/enrol$/, // wrong codes
  /^503 POST \/api\/v1\/enrol$/, // the office is not in reach
  /^404 GET \/api\/v1\/drafts\//, // no draft yet
  /^409 POST \/api\/v1\/contribution$/, // the duplicate
  /^40[03] POST \/api\/v1\/bundle$/, // files that are no reply
  /^40[034] GET \/api\/v1\/receipt-check$/, // a code that was changed
  /^400 POST \/api\/v1\/records\/[^/]+\/amend$/, // more votes than households
];

// ---- Enrolment ------------------------------------------------------------------------------------------------------

export async function walkEnrolment(walk) {
  const { browser, checks, screens, commune } = walk;
  const hubUrl = await commune.startHub();
  const code = await commune.enrolCode("NC", "Máy trưởng bản");
  walk.laptop = commune.laptop("nong-coc");
  walk.secondLaptop = commune.laptop("nong-coc-2");
  walk.agentUrl = await walk.laptop.serve();
  walk.agentWatch = new Watch(expected);
  const page = await openPage(browser, walk.agentUrl, walk.agentWatch);
  walk.agentPage = page;
  await page.goto(walk.agentUrl);

  await checks.check("agent, enrol: an empty form says at each field that it is needed", page, async () => {
    await button(page, "Đăng ký máy này").click();
    await seen(errorAt(page, "code").getByText("Mục này cần được ghi."));
    await seen(errorAt(page, "author").getByText("Mục này cần được ghi."));
    await focused(page, "code");
  });
  await checks.check("agent, enrol: a mistyped code is refused beside the field, with what to do", page, async () => {
    await field(page, "code").click();
    await page.keyboard.type(mistyped(code));
    await page.keyboard.press("Tab");
    await page.keyboard.type(author);
    await page.keyboard.press("Enter");
    await seen(errorAt(page, "code").getByText("Mã chưa đúng. Hãy xem lại từng chữ, hoặc dán lại cả mã."));
    await focused(page, "code");
    assert.equal(await field(page, "author").inputValue(), author);
  });
  await checks.check("agent, enrol: screen", page, () => screens.look(page, "agent-enrol"));
  await checks.check("agent, enrol: without the office in reach it says so and keeps what was typed", page, async () => {
    await commune.stopHub();
    await retype(page, code);
    await seen(page.getByText("Chưa liên lạc được với xã. Hãy kiểm tra mạng rồi thử lại; chưa có gì bị mất."));
    assert.equal(await field(page, "code").inputValue(), code);
    assert.equal(await commune.startHub(), hubUrl);
  });
  await checks.check("agent, enrol: a code used before is refused beside the field", page, async () => {
    const used = await commune.enrolCode("NC", "Máy phó bản");
    await walk.secondLaptop.enrol(used, "Quàng Thị Hoa");
    await retype(page, used);
    await seen(errorAt(page, "code").getByText("Mã này đã dùng rồi. Hãy xin Văn phòng xã mã mới."));
  });
  await checks.check("agent, enrol: the typed code makes the machine one of the village", page, async () => {
    await retype(page, code.toLowerCase().replaceAll("-", " "));
    await seen(page.getByRole("heading", { name: "Hôm nay" }));
    await seen(page.getByText("bản Nong Cóc, xã Pắc Ngà"));
  });
  await checks.check("agent, Làm quen: on made-up data the first steps are told, and can be skipped", page, async () => {
    const tour = page.getByRole("region", { name: "Làm quen" });
    await seen(tour.getByText("Làm quen, bước 1/6:"));
    await screens.look(page, "agent-tour");
    await tour.getByRole("button", { name: "Bỏ qua" }).click();
    await gone(tour);
    await page.reload();
    await seen(page.getByRole("heading", { name: "Hôm nay" }));
    assert.equal(await tour.count(), 0);
  });
  await checks.check("agent, Hôm nay: what the office has comes by itself, until “Đã gửi hết”", page, () =>
    seen(linkState(page).getByText(/^Đã gửi hết, lúc \d\d:\d\d hôm nay\.$/)),
  );
  await checks.check("agent, Hôm nay: screen with nothing recorded", page, () => screens.look(page, "agent-today-empty"));
  await checks.check("agent: the first load is small", page, async () => {
    const isThere = (fresh) => seen(fresh.getByRole("heading", { name: "Hôm nay" }));
    return small(await weighFirstLoad(browser, walk.agentUrl, isThere));
  });
}

// One character that is another one of the code's alphabet.
function mistyped(code) {
  return (code.startsWith("0") ? "1" : "0") + code.slice(1);
}

async function retype(page, code) {
  await field(page, "code").fill("");
  await field(page, "code").click();
  await page.keyboard.type(code);
  await button(page, "Đăng ký máy này").click();
}

// ---- Recording without the office -----------------------------------------------------------------------------------

export async function walkAgentOffline(walk) {
  walk.households = easyToFind(await walk.laptop.list("household"));
  assert.ok(walk.households.length >= 6);
  await walk.commune.stopHub();
  await recordByKeyboard(walk);
  await undo(walk);
  await keepDraft(walk);
  await askAboutDuplicate(walk);
  await sayWhatIsWrong(walk);
  await choosePhotos(walk);
  await recordOtherForms(walk);
  await walkList(walk);
  await seePhotos(walk);
  await correct(walk);
  await cancel(walk);
  await walkOtherScreens(walk);
  await walkReceipt(walk);
  await sayHowManyWait(walk);
}

function saved(page) {
  return seen(page.locator(".toast").getByText("Đã lưu trên máy này."));
}

function justRecorded(page, household) {
  return page.locator(".just-recorded li", { hasText: household.head });
}

async function recordByKeyboard({ agentPage: page, checks, screens, households }) {
  const [first, second] = households;
  await checks.check("agent, Ghi đóng góp: the first, by keyboard alone", page, async () => {
    const keys = new Keys(page);
    await keys.press("F2");
    await focused(page, "campaign");
    await keys.type("l"); // Làm sân …
    await keys.press("Enter");
    await keys.type(partOf(first));
    await keys.press("Enter", "Enter", "Enter"); // takes the household; to the form; to the amount
    await focused(page, "amount");
    await keys.type("1tr2");
    await seen(page.getByText("1.200.000 đ · Một triệu hai trăm nghìn đồng"));
    await keys.press("Control+Enter");
    await saved(page);
    await seen(justRecorded(page, first).getByText("1.200.000 đ"));
    return keys.words;
  });
  await checks.check("agent, Ghi đóng góp: the next, with campaign, form and day remembered", page, async () => {
    const keys = new Keys(page);
    await focused(page, "household");
    await keys.type(partOf(second));
    await keys.press("Enter", "Enter", "Enter");
    await focused(page, "amount");
    await keys.type("200k");
    await keys.press("Enter", "Enter", "Enter", "Enter", "Enter"); // day, note, voluntary, receipt, the button
    await keys.press("Enter");
    await seen(justRecorded(page, second).getByText(/^\D*200\.000 đ$/));
    return keys.words;
  });
  await checks.check("agent, Ghi đóng góp: screen after two", page, () => screens.look(page, "agent-record-next"));
}

async function typeGift(page, household, amount) {
  await page.keyboard.press("F2");
  await focused(page, "household");
  await page.keyboard.type(partOf(household));
  await seen(page.getByRole("option").filter({ hasText: household.head }));
  await page.keyboard.press("Enter");
  await field(page, "amount").fill(amount);
}

async function undo({ agentPage: page, checks, households }) {
  await checks.check("agent, Ghi đóng góp: what was just saved can be taken back", page, async () => {
    await typeGift(page, households[2], "50k");
    await page.keyboard.press("Control+Enter");
    await seen(justRecorded(page, households[2]).getByText(/^\D*50\.000 đ$/));
    await button(page, "Hoàn tác").click();
    await seen(page.locator(".toast").getByText("Đã hủy bản ghi vừa rồi."));
    await seen(justRecorded(page, households[2]).locator('[data-status="voided"]'));
  });
}

async function keepDraft(walk) {
  const { browser, checks, screens, agentUrl, agentWatch } = walk;
  const household = walk.households[3];
  await checks.check("agent, Ghi đóng góp: a closed browser loses nothing that was typed", walk.agentPage, async () => {
    const page = walk.agentPage;
    await typeGift(page, household, "350 nghìn");
    await field(page, "note").fill("trả nốt sau Tết");
    const kept = page.waitForResponse((it) => it.url().endsWith("/drafts/contribution") && it.request().method() === "PUT");
    await field(page, "note").press("End");
    await page.keyboard.type(" 2027");
    await kept;
    await page.context().close();
    walk.agentPage = await openPage(browser, agentUrl, agentWatch);
    await walk.agentPage.goto(`${agentUrl}#/contributions/new`);
    await seen(walk.agentPage.getByText("Đã lấy lại những gì đang ghi dở."));
    const values = await Promise.all(
      ["household", "amount", "note", "date"].map((name) => field(walk.agentPage, name).inputValue()),
    );
    assert.deepEqual(values, [household.shown.label, "350 nghìn", "trả nốt sau Tết 2027", written(day())]);
    assert.equal(await chosenCampaign(walk.agentPage), campaigns[0].title);
  });
  const page = walk.agentPage;
  await checks.check("agent, Ghi đóng góp: screen with a draft taken up again", page, () => screens.look(page, "agent-record-draft"));
  await checks.check("agent, Ghi đóng góp: the draft is saved with “Lưu”, which opens the record", page, async () => {
    await button(page, "Lưu").click();
    await seen(page.getByRole("heading", { name: household.head }));
    await seen(page.locator(".lead-amount").getByText("Ba trăm năm mươi nghìn đồng"));
    await seen(page.getByText("trả nốt sau Tết 2027"));
  });
}

function chosenCampaign(page) {
  return field(page, "campaign").evaluate((select) => select.selectedOptions[0]?.textContent);
}

async function askAboutDuplicate({ agentPage: page, checks, screens, households }) {
  await checks.check("agent, Ghi đóng góp: the same gift again is asked about; “no” keeps the form", page, async () => {
    await typeGift(page, households[0], "1200000");
    await page.keyboard.press("Control+Enter");
    await seen(page.getByRole("dialog").getByText(`${households[0].shown.label} đã có một khoản giống hệt trong đợt này, cùng ngày.`));
    await screens.look(page, "agent-duplicate");
    await page.keyboard.press("Enter");
    await gone(page.getByRole("dialog"));
    assert.equal(await field(page, "amount").inputValue(), "1200000");
  });
  await checks.check("agent, Ghi đóng góp: “yes” records it a second time", page, async () => {
    await field(page, "amount").press("Control+Enter");
    await button(page, "Đúng, ghi thêm lần nữa").click();
    await saved(page);
    await seen(justRecorded(page, households[0]).nth(1));
  });
}

async function sayWhatIsWrong({ agentPage: page, checks, screens }) {
  await checks.check("agent, Ghi đóng góp: what is missing is said at each field, the first has the focus", page, async () => {
    await page.goto("about:blank");
    await page.goBack();
    await page.keyboard.press("F2");
    await focused(page, "household");
    await page.keyboard.press("Control+Enter");
    await seen(errorAt(page, "household").getByText("Mục này cần được ghi."));
    await seen(errorAt(page, "amount").getByText("Mục này cần được ghi."));
    await focused(page, "household");
  });
  await checks.check("agent, Ghi đóng góp: what is not understood is said at its field", page, async () => {
    await page.keyboard.type("zzz");
    await seen(page.getByText("Không tìm thấy. Thử gõ phần khác của tên."));
    await field(page, "amount").fill("hai trăm");
    await seen(errorAt(page, "household").getByText("Hãy chọn một dòng trong danh sách."));
    await seen(errorAt(page, "amount").getByText("Chưa hiểu số tiền. Ví dụ: 200000, 200k hoặc 1tr2."));
    await field(page, "date").fill("31/2/2026");
    await seen(errorAt(page, "date").getByText("Chưa hiểu ngày. Ví dụ: 24/11/2026."));
    await screens.look(page, "agent-record-errors");
    await field(page, "date").fill(written(day(3)));
    await seen(errorAt(page, "date").getByText("Ngày này chưa đến."));
  });
}

async function recordOtherForms({ agentPage: page, checks, screens, households }) {
  await checks.check("agent, Ghi đóng góp: days of labour, with what they are worth", page, async () => {
    await field(page, "date").fill(written(day()));
    await field(page, "household").fill(partOf(households[4]));
    await seen(page.getByRole("option").filter({ hasText: households[4].head }));
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Công" }).check();
    await field(page, "quantity").fill("2,5");
    await field(page, "value").fill("500k");
    await seen(page.getByText("500.000 đ · Năm trăm nghìn đồng"));
    await screens.look(page, "agent-record-labour");
    await page.keyboard.press("Control+Enter");
    await seen(justRecorded(page, households[4]).getByText("2,5 công"));
  });
  await checks.check("agent, Ghi đóng góp: materials from somebody outside the village", page, async () => {
    await page.getByText("Thêm: người ngoài bản").click();
    await page.getByRole("radio", { name: "Người khác" }).check();
    await field(page, "donorName").fill("Nguyễn Thị Bích Phượng, thương lái ở thị trấn Bắc Yên");
    await page.getByRole("radio", { name: "Vật liệu" }).check();
    await field(page, "material").fill("xi măng");
    await field(page, "quantity").fill("20");
    await field(page, "unit").fill("bao");
    await field(page, "value").fill("1,9 triệu");
    await field(page, "paperNumber").fill("017");
    await screens.look(page, "agent-record-materials");
    await button(page, "Lưu").click();
    await seen(page.getByRole("heading", { name: /Nguyễn Thị Bích Phượng/ }));
    await seen(page.locator(".lead-amount").getByText(/20 bao xi măng/));
  });
}

// ---- The book -------------------------------------------------------------------------------------------------------

async function search(page, text) {
  await field(page, "search").fill(text);
}

async function walkList({ agentPage: page, checks, screens, households, agentUrl }) {
  await checks.check("agent, Đóng góp: newest first, each waiting with its mark and words", page, async () => {
    await page.goto(`${agentUrl}#/contributions`);
    await seen(rows(page).nth(0).getByText(/Nguyễn Thị Bích Phượng/));
    assert.equal(await rows(page).count(), 7);
    assert.equal(await rows(page).locator('.status[data-status="waiting"]', { hasText: "Chờ gửi" }).count(), 6);
    assert.equal(await rows(page).locator('.status[data-status="voided"]', { hasText: "Đã hủy" }).count(), 1);
  });
  await checks.check("agent, Đóng góp: screen", page, () => screens.look(page, "agent-contributions"));
  await checks.check("agent, Đóng góp: search without accents", page, async () => {
    await search(page, fold(households[1].head));
    await seen(rows(page).getByText(households[1].head));
    await countRows(page, 1);
    await search(page, "bich phuong");
    await seen(rows(page).getByText(/Nguyễn Thị Bích Phượng/));
    await search(page, "tra not");
    await seen(rows(page).getByText(households[3].head));
    await search(page, "khong co ai");
    await seen(page.getByText("Không có bản ghi nào như vậy."));
    await search(page, "");
    await countRows(page, 7);
  });
  await checks.check("agent, Đóng góp: filter by state and by campaign, kept in the address", page, async () => {
    await field(page, "status").selectOption({ label: "Đã hủy" });
    await countRows(page, 1);
    await field(page, "status").selectOption("");
    await field(page, "campaign").selectOption({ label: campaigns[1].title });
    await seen(page.getByText("Không có bản ghi nào như vậy."));
    await page.reload();
    await seen(page.getByText("Không có bản ghi nào như vậy."));
    await field(page, "campaign").selectOption({ label: campaigns[0].title });
    await countRows(page, 7);
  });
}

export async function openRecord(page, agentUrl, name) {
  await page.goto(`${agentUrl}#/contributions`);
  await rows(page).getByRole("link", { name }).first().click();
  await seen(page.getByRole("heading", { name }));
}

async function correct({ agentPage: page, checks, screens, households, agentUrl }) {
  const { head } = households[1];
  await checks.check("agent, Sửa: a correction needs its reason", page, async () => {
    await openRecord(page, agentUrl, head);
    await screens.look(page, "agent-contribution");
    await page.getByRole("link", { name: "Sửa" }).click();
    await seen(page.getByRole("heading", { name: "Sửa đóng góp" }));
    await field(page, "amount").fill("250k");
    await page.keyboard.press("Control+Enter");
    await seen(errorAt(page, "reason").getByText("Mục này cần được ghi."));
    await focused(page, "reason");
  });
  await checks.check("agent, Sửa: screen", page, () => screens.look(page, "agent-correct"));
  await checks.check("agent, Sửa: with the reason it is saved, and the history tells it", page, async () => {
    await field(page, "reason").fill("ghi nhầm");
    await page.keyboard.press("Control+Enter");
    await seen(page.locator(".lead-amount").getByText("250.000 đ"));
    await seen(page.locator(".history").getByText("Số tiền: 200.000 đ sửa thành 250.000 đ"));
    await seen(page.locator(".history li", { hasText: "ghi nhầm" }).getByText(author));
  });
  await checks.check("agent, Khoản đóng góp: screen with a history", page, () => screens.look(page, "agent-contribution-corrected"));
}

async function cancel({ agentPage: page, checks, screens, agentUrl }) {
  const name = /Nguyễn Thị Bích Phượng/;
  await checks.check("agent, Hủy: needs its reason", page, async () => {
    await openRecord(page, agentUrl, name);
    await button(page, "Hủy bản ghi").click();
    await page.getByRole("dialog").getByRole("button", { name: "Hủy bản ghi" }).click();
    await seen(page.getByRole("dialog").locator(".error").getByText("Mục này cần được ghi."));
    await screens.look(page, "agent-void");
  });
  await checks.check("agent, Hủy: with the reason it is struck through, and stays readable", page, async () => {
    await field(page, "reason").fill("người cho lấy lại xi măng");
    await page.keyboard.press("Enter");
    await gone(page.getByRole("dialog"));
    await seen(page.locator('.status[data-status="voided"]').getByText("Đã hủy: “người cho lấy lại xi măng”"));
    await seen(page.locator(".history").getByText("hủy").first());
    assert.equal(await page.getByRole("link", { name: "Sửa" }).count(), 0);
  });
  await checks.check("agent, Khoản đóng góp: screen of a cancelled one", page, () => screens.look(page, "agent-contribution-voided"));
}

async function walkOtherScreens({ agentPage: page, checks, screens, households, agentUrl }) {
  await checks.check("agent, Đợt vận động: each with what the village gave", page, async () => {
    await page.goto(`${agentUrl}#/contributions`);
    await page.getByRole("link", { name: "Đợt vận động" }).click();
    await seen(rows(page).filter({ hasText: campaigns[0].title }).getByText("3.000.000 đ · 2,5 công"));
    await screens.look(page, "agent-campaigns");
  });
  await checks.check("agent, Đợt vận động: one campaign", page, async () => {
    await page.getByRole("link", { name: campaigns[0].title }).click();
    await seen(page.getByRole("heading", { name: campaigns[0].title }));
    await seen(page.getByText("60.000.000 đ"));
    await screens.look(page, "agent-campaign");
  });
  await checks.check("agent, Hộ dân: search without accents, and what a household gave", page, async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Hộ dân" }).click();
    await screens.look(page, "agent-households");
    await search(page, fold(households[0].head));
    await countRows(page, 1);
    await rows(page).getByRole("link", { name: households[0].head }).click();
    await rows(page).filter({ hasText: "1.200.000 đ" }).nth(1).waitFor();
    await screens.look(page, "agent-household");
  });
  await checks.check("agent, Gửi – nhận: what waits, and this machine", page, async () => {
    await page.getByRole("navigation").getByRole("link", { name: /Gửi – nhận/ }).click();
    await seen(page.getByText("Máy trưởng bản"));
    await seen(page.getByText(author));
    await screens.look(page, "agent-sync");
  });
  await checks.check("agent, Gửi – nhận: a file for the office to carry there; a wrong reply is refused", page, async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Ghi tệp gửi xã").click()]);
    assert.match(download.suggestedFilename(), /^soban-[A-Z]+-[0-9]{8}-[0-9]{4}\.soban$/);
    await seen(page.getByText("Hãy chép tệp vào USB và đưa đến xã."));
    const written = await readFile(await download.path());
    assert.equal(written.subarray(0, 13).toString(), "SOBAN-BUNDLE\n");
    const reply = page.locator("input[name=bundle]");
    await reply.setInputFiles({ name: "x.soban", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
    await seen(page.getByText("Tệp này không phải tệp .soban của Sổ Bản."));
    await reply.setInputFiles({ name: "own.soban", mimeType: "application/octet-stream", buffer: written });
    await seen(page.getByText("Đây là tệp của bản gửi đi, không phải tệp trả lời của xã."));
    await screens.look(page, "agent-sync-usb");
  });
}

async function sayHowManyWait({ agentPage: page, checks, screens, agentUrl }) {
  await checks.check("agent, Hôm nay: says in words how many wait, and when it tries next", page, async () => {
    await page.goto(agentUrl);
    await seen(linkState(page).getByText(/^Chưa có mạng\. 7 bản ghi chờ gửi; máy tự gửi khi có mạng \(thử lại sau \d+ (giây|phút)\)\.$/));
    await button(page, "Thử ngay").click();
    return seen(linkState(page).getByText(/^Chưa có mạng\. 7 bản ghi chờ gửi; máy tự gửi khi có mạng \(thử lại sau \d+ giây\)\.$/));
  });
  await checks.check("agent, Hôm nay: screen with records waiting", page, () => screens.look(page, "agent-today-offline"));
}
