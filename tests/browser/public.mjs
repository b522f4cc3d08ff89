// What the commune shows to everybody: read without an account and without JavaScript on a small telephone, and printed.
import { openPage, telephone, Watch } from "./browser.mjs";
import { assert, seen } from "./checks.mjs";
import { a3, a4, hasSize, print } from "./print.mjs";

const bytesMax = 100 * 1024;

// A telephone that runs nothing; `bytes` of a page are counted as they come over the wire.
async function openTelephone(browser, watch, origin) {
  const context = await browser.newContext({ viewport: telephone, ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await context.newPage();
  watch.follow(page, origin);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const wire = { bytes: 0 };
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (wire.bytes += encodedDataLength));
  return { context, page, wire };
}

function heading(page, name) {
  return seen(page.getByRole("heading", { level: 1, name }));
}

// Every page that links lead to, as text by address.
async function readAll(page, first) {
  const texts = new Map();
  const open = [first];
  while (open.length > 0) {
    const address = open.pop();
    if (texts.has(address)) continue;
    await page.goto(address);
    texts.set(address, await page.content());
    const links = await page.locator("a[href^='/cong-khai']").evaluateAll((all) => all.map((it) => it.href.split("#")[0]));
    open.push(...links);
  }
  return texts;
}

async function sidewaysTooWide(page) {
  const width = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  assert.equal(width, 0);
}

async function walkTelephone({ browser, checks, commune, origin, watch }) {
  const { context, page, wire } = await openTelephone(browser, watch, origin);
  await checks.check("public: read on a telephone without JavaScript, at most 100 KB a page", page, async () => {
    const weights = [];
    for (const [path, name] of [["", "Đóng góp và công khai"], ["/niem-yet", "Đang niêm yết"], ["/kien-nghi", /^Kiến nghị đã trả lời/]]) {
      wire.bytes = 0;
      await page.goto(`${origin}/cong-khai${path}`, { waitUntil: "load" });
      await heading(page, name);
      await sidewaysTooWide(page);
      assert.ok(wire.bytes > 0 && wire.bytes <= bytesMax, `${wire.bytes} bytes`);
      weights.push(`${(wire.bytes / 1024).toFixed(1)} KB`);
    }
    return weights.join(", ");
  });
  await checks.check("public: a campaign's income, spending and what is left", page, async () => {
    await page.goto(`${origin}/cong-khai`);
    await page.getByRole("link", { name: "Làm sân nhà văn hóa bản Nong Cóc" }).click();
    await heading(page, "Làm sân nhà văn hóa bản Nong Cóc");
    for (const name of ["Thu", "Chi"]) await seen(page.getByRole("heading", { level: 2, name, exact: true }));
    await seen(page.getByText("Đóng góp là tự nguyện."));
    await sidewaysTooWide(page);
  });
  await checks.check("public: no household's name on any page, and no cookie", page, async () => {
    const heads = [...new Set((await commune.hubList("household")).map((it) => it.head))];
    const texts = await readAll(page, `${origin}/cong-khai`);
    assert.ok(heads.length > 10 && texts.size > 8, `${heads.length} names, ${texts.size} pages`);
    for (const [address, text] of texts) {
      const named = heads.filter((head) => text.includes(head));
      assert.deepEqual(named, [], address);
    }
    assert.deepEqual(await context.cookies(), []);
    return `${texts.size} pages, ${heads.length} names`;
  });
  await context.close();
}

async function walkLooks({ browser, checks, screens, origin, watch }) {
  const page = await openPage(browser, origin, watch);
  await checks.check("public: what the pages look like, in light and dark", page, async () => {
    for (const [path, name] of [["", "public"], ["/niem-yet", "public-notices"], ["/kien-nghi", "public-petitions"]]) {
      for (const colorScheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${origin}/cong-khai${path}`);
        await screens.look(page, `${name}-${colorScheme}`);
      }
    }
    await page.getByRole("link", { name: "Đóng góp", exact: true }).click();
    await page.getByRole("link", { name: "Làm sân nhà văn hóa bản Nong Cóc" }).click();
    await heading(page, "Làm sân nhà văn hóa bản Nong Cóc");
    await screens.look(page, "public-campaign");
  });
  await checks.check("public: the same as notices to hang up, A4 and A3", page, async () => {
    await page.getByRole("link", { name: "khổ A4" }).click();
    await heading(page, "Thu, chi: Làm sân nhà văn hóa bản Nong Cóc");
    await screens.look(page, "public-print");
    const small = await print(page, screens, "public-notice-a4");
    hasSize(small, a4);
    assert.match(small.text, /Độc lập - Tự do - Hạnh phúc/);
    assert.match(small.text, /Nơi niêm yết: …/);
    assert.doesNotMatch(small.text, /Về trang xem/);
    await page.getByRole("link", { name: "Khổ A3" }).click();
    const large = await print(page, screens, "public-notice-a3");
    hasSize(large, a3);
  });
  await checks.check("public: the office's log-in screen leads there", page, async () => {
    await page.goto(origin);
    await page.getByRole("link", { name: "Người dân xem trang công khai ở đây" }).click();
    await heading(page, "Đóng góp và công khai");
  });
  await page.context().close();
}

export async function walkPublic({ browser, checks, screens, commune }) {
  const origin = new URL(await commune.startHub()).origin;
  const watch = new Watch([/^401 GET \/api\/v1\/me$/]);
  const walk = { browser, checks, screens, commune, origin, watch };
  await walkTelephone(walk);
  await walkLooks(walk);
  await checks.check("public: asks no other host, and nothing fails", undefined, async () => {
    assert.deepEqual(watch.problems, []);
  });
}
