import { Button } from "@core/components/Button";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import type { Campaign, CampaignFields } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { t } from "../text";

type Step = "approve" | "close" | "settle";

// What the commune can say next of a campaign, as it stands: approved, over, settled.
function stepsOf(campaign: Campaign): Step[] {
  switch (campaign.state) {
    case "CAMPAIGN_STATE_PROPOSED":
      return ["approve"];
    case "CAMPAIGN_STATE_OPEN":
      return ["close"];
    case "CAMPAIGN_STATE_CLOSED":
      return ["settle"];
    default:
      return [];
  }
}

function changesOf(step: Step, today: string, user: string, words: string): CampaignFields {
  if (step === "approve") return { state: "CAMPAIGN_STATE_OPEN", approvedOn: today, approvedBy: user };
  if (step === "close") return { state: "CAMPAIGN_STATE_CLOSED" };
  return { state: "CAMPAIGN_STATE_SETTLED", settlementNote: words };
}

export function CampaignDecision({ campaign, onChanged }: { campaign: Campaign; onChanged: () => void }) {
  const { status, user } = useOffice();
  const [step, setStep] = useState<Step>();
  if (!may(user, "campaigns") || campaign.voided) return null;
  const decide = async (words: string) => {
    if (!step) return;
    const changes = changesOf(step, status.today, user.name, words);
    await api("amendRecord", { path: { id: campaign.id }, body: { heads: campaign.heads, reason: words, changes } });
    setStep(undefined);
    toast(t(`campaigns.${step}_done`));
    onChanged();
  };
  return (
    <div class="row">
      {stepsOf(campaign).map((it) => (
        <Button key={it} look="primary" onClick={() => setStep(it)}>
          {t(`campaigns.${it}`)}
        </Button>
      ))}
      {step && (
        <ReasonDialog
          title={t(`campaigns.${step}`)}
          explanation={t(`campaigns.${step}_explained`)}
          action={t(`campaigns.${step}`)}
          onClose={() => setStep(undefined)}
          onGiven={decide}
        />
      )}
    </div>
  );
}
