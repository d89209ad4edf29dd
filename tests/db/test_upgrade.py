"""Two hosts may bring the schema up at once, and code that does not fit it says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from bot.bootstrap import Bot
from bot.commands.upgrade import upgrade as command
from bot.db.migrate import UnfitDatabase, _alone, upgrade
from bot.db.versions import NONE, read_code_version
from tests.apps import app_of
from tests.engines import on_sqlite
from tests.patience import PATIENCE

CODE = read_code_version()


def test_of_two_that_begin_at_once_one_does_it_and_older_code_leaves_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'dastak.db'}"
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert "the schema is 0000" in CliRunner().invoke(command, ["--check"]).output
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(upgrade, [url, url]))
    assert sorted(done) == [(NONE, CODE), (CODE, CODE)]
    assert f"The schema is {CODE} already" in CliRunner().invoke(command).output
    assert CliRunner().invoke(command, ["--check"]).exit_code == 0
    monkeypatch.setattr("bot.db.migrate.read_code_version", lambda: "0050")
    with pytest.raises(UnfitDatabase, match="start the newer code"):
        upgrade(url)


def test_the_lock_is_held_for_as_long_as_it_takes(database_url: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        with _alone(database_url):
            other = pool.submit(upgrade, database_url)
            with pytest.raises(TimeoutError):
                other.result(timeout=1)
        assert other.result(PATIENCE) == (CODE, CODE)


def _set_version(bot: Bot, version: str) -> None:
    with bot.database.writing.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("0050", f"the schema is 0050 and this code needs {CODE}"),
        ("9990", f"the schema is 9990 and this code knows {CODE}"),
    ],
)
def test_readiness_refuses_a_schema_that_does_not_fit(bot: Bot, schema: str, says: str) -> None:
    _set_version(bot, schema)
    try:
        client = app_of(bot).test_client()
        for path in ("/readyz", "/readyz/web"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert says in answer.text
    finally:
        _set_version(bot, CODE)


@on_sqlite
def test_who_has_worked_with_the_former_schema_is_not_sent_away_in_the_middle_of_a_roll_out(bot: Bot) -> None:
    client = app_of(bot).test_client()
    assert client.get("/readyz/web").status_code == 200
    _set_version(bot, "9990")
    try:
        assert client.get("/readyz/web").status_code == 200
        assert "9990" in client.get("/readyz").text
    finally:
        _set_version(bot, CODE)


def test_it_waits_for_a_database_that_is_not_there_yet_where_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr("bot.commands.upgrade.PAUSE", 0.05)
    (tmp_path / "dastak.db").mkdir()  # nothing can open that as a database
    refused = CliRunner().invoke(command, [])
    assert (refused.exit_code, "DATABASE_URL: unable to open" in refused.output) == (1, True)
    mended = Timer(0.5, (tmp_path / "dastak.db").rmdir)
    mended.start()
    done = CliRunner().invoke(command, ["--wait"])
    assert "unable to open database file: asked again" in done.stderr
    assert f"The schema was {NONE} and is {CODE}." in done.stdout
