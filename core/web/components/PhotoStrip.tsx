import { useState } from "preact/hooks";
import type { ShownAttachment } from "../generated/shared";
import { t } from "../i18n";
import { thumbnailOf } from "../photo";
import { PhotoDialog } from "./PhotoDialog";
import "./PhotoStrip.css";
import { Thumbnail } from "./Thumbnail";

// The photos of a record in little; each opens in full.
export function PhotoStrip({ photos }: { photos: ShownAttachment[] }) {
  const [opened, setOpened] = useState<number>();
  return (
    <>
      <ul class="photo-strip">
        {photos.map((photo, index) => (
          <li key={index}>
            <button type="button" onClick={() => setOpened(index)}>
              <Thumbnail
                id={thumbnailOf(photo)}
                alt={t("photo.position", { number: index + 1, total: photos.length })}
              />
            </button>
          </li>
        ))}
      </ul>
      {opened !== undefined && (
        <PhotoDialog photos={photos} index={opened} onShow={setOpened} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}
