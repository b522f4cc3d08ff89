// The tasks of Decision 15: loaded once, on a board in three orders, one reported as done with its deadlines and evidence, the plan on
// paper, and next year's plan made from it.
import { assert, gone, seen } from "./checks.mjs";
import { day } from "./days.mjs";
import { button, errorAt, field, openAt, rows } from "./page.mjs";
import { a4, hasSize, print } from "./print.mjs";

const tasksOfAnnex = 40;
const annexYear = 2022;
const sectionsOfAnnex = 8;
const lying = { width: a4.height, height: a4.width };
const firstTask = /^1\. Xây dựng và tổ chức thực hiện có hiệu quả Kế hoạch phổ biến tuyên truyền/;

const pane = (page) => page.locator(".record-body");
const groups = (page) => page.locator(".task-group");
const dialog = (page) => page.locator("dialog");

function countTasks(page, wanted) {
  return page.waitForFunction((count) => document.querySelectorAll(".task-group tbody tr").length === count, wanted);
}

function chip(page, words) {
  return page.locator(".chips").getByRole("button", { name: words });
}

async function openFirst(page) {
  await rows(page).getByRole("link", { name: firstTask }).click();
  await seen(pane(page).getByText(`Nhiệm vụ 1, kế hoạch năm ${annexYear}`));
}

async function walkBoard({ officePage: page, checks, screens }) {
  await checks.check("office, Nhiệm vụ: the latest plan is shown, that of the made-up commune", page, async () => {
    await openAt(page, "#/nhiem-vu", "Nhiệm vụ");
    await countTasks(page, tasksOfAnnex);
    return seen(page.getByText(/^\d+ trên 40 nhiệm vụ đã xong, \d+ quá hạn\.$/));
  });
  await checks.check("office, Nhiệm vụ: a year without a plan; the 40 of Decision 15 come with one button", page, async () => {
    await openAt(page, `#/nhiem-vu?nam=${annexYear}`, "Nhiệm vụ");
    await seen(page.getByText(`Kế hoạch năm ${annexYear} chưa có nhiệm vụ nào.`));
    await screens.look(page, "office-tasks-none");
    await button(page, "Nạp 40 nhiệm vụ của Quyết định 15").click();
    await countTasks(page, tasksOfAnnex);
    assert.equal(await groups(page).count(), sectionsOfAnnex);
    assert.equal(await field(page, "year").inputValue(), String(annexYear));
    return seen(page.getByText(/^0 trên 40 nhiệm vụ đã xong, \d+ quá hạn\.$/));
  });
  await checks.check("office, Nhiệm vụ: what is overdue is told by mark and words, and can be seen alone", page, async () => {
    const overdue = page.locator('.task-group .task-mark[data-state="overdue"]');
    await seen(overdue.first().getByText("Quá hạn"));
    await overdue.first().locator(".icon").waitFor();
    await seen(page.locator(".task-group .task-late").getByText(/quá \d+ ngày/));
    const all = await overdue.count();
    await chip(page, /^Quá hạn/).click();
    await countTasks(page, all);
    await screens.look(page, "office-tasks");
    await chip(page, /^Quá hạn/).click();
    await countTasks(page, tasksOfAnnex);
    return `${all} overdue`;
  });
  await checks.check("office, Nhiệm vụ: by who leads and by month, kept in the address", page, async () => {
    await chip(page, "Cơ quan chủ trì").click();
    await seen(groups(page).getByRole("heading", { level: 2, name: /^CC Tư pháp/ }));
    await chip(page, "Tháng đến hạn").click();
    await seen(groups(page).getByRole("heading", { level: 2, name: /^Tháng \d+\/2022/ }));
    assert.match(page.url(), /nhom=thang/);
    await page.reload();
    await seen(groups(page).getByRole("heading", { level: 2, name: /^Tháng \d+\/2022/ }));
    await countTasks(page, tasksOfAnnex);
    await chip(page, "Mục của phụ lục").click();
    await seen(groups(page).getByRole("heading", { level: 2, name: /^I\. Tham gia của người dân/ }));
  });
}

