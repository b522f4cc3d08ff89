// What was chosen and is still being looked up: who types faster than the program answers may have pressed “save” already.
const pending = new Set<Promise<unknown>>();

export function lookUp(choice: Promise<unknown>): void {
  pending.add(choice);
  const done = () => void pending.delete(choice);
  choice.then(done, done);
}

// Once everything that was chosen stands in its form.
export async function choicesMade(): Promise<void> {
  await Promise.allSettled([...pending]);
}
