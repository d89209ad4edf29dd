"""The description of the API: right OpenAPI, and a page for people."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from openapi_spec_validator import OpenAPIV31SpecValidator

from bot.api.examples import EXAMPLES
from bot.bootstrap import Bot
from bot.demo.cast import CAST
from bot.running import ROOT
from bot.web import create_app
from tests.cast import Cast
from tests.fakes import PUBLIC_URL


def test_it_is_right_openapi(bot: Bot, cast: Cast) -> None:
    described = create_app(bot).test_client().get("/api/v1/openapi.json").get_json()
    OpenAPIV31SpecValidator(described).validate()
    assert described["servers"] == [{"url": f"{PUBLIC_URL}/api/v1"}]


def test_it_describes_every_call_there_is(bot: Bot) -> None:
    app = create_app(bot)
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    ours = [rule for rule in rules if rule.rule not in ("/api/v1/openapi.json", "/api/v1/docs")]
    calls = [method for rule in ours for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    described = app.test_client().get("/api/v1/openapi.json").get_json()["paths"].values()
    assert sorted(method.upper() for path in described for method in path) == sorted(calls)


def test_it_has_a_page_that_needs_nothing_from_elsewhere(bot: Bot) -> None:
    client = create_app(bot).test_client()
    page, paths = client.get("/api/v1/docs").text, client.get("/api/v1/openapi.json").get_json()["paths"]
    asked = [path["get"] for path in paths.values() if "get" in path]
    seen = _Tags()
    seen.feed(page)
    assert not seen.outside
    assert "script" not in seen.tags
    assert page.count("curl") == len(EXAMPLES) + sum({"key": []} in one["security"] for one in asked)
    assert seen.anchors <= seen.ids


class _Tags(HTMLParser):
    """What the page loads and where it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.ids, self.anchors, self.outside = set[str](), set[str](), set[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.ids.add(values.get("id") or "")
        link = values.get("href") or values.get("src") or ""
        if link.startswith("#"):
            self.anchors.add(link[1:])
        elif link != "openapi.json" and link:
            self.outside.append(link)


def test_an_example_that_is_pasted_harms_nobody_of_the_demo() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    said = [page.split("## Events")[0], *map(json.dumps, EXAMPLES.values())]
    ours = {purchase.number for purchase in CAST.purchases} | {cart.token for cart in CAST.carts}
    people = {person.phone for person in CAST.people} | {person.name for person in CAST.people}
    assert [word for text in said for word in ours | people if word in text] == []
