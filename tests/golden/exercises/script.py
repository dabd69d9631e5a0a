# ---
# title: "Ejercicios // Exercises"
# description: "Con pistas y solución. // With hints and a solution."
# objectives:
#   - create: "una solución // a solution"
# minutes: {read: 5, practise: 10}
# ---
# %%
secret = 1

# %% [markdown] lang="es" exercise="E1"
# ### E1 · Suma { #e1 }
#
# Suma `a` y `b`.

# %% [markdown] lang="en" exercise="E1"
# ### E1 · Add { #e1 }
#
# Add `a` and `b`.

# %% [markdown] lang="es" exercise="E1" role="hint"
# Usa `+`.

# %% [markdown] lang="en" exercise="E1" role="hint"
# Use `+`.

# %% [markdown] lang="es" exercise="E1" role="hint"
# Es $a + b$.

# %% [markdown] lang="en" exercise="E1" role="hint"
# It is $a + b$.

# %%
#| exercise: E1
#| role: setup
a, b = 20, 22

# %%
#| exercise: E1
#| role: starter
total = ...  # tu código // your code

# %%
#| exercise: E1
#| role: solution
total = a + b
print("secret" in globals(), total)

# %% [markdown] lang="es"
# ## Resumen { #summary }

# %% [markdown] lang="en"
# ## Summary { #summary }

# %%
print("total" in globals(), secret)
