import { Button } from "@core/components/Button";
import { Preferences } from "@core/components/Preferences";
import { formatWhen } from "@core/format";
import { useState } from "preact/hooks";
import { AuthorDialog } from "../parts/AuthorDialog";
import { Details } from "../parts/Details";
import { Figures } from "../parts/Figures";
import { isClockWrong, LinkState } from "../parts/LinkState";
import { Screen } from "../parts/Screen";
import { UsbCard } from "../parts/UsbCard";
import { useAgent } from "../status";
import { t } from "../text";

function clockText(clockErrorMs: number | null): string {
  if (clockErrorMs === null) return t("sync.clock_unknown");
  return isClockWrong(clockErrorMs) ? t("sync.clock_wrong") : t("sync.clock_right");
}

function Contact() {
  const { link, today, commune } = useAgent().status;
  const when = (iso: string | null) => (iso ? formatWhen(iso, today) : t("sync.never"));
  return (
    <Details
      items={[
        { label: t("sync.last_contact"), value: when(link.lastContact) },
        { label: t("sync.level_at"), value: when(link.levelAt) },
        { label: t("sync.clock"), value: clockText(link.clockErrorMs) },
        { label: t("sync.office"), value: `${commune.name}${commune.phone && ` · ${commune.phone}`}` },
      ]}
    />
  );
}

function Machine() {
  const { device, village, author, version } = useAgent().status;
  const [asking, setAsking] = useState(false);
  return (
    <section class="card stack">
      <h2>{t("sync.machine")}</h2>
      <Details
        items={[
          { label: t("sync.author"), value: author },
          { label: t("sync.device"), value: device.name },
          { label: t("sync.village"), value: village.name },
          { label: t("sync.series"), value: device.series },
          { label: t("sync.version"), value: version },
        ]}
      />
      <div class="row">
        <Button icon="person" onClick={() => setAsking(true)}>
          {t("sync.change_author")}
        </Button>
        <Preferences />
      </div>
      {asking && <AuthorDialog author={author} onClose={() => setAsking(false)} />}
    </section>
  );
}

export function SyncScreen() {
  return (
    <Screen title={t("menu.sync")}>
      <section class="card stack">
        <LinkState />
        <Contact />
      </section>
      <Figures />
      <p class="muted">{t("sync.explanation")}</p>
      <UsbCard />
      <Machine />
    </Screen>
  );
}
