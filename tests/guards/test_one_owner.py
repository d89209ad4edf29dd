"""One package writes the state of a message out: bot/services/messages."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.running import ROOT

OWNER = ROOT / "bot" / "services" / "messages"
TABLE = "OutgoingMessage"
# What rows are called that have a state of their own. Any other name may be a message out.
OTHERS = {"connection", "event", "inbound", "item", "job", "media", "member", "notice", "recipient", "training"}
SETTERS = {"setattr", "set_attribute", "set_columns", "set_committed_value"}


def _writes(module: ast.Module) -> set[int]:
    """Lines that set the state of a row that may be a message out, or of its table in a statement."""
    top = [statement for statement in module.body if not isinstance(statement, ast.FunctionDef)]
    known = _tables({TABLE}, top)
    found = set(_assigned(module))
    for body in [top, *(node.body for node in ast.walk(module) if isinstance(node, ast.FunctionDef))]:
        names = _tables(known, body)
        for node in (node for statement in body for node in ast.walk(statement)):
            if isinstance(node, ast.Call) and _sets_state(node) and _starts_at(node, names):
                found.add(node.lineno)
    return found


def _assigned(module: ast.Module) -> Iterator[int]:
    """Lines with `row.state = …`, also among others and under another name, and `setattr(row, "state", …)`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            if not (isinstance(node.value, ast.Name) and node.value.id in OTHERS):
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SETTERS:
            names = [*map(_text, node.args), *(word.arg for word in node.keywords)]
            yield from (node.lineno for name in names if name == "state")


def _tables(known: Iterable[str], body: list[ast.stmt]) -> set[str]:
    """The names that stand for the table or for a statement about it: those known, and those made of them here."""
    names = set(known)
    for node in (node for statement in body for node in ast.walk(statement)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _starts_at(node.value, names):
            names.add(node.targets[0].id)
    return names


def _starts_at(node: ast.expr, names: set[str]) -> bool:
    """Whether a chain of calls begins with one of these names, or with a call of a function that is given one."""
    while True:
        match node:
            case ast.Name(id=name):
                return name in names
            case ast.Call(func=ast.Name(id=name), args=given):
                return name in names or any(_is_given(one, names) for one in given)
            case ast.Call(func=ast.Attribute(attr="query"), args=given):
                return any(_is_given(one, names) for one in given)
            case ast.Call(func=inner) | ast.Attribute(value=inner):
                node = inner
            case _:
                return False


def _is_given(argument: ast.expr, names: set[str]) -> bool:
    return isinstance(argument, ast.Name | ast.Call) and _starts_at(argument, names)


def _sets_state(call: ast.Call) -> bool:
    """Whether a call is given `state=…` or a dict with it; `values` and `update` may be given it by any other name."""
    keys = [key for one in call.args if isinstance(one, ast.Dict) for key in one.keys]
    named = [word.arg for word in call.keywords]
    unseen = any(not isinstance(one, ast.Dict) for one in call.args) or None in named
    takes_columns = isinstance(call.func, ast.Attribute) and call.func.attr in ("values", "update")
    return "state" in named or "state" in map(_text, keys) or (takes_columns and unseen)


def _text(key: ast.expr | None) -> object:
    return key.value if isinstance(key, ast.Constant) else None


def _modules() -> Iterator[Path]:
    for folder in ("bot", "actions"):
        for path in (ROOT / folder).rglob("*.py"):
            if OWNER not in path.parents and ROOT / "bot" / "simulator" not in path.parents:
                yield path


def test_it_writes_the_state_of_a_message_out_in_one_package() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules()
        for line in _writes(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(), "only bot/services/messages may set the state of a message out"


@pytest.mark.parametrize(
    "way",
    [
        "row.state = 'queued'",
        "sms.state, sms.rank = 'sent', 4",
        "claimed.row.state = 'sent'",
        "setattr(row, 'state', 'sent')",
        "attributes.set_committed_value(row, 'state', 'sent')",
        "set_columns(db, row, held_because=None, state='sent')",
        "OutgoingMessage(state='queued')",
        "update(OutgoingMessage).where(mine).values(state='canceled')",
        "update(OutgoingMessage).values({'state': 'canceled'})",
        "update(table_of(OutgoingMessage)).where(mine).values(state='canceled')",
        "_TABLE = table_of(OutgoingMessage); _END = update(_TABLE).where(mine).values(state='canceled')",
        "ours = update(OutgoingMessage).where(mine); won(db, ours.values(state='failed'))",
        "db.query(OutgoingMessage).filter(mine).update({'state': 'failed'})",
        "change = {'state': 'failed'}; update(OutgoingMessage).values(change)",
        "update(OutgoingMessage).values(**changes)",
        "insert_once(db, OutgoingMessage, state='queued')",
        "_set(OutgoingMessage, mine, state='canceled')",
    ],
)
def test_it_sees_every_way_of_writing_it(way: str) -> None:
    assert _writes(ast.parse(way)) == {1}
    assert _writes(ast.parse(f"def change(db, row, mine):\n    {way}")) == {2}


@pytest.mark.parametrize(
    "way",
    [
        "notice.state = 'dropped'",
        "update(Notice).where(Notice.id.in_(select(OutgoingMessage.notice_id))).values(state='planned')",
        "won(db, update(OutgoingMessage).where(OutgoingMessage.state == 'failed').values(reacted_at=now))",
        "row.held_because = None",
        "def one(): ours = update(OutgoingMessage)\ndef other(): update(Notice).where(ours).values(state='kept')",
        "def one(): ours = update(OutgoingMessage)\ndef other(ours): return ours.values(state='kept')",
    ],
)
def test_it_lets_other_rows_and_columns_be(way: str) -> None:
    assert not _writes(ast.parse(way))
