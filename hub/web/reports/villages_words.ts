// The villages' words in the commune's report.

// "bản Nong Cóc: …", one a village; a village's own may have several lines.
function paragraphsOf(words: string, villages: string[]): string[] {
  const paragraphs: string[] = [];
  for (const line of words.split("\n")) {
    const isBeginning = paragraphs.length === 0 || villages.some((name) => line.startsWith(`${name}: `));
    if (isBeginning) paragraphs.push(line);
    else paragraphs.push(`${paragraphs.pop()}\n${line}`);
  }
  return paragraphs;
}

// What is written stays as it is; below it comes what of the villages' words is not there yet.
export function withVillagesWords(written: string, words: string, villages: string[]): string {
  const lines = `\n${written}\n`;
  const missing = paragraphsOf(words, villages).filter((it) => it && !lines.includes(`\n${it}\n`));
  if (missing.length === 0) return written;
  return [...(written ? [written] : []), ...missing].join("\n");
}
