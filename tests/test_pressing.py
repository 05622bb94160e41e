"""What is compressed comes out as it went in, and its length says nothing of what is random in it."""

import gzip
import secrets

from service.pressing import press

PAGE = '<head><script nonce="{0}"></script><link nonce="{0}"></head>' + "<p>the same words again</p>" * 50


def test_what_is_pressed_comes_out_as_it_went_in():
    for nonce in (secrets.token_urlsafe(16), "a", ""):
        body = PAGE.format(nonce).encode()
        assert gzip.decompress(press(body, nonce.encode())) == body
    assert gzip.decompress(press(b"", b"x")) == b""


def test_the_length_does_not_depend_on_the_nonce():
    lengths = set()
    for _ in range(300):
        nonce = secrets.token_urlsafe(16)
        lengths.add(len(press(PAGE.format(nonce).encode(), nonce.encode())))
    lengths.add(len(press(PAGE.format("A" * 22).encode(), b"A" * 22)))

    assert len(lengths) == 1
    assert max(lengths) < len(PAGE) / 3


def test_the_same_page_is_the_same_bytes():
    assert press(PAGE.encode(), b"{0}") == press(PAGE.encode(), b"{0}")
