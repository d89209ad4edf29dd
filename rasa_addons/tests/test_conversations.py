"""The store of conversations goes where the address says: user, password, database, TLS with the name checked."""

import asyncio
import datetime
import json
import socket
import ssl
import threading
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import MagicMock

import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons.conversations import RedisConversations


def store(address: str) -> RedisConversations:
    return RedisConversations(Domain.empty(), address)


def connection(address: str) -> dict[str, Any]:
    kept: dict[str, Any] = store(address).red.connection_pool.connection_kwargs
    return kept


class AddressTest(unittest.TestCase):
    """What an address is read as; nothing is connected."""

    def test_it_reads_user_password_and_database(self) -> None:
        read = connection("redis://asha:pa%25s%40s@cache:6390/2")
        assert (read["host"], read["port"], read["db"]) == ("cache", 6390, 2)
        assert (read["username"], read["password"]) == ("asha", "pa%s@s")
        assert "ssl_check_hostname" not in read

    def test_it_reads_a_password_alone_and_a_socket(self) -> None:
        assert connection("redis://:hush@cache/0")["password"] == "hush"
        assert connection("unix://asha:hush@/run/redis.sock?db=3")["path"] == "/run/redis.sock"

    def test_it_speaks_tls_where_the_address_says_so(self) -> None:
        for address in ("rediss://cache:6390/2", "rediss://cache/0?ssl_ca_certs=/ca.pem"):
            pool = store(address).red.connection_pool
            assert issubclass(pool.connection_class, redis.SSLConnection)
            assert pool.connection_kwargs["ssl_check_hostname"] is True

    def test_it_leaves_out_the_check_of_names_only_when_told(self) -> None:
        assert connection("rediss://cache?ssl_check_hostname=false")["ssl_check_hostname"] is False
        assert "ssl_check_hostname" not in connection("rediss://cache?ssl_cert_reqs=none")

    def test_it_finds_the_primary_by_sentinels(self) -> None:
        tls = "rediss+sentinel://asha:pa%25s%40s@one:5000,two,[::1]:5001/my%20shop/2?sentinel_password=a%26b"
        pool = store(tls).red.connection_pool
        asked = [each.connection_pool.connection_kwargs for each in pool.sentinel_manager.sentinels]
        assert [(each["host"], each["port"]) for each in asked] == [("one", 5000), ("two", 26379), ("::1", 5001)]
        assert (pool.service_name, asked[0]["password"]) == ("my shop", "a&b")
        read = pool.connection_kwargs
        assert (read["username"], read["password"], read["db"]) == ("asha", "pa%s@s", 2)
        assert read["ssl_check_hostname"]
        assert asked[0]["ssl_check_hostname"]
        assert "host" not in read
        for nameless in ("redis+sentinel://one", "redis+sentinel:///shop/0"):
            with self.assertRaises(ValueError):  # noqa: PT027 - no pytest in Rasa's environment
                store(nameless)


class BeginningTest(unittest.TestCase):
    """Against a list in place of the server: what is asked of it and written there."""

    def setUp(self) -> None:
        self.lines: list[str] = []
        self.reads = 0
        self.kept = store("redis://nowhere")
        self.kept.red = self

    def lrange(self, _key: str, _first: int, _last: int) -> list[str]:
        self.reads += 1
        return list(self.lines)

    def pipeline(self, *, transaction: bool) -> Any:
        written = self.lines
        pipe = MagicMock()
        pipe.__enter__.return_value = pipe
        pipe.rpush.side_effect = lambda _key, *new: written.extend(new)
        pipe.execute.side_effect = lambda: [len(written)]
        return pipe

    def test_a_conversation_that_begins_is_written_with_its_first_turn_and_read_once(self) -> None:
        tracker = asyncio.run(self.kept.get_or_create_tracker("c_1"))
        assert self.lines == []
        tracker.update(ActionExecuted("action_session_start"))
        asyncio.run(self.kept.save(tracker))
        assert [json.loads(line)["name"] for line in self.lines] == ["action_listen", "action_session_start"]
        assert self.reads == 1
        tracker.update(ActionExecuted("action_listen"))
        asyncio.run(self.kept.save(tracker))
        assert len(self.lines) == 3
        again = asyncio.run(self.kept.get_or_create_tracker("c_1"))
        assert len(again.events) == 2  # since the session's start

    def test_one_that_another_rasa_began_meanwhile_is_not_written_again(self) -> None:
        asyncio.run(self.kept.retrieve("c_1"))  # and then the turn failed before anything was begun
        self.lines += [json.dumps(ActionExecuted(name).as_dict()) for name in ("action_session_start", "action_greet")]
        tracker = asyncio.run(self.kept.get_or_create_tracker("c_1"))
        tracker.update(ActionExecuted("action_listen"))
        asyncio.run(self.kept.save(tracker))
        assert [json.loads(line)["name"] for line in self.lines][2:] == ["action_listen"]

    def test_a_tracker_of_another_origin_is_held_against_what_is_stored(self) -> None:
        first = asyncio.run(self.kept.get_or_create_tracker("c_1"))
        first.update(ActionExecuted("action_greet"))
        asyncio.run(self.kept.save(first))
        other = DialogueStateTracker.from_events("c_1", [*first.events, ActionExecuted("action_listen")])
        asyncio.run(self.kept.save(other))
        assert len(self.lines) == 3


class TlsTest(unittest.TestCase):
    """Against a server that speaks TLS as `localhost` and writes down what it is told."""

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.certificate = _certificate(Path(folder.name))
        self.heard = b""
        self.listening = socket.create_server(("localhost", 0))
        self.port = self.listening.getsockname()[1]
        self.addCleanup(self.listening.close)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        while True:
            try:
                client, _ = self.listening.accept()
                with context.wrap_socket(client, server_side=True) as line:
                    while said := line.recv(4096):
                        self.heard += said
                        line.sendall(b"+OK\r\n" * said.count(b"*"))
            except ssl.SSLError:
                continue
            except OSError:
                return

    def test_its_password_goes_through_tls(self) -> None:
        address = f"rediss://asha:hush@localhost:{self.port}/2?ssl_ca_certs={self.certificate}"
        store(address).red.ping()
        assert b"asha\r\n$4\r\nhush" in self.heard
        assert b"SELECT" in self.heard

    def test_it_says_nothing_to_a_server_with_another_name_or_an_unknown_authority(self) -> None:
        named = f"rediss://asha:hush@127.0.0.1:{self.port}/2?ssl_ca_certs={self.certificate}"
        for address in (named, f"rediss://asha:hush@localhost:{self.port}/2"):
            refused = store(address).red
            refused.connection_pool.connection_kwargs["retry"] = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
            with self.assertRaises(redis.ConnectionError):  # noqa: PT027 - no pytest in Rasa's environment
                refused.ping()
        assert self.heard == b""


def _certificate(folder: Path) -> Path:
    """A certificate for localhost, signed by itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.utcnow()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "store.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return path


if __name__ == "__main__":
    unittest.main()
