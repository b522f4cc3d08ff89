import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import type { DeviceState } from "@core/generated/hub";
import { api } from "../api";
import { t } from "../text";

type Props = { device: DeviceState; onClose: () => void; onRevoked: () => void };

// Withdraws a machine, with a reason.
export function RevokeDialog({ device, onClose, onRevoked }: Props) {
  const names = { device: device.name, village: device.villageName };
  const revoke = async (reason: string) => {
    await api("revokeDevice", { path: { device: device.id }, body: { reason } });
    toast(t("devices.revoke_done", names));
    onRevoked();
  };
  return <ReasonDialog title={t("devices.revoke_title", names)} explanation={t("devices.revoke_explained")} action={t("devices.revoke")} danger onClose={onClose} onGiven={revoke} />;
}
