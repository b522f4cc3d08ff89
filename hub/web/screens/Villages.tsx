import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { DeviceHealth, DeviceState } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { names, readListFilters, villagesAddress } from "../addresses";
import { useDevices, useReadAgain } from "../devices";
import { given } from "../given";
import { problems, worstFirst } from "../health/health";
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

type Show = "online" | "trouble" | "revoked" | DeviceHealth;

// What to show of the machines, as in the address; those in use when nothing is chosen.
const shows: { [show in Show]: string } = {
  online: "dang-noi",
  trouble: "can-xem",
  refused: "bi-tu-choi",
  silent: "lau-khong-lien-lac",
  waiting: "chua-gui",
  clock: "dong-ho",
  disk: "day-o-dia",
  old: "khac-ban",
  revoked: "da-thu-hoi",
};
const showNames: Show[] = ["online", "trouble", ...problems, "revoked"];

function isProblem(show: Show): show is DeviceHealth {
  return problems.some((it) => it === show);
}

function isShown(device: DeviceState, show: Show | undefined): boolean {
  if (show === "revoked") return device.revoked;
  if (show === "online") return device.online && !device.revoked;
  if (show === "trouble") return device.health.length > 0;
  if (show && isProblem(show)) return device.health.includes(show);
  return !device.revoked;
}

// Of problems only those that some machine has.
function chipsOf(devices: DeviceState[], chosen: Show | undefined): Chip[] {
  const chips = showNames.map((id) => ({
    id,
    label: isProblem(id) ? tCode("health", id) : t(`devices.show.${id}`),
    count: devices.filter((it) => isShown(it, id)).length,
  }));
  return chips.filter(({ id, count }) => !isProblem(id) || count > 0 || id === chosen);
}

type DevicesProps = { village: string | undefined; show: Show | undefined };

function Devices({ village, show }: DevicesProps) {
  const { status, user } = useOffice();
  const { value, error, reload } = useDevices();
  const nameOf = villageNames(useVillages());
  const [revoking, setRevoking] = useState<DeviceState>();
  const own = (value ?? []).filter((it) => !village || it.village === village);
  const rows = worstFirst(own.filter((it) => isShown(it, show)));
  const choose = (id: string | undefined) => {
    const chosen = showNames.find((it) => it === id);
    replaceRoute(villagesAddress(given({ village }), chosen && shows[chosen]));
  };
  return (
    <section class="stack tight">
      <h2>{t("devices.title")}</h2>
      <Chips label={t("devices.show")} chips={chipsOf(own, show)} chosen={show} onChoose={choose} />
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

// The villages' machines, those that need somebody first, and the villages.
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
      <Devices village={village} show={show} />
      <section class="stack tight apart">
        <h2>{t("villages.title")}</h2>
        {villages?.length === 0 && <p>{t("villages.none")}</p>}
        {villages && villages.length > 0 && <VillageTable rows={villages} today={status.today} />}
      </section>
      {may(user, "devices") && <UsbCard nameOf={nameOf} />}
    </Screen>
  );
}
