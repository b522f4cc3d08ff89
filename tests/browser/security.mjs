// A security report from the laptop to the police: sealed, urgent, opened with a password, and what became of it.
import { assert, gone, seen } from "./checks.mjs";
import { users } from "./commune.mjs";
import { openPage, Watch } from "./browser.mjs";
import { logIn } from "./office.mjs";
import { button, errorAt, field, openAt, rows } from "./page.mjs";

const content = { place: "Chân đập suối Lừm", people: "Hai người lạ đi xe máy", account: "Cạy cửa kho thóc lúc nửa đêm" };

const pane = (page) => page.locator(".record-body");

// Answers that belong to the story: nobody is logged in yet, the wrong password.
const expected = [/^401 GET \/api\/v1\/(me|events)$/, /^401 POST \/api\/v1\/security\/unlock$/];

async function walkPoliceAccount(walk) {
  const { browser, checks, screens, officeUrl } = walk;
  walk.policeWatch = new Watch(expected);
  const page = await openPage(browser, officeUrl, walk.policeWatch);
  walk.policePage = page;
  await checks.check("office, Công an: an account that was just made opens nothing, and says what to do", page, async () => {
    await page.goto(officeUrl);
    await logIn(page, "congan");
    await openAt(page, "#/an-ninh", "An ninh trật tự");
    await seen(page.getByText("Tài khoản này chưa nhận được tin niêm phong."));
    await screens.look(page, "police-no-key");
  });
  await checks.check("office, Công an: the password of one's own is typed twice, and is the key", page, async () => {
    await button(page.locator("main"), "Đổi mật khẩu").click();
    await seen(page.locator("dialog").getByText(/mật khẩu này là chìa khóa mở tin niêm phong/));
    await field(page, "old").fill(users.congan.password);
    await field(page, "new-password").fill(users.congan.own);
    await field(page, "again").fill("khac");
    await page.locator("dialog").getByRole("button", { name: "Đổi", exact: true }).click();
    await seen(errorAt(page, "again").getByText("Hai lần gõ chưa giống nhau."));
    await screens.look(page, "police-password");
    await field(page, "again").fill(users.congan.own);
    await page.locator("dialog").getByRole("button", { name: "Đổi", exact: true }).click();
    await gone(page.locator("dialog"));
    await seen(page.getByLabel("Mật khẩu của đồng chí"));
  });
}

async function walkReporting({ agentPage: page, checks, screens }) {
  await checks.check("agent, An ninh: who will read it is said before anything is typed", page, async () => {
    await openAt(page, "#/security", "An ninh trật tự");
    await page.getByRole("link", { name: "Báo an ninh" }).click();
    await seen(page.getByText(/Chỉ Công an xã \(congan\) và máy này mở được\./));
    await page.keyboard.press("Control+Enter");
    await seen(errorAt(page, "account").getByText("Mục này cần được ghi."));
  });
  await checks.check("agent, An ninh: an urgent report in seven fields", page, async () => {
    await field(page, "incident").selectOption("INCIDENT_THEFT");
    await page.getByText("Khẩn", { exact: true }).click();
    await field(page, "time").fill("23h30");
    for (const [name, value] of Object.entries(content)) await field(page, name).fill(value);
    await screens.look(page, "agent-security-new");
    await page.keyboard.press("Control+Enter");
    await seen(page.getByRole("heading", { level: 1, name: "Trộm cắp, cướp giật" }));
    await seen(page.locator(".details").getByText(content.account));
    await seen(page.getByText("Niêm phong cho Công an xã: congan."));
    await seen(page.getByText("Công an xã chưa mở xem."));
    await screens.look(page, "agent-security");
  });
}

