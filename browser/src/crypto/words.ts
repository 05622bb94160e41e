/** The 7,776 words of receipts and fingerprints: the EFF large word list, CC BY 3.0 US.
 *
 * By the Electronic Frontier Foundation, https://www.eff.org/dice. 17 KB sent: a page that may not need it
 * imports this module lazily, `const { WORDS } = await import("./crypto/words")`.
 */
import coded from "../../../service/crypto/wordlist.txt";

export const WORDS: readonly string[] = decoded(coded);

/** The words of a front-coded list: a capital says how many letters a word shares with the one before. */
function decoded(coded: string): readonly string[] {
  let before = "";
  return Array.from(coded.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => {
    before = before.slice(0, (shared as string).charCodeAt(0) - 65) + (rest as string);
    return before;
  });
}
