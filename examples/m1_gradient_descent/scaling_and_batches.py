# ---
# title: "Escalar las variables y elegir el lote // Scaling features and choosing the batch"
# description:
#   es: Convierte un valle estrecho en un cuenco redondo, pasa de cientos de pasos a uno solo y
#     decide cuántos ejemplos mirar en cada paso.
#   en: Turn a narrow valley into a round bowl, go from hundreds of steps to a single one and decide
#     how many examples to look at in each step.
# objectives:
#   - understand:
#       es: explicar por qué escalar redondea el valle
#       en: explain why scaling makes the valley round
#   - apply:
#       es: estandarizar solo con datos de entrenamiento (E1, E2)
#       en: standardize with training data only (E1, E2)
#   - analyse: "comparar el ruido de tres tamaños de lote // compare the noise of three batch sizes"
#   - create: "programar el descenso por minilotes (E3) // code mini-batch descent (E3)"
#   - evaluate:
#       es: sumar bien la pérdida de lotes desiguales (E4)
#       en: add up the loss of unequal batches correctly (E4)
# minutes: {read: 25, practise: 20}
# needs: [loss_surface]
# data: []
# ---

# %% [markdown] lang="es"
# **¿Y si el problema no fuera el paso, sino el terreno?** En la [página anterior](loss-surface.md),
# la pared del valle ponía el límite a la tasa y el fondo, casi plano, ponía la lentitud. Elegir
# bien la tasa ayudaba. No curaba.
#
# Aquí atacas la causa dos veces. Primero cambias la *entrada* para que el valle sea redondo.
# Después cambias *cuántos ejemplos* miras antes de cada paso. Al terminar sabrás escalar sin hacer
# trampas y elegir un tamaño de lote.
#
# ## La idea en una imagen { #picture }
#
# Los mismos datos, la misma recta inicial y hasta veinte pasos. Solo cambia cómo se mide la
# entrada.

