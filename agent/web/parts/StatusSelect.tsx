import { Select } from "@core/components/Select";
import type { RecordStatus } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { t } from "../text";

const statuses: RecordStatus[] = ["waiting", "received", "accepted", "returned", "conflict", "voided"];

// Of an address; undefined for all of them.
export function readStatus(query: URLSearchParams): RecordStatus | undefined {
  return statuses.find((it) => it === query.get("status"));
}

// Narrows a list to the records that stand so.
export function StatusSelect({
  value,
  onChange,
}: {
  value: RecordStatus | undefined;
  onChange: (status: string) => void;
}) {
  return (
    <Select
      label={t("table.status")}
      name="status"
      value={value ?? ""}
      placeholder={t("filter.all")}
      options={statuses.map((id) => ({ id, label: shared(`status_brief.${id}`) }))}
      onChange={onChange}
    />
  );
}
