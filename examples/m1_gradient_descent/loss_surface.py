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
#       es: reconocer en un mapa de pérdida dónde es fuerte la cuesta (pregunta 1)
#       en: recognize on a map of the loss where the slope is steep (question 1)
#   - apply:
#       es: sacar un corte de la superficie (E2) y calcular la mayor tasa que aguanta (E1)
#       en: cut through the surface (E2) and compute the largest rate it can take (E1)
#   - evaluate:
#       es: acotar con pruebas la mayor tasa que no diverge (E3)
#       en: bracket by trial the largest rate that does not diverge (E3)
#   - create:
#       es: diseñar dos pasos que lleguen al fondo exacto (E4)
#       en: design two steps that reach the exact bottom (E4)
# minutes: {read: 30, practise: 20}
# needs: [gradient_descent]
# data: []
# ---

# %% [markdown] lang="es"
# Tu descenso de gradiente ya funciona, pero es lento: la pérdida se desplomó en unos pocos pasos y
# luego tardó cientos en recorrer lo poco que faltaba. Lo natural es alargar el paso. **¿Cuánto
# puedes alargarlo antes de que el descenso salga volando, y por qué?**

# %% [markdown] lang="en"
# Your gradient descent works, but it is slow: the loss plunged within a few steps and then took
# hundreds to cover the little that was left. The natural thing is to lengthen the step. **How far
# can you lengthen it before the descent flies off, and why?**

# %%
#| tags: [hurry]
import numpy as np

rng = np.random.default_rng(42)
x = rng.random(100)  # (N,)
y = 1 + 2 * x + 0.1 * rng.normal(size=100)  # (N,)
for lr in (0.01, 0.03, 0.1, 0.3, 1.0):
    b, w = 0.0, 0.0
    for _ in range(20):
        error = b + w * x - y  # (N,)
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    print(f"lr = {lr}: {((b + w * x - y) ** 2).mean():.4g}")

# %% [markdown] lang="es" role="hurry"
# Prueba unas cuantas tasas, cada una el triple de la anterior, con pocos pasos, y quédate algo por
# debajo de la mejor, porque [pasarse cuesta mucho más que quedarse corto](#choose). Con una recta
# puedes calcular el límite, que es [2 entre la mayor curvatura](#curvature). Si la pérdida baja
# despacio, [su curva no dice si la tasa es alta o baja](#error-twins): prueba la mitad y, si
# empeora, prueba el doble.

# %% [markdown] lang="en" role="hurry"
# Try a few rates, each three times the one before, for a few steps, and settle somewhat below the
# best, because [too high costs far more than too low](#choose). For a line you can compute the
# limit, which is [2 divided by the largest curvature](#curvature). If the loss falls slowly, [its
# curve does not say whether the rate is high or low](#error-twins): try half of it and, if that is
# worse, try twice as much.

# %% [markdown] lang="es"
# En el [descenso de gradiente](gradient-descent.md) que programaste, la curva de pérdida contaba
# *qué* pasaba, pero no *por qué*. Una red tiene millones de parámetros que no caben en ningún
# dibujo, así que de ella casi siempre verás solo esa curva. Tu recta, en cambio, tiene dos, y aquí
# puedes mirar también el terreno por el que baja el descenso. Con el terreno a la vista sabrás
# elegir, y justificar, la **tasa de aprendizaje** (learning rate). Te bastan las pendientes y las
# medias de entonces; lo poco más que pide la sección 6 se explica allí.
#
# ## La idea en una imagen { #picture }
#
# Cada lugar del suelo es una recta, con un valor de $b$ y otro de $w$, y la altura es su pérdida.
# Ese relieve se llama **superficie de pérdida** (loss surface). El descenso, en naranja, sale del
# punto morado.

# %% [markdown] lang="en"
# In the [gradient descent](gradient-descent.md) that you coded, the loss curve told you *what*
# happened, but not *why*. A network has millions of parameters that fit in no drawing, so that
# curve is nearly always all you see of it. Your line has only two, so here you can also look at the
# ground that the descent walks on. With the ground in view you will be able to choose the
# **learning rate** and to say why. You need only the slopes and means from before, and the little
# more that section 6 asks for is explained there.
#
# ## The idea in one picture { #picture }
#
# Every place on the ground is a line, with one value of $b$ and one of $w$, and the height is its
# loss. That relief is called the **loss surface**. The descent, in orange, sets out from the purple
# dot.
#

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
#|     e inclinadas. El descenso baja rápido por la pared, gira y recorre el fondo del valle hasta
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
heights = [0.05, 0.2, 0.5, 1, 2, 5]
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
    axes.set(xlabel="sesgo $b$ // bias $b$", ylabel="peso $w$ // weight $w$")
for axis in (side.xaxis, side.yaxis, side.zaxis):
    axis.pane.set_visible(False)
side.view_init(34, -64)
side.set_box_aspect((4, 5, 4), zoom=1.05)
side.set(zlim=(0, 8), zticks=[0, 4, 8], title="de lado // from the side")
side.text2D(1.02, 0.95, "pérdida // loss", transform=side.transAxes, ha="right")
above.set(title="desde arriba // from above")
plt.show()

# %% [markdown] lang="es"
# El dibujo de la izquierda deforma las distancias, así que para medir usaremos el mapa de la
# derecha. En los dos, el camino baja rápido por la pared, gira de golpe y recorre despacio un valle
# largo. La pared es empinada y el fondo del valle, casi llano. Esa diferencia es la idea de esta
# página: la pared decide cuánto puede medir un paso y el fondo, cuántos pasos harán falta.
#
# Para comprobarlo traemos los mismos {{ len(idea_x) }} ejemplos de sueldos, donde $x$ es la
# experiencia e $y$ el sueldo, con la misma conjetura y las dos funciones que ya conoces. `mse` da
# la pérdida de una recta y `gradients`, sus dos pendientes:

# %% [markdown] lang="en"
# The drawing on the left distorts distances, so for measuring we will use the map on the right. In
# both, the path drops fast down the wall, turns sharply and then follows a long valley slowly. The
# wall is steep and the floor of the valley is almost flat. That difference is the idea of this
# page: the wall decides how long a step can be, and the floor decides how many steps you need.
#
# To check it, we take the same {{ len(idea_x) }} examples of salaries, where $x$ is the experience
# and $y$ the salary, with the same guess and the two functions that you already know. `mse` gives
# the loss of a line and `gradients` gives its two slopes:
#

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
print(f"pérdida {loss0:.4f} // loss {loss0:.4f}")
print(f"gradiente ({grad_b0:.4f}, {grad_w0:.4f}) // gradient ({grad_b0:.4f}, {grad_w0:.4f})")

# %% [markdown] lang="es"
# Son los números con que empezaba aquel descenso, así que estamos en el mismo punto de partida.
#
# ## 1. ¿Cómo se mide un paisaje entero? { #surface }
#
# Para dibujar la superficie hay que calcular la pérdida en una **rejilla** (grid), es decir, en
# todas las parejas que forman unos cuantos valores de $b$ y unos cuantos de $w$. De formar las
# parejas se encarga `np.meshgrid`, que conviene ver primero en pequeño:

# %% [markdown] lang="en"
# These are the numbers that descent began with, so we stand at the same starting point.
#
# ## 1. How do you measure a whole landscape? { #surface }
#
# To draw the surface you have to compute the loss on a **grid**, that is, on every pair made of a
# few values of $b$ and a few of $w$. Making the pairs is the job of `np.meshgrid`, which is worth
# seeing small first:
#

# %%
tiny_b, tiny_w = np.meshgrid([0, 1, 2], [10, 20])
print(tiny_b)
print(tiny_w)

# %% [markdown] lang="es"
# Las dos tablas se leen una encima de otra: en la fila 0, columna 2, la primera dice 2 y la segunda
# dice 10, así que la pareja es $b = 2$, $w = 10$. La columna elige $b$ y la fila elige $w$. Ahora
# lo mismo en grande, con 101 valores de cada parámetro:

# %% [markdown] lang="en"
# You read the two tables one on top of the other: in row 0, column 2, the first says 2 and the
# second says 10, so the pair is $b = 2$, $w = 10$. The column picks $b$ and the row picks $w$. Now
# the same on a large scale, with 101 values of each parameter:

# %% Medir toda la rejilla // Measure the whole grid
grid_b = np.linspace(-1, 3, 101)  # (101,)
grid_w = np.linspace(-1, 5, 101)  # (101,)
all_b, all_w = np.meshgrid(grid_b, grid_w)  # (101, 101), (101, 101)
lines_b, lines_w = all_b[:, :, None], all_w[:, :, None]  # (101, 101, 1)
y_hat = lines_b + lines_w * x_train.ravel()  # (101, 101, 80)
surface = ((y_hat - y_train.ravel()) ** 2).mean(axis=2)  # (101, 101)

row, column = np.unravel_index(surface.argmin(), surface.shape)
best_b, best_w = grid_b[column], grid_w[row]
print(f"{surface.size} rectas medidas // {surface.size} lines measured")
print(f"""la mejor: b = {best_b:.2f}, w = {best_w:.2f} //
    the best: b = {best_b:.2f}, w = {best_w:.2f}""")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "surface-is-mse",
    surface[0, 100],
    equals=mse(grid_b[100], grid_w[0]),
    abs=1e-12,
    says="Cada celda guarda la pérdida de su recta. // Each cell holds the loss of its line.",
)
# b = 1, w = 2 es la celda (50, 50) // b = 1, w = 2 is cell (50, 50)
claim(
    "grid-minimum-cells-off",
    [abs(row - 50), abs(column - 50)],
    at_most=1,
    says="""La mejor celda está a una, como mucho, de la recta verdadera. //
        The best cell is at most one away from the true line.""",
)

