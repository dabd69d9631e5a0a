"""What the search knows of a page."""

import json

from tutorial_build.indexes.search import search_index, sections
from tutorial_build.source.glossary import Term

CODE = (
    '<span class="n">zero_grad</span><span class="p">(</span>words<span class="p">)</span>  '
    '<span class="c1"># a remark</span>'
)
PAGE = f"""\
---
title: "A page"
---

<!-- do not edit -->

# A [page](other.md) with `code`

Some **words**, <dfn>defined</dfn><span class="g-def" hidden><b>x</b>: Hidden.</span>.

## First part {{ #first lang=en }}

<div class="g-code"><div class="highlight"><pre><code>{CODE}
</code></pre></div></div>

<div class="g-output"><pre data-label="Output">3.14</pre></div>

<div class="g-output g-error"><pre>ValueError: a &lt;b&gt; has __init__</pre></div>

### An aside without an anchor

| a | b |
|---|---|
| `x[0]` | ![picture](x.svg){{ .g-light }} |

```python
# no heading {{ #no }}
torch.cat([a, b])
```

!!! tip "Look"
    Inside \\_it\\_.
"""


def test_a_page_is_known_by_its_headings_with_an_anchor():
    assert [part[:2] for part in sections("a.md", PAGE)] == [
        ["", "A page with code"],
        ["first", "First part"],
    ]


def test_text_is_known_without_marks_and_without_what_is_hidden():
    assert sections("a.md", PAGE)[0][2] == "Some words, defined."


def test_messages_are_known_and_outputs_are_not():
    text = sections("a.md", PAGE)[1][2]
    assert "ValueError: a <b> has __init__" in text
    assert "3.14" not in text
    assert "picture" not in text


def test_a_fold_a_table_and_an_aside_belong_to_the_part_above():
    text = sections("a.md", PAGE)[1][2]
    assert "An aside without an anchor a b x[0]" in text
    assert text.endswith('"Look" Inside _it_.')


def test_of_code_the_names_are_known_that_the_text_lacks():
    names = sections("a.md", PAGE)[1][3].split()
    assert names == ["zero_grad", "words", "python", "heading", "torch", "cat"]


def test_a_page_to_come_is_a_part_of_its_module():
    item = '<li class="g-soon" id="later"><span>Later</span> <em>soon</em> What it teaches.</li>'
    parts = sections("m1/index.md", f"# Module\n\n## Pages {{ #pages }}\n\n{item}\n")
    assert parts[-1][:3] == ["later", "Later", "soon What it teaches."]


def test_of_a_list_only_the_beginning_is_known():
    assert sections("claims.md", PAGE) == sections("a.md", PAGE)[:1]


def test_a_page_without_a_title_is_not_known():
    assert sections("a.md", "Only text.") == []


def test_a_page_has_its_kind_and_a_term_its_forms_in_the_other_language():
    both = {"es": "Uno. Dos.", "en": "One. Two."}
    forms = {"es": ["capa", "capas"], "en": ["layer", "layers"]}
    term = Term(id="layer", en="layer", es="capa", use="es", forms=forms, definition=both)
    pages = {"m1/x.md": "# X\n", "m1/index.md": "# M\n", "api/index.md": "# Y\n", "faq.md": "# F\n"}
    script = search_index(pages, [term], "es", lambda path: f"{path}!", lambda _, make: make())
    name, _, index = script.partition(" = ")
    known = json.loads(index)
    assert name == "gradiente.index"
    assert {page["to"]: page["kind"] for page in known["pages"]} == {
        "m1/x.md!": "lesson",
        "m1/index.md!": "module",
        "api/index.md!": "api",
        "faq.md!": "help",
    }
    assert known["terms"] == [[["layer", "layers"], "capa"]]
