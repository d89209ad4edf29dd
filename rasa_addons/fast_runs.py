"""More repairs to Rasa 3.6.21, of what every turn does several times over: a run of its graph, a call of its actions.

Applied together with those of fast_actions.py, and by the same condition.
"""

import asyncio
import gc
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.utils.endpoints import EndpointConfig

# Shorter than the action server keeps a silent connection (120 s): a call must not be lost to one that it closes.
KEPT_SECONDS = 60.0
Step = tuple[str, Any, tuple[str, ...]]


def run_graphs_in_order() -> None:
    """Dask plans each run of the graph anew and keeps books of who waits for whom, though one thread runs it all.

    The same nodes in an order that is found once for each target; what a run is given stands in for its node.
    """

    def run(
        self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        plans: dict[tuple[str, ...], list[Step]] = self.__dict__.setdefault("plans", {})  # ours, on Rasa's own object
        if wanted not in plans:
            plans[wanted] = _planned(self, wanted)
        steps, given = plans[wanted], inputs or {}
        if not {name for name, _, _ in steps}.isdisjoint(value for value in given.values() if isinstance(value, str)):
            raise GraphRunError("An input's value is the name of a node.")
        found: dict[str, Any] = {name: (name, value) for name, value in given.items()}
        try:
            for name, node, needs in steps:
                if name not in given:
                    found[name] = node(*(found.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(found[name] for name in wanted)

    DaskGraphRunner.run = run  # type: ignore[method-assign]  # the repair


def _planned(runner: DaskGraphRunner, wanted: Sequence[str]) -> list[Step]:
    """Every node that the wanted ones need, each after those it needs itself."""
    nodes = runner._graph_schema.minimal_graph_schema(list(wanted)).nodes
    steps: dict[str, Step] = {}

    def add(name: str) -> None:
        if name in steps or name not in nodes:
            return  # what is no node is given with the run
        needs = tuple(nodes[name].needs.values())
        for need in needs:
            add(need)
        steps[name] = (name, runner._instantiated_nodes[name], needs)

    for name in nodes:
        add(name)
    return list(steps.values())


def collect_seldom() -> None:
    """Python looks for circles after 700 things that stay, and a turn makes thousands that go with it.

    Those are freed without looking; after so many as here there is something to find.
    """
    gc.set_threshold(20_000, 10, 10)


def keep_connections() -> None:
    """Rasa makes a new HTTP client, and with it a new connection, for every call of an action."""

    def session(self: EndpointConfig) -> _Kept:
        loop = asyncio.get_running_loop()
        kept: _Kept | None = self.__dict__.get("kept")  # ours, on Rasa's own object
        if kept is None or kept.loop is not loop or kept.session.closed:
            kept = self.__dict__["kept"] = _Kept(self, loop)
        return kept

    EndpointConfig.session = session  # type: ignore[assignment,method-assign]  # the repair


class _Kept:
    """A client that Rasa opens and closes for each request, and that stays open."""

    def __init__(self, endpoint: EndpointConfig, loop: asyncio.AbstractEventLoop) -> None:
        basic = endpoint.basic_auth
        self.loop = loop
        self.session = aiohttp.ClientSession(
            headers=endpoint.headers,
            auth=aiohttp.BasicAuth(basic["username"], basic["password"]) if basic else None,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self.session

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        return None
