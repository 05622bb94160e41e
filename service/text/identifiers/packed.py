"""Reads the packed numbers of the data files: bits in base64, gaps as Rice codes.

Loads once, at import of the modules that use it; never writes.
"""

import base64


class BitReader:
    """Reads numbers from bits, most significant first."""

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
