"""Settings of a test, and the headings of docs/settings.md."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import Settings
from bot.running import ROOT

ACCOUNT = "AC" + "0" * 32
REAL = {
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_WHATSAPP_FROM": "+14155238886",
    "PUBLIC_URL": "https://dastak.example.com",
}


def settings(var_dir: Path, **environ: str) -> Settings:
    """Read the settings of these variables alone."""
    return Settings.from_env({"VAR_DIR": str(var_dir), **environ})


def documented() -> list[str]:
    """Return the names of the settings that have a heading."""
    return re.findall(r"^## (\w+)$", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
