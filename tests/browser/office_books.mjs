// The office's side of the other books: a meeting accepted, a petition answered, and the village told of both.
import { unanswered } from "./books.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { button, errorAt, field, rows } from "./page.mjs";
import { xlsx } from "./xlsx.mjs";

function pane(page) {
  return page.locator(".record-body");
}

async function open(page, name) {
  // Beside the name there may be a number of what waits.
  await page.getByRole("navigation").getByRole("link").filter({ has: page.getByText(name, { exact: true }) }).click();
  await seen(rows(page));
}

async function openRow(page, name) {
  await rows(page).getByRole("link", { name }).click();
  await seen(pane(page).getByRole("heading", { level: 2, name }));
}

export async function walkOfficeBooks({ officePage: page, agentPage, checks, screens }) {
  await checks.check("office, Họp bản: what the village recorded, and accepted by one key", page, async () => {
    await open(page, "Họp bản");
    await openRow(page, "Họp bản tháng này");
    await seen(pane(page).getByText(/^Họp hợp lệ: /));
    await screens.look(page, "office-meetings");
    await page.keyboard.press("d");
    await seen(page.getByText("Đã duyệt: Họp bản tháng này"));
    await seen(pane(page).locator('[data-status="accepted"]'));
  });
  await checks.check("office, Kiến nghị: who asked not to be named is not named", page, async () => {
    await open(page, "Kiến nghị");
    await openRow(page, unanswered.content);
    await seen(page.getByText("Người kiến nghị đề nghị giữ kín tên."));
    assert.ok(!(await page.content()).includes(unanswered.person));
  });
  await checks.check("office, Kiến nghị: an empty answer is refused beside the field", page, async () => {
    await button(page, "Trả lời").click();
    await page.locator("dialog").getByRole("button", { name: "Trả lời" }).click();
    await seen(errorAt(page, "answer").getByText("Mục này cần được ghi."));
    await screens.look(page, "office-petition-answer");
  });
  await checks.check("office, Kiến nghị: answered, and the village hears of it", page, async () => {
    await field(page, "answer").fill("Xã sửa cầu trong quý I.");
    await page.locator("dialog").getByRole("button", { name: "Trả lời" }).click();
    await gone(page.locator("dialog"));
    await seen(pane(page).getByText("Xã sửa cầu trong quý I.").first());
    await screens.look(page, "office-petition");
    await agentPage.evaluate(() => (location.hash = "#/petitions?state=answered"));
    await seen(rows(agentPage).getByRole("link", { name: unanswered.content }));
  });
  await checks.check(
    "office, Kiến nghị: recorded at the office, into the book of the person's village",
    page,
    async () => {
      await open(page, "Kiến nghị");
      await button(page, "Ghi kiến nghị").click();
      await page.locator("dialog").getByRole("button", { name: "Lưu" }).click();
      await seen(errorAt(page, "petitionVillage").getByText("Mục này cần được ghi."));
      await field(page, "petitionVillage").selectOption("NC");
      await field(page, "content").fill("Xin cấp lại sổ hộ nghèo");
      await screens.look(page, "office-petition-new");
      await page.locator("dialog").getByRole("button", { name: "Lưu" }).click();
      await seen(pane(page).getByRole("heading", { level: 2, name: "Xin cấp lại sổ hộ nghèo" }));
      await agentPage.evaluate(() => (location.hash = "#/petitions?state=open"));
      await seen(rows(agentPage).getByRole("link", { name: "Xin cấp lại sổ hộ nghèo" }));
    },
  );
  await checks.check("office, Kiến nghị: what was written down wrongly is corrected with a reason", page, async () => {
    await button(page, "Sửa nội dung").click();
    await field(page, "content").fill("Xin cấp lại sổ hộ cận nghèo");
    await page.locator("dialog").getByRole("button", { name: "Lưu" }).click();
    await seen(errorAt(page, "reason").getByText("Mục này cần được ghi."));
    await field(page, "reason").fill("ghi nhầm loại sổ");
    await screens.look(page, "office-petition-correct");
    await page.locator("dialog").getByRole("button", { name: "Lưu" }).click();
    await seen(pane(page).getByRole("heading", { level: 2, name: "Xin cấp lại sổ hộ cận nghèo" }));
    await seen(pane(page).locator(".history").getByText("ghi nhầm loại sổ"));
    await seen(rows(agentPage).getByRole("link", { name: "Xin cấp lại sổ hộ cận nghèo" }));
  });
  await checks.check("office: the menu tells what waits in each book", page, async () => {
    await seen(page.getByRole("link", { name: /Kiến nghị.*kiến nghị chưa trả lời/ }));
  });
  for (const [name, screen] of [
    ["Sổ chi", "spending"],
    ["Niêm yết", "notices"],
    ["Báo cáo của bản", "reports"],
  ]) {
    await checks.check(`office, ${name}: screen`, page, async () => {
      await open(page, name);
      await rows(page).first().click();
      await seen(pane(page).getByRole("heading", { level: 2 }));
      await screens.look(page, `office-${screen}`);
    });
  }
  await checks.check(
    "office, Hộ dân: a pasted list is told as what it would change before it changes anything",
    page,
    async () => {
      await page.getByRole("navigation").getByRole("link", { name: "Hộ dân", exact: true }).click();
      await page.getByRole("link", { name: "Nhập danh sách" }).click();
      await field(page, "importVillage").selectOption("NC");
      const list = [
        "Số hộ\tHọ và tên chủ hộ\tNăm sinh\tDiện hộ\tGhi chú",
        "901\tLò Thị Mới\t1990\tHộ nghèo\t",
        "902\t\t1991\t\t",
        "901\tLò Thị Hai\t\t\t",
      ];
      await field(page, "importList").fill(list.join("\n"));
      await button(page, "Xem trước").click();
      await seen(page.getByText("1 hộ mới, 0 hộ thay đổi, 0 hộ giữ nguyên, 2 dòng chưa đúng"));
      await seen(page.getByText("Bỏ qua các cột: Ghi chú"));
      await seen(page.getByText("Chủ hộ: Mục này cần được ghi."));
      await screens.look(page, "office-household-import");
    },
  );
  await checks.check("office, Hộ dân: an Excel file is read, and what is no Excel file is said to be none", page, async () => {
    const file = field(page, "importFile");
    const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    await file.setInputFiles({ name: "ho.xlsx", mimeType, buffer: Buffer.from("no Excel") });
    await seen(page.getByText("Không đọc được tệp này."));
    const buffer = xlsx([
      ["Số hộ", "Họ và tên chủ hộ", "Năm sinh"],
      ["903", "Mùa A Lệnh", 1985],
      ["904", "Mùa A Phòng", "không rõ"],
    ]);
    await file.setInputFiles({ name: "ho.xlsx", mimeType, buffer });
    await page.waitForFunction(() => document.querySelector('[name="importList"]').value.includes("Mùa A Lệnh"));
    await button(page, "Xem trước").click();
    await seen(page.getByText("1 hộ mới, 0 hộ thay đổi, 0 hộ giữ nguyên, 1 dòng chưa đúng"));
    await field(page, "importList").fill("Số hộ,Họ và tên chủ hộ,Năm sinh,Diện hộ\n901,Lò Thị Mới,1990,Hộ nghèo");
    await button(page, "Xem trước").click();
    await seen(page.getByText("1 hộ mới, 0 hộ thay đổi, 0 hộ giữ nguyên, 0 dòng chưa đúng"));
  });
  await checks.check("office, Hộ dân: what is good of it is written, and reaches the village", page, async () => {
    await button(page, "Ghi 1 hộ").click();
    await seen(page.getByText("Đã ghi 1 hộ."));
    await agentPage.evaluate(() => (location.hash = "#/households?query=moi"));
    await seen(rows(agentPage).getByText("Lò Thị Mới"));
  });
  await checks.check("agent, Họp bản: the village sees that the office accepted it", agentPage, async () => {
    await agentPage.evaluate(() => (location.hash = "#/meetings"));
    await seen(rows(agentPage).getByText("Xã đã duyệt"));
  });
}
