"""What stands at the address of a notice's picture."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.storefront.notice_pictures import notice_pictures
from tests.services.templates.test_pictures import add_message


@pytest.fixture
def pages(bot: Bot) -> FlaskClient:
    """A web application with nothing but these pictures."""
    app = Flask(__name__)
    app.extensions["bot"] = bot
    app.register_blueprint(notice_pictures)
    return app.test_client()


def test_it_leads_on_to_the_shops_picture(bot: Bot, pages: FlaskClient) -> None:
    with bot.database.writing.begin() as db:
        add_message(db, "https://cdn.example/s.jpg?v=1")
    answer = pages.get("/p/tok.jpg")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://cdn.example/s.jpg?v=1")


@pytest.mark.parametrize("name", ["sample.jpg", "other.jpg", "%27%3B--.jpg", "tok.svg"])
def test_it_shows_a_sample_for_everything_else(bot: Bot, pages: FlaskClient, name: str) -> None:
    with bot.database.writing.begin() as db:
        add_message(db, "javascript:alert(1)")
    for asked in (name, "tok.jpg"):
        answer: TestResponse = pages.get(f"/p/{asked}")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert len(answer.data) < 50_000


@pytest.mark.parametrize("path", ["/p/", "/p/../pages.py", "/p/a/b.jpg"])
def test_it_serves_nothing_else(pages: FlaskClient, path: str) -> None:
    assert pages.get(path).status_code == 404
