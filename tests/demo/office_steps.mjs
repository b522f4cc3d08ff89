// The steps of the office, and what the villages see of them.
import { logIn } from './http.mjs';
import { check, grouped, inSeconds, perSecond, stopwatch, tell, until } from './report.mjs';

const REVIEWS_MAX = 200; // in one request
const COMMENT = 'Số tiền chưa khớp với sổ giấy, đề nghị bản xem lại';
const REASON = 'Ghi nhầm, đã xem lại sổ giấy';

function review(office, records, verdict, comment = '') {
  const items = records.map(({ id, heads }) => ({ record: id, heads }));
  return office.post('reviews', { items, verdict, comment });
}

async function accept(office, records) {
  const { done, skipped } = await review(office, records, 'VERDICT_ACCEPTED');
  check('what the office could not accept', [], skipped);
  check('what the office accepted', records.map(({ id }) => id), done);
}

// ---- 6: the queue ---------------------------------------------------------------------------------------------

export async function reviewQueue(commune) {
  const { hub, account, villages } = commune;
  const [, accepted, returned] = villages;
  commune.office = await logIn(hub.url, account.name, account.password);
  // What is level is in the office's logs; its lists follow a moment later.
  const expected = Object.fromEntries(villages.map(({ code, ledger }) => [code, ledger.records]));
  await until('what waits in the office', { ...expected, conflicts: 1 }, async () => {
    const { byVillage, byFlag } = await commune.office.get('queue?limit=1');
    const counts = byVillage.map(({ village, count }) => [village, count]);
    return { ...Object.fromEntries(counts), conflicts: byFlag.conflict };
  });
  tell(`${account.name} logged in; the records of all villages wait, one of them in conflict`);
  await acceptAll(commune.office, accepted);
  await returnOne(commune, returned);
}

async function acceptAll(office, village) {
  const elapsed = stopwatch();
  const sizes = [];
  for (;;) {
    const { items } = await office.get(`queue?village=${village.code}&limit=${REVIEWS_MAX}`);
    if (items.length === 0) break;
    await accept(office, items);
    sizes.push(items.length);
  }
  const seconds = elapsed();
  const { records } = village.ledger;
  check(`how many of ${village.name} were accepted`, records, sizes.reduce((total, size) => total + size, 0));
  tell(`${village.name}: accepted ${sizes.join(' + ')} in ${inSeconds(seconds)}: ${perSecond(records, seconds)}`);
  await until(`records accepted as ${village.name} sees it`, records, async () => {
    return (await village.laptops[0].api.get('status')).counts.accepted;
  });
  tell(`${village.name} sees them accepted ${inSeconds(elapsed() - seconds)} later`);
}

async function returnOne(commune, village) {
  const index = village.contributions.findIndex(({ form }) => form === 'FORM_CASH');
  const id = village.ids[index];
  const record = await commune.office.get(`records/${id}`);
  const { done } = await review(commune.office, [record], 'VERDICT_RETURNED', COMMENT);
  check('what the office returned', [id], done);
  commune.returned = { village, id, fields: village.contributions[index] };
  tell(`${village.name}: returned ${record.shown.given} of ${record.shown.donor}: “${COMMENT}”`);
}

// ---- 7: what was returned comes back --------------------------------------------------------------------------

export async function correctReturned({ office, returned }) {
  const { village, id, fields } = returned;
  const { api } = village.laptops[0];
  await until(`how ${village.name} sees ${id}`, ['returned', COMMENT], async () => {
    const record = await api.get(`records/${id}`);
    return [record.status, record.review?.comment];
  });
  const elapsed = stopwatch();
  const amount = String(BigInt(fields.amount) + 50_000n);
  const { heads } = await api.get(`records/${id}`);
  const corrected = await api.post(`records/${id}/amend`, { heads, reason: REASON, changes: { amount } });
  village.ledger.remove(fields);
  village.ledger.add({ ...fields, amount });
  const reopened = `queue?village=${village.code}&only=reopened`;
  await until(`what is reopened of ${village.name}`, [[id, amount]], async () => {
    const { items } = await office.get(reopened);
    return items.map((item) => [item.id, item.amount]);
  });
  tell(`corrected to ${corrected.shown.given}; reopened in the office ${inSeconds(elapsed())} later`);
  await accept(office, (await office.get(reopened)).items);
  await until(`how ${village.name} sees ${id}`, 'accepted', async () => (await api.get(`records/${id}`)).status);
}

