"""The errors of the sealing room: what went wrong, never what was inside.

No error here carries input, key material or a reason that would help somebody guess.
"""


class CryptoError(Exception):
    """The root of every error this package raises on purpose."""


class BrokenSeal(CryptoError):
    """It does not open. One error for every cause, so that it can be no oracle."""

    def __init__(self) -> None:
        """Takes nothing, so that nothing can be told."""
        super().__init__("broken seal")


class NotAnEnvelope(BrokenSeal):
    """The bytes have no known length. Raised by parsing only, before any key is near."""


class UnknownVersion(BrokenSeal):
    """The first byte names no version we know. Raised by parsing only, before any key is near."""


class TooLong(CryptoError):
    """The text does not fit the largest bucket."""

    def __init__(self) -> None:
        """Takes nothing: the length of a narrative is part of the narrative."""
        super().__init__("too long to seal")


class NotAKey(CryptoError):
    """The bytes are no key of ours: wrong length, or a point or polynomial that cannot be used."""

    def __init__(self) -> None:
        """Takes nothing: a key is never echoed."""
        super().__init__("not a key")


class WrongContext(CryptoError):
    """The context names another key than the one in use: a mistake of the caller, caught before sealing."""

    def __init__(self) -> None:
        """Takes nothing."""
        super().__init__("the context names another key")


class UnsafeParameters(CryptoError):
    """Derivation settings too weak to protect a passphrase or so heavy that a browser would hang."""

    def __init__(self) -> None:
        """Takes nothing."""
        super().__init__("derivation parameters outside the safe bounds")


class NotAReceipt(CryptoError):
    """A receipt has eight words; this has more or fewer."""

    def __init__(self) -> None:
        """Takes nothing: not even how many there were."""
        super().__init__("a receipt has eight words")


class UnknownWord(CryptoError):
    """A word that is not on the list: its position, counted from 1, and never the word."""

    def __init__(self, position: int) -> None:
        """The position lets a person look again at one word; a log learns nothing from it."""
        super().__init__(f"word {position} is not on the list")
        self.position = position
