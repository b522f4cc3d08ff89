import { householdImportAddress, villagesAddress } from "../addresses";
import { tasksAddress } from "../tasks/address";
import { t } from "./text";

const imports = [
  { name: "households", address: householdImportAddress },
  { name: "bundle", address: villagesAddress() },
  { name: "tasks", address: tasksAddress() },
] as const;

// Where data come in from elsewhere.
export function Imports() {
  return (
    <ul class="imports">
      {imports.map(({ name, address }) => (
        <li key={name} class="card"><a href={address}>{t(`import.${name}`)}</a><p class="muted">{t(`import.${name}_explained`)}</p></li>
      ))}
    </ul>
  );
}
