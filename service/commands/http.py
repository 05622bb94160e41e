"""HTTP as the server reads it, with an end to how much may arrive before anything can be made of it.

The parser itself sets no bound: one connection could fill the memory with a header that never ends.
"""

from httptools import HttpParserError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 * 1024
"""Bytes. What a browser sends before a body is under 4 KiB; the largest piece read at once comes on top."""
MAX_PIPELINE = 16
"""Requests sent ahead of their answers. Browsers send none; each kept costs a hundred times its bytes."""


class BoundedHttp(HttpToolsProtocol):
    """Closes a connection that sends an address, headers, trailers or requests beyond measure."""

    _unread = 0

    def data_received(self, data: bytes) -> None:
        """Parse what arrived, unless too much has arrived since the last whole part of a message."""
        if self._unread > MAX_HEAD:
            self.transport.abort()
            return
        self._unread += len(data)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        """A whole head: what follows is counted anew."""
        if len(self.pipeline) >= MAX_PIPELINE:
            raise HttpParserError
        self._unread = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body; how long bodies may be is the rings' affair."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The end of a request."""
        self._unread = 0
        super().on_message_complete()
