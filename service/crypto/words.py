"""The 7,776 words of receipts and fingerprints: the EFF large word list.

By the Electronic Frontier Foundation, CC BY 3.0 US: https://www.eff.org/dice (the list without its dice
numbers). Loaded once, at import. Never changed: a changed list would orphan every receipt.
"""

from pathlib import Path

WORDS = tuple(Path(__file__).with_name("wordlist.txt").read_text(encoding="ascii").split())
"""In the order of the list: a word's place is its value."""
KNOWN = frozenset(WORDS)
