"""The house rules: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Each room and the rooms it may use beside itself; a room that is not listed uses none.
MAY_USE = {
    "vocabulary": set(),
    "records": {"vocabulary"},
    "markup": set(),
    "parsing": {"markup", "records", "vocabulary"},
    "exporting": {"markup", "records", "vocabulary"},
    "comparing": set(),
    "corpus": {"records", "vocabulary"},
    "models": {"vocabulary"},
    "search": {"models", "vocabulary"},
    "counting": {"models"},
    "mapping": {"models", "records", "vocabulary"},
    "problems": set(),
    "asking": set(),
    "serving": {"asking", "problems", "search", "models"},
    "auditing": {"models", "vocabulary"},
    "importing": {"auditing", "mapping", "parsing", "exporting", "models", "records", "vocabulary", "publishing"},
    "publishing": {"auditing", "counting", "mapping", "exporting", "parsing", "models", "records", "vocabulary"},
    "editing": {"auditing", "publishing", "mapping", "models", "vocabulary"},
    "identity": {"auditing", "publishing", "parsing", "models", "vocabulary"},
    "bulk": {"auditing", "counting", "mapping", "exporting", "parsing", "models", "records", "vocabulary"},
    "backups": set(),
    "signing_in": {"auditing", "models", "vocabulary"},
    "api": {
        "asking",
        "problems",
        "auditing",
        "signing_in",
        "comparing",
        "editing",
        "identity",
        "importing",
        "publishing",
        "bulk",
        "search",
        "serving",
        "mapping",
        "exporting",
        "markup",
        "models",
        "records",
        "vocabulary",
    },
    "admin": {
        "auditing",
        "signing_in",
        "comparing",
        "editing",
        "identity",
        "importing",
        "publishing",
        "bulk",
        "search",
        "mapping",
        "exporting",
        "models",
        "records",
        "vocabulary",
    },
    "management": {
        "auditing",
        "corpus",
        "counting",
        *(
            "identity",
            "importing",
            "publishing",
            "bulk",
            "backups",
            "search",
            "mapping",
            "exporting",
            "parsing",
            "models",
            "records",
        ),
        "vocabulary",
    },
    "migrations": {"models", "search", "vocabulary"},
    "checks": {"models", "search"},
    "apps": {"checks"},
}
WITHOUT_DJANGO = {
    "comparing",
    "corpus",
    "exporting",
    "markup",
    "parsing",
    "records",
    "vocabulary",
}
# Of the parser, from the ground up: each room may use those of its own floor and below.
PARSING = (
    {"doubts", "errors", "plain", "words"},
    {"decoding", "sentences", "turns"},
    {"scene"},
    {"calls"},
    {"speakers", "kinds"},
    {"askers", "links"},
    {"pipeline"},
    {"formats"},
)
FRAMEWORK = {"django", "rest_framework", "drf_spectacular", "django_filters"}


def modules() -> Iterator[tuple[str, Path]]:
    core = ROOT / "core"
    for path in sorted(core.rglob("*.py")):
        parts = path.relative_to(core).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module == "core":
                yield from (f"core.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: str(value).removeprefix(f"{ROOT}/"))
def test_arrows_point_down(room: str, path: Path) -> None:
    assert room in MAY_USE, f"{room} is a new room: say in this test whom it may use"
    used = {name.split(".")[1] for name in imports(path) if name.startswith("core.")} - {room}
    assert used <= MAY_USE[room], f"{path} uses {used - MAY_USE[room]}"
    if room in WITHOUT_DJANGO:
        assert not {name.split(".")[0] for name in imports(path)} & FRAMEWORK


def test_arrows_point_down_in_the_parser() -> None:
    floors = {room: number for number, floor in enumerate(PARSING) for room in floor}
    parser = ROOT / "core" / "parsing"
    assert floors.keys() == {path.stem for path in parser.glob("[!_]*") if path.suffix in {"", ".py"}}
    for room, number in floors.items():
        for path in [*parser.glob(f"{room}.py"), *parser.glob(f"{room}/**/*.py")]:
            named = [name.split(".") for name in imports(path) if name.startswith("core.parsing.")]
            assert {parts[2] for parts in named if floors[parts[2]] > number} == set(), path


def test_no_file_outgrows_its_room() -> None:
    long = {str(path): n for _, path in modules() if (n := len(path.read_text().splitlines())) > 400}
    assert not {path for path in long if "migrations" not in path}
