// The rest of the office: what came back, totals, campaigns, households, villages and machines, accounts, sessions.
import { join } from "node:path";
import { assert, gone, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { day, written } from "./days.mjs";
import { logIn } from "./office.mjs";
import { button, errorAt, field, focused, rows } from "./page.mjs";
import { fold } from "./words.mjs";

export async function walkDesk(walk) {
  await seeReopened(walk);
  await walkContributions(walk);
  await walkTotals(walk);
  await walkCampaigns(walk);
  await walkHouseholds(walk);
  await walkMachines(walk);
  await loseSession(walk);
  await walkRoles(walk);
  await finish(walk);
}

function menu(page, name) {
  return page.getByRole("navigation", { name: "Các trang" }).getByRole("link", { name });
}

async function seeReopened({ officePage: page, officeUrl, checks, screens, returned }) {
  await checks.check("office: what was returned is back, marked as corrected, with its story", page, async () => {
    await page.goto(officeUrl);
    const row = rows(page).filter({ hasText: returned.household.head });
    await seen(row.locator("[data-mark=reopened]").getByText("Đã sửa lại"));
    await row.locator(".donor").click();
    const body = page.locator(".record-body");
    await seen(body.getByText(new RegExp(`vanphong đã trả lại, .*: “${returned.comment}”\\. Sau đó bản ghi được sửa nên cần xem lại\\.`)));
    await seen(body.locator(".history li").getByText("ghi rõ đợt như xã dặn"));
    await screens.look(page, "office-reopened");
    await page.locator("h1").focus();
    await page.keyboard.press("d");
    await seen(page.locator(".toast").getByText(/^Đã duyệt: /));
  });
}

async function walkContributions({ officePage: page, checks, screens, returned }) {
  await checks.check("office, Đóng góp: all records, filtered by state, one open", page, async () => {
    await menu(page, "Đóng góp").click();
    await seen(page.getByRole("heading", { name: "Đóng góp" }));
    await page.getByRole("group", { name: "Tình trạng" }).getByRole("button", { name: "Đã duyệt" }).click();
    await rows(page).filter({ hasText: returned.household.head }).locator(".donor").click();
    await seen(page.locator(".record-body .history"));
    await screens.look(page, "office-contributions");
  });
  await checks.check("office, Đóng góp: the list as a file for the spreadsheet", page, async () => {
    const download = page.waitForEvent("download");
    await button(page, "Lưu bảng tính").click();
    assert.match((await download).suggestedFilename(), /^dong-gop-.*\.csv$/);
  });
  await checks.check("office: the address of a record can be sent to a colleague", page, async () => {
    await button(page, "Chép đường dẫn").click();
    await seen(page.locator(".toast").getByText("Đã chép đường dẫn."));
    await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await seen(page.locator(".record-body").getByText(returned.household.head));
  });
}

async function walkTotals({ officePage: page, checks, screens }) {
  await checks.check("office, Thống kê: by campaign and village, each number opens its records", page, async () => {
    await menu(page, "Thống kê").click();
    await seen(page.getByRole("heading", { name: campaigns[0].title }));
    const row = page.locator("section", { hasText: campaigns[0].title }).locator("tbody tr", { hasText: "Nong Cóc" }).first();
    await seen(row.getByText("3.000.000 đ"));
    await screens.look(page, "office-totals");
    await row.getByRole("link", { name: "3.000.000 đ" }).click();
    await page.locator("main table tbody tr").nth(4).waitFor();
    await page.goBack();
    await page.getByRole("group", { name: "Xem theo" }).getByRole("button", { name: "Bản" }).click();
    await seen(page.getByRole("heading", { name: "bản Lừm Thượng A" }));
    await screens.look(page, "office-totals-villages");
  });
}

async function walkCampaigns({ officePage: page, checks, screens }) {
  await checks.check("office, Đợt vận động: list and one campaign", page, async () => {
    await menu(page, "Đợt vận động").click();
    await seen(rows(page).getByText(campaigns[0].title));
    await screens.look(page, "office-campaigns");
    await page.getByRole("link", { name: campaigns[0].title }).click();
    await seen(page.locator("main table").getByText("Lừm Thượng A"));
    await screens.look(page, "office-campaign");
  });
  await checks.check("office, Mở đợt vận động: says what is wrong at its field", page, async () => {
    await menu(page, "Đợt vận động").click();
    await page.getByRole("link", { name: "Mở đợt vận động" }).click();
    await field(page, "toDate").fill(written(day(-1)));
    await field(page, "fromDate").fill(written(day()));
    await button(page, "Lưu đợt vận động").click();
    await seen(errorAt(page, "title").getByText("Mục này cần được ghi."));
    await seen(errorAt(page, "toDate").getByText("Ngày kết thúc đứng trước ngày bắt đầu."));
    await screens.look(page, "office-campaign-errors");
  });
  await checks.check("office, Mở đợt vận động: a forced minimum is warned of", page, async () => {
    await field(page, "title").fill("Làm cầu treo, mỗi hộ tối thiểu 500.000 đ");
    await field(page, "toDate").fill(written(day(30)));
    await field(page, "target").fill("120tr");
    await seen(page.getByText("120.000.000 đ · Một trăm hai mươi triệu đồng"));
    await page.getByRole("radio", { name: "Đang vận động" }).check();
    await button(page, "Lưu đợt vận động").click();
    await seen(page.getByRole("heading", { name: /^Làm cầu treo/ }));
    await seen(page.getByText("Lời vận động có vẻ đặt mức đóng tối thiểu hoặc mức chung cho mỗi hộ"));
    await screens.look(page, "office-campaign-flagged");
  });
}

async function walkHouseholds({ officePage: page, checks, screens, households }) {
  await checks.check("office, Hộ dân: search without accents, and one household", page, async () => {
    await menu(page, "Hộ dân").click();
    await screens.look(page, "office-households");
    await field(page, "search").fill(fold(households[0].head));
    await page.waitForFunction((head) => [...document.querySelectorAll("main table tbody tr")].every((it) => it.textContent.includes(head)), households[0].head);
    await rows(page).getByRole("link", { name: households[0].head }).first().click();
    await seen(page.getByRole("heading", { name: households[0].head }));
    await screens.look(page, "office-household");
  });
}

async function walkMachines(walk) {
  const { officePage: page, checks, screens, commune } = walk;
  let code = "";
  await checks.check("office, Các bản và máy: each machine with its last contact", page, async () => {
    await menu(page, "Các bản và máy").click();
    await seen(rows(page).filter({ hasText: "bản Nong Cóc" }));
    const own = rows(page).filter({ hasText: "Máy trưởng bản" }).filter({ hasText: "Nong Cóc" });
    await seen(own.getByText("Đang nối với xã"));
    await seen(own.locator('[data-label="Chờ gửi"]', { hasText: /^0$/ }));
    await seen(rows(page).filter({ hasText: "Máy của bản" }).getByText(/\d\d:\d\d hôm nay/));
    await screens.look(page, "office-villages");
  });
  await checks.check("office, Các bản và máy: a village's file from a stick is taken, and its reply offered; a wrong one is refused", page, async () => {
    const laptop = walk.second.laptops[1];
    const stick = join(laptop.data, "to-office.soban");
    await laptop.run(["bundle", "export", stick]);
    const place = page.locator("input[name=bundle]");
    const [reply] = await Promise.all([page.waitForEvent("download"), place.setInputFiles(stick)]);
    assert.match(reply.suggestedFilename(), /^soban-LA-tra-loi-[0-9]{8}-[0-9]{4}\.soban$/);
    await seen(page.getByText(/^Đã nhận tệp của bản Lừm Thượng A \(Máy của bản\): \d+ thay đổi mới\./));
    await place.scrollIntoViewIfNeeded();
    await screens.look(page, "office-villages-usb");
    await laptop.run(["bundle", "import", await reply.path()]);
    await place.setInputFiles({ name: "x.soban", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
    await seen(page.getByText("Tệp này không phải tệp .soban của Sổ Bản."));
  });
  await checks.check("office, Cấp mã: a code and its QR, shown once", page, async () => {
    await button(page, "Cấp mã cho máy").click();
    await button(page, "Tạo mã").click();
    await seen(errorAt(page, "village").getByText("Mục này cần được ghi."));
    await field(page, "village").selectOption({ label: "bản Suối Lẹ" });
    await screens.look(page, "office-enrol");
    await button(page, "Tạo mã").click();
    const groups = page.getByRole("dialog").getByRole("group", { name: "Mã cấp cho máy" }).locator("span");
    await groups.nth(12).waitFor();
    code = (await groups.allInnerTexts()).join("-");
    const qr = page.getByRole("dialog").getByRole("img", { name: /^Ô vuông để quét/ });
    assert.ok((await qr.evaluate((it) => it.naturalWidth)) > 0);
    await screens.look(page, "office-enrol-code");
    await button(page, "Xong").click();
    await gone(page.getByRole("dialog"));
  });
  await checks.check("office, Cấp mã: with that code a machine is enrolled, and appears in the list", page, async () => {
    const laptop = commune.laptop("suoi-le");
    await laptop.enrol(code, "Vì Thị Thơm");
    await laptop.sync();
    walk.lostLaptop = laptop;
    await seen(rows(page).filter({ hasText: "Suối Lẹ" }).filter({ hasText: "Máy trưởng bản" }));
  });
  await checks.check("office, Thu hồi: with a reason; the machine is refused from then on", page, async () => {
    await rows(page).filter({ hasText: "Suối Lẹ" }).filter({ hasText: "Máy trưởng bản" }).getByRole("button", { name: "Thu hồi" }).click();
    await focused(page, "reason");
    await page.keyboard.type("máy bị mất ở chợ");
    await screens.look(page, "office-revoke");
    await page.keyboard.press("Enter");
    await seen(page.locator(".toast").getByText("Đã thu hồi Máy trưởng bản của bản Suối Lẹ."));
    await page.getByRole("group", { name: "Xem" }).getByRole("button", { name: /Đã thu hồi\s*1/ }).click();
    await seen(rows(page).getByText("Đã thu hồi: “máy bị mất ở chợ”"));
    await screens.look(page, "office-villages-revoked");
    await assert.rejects(walk.lostLaptop.sync(), /revoked|withdrawn/);
  });
}

async function loseSession({ officePage: page, officeWatch, checks, screens, commune }) {
  await checks.check("office: a session lost asks for the password again, over the page as it was", page, async () => {
    await menu(page, "Đợt vận động").click();
    await page.getByRole("link", { name: "Mở đợt vận động" }).click();
    await field(page, "title").fill("Sửa đường vào nghĩa trang");
    officeWatch.isProgramOff = true;
    await commune.stopHub();
    await seen(page.getByText("Chưa liên lạc được với máy của xã. Những gì đã lưu vẫn còn nguyên; trang này tự nối lại."));
    await screens.look(page, "office-disconnected");
    await commune.startHub();
    await page.getByRole("dialog").getByText("Cần đăng nhập lại").waitFor({ timeout: reconnectMsMax });
    officeWatch.isProgramOff = false;
    await screens.look(page, "office-login-again");
    await logIn(page, "vanphong");
    await gone(page.getByRole("dialog"));
    assert.equal(await field(page, "title").inputValue(), "Sửa đường vào nghĩa trang");
  });
}

const reconnectMsMax = 20_000;

async function walkRoles({ officePage: page, officeUrl, checks, screens }) {
  await checks.check("office: logging out leads to the door, and nothing stays behind", page, async () => {
    await button(page, "Đăng xuất").click();
    await seen(button(page, "Đăng nhập"));
    await page.goto(`${officeUrl}#/ban-va-may`);
    await seen(button(page, "Đăng nhập"));
    assert.equal(await rows(page).count(), 0);
  });
  await checks.check("office: MTTQ is offered nothing to change, and no donors", page, async () => {
    await logIn(page, "matran");
    await seen(page.getByRole("heading", { name: "Các bản và máy" }));
    assert.equal(await button(page, "Thu hồi").count(), 0);
    assert.equal(await button(page, "Cấp mã cho máy").count(), 0);
    assert.equal(await menu(page, "Quản trị").count(), 0);
    for (const name of [/Cần duyệt/, "Đóng góp", "Hộ dân", "Đề nghị thay đổi hộ", /Kiến nghị/, "Họp bản"]) assert.equal(await menu(page, name).count(), 0);
    assert.equal(await rows(page).locator('a[href*="dong-gop"], a[href*="ho-dan"]').count(), 0);
    for (const closed of ["", "#/dong-gop", "#/kien-nghi"]) {
      await page.goto(`${officeUrl}${closed}`);
      await seen(page.getByRole("heading", { name: "Đợt vận động" }));
    }
    await menu(page, "Thống kê").click();
    await seen(page.locator(".figures strong").first());
    assert.equal(await page.locator('main a[href*="dong-gop"]').count(), 0);
    await screens.look(page, "office-without-donors");
    await button(page, "Đăng xuất").click();
  });
  await checks.check("office, Quản trị: accounts; a new one with a password typed twice", page, async () => {
    await logIn(page, "quantri");
    await menu(page, "Quản trị").click();
    await seen(rows(page).getByText("vanphong"));
    await screens.look(page, "office-users");
    await button(page, "Thêm người dùng").click();
    await field(page, "name").fill("lan");
    await field(page, "new-password").fill("ngắn");
    await field(page, "again").fill("khác");
    await button(page, "Thêm").click();
    await seen(errorAt(page, "new-password").getByText("Mật khẩu cần ít nhất 10 chữ."));
    await seen(errorAt(page, "again").getByText("Hai lần gõ chưa giống nhau."));
    await screens.look(page, "office-user-errors");
    await field(page, "new-password").fill("một câu dễ nhớ");
    await field(page, "again").fill("một câu dễ nhớ");
    await field(page, "role").selectOption({ label: "Tài chính – Kế toán" });
    await page.getByRole("dialog").getByRole("button", { name: "Thêm" }).click();
    await seen(page.locator(".toast").getByText("Đã thêm lan."));
    await seen(rows(page).getByText("lan", { exact: true }));
    await button(page, "Đăng xuất").click();
    await logIn(page, "lan", "một câu dễ nhớ");
    await seen(page.locator(".user-card").getByText("Tài chính – Kế toán"));
  });
  await checks.check("office: finance reads what waits, and is offered no review", page, async () => {
    await menu(page, /Cần duyệt/).click();
    await rows(page).locator(".donor").first().click();
    await seen(page.locator(".record-body .history"));
    assert.equal(await page.getByRole("button", { name: /^Duyệt/ }).count(), 0);
    assert.equal(await page.getByRole("checkbox").count(), 0);
    await screens.look(page, "office-only-looking");
  });
  await checks.check("office: the password that an account was given is changed for one's own", page, async () => {
    await button(page, "Đổi mật khẩu").click();
    const inDialog = page.getByRole("dialog");
    await field(page, "old").fill("một câu dễ nhớ");
    assert.equal(await inDialog.getByText(/công an/i).count(), 0);
    await field(page, "new-password").fill("câu chỉ Lan biết");
    await field(page, "again").fill("câu chỉ Lan biết");
    await screens.look(page, "office-own-password");
    await button(inDialog, "Đổi").click();
    await gone(inDialog);
    await seen(page.locator(".toast").getByText("Đã đổi mật khẩu."));
    await button(page, "Đăng xuất").click();
    await logIn(page, "lan", "câu chỉ Lan biết");
    await seen(page.locator(".user-card").getByText("Tài chính – Kế toán"));
  });
}

async function finish({ officePage: page, officeWatch, checks, screens }) {
  await checks.check("office: in English nothing is left in Vietnamese but names", page, async () => {
    await button(page, "English").click();
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^To review/ }).click();
    await seen(page.getByRole("heading", { name: "To review" }));
    await rows(page).locator(".donor").first().click();
    await seen(page.locator(".record-body .history"));
    await screens.look(page, "office-english");
    await button(page, "Tiếng Việt").click();
  });
  await checks.check("office: no error in the console, no request to another host, no answer but those expected", page, () =>
    assert.deepEqual(officeWatch.problems, []),
  );
}
