"""A new tutorial that passes every check, to be rewritten by its author."""

from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE

SCRIPT = """\
# ---
# title: "Título // Title"
# description: "Una frase para los buscadores. // One sentence for search engines."
# objectives:
#   - understand: "qué hace esta página // what this page does"
# minutes: {read: 10, practise: 5}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# ¿Qué pregunta responde esta página?

# %% [markdown] lang="en"
# What question does this page answer?

# %%
import numpy as np

from tutorial_lib.checks import claim

# %% [markdown] lang="es"
# ## 1 · La primera pregunta { #first }
#
# **Antes de ejecutar:** ¿cuánto suman los números del 1 al 4?

# %% [markdown] lang="en"
# ## 1 · The first question { #first }
#
# **Before you run this:** what do the numbers from 1 to 4 add up to?

# %% Paso 1: sumar // Step 1: add
total = np.arange(1, 5).sum()
print(f"la suma es {total} // the sum is {total}")

# %% tags=["claim"]
claim("sum-to-four", total, equals=10)

# %% [markdown] lang="es"
# La suma es {{ total }}.

# %% [markdown] lang="en"
# The sum is {{ total }}.
"""


def write_scaffold(root: Path, module: str, slug: str) -> Path:
    """Write examples/MODULE/SLUG.py and its line in course.yml; return the script's path."""
    path = root / "examples" / module / f"{slug}.py"
    if path.exists():
        raise ContentError(
            path.relative_to(root).as_posix(), 1, "exists already; choose a new slug"
        )
    course = root / COURSE_FILE
    lines = course.read_text(encoding="utf-8").splitlines()
    planned = [n for n, line in enumerate(lines) if line.strip().startswith(f"- {slug}:")]
    if planned:
        lines[planned[0]] = f"      - {slug}"
    else:
        start = next(n for n, line in enumerate(lines) if line.strip() == f"- module: {module}")
        later = [n for n in range(start + 1, len(lines)) if "- module:" in lines[n]]
        lines.insert(later[0] if later else len(lines), f"      - {slug}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCRIPT, encoding="utf-8")
    course.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
