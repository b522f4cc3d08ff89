import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { DeviceState } from "@core/generated/hub";
import { replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { names, readListFilters, villagesAddress } from "../addresses";
import { troublesOf, useDevices, useReadAgain } from "../devices";
import { given } from "../given";
import { useVillageList, useVillages, villageNames } from "../lists";
import { may } from "../may";
import { useOffice } from "../office";
import { Chips, type Chip } from "../parts/Chips";
import { DeviceTable } from "../parts/DeviceTable";
import { EnrolButton } from "../parts/EnrolButton";
import { RevokeDialog } from "../parts/RevokeDialog";
import { Screen } from "../parts/Screen";
import { UsbCard } from "../parts/UsbCard";
import { VillageTable } from "../parts/VillageTable";
import { t } from "../text";

// What to show of the machines, as in the address; those in use when nothing is chosen.
const shows = { online: "dang-noi", trouble: "can-xem", revoked: "da-thu-hoi" } as const;

type Show = keyof typeof shows;
const showNames: Show[] = ["online", "trouble", "revoked"];

function isShown(device: DeviceState, show: Show | undefined, today: string): boolean {
  if (show === "revoked") return device.revoked;
  if (show === "online") return device.online && !device.revoked;
  if (show === "trouble") return troublesOf(device, today).length > 0;
  return !device.revoked;
}

type DevicesProps = { village: string | undefined; show: Show | undefined };

function Devices({ village, show }: DevicesProps) {
  const { status, user } = useOffice();
  const { value, error, reload } = useDevices();
  const nameOf = villageNames(useVillages());
  const [revoking, setRevoking] = useState<DeviceState>();
  const own = (value ?? []).filter((it) => !village || it.village === village);
  const rows = own.filter((it) => isShown(it, show, status.today));
  const chips: Chip[] = showNames.map((id) => ({ id, label: t(`devices.show.${id}`), count: own.filter((it) => isShown(it, id, status.today)).length }));
  const choose = (id: string | undefined) => {
    const chosen = showNames.find((it) => it === id);
    replaceRoute(villagesAddress(given({ village }), chosen && shows[chosen]));
  };
  return (
    <section class="stack tight apart">
      <h2>{t("devices.title")}</h2>
      <Chips label={t("devices.show")} chips={chips} chosen={show} onChoose={choose} />
      {village && <Chips label={t("filter.village")} chips={[{ id: village, label: nameOf(village) }]} chosen={village} onChoose={() => replaceRoute(villagesAddress({}, show && shows[show]))} />}
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && rows.length === 0 && <p>{t("devices.none")}</p>}
      {rows.length > 0 && <DeviceTable rows={rows} today={status.today} onRevoke={may(user, "devices") ? setRevoking : undefined} />}
      <p class="muted">{t("devices.explained")}</p>
      {revoking && (
        <RevokeDialog
          device={revoking}
          onClose={() => setRevoking(undefined)}
          onRevoked={() => {
            setRevoking(undefined);
            reload();
          }}
        />
      )}
    </section>
  );
}

// The villages and their machines.
export function Villages({ query }: { query: URLSearchParams }) {
  const { status, user } = useOffice();
  const { village } = readListFilters(query);
  const list = useVillageList();
  const nameOf = villageNames(useVillages());
  useReadAgain(list.reload);
  const villages = list.value?.filter((it) => !village || it.code === village);
  const show = showNames.find((it) => shows[it] === query.get(names.show));
  return (
    <Screen title={t("menu.villages")} aside={may(user, "devices") && <EnrolButton village={village ?? ""} />}>
      <section class="stack tight">
        <h2>{t("villages.title")}</h2>
        {villages?.length === 0 && <p>{t("villages.none")}</p>}
        {villages && villages.length > 0 && <VillageTable rows={villages} today={status.today} />}
      </section>
      <Devices village={village} show={show} />
      {may(user, "devices") && <UsbCard nameOf={nameOf} />}
    </Screen>
  );
}
