"""People of a shop from the terminal: added, helped to a password and past a lost phone, let go."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.commands.user import user
from bot.db.factors import Passkey, Totp
from bot.db.staff import AuditEntry, StaffMember
from bot.domain.access import StaffRole
from bot.services.staff import sessions
from tests.api.people import PASSWORD, Browser, add_person
from tests.cast import Cast
from tests.commands.test_connect import Run, run
from tests.driver import rows

__all__ = ["run"]
RANGOLI = ["--shop", "rangoli"]
OWNER = ["kavita@example.in", "--role", "owner", "--shop", "rangoli"]


def _choose(bot: Bot, output: str) -> int:
    token = output.strip().rpartition("#")[2]
    return Browser(bot, "").call("POST", "/password", {"token": token, "password": PASSWORD}).status_code


def test_it_adds_an_owner_who_can_log_in(bot: Bot, cast: Cast, run: Run) -> None:
    assert _choose(bot, run(user, ["add", *OWNER]).output) == 204
    inside = Browser(bot, "").call("POST", "/session", {"email": "kavita@example.in", "password": PASSWORD})
    assert inside.get_json()["staff"]["role"] == "owner"
    assert "owner     active    online          kavita@example.in" in run(user, ["list", *RANGOLI]).output
    gone = run(user, ["away", OWNER[0], "--give-back", *RANGOLI]).output
    assert gone == "kavita@example.in is away: 0 conversations went back into the queue, 0 stay theirs.\n"
    assert "away_give_back" in run(user, ["list", *RANGOLI]).output
    assert "gets conversations" in run(user, ["away", OWNER[0], "--back", *RANGOLI]).output
    assert run(user, ["list", "--shop", "other"]).output == ""
    assert "is there already" in run(user, ["add", *OWNER], code=1).output
    assert "EMAIL: write" in run(user, ["add", "kavita", "--shop", "rangoli"], code=2).output


def test_a_reset_makes_a_new_link(bot: Bot, cast: Cast, run: Run) -> None:
    first = run(user, ["add", *OWNER]).output
    second = run(user, ["reset", "Kavita@example.in", "--shop", "rangoli"]).output
    assert [_choose(bot, output) for output in (first, second)] == [404, 204]
    assert "nobody has the address" in run(user, ["reset", "kavita@example.in", "--shop", "other"], code=1).output


def test_it_lets_go_all_but_the_last_owner(bot: Bot, cast: Cast, run: Run) -> None:
    _choose(bot, run(user, ["add", *OWNER]).output)
    run(user, ["add", "ravi@example.in", "--shop", "rangoli"])
    for email, code in (("ravi@example.in", 0), ("kavita@example.in", 1), ("nobody@example.in", 1)):
        run(user, ["deactivate", email, "--shop", "rangoli"], code=code)
    assert "was let go" in run(user, ["reset", "ravi@example.in", "--shop", "rangoli"], code=1).output
    done = [(entry.action, entry.staff_id, entry.detail) for entry in rows(bot, AuditEntry)]
    assert ("staff.change", None, "inactive") in done


def test_it_changes_what_somebody_may_do_and_keeps_an_owner(bot: Bot, cast: Cast, run: Run) -> None:
    _choose(bot, run(user, ["add", *OWNER]).output)
    run(user, ["add", "ravi@example.in", "--shop", "rangoli"])
    said = run(user, ["role", "Ravi@example.in", "marketer", *RANGOLI]).output
    assert said == "Ravi@example.in was agent and is marketer now.\n"
    assert "is marketer already" in run(user, ["role", "ravi@example.in", "marketer", *RANGOLI]).output
    assert "is the last owner" in run(user, ["role", "kavita@example.in", "agent", *RANGOLI], code=1).output
    assert "nobody has the address" in run(user, ["role", "ravi@example.in", "agent", "--shop", "other"], code=1).output
    assert "'king' is not one of" in run(user, ["role", "ravi@example.in", "king", *RANGOLI], code=2).output
    roles = {row.email: row.role for row in rows(bot, StaffMember)}
    assert (roles["ravi@example.in"], roles["kavita@example.in"]) == ("marketer", "owner")
    done = [(entry.action, entry.staff_id, entry.detail) for entry in rows(bot, AuditEntry)]
    assert done.count(("staff.change", None, "marketer")) == 1


def test_it_helps_past_a_lost_phone(bot: Bot, cast: Cast, run: Run) -> None:
    staff_id = add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    with bot.database.writing.begin() as db:
        member = db.get_one(StaffMember, staff_id)
        of = {"merchant_id": cast.shop, "staff_id": staff_id}
        db.add(Totp(**of, secret=bot.vault.seal("A" * 32), confirmed_at=bot.now()))
        db.add(Passkey(**of, credential="x", public_key="x", name="phone", created_at=bot.now()))
        sessions.open_session(db, member, "token", bot.now())
    asha = {"email": "asha@example.in", "password": PASSWORD}
    assert Browser(bot, "").call("POST", "/session", asha).status_code == 401
    said = run(user, ["totp-off", "Asha@example.in", "--passkeys", "--shop", "rangoli"]).output
    assert "no code is asked of them any more, their passkeys are forgotten" in said
    assert Browser(bot, "token").call("GET", "/session").status_code == 401
    assert Browser(bot, "").call("POST", "/session", asha).status_code == 200
    assert (rows(bot, Passkey), rows(bot, Totp)) == ([], [])
    assert "no code was asked" in run(user, ["totp-off", "asha@example.in", "--shop", "rangoli"]).output
