/** What a script says, in the language of the page.
 *
 * English is in the source. The words of any other language are one file that the page names with its digest; it is here
 * before the first sentence is made. If it cannot be fetched, English is said rather than nothing.
 */

type Parts = Readonly<Record<string, string | number>>;

interface Catalogue {
  /** Which form goes with which answer of Intl.PluralRules, in order. */
  readonly plurals: readonly string[];
  readonly texts: Readonly<Record<string, string | readonly string[]>>;
}

const PATIENCE_MS = 5_000;
const NOTHING: Catalogue = { plurals: [], texts: {} };

async function fetchCatalogue(): Promise<Catalogue> {
  const link = globalThis.document?.getElementById("words") as HTMLLinkElement | null | undefined;
  if (!link) return NOTHING;
  const { integrity = "" } = link.dataset;
  try {
    const answer = await fetch(link.href, { integrity, signal: AbortSignal.timeout(PATIENCE_MS) });
    return (await answer.json()) as Catalogue;
  } catch {
    return NOTHING;
  }
}

const catalogue = await fetchCatalogue();

/** The language of the page, as BCP 47 names it. */
export const LANGUAGE: string = globalThis.document?.documentElement.lang || "en-GB";

/** A text in the language of the page; %(name)s is filled from the parts. */
export function t(text: string, parts: Parts = {}): string {
  const found = catalogue.texts[text];
  return fill(typeof found === "string" ? found : text, parts);
}

/** A text that depends on a number, in the form the language has for it; %(num)s is the number. */
export function tn(num: number, one: string, many: string, parts: Parts = {}): string {
  return fill(formOf(num, one, many), { num: num.toLocaleString(LANGUAGE), ...parts });
}

function formOf(num: number, one: string, many: string): string {
  const forms = catalogue.texts[one];
  if (!Array.isArray(forms)) return num === 1 ? one : many;
  const place = catalogue.plurals.indexOf(new Intl.PluralRules(LANGUAGE).select(num));
  return (forms as readonly string[])[place] ?? many;
}

function fill(text: string, parts: Parts): string {
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => String(parts[name] ?? whole));
}
