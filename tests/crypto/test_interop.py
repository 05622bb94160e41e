"""Python and the browser's code seal for each other, live."""

from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from service.crypto.opening import open_envelope
from service.crypto.sealing import seal
from service.crypto.unwrapping import unwrap
from service.crypto.wrapping import wrap
from tests.crypto.browser_bridge import Job, ask, is_available
from tests.crypto.cases import CIRCLE, OTHER, PAIR, REPORT

TEXT = "Two of us covered three rounds. Δύο άτομα. 🙂\u0000"


@pytest.mark.skipif(not is_available(), reason="needs node and the browser's packages")
def test_each_language_opens_what_the_other_seals_now():
    ours = b64encode(seal(TEXT.encode(), PAIR.public, REPORT)).decode()
    wrapped = b64encode(wrap(PAIR.seed, OTHER.public, CIRCLE)).decode()
    elsewhere = replace(REPORT, circle="equipment")

    opened, unwrapped, refused, theirs, their_wrap = ask(
        [
            Job("open", PAIR.seed, REPORT, ours),
            Job("unwrap", OTHER.seed, CIRCLE, wrapped),
            Job("open", PAIR.seed, elsewhere, ours),
            Job("seal", PAIR.seed, REPORT, TEXT),
            Job("wrap", OTHER.seed, CIRCLE, PAIR.seed.hex()),
        ]
    )

    assert (opened, unwrapped, refused) == (TEXT, PAIR.seed.hex(), "!BrokenSeal")
    assert open_envelope(b64decode(theirs), PAIR, REPORT).decode() == TEXT
    assert unwrap(b64decode(their_wrap), OTHER, CIRCLE) == PAIR.seed
