// Builds one page: node build.mjs --out DIR agent|hub
// DIR gets index.html, app.js, app.css, favicon.svg, fonts/. Fails when the first load is over the budget.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { generateTypes } from "./types.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const firstLoadBytesMax = 150 * 1024; // UX.md: everything the page needs, gzipped, fonts included
const browsers = ["chrome87", "firefox78"]; // what a ten-year-old laptop may still have

function readArguments(args) {
  const at = args.indexOf("--out");
  const out = at >= 0 ? args[at + 1] : undefined;
  const program = args.find((arg, index) => index !== at + 1 && (arg === "agent" || arg === "hub"));
  if (!out || !program) {
    console.error("usage: node build.mjs --out DIR agent|hub");
    process.exit(2);
  }
  return { out: resolve(out), program };
}

async function bundle(program, out) {
  await build({
    entryPoints: { app: join(here, "../..", program, "web/main.tsx") },
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: browsers,
    tsconfig: join(here, "tsconfig.json"),
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
  });
  const html = await readFile(join(here, "index.html"), "utf8");
  await writeFile(join(out, "index.html"), html.replace("%PROGRAM%", program));
  await copyFile(join(here, "favicon.svg"), join(out, "favicon.svg"));
}

async function filesOf(directory) {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
  return (await Promise.all(nested)).flat().sort();
}

async function weigh(out) {
  let total = 0;
  for (const path of await filesOf(out)) {
    const bytes = await readFile(path);
    const gzipped = gzipSync(bytes, { level: 9 }).length;
    total += gzipped;
    console.log(`${String(bytes.length).padStart(8)} ${String(gzipped).padStart(8)} gz  ${path.slice(out.length + 1)}`);
  }
  console.log(`${" ".repeat(8)} ${String(total).padStart(8)} gz  in all, of ${firstLoadBytesMax}`);
  return total;
}

const { out, program } = readArguments(process.argv.slice(2));
await generateTypes();
await mkdir(out, { recursive: true });
await bundle(program, out);
if ((await weigh(out)) > firstLoadBytesMax) {
  console.error("The first load is over the budget.");
  process.exit(1);
}