async function walkPolice({ policePage: page, policeWatch, agentPage, checks, screens }) {
  await checks.check("office, Công an: an urgent report is announced on the page at once", page, async () => {
    await seen(page.getByRole("alert").getByText("Có 1 tin khẩn chưa xử lý xong."));
    await page.getByRole("link", { name: "Xem ngay" }).click();
    await rows(page).getByRole("link", { name: "Trộm cắp, cướp giật" }).click();
    await seen(pane(page).getByRole("heading", { level: 2, name: "Trộm cắp, cướp giật" }));
    assert.ok(!(await page.content()).includes(content.account));
    await screens.look(page, "police-locked");
  });
  await checks.check("office, Công an: opened with the password, and the village is told by whom", page, async () => {
    await field(page, "unlock").fill("sai mat khau");
    await button(page, "Mở khóa").click();
    await seen(page.locator(".police-key").getByText("Tên hoặc mật khẩu không đúng."));
    await field(page, "unlock").fill(users.congan.own);
    await button(page, "Mở khóa").click();
    await button(page, "Mở xem nội dung").click();
    await seen(pane(page).getByText(content.account));
    await seen(pane(page).getByText(content.place));
    await screens.look(page, "police-opened");
    await openAt(agentPage, "#/security", "An ninh trật tự");
    await rows(agentPage).getByRole("link", { name: "Trộm cắp, cướp giật" }).click();
    await seen(agentPage.getByText(/^congan mở xem /));
  });
  await checks.check("office, Công an: what was done reaches the village", page, async () => {
    const buttons = page.locator(".review-buttons");
    await buttons.getByRole("button", { name: "Đã tiếp nhận" }).click();
    await seen(pane(page).getByText("Công an đã tiếp nhận"));
    await buttons.getByRole("button", { name: "Đã xử lý xong" }).click();
    await gone(page.getByRole("alert").getByText(/tin khẩn/));
    await seen(agentPage.locator(".lead").getByText("Đã xử lý xong"));
  });
  await checks.check("office, Công an: locked again, nothing can be opened", page, async () => {
    await button(page, "Khóa lại").click();
    await seen(field(page, "unlock"));
  });
  await checks.check("office, Công an: nothing failed on the page meanwhile", page, async () => {
    assert.deepEqual(policeWatch.problems, []);
    await page.context().close();
  });
}

async function walkQuiet({ agentPage: page, checks, screens }) {
  await checks.check("agent, An ninh: nothing happened, in one click, and taken back in one", page, async () => {
    await openAt(page, "#/security", "An ninh trật tự");
    await screens.look(page, "agent-security-none");
    await page.getByRole("button", { name: /^Không có vụ việc, / }).click();
    await seen(page.getByText(/^Đã báo tình hình đến hết /));
    await seen(rows(page).getByRole("link", { name: "Không có vụ việc" }));
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await seen(page.getByRole("button", { name: /^Không có vụ việc, / }));
    await page.getByRole("button", { name: /^Không có vụ việc, / }).click();
    await seen(page.getByText(/^Đã báo tình hình đến hết /));
  });
}

async function walkCounts({ agentPage, officePage, checks, screens }) {
  await checks.check("office, An ninh: the clerk counts, and can open nothing", officePage, async () => {
    await openAt(officePage, "#/an-ninh", "An ninh trật tự");
    await rows(officePage).getByRole("link", { name: "Trộm cắp, cướp giật" }).click();
    await seen(pane(officePage).getByText("Nội dung đã niêm phong, chỉ công an xã mở được."));
    assert.equal(await officePage.getByRole("button", { name: "Mở xem nội dung" }).count(), 0);
    await screens.look(officePage, "office-security");
    await officePage.getByRole("button", { name: "Số liệu" }).click();
    await seen(rows(officePage).filter({ hasText: "Nong Cóc" }).getByText("1").first());
    await screens.look(officePage, "office-security-counts");
    await openAt(agentPage, "#/security", "An ninh trật tự");
    await screens.look(agentPage, "agent-security-list");
  });
}

export async function walkSecurity(walk) {
  await walkPoliceAccount(walk);
  await walkQuiet(walk);
  await walkReporting(walk);
  await walkPolice(walk);
  await walkCounts(walk);
}
