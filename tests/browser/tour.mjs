// A newcomer's first steps on a laptop of another village, as the page tells them: each by the keyboard, each seen by the tour itself.
import { openPage, Watch } from "./browser.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { button, field } from "./page.mjs";

export async function walkTour({ browser, checks, screens, commune }) {
  const laptop = commune.laptop("tour");
  await laptop.enrol(await commune.enrolCode("PN", "Máy bản Pắc Ngà"), "Lò Thị Pâng");
  await laptop.sync();
  const url = await laptop.serve();
  const watch = new Watch([/^404 GET \/api\/v1\/drafts\//]);
  const page = await openPage(browser, url, watch);
  const tour = page.getByRole("region", { name: "Làm quen" });
  const at = (number) => seen(tour.getByText(`Làm quen, bước ${number}/6:`));
  const openStep = () => tour.getByRole("link", { name: "Mở trang" }).click();
  const began = Date.now();
  await checks.check("agent, Làm quen: a contribution and its receipt", page, async () => {
    await page.goto(url);
    await at(1);
    await openStep();
    await field(page, "campaign").selectOption({ index: 1 });
    await field(page, "household").fill("L");
    await page.getByRole("option").filter({ hasText: "· hộ" }).first().click();
    await field(page, "amount").fill("200k");
    await page.keyboard.press("Control+Enter");
    await at(2);
    await openStep();
    await page.locator("main table tbody tr").first().getByRole("link").first().click();
    await page.getByRole("button", { name: /In giấy xác nhận/ }).click();
    await at(3);
  });
  await checks.check("agent, Làm quen: a meeting, a petition, nothing to report, and all of it sent", page, async () => {
    await openStep();
    await field(page, "title").fill("Họp bản");
    await page.keyboard.press("Control+Enter");
    await at(4);
    await openStep();
    await field(page, "content").fill("Xin thêm đèn đường");
    await page.keyboard.press("Control+Enter");
    await at(5);
    await openStep();
    await screens.look(page, "agent-tour-security");
    await page.getByRole("button", { name: /^Không có vụ việc, / }).click();
    await seen(tour.getByText("Đã làm quen xong"));
    await tour.getByRole("button", { name: "Đóng" }).click();
    await gone(tour);
    return `${Math.round((Date.now() - began) / 1000)} s, typed by a machine`;
  });
  await checks.check("agent, Làm quen: nothing failed on the way", page, async () => {
    assert.deepEqual(watch.problems, []);
    await page.context().close();
    await laptop.server.stop();
  });
}
