// The village head's page with the office in reach: sending, what comes back, two machines that differ, and the end.
import { openRecord } from "./agent.mjs";
import { watchTexts } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { button, countRows, field, focused, linkState } from "./page.mjs";
import { seePhotosSent } from "./photos.mjs";

export async function walkAgentOnline(walk) {
  const { agentPage: page, agentUrl, checks, screens, commune, second } = walk;
  await checks.check("agent: sends by itself when the office is there, and says so without a reload", page, async () => {
    await page.goto(agentUrl);
    await seen(linkState(page).getByText(/^Chưa có mạng/));
    const texts = await watchTexts(page, ".link-words, .progress");
    await commune.startHub();
    await linkState(page).getByText(/^Đã gửi hết, lúc \d\d:\d\d hôm nay\.$/).waitFor({ timeout: retryMsMax });
    return [...new Set((await texts()).map((text) => text.replace(/\d+ (giây|phút)/, "… $1")))].join(" → ");
  });
  await checks.check("agent: the marks turn from ◔ to ✓ without a reload", page, async () => {
    await page.locator('main table .status[data-status="received"]', { hasText: "Xã đã nhận" }).nth(4).waitFor();
    await gone(page.locator('main table .status[data-status="waiting"]'));
    await gone(page.locator(".menu .badge"));
    await screens.look(page, "agent-today-sent");
  });
  await checks.check("agent, Hôm nay: each number is as many records as it opens", page, async () => {
    assert.deepEqual(await openFigures(page, agentUrl), { recorded: 7, waiting: 0, received: 5, returned: 0, accepted: 0 });
  });
  await seePhotosSent(walk);
  await Promise.all(second.laptops.map((it) => it.sync()));
  await walk.secondLaptop.sync();
}

const retryMsMax = 130_000; // the longest wait between two tries, and a little

// The numbers of the first page; each has been opened, and led to as many records.
async function openFigures(page, agentUrl) {
  await page.goto(agentUrl);
  await page.locator(".figures a").first().waitFor();
  const links = await page.locator(".figures a").evaluateAll((all) =>
    all.map((it) => ({ state: it.dataset.status ?? "recorded", count: Number(it.querySelector("b").textContent), hash: it.hash })),
  );
  for (const { count, hash } of links.filter((it) => it.count > 0)) {
    await page.goto(`${agentUrl}${hash}`);
    await seen(page.getByRole("heading", { name: "Đóng góp", exact: true }));
    await countRows(page, count);
  }
  await page.goto(agentUrl);
  return Object.fromEntries(links.map(({ state, count }) => [state, count]));
}

export async function walkReturned(walk) {
  const { agentPage: page, agentUrl, checks, screens, returned } = walk;
  await checks.check("agent, Hôm nay: what the office returned stands out, with its comment", page, async () => {
    await page.goto(agentUrl);
    const card = page.locator(".attention[data-status=returned]");
    await seen(card.getByText("Xã trả lại (1)"));
    await seen(card.getByText(returned.household.head));
    await seen(card.getByText(`Xã ghi: “${returned.comment}”`));
    await screens.look(page, "agent-today-returned");
  });
  await checks.check("agent, Khoản đóng góp: says that it came back, and why", page, async () => {
    await page.locator(".attention").getByRole("link", { name: returned.household.head }).click();
    await seen(page.getByText(`Xã trả lại: “${returned.comment}”`));
    await seen(page.locator(".history li[data-step=returned]").getByText(returned.comment));
    await screens.look(page, "agent-contribution-returned");
  });
  await checks.check("agent, Sửa: with the comment in sight; goes back to the office by itself", page, async () => {
    await page.goto(agentUrl);
    await page.locator(".attention").getByRole("link", { name: "Sửa" }).click();
    await seen(page.getByText(`Xã ghi: “${returned.comment}”`));
    await field(page, "note").fill("góp đợt hai, ngày 20/11");
    await field(page, "reason").fill("ghi rõ đợt như xã dặn");
    await screens.look(page, "agent-correct-returned");
    await page.keyboard.press("Control+Enter");
    await seen(page.locator(".history li").getByText("ghi rõ đợt như xã dặn"));
    await seen(page.locator('.status[data-status="received"]'));
    await seen(page.getByText(/đã xem lúc .*; sau đó bản ghi được sửa nên xã sẽ xem lại\./));
    await page.goto(agentUrl);
    await gone(page.locator(".attention[data-status=returned]"));
  });
}