# %% [markdown] lang="es"
# Hemos medido {{ surface.size:,}} rectas sin escribir un solo bucle. La mejor queda a una celda de
# $b = 1$ y $w = 2$, la regla con que fabricamos los datos.
#
# ??? technical "Línea por línea"
#     - `[:, :, None]` añade un eje al final. Así, el *broadcasting* (expansión automática) enfrenta
#       cada pareja con los {{ len(x_train) }} ejemplos. Entre predicciones y sueldos era un error
#       silencioso; aquí es justo lo que queremos.
#     - `ravel` aplana la columna de datos para que ocupe ese último eje.
#     - `mean(axis=2)` promedia ese eje, de modo que queda una pérdida por pareja.
#     - `argmin` da el lugar del menor valor, contando celdas de corrido; `unravel_index` lo traduce
#       a fila y columna.
#
# “Entonces, ¿para qué dar pasos, si la rejilla ya encontró el fondo?” Porque dos parámetros son muy
# pocos. Con diez, y a un millón de medidas por segundo, la misma rejilla tardaría esto:

# %% [markdown] lang="en"
# We have measured {{ surface.size:,}} lines without writing a single loop. The best one is within
# one cell of $b = 1$ and $w = 2$, the rule that made the data.
#
# ??? technical "Line by line"
#     - `[:, :, None]` adds an axis at the end, so that *broadcasting* sets each pair against the
#       {{ len(x_train) }} examples. Between predictions and salaries that was a silent bug; here it
#       is just what we want.
#     - `ravel` flattens the column of data so that it lies along that last axis.
#     - `mean(axis=2)` averages over that axis, which leaves one loss for each pair.
#     - `argmin` gives the place of the smallest value, counting cells in one long row;
#       `unravel_index` turns that into row and column.
#
# “Then why take steps at all, if the grid has already found the bottom?” Because two parameters are
# very few. With ten, at a million measurements a second, the same grid would take this long:
#

# %%
seconds = 101**10 / 1_000_000
million_years = seconds / (365 * 24 * 3600) / 1_000_000
print(f"{million_years:.1f} millones de años // {million_years:.1f} million years")

# %%
#| tags: [claim]
claim(
    "ten-parameter-grid",
    million_years,
    at_least=3,
    says="""Con diez parámetros, la rejilla tardaría más de tres millones de años. //
        With ten parameters, the grid would take more than three million years.""",
)

# %% [markdown] lang="es"
# La rejilla sirve para mirar y no para entrenar. El descenso nunca ve este paisaje; en cada lugar
# solo nota la pendiente bajo sus pies, y por eso puede trabajar con millones de parámetros.
#
# ## 2. ¿Cómo se lee el mapa? { #contours }
#
# Cada **curva de nivel** (contour line) une los lugares que tienen la misma pérdida, como las de un
# mapa de montaña unen los de igual altura. El número escrito en la línea dice cuál es esa pérdida.
# Marcamos también el mínimo exacto, que da `lstsq`, los mínimos cuadrados que ya usaste:

# %% [markdown] lang="en"
# The grid is good for looking, not for training. The descent never sees this landscape; at each
# place it only feels the slope under its feet, which is why it can cope with millions of
# parameters.
#
# ## 2. How do you read the map? { #contours }
#
# Each **contour line** joins the places with the same loss, as the lines of a hiking map join
# places of the same height. The number written on the line says which loss that is. We also mark
# the exact minimum, which comes from `lstsq`, the least-squares solution you have met before:

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
# el * entrega b y w por separado // the * hands over b and w separately
lowest = mse(*bottom)
start, minimum = (b0, w0), tuple(bottom)
plots.plot_contours(grid_b, grid_w, surface, start=start, minimum=minimum)

# %% [markdown] lang="es"
# Elige dos líneas vecinas y síguelas. Donde se acercan, la pérdida cambia lo mismo en menos camino,
# así que la cuesta es más fuerte; donde se separan, es más suave. Compara siempre las mismas dos,
# porque los números de este mapa no van a saltos iguales: cerca del mínimo las líneas se aprietan
# aunque el terreno sea casi llano, ya que allí de una a otra la pérdida apenas cambia. Las líneas
# dibujan un valle largo, estrecho e inclinado, que va de arriba a la izquierda hacia abajo a la
# derecha. Esa inclinación se puede poner a prueba con dos excursiones desde el mínimo, las dos
# igual de largas:

# %% [markdown] lang="en"
# Pick two neighboring lines and follow them. Where they come close, the loss changes by the same
# amount over a shorter distance, so the slope is steeper; where they spread apart, it is gentler.
# Always compare the same two, because the numbers on this map do not go up in equal jumps: near the
# minimum the lines crowd together although the ground is almost flat, since the loss hardly changes
# from one to the next. The lines draw a long, narrow, tilted valley, which runs from the upper left
# to the lower right. You can put that tilt to the test with two walks from the minimum, both
# equally long:

# %%
#| predict:
#|   es: Desde el mínimo subes $w$ en 1. ¿Qué sale más caro, subir además $b$ en 0.5 o bajarlo?
#|   en: From the minimum, raise $w$ by 1. Which costs more, raising $b$ by 0.5 too, or lowering it?
across = mse(bottom[0] + 0.5, bottom[1] + 1) - lowest
along = mse(bottom[0] - 0.5, bottom[1] + 1) - lowest
times_dearer = across / along
print(f"""subir b: la pérdida crece {across:.3f} //
    raise b: the loss grows by {across:.3f}""")
print(f"""bajar b: la pérdida crece {along:.3f} //
    lower b: the loss grows by {along:.3f}""")

# %%
#| tags: [claim]
claim(
    "across-costs-more",
    times_dearer,
    at_least=10,
    says="""El mismo recorrido cuesta diez veces más, al menos, a lo ancho que a lo largo. //
        The same distance costs at least ten times more across the valley than along it.""",
)

# %% [markdown] lang="es"
# Subirlo cuesta {{ times_dearer:.0f }} veces lo que cuesta bajarlo, aunque el recorrido mide lo
# mismo. Piensa en la recta de los sueldos: si $w$ sube y $b$ baja, la recta gira sobre los datos y
# los dos cambios casi se compensan. Eso es caminar a lo largo del valle. Si suben los dos, la recta
# entera se despega de los datos y trepas por la pared.
#
# ## 3. ¿Qué es el gradiente en este mapa? { #cuts }
#
# Corta la superficie por el punto de partida de dos maneras: deja $w$ quieto y mueve solo $b$, y
# después al revés. Cada **corte** (cross-section) es una curva corriente, de las que tienen una
# sola pendiente en cada punto.

# %% [markdown] lang="en"
# Raising it costs {{ times_dearer:.0f }} times as much, although the distance is the same. Think of
# the line of salaries: if $w$ goes up and $b$ goes down, the line turns around the data and the two
# changes nearly cancel. That is walking along the valley. If both go up, the whole line lifts off
# the data and you climb the wall.
#
# ## 3. What is the gradient on this map? { #cuts }
#
# Cut the surface through the starting point in two ways: hold $w$ still and move only $b$, and then
# the other way around. Each **cross-section** is an ordinary curve, of the kind that has just one
# slope at each point.
#

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
#|     pendiente −3.04, y la curva se cierra rápido; al mover solo w la pendiente es −1.83 y la
#|     curva es mucho más abierta.
#|   en: Two cuts through the start, two parabolas. Moving only b, the tangent goes down steeply,
#|     slope −3.04, and the curve closes quickly; moving only w the slope is −1.83 and the curve is
#|     much wider.
figure, pair = plt.subplots(1, 2, figsize=(7, 3.4), sharey=True)
cuts = ((grid_b, cut_b, b0, grad_b0), (grid_w, cut_w, w0, grad_w0))
for axes, (places, cut, here, slope) in zip(pair, cuts, strict=True):
    near = np.array([here - 0.7, here + 0.7])
    axes.plot(places, cut, color=plots.COLORS["blue"])
    axes.plot(near, loss0 + slope * (near - here), color=plots.COLORS["orange"], linewidth=2.8)
    axes.plot(here, loss0, "o", color=plots.COLORS["purple"], markersize=9)
    axes.annotate(
        f"pendiente {slope:.2f} // slope {slope:.2f}",
        (here + 0.25, loss0 + 0.35),
        fontweight="bold",
    )
    axes.set(ylim=(0, 7.5))
pair[0].set(title="mover solo b // move only b", xlabel="sesgo $b$ // bias $b$")
pair[0].set(ylabel="pérdida // loss")
pair[1].set(title="mover solo w // move only w", xlabel="peso $w$ // weight $w$")
plt.show()

# %% [markdown] lang="es"
# La recta naranja es la **tangente** (tangent), que roza la curva en un punto y tiene allí su misma
# pendiente. Las dos pendientes, {{ grad_b0:.2f}} y {{ grad_w0:.2f}}, son las derivadas parciales, y
# juntas forman el gradiente. La de $b$ es más fuerte porque mover $b$ levanta la recta para todos
# los ejemplos, mientras que mover $w$ apenas la mueve para quienes tienen poca experiencia.
#
# Fíjate en que el fondo del primer corte está en $b$ = {{ cut_bottom:.2f}} y no en 1, porque el
# fondo de un corte no es el fondo del valle. Por eso $b$ se pasó de largo en aquel descenso: al
# principio, la pendiente lo llevaba hacia allí.
#
# Hay algo más que leer en un corte: su pendiente no es constante, y el ritmo con que cambia
# decidirá todo lo que sigue. Para medirlo, compara la tangente con la **secante** (secant), la
# recta que une los dos extremos de un empujón:

# %% [markdown] lang="en"
# The orange line is the **tangent**, which touches the curve at one point and has the same slope
# there. The two slopes, {{ grad_b0:.2f}} and {{ grad_w0:.2f}}, are the partial derivatives, and
# together they form the gradient. The slope along $b$ is steeper because moving $b$ lifts the line
# for every example, while moving $w$ hardly shifts it for people with little experience.
#
# Notice that the bottom of the first cut is at $b$ = {{ cut_bottom:.2f}} and not at 1, because the
# bottom of a cut is not the bottom of the valley. That is why $b$ overshot in that descent: at
# first the slope was taking it there.
#
# A cut has one more thing to tell: its slope is not constant, and the pace at which it changes will
# decide all that follows. To measure that pace, compare the tangent with the **secant**, the line
# that joins the two ends of a nudge:

# %%
secant_gaps = []
for nudge in (1, 0.1, 0.01):
    secant = (mse(b0 + nudge, w0) - loss0) / nudge
    secant_gaps.append(secant - grad_b0)
    print(f"empujón {nudge}: secante {secant:.4f} // nudge {nudge}: secant {secant:.4f}")
