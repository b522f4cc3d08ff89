import { newFields, type BookKind } from "@core/books";
import { go } from "@core/router";
import { useResource } from "@core/resource";
import { tCode } from "@core/i18n";
import { api } from "../api";
import { Screen } from "../parts/Screen";
import { emptyForm, type FormValues } from "../record_form";
import { useAgent } from "../status";
import { listAddress, recordAddress } from "./addresses";
import { newDefaults } from "./defaults";
import { Readers } from "./Readers";
import { RecordForm } from "./RecordForm";
import { saveNew } from "./saving";

// What the address names already: the meeting at which a petition was raised, the campaign that a notice tells of, the resolution
// that an appeal follows from.
function useNamed(kind: BookKind, query: URLSearchParams): FormValues | undefined {
  const field = newFields[kind].find((it) => it.type === "reference" && query.get(it.name));
  const id = field && query.get(field.name);
  const { value, error } = useResource(
    id ?? "",
    () => (id ? api("getRecord", { path: { id } }) : Promise.resolve(undefined)),
    false,
  );
  const plain = plainlyNamed(kind, query);
  if (!field || error) return plain;
  if (!value) return undefined;
  const { title, shown } = value as { title?: string; shown: { label?: string } };
  return { ...plain, [field.name]: { id: value.id, label: title ?? shown.label ?? "" } };
}

function plainlyNamed(kind: BookKind, query: URLSearchParams): FormValues {
  const texts = newFields[kind].filter((it) => it.type === "text" || it.type === "long" || it.type === "select");
  return Object.fromEntries(texts.flatMap(({ name }) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

export function NewRecord({ kind, query }: { kind: BookKind; query: URLSearchParams }) {
  const { status } = useAgent();
  const named = useNamed(kind, query);
  return (
    <Screen
      title={tCode("new_record", kind)}
      back={{ address: listAddress(kind), label: tCode("book", kind) }}
      focusTitle={false}
    >
      {kind === "security-report" && <Readers />}
      {named && (
        <RecordForm
          kind={kind}
          fields={newFields[kind]}
          initial={() => emptyForm(newFields[kind], { ...newDefaults(kind, status), ...named })}
          draftName={kind}
          back={listAddress(kind)}
          save={async (given) => go(recordAddress(kind, await saveNew(kind, given)))}
        />
      )}
    </Screen>
  );
}
