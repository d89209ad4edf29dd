"""A question tried out by somebody of the shop: answered as to a stranger, and nothing is written."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.db.base import Base
from bot.db.engine import Database
from bot.db.people import Consent
from bot.db.requests import Request
from bot.ports import TRIAL
from bot.services.chat.trials import name_trial
from tests.actions.chat import ACTION_OF, Chat, all_actions


def _ask(intent: str, text: str, sender: str = name_trial(1, "x"), **entities: str) -> list[str]:
    return Chat(sender, all_actions(), channel=TRIAL).says(intent, text, 0.95, **entities)


def test_it_is_answered_out_of_the_shop(database: Database) -> None:
    assert _ask("ask_return_policy", "how do returns work?") == ["faq.answer"]
    assert _ask("check_pincode", "380015?", pin_code="380015") == ["pin.served"]
    assert _ask("ask_care", "how to wash a kurta", product="kurta") == ["care.answer"]
    assert _ask("order_status", "where is my order") != []


def test_nothing_is_written(database: Database) -> None:
    def count() -> tuple[int, ...]:
        with database.reading.begin() as db:
            return tuple(db.scalars(select(func.count()).select_from(table)).one() for table in (Consent, Request))

    before = count()
    for intent, text in (("stop_messages", "stop"), ("talk_to_person", "a person please"), ("subscribe", "yes send")):
        assert _ask(intent, text) != []
    assert count() == before


def test_a_whole_dialogue_of_everything_writes_nothing(database: Database) -> None:
    def dump() -> dict[str, list[str]]:
        with database.reading.begin() as db:
            return {one.name: sorted(map(repr, db.execute(one.select()))) for one in Base.metadata.sorted_tables}

    before = dump()
    chat = Chat(name_trial(1, "whole"), all_actions(), channel=TRIAL)
    for intent in sorted(ACTION_OF):
        chat.says(intent, f"{intent.replace('_', ' ')} 1042", 0.95, order_number="1042")
        chat.says("affirm", "yes", 0.95)
    assert dump() == before


def test_a_sender_that_names_no_shop_is_nobody(database: Database) -> None:
    assert _ask("ask_return_policy", "returns?", "trial_999_x") == ["trouble.sorry"]
