"""The engine: scripts in, plain Markdown out; the site generator is a replaceable renderer.

Data flows one way, and each folder knows only those below it (`make check` says so):

cli.py             the command `tutorial`: a door, no logic
hook.py            MkDocs: a door, no logic
renderer.py        what MkDocs made of a page before; nothing else knows MkDocs
authors/           for those who write
    dead_api       names that nobody should copy any more
    doctor         what this machine has and lacks
    format_tables  the tables of docs/format.md
    exercise_rules what docs/writing.md asks of an exercise
    first_use      the English of a term at its first use
    links          links of scripts that lead nowhere
    lint           all that can be said of a page without running it
    mutants        slips planted in solutions, each of which a check must refuse
    names          names that a page has and its downloads lack
    page_rules     what docs/format.md asks of folds, predictions and claims
    one_language   texts of code that only one language would show
    prove          planted changes, each of which verify must catch
    report         both sides of figures that verify found changed
    scaffold       a new tutorial
    until          a tutorial as far as a cell
    shown          formats of values, and numbers of a run typed by hand
site/              the folders that a site generator reads
    assemble       docs/es and docs/en: only changed bytes
    downloads      script, notebooks, wheel
    live           what `serve` does at a save
    nav            the navigation of both languages
    prepare        every page with its results, run where it is stale
    styles         one style sheet from many
    unchanged      whether a site is what a build would make again
    progress       which cell runs now, for `serve`
indexes/           pages made from the whole course
    claims errors gallery glossary library map torch_names   one page each
    search         what the search knows of all pages
    on_hand        what hand-written pages show of the course
    sphinx_gallery_adapter   what is good in sphinx-gallery
page/              the join of a tutorial and its results, and its Markdown
    page           cells with what they left: the join
    render         a page as Markdown
    card           front matter, header, foot
    failures       errors at their cells, for authors
    code           coloured code whose names lead to their documentation
    first_uses     definitions at the first use of a term
    markup         templates, fences, folds, escaped text, formulas
    quiz           a quiz that works without scripts
    snippets       "copy with what it needs"
    widgets        interactive figures and their data
    schema         what a page is, for those who search
    social         the picture beside a link to a page
    words          our own words, numbers, dates
results/           records of runs: committed or of this checkout, fresh or stale
    records        what runs left, as typed values
    store          results on disk
    update         how a tutorial stands; run what is stale
    partial        what there is of a run that failed
    compare        where two runs differ
    drift          sentences changed in one language alone
    freeze         write committed results, quietly
    verify         run again and compare
    checkout       where things are
run/               one part of a tutorial, one language, one process
    keys           what a part depends on, as facts
    trace          in the process: what it uses of the library
    worker         in the process: run the steps, record what comes out
    announced      in the process: errors and warnings that were to come
    terminal       in the process: what a terminal would show of a text
    figures dark   in the process: a figure for light and dark, and what it draws
    machine        what numbers can depend on
    needs          packages and data that may be missing here
    debug          a run on this terminal
    pool           processes with limits, several at a time
    protocol       what goes into a process and comes out
source/            what authors write, as typed values
    course         course.yml and every script it names
    script cells   a script: header, cells, both languages
    pairs          ` // ` in code
    parity         the same headings, links and figures in both languages
    inline         {{ values }} in prose
    exercises quiz glossary messages   what their files must hold
    names          names that code makes, needs and changes
    prose          where code, math and links are in Markdown
    yaml_file text syntax     one reader each, with lines
memo.py            what was made before, kept by all it was made from
errors.py          path:line: what is wrong; what to do
"""
