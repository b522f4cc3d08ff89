export const passwordLengthMin = 10; // the hub's rule

const listeners = new Set<() => void>();

// Tells when one's own password was changed, wherever on the page; the function returned ends that.
export function onOwnPasswordChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function ownPasswordChanged(): void {
  for (const listener of [...listeners]) listener();
}
