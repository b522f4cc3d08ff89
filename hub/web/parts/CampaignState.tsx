import type { Campaign } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import "./CampaignState.css";

// Proposed, open or closed, in words within a frame.
export function CampaignState({ campaign }: { campaign: Campaign }) {
  return campaign.state ? <span class="campaign-state" data-state={campaign.state}>{tCode("campaign_state", campaign.state)}</span> : null;
}
