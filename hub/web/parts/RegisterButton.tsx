import { Button } from "@core/components/Button";
import { useOffice } from "../office";
import { yearOf } from "../period/days";
import { hasDays, mayOpen, narrowed, registerAddress, type RegisterQuery } from "../registers/address";
import { t } from "../text";

// From a list to the register of the same, this year's, narrowed by the same village and campaign: as Excel, CSV and on paper.
export function RegisterButton(query: Omit<RegisterQuery, "from" | "to">) {
  const { status, user } = useOffice();
  const { register } = query;
  if (!mayOpen(user, register)) return null;
  const days = hasDays(register) ? yearOf(status.today) : {};
  return <Button icon="list" href={registerAddress(narrowed({ ...query, ...days }))}>{t("register.open")}</Button>;
}
