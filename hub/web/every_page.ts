// A whole list, page after page: for files and for acting on all of it.
type Page<Item> = { items: Item[]; next: string | null };

export const rowsPerPageMax = 200; // the API's limit

export async function everyPage<Item>(readPage: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}
