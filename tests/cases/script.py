"""Plays a file of steps: what a shop system, a carrier or a customer sends, and the time between.

A step is one of {"to": kind, "topic", "body"}, {"from": phone, "say": text, "more"}, {"sheet": text, "dry"},
{"wait": seconds} and {"note": text}. Words in <> are filled in: <now-60>, <gmt-60>, <ist-60>, <local-60>, <day+2>,
and <n>, a number that is new in each run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.cases.shop import Shop

INDIA = ZoneInfo("Asia/Kolkata")
_KINDS = {"logistics": "shiprocket"}
_MOMENTS: dict[str, Callable[[datetime], str]] = {
    "now": lambda at: at.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    "gmt": lambda at: at.strftime("%Y-%m-%dT%H:%M:%S"),
    "ist": lambda at: at.astimezone(INDIA).strftime("%d %m %Y %H:%M:%S"),
    "local": lambda at: at.astimezone(INDIA).strftime("%Y-%m-%d %H:%M"),
}
_FILLED = re.compile(r"<(now|gmt|ist|local)([+-]\d+)?>")


@dataclass
class Played:
    """A file that is being played; `n` is its number, `sheets` what `dastak import` printed of each."""

    shop: Shop
    folder: Path
    n: str
    said: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def fill(self, text: str) -> str:
        """The text with its words in <> filled in."""
        now = self.shop.clock()
        text = _FILLED.sub(lambda found: _MOMENTS[found[1]](now + timedelta(seconds=int(found[2] or 0))), text)
        text = re.sub(r"<day([+-]\d+)?>", lambda found: f"{(now + timedelta(days=int(found[1] or 0))).date()}", text)
        return re.sub(r"<n(\d?)>", lambda found: self.n + found[1], text)

    def phone(self, number: int) -> str:
        """The number of the file's customer: 1 for the first."""
        return f"+9198{self.n}{number:02}"

    def play(self, path: Path) -> None:
        """Do every step of the file."""
        for step in json.loads(path.read_text(encoding="utf-8"))["steps"]:
            self._do(step)

    def _do(self, step: dict[str, Any]) -> None:
        if "wait" in step:
            self.shop.wait(step["wait"])
        elif "say" in step:
            self.said += self.shop.writes(self.fill(step["from"]), self.fill(step["say"]), **step.get("more", {}))
        elif "sheet" in step:
            sheet = self.folder / f"{len(self.sheets)}.csv"
            sheet.write_text(self.fill(step["sheet"]), encoding="utf-8")
            words = ["--dry-run"] if step.get("dry") else []
            self.sheets.append(self.shop.import_sheet(sheet, *words).output)
        elif "to" in step:
            self._send(step["to"], json.loads(self.fill(json.dumps(step["body"]))), step.get("topic", ""))

    def _send(self, door: str, body: dict[str, Any], topic: str) -> None:
        if door == "api":
            assert self.shop.told_by_api(body).status_code < 300
        else:
            self.shop.hear(_KINDS.get(door, door), body, topic)
