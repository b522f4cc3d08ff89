import type { Finding } from "../generated/shared";
import { t, tCode } from "../i18n";
import "./Findings.css";

type Props = { findings: readonly Finding[]; addressOf: (finding: Finding) => string | undefined };

function Why({ finding, addressOf }: { finding: Finding; addressOf: Props["addressOf"] }) {
  if (finding.record === undefined) return <q>{finding.text}</q>;
  const address = addressOf(finding);
  const title = finding.title ?? "";
  return (
    <>
      {address ? <a href={address}>{title}</a> : <b>{title}</b>} <span class="number">({finding.period})</span>
      {finding.villages && ` · ${finding.villages}`}
    </>
  );
}

// What is doubtful about an appeal, with the words or the other appeal that make it so, and the passage of the decision.
export function Findings({ findings, addressOf }: Props) {
  if (findings.length === 0) return <p class="muted">{t("findings.none")}</p>;
  return (
    <section class="findings">
      <h3>{t("findings.title")}</h3>
      <ul>
        {findings.map((it, index) => (
          <li key={index} data-code={it.code}>
            <b>{tCode("finding", it.code)}</b> <Why finding={it} addressOf={addressOf} />
          </li>
        ))}
      </ul>
      <p class="muted">{t("findings.passage")}</p>
    </section>
  );
}
