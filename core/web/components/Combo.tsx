import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import "./Combo.css";
import { Field, type FieldProps } from "./Field";

export type ComboOption = { id: string; label: string; detail?: string };

type Props = FieldProps & {
  value: ComboOption | null;
  onChange: (option: ComboOption | null) => void;
  load: (typed: string) => Promise<ComboOption[]>; // "" asks for what to offer before anything is typed
  name?: string;
  autoFocus?: boolean;
};

const typingPauseMs = 80;

// Choose one of many by typing a part of it. Arrows move, Enter or Tab takes, Esc gives up.
export function Combo({ value, onChange, load, name, autoFocus, ...field }: Props) {
  const [typed, setTyped] = useState<string>(); // undefined: not being typed in
  const [options, setOptions] = useState<ComboOption[]>([]);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const round = useRef(0);

  useEffect(() => {
    if (!open) return undefined;
    const mine = ++round.current;
    const timer = setTimeout(() => {
      load(typed ?? "").then(
        (found) => {
          if (mine !== round.current) return;
          setOptions(found);
          setActive(0);
        },
        () => setOptions([]),
      );
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed, open]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, options]);

  const close = () => {
    setOpen(false);
    setTyped(undefined);
    round.current++;
  };
  const take = (option: ComboOption) => {
    close();
    onChange(option);
  };
  const type = (text: string) => {
    setTyped(text);
    setOpen(true);
    if (value) onChange(null);
  };
  const move = (by: number) => {
    if (!open) setOpen(true);
    else if (options.length) setActive((active + by + options.length) % options.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[active];
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Enter" && open && !event.ctrlKey && option) take(option);
    else if (event.key === "Tab" && open && typed && option) return take(option);
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };

  return (
    <Field {...field}>
      {(input) => (
        <div class="combo">
          <input
            {...input}
            class="input"
            name={name}
            role="combobox"
            autoComplete="off"
            spellcheck={false}
            autoFocus={autoFocus}
            aria-expanded={open}
            aria-controls={`${input.id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={open && options[active] ? `${input.id}-${active}` : undefined}
            value={typed ?? value?.label ?? ""}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => setOpen(true)}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={close}
          />
          <ul id={`${input.id}-list`} role="listbox" aria-label={field.label} ref={list} hidden={!open}>
            {options.map((option, index) => (
              <li
                key={option.id}
                id={`${input.id}-${index}`}
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(option);
                }}
              >
                {option.label} {option.detail && <span class="detail">· {option.detail}</span>}
              </li>
            ))}
            {open && options.length === 0 && typed && <li class="none" role="option" aria-disabled="true" aria-selected={false}>{t("combo.none")}</li>}
          </ul>
        </div>
      )}
    </Field>
  );
}
