// Runs soban-hub and soban-agent, and sees to it that none of them outlives this script.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { check, Unexpected } from './report.mjs';

const STOP_SECONDS_MAX = 10;

const running = new Map(); // child → promise of how it ended
let stopping = false;

// Settings of whoever runs the demo are not meant for it.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('SOBAN_')),
);

// The last resort, when the script ends by a fault of its own.
process.on('exit', () => {
  for (const child of running.keys()) child.kill('SIGKILL');
});

function start(program, args, stdio) {
  if (stopping) throw new Error('the demo is stopping');
  const child = spawn(program, args, { stdio, env: environment });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject); // it could not be started
    child.once('close', (code, signal) => resolve(signal ?? code));
  }).finally(() => running.delete(child));
  running.set(child, ended);
  return { child, ended };
}

async function textOf(stream) {
  stream.setEncoding('utf8');
  let text = '';
  for await (const part of stream) text += part;
  return text;
}

// Runs a command to its end, which must be good. Returns what it printed.
export async function run(program, args, input = '') {
  const { child, ended } = start(program, args, 'pipe');
  child.stdin.on('error', () => {}); // it may end without reading all; its exit code says why
  child.stdin.end(input);
  const [code, stdout, stderr] = await Promise.all([ended, textOf(child.stdout), textOf(child.stderr)]);
  if (code !== 0) throw new Unexpected(`the end of ${commandLine(program, args)}`, 0, `${code}: ${stderr}${stdout}`);
  return stdout.trimEnd();
}

export async function runJson(program, args, input) {
  return JSON.parse(await run(program, args, input));
}

function commandLine(program, args) {
  return [program.split('/').at(-1), ...args].join(' ');
}

// A program that serves until it is told to stop; its log goes to the end of a file.
export async function serve(program, args, logFile) {
  const log = openSync(logFile, 'a');
  const { child, ended } = start(program, args, ['ignore', 'pipe', log]);
  closeSync(log);
  const url = await Promise.race([readyUrl(child.stdout), ended.then(() => undefined)]);
  if (!url) throw new Unexpected(commandLine(program, args), 'ready URL', `it ended; its log is ${logFile}`);
  return {
    url,
    stop: () => stop(child, ended, commandLine(program, args)),
  };
}

async function stop(child, ended, name) {
  child.kill('SIGTERM');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS_MAX * 1000);
  const end = await ended;
  clearTimeout(tooLate);
  check(`how ${name} ended within ${STOP_SECONDS_MAX} s of SIGTERM`, 0, end);
}

async function readyUrl(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('ready ')) return line.slice('ready '.length);
  }
}

// Nothing can be started afterwards.
export async function stopAll() {
  stopping = true;
  const children = [...running.keys()];
  for (const child of children) child.kill('SIGTERM');
  const tooLate = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, STOP_SECONDS_MAX * 1000);
  await Promise.allSettled(running.values());
  clearTimeout(tooLate);
}
