// All words come from vi.json and en.json: the shared ones here, each program's own beside it.
//   const t = addTexts({ vi, en });   t("today.recorded", { count: 3 })
import { useEffect, useState } from "preact/hooks";
import type en from "./en.json";
import vi from "./vi.json";
import { recall, remember } from "./storage";

export type Language = "vi" | "en";
export type Values = { [name: string]: string | number };
export type SharedKey = keyof typeof vi;
type Texts = { [key: string]: string };

type English<Vi extends Texts> = () => Promise<{ default: { [key in keyof Vi]: string } }>;

const sharedVietnamese: { [key in keyof typeof en]: string } = vi;
const sharedEnglish: English<typeof vi> = () => import("./en.json");
const texts: { [language in Language]: Texts } = { vi: { ...sharedVietnamese }, en: {} };
const notLoaded = new Set<English<Texts>>([sharedEnglish]); // English comes when somebody asks for it
const listeners = new Set<(language: Language) => void>();
let language: Language = "vi";

// A part of the page may bring its own words while others are still on their way.
async function loadEnglish(): Promise<void> {
  await Promise.all(
    [...notLoaded].map(async (load) => {
      const { default: more } = await load();
      Object.assign(texts.en, more);
      notLoaded.delete(load);
    }),
  );
}

// Once a part that brought its own words has been loaded: they are there in the language that is shown.
export function wordsReady(): Promise<void> {
  return language === "en" ? loadEnglish() : Promise.resolve();
}

export function currentLanguage(): Language {
  return language;
}

// The language that this browser had last; before the first screen is drawn.
export function startLanguage(): Promise<void> {
  return setLanguage(recall("language") === "en" ? "en" : "vi").catch(() => setLanguage("vi"));
}

// Rejects, and leaves the language as it is, when its words can't be loaded.
export async function setLanguage(next: Language): Promise<void> {
  if (next === "en") await loadEnglish();
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
  en: English<Vi>;
}): (key: SharedKey | (keyof Vi & string), values?: Values) => string {
  Object.assign(texts.vi, own.vi);
  notLoaded.add(own.en);
  return (key, values = {}) => fill(look(key) ?? key, values);
}

// Adds the words of papers, which are in Vietnamese whatever the language of the page; the function returned knows the shared ones
// too.
export function addPaperTexts<Vi extends Texts>(
  vi: Vi,
): (key: SharedKey | (keyof Vi & string), values?: Values) => string {
  Object.assign(texts.vi, vi);
  return (key, values = {}) => fill(texts.vi[key] ?? key, values);
}

// As tCode, on paper.
export function paperCode(group: string, code: string): string {
  return texts.vi[`${group}.${code}`] ?? texts.vi[`${group}.other`] ?? code;
}
