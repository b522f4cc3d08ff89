import type { ComponentChildren } from "preact";
import { may } from "../may";
import { useOffice } from "../office";

// A figure that opens the records of donors and households behind it, for those who may see them.
export function RecordsLink({ href, children }: { href: string; children: ComponentChildren }) {
  const { user } = useOffice();
  return may(user, "donors") ? <a href={href}>{children}</a> : <>{children}</>;
}
