# ---
# title: "Figuras // Figures"
# description: "Una y varias. // One and several."
# objectives:
#   - create: "figuras // figures"
# minutes: {read: 5, practise: 1}
# ---
# %%
import matplotlib.pyplot as plt

plt.style.use("tutorial_lib.gradiente")

# %%
#| alt:
#|   es: Una recta [azul] que "sube"
#|   en: A [blue] line that "climbs"
#| caption: La recta $y = x$. // The line $y = x$.
fig, ax = plt.subplots(figsize=(4, 3))
ax.plot([0, 1], [0, 1])
ax.set_title("La recta // The line")
plt.show()

# %%
#| alt: [Una // One, Dos // Two]
for height in (1, 2):
    plt.subplots(figsize=(4, height))
    print("figura // figure", height)
    plt.show()

# %%
#| alt: Última expresión // Last expression
figure = plt.figure(figsize=(2, 2))
figure
