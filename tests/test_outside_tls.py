"""The connection goes to the address that was checked, while name and certificate are those of the host."""

from __future__ import annotations

import datetime
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug import Request, Response

from bot.outside import Outside
from bot.ports import ApiError
from tests.http_server import serving

CHECKED = "93.184.216.34"


@dataclass
class Shop:
    """shop.example on a local port: the names it was called by, and what was looked up on the way."""

    certificate: Path
    called: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)


def _certificate(folder: Path) -> Path:
    """A certificate for shop.example, signed by itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "shop.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return path


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """The shop, and a network in which every name has a public address that leads to it."""
    shop = Shop(_certificate(tmp_path))

    def welcome(asked: Request) -> Response:
        shop.called.append(f"Host {asked.headers['Host']}")
        return Response(b"welcome")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shop.certificate)
    context.sni_callback = lambda _, name, __: shop.called.append(f"TLS {name}")

    def look_up(host: str, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        shop.looked_up.append(host)
        # What is already an address leads to the server; a name has the public address.
        target = ("127.0.0.1", server.port) if host == CHECKED else (CHECKED, 443)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", target)]

    with serving(welcome, context) as server:
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        yield shop


def test_it_connects_to_the_address_that_was_checked_under_the_name_of_the_host(shop: Shop) -> None:
    answer = Outside().request("GET", "https://shop.example/wp-json/", verify=str(shop.certificate))
    assert answer.body == b"welcome"
    assert shop.called == ["TLS shop.example", "Host shop.example"]
    # The name once, before the check; then only the address: a second answer of the name could be another one.
    assert shop.looked_up == ["shop.example", CHECKED]


def test_it_refuses_the_certificate_of_another_host(shop: Shop) -> None:
    with pytest.raises(ApiError):
        Outside().request("GET", "https://other.example/", verify=str(shop.certificate))
    assert shop.called == ["TLS other.example"]


def test_it_refuses_a_certificate_nobody_vouches_for(shop: Shop) -> None:
    with pytest.raises(ApiError) as error:
        Outside().request("GET", "https://shop.example/")
    assert "Host shop.example" not in shop.called
    assert "SSLError" in error.value.reason
