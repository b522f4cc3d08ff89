// The real programs: started, stopped, and called by their command lines.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const buildDirectory = resolve(process.env.SOBAN_BUILD_DIR ?? join(repository, "build"));
export const hubProgram = resolve(process.env.SOBAN_HUB ?? join(buildDirectory, "soban-hub"));
export const agentProgram = resolve(process.env.SOBAN_AGENT ?? join(buildDirectory, "soban-agent"));

const stopMsMax = 15_000;
const running = new Set();

function ended(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

// A program that serves until it is stopped; `url` is where it said it is ready.
export class Server {
  static async start(program, args, logFile) {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(logFile, { flags: "a" });
    child.stderr.pipe(log);
    const server = new Server(child);
    running.add(server);
    server.url = await new Promise((ready, fail) => {
      child.once("error", fail);
      child.once("exit", (code) => fail(new Error(`${program} ended with ${code} before it was ready; see ${logFile}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const match = /^ready (\S+)$/.exec(line);
        if (match) ready(match[1]);
      });
    });
    return server;
  }

  constructor(child) {
    this.child = child;
  }

  get address() {
    return new URL(this.url).host;
  }

  // Asks it to end; one that does not is killed, and that is an error.
  async stop() {
    running.delete(this);
    if (ended(this.child)) return;
    const exited = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGTERM");
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      this.child.kill("SIGKILL");
    }, stopMsMax);
    await exited;
    clearTimeout(timer);
    if (killed) throw new Error(`${this.child.spawnfile} did not end within ${stopMsMax / 1000} s`);
  }
}

export async function stopAll() {
  await Promise.allSettled([...running].map((server) => server.stop()));
}

// Runs a command to its end and gives what it printed; `input` goes to its stdin.
export function run(program, args, input = "") {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done(out.trim());
      else fail(new Error(`${program} ${args.join(" ")} ended with ${code}: ${err}${out}`));
    });
    child.stdin.on("error", () => undefined); // it ended before it had read all: its code says why
    child.stdin.end(input);
  });
}
