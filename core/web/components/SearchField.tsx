import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";
import "./SearchField.css";

type Props = { label: string; value: string; onSearch: (text: string) => void; name?: string };

const typingPauseMs = 200;

// Searches while one types; the label is read out and shown inside.
export function SearchField({ label, value, onSearch, name = "search" }: Props) {
  const [typed, setTyped] = useState(value);
  const searched = useRef(value);
  useEffect(() => {
    if (value === searched.current) return; // our own search come back: more may have been typed meanwhile
    searched.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === searched.current) return undefined;
    const timer = setTimeout(() => {
      searched.current = typed;
      onSearch(typed);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div class="search-field">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        name={name}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  );
}
