// The steps in the villages, until the office can be reached again.
import { contribution, daysBefore } from './giving.mjs';
import { check, grouped, inKilobytes, inSeconds, perSecond, stopwatch, tell, until } from './report.mjs';

const OFFLINE_RECORDS = 500; // of each village

// ---- 1: the commune -------------------------------------------------------------------------------------------

export async function beginCommune(commune) {
  const { hub, laptops, account } = commune;
  tell(await hub.run(['init', '--commune', 'xã Pắc Ngà', '--demo']));
  await hub.run(['user', 'add', account.name, '--role', 'clerk'], `${account.password}\n`);
  commune.today = (await hub.runJson(['status'])).today;
  await addCampaign(commune);
  await hub.serve();
  tell(`the hub is ready at ${hub.url}`);
  for (const laptop of laptops) await enrol(hub, laptop);
}

async function addCampaign({ hub, villages, today }) {
  const campaign = {
    title: 'Đường liên bản Nong Cóc – Nà Sài – Bước',
    works: 'Đổ bê tông 1,2 km đường liên bản',
    purpose: 'Đi lại được cả mùa mưa',
    villages: villages.map((village) => village.code),
    fromDate: daysBefore(today, 60),
    toDate: daysBefore(today, -60),
    state: 'CAMPAIGN_STATE_OPEN',
  };
  await hub.record(['add', 'campaign'], [campaign]);
}

async function enrol(hub, laptop) {
  const code = await hub.run(['device', 'enrol', laptop.village.code, '--name', `Máy ${laptop.name}`]);
  await laptop.run(['enrol', code, '--author', laptop.author]);
  const elapsed = stopwatch();
  const { received } = await syncOnce(laptop);
  tell(`${laptop.name} (${laptop.author}): enrolled, received ${received} changes in ${inSeconds(elapsed())}`);
}

function syncOnce(laptop) {
  return laptop.runJson(['sync', '--once']);
}

// ---- 2: a record that two laptops of one village have ---------------------------------------------------------

export async function shareRecord(commune) {
  const [village] = commune.villages;
  const [first, second] = village.laptops;
  const fields = contribution(0, await givingIn(village, commune));
  const [id] = await addContributions(first, [fields]);
  await syncOnce(first);
  await syncOnce(second);
  const copy = await second.runJson(['show', id]);
  check(`amount of ${id} on ${second.name}`, fields.amount, copy.amount);
  commune.shared = { id, fields };
  tell(`${first.name} recorded ${copy.shown.given} of ${copy.shown.donor}; ${second.name} has it`);
}

// What contributions in this village refer to, as its laptop knows it.
async function givingIn(village, { today }) {
  const [laptop] = village.laptops;
  const { items: campaigns } = await laptop.runJson(['list', 'campaign']);
  const { items: households } = await laptop.runJson(['list', 'household']);
  return { village: village.code, campaigns, households, collector: laptop.author, today };
}

// One process records them all; each line that it prints names a record that is durable.
async function addContributions(laptop, contributions) {
  const printed = await laptop.record(['add', 'contribution'], contributions);
  const ids = printed.split('\n').map((line) => JSON.parse(line).id);
  check(`ids that ${laptop.name} printed`, contributions.length, new Set(ids).size);
  for (const fields of contributions) laptop.village.ledger.add(fields);
  return ids;
}

// ---- 3: offline -----------------------------------------------------------------------------------------------

export async function recordOffline(commune) {
  const stopping = stopwatch();
  await commune.hub.stop();
  tell(`the hub ended with exit code 0 in ${inSeconds(stopping())}`);
  const elapsed = stopwatch();
  const bytes = await Promise.all(commune.villages.map((village) => recordVillage(village, commune)));
  const seconds = elapsed();
  const count = OFFLINE_RECORDS * commune.villages.length;
  const sum = bytes.reduce((total, some) => total + some, 0);
  tell(`${grouped(count)} records durable, each by itself, in ${inSeconds(seconds)}: ${perSecond(count, seconds)}`);
  tell(`as JSON they are ${inKilobytes(sum)}, ${Math.round(sum / count)} bytes each`);
}

async function recordVillage(village, commune) {
  const [laptop] = village.laptops;
  const giving = await givingIn(village, commune);
  const contributions = Array.from({ length: OFFLINE_RECORDS }, (_, index) => contribution(index + 1, giving));
  const elapsed = stopwatch();
  village.ids = await addContributions(laptop, contributions);
  village.contributions = contributions;
  const { counts } = await laptop.runJson(['status']);
  check(`records waiting on ${laptop.name}`, OFFLINE_RECORDS, counts.waiting);
  const { money, value } = village.ledger.sums();
  const sums = `${grouped(money)} đ and ${grouped(value)} đ in kind`;
  tell(`${village.name}: ${OFFLINE_RECORDS} in ${inSeconds(elapsed())}; in all ${sums}`);
  return Buffer.byteLength(JSON.stringify(contributions));
}

// ---- 4: two people correct one record -------------------------------------------------------------------------

export async function correctOnBoth({ villages: [village], shared }) {
  const amounts = ['350000', '250000'];
  for (const [index, laptop] of village.laptops.entries()) {
    const reason = `${laptop.author} đếm lại`;
    await laptop.record(['amend', shared.id, '--reason', reason], [{ amount: amounts[index] }]);
    tell(`${laptop.name}: ${grouped(amounts[index])} đ (“${reason}”)`);
  }
  shared.amounts = amounts;
}

// ---- 5: the office can be reached again -----------------------------------------------------------------------

export async function comeBack({ hub, villages, laptops }) {
  await hub.serve();
  tell(`the hub is ready again at ${hub.url}`);
  const elapsed = stopwatch();
  await Promise.all(laptops.map((laptop) => laptop.serve()));
  await untilLevel(laptops);
  const seconds = elapsed();
  const sent = OFFLINE_RECORDS * villages.length;
  tell(`all four laptops started and level in ${inSeconds(seconds)}: ${perSecond(sent, seconds)}`);
}

// Until each laptop and the office hold the same and no record of the village is missing on it.
export function untilLevel(laptops) {
  const expected = laptops.map(
    ({ name, village }) => `${name}: level, 0 waiting, ${village.ledger.records} recorded`,
  );
  return until('the laptops', expected, () =>
    Promise.all(
      laptops.map(async ({ name, api }) => {
        const { link, counts } = await api.get('status');
        return `${name}: ${link.state}, ${counts.waiting} waiting, ${counts.recorded} recorded`;
      }),
    ),
  );
}
