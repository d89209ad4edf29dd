"""`dastak openapi`: the API's description as a file, from which the console's types are made."""

from __future__ import annotations

import json

import click

from bot.api import openapi as description
from bot.api.routes import GROUPS


@click.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1) as JSON."""
    click.echo(json.dumps(description.described(GROUPS, ""), indent=1, ensure_ascii=False))
