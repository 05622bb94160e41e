/** Reads the packed numbers of the data files: bits in base64, gaps as Rice codes. */

/** The Rice parameter for `count` keys spread evenly below `size`. */
export function riceFor(size: number, count: number): number {
  return 31 - Math.clz32(Math.max(1, Math.floor(size / Math.max(1, count))));
}

export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(packed: string) {
    this.#bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  }

  #bit(): number {
    const at = this.#at++;
    return (this.#bytes[at >> 3]! >> (7 - (at & 7))) & 1;
  }

  /** The next k bits as a number. */
  plain(k: number): number {
    let value = 0;
    for (let i = 0; i < k; i++) value = (value << 1) | this.#bit();
    return value;
  }

  /** The next Rice code: ones ended by a zero, then k plain bits. */
  rice(k: number): number {
    let high = 0;
    while (this.#bit() === 1) high++;
    return (high << k) | this.plain(k);
  }

  /** `count` rising numbers written as Rice-coded gaps. */
  keys(count: number, k: number): number[] {
    const found: number[] = [];
    let last = -1;
    for (let i = 0; i < count; i++) {
      last += this.rice(k) + 1;
      found.push(last);
    }
    return found;
  }
}
