/** What a script says in another language: the right form for a number, every placeholder filled, English when in doubt. */
import { afterEach, describe, expect, it, vi } from "vitest";

const CATALOGUE = {
  plurals: ["one", "few", "many"],
  texts: {
    "Page %(page)s of %(pages)s": "Strona %(page)s z %(pages)s",
    "%(num)s word": ["%(num)s słowo", "%(num)s słowa", "%(num)s słów"],
  },
};

/** The module as a page in this language loads it; `answer` is what the file of words holds. */
async function load(language: string, answer: () => Promise<Response>): Promise<typeof import("../src/language")> {
  vi.resetModules();
  const link = { href: "https://candour.test/static/words.json", dataset: { integrity: "sha384-abc" } };
  vi.stubGlobal("document", { getElementById: () => link, documentElement: { lang: language } });
  vi.stubGlobal("fetch", vi.fn(answer));
  return import("../src/language");
}

afterEach(() => vi.unstubAllGlobals());

describe("a page in another language", () => {
  it("says what its file of words holds, and checks the file's digest", async () => {
    const { t, LANGUAGE } = await load("pl", async () => Response.json(CATALOGUE));

    expect(LANGUAGE).toBe("pl");
    expect(t("Page %(page)s of %(pages)s", { page: 1, pages: 3 })).toBe("Strona 1 z 3");
    expect(vi.mocked(fetch).mock.calls[0]?.[1]).toMatchObject({ integrity: "sha384-abc" });
  });

  it.each([
    [1, "1 słowo"],
    [3, "3 słowa"],
    [5, "5 słów"],
    [22, "22 słowa"],
  ])("chooses the form for %s", async (num, said) => {
    const { tn } = await load("pl", async () => Response.json(CATALOGUE));

    expect(tn(num, "%(num)s word", "%(num)s words")).toBe(said);
  });

  it("says English where a text has no translation, and fills it", async () => {
    const { t, tn } = await load("pl", async () => Response.json(CATALOGUE));

    expect(t("Put first: %(factor)s", { factor: "$& Tools" })).toBe("Put first: $& Tools");
    expect(tn(2, "%(num)s day", "%(num)s days")).toBe("2 days");
  });

  it.each([
    ["cannot be fetched", () => Promise.reject(new TypeError("blocked"))],
    ["is not JSON", async () => new Response("<html>")],
  ])("says English when the file %s", async (_, answer) => {
    const { t } = await load("pl", answer);

    expect(t("Try again")).toBe("Try again");
  });
});
