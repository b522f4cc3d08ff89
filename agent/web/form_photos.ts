// The photos of a contribution form: kept by the program as soon as they are chosen, named by the record when it is saved.
import { usePhotos, type Photos } from "@core/photos";
import { api } from "./api";
import type { ContributionForm } from "./contribution_form";
import type { Change } from "./latest";

export function useFormPhotos(form: ContributionForm, changeFrom: (step: Change<ContributionForm>) => void): Photos {
  return usePhotos(
    form.attachments,
    (step) => changeFrom((old) => ({ ...old, attachments: step(old.attachments) })),
    (data) => api("addAttachment", { body: { data } }),
  );
}
