"""What the control API refuses, and to whom it is closed."""

from __future__ import annotations

import pytest
import requests

from tests.patience import PATIENCE
from tests.simulator.conftest import ASHA, Simulator


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": " "},
        {"text": 5},
        {"channel": "fax", "text": "a"},
        {"text": "a" * 4097},
        {"channel": "sms", "media": {"sample": "voice"}},
        {"media": {"sample": "../etc"}},
        {"media": {"data": "!"}},
        {"media": {"data": "YQ==", "content_type": "a/b\nX: y"}},
        {"location": {"latitude": "nan", "longitude": 1}},
        {"location": {"latitude": 91, "longitude": 1}},
        {"text": "a", "reply_to": "SM" + "0" * 32},
    ],
)
def test_it_refuses_what_no_phone_can_send(simulator: Simulator, body: dict[str, object]) -> None:
    assert simulator.sim("POST", f"/phones/{ASHA}/messages", body).status_code == 400
    assert simulator.shown(ASHA) == []


def test_it_is_closed_to_foreign_pages(simulator: Simulator) -> None:
    url = f"{simulator.url}/sim/reset"
    assert requests.post(url, data={"a": "b"}, timeout=PATIENCE).status_code == 415
    rebound = {"Host": "evil.example", "Content-Type": "application/json"}
    assert requests.post(url, data="{}", headers=rebound, timeout=PATIENCE).status_code == 403
    assert requests.get(f"{simulator.url}/phone", headers=rebound, timeout=PATIENCE).status_code == 403


def test_it_never_shows_an_active_file_in_the_page(simulator: Simulator) -> None:
    script = {"content_type": "image/svg+xml", "filename": 'a".svg\r\nX: y', "data": "PHN2Zy8+"}
    simulator.write(ASHA, "", media=script)
    answer = requests.get(simulator.url + simulator.shown(ASHA)[0]["media"][0]["url"], timeout=PATIENCE)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "X" not in answer.headers
