import { formatDong, formatShort } from "@core/format";
import type { Contribution } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useOffice } from "../office";
import { t } from "../text";
import { Facts, type Fact } from "./Facts";

function yesNo(value: boolean | undefined): string {
  return t(value ? "answer.yes" : "answer.no");
}

function factsOf(record: Contribution, today: string): Fact[] {
  const { shown } = record;
  return [
    [tCode("field", "campaign"), shown.campaign],
    [t("field.village"), shown.village],
    [tCode("field", "form"), record.form && tCode("form", record.form)],
    [tCode("field", "date"), shown.date],
    [tCode("field", "value"), record.value && formatDong(record.value)],
    [t("field.voluntary"), yesNo(record.voluntary)],
    [tCode("field", "receiptWanted"), yesNo(record.receiptWanted)],
    [tCode("field", "collector"), record.collector],
    [tCode("field", "paperNumber"), record.paperNumber],
    [tCode("field", "note"), record.note],
    [t("field.recorded"), t("record.recorded", { author: record.author, when: formatShort(record.created, today) })],
  ];
}

// What a contribution says, as the village wrote it.
export function RecordFacts({ record }: { record: Contribution }) {
  const { status } = useOffice();
  return <Facts facts={factsOf(record, status.today)} />;
}
