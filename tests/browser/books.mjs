// The village head's other books: a meeting from invitation to minutes, a petition from the person to the answer, spending,
// a notice from the wall to its taking down.
import { assert, seen } from "./checks.mjs";
import { campaigns } from "./commune.mjs";
import { button, errorAt, field, openAt, rows } from "./page.mjs";
import { a3, a4, hasSize, print } from "./print.mjs";

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
}

// From whatever field has the focus, once the form is there.
async function save(page, heading) {
  await seen(page.locator(".record-form :focus"));
  await page.keyboard.press("Control+Enter");
  await seen(page.getByRole("heading", { level: 1, name: heading }));
}

function inOneLine(text) {
  return text.replace(/\s+/g, " ");
}

async function choose(page, name, typed) {
  await field(page, name).fill(typed);
  await page.getByRole("option").filter({ hasText: typed }).first().click();
}

async function walkMeeting({ agentPage: page, checks, screens }) {
  await checks.check("agent, Họp bản: an empty form says at each field that it is needed", page, async () => {
    await openAt(page, "#/meetings", "Họp bản");
    await page.getByRole("link", { name: "Ghi cuộc họp" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Ghi cuộc họp" }));
    await page.keyboard.press("Control+Enter");
    await seen(errorAt(page, "title").getByText("Mục này cần được ghi."));
  });
  await checks.check("agent, Họp bản: people are invited with a name, a day and an agenda", page, async () => {
    await fill(page, { title: "Họp bản tháng này", starts: "19h30", agenda: "Làm sân nhà văn hóa\nBầu tổ giám sát" });
    await screens.look(page, "agent-meeting-new");
    await save(page, "Họp bản tháng này");
    await seen(page.getByText("Chưa họp, hoặc chưa ghi biên bản."));
    await seen(page.locator(".details").getByText("19:30"));
  });
  await checks.check("agent, Họp bản: calling the roll counts who came", page, async () => {
    await page.getByRole("link", { name: "Ghi biên bản" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Ghi biên bản" }));
    const invited = Number(await field(page, "householdsInvited").inputValue());
    assert.ok(invited > 10, `${invited} households`);
    await page.getByText("Điểm danh theo hộ").click();
    await page.locator(".roll input").nth(2).check(); // the first household is absent
    await page.locator(".roll input").nth(4).check(); // the second sent somebody
    await button(page, "Các hộ còn lại có mặt").click();
    assert.equal(await field(page, "householdsPresent").inputValue(), String(invited - 1));
    return `${invited} households`;
  });
  await checks.check("agent, Họp bản: more votes than households are refused at the votes", page, async () => {
    await fill(page, { secretary: "Quàng Thị Hoa", conclusion: "Thống nhất làm sân." });
    await button(page, "Thêm nội dung biểu quyết").click();
    await fill(page, { resolution1: "Làm sân nhà văn hóa bản", agreed1: "999" });
    await page.keyboard.press("Control+Enter");
    await seen(page.getByText("Số phiếu nhiều hơn số hộ dự họp."));
    await screens.look(page, "agent-meeting-minutes");
  });
  await checks.check("agent, Họp bản: the minutes say whether it was valid and what was passed", page, async () => {
    await fill(page, { agreed1: await field(page, "householdsPresent").inputValue() });
    await save(page, "Họp bản tháng này");
    await seen(page.getByText(/^Họp hợp lệ: \d+\/\d+ hộ dự, cần ít nhất \d+ hộ\.$/));
    await seen(page.getByText(/Được thông qua: \d+\/\d+ hộ tán thành/));
    await screens.look(page, "agent-meeting");
  });
  await checks.check("agent, Họp bản: minutes on A4", page, async () => {
    await page.getByRole("link", { name: "In biên bản" }).click();
    await seen(page.getByText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    await screens.look(page, "agent-minutes-paper");
    const printed = await print(page, screens, "minutes");
    hasSize(printed, a4);
    for (const words of ["BIÊN BẢN", "19 giờ 30 phút", "Quàng Thị Hoa", "10/2022/QH15", "được thông qua", "CHỦ TỌA"])
      assert.ok(inOneLine(printed.text).includes(words), `${words} is not in:\n${printed.text}`);
    assert.doesNotMatch(printed.text, /Hôm nay/);
    return `${printed.pages} page`;
  });
}

async function walkPetition({ agentPage: page, checks, screens }) {
  await checks.check("agent, Kiến nghị: raised at the meeting, and listed with it", page, async () => {
    await openAt(page, "#/meetings", "Họp bản");
    await page.getByRole("link", { name: "Họp bản tháng này" }).click();
    await page.getByRole("link", { name: "Ghi kiến nghị tại cuộc họp" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Ghi kiến nghị" }));
    assert.equal(await field(page, "addressedTo").inputValue(), "UBND xã");
    await fill(page, { content: "Đường vào bản lầy lội, xin rải đá", person: "Lò Thị Ún" });
    await screens.look(page, "agent-petition-new");
    await save(page, "Đường vào bản lầy lội, xin rải đá");
    await seen(page.getByText("Chờ trả lời · còn 15 ngày"));
    await seen(page.locator(".details").getByText(/^Họp bản tháng này, /));
  });
  await checks.check("agent, Hôm nay: the answer is among what is due", page, async () => {
    await openAt(page, "#/", "Hôm nay");
    await seen(page.locator(".deadlines").getByRole("link", { name: "Đường vào bản lầy lội, xin rải đá" }));
    await screens.look(page, "agent-today-deadlines");
  });
  await checks.check("agent, Kiến nghị: answered, then told, and what the person thinks of it", page, async () => {
    await page.locator(".deadlines").getByRole("link", { name: "Đường vào bản lầy lội, xin rải đá" }).click();
    await page.getByRole("link", { name: "Ghi trả lời" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Ghi trả lời" }));
    await fill(page, { answer: "Xã hỗ trợ 20 m³ đá.", answeredBy: "UBND xã" });
    await save(page, "Đường vào bản lầy lội, xin rải đá");
    await seen(page.getByText("Đã có trả lời, chờ báo lại dân"));
    await page.getByRole("link", { name: "Đã báo lại cho dân" }).click();
    await page.getByText("Hài lòng", { exact: true }).click();
    await save(page, "Đường vào bản lầy lội, xin rải đá");
    await seen(page.locator(".lead").getByText("Đã báo lại dân"));
    await screens.look(page, "agent-petition");
    await openAt(page, "#/petitions", "Kiến nghị");
    await seen(rows(page).getByText("Đã báo lại dân"));
    await screens.look(page, "agent-petitions");
  });
}

async function walkSpending({ agentPage: page, checks, screens }) {
  await checks.check("agent, Sổ chi: what is spent shows in the campaign's balance", page, async () => {
    await openAt(page, "#/spending/new", "Ghi khoản chi");
    await choose(page, "campaign", campaigns[0].title);
    await fill(page, { item: "Mua xi măng", amount: "1tr2" });
    await seen(page.getByText("1.200.000 đ · Một triệu hai trăm nghìn đồng"));
    await screens.look(page, "agent-spending-new");
    await save(page, "Mua xi măng");
    await seen(page.locator(".lead-amount").getByText("1.200.000 đ"));
    await seen(page.getByRole("heading", { name: `Thu, chi của bản: ${campaigns[0].title}` }));
    await screens.look(page, "agent-spending");
  });
  await checks.check("agent, Sổ chi: a correction needs its reason", page, async () => {
    await page.getByRole("link", { name: "Sửa", exact: true }).click();
    await fill(page, { amount: "1.300.000" });
    await page.keyboard.press("Control+Enter");
    await seen(errorAt(page, "reason").getByText("Mục này cần được ghi."));
    await fill(page, { reason: "ghi nhầm số tiền" });
    await save(page, "Mua xi măng");
    await seen(page.getByText(/Số tiền chi: 1\.200\.000 đ → 1\.300\.000 đ|1\.300\.000 đ/));
    await openAt(page, "#/spending", "Sổ chi");
    await screens.look(page, "agent-spending-list");
  });
}

async function walkNotice({ agentPage: page, checks, screens }) {
  await checks.check("agent, Niêm yết: a notice of a campaign prints its income and spending", page, async () => {
    await openAt(page, "#/disclosures/new", "Ghi niêm yết");
    await field(page, "subject").selectOption("SUBJECT_CONTRIBUTIONS");
    await fill(page, { title: "Thu, chi làm sân nhà văn hóa" });
    await choose(page, "campaign", campaigns[0].title);
    await screens.look(page, "agent-notice-new");
    await save(page, "Thu, chi làm sân nhà văn hóa");
    await seen(page.getByText("Đang niêm yết · còn 29 ngày"));
    await screens.look(page, "agent-notice");
    await page.getByRole("link", { name: "In tờ niêm yết" }).click();
    await seen(page.locator(".register").getByText("Mua xi măng"));
    await screens.look(page, "agent-notice-paper");
    const printed = await print(page, screens, "notice");
    hasSize(printed, a4);
    for (const words of ["THÔNG BÁO", "1.300.000 đ", "Mua xi măng", "TRƯỞNG BẢN"])
      assert.ok(inOneLine(printed.text).includes(words), `${words} is not in:\n${printed.text}`);
    await page.getByText("A3", { exact: true }).click();
    hasSize(await print(page, screens, "notice-a3"), a3);
  });
  await checks.check("agent, Niêm yết: taken down before its time is said", page, async () => {
    await openAt(page, "#/disclosures", "Niêm yết công khai");
    await rows(page).getByRole("link", { name: "Thu, chi làm sân nhà văn hóa" }).click();
    await page.getByRole("link", { name: "Gỡ niêm yết" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Gỡ niêm yết" }));
    await save(page, "Thu, chi làm sân nhà văn hóa");
    await seen(page.getByText("Thời gian niêm yết ngắn hơn 30 ngày"));
  });
}

export async function walkBooks(walk) {
  await walkMeeting(walk);
  await walkPetition(walk);
  await walkSpending(walk);
  await walkNotice(walk);
  await leavePetition(walk);
  await walkReport(walk);
}

async function walkReport({ agentPage: page, checks, screens }) {
  const year = new Date().getFullYear();
  await checks.check("agent, Báo cáo: the figures are those of the book, and nobody types them", page, async () => {
    await openAt(page, "#/reports", "Báo cáo kỳ");
    await page.getByRole("link", { name: "Lập báo cáo" }).click();
    await page.getByText("Cả năm", { exact: true }).click();
    await field(page, "year").fill(String(year));
    await seen(page.getByText(`Số liệu từ 01/06/${year} đến 30/11/${year}; gửi xã trước ngày 02/12/${year}.`));
    await seen(page.locator(".details").getByText("1.300.000 đ"));
    await fill(page, { results: "Bản họp một lần, thống nhất làm sân nhà văn hóa." });
    await screens.look(page, "agent-report-new");
    await save(page, `Báo cáo năm ${year}`);
    await seen(page.locator(".figure-list").getByText("Đã chi"));
    await screens.look(page, "agent-report");
  });
  await checks.check("agent, Báo cáo: on A4", page, async () => {
    await page.getByRole("link", { name: "In báo cáo" }).click();
    await seen(page.locator(".register").getByText("Số cuộc họp bản"));
    await screens.look(page, "agent-report-paper");
    const printed = await print(page, screens, "report");
    hasSize(printed, a4);
    for (const words of ["BÁO CÁO", "SỐ LIỆU", "1.300.000 đ", "KẾT QUẢ THỰC HIỆN", "TRƯỞNG BẢN"])
      assert.ok(inOneLine(printed.text).includes(words), `${words} is not in:\n${printed.text}`);
  });
}

// For the office to answer (office_books.mjs).
export const unanswered = { content: "Xin sửa cầu treo đầu bản", person: "Quàng Văn Ơn" };

async function leavePetition({ agentPage: page, checks }) {
  await checks.check("agent, Kiến nghị: who asks not to be named is named on this laptop alone", page, async () => {
    await openAt(page, "#/petitions/new", "Ghi kiến nghị");
    await fill(page, unanswered);
    await field(page, "confidential").check();
    await save(page, unanswered.content);
    await seen(page.locator(".details").getByText(unanswered.person));
  });
}

export async function walkGroup({ agentPage: page, checks, screens }) {
  const amounts = page.locator(".group-grid input[data-amount]");
  await checks.check("agent, Ghi cả bản: down the households by keyboard alone", page, async () => {
    await openAt(page, "#/contributions", "Đóng góp");
    await page.getByRole("link", { name: "Ghi cả bản" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Ghi đóng góp cả bản" }));
    await field(page, "campaign").selectOption({ label: campaigns[0].title });
    await amounts.first().focus();
    for (const typed of ["200k", "1tr2", "50.000"]) {
      await page.keyboard.type(typed);
      await page.keyboard.press("Enter");
    }
    await seen(page.getByText("3 hộ, người đã ghi · 1.450.000 đ"));
    await screens.look(page, "agent-group");
  });
  await checks.check(
    "agent, Ghi cả bản: a pasted table finds its households, and says whom it does not know",
    page,
    async () => {
      const label = await page.locator(".group-grid tbody th").nth(4).innerText();
      const [, head, code] = /^(.*?)(?: \(\d+\))? · hộ (\S+)$/.exec(label);
      await amounts.nth(3).focus();
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.activeElement.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, `${code}\t${head}\t300.000\nX9\tKhông ai\t10.000\n`);
      await seen(page.getByText("Chưa rõ của hộ nào: X9 · Không ai · 10.000"));
      assert.equal(await amounts.nth(4).inputValue(), "300.000");
      await seen(page.getByText("4 hộ, người đã ghi · 1.750.000 đ"));
    },
  );
  await checks.check(
    "agent, Ghi cả bản: one wrong line keeps all of them back, and is told beside it",
    page,
    async () => {
      await button(page, "Thêm người không thuộc hộ trong bản").click();
      await field(page, "guest-amount0").fill("abc");
      await page.keyboard.press("Control+Enter");
      await seen(page.locator(".group-grid .error"));
      await field(page, "guest0").fill("Công ty Hoa Ban");
      await field(page, "guest-amount0").fill("5tr");
    },
  );
  await checks.check("agent, Ghi cả bản: all of them are saved together", page, async () => {
    await page.keyboard.press("Control+Enter");
    await seen(page.getByText("Đã lưu 5 khoản trên máy này."));
    await seen(rows(page).getByRole("link", { name: "Công ty Hoa Ban" }));
    await seen(rows(page).getByText("1.200.000 đ"));
  });
  await checks.check("agent, Phiếu đóng góp: all that a household gave, on one paper", page, async () => {
    await rows(page).filter({ hasText: "1.200.000 đ" }).getByRole("link").first().click();
    await page.locator(".details").getByRole("link").first().click();
    await page.getByRole("link", { name: "Phiếu đóng góp" }).click();
    await seen(page.locator(".register").getByText("1.200.000 đ"));
    await screens.look(page, "agent-donor-card");
    const printed = await print(page, screens, "donor-card");
    hasSize(printed, a4);
    assert.ok(inOneLine(printed.text).includes("PHIẾU THEO DÕI ĐÓNG GÓP"), printed.text);
  });
}

export async function walkAnonymous({ agentPage: page, checks }) {
  await checks.check("agent, Ghi đóng góp: a giver who does not want to be named is written down all the same", page, async () => {
    await openAt(page, "#/contributions/new", "Ghi đóng góp");
    await field(page, "campaign").selectOption({ label: campaigns[0].title });
    await page.getByText("Thêm: người ngoài bản, cơ quan, người thu, số trong sổ giấy, ảnh").click();
    await page.locator('input[name="donorType"][value="DONOR_TYPE_PERSON"]').check();
    await field(page, "anonymous").check();
    await page.locator('input[name="form"][value="FORM_CASH"]').check(); // another one may be remembered
    await field(page, "amount").fill("77k");
    await page.keyboard.press("Control+Enter");
    await seen(page.locator(".just-recorded li").filter({ hasText: "Người ủng hộ không nêu tên" }).getByText("77.000 đ"));
  });
}
