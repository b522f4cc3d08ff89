// `./dev mutate`: does the simulator find bugs? Breaks the products' code in one place at a time, in a copy of it, and
// expects a storm to notice. Prints one line a mutation; fails when one survives.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), "../..");
const copy = join(root, "build/mutants/source");
const build = join(root, "build/mutants/build");
const usualStorms = { seed: 1, step: 1, runs: 400 };
const stormMs = 30 * 60_000;

const mutations = [
  ["commits do not wait for the disk", "core/store/database.cc", "PRAGMA synchronous=FULL", "PRAGMA synchronous=OFF"],
  [
    "acknowledged before it is committed",
    "core/sync/session.cc",
    "  shell_.commit(ticket, *std::move(decoded), books_);",
    `  Frame early;
  early.mutable_ack()->set_log(decoded->batch.log.value);
  early.mutable_ack()->set_seq(decoded->batch.last());
  early.mutable_ack()->set_hash(std::string(crypto::view(decoded->batch.hash)));
  send(early);
  shell_.commit(ticket, *std::move(decoded), books_);`,
  ],
  ["the chain is not checked", "core/store/log_store.cc", "  if (row.head.hash != batch.hash) {", "  if (false) {"],
  [
    "signatures are not checked",
    "core/store/log_store.cc",
    "if (!log::verify_head(row->key, claimed, batch.signature)) {",
    "if (false && !log::verify_head(row->key, claimed, batch.signature)) {",
  ],
  [
    "heads are compared by number alone",
    "core/sync/session.cc",
    "if (head.seq <= side.here && !agrees(head)) {",
    "if (head.seq > 0 && head.seq <= side.here && !view_.hash_at(head.log, head.seq)) {",
  ],
  ["one entry is left out of a tail", "core/sync/session.cc", "side.sent + 1, batch_bytes_", "side.sent + 2, batch_bytes_"],
  [
    "what the author saw is not noted",
    "core/store/log_store.cc",
    "for (const log::Position& head : present->heads) {",
    "for (const log::Position& head : std::vector<log::Position>()) {",
  ],
  [
    "every book is shared with everybody",
    "core/sync/session.cc",
    "return std::find(books_.begin(), books_.end(), village) != books_.end();",
    "return village == village;",
  ],
  [
    "a forked log is sent on as if it were not",
    "core/sync/session.cc",
    "side.here = info.forked ? 0 : info.head.seq;",
    "side.here = info.head.seq;",
  ],
  [
    "a branch is set aside and not written anew",
    "core/store/fork.cc",
    "return old.own ? write_branch(old.id, seqs, branch) : Result<void>();",
    "return old.own && from == 0 ? write_branch(old.id, seqs, branch) : Result<void>();",
  ],
  [
    "a branch is written anew under any name",
    "core/store/fork.cc",
    "  return log::LogId{value};",
    "  return log::LogId{crypto::random_u64()};",
  ],
  [
    "references in a branch keep their old names",
    "core/store/fork.cc",
    "for (Position& parent : *change.mutable_parents()) move(parent, moved);",
    "",
  ],
  [
    "lists are not made anew after a log gave way",
    "core/store/fork.cc",
    "  clear_derived(database_);\n",
    "",
  ],
  [
    "a laptop that differs from the hub does not give way",
    "core/sync/session.cc",
    "  if (options_.role == Role::kAgent || (info->active && proves_fork(refusal, *info))) {",
    "  if (options_.role == Role::kHub && info->active && proves_fork(refusal, *info)) {",
  ],
  [
    "what waited for a change is not taken up when it comes",
    "core/store/apply.cc",
    "    amend(where, change, *std::move(delta));\n  }\n  release_waiters(where.at);",
    "    amend(where, change, *std::move(delta));\n  }",
  ],
  [
    "work goes on beside the log that took a branch",
    "core/store/fork.cc",
    "if (row->head.seq > held) go_on_in(*row);",
    "if (false && row->head.seq > held) go_on_in(*row);",
  ],
  [
    "what names the other copy's entry counts for this copy's own",
    "core/store/apply.cc",
    "if (found == Standing::kAbsent || means_another_copy(position, where.at))",
    "if (found == Standing::kAbsent || (false && means_another_copy(position, where.at)))",
    { seed: 1, step: 4, runs: 2000 }, // laptops that are copied and corrected all the time
  ],
  [
    "what this version does not know is left out of a branch written anew",
    "core/store/fork.cc",
    "  move_references(*delta, moved);",
    "  delta->DiscardUnknownFields();\n  move_references(*delta, moved);",
  ],
  [
    "a bundle's signature is not checked",
    "core/sync/bundle.cc",
    "if (!writer || !crypto::verify(writer->key, kDomain, digest(bytes), signature)) return damaged();",
    "if (!writer || (false && !crypto::verify(writer->key, kDomain, digest(bytes), signature))) return damaged();",
  ],
  [
    "a bundle whose beginning is missing is taken all the same",
    "core/sync/bundle.cc",
    "if (decoded.batch.first > held + 1) {",
    "if (false && decoded.batch.first > held + 1) {",
  ],
  [
    "a photo is said to be here when its first piece is",
    "core/sync/attachments.cc",
    "  if (*outcome == store::Taken::kWhole) {\n    Frame frame;",
    "  if (piece.offset == 0) {\n    Frame frame;",
    { seed: 2, step: 8, runs: 800 }, // photos of many pieces
  ],
  [
    "what the pieces of a photo make is not compared with its name",
    "core/store/attachments.cc",
    "if (crypto::blake2b({content_of(database, row)}) != named.id) {",
    "if (false && crypto::blake2b({content_of(database, row)}) != named.id) {",
  ],
];

