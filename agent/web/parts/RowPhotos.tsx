import { PhotoMark } from "@core/components/PhotoMark";
import { Thumbnail } from "@core/components/Thumbnail";
import type { Contribution } from "@core/generated/agent";
import "./RowPhotos.css";

// The first photo of a row in little, if it is here, and how many there are.
export function RowPhotos({ row }: { row: Contribution }) {
  const { attachments } = row.shown;
  if (attachments.length === 0) return null;
  const first = attachments.find((it) => it.thumbnailHere);
  return (
    <span class="row-photos">
      {first && <Thumbnail id={first.thumbnail} alt="" />}
      <PhotoMark count={attachments.length} />
    </span>
  );
}
