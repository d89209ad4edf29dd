"""A client for an address of Redis or Valkey: of one server, or of whichever one the Sentinels call the primary now."""

from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import redis
import redis.sentinel

SENTINEL, SENTINEL_PORT = "+sentinel", 26379
# One that is away is passed over for the next.
SENTINEL_SECONDS = 0.5


def open_redis(address: str, **options: Any) -> redis.Redis:
    """A client for redis://, rediss:// (TLS), unix:// or redis+sentinel://user:password@host:26379,host:26379/name/0.

    The app's side reads the same addresses (bot/server_addresses.py). TLS: certificate and name of the server are
    checked, unless the address says otherwise.
    """
    parts = urlsplit(address)
    if not parts.scheme.endswith(SENTINEL):
        return redis.StrictRedis.from_url(_checking_names(address), **options)
    credentials, at, hosts = parts.netloc.rpartition("@")
    nodes = [_split(each) for each in hosts.split(",") if each]
    name, _, database = parts.path.strip("/").partition("/")
    if not nodes or not name:
        raise ValueError(f"TRACKER_REDIS_URL names no Sentinels, or no primary: redis{SENTINEL}://host:26379/NAME/0")
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    own = {"username": asked.pop("sentinel_username", None), "password": asked.pop("sentinel_password", None)}
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in asked.items())
    server = f"{parts.scheme[: -len(SENTINEL)]}://{credentials}{at}{nodes[0][0]}/{database or 0}"
    given = redis.connection.parse_url(_checking_names(f"{server}?{rest}" if rest else server))
    if given.pop("connection_class", None):
        given["ssl"] = True
    given = {key: value for key, value in given.items() if key not in ("host", "port")}
    tls = {key: value for key, value in given.items() if key.startswith("ssl")}
    timeouts = {"socket_timeout": SENTINEL_SECONDS, "socket_connect_timeout": SENTINEL_SECONDS}
    sentinel = redis.sentinel.Sentinel(nodes, sentinel_kwargs={**tls, **own, **timeouts}, **given)
    return sentinel.master_for(unquote(name), **options)


def _split(node: str) -> tuple[str, int]:
    parts = urlsplit(f"//{node}")
    return parts.hostname or "", parts.port or SENTINEL_PORT


def _checking_names(address: str) -> str:
    """The address, with the name in a server's certificate checked: redis-py 4 leaves that out unless it is told."""
    if not address.startswith("rediss://") or "ssl_check_hostname=" in address or "ssl_cert_reqs=none" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}ssl_check_hostname=true"
