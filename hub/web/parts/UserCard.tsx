import { Button } from "@core/components/Button";
import type { User } from "@core/generated/hub";
import { lazily } from "@core/lazily";
import { useState } from "preact/hooks";
import { t } from "../text";

const OwnPasswordDialog = lazily(async () => (await import("../later")).OwnPasswordDialog);

// Who is logged in, a password of one's own, and the way out.
export function UserCard({ user, onLogout }: { user: User; onLogout: () => void }) {
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div class="user-card">
      <div><b>{user.name}</b><span class="muted">{t(`role.${user.role}`)}</span></div>
      <Button look="plain" onClick={() => setChoosing(true)}>{t("password.change")}</Button>
      <Button onClick={onLogout}>{t("menu.logout")}</Button>
      {isChoosing && <OwnPasswordDialog onClose={() => setChoosing(false)} />}
    </div>
  );
}
