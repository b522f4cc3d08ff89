import { Button } from "@core/components/Button";
import type { User } from "@core/generated/hub";
import { t } from "../text";

// Who is logged in, and the way out.
export function UserCard({ user, onLogout }: { user: User; onLogout: () => void }) {
  return (
    <div class="user-card">
      <div><b>{user.name}</b><span class="muted">{t(`role.${user.role}`)}</span></div>
      <Button onClick={onLogout}>{t("menu.logout")}</Button>
    </div>
  );
}
