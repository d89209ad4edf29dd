"""Service functions say what they do: the first word of each is a verb of `verbs.txt`."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards.named import ROOT

# A new verb is welcome in the list, as long as none of it says the same: what may be missing is found (`find_`), what
# is several is listed, what is added up is counted, what happened is recorded, a yes or no asked by `is_` and `has_`.
VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text().split())


def _not_verbs(source: str) -> list[str]:
    """Names of public module functions of a source whose first word is no verb, in their order."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = [function.name for function in functions if not function.name.startswith("_")]
    return [name for name in names if name.split("_")[0] not in VERBS]


def test_service_functions_are_verbs() -> None:
    services = sorted(Path(ROOT, "bot/services").rglob("*.py"))
    assert len(services) > 80
    wrong = [f"{path.relative_to(ROOT)}: {name}" for path in services for name in _not_verbs(path.read_text())]
    assert not wrong, "name these by what they do:\n" + "\n".join(wrong)


def test_it_finds_a_noun_and_an_adjective() -> None:
    source = "def orders_of(): ...\ndef listed(): ...\ndef list_orders(): ...\ndef _rows(): ...\nasync def gone(): ..."
    assert _not_verbs(source) == ["orders_of", "listed", "gone"]