# %% [markdown] lang="en"
# **What if the trouble were not the step but the ground?** On the [previous page](loss-surface.md),
# the wall of the valley set the limit of the rate, and its nearly flat floor set the slowness.
# Choosing the rate well helped. It was no cure.
#
# Here you attack the cause twice. First you change the *input* so that the valley is round. Then
# you change *how many examples* you look at before each step. By the end you can scale without
# cheating and choose a batch size.
#
# ## The idea in one picture { #picture }
#
# The same data, the same first line and up to twenty steps. Only the way the input is measured
# changes.

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
idea_mu, idea_sigma = idea_x.mean(), idea_x.std()
idea_names = ["en años // in years", "en décimas // in tenths", "estandarizada // standardized"]
idea_z = (idea_x - idea_mu) / idea_sigma
idea_inputs = [(idea_x, 0.49671415, -0.1382643), (10 * idea_x, 0.49671415, -0.01382643)]
idea_inputs.append((idea_z, 0.49671415 - 0.1382643 * idea_mu, -0.1382643 * idea_sigma))

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Tres mapas de la misma pérdida. En años, un valle alargado: veinte pasos casi llegan. En
#|     décimas de año, una rendija: veinte pasos apenas avanzan por ella. Estandarizada, círculos:
#|     un solo paso cae en el centro.
#|   en: >-
#|     Three maps of the same loss. In years, a long valley: twenty steps almost arrive. In tenths
#|     of a year, a slit: twenty steps barely move along it. Standardized, circles: a single step
#|     lands on the center.
#| caption:
#|   es: En cada mapa, la tasa es la mitad de su límite. Los ejes miden la distancia al mínimo.
#|   en: On each map, the rate is half of its limit. The axes measure the distance to the minimum.
plt.style.use("tutorial_lib.gradiente")
figure, panels = plt.subplots(1, 3, figsize=(7, 2.9), sharey=True)
side = np.linspace(-2.4, 2.4, 121)
grid = np.stack(np.meshgrid(side, side), axis=-1)  # (121, 121, 2)
for axes, name, (inputs, b, w) in zip(panels, idea_names, idea_inputs, strict=True):
    columns = np.stack([np.ones(80), inputs], axis=1)  # (80, 2)
    bends = 2 * columns.T @ columns / 80  # (2, 2)
    deep = np.linalg.lstsq(columns, idea_y)[0]  # (2,)
    heights = ((grid @ bends) * grid).sum(axis=-1) / 2  # (121, 121)
    walk = [np.array([b, w]) - deep]
    while len(walk) <= 20 and np.abs(walk[-1]).max() > 1e-6:
        walk.append(walk[-1] - bends @ walk[-1] / np.linalg.eigvalsh(bends)[1])
    levels = [0.02, 0.1, 0.3, 0.8, 1.8, 3.2]
    axes.contour(side, side, heights, levels, colors=[plots.COLORS["blue"]], linewidths=1.1)
    axes.plot(*np.array(walk).T, "-o", color=plots.COLORS["orange"], markersize=3.5)
    axes.plot(*walk[0], "o", color=plots.COLORS["purple"], markersize=8)
    axes.plot(0, 0, "+", color=plots.COLORS["green"], markersize=13, markeredgewidth=2.5)
    axes.set(title=name, aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    axes.title.set_fontsize(9.5)
    axes.grid(False)
figure.supxlabel("distancia en $b$ // distance in $b$", fontsize=9.5)
panels[0].set_ylabel("distancia en $w$ // distance in $w$", fontsize=9.5)
plt.show()

# %% [markdown] lang="es"
# En un cuenco redondo, cuesta abajo es hacia el centro, y un paso basta. En una rendija, cuesta
# abajo es hacia la pared de enfrente. Trae los datos y las funciones de siempre:

# %% [markdown] lang="en"
# In a round bowl, downhill is towards the center, and one step is enough. In a slit, downhill is
# towards the opposite wall. Bring in the usual data and functions:

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
x_val, y_val = x[order[80:]], y[order[80:]]  # (20, 1), (20, 1)
np.random.seed(42)
b0, w0 = np.random.randn(2)


def mse(b, w, x, y):
    return ((b + w * x - y) ** 2).mean()


def gradients(b, w, x, y):
    error = b + w * x - y  # (N, 1)
    return 2 * error.mean(), 2 * (x * error).mean()


print(f"""pérdida inicial: {mse(b0, w0, x_train, y_train):.4f} //
    first loss: {mse(b0, w0, x_train, y_train):.4f}""")

# %% [markdown] lang="es"
# ## 1. ¿Puede una unidad estropear el descenso? { #units }
#
# Una columna de entrada se llama **característica** (feature). La nuestra son los años de
# experiencia. Mídela ahora en décimas de año: los números son diez veces mayores y la gente, la
# misma.
#
# La página anterior resumió el valle con dos curvaturas, los valores propios de la hessiana. Su
# cociente, la mayor entre la menor, es el **número de condición** (condition number): 1 es redondo,
# y cuanto mayor, más estrecho. **Antes de ejecutar:** con números diez veces mayores, ¿cuántas
# veces menor será el límite de la tasa?

# %% [markdown] lang="en"
# ## 1. Can a unit spoil the descent? { #units }
#
# A column of inputs is called a **feature**. Ours is the years of experience. Now measure it in
# tenths of a year: the numbers are ten times larger, and the people are the same.
#
# The previous page summed up the valley in two curvatures, the eigenvalues of the Hessian. Their
# ratio, the largest over the smallest, is the **condition number**: 1 is round, and the larger it
# is, the narrower the valley. **Before you run this:** with numbers ten times larger, how many
# times smaller will the limit of the rate be?


# %% Medir el valle // Measure the valley
def valley(x):
    mean_x, mean_xx = x.mean(), (x**2).mean()
    flat, steep = np.linalg.eigvalsh([[2, 2 * mean_x], [2 * mean_x, 2 * mean_xx]])
    return steep / flat, 2 / steep  # condición y límite // condition and limit


condition, limit = valley(x_train)
condition_10, limit_10 = valley(10 * x_train)
times_lower = limit / limit_10
print(f"""años:    condición {condition:.1f}, límite {limit:.4f} //
    years:  condition {condition:.1f}, limit {limit:.4f}""")
print(f"""décimas: condición {condition_10:.1f}, límite {limit_10:.4f} //
    tenths: condition {condition_10:.1f}, limit {limit_10:.4f}""")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("condition-years", [condition, limit], equals=[16.4354, 0.8055], abs=5e-5)
claim("condition-tenths", [condition_10, limit_10], equals=[112.0137, 0.0309], abs=5e-5)

# %% [markdown] lang="es"
# {{ times_lower:.0f}} veces menor. La curvatura de $w$ depende de la media de $x^2$, donde el 10
# entra al cuadrado: se hace 100 veces mayor. La de $b$ sigue igual; por eso el límite no cae 100
# veces. Nada cambió en la empresa, pero la tasa 0.1 ahora diverge.
#
# ## 2. ¿Cómo se redondea el valle? { #standardize }
#
# Resta a cada valor la media $\mu$ (mu) y divide entre la **desviación estándar** $\sigma$ (sigma),
# que mide cuánto suelen alejarse los valores de su media (la raíz de la media de $(x - \mu)^2$):
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# Eso es **estandarizar** (standardize). **Antes de ejecutar:** ¿qué arregla más el valle: solo
# restar o solo dividir?

# %% [markdown] lang="en"
# {{ times_lower:.0f}} times smaller. The curvature of $w$ depends on the mean of $x^2$, where the
# 10 comes in squared: it grows 100 times. That of $b$ stays the same, so the limit does not fall
# 100 times. Nothing changed at the company, yet the rate 0.1 now diverges.
#
# ## 2. How do you make the valley round? { #standardize }
#
# From each value subtract the mean $\mu$ (mu), and divide by the **standard deviation** $\sigma$
# (sigma), which measures how far values usually lie from their mean (the root of the mean of
# $(x - \mu)^2$):
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# That is to **standardize**. **Before you run this:** what helps the valley more: just subtracting
# or just dividing?

# %% Estandarizar // Standardize
mu, sigma = x_train.mean(), x_train.std()
z_train = (x_train - mu) / sigma  # (80, 1)
only_subtract, only_divide = valley(x_train - mu)[0], valley(x_train / sigma)[0]
condition_z, limit_z = valley(z_train)
print(f"solo restar: {only_subtract:.1f} // just subtract: {only_subtract:.1f}")
print(f"solo dividir: {only_divide:.1f} // just divide: {only_divide:.1f}")
print(f"""las dos cosas: {condition_z:.1f}, límite {limit_z:.1f} //
    both: {condition_z:.1f}, limit {limit_z:.1f}""")

# %%
#| tags: [page]
# Para el cuestionario // For the quiz
divided = np.hstack([np.ones_like(x_train), x_train / sigma])  # (80, 2)
bends_divided = np.linalg.eigvalsh(2 * divided.T @ divided / 80)  # (2,)
product_divided, limit_divided = bends_divided.prod(), 2 / bends_divided[1]
upside_down = 1 / only_divide

# %%
#| tags: [claim]
claim("standardized-mean-and-spread", [z_train.mean(), z_train.std()], equals=[0, 1], abs=1e-12)
claim("standardized-condition", condition_z, equals=1, abs=1e-9)
claim("standardized-limit", limit_z, equals=1, abs=1e-9)

# %% [markdown] lang="es"
# Restar ayuda, pero no basta; dividir, sin más, lo empeora un poco. Juntas lo dejan perfecto. Mira
# la hessiana: con media 0, las casillas que mezclan $b$ y $w$ se anulan y el valle se endereza. Con
# $\sigma = 1$, la media de $z^2$ es 1 y las dos curvaturas valen 2.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     **Normalizar** suele ser llevar los datos al intervalo de 0 a 1, y a veces es solo otro nombre
#     de estandarizar. Mira la fórmula. En scikit-learn son
#     [`MinMaxScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html)
#     y
#     [`StandardScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html).
#
# **Antes de ejecutar:** nuestra entrada ya va casi de 0 a 1. ¿Cuánto mejorará el valle al
# normalizar?

# %% [markdown] lang="en"
# Subtracting helps, but not enough; dividing alone makes it a little worse. Together they make it
# perfect. Look at the Hessian: with mean 0, the cells that mix $b$ and $w$ vanish and the valley
# straightens. With $\sigma = 1$, the mean of $z^2$ is 1 and both curvatures are 2.
#
# !!! elsewhere "What you will see elsewhere"
#     To **normalize** usually means to bring data into the interval from 0 to 1, and sometimes it
#     is just another word for standardizing. Look at the formula. In scikit-learn they are
#     [`MinMaxScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html)
#     and
#     [`StandardScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html).
#
# **Before you run this:** our input already runs from about 0 to 1. How much will normalizing help?

# %%
lowest_x, highest_x = x_train.min(), x_train.max()
condition_01 = valley((x_train - lowest_x) / (highest_x - lowest_x))[0]
print(f"""condición al normalizar: {condition_01:.1f} //
    condition after normalizing: {condition_01:.1f}""")

# %%
#| tags: [claim]
claim("normalizing-barely-helps", condition_01 / condition, between=(0.9, 1.1))

# %% [markdown] lang="es"
# Casi nada: {{ condition:.1f}} frente a {{ condition_01:.1f}}. El valle sigue torcido, porque la
# media no es 0.
#
# ## 3. ¿Cuántos pasos te ahorras? { #steps }
#
# Para comparar hace falta una meta que no dependa de la unidad: llegar es que la pérdida quede a
# menos de 0.000001 de la mínima. Y un mismo inicio. Despeja $x = \mu + \sigma z$ y ponlo en
# $b + w x$:
#
# $$b + w x = (b + w \mu) + (w \sigma) z$$
#
# Esos paréntesis son la misma recta, escrita para $z$. **Antes de ejecutar:** con tasa 0.1,
# ¿cuántas veces menos pasos?

# %% [markdown] lang="en"
# Almost nothing: {{ condition:.1f}} against {{ condition_01:.1f}}. The valley is still tilted,
# because the mean is not 0.
#
# ## 3. How many steps do you save? { #steps }
#
# A comparison needs a goal that does not depend on the unit: arriving means that the loss is within
# 0.000001 of the lowest. And the same start. Solve for $x = \mu + \sigma z$ and put it into
# $b + w x$:
#
# $$b + w x = (b + w \mu) + (w \sigma) z$$
#
# Those brackets are the same line, written for $z$. **Before you run this:** at rate 0.1, how many
# times fewer steps?

# %% Contar los pasos // Count the steps
columns = np.hstack([np.ones_like(x_train), x_train])  # (80, 2)
b_exact, w_exact = np.linalg.lstsq(columns, y_train)[0].ravel()
lowest = mse(b_exact, w_exact, x_train, y_train)


def count_steps(x, b, w, lr):
    steps = 0
    while mse(b, w, x, y_train) - lowest > 1e-6:
        grad_b, grad_w = gradients(b, w, x, y_train)
        b, w, steps = b - lr * grad_b, w - lr * grad_w, steps + 1
    return steps


b_start, w_start = b0 + w0 * mu, w0 * sigma  # la misma recta, para z // the same line, for z
slow = count_steps(x_train, b0, w0, lr=0.1)
fast = count_steps(z_train, b_start, w_start, lr=0.1)
times_fewer = slow / fast
print(f"""en años: {slow} pasos, estandarizada: {fast} //
    in years: {slow} steps, standardized: {fast}""")

# %%
#| tags: [claim]
claim("steps-at-the-same-rate", [slow, fast], equals=[402, 34], abs=2)

# %% [markdown] lang="es"
# {{ times_fewer:.0f}} veces menos. Pero 0.1 no es igual de prudente en cada mapa: los límites son
# distintos. Más justo es dar a cada uno la mitad del suyo, la tasa que llega de un paso al fondo en
# la dirección más curvada. **Antes de ejecutar:** ¿cuántos pasos dará el cuenco redondo?

# %% [markdown] lang="en"
# {{ times_fewer:.0f}} times fewer. But 0.1 is not equally cautious on each map: their limits
# differ. It is fairer to give each one half of its own, the rate that reaches the bottom in one
# step along the most curved direction. **Before you run this:** how many steps will the round bowl
# take?

# %%
steps_years = count_steps(x_train, b0, w0, lr=limit / 2)
# w0 / 10: la misma recta, por décima de año // w0 / 10: the same line, per tenth of a year
steps_tenths = count_steps(10 * x_train, b0, w0 / 10, lr=limit_10 / 2)
steps_z = count_steps(z_train, b_start, w_start, lr=limit_z / 2)
more_steps, more_condition = steps_tenths / steps_years, condition_10 / condition
print(f"""años: {steps_years}, décimas: {steps_tenths} //
    years: {steps_years}, tenths: {steps_tenths}""")
print(f"estandarizada: {steps_z} // standardized: {steps_z}")

# %%
#| tags: [claim]
claim("one-step-in-a-round-bowl", steps_z, equals=1)
claim("steps-follow-the-condition", more_steps, between=(5.8, 7.8))

# %% [markdown] lang="es"
# Un paso. Entre los otros dos, los pasos crecen casi tanto como la condición: {{ more_steps:.1f}}
# veces frente a {{ more_condition:.1f}}. Con varias características que se parecen, el cuenco no
# queda redondo del todo.
#
# ## 4. ¿Y los datos de validación? { #validation }
#
# Pasan por la *misma* resta y la *misma* división, con $\mu$ y $\sigma$ de entrenamiento. Son parte
# del modelo, como $b$ y $w$. **Antes de ejecutar:** ¿quedará la validación con media 0 y desviación
# 1?

# %% [markdown] lang="en"
# One step. And between the other two, the steps grow almost as much as the condition:
# {{ more_steps:.1f}} times against {{ more_condition:.1f}}. With several features that resemble
# each other, the bowl is not perfectly round.
#
# ## 4. And the validation data? { #validation }
#
# They go through the *same* subtraction and the *same* division, with $\mu$ and $\sigma$ of the
# training set. They are part of the model, like $b$ and $w$. **Before you run this:** will the
# validation set have mean 0 and deviation 1?

# %% Usar la misma escala // Use the same scale
z_val = (x_val - mu) / sigma  # (20, 1)
mean_val, spread_val = z_val.mean(), z_val.std()
print(f"""media {mean_val:.2f}, desviación {spread_val:.2f} //
    mean {mean_val:.2f}, deviation {spread_val:.2f}""")

# %%
#| tags: [page]
only_centered = 0.9 - mu  # para el cuestionario // for the quiz
z_new = only_centered / sigma

# %%
#| tags: [claim]
claim("validation-is-not-standard", abs(spread_val - 1), at_least=0.05)

# %% [markdown] lang="es"
# No, y está bien: son otras personas. Quien tenga 0.5 años debe dar el mismo $z$ en los dos grupos.
#
# ¿Y cómo vuelves a hablar de años? La igualdad de antes, al revés: $w = w_z / \sigma$ y
# $b = b_z - w \mu$. **Antes de ejecutar:** ¿saldrá la solución exacta de siempre?

# %% [markdown] lang="en"
# No, and rightly so: they are other people. Someone with 0.5 years must get the same $z$ in both
# groups.
#
# And how do you get back to years? The equation above, backwards: $w = w_z / \sigma$ and
# $b = b_z - w \mu$. **Before you run this:** will the usual exact solution come out?

# %% Volver a los años // Back to years
grad_b, grad_w = gradients(b_start, w_start, z_train, y_train)
b_z, w_z = b_start - 0.5 * grad_b, w_start - 0.5 * grad_w  # un solo paso // a single step
w_back = w_z / sigma
b_back = b_z - w_back * mu
print(f"b = {b_back:.4f}, w = {w_back:.4f}")
val_loss = mse(b_z, w_z, z_val, y_val)
print(f"pérdida de validación: {val_loss:.4f} // validation loss: {val_loss:.4f}")

# %%
#| tags: [claim]
claim("one-step-is-least-squares", [b_back, w_back], equals=[b_exact, w_exact], abs=1e-9)

# %% [markdown] lang="es"
# La recta que costó mil pasos [al principio del módulo](gradient-descent.md), ahora en uno. Y la
# misma pérdida de validación: cambió la entrada, no las predicciones.
#
# ## 5. ¿Hay que mirar todos los ejemplos antes de cada paso? { #batches }
#
# Hasta aquí, cada paso promedia {{ len(x_train) }} errores. Con sesenta mil imágenes, eso es mucho
# trabajo para moverse una sola vez. ¿Y si pruebas con unos pocos ejemplos elegidos por sorteo?
#
# - Con **todos**: descenso con el **lote** (batch) completo, el de siempre.
# - Con **unos pocos**: cada grupo es un **minilote** (mini-batch).
# - Con **uno solo**: descenso *estocástico* (stochastic), es decir, guiado por el azar.
#
# El **tamaño de lote** es cuántos miras. Una **época** (epoch) sigue siendo ver cada ejemplo una
# vez. Reparte los {{ len(x_train) }} en cinco minilotes de 16; cada fila dará dos pendientes, en
# $b$ y en $w$. **Antes de ejecutar:** ¿cuánto se parecerán sus cinco gradientes al de todos?

# %% [markdown] lang="en"
# The line that took a thousand steps [at the start of the module](gradient-descent.md), now in one.
# And the same validation loss: the input changed, the predictions did not.
#
# ## 5. Must you look at every example before each step? { #batches }
#
# So far, each step averages {{ len(x_train) }} errors. With sixty thousand images, that is a lot of
# work for one move. What if you tried just a few examples, drawn at random?
#
# - With **all**: full-**batch** descent, the usual one.
# - With **a few**: each group is a **mini-batch**.
# - With **just one**: *stochastic* descent, that is, guided by chance.
#
# The **batch size** is how many you look at. An **epoch** is still seeing each example once. Deal
# the {{ len(x_train) }} into five mini-batches of 16; each row will give two slopes, in $b$ and in
# $w$. **Before you run this:** how close will their five gradients be to that of all?

# %% Repartir en minilotes // Deal into mini-batches
rng = np.random.default_rng(0)
groups = rng.permutation(80).reshape(5, 16)  # (5, 16) índices // (5, 16) indices
batch_grads = []
for group in groups:
    grad_b, grad_w = gradients(b_start, w_start, z_train[group], y_train[group])
    batch_grads.append([grad_b, grad_w])
    print(f"minilote:  {grad_b:.3f}  {grad_w:.3f} // mini-batch:  {grad_b:.3f}  {grad_w:.3f}")
full_grad = np.array(gradients(b_start, w_start, z_train, y_train))  # (2,)
mean_grad = np.mean(batch_grads, axis=0)  # (2,)
print(f"""su media:  {mean_grad[0]:.3f}  {mean_grad[1]:.3f} //
    their mean:  {mean_grad[0]:.3f}  {mean_grad[1]:.3f}""")
print(f"""con todos: {full_grad[0]:.3f}  {full_grad[1]:.3f} //
    with all:    {full_grad[0]:.3f}  {full_grad[1]:.3f}""")

# %%
#| tags: [claim]
claim("mean-of-batches-is-the-whole", mean_grad - full_grad, equals=0, abs=1e-12)
claim("updates-per-epoch", [80 // n for n in (80, 16, 1)], equals=[1, 5, 80])

# %% [markdown] lang="es"
# Cada minilote se equivoca a su manera, pero los cinco aciertan el signo: hay que subir $b$ y $w$.
# Y su media es *exactamente* el gradiente completo, porque son del mismo tamaño. Con 16 das 5 pasos
# por época; con 1, das 80.
#
# ??? technical "Línea por línea"
#     - `default_rng(0)` crea un generador de números aleatorios con su propia semilla: el código
#       nuevo lo prefiere a `np.random.seed`.
#     - `permutation(80)` baraja los índices; `reshape(5, 16)` los reparte en cinco filas.
#     - `z_train[group]` toma las 16 filas de esos índices.
#
# ## 6. ¿Cuánto ruido mete un lote pequeño? { #noise }
#
# Lo que un minilote se desvía es ruido: cambia con el sorteo. Sortea miles de lotes y mide la
# desviación estándar de su pendiente en $w$. Lo harás con tres semillas; tras ± va lo que cambia de
# una a otra. **Antes de ejecutar:** un lote de 16 promedia 16 errores. ¿Será su ruido 16 veces
# menor que con uno?

# %% [markdown] lang="en"
# Each mini-batch is wrong in its own way, but all five get the sign right: raise $b$ and $w$. And
# their mean is *exactly* the full gradient, since they are of the same size. With 16 you take 5
# steps per epoch; with 1, 80.
#
# ??? technical "Line by line"
#     - `default_rng(0)` makes a generator of random numbers with a seed of its own: new code
#       prefers it to `np.random.seed`.
#     - `permutation(80)` shuffles the indices; `reshape(5, 16)` deals them into five rows.
#     - `z_train[group]` takes the 16 rows of those indices.
#
# ## 6. How much noise does a small batch bring? { #noise }
#
# How far a mini-batch strays is noise: it changes with the draw. Draw thousands of batches and
# measure the standard deviation of their slope in $w$. Do it with three seeds; after ± comes how
# much they differ. **Before you run this:** a batch of 16 averages 16 errors. Will its noise be 16
# times smaller than with one?

# %% Medir el ruido // Measure the noise
error = b_start + w_start * z_train - y_train  # (80, 1)
slopes = (2 * z_train * error).ravel()  # (80,)
noise_1, noise_16 = [], []
for seed in range(3):
    rng = np.random.default_rng(seed)
    draws = rng.permuted(np.tile(slopes, (4000, 1)), axis=1)  # (4000, 80)
    noise_1.append(draws[:, :1].mean(axis=1).std())
    noise_16.append(draws[:, :16].mean(axis=1).std())
ratios = np.array(noise_1) / noise_16  # (3,)
print(f"""ruido con 1: {np.mean(noise_1):.2f}, con 16: {np.mean(noise_16):.2f} //
    noise with 1: {np.mean(noise_1):.2f}, with 16: {np.mean(noise_16):.2f}""")
print(f"""cociente: {ratios.mean():.2f} ± {ratios.std():.2f} (3 semillas) //
    ratio: {ratios.mean():.2f} ± {ratios.std():.2f} (3 seeds)""")

# %%
#| tags: [claim]
claim("noise-ratio", ratios, between=(3, 5))

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Tres histogramas de la pendiente en w, con lotes de 1, 4 y 16 ejemplos: el de 1 es ancho y
#|     llega a pendientes positivas; el de 16 se aprieta alrededor de la pendiente de todos.
#|   en: >-
#|     Three histograms of the slope in w, with batches of 1, 4 and 16 examples: that of 1 is wide
#|     and reaches positive slopes; that of 16 huddles around the slope of all.
#| caption:
#|   es: Las pendientes de 4000 lotes sorteados de cada tamaño. La línea naranja es la de los 80
#|     ejemplos.
#|   en: The slopes of 4000 random batches of each size. The orange line is that of all 80 examples.
figure, panels = plt.subplots(3, 1, figsize=(7, 4.2), sharex=True)
for axes, n in zip(panels, (1, 4, 16), strict=True):
    axes.hist(draws[:, :n].mean(axis=1), bins=60, range=(-9, 5), color=plots.COLORS["blue"])
    axes.axvline(full_grad[1], color=plots.COLORS["orange"], linewidth=2)
    axes.set(yticks=[])
    axes.text(0.98, 0.7, f"lote de {n} // batch of {n}", transform=axes.transAxes, ha="right")
panels[0].text(
    full_grad[1] + 0.15,
    0.88,
    "todos // all",
    transform=panels[0].get_xaxis_transform(),
    fontweight="bold",
)
panels[2].set_xlabel("pendiente en $w$ // slope in $w$")
plt.show()

# %% [markdown] lang="es"
# Unas cuatro veces, no dieciséis: al promediar $n$ ejemplos el ruido queda $\sqrt{n}$ veces menor.
# Sale algo más de 4 porque un minilote no repite ejemplos: con los 80 ya no quedaría ruido.
# Moraleja: mirar cuatro veces más ejemplos solo reduce el ruido a la mitad.
#
# ??? technical "Línea por línea"
#     - `slopes` guarda la pendiente en $w$ de cada ejemplo por separado. La de un lote es la media
#       de las de sus ejemplos.
#     - `tile` copia la fila 4000 veces y `permuted` baraja cada copia; los 16 primeros de cada una
#       son un minilote.
#
# ## 7. ¿Quién gana la carrera? { #race }
#
# Misma tasa, 0.1, y cinco épocas para los tres: todos miran 400 ejemplos, con tres semillas.
# **Antes de ejecutar:** ¿quién acabará más cerca del mínimo? ¿Y quién no se quedará quieto?

# %% [markdown] lang="en"
# About four times, not sixteen: averaging $n$ examples makes the noise $\sqrt{n}$ times smaller. It
# comes out a little above 4 because a mini-batch does not repeat examples: with all 80 no noise
# would be left. The moral: looking at four times as many examples only halves the noise.
#
# ??? technical "Line by line"
#     - `slopes` holds the slope in $w$ of each example on its own. That of a batch is the mean of
#       those of its examples.
#     - `tile` copies the row 4000 times and `permuted` shuffles each copy; the first 16 of each one
#       are a mini-batch.
#
# ## 7. Who wins the race? { #race }
#
# The same rate, 0.1, and five epochs for all three: each looks at 400 examples, with three seeds.
# **Before you run this:** who will end closest to the minimum? And who will not keep still?


# %% Descender por minilotes // Descend by mini-batches
def descend(batch_size, epochs, lr=0.1, seed=0):
    rng = np.random.default_rng(seed)
    walk = [(b_start, w_start)]
    for _ in range(epochs):
        order = rng.permutation(80)  # se baraja en cada época // shuffled in each epoch
        for first in range(0, 80, batch_size):
            batch = order[first : first + batch_size]
            b, w = walk[-1]
            grad_b, grad_w = gradients(b, w, z_train[batch], y_train[batch])
            walk.append((b - lr * grad_b, w - lr * grad_w))
    return np.array(walk)  # (updates + 1, 2)


after_5 = {}
for size in (80, 16, 1):
    ends = [descend(size, epochs=5, seed=seed)[-1] for seed in range(3)]
    losses = np.array([mse(b, w, z_train, y_train) for b, w in ends])  # (3,)
    after_5[size] = losses
    print(
        f"""lote de {size}: {losses.mean():.5f} ± {losses.std():.5f} //
            batch of {size}: {losses.mean():.5f} ± {losses.std():.5f}"""
    )
print(f"la mínima: {lowest:.5f} // the lowest: {lowest:.5f}")

# %%
last_100 = descend(1, epochs=200)[-100:]  # (100, 2)
still_dancing = np.mean([mse(b, w, z_train, y_train) for b, w in last_100])
print(f"lote de 1, 200 épocas: {still_dancing:.5f} // batch of 1, 200 epochs: {still_dancing:.5f}")

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Arriba, tres caminos en un cuenco redondo: con 80, cinco pasos rectos que se quedan a medio
#|     camino; con 16, casi recto hasta el centro; con 1, un zigzag que llega y se enreda allí.
#|     Abajo, la pérdida por encima de la mínima: la de 1 se desploma y queda temblando; la de 16
#|     tarda más y acaba mucho más abajo.
#|   en: >-
#|     Above, three paths in a round bowl: with 80, five straight steps that stop halfway; with 16,
#|     nearly straight to the center; with 1, a zigzag that arrives and gets tangled there. Below,
#|     the loss above the lowest: that of 1 plunges and keeps trembling; that of 16 takes longer and
#|     ends far lower.
#| caption:
#|   es: Cinco épocas con tres tamaños de lote. Arriba, el camino alrededor del mínimo; abajo,
#|     cuánto falta.
#|   en: Five epochs with three batch sizes. Above, the path around the minimum; below, how much is
#|     missing.
figure, panels = plt.subplot_mosaic([["80", "16", "1"], ["loss"] * 3], figsize=(7, 5.4))
bottom = np.array([b_exact + w_exact * mu, w_exact * sigma])  # (2,)
turn, above = np.linspace(0, 2 * np.pi, 50), panels["loss"]
colors = {80: "green", 16: "orange", 1: "purple"}
for size, color in colors.items():
    walk, axes = descend(size, epochs=5), panels[str(size)]
    look = {"color": plots.COLORS[color], "linewidth": 1 if size == 1 else 2}
    for radius in (0.2, 0.5, 0.9, 1.4, 2.0):
        axes.plot(radius * np.cos(turn), radius * np.sin(turn), color=plots.COLORS["blue"], lw=0.7)
    axes.plot(*(walk - bottom).T, "-" if size == 1 else "-o", markersize=4, **look)
    axes.set(xlim=(-1.9, 0.7), ylim=(-1.0, 1.0), aspect="equal", title=f"{size}")
    axes.set(xticks=[-1, 0], yticks=[-1, 0, 1])
    axes.grid(False)
    excess = [mse(b, w, z_train, y_train) - lowest for b, w in walk]
    above.semilogy(np.linspace(0, 5, len(walk)), excess, **look)
for size, across, high in ((80, 4.5, 1.2), (16, 1.6, 0.2), (1, 0.45, 2e-5)):
    above.text(across, high, f"{size}", fontweight="bold")
panels["80"].set_title("80 (todos) // 80 (all)")
above.set(xlabel="épocas // epochs", ylabel="pérdida − mínima // loss − lowest", ylim=(1e-6, 5))
plt.show()

# %%
#| tags: [claim]
claim("full-batch-is-halfway", after_5[80], at_least=0.2)
claim("mini-batches-arrive", after_5[16] - lowest, at_most=2e-4)
claim("single-examples-keep-dancing", still_dancing / lowest, at_least=1.1)

# %% [markdown] lang="es"
# Gana el de 16: cinco pasos por época y poco ruido. El de 1 llega el primero, pero ni tras 200
# épocas se queda quieto: cada ejemplo tira hacia su propia recta. Con todos no hay sorteo (± 0),
# pero en cinco pasos no da tiempo.
#
# ¿Por qué no, entonces, lotes de 2 o 3? Porque un procesador calcula muchos ejemplos de golpe.
# Mídelo; tus tiempos serán otros:

# %% [markdown] lang="en"
# 16 wins: five steps per epoch and little noise. 1 gets there first, but not even after 200 epochs
# does it keep still: each example pulls towards its own line. With all of them there is no draw (±
# 0), but five steps are not enough.
#
# Then why not batches of 2 or 3? Because a processor computes many examples at once. Time it; your
# times will differ:

# %%
#| tags: [volatile]
from time import perf_counter

for size in (1, 16, 80):
    begin = perf_counter()
    descend(size, epochs=50)
    print(f"""lote {size}: {(perf_counter() - begin) * 1000 / 50:.2f} ms por época //
        batch {size}: {(perf_counter() - begin) * 1000 / 50:.2f} ms per epoch""")

# %% [markdown] lang="es"
# Todas miran 80 ejemplos, pero de uno en uno cuesta muchas veces más. El minilote es el punto
# medio: muchos pasos, poco ruido y cuentas de golpe. En redes se suele empezar entre 32 y 256.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     Con SGD (*stochastic gradient descent*) casi todo el mundo se refiere a los minilotes, no al
#     lote de 1. `torch.optim.SGD` acepta cualquier tamaño.
#
# ## 8. ¿Y las dos cosas a la vez? { #both }
#
# Cambia la unidad, estandariza y elige el lote. La tasa es siempre un quinto del límite del mapa,
# para que aguante también el lote de 1. Las líneas tenues que salen del inicio son el paso que
# propone cada lote de la primera época.

# %% [markdown] lang="en"
# All of them look at 80 examples, but one by one costs many times more. The mini-batch is the
# middle way: many steps, little noise, sums done all at once. For networks people usually start
# between 32 and 256.
#
# !!! elsewhere "What you will see elsewhere"
#     By SGD (*stochastic gradient descent*) nearly everyone means mini-batches, not a batch of 1.
#     `torch.optim.SGD` takes any size.
#
# ## 8. And both at once? { #both }
#
# Change the unit, standardize and choose the batch. The rate is always a fifth of the map's limit,
# so that the batch of 1 holds too. The faint lines leaving the start are the step that each batch
# of the first epoch proposes.

# %%
#| tags: [page]
#| data: I-2
#| alt:
#|   es: >-
#|     Mapa del valle con la entrada en años: elipses alargadas e inclinadas; con todos los ejemplos
#|     en cada paso, diez épocas bajan por la pared y se quedan lejos del mínimo.
#|   en: >-
#|     Map of the valley with the input in years: long, tilted ellipses; with all examples in each
#|     step, ten epochs go down the wall and stop far from the minimum.
still_walk = [(b0, w0)]
for _ in range(10):
    still_grads = gradients(*still_walk[-1], x_train, y_train)
    still_walk.append(tuple(np.array(still_walk[-1]) - limit / 5 * np.array(still_grads)))
still_b, still_w = np.linspace(-2, 4, 61), np.linspace(-1, 5, 61)
still_table = np.array([[mse(b, w, x_train, y_train) for b in still_b] for w in still_w])
still_name = "años, todos a la vez // years, all at once"
shuffles = [np.random.default_rng(seed).permutation(80).tolist() for seed in range(10)]
widget_data = {"x": x_train.ravel().round(6).tolist(), "y": y_train.ravel().round(6).tolist()}
widget_data |= {"start": [b0, w0], "orders": shuffles}
plots.plot_path(still_b, still_w, still_table, {still_name: still_walk}, minimum=(b_exact, w_exact))
widget_data

# %% [markdown] lang="es"
# Con la entrada estandarizada, la escala da igual: la desviación crece con ella y, al dividir, se
# cancelan. Sin estandarizar, ni el mejor lote salva un valle de ×20.
#
# ## Lo que suele fallar { #errors }
#
# ### Escalar con datos del examen { #error-leak }
#
# **Síntoma:** ninguno, y ese es el peligro. Compara las dos escalas:

# %% [markdown] lang="en"
# Once the input is standardized, the scale does not matter: the deviation grows with it, and the
# division cancels it. Without standardizing, not even the best batch rescues a valley at ×20.
#
# ## What usually goes wrong { #errors }
#
# ### Scaling with exam data { #error-leak }
#
# **Symptom:** none, and that is the danger. Compare the two scales:

# %%
mu_all, sigma_all = x.mean(), x.std()
print(f"entrenamiento: {mu:.4f} y {sigma:.4f} // training: {mu:.4f} and {sigma:.4f}")
print(f"""todo:          {mu_all:.4f} y {sigma_all:.4f} //
    all:      {mu_all:.4f} and {sigma_all:.4f}""")

# %% [markdown] lang="es"
# **Causa:** los números de la segunda línea ya saben algo del examen: es una
# **fuga de información** (data leakage). Aquí es pequeña, pero el examen ya no es limpio.
# **Arreglo:** separa primero; $\mu$ y $\sigma$ salen solo de entrenamiento.
#
# ### Escalar la salida y no volver { #error-target }
#
# **Síntoma:** predicciones absurdas, como sueldos negativos.

# %% [markdown] lang="en"
# **Cause:** the numbers of the second line already know something of the exam: that is **data
# leakage**. It is small here, but the exam is no longer clean. **Fix:** split first; $\mu$ and
# $\sigma$ come from the training set alone.
#
# ### Scaling the output and never coming back { #error-target }
#
# **Symptom:** absurd predictions, such as negative salaries.

# %%
mu_y, sigma_y = y_train.mean(), y_train.std()
t_train = (y_train - mu_y) / sigma_y  # (80, 1)
grad_b, grad_w = gradients(0, 0, z_train, t_train)
# Un paso en el cuenco redondo // One step in the round bowl
b_t, w_t = -0.5 * grad_b, -0.5 * grad_w
scaled_answer = b_t + w_t * (0.3 - mu) / sigma
real_answer = scaled_answer * sigma_y + mu_y
print(f"0.3 años: {scaled_answer:.2f} // 0.3 years: {scaled_answer:.2f}")
print(f"de vuelta a miles: {real_answer:.2f} // back in thousands: {real_answer:.2f}")

# %%
#| tags: [claim]
claim("inverted-target", real_answer, equals=b_exact + w_exact * 0.3, abs=1e-9)

# %% [markdown] lang="es"
# **Causa:** el modelo responde en desviaciones estándar, no en miles. **Arreglo:** multiplica por
# $\sigma_y$ y suma $\mu_y$ antes de leer una predicción o una pérdida.
#
# ### Una característica que no cambia { #error-constant }
#
# **Síntoma:** un aviso de NumPy y, desde ahí, todo es `nan`.

# %% [markdown] lang="en"
# **Cause:** the model answers in standard deviations, not in thousands. **Fix:** multiply by
# $\sigma_y$ and add $\mu_y$ before you read a prediction or a loss.
#
# ### A feature that never changes { #error-constant }
#
# **Symptom:** a warning from NumPy and, from there on, everything is `nan`.

# %%
#| warns: "RuntimeWarning: invalid value encountered in divide"
#| cause:
#|   es: Una columna constante tiene desviación 0, y 0 entre 0 no es un número.
#|   en: A constant column has deviation 0, and 0 divided by 0 is not a number.
#| fix:
#|   es: Quita esa columna, que no informa de nada, o divide entre 1 cuando la desviación sea 0.
#|   en: Drop that column, which tells you nothing, or divide by 1 where the deviation is 0.
country = np.ones((80, 1))  # todos del mismo país // all from the same country
scaled_country = (country - country.mean()) / country.std()
print(scaled_country[:2].ravel())

# %% [markdown] lang="es"
# **Causa:** la desviación de una columna constante es 0, y 0/0 no es un número. **Arreglo:** quita
# la columna, que no distingue a nadie.
#
# ### Sortear con repetición { #error-replacement }
#
# **Síntoma:** ninguno. **Antes de ejecutar:** si sacas 80 índices por sorteo *devolviendo* cada
# uno, ¿cuántos ejemplos distintos verás?

# %% [markdown] lang="en"
# **Cause:** the deviation of a constant column is 0, and 0/0 is not a number. **Fix:** drop the
# column: it tells no one apart.
#
# ### Drawing with replacement { #error-replacement }
#
# **Symptom:** none. **Before you run this:** if you draw 80 indices by lot, *putting back* each
# one, how many different examples will you see?

# %%
rng = np.random.default_rng(0)
# set quita los repetidos // set removes the repeated ones
seen = [len(set(rng.integers(0, 80, size=80).tolist())) for _ in range(1000)]
share_seen = np.mean(seen) / 80
print(f"""ejemplos distintos por época: {share_seen:.0%} //
    different examples per epoch: {share_seen:.0%}""")

# %%
#| tags: [claim]
claim("replacement-skips-a-third", share_seen, equals=1 - (79 / 80) ** 80, abs=0.01)

# %% [markdown] lang="es"
# **Causa:** `integers` puede repetir; más de un tercio de los ejemplos se queda fuera. **Arreglo:**
# baraja con `permutation` y corta en trozos. `choice(..., replace=False)` tampoco repite, y
# protesta si pides más de lo que hay:

# %% [markdown] lang="en"
# **Cause:** `integers` can repeat; more than a third of the examples is left out. **Fix:** shuffle
# with `permutation` and cut into pieces. `choice(..., replace=False)` does not repeat either, and
# protests when you ask for more than there is:

# %%
#| raises: "ValueError: Cannot take a larger sample than population"
#| cause:
#|   es: Se piden más ejemplos distintos de los que hay.
#|   en: More different examples are asked for than there are.
#| fix:
#|   es: Pide como mucho tantos como ejemplos, o deja que el último lote sea más corto.
#|   en: Ask for at most as many as there are examples, or let the last batch be shorter.
rng.choice(80, size=96, replace=False)  # 6 lotes de 16 // 6 batches of 16

# %% [markdown] lang="es"
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Tu propio escalador { #e1 }
#
# **Meta:** estandarizar varias características sin fugas.
#
# **Tienes:** `train` (60, 3) y `val` (20, 3), con tres columnas: años, kilómetros al trabajo y
# edad.
#
# **Haz:** completa `scale(train, val)`, que devuelve los dos grupos estandarizados columna por
# columna, primero el de entrenamiento y después el de validación, sin cambiar los arrays que
# recibe. Usa la desviación estándar que divide entre n, la que NumPy da si no le pides otra. Antes
# de ejecutar, predice: ¿tendrá `val` media 0?

# %% [markdown] exercise="E1" lang="en"
# ### E1 · A scaler of your own { #e1 }
#
# **Goal:** standardize several features without leaks.
#
# **You have:** `train` (60, 3) and `val` (20, 3), with three columns: years, kilometers to work and
# age.
#
# **Do:** complete `scale(train, val)`, which returns both groups standardized, column by column,
# first the training group and then the validation group, and leaves the arrays that it gets as they
# were. Use the standard deviation that divides by n, the one NumPy gives unless you ask for
# another. Before you run it, predict: will `val` have mean 0?

# %% [markdown] exercise="E1" lang="es" role="hint"
# Cada columna tiene su media. ¿A lo largo de qué eje se promedia para obtener tres números? ¿Y en
# cuál de los dos grupos se miden?

# %% [markdown] exercise="E1" lang="en" role="hint"
# Each column has its own mean. Along which axis do you average to get three numbers? And in which
# of the two groups are they measured?

# %% [markdown] exercise="E1" lang="es" role="hint"
# `mean` y `std` reciben `axis`. Lo que dan tiene forma (3,), y se resta de todas las filas
# a la vez.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `mean` and `std` take `axis`. What they give has shape (3,), and it is subtracted from all rows
# at once.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La primera línea puede ser `mu, sigma = train.mean(axis=0), train.std(axis=0)`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The first line can be `mu, sigma = train.mean(axis=0), train.std(axis=0)`.

# %%
#| exercise: E1
#| role: setup
import numpy as np

rng = np.random.default_rng(3)
people = rng.normal([6, 14, 38], [4, 9, 11], size=(80, 3))  # (80, 3)
train, val = people[:60], people[60:]  # (60, 3), (20, 3)


# %%
#| exercise: E1
#| role: starter
def scale(train, val):
    return ..., ...


# %%
#| exercise: E1
#| role: solution
def scale(train, val):
    mu, sigma = train.mean(axis=0), train.std(axis=0)  # (3,), (3,)
    return (train - mu) / sigma, (val - mu) / sigma


z_train, z_val = scale(train, val)
print(f"""medias de val: {z_val.mean(axis=0).round(2)} //
    means of val: {z_val.mean(axis=0).round(2)}""")

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check, check_function


def scaled():
    return scale(train.copy(), val.copy())


def shapes(groups):
    return groups if groups is None else [[*np.shape(group)] for group in groups]


check(
    "formas de los dos grupos // shapes of the two groups",
    lambda: shapes(scaled()),
    equals=[[60, 3], [20, 3]],
    hint="""devuelve los dos, primero train y después val, con sus filas y columnas //
        return both, first train and then val, with their rows and columns""",
)
z_train = np.asarray(scaled()[0])
check(
    "media de cada columna de train // mean of each column of train",
    z_train.mean(axis=0),
    equals=[0, 0, 0],
    abs=1e-5,
    hint="""cada columna tiene su propia media: ¿a lo largo de qué eje promedias? //
        each column has its own mean: along which axis do you average?""",
)
check(
    "desviación de cada columna de train // standard deviation of each column of train",
    z_train.std(axis=0),
    equals=[1, 1, 1],
    abs=1e-5,
    hint="""después de restar, divide cada columna entre su desviación, la que divide entre n //
        after subtracting, divide each column by its deviation, the one that divides by n""",
)


def standardized(part, reference):
    columns = zip(part.T, reference.T, strict=True)
    return np.stack([(p - r.mean()) / np.sqrt(np.var(r)) for p, r in columns], axis=1)


others = [
    (np.array([[4.0, 31], [7, 12], [2, 45], [9, 20]]), np.array([[3.0, 28], [12, 61]])),
    (np.array([[0.3, 2.5], [1.1, 7], [0.4, 6]]), np.array([[2.0, 3], [0.7, 9.5], [5, 1]])),
]
check_function(
    "train, con otros datos // train, with other data",
    lambda train, val: scale(train, val)[0],
    equals=lambda train, _: standardized(train, train),
    inputs=others,
    abs=1e-4,
    hint="""calcula con los grupos que recibe la función, y lo que supera la media es positivo //
        compute with the groups that the function gets; what is above the mean is positive""",
)
check_function(
    "val, con otros datos // val, with other data",
    lambda train, val: scale(train, val)[1],
    equals=lambda train, val: standardized(val, train),
    inputs=others,
    abs=1e-4,
    hint="""val se pone en la escala de train: ¿de qué grupo salen la media y la desviación? //
        val goes on the scale of train: which group do the mean and deviation come from?""",
)


# %%
#| exercise: E1
#| role: right
def scale(train, val):
    both = np.concatenate([train, val])
    both = (both - np.mean(train, axis=0)) / np.std(train, axis=0)
    return [both[: len(train)].astype(np.float32), both[len(train) :].astype(np.float32)]


# %%
#| exercise: E1
#| role: right
class Scaler:
    def __init__(self, group):
        self.mu = group.sum(axis=0) / len(group)
        self.sigma = ((group - self.mu) ** 2).mean(axis=0) ** 0.5

    def __call__(self, group):
        return (group - self.mu) / self.sigma


def scale(train, val):
    return tuple(map(Scaler(train), (train, val)))


# %%
#| exercise: E1
#| role: wrong
#| message: ¿a lo largo de qué eje promedias? // along which axis do you average?
def scale(train, val):
    return (train - train.mean()) / train.std(), (val - train.mean()) / train.std()


# %%
#| exercise: E1
#| role: wrong
#| message: ¿de qué grupo salen la media y la desviación? // which group do the mean and deviation
def scale(train, val):
    return tuple((part - part.mean(axis=0)) / part.std(axis=0) for part in (train, val))


# %%
#| exercise: E1
#| role: wrong
#| message: divide cada columna entre su desviación // divide each column by its deviation
def scale(train, val):
    mu = train.mean(axis=0)
    return train - mu, val - mu


# %%
#| exercise: E1
#| role: wrong
#| message: tu función cambió su argumento // your function changed its argument
def scale(train, val):
    mu, sigma = train.mean(axis=0), train.std(axis=0)
    for part in (train, val):
        part -= mu
        part /= sigma
    return train, val


# %% [markdown] exercise="E2" lang="es"
# ### E2 · El detector de fugas { #e2 }
#
# **Meta:** reconocer qué código usa datos del examen.
#
# **Tienes:** `x`, cien números, y tres recetas que devuelven los 80 de entrenamiento y los 20 de
# validación ya escalados.
#
# **Haz:** guarda en `leaks` una lista con las letras de las recetas que filtran información, tal
# como están en `recipes`. Una idea para descubrirlas: si cambias *solo* un dato de validación,
# ¿cambia lo que la receta devuelve para entrenar?

# %% [markdown] exercise="E2" lang="en"
# ### E2 · The leak detector { #e2 }
#
# **Goal:** recognize which code uses exam data.
#
# **You have:** `x`, a hundred numbers, and three recipes that return the 80 for training and the 20
# for validation, already scaled.
#
# **Do:** keep in `leaks` a list with the letters of the recipes that leak, as they stand in
# `recipes`. An idea for finding them: if you change *only* one validation value, does what the
# recipe returns for training change?

# %% [markdown] exercise="E2" lang="es" role="hint"
# El grupo de entrenamiento no debe enterarse de lo que pase en el de validación. Haz la prueba: un
# cambio enorme en un solo dato, y mira si se nota en el otro grupo.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The training group must not notice what happens in the validation group. Put it to the test: make
# a huge change in a single value, and see whether it shows in the other group.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `np.allclose(before, after)` dice si dos arrays coinciden. Recorre `recipes.items()`, y cambia el
# dato en una copia de `x`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `np.allclose(before, after)` tells whether two arrays agree. Loop over `recipes.items()`, and
# change the value in a copy of `x`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Empieza con `changed = x.copy()` y, en la línea siguiente, `changed[90] = 1000`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Start with `changed = x.copy()` and, on the next line, `changed[90] = 1000`.

# %%
#| exercise: E2
#| role: setup
import numpy as np

x = np.random.default_rng(16).normal(5, 2, size=(100, 1))  # (100, 1)


def recipe_a(x):
    z = (x - x.mean()) / x.std()
    return z[:80], z[80:]


def recipe_b(x):
    train, val = x[:80], x[80:]
    return (train - train.mean()) / train.std(), (val - train.mean()) / train.std()


def recipe_c(x):
    train, val = x[:80], x[80:]
    low, high = x.min(), x.max()
    return (train - low) / (high - low), (val - low) / (high - low)


recipes = {"a": recipe_a, "b": recipe_b, "c": recipe_c}

# %%
#| exercise: E2
#| role: starter
leaks = [...]

# %%
#| exercise: E2
#| role: solution
changed = x.copy()
changed[90] = 1000  # un dato del examen // one value of the exam
leaks = [
    letter
    for letter, recipe in recipes.items()
    if not np.allclose(recipe(x)[0], recipe(changed)[0])
]
print(leaks)

# %%
#| exercise: E2
#| role: check
#| survives:
#|   constant 2: x[91] belongs to the exam too
#|   constant 2.2: 1001 is as far away as 1000
from tutorial_lib import check

# leer las recetas basta: escribir las letras es acertar // reading will do: typing them in is right
letters = leaks if isinstance(leaks, str | dict) else [*leaks]
check(
    "tipo de leaks // type of leaks",
    letters,
    equals=[*letters],
    hint="""cada letra es un elemento de la lista, con sus propias comillas //
        each letter is an element of the list, with quotes of its own""",
)
check(
    "lo que no es letra de ninguna receta // what is the letter of no recipe",
    [letter for letter in letters if letter not in [*recipes]],
    equals=[],
    hint="las letras son las claves de recipes // the letters are the keys of recipes",
)
nudged = x.copy()
nudged[80:] += 50
leaky = {
    letter for letter in recipes if (recipes[letter](x)[0] != recipes[letter](nudged)[0]).any()
}
check(
    "recetas con fuga que faltan // recipes with a leak that are missing",
    len(leaky.difference(letters)),
    equals=0,
    hint="""no importa solo cuándo se separa: ¿de qué filas sale cada número que usa una receta? //
        when the data are split is not all: which rows does each number in a recipe come from?""",
)
check(
    "recetas sin fuga que sobran // recipes without a leak that are there",
    len(set(letters).difference(leaky)),
    equals=0,
    hint="""si solo mide las filas de entrenamiento, no se entera de lo que cambia en el examen //
        if it measures the training rows alone, it does not notice what changes in the exam""",
)

# %%
#| exercise: E2
#| role: right
leaks = {"c", "a"}

# %%
#| exercise: E2
#| role: right
leaks = []
for letter, recipe in recipes.items():
    before = recipe(x)[0]
    exam = np.zeros((20, 1))
    after = recipe(np.concatenate([x[:80], exam]))[0]
    if np.abs(after - before).max() > 1e-9:
        leaks.append(letter)

# %%
#| exercise: E2
#| role: wrong
#| message: ¿de qué filas sale cada número // which rows does each number
leaks = ["a"]

# %%
#| exercise: E2
#| role: wrong
#| message: no se entera de lo que cambia // it does not notice what changes
leaks = ["a", "b", "c"]

# %%
#| exercise: E2
#| role: wrong
#| message: con sus propias comillas // with quotes of its own
leaks = "a y c"

# %%
#| exercise: E2
#| role: wrong
#| message: son las claves de recipes // are the keys of recipes
leaks = ["a", "c", "d", "z"]

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Descenso por minilotes { #e3 }
#
# **Meta:** programar el bucle que entrena casi todas las redes.
#
# **Tienes:** `z`, `y` y `gradients(b, w, z, y)`, que devuelve las dos derivadas.
#
# **Haz:** completa `train(batch_size, epochs, lr)`, que empieza en `b = 0` y `w = 0` y los devuelve
# en ese orden. En cada época baraja los ejemplos con `rng.permutation` y córtalos en minilotes de
# `batch_size`; si el último sale más corto, también cuenta. Con cada minilote llama una sola vez a
# `gradients` y da un paso, de tamaño `lr`, contra el gradiente. Con los valores de la cabecera debe
# acabar a menos de 0.01 de la solución exacta. Predice antes: ¿cuántos pasos serán?

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Mini-batch descent { #e3 }
#
# **Goal:** code the loop that trains nearly every network.
#
# **You have:** `z`, `y` and `gradients(b, w, z, y)`, which returns the two derivatives.
#
# **Do:** complete `train(batch_size, epochs, lr)`, which starts at `b = 0` and `w = 0` and returns
# them in that order. In each epoch, shuffle the examples with `rng.permutation` and cut them into
# mini-batches of `batch_size`; if the last one comes out shorter, it counts as well. With each
# mini-batch call `gradients` exactly once and take one step, of size `lr`, against the gradient.
# With the values in the header it must end within 0.01 of the exact solution. Predict first: how
# many steps will that be?

# %% [markdown] exercise="E3" lang="es" role="hint"
# Hacen falta dos bucles, uno dentro de otro: el de las épocas, que baraja, y el de los minilotes,
# que avanza.

# %% [markdown] exercise="E3" lang="en" role="hint"
# It takes two loops, one inside the other: one over the epochs, which shuffles, and one over the
# mini-batches, which moves.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `range(0, len(z), batch_size)` da dónde empieza cada minilote, y
# `order[first : first + batch_size]`, sus índices. Esos mismos índices sirven para `z` y para `y`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `range(0, len(z), batch_size)` gives where each mini-batch starts, and
# `order[first : first + batch_size]` gives its indices. The same indices serve for `z` and for `y`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Lo primero es `for _ in range(epochs):`, y dentro, `order = rng.permutation(len(z))`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# It begins with `for _ in range(epochs):` and, inside, `order = rng.permutation(len(z))`.

# %%
#| exercise: E3
#| role: setup
import numpy as np

from tutorial_lib.data import make_line

x, y = make_line(n=80, seed=42)  # (80, 1), (80, 1)
z = (x - x.mean()) / x.std()  # (80, 1)
calls = []  # lo que mira cada paso // what each step looks at


def gradients(b, w, z, y):
    calls.append((float(b), float(w), np.ravel(z), np.ravel(y)))
    error = b + w * z - y
    return 2 * error.mean(), 2 * (z * error).mean()


# %%
#| exercise: E3
#| role: starter
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    ...
    return b, w


# %%
#| exercise: E3
#| role: solution
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = rng.permutation(len(z))  # (80,)
        for first in range(0, len(z), batch_size):
            batch = order[first : first + batch_size]
            grad_b, grad_w = gradients(b, w, z[batch], y[batch])
            b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


b, w = train()
print(f"b = {b:.4f}, w = {w:.4f}")
print(f"""exacto: {y.mean():.4f}, {(z * y).mean():.4f} //
    exact: {y.mean():.4f}, {(z * y).mean():.4f}""")

# %%
#| exercise: E3
#| role: check
#| survives:
#|   constant 2: any seed will do
#|   sign 5: a shuffle counted from the end is a shuffle
from tutorial_lib import check

partner = dict(zip(z.ravel(), y.ravel(), strict=True))  # z → y


def moved(b, w, z, y, lr):
    error = b + w * z - y
    return [b - lr * 2 * error.mean(), w - lr * 2 * (z * error).mean()]


def is_matched(call):
    return np.array_equal([partner[value] for value in call[2]], call[3])


for given in ((16, 60, 0.05), (32, 4, 0.1), (25, 7, 0.02)):
    batch_size, epochs, lr = given
    calls.clear()
    end = train(*given)
    sizes = [len(z[first : first + batch_size]) for first in range(0, len(z), batch_size)]
    check(
        f"cuántos números devuelve train{given} // how many numbers train{given} returns",
        end if end is None else np.size(end),
        equals=2,
        hint="al final se devuelven b y w // at the end b and w are returned",
    )
    check(
        f"pasos de train{given} // steps of train{given}",
        len(calls),
        equals=epochs * len(sizes),
        hint="""cada minilote de cada época da un paso, con una sola llamada a gradients //
            each mini-batch of each epoch takes a step, with a single call of gradients""",
    )
    check(
        f"ejemplos de cada paso de train{given} // examples in each step of train{given}",
        [len(call[2]) for call in calls],
        equals=sizes * epochs,
        hint="""un paso mira su minilote y nada más; el último de la época puede ser más corto //
            a step looks at its mini-batch alone; the last of the epoch may be shorter""",
    )
    check(
        f"pasos de train{given} con z e y descolocados // steps of train{given} with z and y apart",
        sum(not is_matched(call) for call in calls),
        equals=0,
        hint="z e y se cortan con los mismos índices // z and y are cut with the same indices",
    )
    seen = np.concatenate([call[2] for call in calls]).reshape(epochs, len(z))
    check(
        f"ejemplos distintos por época, train{given} // different examples per epoch, train{given}",
        [len(np.unique(epoch)) for epoch in seen],
        equals=[len(z)] * epochs,
        hint="""baraja y corta en trozos: una época ve cada ejemplo una sola vez //
            shuffle and cut into pieces: an epoch sees each example exactly once""",
    )
    check(
        f"épocas con otro orden, train{given} // epochs in another order, train{given}",
        len({tuple(epoch) for epoch in [z.ravel(), *seen]}) - 1,
        equals=epochs,
        hint="""cada época necesita un orden nuevo: ¿dónde se baraja, y dónde nace rng? //
            each epoch needs a new order: where do you shuffle, and where is rng made?""",
    )
    right = [[0, 0], *(moved(*call, lr) for call in calls)]
    check(
        f"pares b y w que no son, train{given} // pairs of b and w that are off, train{given}",
        sum(not np.allclose(call[:2], pair) for call, pair in zip(calls, right[:-1], strict=True)),
        equals=0,
        hint="""desde cero, cada paso sigue donde acabó el anterior y resta lr por su derivada //
            from zero, each step goes on where the last one ended, minus lr times its slope""",
    )
    check(
        f"lo que devuelve train{given} // what train{given} returns",
        end,
        equals=right[-1],
        hint="""b y w, en ese orden, como quedan después del último paso //
            b and w, in that order, as they are after the last step""",
    )


# %%
#| exercise: E3
#| role: right
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(123)  # otra semilla // another seed
    theta = np.zeros(2)
    for _ in range(epochs):
        order = rng.permutation(len(z))
        for batch in np.split(order, range(batch_size, len(z), batch_size)):
            theta = theta - lr * np.array(gradients(*theta, z[batch], y[batch]))
    return theta


# %%
#| exercise: E3
#| role: right
def minibatches(rng, size):
    order = np.arange(len(z))
    rng.shuffle(order)
    while len(order):
        yield z[order[:size]], y[order[:size]]
        order = order[size:]


def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b = w = 0.0
    for _ in range(epochs):
        for z_batch, y_batch in minibatches(rng, batch_size):
            grad_b, grad_w = gradients(b, w, z_batch, y_batch)
            b -= lr * grad_b
            w -= lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: cada minilote de cada época da un paso // each mini-batch of each epoch takes a step
def train(batch_size=16, epochs=60, lr=0.05):
    b, w = 0.0, 0.0
    for _ in range(epochs):
        grad_b, grad_w = gradients(b, w, z[:batch_size], y[:batch_size])
        b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: un paso mira su minilote y nada más // a step looks at its mini-batch alone
def train(batch_size=16, epochs=60, lr=0.05):
    b, w = 0.0, 0.0
    for _ in range(epochs * 5):
        grad_b, grad_w = gradients(b, w, z, y)
        b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: se cortan con los mismos índices // are cut with the same indices
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = rng.permutation(len(z))
        for first in range(0, len(z), batch_size):
            batch = order[first : first + batch_size]
            other = slice(first, first + batch_size)  # y sin barajar // y not shuffled
            grad_b, grad_w = gradients(b, w, z[batch], y[other])
            b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: cada época necesita un orden nuevo // each epoch needs a new order
def train(batch_size=16, epochs=60, lr=0.05):
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = np.random.default_rng(0).permutation(len(z))  # siempre igual // always the same
        for first in range(0, len(z), batch_size):
            batch = order[first : first + batch_size]
            grad_b, grad_w = gradients(b, w, z[batch], y[batch])
            b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: ve cada ejemplo una sola vez // sees each example exactly once
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs * 5):
        batch = rng.integers(0, len(z), size=batch_size)  # con repetición // with replacement
        grad_b, grad_w = gradients(b, w, z[batch], y[batch])
        b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %%
#| exercise: E3
#| role: wrong
#| message: cada paso sigue donde acabó el anterior // each step goes on where the last one ended
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        order = rng.permutation(len(z))
        for first in range(0, len(z), batch_size):
            batch = order[first : first + batch_size]
            gradients(0, 0, z[batch], y[batch])  # llama y no avanza // calls and does not move
    return y.mean(), (z * y).mean()


# %%
#| exercise: E3
#| role: wrong
#| message: da un paso, con una sola llamada // takes a step, with a single call
def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = rng.permutation(len(z))
        for first in range(0, 80, 16):  # 16, pase lo que pase // 16, whatever comes
            batch = order[first : first + 16]
            grad_b, grad_w = gradients(b, w, z[batch], y[batch])
            b, w = b - lr * grad_b, w - lr * grad_w
    return b, w


# %% [markdown] exercise="E4" lang="es"
# ### E4 · El último lote sale corto { #e4 }
#
# **Meta:** promediar bien cuando los lotes no son iguales.
#
# **Tienes:** lo que quedó apuntado de una época de 80 ejemplos: `batch_sizes`, cuántos ejemplos
# había en cada lote, y `batch_means`, la media del error al cuadrado en cada uno.
#
# **Haz:** guarda en `updates` cuántos pasos dio la época, y en `epoch_loss` su pérdida, que es la
# media del error al cuadrado de los 80 ejemplos. Predice antes: ¿sirve la media de las tres medias?

# %% [markdown] exercise="E4" lang="en"
# ### E4 · The last batch is short { #e4 }
#
# **Goal:** average correctly when batches differ in size.
#
# **You have:** what was noted down in an epoch of 80 examples: `batch_sizes`, how many examples
# each batch had, and `batch_means`, the mean squared error in each of them.
#
# **Do:** keep in `updates` how many steps the epoch took, and in `epoch_loss` its loss, which is
# the mean squared error of the 80 examples. Predict first: will the mean of the three means do?

# %% [markdown] exercise="E4" lang="es" role="hint"
# Un lote de 32 habla por el doble de ejemplos que uno de 16, así que debe pesar el doble.

# %% [markdown] exercise="E4" lang="en" role="hint"
# A batch of 32 speaks for twice as many examples as one of 16, so it must weigh twice as much.

# %% [markdown] exercise="E4" lang="es" role="hint"
# La media de un lote por su tamaño da la suma de sus errores. `np.array(a) * np.array(b)`
# multiplica elemento a elemento, y `.sum()` suma.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The mean of a batch times its size gives the sum of its errors. `np.array(a) * np.array(b)`
# multiplies element by element, and `.sum()` adds up.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Puedes empezar por `sums = np.array(batch_means) * np.array(batch_sizes)`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# You can start with `sums = np.array(batch_means) * np.array(batch_sizes)`.

# %%
#| exercise: E4
#| role: setup
import numpy as np

batch_sizes = [32, 32, 16]
batch_means = [1.3340, 0.8302, 6.1816]  # los últimos, difíciles // the last ones are hard

# %%
#| exercise: E4
#| role: starter
updates = ...
epoch_loss = ...

# %%
#| exercise: E4
#| role: solution
updates = len(batch_sizes)
sums = np.array(batch_means) * np.array(batch_sizes)  # (3,)
epoch_loss = sums.sum() / sum(batch_sizes)
naive = np.mean(batch_means)
print(f"pérdida de la época: {epoch_loss:.4f} // loss of the epoch: {epoch_loss:.4f}")
print(f"media de las medias: {naive:.4f} // mean of the means: {naive:.4f}")

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check

# un número escrito a mano también pasaría // a number typed in by hand would pass too
check(
    "pasos por época // steps per epoch",
    updates,
    equals=len(batch_means),
    hint="""cada lote da un paso entero, también el corto //
        each batch takes one whole step, the short one too""",
)
check(
    "la pérdida de la época // the loss of the epoch",
    epoch_loss,
    equals=np.repeat(batch_means, batch_sizes).mean(),
    hint="""cada media pesa según cuántos ejemplos tiene su lote; al final, divide entre todos //
        each mean weighs by how many examples its batch has; at the end, divide by all of them""",
)

# %%
#| exercise: E4
#| role: right
updates = np.ceil(80 / 32)
epoch_loss = np.average(batch_means, weights=batch_sizes)

# %%
#| exercise: E4
#| role: right
import torch

updates = -(-80 // 32)
weights = torch.tensor(batch_sizes) / 80
epoch_loss = torch.tensor(batch_means, dtype=torch.float32) @ weights

# %%
#| exercise: E4
#| role: wrong
#| message: también el corto // the short one too
updates = 80 // 32
epoch_loss = np.average(batch_means, weights=batch_sizes)

# %%
#| exercise: E4
#| role: wrong
#| message: cada media pesa según cuántos ejemplos // each mean weighs by how many examples
updates = 3
epoch_loss = np.mean(batch_means)

# %%
#| exercise: E4
#| role: wrong
#| message: al final, divide entre todos // at the end, divide by all of them
updates = 3
epoch_loss = (np.array(batch_means) * np.array(batch_sizes)).sum() / 3

# %% [markdown] lang="es"
# ## Resumen { #summary }
#
# - La unidad de una característica cambia el valle: diez veces mayor, condición de
#   {{ condition:.1f}} a {{ condition_10:.0f}}.
# - Estandarizar es restar la media y dividir entre la desviación; el valle queda redondo.
# - $\mu$ y $\sigma$ salen solo de entrenamiento y se aplican igual a todo lo demás.
# - Un minilote da un gradiente ruidoso que acierta de media; con 16 ejemplos hay unas 4 veces menos
#   ruido que con 1.
# - Lotes pequeños: muchos pasos y ruido. Lotes grandes: pasos seguros y pocos. Se elige en medio.
#
# ## Para profundizar { #further }
#
# - [Tensores](../m2-tensors-autograd/tensors.md): las mismas columnas, ahora en PyTorch.
# - [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun y otros, 2012): por qué
#   centrar y escalar, y por qué minilotes; en inglés.
# -
#   [`Generator.permutation`](https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.permutation.html)
#   en la documentación de NumPy, en inglés.

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - The unit of a feature changes the valley: ten times larger, condition from {{ condition:.1f}} to
#   {{ condition_10:.0f}}.
# - To standardize is to subtract the mean and divide by the deviation; the valley becomes round.
# - $\mu$ and $\sigma$ come from the training set alone and apply to everything else unchanged.
# - A mini-batch gives a noisy gradient that is right on average; with 16 examples there is about 4
#   times less noise than with 1.
# - Small batches: many steps and noise. Large batches: sure steps, but few. You choose in between.
#
# ## Going further { #further }
#
# - [Tensors](../m2-tensors-autograd/tensors.md): the same columns, now in PyTorch.
# - [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun et al., 2012): why to
#   center and scale, and why mini-batches.
# -
#   [`Generator.permutation`](https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.permutation.html)
#   in the NumPy documentation.
