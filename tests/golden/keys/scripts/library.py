# ---
# title: "Clave // Key"
# description: "Una página. // A page."
# objectives:
#   - understand: "una cosa // one thing"
# minutes: {read: 1, practise: 1}
# data: [small]
# files: [table.csv]
# ---
# %%
import matplotlib.pyplot as plt
from tutorial_lib import Stack
from tutorial_lib.tools import add

plt.style.use("tutorial_lib.look")
Stack().push(add(1, 2))
