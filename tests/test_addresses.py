"""Where pages find the stream of changes, and whose pages may read it: behind a proxy, and on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.addresses import find_live, list_asked, list_origins
from bot.config import Settings


@pytest.mark.parametrize(
    ("environ", "host", "live", "asked"),
    [
        ({}, "127.0.0.1:8000", "http://127.0.0.1:8005/live", "'self' http://127.0.0.1:8005"),
        ({}, "localhost:8000", "http://localhost:8005/live", "'self' http://localhost:8005"),
        ({}, "evil.example", "http://127.0.0.1:8005/live", "'self' http://127.0.0.1:8005"),
        ({"PORT": "8100"}, "localhost:8100", "http://localhost:8105/live", "'self' http://localhost:8105"),
        ({"PUBLIC_URL": "https://care.example.in"}, "care.example.in", "https://care.example.in/live", "'self'"),
        ({"PUBLIC_URL": "https://care.example.in"}, "localhost:8000", "https://care.example.in/live", "'self'"),
        (
            {"LIVE_URL": "https://live.example.in/x"},
            "localhost",
            "https://live.example.in/x",
            "'self' https://live.example.in",
        ),
    ],
)
def test_a_page_finds_the_stream(tmp_path: Path, environ: dict[str, str], host: str, live: str, asked: str) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path), **environ})
    assert (find_live(settings, host), list_asked(settings, host)) == (live, asked)


def test_our_pages_have_our_origin(tmp_path: Path) -> None:
    here = Settings.from_env({"VAR_DIR": str(tmp_path), "PORT": "8100"})
    assert list_origins(here) == {"http://127.0.0.1:8100", "http://localhost:8100"}
    public = Settings.from_env({"VAR_DIR": str(tmp_path), "PUBLIC_URL": "https://Care.example.in:8443"})
    assert list_origins(public) == {"https://care.example.in:8443"}
