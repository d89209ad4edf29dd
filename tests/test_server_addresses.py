"""Addresses of several servers: who is asked, what each takes, and what is refused with a word on how to write it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.config import BadSetting
from bot.redis_clients import open_client
from bot.running import CannotRun
from bot.running.preflight import reachable
from bot.server_addresses import list_hosts, read_sentinels, spread_hosts
from tests.settings import settings

SENTINELS = "redis+sentinel://asha:pa%25s%40s@one:5000,two,[::1]:5001/my%20shop/2?sentinel_password=hush%26hush"
WRONG = [
    ("REDIS_URL", "redis+sentinel:///shop/0", "must name the Sentinels, the primary and the database, like redis+"),
    ("REDIS_URL", "redis+sentinel://one,two", "must name the Sentinels, the primary and the database, like redis+"),
    ("REDIS_URL", "redis+sentinel://one/shop/first", "must name the Sentinels, the primary and the database, like"),
    ("REDIS_URL", "redis+sentinel://one:port/shop/0", "must name each server as host or host:port, not 'one:port'"),
    ("REDIS_URL", "unix+sentinel://one/shop/0", "must be an address that starts with redis:// or"),
    ("DATABASE_URL", "postgresql://asha@one:port,two/dastak", "must name each server as host or host:port, not 'one:"),
]


def test_it_reads_whom_to_ask_and_what_the_servers_take() -> None:
    read = read_sentinels(SENTINELS)
    assert read is not None
    assert read.nodes == (("one", 5000), ("two", 26379), ("::1", 5001))
    assert (read.name, read.password) == ("my shop", "hush&hush")
    client = open_client(SENTINELS, socket_timeout=1.5)
    given = client.connection_pool.connection_kwargs
    assert (given["username"], given["password"], given["db"]) == ("asha", "pa%s@s", 2)
    assert given["socket_timeout"] == 1.5
    assert "host" not in given


def test_tls_and_its_authority_count_for_sentinels_and_servers() -> None:
    client = open_client("rediss+sentinel://one/shop?ssl_ca_certs=/ca.pem")
    pool = client.connection_pool
    asked = pool.sentinel_manager.sentinels[0].connection_pool  # type: ignore[attr-defined]  # of a pool by Sentinels
    for kind, given in (
        (pool.connection_class, pool.connection_kwargs),
        (asked.connection_class, asked.connection_kwargs),
    ):
        assert "SSL" in kind.__name__
        assert given["ssl_ca_certs"] == "/ca.pem"


def test_the_hosts_of_a_database_are_asked_for_one_that_takes_writes(tmp_path: Path) -> None:
    read = settings(tmp_path, DATABASE_URL="postgresql://asha:p%40ss@one:5001,two,[::1]:5003/dastak?sslmode=require")
    assert list_hosts(read.database_url) == [("one", 5001), ("two", 5432), ("::1", 5003)]
    engine = create_engine(read.database_url)
    _, given = engine.dialect.create_connect_args(engine.url)
    assert (given["host"], given["port"], given["dbname"]) == ("one,two,::1", "5001,5432,5003", "dastak")
    assert (given["user"], given["password"], given["sslmode"]) == ("asha", "p@ss", "require")
    assert given["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgresql+psycopg://one/dastak", "postgresql+psycopg://one/dastak"),
        ("postgresql+psycopg:///dastak?host=/run/postgresql", "postgresql+psycopg:///dastak?host=/run/postgresql"),
        ("sqlite:////srv/a,b.db", "sqlite:////srv/a,b.db"),
        (
            "postgresql+psycopg:///dastak?host=one,two&target_session_attrs=any",
            "postgresql+psycopg:///dastak?host=one,two&target_session_attrs=any",
        ),
        (
            "postgresql+psycopg:///dastak?host=one,two",
            "postgresql+psycopg:///dastak?host=one,two&target_session_attrs=read-write",
        ),
    ],
)
def test_what_is_said_already_stays(written: str, read: str) -> None:
    assert spread_hosts(written) == read
    assert spread_hosts(read) == read


@pytest.mark.parametrize(("name", "value", "said"), WRONG, ids=[value for _, value, _ in WRONG])
def test_it_says_how_to_write_what_cannot_be_read(name: str, value: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        settings(tmp_path, **{name: value})
    assert f"{name}: {said}" in str(caught.value)


def test_one_server_of_several_is_enough_to_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        reachable("DATABASE_URL", f"postgresql+psycopg:///dastak?host=127.0.0.1,127.0.0.1&port=1,{port}")
        reachable("REDIS_URL", f"redis+sentinel://127.0.0.1:1,127.0.0.1:{port}/shop/0")
    with pytest.raises(CannotRun, match=r"REDIS_URL: nothing answers at 127\.0\.0\.1:1 .* or 127\.0\.0\.1:2 "):
        reachable("REDIS_URL", "redis+sentinel://:secret@127.0.0.1:1,127.0.0.1:2/shop/0")
