// The commune of the demo: an office with its hub, three villages with four laptops.
import { join } from 'node:path';

import { Ledger } from './giving.mjs';
import { village as villageClient } from './http.mjs';
import { run, runJson, serve } from './programs.mjs';

const HUB = process.env.SOBAN_HUB;
const AGENT = process.env.SOBAN_AGENT;

// Where the data of a program is, and how to run its commands on it.
class Store {
  constructor(program, directory, name) {
    this.name = name;
    this.program = program;
    this.data = join(directory, name);
    this.log = `${this.data}.log`;
  }

  run(args, input) {
    return run(this.program, [...args, '--data', this.data], input);
  }

  runJson(args, input) {
    return runJson(this.program, [...args, '--json', '--data', this.data], input);
  }

  // `add` and `amend` name their input with --json.
  record(args, objects) {
    const lines = objects.map((object) => JSON.stringify(object)).join('\n');
    return this.run([...args, '--json', '-'], `${lines}\n`);
  }

  async serve(listen) {
    this.service = await serve(this.program, ['serve', '--listen', listen, '--data', this.data], this.log);
    return this.service.url;
  }

  stop() {
    return this.service.stop();
  }
}

class Hub extends Store {
  #listen = '127.0.0.1:0'; // any free port at first, later the same one again

  constructor(directory) {
    super(HUB, directory, 'hub');
  }

  async serve() {
    this.url = await super.serve(this.#listen);
    this.#listen = new URL(this.url).host;
  }
}

class Laptop extends Store {
  constructor(directory, name, village, author) {
    super(AGENT, directory, name);
    Object.assign(this, { village, author });
  }

  async serve() {
    this.api = villageClient(await super.serve('127.0.0.1:0'));
  }
}

function makeVillage(directory, code, name, authors) {
  const village = { code, name, ledger: new Ledger() };
  village.laptops = authors.map(
    (author, index) => new Laptop(directory, `${code}-${'AB'[index]}`, village, author),
  );
  return village;
}

export function makeCommune(directory) {
  const hub = new Hub(directory);
  const villages = [
    makeVillage(directory, 'NC', 'bản Nong Cóc', ['Lò Văn Pọm', 'Lò Thị Ín']),
    makeVillage(directory, 'NS', 'bản Nà Sài', ['Hoàng Văn Ơn']),
    makeVillage(directory, 'BU', 'bản Bước', ['Cầm Văn Dọn']),
  ];
  const laptops = villages.flatMap((village) => village.laptops);
  return { hub, villages, laptops, account: { name: 'vanphong', password: 'demo-van-phong' } };
}
