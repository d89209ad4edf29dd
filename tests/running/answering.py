"""A small application for the web server: says what it was asked, or is held until a named pipe is written to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/held":
        Path(os.environ["HELD"]).read_text()
    names = ("REQUEST_URI", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")
    told = {name: environ.get(name) for name in names} | {"body": len(environ["wsgi.input"].read()), "pid": os.getpid()}
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(told).encode()]
