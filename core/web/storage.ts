// What the page remembers on this machine between visits (language, theme, last choices). The browser may have
// this switched off.
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`soban.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`soban.${name}`, value);
  } catch {
    // Nothing depends on it.
  }
}
