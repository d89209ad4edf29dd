"""A merchant's own system, for everybody outside this folder."""

from __future__ import annotations

from bot.domain.connections import OWN_SYSTEM
from bot.ports.platforms import Platform, Role

OWN = Platform(kind=OWN_SYSTEM, name="Your own system", role=Role.OWN, source="bot.shops.own.source:OwnSource")
