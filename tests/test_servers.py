"""The servers that other tests lean on are real and answer."""

from __future__ import annotations

import os

import psycopg
import pytest
import redis

from tests.servers import free_ports


@pytest.mark.integration
def test_it_starts_a_valkey(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as client:
        assert client.set("greeting", "namaste")
        assert client.get("greeting") == b"namaste"
        assert "valkey_version" in client.info("server")


@pytest.mark.integration
def test_it_starts_a_postgresql(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] >= 140000


@pytest.mark.e2e
def test_it_finds_a_browser(chromium_path: str) -> None:
    assert os.access(chromium_path, os.X_OK)


def test_it_finds_neighbouring_ports() -> None:
    assert 20000 <= free_ports(5) < 32000
