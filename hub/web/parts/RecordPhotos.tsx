import { PhotoStrip } from "@core/components/PhotoStrip";
import type { Contribution } from "@core/generated/hub";
import { t as shared } from "@core/i18n";

// The photos a village added as its evidence; nothing when there are none.
export function RecordPhotos({ record: { shown } }: { record: Contribution }) {
  if (shown.attachments.length === 0) return null;
  return (
    <section>
      <h3>{shared("field.attachments")}</h3>
      <PhotoStrip photos={shown.attachments} />
    </section>
  );
}
