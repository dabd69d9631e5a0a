# ---
# title:
#   es: La superficie de pérdida y la tasa de aprendizaje
#   en: The loss surface and the learning rate
# description:
#   es: Dibuja la pérdida como un mapa, mide su curvatura y averigua cuánto puede medir un paso
#     antes de que el descenso salga volando.
#   en: Draw the loss as a map, measure its curvature and find out how long a step can be before the
#     descent flies off.
# objectives:
#   - understand:
#       es: leer un mapa de pérdida y sus cortes (E2)
#       en: read a map of the loss and its cross-sections (E2)
#   - analyse:
#       es: relacionar la curvatura con el paso más largo que aguanta (E1)
#       en: relate curvature to the longest step it can take (E1)
#   - evaluate:
#       es: acotar una buena tasa de aprendizaje con pruebas (E3)
#       en: bracket a good learning rate by trial (E3)
#   - create:
#       es: diseñar dos pasos que lleguen al fondo exacto (E4)
#       en: design two steps that reach the exact bottom (E4)
# minutes: {read: 25, practise: 20}
# needs: [gradient_descent]
# data: []
# ---

# %% [markdown] lang="es"
# **¿Por qué dibujar el descenso de gradiente, si ya funciona?** En la [página
# anterior](gradient-descent.md) la pérdida se desplomó y luego bajó muy despacio. La curva contaba
# *qué* pasaba, pero no *por qué*, ni si con pasos más largos ganarías tiempo o lo estropearías
# todo.
#
# Una red tiene millones de parámetros: no cabe en ningún dibujo, y de ella solo verás la curva. Una
# recta tiene dos, así que puedes ver también el terreno que hay debajo. Al terminar sabrás leer un
# mapa de pérdida, calcular cuánto puede medir un paso y elegir una
# **tasa de aprendizaje** (learning rate).
#
# ## La idea en una imagen { #picture }
#
# Cada lugar del suelo es una recta: un valor de $b$ y otro de $w$. La altura es su pérdida. Eso es
# la **superficie de pérdida** (loss surface). El descenso de la página anterior, en naranja, sale
# del punto morado.

# %% [markdown] lang="en"
# **Why draw gradient descent, if it already works?** On the [previous page](gradient-descent.md)
# the loss plunged and then went down very slowly. The curve told you *what* happened, but not
# *why*, nor whether longer steps would save time or ruin everything.
#
# A network has millions of parameters: no drawing can hold it, and you will only see its curve. A
# line has two, so you can also see the ground beneath. By the end you can read a map of the loss,
# work out how long a step can be and choose a **learning rate**.
#
# ## The idea in one picture { #picture }
#
# Every place on the ground is a line: one value of $b$ and one of $w$. The height is its loss. That
# is the **loss surface**. The descent of the previous page, in orange, sets out from the purple
# dot.

# %%
#| tags: [page]
import matplotlib.pyplot as plt
import numpy as np

from tutorial_lib import plots

state = np.random.RandomState(42)
idea_x = state.rand(100)
idea_y = 1 + 2 * idea_x + 0.1 * state.randn(100)
idea_order = np.arange(100)
state.shuffle(idea_order)
idea_x, idea_y = idea_x[idea_order[:80]], idea_y[idea_order[:80]]  # (80,), (80,)


def idea_loss(b, w):
    return ((b[..., None] + w[..., None] * idea_x - idea_y) ** 2).mean(axis=-1)


idea_walk = [np.array([0.49671415, -0.1382643])]
for _ in range(300):
    wrong = idea_walk[-1] @ [np.ones(80), idea_x] - idea_y  # (80,)
    idea_walk.append(idea_walk[-1] - 0.2 * np.array([wrong.mean(), (wrong * idea_x).mean()]))
idea_walk = np.array(idea_walk[:20] + idea_walk[20::10])  # (T, 2)
idea_b, idea_w = np.meshgrid(np.linspace(-1, 3, 61), np.linspace(-1, 5, 61))
idea_z = idea_loss(idea_b, idea_w)  # (61, 61)

# %%
#| tags: [page]
#| alt:
#|   es: La misma superficie dos veces. De lado, un cuenco alargado; desde arriba, elipses estrechas
#|     e inclinadas. El descenso baja deprisa por la pared, gira y recorre el fondo del valle hasta
#|     el centro.
#|   en: The same surface twice. From the side, a long bowl; from above, narrow tilted ellipses. The
#|     descent drops quickly down the wall, turns and follows the floor of the valley to the center.
#| caption:
#|   es: >-
#|     El mismo cuenco de lado y desde arriba: cada curva azul gruesa del cuenco es una línea del
#|     mapa.
#|   en: >-
#|     The same bowl from the side and from above: each thick blue curve of the bowl is one line of
#|     the map.
plt.style.use("tutorial_lib.gradiente")
figure = plt.figure(figsize=(7, 3.7))
side = figure.add_subplot(1, 2, 1, projection="3d", computed_zorder=False)
above = figure.add_subplot(1, 2, 2)
blue, thin = plots.COLORS["blue"], {"linewidth": 0.6, "alpha": 0.7}
heights = [0.05, 0.2, 0.5, 1, 2, 4, 6, 8]
for k in range(0, 61, 10):
    for row in (np.s_[:, k], np.s_[k, :]):
        low = idea_z[row] <= 8
        side.plot(idea_b[row][low], idea_w[row][low], idea_z[row][low], color=blue, **thin)
for axes, walk_height in ((side, [idea_loss(*idea_walk.T)]), (above, [])):
    axes.contour(idea_b, idea_w, idea_z, heights, colors=[blue], linewidths=1.2)
    axes.plot(*idea_walk.T, *walk_height, color=plots.COLORS["orange"], linewidth=2.8)
    first = [values[:1] for values in (*idea_walk.T, *walk_height)]
    axes.plot(*first, "o", color=plots.COLORS["purple"], markersize=8)
    axes.grid(False)
    axes.set(xlabel="$b$", ylabel="$w$")
for axis in (side.xaxis, side.yaxis, side.zaxis):
    axis.pane.set_visible(False)
side.view_init(34, -64)
side.set_box_aspect((4, 5, 4), zoom=1.05)
side.set(zlim=(0, 8), zticks=[0, 4, 8], title="de lado // from the side")
side.text2D(1.02, 0.95, "pérdida // loss", transform=side.transAxes, ha="right")
above.set(title="desde arriba // from above")
plt.show()

# %% [markdown] lang="es"
# Un dibujo en 3D deforma las distancias: solo el mapa se puede medir. En los dos, el camino baja
# deprisa, gira y recorre despacio un valle largo. Esta página explica ese giro.
#
# Traemos los mismos {{ len(idea_x) }} ejemplos, la misma conjetura y dos funciones que conoces:

# %% [markdown] lang="en"
# A 3-D drawing distorts distances: only the map can be measured. In both, the path
# drops quickly, turns and follows a long valley slowly. This page explains that turn.
#
# We bring in the same {{ len(idea_x) }} examples, the same guess and two functions you know:

# %% Preparar // Set up
import matplotlib.pyplot as plt
import numpy as np

from tutorial_lib import plots

np.random.seed(42)
x = np.random.rand(100, 1)  # (100, 1)
y = 1 + 2 * x + 0.1 * np.random.randn(100, 1)  # (100, 1)
order = np.arange(100)
np.random.shuffle(order)
x_train, y_train = x[order[:80]], y[order[:80]]  # (80, 1), (80, 1)
np.random.seed(42)
b0, w0 = np.random.randn(2)


def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


def gradients(b, w):
    error = b + w * x_train - y_train  # (80, 1)
    return 2 * error.mean(), 2 * (x_train * error).mean()


loss0 = mse(b0, w0)
grad_b0, grad_w0 = gradients(b0, w0)
print(f"""pérdida {loss0:.4f}, gradiente ({grad_b0:.4f}, {grad_w0:.4f}) //
    loss {loss0:.4f}, gradient ({grad_b0:.4f}, {grad_w0:.4f})""")

# %% [markdown] lang="es"
# Los mismos números.
#
# ## 1. ¿Cómo se mide un paisaje entero? { #surface }
#
# Hay que calcular la pérdida en una **rejilla** (grid): todas las parejas de unos cuantos $b$ y
# unos cuantos $w$. `np.meshgrid` forma las parejas. Míralo primero en pequeño:

# %% [markdown] lang="en"
# The same numbers.
#
# ## 1. How do you measure a whole landscape? { #surface }
#
# You compute the loss on a **grid**: every pair of a few values of $b$ and a few of $w$.
# `np.meshgrid` makes the pairs. See it small first:

