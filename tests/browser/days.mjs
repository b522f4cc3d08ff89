// Days where the commune is (+07:00), whatever the zone of this machine.
const dayMs = 24 * 60 * 60 * 1000;
const zoneMs = 7 * 60 * 60 * 1000;

// "2026-11-24"; `days` from today.
export function day(days = 0) {
  return new Date(Date.now() + zoneMs + days * dayMs).toISOString().slice(0, 10);
}

// "24/11/2026"
export function written(iso) {
  return iso.split("-").reverse().join("/");
}
