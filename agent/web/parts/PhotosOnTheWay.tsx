import { useAgent } from "../status";
import { t } from "../text";

// Photos that follow the records; nothing when all are where they belong.
export function PhotosOnTheWay() {
  const { photosToSend, photosToReceive } = useAgent().status.counts;
  if (photosToSend === 0 && photosToReceive === 0) return null;
  return (
    <div class="photos-on-the-way muted">
      {photosToSend > 0 && <p>{t("sync.photos_to_send", { count: photosToSend })}</p>}
      {photosToReceive > 0 && <p>{t("sync.photos_to_receive", { count: photosToReceive })}</p>}
    </div>
  );
}
