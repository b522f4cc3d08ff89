import { Icon } from "@core/components/Icon";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";
import "./Screen.css";

type Props = {
  title: string;
  aside?: ComponentChildren; // at the right of the title
  back?: { address: string; label: string };
  focusTitle?: boolean; // false where a field takes the focus
  children: ComponentChildren;
};

// One screen: its title is the window's, and is where reading starts after a change of screens.
export function Screen({ title, aside, back, focusTitle = true, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  useEffect(() => {
    scrollTo(0, 0);
    if (focusTitle) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="screen">
      <header>
        <div>
          {back && (
            <a class="back" href={back.address}>
              <Icon name="back" />
              {back.label}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}
