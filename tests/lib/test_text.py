import json
import unicodedata

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tutorial_lib.text import Vocabulary, collate_offsets, collate_padded, pad, tokenize

WORDS = st.lists(st.text("abcñé", min_size=1, max_size=3), max_size=20)
BATCHES = st.lists(
    st.tuples(st.lists(st.integers(1, 9), max_size=6), st.integers(0, 3)), min_size=1, max_size=8
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("¿Qué año?", ["qué", "año"]),
        ("«Árbol», dijo; 12 veces…", ["árbol", "dijo", "12", "veces"]),
        ("what's up", ["what", "s", "up"]),
        ("mi-casa", ["mi", "casa"]),
        ("İSTANBUL'da", ["i\u0307stanbul", "da"]),  # Turkish: lower case keeps the dot as a mark
        ("Ñande g̃uarani mbaʼéichapa", ["ñande", "g̃uarani", "mbaʼéichapa"]),
        ("हिन्दी में", ["हिन्दी", "में"]),  # vowel signs and a virama are marks
        ("می\u200cخواهم", ["می\u200cخواهم"]),  # Persian: a non-joiner inside a word
        ("ca\u00adsa", ["casa"]),
        ("❤\ufe0f a 👩\u200d💻", ["a"]),  # the marks of an emoji are no word
        ("  \n\t ", []),
        ("", []),
    ],
)
def test_words_without_punctuation(text, tokens):
    assert tokenize(text) == tokens


def test_both_spellings_of_an_accent_are_one_word():
    apart = unicodedata.normalize("NFD", "canción")
    assert apart != "canción"
    assert tokenize(apart) == tokenize("CANCIÓN") == ["canción"]


@given(st.text())
def test_both_spellings_of_any_text_give_the_same_words(text):
    apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
    assert tokenize(apart) == tokenize(together) == tokenize(text)


@given(st.text())
def test_a_token_is_lower_case_normal_and_its_own_only_token(text):
    for token in tokenize(text):
        assert token
        assert token == unicodedata.normalize("NFC", token)
        assert tokenize(token) == [token]


@given(st.lists(WORDS, max_size=6))
def test_encoding_and_decoding_known_words_changes_nothing(texts):
    vocabulary = Vocabulary.build(texts)
    for text in texts:
        assert vocabulary.decode(vocabulary.encode(text)) == text
    assert len(vocabulary) == 2 + len({word for text in texts for word in text})


@given(st.lists(WORDS, max_size=6), st.integers(1, 4))
def test_the_vocabulary_is_sorted_by_frequency_and_does_not_depend_on_the_order(texts, minimum):
    vocabulary = Vocabulary.build(texts, min_frequency=minimum)
    flat = [word for text in texts for word in text]
    counts = [flat.count(word) for word in vocabulary.words[2:]]
    assert counts == sorted(counts, reverse=True)
    assert all(count >= minimum for count in counts)
    assert Vocabulary.build(texts[::-1], min_frequency=minimum).words == vocabulary.words


def test_rare_and_unknown_words_share_a_number():
    vocabulary = Vocabulary.build([["la", "casa", "la"]], min_frequency=2)
    assert vocabulary.words == ["<pad>", "<unk>", "la"]
    assert vocabulary.encode(["la", "casa", "sol"]) == [2, 1, 1]
    assert "la" in vocabulary
    assert "casa" not in vocabulary


def test_a_word_that_looks_like_a_mark_is_left_out():
    assert Vocabulary.build([["<pad>", "a"]]).words == ["<pad>", "<unk>", "a"]


@given(words=WORDS)
def test_a_saved_vocabulary_comes_back(tmp_path_factory, words):
    path = tmp_path_factory.mktemp("vocabulary") / "words.json"
    vocabulary = Vocabulary.build([words])
    vocabulary.save(path)
    assert Vocabulary.load(path).words == vocabulary.words
    assert [p.name for p in path.parent.iterdir()] == ["words.json"]


@pytest.mark.parametrize("content", ['["la", "ca', '{"la": 2}', "[1, 2]", '["a", "a"]', ""])
def test_a_file_that_is_no_vocabulary_is_named_and_left_alone(tmp_path, content):
    path = tmp_path / "words.json"
    path.write_text(content)
    with pytest.raises(
        ValueError, match=r"words\.json is not a vocabulary|each word once, got 'a'"
    ):
        Vocabulary.load(path)
    assert path.read_text() == content


def test_the_file_is_plain_json(tmp_path):
    Vocabulary(["año"]).save(tmp_path / "words.json")
    assert json.loads((tmp_path / "words.json").read_text(encoding="utf-8")) == ["año"]


def test_bad_arguments_are_named():
    vocabulary = Vocabulary(["la"])
    with pytest.raises(ValueError, match=r"expected numbers in \[0, 3\), got -1 to 3"):
        vocabulary.decode([3, -1])
    with pytest.raises(ValueError, match="expected min_frequency of at least 1, got 0"):
        Vocabulary.build([], min_frequency=0)
    with pytest.raises(ValueError, match="expected each word once, got '<unk>' more than once"):
        Vocabulary(["<unk>"])


@given(BATCHES)
def test_offsets_cut_the_texts_apart_again(batch):
    ids, offsets, labels = collate_offsets(batch)
    ends = [*offsets.tolist()[1:], len(ids)]
    pieces = [ids[a:b].tolist() for a, b in zip(offsets.tolist(), ends, strict=True)]
    assert pieces == [text for text, _ in batch]
    assert labels.tolist() == [label for _, label in batch]
    assert offsets[0] == 0
    assert {ids.dtype, offsets.dtype, labels.dtype} == {torch.int64}


@given(BATCHES)
def test_padding_keeps_every_text_at_the_left(batch):
    ids, lengths, labels = collate_padded(batch)
    assert [row[:n].tolist() for row, n in zip(ids, lengths, strict=True)] == [t for t, _ in batch]
    assert all((row[n:] == 0).all() for row, n in zip(ids, lengths, strict=True))
    assert labels.tolist() == [label for _, label in batch]
    assert {ids.dtype, lengths.dtype, labels.dtype} == {torch.int64}


def test_both_forms_give_an_embedding_bag_the_same_means():
    bag = torch.nn.EmbeddingBag(10, 4, mode="mean", padding_idx=0)
    batch = [([5, 6, 7], 0), ([8], 1), ([1, 1, 2, 3], 0)]
    ids, offsets, _ = collate_offsets(batch)
    padded, _, _ = collate_padded(batch)
    torch.testing.assert_close(bag(ids, offsets), bag(padded))


@pytest.mark.parametrize("function", [collate_offsets, collate_padded, pad])
def test_no_text_is_an_error(function):
    with pytest.raises(ValueError, match="expected at least one text, got none"):
        function([])
