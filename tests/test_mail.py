"""E-mail to the shop's own people: taken by a server, refused by one without saying a password aloud."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.mail import Mail
from bot.ports import ApiError


@contextmanager
def mail_server(greeting: bytes = b"220 here\r\n") -> Iterator[tuple[int, list[bytes]]]:
    """A server that takes every mail; its port, and the lines it heard."""
    heard = list[bytes]()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(greeting)
            in_letter = False
            for line in self.rfile:
                heard.append(line.strip())
                if in_letter and line != b".\r\n":
                    continue
                in_letter = line.upper() == b"DATA\r\n"
                ends = line.upper() == b"QUIT\r\n"
                self.wfile.write(b"354 go on\r\n" if in_letter else b"221 bye\r\n" if ends else b"250 fine\r\n")
                if ends:
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1], heard
        server.shutdown()


def test_it_hands_a_mail_over() -> None:
    with mail_server() as (port, heard):
        Mail(f"smtp://127.0.0.1:{port}", "inbox@rangoli.example").mail("anjali@rangoli.example", "Late", "See there")
    assert b"rcpt to:<anjali@rangoli.example>" in [line.lower() for line in heard]
    assert {b"Subject: Late", b"See there", b"From: inbox@rangoli.example"} <= set(heard)


def test_a_password_is_never_said_without_tls() -> None:
    with mail_server() as (port, heard), pytest.raises(ApiError):
        Mail(f"smtp://me:secret@127.0.0.1:{port}", "a@b.example").mail("c@d.example", "x", "y")
    assert not [line for line in heard if b"AUTH" in line.upper() or b"secret" in line]


def test_no_server_is_trouble_that_passes() -> None:
    with mail_server(b"421 not now\r\n") as (port, _), pytest.raises(ApiError) as raised:
        Mail(f"smtp://127.0.0.1:{port}", "a@b.example").mail("c@d.example", "x", "y")
    assert raised.value.kind == "later"
    assert not Mail(None, "a@b.example").is_on
