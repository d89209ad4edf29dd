"""AfterShip, for everybody outside this folder."""

from __future__ import annotations

from bot.ports.platforms import Connecting, Platform, Role, Secret

AFTERSHIP = Platform(
    kind="aftership",
    name="AfterShip",
    role=Role.CARRIER,
    source="bot.carriers.aftership.source:AfterShipSource",
    door="aftership",
    headers=("aftership-", "as-"),
    keys=frozenset({"aftership-hmac-sha256"}),
    connecting=Connecting(
        summary="AfterShip, by its webhook secret; there is nothing to check it with before the first webhook comes.",
        signing=Secret("secret", "Webhook secret", "The webhook secret AfterShip shows"),
        left_to_do="Left to do by hand, at AfterShip > Settings > Webhooks: paste the address\n  {address}",
    ),
)
