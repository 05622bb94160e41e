/** The errors of the sealing room, the twins of service/crypto/errors.py.
 *
 * None carries input, key material or a reason that would help somebody guess.
 */

/** It does not open. One error for every cause, so that it can be no oracle. */
export class BrokenSeal extends Error {
  override readonly name: string = "BrokenSeal";
  constructor() {
    super("broken seal");
  }
}

/** The bytes have no known length. Thrown by parsing only. */
export class NotAnEnvelope extends BrokenSeal {
  override readonly name = "NotAnEnvelope";
}

/** The first byte names no version we know. Thrown by parsing only. */
export class UnknownVersion extends BrokenSeal {
  override readonly name = "UnknownVersion";
}

/** The text does not fit the largest bucket; how long it was stays untold. */
export class TooLong extends Error {
  override readonly name = "TooLong";
  constructor() {
    super("too long to seal");
  }
}

/** The bytes are no key of ours. */
export class NotAKey extends Error {
  override readonly name = "NotAKey";
  constructor() {
    super("not a key");
  }
}

/** The context names another key or purpose than the one in use. */
export class WrongContext extends Error {
  override readonly name = "WrongContext";
  constructor() {
    super("the context names another key");
  }
}

/** Derivation settings too weak to protect a passphrase, or so heavy that the page would hang. */
export class UnsafeParameters extends Error {
  override readonly name = "UnsafeParameters";
  constructor() {
    super("derivation parameters outside the safe bounds");
  }
}

/** A receipt has eight words; this has more or fewer. */
export class NotAReceipt extends Error {
  override readonly name = "NotAReceipt";
  constructor() {
    super("a receipt has eight words");
  }
}

/** A word that is not on the list: its position, counted from 1, and never the word. */
export class UnknownWord extends Error {
  override readonly name = "UnknownWord";
  constructor(readonly position: number) {
    super(`word ${position} is not on the list`);
  }
}
