// Light or dark: as chosen, else as the machine prefers.
import { recall, remember } from "./storage";

export type Theme = "light" | "dark";

export function currentTheme(): Theme {
  const chosen = recall("theme");
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
}

export function setTheme(theme: Theme): void {
  remember("theme", theme);
  applyTheme();
}
