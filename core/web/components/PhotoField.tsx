import { useRef } from "preact/hooks";
import { t } from "../i18n";
import type { Photos } from "../photos";
import { Button } from "./Button";
import { Field } from "./Field";
import { Icon } from "./Icon";
import "./PhotoField.css";
import { Thumbnail } from "./Thumbnail";

function filesOf(list: FileList | undefined | null): File[] {
  return list ? [...list] : [];
}

function Tiles({ photos, onRemoved }: { photos: Photos; onRemoved: () => void }) {
  const total = photos.items.length;
  if (total === 0) return null;
  return (
    <ul class="photo-tiles">
      {photos.items.map((photo, index) => {
        const position = t("photo.position", { number: index + 1, total });
        return (
          <li key={photo.id}>
            <Thumbnail id={photo.thumbnail || photo.id} alt={position} />
            <Button
              look="plain"
              onClick={() => {
                photos.remove(photo.id);
                onRemoved();
              }}
            >
              {t("photo.remove")}
              <span class="visually-hidden"> {position}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

type Props = { photos: Photos; error?: string | undefined; label?: string };

// Photos are chosen, taken with the telephone, dropped or pasted; each shows what will be kept.
export function PhotoField({ photos, error, label = t("field.attachments") }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const take = (files: File[]) => files.length > 0 && photos.add(files);
  return (
    <Field
      label={label}
      optional
      hint={photos.busy > 0 ? t("photo.busy", { count: photos.busy }) : t("photo.hint")}
      error={photos.problem ?? error}
    >
      {(described) => (
        <div
          class="photo-field"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(filesOf(event.dataTransfer?.files));
          }}
          onPaste={(event) => take(filesOf(event.clipboardData?.files))}
        >
          <Tiles photos={photos} onRemoved={() => input.current?.focus()} />
          <div class="button photo-add">
            <Icon name="photo" />
            <span>{t("photo.add")}</span>
            <input
              {...described}
              ref={input}
              type="file"
              name="photos"
              accept="image/*"
              multiple
              onChange={(event) => {
                take(filesOf(event.currentTarget.files));
                event.currentTarget.value = "";
              }}
            />
          </div>
        </div>
      )}
    </Field>
  );
}
