"""The repairs of what every turn does: the graph runs each node after what it needs, and calls share a connection."""

import asyncio
import unittest
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.utils.endpoints import EndpointConfig

from rasa_addons import fast_actions, fast_runs


def runner(ran: list[str], nodes: dict[str, dict[str, str]], *, fails: str = "") -> DaskGraphRunner:
    """A graph whose nodes answer with their name and what they were given."""

    def node(name: str) -> Any:
        def run(*inputs: Any) -> tuple[str, Any]:
            if name == fails:
                raise RuntimeError("out of order")
            ran.append(name)
            return name, f"{name}({', '.join(str(given[1]) for given in inputs)})"

        return run

    schema = GraphSchema(
        {
            name: SchemaNode(needs, object, "load", "run", {}, is_target=name == "end")  # type: ignore[arg-type]
            for name, needs in nodes.items()
        }
    )
    one = DaskGraphRunner.__new__(DaskGraphRunner)
    one.__dict__ |= {
        "_graph_schema": schema,
        "_instantiated_nodes": {name: node(name) for name in nodes},
        "_execution_context": SimpleNamespace(),
    }
    return one


GRAPH = {
    "end": {"left": "b", "right": "a"},
    "b": {"message": "a"},
    "a": {"message": "__message__"},
    "aside": {"message": "a"},
}


class GraphTest(unittest.TestCase):
    def setUp(self) -> None:
        fast_runs.run_graphs_in_order()

    def test_each_node_runs_once_and_after_what_it_needs(self) -> None:
        ran: list[str] = []
        one = runner(ran, GRAPH)
        for words in ("hello", "again"):
            found = one.run({"__message__": words}, ["end"])
            assert found == {"end": f"end(b(a({words})), a({words}))"}
        assert ran == ["a", "b", "end"] * 2

    def test_what_is_given_stands_in_for_its_node(self) -> None:
        assert runner([], GRAPH).run({"a": "given"}, ["b"]) == {"b": "b(given)"}

    def test_an_input_that_is_a_nodes_name_and_a_node_that_fails_are_errors_of_the_run(self) -> None:
        for one, given in ((runner([], GRAPH), "b"), (runner([], GRAPH, fails="b"), "hello")):
            with self.assertRaises(GraphRunError):  # noqa: PT027  (pytest is not in this environment)
                one.run({"__message__": given}, ["end"])


class AnswersTest(unittest.TestCase):
    def test_only_a_well_formed_slot_goes_by_its_own_form(self) -> None:
        good = {"event": "slot", "name": "pin", "value": None, "timestamp": None}
        assert fast_actions._sets_slot(good)
        for bad in ({**good, "name": 3}, {**good, "timestamp": "now"}, {**good, "more": 1}, {"event": "slot"}, "slot"):
            assert not fast_actions._sets_slot(bad), bad


class ConnectionTest(unittest.TestCase):
    def test_calls_of_one_endpoint_share_a_connection(self) -> None:
        fast_runs.keep_connections()
        asyncio.run(self.call_thrice())

    async def call_thrice(self) -> None:
        connections = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.append(writer)
            with suppress(asyncio.IncompleteReadError):
                while (await reader.readuntil(b"\r\n\r\n")) and (await reader.readexactly(2)):
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        endpoint = EndpointConfig(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook")
        for _ in range(3):
            assert await endpoint.request(json={}) == {}
        assert len(connections) == 1
        await endpoint.session().session.close()  # type: ignore[attr-defined]  # ours
        server.close()


if __name__ == "__main__":
    unittest.main()
