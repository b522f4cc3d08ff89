import type { Finding } from "@core/generated/agent";
import { link } from "@core/router";
import { recordAddress } from "./addresses";

// Of the other appeal that a finding names. One of another village is not on this laptop.
export function appealAddress({ record, kind }: Finding): string | undefined {
  if (!record) return undefined;
  return kind === "campaign" ? link(["campaigns", record]) : recordAddress("campaign-proposal", record);
}
