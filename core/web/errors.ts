// Errors of the API in the reader's words.
import { ApiError } from "./api";
import { tCode } from "./i18n";

export function errorText(error: unknown): string {
  return tCode("error", error instanceof ApiError ? error.code : "internal");
}

export function fieldText(code: string | undefined): string | undefined {
  return code === undefined ? undefined : tCode("field_error", code);
}
