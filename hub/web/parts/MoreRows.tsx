import { Button } from "@core/components/Button";
import { t as shared } from "@core/i18n";
import { useEffect, useRef } from "preact/hooks";
import "./MoreRows.css";

// The end of what is loaded of a list: loads on when it comes in sight.
export function MoreRows({ text, onMore }: { text: string; onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current();
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [text]);
  return <div class="more-rows" ref={place}><span class="muted">{text}</span> <Button onClick={onMore}>{shared("action.more")}</Button></div>;
}
