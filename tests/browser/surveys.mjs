// The office's piles of satisfaction slips, typed in by the keyboard alone; and which households are asked several times.
import { unanswered } from "./books.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { button, errorAt, field, focused, openAt, rows } from "./page.mjs";
import { a4, hasSize, print } from "./print.mjs";

const place = "Trạm Y tế xã";

const entered = (page, count) => seen(page.getByRole("status").getByText(`Hôm nay đã nhập ${count} phiếu`));

function tableOf(page, title) {
  return page.getByRole("region", { name: title, exact: true }).locator("tbody tr");
}

async function walkEntry({ officePage: page, checks, screens }) {
  await checks.check("office, Phiếu hài lòng: what a pile has in common is said once", page, async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Phiếu hài lòng" }).click();
    await entered(page, 0);
    await field(page, "survey").selectOption("SURVEY_HEALTH");
    await seen(page.getByText("1. Thái độ, lời nói của y, bác sĩ"));
    await field(page, "place").fill(place);
    await page.keyboard.press("Enter");
    await focused(page, "score-1");
  });
  await checks.check("office, Phiếu hài lòng: six keys a slip, and the next one begins", page, async () => {
    for (const [index, keys] of ["54430", "55555", "32112"].entries()) {
      await page.keyboard.type(keys);
      await focused(page, "village");
      await page.keyboard.press("Enter");
      await focused(page, "score-1");
      await entered(page, index + 1);
    }
  });
  await checks.check("office, Phiếu hài lòng: typed faster than it is saved, nothing is lost", page, async () => {
    for (const keys of ["44444", "44444", "44444"]) {
      await page.keyboard.type(keys);
      await page.keyboard.press("Enter");
    }
    await entered(page, 6);
  });
  await checks.check("office, Phiếu hài lòng: backspace goes back; a remark is warned not to name anybody", page, async () => {
    await page.keyboard.type("12");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("5555");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Chờ khám hơi lâu");
    await seen(page.getByText("Không ghi tên người, tên cán bộ: sổ này có trên máy của các bản."));
    await screens.look(page, "office-survey-entry");
    await page.keyboard.press("Enter");
    await entered(page, 7);
  });
  await checks.check("office, Phiếu hài lòng: the last one is taken back", page, async () => {
    await page.keyboard.type("11111");
    await page.keyboard.press("Enter");
    await entered(page, 8);
    await button(page, "Bỏ phiếu vừa nhập").click();
    await seen(page.getByText("Đã bỏ phiếu vừa nhập."));
    await entered(page, 7);
  });
  await checks.check("office, Phiếu hài lòng: an empty slip and a day to come are refused", page, async () => {
    await page.locator('[name="score-1"]').first().focus();
    await page.keyboard.press("Enter");
    await seen(page.getByText("Phiếu chưa có câu nào được trả lời."));
    await field(page, "date").fill("31/12/2099");
    await page.keyboard.press("Enter");
    await page.keyboard.type("55555");
    await page.keyboard.press("Enter");
    await seen(errorAt(page, "date").getByText("Ngày này chưa đến."));
    await entered(page, 7);
  });
}

async function walkResults({ officePage: page, checks, screens }) {
  await checks.check("office, Phiếu hài lòng: what the slips say together", page, async () => {
    await page.getByRole("link", { name: "Kết quả" }).click();
    const questions = tableOf(page, "Khám, chữa bệnh: theo từng câu");
    await seen(questions.first());
    const cells = await questions.first().locator("td").allTextContents();
    assert.deepEqual(cells.slice(0, 8), ["1. Thái độ, lời nói của y, bác sĩ", "1", "0", "1", "3", "2", "0", "3,71"]);
    await seen(tableOf(page, "Theo nơi").getByText(place));
    await seen(page.getByText("Chờ khám hơi lâu"));
    await screens.look(page, "office-survey-results");
  });
  await checks.check("office, Phiếu hài lòng: of another year there is nothing", page, async () => {
    await field(page, "period").selectOption({ index: 2 });
    await seen(page.getByText("Chưa có phiếu nào trong thời gian này."));
  });
}

async function walkPaper({ officePage: page, checks, screens }) {
  await checks.check("office, Kiến nghị: a petition that was answered leads to the slip that asks about the answer", page, async () => {
    await openAt(page, "#/kien-nghi", "Kiến nghị");
    await rows(page).getByRole("link", { name: unanswered.content }).click();
    await page.locator(".record-body").getByRole("link", { name: "In phiếu hỏi người dân về câu trả lời" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "In phiếu trống" }));
    await seen(page.getByText("về việc trả lời kiến nghị, phản ánh").first());
    await screens.look(page, "office-survey-print");
  });
  await checks.check("office, Phiếu hài lòng: two slips on one sheet of A4, and nothing else", page, async () => {
    const sheet = await print(page, screens, "survey-slips");
    assert.equal(sheet.pages, 1);
    hasSize(sheet, { width: a4.height, height: a4.width });
    assert.equal(sheet.text.match(/PHIẾU ĐÁNH GIÁ SỰ HÀI LÒNG/g)?.length, 2);
    assert.ok(!sheet.text.includes("In phiếu trống"));
  });
}

async function walkBurden({ officePage: page, checks, screens }) {
  await checks.check("office, Thống kê: villages by how many campaigns ask them", page, async () => {
    await openAt(page, "#/thong-ke", "Thống kê");
    await page.getByRole("link", { name: "Hộ được vận động nhiều lần" }).click();
    await seen(page.getByText(/“vận động trùng lặp các khoản kêu gọi đóng góp”/));
    await seen(tableOf(page, "Các đợt vận động trong thời gian này").getByRole("link", { name: campaigns[0].title }));
    await screens.look(page, "office-burden");
  });
  await checks.check("office, Thống kê: the households of a village, asked most first, each leading to its page", page, async () => {
    await tableOf(page, "Các bản").getByRole("link", { name: "Lừm Thượng A" }).click();
    const households = tableOf(page, "bản Lừm Thượng A: các hộ");
    await seen(households.first());
    assert.match(await households.first().locator("td").nth(1).textContent(), /^\d+ trên \d+ đợt$/);
    await screens.look(page, "office-burden-village");
    await households.first().getByRole("link").click();
    await gone(page.getByRole("heading", { level: 1, name: "Hộ được vận động nhiều lần" }));
    await seen(page.getByRole("heading", { level: 1 }));
  });
}

export async function walkSurveys(walk) {
  await walkEntry(walk);
  await walkResults(walk);
  await walkPaper(walk);
  await walkBurden(walk);
}
