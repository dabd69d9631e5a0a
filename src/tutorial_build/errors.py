"""Errors that name a place in the content."""


class ContentError(Exception):
    """Something wrong in a script, a quiz or a frozen file: `path:line: what; what to do`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        message = " ".join(part.strip() for part in message.splitlines())  # always one line
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message
