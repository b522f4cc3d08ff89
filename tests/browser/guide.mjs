// The guides for village heads and for the office (docs/huong-dan): their pictures are screens of this walk, and their buttons are
// those of the pages.
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { assert } from "./checks.mjs";
import { repository } from "./programs.mjs";

// Whose page a guide is about; the others are about the laptop's.
const webOf = { "van-phong.md": "hub/web" };

// "anh/agent-today.png" is the newest screen that was looked at under that name, as on a laptop.
function screenFor(picture, files) {
  const pattern = new RegExp(`/\\d+-${picture}-1366x768\\.png$`);
  return files.findLast((file) => pattern.test(file));
}

async function readGuides(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  const read = async (name) => ({
    name,
    web: webOf[name] ?? "agent/web",
    text: await readFile(join(folder, name), "utf8"),
  });
  return Promise.all(names.map(read));
}

// All that a page says: its own texts, in its folder and those below, and the ones that both pages share.
async function wordsOn(web) {
  const own = (await readdir(join(repository, web), { recursive: true })).filter((file) => basename(file) === "vi.json");
  const files = ["core/web/vi.json", ...own.map((file) => join(web, file))];
  const texts = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(repository, file), "utf8"))));
  return texts.flatMap(Object.values).join("\n");
}

function all(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1]);
}

export async function checkGuide({ checks, screens, agentPage }, folder) {
  const guides = await readGuides(folder);
  const pictures = [...new Set(guides.flatMap(({ text }) => all(text, /\]\(anh\/([\w-]+)\.png\)/g)))];
  await checks.check("guide: every picture is a screen of this walk", agentPage, async () => {
    const missing = pictures.filter((picture) => !screenFor(picture, screens.files));
    assert.deepEqual(missing, []);
    assert.ok(pictures.length > 10);
    if (!process.env.SOBAN_GUIDE) return `${pictures.length} pictures`;
    await mkdir(join(folder, "anh"), { recursive: true });
    for (const picture of pictures)
      await copyFile(screenFor(picture, screens.files), join(folder, "anh", `${picture}.png`));
    return `${pictures.length} pictures written`;
  });
  await checks.check("guide: every button and menu that it names is on its page", agentPage, async () => {
    const counts = [];
    const missing = [];
    for (const { name, web, text } of guides) {
      const words = await wordsOn(web);
      const named = all(text, /\*\*([^*]+)\*\*/g);
      missing.push(...named.filter((it) => !words.includes(it)).map((it) => `${name}: ${it}`));
      counts.push(`${named.length} in ${name}`);
    }
    assert.deepEqual(missing, []);
    return counts.join(", ");
  });
}
