import { Button } from "@core/components/Button";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import type { Campaign } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { campaignEditAddress, contributionsAddress } from "../addresses";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { t } from "../text";

// What can be done with a campaign: look at what was given, correct it, cancel it.
export function CampaignActions({ campaign, onChanged }: { campaign: Campaign; onChanged: () => void }) {
  const { user } = useOffice();
  const [isAsking, setAsking] = useState(false);
  const canChange = may(user, "campaigns") && campaign.voided === null;
  const cancel = async (reason: string) => {
    await api("voidRecord", { path: { id: campaign.id }, body: { reason } });
    setAsking(false);
    toast(t("campaigns.voided"));
    onChanged();
  };
  return (
    <>
      {may(user, "donors") && <Button href={contributionsAddress({ campaign: campaign.id })}>{t("campaigns.contributions")}</Button>}
      {canChange && <Button icon="edit" href={campaignEditAddress(campaign.id)}>{t("campaigns.edit")}</Button>}
      {canChange && <Button look="danger" icon="voided" onClick={() => setAsking(true)}>{t("campaigns.void")}</Button>}
      {isAsking && (
        <ReasonDialog title={t("campaigns.void_title")} explanation={t("campaigns.void_explained")} action={t("campaigns.void")} danger onClose={() => setAsking(false)} onGiven={cancel} />
      )}
    </>
  );
}
