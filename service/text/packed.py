"""Reads and writes the packed numbers of the data files: bits in base64, gaps as Rice codes.

Files are read once, at import of the modules that use them. Never writes a file itself.
"""

import base64
from collections.abc import Sequence


class BitReader:
    """Reads numbers from bits, most significant first. Raises ValueError beyond the end."""

    def __init__(self, packed: str) -> None:
        raw = base64.b64decode(packed)
        self._bits = bin(int.from_bytes(b"\x01" + raw, "big"))[3:]
        self._at = 0

    def plain(self, k: int) -> int:
        """The next k bits as a number."""
        start, self._at = self._at, self._at + k
        return int(self._bits[start : self._at], 2) if k else 0

    def rice(self, k: int) -> int:
        """The next Rice code: ones ended by a zero, then k plain bits."""
        end = self._bits.index("0", self._at)
        high = end - self._at
        self._at = end + 1
        return (high << k) | self.plain(k)

    def keys(self, count: int, k: int) -> list[int]:
        """`count` rising numbers written as Rice-coded gaps."""
        found, last = [], -1
        for _ in range(count):
            last += self.rice(k) + 1
            found.append(last)
        return found


class BitWriter:
    """Writes numbers as bits, most significant first."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def rice(self, value: int, k: int) -> None:
        """A Rice code: the high part in unary (ones ended by a zero), the low k bits plain."""
        self.text.append("1" * (value >> k) + "0")
        self.plain(value & ((1 << k) - 1), k)

    def plain(self, value: int, k: int) -> None:
        """The number in k bits."""
        if k:
            self.text.append(format(value, f"0{k}b"))

    def keys(self, keys: Sequence[int], k: int) -> None:
        """Rising numbers as Rice-coded gaps."""
        last = -1
        for key in keys:
            self.rice(key - last - 1, k)
            last = key

    def base64(self) -> str:
        """Everything written, padded with ones to whole bytes."""
        bits = "".join(self.text)
        bits += "1" * (-len(bits) % 8)
        return base64.b64encode(int("1" + bits, 2).to_bytes(len(bits) // 8 + 1, "big")[1:]).decode()


def rice_for(size: int, count: int) -> int:
    """The Rice parameter for `count` keys spread evenly below `size`."""
    return max(0, (size // max(1, count)).bit_length() - 1)
