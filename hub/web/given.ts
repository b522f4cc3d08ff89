// given({ a: "x", b: undefined, c: "" }) → { a: "x" }: for queries, where leaving out means "any".
export function given<T extends { [name: string]: string | undefined }>(values: T): { [name in keyof T]?: NonNullable<T[name]> } {
  const kept: { [name in keyof T]?: NonNullable<T[name]> } = {};
  for (const name in values) {
    const value = values[name];
    if (value) kept[name] = value as NonNullable<T[typeof name]>;
  }
  return kept;
}
