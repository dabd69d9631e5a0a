"""The text collections of the course."""

import csv
import io
import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tutorial_lib.data.fetch import read_file, require_one_of

if TYPE_CHECKING:
    from torch import Tensor

_TABS = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}  # quotes are a part of the texts


@dataclass(frozen=True)
class TextData:
    """Texts and their classes.

    Attributes:
        texts: `N` texts.
        labels: Their classes, `(N,)`, int64, in `[0, C)`.
        names: The names of the `C` classes, in order.
        groups: Which texts belong together (one author, one novel), `N` names; empty where the
            collection does not say. Split such data with `split_groups`.
    """

    texts: list[str]
    labels: "Tensor"
    names: list[str]
    groups: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


def load_clinc150(
    split: Literal["train", "val", "test", "oos_train", "oos_val", "oos_test"],
    *,
    labels: Literal["intents", "domains"] = "intents",
) -> TextData:
    """CLINC150: short requests in English, of 150 intents in 10 domains.

    Args:
        split: `train` (15,000), `val` (3,000) or `test` (4,500); or requests out of scope, which
            have the label -1: `oos_train` (100), `oos_val` (100) or `oos_test` (1,000).
        labels: What the classes are; both in alphabetical order.

    Source:
        Larson et al. (2019), <https://aclanthology.org/D19-1131/>.
    """
    splits = json.loads(read_file("clinc150", "clinc150/data_full.json"))
    require_one_of("split", split, splits)
    require_one_of("labels", labels, ("intents", "domains"))
    domains = json.loads(read_file("clinc150", "clinc150/domains.json"))
    class_of = {
        intent: intent if labels == "intents" else domain
        for domain, intents in domains.items()
        for intent in intents
    }
    found = [class_of.get(intent, "") for _, intent in splits[split]]
    return _labelled([text for text, _ in splits[split]], found, sorted(set(class_of.values())))


def load_banking77(split: Literal["train", "test"]) -> TextData:
    """Banking77: 10,003 (`train`) or 3,080 (`test`) questions to a bank in English, of 77 intents.

    Source:
        Casanueva et al. (2020), <https://aclanthology.org/2020.nlp4convai-1.5/>.
    """
    require_one_of("split", split, ("train", "test"))
    rows = _table(read_file("banking77", f"banking77/{split}.csv"))
    names = json.loads(read_file("banking77", "banking77/categories.json"))
    return _labelled([row["text"] for row in rows], [row["category"] for row in rows], names)


def load_sonnets() -> TextData:
    """DISCO: 4,500 sonnets in Spanish, of the periods 15th-17th, 18th, 19th and 20th century.

    The lines are separated by line breaks; the groups are the 1,212 authors.

    Source:
        Ruiz Fabo et al., DISCO: Diachronic Spanish Sonnet Corpus, <https://github.com/pruizf/disco>.
    """
    rows = _table(read_file("disco", "es_disco_sonetos/disco_sonetos.tsv"), **_TABS)
    texts = [row["text"].replace("\\n", "\n") for row in rows]
    periods = [row["period"] for row in rows]
    authors = [row["author_id"] for row in rows]
    return _labelled(texts, periods, sorted(set(periods)), authors)


def load_fragments(split: Literal["train", "test", "stories"]) -> TextData:
    """CLiGS: fragments of 60 to 200 words of Spanish prose by 13 authors, 1880 to 1940.

    Args:
        split: `train` (two novels of each author, 15,816 fragments), `test` (a third novel,
            7,477) or `stories` (short stories of eight of the authors, 7,727). Groups are works.

    Source:
        CLiGS textbox, <https://github.com/cligs/textbox>.
    """
    require_one_of("split", split, ("train", "test", "stories"))
    rows = _table(read_file("cligs", "es_cligs_novelas/cligs_fragmentos.tsv"), **_TABS)
    names = sorted({row["author"] for row in rows})
    part = "test_cuento" if split == "stories" else split
    rows = [row for row in rows if row["split"] == part]
    works = [row["work_id"] for row in rows]
    return _labelled([row["text"] for row in rows], [row["author"] for row in rows], names, works)


def load_dbpedia14(split: Literal["train", "test"]) -> TextData:
    """DBpedia-14: the beginnings of encyclopedia articles in English, of 14 classes.

    There are 560,000 (`train`) or 70,000 (`test`), each with its title first.

    Source:
        Zhang, Zhao and LeCun (2015), <https://arxiv.org/abs/1509.01626>.
    """
    require_one_of("split", split, ("train", "test"))
    content = read_file("dbpedia14", "dbpedia_csv.tar.gz")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        names = _member(archive, "dbpedia_csv/classes.txt").split()
        table = _member(archive, f"dbpedia_csv/{split}.csv")
    rows = list(csv.reader(io.StringIO(table)))  # class from 1 on, title, text
    texts = [f"{title.strip()}. {text.strip()}" for _, title, text in rows]
    return _labelled(texts, [names[int(number) - 1] for number, _, _ in rows], names)


def _labelled(
    texts: list[str], classes: Sequence[str], names: list[str], groups: list[str] | None = None
) -> TextData:
    """Number the classes of texts by the names' order; an unknown one gets -1."""
    import torch

    number_of = {name: i for i, name in enumerate(names)}
    labels = torch.tensor([number_of.get(name, -1) for name in classes])
    return TextData(texts, labels, names, groups or [])


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file is not None, name
    return file.read().decode("utf-8")


def _table(content: bytes, **form: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8")), **form))