# %%
tiny_b, tiny_w = np.meshgrid([0, 1, 2], [10, 20])
print(tiny_b)
print(tiny_w)

# %% [markdown] lang="es"
# Las dos tablas se leen una encima de otra: en la fila 0, columna 2, la pareja es $b = 2$,
# $w = 10$. La columna elige $b$; la fila, $w$. **Antes de ejecutar:** con 101 valores de cada uno,
# ¿cuántas rectas vas a medir?

# %% [markdown] lang="en"
# Read the two tables one on top of the other: in row 0, column 2, the pair is $b = 2$, $w = 10$.
# The column picks $b$; the row picks $w$. **Before you run this:** with 101 values of each, how
# many lines are you about to measure?

# %% Medir toda la rejilla // Measure the whole grid
grid_b = np.linspace(-1, 3, 101)  # (101,)
grid_w = np.linspace(-1, 5, 101)  # (101,)
all_b, all_w = np.meshgrid(grid_b, grid_w)  # (101, 101), (101, 101)
y_hat = all_b[:, :, None] + all_w[:, :, None] * x_train.ravel()  # (101, 101, 80)
surface = ((y_hat - y_train.ravel()) ** 2).mean(axis=2)  # (101, 101)

row, column = np.unravel_index(surface.argmin(), surface.shape)
best_b, best_w = grid_b[column], grid_w[row]
print(f"{surface.size} rectas medidas // {surface.size} lines measured")
print(f"""la mejor: b = {best_b:.2f}, w = {best_w:.2f} //
    the best: b = {best_b:.2f}, w = {best_w:.2f}""")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("surface-is-mse", surface[0, 100], equals=mse(grid_b[100], grid_w[0]), abs=1e-12)
# b = 1, w = 2 es la celda (50, 50) // b = 1, w = 2 is cell (50, 50)
claim("grid-minimum-cells-off", [abs(row - 50), abs(column - 50)], at_most=1)

# %% [markdown] lang="es"
# {{ surface.size:,}} rectas sin un solo bucle. La mejor queda a una celda de $b = 1$ y $w = 2$, la
# regla con que fabricamos los datos.
#
# ??? technical "Línea por línea"
#     - `[:, :, None]` añade un eje al final. Así, el *broadcasting* (expansión automática) enfrenta
#       cada pareja con los {{ len(x_train) }} ejemplos. Allí fue un fallo; aquí la queremos.
#     - `mean(axis=2)` promedia ese último eje: queda una pérdida por pareja.
#     - `argmin` da el lugar del menor valor, contando celdas de corrido; `unravel_index` lo
#       traduce a fila y columna.
#
# ¿Para qué dar pasos, si la rejilla ya encontró el fondo? **Antes de ejecutar:** con diez
# parámetros y un millón de medidas por segundo, ¿cuánto tardaría?

# %% [markdown] lang="en"
# {{ surface.size:,}} lines without a single loop. The best one is within one cell of $b = 1$ and
# $w = 2$, the rule that made the data.
#
# ??? technical "Line by line"
#     - `[:, :, None]` adds an axis at the end, so *broadcasting* sets each
#       pair against the {{ len(x_train) }} examples. There it was a bug; here we want it.
#     - `mean(axis=2)` averages over that last axis: one loss per pair is left.
#     - `argmin` gives the place of the smallest value, counting cells in one long row;
#       `unravel_index` turns that into row and column.
#
# Why take steps at all, if the grid has found the bottom? **Before you run this:** with ten
# parameters and a million measurements per second, how long would it take?

# %%
seconds = 101**10 / 1_000_000
million_years = seconds / (365 * 24 * 3600) / 1_000_000
print(f"{million_years:.1f} millones de años // {million_years:.1f} million years")

# %%
#| tags: [claim]
claim("ten-parameter-grid", million_years, at_least=3)

# %% [markdown] lang="es"
# La rejilla sirve para mirar, no para entrenar. El descenso nunca ve el paisaje: solo nota la
# pendiente bajo sus pies.
#
# ## 2. ¿Cómo se lee el mapa? { #contours }
#
# Cada **curva de nivel** une los lugares de igual pérdida, como en un mapa de montaña los de igual
# altura. El número dice cuánta; hacia fuera crece cada vez más. `lstsq` da el mínimo exacto.

# %% [markdown] lang="en"
# The grid is for looking, not for training. The descent never sees the landscape, only the slope
# under its feet.
#
# ## 2. How do you read the map? { #contours }
#
# Each **contour line** joins places with the same loss, as those of a hiking map join places of the
# same height. The number says how much; outward it grows faster and faster. `lstsq` gives the exact
# minimum.

# %%
#| alt:
#|   es: >-
#|     Mapa de la pérdida: elipses largas, estrechas e inclinadas. El inicio está en la ladera de
#|     abajo, a pérdida 2.7; el mínimo, en el centro, cerca de b = 1 y w = 2.
#|   en: >-
#|     Map of the loss: long, narrow, tilted ellipses. The start is on the lower slope, at a loss of
#|     2.7; the minimum is in the center, near b = 1 and w = 2.
columns = np.hstack([np.ones_like(x_train), x_train])  # (80, 2)
bottom = np.linalg.lstsq(columns, y_train)[0].ravel()  # (2,): b, w
lowest = mse(*bottom)  # el * entrega b y w por separado // the * hands over b and w separately
plots.plot_contours(grid_b, grid_w, surface, start=(b0, w0), minimum=tuple(bottom))

# %% [markdown] lang="es"
# Sigue las *mismas* dos líneas vecinas: donde se acercan, la cuesta es fuerte; donde se separan,
# suave. Forman un valle largo, estrecho e inclinado. **Antes de ejecutar:** desde el mínimo, sube
# $w$ en 1. ¿Qué sale más caro: subir a la vez $b$ en 0.5, o bajarlo en 0.5?

# %% [markdown] lang="en"
# Follow the *same* two neighboring lines: where they come close, the slope is steep; where they
# part, it is gentle. They form a long, narrow, tilted valley. **Before you run this:** from the
# minimum, raise $w$ by 1. What costs more: raising $b$ by 0.5 as well, or lowering it by 0.5?

# %%
across = mse(bottom[0] + 0.5, bottom[1] + 1) - lowest
along = mse(bottom[0] - 0.5, bottom[1] + 1) - lowest
times_dearer = across / along
print(f"subir b: la pérdida crece {across:.3f} // raise b: the loss grows by {across:.3f}")
print(f"bajar b: la pérdida crece {along:.3f} // lower b: the loss grows by {along:.3f}")

# %%
#| tags: [claim]
claim("across-costs-more", times_dearer, at_least=10)

# %% [markdown] lang="es"
# Subirlo: mismo recorrido, {{ times_dearer:.0f }} veces más caro. Si $w$ sube y $b$ baja, la recta
# gira sobre los datos y los cambios casi se compensan: caminas a lo largo del valle. Si suben los
# dos, la recta se despega de los datos: trepas por la pared.
#
# ## 3. ¿Qué es el gradiente en este mapa? { #cuts }
#
# Corta la superficie por el inicio, como una tarta: deja $w$ quieto y mueve solo $b$ y, después,
# al revés. Cada **corte** (cross-section) es una curva corriente. **Antes de mirar:** ¿cuál será
# más empinado en el inicio?

# %% [markdown] lang="en"
# Raising it: same distance, {{ times_dearer:.0f }} times the price. If $w$ goes up and $b$ down,
# the line turns around the data and the changes nearly cancel: you walk along the valley. If both
# go up, the line lifts off the data: you climb the wall.
#
# ## 3. What is the gradient on this map? { #cuts }
#
# Cut the surface through the start, like a cake: hold $w$ still and move only $b$, then the other
# way around. Each **cross-section** is an ordinary curve. **Before you look:** which one will be
# steeper at the start?

# %%
cut_b = [mse(b, w0) for b in grid_b]  # w quieto // w still
cut_w = [mse(b0, w) for w in grid_w]  # b quieto // b still
cut_bottom = grid_b[np.argmin(cut_b)]
print(f"""fondo del primer corte: b = {cut_bottom:.2f} //
    bottom of the first cut: b = {cut_bottom:.2f}""")

