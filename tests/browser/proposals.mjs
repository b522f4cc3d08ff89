// What a village proposes and the office decides: a campaign that follows from a resolution, and changes in the list of households.
import { assert, gone, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { day } from "./days.mjs";
import { button, errorAt, field, openAt, rows } from "./page.mjs";

const shownDay = (offset) => day(offset).split("-").reverse().join("/");

const pane = (page) => page.locator(".record-body");

async function walkCampaign({ agentPage, officePage, checks, screens }) {
  await checks.check("agent, Đề xuất: a resolution that passed leads to the proposal", agentPage, async () => {
    await openAt(agentPage, "#/meetings", "Họp bản");
    await agentPage.getByRole("link", { name: "Họp bản tháng này" }).click();
    await screens.look(agentPage, "agent-meeting-after");
    await agentPage.locator(".after-meeting").getByRole("link", { name: "Đề xuất vận động" }).click();
    await seen(agentPage.getByRole("heading", { level: 1, name: "Đề xuất vận động" }));
    assert.equal(await field(agentPage, "title").inputValue(), "Làm sân nhà văn hóa bản");
    assert.match(await field(agentPage, "meeting").inputValue(), /^Họp bản tháng này/);
  });
  await checks.check("agent, Đề xuất: a fixed level and a like campaign are told, with words and passage", agentPage, async () => {
    await field(agentPage, "purpose").fill("Làm sân nhà văn hóa bản. Mỗi hộ đóng 300.000 đồng.");
    await field(agentPage, "toDate").fill(shownDay(90));
    await agentPage.getByLabel("Tiền mặt").check();
    await screens.look(agentPage, "agent-proposal-new");
    await agentPage.keyboard.press("Control+Enter");
    await seen(agentPage.getByText("Chờ xã phê duyệt."));
    const findings = agentPage.locator(".findings");
    await seen(findings.locator('[data-code="fixed_level"]').getByText("Mỗi hộ đóng 300.000 đồng"));
    await seen(findings.locator('[data-code="same_purpose"]').getByRole("link", { name: campaigns[0].title }));
    await seen(findings.getByText(/Quyết định 15\/QĐ-UBND, kế hoạch, mục II\.1\.c/));
    await screens.look(agentPage, "agent-proposal");
  });
  await checks.check("office, Đề xuất: returned with what to change, and the village has it among its duties", officePage, async () => {
    await openAt(officePage, "#/de-xuat", "Đề xuất vận động");
    await rows(officePage).getByRole("link", { name: "Làm sân nhà văn hóa bản" }).click();
    await seen(pane(officePage).locator('[data-code="fixed_level"]'));
    await screens.look(officePage, "office-proposal");
    await officePage.keyboard.press("t");
    await officePage.locator("dialog").getByRole("textbox").fill("Bỏ mức đóng cho mỗi hộ");
    await officePage.locator("dialog").getByRole("button", { name: /Trả lại/ }).click();
    await gone(officePage.locator("dialog"));
    await openAt(agentPage, "#/", "Hôm nay");
    await seen(agentPage.locator(".deadlines").getByText("Xã trả lại, cần sửa"));
    await agentPage.locator(".deadlines").getByRole("link", { name: "Làm sân nhà văn hóa bản" }).click();
  });
  await checks.check("agent, Đề xuất: in other words", agentPage, async () => {
    await agentPage.getByRole("link", { name: "Sửa", exact: true }).click();
    await field(agentPage, "title").fill("Kè suối sau trường mầm non");
    await field(agentPage, "purpose").fill("Chống sạt lở; ai có lòng thì góp");
    await field(agentPage, "reason").fill("xã yêu cầu bỏ mức đóng");
    await agentPage.keyboard.press("Control+Enter");
    await seen(agentPage.getByRole("heading", { level: 1, name: "Kè suối sau trường mầm non" }));
    await gone(agentPage.locator('[data-code="fixed_level"]'));
  });
  await checks.check("office, Đề xuất: approved by one key, and open for the village", officePage, async () => {
    await officePage.getByRole("button", { name: "Xem nội dung mới" }).click();
    await seen(pane(officePage).getByRole("heading", { level: 2, name: "Kè suối sau trường mầm non" }));
    await seen(pane(officePage).getByText("Duyệt đề xuất này thì đợt vận động được mở ngay cho các bản."));
    await officePage.keyboard.press("d");
    await seen(pane(officePage).getByRole("link", { name: "Mở đợt vận động" }));
    await seen(agentPage.getByText("Xã đã phê duyệt."));
    await agentPage.getByRole("link", { name: "Mở đợt vận động" }).click();
    await seen(agentPage.locator(".details").getByText("Đang vận động"));
  });
  await checks.check("office, Đợt vận động: ended, then settled with what the books say", officePage, async () => {
    await pane(officePage).getByRole("link", { name: "Mở đợt vận động" }).click();
    for (const [step, done] of [["Kết thúc đợt", "Đã kết thúc."], ["Quyết toán", "Đã quyết toán."]]) {
      await button(officePage, step).click();
      await officePage.locator("dialog").getByRole("textbox").fill("Biên bản họp dân");
      await officePage.locator("dialog").getByRole("button", { name: step }).click();
      await seen(officePage.getByText(done, { exact: true }));
    }
    await seen(officePage.locator(".figure-list").getByText("Còn lại"));
    await screens.look(officePage, "office-campaign-settled");
    await seen(agentPage.locator(".figure-list").getByText("Còn lại"));
    await screens.look(agentPage, "agent-campaign-settled");
  });
}

async function walkHouseholds({ agentPage, officePage, checks, screens }) {
  await checks.check("agent, Hộ dân: which fields are asked follows from what is to change", agentPage, async () => {
    await openAt(agentPage, "#/households", "Hộ dân");
    await agentPage.getByRole("link", { name: "Đề nghị thêm hộ" }).click();
    await seen(field(agentPage, "head"));
    assert.equal(await field(agentPage, "household").count(), 0);
    await agentPage.keyboard.press("Control+Enter");
    await seen(errorAt(agentPage, "head"));
    await field(agentPage, "head").fill("Sùng A Tủa");
    await field(agentPage, "members").fill("4");
    await screens.look(agentPage, "agent-household-request-new");
    await agentPage.keyboard.press("Control+Enter");
    await seen(agentPage.getByRole("heading", { level: 1, name: "Thêm hộ mới: Sùng A Tủa" }));
  });
  await checks.check("office, Hộ dân: accepted, and the list has the household", officePage, async () => {
    await openAt(officePage, "#/de-nghi-ho", "Đề nghị thay đổi hộ");
    await rows(officePage).getByRole("link", { name: "Thêm hộ mới: Sùng A Tủa" }).click();
    await seen(pane(officePage).getByText("Duyệt đề nghị này thì danh sách hộ được sửa ngay."));
    await screens.look(officePage, "office-household-request");
    await officePage.keyboard.press("d");
    await seen(officePage.getByText("Đã duyệt: Thêm hộ mới: Sùng A Tủa"));
    await openAt(agentPage, "#/households?query=sung a tua", "Hộ dân");
    await seen(rows(agentPage).getByText("Sùng A Tủa"));
  });
  await checks.check("agent, Hộ dân: a household that merges shows where it is now", agentPage, async () => {
    await rows(agentPage).getByRole("link", { name: "Sùng A Tủa" }).click();
    await agentPage.getByRole("link", { name: "Đề nghị thay đổi" }).click();
    await field(agentPage, "change").selectOption("HOUSEHOLD_CHANGE_MERGE");
    await field(agentPage, "into").fill("Lò");
    await agentPage.getByRole("option").filter({ hasText: "Lò" }).first().click();
    await agentPage.keyboard.press("Control+Enter");
    await seen(agentPage.getByRole("heading", { level: 1, name: /^Nhập hộ: Sùng A Tủa/ }));
    await openAt(officePage, "#/de-nghi-ho", "Đề nghị thay đổi hộ");
    await rows(officePage).getByRole("link", { name: /^Nhập hộ: Sùng A Tủa/ }).click();
    await seen(pane(officePage).getByRole("heading", { level: 2, name: /^Nhập hộ/ }));
    await officePage.keyboard.press("d");
    await seen(officePage.getByText(/^Đã duyệt: Nhập hộ/));
    await openAt(agentPage, "#/households?query=sung a tua", "Hộ dân");
    await seen(rows(agentPage).getByText("(đã nhập hộ khác)"));
    await rows(agentPage).getByRole("link", { name: "Sùng A Tủa" }).click();
    await seen(agentPage.locator(".details").getByText("Đã nhập vào hộ"));
    await screens.look(agentPage, "agent-household-merged");
  });
}

export async function walkProposals(walk) {
  await walkCampaign(walk);
  await walkHouseholds(walk);
}
