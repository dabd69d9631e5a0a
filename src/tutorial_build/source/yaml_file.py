"""YAML that people write, as typed values: whatever is wrong is named with its line."""

from typing import Annotated, Any, Generic, Self, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic import model_validator as validator
from pydantic_core import ErrorDetails, PydanticCustomError

from tutorial_build.errors import ContentError
from tutorial_build.source.inline import inlines, is_plain
from tutorial_build.source.pairs import ESCAPED, LANGUAGES, MARK, is_pair, side
from tutorial_build.source.text import table

T = TypeVar("T")


class Entry(BaseModel):
    """A mapping whose fields are known."""

    model_config = ConfigDict(frozen=True)

    @validator(mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        known = sorted(field.alias or name for name, field in cls.model_fields.items())
        for key in value if isinstance(value, dict) else ():
            if key not in known:
                raise at(f"unknown field {key!r}; use {', '.join(known)}", key)
        return value

    def into(self, lang: str) -> Self:
        """The same in one language; a text without the mark serves both."""
        return self.model_copy(update={name: _into(value, lang) for name, value in self})


def at(message: str, *place: str | int) -> PydanticCustomError:
    """An error of one value, found while its whole entry is checked."""
    return PydanticCustomError("at", "{message}", {"message": message, "place": place})


def _into(value: Any, lang: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_into(item, lang) for item in value)
    if isinstance(value, Entry):
        return value.into(lang)
    is_text = isinstance(value, str) and value.count(MARK) < 2  # more stand in no text of ours
    return side(value, lang) if is_text else value


def _joined(value: Any) -> Any:
    """`{es: …, en: …}` as one `es // en` text."""
    if not isinstance(value, dict):
        return value
    for lang in (*LANGUAGES, *value):
        if lang not in LANGUAGES:
            raise at(f"unknown language {lang!r}; use es and en", lang)
        if value.get(lang) in (None, ""):
            raise at("{name} needs both languages; write 'es:' and 'en:' below it", lang)
        if not isinstance(value[lang], str):
            raise at(f"{lang} is {value[lang]!r:.60}; put the text in quotes", lang)
    return MARK.join(value[lang].strip().replace("//", ESCAPED) for lang in LANGUAGES)


def _paired(value: Any) -> Any:
    if not is_pair(value):
        raise ValueError('{name} needs both languages; write "es // en"')
    return value


def _alike(value: Any) -> Any:
    """A text whose sides have the same inline values."""
    if not isinstance(value, str | None):
        raise ValueError(f"{{name}} is {value!r}; put the text in quotes")
    if not value or not value.strip():
        raise ValueError('no {name}; write {name}: "es // en"')
    spanish, english = (
        sorted(inline.expression for inline in inlines(side(value, lang))) for lang in LANGUAGES
    )
    if spanish != english:
        raise ValueError(f"the inline values differ: es has {spanish}, en has {english}")
    if odd := [expression for expression in spanish if not is_plain(expression)]:
        raise ValueError(f"inline value {odd[0]!r} must be a name, attribute or index")
    return value


# Validators run from right to left: a text that may serve both, and one that must hold both.
Text = Annotated[str, BeforeValidator(_alike), BeforeValidator(_joined)]
Both = Annotated[str, BeforeValidator(_alike), BeforeValidator(_paired), BeforeValidator(_joined)]
Several = Annotated[tuple[T, ...], BeforeValidator(lambda value: () if value is None else value)]
Names = Several[str]


class _Loader(yaml.SafeLoader):
    """YAML in which a key stands once and what cannot be read has a place."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # such as a date in month 13
            raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                problem = f"the key {key.value!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


class Document(Generic[T]):
    """A YAML text as typed values that know their lines."""

    def __init__(self, text: str, model: type[T] | Any, path: str, first_line: int = 1) -> None:
        self.path = path
        self._text, self._first = text, first_line
        self._node, content = self._read()
        try:
            self.value: T = TypeAdapter(model).validate_python(content)
        except ValidationError as wrong:
            error = wrong.errors(include_url=False)[0]
            place = [*error["loc"], *error.get("ctx", {}).get("place", ())]
            raise self.error(_sentence(error), *place) from None

    def line(self, *place: Any) -> int:
        """The line of a value: keys and ranks that lead to it; what is not there is passed over."""
        node, mark = self._node, self._node
        for part in place:
            if isinstance(node, yaml.MappingNode):
                mark, node = _field(node, str(part)) or (mark, node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                mark = node = node.value[part]
        return self._line(mark.start_mark.index) if mark else self._first

    def error(self, message: str, *place: Any) -> ContentError:
        return ContentError(self.path, self.line(*place), message)

    def _line(self, index: int) -> int:
        """The line of a place: YAML counts more kinds of line end than an editor does."""
        return self._first + self._text.count("\n", 0, index)

    def _read(self) -> tuple[Any, Any]:
        try:
            loader = _Loader(self._text)
            node = loader.get_single_node()
            return node, loader.construct_document(node) if node else None
        except yaml.reader.ReaderError as error:
            place, remedy = error.position, "take it out"
            problem = f"the character U+{error.character:04X} cannot stand here"
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place, remedy = mark.index if mark else 0, "mend this line or put the text in quotes"
            problem = str(error.problem)
        raise ContentError(self.path, self._line(place), f"not YAML: {problem}; {remedy}")


def _field(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Key and value of a field, also where the fields stand below a name, as in `- slug: {…}`."""
    fields = {str(name.value): (name, value) for name, value in node.value}
    if key in fields or len(fields) != 1:
        return fields.get(key)
    ((_, inner),) = fields.values()
    return _field(inner, key) if isinstance(inner, yaml.MappingNode) else None


def _sentence(error: ErrorDetails) -> str:
    """A pydantic error in our form: what is wrong; what to do."""
    kind, facts = error["type"], error.get("ctx", {})
    # Besides names of the file, a place holds names of types, such as `tuple[str, ...]`.
    names = [part for part in error["loc"] if isinstance(part, str) and part.isidentifier()]
    name, came = (names[-1] if names else "this"), error["input"]
    if kind in ("at", "value_error"):  # ours; it may speak of the field by its name
        return str(facts["message"] if kind == "at" else facts["error"]).replace("{name}", name)
    if kind == "missing":
        return f"no {name!r}; add it"
    if kind == "literal_error":
        choices = facts["expected"].removeprefix("'', ")  # a field left out is no value to write
        return f"{name} {came!r} is not known; use {choices}"
    said = error["msg"][0].lower() + error["msg"][1:]
    known = table(__package__, "remedies")
    remedy = known.get(kind) or known.get(kind.split("_")[0], said)
    return f"{name} is {came!r:.60}; {remedy.format(**facts)}"
