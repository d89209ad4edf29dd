"""A little HTTP server at the edge of the network: pytest-httpserver with a function that answers everything.

By hand is what the library has not: a stop that does not take half a second, and an answer that cuts the line.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import TYPE_CHECKING, Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Answer = Callable[[Request], Response]


class Server(HTTPServer):
    """The server's address and memory."""

    @property
    def netloc(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return self.url_for("").rstrip("/")

    @property
    def asked(self) -> list[Request]:
        """The requests so far."""
        return [request for request, _ in self.log]

    def thread_target(self) -> None:
        """Serve, and look 50 times a second whether to stop."""
        assert self.server is not None
        self.server.serve_forever(poll_interval=0.02)


class HangUp(Response):
    """No answer: the connection is closed."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        """Close it before werkzeug writes to it."""
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return super().__call__(environ, start_response)


@contextmanager
def serving(answer: Answer, ssl_context: SSLContext | None = None) -> Iterator[Server]:
    """A server for the length of a with-block; what fails in `answer` fails the test."""
    with Server("127.0.0.1", 0, ssl_context, threaded=True) as server:
        server.expect_request(re.compile("")).respond_with_handler(answer)
        yield server
        server.check()
