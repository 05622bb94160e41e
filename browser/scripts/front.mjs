/** Front coding of a sorted word list: each word says how many letters it shares with the one before.
 *
 * "abide abode" becomes "AabideCode": a capital opens a word, A for no shared letter, B for one. A third smaller
 * to send than the list (Witten, Moffat and Bell, Managing Gigabytes, 1999, chapter 4). Words are lower case,
 * and share at most 25 letters; anything else is refused, because it would come back wrong.
 */
const FIRST = "A".codePointAt(0);
const MOST = 25;

/** A word list, one a line, front coded. */
export function frontCoded(list) {
  let before = "";
  let coded = "";
  for (const word of list.trim().split("\n")) {
    if (word !== word.toLowerCase()) throw new Error(`not lower case: ${word}`);
    let shared = 0;
    while (shared < Math.min(MOST, word.length) && word[shared] === before[shared]) shared += 1;
    coded += String.fromCodePoint(FIRST + shared) + word.slice(shared);
    before = word;
  }
  return coded;
}
