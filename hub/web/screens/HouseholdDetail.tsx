import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { errorText } from "@core/errors";
import { formatDate, formatShort } from "@core/format";
import type { Household } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { usePages } from "@core/pages";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { go } from "@core/router";
import { contributionsAddress, householdsAddress } from "../addresses";
import { api } from "../api";
import { povertyOf } from "../household";
import { useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { ConflictNotice } from "../parts/ConflictNotice";
import { ContributionTable } from "../parts/ContributionTable";
import { Facts, type Fact } from "../parts/Facts";
import { Screen } from "../parts/Screen";
import { t } from "../text";

function other(id: string | undefined, label: string | null) {
  return id && <a href={householdsAddress({}, id)}>{label}</a>;
}

function factsOf(household: Household, nameOf: (village: string) => string): Fact[] {
  const poverty = povertyOf(household).map((it) => `${it.year}: ${tCode("poverty", it.poverty)}`);
  return [
    [t("households.code"), household.code],
    [t("field.village"), <a href={householdsAddress({ village: household.village })}>{nameOf(household.village)}</a>],
    [shared("field.birthYear"), household.birthYear],
    [shared("field.members"), household.members],
    [shared("field.ethnicGroup"), household.ethnicGroup],
    [shared("field.phone"), household.phone],
    [shared("field.address"), household.address],
    [shared("field.poverty"), poverty.join(" · ")],
    [shared("field.splitFrom"), other(household.splitFrom, household.shown.splitFrom)],
    [shared("field.mergedInto"), other(household.mergedInto, household.shown.mergedInto)],
    [shared("field.leftOn"), household.leftOn && formatDate(household.leftOn)],
  ];
}

function Given({ household }: { household: string }) {
  const { value, error, pager } = usePages(household, (cursor) => api("listRecords", { path: { kind: "contribution" }, query: { household, ...(cursor && { cursor }) } }));
  const rows = contributions(value?.items ?? []);
  return (
    <section class="stack tight">
      <h2>{t("households.given")}</h2>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && rows.length === 0 && <p>{t("households.given_none")}</p>}
      {rows.length > 0 && (
        <div class="frame">
          <ContributionTable rows={rows} without={["donor"]} addressOf={(row) => contributionsAddress({}, row.id)} onOpen={(row) => go(contributionsAddress({}, row.id))} />
        </div>
      )}
      <Pager {...pager} />
    </section>
  );
}

const sameNameMax = 20;

// The same name elsewhere in the commune, so that nobody pays in many places unseen: perhaps the same person, perhaps not.
function SameName({ household }: { household: Household }) {
  const name = household.head ?? "";
  const { value } = useResource(`same name ${name}`, () => api("listRecords", { path: { kind: "contribution" }, query: { query: name, limit: sameNameMax } }));
  const rows = contributions(value?.items ?? []).filter((row) => row.household !== household.id && row.shown.donor === name);
  if (rows.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>{t("households.same_name", { name })}</h2>
      <div class="frame">
        <ContributionTable rows={rows} addressOf={(row) => contributionsAddress({}, row.id)} onOpen={(row) => go(contributionsAddress({}, row.id))} />
      </div>
    </section>
  );
}

// One household: who it is, everything it gave, and the story of its record.
export function HouseholdDetail({ id }: { id: string }) {
  const { today } = useOffice().status;
  const nameOf = villageNames(useVillages());
  const record = useResource(id, () => api("getRecord", { path: { id } }));
  const history = useResource(id, () => api("getHistory", { path: { id } }));
  const household = record.value?.kind === "household" ? record.value : undefined;
  return (
    <Screen title={household?.head ?? t("menu.households")} back={{ address: householdsAddress(), label: t("menu.households") }}>
      {record.error && <Notice tone="bad">{errorText(record.error)}</Notice>}
      {record.value && !household && <Notice tone="bad">{shared("error.not_found")}</Notice>}
      {household && (
        <>
          {household.voided && <Notice tone="warn">{t("record.voided", { ...household.voided, when: formatShort(household.voided.at, today) })}</Notice>}
          <ConflictNotice record={household} onDecided={record.reload} />
          <div class="card narrow-text"><Facts facts={factsOf(household, nameOf)} /></div>
          <Given household={id} />
          <SameName household={household} />
          <section class="stack tight">
            <h2>{t("record.history")}</h2>
            <HistoryView items={history.value?.items ?? []} kind="household" today={today} />
          </section>
        </>
      )}
    </Screen>
  );
}