print(f"tangente: {grad_b0:.4f} // tangent: {grad_b0:.4f}")

# %%
#| tags: [claim]
claim(
    "secant-gap-is-the-nudge",
    secant_gaps,
    equals=[1, 0.1, 0.01],
    abs=1e-9,
    says="""En el corte de b, la secante se aparta de la tangente justo lo que mide el empujón. //
        On the cut of b, the secant differs from the tangent by exactly the size of the nudge.""",
)

# %% [markdown] lang="es"
# La secante se equivoca exactamente en lo que mide el empujón. No es casualidad: en este corte la
# pendiente crece siempre al mismo ritmo, 2 por cada unidad que avanza $b$. La secante se queda con
# la pendiente de mitad de camino, y por eso se aparta la mitad de 2 por el empujón, es decir, justo
# el empujón.
#
# ## 4. ¿Y si alargas el paso? { #try-rates }
#
# La figura repite el descenso con la tasa y el inicio que elijas. Con 0.1, cien pasos no bastan.
# Haz tu predicción y busca después la tasa más rápida:

# %% [markdown] lang="en"
# The secant is wrong by exactly the size of the nudge. This is no accident: on this cut the slope
# always grows at the same pace, 2 for each unit that $b$ moves. The secant has the slope of the
# halfway point, so it is off by half of 2 times the nudge, which is the nudge itself.
#
# ## 4. What if you lengthen the step? { #try-rates }
#
# The figure repeats the descent with the rate and the start that you choose. At 0.1, a hundred
# steps are not enough. Make your prediction, then look for the fastest rate:
#

# %%
#| tags: [page]
#| data: I-1
#| alt:
#|   es: >-
#|     Mapa del valle: elipses alargadas alrededor del mínimo. Con la tasa 0.1, el camino baja
#|     rápido por la ladera, gira y sigue despacio por el fondo; tras cien pasos aún no llega.
#|   en: >-
#|     Map of the valley: long ellipses around the minimum. At rate 0.1 the path goes fast down the
#|     slope, turns and goes on slowly along the floor; after a hundred steps it is not there yet.
slow_walk = [(b0, w0)]
for _ in range(100):
    slow_b, slow_w = gradients(*slow_walk[-1])
    slow_walk.append((slow_walk[-1][0] - 0.1 * slow_b, slow_walk[-1][1] - 0.1 * slow_w))
sums = [[len(x_train), x_train.sum()], [x_train.sum(), (x_train**2).sum()]]
bends = 2 * np.linalg.eigvalsh(sums) / len(x_train)
data = {"x": x_train.ravel().tolist(), "y": y_train.ravel().tolist()}
walk_name = "tasa 0.1, cien pasos // rate 0.1, a hundred steps"
plots.plot_path(grid_b, grid_w, surface, {walk_name: slow_walk}, minimum=tuple(bottom))
data | {"start": [b0, w0], "lr": 0.1, "limit": 2 / bends[1]}

# %% [markdown] lang="es"
# Al confirmar aparecen los mandos. La marca roja señala una tasa que llamaremos el límite; prueba a
# los dos lados de ella, desde varios inicios, y recuerda lo que veas, porque las secciones 5 y 6
# dirán por qué está ahí. Desde aquí también puedes arrastrar la tasa: con
# <g-number for="I-1-lr">0.1</g-number>, el descenso
# <g-verdict for="I-1">no llega en cien pasos</g-verdict>.
#
# Repitamos ahora la prueba con más rigor y con cuatro tasas. “Llegar” será quedar a menos de
# 0.00001 del mínimo, así que contamos cuántos lugares del camino están más lejos. De la cuarta
# tasa, 1.0, contamos otra cosa, cuánto tarda la pérdida en pasar de un millón:

# %% [markdown] lang="en"
# Once you confirm, the controls appear. The red mark shows a rate that we will call the limit; try
# both sides of it, from several starts, and remember what you see, because sections 5 and 6 will
# say why it lies there. You can drag the rate from here, too: at
# <g-number for="I-1-lr">0.1</g-number>, the descent
# <g-verdict for="I-1">does not arrive in a hundred steps</g-verdict>.
#
# Let us now repeat the test, more strictly and with four rates. “Arriving” will mean being within
# 0.00001 of the minimum, so we count how many places of the path are farther away. For the fourth
# rate, 1.0, we count something else, how long the loss takes to pass a million:


# %% Bajar con una tasa // Descend at a rate
#| predict:
#|   es: La tasa 0.8 zigzaguea, pero llega. ¿Llegará antes que 0.2, una tasa cuatro veces menor?
#|   en: A rate of 0.8 zigzags, but it arrives. Sooner than 0.2, a rate four times smaller?
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
    # pasos aún lejos // steps still far away
    arrival[lr] = int((distance > 1e-5).sum())
    print(f"{lr}: llega en {arrival[lr]} pasos // {lr}: arrives in {arrival[lr]} steps")
flying = np.array([mse(b, w) for b, w in descend(1.0, 20)])  # (21,)
explodes = int((flying < 1e6).sum())
print(f"""1.0: pasa de un millón en {explodes} pasos //
    1.0: passes a million in {explodes} steps""")

# %%
#| tags: [claim]
claim(
    "rate-0.8-arrives",
    walks[0.8][-1],
    equals=bottom,
    abs=1e-5,
    says="Con la tasa 0.8 el descenso llega al mínimo. // At 0.8 the descent reaches the minimum.",
)
claim(
    "rate-1.0-explodes",
    explodes,
    between=(1, 19),
    says="""Con 1.0 la pérdida pasa de un millón en menos de veinte pasos. //
        At 1.0 the loss passes a million in fewer than twenty steps.""",
)
claim(
    "longer-is-not-faster",
    arrival[0.8] / arrival[0.2],
    at_least=2,
    says="""La tasa 0.8 tarda más del doble que 0.2. //
        The rate 0.8 takes more than twice as long as 0.2.""",
)

# %%
#| tags: [page]
#| alt:
#|   es: Tres descensos de veinte pasos y uno de cuatro. Con 0.05 baja y apenas avanza por el
#|     valle; con 0.2 recorre más o menos la mitad del valle; con 0.8 salta de una pared a otra; con
#|     1.0 se sale del mapa ya en el primer paso, y en los siguientes lo cruza de lado a lado.
#|   en: Three descents of twenty steps and one of four. At 0.05 it goes down and barely moves along
#|     the valley; at 0.2 it covers about half of the valley; at 0.8 it jumps from wall to wall; at
#|     1.0 it leaves the map in its first step, and in those that follow it crosses it from side to
#|     side.
names = [f"tasa {lr} // rate {lr}" for lr in (0.05, 0.2, 0.8, 1.0)]
drawn = [walks[0.05][:21], walks[0.2][:21], walks[0.8][:21], descend(1.0, 4)]
panels = dict(zip(names, drawn, strict=True))
plots.plot_path(grid_b, grid_w, surface, panels, levels=7, minimum=tuple(bottom))

# %% [markdown] lang="es"
# A nosotros nos sorprendió: aunque la tasa es cuatro veces mayor, 0.8 tarda {{ arrival[0.8] }}
# pasos y 0.2 solo {{ arrival[0.2] }}. Los dibujos muestran la causa. Con 0.8 casi todo el esfuerzo
# se va en cruzar de pared a pared, y cada cruce deja el descenso casi a la misma altura. Con 1.0,
# en cambio, el descenso **diverge** (diverges): cada paso cruza el valle y cae más arriba, al otro
# lado. Más largo no siempre es más rápido, y un paso demasiado largo ni siquiera llega, pero falta
# saber dónde está la frontera.
#
# ## 5. ¿Cuánto puede medir un paso? { #step-size }
#
# Vayamos despacio, porque aquí está el corazón de la página. Vuelve al primer corte, donde $w$ está
# quieto y solo se mueve $b$, y busca su fondo exacto, el lugar donde la media de los errores es
# cero:

# %% [markdown] lang="en"
# This one surprised us: although the rate is four times as large, 0.8 takes {{ arrival[0.8] }}
# steps and 0.2 only {{ arrival[0.2] }}. The drawings show the cause. At 0.8 nearly all the effort
# goes into crossing from wall to wall, and each crossing leaves the descent at almost the same
# height. At 1.0, however, the descent **diverges**: each step crosses the valley and lands higher
# up on the other side. Longer is not always faster, and a step that is too long never arrives, but
# we do not know yet where the border lies.
#
# ## 5. How long can a step be? { #step-size }
#
# Let us go slowly, because this is the heart of the page. Return to the first cut, where $w$ stays
# still and only $b$ moves, and find its exact bottom, the place where the mean of the errors is
# zero:

# %%
exact_cut_bottom = (y_train - w0 * x_train).mean()
d = b0 - exact_cut_bottom
print(f"fondo del corte: {exact_cut_bottom:.2f} // bottom of the cut: {exact_cut_bottom:.2f}")
print(f"distancia: {d:.2f} // distance: {d:.2f}")

# %%
#| tags: [page]
short_step, short_left = -0.1 * grad_b0, d - 0.1 * grad_b0
half_step, unit_step = -0.5 * grad_b0, -1.0 * grad_b0
unit_left = d - 1.0 * grad_b0

# %% [markdown] lang="es"
# Cuando $b$ sube 1, todos los errores suben 1, y la pendiente, que es el doble de su media, sube 2.
# Ese ritmo, lo que cambia la pendiente por cada unidad que avanzas, es la **curvatura**
# (curvature), y en este corte vale $c = 2$. En el fondo la pendiente es cero; por lo tanto, a una
# distancia $d$ del fondo la pendiente vale $c \cdot d$. Hagamos la cuenta a mano en el punto de
# partida, donde $d$ vale {{ d:.2f}} (el signo menos solo dice que estás a la izquierda del fondo).
# La pendiente debe ser 2 × ({{ d:.2f}}), es decir {{ grad_b0:.2f}}, y es justo la que habíamos
# medido.
#
# Ahora da un paso con la tasa 0.1. El paso mide una décima de la pendiente, {{ short_step:.2f}}
# hacia la derecha, y $d$ queda en {{ short_left:.2f}}: el 80 % de lo que faltaba. Con la tasa 0.5,
# el paso mide {{ half_step:.2f}}: toda la distancia, así que caes en el fondo exacto. Y con la tasa
# 1.0 mide {{ unit_step:.2f}}, el doble de lo necesario. Acabas al otro lado, a una distancia de
# {{ unit_left:.2f}}, tan lejos como al empezar. Los tres casos son la misma resta,
# $d - \text{lr} \cdot c \cdot d$, que se escribe mejor así:
#
# $$d_{\text{nueva}} = (1 - \text{lr} \cdot c) \cdot d$$
#
# Lo que va entre paréntesis es el factor por el que cada paso multiplica la distancia. Que lo
# confirme el código, que no conoce la fórmula y solo da el paso:

