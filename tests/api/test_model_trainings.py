"""Conversations kept as tests, and trainings, by the API."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.commands.played import tell_played
from bot.db.teaching import KeptTest, MessageMark, ModelTraining, TaughtExample
from bot.domain.access import StaffRole
from bot.services.privacy import emptying
from tests.api.inbox import add
from tests.api.lessons import FALL, read
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """The browser of somebody at the inbox."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def test_a_conversation_is_kept_masked_and_goes_with_its_person(bot: Bot, cast: Cast, agent: Browser) -> None:
    talk = add(bot, cast)
    assert agent.call("POST", "/teaching/tests", {"conversation_id": talk, "name": "x"}).status_code == 409
    source = read(bot, cast, "I am Asha Patel, where is 1042", conversation_id=talk)
    kept = agent.call("POST", "/teaching/tests", {"conversation_id": talk, "name": "first"})
    assert [one["text"] for one in kept.get_json()["steps"]] == ["I am {name}, where is {order}"]
    agent.call("PUT", f"/conversations/{talk}/messages/in-{source}/mark", {"wrong": True})
    lesson = {"text": "where is 1042", "locale": "en", "intent": "ask_eta", "message_id": source, "anyway": True}
    assert agent.call("POST", "/teaching/examples", lesson).status_code == 201
    with bot.database.writing.begin() as db:
        emptying.empty_people(db, cast.shop, [cast.asha], bot.now())
    assert not [*rows(bot, KeptTest), *rows(bot, MessageMark), *rows(bot, TaughtExample)]


def test_owners_train_and_agents_look(bot: Bot, cast: Cast, agent: Browser) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("POST", "/teaching/trainings").status_code == 409  # nothing is taught
    agent.call("POST", "/teaching/examples", {"text": FALL, "locale": "gu", "intent": "ask_product"})
    assert agent.call("POST", "/teaching/trainings").status_code == 403
    made = owner.call("POST", "/teaching/trainings")
    assert (made.status_code, owner.call("POST", "/teaching/trainings").status_code) == (202, 409)
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert other.call("GET", "/teaching/trainings").get_json()["elsewhere"] is True
    path = f"/teaching/trainings/{made.get_json()['id']}"
    assert (other.call("GET", path).status_code, agent.call("GET", path).status_code) == (404, 200)
    assert owner.call("POST", f"{path}/switch", {"reason": "so"}).status_code == 409
    assert (owner.call("DELETE", path).status_code, owner.call("DELETE", path).status_code) == (204, 409)
    theirs = {"set": "kept", "id": "2:1:0", "text": "of Meera", "locale": "en", "wanted": ["greet"]}
    with bot.database.writing.begin() as db:
        row = db.get_one(ModelTraining, made.get_json()["id"])
        row.found = {
            "counts": {"held_out": {"en": [10, 9, 8]}}, "acting": [0, 1], "disobeyed": [0, 0],
            "changed": [
                theirs | {"before": ["greet", 0.9], "after": ["deny", 0.5], "gained": False, "acts": False},
                theirs | {"set": "held_out", "id": "", "before": ["greet", 0.9], "after": ["deny", 0.5],
                          "gained": False, "acts": False, "text": "of everybody"},
            ],
        }  # fmt: skip
        row.state, row.archive, row.model = "held", "/m", "taught-1"
    shown = owner.call("GET", path).get_json()
    assert ([one["text"] for one in shown["changed"]], shown["others"]) == (["of everybody"], True)
    assert shown["dialogues"] == {"kept": 0, "played": 0, "changed": []}
    assert owner.call("POST", f"{path}/switch", {"reason": "so"}).status_code == 409
    assert owner.call("POST", "/teaching/rollback", {"in_force": ""}).status_code == 409


def test_a_shop_is_told_of_its_own_dialogues_alone(bot: Bot, cast: Cast, agent: Browser) -> None:
    talk = add(bot, cast)
    read(bot, cast, "hello", conversation_id=talk)
    test = agent.call("POST", "/teaching/tests", {"conversation_id": talk, "name": "first"}).get_json()
    mine, theirs = f"{cast.shop}:{test['id']}", f"{cast.other_shop}:9"
    side = {"intent": "greet", "actions": ["action_greet"], "said": ["greet.hello", "gone.since"], "topic": ""}
    turn = {"place": 1, "text": "hello", "locale": "en", "before": side, "after": side | {"said": [], "topic": "hours"}}
    changed = [{"id": one, "gained": False, "turns": [turn]} for one in (mine, theirs)]
    with bot.database.writing.begin() as db:
        found: dict[str, Any] = {"counts": {}, "acting": [0, 0], "disobeyed": [0, 0], "changed": []}
        found["dialogues"] = {"kept": [mine, theirs], "played": [mine, theirs], "changed": changed}
        row = ModelTraining(merchant_id=cast.shop, state="held", began_at=bot.now(), found=found)
        db.add(row)
        db.flush()
        number = row.id
    shown = agent.call("GET", f"/teaching/trainings/{number}").get_json()
    assert shown["worse"] == ["kept"]
    told = shown["dialogues"]
    assert (told["kept"], told["played"], [one["test"] for one in told["changed"]]) == (1, 1, ["first"])
    said = told["changed"][0]["turns"][0]["before"]["said"]
    assert [one["key"] for one in said] == side["said"]
    assert said[0]["text"] not in ("", said[0]["key"])
    lines = list(tell_played(found, cast.shop))
    assert lines[0] == "Kept conversations played: 1 of 1"
    assert lines[1:] == [f"- test {test['id']}", "  1. hello: greet greet.hello gone.since → greet hours"]
