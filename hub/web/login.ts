// The state of a log-in form.
import { useState } from "preact/hooks";
import type { Credentials } from "./parts/LoginFields";

type LoginForm = {
  value: Credentials;
  change: (value: Credentials) => void;
  wasTried: boolean;
  isBusy: boolean;
  failure: unknown;
  submit: () => void;
};

export function useLogin(name: string, onLogin: (name: string, password: string) => Promise<void>): LoginForm {
  const [value, change] = useState<Credentials>({ name, password: "" });
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = () => {
    setTried(true);
    if (isBusy || !value.name.trim() || !value.password) return;
    setBusy(true);
    setFailure(undefined);
    onLogin(value.name.trim(), value.password).catch((reason: unknown) => {
      setFailure(reason);
      setBusy(false);
    });
  };
  return { value, change, wasTried, isBusy, failure, submit };
}
