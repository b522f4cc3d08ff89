// The guide for village heads (docs/huong-dan): its pictures are screens of this walk, and its buttons are the page's.
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "./checks.mjs";
import { repository } from "./programs.mjs";

// "anh/agent-today.png" is the newest screen that was looked at under that name, as on a laptop.
function screenFor(picture, files) {
  const pattern = new RegExp(`/\\d+-${picture}-1366x768\\.png$`);
  return files.findLast((file) => pattern.test(file));
}

async function readGuide(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

function all(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1]);
}

export async function checkGuide({ checks, screens, agentPage }, folder) {
  const text = await readGuide(folder);
  const pictures = [...new Set(all(text, /\]\(anh\/([\w-]+)\.png\)/g))];
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
  await checks.check("guide: every button and menu that it names is on the page", agentPage, async () => {
    const read = async (path) => Object.values(JSON.parse(await readFile(join(repository, path), "utf8")));
    const words = [...(await read("agent/web/vi.json")), ...(await read("core/web/vi.json"))].join("\n");
    const named = all(text, /\*\*([^*]+)\*\*/g);
    assert.deepEqual(
      named.filter((name) => !words.includes(name)),
      [],
    );
    return `${named.length} names`;
  });
}