# %% [markdown] lang="en"
# When $b$ goes up by 1, every error goes up by 1, and the slope, which is twice their mean, goes up
# by 2. That pace, how much the slope changes for each unit you move, is the **curvature**, and on
# this cut it is $c = 2$. At the bottom the slope is zero; therefore, at a distance $d$ from the
# bottom, the slope is $c \cdot d$. Let us work it out by hand at the starting point, where $d$ is
# {{ d:.2f}} (the minus sign only says that you are to the left of the bottom). The slope should be
# 2 × ({{ d:.2f}}), that is {{ grad_b0:.2f}}, and this is exactly the one we measured.
#
# Now take a step at a rate of 0.1. The step is a tenth of the slope, {{ short_step:.2f}} to the
# right, and $d$ becomes {{ short_left:.2f}}: 80% of the way is still left. At a rate of 0.5 the
# step is {{ half_step:.2f}}: the whole distance, so you land exactly on the bottom. And at a rate
# of 1.0 it is {{ unit_step:.2f}}, twice what was needed. You end up on the other side, at a
# distance of {{ unit_left:.2f}}, as far away as when you started. All three cases are the same
# subtraction, $d - \text{lr} \cdot c \cdot d$, which reads better like this:
#
# $$d_{\text{new}} = (1 - \text{lr} \cdot c) \cdot d$$
#
# What stands in parentheses is the factor by which each step multiplies the distance. Let the code
# confirm it, since it does not know the formula and only takes the step:

# %%
#| predict:
#|   es: De las tasas 0.8 y 1.1, ¿cuál cruza al otro lado y se acerca, y cuál cruza y se aleja?
#|   en: Of the rates 0.8 and 1.1, which crosses over and comes closer, and which moves away?
factors = []
for lr in (0.1, 0.5, 0.8, 1.0, 1.1):
    b_next = b0 - lr * grad_b0
    factor = (b_next - exact_cut_bottom) / d
    factors.append(round(factor, 9) + 0.0)  # evita -0.0 // avoids -0.0
    print(f"tasa {lr}: factor {factors[-1]:.1f} // rate {lr}: factor {factors[-1]:.1f}")

# %%
#| tags: [claim]
claim(
    "one-step-factor",
    factors,
    equals=[0.8, 0, -0.6, -1, -1.2],
    abs=1e-9,
    says="""Un paso multiplica la distancia por uno menos la tasa por la curvatura. //
        A step multiplies the distance by one minus the rate times the curvature.""",
)

# %% [markdown] lang="es"
# La lista se lee de arriba abajo, porque el factor va bajando:
#
# - Mientras la tasa no llega a $1/c$ = 0.5, el punto se acerca sin cruzar, y con 0.5 justo llega de
#   un paso.
# - Entre 0.5 y 1, el signo negativo dice que cruza al otro lado. Zigzaguea, como 0.8, pero cada vez
#   queda más cerca.
# - Con $2/c$ = 1 rebota para siempre. A partir de ahí diverge, como 1.1, porque cada paso acaba más
#   lejos que el anterior.
#
# El límite de un corte es, por lo tanto, 2 entre su curvatura.
#
# ## 6. ¿Qué dirección manda? { #curvature }
#
# Este corte aguanta tasas de hasta 1.0, y el de $w$, mucho más abierto, aguanta aún más. Y, sin
# embargo, con 1.0 el mapa no rebotaba, sino que estallaba. Debe de haber alguna dirección más
# curvada que las dos que hemos mirado.
#
# Para buscarla, ponte en el mínimo, avanza 1 en una dirección y mide la pendiente que encuentras en
# ese sentido. Como en el fondo la pendiente era cero y has avanzado justo 1, esa pendiente es la
# curvatura. La dirección la da un ángulo, cuyo coseno dice cuánto avanza $b$ y cuyo seno, cuánto
# avanza $w$; así el avance mide siempre 1. A 0° se mueve solo $b$ y a 90°, solo $w$. Entre esos dos
# ángulos suben los dos parámetros, mientras que entre 90° y 180° $w$ sube y $b$ baja. La pendiente
# en esa dirección combina las dos que ya tienes, y cada una cuenta según lo que avanzas por ella.

# %% [markdown] lang="en"
# Read the list from top to bottom, because the factor keeps falling:
#
# - As long as the rate is below $1/c$ = 0.5, the point comes closer without crossing, and at
#   exactly 0.5 it arrives in one step.
# - Between 0.5 and 1, the minus sign says that it crosses over. It zigzags, as 0.8 does, but ends
#   up closer every time.
# - At $2/c$ = 1 it bounces forever. Beyond that it diverges, as 1.1 does, because each step ends
#   farther away than the last.
#
# The limit of a cut is therefore 2 divided by its curvature.
#
# ## 6. Which direction is in charge? { #curvature }
#
# This cut can take rates of up to 1.0, and the much wider cut of $w$ can take even more. And yet at
# 1.0 the map did not bounce: it blew up. There must be some direction that is more curved than the
# two we have looked at.
#
# To find it, stand at the minimum, move by 1 in some direction and measure the slope you meet that
# way. Since the slope was zero at the bottom and you moved by exactly 1, that slope is the
# curvature. An angle gives the direction: its cosine says how far $b$ moves and its sine how far
# $w$ moves, so that the whole move always measures 1. At 0° only $b$ moves and at 90° only $w$.
# Between those two angles both parameters go up, while between 90° and 180° $w$ goes up and $b$
# goes down. The slope in that direction combines the two you already have, and each counts by how
# far you move along it.


# %% Medir la curvatura // Measure the curvature
#| predict:
#|   es: Recuerda qué excursión salía cara. ¿La mayor curvatura estará antes o después de 90°?
#|   en: Remember which walk was expensive. Is the largest curvature before 90° or after it?
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
#| tags: [page]
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
# La dirección más curvada está a {{ steep_angle }}°, donde suben los dos parámetros y trepas por la
# pared, como en la excursión cara. La menos curvada, a {{ flat_angle }}°, recorre el fondo del
# valle y es perpendicular a la otra. La primera pone el límite, porque un descenso tiene que
# acercarse en *todas* las direcciones a la vez. Como además todas las curvaturas son positivas, la
# superficie es **convexa** (convex): un solo cuenco, sin hoyos en los que quedar atrapado.

# %% [markdown] lang="en"
# The most curved direction lies at {{ steep_angle }}°, where both parameters go up and you climb
# the wall, as on the expensive walk. The least curved one, at {{ flat_angle }}°, follows the floor
# of the valley and is perpendicular to the other. The first one sets the limit, because a descent
# has to come closer in *every* direction at once. Since all the curvatures are positive as well,
# the surface is **convex**: a single bowl, with no pits to get trapped in.

# %% [markdown] lang="es"
# Con más parámetros ya no hay un solo ángulo que girar. La solución general es una tabla de
# números, o **matriz** (matrix), que se llama **hessiana** (Hessian) y dice cuánto cambia cada
# pendiente (fila) cuando se mueve cada parámetro (columna). Sus cuatro casillas salen del mismo
# razonamiento que la curvatura del corte:
#
# - Si $b$ sube 1, cada error sube 1. La pendiente en $b$, el doble de la media de los errores, sube
#   2; la pendiente en $w$, el doble de la media de $x$ por el error, sube el doble de la media de
#   $x$.
# - Si $w$ sube 1, cada error sube lo que vale su $x$. Por eso la pendiente en $b$ sube el doble de
#   la media de $x$, y la pendiente en $w$, el doble de la media de $x^2$.
#
# En ninguna casilla aparecen $b$ ni $w$, así que la tabla, y con ella la curvatura, es la misma en
# todo el mapa. Las dos direcciones que acabamos de encontrar girando se llaman *vectores propios*
# (eigenvectors) de la tabla, y la curvatura en cada una es su *valor propio* (eigenvalue). El mayor
# se escribe $\lambda_{\max}$ (lambda). Si la tabla se te hace difícil, quédate con lo que hace:
# convierte las medias de $x$ y de $x^2$ en las dos curvaturas extremas. Las calcula `eigvalsh`, de
# menor a mayor:

# %% [markdown] lang="en"
# With more parameters there is no longer a single angle to turn. The general solution is a table of
# numbers, or **matrix**, called the **Hessian**, which says how much each slope (row) changes when
# each parameter (column) moves. Its four entries follow from the same reasoning as the curvature of
# the cut:
#
# - If $b$ goes up by 1, every error goes up by 1. The slope in $b$, twice the mean of the errors,
#   goes up by 2; the slope in $w$, twice the mean of $x$ times the error, goes up by twice the mean
#   of $x$.
# - If $w$ goes up by 1, every error goes up by its own $x$. So the slope in $b$ goes up by twice
#   the mean of $x$, and the slope in $w$ by twice the mean of $x^2$.
#
# Neither $b$ nor $w$ appears in any entry, so the table, and the curvature with it, is the same all
# over the map. The two directions that we have just found by turning are called the *eigenvectors*
# of the table, and the curvature along each is its *eigenvalue*. The larger one is written
# $\lambda_{\max}$ (lambda). If the table feels too abstract, keep what it does: it turns the means
# of $x$ and $x^2$ into the two extreme curvatures. `eigvalsh` computes both, smallest first:
#

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
#| central: rate-limit
claim(
    "curvatures",
    [flattest, steepest],
    equals=[0.1511, 2.4829],
    abs=5e-5,
    says="""Los valores propios de la hessiana son 0.1511 y 2.4829. //
        The eigenvalues of the Hessian are 0.1511 and 2.4829.""",
)
claim(
    "turning-agrees",
    [flat, steep],
    equals=[flattest, steepest],
    abs=1e-3,
    says="""Al girar se encuentran las mismas curvaturas que con la tabla. //
        Turning finds the same curvatures as the table.""",
)
claim(
    "rate-limit",
    rate_limit,
    equals=0.8055,
    abs=5e-5,
    says="""La dirección más curvada pone el límite de la tasa: 2 entre su curvatura, 0.8055. //
        The most curved direction sets the limit of the rate: 2 over its curvature, 0.8055.""",
)
claim(
    "convex",
    flattest,
    at_least=0,
    says="""Ninguna curvatura es negativa, así que la superficie es convexa. //
        No curvature is negative, so the surface is convex.""",
)

