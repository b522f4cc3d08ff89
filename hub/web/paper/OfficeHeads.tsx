import "@core/components/PaperHeads.css";
import "./OfficeHeads.css";
import { ofPaper } from "./text";

type Props = {
  issuer: string; // may have several lines
  number?: string;
  placeDate?: string; // none where the day is written beside the signatures
};

// The heads of a paper of the office in the form of Nghị định 30/2020/NĐ-CP: who issues it, and the state's title.
export function OfficeHeads({ issuer, number, placeDate }: Props) {
  return (
    <div class="heads office-heads">
      <div>
        <p class="ruled">
          <b>{issuer}</b>
        </p>
        {number && <p>{number}</p>}
      </div>
      <div>
        <p>
          <b>{ofPaper("office_paper.state")}</b>
        </p>
        <p class="ruled motto">
          <b>{ofPaper("office_paper.motto")}</b>
        </p>
        {placeDate && <p class="place">{placeDate}</p>}
      </div>
    </div>
  );
}
