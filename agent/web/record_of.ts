// The record of an address, where it is of the kind that the address says.
import type { ApiError } from "@core/api";
import type { RecordDetail } from "@core/generated/agent";
import { useResource } from "@core/resource";
import { api } from "./api";

type Of<Kind extends RecordDetail["kind"]> = Extract<RecordDetail, { kind: Kind }>;

export function useRecordOf<Kind extends RecordDetail["kind"]>(
  kind: Kind,
  id: string,
): { record: Of<Kind> | undefined; error: ApiError | undefined } {
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  return { record: value?.kind === kind ? (value as Of<Kind>) : undefined, error };
}
