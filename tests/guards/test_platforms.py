"""A platform is its folder and one line: every face is known and whole, and nobody else spells a platform's name."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, get_type_hints

import pytest

from bot.domain.connections import OWN_SYSTEM
from bot.platforms import PLATFORMS
from bot.ports import CarrierApi, ShopApi, Source
from bot.ports.platforms import Pulled, Role
from bot.running import ROOT

FOLDERS = [
    path.parent for kind in ("shops", "carriers") for path in sorted((ROOT / "bot" / kind).glob("*/__init__.py"))
]
MODULES = [
    ROOT / "webhook_server.py",
    *(path for top in ("bot", "actions") for path in sorted((ROOT / top).rglob("*.py"))),
]
APIS = {Role.SHOP: ShopApi, Role.CARRIER: CarrierApi}
# Who spells one outside its folder all the same, and why.
SPELT = {
    "bot/platforms.py": "the line each platform has",
    "bot/shops/own/columns.py": "Shopify's own export is a sheet we read",
    "bot/shops/woocommerce/tracking.py": "AfterShip's plugin writes tracking numbers into WooCommerce's orders",
    "bot/domain/connections.py": "the merchant's own system is a kind by itself, known to tables that know no platform",
    "bot/ports/platforms.py": "the role of that system bears its name",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_knows_the_face_of_every_folder(folder: Path) -> None:
    assert (folder / "face.py").exists(), f"{folder.name} has no face.py: what everybody else knows of it"
    assert folder.name in PLATFORMS, f"{folder.name} has no line in bot/platforms.py"
    role = PLATFORMS[folder.name].role
    assert (role is Role.CARRIER) == (folder.parent.name == "carriers"), f"{folder.name} is no {role}, by its folder"


@pytest.mark.parametrize("kind", PLATFORMS)
def test_it_has_all_that_a_face_promises(kind: str) -> None:
    face = PLATFORMS[kind]
    assert not _missing(resolve_name(face.source), Source), f"{face.source} is no bot.ports.Source"
    assert bool(face.pulled) <= bool(face.api), f"{kind} is pulled without an API"
    asked = {Pulled.ORDERS, Pulled.PRODUCTS} if face.role is Role.SHOP else {Pulled.TRACKING}
    assert set(face.pulled) <= asked, f"{kind} is asked for what its role has not"
    assert face.role is Role.OWN or (face.door and face.connecting), f"{kind} has no door, or nothing to connect it by"
    assert not re.search("sr|kr", face.door), f"{kind}'s door has letters that Shiprocket refuses in an address"
    assert all(name.startswith(face.headers) for name in face.keys), f"a key of {kind} is not among its headers"


@pytest.mark.parametrize("kind", [kind for kind, face in PLATFORMS.items() if face.api])
def test_it_makes_an_api_of_its_role(kind: str) -> None:
    face = PLATFORMS[kind]
    made = get_type_hints(resolve_name(face.api))["return"]
    assert not _missing(made, APIS[face.role]), f"{face.api} makes no bot.ports.{APIS[face.role].__name__}"


def test_nobody_else_spells_a_platform() -> None:
    spelt = {str(path.relative_to(ROOT)): sorted(set(_spelt(path))) for path in MODULES}
    assert not {name: kinds for name, kinds in spelt.items() if kinds and name not in SPELT}, (
        "ask its face in bot.platforms instead"
    )
    assert not [name for name in SPELT if not spelt[name]], "spells no platform any more: take it off the list"


def _missing(made: type, port: type) -> list[str]:
    """What a class lacks of a port, or has with another signature."""
    return [
        name
        for name, method in inspect.getmembers(port, inspect.isfunction)
        if not name.startswith("_") and _signature(getattr(made, name, None)) != _signature(method)
    ]


def _signature(method: Any) -> inspect.Signature | None:
    return inspect.signature(method) if callable(method) else None


def _spelt(path: Path) -> Iterator[str]:
    """The platforms that names, imports or strings of a module spell, but for its own folder's; docstrings may."""
    others = set(PLATFORMS) - {folder.name for folder in FOLDERS if folder in path.parents}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and id(node) not in told:
                yield from _in_string(node.value, others)
            continue
        words = [value.lower() for _, value in ast.iter_fields(node) if isinstance(value, str)]
        yield from (kind for kind in others - {OWN_SYSTEM} if any(kind in word for word in words))


def _in_string(text: str, kinds: set[str]) -> set[str]:
    """As it is stored or sent: a courier's name for people ("Delhivery") may be a platform's as well.

    "own" is a word of every sentence and of many names: it counts where it is the whole string.
    """
    return {kind for kind in kinds if (text == kind if kind == OWN_SYSTEM else kind in re.findall("[a-z]+", text))}
