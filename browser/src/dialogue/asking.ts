/** Asks for an answer right after a report was sent, with the words still on the page. */
import { DialogueApi } from "./api";
import { Holder } from "./holder";

/** Whether the circle now knows. Never throws. */
export async function askForAnswer(base: string, organisation: string, words: readonly string[]): Promise<boolean> {
  try {
    const holder = await Holder.of(organisation, words.join(" "));
    const api = new DialogueApi(base, (address, options) => fetch(address, options));
    return (await api.ask(holder.secret)).kind === "answer";
  } catch {
    return false;
  }
}
