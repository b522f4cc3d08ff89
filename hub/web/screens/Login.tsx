import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Preferences } from "@core/components/Preferences";
import { errorText } from "@core/errors";
import type { Status } from "@core/generated/hub";
import { useEffect } from "preact/hooks";
import { publicAddress } from "../addresses";
import { useLogin } from "../login";
import { LoginFields } from "../parts/LoginFields";
import { t } from "../text";
import "./Login.css";

type Props = { status: Status | undefined; failure: unknown; onLogin: (name: string, password: string) => Promise<void> };

export function Login({ status, failure, onLogin }: Props) {
  const login = useLogin("", onLogin);
  useEffect(() => {
    document.title = `${t("login.submit")} – ${t("app.name")}`;
  }, []);
  const wrong = login.failure ?? failure;
  return (
    <main class="login">
      <form
        class="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          login.submit();
        }}
      >
        <header>
          <h1>{t("app.name")}</h1>
          <p class="muted">{status ? t("app.office", { commune: status.commune.name }) : t("app.office_plain")}</p>
        </header>
        <LoginFields value={login.value} wasTried={login.wasTried} onChange={login.change} />
        {wrong !== undefined && <Notice tone="bad">{errorText(wrong)}</Notice>}
        <Button type="submit" look="primary" disabled={login.isBusy}>{t("login.submit")}</Button>
        <p class="muted">{t("login.help")}</p>
        {status?.commune.publicPage && <p><a href={publicAddress}>{t("login.public_page")}</a></p>}
      </form>
      <Preferences />
    </main>
  );
}
