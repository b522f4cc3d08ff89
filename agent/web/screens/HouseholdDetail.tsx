import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Pager } from "@core/components/Pager";
import { errorText } from "@core/errors";
import type { Household } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { usePages } from "@core/pages";
import { contributions } from "@core/records";
import { link } from "@core/router";
import { formatDate } from "@core/format";
import { api } from "../api";
import { newAddress } from "../books/addresses";
import { ContributionTable } from "../parts/ContributionTable";
import { Details } from "../parts/Details";
import { Screen } from "../parts/Screen";
import { useRecordOf } from "../record_of";
import { t } from "../text";

function other(id: string | undefined, label: string | null) {
  return id && <a href={link(["households", id])}>{label}</a>;
}

function fields(household: Household) {
  const poverty = household.poverty?.map((it) => `${it.year}: ${shared(`poverty.${it.poverty ?? "POVERTY_NONE"}`)}`);
  return [
    { label: t("households.code"), value: household.code },
    { label: shared("field.birthYear"), value: household.birthYear },
    { label: t("households.members"), value: household.members },
    { label: shared("field.ethnicGroup"), value: household.ethnicGroup },
    { label: shared("field.phone"), value: household.phone },
    { label: shared("field.address"), value: household.address },
    { label: shared("field.poverty"), value: poverty?.join(" · ") },
    { label: shared("field.splitFrom"), value: other(household.splitFrom, household.shown.splitFrom) },
    { label: shared("field.mergedInto"), value: other(household.mergedInto, household.shown.mergedInto) },
    { label: shared("field.leftOn"), value: household.leftOn && formatDate(household.leftOn) },
  ];
}

function Given({ household }: { household: string }) {
  const { value, pager } = usePages(household, (cursor) =>
    api("listRecords", { path: { kind: "contribution" }, query: { household, ...(cursor && { cursor }) } }),
  );
  if (!value) return null;
  const rows = contributions(value.items);
  return (
    <section class="stack">
      <h2>{t("households.given")}</h2>
      {rows.length > 0 ? (
        <ContributionTable rows={rows} caption={t("households.given")} first="date" />
      ) : (
        <p>{t("households.given_none")}</p>
      )}
      <Pager {...pager} />
    </section>
  );
}

export function HouseholdDetail({ id }: { id: string }) {
  const { record: household, error } = useRecordOf("household", id);
  return (
    <Screen
      title={household?.head ?? t("households.title")}
      back={{ address: "#/households", label: t("households.title") }}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {household && (
        <>
          <section class="card">
            <Details items={fields(household)} />
          </section>
          <div class="row">
            <Button look="primary" icon="plus" href={link(["contributions", "new"], { household: id })}>
              {t("record.title")}
            </Button>
            <Button icon="print" href={link(["households", id, "card"])}>
              {t("card.open")}
            </Button>
            <Button icon="edit" href={newAddress("household-request", { household: id })}>
              {t("new_record.household-request")}
            </Button>
          </div>
        </>
      )}
      <Given household={id} />
    </Screen>
  );
}