async function walkOne({ officePage: page, checks, screens }) {
  await checks.check("office, Nhiệm vụ: one task beside the board, with what is due and its note", page, async () => {
    await rows(page).getByRole("link", { name: /^2\. / }).click();
    await seen(pane(page).getByText("Ghi chú khi chép lại"));
    await seen(pane(page).getByText(/Phụ lục in “tháng 2\/2021”/));
    await seen(pane(page).getByText("Kế hoạch: hạn 28/02/2022, đã quá hạn"));
    await screens.look(page, "office-task");
  });
  await checks.check("office, Nhiệm vụ: a day that is still ahead is refused beside its field", page, async () => {
    await openFirst(page);
    await button(page, "Cập nhật tiến độ").click();
    await field(page, "step0").check();
    await field(page, "step0DoneOn").fill("01/01/2099");
    await dialog(page).getByRole("button", { name: "Lưu" }).click();
    await seen(errorAt(page, "step0DoneOn"));
    await screens.look(page, "office-task-progress");
  });
  await checks.check("office, Nhiệm vụ: done, with its deadlines, what came of it and a photo as evidence", page, async () => {
    for (const [index, date] of ["25/02/2022", "01/06/2022", "05/12/2022"].entries()) {
      await field(page, `step${index}`).check();
      await field(page, `step${index}DoneOn`).fill(date);
    }
    await dialog(page).getByRole("radio", { name: "Đã xong" }).check();
    await field(page, "doneOn").fill("05/12/2022");
    await field(page, "result").fill("Kế hoạch số 21/KH-UBND; đã báo cáo 6 tháng và năm.");
    await field(page, "photos").setInputFiles({ name: "ke-hoach.png", mimeType: "image/png", buffer: await page.screenshot() });
    await seen(dialog(page).locator(".photo-tiles li"));
    await dialog(page).getByRole("button", { name: "Lưu" }).click();
    await gone(dialog(page));
    await seen(pane(page).locator('.task-mark[data-state="done"]'));
    await seen(pane(page).getByText("Báo cáo năm: hạn 01/12/2022, đã xong ngày 05/12/2022, chậm hạn"));
    await seen(pane(page).getByText("Kế hoạch số 21/KH-UBND", { exact: false }));
    await seen(pane(page).locator(".history").getByText("Cập nhật tiến độ"));
    await pane(page).locator(".photo-strip img").waitFor();
    await seen(page.getByText(/^1 trên 40 nhiệm vụ đã xong/));
    await screens.look(page, "office-task-done");
  });
  await checks.check("office, Nhiệm vụ: its words are corrected only with a reason", page, async () => {
    await button(page, "Sửa nội dung").click();
    await field(page, "partners").fill("Các ban, ngành, đoàn thể xã, các bản");
    await dialog(page).getByRole("button", { name: "Lưu" }).click();
    await seen(errorAt(page, "reason").getByText("Mục này cần được ghi."));
    await field(page, "reason").fill("Ghi cho đủ dấu phẩy");
    await screens.look(page, "office-task-correct");
    await dialog(page).getByRole("button", { name: "Lưu" }).click();
    await gone(dialog(page));
    await seen(pane(page).locator(".history").getByText("Ghi cho đủ dấu phẩy"));
  });
}

