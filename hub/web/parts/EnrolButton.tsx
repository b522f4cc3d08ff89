import { Button } from "@core/components/Button";
import type { Enrolment } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { useVillages, villageNames } from "../lists";
import { useOffice } from "../office";
import { t } from "../text";
import { EnrolCode } from "./EnrolCode";
import { EnrolDialog } from "./EnrolDialog";

// Gives a village a code for a new machine: asks for which, then shows the code.
export function EnrolButton({ village }: { village: string }) {
  const { today } = useOffice().status;
  const nameOf = villageNames(useVillages());
  const [isAsking, setAsking] = useState(false);
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const show = (made: Enrolment) => {
    setAsking(false);
    setEnrolment(made);
  };
  return (
    <>
      <Button look="primary" icon="plus" onClick={() => setAsking(true)}>{t("enrol.title")}</Button>
      {isAsking && <EnrolDialog village={village} onClose={() => setAsking(false)} onEnrolled={show} />}
      {enrolment && <EnrolCode enrolment={enrolment} villageName={nameOf(enrolment.village)} today={today} onClose={() => setEnrolment(undefined)} />}
    </>
  );
}
