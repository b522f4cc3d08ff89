// A new account as typed, and what is wrong with it.
import type { Role, UserState } from "@core/generated/hub";
import { passwordLengthMin } from "../passwords";

export const roles: Role[] = ["clerk", "chair", "finance", "police", "front", "admin"];

export type UserDraft = { name: string; role: Role; password: string; again: string };
type UserWrong = { [field in keyof UserDraft]?: string }; // field → code

export const newUser: UserDraft = { name: "", role: "clerk", password: "", again: "" };

// The hub would replace the password of an account of the same name: that must not happen by a slip.
export function wrongIn(draft: UserDraft, existing: UserState[]): UserWrong {
  const wrong: UserWrong = {};
  const name = draft.name.trim().normalize("NFC");
  if (!name) wrong.name = "required";
  else if (existing.some((it) => it.name.toLowerCase() === name.toLowerCase())) wrong.name = "name_taken";
  if ([...draft.password].length < passwordLengthMin) wrong.password = "password_too_short";
  if (draft.again !== draft.password) wrong.again = "password_differs";
  return wrong;
}
