// Photos of a paper book: chosen in the form, seen at the village and at the office.
import { openRecord } from "./agent.mjs";
import { assert, gone, seen } from "./checks.mjs";
import { errorAt, field, focused, rows } from "./page.mjs";

const sideMax = 1600; // pixels; core/web/photo.ts
const bytesMax = 400 * 1024;
const thumbnailSide = 160;

// A page full of lines of writing, larger than what is kept, as a telephone's photo is.
async function drawPage(page, name, [width, height]) {
  const address = await page.evaluate(
    ([words, w, h]) => {
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext("2d");
      context.fillStyle = "#f6f1e2";
      context.fillRect(0, 0, w, h);
      context.fillStyle = "#1c4f9c";
      context.font = "48px serif";
      for (let y = 80; y < h; y += 80) context.fillText(`${words} · ${y}.000 đ`, 60, y);
      return canvas.toDataURL("image/png");
    },
    [name, width, height],
  );
  return { name: `${name}.png`, mimeType: "image/png", buffer: Buffer.from(address.split(",")[1], "base64") };
}

function tiles(page) {
  return page.locator(".photo-tiles li");
}

async function countTiles(page, wanted) {
  await page.waitForFunction(
    (count) =>
      document.querySelectorAll(".photo-tiles li").length === count &&
      [...document.querySelectorAll(".photo-tiles img")].filter((it) => it.complete && it.naturalWidth > 0).length === count,
    wanted,
  );
}

// Leaves two photos in the form that is open, for the record that is saved next.
export async function choosePhotos({ agentPage: page, checks, screens }) {
  await checks.check("agent, Ảnh: a file that is no photo is refused beside the field", page, async () => {
    await page.getByText("Thêm: người ngoài bản").click();
    const text = { name: "ghi chu.txt", mimeType: "text/plain", buffer: Buffer.from("Lò Văn Đức 200.000 đ") };
    await field(page, "photos").setInputFiles(text);
    await seen(errorAt(page, "photos").getByText(/^Tệp này không phải là ảnh/));
    assert.equal(await tiles(page).count(), 0);
    await screens.look(page, "agent-record-photo-refused");
  });
  await checks.check("agent, Ảnh: photos are made smaller and show their thumbnails", page, async () => {
    await field(page, "photos").setInputFiles([
      await drawPage(page, "Trang 12", [2400, 1800]),
      await drawPage(page, "Biên bản", [1500, 2000]),
    ]);
    await countTiles(page, 2);
    await gone(errorAt(page, "photos"));
    const sizes = await tiles(page).locator("img").evaluateAll((all) => all.map((it) => Math.max(it.naturalWidth, it.naturalHeight)));
    assert.deepEqual(sizes, [thumbnailSide, thumbnailSide]);
    await screens.look(page, "agent-record-photos");
  });
  await checks.check("agent, Ảnh: one chosen by mistake is taken away again", page, async () => {
    await field(page, "photos").setInputFiles(await drawPage(page, "Nhầm", [1700, 900]));
    await countTiles(page, 3);
    const kept = page.waitForResponse((it) => {
      const request = it.request();
      if (!it.url().endsWith("/drafts/contribution") || request.method() !== "PUT") return false;
      return request.postDataJSON().attachments.length === 2;
    });
    await tiles(page).nth(2).getByRole("button", { name: /^Bỏ ảnh này/ }).click();
    await countTiles(page, 2);
    await focused(page, "photos");
    await kept;
  });
  await checks.check("agent, Ảnh: a closed page does not lose them", page, async () => {
    await page.reload();
    await seen(page.getByText("Đã lấy lại những gì đang ghi dở."));
    await countTiles(page, 2);
  });
}

// What is shown in full, once it has come: its pixels, its bytes, what they are.
async function readFull(page) {
  await page.waitForFunction(() => {
    const image = document.querySelector("dialog .photo-full img");
    return image?.complete && image.naturalWidth > 0;
  });
  return page.evaluate(async () => {
    const image = document.querySelector("dialog .photo-full img");
    const response = await fetch(image.src);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const start = [...bytes.subarray(0, 3)].map((it) => it.toString(16)).join(" ");
    return { width: image.naturalWidth, height: image.naturalHeight, bytes: bytes.length, start, type: response.headers.get("content-type") };
  });
}

