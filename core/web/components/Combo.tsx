import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { lookUp } from "../pending";
import "./Combo.css";
import { Field, type FieldProps, type InputProps } from "./Field";

export type ComboOption = { id: string; label: string; detail?: string };

type Props = FieldProps & {
  value: ComboOption | null;
  onChange: (option: ComboOption | null) => void;
  load: (typed: string) => Promise<ComboOption[]>; // "" asks for what to offer before anything is typed
  name?: string;
  placeholder?: string;
};

type Offer = { typed: string; options: ComboOption[] }; // what was found for which text

const typingPauseMs = 80;

function useOffer(load: Props["load"], typed: string, open: boolean): Offer | undefined {
  const [offer, setOffer] = useState<Offer>();
  useEffect(() => {
    if (!open) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      load(typed).then(
        (options) => isCurrent && setOffer({ typed, options }),
        () => undefined,
      );
    }, typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [typed, open]);
  return open ? offer : undefined;
}

type ListProps = {
  input: InputProps;
  label: string;
  offer: Offer | undefined;
  active: number;
  onTake: (option: ComboOption) => void;
};

function List({ input, label, offer, active, onTake }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, offer]);
  return (
    <ul id={`${input.id}-list`} role="listbox" aria-label={label} ref={list} hidden={!offer}>
      {offer?.options.map((option, index) => (
        <li
          key={option.id}
          id={`${input.id}-${index}`}
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(option);
          }}
        >
          {option.label} {option.detail && <span class="detail">· {option.detail}</span>}
        </li>
      ))}
      {offer?.options.length === 0 && (
        <li class="none" role="option" aria-disabled="true" aria-selected={false}>
          {t("combo.none")}
        </li>
      )}
    </ul>
  );
}

// Choose one of many by typing a part of it. Arrows move, Enter or Tab takes, Esc gives up. Who types faster than the
// program answers gets the first that fits; who goes elsewhere only what is beyond doubt.
export function Combo({ value, onChange, load, name, placeholder, error, ...field }: Props) {
  const [typed, setTyped] = useState<string>(); // undefined: shows what is chosen
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const offer = useOffer(load, typed ?? "", open);
  const isUnchosen = !value && Boolean(typed) && (!open || error !== undefined);
  const options = offer?.options ?? [];

  const take = (option: ComboOption) => {
    setOpen(false);
    setTyped(undefined);
    onChange(option);
  };
  const takeActive = () => {
    const found =
      offer?.typed === (typed ?? "") ? Promise.resolve(options[active]) : load(typed ?? "").then((it) => it[0]);
    setOpen(false);
    lookUp(
      found.then(
        (option) => option && take(option),
        () => undefined,
      ),
    );
  };
  const leave = () => {
    setOpen(false);
    if (typed && !value)
      lookUp(
        load(typed).then(
          (found) => found.length === 1 && found[0] && take(found[0]),
          () => undefined,
        ),
      );
  };
  const type = (text: string) => {
    setTyped(text);
    setActive(0);
    setOpen(true);
    if (value) onChange(null);
  };
  const move = (by: number) => {
    setOpen(true);
    if (options.length > 0) setActive((active + by + options.length) % options.length);
  };
  const giveUp = () => {
    setOpen(false);
    setTyped(undefined);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape" && open) giveUp();
    else if (event.key === "Enter" && open && !event.ctrlKey) takeActive();
    else {
      if (event.key === "Tab" && open && typed) takeActive();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Field {...field} error={isUnchosen ? t("combo.choose") : error}>
      {(input) => (
        <div class="combo">
          <input
            {...input}
            class="input"
            name={name}
            role="combobox"
            autoComplete="off"
            spellcheck={false}
            placeholder={placeholder}
            aria-expanded={Boolean(offer)}
            aria-controls={`${input.id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={options[active] ? `${input.id}-${active}` : undefined}
            value={typed ?? value?.label ?? ""}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => setOpen(true)}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={leave}
          />
          <List input={input} label={field.label} offer={offer} active={active} onTake={take} />
        </div>
      )}
    </Field>
  );
}
