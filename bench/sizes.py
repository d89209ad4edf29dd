"""How large the code's files and functions are, of this checkout or of another one, in one table."""

from __future__ import annotations

import ast
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("bot", "actions", "lexicon", "bench", "bin", "rasa_addons")
ALONE = ("webhook_server.py",)  # modules in no folder
SMALL, LARGE = 100, 200


@dataclass(frozen=True)
class Module:
    """A file of Python, measured."""

    path: Path  # from the root of its checkout
    lines: int
    functions: tuple[tuple[str, int], ...]  # name and lines of each, from `def` to the last statement
    typed: int  # how many functions say what they return
    bare: bool  # nothing but a docstring

    @property
    def place(self) -> str:
        """The module's folder at the top, or its own name where it has none."""
        return self.path.parts[0]


def modules(root: Path) -> list[Module]:
    """Measure every module of the checkout at `root` that is no test; a folder it hasn't got has none."""
    return [_measured(path, root) for path in sorted(_paths(root))]


def main(root: Path) -> None:
    """Print a row for each folder and one for all of them. Files that hold a docstring alone are not counted."""
    found = modules(root)
    titles = f"files   lines  median  mean  ≤{SMALL}  ≤{LARGE}  functions  median  p90  max   typed   widest folder"
    print(f"{'':17} {titles}")
    for place in (*FOLDERS, *ALONE):
        mine = [module for module in found if module.place == place]
        if mine:
            _row(place, mine)
    _row("all", found)
    print(f"{sum(module.bare for module in found)} more files hold a docstring alone.")
    print("Typed: functions that say what they return. Widest: files with code in one folder.")


def small_share(measured: Sequence[Module]) -> float:
    """The share of files with code that have at most a hundred lines, from 0 to 1."""
    lines = [module.lines for module in measured if not module.bare]
    return sum(count <= SMALL for count in lines) / len(lines)


def _row(name: str, measured: Sequence[Module]) -> None:
    coded = [module for module in measured if not module.bare]
    lines = [module.lines for module in coded]
    functions = sorted(length for module in coded for _, length in module.functions)
    large = sum(count <= LARGE for count in lines) / len(lines)
    folder, width = Counter(str(module.path.parent) for module in coded).most_common(1)[0]
    print(
        f"{name:17} {len(lines):5} {sum(lines):7} {statistics.median(lines):7.0f} {statistics.mean(lines):5.0f}"
        f" {small_share(coded):5.0%} {large:5.0%} {_spread(functions)} {_typed(coded)}   {folder} ({width})"
    )


def _spread(functions: Sequence[int]) -> str:
    """How many there are, and the lines of the one in the middle, of nine in ten and of the longest."""
    if not functions:
        return f"{0:10} {'-':>7} {'-':>4} {'-':>4}"
    p90 = functions[min(len(functions) - 1, len(functions) * 9 // 10)]
    return f"{len(functions):10} {statistics.median(functions):7.0f} {p90:4} {functions[-1]:4}"


def _typed(measured: Sequence[Module]) -> str:
    """The share of functions that say what they return."""
    functions = sum(len(module.functions) for module in measured)
    return f"{sum(module.typed for module in measured) / functions:7.1%}" if functions else f"{'-':>7}"


def _paths(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (root / folder).rglob("*.py"):
            inside = path.relative_to(root).parts
            if "tests" not in inside and not any(part.startswith(".") for part in inside):
                yield path
    yield from (root / name for name in ALONE if (root / name).exists())


def _measured(path: Path, root: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return Module(
        path=path.relative_to(root),
        lines=source.count("\n"),
        functions=tuple((node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions),
        typed=sum(node.returns is not None for node in functions),
        bare=not tree.body or (len(tree.body) == 1 and ast.get_docstring(tree) is not None),
    )
