import { t } from "../i18n";
import { Button } from "./Button";

type Props = { hasPrevious: boolean; hasNext: boolean; onPrevious: () => void; onNext: () => void };

// Back and forward in a long list; nothing when it fits on one page.
export function Pager({ hasPrevious, hasNext, onPrevious, onNext }: Props) {
  if (!hasPrevious && !hasNext) return null;
  return (
    <nav class="row" aria-label={t("pager.label")}>
      <Button icon="back" disabled={!hasPrevious} onClick={onPrevious}>
        {t("pager.previous")}
      </Button>
      <Button icon="forward" disabled={!hasNext} onClick={onNext}>
        {t("pager.next")}
      </Button>
    </nav>
  );
}
