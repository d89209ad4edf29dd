"""Conversations kept as tests, and trainings, by the API."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
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
    assert owner.call("POST", f"{path}/switch", {"reason": "so"}).status_code == 409
    assert owner.call("POST", "/teaching/rollback", {"in_force": ""}).status_code == 409
