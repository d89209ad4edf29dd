"""Every sentence of a refusal that the code writes, as it is known in other languages: {1} stands for a value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.running import ROOT
from bot.shops.own.faults import _REMEDIES as BY_KIND

# Who refuses, and which of its arguments are sentences.
_CALLS = {"Problem": (1, 2), "wrong_field": (1, 2), "Fault": (1, 2), "Slip": (0, 1), "refuse": (0,)}
# Who refuses in the services and the domain with a sentence for each of these arguments, …
_RAISED = {
    "BadLesson": (1, 2),
    "BadOffer": (1, 2),
    "BadDlt": (1, 2),
    "BadProduct": (1, 2),
    "BadSender": (1, 2),
    "BadConsent": (1, 2),
    "BadArea": (1, 2),
    "BadAccount": (1, 2),
    "NotPossible": (0, 1),
    "FaqFault": (3, 4),
    "RuleFault": (1, 2),
    "_refuse": (1, 2),
    "Endless": (0,),
    "NotRetried": (0,),
    "NotStarted": (0,),
    "NotOnePerson": (0,),
    "NotToSwitch": (0,),
    "NotReady": (0,),
    "BadPicture": (0,),
    "NeverWakes": (0,),
    "WeakPassword": (0,),
    "NoSuchTemplate": (0,),
}
# … and who with one that stands behind the places it is about: "values: name: what to do".
_PLACED = {"BadDraft": (0,), "BadWords": (0,), "BadAudience": (0,), "BadValue": (0,), "BadRule": (0,), "NotTried": (0,)}
_PLACES = re.compile(r"(?:(?:\w+|\{\d\}): )+")
# What returns what is wrong, "" for nothing.
_RETURNED = ("find_fault", "_find_fault", "find_flaw")
# What yields a slip as one sentence: what is wrong, a colon, the remedy.
_YIELDING = ("bot/domain/template_wording.py", "bot/domain/promises.py")
_CALLING = (
    "bot/domain/sentence_checks.py",
    "bot/services/templates/own_words.py",
    "bot/services/templates/sentences.py",
)
_NUMBERED, _NAMED = re.compile(r"\{\d\}"), re.compile(r"\{[a-z_]+\}")


def list_refusals() -> set[str]:
    """List what is said when something is refused, wherever it is written."""
    paths = [*(ROOT / "bot/api").glob("*.py"), *(ROOT / one for one in _CALLING)]
    said = {one for path in paths for one in _of_calls(ast.parse(path.read_text(encoding="utf-8")), _CALLS)}
    for path in (*_python("bot/services"), *_python("bot/domain"), ROOT / "bot/own_account.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said |= set(_of_calls(tree, _RAISED))
        behind = (*_of_calls(tree, _PLACED), *_returned(tree))
        said |= {_number(one[found.end() :] if (found := _PLACES.match(one)) else one) for one in behind}
    for name in _YIELDING:
        tree = ast.parse((ROOT / Path(name)).read_text(encoding="utf-8"))
        yielded = (_template(node.value) for node in ast.walk(tree) if isinstance(node, ast.Yield) and node.value)
        said |= {_number(part) for one in yielded if one for part in one.split(": ", 1)}
    return {one for one in said if any(map(str.isalpha, _NUMBERED.sub("", one)))} | {
        _number(_NAMED.sub("{1}", one)) for one in BY_KIND.values()
    }


def _python(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _returned(tree: ast.AST) -> Iterator[str]:
    for made in ast.walk(tree):
        if isinstance(made, ast.FunctionDef) and made.name in _RETURNED:
            given = [node.value for node in ast.walk(made) if isinstance(node, ast.Return) and node.value]
            yield from filter(None, map(_template, _either(given)))


def _of_calls(tree: ast.AST, calls: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    constants: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (said := _template(node.value)):
            constants.setdefault(node.targets[0].id, []).append(said)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [node.args[place] for place in calls.get(name, ()) if place < len(node.args)]
        for one in _either(given):
            yield from constants.get(one.id, []) if isinstance(one, ast.Name) else filter(None, [_template(one)])


def _either(given: Iterable[ast.expr]) -> Iterator[ast.expr]:
    for one in given:
        yield from (one.body, one.orelse) if isinstance(one, ast.IfExp) else (one,)


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    pieces = (one.value if isinstance(one, ast.Constant) else "{0}" for one in node.values)
    return _number("".join(map(str, pieces)))


def _number(said: str) -> str:
    """With its values numbered from 1."""
    count = iter(range(1, 10))
    return _NUMBERED.sub(lambda _: f"{{{next(count)}}}", said)
