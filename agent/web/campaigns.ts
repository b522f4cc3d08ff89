import type { Campaign } from "@core/generated/agent";
import { campaigns } from "@core/records";
import { useResource } from "@core/resource";
import { api } from "./api";

const campaignsMax = 200;

// All campaigns of the commune that concern this village, newest first; undefined until they are read.
export function useCampaigns(): Campaign[] | undefined {
  const { value } = useResource("campaigns", () =>
    api("listRecords", { path: { kind: "campaign" }, query: { limit: campaignsMax } }),
  );
  return value && campaigns(value.items);
}
