import hashlib
import os
from pathlib import Path

import pytest
from archives import archive

from tools.derive_texts import cligs, disco, fragments
from tutorial_lib.data.fetch import describe, read_file

LOCAL = Path(os.environ.get("TUTORIAL_DATA", ""))
needs_data = pytest.mark.skipif(
    not (LOCAL / "es_disco_sonetos").is_dir(), reason="the data are not in TUTORIAL_DATA"
)
AUTHORS = "id\tauthor\tgender\tcountry-birth\tcontinent-birth\n001g\tVega, L.\tM\tEspaña\tEuropa\n"
AUTHORS += "002n\tSor A.\tF\t\t\n"
POEMS = 'poem_id\ttitle\n001g_0001\tA una "flor"\n002n_0002\tOtra \n'
SONNETS = {
    "txt/19th/per-sonnet/disco002n_0002.txt": "Verde;\n  rama  seca\n\n\n\nque cae.\n\n",
    "txt/15th-17th/per-sonnet/disco001g_0001.txt": "Rosa\r\nde mayo,\n\nal sol.\n\n",
    "txt/19th/per-sonnet/disco002n_0003.txt": "¡ROSA, de mayo:\nal sol!\n",  # the same letters
    "txt/19th/per-sonnet/disco002n_0004_01.txt": "Sin título.\n",
    "txt/19th/per-author/Vega.txt": "Todo junto.\n",
}


def rows(table):
    return [line.split("\t") for line in table.decode().splitlines()]


def sonnets(texts):
    return archive({"author_metadata.tsv": AUTHORS, "poem_metadata.tsv": POEMS, **texts})


def test_a_sonnet_is_a_row_and_of_those_with_the_same_letters_the_first_is_kept():
    vega, sor = ["Vega, L.", "M", "España", "Europa"], ["Sor A.", "F", "", ""]
    assert rows(disco(sonnets(SONNETS)))[1:] == [
        ["001g_0001", "15th-17th", "001g", *vega, 'A una "flor"', r"Rosa\nde mayo,\n\nal sol."],
        ["002n_0002", "19th", "002n", *sor, "Otra ", r"Verde;\nrama seca\n\nque cae."],
        ["002n_0004_01", "19th", "002n", *sor, "", "Sin título."],
    ]


def test_the_table_does_not_depend_on_the_order_of_the_archive():
    assert disco(sonnets(dict(reversed(SONNETS.items())))) == disco(sonnets(SONNETS))


def sentence(words, end="."):
    return " ".join(["Ay", *["ay"] * (words - 1)]) + end


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        ([89, 1, 90], [90, 90]),  # closed at 90 words
        ([80, 60, 90], [140, 90]),  # 140 are not too many
        ([80, 61, 90], [80, 61, 90]),  # one more would be: it begins the next
        ([50, 100], [100]),  # closed with fewer than 60 words: lost
        ([200, 201, 90], [200, 90]),  # longer than 200: lost
        ([90, 89], [90]),  # the end of the work: lost
    ],
)
def test_fragments_have_whole_sentences(sentences, kept):
    text = "\n\n".join(sentence(words) for words in sentences)
    assert [len(piece.split()) for piece in fragments(text)] == kept


@pytest.mark.parametrize(
    ("original", "cut"),
    [
        ("dijo\n«  Ven  » , y calló", "dijo «Ven», y calló"),  # italics on lines of their own
        ("él. Y", "él. | Y"),
        ("«Ven.» Y", "«Ven. | Y"),  # a closing mark at the end of a sentence is lost
        ("«Ven.») Y", "«Ven.») Y"),  # two of them end none
        ("¿Ven? —No", "¿Ven? | —No"),
        ("¿Ven? -No. y", "¿Ven? -No. y"),
        ("calló… Ella", "calló… | Ella"),
        ("calló ... Ella", "calló... | Ella"),
    ],
)
def test_where_a_sentence_ends(original, cut):
    # After so many words a fragment is closed wherever a sentence ends.
    filling, rest = " ".join(["ay"] * 89), sentence(89)
    assert " | ".join(fragments(f"{filling} {original} {rest}")) == f"{filling} {cut} {rest}"


