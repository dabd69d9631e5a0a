"""How the script of a quiz reads a number that a person wrote."""

import json
import shutil
import subprocess

import pytest

from .conftest import REPOSITORY

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs node: apt install nodejs"
)
SCRIPT = REPOSITORY / "docs/theme/assets/js/quiz.js"
READ = {
    "266,610": [266.61, 266610],
    "266.610": [266.61, 266610],
    "266 610": [266610],
    "266\u202f610": [266610],
    "1,234,567": [1234567],
    "1.234,5": [1234.5],
    "1,234.5": [1234.5],
    "+2.3": [2.3],
    "2.": [2],
    ".5": [0.5],
    "0.125": [0.125],
    "-0,5": [-0.5],
    "−3": [-3],
    "2e3": [2000],
    "1.5E-3": [0.0015],
    "12 %": [0.12],
    "3 4": [],
    "two": [],
    "": [],
}


def test_numbers_are_read_as_people_write_them():
    text = SCRIPT.read_text(encoding="utf-8")
    start, end = text.index("function readings"), text.index("/** A number; a frequent")
    asked = json.dumps([*READ])
    code = f"{text[start:end]}\nconsole.log(JSON.stringify({asked}.map(readings)))"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    assert dict(zip(READ, json.loads(done.stdout), strict=True)) == READ
