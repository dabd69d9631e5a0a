# ---
# title: "Muebles // Furniture"
# description: "Lo que rodea a una página. // What stands around a page."
# objectives:
#   - understand: "dónde va cada cosa // where each thing goes"
#   - apply: "abrirla // opening it"
# minutes: {read: 5, practise: 1}
# ---
# %% [markdown] lang="es"
# ¿Cuánto suman los cien primeros números?

# %% [markdown] lang="en"
# What do the first hundred numbers add up to?

# %%
#| tags: [hurry]
import math

answer = math.comb(101, 2)
print(answer)

# %% [markdown] lang="es" role="hurry"
# Son {{ answer }}. [La razón](#why) está más abajo.

# %% [markdown] lang="en" role="hurry"
# It is {{ answer }}. [The reason](#why) is below.

# %% [markdown] lang="es"
# Gauss lo supo de niño.

# %% [markdown] lang="en"
# Gauss knew as a child.

# %% [markdown] lang="es"
# ## Pocos números { #few }

# %% [markdown] lang="en"
# ## Few numbers { #few }

# %% Sumar // Add
#| predict: ¿Es $1 + 2 + 3$ más que `5`? // Is $1 + 2 + 3$ more than `5`?
total = sum([1, 2, 3])
print(total)

# %%
twice = 2 * total
print(twice)

# %%
#| tags: [claim]
from tutorial_lib.checks import claim

claim("total", total, equals=6, says="Uno, dos y tres suman seis. // One, two and three make six.")
claim("twice", twice, equals=12)

# %% [markdown] lang="es"
# Sí: es uno más.
#
# ## ¿Por qué? { #why }
#
# Sumas de dos en dos.

# %% [markdown] lang="en"
# Yes: it is one more.
#
# ## Why? { #why }
#
# You add in twos.

# %%
#| tags: [claim]
#| central: pairs
claim("pairs", 50 * 101, equals=5050, says="Cincuenta pares de 101. // Fifty pairs of 101.")
claim("half", 5050 / 101, equals=50)

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas"
#     $$\sum_{i=1}^{n} i = \frac{n (n + 1)}{2}$$

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics"
#     $$\sum_{i=1}^{n} i = \frac{n (n + 1)}{2}$$
