"""The names of files and modules that documents, docstrings and comments use, and whether each of them is there."""

from __future__ import annotations

import ast
import fnmatch
import io
import os
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Whose names are spoken of from the root, and (of the folders in bot/) from bot/.
PACKAGES = ("bot", "actions", "lexicon", "rasa_addons", "bench", "tests", "migrations")
ENDINGS = "py|md|toml|ya?ml|po|tsx?|css|html|txt|lock|mako"
_UNREAD = {"node_modules", "__pycache__", "var", "static", "results"}
_PLACEHOLDER = re.compile(r"<[\w ]+>|\{[\w ,]+\}")  # data/nlu/<locale>/<subject>.yml
_PATH = re.compile(r"(?<![\w/.:@<$~{}-])\.?[\w*-]+(?:\.[\w*-]+)*(?:/[\w.*-]+)+")
_FILE = re.compile(rf"(?<![\w/.*<-])[\w-]+\.(?:{ENDINGS})\b(?![\w/(.-])")
_DOTTED = re.compile(rf"(?<![\w/.@-])(?:{'|'.join(PACKAGES)})(?:\.\w+)+")
_SHORT = re.compile(rf"`([a-z_]+)\.(?!(?:{ENDINGS})`)(\w+)(?:\(\))?`")  # `turns.record`


def texts() -> Iterator[tuple[Path, str]]:
    """Every text of ours that speaks of files: documents whole, of code its docstrings and comments."""
    for path in sorted(map(ROOT.joinpath, files())):
        if path.suffix == ".md" or path.name in ("Makefile", "run", "setup", "chromium", "tests"):
            yield path, path.read_text(encoding="utf-8")
        elif path.suffix == ".py":
            yield path, "\n".join(_said_in(path.read_text(encoding="utf-8")))
        elif path.suffix in (".toml", ".yml", ".yaml"):
            yield path, "\n".join(re.findall(r"(?:^|\s)#.*", path.read_text(encoding="utf-8")))
        elif path.suffix in (".ts", ".tsx"):
            yield path, "\n".join(re.findall(r"(?://|/\*\*).*", path.read_text(encoding="utf-8")))


def gone(text: str, near: Path) -> list[str]:
    """The names in a text of a file in the folder `near` that lead nowhere."""
    text = _PLACEHOLDER.sub("*", text)
    paths = {found.rstrip(".") for found in _PATH.findall(text)}
    missing = {path for path in paths if _is_ours(path) and not _is_there(path, near)}
    missing |= {name for name in _FILE.findall(text) if name not in _last_parts()}
    missing |= {name for name in _DOTTED.findall(text) if not _is_defined(name)}
    return sorted(missing | {f"{stem}.{name}" for stem, name in _SHORT.findall(text) if not _is_short_for(stem, name)})


@cache
def files() -> frozenset[str]:
    """Every file of the project, from the root; not what is made from them."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _UNREAD and (name == ".ci" or not name.startswith("."))]
        found += [str((Path(folder) / name).relative_to(ROOT)) for name in names]
    return frozenset(found)


@cache
def _last_parts() -> frozenset[str]:
    return frozenset(name.rpartition("/")[2] for name in files())


@cache
def _folders() -> frozenset[str]:
    return frozenset(str(parent) for name in files() for parent in Path(name).parents if str(parent) != ".")


def _said_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def _is_ours(path: str) -> bool:
    """Begins it at the root or in bot/, or ends it like a file? "and/or" and "text/plain" do not."""
    first = path.partition("/")[0]
    return first in _folders() or f"bot/{first}" in _folders() or re.search(rf"\.(?:{ENDINGS})$", path) is not None


def _is_there(path: str, near: Path) -> bool:
    if any(fnmatch.fnmatch(path, ignored) or path.startswith(f"{ignored}/") for ignored in _made()):
        return True
    wanted = path.rstrip("/")
    forms = {wanted, f"bot/{wanted}", os.path.normpath(near.relative_to(ROOT) / wanted)}
    if "*" in wanted:
        return any(_stands_for_several(form) for form in forms)
    modules = {f"{form}.py" for form in forms}  # bot/commands/chat is said for bot/commands/chat.py
    return bool((forms | modules) & (files() | _folders())) or any(name.endswith(f"/{wanted}") for name in files())


@cache
def _stands_for_several(pattern: str) -> bool:
    """Does it stand for a file, or for more than one folder? One folder has a name of its own."""
    expression = re.compile("[^/]*".join(re.escape(part) for part in pattern.split("*")) + r"(?:\.py)?")
    named = sum(expression.fullmatch(name) is not None for name in _folders())
    return named > 1 or any(expression.fullmatch(name) for name in files())


@cache
def _made() -> tuple[str, ...]:
    """What git ignores at the root: made, not written."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip("/") for line in lines if line.startswith("/"))


def _is_defined(dotted: str) -> bool:
    """Is it a module of ours, or a name in one? The name may be that of a class, and one of its own follow."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        stem = "/".join(parts[:end])
        module = next((name for name in (f"{stem}.py", f"{stem}/__init__.py") if name in files()), None)
        if module or stem in _folders():
            names = parts[end:]
            return not names or (names[0] in _defines(module) if module else False) or _of_the_bot(parts)
    return False


def _is_short_for(stem: str, name: str) -> bool:
    """Has a module so called that name? What is no module of ours, or a key of some text, is left alone."""
    modules = [path for path in files() if path.endswith(f"/{stem}.py") and not path.startswith("tests/")]
    return not modules or any(name in _defines(path) for path in modules) or f'"{stem}.{name}"' in _data()


@cache
def _data() -> str:
    """The texts in which keys such as "order.cancelled" stand."""
    kinds = (".py", ".toml", ".po")
    return "".join((ROOT / name).read_text(encoding="utf-8") for name in sorted(files()) if name.endswith(kinds))


def _of_the_bot(parts: list[str]) -> bool:
    """`bot` is also what everybody calls the value of class Bot."""
    return parts[0] == "bot" and parts[1] in _defines("bot/bootstrap.py")


@cache
def _defines(module: str) -> frozenset[str]:
    names = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
    return frozenset(names)
