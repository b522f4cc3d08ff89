import { useState } from "preact/hooks";
import { t } from "../i18n";
import { photoAddress } from "../photo";
import { Icon } from "./Icon";
import "./Thumbnail.css";

// A photo in little, or that it has not arrived. `id`: of what is to be shown; undefined: it is not here.
export function Thumbnail({ id, alt }: { id: string | undefined; alt: string }) {
  const [missing, setMissing] = useState<string>();
  if (!id || id === missing) {
    return (
      <span class="thumbnail">
        <Icon name="photo" />
        <span class="visually-hidden">{alt}</span>
        <span>{t("photo.not_here")}</span>
      </span>
    );
  }
  return <img class="thumbnail" src={photoAddress(id)} alt={alt} loading="lazy" onError={() => setMissing(id)} />;
}
