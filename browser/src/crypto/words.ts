/** The 7,776 words of receipts and fingerprints: the EFF large word list, CC BY 3.0 US.
 *
 * By the Electronic Frontier Foundation, https://www.eff.org/dice. Import this module lazily:
 * `const { WORDS } = await import("./crypto/words")` makes it its own chunk.
 */
import list from "../../../service/crypto/wordlist.txt";

export const WORDS: readonly string[] = list.trim().split("\n");