# %%
#| tags: [page]
bounce_08, crawl_02 = 1 - 0.8 * steepest, 1 - 0.2 * flattest
bounce_gain, crawl_gain = 1 - abs(bounce_08), 1 - crawl_02
kappa = steepest / flattest
balanced_rate = 2 / (flattest + steepest)
balanced_factor = (kappa - 1) / (kappa + 1)

# %% [markdown] lang="es"
# El límite es $2/\lambda_{\max}$ = {{ rate_limit:.4f}}, entre la tasa que llegaba, 0.8, y la que
# estallaba, 1.0. La misma multiplicación explica la sorpresa de la sección 4. Con 0.8, cada cruce
# multiplica la distancia a lo ancho por {{ bounce_08:.3f}}, es decir, quita solo el
# {{ bounce_gain:.1%}}. Con 0.2, cada paso multiplica por {{ crawl_02:.3f}} la distancia a lo largo,
# es decir, quita el {{ crawl_gain:.1%}}. Parece poco, pero es más del doble.
#
# Y aquí está la respuesta a la lentitud del principio. La pared decide la tasa, pero el camino que
# falta va por el fondo del valle, mucho más plano. Ni siquiera con la tasa límite recorres en un
# paso más del {{ progress:.0%}} de lo que falta por él.
#
# ??? mathematics "Con más matemáticas"
#     Junta los parámetros en $\theta = (b, w)$ y pon en cada fila de la matriz $X$ un 1 y el $x_i$
#     de un ejemplo. El MSE y su gradiente son
#
#     $$L(\theta) = \frac{1}{n} (X\theta - y)^\top (X\theta - y)$$
#
#     $$\nabla L(\theta) = \frac{2}{n} X^\top (X\theta - y)$$
#
#     El gradiente es lineal en $\theta$, así que su derivada, la hessiana, es la misma en todo el
#     mapa. Sus casillas son las de arriba, y $X^\top X$ es la matriz de las ecuaciones normales
#     (normal equations) de los mínimos cuadrados:
#
#     $$H = \frac{2}{n} X^\top X =
#     \begin{pmatrix} 2 & 2\,\overline{x} \\ 2\,\overline{x} & 2\,\overline{x^2} \end{pmatrix}$$
#
#     Para cualquier dirección $u$ de longitud 1, la curvatura es
#     $u^\top H u = \frac{2}{n} (Xu)^\top (Xu)$, una suma de cuadrados. Nunca es negativa, y por eso
#     la superficie es convexa. Como $H$ es simétrica, el teorema espectral le da vectores propios
#     perpendiculares $v_1, v_2$ de longitud 1, con $H v_i = \lambda_i v_i$: al avanzar por uno,
#     el gradiente cambia solo en esa dirección. Si $u$ forma un ángulo $\alpha$ con $v_1$, su
#     curvatura es $\lambda_1 \cos^2 \alpha + \lambda_2 \sin^2 \alpha$: un promedio de las dos, que
#     no puede salirse de entre ellas.
#
#     En el mínimo $\theta^*$ el gradiente es cero, de modo que
#     $\nabla L(\theta) = H(\theta - \theta^*)$. Un paso con tasa $\eta$ deja
#
#     $$\theta_{k+1} - \theta^* = (I - \eta H)(\theta_k - \theta^*)$$
#
#     Escribe la distancia inicial como $\theta_0 - \theta^* = a_1 v_1 + a_2 v_2$. Cada $v_i$ solo
#     se multiplica por un número, y tras $k$ pasos
#
#     $$\theta_k - \theta^* = \sum_{i=1}^{2} (1 - \eta\lambda_i)^k a_i v_i$$
#
#     Son dos cortes independientes. Los dos encogen, empieces donde empieces, si y solo si
#     $-1 < 1 - \eta\lambda_i < 1$ para ambos, es decir, si $0 < \eta < 2/\lambda_{\max}$
#     (aquí $\lambda_{\min} > 0$, porque no todas las $x$ son iguales).
#
#     A la larga manda el factor mayor en valor absoluto. Se hace mínimo cuando los dos empatan con
#     signos opuestos, con $\eta = 2/(\lambda_{\min} + \lambda_{\max})$ = {{ balanced_rate:.3f}}.
#     Vale entonces $(\kappa - 1)/(\kappa + 1)$ = {{ balanced_factor:.3f}}, donde
#     $\kappa = \lambda_{\max}/\lambda_{\min}$ = {{ kappa:.1f}} es el *número de condición*
#     (condition number): cuanto más alargado es el valle, más cerca de 1 queda el factor. Con pocos
#     pasos, la mejor tasa sale algo menor, porque la pared pesa más en la pérdida que el fondo.
#
#     Fuente: “First Steps: Gradient Descent”, la primera sección de [Why Momentum Really
#     Works](https://distill.pub/2017/momentum/) (Goh, 2017), que hace la misma cuenta para
#     cualquier función cuadrática convexa.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     La tasa se escribe $\eta$ o $\alpha$, se llama también *step size*, y en PyTorch es el
#     argumento `lr` de los optimizadores. Todos son el número de esta página. Si otro texto pone un
#     $\frac{1}{2}$ delante de la pérdida, sus curvaturas son la mitad y su límite, el doble.
#
# !!! later "Más adelante"
#     La superficie de una red no es convexa y su curvatura cambia de un lugar a otro, así que allí
#     $2/\lambda_{\max}$ orienta, pero no garantiza nada.
#
# ## 7. ¿Cómo se elige una tasa? { #choose }
#
# En una red no podrás escribir la hessiana, porque la de un millón de parámetros tiene un billón de
# casillas. Lo que sí puedes hacer es probar muchas tasas con pocos pasos cada una y comparar la
# pérdida:

# %% [markdown] lang="en"
# The limit is $2/\lambda_{\max}$ = {{ rate_limit:.4f}}, between the rate that arrived, 0.8, and the
# one that blew up, 1.0. The same multiplication explains the surprise of section 4. At 0.8, each
# crossing multiplies the distance across the valley by {{ bounce_08:.3f}}, which takes off only
# {{ bounce_gain:.1%}} of it. At 0.2, each step multiplies the distance along the valley by
# {{ crawl_02:.3f}}, which takes off {{ crawl_gain:.1%}}. That looks like little, but it is more
# than twice as much.
#
# And here is the answer to the slowness we began with. The wall decides the rate, but the distance
# that is left runs along the floor of the valley, which is far flatter. Not even at the limit does
# one step cover more than {{ progress:.0%}} of it.
#
# ??? mathematics "With more mathematics"
#     Gather the parameters in $\theta = (b, w)$, and let each row of the matrix $X$ hold a 1 and
#     the $x_i$ of one example. The MSE and its gradient are
#
#     $$L(\theta) = \frac{1}{n} (X\theta - y)^\top (X\theta - y)$$
#
#     $$\nabla L(\theta) = \frac{2}{n} X^\top (X\theta - y)$$
#
#     The gradient is linear in $\theta$, so its derivative, the Hessian, is the same all over the
#     map. Its entries are the ones above, and $X^\top X$ is the matrix of the normal equations of
#     least squares:
#
#     $$H = \frac{2}{n} X^\top X =
#     \begin{pmatrix} 2 & 2\,\overline{x} \\ 2\,\overline{x} & 2\,\overline{x^2} \end{pmatrix}$$
#
#     For any direction $u$ of length 1, the curvature is $u^\top H u = \frac{2}{n} (Xu)^\top (Xu)$,
#     a sum of squares. It is never negative, and that is why the surface is convex. Since $H$ is
#     symmetric, the spectral theorem gives it perpendicular eigenvectors $v_1, v_2$ of length 1,
#     with $H v_i = \lambda_i v_i$: as you move along one, the gradient changes only in that
#     direction. If $u$ makes an angle $\alpha$ with $v_1$, its curvature is
#     $\lambda_1 \cos^2 \alpha + \lambda_2 \sin^2 \alpha$: an average of the two, which cannot leave
#     the range between them.
#
#     At the minimum $\theta^*$ the gradient is zero, so $\nabla L(\theta) = H(\theta - \theta^*)$.
#     One step at rate $\eta$ leaves
#
#     $$\theta_{k+1} - \theta^* = (I - \eta H)(\theta_k - \theta^*)$$
#
#     Write the initial distance as $\theta_0 - \theta^* = a_1 v_1 + a_2 v_2$. Each $v_i$ is only
#     multiplied by a number, and after $k$ steps
#
#     $$\theta_k - \theta^* = \sum_{i=1}^{2} (1 - \eta\lambda_i)^k a_i v_i$$
#
#     These are two independent cuts. Both shrink, wherever you start, if and only if
#     $-1 < 1 - \eta\lambda_i < 1$ for both, that is, if $0 < \eta < 2/\lambda_{\max}$
#     (here $\lambda_{\min} > 0$, because the $x$ are not all equal).
#
#     In the long run the factor with the larger absolute value decides. It is smallest when the two
#     tie with opposite signs, at $\eta = 2/(\lambda_{\min} + \lambda_{\max})$ =
#     {{ balanced_rate:.3f}}. It is then $(\kappa - 1)/(\kappa + 1)$ = {{ balanced_factor:.3f}},
#     where $\kappa = \lambda_{\max}/\lambda_{\min}$ = {{ kappa:.1f}} is the *condition number*: the
#     longer the valley, the closer the factor is to 1. With few steps the best rate comes out
#     somewhat lower, because the wall weighs more in the loss than the floor does.
#
#     Source: “First Steps: Gradient Descent”, the first section of [Why Momentum Really
#     Works](https://distill.pub/2017/momentum/) (Goh, 2017), which does the same calculation for
#     any convex quadratic.
#
# !!! elsewhere "What you will see elsewhere"
#     The rate is written $\eta$ or $\alpha$, it is also called the *step size*, and in PyTorch it
#     is the argument `lr` of the optimizers. All of them are the number on this page. If another
#     text puts a $\frac{1}{2}$ in front of the loss, its curvatures are half of ours and its limit
#     is twice as large.
#
# !!! later "Later"
#     The surface of a network is not convex and its curvature changes from place to place, so there
#     $2/\lambda_{\max}$ is a guide and guarantees nothing.
#
# ## 7. How do you choose a rate? { #choose }
#
# In a network you cannot write the Hessian down, because with a million parameters it has a
# trillion entries. What you can do is try many rates for a few steps each and compare the loss:

