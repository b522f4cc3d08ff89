import { Button } from "@core/components/Button";
import { formatDay } from "@core/format";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { newAddress } from "../books/addresses";
import { Attention } from "../parts/Attention";
import { Deadlines } from "../parts/Deadlines";
import { ContributionTable } from "../parts/ContributionTable";
import { Figures } from "../parts/Figures";
import { LinkState } from "../parts/LinkState";
import { Screen } from "../parts/Screen";
import { useAgent } from "../status";
import { t } from "../text";

const newestMax = 8;

function Newest() {
  const { value } = useResource("newest", () =>
    api("listRecords", { path: { kind: "contribution" }, query: { limit: newestMax } }),
  );
  if (!value) return null;
  const rows = contributions(value.items);
  return (
    <section class="stack">
      <div class="spread">
        <h2>{t("today.newest")}</h2>
        {rows.length > 0 && <a href={link(["contributions"])}>{t("today.all")}</a>}
      </div>
      {rows.length > 0 ? <ContributionTable rows={rows} caption={t("today.newest")} /> : <p>{t("today.none")}</p>}
    </section>
  );
}

export function Today() {
  const { village, commune, today } = useAgent().status;
  return (
    <Screen
      title={t("today.title")}
      aside={
        <p class="row">
          <span>{t("today.where", { village: village.name, commune: commune.name })}</span>
          <b class="number">{formatDay(today)}</b>
        </p>
      }
    >
      <div class="row">
        <Button look="primary" icon="plus" shortcut="F2" href="#/contributions/new">
          {t("record.title")}
        </Button>
        <Button icon="plus" href={newAddress("meeting")}>
          {t("new_record.meeting")}
        </Button>
        <Button icon="plus" href={newAddress("petition")}>
          {t("new_record.petition")}
        </Button>
        <Button icon="security" href={newAddress("security-report")}>
          {t("new_record.security-report")}
        </Button>
      </div>
      <section class="card stack">
        <h2>{t("menu.sync")}</h2>
        <LinkState />
        <Figures />
      </section>
      <Deadlines />
      <Attention status="returned" />
      <Attention status="conflict" />
      <Newest />
    </Screen>
  );
}