// ---- 8: the conflict ------------------------------------------------------------------------------------------

export async function decideConflict({ office, villages: [village], shared }) {
  const { id, fields, amounts } = shared;
  const sides = [office, ...village.laptops.map((laptop) => laptop.api)];
  for (const side of sides) await untilInConflict(side, shared);
  tell(`${amounts.map(grouped).join(' đ and ')} đ: both shown by the office and by both laptops`);
  const record = await office.get(`records/${id}`);
  const { done, skipped } = await review(office, [record], 'VERDICT_ACCEPTED');
  const refused = skipped.map(({ code }) => code);
  check('accepting what is undecided', { done: [], refused: ['conflict_undecided'] }, { done, refused });
  // The one that the record doesn't show by itself.
  const chosen = record.conflicts[0].values.find(({ winner }) => !winner);
  await office.post(`records/${id}/decide`, { reason: REASON, choices: { amount: chosen.position } });
  village.ledger.remove(fields);
  village.ledger.add({ ...fields, amount: chosen.value });
  for (const side of sides) {
    await until(`${id} after the decision, at ${side.url}`, [chosen.value, false], async () => {
      const { amount, conflict } = await side.get(`records/${id}`);
      return [amount, conflict];
    });
  }
  tell(`accepting it was refused; decided for ${chosen.shown} (${chosen.author}); both laptops have it`);
  await accept(office, [await office.get(`records/${id}`)]);
  for (const side of sides) {
    await until(`status of ${id} once accepted, at ${side.url}`, 'accepted', async () => {
      return (await side.get(`records/${id}`)).status;
    });
  }
}

function untilInConflict(side, { id, amounts }) {
  const expected = { status: 'conflict', conflicts: [['amount', [...amounts].sort()]] };
  return until(`${id} at ${side.url}`, expected, async () => {
    const { status, conflicts } = await side.get(`records/${id}`);
    const valuesOf = ({ values }) => values.map(({ value }) => value).sort();
    return { status, conflicts: conflicts.map((conflict) => [conflict.field, valuesOf(conflict)]) };
  });
}

// ---- 9: a cancellation and a receipt --------------------------------------------------------------------------

export async function cancelAndConfirm({ office, villages, returned }) {
  const village = returned.village;
  const { api } = village.laptops[0];
  await cancelOne(office, api, village);
  const asked = { contribution: returned.id };
  const receipt = await api.post('receipt', asked);
  const contribution = await api.get(`records/${returned.id}`);
  check('amount on the receipt', contribution.amount, receipt.amount);
  check('the receipt when asked for again', receipt.id, (await api.post('receipt', asked)).id);
  await until('receipts in the office', [receipt.shown.number], async () => {
    const { items } = await office.get(`receipt?village=${village.code}`);
    return items.map((item) => item.shown.number);
  });
  tell(`receipt ${receipt.shown.number}: ${receipt.given}, ${receipt.donor}; the office has it`);
}

async function cancelOne(office, api, village) {
  const index = village.contributions.findIndex(({ form }) => form === 'FORM_LABOUR');
  const id = village.ids[index];
  const record = await api.post(`records/${id}/void`, { reason: REASON });
  check(`status of ${id} in ${village.name}`, 'voided', record.status);
  village.ledger.remove(village.contributions[index]);
  await until(`${id} in the office`, ['voided', REASON], async () => {
    const { status, voided } = await office.get(`records/${id}`);
    return [status, voided?.reason];
  });
  tell(`${village.name} cancelled ${record.shown.given} of ${record.shown.donor}: “${REASON}”`);
}