# %%
#| predict:
#|   es: La mejor de estas tasas está por debajo del límite. ¿Subirá la pérdida igual a ambos lados?
#|   en: The best of these rates is below the limit. Will the loss rise alike on both sides of it?
rates = np.arange(1, 91) / 100  # 0.01, 0.02, … 0.90
after_20 = np.array([mse(*descend(lr, 20)[-1]) for lr in rates])
best_rate = rates[after_20.argmin()]
half = mse(*descend(best_rate / 2, 20)[-1])
more = mse(*descend(1.2 * best_rate, 20)[-1])
print(f"""la mejor, {best_rate:.2f}: {after_20.min():.4f} //
    the best, {best_rate:.2f}: {after_20.min():.4f}""")
print(f"""la mitad: {half:.4f}, un 20% más: {more:.0f} //
    half of it: {half:.4f}, 20% more: {more:.0f}""")

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Pérdida tras veinte pasos según la tasa, en escala logarítmica: baja poco a poco hasta cerca
#|     de 0.7 y, pasado el límite 0.81, sube como una pared.
#|   en: >-
#|     Loss after twenty steps for each rate, on a logarithmic scale: it falls little by little
#|     until about 0.7 and, past the limit of 0.81, rises like a wall.
best_name, limit_name = "la mejor // the best", "el límite // the limit"
plots.plot_curve(
    after_20,
    x=rates,
    xlabel="tasa de aprendizaje // learning rate",
    ylabel="pérdida tras 20 pasos // loss after 20 steps",
    log=True,
    marks={"0.1": 0.1, best_name: best_rate, limit_name: rate_limit},
)

# %%
#| tags: [page]
after_1 = [mse(*descend(lr, 1)[-1]) for lr in rates]  # para el cuestionario // for the quiz
bend_w = curvatures[90]
only_w_limit, half_w_limit, doubled_w, halved_w = 2 / bend_w, 1 / bend_w, 2 * bend_w, bend_w / 2

# %%
#| tags: [claim]
claim(
    "best-rate",
    best_rate,
    between=(0.6, rate_limit),
    says="""La mejor tasa queda algo por debajo del límite. //
        The best rate lies somewhat below the limit.""",
)
claim(
    "too-high-costs-more",
    more / half,
    at_least=1000,
    says="""Pasarse un 20 % sale más de mil veces peor que quedarse a la mitad. //
        Going 20% too high ends more than a thousand times worse than half the rate.""",
)

# %% [markdown] lang="es"
# Los dos lados no se parecen en nada: a la izquierda de la mejor tasa hay una ladera y a la
# derecha, un acantilado. Por debajo, cada paso avanza un poco menos por el valle, y eso solo cuesta
# tiempo. Por encima del límite, en cambio, el factor a lo ancho, sin contar el signo, pasa de 1 y
# se multiplica por sí mismo en cada paso. Quedarse a la mitad deja una pérdida de {{ half:.3f}};
# pasarse un 20 % la lleva a {{ more:.0f}}. Por eso se elige una tasa algo *menor* que la mejor.
#
# ## Lo que suele fallar { #errors }
#
# ### Culpar al gradiente { #error-blame }
#
# **Síntoma:** la pérdida sube y sospechas de tus derivadas. Divide la tasa entre cien y mira qué
# ocurre:

# %% [markdown] lang="en"
# The two sides are nothing alike: to the left of the best rate there is a hillside and to the
# right, a cliff. Below it, each step makes a little less progress along the valley, which only
# costs time. Above the limit, though, the factor across, sign aside, passes 1 and is multiplied by
# itself at every step. Half the rate leaves a loss of {{ half:.3f}}; going 20% too high takes it to
# {{ more:.0f}}. That is why you choose a rate somewhat *below* the best.
#
# ## What usually goes wrong { #errors }
#
# ### Blaming the gradient { #error-blame }
#
# **Symptom:** the loss rises and you suspect your derivatives. Divide the rate by a hundred and see
# what happens:

# %%
# -0.01 suma en vez de restar // -0.01 adds instead of subtracting
for lr in (1.0, 0.01, -0.01):
    after_5 = mse(*descend(lr, 5)[-1])
    print(f"""tasa {lr}: {loss0:.2f} -> {after_5:.2f} //
        rate {lr}: {loss0:.2f} -> {after_5:.2f}""")

# %% [markdown] lang="es"
# **Causa:** si con la tasa diminuta la pérdida baja, el gradiente señala, al menos, cuesta abajo, y
# la tasa era demasiado alta. Si aún sube, como en la última línea, donde sumamos a propósito en vez
# de restar, el gradiente o su signo están mal. **Arreglo:** haz esta prueba antes de tocar las
# derivadas.
#
# ### La pérdida se vuelve infinita { #error-overflow }
#
# **Síntoma:** aparece un aviso de NumPy y la pérdida es `inf`; un poco después será `nan`.

# %% [markdown] lang="en"
# **Cause:** if the loss falls at the tiny rate, the gradient at least points downhill, and the rate
# was too high. If it still rises, as in the last line, where we add on purpose instead of
# subtracting, the gradient or its sign is wrong. **Fix:** run this test before you touch the
# derivatives.
#
# ### The loss becomes infinite { #error-overflow }
#
# **Symptom:** a warning from NumPy appears and the loss is `inf`; a little later it will be `nan`.
#

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
# **Causa:** la tasa supera el límite, así que cada paso multiplica la distancia por más de 1 y $b$
# crece sin freno (`e+` va seguido del número de ceros). Su cuadrado ya no cabe en un número de la
# máquina, y eso es un *overflow* (desbordamiento). **Arreglo:** baja la tasa y detén el
# entrenamiento en cuanto la pérdida se dispare.
#
# ### Una curva, dos causas { #error-twins }
#
# **Síntoma:** la pérdida baja despacio y parece que la tasa es demasiado pequeña. Compara dos
# descensos antes de subirla:

# %% [markdown] lang="en"
# **Cause:** the rate is over the limit, so each step multiplies the distance by more than 1 and $b$
# grows without end (after `e+` comes the number of zeros). Its square no longer fits in a machine
# number, which is an *overflow*. **Fix:** lower the rate, and stop training as soon as the loss
# shoots up.
#
# ### One curve, two causes { #error-twins }
#
# **Symptom:** the loss falls slowly, and the rate seems to be too small. Compare two descents
# before you raise it:

# %%
twins = {}
for lr in (0.8, 0.007):
    twins[lr] = np.array([mse(b, w) for b, w in descend(lr, 40)])  # (41,)
worst_twin_gap = np.abs(twins[0.007] / twins[0.8] - 1).max()

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Pérdida durante cuarenta pasos con las tasas 0.8 y 0.007: las dos curvas bajan despacio y
#|     casi coinciden.
#|   en: >-
#|     Loss over forty steps at rates 0.8 and 0.007: the two curves fall slowly and nearly coincide.
twin_names = [f"tasa {lr} // rate {lr}" for lr in twins]
curves = dict(zip(twin_names, twins.values(), strict=True))
plots.plot_curves(curves, x=range(41), xlabel="paso // step", ylabel="pérdida (MSE) // loss (MSE)")

# %%
#| tags: [claim]
claim(
    "twin-curves",
    worst_twin_gap,
    at_most=0.05,
    says="""Las curvas de 0.8 y de 0.007 difieren en menos del 5 %. //
        The curves of 0.8 and 0.007 differ by less than 5%.""",
)

# %% [markdown] lang="es"
# Las dos curvas difieren en menos del 5 %, aunque una tasa es más de cien veces la otra: un
# descenso rebota de pared a pared y el otro se arrastra. La curva no los distingue, pero una prueba
# sí puede hacerlo. Divide las dos tasas entre dos:

# %% [markdown] lang="en"
# The two curves differ by less than 5%, although one rate is over a hundred times the other: one
# descent bounces from wall to wall and the other crawls. The curve cannot tell them apart, but a
# test can. Halve both rates:

# %%
#| predict: ¿Cuál de los dos descensos mejorará? // Which of the two descents will improve?
halved = [mse(*descend(lr / 2, 40)[-1]) for lr in twins]
for lr, losses, loss in zip(twins, twins.values(), halved, strict=True):
    print(f"""{lr}: {losses[-1]:.3f}, con la mitad {loss:.3f} //
        {lr}: {losses[-1]:.3f}, at half of it {loss:.3f}""")

# %%
#| tags: [claim]
claim(
    "halving-helps-the-bouncer",
    halved[0] / twins[0.8][-1],
    at_most=0.1,
    says="""Con la mitad de la tasa, el que rebotaba mejora diez veces o más. //
        At half the rate, the one that bounced is at least ten times better.""",
)
claim(
    "halving-hurts-the-crawler",
    halved[1] / twins[0.007][-1],
    at_least=1.5,
    says="""Con la mitad de la tasa, el que se arrastraba empeora. //
        At half the rate, the one that crawled gets worse.""",
)

# %% [markdown] lang="es"
# Mejora el de 0.8, porque 0.4 encoge mucho más la distancia a lo ancho. El de 0.007 empeora, porque
# sus pasos ya eran cortos y ahora lo son más.

