"""From text to numbers: tokens, a vocabulary, and batches of texts of different lengths.

What cannot be right is a `ValueError`: no text, a text that is not tokenised where its tokens are
wanted, a number outside the vocabulary, a batch without texts.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

PAD, UNK = "<pad>", "<unk>"
PAD_ID, UNK_ID = 0, 1
Encoded = tuple[Sequence[int], int]  # the ids of a text, and its class


def tokenize(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation.

    A word is a run of letters, digits and `_`, with the marks that belong to them: the dot of a
    Turkish `i̇`, the tilde of a Guaraní `g̃`, the vowels of Hindi. The same letter can be written as
    one character (`ó`) or as two (`o` and an accent); both count as the first (Unicode NFC).

    It splits at everything else: at spaces and punctuation, and also at the apostrophe and the
    hyphen inside `what's` and `físico-químico`, because what they join is two words in one
    language and one in another. A language that writes no spaces, such as Thai, is not split.

    Example:
        >>> tokenize("¿Qué año?")
        ['qué', 'año']
    """
    if not isinstance(text, str):
        raise ValueError(f"expected a text, got {text!r}")
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    return re.findall(r"\w\S*", re.sub(r"[^\w\s]", _inside_a_word, lower))


def _inside_a_word(match: re.Match[str]) -> str:
    """What stands for a character that is no letter: itself for a mark, else a space."""
    char = match[0]
    if char == "\u00ad":  # a soft hyphen is not seen
        return ""
    joins = char in "\u200c\u200d"  # the (non-)joiners of Persian and Hindi
    return char if joins or unicodedata.category(char).startswith("M") else " "


class Vocabulary:
    """A numbered list of words.

    Number 0 is `<pad>`, which fills short texts up, and number 1 is `<unk>`, which stands for
    every word that is not in the list.

    Args:
        words: The words from number 2 on, without repetition.

    Example:
        >>> vocabulary = Vocabulary.build([["la", "casa"], ["la", "mesa"]])
        >>> vocabulary.encode(["la", "silla"])
        [2, 1]
        >>> vocabulary.decode([2, 1])
        ['la', '<unk>']
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = [PAD, UNK, *words]
        self._id_of = {word: i for i, word in enumerate(self.words)}
        if len(self._id_of) < len(self.words):
            twice = next(word for word, n in Counter(self.words).items() if n > 1)
            raise ValueError(f"expected each word once, got {twice!r} more than once")

    @classmethod
    def build(cls, texts: Iterable[Iterable[str]], *, min_frequency: int = 1) -> "Vocabulary":
        """Collect the words of tokenised texts that occur so often, the most frequent first.

        Only the training texts belong here: words of the validation texts would leak.
        """
        if min_frequency < 1:
            raise ValueError(f"expected min_frequency of at least 1, got {min_frequency}")
        counts = Counter(token for text in texts for token in _tokens(text))
        kept = [w for w, n in counts.items() if n >= min_frequency and w not in (PAD, UNK)]
        return cls(sorted(kept, key=lambda word: (-counts[word], word)))

    def __len__(self) -> int:
        """How many numbers there are, `<pad>` and `<unk>` among them."""
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._id_of

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """The numbers of some tokens; unknown ones get 1."""
        return [self._id_of.get(token, UNK_ID) for token in _tokens(tokens)]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The words behind some numbers."""
        numbers = [int(i) for i in ids]
        if numbers and not 0 <= min(numbers) <= max(numbers) < len(self):
            raise ValueError(
                f"expected numbers in [0, {len(self)}), got {min(numbers)} to {max(numbers)}"
            )
        return [self.words[i] for i in numbers]

    def save(self, path: str | Path) -> None:
        """Write the words to a JSON file; an older one is replaced whole or not at all."""
        path = Path(path)
        beside = path.with_name(path.name + ".part")
        beside.write_text(json.dumps(self.words[2:], ensure_ascii=False), encoding="utf-8")
        beside.replace(path)

    @classmethod
    def load(cls, path: str | Path) -> "Vocabulary":
        """Read a file that `save` wrote; a damaged one is a `ValueError`."""
        try:
            words = json.loads(Path(path).read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path} is not a vocabulary: {error}") from error
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{path} is not a vocabulary: expected a JSON list of words")
        return cls(words)


def collate_offsets(batch: Sequence[Encoded]) -> "tuple[Tensor, Tensor, Tensor]":
    """Put the texts of a batch one after another, as `nn.EmbeddingBag` takes them.

    Returns:
        All ids, `(T1 + … + TB,)`; where each text begins, `(B,)`; the classes, `(B,)`; int64.

    Example:
        >>> collate_offsets([([5, 6, 7], 0), ([8, 9], 1)])
        (tensor([5, 6, 7, 8, 9]), tensor([0, 3]), tensor([0, 1]))
    """
    import torch

    _require_texts(batch)
    lengths = torch.tensor([len(ids) for ids, _ in batch])
    offsets = lengths.cumsum(0) - lengths  # the first text begins at 0
    ids = torch.tensor([i for ids, _ in batch for i in ids], dtype=torch.int64)
    return ids, offsets, torch.tensor([label for _, label in batch])


def collate_padded(batch: Sequence[Encoded]) -> "tuple[Tensor, Tensor, Tensor]":
    """Fill the texts of a batch up to the length of the longest, as `nn.LSTM` takes them.

    Returns:
        Ids `(B, T)`, filled up with 0; the true lengths, `(B,)`; the classes, `(B,)`; int64.

    Example:
        >>> ids, lengths, labels = collate_padded([([5, 6, 7], 0), ([8, 9], 1)])
        >>> ids
        tensor([[5, 6, 7],
                [8, 9, 0]])
    """
    import torch

    lengths = torch.tensor([len(ids) for ids, _ in batch])
    labels = torch.tensor([label for _, label in batch])
    return pad([ids for ids, _ in batch]), lengths, labels


def pad(texts: Sequence[Sequence[int]]) -> "Tensor":
    """The ids of texts as one table `(N, T)`, int64, filled up with 0 on the right."""
    import torch

    _require_texts(texts)
    table = torch.full((len(texts), max(map(len, texts))), PAD_ID)  # (N, T)
    for row, ids in zip(table, texts, strict=True):
        row[: len(ids)] = torch.as_tensor(ids)
    return table


def _tokens(text: Iterable[str]) -> Iterable[str]:
    """The tokens of a text: of a plain text one would get its letters."""
    if isinstance(text, str):
        raise ValueError(f"expected a list of tokens, got the text {text!r}; tokenize it first")
    return text


def _require_texts(texts: Sequence[object]) -> None:
    if len(texts) == 0:
        raise ValueError("expected at least one text, got none")
