import { Notice } from "@core/components/Notice";
import { useResource } from "@core/resource";
import { api } from "../api";
import { t } from "../text";

// Nearly all households gave the same: a question to the village head, not a reproach.
export function LevelQuestion({ campaign }: { campaign: string }) {
  const { value } = useResource(`levels ${campaign}`, () => api("levels", { query: { campaign } }));
  return (
    <>
      {value?.items.map((it) => (
        <Notice key={it.village} tone="warn">
          {t("level.question", { alike: it.alike, givers: it.givers, amount: it.shown })}
        </Notice>
      ))}
    </>
  );
}
