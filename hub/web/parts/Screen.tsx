import { Icon } from "@core/components/Icon";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";
import "./Screen.css";

type Props = {
  title: string;
  aside?: ComponentChildren; // at the right of the title
  back?: { address: string; label: string };
  fills?: boolean; // a list with its own scrolling takes the height that is left
  children: ComponentChildren;
};

// One screen: its title is the window's, and is where reading starts after a change of screens.
export function Screen({ title, aside, back, fills, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="screen" data-fills={fills || undefined}>
      <header>
        <div>
          {back && <a class="back" href={back.address}><Icon name="back" />{back.label}</a>}
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
        </div>
        {aside && <div class="row">{aside}</div>}
      </header>
      {children}
    </div>
  );
}
