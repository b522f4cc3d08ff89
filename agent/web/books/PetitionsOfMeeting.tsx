import { bookRecords } from "@core/books";
import { StateMark } from "@core/components/StateMark";
import { useResource } from "@core/resource";
import { api } from "../api";
import { t } from "../text";
import { recordAddress } from "./addresses";

// What people raised there, and what became of it.
export function PetitionsOfMeeting({ id }: { id: string }) {
  const { value } = useResource(`petitions of ${id}`, () =>
    api("listRecords", { path: { kind: "petition" }, query: { meeting: id } }),
  );
  const petitions = bookRecords("petition", value?.items ?? []).filter((it) => !it.voided);
  if (petitions.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{t("meeting.petitions", { count: petitions.length })}</h2>
      <ul class="plain-list">
        {petitions.map((it) => (
          <li key={it.id}>
            <a href={recordAddress("petition", it.id)}>{it.content}</a> <StateMark record={it} />
          </li>
        ))}
      </ul>
    </section>
  );
}
