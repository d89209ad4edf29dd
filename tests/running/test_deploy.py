"""What lies under deploy/ is what the code has: the same processes, the same versions, metrics that are there."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from bot.bootstrap import Bot
from bot.config import Settings
from bot.running import ROOT, processes, units
from tests.apps import app_of
from tests.engines import on_sqlite

DEPLOY = ROOT / "deploy"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
METRIC = re.compile(r"\bdastak_[a-z_]+\b")


def _yaml(path: str) -> list[object]:
    return list(YAML(typ="safe").load_all((DEPLOY / path).read_text(encoding="utf-8")))


def test_units_and_procfile_are_those_of_the_table() -> None:
    made = units.make_all("/opt/dastak", "/var/lib/dastak")
    there = {
        str(path.relative_to(DEPLOY)): path.read_text() for path in [*DEPLOY.glob("systemd/*"), DEPLOY / "Procfile"]
    }
    assert there == made, "run `make units`"


def test_every_process_of_the_table_has_its_place(tmp_path: Path) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path)})
    ours = {each.name for each in processes.table(settings, Path(), ROOT)} - {"simulator", "valkey"}
    assert ours == {each.name for each in processes.lasting(settings, Path(), ROOT)}
    compose = _yaml("compose/compose.yaml")[0]
    assert isinstance(compose, dict)
    assert ours <= set(compose["services"])
    told = " ".join(path.read_text() for path in (DEPLOY / "kubernetes").glob("*.yaml"))
    assert [name for name in ours - {"rasa"} if f"args: [process, {name}" not in told] == []


def test_rasas_image_starts_it_by_the_words_of_the_table(tmp_path: Path) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path)})
    (rasa,) = (
        one for one in processes.lasting(settings, Path("models/model.tar.gz"), ROOT, "0.0.0.0") if one.name == "rasa"
    )
    text = (DEPLOY / "image" / "rasa.Dockerfile").read_text()
    found = re.search(r"^CMD (\[.*\])$", text, re.MULTILINE)
    assert found is not None
    assert json.loads(found[1]) == list(rasa.command[1:])
    assert {name: value for name, value in rasa.environment.items() if f"{name}={shlex.quote(value)}" not in text} == {}


def test_images_and_their_places_are_of_this_version() -> None:
    said = "".join(path.read_text() for path in DEPLOY.rglob("*.yaml")) + "".join(
        path.read_text() for path in DEPLOY.rglob("*.Dockerfile")
    )
    tags = set(re.findall(r"dastak-(?:app|rasa):(\S+)", said)) | set(re.findall(r"newTag: (\S+) }", said))
    assert tags == {VERSION}
    assert f"name: upgrade-{VERSION.replace('.', '-')}\n" in said, "a Job cannot be changed: it needs a name of its own"


def test_what_is_built_is_named_and_there() -> None:
    (kustomization,) = _yaml("kubernetes/kustomization.yaml")
    assert isinstance(kustomization, dict)
    there = {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert set(kustomization["resources"]) == there - {"kustomization.yaml", "secrets.example.yaml"}


@on_sqlite
def test_every_metric_that_is_watched_is_told_and_every_one_told_is_described(bot: Bot) -> None:
    answer = app_of(bot).test_client().get("/metrics")
    told = {family.name for family in text_string_to_metric_families(answer.text)}
    watched = {name for path in (DEPLOY / "monitoring").iterdir() for name in METRIC.findall(path.read_text())} - {
        "dastak_staff_token"
    }
    assert watched <= told
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [name for name in told if f"`{name}`" not in page] == []


def _list_alerts() -> list[str]:
    return re.findall(r"alert: (\w+)", (DEPLOY / "monitoring" / "rules.yaml").read_text())


@pytest.mark.parametrize("alert", _list_alerts())
def test_an_alert_says_what_to_do(alert: str) -> None:
    assert f"### {alert}\n" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
