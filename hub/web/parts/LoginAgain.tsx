import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { useLogin } from "../login";
import { t } from "../text";
import { LoginFields } from "./LoginFields";

type Props = { name: string; onLogin: (name: string, password: string) => Promise<void>; onLeave: () => void };

// Over the page when the session has ended, so that what was being written is not lost.
export function LoginAgain({ name, onLogin, onLeave }: Props) {
  const login = useLogin(name, onLogin);
  return (
    <Dialog
      title={t("login.again")}
      onClose={() => undefined}
      onSubmit={login.submit}
      actions={
        <>
          <Button type="submit" look="primary" disabled={login.isBusy}>{t("login.submit")}</Button>
          <Button onClick={onLeave}>{t("login.leave")}</Button>
        </>
      }
    >
      <p>{t("login.again_explained")}</p>
      <LoginFields isNameKnown value={login.value} wasTried={login.wasTried} onChange={login.change} />
      {login.failure !== undefined && <Notice tone="bad">{errorText(login.failure)}</Notice>}
    </Dialog>
  );
}
