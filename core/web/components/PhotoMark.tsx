import { t } from "../i18n";
import { Icon } from "./Icon";
import "./PhotoMark.css";

// That a row has photos, and how many; nothing when it has none.
export function PhotoMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="photo-mark">
      <Icon name="photo" />
      {t("photo.count", { count })}
    </span>
  );
}
