"""Templates by the API: what is missing is asked for, what was rejected tells why and what to do."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.templates import Template
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.cast import Cast


def test_each_tells_how_it_stands_and_what_to_do(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    before = owner.call("GET", "/templates").get_json()["templates"]
    assert {one["state"] for one in before} == {"missing"}
    after = owner.call("POST", "/templates/submissions").get_json()["templates"]
    assert {one["state"] for one in after} == {"unsubmitted"}
    with bot.database.writing.begin() as db:
        row = db.query(Template).filter_by(merchant_id=cast.shop, key="notice.late", locale="gu").one()
        row.status, row.reason, row.checked_at, row.category = "rejected", "too many variables", bot.now(), "MARKETING"
    late = next(
        one
        for one in owner.call("GET", "/templates").get_json()["templates"]
        if (one["key"], one["locale"]) == ("notice.late", "gu")
    )
    assert (late["state"], late["reason"], late["dearer"], late["rules"]) == (
        "rejected",
        "too many variables",
        True,
        ["late"],
    )
    assert "new template" in late["remedy"]
    assert late["checked_at"]
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("POST", "/templates/submissions").status_code == 403
