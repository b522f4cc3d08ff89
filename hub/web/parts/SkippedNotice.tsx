import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import type { ReviewResult } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { contributionsAddress } from "../addresses";
import { t } from "../text";
import "./SkippedNotice.css";

type Skipped = ReviewResult["skipped"];

function byCode(skipped: Skipped): [code: string, records: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { code, record } of skipped) groups.set(code, [...(groups.get(code) ?? []), record]);
  return [...groups];
}

const linksMax = 5;

// What could not be accepted or returned, why, and where to look.
export function SkippedNotice({ skipped, onClose }: { skipped: Skipped; onClose: () => void }) {
  return (
    <Notice tone="warn">
      <div class="skipped">
        <div>
          {byCode(skipped).map(([code, records]) => (
            <p key={code}>
              {t("review.skipped", { count: records.length })} {tCode("skipped", code)}{" "}
              {records.slice(0, linksMax).map((id, index) => <a key={id} href={contributionsAddress({}, id)}>{t("review.skipped_link", { number: index + 1 })}</a>)}
            </p>
          ))}
        </div>
        <Button onClick={onClose}>{shared("action.close")}</Button>
      </div>
    </Notice>
  );
}
