"""The integrator's library comes back with a receipt, against the real service."""

from datetime import date
from pathlib import Path

import pytest

from service.client.candour import Candour
from service.client.dialogues import NothingHere
from service.crypto.errors import UnknownWord
from tests.server import served
from tests.world import CODED, NAME, found

TODAY = date(2026, 11, 27)


def test_a_receipt_reads_writes_asks_and_deletes(database_url: str, tmp_path: Path):
    found(database_url)
    with served(database_url, tmp_path) as server, Candour(server.origin, NAME) as candour:
        sent = candour.report("The lift was out again.", CODED)
        before = candour.replies(sent.receipt)
        candour.answer(sent.receipt.upper(), "It happened again.", TODAY, asks=True)
        after = candour.replies(sent.receipt)
        candour.delete(sent.receipt)
        candour.delete(sent.receipt)

        assert (before.standing, before.asked, before.room, before.replies) == ("received", False, 16, ())
        assert (after.asked, after.room, after.circle) == (True, 15, "tools")
        for act in (candour.replies, lambda words: candour.answer(words, "Gone?", TODAY)):
            with pytest.raises(NothingHere):
                act(sent.receipt)
        with pytest.raises(UnknownWord):
            candour.replies(sent.receipt.replace(" ", "q ", 1))
