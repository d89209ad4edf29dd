"""The platforms we know, by the kind that is stored. A new one is a folder with a face, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.carriers.aftership.face import AFTERSHIP
from bot.carriers.shiprocket.face import SHIPROCKET
from bot.ports.platforms import Platform, Pulled, Role
from bot.shops.own.face import OWN
from bot.shops.shopify.face import SHOPIFY
from bot.shops.woocommerce.face import WOOCOMMERCE

PLATFORMS: Mapping[str, Platform] = {face.kind: face for face in (SHOPIFY, WOOCOMMERCE, SHIPROCKET, AFTERSHIP, OWN)}
SHOPS = frozenset(kind for kind, face in PLATFORMS.items() if face.role is Role.SHOP)
CARRIERS = frozenset(kind for kind, face in PLATFORMS.items() if face.role is Role.CARRIER)
# A webhook's address is PATH, the word of its door, and a token.
PATH = "/hooks/"
DOORS: Mapping[str, Platform] = {face.door: face for face in PLATFORMS.values() if face.door}
PULLED: Mapping[str, tuple[Pulled, ...]] = {kind: face.pulled for kind, face in PLATFORMS.items() if face.pulled}
SEARCHES: Mapping[str, str] = {kind: face.search for kind, face in PLATFORMS.items() if face.search}
