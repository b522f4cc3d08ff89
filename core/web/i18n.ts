// All words come from vi.json and en.json: the shared ones here, each program's own beside it.
//   const t = addTexts({ vi, en });   t("today.recorded", { count: 3 })
import { useEffect, useState } from "preact/hooks";
import en from "./en.json";
import vi from "./vi.json";
import { recall, remember } from "./storage";

export type Language = "vi" | "en";
export type Values = { [name: string]: string | number };
export type SharedKey = keyof typeof vi;
type Texts = { [key: string]: string };

const sharedEnglish: { [key in SharedKey]: string } = en;
const sharedVietnamese: { [key in keyof typeof en]: string } = vi;
const texts: { [language in Language]: Texts } = { vi: { ...sharedVietnamese }, en: { ...sharedEnglish } };
const listeners = new Set<(language: Language) => void>();
let language: Language = recall("language") === "en" ? "en" : "vi";

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  remember("language", next);
  document.documentElement.lang = next;
  for (const listener of [...listeners]) listener(next);
}

// Renders the component again when the language changes: use it once, at the top.
export function useLanguage(): Language {
  const [current, setCurrent] = useState(language);
  useEffect(() => {
    listeners.add(setCurrent);
    return () => void listeners.delete(setCurrent);
  }, []);
  return current;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function look(key: string): string | undefined {
  return texts[language][key] ?? texts.vi[key];
}

export function t(key: SharedKey, values: Values = {}): string {
  return fill(look(key) ?? key, values);
}

// For keys made of a code that came over the API: `group.code`, or `group.other` when there are no words for it.
export function tCode(group: string, code: string, values: Values = {}): string {
  return fill(look(`${group}.${code}`) ?? look(`${group}.other`) ?? code, values);
}

// A field's name on its form: some kinds call a field by another name than the others do.
export function fieldLabel(kind: string, field: string): string {
  return look(`field.${kind}.${field}`) ?? tCode("field", field);
}

// Adds a program's words; the function returned knows its keys and the shared ones. Both languages have
// the same keys.
export function addTexts<Vi extends Texts>(own: {
  vi: Vi;
  en: { [key in keyof Vi]: string };
}): (key: SharedKey | (keyof Vi & string), values?: Values) => string {
  Object.assign(texts.vi, own.vi);
  Object.assign(texts.en, own.en);
  return (key, values = {}) => fill(look(key) ?? key, values);
}
