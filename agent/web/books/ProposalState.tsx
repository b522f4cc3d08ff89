import type { CampaignProposal } from "@core/generated/agent";
import { link } from "@core/router";
import { t } from "../text";

// What became of a proposal: the campaign that the commune opened from it, or that it waits.
export function ProposalState({ proposal }: { proposal: CampaignProposal }) {
  const { campaign } = proposal.shown;
  if (!campaign) return <p class="lead">{t("proposal.waits")}</p>;
  return (
    <p class="lead">
      {t("proposal.opened")} <a href={link(["campaigns", campaign])}>{t("proposal.campaign")}</a>
    </p>
  );
}