# %%
#| tags: [page]
#| alt:
#|   es: Dos cortes por el inicio, dos parábolas. Al mover solo b la tangente baja con fuerza,
#|     pendiente −3.04, y la curva se cierra deprisa; al mover solo w la pendiente es −1.83 y la
#|     curva es mucho más abierta.
#|   en: Two cuts through the start, two parabolas. Moving only b, the tangent goes down steeply,
#|     slope −3.04, and the curve closes quickly; moving only w the slope is −1.83 and the curve is
#|     much wider.
figure, pair = plt.subplots(1, 2, figsize=(7, 3.4), sharey=True)
cuts = ((grid_b, cut_b, b0, grad_b0, "$b$"), (grid_w, cut_w, w0, grad_w0, "$w$"))
for axes, (places, cut, here, slope, name) in zip(pair, cuts, strict=True):
    near = np.array([here - 0.7, here + 0.7])
    axes.plot(places, cut, color=plots.COLORS["blue"])
    axes.plot(near, loss0 + slope * (near - here), color=plots.COLORS["orange"], linewidth=2.8)
    axes.plot(here, loss0, "o", color=plots.COLORS["purple"], markersize=9)
    axes.annotate(
        f"pendiente {slope:.2f} // slope {slope:.2f}",
        (here + 0.25, loss0 + 0.35),
        fontweight="bold",
    )
    axes.set(xlabel=name, ylim=(0, 7.5))
pair[0].set(ylabel="pérdida // loss", title="mover solo b // move only b")
pair[1].set(title="mover solo w // move only w")
plt.show()

# %% [markdown] lang="es"
# El de $b$. La recta naranja es la **tangente**: roza la curva en un punto y tiene su misma
# pendiente. Las dos pendientes, {{ grad_b0:.2f}} y {{ grad_w0:.2f}}, son las derivadas parciales;
# juntas, el gradiente.
#
# El fondo del primer corte está en $b$ = {{ cut_bottom:.2f}}, no en 1. Por eso en la página
# anterior $b$ se pasó de largo: al principio, la pendiente lo llevaba hacia allí. El fondo de un
# corte no es el del valle.
#
# La recta que une los dos extremos de un empujón es una **secante**. **Antes de ejecutar:** con
# empujones diez veces menores, ¿cuánto se acercará la secante a la tangente?

# %% [markdown] lang="en"
# The one along $b$. The orange line is the **tangent**: it touches the curve at one point and has
# the same slope there. Those two slopes, {{ grad_b0:.2f}} and {{ grad_w0:.2f}}, are the partial
# derivatives; together, the gradient.
#
# The bottom of the first cut is at $b$ = {{ cut_bottom:.2f}}, not 1. That is why $b$ overshot on
# the previous page: at first, the slope was taking it there. The bottom of a cut is not that of the
# valley.
#
# The line that joins both ends of a nudge is a **secant**. **Before you run this:** with nudges ten
# times smaller, how much closer does the secant get to the tangent?

# %%
secant_gaps = []
for nudge in (1, 0.1, 0.01):
    secant = (mse(b0 + nudge, w0) - loss0) / nudge
    secant_gaps.append(secant - grad_b0)
    print(f"empujón {nudge}: secante {secant:.4f} // nudge {nudge}: secant {secant:.4f}")
print(f"tangente: {grad_b0:.4f} // tangent: {grad_b0:.4f}")

# %%
#| tags: [claim]
claim("secant-gap-is-the-nudge", secant_gaps, equals=[1, 0.1, 0.01], abs=1e-9)

# %% [markdown] lang="es"
# Diez veces más. La secante se equivoca justo en lo que mide el empujón, porque en este corte la
# pendiente cambia siempre al mismo ritmo. Ese ritmo decidirá cuánto puede medir un paso.
#
# ## 4. ¿Y si alargas el paso? { #try-rates }
#
# La figura repite el descenso con la tasa y el inicio que elijas. Con 0.1, cien pasos no bastan.
# Haz tu predicción y busca después la tasa más rápida:

# %% [markdown] lang="en"
# Ten times closer. The secant is wrong by exactly the size of the nudge, because on this cut the
# slope always changes at the same pace. That pace will decide how long a step can be.
#
# ## 4. What if you lengthen the step? { #try-rates }
#
# The figure repeats the descent with the rate and the start you choose. At 0.1, a hundred steps are
# not enough. Make your prediction, then look for the fastest rate:

# %%
#| tags: [page]
#| data: I-1
#| alt:
#|   es: >-
#|     Mapa del valle: elipses alargadas alrededor del mínimo. Con la tasa 0.1, el camino baja
#|     deprisa por la ladera, gira y sigue despacio por el fondo; tras cien pasos aún no llega.
#|   en: >-
#|     Map of the valley: long ellipses around the minimum. At rate 0.1 the path goes fast down the
#|     slope, turns and goes on slowly along the floor; after a hundred steps it is not there yet.
slow_walk = [(b0, w0)]
for _ in range(100):
    slow_b, slow_w = gradients(*slow_walk[-1])
    slow_walk.append((slow_walk[-1][0] - 0.1 * slow_b, slow_walk[-1][1] - 0.1 * slow_w))
means = {"x": x_train.mean(), "xx": (x_train**2).mean(), "y": y_train.mean()}
means |= {"xy": (x_train * y_train).mean(), "yy": (y_train**2).mean()}
bends = np.linalg.eigvalsh([[2, 2 * means["x"]], [2 * means["x"], 2 * means["xx"]]])
walk_name = "tasa 0.1, cien pasos // rate 0.1, a hundred steps"
plots.plot_path(grid_b, grid_w, surface, {walk_name: slow_walk}, minimum=tuple(bottom))
{"means": means, "start": [b0, w0], "lr": 0.1, "limit": 2 / bends[1]}

# %% [markdown] lang="es"
# Con 1.0 **diverge**: cada paso cruza el valle y cae más arriba, al otro lado. Pasada la marca
# roja, el límite, ocurre desde casi cualquier inicio; las secciones 5 y 6 dirán por qué.
#
# Ahora cuatro tasas, con más rigor: “llegar” será quedar a menos de 0.00001 del mínimo, así que
# contamos los lugares que están más lejos. **Antes de ejecutar:** 0.8 zigzaguea, pero llega. ¿Antes
# que 0.2?

# %% [markdown] lang="en"
# With 1.0 it **diverges**: each step crosses the valley and lands higher up, on the other side.
# Past the red mark, the limit, that happens from almost any start; sections 5 and 6 say why.
#
# Now four rates, more strictly: “arriving” is being within 0.00001 of the minimum, so we count the
# places farther away. **Before you run this:** 0.8 zigzags, but it arrives. Sooner than 0.2?


# %% Bajar con una tasa // Descend at a rate
def descend(lr, steps):
    walk = [(b0, w0)]
    for _ in range(steps):
        b, w = walk[-1]
        grad_b, grad_w = gradients(b, w)
        walk.append((b - lr * grad_b, w - lr * grad_w))
    return np.array(walk)  # (steps + 1, 2)


walks = {lr: descend(lr, 2000) for lr in (0.05, 0.2, 0.8)}
arrival = {}
for lr, walk in walks.items():
    distance = np.abs(walk - bottom).max(axis=1)  # (2001,)
    arrival[lr] = int((distance > 1e-5).sum())  # pasos aún lejos // steps still far away
    print(f"{lr}: llega en {arrival[lr]} pasos // {lr}: arrives in {arrival[lr]} steps")
flying = np.array([mse(b, w) for b, w in descend(1.0, 20)])  # (21,)
explodes = int((flying < 1e6).sum())
print(f"1.0: pasa de un millón en {explodes} pasos // 1.0: passes a million in {explodes} steps")

# %%
#| tags: [claim]
claim("rate-0.8-arrives", walks[0.8][-1], equals=bottom, abs=1e-5)
claim("rate-1.0-explodes", explodes, between=(1, 19))
claim("longer-is-not-faster", arrival[0.8] / arrival[0.2], at_least=2)

# %%
#| alt:
#|   es: Cuatro descensos de veinte pasos. Con 0.05 baja y apenas avanza por el valle; con 0.2 llega
#|     casi al mínimo; con 0.8 salta de una pared a otra; con 1.0 se sale del mapa.
#|   en: Four descents of twenty steps. At 0.05 it goes down and barely moves along the valley; at
#|     0.2 it almost reaches the minimum; at 0.8 it jumps from wall to wall; at 1.0 it leaves the
#|     map.
names = [f"tasa {lr} // rate {lr}" for lr in (0.05, 0.2, 0.8, 1.0)]
drawn = [walks[0.05][:21], walks[0.2][:21], walks[0.8][:21], descend(1.0, 12)]
panels = dict(zip(names, drawn, strict=True))
plots.plot_path(grid_b, grid_w, surface, panels, levels=7, minimum=tuple(bottom))

