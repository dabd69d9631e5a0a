from tutorial_build.site.practice_pages import finish_practice_pages, set_formulas


def test_formulas_become_mathml_outside_code_and_tags():
    text = (
        '<p title="$a$">Mide $x &lt; 1$.</p><pre>$y$</pre><code>$z$</code><script>$w$</script>'
        "<p>$$x^2$$</p>"
    )
    done = set_formulas(text)
    assert done.count("<math") == 2
    for kept in ('title="$a$"', "<pre>$y$</pre>", "<code>$z$</code>", "<script>$w$</script>"):
        assert kept in done


def test_pages_of_both_languages_and_both_kinds_of_address_are_finished(tmp_path):
    names = ("practice/a/index.html", "en/practice/a/index.html", "practice/b.html")
    for name in (*names, "other/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>$x$</p>", encoding="utf-8")
    finish_practice_pages(tmp_path)
    assert all("<math" in (tmp_path / name).read_text() for name in names)
    assert (tmp_path / "other/index.html").read_text() == "<p>$x$</p>"
