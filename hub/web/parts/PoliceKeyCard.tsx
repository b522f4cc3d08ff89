import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { PasswordField } from "@core/components/PasswordField";
import { toast } from "@core/components/Toast";
import { errorText, fieldText } from "@core/errors";
import type { User } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";
import { OwnPasswordDialog } from "./OwnPasswordDialog";
import "./PoliceKeyCard.css";

function Unlock({ onUnlocked }: { onUnlocked: () => void }) {
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<unknown>();
  const [missing, setMissing] = useState(false);
  const unlock = async () => {
    setMissing(!password);
    if (!password) return;
    setFailure(undefined);
    try {
      await api("unlockReports", { body: { password } });
      setPassword("");
      onUnlocked();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form
      class="row unlock"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <PasswordField
        label={t("security.password")}
        name="unlock"
        value={password}
        error={missing ? fieldText("required") : undefined}
        onChange={setPassword}
      />
      <Button type="submit" look="primary" icon="security">
        {t("security.unlock")}
      </Button>
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </form>
  );
}

// Others of the police who were given a key later can't open what was sealed before, until somebody who can shares it.
function Share({ self }: { self: string }) {
  const keys = useResource("police keys", async () => (await api("policeKeys")).items, false).value ?? [];
  const [failure, setFailure] = useState<unknown>();
  const share = (account: string) => {
    setFailure(undefined);
    api("shareReports", { body: { account } }).then(
      ({ shared }) => toast(t("security.shared", { count: shared, account })),
      setFailure,
    );
  };
  return (
    <>
      {keys
        .filter((it) => it.account !== self)
        .map((it) => (
          <Button key={it.account} onClick={() => share(it.account)}>
            {t("security.share", { account: it.account })}
          </Button>
        ))}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </>
  );
}

// The key that opens sealed reports: chosen with one's own password, unlocked for a while, locked again.
export function PoliceKeyCard({ user, onChanged }: { user: User; onChanged: () => void }) {
  const [isChoosing, setChoosing] = useState(false);
  const lock = () => void api("lockReports", { body: {} }).then(onChanged);
  return (
    <section class="card police-key">
      {!user.hasKey && <Notice tone="warn">{t("security.no_key")}</Notice>}
      {user.hasKey && !user.isUnlocked && <Unlock onUnlocked={onChanged} />}
      <div class="row">
        {user.isUnlocked && (
          <>
            <span>{t("security.unlocked")}</span>
            <Button onClick={lock}>{t("security.lock")}</Button>
            <Share self={user.name} />
          </>
        )}
        <Button {...(!user.hasKey && { look: "primary" as const })} onClick={() => setChoosing(true)}>
          {t("password.change")}
        </Button>
      </div>
      {isChoosing && <OwnPasswordDialog onClose={() => setChoosing(false)} />}
    </section>
  );
}
