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

// All styles come with the first load, in one order whatever is loaded when: the common ones, then the program's own. What a
// component imports only says where its styles are.
function stylesTogether(program) {
  const folder = join(here, "../..", program, "web");
  const all = async () => {
    const files = [...(await filesOf(join(here, "components"))), ...(await filesOf(folder))];
    return [join(here, "base.css"), ...files.filter((path) => path.endsWith(".css"))];
  };
  return {
    name: "styles-together",
    setup(build) {
      build.onResolve({ filter: /\.css$/ }, ({ kind }) =>
        kind === "import-statement" ? { path: "elsewhere", namespace: "no-style" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "no-style" }, () => ({ contents: "" }));
      build.onResolve({ filter: /^styles$/ }, () => ({ path: "styles", namespace: "styles" }));
      build.onLoad({ filter: /.*/, namespace: "styles" }, async () => ({
        contents: (await all()).map((path) => `@import ${JSON.stringify(path)};`).join("\n"),
        loader: "css",
        resolveDir: here,
        watchFiles: await all(),
      }));
    },
  };
}

// The screens that few people open every day come when they are asked for (core/web/lazily.tsx), and so does English.
async function bundle(program, out) {
  const { metafile } = await build({
    entryPoints: [
      { in: join(here, "../..", program, "web/main.tsx"), out: "app" },
      { in: "styles", out: "app" },
    ],
    plugins: [stylesTogether(program)],
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    metafile: true,
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
  return laterFiles(metafile.outputs, out);
}

// What the page does not need to begin with.
function laterFiles(outputs, out) {
  const named = new Map(Object.entries(outputs).map(([path, output]) => [resolve(path), output]));
  const first = new Set();
  const add = (path) => {
    if (first.has(path)) return;
    first.add(path);
    for (const each of named.get(path)?.imports ?? []) {
      if (each.kind === "import-statement") add(resolve(each.path));
    }
  };
  add(join(out, "app.js"));
  const later = [...named.keys()].filter((path) => path.endsWith(".js") && !first.has(path));
  return new Set(later);
}

async function filesOf(directory) {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
  return (await Promise.all(nested)).flat().sort();
}

async function weigh(out, later) {
  let total = 0;
  for (const path of await filesOf(out)) {
    const bytes = await readFile(path);
    const gzipped = gzipSync(bytes, { level: 9 }).length;
    if (!later.has(path)) total += gzipped;
    const mark = later.has(path) ? "later" : "     ";
    console.log(`${mark} ${String(bytes.length).padStart(8)} ${String(gzipped).padStart(8)} gz  ${path.slice(out.length + 1)}`);
  }
  console.log(`${" ".repeat(8)} ${String(total).padStart(8)} gz  at first, of ${firstLoadBytesMax}`);
  return total;
}

const { out, program } = readArguments(process.argv.slice(2));
await generateTypes();
await mkdir(out, { recursive: true });
const later = await bundle(program, out);
if ((await weigh(out, later)) > firstLoadBytesMax) {
  console.error("The first load is over the budget.");
  process.exit(1);
}