# %% [markdown] lang="es"
# Más largo no siempre es más rápido: 0.8 tarda {{ arrival[0.8] }} pasos y 0.2, {{ arrival[0.2] }}.
# Cerca del límite, casi todo el esfuerzo se va en cruzar de pared a pared.
#
# ## 5. ¿Cuánto puede medir un paso? { #step-size }
#
# Vuelve al primer corte, donde solo se mueve $b$. Su pendiente cambia en 2 cuando $b$ avanza 1: eso
# es la **curvatura** (curvature), y aquí vale $c = 2$. En el fondo la pendiente es cero, así que a
# distancia $d$ del fondo vale $c \cdot d$. El paso mide $\text{lr} \cdot c \cdot d$, y queda:
#
# $$d_{\text{nueva}} = (1 - \text{lr} \cdot c) \cdot d$$
#
# **Antes de ejecutar:** ¿qué tasa de esta lista llega al fondo de un solo paso? ¿Cuáles no se
# acercan jamás?

# %% [markdown] lang="en"
# Longer is not always faster: 0.8 takes {{ arrival[0.8] }} steps and 0.2 takes {{ arrival[0.2] }}.
# Close to the limit, nearly all the effort goes into crossing from wall to wall.
#
# ## 5. How long can a step be? { #step-size }
#
# On the first cut only $b$ moves. Its slope changes by 2 when $b$ moves by 1: that is the
# **curvature**, here $c = 2$. At the bottom the slope is zero, so at distance $d$ from the
# bottom it is $c \cdot d$. The step is $\text{lr} \cdot c \cdot d$ long, and this is left:
#
# $$d_{\text{new}} = (1 - \text{lr} \cdot c) \cdot d$$
#
# **Before you run this:** which rate on this list reaches the bottom in a single step? Which ones
# never get any closer?

# %%
exact_cut_bottom = (y_train - w0 * x_train).mean()  # aquí la pendiente es 0 // the slope is 0 here
factors = []
for lr in (0.1, 0.5, 0.8, 1.0, 1.1):
    b_next = b0 - lr * grad_b0
    factor = (b_next - exact_cut_bottom) / (b0 - exact_cut_bottom)
    factors.append(round(factor, 9) + 0.0)  # evita -0.0 // avoids -0.0
    print(f"""{lr}: la distancia se multiplica por {factors[-1]:.1f} //
        {lr}: the distance is multiplied by {factors[-1]:.1f}""")

# %%
#| tags: [claim]
claim("one-step-factor", factors, equals=[0.8, 0, -0.6, -1, -1.2], abs=1e-9)

# %% [markdown] lang="es"
# - Hasta $1/c$ = 0.5, el punto se acerca sin cruzar; con 0.5 justo, llega de un paso.
# - Entre 0.5 y 1, el signo negativo dice que cruza al otro lado: zigzag, pero cada vez más cerca.
# - Con $2/c$ = 1, rebota para siempre. Más allá diverge: cada paso acaba más lejos.
#
# ## 6. ¿Qué dirección manda? { #curvature }
#
# Este corte aguanta tasas de hasta 1.0, y el de $w$, más abierto, de más de 3. Pero en el mapa 1.0
# no rebotaba: estallaba. Falta alguna dirección. Ponte en el mínimo, avanza 1 hacia cada lado y
# mide la pendiente en ese sentido. En el fondo era cero, así que lo que mides es la curvatura.
#
# Un ángulo reparte el avance: el coseno va a $b$ y el seno, a $w$. **Antes de ejecutar:** si 0° es
# mover solo $b$ y 90°, solo $w$, ¿hacia dónde será máxima?

# %% [markdown] lang="en"
# - Up to $1/c$ = 0.5, the point comes closer without crossing; with exactly 0.5, one step is
#   enough.
# - Between 0.5 and 1, the minus sign says that it crosses over: a zigzag, but closer every time.
# - With $2/c$ = 1, it bounces forever. Beyond that it diverges: each step ends farther away.
#
# ## 6. Which direction is in charge? { #curvature }
#
# This cut bears rates up to 1.0; the wider cut of $w$, more than 3. Yet on the map 1.0 did not
# bounce: it blew up. Some direction is missing. Stand at the minimum, move by 1 each way and
# measure the slope in that direction. It was zero at the bottom, so what you measure is the
# curvature.
#
# An angle shares out the move: its cosine goes to $b$ and its sine to $w$. **Before you run this:**
# if 0° means moving only $b$ and 90° only $w$, where will it be largest?


# %% Medir la curvatura // Measure the curvature
def curvature(angle):
    step_b, step_w = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    slope_b, slope_w = gradients(bottom[0] + step_b, bottom[1] + step_w)
    # Cada pendiente cuenta lo que se avanza en ella // Each slope counts by the move along it
    return step_b * slope_b + step_w * slope_w


angles = np.arange(181)
curvatures = np.array([curvature(angle) for angle in angles])
steep, flat = curvatures.max(), curvatures.min()
steep_angle, flat_angle = int(curvatures.argmax()), int(curvatures.argmin())
print(f"mayor: {steep:.4f}, a {steep_angle}° // largest: {steep:.4f}, at {steep_angle}°")
print(f"menor: {flat:.4f}, a {flat_angle}° // smallest: {flat:.4f}, at {flat_angle}°")

# %%
#| alt:
#|   es: >-
#|     Curvatura según la dirección: parte de 2.0 al mover solo b, sube a 2.48 a los 27 grados, baja
#|     por 0.63 al mover solo w y toca fondo en 0.15 a los 117 grados.
#|   en: >-
#|     Curvature by direction: it starts at 2.0 when only b moves, rises to 2.48 at 27 degrees,
#|     falls through 0.63 when only w moves and bottoms out at 0.15 at 117 degrees.
wall, floor, only_w = "a lo ancho // across", "a lo largo // along", "solo $w$ // only $w$"
marks = {wall: steep_angle, only_w: 90, floor: flat_angle}
plots.plot_curve(
    curvatures,
    x=angles,
    xlabel="dirección (grados) // direction (degrees)",
    ylabel="curvatura // curvature",
    marks=marks,
)

# %% [markdown] lang="es"
# La peor dirección no es ningún eje: cruza el valle en diagonal, a {{ steep_angle }}°. Ella pone el
# límite, porque un descenso debe acercarse en *todas* las direcciones. Además, todas las curvaturas
# son positivas: la superficie es **convexa** (convex), un solo cuenco sin trampas.
#
# Con más parámetros ya no hay un solo ángulo que girar. La vía general es la
# **hessiana** (Hessian), una tabla: cuánto cambia cada pendiente (fila) al mover cada parámetro
# (columna). Si $b$ sube 1, todos los errores suben 1, y la pendiente en $b$, el doble de su media,
# sube 2; lo demás sale igual. Los *valores propios* (eigenvalues) de la tabla son las curvaturas
# extremas; el mayor se escribe $\lambda_{\max}$ (lambda). Los calcula `eigvalsh`:

# %% [markdown] lang="en"
# The worst direction is neither axis: it crosses the valley diagonally, at {{ steep_angle }}°. It
# sets the limit, because a descent must get closer in *every* direction. Besides, all curvatures
# are positive: the surface is **convex**, a single bowl without traps.
#
# With more parameters there is no single angle to turn. The general way is the **Hessian**, a
# table: how much each slope (row) changes when each parameter (column) moves. If $b$ goes up by 1,
# so does every error, and the slope in $b$, twice their mean, goes up by 2; the rest comes the same
# way. The *eigenvalues* of the table are the extreme curvatures; the largest is written
# $\lambda_{\max}$ (lambda). `eigvalsh` computes them:

# %% Calcular el límite // Compute the limit
mean_x, mean_xx = x_train.mean(), (x_train**2).mean()
hessian = np.array([[2, 2 * mean_x], [2 * mean_x, 2 * mean_xx]])  # (2, 2)
flattest, steepest = np.linalg.eigvalsh(hessian)
rate_limit = 2 / steepest
progress = rate_limit * flattest  # lo que avanza por el valle // the progress along the valley
print(f"""curvaturas: {flattest:.4f} y {steepest:.4f} //
    curvatures: {flattest:.4f} and {steepest:.4f}""")
print(f"límite de la tasa: {rate_limit:.4f} // limit of the rate: {rate_limit:.4f}")

# %%
#| tags: [claim]
claim("curvatures", [flattest, steepest], equals=[0.1511, 2.4829], abs=5e-5)
claim("turning-agrees", [flat, steep], equals=[flattest, steepest], abs=1e-3)
claim("rate-limit", rate_limit, equals=0.8055, abs=5e-5)
claim("convex", flattest, at_least=0)

