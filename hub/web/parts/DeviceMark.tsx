import { Icon, type IconName } from "@core/components/Icon";
import type { ComponentChildren } from "preact";
import "./DeviceMark.css";

const icons = { online: "received", trouble: "warning", revoked: "voided" } as const satisfies { [mark: string]: IconName };

// A word about a machine with its sign.
export function DeviceMark({ mark, children }: { mark: keyof typeof icons; children: ComponentChildren }) {
  return <span class="device-mark" data-mark={mark}><Icon name={icons[mark]} /><span>{children}</span></span>;
}