function prepare() {
  mkdirSync(copy, { recursive: true });
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of files.split("\n").filter((name) => name)) {
    const target = join(copy, file);
    mkdirSync(dirname(target), { recursive: true });
    const content = readFileSync(join(root, file));
    try {
      if (readFileSync(target).equals(content)) continue; // its date, and what was built of it, stay
    } catch {
      // not there yet
    }
    copyFileSync(join(root, file), target);
  }
  execFileSync("cmake", ["-G", "Ninja", "-S", copy, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DSOBAN_WEB=OFF"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

// False: the mutant does not compile, which tells nothing.
function compile() {
  const done = spawnSync("ninja", ["-C", build, "simulate"], { encoding: "utf8" });
  if (done.status !== 0) process.stderr.write(done.stdout.slice(-3000));
  return done.status === 0;
}

function storm({ seed, step, runs } = usualStorms) {
  const storms = ["--runs", String(runs), "--seed", String(seed), "--step", String(step), "--keep-whole"];
  const done = spawnSync(join(build, "simulate"), storms, {
    encoding: "utf8",
    timeout: stormMs,
  });
  if (done.error) throw done.error; // no verdict: it did not end
  return { survived: done.status === 0, said: (done.stdout ?? "").split("\n")[0] };
}

prepare();
if (!compile()) process.exit(1);
if (!storm().survived) {
  console.log("the simulator finds fault with the code as it is; look at that first: ./dev soak --minutes 1");
  process.exit(1);
}
let survivors = 0;
const only = process.argv[2];
for (const [name, file, before, after, storms] of mutations) {
  if (only && !name.includes(only)) continue;
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  if (whole.split(before).length !== 2) {
    console.log(`outdated  ${name}: ${file} does not have its place exactly once`);
    survivors += 1;
    continue;
  }
  writeFileSync(path, whole.replace(before, () => after));
  const compiled = compile();
  const { survived, said } = compiled ? storm(storms) : { survived: true, said: "does not compile" };
  writeFileSync(path, whole);
  survivors += survived ? 1 : 0;
  console.log(`${survived ? "SURVIVED" : "caught  "}  ${name}${survived ? ` (${said})` : `: ${said}`}`);
}
if (!compile()) process.exit(1);
console.log(survivors === 0 ? "every mutation was caught" : `${survivors} mutations were not caught`);
process.exit(survivors === 0 ? 0 : 1);
