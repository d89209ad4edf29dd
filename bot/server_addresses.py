"""Addresses behind which several servers stand: Sentinels that know Valkey's primary, the hosts of a PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

SENTINEL = "+sentinel"  # what a scheme of Redis ends in where Sentinels are asked for the server
SENTINEL_PORT, POSTGRES_PORT = 26379, 5432
POSTGRES = "postgresql+psycopg"
PORTS = {"redis": 6379, "rediss": 6379, POSTGRES: POSTGRES_PORT}
_EXAMPLE = "redis+sentinel://host:26379,host:26379,host:26379/NAME/0"
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sentinels:
    """Whom to ask which server is the primary.

    `name`: what the Sentinels call it. `server`: an address of one server, with what every server of that name takes:
    user, password, database, TLS; its host means nothing. `user`, `password`: of the Sentinels themselves.
    """

    nodes: tuple[Node, ...]
    name: str
    server: str = field(repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def read_sentinels(url: str) -> Sentinels | None:
    """Read an address like redis+sentinel://user:password@host:26379,host:26379/name/0; None where it is of one server.

    Raises:
        ValueError: it names no Sentinels, or not the primary.
    """
    parts = urlsplit(url)
    if not parts.scheme.endswith(SENTINEL):
        return None
    credentials, at, hosts = parts.netloc.rpartition("@")
    nodes = tuple(_split_nodes(hosts, SENTINEL_PORT))
    name, _, database = parts.path.strip("/").partition("/")
    if not nodes or not name or not re.fullmatch("[0-9]*", database):
        raise ValueError(f"must name the Sentinels, the primary and the database, like {_EXAMPLE}")
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    user, password = asked.pop("sentinel_username", None), asked.pop("sentinel_password", None)
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in asked.items())
    server = f"{parts.scheme.removesuffix(SENTINEL)}://{credentials}{at}{nodes[0][0]}/{database or 0}"
    return Sentinels(nodes, unquote(name), f"{server}?{rest}" if rest else server, user, password)


def spread_hosts(url: str) -> str:
    """Return a PostgreSQL address with several hosts as SQLAlchemy writes them; any other as it is.

    Whichever host takes writes is meant, unless the address says otherwise.

    Raises:
        ValueError: a host is none.
    """
    parts = urlsplit(url)
    credentials, at, hosts = parts.netloc.rpartition("@")
    if parts.scheme != POSTGRES or ("," not in hosts and len(_named(parts.query, "host")) < 2):
        return url
    if "," in hosts:
        names, ports = zip(*_split_nodes(hosts, POSTGRES_PORT), strict=True)
        spread = f"host={quote(','.join(names), safe=',')}&port={','.join(map(str, ports))}"
        url = f"{POSTGRES}://{credentials}{at}{parts.path}?{spread}{parts.query and '&'}{parts.query}"
    return url if "target_session_attrs=" in parts.query else f"{url}&target_session_attrs=read-write"


def list_hosts(url: str) -> list[Node]:
    """List whom an address names, where it names hosts: Sentinels, PostgreSQL's hosts, or the one server."""
    sentinels, parts = read_sentinels(url), urlsplit(url)
    if sentinels:
        return list(sentinels.nodes)
    if parts.scheme == POSTGRES and not parts.hostname:
        hosts, ports = _named(parts.query, "host"), _named(parts.query, "port")
        # A socket's folder is no host.
        nodes = zip(hosts, ports or [str(POSTGRES_PORT)] * len(hosts), strict=False)
        return [(host, int(port)) for host, port in nodes if "/" not in host]
    usual = PORTS.get(parts.scheme)
    return [(parts.hostname, parts.port or usual)] if usual and parts.hostname else []


def _named(query: str, name: str) -> list[str]:
    return [one for each in parse_qs(query).get(name, []) for one in each.split(",")]


def _split_nodes(hosts: str, port: int) -> Iterator[Node]:
    for each in filter(None, hosts.split(",")):
        try:
            parts = urlsplit(f"//{each}")
            host, own = parts.hostname, parts.port
        except ValueError:
            host, own = None, None
        if not host:
            raise ValueError(f"must name each server as host or host:port, not {each!r}")
        yield host, own or port
