"""What breaks each of the rules that keep a broadcast from starting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.bootstrap import Bot
from bot.db.outgoing import Alert
from bot.db.people import Consent
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.campaign_texts import LocaleText
from tests.api.people import Browser
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES
from tests.services.broadcasts.own import NAME, add_own
from tests.services.shelf import change

DRAFT = {"name": "Thanks", "key": KEY, "values": VALUES, "audience": {"agreed": True}}
FAR_NIGHT = "2099-01-01T23:00:00+05:30"
PEOPLE = 3
CODES = {"en": LocaleText("Save {{amount}} with {{code}} on the new sarees of this month")}
EACH = {"kind": "each", "code": "", "amount": 10_000, "minimum": 0, "ends_on": None}


@dataclass(frozen=True, slots=True)
class Stage:
    """A shop whose marketer is about to break a rule."""

    bot: Bot
    cast: Cast
    browser: Browser

    def template(self, **values: Any) -> dict[str, Any]:
        """Let WhatsApp say something else of the template."""
        change(self.bot, Template, rows(self.bot, Template)[0].id, **values)
        return {}

    def shop(self, **values: Any) -> dict[str, Any]:
        """Let the shop be another."""
        change(self.bot, Merchant, self.cast.shop, **values)
        return {}

    def say_once(self) -> dict[str, Any]:
        """Have somebody start the same already."""
        made = self.browser.call("POST", "/broadcasts", DRAFT | {"name": "First", "starts_at": FAR_NIGHT})
        begun = self.browser.call("POST", f"/broadcasts/{made.get_json()['id']}/start", {"expected": PEOPLE})
        assert begun.status_code == 200, begun.text
        return {}

    def say_own(self, **text: Any) -> dict[str, Any]:
        """Say a text of the shop's own that nobody has tried."""
        key = add_own(self.bot, self.cast, "en", **text)
        return {"key": key, "values": {} if text else {"name": NAME}}

    def alert(self) -> dict[str, Any]:
        """Let Twilio have said 63062."""
        at = self.bot.now()
        with self.bot.database.writing.begin() as db:
            db.add(Alert(merchant_id=self.cast.shop, cause="twilio:63062", text="", count=1, first_at=at, last_at=at))
        return {}

    def stop_all(self) -> dict[str, Any]:
        """Let nobody agree any more."""
        for word in rows(self.bot, Consent):
            change(self.bot, Consent, word.id, granted=False)
        return {}


# Of each rule that keeps a broadcast from starting, what breaks it; gives what else is said in the draft.
STARTS: Mapping[str, Callable[[Stage], dict[str, Any]]] = {
    "audience_empty": lambda stage: stage.stop_all(),
    "audience_changed": lambda stage: {"expected": PEOPLE + 1},
    "template_missing": lambda stage: stage.template(key="notice.follow"),
    "template_pending": lambda stage: stage.template(status="pending"),
    "template_rejected": lambda stage: stage.template(status="rejected"),
    "template_paused": lambda stage: stage.template(status="paused"),
    "template_disabled": lambda stage: stage.template(status="disabled"),
    "template_moved": lambda stage: stage.template(asked_category="UTILITY"),
    "stop_missing": lambda stage: stage.template(buttons=[]),
    "codes_missing": lambda stage: stage.say_own(texts=CODES, buttons=(), link_url="", coupon=EACH),
    "untried": lambda stage: stage.say_own(),
    "sms_unregistered": lambda stage: {"by_sms": True},
    "hours": lambda stage: {"starts_at": FAR_NIGHT, "lasts_hours": 2},
    "same_again": lambda stage: stage.say_once(),
    "sender_missing": lambda stage: stage.shop(whatsapp_from=None),
    "terms": lambda stage: stage.alert(),
    "budget": lambda stage: {"budget_micros": 2_000_000},
}