// Opens the first photo of the record in sight, goes to the next, and closes.
async function leafThrough(page, screens, name) {
  const strip = page.locator(".photo-strip");
  await page.locator(".photo-strip img").nth(1).waitFor();
  await strip.getByRole("button").first().click();
  const dialog = page.getByRole("dialog");
  await seen(dialog.getByRole("heading", { name: "Ảnh 1 trên 2" }));
  const first = await readFull(page);
  assert.deepEqual([first.width, first.height, first.start, first.type], [sideMax, 1200, "ff d8 ff", "image/jpeg"]);
  assert.ok(first.bytes <= bytesMax, `${first.bytes} bytes`);
  await screens.look(page, name);
  await page.keyboard.press("ArrowRight");
  await seen(dialog.getByRole("heading", { name: "Ảnh 2 trên 2" }));
  const second = await readFull(page);
  assert.deepEqual([second.width, second.height], [1200, sideMax]);
  await dialog.getByRole("button", { name: "Ảnh sau" }).click();
  await seen(dialog.getByRole("heading", { name: "Ảnh 1 trên 2" }));
  await page.keyboard.press("ArrowLeft");
  await seen(dialog.getByRole("heading", { name: "Ảnh 2 trên 2" }));
  await dialog.getByRole("button", { name: "Phóng to" }).click();
  await seen(dialog.getByRole("button", { name: "Thu vừa màn hình" }));
  await page.keyboard.press("Escape");
  await gone(dialog);
  await page.waitForFunction(() => document.activeElement?.closest(".photo-strip") !== null);
  return `${first.width}x${first.height}, ${(first.bytes / 1024).toFixed(0)} KB`;
}

export async function seePhotos({ agentPage: page, agentUrl, checks, screens, households }) {
  const { head } = households[4];
  await checks.check("agent, Đóng góp: a row shows its first photo and how many there are", page, async () => {
    await page.goto(`${agentUrl}#/contributions`);
    const row = rows(page).filter({ hasText: head });
    await seen(row.getByText("2 ảnh"));
    await seen(row.locator("img.thumbnail"));
    assert.equal(await rows(page).locator(".photo-mark").count(), 1);
  });
  await checks.check("agent, Khoản đóng góp: its photos, each in full, by keys too", page, async () => {
    await openRecord(page, agentUrl, head);
    await page.locator(".photo-strip img").nth(1).waitFor();
    await screens.look(page, "agent-contribution-photos");
    return leafThrough(page, screens, "agent-photo");
  });
  await checks.check("agent, Sửa: the photos are there to be changed", page, async () => {
    await page.getByRole("link", { name: "Sửa" }).click();
    await seen(page.getByRole("heading", { name: "Sửa đóng góp" }));
    await countTiles(page, 2);
    await page.getByRole("link", { name: "Thôi" }).click();
    await seen(page.getByRole("heading", { name: head }));
  });
  await checks.check("agent, Gửi – nhận: says that photos wait, and that they hold nothing up", page, async () => {
    await page.goto(`${agentUrl}#/sync`);
    return seen(page.getByText(/^Còn \d+ ảnh chờ gửi\. Ảnh được gửi sau cùng/));
  });
}

export async function seePhotosSent({ agentPage: page, agentUrl, checks }) {
  await checks.check("agent, Hôm nay: the photos follow the records by themselves", page, async () => {
    await page.goto(agentUrl);
    await seen(page.getByRole("heading", { name: "Hôm nay" }));
    await gone(page.locator(".photos-on-the-way"));
  });
}

// Leaves the queue with no record open.
export async function seePhotosAtOffice({ officePage: page, officeUrl, checks, screens, households }) {
  const { head } = households[4];
  await checks.check("office, Cần duyệt: a record’s photos are marked in the list, and open in full", page, async () => {
    const row = rows(page).filter({ has: page.locator(".photo-mark") });
    await seen(row.getByText("2 ảnh"));
    await row.getByRole("link", { name: head }).click();
    await seen(page.locator(".record-body").getByRole("heading", { name: "Ảnh sổ giấy, biên bản" }));
    await page.locator(".photo-strip img").nth(1).waitFor();
    await screens.look(page, "office-queue-photos");
    const words = await leafThrough(page, screens, "office-photo");
    await page.goto(officeUrl);
    await seen(page.getByRole("heading", { name: "Cần duyệt" }));
    await gone(page.locator("tr[data-selected]"));
    return words;
  });
}
