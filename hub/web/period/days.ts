// Two days, both counted, as ISO.
export type Days = { from: string; to: string };

export function yearOf(today: string): Days {
  const year = today.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}
