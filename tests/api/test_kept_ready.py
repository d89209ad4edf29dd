"""What is kept ready at the desk: what uses it is told before it goes, and the team's answers come as a table."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.inbox import ALL, add
from tests.api.people import Browser, browser_of
from tests.api.tables import upload
from tests.cast import Cast

IMPORT = "/canned/import"
NOTHING = {"macros": [], "views": [], "others": 0, "conversations": 0, "people": 0}


def made(browser: Browser, path: str, **body: Any) -> int:
    """What is made by a call."""
    answer = browser.call("POST", path, body)
    assert answer.status_code == 201, answer.text
    made_id: int = answer.get_json()["id"]
    return made_id


def test_what_uses_a_thing_is_told_before_it_goes(bot: Bot, cast: Cast) -> None:
    owner, agent = (browser_of(bot, cast.shop, role) for role in (StaffRole.OWNER, StaffRole.AGENT))
    label = made(owner, "/labels", name="Damage Café", colour="#aa3300")
    canned = made(owner, "/canned", name="Sorry", texts={"en": "Sorry, {name}"})
    paths = (f"/labels/{label}/use", f"/canned/{canned}/use")
    assert [agent.call("GET", path).get_json() for path in paths] == [NOTHING, NOTHING]
    labelled = [{"action": "label", "values": {"add": [label]}}]
    made(owner, "/macros", name="Broken", canned_id=canned, actions=labelled)
    made(owner, "/macros", name="Closed", actions=[{"action": "resolve"}])
    made(agent, "/macros", name="Quietly", canned_id=canned, actions=labelled, mine=True)
    view = made(owner, "/views", name="Damaged", query='LABEL:"damage CAFÉ" is:late', shared=True)
    made(agent, "/views", name="Also", query="-label:other")
    owner.call("PUT", f"{ALL}/{add(bot, cast)}/labels", {"labels": [label], "version": 1})
    seen = NOTHING | {"macros": ["Broken"], "others": 1}
    told = [owner.call("GET", path).get_json() for path in paths]
    assert told == [seen | {"views": ["Damaged"], "conversations": 1}, seen]
    mine = agent.call("GET", paths[1]).get_json()
    assert (mine["macros"], mine["others"]) == (["Broken", "Quietly"], 0)
    agent.call("PATCH", f"/views/{view}", {"pin": 2})
    owner.call("PATCH", f"/views/{view}", {"pin": 3})
    assert owner.call("GET", f"/views/{view}/use").get_json() == NOTHING | {"people": 1}
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert [stranger.call("GET", path).status_code for path in (*paths, f"/views/{view}/use")] == [404] * 3


def test_the_teams_answers_come_and_go_as_a_table(bot: Bot, cast: Cast) -> None:
    owner, agent = (browser_of(bot, cast.shop, role) for role in (StaffRole.OWNER, StaffRole.AGENT))
    made(owner, "/canned", name="Sorry", shortcut="sorry", texts={"en": "Sorry, {name}", "gu": "માફ કરશો"})
    made(agent, "/canned", name="Own", texts={"en": "x"}, mine=True)
    table = agent.call("GET", "/canned.csv").get_data().decode()
    assert table.splitlines()[1].startswith('Sorry,sorry,"Sorry, {name}"')
    assert "Own" not in table
    assert upload(owner, IMPORT, table).get_json()["same"] == 1
    assert upload(agent, IMPORT, table).status_code == 403
    assert upload(owner, IMPORT, "name,en,hi\nSorry,,माफ़ कीजिए\nHello,=Hi,\n").status_code == 422
    table = "name,en,hi\nSorry,,माफ़ कीजिए\nHello,Hi {name},\n"
    looked = upload(owner, f"{IMPORT}?dry_run=true", table).get_json()
    assert (looked["new"], looked["changed"]) == (1, 1)
    assert upload(owner, IMPORT, table).get_json() == looked | {"dry_run": False}
    kept = {one["name"]: one for one in owner.call("GET", "/canned").get_json()["canned"]}
    assert kept["Sorry"]["texts"] == {"en": "Sorry, {name}", "gu": "માફ કરશો", "hi": "माफ़ कीजिए"}
    assert (kept["Sorry"]["shortcut"], kept["Sorry"]["version"]) == ("sorry", 2)
    wrong = f"name,shortcut,en\n,a b,{{phone}}\n{'x' * 61},,\nHello,,a\nHello,,a\n"
    faults = upload(owner, IMPORT, wrong).get_json()["present"]["faults"]
    assert [(one["row"], one["column"], one["name"]) for one in faults] == [
        (2, "name", "missing"),
        (2, "shortcut", "shortcut"),
        (2, "en", "no_field"),
        (3, "name", "long"),
        (3, "", "no_text"),
        (5, "name", "doubled_row"),
    ]


def test_an_owner_says_who_is_away(bot: Bot, cast: Cast) -> None:
    owner, agent = (browser_of(bot, cast.shop, role) for role in (StaffRole.OWNER, StaffRole.AGENT))
    staff_id = agent.call("GET", "/session").get_json()["staff"]["id"]
    path = f"/staff/{staff_id}/availability"
    for number, waits in ((1, bot.now()), (2, None)):
        add(bot, cast, number, assignee_id=staff_id, waiting_since=waits)
    told = owner.call("PUT", path, {"state": "away"}).get_json()
    assert (told["staff"]["availability"], told["given_back"], told["kept"]) == ("away", 0, 2)
    told = owner.call("PUT", path, {"state": "away_give_back"}).get_json()
    assert (told["given_back"], told["kept"]) == (1, 1)
    assert owner.call("PUT", path, {"state": "online"}).get_json()["staff"]["availability"] == "online"
    assert agent.call("PUT", path, {"state": "busy"}).status_code == 403
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("PUT", path, {"state": "busy"}).status_code == 404
    owner.call("PATCH", f"/staff/{staff_id}", {"version": 1, "state": "inactive"})
    assert owner.call("PUT", path, {"state": "online"}).status_code == 409
