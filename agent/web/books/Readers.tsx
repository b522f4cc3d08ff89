import { Notice } from "@core/components/Notice";
import { useAgent } from "../status";
import { t } from "../text";

// Who will be able to read a security report.
export function Readers() {
  const { police } = useAgent().status;
  const readers = police?.readers ?? [];
  if (readers.length === 0) return <Notice tone="warn">{t("security.no_reader")}</Notice>;
  return <p>{t("security.readers", { readers: readers.join(", ") })}</p>;
}
