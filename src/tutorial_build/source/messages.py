"""Read examples/messages.yml: messages that readers meet and no page raises."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Both, Document, Entry

MESSAGES_FILE = "examples/messages.yml"


class Message(Entry):
    """A message as it is printed, why it comes, and how to mend it."""

    message: Annotated[str, StringConstraints(min_length=1)]
    cause: Both
    fix: Both

    @property
    def parts(self) -> tuple[str, str]:
        """The type, empty where there is none, and what the message says."""
        typed = re.fullmatch(r"(?:[\w.]+\.)?(\w+(?:Error|Warning)): (.*)", self.message, re.DOTALL)
        return (typed[1], typed[2]) if typed else ("", self.message)


def read_messages(root: Path) -> tuple[Message, ...]:
    """Read and check examples/messages.yml; a course may have none."""
    path = root / MESSAGES_FILE
    if not path.is_file():
        return ()
    text = read_text(path, MESSAGES_FILE)
    found: Document[tuple[Message, ...]] = Document(text, tuple[Message, ...], MESSAGES_FILE)
    return found.value
