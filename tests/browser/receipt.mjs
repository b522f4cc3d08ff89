// The receipt: on the page, and on paper.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { showToCamera } from "./camera.mjs";
import { assert, seen } from "./checks.mjs";
import { day } from "./days.mjs";
import { button, field, rows } from "./page.mjs";
import { a4, a5Lying, hasSize, print } from "./print.mjs";
import { run } from "./programs.mjs";

const qrMillimetres = 25;
const pixelsPerMillimetre = 96 / 25.4;

// As sharp as a telephone's camera sees a paper.
async function photograph(screens, paper) {
  const picture = join(screens.directory, `${paper}-photo`);
  await run("pdftoppm", ["-png", "-r", "300", "-singlefile", join(screens.directory, `${paper}.pdf`), picture]);
  return `${picture}.png`;
}

export async function walkReceipt({ agentPage: page, agentUrl, checks, screens, households }) {
  const giver = households[0];
  await checks.check("agent, Giấy xác nhận: number, giver, amount in words, QR of 25 mm", page, async () => {
    await page.goto(`${agentUrl}#/contributions`);
    await rows(page).getByRole("link", { name: giver.head }).first().click();
    await button(page, "In giấy xác nhận").click();
    const sheet = page.locator(".sheet");
    const text = await seen(sheet);
    const [year, month, date] = day().split("-");
    assert.match(text, /Số: \S+/);
    for (const words of [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "Độc lập - Tự do - Hạnh phúc",
      `Pắc Ngà, ngày ${date} tháng ${month.replace(/^0(?=[3-9])/, "")} năm ${year}`,
      "GIẤY XÁC NHẬN ĐÓNG GÓP",
      giver.head,
      "1.200.000 đ (Một triệu hai trăm nghìn đồng)",
      "Làm sân nhà văn hóa bản Nong Cóc",
      "DỮ LIỆU MẪU",
    ])
      assert.ok(text.includes(words), `${words} is not in:\n${text}`);
    const qr = sheet.getByRole("img", { name: /^Mã để kiểm tra giấy số/ });
    const { width, height, naturalWidth } = await qr.evaluate(({ width, height, naturalWidth }) => ({ width, height, naturalWidth }));
    assert.ok(naturalWidth > 0 && Math.abs(width / pixelsPerMillimetre - qrMillimetres) < 1 && width === height, `${width}x${height}`);
  });
  await checks.check("agent, Giấy xác nhận: screen", page, () => screens.look(page, "agent-receipt"));
  await checks.check("agent, Giấy xác nhận: prints on one page A5, lying, black on white even in the dark", page, async () => {
    const printed = await print(page, screens, "receipt");
    assert.equal(printed.pages, 1);
    hasSize(printed, a5Lying);
    const { text } = printed;
    assert.match(text, /Số: \S+/);
    assert.match(text, /Một triệu hai trăm nghìn đồng/);
    assert.doesNotMatch(text, /Hôm nay|In giấy/);
    return /Số: (\S+)/.exec(text)[1];
  });
  await checks.check("agent, Giấy xác nhận: two on a sheet of A4, and on a roll of 80 mm", page, async () => {
    await page.getByText("A4", { exact: true }).click();
    const pair = await print(page, screens, "receipt-pair");
    hasSize(pair, a4);
    assert.equal(pair.pages, 1);
    assert.equal(pair.text.match(/GIẤY XÁC NHẬN ĐÓNG GÓP/g).length, 2);
    await page.getByText("Cuộn 80 mm", { exact: true }).click();
    const roll = await print(page, screens, "receipt-roll");
    assert.equal(roll.pages, 1);
    assert.ok(Math.abs(roll.width - 80) < 0.5, `${roll.width} mm`);
    await screens.look(page, "agent-receipt-roll");
  });
  await checks.check("agent, Kiểm tra giấy: a genuine one, and one that was changed", page, async () => {
    await button(page, "Chép mã").click();
    await seen(page.getByText("Đã chép mã của giấy."));
    const code = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto(`${agentUrl}#/receipts/check`);
    await field(page, "code").fill(code);
    await button(page, "Kiểm tra").click();
    await seen(page.getByText("Giấy thật, do máy của xã này cấp."));
    await seen(page.getByText(new RegExp(`${giver.head} đã đóng góp 1\\.200\\.000 đ`)));
    await screens.look(page, "agent-receipt-check");
    const at = Math.floor(code.length / 2);
    const changed = code.slice(0, at) + (code[at] === "A" ? "B" : "A") + code.slice(at + 1);
    await field(page, "code").fill(changed);
    await button(page, "Kiểm tra").click();
    await seen(page.locator('.notice[data-tone="bad"]'));
  });
  const genuine = page.getByText("Giấy thật, do máy của xã này cấp.");
  await checks.check("agent, Kiểm tra giấy: from a picture of the printed paper, and from one without a code", page, async () => {
    for (const paper of ["receipt", "receipt-roll"]) {
      await page.reload();
      await field(page, "qrPhoto").setInputFiles(await photograph(screens, paper));
      await seen(genuine);
    }
    await page.reload();
    await field(page, "qrPhoto").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
    await seen(page.getByText("Không thấy mã QR trong ảnh."));
  });
  await checks.check("agent, Kiểm tra giấy: held before the camera", page, async () => {
    await showToCamera(page, await readFile(await photograph(screens, "receipt")));
    await page.reload();
    await button(page, "Quét bằng máy ảnh").click();
    await seen(genuine);
    await seen(button(page, "Quét bằng máy ảnh")); // the camera is off again
  });
}
