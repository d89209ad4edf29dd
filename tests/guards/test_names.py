"""What documents, docstrings and comments name is there: files, modules, functions."""

from __future__ import annotations

import pytest

from tests.guards.named import ROOT, gone, texts


def test_it_names_no_file_that_is_gone() -> None:
    missing = {str(path.relative_to(ROOT)): gone(text, path.parent) for path, text in texts()}
    assert len(missing) > 300
    told = [f"{path} names what is gone: {', '.join(names)}" for path, names in missing.items() if names]
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    "name",
    [
        "bot/nowhere.py",
        "db/nowhere.py",
        "nowhere.py",
        "docs/nowhere.md",
        "bot/nowhere*",
        "services/incoming*",  # a folder, called as if it were files
        "services/nowhere",
        "bot.nowhere",
        "bot.tasks.nowhere",
        "`turns.nowhere`",
    ],
)
def test_it_finds_what_is_gone(name: str) -> None:
    assert gone(f"The walk ends in {name}, as before.", ROOT) == [name.strip("`")]


@pytest.mark.parametrize(
    "name",
    [
        "bot/services",
        "bot/services/chat/turns.py",
        "services/chat/turns",
        "turns.py",
        "docs/twilio.md",
        "bot/webhooks/twilio*",
        "data/nlu/<locale>/<subject>.yml",
        "bot.services.chat.turns.begin",
        "bot.database.writing",
        "`turns.begin`",
        "/api/v1/events",
        "and/or",
        "text/plain",
        "frontend/node_modules",
    ],
)
def test_it_lets_pass_what_is_there(name: str) -> None:
    assert gone(f"The walk ends in {name}, as before.", ROOT) == []
