"""Kept conversations played by two models: as nobody's, in time, and told where they were not played."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.teaching.dialogues import PlayedDialogues, group_by_dialogue
from bot.ports import TRIAL, DialogueTurn, Said
from bot.tasks.playing import GIVES_UP, PlayEnded, compare_played
from tests.fakes import FakeDialogue, FakeServers

KEPT = group_by_dialogue(
    [
        {"id": f"7:{test}:{place}", "text": text, "locale": "en", "wanted": ["greet"]}
        for test in range(1, 6)
        for place, text in enumerate(("hi", f"/cancel {test}"))
    ]
)


@pytest.fixture
def servers() -> FakeServers:
    """A Rasa of one's own."""
    alone = FakeServers()
    alone.has = {"http://alone": "base"}
    return alone


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The new model."""
    (tmp_path / "new").write_bytes(b"new")
    return tmp_path / "new"


def test_it_tells_which_would_change_and_from_what_to_what(servers: FakeServers, archive: Path) -> None:
    dialogue = FakeDialogue()
    other = {("new", "cancel 2"): "cancel.sure"}
    dialogue.says = lambda turn: (Said(other.get((servers.has["http://alone"], turn.message), "greet.hello"), {}),)
    found = compare_played(servers, dialogue, archive, KEPT, lambda: True)
    assert (len(found.kept), found.played, [one["id"] for one in found.changed]) == (5, found.kept, ["7:2"])
    [turn] = found.changed[0]["turns"]
    assert (turn["place"], turn["before"]["said"], turn["after"]["said"]) == (2, ("greet.hello",), ("cancel.sure",))
    assert {(one.metadata["channel"], one.sender[:8]) for one in dialogue.turns} == {(TRIAL, "trial_7_")}
    assert len({one.sender for one in dialogue.turns}) == 10  # each anew, of each model
    assert not any(one.message.startswith("/") for one in dialogue.turns)


def test_what_is_not_answered_is_not_played(servers: FakeServers, archive: Path) -> None:
    dialogue = FakeDialogue()
    dialogue.down = 1  # within the first
    found = compare_played(servers, dialogue, archive, KEPT, lambda: True)
    assert (found.played, found.changed) == (found.kept[1:], [])
    dialogue.down = 1000
    before = len(dialogue.turns)
    assert compare_played(servers, dialogue, archive, KEPT, lambda: True).played == []
    assert len(dialogue.turns) - before == GIVES_UP
    assert compare_played(servers, FakeDialogue(), archive, KEPT, lambda: True, seconds=0).played == []


def test_it_ends_when_nobody_wants_it(servers: FakeServers, archive: Path) -> None:
    asked: list[DialogueTurn] = []

    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        asked.append(turn)
        return (Said("greet.hello", {}),)

    dialogue = FakeDialogue()
    dialogue.says = says
    with pytest.raises(PlayEnded):
        compare_played(servers, dialogue, archive, KEPT, lambda: len(asked) < 3)
    assert len(asked) == 3
    assert compare_played(servers, dialogue, archive, [], lambda: True) == PlayedDialogues()
