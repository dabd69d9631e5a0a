"""The engine: scripts in, plain Markdown out; the site generator is a replaceable renderer.

Data flows one way, and each folder knows only those below it (`make check` says so):

    cli.py hook.py  the two doors, no logic: the command, and MkDocs
    authors/        for those who write: rules of language, scaffold, what a machine lacks
    site/           the folders that a site generator reads: pages, downloads, navigation
    indexes/        pages made from the whole course
    page/           the join of a tutorial and its results, and its Markdown
    results/        records of runs: committed or of this checkout, fresh or stale, verified
    run/            one tutorial, one language, one process
    source/         what authors write, as typed values
    errors.py       path:line: what is wrong; what to do
"""
