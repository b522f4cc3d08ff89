// A made-up commune: its hub, its accounts, and the laptops of its villages.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { day } from "./days.mjs";
import { agentProgram, hubProgram, run, Server } from "./programs.mjs";

export const users = {
  quantri: { role: "admin", password: "mat khau quan tri" },
  vanphong: { role: "clerk", password: "mat khau van phong" },
  congan: { role: "police", password: "mat khau duoc cap", own: "mat khau cua rieng toi" },
  matran: { role: "front", password: "mat khau mat tran" },
};

// Open today, whatever day it is, unlike those of the made-up commune.
export const campaigns = [
  {
    title: "Làm sân nhà văn hóa bản Nong Cóc",
    works: "Đổ bê tông 300 m² sân",
    villages: ["NC", "LA"],
    forms: ["FORM_CASH", "FORM_TRANSFER", "FORM_LABOUR", "FORM_MATERIALS", "FORM_LAND"],
    target: "60000000",
    fromDate: day(-30),
    toDate: day(60),
    agreedAt: "Họp bản Nong Cóc",
    state: "CAMPAIGN_STATE_OPEN",
  },
  {
    title: "Ủng hộ đồng bào bị lũ quét",
    forms: ["FORM_CASH", "FORM_TRANSFER"],
    fromDate: day(-10),
    toDate: day(20),
    state: "CAMPAIGN_STATE_OPEN",
  },
];

export class Commune {
  #listen = "127.0.0.1:0";

  static async make(directory) {
    const commune = new Commune(directory);
    await commune.hub("init", "--commune", "xã Pắc Ngà", "--demo");
    for (const [name, { role, password }] of Object.entries(users)) {
      const file = join(directory, "password");
      await writeFile(file, `${password}\n`);
      await commune.hub("user", "add", name, "--role", role, "--password-file", file);
    }
    const lines = campaigns.map((it) => JSON.stringify(it)).join("\n");
    await run(hubProgram, ["--data", commune.hubData, "add", "campaign", "--json", "-"], `${lines}\n`);
    return commune;
  }

  constructor(directory) {
    this.directory = directory;
    this.hubData = join(directory, "hub");
  }

  hub(...args) {
    return run(hubProgram, [...args, "--data", this.hubData]);
  }

  async hubList(kind, ...filters) {
    return JSON.parse(await this.hub("--json", "list", kind, ...filters)).items;
  }

  // The port is the system's choice the first time, and stays: the laptops know it.
  async startHub() {
    if (this.hubServer) return this.hubServer.url;
    const log = join(this.directory, "hub.log");
    this.hubServer = await Server.start(hubProgram, ["serve", "--data", this.hubData, "--listen", this.#listen], log);
    this.#listen = this.hubServer.address;
    return this.hubServer.url;
  }

  async stopHub() {
    await this.hubServer?.stop();
    this.hubServer = undefined;
  }

  enrolCode(village, name) {
    return this.hub("device", "enrol", village, "--name", name);
  }

  laptop(name) {
    return new Laptop(this.directory, name);
  }
}

const usual = { donorType: "DONOR_TYPE_HOUSEHOLD", form: "FORM_CASH", date: day(), voluntary: true };

export class Laptop {
  constructor(directory, name) {
    this.name = name;
    this.data = join(directory, name);
    this.log = join(directory, `${name}.log`);
  }

  run(args, input) {
    return run(agentProgram, ["--data", this.data, ...args], input);
  }

  enrol(code, author) {
    return this.run(["--author", author, "enrol", code]);
  }

  sync() {
    return this.run(["sync", "--once"]);
  }

  // Records contributions; gives their ids.
  async add(...contributions) {
    const lines = contributions.map((fields) => JSON.stringify({ ...usual, ...fields })).join("\n");
    const printed = await this.run(["add", "contribution", "--json", "-"], `${lines}\n`);
    return printed.split("\n").map((line) => JSON.parse(line).id);
  }

  amend(id, fields, reason) {
    return this.run(["amend", id, "--json", "-", "--reason", reason], JSON.stringify(fields));
  }

  async list(kind, ...filters) {
    return JSON.parse(await this.run(["--json", "list", kind, ...filters])).items;
  }

  async campaign(title) {
    const found = await this.list("campaign");
    return found.find((it) => it.title === title).id;
  }

  // The page's program.
  async serve(listen = "127.0.0.1:0") {
    this.server = await Server.start(agentProgram, ["serve", "--data", this.data, "--listen", listen], this.log);
    return this.server.url;
  }
}
