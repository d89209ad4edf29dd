"""One package writes the state of a message out: bot/services/messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.running import ROOT

OWNER = ROOT / "bot" / "services" / "messages"
TABLE, WRITERS = "OutgoingMessage", {"update", "insert", "_set"}


def _writes(tree: ast.AST) -> Iterator[int]:
    """Lines that set `state` on a message out: in a statement that names its table, or on a row called `row`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in (part for one in targets for part in ast.walk(one)):
                if isinstance(target, ast.Attribute) and target.attr == "state" and _is_row(target.value):
                    yield target.lineno
        elif isinstance(node, ast.Call) and any(word.arg == "state" for word in node.keywords) and _names_table(node):
            yield node.lineno


def _is_row(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("row", "message", "outgoing", "copy")


def _names_table(call: ast.Call) -> bool:
    """Whether it is OutgoingMessage(state=…), or .values(state=…) of a statement that writes its table."""
    if isinstance(call.func, ast.Name) and call.func.id == TABLE:
        return True
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in WRITERS
        and TABLE in map(ast.unparse, node.args[:1])
        for node in ast.walk(call)
    )


def _modules() -> Iterator[Path]:
    for path in (ROOT / "bot").rglob("*.py"):
        imports_it = TABLE in path.read_text(encoding="utf-8")
        if imports_it and OWNER not in path.parents and "db" not in path.parts:
            yield path


def test_it_writes_the_state_of_a_message_out_in_one_package() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules()
        for line in _writes(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(), "only bot/services/messages may set the state of a message out"


def test_it_sees_every_way_of_writing_it() -> None:
    ways = (
        "row.state = 'queued'",
        "row.state, row.rank = 'sent', 4",
        "OutgoingMessage(state='queued')",
        "update(OutgoingMessage).where(mine).values(state='canceled')",
        "_set(OutgoingMessage, mine, state='canceled')",
    )
    assert [list(_writes(ast.parse(way))) for way in ways] == [[1]] * len(ways)
    assert not list(_writes(ast.parse("update(Notice).values(state='dropped')")))
