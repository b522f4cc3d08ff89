// One campaign and its history.
import type { Campaign, HistoryItem, RecordDetail } from "@core/generated/hub";
import { useResource, type Resource } from "@core/resource";
import { api } from "./api";

type CampaignWithConflicts = Campaign & Pick<RecordDetail, "conflicts">;

type ReadCampaign = { campaign: CampaignWithConflicts | undefined; history: HistoryItem[] };

export function useCampaign(id: string): Resource<ReadCampaign> {
  return useResource(id, async () => {
    const [record, history] = await Promise.all([api("getRecord", { path: { id } }), api("getHistory", { path: { id } })]);
    return { campaign: record.kind === "campaign" ? record : undefined, history: history.items };
  });
}
