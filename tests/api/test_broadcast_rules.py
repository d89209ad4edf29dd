"""Each rule of law and of the platforms is kept: what breaks it does not start, and says why and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.db.people import Consent
from bot.domain.access import StaffRole
from bot.domain.broadcast_rules import RuleBites, list_broadcast_rules
from bot.locales.staff import tell
from tests.api.broken_rules import DRAFT, PEOPLE, STARTS, Stage
from tests.api.people import browser_of
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.broadcasts.crowd import add_crowd, approve, recipients, running
from tests.services.broadcasts.crowd import feed as feed_some
from tests.services.shelf import change

DLT = {"pe_id": "1" * 19, "template_id": "2" * 19, "header": "RNGOLI", "kind": "promotional", "text": "Other words"}
# Of each rule for texts, a text that breaks it.
TEXTS: Mapping[str, dict[str, Any]] = {
    "false_urgency": {"body": "Only 2 left of the new sarees"},
    "link_elsewhere": {"body": "The new sarees are here: {{link}} See them before others do."},
    "sms_not_to_the_letter": {"body": "The new sarees are here", "sms": "The new sarees are here", "dlt": DLT},
}


def _silent(bot: Bot, ids: list[int]) -> None:
    change(bot, Consent, rows(bot, Consent)[0].id, purpose="utility")


def _stopped(bot: Bot, ids: list[int]) -> None:
    change(bot, Consent, rows(bot, Consent)[0].id, granted=False)


# Of each rule for one person, what makes it theirs, and the state of their row then.
PEOPLES: Mapping[str, tuple[Callable[[Bot, list[int]], None], str]] = {
    "no_consent": (_silent, "skipped"),
    "stopped": (_stopped, "skipped"),
}
ELSEWHERE = {
    "bought_list": "tests/api/test_audience_files.py",
    "sms_hours": "tests/services/broadcasts/test_by_sms.py",
    "withheld": "tests/services/broadcasts/test_stopping.py",
}


@pytest.fixture
def stage(bot: Bot, cast: Cast) -> Stage:
    """A shop that is ready to send."""
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    add_crowd(bot, cast, PEOPLE)
    return Stage(bot, cast, browser_of(bot, cast.shop, StaffRole.MARKETER))


def test_every_rule_is_tried_here() -> None:
    tried = {*STARTS, *TEXTS, *PEOPLES, *ELSEWHERE}
    assert tried == set(list_broadcast_rules())
    by_place = {at: {rule.name for rule in list_broadcast_rules().values() if rule.at == at} for at in RuleBites}
    assert by_place[RuleBites.START] == set(STARTS)
    assert by_place[RuleBites.TEXT] == set(TEXTS)


@pytest.mark.parametrize("name", STARTS)
def test_it_does_not_start(stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    given = STARTS[name](stage)
    expected = given.pop("expected", None)
    made = stage.browser.call("POST", "/broadcasts", DRAFT | given)
    number = made.get_json()["id"]
    expected = expected if expected is not None else made.get_json()["people"]
    answer = stage.browser.call("POST", f"/broadcasts/{number}/start", {"expected": expected})
    rule = list_broadcast_rules()[name]
    assert answer.status_code == 409, answer.text
    told = [
        (one["pointer"], _means(rule.says, one["detail"]), _means(rule.remedy, one["remedy"]))
        for one in answer.get_json()["errors"]
    ]
    assert told == [(f"/{rule.field}", True, True)]
    assert stage.browser.call("GET", f"/broadcasts/{number}").get_json()["state"] == "draft"
    hindi = stage.browser.call("POST", f"/broadcasts/{number}/start", {"expected": expected}, Accept_Language="hi-IN")
    [said] = hindi.get_json()["errors"]
    assert (said["pointer"], hindi.get_json().get("present")) == (f"/{rule.field}", answer.get_json().get("present"))
    assert _means(tell("hi", rule.says), said["detail"]), said
    assert _means(tell("hi", rule.remedy), said["remedy"]), said
    typed = _type(stage, monkeypatch, number, expected)
    assert _means(rule.says, typed), typed
    assert stage.browser.call("GET", f"/broadcasts/{number}").get_json()["state"] == "draft"


@pytest.mark.parametrize("name", TEXTS)
def test_such_a_text_is_not_kept(stage: Stage, name: str) -> None:
    text = {"name": "New", "texts": {"en": TEXTS[name]}, "link_url": "https://elsewhere.example/sarees"}
    answer = stage.browser.call("POST", "/campaign-texts", text)
    assert answer.status_code == 422
    field = list_broadcast_rules()[name].field
    assert any(field in one["pointer"] and one["remedy"] for one in answer.get_json()["errors"]), answer.text


@pytest.mark.parametrize("name", PEOPLES)
def test_they_get_nothing_and_the_receipt_says_why(bot: Bot, cast: Cast, watch: Watch, name: str) -> None:
    broadcast_id, ids = running(bot, cast, 2)
    make, state = PEOPLES[name]
    make(bot, ids)
    feed_some(bot, broadcast_id)
    rule = list_broadcast_rules()[name]
    first = recipients(bot, broadcast_id)[0]
    assert (first.state, first.reason) == (state, rule.reason)
    assert rule.says
    assert rule.remedy


def _means(sentence: str, told: str) -> bool:
    """Whether the sentence is told, whatever its fields were filled with."""
    parts = (re.escape(part) for part in re.split(r"\{\w+\}", sentence))
    return re.search(".+?".join(parts), told) is not None


def _type(stage: Stage, monkeypatch: pytest.MonkeyPatch, number: int, expected: int) -> str:
    """What `dastak broadcast start` says."""
    settings = stage.bot.settings
    for variable, value in {
        "DATABASE_URL": settings.database_url,
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": "secret",
        "TWILIO_WHATSAPP_FROM": SHOP_WHATSAPP,
        "PUBLIC_URL": "https://shop.example",
        "VAR_DIR": str(settings.var_dir),
    }.items():
        monkeypatch.setenv(variable, value)
    words = ["broadcast", "start", str(number), "--expected", str(expected), "--shop", "rangoli"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code != 0
    return done.output
