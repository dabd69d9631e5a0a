# ---
# title: "Lo básico // The basics"
# description: "Prosa, código y valores. // Prose, code and values."
# objectives:
#   - understand: "qué es $w x + b$ // what $w x + b$ is"
#   - apply: "una `suma` // a `sum`"
# minutes: {read: 5, practise: 1}
# needs: [alpha, later]
# ---
# %% [markdown] lang="es"
# ¿Qué hace un **paso**? Cuesta \$5 y usa $\frac{1}{2}$. Literal: \{{ nada }}.

# %% [markdown] lang="en"
# What does a **step** do? It costs \$5 and uses $\frac{1}{2}$. Literal: \{{ nothing }}.

# %%
import numpy as np

# %% [markdown] lang="es"
# ## 1 · Un paso { #step }
#
# $$
# w \leftarrow w - \eta g
# $$
#
# !!! tip "Consejo"
#     Mira [la otra página](beta.md).

# %% [markdown] lang="en"
# ## 1 · A step { #step }
#
# $$
# w \leftarrow w - \eta g
# $$
#
# !!! tip "Tip"
#     See [the other page](beta.md).

# %% Paso 1: actualizar // Step 1: update
w = np.array([0.5, -1.25])
lr = 0.1
w = w - lr * np.ones(2)  # contra el gradiente // against the gradient
share = 0.8731
rows = {"train": 60000}
print(f"w = {w} // now w = {w}")
w

# %% [markdown] lang="es"
# Ahora $w_0$ vale {{ w[0]:.2f }}; son {{ share:.1%}} de {{ rows["train"]:, }} filas y
# {{ len(w) }} pesos. Otra vez: {{ w[0]:.4f }}.

# %% [markdown] lang="en"
# Now $w_0$ is {{ w[0]:.2f }}; that is {{ share:.1%}} of {{ rows["train"]:, }} rows and
# {{ len(w) }} weights. Once more: {{ w[0]:.4f }}.
