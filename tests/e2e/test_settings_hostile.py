"""What is typed wrong is refused at its field with what to do, and stays: also where the line or the server fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.office import Office, go, office
from tests.e2e.phone import browser
from tests.e2e.settings_bad import GOOD, TABLE, Bad

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def field_of(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True).first


def form_of(page: Page, label: str) -> Locator:
    return page.locator("form").filter(has=page.get_by_label(label, exact=True))


def send(page: Page, bad: Bad) -> Locator:
    """Type it all and send it; returns the field."""
    for label, text in bad.others:
        field_of(page, label).fill(text)
    field = field_of(page, bad.label)
    field.fill(bad.text)
    form_of(page, bad.label).get_by_role("button", name=bad.button, exact=True).click()
    return field


def said_of(page: Page, field: Locator) -> str:
    """What is said of a field where a screen reader looks for it."""
    ids = (field.get_attribute("aria-describedby") or "").split()
    told = (page.locator(f'[id="{one}"]') for one in ids)
    return " ".join(text for one in told if one.count() for text in one.all_inner_texts())


def test_each_fault_stands_at_its_field(office: Office) -> None:
    with office.page() as page:
        for bad in TABLE:
            go(page, "/console/settings")
            go(page, f"/console/settings/{bad.page}")
            field = send(page, bad)
            where = f"{bad.page} {bad.label}"
            expect(field, where).to_have_attribute("aria-invalid", "true")
            assert bad.said in (told := said_of(page, field)), f"{where}: {told}"
            assert told, where
            stays(field, bad, where)
            for label, text in bad.others:
                expect(field_of(page, label), where).to_have_value(text)


def stays(field: Locator, bad: Bad, where: str) -> None:
    """What was typed is there, as far as the field takes it."""
    kept = field.input_value()
    assert bool(kept) == bool(bad.text), where
    assert bad.text.startswith(kept), f"{where}: {kept[:80]}"


OVERTAKEN = '{"title": "Changed meanwhile", "status": 409, "detail": "Somebody was before you.", "present": {}}'
HTML_TYPE, JSON_TYPE = "text/html", "application/problem+json"
# The ways in which a save comes to nothing.
FAILURES: dict[str, Callable[[Route], None]] = {
    "overtaken": lambda route: route.fulfill(status=409, body=OVERTAKEN, content_type=JSON_TYPE),
    "broken": lambda route: route.fulfill(status=500, body="<html>Oops</html>", content_type=HTML_TYPE),
    "restarting": lambda route: route.fulfill(status=503, body="", content_type=HTML_TYPE),
    "offline": lambda route: route.abort("internetdisconnected"),
}


@contextmanager
def failing(page: Page, how: str) -> Iterator[None]:
    """What would change something fails so."""

    def refuse(route: Route) -> None:
        route.continue_() if route.request.method == "GET" else FAILURES[how](route)

    page.route("**/api/v1/**", refuse)
    yield
    page.unroute("**/api/v1/**")


def test_what_is_typed_outlives_a_save_that_fails(office: Office) -> None:
    with office.page() as page:
        for bad in GOOD:
            go(page, f"/console/settings/{bad.page}")
            for how in FAILURES:
                where = f"{bad.page} {bad.label} {how}"
                with failing(page, how):
                    field = send(page, bad)
                    said = page.locator(".toast.wrong, [role=alert]").filter(has_text=re.compile("[a-z]"))
                    expect(said.first, where).to_be_visible()
                stays(field, bad, where)
                for label, text in bad.others:
                    expect(field_of(page, label), where).to_have_value(text)
                for close in page.locator(".toast-close").all():
                    close.click()
