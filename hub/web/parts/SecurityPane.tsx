import { asBookRecord, handlings } from "@core/books";
import { ApiError } from "@core/api";
import { Button } from "@core/components/Button";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { recordTitle } from "@core/components/RecordValues";
import { StateMark } from "@core/components/StateMark";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatShort } from "@core/format";
import type { Handling, Operations, SecurityReport, User } from "@core/generated/hub";
import { fieldLabel, t as shared, tCode } from "@core/i18n";
import { useState } from "preact/hooks";
import { bookAddress } from "../addresses";
import { api } from "../api";
import { useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { useRecord } from "../record";
import { t } from "../text";
import { Facts, type Fact } from "./Facts";
import { PaneTop } from "./PaneTop";
import "./RecordPane.css";

type Content = Operations["openReport"]["result"];
type Props = {
  id: string;
  user: User;
  listAddress: string;
  onLocked: () => void; // what was unlocked is locked again
};

// What only the police read: opened on demand, each time noted in the village's book.
function Sealed({ report, user, onLocked }: { report: SecurityReport } & Pick<Props, "user" | "onLocked">) {
  const [content, setContent] = useState<Content>();
  const [failure, setFailure] = useState<unknown>();
  if (report.nothing) return null;
  if (user.role !== "police") return <Notice>{t("security.closed")}</Notice>;
  const open = () => {
    setFailure(undefined);
    api("openReport", { body: { record: report.id } }).then(setContent, (error: unknown) => {
      setFailure(error);
      if (error instanceof ApiError && error.code === "locked") onLocked();
    });
  };
  const label = (name: keyof Content) => fieldLabel("security-report", name);
  const facts: Fact[] = content
    ? (["place", "people", "account"] as const).map((name) => [label(name), <span class="long-text">{content[name]}</span>])
    : [];
  return (
    <section class="sealed">
      {content ? (
        <Facts facts={facts} />
      ) : (
        <Button look="primary" icon="security" disabled={!user.isUnlocked} onClick={open}>
          {t("security.open")}
        </Button>
      )}
      {!content && !user.isUnlocked && <p class="muted">{t("security.unlock_first")}</p>}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </section>
  );
}

function Handle({ report, onHandled }: { report: SecurityReport; onHandled: () => void }) {
  const [failure, setFailure] = useState<unknown>();
  const handle = (handling: Handling) => {
    setFailure(undefined);
    api("handleReport", { body: { record: report.id, heads: report.heads, handling } }).then(() => {
      toast(t("security.handled"));
      onHandled();
    }, setFailure);
  };
  return (
    <div class="review-buttons">
      {handlings
        .filter((it) => it !== report.handling)
        .map((it) => (
          <Button key={it} onClick={() => handle(it)}>
            {tCode("handling", it)}
          </Button>
        ))}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </div>
  );
}

function asReport(record: Parameters<typeof asBookRecord>[0]) {
  const book = asBookRecord(record);
  return book?.kind === "security-report" ? book : undefined;
}

// One report: what is in clear, what was opened, what the police did about it.
export function SecurityPane({ id, user, listAddress, onLocked }: Props) {
  const { today } = useOffice().status;
  const nameOf = villageNames(useVillages());
  const { shown, missing, error, reload } = useRecord(id, asReport);
  const report = shown?.record;
  if (missing || !report)
    return (
      <div class="record-body">
        {missing && <Notice tone="bad">{shared("error.not_found")}</Notice>}
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
      </div>
    );
  const facts: Fact[] = [
    [t("field.village"), nameOf(report.village)],
    [t("security.when"), <span class="number">{report.shown.when}</span>],
    [shared("field.urgency"), report.urgency && tCode("urgency", report.urgency)],
    [shared("field.handledOn"), report.shown.handledOn],
    [t("field.recorded"), t("record.recorded", { author: report.author, when: formatShort(report.created, today) })],
    [t("security.readers"), report.shown.readers.join(", ")],
  ];
  return (
    <>
      <div class="record-body" tabIndex={0} role="group" aria-label={t("record.label")}>
        <header class="record-head">
          <PaneTop listAddress={listAddress} address={bookAddress("security-report", {}, id)} />
          <h2>{recordTitle(report)}</h2>
          <StateMark record={report} />
        </header>
        <Sealed report={report} user={user} onLocked={onLocked} />
        <Facts facts={facts} />
        {report.shown.openings.length > 0 && (
          <section>
            <h3>{t("security.openings")}</h3>
            <ul class="plain-list">
              {report.shown.openings.map((it) => (
                <li key={it.at}>{t("security.opened_by", { by: it.by, when: formatShort(it.at, today) })}</li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h3>{t("record.history")}</h3>
          <HistoryView items={shown.history} kind="security-report" today={today} />
        </section>
      </div>
      {user.role === "police" && !report.nothing && !report.voided && <Handle report={report} onHandled={reload} />}
    </>
  );
}