# %% [markdown] lang="en"
# The one at 0.8 improves, because 0.4 shrinks the distance across far more. The one at 0.007 gets
# worse, because its steps were short already and now they are shorter.

# %% [markdown] lang="es"
# “Entonces, si con la mitad empeora, ¿es que se arrastraba?” Eso escribimos nosotros al principio,
# y la mejor tasa de la sección 7 nos desmintió. Mírala junto a la que se arrastra. Cada línea da la
# pérdida con la mitad de la tasa, con la tasa misma y con el doble:

# %% [markdown] lang="en"
# “So if it gets worse at half the rate, was it crawling?” That is what we wrote at first, and the
# best rate of section 7 proved us wrong. See it beside the crawling one. Each line gives the loss
# at half the rate, at the rate itself and at twice the rate:

# %%
neighbors = {}
for lr in (0.007, best_rate):
    neighbors[lr] = [mse(*descend(k * lr, 40)[-1]) for k in (0.5, 1, 2)]
    low, same, high = neighbors[lr]
    print(f"{lr}: {low:.3g}, {same:.3g}, {high:.3g}")

# %%
#| tags: [claim]
claim(
    "best-rate-hates-half-and-twice",
    min(neighbors[best_rate][0], neighbors[best_rate][2]) / neighbors[best_rate][1],
    at_least=1.1,
    says="""La mejor tasa empeora tanto con la mitad como con el doble. //
        The best rate gets worse both at half and at twice its value.""",
)
claim(
    "doubling-helps-the-crawler",
    neighbors[0.007][2] / neighbors[0.007][1],
    at_most=0.5,
    says="""Con el doble de la tasa, la que se arrastraba mejora. //
        At twice the rate, the one that crawled improves.""",
)

# %% [markdown] lang="es"
# **Causa:** rebotar y arrastrarse pueden dar la misma curva, y una buena tasa también empeora con
# la mitad. **Arreglo:** prueba primero la mitad, que acorta los pasos y por eso es la prueba
# segura. Si mejora, la tasa era demasiado alta. Si empeora, solo sabes que la mitad es poco, así
# que prueba también el doble, desde una copia de los parámetros. Si con el doble mejora, había
# margen; si empeora o estalla, la mejor tasa está, al menos en un cuenco como este, entre la mitad
# y el doble, y puedes quedarte con la tuya.
#
# ### La tabla traspuesta { #error-transposed }
#
# **Síntoma:** el mapa sale con $b$ y $w$ cambiados. Si la rejilla es cuadrada, nada avisa; si no lo
# es, aparece este error:

# %% [markdown] lang="en"
# **Cause:** bouncing and crawling can give the same curve, and a good rate gets worse at half its
# value too. **Fix:** try half first, which shortens the steps and is therefore the safe test. If
# things improve, the rate was too high. If they get worse, you only know that half is too little,
# so try twice the rate as well, from a copy of the parameters. If twice is better, there was room
# to spare; if it is worse or blows up, the best rate lies, at least in a bowl like this one,
# between half and twice yours, and you can keep the one you have.
#
# ### The transposed table { #error-transposed }
#
# **Symptom:** the map comes out with $b$ and $w$ swapped. On a square grid nothing warns you; on
# any other, this error appears:
#

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
# **Causa:** `.T` intercambia filas y columnas, y la fila debe elegir $w$. **Arreglo:** conserva el
# orden de `meshgrid` y prueba siempre con una rejilla que no sea cuadrada, para que el error no
# pueda esconderse.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Cause:** `.T` swaps rows and columns, and the row has to pick $w$. **Fix:** keep the order of
# `meshgrid`, and always test with a grid that is not square, so that the bug has nowhere to hide.
#
# ## Exercises { #exercises }
#

# %% [markdown] exercise="E1" lang="es"
# ### E1 · El límite de otros datos { #e1 }
#
# **Meta:** calcular cuánto puede medir un paso antes de entrenar. **Tienes:** `x` e `y`, 200
# ejemplos cuya entrada va de 0 a 10 y no de 0 a 1, y `loss_after(lr)`, la pérdida tras 200 pasos.
# **Haz:** calcula `limit`, la mayor tasa con la que el descenso sobre el MSE de una recta $b + wx$
# no diverge con estos datos, con un error menor que el 0.05 %. Antes, predice: ¿será mayor o menor
# que 0.8?

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The limit of other data { #e1 }
#
# **Goal:** work out how long a step can be before training. **You have:** `x` and `y`, 200 examples
# whose input runs from 0 to 10 and not from 0 to 1, and `loss_after(lr)`, the loss after 200 steps.
# **Do:** compute `limit`, the largest rate at which the descent on the MSE of a line $b + wx$ does
# not diverge with these data, with an error below 0.05%. Before that, predict: will it be above or
# below 0.8?

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
hessian = ...
limit = ...

# %%
#| exercise: E1
#| role: solution
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])  # (2, 2)
limit = 2 / np.linalg.eigvalsh(hessian)[-1]
print(f"límite: {limit:.4f} // limit: {limit:.4f}")
for rate in (0.98 * limit, 1.02 * limit):
    print(f"""tasa {rate:.4f}: pérdida {loss_after(rate):.4g} //
        rate {rate:.4f}: loss {loss_after(rate):.4g}""")
print("""entradas diez veces mayores, pasos muchísimo menores //
    inputs ten times larger, steps far smaller""")

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check

center, off = 1 + (x * x).mean(), 2 * x.mean()  # media traza // half the trace
determinant = 4 * (x * x).mean() - off**2
longest = 2 / (center + np.sqrt(center**2 - determinant))
check(
    "el límite // the limit",
    limit,
    equals=longest,
    rel=5e-4,
    hint="""¿qué dirección es la peor, cómo se mide su curvatura, y cuándo diverge? //
        which direction is the worst, how is its curvature measured, and when does it diverge?""",
)
check(
    "un 1 % por debajo, la pérdida baja // 1% below it, the loss falls",
    loss_after(0.99 * limit) < loss_after(0.0),
    equals=True,
)

# %%
#| exercise: E1
#| role: right
columns = np.hstack([np.ones_like(x), x])  # (200, 2)
limit = len(x) / np.linalg.norm(columns, ord=2) ** 2


# %%
#| exercise: E1
#| role: right
def curvatures(x):
    n = len(x)
    hessian = np.array([[n, np.sum(x)], [np.sum(x), np.sum(x**2)]]) * 2 / n
    return np.linalg.eig(hessian).eigenvalues


limit = min(2 / curvature for curvature in curvatures(x))

# %%
#| exercise: E1
#| role: wrong
#| message: qué dirección es la peor // which direction is the worst
limit = 2 / (2 * (x**2).mean())  # solo el corte de w // only the cut of w

# %%
#| exercise: E1
#| role: wrong
#| message: cómo se mide su curvatura // how is its curvature measured
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
limit = 2 / np.linalg.eigvalsh(hessian)[0]  # la dirección más suave // the gentlest direction

