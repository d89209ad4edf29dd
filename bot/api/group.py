"""A group of routes that check what comes, and whose description is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ParametersTuple
from flask_openapi3.utils import parse_parameters

from bot.api.declared import operation_id


class Group(APIBlueprint):
    """Routes that stand together in the API's description under the name of what they are about.

    The library describes each route as it is declared. That took half of the web server's start and 12 MB, and few
    ever ask: what a route says of itself is kept instead.
    """

    def __init__(self, name: str, import_name: str, about: str) -> None:
        super().__init__(name, import_name)
        self._about = about
        self._routes: list[tuple[str, Callable[..., Any], dict[str, Any]]] = []

    def _collect_openapi_info(self, rule: str, func: Callable[..., Any], **told: Any) -> ParametersTuple:
        self._routes.append((rule, func, told))
        return parse_parameters(func, doc_ui=False)

    def describe(self) -> APIBlueprint:
        """Return the same routes as the library describes them."""
        described = APIBlueprint(
            self.name, self.import_name, abp_tags=[Tag(name=self._about)], operation_id_callback=operation_id
        )
        for rule, func, told in self._routes:
            described._collect_openapi_info(rule, func, **told)
        return described