export async function walkConflict(walk) {
  const { agentPage: page, agentUrl, checks, screens, commune, secondLaptop } = walk;
  const household = walk.households[3];
  await checks.check("agent: two machines of the village differ: both values side by side, one is chosen", page, async () => {
    await secondLaptop.sync();
    await commune.stopHub();
    const [record] = await secondLaptop.list("contribution", "--household", household.id);
    await secondLaptop.amend(record.id, { amount: "300000" }, "đếm lại tiền");
    await openRecord(page, agentUrl, household.head);
    await page.getByRole("link", { name: "Sửa" }).click();
    await field(page, "amount").fill("400k");
    await field(page, "reason").fill("góp thêm 50 nghìn");
    await page.keyboard.press("Control+Enter");
    await seen(page.locator(".lead-amount").getByText("400.000 đ"));
    await cancelRecord(page, agentUrl, walk.households[4].head);
    assert.equal((await openFigures(page, agentUrl)).waiting, 2);
    await commune.startHub();
    await secondLaptop.sync();
    await page.goto(agentUrl);
    await seen(page.locator(".attention[data-status=conflict]").getByText(household.head), retryMsMax);
    await screens.look(page, "agent-today-conflict");
    await page.locator(".attention[data-status=conflict]").getByRole("link", { name: "Chọn" }).click();
    await seen(page.getByText("300.000 đ"));
    await screens.look(page, "agent-conflict");
    await button(page, "Chọn các giá trị này").click();
    await seen(page.getByText("Hãy chọn một bên cho mỗi mục."));
    await page.getByRole("radio", { name: /400\.000 đ/ }).check();
    await field(page, "decision").fill("hỏi lại chị Hoa rồi");
    await button(page, "Chọn các giá trị này").click();
    await seen(page.locator(".toast").getByText("Đã lưu lựa chọn trên máy này."));
    await seen(page.locator(".lead-amount").getByText("400.000 đ"));
    await gone(page.locator(".conflict"));
  });
}

async function cancelRecord(page, agentUrl, name) {
  await openRecord(page, agentUrl, name);
  await button(page, "Hủy bản ghi").click();
  await focused(page, "reason");
  await page.keyboard.type("chưa làm công nào");
  await page.keyboard.press("Enter");
  await seen(page.locator(".toast").getByText("Đã hủy trên máy này."));
}

export async function walkEnd(walk) {
  const { agentPage: page, agentUrl, agentWatch, checks, screens, commune, laptop } = walk;
  await checks.check("agent: in English nothing is left in Vietnamese but names", page, async () => {
    await page.goto(`${agentUrl}#/sync`);
    await button(page, "English").click();
    await seen(page.getByRole("heading", { name: "Send, receive" }));
    await screens.look(page, "agent-sync-english");
    await button(page, "Tiếng Việt").click();
  });
  await checks.check("agent: once withdrawn it says so, what is kept, and whom to call", page, async () => {
    await commune.startHub();
    const devices = JSON.parse(await commune.hub("--json", "device", "list")).items;
    const own = devices.find((it) => it.village === "NC" && it.name === "Máy trưởng bản");
    await commune.hub("device", "revoke", own.id, "--reason", "máy bị mất");
    await page.goto(agentUrl);
    await seen(page.getByText("Xã không nhận máy này: máy đã bị thu hồi quyền gửi."), retryMsMax);
    await screens.look(page, "agent-refused");
  });
  await checks.check("agent: no error in the console, no request to another host, no answer but those expected", page, () =>
    assert.deepEqual(agentWatch.problems, []),
  );
  await checks.check("agent: says that the program is off, and goes on by itself when it is there again", page, async () => {
    agentWatch.isProgramOff = true;
    const { address } = laptop.server;
    await laptop.server.stop();
    await seen(page.getByText("Chương trình Sổ Bản trên máy này đang tắt. Những gì đã lưu vẫn còn nguyên."));
    await screens.look(page, "agent-program-off");
    await laptop.serve(address);
    await gone(page.getByText("Chương trình Sổ Bản trên máy này đang tắt."), retryMsMax);
    agentWatch.isProgramOff = false;
  });
}
