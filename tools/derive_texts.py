"""Tables of texts that are made from the repositories of their editors, byte by byte the same."""

import csv
import io
import re
import zipfile

_SONNET = re.compile(r"txt/([^/]+)/per-sonnet/disco(.+)\.txt")
_SONNET_COLUMNS = "poem_id period author_id author gender country_birth continent_birth title text"
_AUTHOR_COLUMNS = ("author", "gender", "country-birth", "continent-birth")

_FRAGMENT_COLUMNS = "frag_id split author work_id title year genre n_words text"
_GENRES = {"spanish/novela-espanola/": "novela", "spanish/cuentos-espanoles/": "cuento"}
# A sentence ends at a full stop (and one closing mark, which is lost) before a capital.
_SENTENCE_END = re.compile(r'(?<=[.!?…])[»")]? (?=[A-ZÁÉÍÓÚÜÑ¡¿«"—(])')
# In words: enough to close a fragment; past the most, a sentence begins the next; what is kept.
_ENOUGH, _AT_MOST, _KEPT = 90, 140, range(60, 201)


def disco(archive: bytes) -> bytes:
    """The sonnets of DISCO as a table, one row for each.

    Of sonnets with the same letters and digits only the first is kept, in the order of their
    files and so of their centuries. The rows are sorted by poem.

    Args:
        archive: The repository as a zip file, as its host packs it: a folder around everything.
    """
    texts = _texts(archive, ("txt/", "author_metadata.tsv", "poem_metadata.tsv"))
    authors = _rows(texts["author_metadata.tsv"], "id")
    poems = _rows(texts["poem_metadata.tsv"], "poem_id")
    sonnets: dict[str, list[str]] = {}  # by their letters and digits
    for path in sorted(texts):
        if named := _SONNET.fullmatch(path):
            period, poem = named.groups()
            text = _stanzas(texts[path])
            author = poem.partition("_")[0]
            about = [poem, period, author, *(authors[author][column] for column in _AUTHOR_COLUMNS)]
            title = poems[poem]["title"] if poem in poems else ""  # as of sequences of sonnets
            letters = "".join(filter(str.isalnum, text.lower()))
            sonnets.setdefault(letters, [*about, title, text.replace("\n", r"\n")])
    return _table(_SONNET_COLUMNS, sorted(sonnets.values()))


def cligs(archive: bytes) -> bytes:
    """The Spanish novels and short stories of CLiGS as a table of fragments.

    Of an author's three novels, the test is the one with neither the most nor the fewest fragments.

    Args:
        archive: The repository as a zip file, as its host packs it: a folder around everything.
    """
    texts = _texts(archive, tuple(_GENRES))
    works = []
    for folder, genre in _GENRES.items():
        metadata = csv.DictReader(io.StringIO(texts[f"{folder}metadata.csv"]))
        for row in sorted(metadata, key=lambda row: row["idno"]):
            works.append((row, genre, fragments(texts[f"{folder}txt_id/{row['idno']}.txt"])))
    counts: dict[str, list[int]] = {}  # fragments of the novels of an author
    for row, genre, pieces in works:
        if genre == "novela":
            counts.setdefault(row["author.name"], []).append(len(pieces))
    rows = []
    for row, genre, pieces in works:
        author, work, split = row["author.name"], row["idno"], "test_cuento"
        if genre == "novela":
            split = "test" if len(pieces) == sorted(counts[author])[1] else "train"
        about = [split, author, work, row["title"], row["year"], genre]
        for number, piece in enumerate(pieces, start=1):
            rows.append([f"{work}_{number:04d}", *about, str(len(piece.split())), piece])
    return _table(_FRAGMENT_COLUMNS, rows)


def fragments(text: str) -> list[str]:
    """The fragments of a work, of whole sentences and 60 to 200 words each.

    Sentences are gathered until there are 90 words; one that would lead past 140 begins the next
    fragment. What is then shorter than 60 words or longer than 200 is lost, and so is the end of
    the work.

    Args:
        text: The work; line breaks count as spaces.
    """
    text = " ".join(text.split())
    text = re.sub(r" ([,.;:!?»)\]])", r"\1", text)  # italics stood on lines of their own
    text = re.sub(r"([«(¡¿\[]) ", r"\1", text)
    closed: list[list[str]] = []
    words: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        if len(words) + len(sentence.split()) > _AT_MOST:
            closed.append(words)
            words = []
        words = words + sentence.split()
        if len(words) >= _ENOUGH:
            closed.append(words)
            words = []
    return [" ".join(words) for words in closed if len(words) in _KEPT]


def _texts(archive: bytes, beginnings: tuple[str, ...]) -> dict[str, str]:
    """Texts of an archive by their paths below its one folder, of those that begin so."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        inside = {name.partition("/")[2]: name for name in packed.namelist()}
        return {
            path: packed.read(name).decode("utf-8-sig")
            for path, name in inside.items()
            if path.startswith(beginnings) and path.endswith((".txt", ".tsv", ".csv"))
        }


def _rows(table: str, key: str) -> dict[str, dict[str, str]]:
    """The rows of a table by one of its columns; quotation marks are letters like any other."""
    lines = io.StringIO(table, newline="")
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row[key]: row for row in rows}


def _stanzas(text: str) -> str:
    """A poem with one blank line between its stanzas and no blanks at the ends of its lines."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _table(columns: str, rows: list[list[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in [columns.split(), *rows]).encode()
