"""The console's page: one for all its addresses, that holds nothing of anybody and lets nothing foreign run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from bot.bootstrap import Bot
from bot.console import page
from tests.apps import app_of
from tests.cast import Cast


@pytest.fixture
def app(bot: Bot, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with a front end that was built."""
    (tmp_path / "a-1.js").write_text("1")
    (tmp_path / "w-3.js").write_text("serve(globalThis)")
    built = {page.ENTRY: {"file": "a-1.js", "css": ["a-2.css"]}, page.WORKER: {"file": "w-3.js"}}
    (tmp_path / "manifest.json").write_text(json.dumps(built))
    monkeypatch.setattr(page, "STATIC", tmp_path)
    made = app_of(bot)
    monkeypatch.setattr(made.blueprints["console"], "static_folder", str(tmp_path))
    return made


@pytest.mark.parametrize("place", ["/console", "/console/inbox/waiting/7?q=x", "/console/password"])
def test_it_is_the_page_at_every_address(app: Flask, place: str) -> None:
    shown = app.test_client().get(place)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")
    assert 'src="/console/static/a-1.js"' in shown.text
    assert 'href="/console/static/a-2.css"' in shown.text


def test_it_lets_nothing_run_that_is_not_its_own(app: Flask) -> None:
    shown = app.test_client().get("/console")
    policy = dict(part.strip().split(" ", 1) for part in shown.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "<style" not in shown.text
    assert " style=" not in shown.text


def test_it_lets_built_files_be_kept_and_nothing_else(app: Flask) -> None:
    client = app.test_client()
    kept = client.get("/console/static/a-1.js")
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    for wrong in ("/console/static/none.js", "/console/static/../page.py", "/console/static/%2e%2e/page.py"):
        assert client.get(wrong).status_code == 404


def test_it_says_what_to_do_where_nothing_is_built(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").unlink()
    shown = app.test_client().get("/console")
    assert shown.status_code == 503
    assert "npm run build" in shown.text


def test_its_worker_stands_where_it_may_open_the_console_and_asks_for_nothing(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    worker = client.get("/console/worker.js")
    assert (worker.status_code, worker.text, worker.mimetype) == (200, "serve(globalThis)", "text/javascript")
    assert worker.headers["Service-Worker-Allowed"] == "/console"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "worker-src 'self'" in client.get("/console").headers["Content-Security-Policy"]
    (tmp_path / "manifest.json").unlink()
    assert client.get("/console/worker.js").status_code == 404
