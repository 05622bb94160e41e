/** The public directory: circles, their keys, and which circle a factor leads to.
 *
 * Holds nothing about the reporter. What the server sends is checked before it is used.
 */
import { fields, list, text, UnexpectedAnswer } from "./shape";

export const NOT_YET_CLEAR = "not-yet-clear";

export interface CircleKey {
  /** 32 hex digits. */
  readonly keyId: string;
  /** Standard base64 with padding. */
  readonly publicKey: string;
}

export interface Circle {
  readonly circle: string;
  readonly label: string;
  readonly about: string;
  readonly key: CircleKey;
}

export interface Directory {
  readonly organisation: string;
  readonly routes: ReadonlyMap<string, string>;
  readonly circles: ReadonlyMap<string, Circle>;
}

function parseCircle(value: unknown): Circle {
  const { circle, label, about, key } = fields(value);
  const { key_id: keyId, public_key: publicKey } = fields(key);
  return {
    circle: text(circle),
    label: text(label),
    about: text(about),
    key: { keyId: text(keyId), publicKey: text(publicKey) },
  };
}

/** The answer of GET /directory. Throws UnexpectedAnswer if a part is missing or a route leads nowhere. */
export function parseDirectory(answer: unknown): Directory {
  const { organisation, routes, circles } = fields(answer);
  const known = new Map(list(circles, parseCircle).map((circle) => [circle.circle, circle]));
  const table = new Map(Object.entries(fields(routes)).map(([factor, circle]) => [factor, text(circle)]));
  if (!table.has(NOT_YET_CLEAR)) throw new UnexpectedAnswer();
  for (const circle of table.values()) if (!known.has(circle)) throw new UnexpectedAnswer();
  return { organisation: text(organisation), routes: table, circles: known };
}

/** The circle of the first factor; without a factor, or without a route for it, the general one. */
export function circleFor(directory: Directory, factors: readonly string[]): Circle {
  const route = directory.routes.get(factors[0] ?? NOT_YET_CLEAR) ?? directory.routes.get(NOT_YET_CLEAR);
  const circle = directory.circles.get(route ?? "");
  if (circle === undefined) throw new UnexpectedAnswer();
  return circle;
}
