import { Button } from "@core/components/Button";
import { Check } from "@core/components/Check";
import { Dialog } from "@core/components/Dialog";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { keysAreOn, switchKeys } from "../keys";
import { t } from "../text";
import "./KeyHelp.css";

const keys = [
  ["j", "keys.next"],
  ["k", "keys.previous"],
  ["Enter", "keys.open"],
  ["x", "keys.select"],
  ["d", "keys.accept"],
  ["t", "keys.return"],
  ["/", "keys.search"],
  ["Esc", "keys.escape"],
  ["?", "keys.help"],
] as const;

type Props = { canTick?: boolean; onClose: () => void };

export function KeyHelp({ canTick = false, onClose }: Props) {
  const [isOn, setOn] = useState(keysAreOn());
  const change = (on: boolean) => {
    switchKeys(on);
    setOn(on);
  };
  return (
    <Dialog title={t("keys.title")} onClose={onClose} onSubmit={onClose} actions={<Button type="submit">{shared("action.close")}</Button>}>
      <dl class="key-help">
        {keys.filter(([key]) => canTick || key !== "x").map(([key, text]) => (
          <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(text)}</dd></div>
        ))}
      </dl>
      {canTick && <p class="muted">{t("keys.shift")}</p>}
      <Check label={t("keys.on")} checked={isOn} onChange={change} name="keys" />
    </Dialog>
  );
}
