import type { ComponentChildren } from "preact";
import "./Button.css";
import { Icon, type IconName } from "./Icon";

type Look = "primary" | "plain" | "danger";
type Props = {
  children: ComponentChildren;
  look?: Look | undefined; // at most one primary on a screen
  icon?: IconName;
  shortcut?: string; // shown beside the text; the screen listens for it
  href?: string; // a link that looks like a button
  type?: "button" | "submit";
  disabled?: boolean;
  onClick?: () => void;
};

export function Button({ children, look, icon, shortcut, href, type = "button", disabled, onClick }: Props) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {shortcut && <kbd>{shortcut}</kbd>}
    </>
  );
  if (href !== undefined) {
    return (
      <a class="button" data-look={look} href={href} onClick={onClick}>
        {content}
      </a>
    );
  }
  return (
    <button class="button" data-look={look} type={type} disabled={disabled} onClick={onClick}>
      {content}
    </button>
  );
}
