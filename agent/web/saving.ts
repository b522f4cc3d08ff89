// Saving a new contribution.
import type { Contribution, ContributionFields } from "@core/generated/agent";
import { api } from "./api";
import { tellSaved } from "./saved";

export async function saveContribution(fields: ContributionFields, confirmed: boolean): Promise<Contribution> {
  const record = await api("createRecord", {
    path: { kind: "contribution" },
    body: fields,
    ...(confirmed && { query: { confirm: "duplicate" } }),
  });
  if (record.kind !== "contribution") throw new Error(`saved a ${record.kind}`);
  tellSaved(record.id);
  return record;
}