# %% [markdown] lang="es"
# El límite es $2/\lambda_{\max}$ = {{ rate_limit:.4f}}. Y aquí está la respuesta que buscabas: la
# pared decide la tasa, pero el camino va por el valle, mucho más plano. Ni con la tasa límite
# avanzas en un paso más del {{ progress:.0%}} de lo que falta.
#
# !!! later "Más adelante"
#     En la [página siguiente](scaling-and-batches.md) redondeas el valle. La superficie de una red
#     no es convexa, pero sus paredes también ponen un límite.
#
# ## 7. ¿Cómo se elige una tasa? { #choose }
#
# En una red no calcularás $\lambda_{\max}$, pero puedes probar muchas tasas, con pocos pasos cada
# una. **Antes de ejecutar:** ¿cómo será la pérdida a cada lado de la mejor tasa?

# %% [markdown] lang="en"
# The limit is $2/\lambda_{\max}$ = {{ rate_limit:.4f}}. And that answers the opening question: the
# wall decides the rate, but the path runs along the much flatter valley. Not even at the limit does
# one step cover more than {{ progress:.0%}} of what is left.
#
# !!! later "Later"
#     On the [next page](scaling-and-batches.md) you make the valley round. The surface of a network
#     is not convex, but its walls set a limit too.
#
# ## 7. How do you choose a rate? { #choose }
#
# In a network you will not compute $\lambda_{\max}$, but you can try many rates, for a few steps
# each. **Before you run this:** how will the loss look on each side of the best rate?

# %%
#| alt:
#|   es: >-
#|     Pérdida tras veinte pasos según la tasa, en escala logarítmica: baja poco a poco hasta cerca
#|     de 0.7 y, pasado el límite 0.81, sube como una pared.
#|   en: >-
#|     Loss after twenty steps for each rate, on a logarithmic scale: it falls little by little
#|     until about 0.7 and, past the limit of 0.81, rises like a wall.
rates = np.arange(1, 91) / 100  # 0.01, 0.02, … 0.90
after_20 = np.array([mse(*descend(lr, 20)[-1]) for lr in rates])
best_rate = rates[after_20.argmin()]
best_name, limit_name = "la mejor // the best", "el límite // the limit"
spots = {"0.1": 0.1, best_name: best_rate, limit_name: rate_limit}
axis = "tasa de aprendizaje // learning rate"
height = "pérdida tras 20 pasos // loss after 20 steps"
plots.plot_curve(
    after_20,
    x=rates,
    xlabel=axis,
    ylabel=height,
    log=True,
    marks=spots,
)

# %%
#| tags: [page]
after_1 = [mse(*descend(lr, 1)[-1]) for lr in rates]  # para el cuestionario // for the quiz
bend_w = curvatures[90]
only_w_limit, half_w_limit, doubled_w, halved_w = 2 / bend_w, 1 / bend_w, 2 * bend_w, bend_w / 2

# %%
half = mse(*descend(best_rate / 2, 20)[-1])
more = mse(*descend(1.2 * best_rate, 20)[-1])
print(f"""la mejor, {best_rate:.2f}: {after_20.min():.4f} //
    the best, {best_rate:.2f}: {after_20.min():.4f}""")
print(f"""la mitad: {half:.4f}, un 20% más: {more:.0f} //
    half of it: {half:.4f}, 20% more: {more:.0f}""")

# %%
#| tags: [claim]
claim("best-rate", best_rate, between=(0.6, rate_limit))
claim("too-high-costs-more", more / half, at_least=1000)

# %% [markdown] lang="es"
# La mejor ronda la que hallaste en la figura. A su izquierda, una ladera; a su derecha, un
# acantilado. Quedarse a la mitad cuesta algo de tiempo; pasarse un 20 % lo cuesta todo. Por eso se
# elige una tasa algo *menor* que la mejor.
#
# ## Lo que suele fallar { #errors }
#
# ### Culpar al gradiente { #error-blame }
#
# **Síntoma:** la pérdida sube y sospechas de tus derivadas. Divide la tasa entre cien y mira:

# %% [markdown] lang="en"
# The best is close to the one you found in the figure. On its left, a slope; on its right, a cliff.
# Half the best rate costs some time; 20% too much costs everything. That is why you choose a rate
# somewhat *below* the best.
#
# ## What usually goes wrong { #errors }
#
# ### Blaming the gradient { #error-blame }
#
# **Symptom:** the loss rises and you suspect your derivatives. Divide the rate by a hundred and
# look:

# %%
# -0.01 suma en vez de restar // -0.01 adds instead of subtracting
for lr in (1.0, 0.01, -0.01):
    after_5 = mse(*descend(lr, 5)[-1])
    print(f"tasa {lr}: {loss0:.2f} -> {after_5:.2f} // rate {lr}: {loss0:.2f} -> {after_5:.2f}")

# %% [markdown] lang="es"
# **Causa:** si con la tasa diminuta baja, el gradiente está bien y la tasa era demasiado alta. Si
# aún sube, como en la última línea, el gradiente está mal. **Arreglo:** haz esta prueba antes de
# tocarlo.
#
# ### La pérdida se vuelve infinita { #error-overflow }
#
# **Síntoma:** un aviso de NumPy y una pérdida `inf`; un poco después, `nan`.

# %% [markdown] lang="en"
# **Cause:** if it falls at the tiny rate, the gradient is fine and the rate was too high. If it
# still rises, as in the last line, the gradient is wrong. **Fix:** run this test before you touch
# it.
#
# ### The loss becomes infinite { #error-overflow }
#
# **Symptom:** a warning from NumPy and a loss of `inf`; a little later, `nan`.

# %%
#| warns: "RuntimeWarning: overflow encountered"
#| cause:
#|   es: >-
#|     Los pasos divergen: los parámetros crecen sin freno hasta que su cuadrado no cabe en un
#|     número de la máquina.
#|   en: >-
#|     The steps diverge: the parameters grow without limit until their square does not fit in a
#|     machine number.
#| fix:
#|   es: Baja la tasa de aprendizaje; para en cuanto la pérdida crezca mucho.
#|   en: Lower the learning rate; stop as soon as the loss grows a lot.
b_lost, w_lost = descend(1.0, 1000)[-1]
print(f"""b = {b_lost:.0e}, pérdida = {mse(b_lost, w_lost)} //
    b = {b_lost:.0e}, loss = {mse(b_lost, w_lost)}""")

# %% [markdown] lang="es"
# **Causa:** la tasa supera el límite y $b$ crece sin freno (`e+` va seguido del número de ceros).
# Su cuadrado ya no cabe en un número de la máquina (*overflow*). **Arreglo:** baja la tasa.
#
# ### Una curva, dos enfermedades { #error-twins }
#
# **Síntoma:** la pérdida baja despacio. ¿Tasa demasiado baja? **Antes de mirar:** ¿se puede saber
# por la curva?

# %% [markdown] lang="en"
# **Cause:** the rate is over the limit and $b$ grows without end (after `e+`, the number of zeros).
# Its square no longer fits in a machine number (*overflow*). **Fix:** lower the rate.
#
# ### One curve, two illnesses { #error-twins }
#
# **Symptom:** the loss falls slowly. Is the rate too low? **Before you look:** can you tell from
# the curve?

# %%
#| alt:
#|   es: >-
#|     Pérdida durante cuarenta pasos con las tasas 0.8 y 0.007: las dos curvas bajan despacio y
#|     casi coinciden.
#|   en: >-
#|     Loss over forty steps at rates 0.8 and 0.007: the two curves fall slowly and nearly coincide.
twins = {}
for lr in (0.8, 0.007):
    twins[lr] = np.array([mse(b, w) for b, w in descend(lr, 40)])  # (41,)
worst_twin_gap = np.abs(twins[0.007] / twins[0.8] - 1).max()
twin_names = [f"tasa {lr} // rate {lr}" for lr in twins]
curves = dict(zip(twin_names, twins.values(), strict=True))
plots.plot_curves(curves, x=range(41), xlabel="paso // step", ylabel="pérdida (MSE) // loss (MSE)")

# %%
#| tags: [claim]
claim("twin-curves", worst_twin_gap, at_most=0.05)

# %% [markdown] lang="es"
# No: las curvas difieren en menos del 5 %, pero un descenso rebota de pared a pared y el otro se
# arrastra. **Antes de ejecutar:** divide las dos tasas entre dos. ¿Cuál mejora?

# %% [markdown] lang="en"
# You cannot: the curves differ by less than 5%, but one descent bounces from wall to wall and the
# other crawls. **Before you run this:** halve both rates. Which one improves?

# %%
halved = [mse(*descend(lr / 2, 40)[-1]) for lr in twins]
for lr, losses, loss in zip(twins, twins.values(), halved, strict=True):
    print(f"""{lr}: {losses[-1]:.3f}, con la mitad {loss:.3f} //
        {lr}: {losses[-1]:.3f}, at half of it {loss:.3f}""")

