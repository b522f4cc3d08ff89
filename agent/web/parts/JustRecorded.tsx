import { StatusMark } from "@core/components/StatusMark";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { t } from "../text";

const shownMax = 5;

// The last few, beside the form: proof that what was typed is there.
export function JustRecorded() {
  const { value } = useResource("just recorded", () =>
    api("listRecords", { path: { kind: "contribution" }, query: { limit: shownMax } }),
  );
  const records = contributions(value?.items ?? []);
  if (records.length === 0) return null;
  return (
    <section class="card just-recorded">
      <h2>{t("today.newest")}</h2>
      <ul>
        {records.map((record) => (
          <li key={record.id}>
            <a href={link(["contributions", record.id])}>
              {record.shown.donor}
              <br />
              {record.shown.given}
            </a>
            <StatusMark record={record} brief />
          </li>
        ))}
      </ul>
    </section>
  );
}