# %%
#| exercise: E1
#| role: wrong
#| message: y cuándo diverge // when does it diverge
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
limit = 1 / np.linalg.eigvalsh(hessian)[-1]

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Un corte por b = 1 { #e2 }
#
# **Meta:** sacar un corte de la superficie. **Tienes:** `surface`, la superficie de otros datos,
# con las mismas `grid_b` y `grid_w` de la página: la fila elige $w$ y la columna, $b$. **Haz:**
# guarda en `cut` la pérdida a lo largo de $w$ cuando $b = 1$, sacada de la superficie sin volver a
# calcularla, y en `lowest_w`, el valor de `grid_w` en el que ese corte es más bajo. Dibuja el
# corte. ¿Coincide su fondo con el mínimo del valle, que está cerca de $b = 0.2$, $w = 3$?

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A cut at b = 1 { #e2 }
#
# **Goal:** take a cross-section out of the surface. **You have:** `surface`, the surface of other
# data, with the same `grid_b` and `grid_w` as on the page: the row picks $w$ and the column picks
# $b$. **Do:** keep in `cut` the loss along $w$ when $b = 1$, taken out of the surface without
# computing it again, and in `lowest_w` the value of `grid_w` at which that cut is lowest. Draw the
# cut. Is its bottom the minimum of the valley, which is near $b = 0.2$, $w = 3$?

# %% [markdown] exercise="E2" lang="es" role="hint"
# Primero hay que saber qué lugar ocupa el 1 en `grid_b`. Ese lugar, ¿es una fila o una columna de
# la superficie?

# %% [markdown] exercise="E2" lang="en" role="hint"
# First you need to know the position of 1 in `grid_b`. Is that position a row of the surface or a
# column?

# %% [markdown] exercise="E2" lang="es" role="hint"
# `argmin` da la posición del menor valor de un array: sirve para el más cercano y para el más bajo.
# `surface[:, k]` es una columna entera.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `argmin` gives the position of the smallest value of an array: it serves for the closest and for
# the lowest. `surface[:, k]` is a whole column.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea es `k = np.abs(grid_b - 1).argmin()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line is `k = np.abs(grid_b - 1).argmin()`.

# %%
#| exercise: E2
#| role: setup
import numpy as np

from tutorial_lib import plots
from tutorial_lib.data import make_line

x, y = make_line(n=60, bias=0.2, weight=3.0, seed=3)  # (60, 1), (60, 1)
grid_b, grid_w = np.linspace(-1, 3, 101), np.linspace(-1, 5, 101)
all_b, all_w = np.meshgrid(grid_b, grid_w)
predicted = all_b[:, :, None] + all_w[:, :, None] * x.ravel()
surface = ((predicted - y.ravel()) ** 2).mean(axis=2)  # (101, 101)

# %%
#| exercise: E2
#| role: starter
cut = ...
lowest_w = ...

# %%
#| exercise: E2
#| role: solution
#| alt:
#|   es: "El corte por b = 1: una parábola abierta con el fondo cerca de w = 1.7."
#|   en: "The cut at b = 1: a wide parabola with its bottom near w = 1.7."
k = np.abs(grid_b - 1).argmin()
cut = surface[:, k]  # (101,)
lowest_w = grid_w[cut.argmin()]
print(f"fondo del corte: w = {lowest_w:.2f} // bottom of the cut: w = {lowest_w:.2f}")
print("""no es el del valle: con b = 1, una w menor compensa en parte //
    not that of the valley: with b = 1, a smaller w makes up for a part of it""")
plots.plot_curve(cut, x=grid_w, xlabel="peso $w$ // weight $w$", ylabel="pérdida // loss")

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check

losses = [((1 + w * x - y) ** 2).mean() for w in grid_w]
check(
    "el corte // the cut",
    cut,
    equals=losses,
    hint="¿la b elige fila o columna, y cuál? // does b pick a row or a column, and which one?",
)
check(
    "el fondo del corte // the bottom of the cut",
    lowest_w,
    equals=min(zip(losses, grid_w, strict=True))[1],
    abs=0.031,  # la mitad de un paso de grid_w // half a step of grid_w
    hint="""¿es el fondo de ese corte, y un lugar, una pérdida o un w? //
        is it the bottom of that cut, and a position, a loss or a w?""",
)

# %%
#| exercise: E2
#| role: right
cut = surface.T[50]
lowest_w = grid_w[sorted(range(len(cut)), key=lambda place: cut[place])[0]]


# %%
#| exercise: E2
#| role: right
def nearest(grid, value):
    return np.argmin((grid - value) ** 2)


cut = list(np.take(surface, nearest(grid_b, 1), axis=1))
lowest_w = dict(zip(cut, grid_w, strict=True))[min(cut)]

# %%
#| exercise: E2
#| role: wrong
#| message: la b elige fila o columna // does b pick a row or a column
cut = surface[np.abs(grid_b - 1).argmin()]  # una fila: w quieto // a row: w still
lowest_w = grid_w[cut.argmin()]

# %%
#| exercise: E2
#| role: wrong
#| message: un lugar, una pérdida o un w // a position, a loss or a w
cut = surface[:, np.abs(grid_b - 1).argmin()]
lowest_w = cut.argmin()

# %%
#| exercise: E2
#| role: wrong
#| message: un lugar, una pérdida o un w // a position, a loss or a w
cut = surface[:, np.abs(grid_b - 1).argmin()]
lowest_w = cut.min()  # la pérdida, no w // the loss, not w

# %%
#| exercise: E2
#| role: wrong
#| message: es el fondo de ese corte // is it the bottom of that cut
cut = surface[:, np.abs(grid_b - 1).argmin()]
# el fondo de toda la superficie // the bottom of the whole surface
row, _ = np.unravel_index(surface.argmin(), surface.shape)
lowest_w = grid_w[row]

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Acorralar el límite { #e3 }
#
# **Meta:** hallar el límite sin curvaturas, como harías con una red. **Tienes:** `final_loss(lr)`,
# la pérdida tras 500 pasos, y `first_loss`, la del inicio. Con 0.5 baja y con 1.0 sube. **Haz:**
# parte el intervalo de `low` = 0.5 a `high` = 1.0 por la mitad y quédate con la mitad que contiene
# el límite, veinte veces (*bisección*). Quedan tres números: `low`, donde la pérdida baja; `high`,
# a menos de 0.00001, donde sube, y `limit`, el centro del último intervalo. ¿Qué número esperas?

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Cornering the limit { #e3 }
#
# **Goal:** find the limit without curvatures, as you would for a network. **You have:**
# `final_loss(lr)`, the loss after 500 steps, and `first_loss`, the loss at the start. At 0.5 it
# falls and at 1.0 it rises. **Do:** split the interval from `low` = 0.5 to `high` = 1.0 in half and
# keep the half that holds the limit, twenty times (*bisection*). Three numbers are left: `low`,
# where the loss falls; `high`, less than 0.00001 away, where it rises; and `limit`, the middle of
# the last interval. Which number do you expect?

# %% [markdown] exercise="E3" lang="es" role="hint"
# Si en el punto medio la pérdida sube, el límite está a su izquierda; si baja, a su derecha.

# %% [markdown] exercise="E3" lang="en" role="hint"
# If the loss rises at the midpoint, the limit lies to its left; if it falls, to its right.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Un `if` con `final_loss(middle) > first_loss` decide cuál de los dos extremos, `low` o `high`, se
# muda a `middle`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# An `if` with `final_loss(middle) > first_loss` decides which of the two ends, `low` or `high`,
# moves to `middle`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea que falta es `if final_loss(middle) > first_loss:`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line that is missing is `if final_loss(middle) > first_loss:`.

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
low, high = 0.5, 1.0
for _ in range(20):
    middle = (low + high) / 2
    ...
limit = ...

# %%
#| exercise: E3
#| role: solution
low, high = 0.5, 1.0
for _ in range(20):
    middle = (low + high) / 2
    if final_loss(middle) > first_loss:
        high = middle
    else:
        low = middle
limit = (low + high) / 2
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
formula = 2 / np.linalg.eigvalsh(hessian)[-1]
print(f"""bisección: {limit:.4f}, fórmula: {formula:.4f} //
    bisection: {limit:.4f}, formula: {formula:.4f}""")

# %%
#| exercise: E3
#| role: check
#| survives:
#|   constant 1.2: from a wider start twenty halvings close in on the same limit
#|   constant 2: one more halving comes closer still
from tutorial_lib import check

check(
    "ancho del último intervalo // width of the last interval",
    high - low,
    between=(1e-15, 1e-5),
    hint="""cada vuelta muda uno de los extremos, y los dos no llegan a juntarse //
        each round moves one of the ends, and the two never meet""",
)
check(
    "con low, la pérdida sube // at low, the loss rises",
    final_loss(low) > first_loss,
    equals=False,
    hint="¿qué extremo se muda cuando la pérdida baja? // which end moves when the loss falls?",
)
check(
    "con high, la pérdida sube // at high, the loss rises",
    final_loss(high) > first_loss,
    equals=True,
    hint="¿qué extremo se muda cuando la pérdida sube? // which end moves when the loss rises?",
)
check(
    "el límite // the limit",
    limit,
    equals=(low + high) / 2,
    abs=1e-5,
    hint="¿dónde queda el último intervalo? // where is the last interval?",
)

# %%
#| exercise: E3
#| role: right
low, step = 0.5, 0.25
for _ in range(20):
    if final_loss(low + step) <= first_loss:
        low += step
    step /= 2
high = low + 2 * step
limit = low + step


# %%
#| exercise: E3
#| role: right
def halved(low, high, rounds=20):
    middle = (low + high) / 2
    if rounds == 0:
        return low, high, middle
    ends = (low, middle) if final_loss(middle) > first_loss else (middle, high)
    return halved(*ends, rounds - 1)


low, high, limit = halved(0.5, 1.0)

# %%
#| exercise: E3
#| role: wrong
#| message: qué extremo se muda cuando la pérdida sube // which end moves when the loss rises
low, high = 0.5, 1.0
for _ in range(20):
    middle = (low + high) / 2
    if final_loss(middle) > first_loss:
        low = middle  # las dos mitades, al revés // the halves, the wrong way around
    else:
        high = middle
limit = middle

# %%
#| exercise: E3
#| role: wrong
#| message: cada vuelta muda uno de los extremos // each round moves one of the ends
low, high = 0.5, 1.0
for _ in range(20):
    middle = (low + high) / 2
    if final_loss(middle) > first_loss:
        high = middle  # falta el otro caso // the other case is missing
limit = middle

# %%
#| exercise: E3
#| role: wrong
#| message: los dos no llegan a juntarse // the two never meet
hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
low = high = limit = 2 / np.linalg.eigvalsh(hessian)[-1]  # la fórmula // the formula

# %%
#| exercise: E3
#| role: wrong
#| message: dónde queda el último intervalo // where is the last interval
low, high = 0.5, 1.0
for _ in range(20):
    middle = (low + high) / 2
    if final_loss(middle) > first_loss:
        high = middle
    else:
        low = middle
limit = (high - low) / 2  # el ancho, no el lugar // the width, not the place

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
#   pendiente del lugar en que está.
# - Entre dos curvas de nivel, la cuesta es más fuerte donde se acercan; el gradiente es la pareja
#   de pendientes de los cortes.
# - En una dirección de curvatura $c$, un paso multiplica la distancia por $1 - \text{lr} \cdot c$.
# - La dirección más curvada pone el límite, $2/\lambda_{\max}$ = {{ rate_limit:.4f}}; la más plana
#   decide cuánto tardas.
# - Elige una tasa algo menor que la mejor, porque pasarse cuesta mucho más que quedarse corto.
#
# ## Para profundizar { #further }
#
# - [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Goh, 2017): estas mismas
#   curvaturas, con figuras interactivas (en inglés).
# - [`np.meshgrid`](https://numpy.org/doc/stable/reference/generated/numpy.meshgrid.html) en la
#   documentación de NumPy (en inglés).
#
# Ninguna tasa vence del todo a este valle: la pared prohíbe los pasos largos que el fondo
# necesitaría. Pero la forma del valle salió de las medias de $x$ y de $x^2$, y las unidades de $x$
# las elegimos nosotros. ¿Y si, en vez de buscar un paso mejor, cambiaras el terreno hasta que el
# cuenco fuera redondo?

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - The loss surface gives a height to each pair $b$, $w$; the descent only feels the slope where it
#   stands.
# - Between two contour lines, the slope is steeper where they come close; the gradient is the pair
#   of slopes of the cuts.
# - In a direction of curvature $c$, a step multiplies the distance by $1 - \text{lr} \cdot c$.
# - The most curved direction sets the limit, $2/\lambda_{\max}$ = {{ rate_limit:.4f}}; the flattest
#   one decides how long it takes.
# - Choose a rate somewhat below the best, because too high costs far more than too low.
#
# ## Going further { #further }
#
# - [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Goh, 2017): these same
#   curvatures, with interactive figures.
# - [`np.meshgrid`](https://numpy.org/doc/stable/reference/generated/numpy.meshgrid.html) in the
#   NumPy documentation.
#
# No rate quite defeats this valley: the wall forbids the long steps that the floor would need. But
# the shape of the valley came from the means of $x$ and $x^2$, and the units of $x$ were our
# choice. What if, instead of looking for a better step, you changed the ground until the bowl was
# round?
