"""The door of what is for the shop's own people: open to this machine itself, and to whoever has STAFF_TOKEN."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, request

from bot.bootstrap import Bot
from bot.private import is_bearer, is_password

# What proxies add to a request that is somebody else's.
_PASSED_ON = ("x-forwarded", "forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-", "cf-", "true-client-ip")
_ASK = {"WWW-Authenticate": 'Basic realm="Dastak", charset="UTF-8"'}
_REMEDY = "For staff: Authorization: Bearer with STAFF_TOKEN, or STAFF_TOKEN as the password (docs/settings.md).\n"


def guard(app: Flask, *paths: str) -> None:
    """Refuse these paths to everybody from elsewhere who has no token."""

    @app.before_request
    def ask() -> Response | None:
        """The refusal, None where the way is free."""
        bot: Bot = current_app.extensions["bot"]
        if request.path not in paths or is_local(request) or _has_token(request, bot.settings.staff_token):
            return None
        return Response(_REMEDY, 401, _ASK, mimetype="text/plain")


def is_local(asked: Request) -> bool:
    """Whether a request comes from this machine itself, by no proxy, and to a name of this machine.

    The name: a page elsewhere may have its own name lead here, and read what the browser of this machine is shown.
    """
    passed_on = any(name.lower().startswith(_PASSED_ON) for name, _ in asked.headers)
    return not passed_on and _is_loopback(asked.remote_addr or "") and _is_loopback(_name(asked.host))


def _has_token(asked: Request, token: str) -> bool:
    password = asked.authorization.password if asked.authorization and asked.authorization.type == "basic" else None
    return is_bearer(asked.headers.get("Authorization", ""), token) or is_password(password or "", token)


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
