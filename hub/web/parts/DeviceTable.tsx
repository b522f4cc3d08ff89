import { Button } from "@core/components/Button";
import { Table, type Column } from "@core/components/Table";
import { formatDate, formatNumber } from "@core/format";
import type { DeviceState } from "@core/generated/hub";
import type { ComponentChildren } from "preact";
import { contributionsAddress } from "../addresses";
import { clockText, contactText, diskText } from "../devices";
import { agoText } from "../health/health";
import { HealthCell } from "../health/HealthCell";
import { t as words } from "../health/text";
import { shortVillage } from "../lists";
import { t } from "../text";
import { DeviceMark } from "./DeviceMark";
import { RecordsLink } from "./RecordsLink";

type Props = { rows: DeviceState[]; today: string; onRevoke: ((device: DeviceState) => void) | undefined };

function contactCell(device: DeviceState, today: string, now: number): ComponentChildren {
  if (device.revoked) return <DeviceMark mark="revoked">{t("devices.revoked", { reason: device.revokedReason })}</DeviceMark>;
  if (device.online) return <DeviceMark mark="online">{t("devices.online")}</DeviceMark>;
  if (!device.lastContact) return t("devices.never");
  return <>{agoText(device.lastContact, now)}<span class="second">{contactText(device.lastContact, today)}</span></>;
}

function columns({ today, onRevoke }: Props): Column<DeviceState>[] {
  const now = Date.now();
  const labelled = (key: string, head: string, cell: (device: DeviceState) => ComponentChildren, numeric = false): Column<DeviceState> => ({ key, head, label: head, numeric, cell });
  const shown: Column<DeviceState>[] = [
    { key: "name", head: t("devices.name"), cell: (row) => <><b>{row.name}</b><span class="second">{t("devices.series", { series: row.series, date: formatDate(row.enrolledAt) })}</span></> },
    labelled("village", t("field.village"), (row) => <RecordsLink href={contributionsAddress({ village: row.village })}>{shortVillage(row.villageName)}</RecordsLink>),
    labelled("contact", t("devices.last_contact"), (row) => contactCell(row, today, now)),
    labelled("health", words("health.state"), (row) => <HealthCell device={row} now={now} />),
    labelled("waiting", t("devices.waiting"), (row) => formatNumber(row.waiting), true),
    labelled("clock", t("devices.clock"), clockText),
    labelled("disk", t("devices.disk"), diskText),
    labelled("software", t("devices.software"), (row) => row.software || t("devices.unknown")),
    labelled("records", t("devices.records"), (row) => formatNumber(row.records), true),
  ];
  if (!onRevoke) return shown;
  return [...shown, { key: "revoke", head: <span class="visually-hidden">{t("devices.revoke")}</span>, cell: (row) => !row.revoked && <Button look="plain" onClick={() => onRevoke(row)}>{t("devices.revoke")}</Button> }];
}

// The villages' machines and how they are doing.
export function DeviceTable(props: Props) {
  return (
    <div class="frame">
      <Table caption={t("devices.title")} columns={columns(props)} rows={props.rows} rowKey={(row) => row.id} isVoided={(row) => row.revoked} />
    </div>
  );
}
