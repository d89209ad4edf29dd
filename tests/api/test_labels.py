"""Labels: an owner makes them, anybody at the inbox sorts conversations by them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole, Viewer
from bot.services.desk import labels
from tests.api.inbox import ALL, add, happened, told
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows

DAMAGE = {"name": "Damage", "colour": "#aa3300"}


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's owner."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def make(browser: Browser, name: str) -> int:
    """A label of this name."""
    label_id: int = browser.call("POST", "/labels", DAMAGE | {"name": name}).get_json()["id"]
    return label_id


def test_a_label_is_made_once_changed_and_taken_away(bot: Bot, owner: Browser) -> None:
    made = owner.call("POST", "/labels", DAMAGE | {"goal_minutes": 30})
    again = owner.call("POST", "/labels", DAMAGE | {"goal_minutes": 30})
    assert (made.status_code, again.status_code, made.get_json()) == (201, 200, again.get_json())
    assert owner.call("POST", "/labels", {"name": "DAMAGE", "colour": "#aa3300"}).status_code == 409
    label, other = made.get_json()["id"], make(owner, "વળતર")
    changed = owner.call("PATCH", f"/labels/{label}", {"goal_minutes": None, "colour": "#00aa33"}).get_json()
    assert changed == {"id": label, "name": "Damage", "colour": "#00aa33", "goal_minutes": None, "version": 2}
    late = owner.call("PATCH", f"/labels/{label}", {"name": "Broken", "version": 1})
    assert (late.status_code, late.get_json()["present"]) == (409, changed)
    assert owner.call("PATCH", f"/labels/{other}", {"name": "damage"}).status_code == 409
    assert owner.call("PATCH", f"/labels/{label}", {"name": "damage"}).get_json()["name"] == "damage"  # its own
    assert [one["name"] for one in owner.call("GET", "/labels").get_json()["labels"]] == ["damage", "વળતર"]
    assert owner.call("DELETE", f"/labels/{label}").status_code == 204
    assert owner.call("DELETE", f"/labels/{label}").status_code == 404
    actions = [entry.action for entry in rows(bot, AuditEntry)]
    assert actions == ["label.add", "label.add", "label.change", "label.change", "label.delete"]


def test_a_conversation_has_those_it_is_given(bot: Bot, cast: Cast, owner: Browser) -> None:
    one, first, second = add(bot, cast), make(owner, "damage"), make(owner, "size")
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    path = f"{ALL}/{one}/labels"
    has = agent.call("PUT", path, {"labels": [second, first], "version": 1}).get_json()
    assert (has["labels"], has["version"]) == ([first, second], 2)
    assert agent.call("PUT", path, {"labels": [first, second, second], "version": 1}).get_json()["version"] == 2
    late = agent.call("PUT", path, {"labels": [], "version": 1})
    assert (late.status_code, late.get_json()["present"]["labels"]) == (409, [first, second])
    assert agent.call("PUT", path, {"labels": [second], "version": 2}).get_json()["labels"] == [second]
    assert [values for _, _, values in happened(agent, one)] == [
        {"added": ["damage", "size"], "removed": []},
        {"added": [], "removed": ["damage"]},
    ]
    owner.call("DELETE", f"/labels/{second}")
    assert told(agent, one)["labels"] == []


def test_it_knows_no_label_of_another_shop(bot: Bot, cast: Cast, owner: Browser) -> None:
    theirs = make(browser_of(bot, cast.other_shop, StaffRole.OWNER), "damage")
    answer = owner.call("PUT", f"{ALL}/{add(bot, cast)}/labels", {"labels": [theirs], "version": 1})
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/labels")
    assert owner.call("PATCH", f"/labels/{theirs}", {"name": "x"}).status_code == 404
    assert owner.call("DELETE", f"/labels/{theirs}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"name": " "},
        {"name": "x" * 41},
        {"name": "a\nb"},
        {"name": "\ud800"},
        {"name": None},
        {"colour": "red"},
        {"colour": "#AA3300"},
        {"colour": "#aa3300\n"},
        {"goal_minutes": 0},
        {"goal_minutes": "30"},
        {"merchant_id": 2},
    ],
)
def test_it_refuses_what_is_no_label(owner: Browser, body: Any) -> None:
    answer = owner.call("POST", "/labels", DAMAGE | body)
    assert answer.status_code == 422
    assert owner.call("GET", "/labels").get_json()["labels"] == []


def test_a_shop_has_no_more_than_anybody_can_find(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "MOST", 1)
    make(owner, "damage")
    assert owner.call("POST", "/labels", DAMAGE | {"name": "size"}).status_code == 409


def test_a_conversation_has_no_more_than_can_be_shown(bot: Bot, cast: Cast) -> None:
    conversation, viewer = add(bot, cast), Viewer(cast.shop, None)
    with bot.database.writing.begin() as db:
        made = [
            labels.add_label(db, cast.shop, f"label {n}", "#aa3300", None, bot.now())[0].id
            for n in range(labels.MOST_OF_ONE + 1)
        ]
        with pytest.raises(labels.TooManyLabels):
            labels.change_labels(db, viewer, conversation, made, 1, bot.now())
        assert labels.change_labels(db, viewer, conversation, made[1:], 1, bot.now()).version == 2
