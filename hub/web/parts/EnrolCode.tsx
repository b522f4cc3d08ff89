import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { Qr } from "@core/components/Qr";
import { toast } from "@core/components/Toast";
import { formatWhen } from "@core/format";
import type { Enrolment } from "@core/generated/hub";
import { copyText } from "../copy";
import { t } from "../text";
import "./EnrolCode.css";

type Props = { enrolment: Enrolment; villageName: string; today: string; onClose: () => void };

const groupSize = 5;

// "ABCDE-FGHIJ" or "ABCDEFGHIJ" → ["ABCDE", "FGHIJ"]: so it is read out, and typed without losing one's place.
function groupsOf(code: string): string[] {
  const groups = code.split(/[\s-]+/).filter(Boolean);
  return groups.flatMap((group) => group.match(new RegExp(`.{1,${groupSize}}`, "g")) ?? []);
}

// The one-time code, shown once: to be read out, copied or photographed.
export function EnrolCode({ enrolment, villageName, today, onClose }: Props) {
  const copy = () => {
    copyText(enrolment.code).then(
      () => toast(t("enrol.copied")),
      () => toast(t("enrol.not_copied")),
    );
  };
  return (
    <Dialog
      title={t("enrol.code_title", { village: villageName })}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <>
          <Button type="submit" look="primary">{t("enrol.done")}</Button>
          <Button icon="copy" onClick={copy}>{t("enrol.copy")}</Button>
        </>
      }
    >
      <div class="enrol-code">
        <div class="stack">
          <p class="groups" aria-label={t("enrol.code")} role="group" tabIndex={-1} autoFocus>{groupsOf(enrolment.code).map((group, index) => <span key={index}>{group}</span>)}</p>
          <p>{t("enrol.expires", { when: formatWhen(enrolment.expiresAt, today) })}</p>
          <p class="muted">{t("enrol.address", { address: enrolment.address })}</p>
        </div>
        <Qr svg={enrolment.qrSvg} description={t("enrol.qr", { village: villageName })} size="large" />
      </div>
      <Notice tone="warn">{t("enrol.once")}</Notice>
    </Dialog>
  );
}
