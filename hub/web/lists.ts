// Villages and campaigns, which most screens name or choose from.
import type { Campaign, VillageState } from "@core/generated/hub";
import { campaigns } from "@core/records";
import { useResource, type Resource } from "@core/resource";
import { api } from "./api";

// Its value is undefined until they are read: "there are none" must not flash up.
export function useVillageList(): Resource<VillageState[]> {
  return useResource("villages", async () => (await api("villages")).items);
}

export function useVillages(): VillageState[] {
  return useVillageList().value ?? [];
}

const campaignsMax = 200; // one page of the API; a commune runs a few a year

export function useCampaignList(): Campaign[] | undefined {
  const page = useResource("campaigns", () => api("listRecords", { path: { kind: "campaign" }, query: { limit: campaignsMax } }));
  return page.value && campaigns(page.value.items);
}

export function useCampaigns(): Campaign[] {
  return useCampaignList() ?? [];
}

// Code → name; a code whose name is not known (yet) stands for itself.
export function villageNames(villages: VillageState[]): (code: string) => string {
  const names = new Map(villages.map((it) => [it.code, it.name]));
  return (code) => names.get(code) ?? code;
}

// "bản Nong Cóc" → "Nong Cóc", where the column or the group says that it is a village.
export function shortVillage(name: string): string {
  return name.replace(/^bản /i, "");
}
