// Where the pages of each book are.
import type { BookKind } from "@core/books";
import { link } from "@core/router";

const roots: { [kind in BookKind]: string } = {
  meeting: "meetings",
  petition: "petitions",
  spending: "spending",
  disclosure: "disclosures",
  "period-report": "reports",
  "security-report": "security",
  "campaign-proposal": "proposals",
  "household-request": "household-requests",
};

export function kindOf(root: string): BookKind | undefined {
  return (Object.keys(roots) as BookKind[]).find((kind) => roots[kind] === root);
}

type Query = { [name: string]: string | undefined };

export function listAddress(kind: BookKind, filters: Query = {}): string {
  return link([roots[kind]], filters);
}

export function recordAddress(kind: BookKind, id: string, action?: string): string {
  return link(action ? [roots[kind], id, action] : [roots[kind], id]);
}

export function newAddress(kind: BookKind, given: Query = {}): string {
  return link([roots[kind], "new"], given);
}