# %%
#| tags: [claim]
claim("halving-helps-the-bouncer", halved[0] / twins[0.8][-1], at_most=0.1)
claim("halving-hurts-the-crawler", halved[1] / twins[0.007][-1], at_least=1.5)

# %% [markdown] lang="es"
# **Causa:** rebotar y arrastrarse dan la misma curva. **Arreglo:** divide la tasa entre dos. Si
# mejora, rebotaba; si empeora, se arrastraba.
#
# ### La tabla traspuesta { #error-transposed }
#
# **Síntoma:** el mapa sale con $b$ y $w$ cambiados. Si la rejilla es cuadrada, nadie avisa. Si no:

# %% [markdown] lang="en"
# **Cause:** bouncing and crawling give the same curve. **Fix:** halve the rate. If things get
# better, it was bouncing; if they get worse, it was crawling.
#
# ### The transposed table { #error-transposed }
#
# **Symptom:** the map comes out with $b$ and $w$ swapped. On a square grid nothing warns you. If
# not square:

# %%
#| raises: "TypeError: must match number of columns in z"
#| cause:
#|   es: >-
#|     La tabla de pérdidas está traspuesta: sus filas deben seguir el eje vertical, y sus columnas,
#|     el horizontal.
#|   en: >-
#|     The table of losses is transposed: its rows must follow the vertical axis and its columns the
#|     horizontal one.
#| fix:
#|   es: "Rellénala como `meshgrid`: la fila elige w y la columna elige b."
#|   en: "Fill it as `meshgrid` does: the row picks w and the column picks b."
short_w = grid_w[:61]  # (61,)
plt.contour(grid_b, short_w, surface[:61].T)

# %% [markdown] lang="es"
# **Causa:** `.T` intercambia filas y columnas, y la fila debe elegir $w$. **Arreglo:** deja el
# orden de `meshgrid` y prueba con una rejilla que no sea cuadrada.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Cause:** `.T` swaps rows and columns, and the row has to pick $w$. **Fix:** keep the order of
# `meshgrid` and test with a grid that is not square.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · El límite de otros datos { #e1 }
#
# **Meta:** calcular cuánto puede medir un paso antes de entrenar. **Tienes:** `x` e `y`, 200
# ejemplos cuya entrada va de 0 a 10 y no de 0 a 1, y `loss_after(lr)`, la pérdida tras 200 pasos.
# **Haz:** completa `rate_limit(x)`, que devuelve la mayor tasa con la que el descenso sobre el MSE
# de una recta $b + wx$ no diverge, para las entradas `x` que reciba, de forma `(N, 1)`. Antes,
# predice: con estos datos, ¿será mayor o menor que 0.8?

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The limit of other data { #e1 }
#
# **Goal:** work out how long a step can be before training. **You have:** `x` and `y`, 200 examples
# whose input runs from 0 to 10 and not from 0 to 1, and `loss_after(lr)`, the loss after 200 steps.
# **Do:** complete `rate_limit(x)`, which returns the largest rate at which the descent on the MSE
# of a line $b + wx$ does not diverge, for whatever inputs `x` it is given, of shape `(N, 1)`.
# Before that, predict: with these data, will it be above or below 0.8?

# %% [markdown] exercise="E1" lang="es" role="hint"
# El límite sale de la mayor curvatura, y la curvatura depende solo de las entradas.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The limit comes from the largest curvature, and the curvature depends only on the inputs.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La hessiana lleva las medias de `x` y de `x**2`, todas por 2. `np.linalg.eigvalsh` devuelve las
# curvaturas de menor a mayor.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The Hessian holds the means of `x` and of `x**2`, all times 2. `np.linalg.eigvalsh` returns the
# curvatures from smallest to largest.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Primera línea: `hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# First line: `hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])`.

# %%
#| exercise: E1
#| role: setup
import numpy as np

rng = np.random.default_rng(5)
x = rng.uniform(0, 10, size=(200, 1))  # (200, 1)
y = 1 + 2 * x + rng.normal(0, 0.1, size=(200, 1))  # (200, 1)


def loss_after(lr, steps=200):
    b, w = 0.0, 0.0
    for _ in range(steps):
        error = b + w * x - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return ((b + w * x - y) ** 2).mean()


# %%
#| exercise: E1
#| role: starter
def rate_limit(x):
    hessian = ...
    return ...

# %%
#| exercise: E1
#| role: solution
def rate_limit(x):
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])  # (2, 2)
    return 2 / np.linalg.eigvalsh(hessian)[-1]


limit = rate_limit(x)
print(f"límite: {limit:.4f} // limit: {limit:.4f}")
for rate in (0.98 * limit, 1.02 * limit):
    print(f"""tasa {rate:.4f}: pérdida {loss_after(rate):.4g} //
        rate {rate:.4f}: loss {loss_after(rate):.4g}""")
print("""entradas diez veces mayores, pasos muchísimo menores //
    inputs ten times larger, steps far smaller""")

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check_function


def longest(x):
    """The limit, from half the trace and the determinant of the Hessian."""
    center, off = (1 + (x * x).mean()), 2 * x.mean()
    determinant = 4 * (x * x).mean() - off**2
    return 2 / (center + np.sqrt(center**2 - determinant))


check_function(
    "el límite para otras entradas // the limit for other inputs",
    rate_limit,
    longest,
    [
        (np.array([[0.5], [2.0], [1.1], [3.5]]),),
        (np.array([[-1.5], [0.4], [-0.2], [0.9], [-2.3]]),),
        (np.array([[12.0], [7.0], [9.5]]),),
    ],
    rel=1e-3,
    hint="""¿qué dirección es la peor, cómo se mide su curvatura, y cuándo diverge? //
        which direction is the worst, how is its curvature measured, and when does it diverge?""",
)

# %%
#| exercise: E1
#| role: right
def rate_limit(x):
    columns = np.hstack([np.ones_like(x), x])  # (N, 2)
    return len(x) / np.linalg.norm(columns, ord=2) ** 2

# %%
#| exercise: E1
#| role: right
def curvatures(x):
    n = len(x)
    hessian = np.array([[n, np.sum(x)], [np.sum(x), np.sum(x**2)]]) * 2 / n
    return np.linalg.eig(hessian).eigenvalues


def rate_limit(x):
    return min(2 / curvature for curvature in curvatures(x))

# %%
#| exercise: E1
#| role: wrong
#| message: qué dirección es la peor // which direction is the worst
def rate_limit(x):
    return 2 / (2 * (x**2).mean())  # solo el corte de w // only the cut of w

# %%
#| exercise: E1
#| role: wrong
#| message: cómo se mide su curvatura // how is its curvature measured
def rate_limit(x):
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    return 2 / np.linalg.eigvalsh(hessian)[0]  # la dirección más suave // the gentlest direction

