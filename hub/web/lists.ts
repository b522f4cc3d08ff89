// Villages and campaigns, which most screens name or choose from.
import type { Campaign, VillageState } from "@core/generated/hub";
import { campaigns } from "@core/records";
import { useResource } from "@core/resource";
import { api } from "./api";

export function useVillages(): VillageState[] {
  return useResource("villages", () => api("villages")).value?.items ?? [];
}

const campaignsMax = 200; // one page of the API; a commune runs a few a year

export function useCampaigns(): Campaign[] {
  const page = useResource("campaigns", () => api("listRecords", { path: { kind: "campaign" }, query: { limit: campaignsMax } }));
  return campaigns(page.value?.items ?? []);
}

// "bản Nong Cóc" → "Nong Cóc", where the column or the group says that it is a village.
export function shortVillage(name: string): string {
  return name.replace(/^bản /i, "");
}
