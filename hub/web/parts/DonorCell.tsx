import { PhotoMark } from "@core/components/PhotoMark";
import type { Contribution } from "@core/generated/hub";
import "./DonorCell.css";

// Who gave, as a link to the record; same names are told apart by year of birth and household. And whether there are photos.
export function DonorCell({ row, address }: { row: Contribution; address: string }) {
  return (
    <>
      <a class="donor" href={address}>{row.shown.donor}</a>
      <span class="second">{row.shown.donorDetail} <PhotoMark count={row.shown.attachments.length} /></span>
    </>
  );
}
