// Administration: accounts, villages, the letterhead, the calendar, what the public may read, and the log of all that.
import { openPage, Watch } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { logIn } from "./office.mjs";
import { button, errorAt, field, focused, openAt, rows } from "./page.mjs";

const expected = [
  /^401 GET \/api\/v1\/(me|events)$/, // before the log-in
  /^400 POST \/api\/v1\/(settings|villages)$/, // what is refused on purpose
  /^409 POST \/api\/v1\/users\/quantri$/, // the only administrator
];

function dialog(page) {
  return page.getByRole("dialog");
}

function tab(page, name) {
  return page.getByRole("navigation", { name: "Các phần quản trị" }).getByRole("link", { name, exact: true });
}

function inDialog(page, name) {
  return dialog(page).getByRole("button", { name, exact: true });
}

async function walkAccounts({ checks, screens }, page) {
  const row = () => rows(page).filter({ hasText: "thu-quy" });
  await checks.check("office, Quản trị, Tài khoản: an account that is made gets another role", page, async () => {
    await openAt(page, "#/quan-tri", "Quản trị");
    await button(page, "Thêm người dùng").click();
    await field(page, "name").fill("thu-quy");
    await field(page, "new-password").fill("mat khau thu quy");
    await field(page, "again").fill("mat khau thu quy");
    await inDialog(page, "Thêm").click();
    await row().getByRole("button", { name: "Đổi chức danh" }).click();
    await field(page, "role").selectOption("finance");
    await screens.look(page, "admin-role");
    await inDialog(page, "Đổi chức danh").click();
    await seen(row().getByText("Tài chính – Kế toán"));
  });
  await checks.check("office, Quản trị, Tài khoản: disabled with a question, enabled again, with a new password", page, async () => {
    await row().getByRole("button", { name: "Khóa" }).click();
    await seen(dialog(page).getByText(/^thu-quy thoát ngay/));
    await inDialog(page, "Khóa").click();
    await seen(row().getByText("Đã khóa"));
    await screens.look(page, "admin-accounts");
    await row().getByRole("button", { name: "Mở khóa" }).click();
    await seen(row().getByText("Đang dùng"));
    await row().getByRole("button", { name: "Mật khẩu mới" }).click();
    await field(page, "new-password").fill("mot mat khau khac");
    await field(page, "again").fill("mot mat khau khac nua");
    await inDialog(page, "Mật khẩu mới").click();
    await seen(errorAt(page, "again").locator("span").last());
    await field(page, "again").fill("mot mat khau khac");
    await inDialog(page, "Mật khẩu mới").click();
    await gone(dialog(page));
  });
  await checks.check("office, Quản trị, Tài khoản: the only administrator stays one", page, async () => {
    const own = rows(page).filter({ hasText: "đang đăng nhập" });
    assert.equal(await own.getByRole("button", { name: "Khóa" }).count(), 0);
    await own.getByRole("button", { name: "Đổi chức danh" }).click();
    await field(page, "role").selectOption("clerk");
    await inDialog(page, "Đổi chức danh").click();
    await seen(dialog(page).getByText(/^Đây là người quản trị duy nhất/));
    await page.keyboard.press("Escape");
    await gone(dialog(page));
  });
}

async function walkVillages({ checks, screens }, page) {
  await checks.check("office, Quản trị, Bản: a code that is none is refused; a village is added and renamed", page, async () => {
    await tab(page, "Bản").click();
    await button(page, "Thêm bản").click();
    await field(page, "code").fill("bản 1");
    await field(page, "name").fill("bản Hồng Ngài");
    await inDialog(page, "Thêm bản").click();
    await seen(errorAt(page, "code").getByText("Mã có 1 đến 8 chữ in hoa không dấu hoặc số."));
    await screens.look(page, "admin-village-new");
    await field(page, "code").fill("hn9");
    await inDialog(page, "Thêm bản").click();
    const row = rows(page).filter({ hasText: "HN9" });
    await row.getByRole("button", { name: "Đổi tên" }).click();
    await field(page, "name").fill("bản Hồng Ngài mới");
    await inDialog(page, "Đổi tên").click();
    await focused(page, "reason");
    await field(page, "reason").fill("Nghị quyết HĐND xã");
    await inDialog(page, "Đổi tên").click();
    await seen(row.getByText("bản Hồng Ngài mới"));
    await screens.look(page, "admin-villages");
  });
}

