# ---
# title: "Salidas // Outputs"
# description: "Todo lo que una celda puede dejar. // All that a cell can leave."
# objectives:
#   - analyse: "salidas // outputs"
# minutes: {read: 5, practise: 1}
# ---
# %%
#| tags: [hidden]
class Table:
    def _repr_html_(self):
        return "<table class='dataframe'><tr><td>1</td></tr></table><script>alert(1)</script>"


# %%
print("<script>alert('hola // hello')</script>")
print("{{ 7 * 7 }} {% raw %}")
print("```\n~~~ # - 1. *no* _no_ [no](no.md)\n```")
print("\x1b[31mrojo\x1b[0m at", "0x7f0123456789")

# %%
Table()

# %%
for n in range(31):
    print("línea // line", n)

# %%
#| raises: "ZeroDivisionError: division"
1 / 0

# %%
#| raises: "ValueError: last"
raise ValueError("\n".join(["1", "2", "3", "4", "5", "6", "last"]))

# %%
#| warns: "UserWarning: careful"
import warnings

warnings.warn("be careful")

# %%
#| tags: [recipe]
#| lang: bash
# pip install torch

# %% Receta // Recipe
#| tags: [recipe]
# train_for_a_week(model)

# %%
#| tags: [volatile]
import time

print("12.5 ms" if time.time() else "")
