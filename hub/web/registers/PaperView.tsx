import { Notice } from "@core/components/Notice";
import { formatNumber } from "@core/format";
import type { Register } from "@core/generated/hub";
import { useCampaigns } from "../lists";
import { PaperScreen } from "../paper/PaperScreen";
import { registerAddress, type RegisterQuery } from "./address";
import { RegisterPaper } from "./RegisterPaper";
import { t } from "./text";

type Props = { asked: RegisterQuery; register: Register | undefined; error: unknown };

export function PaperView({ asked, register, error }: Props) {
  const campaign = useCampaigns().find((it) => it.id === asked.campaign);
  return (
    <PaperScreen
      title={register?.title ?? t("registers.title")}
      back={{ address: registerAddress(asked), label: t("registers.back") }}
      error={error}
    >
      {register && (
        <>
          {register.truncated && (
            <div class="no-print">
              <Notice tone="warn">
                {t("registers.too_long", { count: formatNumber(register.rows.length), all: formatNumber(register.total) })}
              </Notice>
            </div>
          )}
          <RegisterPaper register={register} campaign={campaign?.title ?? ""} />
        </>
      )}
    </PaperScreen>
  );
}