# %%
#| exercise: E1
#| role: wrong
#| message: y cuándo diverge // when does it diverge
def rate_limit(x):
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    return 1 / np.linalg.eigvalsh(hessian)[-1]

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Un corte por b = 1 { #e2 }
#
# **Meta:** sacar un corte de la superficie. **Tienes:** `surface`, `grid_b` y `grid_w`, como en la
# página: la fila elige $w$ y la columna, $b$. **Haz:** completa
# `cut_at(surface, grid_b, grid_w, b)`, que devuelve dos cosas en este orden: la pérdida a lo largo
# de $w$ en el valor de `grid_b` más cercano a `b`, sacada de la superficie sin volver a calcularla,
# y el $w$ en el que ese corte es más bajo. Dibuja después el corte por $b = 1$. ¿Coincide su fondo
# con el mínimo del valle?

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A cut at b = 1 { #e2 }
#
# **Goal:** take a cross-section out of the surface. **You have:** `surface`, `grid_b` and `grid_w`,
# as on the page: the row picks $w$ and the column picks $b$. **Do:** complete
# `cut_at(surface, grid_b, grid_w, b)`, which returns two things in this order: the loss along $w$
# at the value of `grid_b` closest to `b`, taken out of the surface without computing it again, and
# the $w$ at which that cut is lowest. Then draw the cut at $b = 1$. Is its bottom the minimum of
# the valley?

# %% [markdown] exercise="E2" lang="es" role="hint"
# Primero hay que saber qué lugar ocupa en `grid_b` el valor más cercano a `b`. Ese lugar, ¿es una
# fila o una columna de la superficie?

# %% [markdown] exercise="E2" lang="en" role="hint"
# First you need to know the position in `grid_b` of the value closest to `b`. Is that position a
# row of the surface or a column?

# %% [markdown] exercise="E2" lang="es" role="hint"
# `argmin` da la posición del menor valor de un array: sirve para el más cercano y para el más bajo.
# `surface[:, k]` es una columna entera.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `argmin` gives the position of the smallest value of an array: it serves for the closest and for
# the lowest. `surface[:, k]` is a whole column.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea es `k = np.abs(grid_b - b).argmin()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line is `k = np.abs(grid_b - b).argmin()`.

# %%
#| exercise: E2
#| role: setup
import numpy as np

from tutorial_lib import plots
from tutorial_lib.data import make_line

x, y = make_line(n=100, seed=42)  # (100, 1), (100, 1)
grid_b, grid_w = np.linspace(-1, 3, 101), np.linspace(-1, 5, 101)
all_b, all_w = np.meshgrid(grid_b, grid_w)
predicted = all_b[:, :, None] + all_w[:, :, None] * x.ravel()
surface = ((predicted - y.ravel()) ** 2).mean(axis=2)  # (101, 101)

# %%
#| exercise: E2
#| role: starter
def cut_at(surface, grid_b, grid_w, b):
    cut = ...
    lowest_w = ...
    return cut, lowest_w

# %%
#| exercise: E2
#| role: solution
#| alt:
#|   es: "El corte por b = 1: una parábola abierta con el fondo cerca de w = 2."
#|   en: "The cut at b = 1: a wide parabola with its bottom near w = 2."
def cut_at(surface, grid_b, grid_w, b):
    k = np.abs(grid_b - b).argmin()
    cut = surface[:, k]
    return cut, grid_w[cut.argmin()]


cut, lowest_w = cut_at(surface, grid_b, grid_w, 1)
print(f"fondo del corte: w = {lowest_w:.2f} // bottom of the cut: w = {lowest_w:.2f}")
print("""casi el del valle, porque el corte pasa casi por él //
    almost that of the valley, since the cut nearly passes through it""")
plots.plot_curve(cut, x=grid_w, xlabel="$w$", ylabel="pérdida // loss")

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check_function


def carved(surface, grid_b, grid_w, b):
    """The cut and its bottom, found cell by cell."""
    k = min(range(len(grid_b)), key=lambda place: abs(grid_b[place] - b))
    cut = [row[k] for row in surface.tolist()]
    return cut, min(zip(cut, grid_w.tolist(), strict=True))[1]


def landscape(grid_b, grid_w, tilt):
    return (grid_b - 0.7) ** 2 + (grid_w[:, None] - tilt * grid_b) ** 2 + 0.25


square_b, square_w = np.linspace(-2, 2.5, 7), np.linspace(-1.2, 3.1, 7)
wide_b, wide_w = np.linspace(-1, 3, 9), np.linspace(0, 4, 6) ** 1.1
check_function(
    "el corte y su fondo // the cut and its bottom",
    cut_at,
    carved,
    [
        (landscape(square_b, square_w, -0.8), square_b, square_w, -1.4),
        (landscape(square_b, square_w, 1.1), square_b, square_w, 1.9),
        (landscape(wide_b, wide_w, 1.2), wide_b, wide_w, 2.2),
    ],
    hint="""¿la b elige fila o columna?, ¿y su fondo es un lugar, una pérdida o un w? //
        does b pick a row or a column? Is its bottom a position, a loss or a w?""",
)

# %%
#| exercise: E2
#| role: right
def cut_at(surface, grid_b, grid_w, b):
    distances = [abs(value - b) for value in grid_b]
    cut = surface.T[distances.index(min(distances))]
    lowest = sorted(range(len(cut)), key=lambda place: cut[place])[0]
    return cut, grid_w[lowest]

# %%
#| exercise: E2
#| role: right
def nearest(grid, value):
    return np.argmin((grid - value) ** 2)


def cut_at(surface, grid_b, grid_w, b):
    cut = np.take(surface, nearest(grid_b, b), axis=1)
    return [list(cut), float(grid_w[cut == cut.min()][0])]

# %%
#| exercise: E2
#| role: wrong
#| message: la b elige fila o columna // does b pick a row or a column
def cut_at(surface, grid_b, grid_w, b):
    cut = surface[np.abs(grid_b - b).argmin()]  # una fila: w quieto // a row: w still
    return cut, grid_w[cut.argmin()]

# %%
#| exercise: E2
#| role: wrong
#| message: es un lugar, una pérdida o un w // a position, a loss or a w
def cut_at(surface, grid_b, grid_w, b):
    cut = surface[:, np.abs(grid_b - b).argmin()]
    return cut, cut.argmin()

# %%
#| exercise: E2
#| role: wrong
#| message: es un lugar, una pérdida o un w // a position, a loss or a w
def cut_at(surface, grid_b, grid_w, b):
    cut = surface[:, np.abs(grid_b - b).argmin()]
    # el fondo de toda la superficie // the bottom of the whole surface
    row, _ = np.unravel_index(surface.argmin(), surface.shape)
    return cut, grid_w[row]

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Acorralar el límite { #e3 }
#
# **Meta:** hallar el límite sin curvaturas, como harías con una red. **Tienes** `final_loss(lr)`,
# la pérdida tras 500 pasos, y `first_loss`, la del inicio. Con 0.5 baja y con 1.0 sube. **Haz:**
# completa `find_limit(loss_at, start_loss, low, high)`, que recibe una función como `final_loss`,
# una pérdida inicial y dos tasas: con `low`, la pérdida baja, y con `high`, sube. Parte el
# intervalo por la mitad y quédate con la mitad que contiene el límite, veinte veces (*bisección*);
# devuelve el centro del último intervalo. ¿Qué número esperas para `final_loss`?

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Cornering the limit { #e3 }
#
# **Goal:** find the limit without curvatures, as you would for a network. **You have:**
# `final_loss(lr)`, the loss after 500 steps, and `first_loss`, the loss at the start. At 0.5 it
# falls and at 1.0 it rises. **Do:** complete `find_limit(loss_at, start_loss, low, high)`, which
# receives a function like `final_loss`, a starting loss and two rates: at `low` the loss falls, and
# at `high` it rises. Split the interval in half and keep the half that holds the limit, twenty
# times (*bisection*); return the middle of the last interval. Which number do you expect for
# `final_loss`?

# %% [markdown] exercise="E3" lang="es" role="hint"
# Si en el punto medio la pérdida sube, el límite está a su izquierda; si baja, a su derecha.

# %% [markdown] exercise="E3" lang="en" role="hint"
# If the loss rises at the midpoint, the limit lies to its left; if it falls, to its right.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Un `if` con `loss_at(middle) > start_loss` decide cuál de los dos extremos, `low` o `high`, se
# muda a `middle`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# An `if` with `loss_at(middle) > start_loss` decides which of the two ends, `low` or `high`, moves
# to `middle`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea que falta es `if loss_at(middle) > start_loss:`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line that is missing is `if loss_at(middle) > start_loss:`.

# %%
#| exercise: E3
#| role: setup
import numpy as np

from tutorial_lib.data import make_line

x, y = make_line(n=100, seed=42)  # (100, 1), (100, 1)


def final_loss(lr, steps=500):
    b, w, loss = 0.49671415, -0.1382643, 0.0
    for _ in range(steps + 1):
        error = b + w * x - y  # (100, 1)
        loss = (error**2).mean()
        if loss > 1e9:
            break  # ya está claro que sube // it clearly rises
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return loss


first_loss = final_loss(0.0, steps=0)

# %%
#| exercise: E3
#| role: starter
def find_limit(loss_at, start_loss, low, high):
    for _ in range(20):
        middle = (low + high) / 2
        ...
    return ...

# %%
#| exercise: E3
#| role: solution
def find_limit(loss_at, start_loss, low, high):
    for _ in range(20):
        middle = (low + high) / 2
        if loss_at(middle) > start_loss:
            high = middle
        else:
            low = middle
    return (low + high) / 2


limit = find_limit(final_loss, first_loss, 0.5, 1.0)
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
formula = 2 / np.linalg.eigvalsh(hessian)[-1]
print(f"""bisección: {limit:.4f}, fórmula: {formula:.4f} //
    bisection: {limit:.4f}, formula: {formula:.4f}""")

# %%
#| exercise: E3
#| role: check
#| survives:
#|   constant 2: one more halving comes closer still
from tutorial_lib import check_function


def courier_loss(lr):
    return 0.4 + lr if lr < 0.6137 else 900.0


def salary_loss(lr):
    return 2.0 - lr if lr < 0.0481 else 70.0


def shop_loss(lr):
    # más allá de 1.05 baja otra vez: high está antes // beyond 1.05 it falls again: high is before
    return 5.0 * lr**2 if lr < 1.05 else 0.1


check_function(
    "el límite de otras pérdidas // the limit of other losses",
    find_limit,
    [0.6137, 0.0481, np.sqrt(4.2 / 5)],
    [
        (courier_loss, 3.0, 0.2, 1.9),
        (salary_loss, 2.5, 0.0, 0.5),
        (shop_loss, 4.2, 0.3, 1.0),
    ],
    abs=3e-6,
    hint="""¿qué extremo se muda cuando la pérdida sube, cuál cuando baja, y cuántas veces? //
        which end moves when the loss rises, which one when it falls, and how many times?""",
)

# %%
#| exercise: E3
#| role: right
def find_limit(loss_at, start_loss, low, high):
    step = (high - low) / 2
    for _ in range(20):
        if loss_at(low + step) <= start_loss:
            low += step
        step /= 2
    return low + step

# %%
#| exercise: E3
#| role: right
def find_limit(loss_at, start_loss, low, high, rounds=20):
    middle = (low + high) / 2
    if rounds == 0:
        return middle
    ends = (low, middle) if loss_at(middle) > start_loss else (middle, high)
    return find_limit(loss_at, start_loss, *ends, rounds - 1)

# %%
#| exercise: E3
#| role: wrong
#| message: qué extremo se muda cuando la pérdida sube // which end moves when the loss rises
def find_limit(loss_at, start_loss, low, high):
    for _ in range(20):
        middle = (low + high) / 2
        if loss_at(middle) > start_loss:
            low = middle  # las dos mitades, al revés // the halves, the wrong way around
        else:
            high = middle
    return (low + high) / 2

# %%
#| exercise: E3
#| role: wrong
#| message: cuál cuando baja // which one when it falls
def find_limit(loss_at, start_loss, low, high):
    for _ in range(20):
        middle = (low + high) / 2
        if loss_at(middle) > start_loss:
            high = middle  # falta el otro caso // the other case is missing
    return (low + high) / 2

# %%
#| exercise: E3
#| role: wrong
#| message: qué extremo se muda cuando la pérdida sube // which end moves when the loss rises
def find_limit(loss_at, start_loss, low, high):
    # la fórmula, para otros datos // the formula, for other data
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    return 2 / np.linalg.eigvalsh(hessian)[-1]

# %% [markdown] exercise="E4" lang="es"
# ### E4 · Dos pasos bastan { #e4 }
#
# **Meta (reto):** llegar al fondo exacto en dos pasos, donde la página necesita cientos.
# **Tienes:** `two_steps(first, second)`, que da un paso con cada tasa, y las dos curvaturas,
# `flattest` y `steepest`. **Haz:** calcula `first` y `second` a partir de ellas, de modo que los
# dos pasos lleguen al mínimo desde cualquier punto de partida; el orden de las dos tasas da igual.
# Antes, piensa: ¿qué tasa borra, de un solo paso, toda la distancia en una dirección de curvatura
# $c$?

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Two steps are enough { #e4 }
#
# **Goal (stretch):** reach the exact bottom in two steps, where the page needs hundreds. **You
# have:** `two_steps(first, second)`, which takes one step at each rate, and the two curvatures,
# `flattest` and `steepest`. **Do:** compute `first` and `second` from them, so that the two steps
# reach the minimum from any starting point; the order of the two rates does not matter. Before
# that, think: which rate wipes out, in a single step, all the distance in a direction of curvature
# $c$?

# %% [markdown] exercise="E4" lang="es" role="hint"
# En la sección 5, la distancia se multiplica por $1 - \text{lr} \cdot c$. ¿Cuándo da cero?

# %% [markdown] exercise="E4" lang="en" role="hint"
# In section 5, the distance is multiplied by $1 - \text{lr} \cdot c$. When is that zero?

# %% [markdown] exercise="E4" lang="es" role="hint"
# Hay dos direcciones que borrar: una tasa para cada una. Una de ellas pasa con mucho del límite, y
# no importa: en la otra dirección ya no queda nada que multiplicar.

# %% [markdown] exercise="E4" lang="en" role="hint"
# There are two directions to wipe out: one rate for each. One of them is far over the limit, and it
# does not matter: in the other direction nothing is left to multiply.

# %% [markdown] exercise="E4" lang="es" role="hint"
# La primera línea es `first = 1 / steepest`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The first line is `first = 1 / steepest`.

# %%
#| exercise: E4
#| role: setup
import numpy as np

from tutorial_lib.data import make_line

x, y = make_line(n=100, seed=42)  # (100, 1), (100, 1)
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
flattest, steepest = np.linalg.eigvalsh(hessian)


def two_steps(first, second, b=0.49671415, w=-0.1382643):
    for lr in (first, second):
        error = b + w * x - y  # (100, 1)
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return b, w


# %%
#| exercise: E4
#| role: starter
first, second = ..., ...

# %%
#| exercise: E4
#| role: solution
first, second = 1 / steepest, 1 / flattest
b, w = two_steps(first, second)
slope, intercept = np.polyfit(x.ravel(), y.ravel(), deg=1)
print(f"tasas: {first:.3f} y {second:.3f} // rates: {first:.3f} and {second:.3f}")
print(f"dos pasos: {b:.8f} {w:.8f} // two steps: {b:.8f} {w:.8f}")
print(f"exacto:    {intercept:.8f} {slope:.8f} // exact:     {intercept:.8f} {slope:.8f}")

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check

# las tasas escritas a mano pasan solo con muchas cifras // typed rates pass only with many digits
exact_w, exact_b = np.polyfit(x.ravel(), y.ravel(), deg=1)
check(
    "el mínimo exacto desde la conjetura // the exact minimum from the guess",
    lambda: two_steps(first, second),
    equals=[exact_b, exact_w],
    abs=1e-6,
    hint="""¿qué direcciones quedan sin borrar después de tus dos pasos? //
        which directions are left after your two steps?""",
)
check(
    "y desde otro punto // and from another point",
    lambda: two_steps(first, second, b=-2.0, w=6.5),
    equals=[exact_b, exact_w],
    abs=1e-6,
    hint="las tasas salen de las curvaturas // the rates come from the curvatures",
)

# %%
#| exercise: E4
#| role: right
second, first = (1 / curvature for curvature in (steepest, flattest))

# %%
#| exercise: E4
#| role: right
first, second = 1 / np.linalg.eigvalsh(hessian)[::-1]

# %%
#| exercise: E4
#| role: wrong
#| message: qué direcciones quedan sin borrar // which directions are left
first = second = 2 / steepest  # el límite: rebota // the limit: it bounces

# %%
#| exercise: E4
#| role: wrong
#| message: qué direcciones quedan sin borrar // which directions are left
first = second = 1 / steepest  # borra dos veces lo mismo // wipes out the same thing twice

# %%
#| exercise: E4
#| role: wrong
#| message: qué direcciones quedan sin borrar // which directions are left
first = second = 2 / (
    flattest + steepest
)  # la mejor tasa fija no basta // the best fixed rate is not enough

# %% [markdown] lang="es"
# ## Resumen { #summary }
#
# - La superficie de pérdida da una altura a cada pareja $b$, $w$; el descenso solo nota la
#   pendiente.
# - Donde dos líneas se acercan, la cuesta es fuerte; el gradiente es la pareja de pendientes de los
#   cortes.
# - En una dirección de curvatura $c$, un paso multiplica la distancia por $1 - \text{lr} \cdot c$.
# - La dirección más curvada pone el límite, $2/\lambda_{\max}$ = {{ rate_limit:.4f}}; la más plana,
#   la lentitud.
# - Elige una tasa algo menor que la mejor: pasarse cuesta mucho más que quedarse corto.
#
# ## Para profundizar { #further }
#
# - [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Goh, 2017): estas mismas
#   curvaturas, con figuras interactivas (en inglés).
# - [`np.meshgrid`](https://numpy.org/doc/stable/reference/generated/numpy.meshgrid.html) en la
#   documentación de NumPy (en inglés).
# - Siguiente paso: [escalar las variables y elegir el lote](scaling-and-batches.md), que redondea
#   el valle.

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - The loss surface gives a height to each pair $b$, $w$; the descent only feels the slope.
# - Where two lines come close, the slope is steep; the gradient is the pair of slopes of the cuts.
# - In a direction of curvature $c$, a step multiplies the distance by $1 - \text{lr} \cdot c$.
# - The most curved direction sets the limit, $2/\lambda_{\max}$ = {{ rate_limit:.4f}}; the flattest
#   one makes it slow.
# - Choose a rate somewhat below the best: too high costs far more than too low.
#
# ## Going further { #further }
#
# - [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Goh, 2017): these same
#   curvatures, with interactive figures.
# - [`np.meshgrid`](https://numpy.org/doc/stable/reference/generated/numpy.meshgrid.html) in the
#   NumPy documentation.
# - Next step: [scaling features and choosing the batch](scaling-and-batches.md), which makes the
#   valley round.
