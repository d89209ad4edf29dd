"""`dastak templates` at the terminal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from bot.commands.templates import templates
from bot.config import Settings
from bot.db.migrate import upgrade
from bot.demo.seed import seed
from tests.simulator.conftest import Simulator

Command = Callable[..., Result]


@pytest.fixture
def run(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command against a seeded demo shop and a live simulator."""
    settings = simulator.settings
    simulator.world.approval_seconds = 0
    environment = {
        "VAR_DIR": str(settings.var_dir),
        "PUBLIC_URL": "https://shop.example.com",
        "TWILIO_API_URL": simulator.url,
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
    }
    upgrade(settings.database_url)
    seed(Settings.from_env(environment))

    def command(*words: str) -> Result:
        return CliRunner().invoke(templates, words, env=environment)

    return command


def test_it_pushes_once_and_lists(run: Command, simulator: Simulator) -> None:
    tried = run("push", "--key", "notice.late", "--dry-run")
    assert tried.output.endswith("7 to submit\n")
    first = run("push", "--key", "notice.late")
    assert (first.exit_code, first.output.splitlines()[-1]) == (0, "7 new, 7 submitted")
    assert run("push", "--key", "notice.late").output.splitlines()[-1] == "0 new"
    assert run("push", "--key", "notice.late", "--dry-run").output.endswith("0 to submit\n")
    assert run("sync").output == "7 changed\n"
    listed = run("list").output.splitlines()
    assert listed[0].split()[:5] == ["KEY", "LOCALE", "STATUS", "ASKED", "CATEGORY"]
    assert listed[1].split()[:5] == ["notice.late", "bn", "approved", "utility", "utility"]
    assert len(listed) == 8
    assert run("moved", "--shop", "rangoli-handlooms").output == "WhatsApp has moved none.\n"
    simulator.world.store.change("UPDATE contents SET category = 'MARKETING'", ())
    run("sync")
    told = run("moved", "--shop", "rangoli-handlooms").output
    assert told.startswith("notice.late  utility -> marketing  0.115 -> 0.863  stops ")
    assert run("ask", "notice.late", "--shop", "rangoli-handlooms").exit_code == 0
    assert run("push", "--key", "notice.late").output.splitlines()[-1] == "0 new, 7 submitted"
    nothing = run("agree", "notice.late", "--shop", "rangoli-handlooms")
    assert (nothing.exit_code, "nothing waits" in nothing.output) == (1, True)


@pytest.mark.parametrize(
    ("words", "named"),
    [(("push", "--key", "notice.lat"), "notice.late"), (("list", "--shop", "nobody"), "--shop nobody")],
)
def test_it_names_a_slip(run: Command, words: tuple[str, ...], named: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert named in result.output
    assert "Traceback" not in result.output
