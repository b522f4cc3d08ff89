// The commune's period report: who has sent, figures that lead to their records, the draft, the paper, Word, submitting and what
// differs afterwards; a reminder that reaches the laptop.
import { readFile } from "node:fs/promises";
import { assert, gone, seen } from "./checks.mjs";
import { button, field, openAt } from "./page.mjs";
import { a4, hasSize, print } from "./print.mjs";

function section(page, heading) {
  return page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: heading, exact: true }) });
}

export async function walkReports({ officePage: page, checks, screens }) {
  await checks.check("office, Báo cáo kỳ của xã: who has sent and who has not", page, async () => {
    await openAt(page, "#/bao-cao-xa", "Báo cáo kỳ của xã");
    const words = await seen(page.getByText(/\d+ trên \d+ bản đã gửi\./));
    await seen(page.locator('.report-state[data-state="awaited"], .report-state[data-state="late"]'));
    await screens.look(page, "office-report");
    return words;
  });
  await checks.check("office, Báo cáo kỳ của xã: a reminder reaches the villages that have not sent", page, async () => {
    await button(page, "Nhắc các bản chưa gửi").click();
    await field(page, "comment").fill("Gửi sớm giúp xã");
    await page.locator("dialog").getByRole("button", { name: "Gửi lời nhắc" }).click();
    await gone(page.locator("dialog"));
    return seen(page.getByText(/^Đã nhắc \d+ bản\.$/));
  });
  await checks.check("office, Báo cáo kỳ của xã: a figure leads to the records behind it", page, async () => {
    const money = section(page, "Số liệu toàn xã").getByRole("row", { name: /Tiền mặt, chuyển khoản/ });
    const shown = await seen(money.getByRole("link"));
    await money.getByRole("link").first().click();
    await seen(page.getByRole("heading", { level: 1, name: /Sổ/ }));
    await page.goBack();
    await seen(page.getByRole("heading", { level: 1, name: "Báo cáo kỳ của xã" }));
    return shown;
  });
  await checks.check("office, Báo cáo kỳ của xã: the villages' words come below what is written, each once", page, async () => {
    await field(page, "documentNumber").fill("12");
    await field(page, "general").fill("Kỳ này xã có mưa lũ, đường vào ba bản bị cắt.");
    const own = "Cả xã đã làm xong đường vào ba bản.";
    await field(page, "results").fill(own);
    await button(page, "Lấy lời của các bản").click();
    await seen(page.getByText("Đã đưa thêm lời của các bản vào ô."));
    const taken = await field(page, "results").inputValue();
    assert.ok(taken.startsWith(`${own}\n`), taken);
    assert.match(taken, /: /);
    await button(page, "Lấy lời của các bản").click();
    await seen(page.getByText("Các ô đã có đủ lời của các bản."));
    assert.equal(await field(page, "results").inputValue(), taken);
    await button(page, "Lưu bản nháp").click();
    await seen(page.getByText("Đã lưu bản nháp."));
    await seen(button(page, "Chốt và gửi"));
  });
  await checks.check("office, Báo cáo kỳ của xã: as Word, to be edited and signed", page, async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Tải bản Word để ký").click()]);
    assert.match(download.suggestedFilename(), /^bao-cao-(nam|6-thang)-\d{4}\.docx$/);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, 2).toString(), "PK");
    return `${(bytes.length / 1024).toFixed(0)} KB`;
  });
  await checks.check("office, Báo cáo kỳ của xã: fixed with a code, by whom and when", page, async () => {
    await button(page, "Chốt và gửi").click();
    await page.locator("dialog").getByRole("button", { name: "Chốt và gửi" }).click();
    const words = await seen(page.getByText(/^Đã chốt ngày \d\d\/\d\d\/\d{4}, người chốt: /));
    await seen(page.getByText("Sổ sách hôm nay vẫn đúng như lúc chốt."));
    await screens.look(page, "office-report-submitted");
    return words;
  });
  await checks.check("office, Báo cáo kỳ của xã: on A4 in the form of Nghị định 30", page, async () => {
    await page.getByRole("link", { name: "Xem bản in, lưu PDF" }).click();
    await seen(page.locator(".report-paper"));
    await screens.look(page, "office-report-paper");
    const printed = await print(page, screens, "commune-report");
    hasSize(printed, a4);
    const text = printed.text.replace(/\s+/g, " ");
    for (const words of ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "Số: 12/", "Biểu 2. Số liệu từng bản", "Nơi nhận:", "Mã kiểm tra:"])
      assert.ok(text.includes(words), `${words} is not in:\n${printed.text}`);
    await page.goBack();
    return `${printed.pages} pages`;
  });
  await checks.check("office, Báo cáo kỳ của xã: withdrawn with a reason, the text stays", page, async () => {
    await button(page, "Thu hồi").click();
    await page.locator('dialog [name="reason"]').fill("Còn thiếu số liệu một bản");
    await page.locator("dialog").getByRole("button", { name: "Thu hồi" }).click();
    await gone(page.locator("dialog"));
    await seen(field(page, "general"));
    assert.match(await field(page, "general").inputValue(), /mưa lũ/);
  });
  await checks.check("office, Báo cáo kỳ của xã: MTTQ and the police have their own", page, async () => {
    await page.getByRole("button", { name: "Công an xã", exact: true }).click();
    await seen(page.getByRole("heading", { level: 2, name: "An ninh trật tự theo bản" }));
    await seen(page.getByText("đừng ghi tên người trong vụ việc", { exact: false }));
    await screens.look(page, "office-report-police");
    await page.getByRole("button", { name: "Ủy ban MTTQ xã", exact: true }).click();
    await seen(page.getByRole("heading", { level: 2, name: "Số liệu từng đợt vận động" }));
  });
}