NOVELS = (
    "idno,author.name,title,year\nne2,Galdos,Dos,1890\nne1,Galdos,Uno,1880\nne3,Galdos,Tres,1900\n"
)
STORIES = 'idno,author.name,title,year\nce1,Miro,"Cuentos, y más",1910\n'


def test_the_novel_of_middle_length_is_the_test_and_stories_are_apart():
    lengths = {"novela-espanola/txt_id/ne1": 3, "novela-espanola/txt_id/ne2": 2}
    lengths |= {"novela-espanola/txt_id/ne3": 1, "cuentos-espanoles/txt_id/ce1": 1}
    texts = {f"spanish/{name}.txt": f"{sentence(90)}\n" * n for name, n in lengths.items()}
    texts["spanish/novela-espanola/metadata.csv"] = NOVELS
    texts["spanish/cuentos-espanoles/metadata.csv"] = STORIES
    table = rows(cligs(archive(texts)))[1:]
    assert [row[:8] for row in table] == [
        ["ne1_0001", "train", "Galdos", "ne1", "Uno", "1880", "novela", "90"],
        ["ne1_0002", "train", "Galdos", "ne1", "Uno", "1880", "novela", "90"],
        ["ne1_0003", "train", "Galdos", "ne1", "Uno", "1880", "novela", "90"],
        ["ne2_0001", "test", "Galdos", "ne2", "Dos", "1890", "novela", "90"],
        ["ne2_0002", "test", "Galdos", "ne2", "Dos", "1890", "novela", "90"],
        ["ne3_0001", "train", "Galdos", "ne3", "Tres", "1900", "novela", "90"],
        ["ce1_0001", "test_cuento", "Miro", "ce1", "Cuentos, y más", "1910", "cuento", "90"],
    ]
    assert {row[8] for row in table} == {sentence(90)}


# The originals cannot be asked for here. What is asked: would the same texts, laid out as in the
# repositories, give the course's files to the byte?
def digest_of(name):
    (file,) = describe(name)["files"]
    return file["sha256"]


@needs_data
def test_sonnets_laid_out_as_their_editors_do_give_the_table_of_the_course(monkeypatch):
    monkeypatch.setenv("TUTORIAL_DATA", str(LOCAL))
    texts, authors, poems = {}, {}, ["poem_id\ttitle"]
    for row in rows(read_file("disco", "es_disco_sonetos/disco_sonetos.tsv"))[1:]:
        poem, period, author, *about, title, text = row
        path = f"txt/{period}/per-sonnet/disco{poem}.txt"
        texts[path] = text.replace(r"\n", "\n") + "\n\n"
        authors[author] = "\t".join([author, *about])
        poems.append(f"{poem}\t{title}")
    texts["author_metadata.tsv"] = "\n".join([AUTHORS.partition("\n")[0], *authors.values()]) + "\n"
    texts["poem_metadata.tsv"] = "\n".join(poems) + "\n"
    assert hashlib.sha256(disco(archive(texts))).hexdigest() == digest_of("disco")


@needs_data
def test_works_laid_out_as_their_editors_do_give_the_fragments_of_the_course(monkeypatch):
    monkeypatch.setenv("TUTORIAL_DATA", str(LOCAL))
    texts, metadata = {}, {"novela": [NOVELS.partition("\n")[0]]}
    metadata["cuento"] = list(metadata["novela"])
    for row in rows(read_file("cligs", "es_cligs_novelas/cligs_fragmentos.tsv"))[1:]:
        _, _, author, work, title, year, genre, _, text = row
        folder = {"novela": "novela-espanola", "cuento": "cuentos-espanoles"}[genre]
        path = f"spanish/{folder}/txt_id/{work}.txt"
        if path not in texts:
            metadata[genre].append(f"{work},{author},{title},{year}")
        lost = [] if len(text.split()) >= 90 else [sentence(201)]  # what closed it so early
        texts.setdefault(path, []).extend([text, *lost])
    texts = {path: "\n".join(pieces) + "\n" for path, pieces in texts.items()}
    texts["spanish/novela-espanola/metadata.csv"] = "\n".join(metadata["novela"])
    texts["spanish/cuentos-espanoles/metadata.csv"] = "\n".join(metadata["cuento"])
    assert hashlib.sha256(cligs(archive(texts))).hexdigest() == digest_of("cligs")
