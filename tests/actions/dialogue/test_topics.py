"""The search of the shop's answers: kept vectors, made ready behind the server's back, outside of transactions."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path
from typing import Any

import pytest

from actions import serving
from actions.dialogue import topics, visit
from bot.db.engine import Database
from bot.services.catalogue.answers import FaqEntry
from tests.actions.conftest import WhoChats
from tests.patience import PATIENCE


class Search:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.warmed: list[FaqEntry] = []
        self.open_transactions: list[int] = []
        self.asked = threading.Event()

    def warm(self, entries: list[FaqEntry]) -> None:
        self.warmed = entries
        self.asked.set()

    def find(self, entries: list[FaqEntry], question: str) -> None:
        self.open_transactions.append(OPEN["now"])


OPEN = {"now": 0}


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    one = Search()
    monkeypatch.setattr(topics, "search", lambda: one)
    return one


def test_the_vectors_are_kept_with_the_other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Path] = []
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr(topics, "FaqSearch", kept.append)
    topics.search.cache_clear()
    topics.search()
    topics.search.cache_clear()
    assert kept == [tmp_path / "faq_vectors"]


def test_whoever_looks_for_actions_begins_nothing() -> None:
    before = set(threading.enumerate())
    importlib.reload(serving)
    assert set(threading.enumerate()) <= before


def test_a_starting_action_server_reads_the_answers_ahead(
    database: Database, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "WARM_AFTER", 0.0)
    topics.warm_up_behind()
    assert search.asked.wait(PATIENCE)
    assert {entry.slug for entry in search.warmed} >= {"cod", "gift_wrap"}


def test_a_search_that_cannot_be_made_ready_harms_nothing(
    database: Database, search: Search, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(search, "warm", broken)
    topics.warm_up(0)
    assert "could not be read ahead" in caplog.text


def test_a_question_is_looked_up_while_no_transaction_is_open(
    chat: WhoChats, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = visit.opened

    class Counted:
        def __init__(self, *args: Any, **options: Any) -> None:
            self.inner = real(*args, **options)

        def __enter__(self) -> visit.Visit:
            OPEN["now"] += 1
            return self.inner.__enter__()

        def __exit__(self, *failure: Any) -> bool | None:
            OPEN["now"] -= 1
            return self.inner.__exit__(*failure)

    monkeypatch.setattr(visit, "opened", Counted)
    john = chat("John")
    john.says("nlu_fallback", "do you weave on order", 0.1)
    john.says("cancel_order", "cancel 1045", order_number="1045")
    john.says("nlu_fallback", "what happens with my points then?", 0.1)
    assert search.open_transactions == [0, 0]
