// Whether a receipt has been printed before: the paper must say so when it is printed again. Nobody can know what the
// printer did, so what was sent to it counts, and so does any receipt of an earlier day.
import { recall, remember } from "@core/storage";
import { useEffect, useState } from "preact/hooks";

function isRemembered(receipt: string): boolean {
  return recall(`printed.${receipt}`) !== undefined;
}

export function useReprint(receipt: string, issuedOn: string | undefined, today: string): boolean {
  const [printed, setPrinted] = useState(isRemembered(receipt));
  useEffect(() => {
    const note = () => {
      remember(`printed.${receipt}`, today);
      setPrinted(true);
    };
    addEventListener("afterprint", note);
    return () => removeEventListener("afterprint", note);
  }, [receipt]);
  return printed || (issuedOn !== undefined && issuedOn < today);
}
