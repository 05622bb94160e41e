/** Looks for words in reports that are open. On this device only: nothing here can ask the network. */

/** Text as it is compared: no capitals, no accents, one kind of apostrophe. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();
}

/** Whether a text holds every word that is looked for, whole or as a beginning. No word: every text does. */
export function holds(text: string, wanted: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}']+/u);
  return folded(wanted)
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word !== "")
    .every((word) => words.some((own) => own.startsWith(word)));
}

/** The beginning of a text for a list, cut at a word. */
export function beginning(text: string, most = 140): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most).replace(/\s+\S*$/, "")}…`;
}
