// What the people of the demo give, and the script's own sum of it.

const FORMS = ['FORM_CASH', 'FORM_TRANSFER', 'FORM_LABOUR', 'FORM_MATERIALS', 'FORM_LAND'];
const MATERIALS = [
  ['xi măng', 'bao', 90_000],
  ['cát', 'm³', 350_000],
  ['đá hộc', 'm³', 420_000],
];
const OTHER_DONORS = [
  ['DONOR_TYPE_PERSON', 'Cầm Thị Inh'],
  ['DONOR_TYPE_ORGANISATION', 'Chi hội Cựu chiến binh bản'],
];
const DAY_MS = 24 * 60 * 60 * 1000;

export function daysBefore(date, days) {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);
}

// The `index`-th contribution of a village: all forms and kinds of donors, no two of one donor alike.
export function contribution(index, { village, campaigns, households, collector, today }) {
  const what = given(index);
  const fitting = campaigns.filter((campaign) => isMeantFor(campaign, village, what.form));
  return {
    campaign: fitting[index % fitting.length].id,
    ...donor(index, households),
    ...what,
    date: daysBefore(today, index % 28),
    collector,
    voluntary: true,
    receiptWanted: index % 10 === 0,
  };
}

// A campaign that names no villages or forms is for all.
function isMeantFor(campaign, village, form) {
  return [
    [campaign.villages, village],
    [campaign.forms, form],
  ].every(([named, wanted]) => !named || named.includes(wanted));
}

function donor(index, households) {
  const other = OTHER_DONORS[index % 24]; // two of 24 are no households
  if (other) return { donorType: other[0], donorName: other[1] };
  return { donorType: 'DONOR_TYPE_HOUSEHOLD', household: households[index % households.length].id };
}

function given(index) {
  const form = FORMS[index % FORMS.length];
  switch (form) {
    case 'FORM_LABOUR': {
      const days = 1 + (index % 6);
      return { form, quantityMilli: `${1_000 * days}`, value: `${250_000 * days}` };
    }
    case 'FORM_LAND': {
      const squareMetres = 3 + (index % 17);
      return { form, quantityMilli: `${1_500 * squareMetres}`, value: `${60_000 * squareMetres}` };
    }
    case 'FORM_MATERIALS': {
      const [material, unit, price] = MATERIALS[index % MATERIALS.length];
      const quantity = 1 + (index % 4);
      return { form, material, unit, quantityMilli: `${1_000 * quantity}`, value: `${price * quantity}` };
    }
    default:
      return { form, amount: `${50_000 + 10_000 * (index % 46)}` };
  }
}

// What the script itself knows to have been given, apart from what the programs say. Sums are whole đồng.
export class Ledger {
  records = 0;
  money = 0n;
  labourMilli = 0n;
  landMilli = 0n;
  value = 0n;

  add(contribution) {
    this.#change(contribution, 1);
  }

  remove(contribution) {
    this.#change(contribution, -1);
  }

  #change(contribution, sign) {
    const quantity = BigInt(sign) * BigInt(contribution.quantityMilli ?? 0);
    this.records += sign;
    this.money += BigInt(sign) * BigInt(contribution.amount ?? 0);
    this.value += BigInt(sign) * BigInt(contribution.value ?? 0);
    if (contribution.form === 'FORM_LABOUR') this.labourMilli += quantity;
    if (contribution.form === 'FORM_LAND') this.landMilli += quantity;
  }

  sums() {
    const { records, money, labourMilli, landMilli, value } = this;
    return { records, money, labourMilli, landMilli, value };
  }
}

// The same sums, of the rows that GET /api/v1/totals gave.
export function sumsOf(rows) {
  const sum = (name) => rows.reduce((total, row) => total + BigInt(row[name]), 0n);
  return {
    records: Number(sum('records')),
    money: sum('money'),
    labourMilli: sum('labourMilli'),
    landMilli: sum('landMilli'),
    value: sum('value'),
  };
}
