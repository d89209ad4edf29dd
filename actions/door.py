"""The action server's door: whoever calls an action knows ACTION_TOKEN. Only its health is open."""

from __future__ import annotations

import sys
from typing import Any

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic.response import HTTPResponse, json

from bot.config import Settings
from bot.private import is_bearer, keep_private

OPEN = {"/health"}
hookimpl = pluggy.HookimplMarker("rasa_sdk")


@hookimpl
def attach_sanic_app_extensions(app: Any) -> None:
    """rasa_sdk's hook of a starting action server: it asks everybody for the token (endpoints.yml sends it)."""
    settings = Settings.from_env()
    keep_private(settings.var_dir)

    async def ask_for_token(request: Any) -> HTTPResponse | None:
        if request.path in OPEN or is_bearer(request.headers.get("authorization", ""), settings.action_token):
            return None
        return json({"error": "the Authorization header does not hold ACTION_TOKEN"}, status=401)

    app.register_middleware(ask_for_token, "request")


if not plugin_manager().has_plugin(__name__):
    plugin_manager().register(sys.modules[__name__], __name__)
