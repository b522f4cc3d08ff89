// What is wrong with a form: beside its fields, or below it when it is about the whole.
import { ApiError } from "@core/api";
import { useRef, useState } from "preact/hooks";
import { focusFirstError } from "./enter_key";

export type FormErrors = { [field: string]: string | undefined }; // field codes

export function useFormErrors() {
  const element = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FormErrors>({});
  const [failure, setFailure] = useState<unknown>();
  const show = (found: FormErrors) => {
    setErrors(found);
    setTimeout(() => focusFirstError(element.current));
  };
  const showFailure = (error: unknown) => {
    setFailure(error);
    if (error instanceof ApiError && error.fields.length > 0)
      show(Object.fromEntries(error.fields.map((it) => [it.field, it.code])));
  };
  const clear = () => {
    setErrors({});
    setFailure(undefined);
  };
  return { element, errors, failure, show, showFailure, clear };
}
