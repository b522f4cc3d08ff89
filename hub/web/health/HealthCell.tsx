import type { DeviceState } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { DeviceMark } from "../parts/DeviceMark";
import { adviceText } from "./health";
import "./HealthCell.css";
import { t } from "./text";

// What is wrong with a laptop, and what to do about it.
export function HealthCell({ device, now }: { device: DeviceState; now: number }) {
  if (device.revoked) return null;
  if (device.health.length === 0) return <>{t("health.good")}</>;
  return (
    <ul class="health">
      {device.health.map((problem) => (
        <li key={problem}>
          <DeviceMark mark="trouble">{tCode("health", problem)}</DeviceMark>
          <span class="second">{adviceText(device, problem, now)}</span>
        </li>
      ))}
    </ul>
  );
}
