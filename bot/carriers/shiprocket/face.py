"""Shiprocket, for everybody outside this folder."""

from __future__ import annotations

import re

from bot.ports.platforms import AccountOption, Connecting, Platform, Pulled, Role, Secret

_PANEL = "Shiprocket: Settings > API > Webhooks: paste the address, choose the token header x-api-key with"

SHIPROCKET = Platform(
    kind="shiprocket",
    name="Shiprocket",
    role=Role.CARRIER,
    source="bot.carriers.shiprocket.source:ShiprocketSource",
    api="bot.carriers.shiprocket.api:connected",
    pulled=(Pulled.TRACKING,),
    # It refuses addresses with its own name in them.
    door="logistics",
    headers=("x-api-key", "anx-api-key"),
    keys=frozenset({"x-api-key", "anx-api-key"}),
    connecting=Connecting(
        summary="Shiprocket, by an API user.",
        account=AccountOption("--email", "TEXT", "Of an API user (Settings > API > Configure), not your own login."),
        credentials=(Secret("password", "Password", "The API user's password"),),
        account_is="email",
        left_to_do=f"Left to do by hand, at {_PANEL}\n  address    {{address}}\n  x-api-key  {{secret}}",
        on_rotation=f"Left to do by hand, at {_PANEL}\n  {{secret}}",
        refused_in_addresses=re.compile("shiprocket|kartrocket|sr|kr", re.IGNORECASE),
    ),
)
