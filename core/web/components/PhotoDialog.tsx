import { useState } from "preact/hooks";
import type { ShownAttachment } from "../generated/shared";
import { t } from "../i18n";
import { photoAddress, thumbnailOf } from "../photo";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Notice } from "./Notice";
import "./PhotoDialog.css";

type Props = {
  photos: ShownAttachment[];
  index: number;
  onShow: (index: number) => void;
  onClose: () => void;
};

function Full({ photo, alt, isLarge }: { photo: ShownAttachment; alt: string; isLarge: boolean }) {
  const id = photo.here ? photo.id : thumbnailOf(photo);
  return (
    <>
      {!photo.here && <Notice>{t("photo.comes_later")}</Notice>}
      {id && (
        <div
          class="photo-full"
          data-large={isLarge || undefined}
          tabIndex={isLarge ? 0 : undefined}
          role="group"
          aria-label={t("field.attachments")}
          aria-live="polite"
        >
          <img key={id} src={photoAddress(id)} alt={alt} />
        </div>
      )}
    </>
  );
}

function isScrolling(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(".photo-full");
}

// One photo as large as the window, or as large as it is; the arrows go to the others.
export function PhotoDialog({ photos, index, onShow, onClose }: Props) {
  const [isLarge, setLarge] = useState(false);
  const photo = photos[index];
  const title = t("photo.position", { number: index + 1, total: photos.length });
  const move = (by: number) => onShow((index + by + photos.length) % photos.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isScrolling(event.target)) return;
    if (event.key === "ArrowLeft") move(-1);
    if (event.key === "ArrowRight") move(1);
  };
  if (!photo) return null;
  return (
    <Dialog
      wide
      title={title}
      onClose={onClose}
      onSubmit={onClose}
      onKeyDown={onKeyDown}
      actions={
        <>
          <Button type="submit">{t("action.close")}</Button>
          {photos.length > 1 && (
            <>
              <Button icon="back" onClick={() => move(-1)}>
                {t("photo.previous")}
              </Button>
              <Button icon="forward" onClick={() => move(1)}>
                {t("photo.next")}
              </Button>
            </>
          )}
          {photo.here && <Button onClick={() => setLarge(!isLarge)}>{t(isLarge ? "photo.fit" : "photo.large")}</Button>}
        </>
      }
    >
      <Full photo={photo} alt={title} isLarge={isLarge && photo.here} />
    </Dialog>
  );
}