async function walkPlan({ officePage: page, checks, screens }) {
  await checks.check("office, Nhiệm vụ: on A4 across in the annex's six columns, all 40", page, async () => {
    await page.getByRole("link", { name: "In", exact: true }).click();
    await seen(page.locator(".task-paper"));
    await screens.look(page, "office-tasks-paper");
    const printed = await print(page, screens, "task-plan");
    hasSize(printed, lying);
    const text = printed.text.replace(/\s+/g, " ");
    for (const words of ["CÁC NHIỆM VỤ TRỌNG TÂM", "XÃ PẮC NGÀ NĂM 2022", "Sản phẩm đầu ra", "Quản trị điện tử"])
      assert.ok(text.includes(words), `${words} is not in:\n${printed.text}`);
    const numbers = await page.locator(".task-paper tbody tr:not(.section) td:first-child").allInnerTexts();
    assert.deepEqual(numbers.map(Number), Array.from({ length: tasksOfAnnex }, (_, index) => index + 1));
    await page.goBack();
    await countTasks(page, tasksOfAnnex);
    return `${printed.pages} pages`;
  });
  await checks.check("office, Nhiệm vụ: as an Excel file", page, async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải Excel" }).click()]);
    assert.match(download.suggestedFilename(), /\.xlsx$/);
    return download.suggestedFilename();
  });
  await checks.check("office, Nhiệm vụ: a file is told as what it would change before it is written; nonsense is refused", page, async () => {
    await button(page, "Nhập từ tệp").click();
    const file = field(page, "taskFile");
    await file.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
    await seen(dialog(page).getByText("Tệp này không phải tệp nhiệm vụ đúng dạng.", { exact: false }));
    const plan = {
      year: annexYear,
      sections: [{ section: "VIII", title: "Quản trị điện tử" }],
      tasks: [{ number: 41, section: "VIII", text: "Mở trang thông tin của xã", lead: "Văn phòng", deadlines: [{ date: "2022-11-30", what: "Trang thông tin" }] }],
    };
    await file.setInputFiles({ name: "them.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(plan)) });
    await seen(dialog(page).getByText("them.json, kế hoạch năm 2022: 1 nhiệm vụ mới, 0 được sửa, 0 giữ nguyên."));
    await screens.look(page, "office-tasks-import");
    await button(page, "Ghi 1 nhiệm vụ").click();
    await countTasks(page, tasksOfAnnex + 1);
  });
  await checks.check("office, Nhiệm vụ: what was recorded by mistake is cancelled with a reason", page, async () => {
    await rows(page).getByRole("link", { name: "41. Mở trang thông tin của xã" }).click();
    await button(page, "Hủy").click();
    await field(page, "reason").fill("Ghi nhầm");
    await dialog(page).getByRole("button", { name: "Hủy nhiệm vụ" }).click();
    await gone(dialog(page));
    await countTasks(page, tasksOfAnnex);
  });
  await checks.check("office, Nhiệm vụ: a later year's plan is made from this one, and only once", page, async () => {
    await button(page, "Lập kế hoạch năm sau").click();
    const offered = () => field(page, "planYear").locator("option").allTextContents();
    assert.ok(Number(await field(page, "planYear").inputValue()) >= Number(day().slice(0, 4)));
    assert.ok((await offered()).includes("2023"));
    await screens.look(page, "office-tasks-plan");
    await field(page, "planYear").selectOption("2023");
    await button(page, "Lập kế hoạch năm 2023").click();
    await page.waitForFunction(() => document.querySelector('[name="year"]')?.value === "2023");
    await countTasks(page, tasksOfAnnex);
    await seen(page.getByText(/^0 trên 40 nhiệm vụ đã xong/));
    await openAt(page, `#/nhiem-vu?nam=${annexYear}`, "Nhiệm vụ");
    await button(page, "Lập kế hoạch năm sau").click();
    assert.ok(!(await offered()).includes("2023"));
    await page.keyboard.press("Escape");
    await gone(dialog(page));
  });
  await checks.check("office, Nhiệm vụ: one more is added at the end of a plan", page, async () => {
    await button(page, "Thêm nhiệm vụ").click();
    await field(page, "section").fill("I");
    assert.equal(await field(page, "sectionTitle").inputValue(), "Tham gia của người dân ở cấp cơ sở");
    await field(page, "text").fill("Họp dân bàn việc làm đường vào bản");
    await field(page, "lead").fill("Văn phòng");
    await button(page, "Thêm mốc").click();
    await field(page, "what0").fill("Họp xong");
    await field(page, "date0").fill("30/11/2022");
    await screens.look(page, "office-task-new");
    await dialog(page).getByRole("button", { name: "Lưu" }).click();
    await gone(dialog(page));
    await countTasks(page, tasksOfAnnex + 1);
    return seen(pane(page).getByText(/Nhiệm vụ \d+, kế hoạch năm 2022/));
  });
}

export async function walkTasks(walk) {
  await walkBoard(walk);
  await walkOne(walk);
  await walkPlan(walk);
}
