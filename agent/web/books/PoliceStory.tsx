import { Notice } from "@core/components/Notice";
import { formatWhen } from "@core/format";
import type { SecurityReport } from "@core/generated/agent";
import { useAgent } from "../status";
import { t } from "../text";

// Who can open the report, and who did.
export function PoliceStory({ report }: { report: SecurityReport }) {
  const { today } = useAgent().status;
  const { readers, openings, isSealed } = report.shown;
  return (
    <section class="card stack">
      <h2>{t("security.story")}</h2>
      {isSealed && <Notice>{t("security.sealed_here")}</Notice>}
      {readers.length > 0 ? (
        <p>{t("security.sealed_to", { readers: readers.join(", ") })}</p>
      ) : (
        <Notice tone="warn">{t("security.no_reader")}</Notice>
      )}
      {openings.length === 0 && <p>{t("security.not_opened")}</p>}
      <ul class="plain-list">
        {openings.map((it) => (
          <li key={it.at}>{t("security.opened", { by: it.by, when: formatWhen(it.at, today) })}</li>
        ))}
      </ul>
    </section>
  );
}
