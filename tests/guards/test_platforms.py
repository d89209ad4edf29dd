"""A platform is its folder and one line: every face is known and whole, and nobody else spells a platform's name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

from bot.platforms import PLATFORMS
from bot.ports.platforms import Pulled, Role
from bot.running import ROOT

BOT = ROOT / "bot"
FOLDERS = [path for kind in ("shops", "carriers") for path in (BOT / kind).iterdir() if (path / "__init__.py").exists()]
# Who spells one all the same, and why.
SPELT = {
    "bot/shops/own/columns.py": "Shopify's own export is a sheet we read",
    "bot/shops/own/orders_sheet.py": "the same",
    "bot/services/events/own.py": "the merchant's own events are taken by the API, without a webhook",
    "bot/demo": "the demo shop is connected to what it is connected to",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_knows_the_face_of_every_folder(folder: Path) -> None:
    assert (folder / "face.py").exists(), f"{folder.name} has no face.py: what everybody else knows of it"
    assert folder.name in PLATFORMS, f"{folder.name} has no line in bot/platforms.py"
    role = PLATFORMS[folder.name].role
    assert (role is Role.CARRIER) == (folder.parent.name == "carriers")


@pytest.mark.parametrize("kind", PLATFORMS)
def test_it_has_all_that_a_face_promises(kind: str) -> None:
    face = PLATFORMS[kind]
    assert face.kind == kind
    source = resolve_name(face.source)()
    for method in ("is_right", "topic_of", "dedupe_key", "read"):
        assert callable(getattr(source, method)), f"{face.source} lacks {method}"
    assert not face.api or callable(resolve_name(face.api)), f"{face.api} makes no API"
    assert bool(face.pulled) <= bool(face.api), f"{kind} is pulled without an API"
    assert face.pulled in (None, Pulled.ORDERS if face.role is Role.SHOP else Pulled.TRACKING)
    assert face.role is Role.OWN or (face.door and face.connecting), f"{kind} has no door, or nothing to connect it by"
    assert not {"sr", "kr"} & {face.door[at : at + 2] for at in range(len(face.door))}, "Shiprocket refuses those"
    assert set(face.keys) <= {name for name in face.keys if name.startswith(face.headers)}, "a key is not kept at all"


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_else_spells_a_platform(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    at_home = name == "bot/platforms.py" or any(folder in path.parents for folder in FOLDERS)
    if at_home or name.startswith(tuple(SPELT)):
        return
    names = set(PLATFORMS) - {"own"}
    # As it is stored: a courier's name for people ("Delhivery") may be a platform's as well.
    assert not [word for word in _words(path) if word in names], "ask bot.platforms instead of naming one"


def _words(path: Path) -> Iterator[str]:
    """The strings of a module, but for docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from node.value.split()