async function walkPaper({ checks, screens }, page) {
  const preview = page.getByRole("region", { name: "Xem trước đầu và cuối văn bản" });
  await checks.check("office, Quản trị, Văn bản: the paper follows what is typed, and what is saved stays", page, async () => {
    await tab(page, "Văn bản").click();
    await seen(preview.getByText("ỦY BAN NHÂN DÂN XÃ PẮC NGÀ"));
    await field(page, "signer").fill("Lò Văn Sơn");
    await field(page, "recipients").fill("UBND tỉnh Sơn La\nLưu: VT");
    await field(page, "reportSymbol").fill("BC UBND");
    await seen(preview.getByText("Lò Văn Sơn"));
    await seen(preview.getByText("- Lưu: VT;"));
    await button(page, "Lưu").click();
    await seen(errorAt(page, "reportSymbol").getByText("Ký hiệu không có dấu cách, ví dụ: BC-UBND."));
    await focused(page, "reportSymbol");
    await screens.look(page, "admin-paper");
    await field(page, "reportSymbol").fill("BC-UBND");
    await page.keyboard.press("Enter");
    await seen(page.locator(".toast").getByText("Đã lưu."));
    await page.reload();
    await seen(preview.getByText("Số: …/BC-UBND"));
    assert.equal(await field(page, "signer").inputValue(), "Lò Văn Sơn");
  });
}

async function walkCalendar({ checks, screens }, page) {
  const due = field(page, "PERIOD_YEAR.villageDue");
  await checks.check("office, Quản trị, Lịch báo cáo: days of this year, whole months, and back to the decision", page, async () => {
    await tab(page, "Lịch báo cáo").click();
    await seen(page.getByText("Đang dùng lịch của Quyết định 15."));
    await field(page, "PERIOD_YEAR.dataTo").fill("29/11");
    await due.fill("5/12");
    await seen(page.getByText(/bản gửi trước 05\/12\/\d{4}/));
    await button(page, "Lưu").click();
    await seen(errorAt(page, "PERIOD_YEAR.dataTo").getByText(/^Số liệu tính tròn tháng/));
    await screens.look(page, "admin-calendar");
    await field(page, "PERIOD_YEAR.dataTo").fill("30/11");
    await button(page, "Lưu").click();
    await seen(page.locator(".toast").getByText("Đã lưu."));
    await button(page, "Như Quyết định 15").click();
    assert.equal(await due.inputValue(), "02/12");
    await button(page, "Lưu").click();
    await seen(page.getByText("Đang dùng lịch của Quyết định 15."));
  });
}

async function walkPublic({ checks, screens }, page) {
  await checks.check("office, Quản trị, Công khai: reception and telephone numbers", page, async () => {
    await tab(page, "Công khai").click();
    await field(page, "reception").fill("Thứ Năm hằng tuần, 7 giờ 30 đến 11 giờ");
    await field(page, "phones").fill("Văn phòng\nCông an xã: 0212 3856 113");
    await button(page, "Lưu").click();
    await seen(errorAt(page, "phones").getByText("Chưa thấy số điện thoại."));
    await screens.look(page, "admin-public");
    await field(page, "phones").fill("Văn phòng: 0212 3856 100\nCông an xã: 0212 3856 113");
    await button(page, "Lưu").click();
    await seen(page.locator(".toast").getByText("Đã lưu."));
    await tab(page, "Nhập dữ liệu").click();
    await seen(page.getByRole("link", { name: "Danh sách hộ dân của một bản" }));
    await screens.look(page, "admin-imports");
  });
}

async function walkAudit({ checks, screens }, page) {
  await checks.check("office, Quản trị, Nhật ký: each of these changes, in words, and found again", page, async () => {
    await tab(page, "Nhật ký").click();
    const line = (what) => rows(page).filter({ hasText: what }).first();
    await seen(line("Sửa thông tin xã").getByText("Lịch tiếp dân, Số điện thoại"));
    await seen(line("Đổi tên bản").getByText("bản Hồng Ngài → bản Hồng Ngài mới"));
    await seen(line("Mở khóa tài khoản").getByText("thu-quy"));
    await screens.look(page, "admin-audit");
    await field(page, "search").fill("thu quy user changed");
    await page.waitForFunction(() => document.querySelectorAll("main table tbody tr").length === 1);
    await seen(line("Đổi chức danh").getByText("Cán bộ Văn phòng – Thống kê → Tài chính – Kế toán"));
  });
}

export async function walkAdmin(walk) {
  const { browser, checks, commune } = walk;
  const watch = new Watch(expected);
  const url = await commune.startHub();
  const page = await openPage(browser, url, watch);
  await page.goto(url);
  await logIn(page, "quantri");
  await walkAccounts(walk, page);
  await walkVillages(walk, page);
  await walkPaper(walk, page);
  await walkCalendar(walk, page);
  await walkPublic(walk, page);
  await walkAudit(walk, page);
  await checks.check("office, Quản trị: nothing failed on the way", page, async () => {
    assert.deepEqual(watch.problems, []);
    await page.context().close();
  });
}
