/**
 * Notices wording that makes a person the cause, others or the writer, and offers one question that looks elsewhere.
 * Mirrors service/text/blame.py and blame_clauses.py: whole numbers only, the same bits. Keeps nothing.
 */

import type { BlameSpan } from "./analysis";
import {
  aboutSelf,
  bias,
  IDIOM,
  idiomKey,
  idioms,
  kinds,
  otherwise,
  rules,
  termKey,
  terms,
  thinking,
  threshold,
  topics,
  type Reframe,
  type Rule,
} from "./blameModel";
import { crc32 } from "./hash";
import { cutWords, type Word } from "./stems";
import { foldText, source, type Folded } from "./tokens";

export { BLAME_VERSION } from "./blameModel";

interface Mark {
  readonly term: number;
  readonly first: number;
  readonly until: number;
}

const BREAK = /[.!?;,:()"\n\x01]|--| -|- /;
const LONGEST = 40;
const WHOLE = 12;
const SHARE = 12;
const STEMS = 3;
const KINDS = 4;
const TURN = 5;

function cutClauses(folded: Folded): readonly (readonly Word[])[] {
  const clauses: Word[][] = [];
  let current: Word[] = [];
  for (const word of cutWords(folded.lower)) {
    const last = current[current.length - 1];
    const cut =
      last &&
      (current.length === LONGEST || word.letters === "but" || BREAK.test(folded.lower.slice(last.end, word.start)));
    if (cut) {
      clauses.push(current);
      current = [];
    }
    current.push(word);
  }
  return current.length > 0 ? [...clauses, current] : clauses;
}

/** Each word's kind: a listed one, "@name" for a capital inside the clause, or its stem. */
function kindsOf(folded: Folded, clause: readonly Word[]): string[] {
  return clause.map((word, at) => {
    const plain = folded.plain.slice(word.start, word.end);
    const named = at > 0 && plain.length > 1 && /^[A-Z]/.test(plain) && /[a-z]/.test(plain);
    return kinds.get(word.letters) ?? (named ? "@name" : word.stem);
  });
}

/**
 * Runs of up to `longest` parts, "<" and ">" at the ends, of kinds only those that hold one; and turns of phrase
 * known to blame, whatever their words.
 */
function runs(parts: readonly string[], longest: number, ofKinds: boolean): [marks: Mark[], turns: Mark[]] {
  const ended = ["<", ...parts, ">"];
  const marks: Mark[] = [];
  const turns: Mark[] = [];
  for (let first = 0; first < ended.length; first++) {
    let run = 0;
    let holds = !ofKinds;
    for (let until = first; until < Math.min(first + TURN, ended.length); until++) {
      const part = ended[until]!;
      run = until === first ? crc32(part) : crc32(" " + part, run);
      holds ||= part.startsWith("@");
      const term = termKey(run);
      if (holds && until - first < longest && terms.has(term)) {
        const [low, high] = [Math.max(first - 1, 0), Math.min(until, parts.length)];
        if (high > low) marks.push({ term, first: low, until: high });
      }
      if (idioms.has(idiomKey(run)) && first > 0 && until <= parts.length) {
        turns.push({ term: IDIOM, first: first - 1, until });
      }
    }
  }
  return [marks, turns];
}

function markClause(folded: Folded, clause: readonly Word[], found: readonly Rule[]): readonly Mark[] {
  const stems = clause.map((word) => word.stem);
  const parts = kindsOf(folded, clause);
  const [plain, turns] = runs(stems, STEMS, false);
  const [kindly, more] = runs(parts, KINDS, true);
  const marks = [...plain, ...kindly, ...turns, ...more];
  const start = clause[0]!.start;
  const text = folded.lower.slice(start, clause[clause.length - 1]!.end);
  for (const rule of found) {
    const hit = rule.pattern.exec(text);
    if (!hit) continue;
    const [low, high] = [hit.index + start, hit.index + hit[0].length + start];
    const inside = clause.flatMap((word, at) => (word.start < high && low < word.end ? [at] : []));
    marks.push({ term: rule.term, first: inside[0]!, until: inside[inside.length - 1]! + 1 });
  }
  const once = new Map<number, Mark>();
  for (const mark of marks) if (!once.has(mark.term)) once.set(mark.term, mark);
  return [...once.values()];
}

/** The words to show: a short clause whole, of a long one the stretch that speaks loudest. */
function stretch(clause: readonly Word[], marks: readonly Mark[]): readonly [number, number] {
  if (clause.length <= WHOLE) return [0, clause.length];
  const shares = new Array<number>(clause.length).fill(0);
  for (const mark of marks) {
    const share = Math.floor(((terms.get(mark.term) ?? 0) * SHARE) / (mark.until - mark.first));
    for (let at = mark.first; at < mark.until; at++) shares[at]! += share;
  }
  let [best, total, first] = [0, 0, 0];
  let kept: readonly [number, number] = [0, clause.length];
  shares.forEach((share, at) => {
    if (total <= 0) [total, first] = [0, at];
    total += share;
    if (total > best) [best, kept] = [total, [first, at + 1]];
  });
  return kept;
}

function isAboutSelf(clause: readonly Word[], hits: ReadonlySet<number>): boolean {
  if (rules.some((rule) => rule.aboutSelf && hits.has(rule.term))) return true;
  for (const [at, word] of clause.entries()) {
    const kind = kinds.get(word.letters);
    if (kind === "@me") return !clause.slice(at + 1, at + 3).some((later) => thinking.has(later.stem));
    if (kind === "@they" || kind === "@role") return false;
  }
  return false;
}

function reframeOf(clause: readonly Word[], hits: ReadonlySet<number>): Reframe {
  const rule = rules.find(({ term }) => hits.has(term));
  if (rule) return rule.reframe;
  const topic = topics.find(({ stems }) => clause.some((word) => stems.has(word.stem)));
  return topic ? topic.reframe : otherwise;
}

/** Person-blaming wording of a folded text, in order. */
export function blameOf(folded: Folded): readonly BlameSpan[] {
  const spans: BlameSpan[] = [];
  const found = rules.filter((rule) => rule.pattern.test(folded.lower));
  for (const clause of cutClauses(folded)) {
    const marks = markClause(folded, clause, found);
    const score = marks.reduce((total, mark) => total + (terms.get(mark.term) ?? 0), bias);
    if (score < threshold) continue;
    const [first, until] = stretch(clause, marks);
    const [start, end] = source(folded, clause[first]!.start, clause[until - 1]!.end);
    const hits = new Set(marks.map((mark) => mark.term));
    const own = isAboutSelf(clause, hits);
    const { question, lookTowards } = own ? aboutSelf : reframeOf(clause, hits);
    spans.push({ start, end, target: own ? "self" : "person", question, look_towards: lookTowards });
  }
  return spans;
}

/** Person-blaming wording, self-blame and quoted blame included, as code-point spans without overlaps. */
export function findBlame(text: string): readonly BlameSpan[] {
  return blameOf(foldText(text));
}
