"""One reader of Markdown for all that ask where code, math and links are in a text.

It reads as CommonMark does, with what our pages add: formulas, inline values, attribute lists and
callouts. Code and formulas are one span each. Headings, links, callouts and tags are only marks,
some of which know where that ends which they open; what stands in it has spans of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

VALUE = r"\{\{([^\n]+?)\}\}"

_TOKEN = re.compile(
    rf"""(?:^|(?=[\\`${{<\[\]!h\t ]))(?:  # where something can start; it makes the search fast
      (?P<front>\A---\n.*?^---$)
    | (?P<fence>^(?P<edge>[ \t>]*)(?P<mark>`{{3,}}(?![^\n]*`)|~{{3,}}(?!~))
        .*?(?:^(?P=edge)?[ >]{{0,3}}(?P=mark)[`~]*[ \t]*$|\Z))
    | (?P<callout>^(?P<lead>[ \t]*)(?:!!!|\?{{3}}\+?)[ ]+(?P<type>[\w-]+)
        (?=(?P<inside>[^\n]*(?:\n(?:[ \t]*$|(?P=lead)(?:[ ]{{4}}|\t)[^\n]*))*)))
    | (?P<row>^[ \t>]*\|)
    | (?P<item>^(?P<sign>[ \t>]*(?:[-*+]|\d+[.)]))[ \t])
    | (?P<definition>^[ ]{{0,3}}\*?\[(?!\^)[^\[\]\n]+\]:[^\n]*)
    | (?P<heading>^[ \t>]*(?P<level>\#{{1,6}})[ \t]
        | ^(?=[ \t]*\S[^\n]*\n[ \t>]*(?P<line>=|-(?=-))(?P=line)*[ \t]*$))  # underlined: no mark
    | (?P<escape>\\(?:\{{\{{|[!-/:-@\[-`{{-~]))
    | (?P<code>(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)) | (?P<stray>`+)
    | (?P<formula>\$\$.+?\$\$)
    | (?P<math>(?<![\w$])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\w))
    | (?P<value>{VALUE})
    | (?P<attributes>[ \t]*\{{:?[ \t]*(?=[#.][\w-]|[\w-]+=)
        (?:[^{{}}\n]*?(?<![^\s{{:])\#(?P<id>[\w-]+))?[^{{}}\n]*\}})
    | (?P<comment><!--.*?-->)
    | (?P<raw><(?P<element>code|math|pre|script|style|svg|textarea)(?=[\s>]).*?</(?P=element)>)
    | (?P<address><https?:[^<>\s]*>|https?://[^\s<>\[\]]+)
    | (?P<tag><(?P<slash>/?)(?P<name>[a-z][\w-]*)(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>)
    | (?P<image>!\[) | (?P<link>\[)
    | (?P<target>\](?:\(<?(?P<to>(?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+["'][^"']*["'])?\)
        | \[[^\[\]\n]*\])?)
    )""",
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_VALUES = ("type", "sign", "level", "line", "id", "name", "to")  # at most one in a token
_WORDS = ("text", "front", "escape")  # spans that hold words
# Up to a mark that ends a sentence: the point of a number does not, an empty line does.
SENTENCE = re.compile(r"(?:(?!\n\s*\n)[^.?!]|\.(?=\d))*[.?!]", re.DOTALL)
_MAYBE = ("link", "image", "target", "stray")  # brackets that make no link are plain text


class Span(NamedTuple):
    """A piece of a text; `until` is where a callout, a link or an element ends that it opens.

    The value is the type of a callout, the sign of an item, the level of a heading (`##`, or the
    `=` or `-` below it), the anchor of an attribute list, the name of a tag, and the address of a
    link, an image and a target, which ends either.
    """

    kind: str
    start: int
    end: int
    text: str
    value: str = ""
    until: int = 0


def scan(text: str, *kinds: str) -> Iterator[Span]:
    """Yield spans that put together are the text again; what is between them is of kind `text`.

    The other kinds, all of them or those that are named, are the groups of the expression above.
    """
    done = 0
    for span in _spans(text):
        if span.kind in kinds or not kinds:
            if done < span.start:
                yield Span("text", done, span.start, text[done : span.start])
            yield span
            done = span.end
    if done < len(text):
        yield Span("text", done, len(text), text[done:])


def running(text: str) -> str:
    """A text with spaces in place of what is no prose, so that every place stays the same."""
    return "".join(s.text if s.kind in _WORDS else re.sub(".", " ", s.text) for s in scan(text))


def _spans(text: str) -> list[Span]:
    found: list[Span] = []
    opened: dict[str, list[int]] = defaultdict(list)  # where in `found` tags and brackets wait
    for token in _TOKEN.finditer(text):
        kind, end = str(token.lastgroup), token.end()
        value = next((token[name] for name in _VALUES if token[name]), "")
        until = -1 if kind in _MAYBE else max(end, token.end("inside"))
        waiting = opened[(token["name"] or "").lower()]
        if kind in ("link", "image") or token["slash"] == "":
            waiting.append(len(found))
        elif kind in ("target", "tag") and waiting:
            place = waiting.pop()
            if token[0] != "]":
                until = end
                found[place] = found[place]._replace(value=value, until=end)
        found.append(Span(kind, token.start(), end, token[0], value, until))
    return [span for span in found if span.until >= 0]
