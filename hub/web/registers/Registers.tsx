import { Button } from "@core/components/Button";
import { Icon } from "@core/components/Icon";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { User } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { replaceRoute } from "@core/router";
import { api } from "../api";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { yearOf } from "../period/PeriodChooser";
import { mayOpen, readRegister, registerAddress, registerFileAddress, registers, type RegisterName, type RegisterQuery } from "./address";
import { PaperView } from "./PaperView";
import { Preview } from "./Preview";
import { RegisterFilterBar } from "./RegisterFilterBar";
import "./Registers.css";
import { t } from "./text";

function offeredTo(user: User): RegisterName[] {
  return registers.filter((it) => mayOpen(user, it));
}

function DownloadLink({ address, label }: { address: string; label: string }) {
  return (
    <a class="button" href={address} download>
      <Icon name="save" />
      <span>{label}</span>
    </a>
  );
}

function Takings({ asked }: { asked: RegisterQuery }) {
  return (
    <>
      <DownloadLink address={registerFileAddress(asked, "xlsx")} label={t("registers.excel")} />
      <DownloadLink address={registerFileAddress(asked, "csv")} label={t("registers.csv")} />
      <Button icon="print" href={registerAddress(asked, "in")}>
        {t("registers.print")}
      </Button>
    </>
  );
}

// The commune's books in the columns of the paper ones: to look at, to take away as a file, to print.
export function Registers({ query }: { query: URLSearchParams }) {
  const { status, user } = useOffice();
  const offered = offeredTo(user);
  const asked = readRegister(query, { register: offered[0] ?? "spending", ...yearOf(status.today) });
  const { register, ...narrowing } = asked;
  // Thousands of rows: not read anew for every record that comes in.
  const { value, error } = useResource(JSON.stringify(asked), () => api("registerOf", { path: { register }, query: narrowing }), false);
  const shown = error ? undefined : value;
  if (query.get("xem") === "in") return <PaperView asked={asked} register={shown} error={error} />;
  return (
    <Screen title={t("registers.title")} aside={shown && shown.total > 0 && <Takings asked={asked} />}>
      <RegisterFilterBar asked={asked} offered={offered} onChange={(next) => replaceRoute(registerAddress(next))} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {shown && <Preview register={shown} />}
    </Screen>
  );
}
