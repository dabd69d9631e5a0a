import csv
import hashlib
import io
import json
import os
import tarfile
from pathlib import Path

import pytest

from tutorial_lib.data import fetch
from tutorial_lib.data.texts import (
    load_banking77,
    load_clinc150,
    load_dbpedia14,
    load_fragments,
    load_sonnets,
)

LOCAL = Path(os.environ.get("TUTORIAL_DATA", "")) / "clinc150"
needs_data = pytest.mark.skipif(not LOCAL.is_dir(), reason="the texts are not in TUTORIAL_DATA")


@pytest.fixture
def put(monkeypatch, tmp_path):
    """Lay small files of the real layout into the reader's folder."""
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))

    def put(name, contents):
        files = []
        for path, content in contents.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
            files.append({"path": path, "sha256": hashlib.sha256(content).hexdigest()})
        monkeypatch.setattr(fetch, "catalogue", lambda: {name: {"url": [], "files": files}})

    return put


def table(rows, **options):
    text = io.StringIO()
    csv.writer(text, **options).writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def clinc(put):
    splits = {"train": [["hola", "greet"], ["saldo", "balance"]], "oos_test": [["?", "oos"]]}
    domains = {"talk": ["greet"], "bank": ["balance", "pin"]}
    put(
        "clinc150",
        {
            "clinc150/data_full.json": json.dumps(splits).encode(),
            "clinc150/domains.json": json.dumps(domains).encode(),
        },
    )


@pytest.mark.usefixtures("clinc")
def test_clinc_has_intents_and_domains_in_alphabetical_order():
    intents, domains = load_clinc150("train"), load_clinc150("train", labels="domains")
    assert intents.texts == ["hola", "saldo"]
    assert (intents.names, intents.labels.tolist()) == (["balance", "greet", "pin"], [1, 0])
    assert (domains.names, domains.labels.tolist()) == (["bank", "talk"], [1, 0])
    assert len(domains) == 2
    assert domains.groups == []


@pytest.mark.usefixtures("clinc")
def test_out_of_scope_is_no_class():
    assert load_clinc150("oos_test").labels.tolist() == [-1]


@pytest.mark.usefixtures("clinc")
def test_an_unknown_split_is_named():
    with pytest.raises(ValueError, match=r"expected split of \['train', 'oos_test'\], got 'dev'"):
        load_clinc150("dev")
    with pytest.raises(ValueError, match=r"expected labels of \['intents', 'domains'\], got 'x'"):
        load_clinc150("train", labels="x")
    for load in (load_banking77, load_dbpedia14, load_fragments):
        with pytest.raises(ValueError, match=r"expected split of .*, got 'dev'"):
            load("dev")


def test_banking_keeps_commas_quotes_and_line_breaks(put):
    texts = ['Where, "please"?', "two\nlines"]
    rows = [["text", "category"], [texts[0], "card"], [texts[1], "atm"]]
    put(
        "banking77",
        {"banking77/test.csv": table(rows), "banking77/categories.json": b'["card", "atm"]'},
    )
    data = load_banking77("test")
    assert (data.texts, data.labels.tolist(), data.names) == (texts, [0, 1], ["card", "atm"])


def test_dbpedia_joins_title_and_text(put):
    packed = io.BytesIO()
    members = {
        "classes.txt": b"Company\nArtist\n",
        "train.csv": table([["2", "Frida", " A painter."], ["1", "Acme", ' "The" firm.']]),
    }
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(f"dbpedia_csv/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    put("dbpedia14", {"dbpedia_csv.tar.gz": packed.getvalue()})
    data = load_dbpedia14("train")
    assert data.texts == ["Frida. A painter.", 'Acme. "The" firm.']
    assert (data.labels.tolist(), data.names) == ([1, 0], ["Company", "Artist"])


def test_sonnets_have_lines_periods_and_authors(put):
    rows = ["period\tauthor_id\ttext", '19th\ta1\t"Uno\\ndos', "18th\ta2\tTres"]
    put("disco", {"es_disco_sonetos/disco_sonetos.tsv": "\n".join(rows).encode()})
    data = load_sonnets()
    assert data.texts == ['"Uno\ndos', "Tres"]
    assert (data.names, data.labels.tolist()) == (["18th", "19th"], [1, 0])
    assert data.groups == ["a1", "a2"]


def test_fragments_number_the_authors_the_same_in_every_split(put):
    rows = [
        "split\tauthor\twork_id\ttext",
        'train\tGaldos\tn1\tUno "dos',
        "test\tClarin\tn2\tTres",
        "test_cuento\tGaldos\tc1\tCuatro",
    ]
    put("cligs", {"es_cligs_novelas/cligs_fragmentos.tsv": "\n".join(rows).encode()})
    found = {split: load_fragments(split) for split in ("train", "test", "stories")}
    assert [d.labels.tolist() for d in found.values()] == [[1], [0], [1]]
    assert all(d.names == ["Clarin", "Galdos"] for d in found.values())
    assert found["train"].texts == ['Uno "dos']
    assert found["stories"].groups == ["c1"]


@needs_data
@pytest.mark.parametrize(
    ("load", "split", "n", "n_classes", "n_groups"),
    [
        (load_clinc150, "train", 15_000, 150, 0),
        (load_banking77, "train", 10_003, 77, 0),
        (load_sonnets, None, 4_500, 4, 1_212),
        (load_fragments, "test", 7_477, 13, 13),
        (load_fragments, "stories", 7_727, 13, 20),
    ],
)
def test_the_real_collections_are_the_published_ones(
    load, split, n, n_classes, n_groups, monkeypatch
):
    monkeypatch.setenv("TUTORIAL_DATA", str(LOCAL.parent))
    data = load(split) if split else load()
    assert (len(data), len(data.names), len(set(data.groups))) == (n, n_classes, n_groups)
    assert len(data.labels) == n
    assert 0 <= data.labels.min() <= data.labels.max() == n_classes - 1
