# ---
# title: "Descenso de gradiente paso a paso // Gradient descent step by step"
# description:
#   es: Entrena una recta con NumPy en seis pasos, con un gradiente hecho antes a mano, y comprueba
#     de tres maneras que llegó al mejor resultado.
#   en: Train a straight line with NumPy in six steps, after one gradient worked by hand, and check
#     in three ways that it reached the best result.
# objectives:
#   - understand:
#       es: describir los pasos 0 a 5 y distinguir error de pérdida (E4)
#       en: describe steps 0 to 5 and tell error from loss (E4)
#   - apply:
#       es: deducir y programar los gradientes de una función de pérdida (E1, E2)
#       en: derive and code the gradients of a loss function (E1, E2)
#   - analyse:
#       es: comparar el resultado con la solución exacta (E2)
#       en: compare the result with the exact solution (E2)
#   - evaluate:
#       es: juzgar si el entrenamiento ya convergió (E3)
#       en: judge whether training has converged (E3)
# minutes: {read: 35, practise: 25}
# needs: []
# data: []
# ---

# %% [markdown] lang="es"
# Quieres predecir el sueldo de una persona a partir de sus años de experiencia. Tienes cien
# ejemplos, pero nadie te ha dado la fórmula. **¿Cómo encuentra una máquina la recta correcta si
# empieza con una recta inventada?**

# %% [markdown] lang="en"
# You want to predict a person's salary from their years of experience. You have a hundred examples,
# but nobody has given you the formula. **How does a machine find the right line when it starts from
# a made-up one?**

# %%
#| tags: [hurry]
import numpy as np

np.random.seed(42)
x = np.random.rand(100, 1)  # (N, 1)
y = 1 + 2 * x + 0.1 * np.random.randn(100, 1)  # (N, 1)
b, w, lr = 0.0, 0.0, 0.1
for _ in range(1000):
    error = b + w * x - y  # (N, 1)
    b -= lr * 2 * error.mean()
    w -= lr * 2 * (x * error).mean()
print(f"b = {b:.2f}, w = {w:.2f}")

# %% [markdown] lang="es" role="hurry"
# Cada vuelta mide los errores, calcula [las dos pendientes de la pérdida](#gradient) y da [un paso
# en sentido contrario](#update), que mide `lr` por la pendiente. Si la pérdida crece, el paso es
# demasiado largo o va en el sentido equivocado; los otros errores típicos están en [lo que suele
# fallar](#errors). Que la curva se aplane no demuestra que llegaste, así que mira también las
# pendientes y compara con otro método, por ejemplo con [la solución exacta](#check).

# %% [markdown] lang="en" role="hurry"
# Each round measures the errors, works out [the two slopes of the loss](#gradient) and takes [a
# step the opposite way](#update), whose length is `lr` times the slope. If the loss grows, the step
# is too long or goes the wrong way; the other usual mistakes are in [what usually goes
# wrong](#errors). A curve that flattens does not show that you have arrived, so look at the slopes
# too and compare with another method, such as [the exact solution](#check).

# %% [markdown] lang="es"
# La respuesta cabe en una frase: la máquina mide cuánto se equivoca, averigua hacia dónde mejora,
# da un paso pequeño y vuelve a empezar. Ese método se llama **descenso de gradiente** (gradient
# descent), y con él se entrena la recta de esta página. Con variantes suyas se entrenan también las
# redes neuronales del curso.
#
# Para seguir la página basta con Python básico y con saber que una derivada es una pendiente. Lo
# que haga falta de NumPy se explica al usarlo.
#
# ## La idea en una imagen { #picture }
#
# Imagina que bajas un monte con niebla. No ves el valle, pero notas en los pies hacia dónde se
# inclina el suelo, y con eso basta para dar un paso cuesta abajo, tantear de nuevo y dar otro. La
# curva de la figura es ese monte visto de lado. Su altura es la **pérdida** (loss), que dice cuánto
# se equivoca una recta según su inclinación $w$. El punto morado es una conjetura, y cada flecha es
# un paso.

# %% [markdown] lang="en"
# The answer fits in one sentence: the machine measures how wrong it is, works out which way is
# better, takes a small step and starts again. That method is called **gradient descent**. It trains
# the line on this page and, in one variant or another, the neural networks in the course.
#
# To follow the page, all you need is basic Python and to know that a derivative is a slope.
# What you need from NumPy is explained where it is used.
#
# ## The idea in one picture { #picture }
#
# Imagine walking down a hill in thick fog. You cannot see the valley, but your feet can tell which
# way the ground tilts, and that is enough to take one step downhill, feel the ground again and take
# another. The curve in the figure is that hill seen from the side. Its height is the **loss**,
# which says how wrong a line is, depending on its steepness $w$. The purple dot is a guess, and
# each arrow is one step.

# %%
#| tags: [page]
import matplotlib.pyplot as plt
import numpy as np

from tutorial_lib import plots
from tutorial_lib.data import make_line

idea_x, idea_y = make_line()
idea_w = np.linspace(-0.8, 4.8, 200)  # (200,)
idea_loss = ((1 + idea_w * idea_x - idea_y) ** 2).mean(axis=0)  # (200,)
stops = [-0.138]
for _ in range(3):
    stops.append(stops[-1] - 0.6 * np.mean(2 * idea_x * (1 + stops[-1] * idea_x - idea_y)))
heights = np.interp(stops, idea_w, idea_loss)  # (4,)

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Curva en forma de valle: la pérdida según el peso w. Desde una conjetura a la izquierda, un
#|     punto morado, tres flechas bajan hacia el fondo, una cruz verde, y cada flecha es más corta
#|     que la anterior.
#|   en: >-
#|     Valley-shaped curve: the loss for each weight w. From a guess on the left, a purple dot,
#|     three arrows go down towards the bottom, a green cross, each shorter than the one before.
#| caption:
#|   es: El método con un solo parámetro y pasos largos, para que se vean.
#|   en: The method with a single parameter and long steps, so that you can see them.
plt.style.use("tutorial_lib.gradiente")
figure, axes = plt.subplots(figsize=(7, 3.4))
axes.plot(idea_w, idea_loss, color=plots.COLORS["blue"], linewidth=2)
axes.plot(stops, heights, "o", color=plots.COLORS["orange"], markersize=7)
axes.plot(stops[0], heights[0], "o", color=plots.COLORS["purple"], markersize=9)
bottom_mark = {"color": plots.COLORS["green"], "markersize": 14, "markeredgewidth": 2.5}
axes.plot(idea_w[idea_loss.argmin()], idea_loss.min(), "+", **bottom_mark)
arrow = {"arrowstyle": "-|>", "color": plots.COLORS["orange"], "linewidth": 2}
arrow |= {"connectionstyle": "arc3,rad=-0.5", "shrinkA": 4, "shrinkB": 4, "mutation_scale": 14}
for k in range(3):
    axes.annotate("", (stops[k + 1], heights[k + 1]), (stops[k], heights[k]), arrowprops=arrow)
axes.text(stops[0] - 0.14, heights[0], "la conjetura // the guess", ha="right", va="center")
axes.text(0.75, 1.15, "un paso // one step", fontweight="bold")
axes.text(2, -0.22, "el fondo: pendiente cero // the bottom: zero slope", ha="center", va="center")
axes.set(
    xlabel="peso $w$ // weight $w$", ylabel="pérdida // loss", xlim=(-1.6, 4.8), ylim=(-0.35, 2.3)
)
plt.show()

# %% [markdown] lang="es"
# Nadie necesitó ver la curva entera, porque para cada paso bastó la pendiente del lugar. Y las
# flechas se acortaron solas: cada paso mide una fracción de la pendiente, y la curva se aplana
# cerca del fondo. Escrito sin niebla, el método tiene seis pasos:
#
# - **Paso 0, adivinar:** elige una recta cualquiera.
# - **Paso 1, predecir:** calcula qué dice esa recta de cada ejemplo.
# - **Paso 2, medir:** resume los errores en una pérdida.
# - **Paso 3, hallar el gradiente:** averigua hacia dónde crece la pérdida.
# - **Paso 4, avanzar:** mueve la recta en sentido contrario.
# - **Paso 5, repetir:** vuelve al paso 1.
#
# Todo lo que sigue necesita estas importaciones. `plots` y `make_line` son del curso, y la última
# línea da a las figuras su aspecto:

# %% [markdown] lang="en"
# Nobody needed to see the whole curve, because the slope underfoot was enough for each step. And
# the arrows got shorter by themselves: each step is a fraction of the slope, and the curve flattens
# near the bottom. Without the fog, the method has six steps:
#
# - **Step 0, guess:** pick any line.
# - **Step 1, predict:** work out what that line says about each example.
# - **Step 2, measure:** sum up the errors in one loss.
# - **Step 3, find the gradient:** work out which way the loss grows.
# - **Step 4, move:** shift the line the opposite way.
# - **Step 5, repeat:** go back to step 1.
#
# Everything below needs these imports. `plots` and `make_line` belong to the course, and the last
# line gives the figures their look:

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression

from tutorial_lib import plots
from tutorial_lib.data import make_line

plt.style.use("tutorial_lib.gradiente")

# %% [markdown] lang="es"
# ## 1. ¿De dónde salen los datos? { #data }
#
# En una empresa imaginaria, el sueldo mensual empieza en 1000 y sube 2000 por cada año de
# experiencia. Esa regla es una recta:
#
# $$y = b + w x$$
#
# La **entrada** $x$ son los años y la **salida** $y$ es el sueldo. El **sesgo** (bias) $b$, o
# término independiente, es el sueldo de quien no tiene experiencia, y el **peso** (weight) $w$ dice
# cuánto cambia $y$ cuando $x$ aumenta en 1. Los dos son **parámetros**, es decir, los números que
# la máquina debe aprender.

# %% [markdown] lang="en"
# ## 1. Where do the data come from? { #data }
#
# At a made-up company, the monthly salary starts at 1000 and rises by 2000 for each year of
# experience. That rule is a straight line:
#
# $$y = b + w x$$
#
# The **input** $x$ is the number of years, and the **output** $y$ is the salary. The **bias** $b$,
# or intercept, is the salary of someone with no experience, and the **weight** $w$ says how much
# $y$ changes when $x$ grows by 1. Both are **parameters**, which means that they are the numbers
# the machine has to learn.


# %%
def salary(years):
    return 1000 + 2000 * years


print(f"con 2 años: {salary(2)} // with 2 years: {salary(2)}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "salary-two-years",
    salary(2),
    equals=5000,
    says="Con dos años se ganan 5000. // Someone with two years earns 5000.",
)

# %% [markdown] lang="es"
# El ✓ que cierra casi todas las secciones se abre y muestra sus comprobaciones: si uno de esos
# números saliera distinto, esta página no se publicaría.
#
# Los sueldos de verdad no caen justo sobre la recta. A esa diferencia imprevisible se la llama
# **ruido** (noise) y se escribe $\varepsilon$ (épsilon), de modo que $y = b + w x + \varepsilon$.
# Vas a fabricar cien ejemplos con la misma regla, ahora en miles ($b = 1$, $w = 2$) y con menos de
# un año de experiencia. Como tú conoces la respuesta y la máquina no, podrás juzgarla.

# %% [markdown] lang="en"
# The ✓ that closes most sections opens and shows its checks: if one of those numbers came out
# different, this page would not be published.
#
# Real salaries do not fall exactly on the line. That unpredictable difference is called **noise**
# and is written $\varepsilon$ (epsilon), so that $y = b + w x + \varepsilon$. You are going to make
# a hundred examples with the same rule, now in thousands ($b = 1$, $w = 2$) and with less than one
# year of experience. Since you know the answer and the machine does not, you can judge it.

# %%
np.random.seed(42)
n = 100
x = np.random.rand(n, 1)  # (N, 1)
noise = 0.1 * np.random.randn(n, 1)  # (N, 1)
y = 1 + 2 * x + noise  # (N, 1)
print(x.shape, y.shape)
first_x, first_y = x[0, 0], y[0, 0]
print(f"""primer ejemplo: x = {first_x:.3f}, y = {first_y:.3f} //
    first example: x = {first_x:.3f}, y = {first_y:.3f}""")
print(f"""sin ruido sería y = {1 + 2 * first_x:.3f} //
    without noise, y = {1 + 2 * first_x:.3f}""")

# %% [markdown] lang="es"
# La **forma** (shape) `(100, 1)` significa cien filas y una columna, porque hay un ejemplo por
# fila; en los comentarios, `N` es el número de ejemplos. La **semilla** (seed) 42 fija el punto de
# partida de los números aleatorios, y por eso obtendrás exactamente los de esta página.
#
# ??? technical "Línea por línea"
#     - `np.random.rand` saca cada $x$ entre 0 y 1, sin preferir ningún valor.
#     - `np.random.randn` saca números de una campana de Gauss con media 0 y **desviación estándar**
#       (standard deviation) 1; el factor 0.1 hace el ruido diez veces más estrecho.
#     - `x[0, 0]` es el número de la primera fila y la primera columna.
#
# La función `make_line`, de la biblioteca del curso, hace lo mismo en una línea:

# %% [markdown] lang="en"
# The **shape** `(100, 1)` means a hundred rows and one column, because there is one example per
# row; in comments, `N` is the number of examples. The **seed** 42 fixes where the random numbers
# start, which is why yours will be exactly the ones on this page.
#
# ??? technical "Line by line"
#     - `np.random.rand` draws each $x$ between 0 and 1, favoring no value.
#     - `np.random.randn` draws from a bell curve with mean 0 and **standard deviation** 1; the
#       factor 0.1 makes the noise ten times narrower.
#     - `x[0, 0]` is the number in the first row and the first column.
#
# The function `make_line`, from the course library, does the same in one line:

# %%
x_lib, y_lib = make_line(n=100, bias=1.0, weight=2.0, noise=0.1, seed=42)
largest_gap = max(np.abs(x - x_lib).max(), np.abs(y - y_lib).max())
print(f"""mayor diferencia: {largest_gap:.6f} //
    largest difference: {largest_gap:.6f}""")

# %%
#| tags: [claim]
claim(
    "make-line-same-data",
    largest_gap,
    at_most=1e-12,
    says="make_line da los mismos datos. // make_line gives the same data.",
)

# %% [markdown] lang="es"
# !!! elsewhere "Lo que verás en otros tutoriales"
#     El código nuevo usa `rng = np.random.default_rng(42)`. Aquí usamos el generador antiguo porque
#     está congelado y dará siempre estos números.
#
# ## 2. ¿Por qué separar antes de mirar? { #split }
#
# Una recta que acierta con los ejemplos que ya vio puede equivocarse con los demás, y son los demás
# los que importan. Por eso apartas algunos antes de empezar: con el **conjunto de entrenamiento**
# (training set) la máquina aprende, y con el **conjunto de validación** (validation set) la
# evalúas.

# %% [markdown] lang="en"
# !!! elsewhere "What you will see elsewhere"
#     New code uses `rng = np.random.default_rng(42)`. Here we use the old generator because it is
#     frozen and will always give these numbers.
#
# ## 2. Why split before you look? { #split }
#
# A line that is right about the examples it has seen may be wrong about all the others, and it is
# the others that matter. So you set some aside before you begin: the machine learns from the
# **training set**, and you judge it on the **validation set**.

# %%
indices = np.arange(n)  # 0, 1, 2 … 99
np.random.shuffle(indices)
train, val = indices[:80], indices[80:]
x_train, y_train = x[train], y[train]  # (80, 1), (80, 1)
x_val, y_val = x[val], y[val]  # (20, 1), (20, 1)
print(f"""entrenamiento: {len(x_train)}, validación: {len(x_val)} //
    training: {len(x_train)}, validation: {len(x_val)}""")

# %%
#| alt:
#|   es: Nube de puntos que sube de izquierda a derecha. Los puntos de validación están repartidos
#|     entre los de entrenamiento.
#|   en: Cloud of dots rising from left to right. The validation dots are spread among the training
#|     dots.
plots.plot_split(
    x_train,
    y_train,
    x_val,
    y_val,
    xlabel="experiencia (años) // experience (years)",
    ylabel="sueldo (miles) // salary (thousands)",
)

# %% [markdown] lang="es"
# Los dos grupos ocupan la misma franja, así que la comparación será justa. `shuffle` **baraja**
# (shuffles) los índices y no los datos: `x[train]` e `y[train]` toman las mismas filas, y cada
# persona conserva su sueldo. Estos datos ya venían en desorden, pero un archivo real puede venir
# ordenado por experiencia, y entonces, sin barajar, evaluarías solo con los más veteranos.
#
# !!! warning "Atención"
#     Si los ejemplos tienen fecha (una serie temporal), no barajes, porque el modelo vería el
#     futuro. Valida con los más recientes.
#
# ## 3. ¿Por dónde empezar? { #guess }
#
# Por cualquier parte: elige dos números aleatorios, otra vez con semilla. `randn(1)` devuelve un
# array con un solo número, e `item` lo saca de ahí.

# %% [markdown] lang="en"
# Both groups cover the same band, so the comparison will be fair. The call to `shuffle` mixes up
# the indices and not the data: `x[train]` and `y[train]` take the same rows, and each person keeps
# their own salary. These data were in no order to begin with, but a real file may be sorted by
# experience, and then, without shuffling, you would judge the machine only on the most experienced
# people.
#
# !!! warning "Warning"
#     If examples carry a date (a time series), do not shuffle, because the model would see the
#     future. Validate on the most recent ones.
#
# ## 3. Where do you start? { #guess }
#
# Anywhere: pick two random numbers, seeded again. `randn(1)` returns an array that holds a single
# number, and `item` takes it out.

# %% Paso 0: adivinar // Step 0: guess
np.random.seed(42)
b0 = np.random.randn(1).item()
w0 = np.random.randn(1).item()
print(f"b = {b0:.4f}, w = {w0:.4f}")

# %%
#| tags: [claim]
claim(
    "initial-parameters",
    [b0, w0],
    equals=[0.49671415, -0.1382643],
    abs=1e-8,
    says="La semilla da siempre la misma conjetura. // The seed always gives the same guess.",
)

# %% [markdown] lang="es"
# Los valores verdaderos son $b = 1$ y $w = 2$. Esta conjetura está lejos y además es absurda,
# porque con $w$ = {{ w0:.2f }} afirma que el sueldo *baja* con los años. No importa, porque el
# método solo pide un comienzo, aunque sea malo.
#
# ## 4. ¿Qué dice esa recta? { #predict }
#
# Aplica la recta a cada ejemplo. Este cálculo, que va de la entrada a la predicción, se llama
# **pase hacia adelante** (forward pass). Recuerda que la regla verdadera empieza en 1 y sube,
# mientras que la conjetura empieza en {{ b0:.2f }} y baja.

# %% [markdown] lang="en"
# The true values are $b = 1$ and $w = 2$. This guess is far away and absurd as well, because with
# $w$ = {{ w0:.2f }} it claims that salaries *fall* with experience. It does not matter, because the
# method only asks for a start, even a bad one.
#
# ## 4. What does that line say? { #predict }
#
# Apply the line to every example. This calculation, from input to prediction, is called the
# **forward pass**. Remember that the true rule starts at 1 and rises, while the guess starts at
# {{ b0:.2f }} and falls.

# %% Paso 1: predecir // Step 1: predict
#| predict:
#|   es: ¿La recta quedará por encima de los puntos, por debajo o entre ellos?
#|   en: Will the line lie above the dots, below them or among them?
#| alt:
#|   es: "Los puntos suben y la recta inicial baja un poco: queda por debajo de todos los puntos."
#|   en: "The dots rise while the first line slopes slightly down: it lies below every dot."
y_pred = b0 + w0 * x_train  # (80, 1)
first_line = {"b + w x": (b0, w0)}
plots.plot_split(
    x_train,
    y_train,
    x_val,
    y_val,
    xlabel="experiencia (años) // experience (years)",
    ylabel="sueldo (miles) // salary (thousands)",
    lines=first_line,
)

# %% [markdown] lang="es"
# Queda por debajo de todos, porque empieza más abajo que la nube y se aleja de ella. Se ve que está
# mal, pero una máquina no ve: necesita un número que diga *cuánto*.
#
# ## 5. ¿Cuánto se equivoca? { #loss }
#
# El **error** de un ejemplo es la predicción menos el valor real, $e = \hat{y} - y$. El sombrero
# de $\hat{y}$ (“y gorro”) marca una predicción. En la figura, el error es el segmento que une un
# punto con la recta:

# %% [markdown] lang="en"
# It lies below every one of them, because it starts lower than the cloud and moves away from it.
# You can see that it is wrong, but a machine cannot see: it needs a number that says *how* wrong.
#
# ## 5. How wrong is it? { #loss }
#
# The **error** of one example is the prediction minus the true value (the *target*),
# $e = \hat{y} - y$. The hat on $\hat{y}$ (“y hat”) marks a prediction. In the figure, the error is
# the segment between a dot and the line:

# %%
#| alt:
#|   es: La recta inicial y los puntos de entrenamiento; un segmento vertical une un punto con la
#|     recta y mide su error, que es negativo.
#|   en: The first line and the training dots; a vertical segment joins one dot to the line and
#|     measures its error, which is negative.
plots.plot_error(
    x_train,
    y_train,
    b0,
    w0,
    index=0,
    xlabel="experiencia (años) // experience (years)",
    ylabel="sueldo (miles) // salary (thousands)",
)

# %% [markdown] lang="es"
# Hay {{ len(x_train) }} errores como ese, uno por ejemplo. El histograma los cuenta, y la línea
# vertical marca su media, ∑ e / n, que es su suma (∑) dividida entre cuántos son:

# %% [markdown] lang="en"
# There are {{ len(x_train) }} errors like that one, one for each example. The histogram counts
# them, and the vertical line marks their mean, ∑ e / n, which is their sum (∑) divided by how many
# there are:

# %%
#| alt:
#|   es: "Histograma de los errores de la recta inicial: todos son negativos."
#|   en: "Histogram of the errors of the first line: all of them are negative."
error = y_pred - y_train  # (80, 1)
mean_error = error.mean()
plots.plot_histogram(
    error,
    xlabel="error: predicción − valor real // error: prediction − true value",
    bins=10,
    mark={"∑ e / n =": mean_error},
)

# %% [markdown] lang="es"
# Todos son negativos, porque la recta está debajo de todos los puntos y siempre se queda corta; el
# error medio es {{ mean_error:.2f }}. Podrías pensar que esa media ya mide lo mala que es la recta,
# pero hay un problema: si la mitad de las predicciones se pasara por 5 y la otra mitad se quedara
# corta por 5, la media sería cero y la recta, pésima.
#
# Hace falta una **función de pérdida** (loss function), que resuma todos los errores en un solo
# número sin que se cancelen. La más usada en **regresión**, que es como se llama a predecir una
# cantidad, es el **error cuadrático medio** (mean squared error, MSE):
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (b + w x_i - y_i)^2$$
#
# Se lee así: para cada persona $i$, calcula el error y elévalo al cuadrado; después suma los $n$
# resultados y divide entre $n$. Al elevarlos al cuadrado, los errores ya no se cancelan, y los
# grandes pesan mucho más que los pequeños.

# %% [markdown] lang="en"
# All of them are negative, because the line lies below every dot and always falls short; the mean
# error is {{ mean_error:.2f }}. You might think that this mean already measures how bad the line
# is, but there is a catch: if half of the predictions were 5 too high and the other half 5 too low,
# the mean would be zero and the line would be terrible.
#
# What we need is a **loss function**, which sums up all the errors in a single number without
# letting them cancel out. The usual one for **regression**, as predicting a quantity is called, is
# the **mean squared error** (MSE):
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (b + w x_i - y_i)^2$$
#
# Read it like this: for each person $i$, work out the error and square it; then add up the $n$
# results and divide by $n$. Once squared, the errors no longer cancel out, and large ones count far
# more than small ones.


# %% Paso 2: medir // Step 2: measure
def mse(b, w, x, y):
    error = b + w * x - y  # (N, 1)
    return (error**2).mean()


loss0 = mse(b0, w0, x_train, y_train)
typical_error0, mean_y = loss0**0.5, y_train.mean()
print(f"""pérdida: {loss0:.4f}, raíz: {typical_error0:.2f} //
    loss: {loss0:.4f}, root: {typical_error0:.2f}""")

# %%
#| tags: [claim]
claim(
    "initial-loss",
    loss0,
    equals=2.7421577700550976,
    abs=1e-12,
    says="La conjetura empieza con una pérdida de 2.74. // The guess starts with a loss of 2.74.",
)

# %% [markdown] lang="es"
# La pérdida está en miles *al cuadrado*, así que se entiende mejor su raíz (root mean squared
# error, RMSE), que está en miles. La recta se equivoca por unos {{ typical_error0:.2f }} cuando el
# sueldo medio es {{ mean_y:.2f }}: es un desastre, pero ahora es un desastre medido.
#
# ## 6. ¿Hacia dónde mejora? { #gradient }
#
# Este es el corazón de la página. ¿Conviene subir $b$ o bajarlo? Una máquina puede averiguarlo
# probando: empuja $b$ un poquito hacia cada lado, mira cómo cambia la pérdida y divide ese cambio
# entre el del parámetro. Son las **diferencias finitas** (finite differences), y lo que sale es una
# pendiente. Piensa en el signo antes de mirar: si subes $b$, la recta se acerca a los puntos.

# %% [markdown] lang="en"
# The loss is in thousands *squared*, so its root (RMSE, for *root mean squared error*), which is in
# thousands, is easier to read. The line misses by about {{ typical_error0:.2f }} when the mean
# salary is {{ mean_y:.2f }}: it is a disaster, but now it is a measured one.
#
# ## 6. Which way is better? { #gradient }
#
# This is the heart of the page. Should $b$ go up or down? A machine can find out by trying: nudge
# $b$ a tiny bit each way, see how the loss changes, and divide that change by the change in the
# parameter. These are **finite differences**, and what comes out is a slope. Think about its sign
# before you look: if you raise $b$, the line gets closer to the dots.


# %%
#| predict:
#|   es: La pendiente de la pérdida en $b$, ¿será positiva o negativa? ¿Y en $w$?
#|   en: Will the slope of the loss in $b$ be positive or negative? And in $w$?
def loss_at(b, w):
    return mse(b, w, x_train, y_train)


tiny = 1e-6
change_b = loss_at(b0 + tiny, w0) - loss_at(b0 - tiny, w0)
change_w = loss_at(b0, w0 + tiny) - loss_at(b0, w0 - tiny)
slope_b, slope_w = change_b / (2 * tiny), change_w / (2 * tiny)
print(f"pendiente en b: {slope_b:.4f} // slope in b: {slope_b:.4f}")
print(f"pendiente en w: {slope_w:.4f} // slope in w: {slope_w:.4f}")

# %% [markdown] lang="es"
# Las dos son negativas, porque subir $b$ levanta la recta hacia los puntos, y subir $w$ también,
# pues ninguna $x$ es negativa. Una pendiente de {{ slope_b:.2f }} dice que, si $b$ sube 0.01, la
# pérdida cambia unos 0.01 × ({{ slope_b:.2f }}), es decir, baja. Las dos pendientes juntas forman
# el **gradiente** (gradient), que señala hacia dónde *crece* la pérdida.

# %% [markdown] lang="en"
# Both are negative, because raising $b$ lifts the line towards the dots, and so does raising $w$,
# since no $x$ is negative. A slope of {{ slope_b:.2f }} says that if $b$ goes up by 0.01, the loss
# changes by about 0.01 × ({{ slope_b:.2f }}), which means that it drops. Together, the two slopes
# form the **gradient**, which points to where the loss *grows*.

# %% [markdown] lang="es"
# Empujar funciona, pero cuesta dos mediciones por parámetro, que serían dos millones con un millón
# de pesos. Hay un camino más corto, y para verlo basta con hacer una cuenta a mano.
#
# ### Una cuenta a mano, con dos personas { #by-hand }
#
# Ana lleva un año y gana 3 (miles); Luis lleva dos años y gana 5. Para que la cuenta sea fácil,
# empieza con otra recta, la de $b = 0$ y $w = 1$, que predice 1 para Ana y 2 para Luis. Los errores
# son −2 y −3, y la pérdida es la media de sus cuadrados: (4 + 9) / 2 = 6.5.
#
# Empieza por Ana y sube $b$ una centésima. Su error pasa de −2 a −1.99 y el cuadrado, de 4 a
# 3.9601, de modo que ha bajado casi cuatro centésimas: cuatro veces el empujón. No es casualidad,
# porque un cuadrado $e^2$ crece a ritmo $2e$, y $2 \cdot (-2) = -4$. Con Luis el ritmo es
# $2 \cdot (-3) = -6$. Como la pérdida es la media de los dos, su pendiente en $b$ es −5.
#
# Ahora sube $w$. A Ana le pasa lo mismo que antes, porque lleva un año y su predicción sube tanto
# como $w$. En cambio, la de Luis sube el doble, porque lleva dos años, y por eso su ritmo también
# se duplica: $2 \cdot (-6) = -12$. La media de −4 y −12 da una pendiente en $w$ de −8.
#
# Las dos pendientes son negativas, así que conviene subir los dos parámetros. Da un paso en contra,
# de una décima de cada pendiente: $b$ sube de 0 a 0.5 y $w$, de 1 a 1.8. La recta nueva predice 2.3
# y 4.1, los errores son −0.7 y −0.9, y la pérdida es (0.49 + 0.81) / 2 = 0.65. Un solo paso la ha
# dividido entre diez.
#
# ### La misma cuenta, con una fórmula { #formula }
#
# Lo que hiciste con Ana y Luis es la **regla de la cadena** (chain rule): el cuadrado $e^2$ crece a
# ritmo $2e$ y, a su vez, $e = b + w x - y$ crece a ritmo 1 con $b$ y a ritmo $x$ con $w$.
# Multiplica los ritmos de cada ejemplo y promedia:
#
# $$\frac{\partial \text{MSE}}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i$$
#
# $$\frac{\partial \text{MSE}}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i x_i$$
#
# La $\partial$ indica una **derivada parcial**, en la que se mueve un parámetro y el otro queda
# quieto. El código dice lo mismo, y puedes probarlo primero con Ana y Luis:

# %% [markdown] lang="en"
# Nudging works, but it costs two measurements per parameter, which would be two million for a
# million weights. There is a shorter way, and to see it one small calculation by hand is enough.
#
# ### A calculation by hand, with two people { #by-hand }
#
# Ana has one year of experience and earns 3 (thousand); Luis has two years and earns 5. To keep the
# numbers easy, start from another line, with $b = 0$ and $w = 1$, which predicts 1 for Ana and 2
# for Luis. The errors are −2 and −3, and the loss is the mean of their squares: (4 + 9) / 2 = 6.5.
#
# Begin with Ana and raise $b$ by one hundredth. Her error goes from −2 to −1.99 and its square from
# 4 to 3.9601, so it has dropped by almost four hundredths: four times the nudge. This is no
# accident, because a square $e^2$ grows at rate $2e$, and $2 \cdot (-2) = -4$. For Luis the rate is
# $2 \cdot (-3) = -6$. Since the loss is the mean of the two, its slope in $b$ is −5.
#
# Now raise $w$. For Ana the rate is the same as before, because she has one year and her prediction
# rises as much as $w$ does. The prediction for Luis rises twice as much, because he has two years,
# and that is why his rate doubles too: $2 \cdot (-6) = -12$. The mean of −4 and −12 is a slope in
# $w$ of −8.
#
# Both slopes are negative, so both parameters should go up. Take a step against them, one tenth of
# each slope: $b$ rises from 0 to 0.5 and $w$ from 1 to 1.8. The new line predicts 2.3 and 4.1, the
# errors are −0.7 and −0.9, and the loss is (0.49 + 0.81) / 2 = 0.65. A single step has divided it
# by ten.
#
# ### The same calculation, as a formula { #formula }
#
# What you did for Ana and Luis is the **chain rule**: the square $e^2$ grows at rate $2e$ and, in
# turn, $e = b + w x - y$ grows at rate 1 with $b$ and at rate $x$ with $w$. Multiply the rates of
# each example and take the average:
#
# $$\frac{\partial \text{MSE}}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i$$
#
# $$\frac{\partial \text{MSE}}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i x_i$$
#
# The $\partial$ means a **partial derivative**, in which one parameter moves and the other stays
# put. The code says the same, and you can try it first on Ana and Luis:


# %% Paso 3: hallar el gradiente // Step 3: find the gradient
def gradients(b, w, x, y):
    error = b + w * x - y  # (N, 1)
    return 2 * error.mean(), 2 * (x * error).mean()


two_x = np.array([[1.0], [2.0]])  # (2, 1), Ana y Luis // (2, 1), Ana and Luis
two_y = np.array([[3.0], [5.0]])  # (2, 1)
hand_b, hand_w = gradients(0, 1, two_x, two_y)
hand_loss = mse(0.5, 1.8, two_x, two_y)
print(f"Ana y Luis: {hand_b:.1f}, {hand_w:.1f} // Ana and Luis: {hand_b:.1f}, {hand_w:.1f}")
print(f"tras el paso: {hand_loss:.2f} // after the step: {hand_loss:.2f}")

grad_b0, grad_w0 = gradients(b0, w0, x_train, y_train)
print(f"""los 80: {grad_b0:.4f} en b, {grad_w0:.4f} en w //
    all 80: {grad_b0:.4f} in b, {grad_w0:.4f} in w""")

# %%
#| tags: [claim]
claim(
    "by-hand",
    [hand_b, hand_w, hand_loss],
    equals=[-5, -8, 0.65],
    abs=1e-12,
    says="""El código da los números hechos a mano con Ana y Luis. //
        The code gives the numbers worked by hand for Ana and Luis.""",
)
claim(
    "initial-gradients",
    [grad_b0, grad_w0],
    equals=[-3.0448114, -1.8337537],
    abs=1e-7,
    says="""Las dos pendientes iniciales son negativas. //
        Both slopes are negative at the start.""",
)
claim(
    "finite-differences-agree",
    max(abs(grad_b0 - slope_b), abs(grad_w0 - slope_w)),
    at_most=1e-6,
    says="""Las fórmulas y los empujones dan las mismas pendientes. //
        The formulas and the nudges give the same slopes.""",
)

# %% [markdown] lang="es"
# El código da lo que te salió a mano, y con los {{ len(x_train) }} ejemplos coincide con los
# empujones. Guarda esta prueba, porque sirve para cualquier gradiente del que dudes: empuja un
# poco, mide y compara.
#
# ??? technical "Línea por línea"
#     - `np.array([[1.0], [2.0]])` es una columna con los años de Ana y de Luis.
#     - `mean` suma y divide entre $n$; el 2 sale fuera de la suma.
#     - `x * error` multiplica fila con fila: es el $e_i x_i$ de la segunda fórmula.
#
# !!! later "Más adelante"
#     En una red, la **retropropagación** (backpropagation) aplica esta regla capa por capa. Lo
#     hará por ti [autograd](../m2-tensors-autograd/autograd.md).
#
# ## 7. ¿Cuánto hay que avanzar? { #update }
#
# El gradiente señala cuesta arriba, así que restas una fracción de él. Esa fracción es la **tasa de
# aprendizaje** (learning rate, `lr`), y aquí vuelve a ser una décima.

# %% [markdown] lang="en"
# The code gives what you worked out by hand, and on all {{ len(x_train) }} examples it agrees with
# the nudges. Keep this test, because it works for any gradient you doubt: nudge a little, measure
# and compare.
#
# ??? technical "Line by line"
#     - `np.array([[1.0], [2.0]])` is a column that holds Ana's years and Luis's.
#     - `mean` adds up and divides by $n$; the 2 comes out of the sum.
#     - `x * error` multiplies row by row: that is the $e_i x_i$ of the second formula.
#
# !!! later "Later"
#     In a network, **backpropagation** applies this rule layer by layer.
#     [Autograd](../m2-tensors-autograd/autograd.md) will do it for you.
#
# ## 7. How far do you move? { #update }
#
# The gradient points uphill, so you subtract a fraction of it. That fraction is the **learning
# rate** (`lr`), and here it is one tenth again.

# %% Paso 4: avanzar // Step 4: move
lr = 0.1
b1 = b0 - lr * grad_b0
w1 = w0 - lr * grad_w0
loss1 = mse(b1, w1, x_train, y_train)
drop = 1 - loss1 / loss0
print(f"b = {b1:.4f}, w = {w1:.4f}")
print(f"""pérdida: {loss0:.4f} -> {loss1:.4f} //
    loss: {loss0:.4f} -> {loss1:.4f}""")

# %%
#| tags: [claim]
claim(
    "after-one-step",
    [b1, w1],
    equals=[0.80119529, 0.04511107],
    abs=1e-8,
    says="Un paso sube los dos parámetros. // One step raises both parameters.",
)

# %% [markdown] lang="es"
# Suben los dos parámetros, porque restar un número negativo es sumar. Compruébalo con $b$:
# {{ b0:.4f }} − {{ lr:.1f }} × ({{ grad_b0:.4f }}) = {{ b1:.4f }}. Con un solo paso ha desaparecido
# el {{ drop:.0%}} de la pérdida.
#
# “Entonces, ¿por qué no dar pasos más largos y acabar antes?” Es una buena pregunta, y tienes todo
# lo necesario para responderla. Con una tasa de 1.0 restarías la pendiente entera: $b$ subiría más
# de 3 unidades y $w$, casi 2. Los sueldos de estos datos van, más o menos, de 1 a 3.

# %% [markdown] lang="en"
# Both parameters go up, because subtracting a negative number means adding. Check it for $b$:
# {{ b0:.4f }} − {{ lr:.1f }} × ({{ grad_b0:.4f }}) = {{ b1:.4f }}. A single step has removed
# {{ drop:.0%}} of the loss.
#
# “Then why not take longer steps and be done sooner?” It is a good question, and you have
# everything you need to answer it. At a rate of 1.0 you would subtract the whole slope: $b$ would
# rise by more than 3 units and $w$ by almost 2. The salaries in these data go, more or less, from 1
# to 3.

# %%
#| predict:
#|   es: Con la tasa 1.0, ¿la pérdida bajará más que con 0.1, bajará menos o subirá?
#|   en: At rate 1.0, will the loss fall more than at 0.1, fall less, or rise?
b_long = b0 - 1.0 * grad_b0
w_long = w0 - 1.0 * grad_w0
loss_long = mse(b_long, w_long, x_train, y_train)
print(f"b = {b_long:.4f}, w = {w_long:.4f}")
print(f"""pérdida: {loss0:.4f} -> {loss_long:.4f} //
    loss: {loss0:.4f} -> {loss_long:.4f}""")

# %%
#| tags: [hidden]
squared_slope = grad_b0**2 + grad_w0**2
bend = 2 * ((grad_b0 + grad_w0 * x_train) ** 2).mean()
gain, cost = 0.1 * squared_slope, 0.1**2 / 2 * bend
gain_long, cost_long = squared_slope, bend / 2

# %%
#| tags: [claim]
claim(
    "long-step-climbs",
    loss_long / loss0,
    at_least=2,
    says="""Con la tasa 1.0, el primer paso sube la pérdida a más del doble. //
        At rate 1.0 the first step more than doubles the loss.""",
)
claim(
    "taylor-is-exact",
    [loss0 - gain + cost, loss0 - gain_long + cost_long],
    equals=[loss1, loss_long],
    abs=1e-9,
    says="""Lo que gana y lo que pierde un paso explica la pérdida exacta, con las dos tasas. //
        What a step gains and what it loses explain the exact loss, at both rates.""",
)

# %% [markdown] lang="es"
# Sube, y a más del doble. La recta ha saltado por encima de la nube, y ahora se pasa por más de lo
# que antes se quedaba corta. La pendiente describe solo el lugar donde se mide: dice hacia dónde
# ir, pero no hasta dónde seguirá bajando el camino. De ahí que los pasos tengan que ser pequeños.

# %% [markdown] lang="en"
# It rises, to more than twice as much. The line has jumped over the cloud and now overshoots by
# more than it used to fall short. A slope describes only the place where it is measured: it tells
# you which way to go, but not how far the ground will keep falling. That is why steps have to be
# small.

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas"
#     ¿Por qué un paso pequeño contra el gradiente baja la pérdida, y uno largo puede subirla? Junta
#     los parámetros en $\theta = (b, w)$ y llama $g$ al gradiente y $\eta$ a la tasa. El MSE de una
#     recta es una función cuadrática, así que su desarrollo de Taylor acaba en el segundo orden y
#     es exacto:
#
#     $$L(\theta - \eta g) = L(\theta) - \eta g^\top g + \frac{\eta^2}{2} g^\top H g$$
#
#     $H$ es la **hessiana** (Hessian), la matriz de segundas derivadas:
#
#     $$H = \frac{2}{n} \sum_{i=1}^{n} \begin{pmatrix} 1 & x_i \\ x_i & x_i^2 \end{pmatrix}$$
#
#     El término con $\eta$ baja la pérdida, porque $g^\top g$ es una suma de cuadrados; el que
#     lleva $\eta^2$ la sube. En este primer paso, con $\eta$ = 0.1 el primero quita {{ gain:.2f }}
#     y el segundo devuelve {{ cost:.2f }}. Con $\eta$ = 1.0 quita {{ gain_long:.2f }} y devuelve
#     {{ cost_long:.2f }}: gana el segundo, porque una tasa diez veces mayor multiplica por diez el
#     primer término y por cien el segundo.
#
#     Si $\lambda$ es el mayor valor propio (eigenvalue) de $H$, entonces
#     $g^\top H g \le \lambda \, g^\top g$, así que el cambio de la pérdida es, como mucho,
#     $-\eta \, (1 - \eta \lambda / 2) \, g^\top g$. Es negativo siempre que $g \ne 0$ y
#     $0 < \eta < 2 / \lambda$. Además, para $v = (v_b, v_w)$,
#     $v^\top H v = \frac{2}{n} \sum_{i=1}^{n} (v_b + v_w x_i)^2$ es positivo si $v \ne 0$ y hay al
#     menos dos $x$ distintas. Por eso la pérdida es **estrictamente convexa** (strictly convex):
#     tiene un solo mínimo y ningún otro lugar con pendiente cero.
#
#     En una red, el desarrollo es solo una aproximación: tras el término con $\eta$ queda un resto,
#     que se encoge más rápido que $\eta$. El argumento sigue valiendo si la tasa es lo bastante
#     pequeña, pero el límite cambia de un lugar a otro, y una pendiente cero ya no garantiza un
#     mínimo.
#
#     Fuente: capítulo 4 de [*Deep
#     Learning*](https://www.deeplearningbook.org/contents/numerical.html) (Goodfellow, Bengio y
#     Courville, 2016), que presenta este argumento para cualquier función, como aproximación.
#
# ## 8. ¿Y si lo repites mil veces? { #repeat }
#
# Vuelve a la tasa 0.1 y repite. Cada vuelta usa una vez todos los datos de entrenamiento, y eso se
# llama una **época** (epoch). Sabes que $b$ empezó por debajo de 1 y que debería acabar cerca de 1,
# pero no por qué camino. Te damos una pista: la recta empieza casi horizontal, y para una recta
# horizontal lo mejor es la altura media de los puntos, que es {{ mean_y:.2f }}.

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics"
#     Why does a small step against the gradient lower the loss, and why can a long one raise it?
#     Gather the parameters in $\theta = (b, w)$, and call the gradient $g$ and the learning rate
#     $\eta$. The MSE of a line is a quadratic function, so its Taylor expansion ends at the second
#     order and is exact:
#
#     $$L(\theta - \eta g) = L(\theta) - \eta g^\top g + \frac{\eta^2}{2} g^\top H g$$
#
#     $H$ is the **Hessian**, the matrix of second derivatives:
#
#     $$H = \frac{2}{n} \sum_{i=1}^{n} \begin{pmatrix} 1 & x_i \\ x_i & x_i^2 \end{pmatrix}$$
#
#     The term with $\eta$ lowers the loss, because $g^\top g$ is a sum of squares; the one with
#     $\eta^2$ raises it. In this first step, at $\eta$ = 0.1 the first takes away {{ gain:.2f }}
#     and the second gives back {{ cost:.2f }}. At $\eta$ = 1.0 it takes away {{ gain_long:.2f }}
#     and gives back {{ cost_long:.2f }}: the second wins, because a rate ten times larger
#     multiplies the first term by ten and the second by a hundred.
#
#     If $\lambda$ is the largest eigenvalue of $H$, then $g^\top H g \le \lambda \, g^\top g$, so
#     the change in the loss is at most $-\eta \, (1 - \eta \lambda / 2) \, g^\top g$. That is
#     negative whenever $g \ne 0$ and $0 < \eta < 2 / \lambda$. Besides, for $v = (v_b, v_w)$,
#     $v^\top H v = \frac{2}{n} \sum_{i=1}^{n} (v_b + v_w x_i)^2$ is positive if $v \ne 0$ and at
#     least two of the $x$ differ. That makes the loss **strictly convex**: it has a single minimum
#     and no other place where the slope is zero.
#
#     In a network the expansion is only an approximation: after the term with $\eta$ there is a
#     remainder, which shrinks faster than $\eta$ does. The argument still holds if the rate is
#     small enough, but how small that is depends on the place, and a zero slope no longer
#     guarantees a minimum.
#
#     Source: chapter 4 of [*Deep
#     Learning*](https://www.deeplearningbook.org/contents/numerical.html) (Goodfellow, Bengio and
#     Courville, 2016), which makes this argument for any function, as an approximation.
#
# ## 8. What if you repeat it a thousand times? { #repeat }
#
# Go back to rate 0.1 and repeat. Each round uses all the training data once, and that is called one
# **epoch**. You know that $b$ started below 1 and should end near 1, but not which way it goes.
# Here is a hint: the line starts almost level, and the best a level line can do is the mean height
# of the dots, which is {{ mean_y:.2f }}.

# %% Paso 5: repetir // Step 5: repeat
#| predict:
#|   es: Tras diez pasos, ¿estará $b$ por debajo o por encima de 1?
#|   en: After ten steps, will $b$ be below or above 1?
path = [(b0, w0)]
for _ in range(1000):
    b, w = path[-1]
    grad_b, grad_w = gradients(b, w, x_train, y_train)
    path.append((b - lr * grad_b, w - lr * grad_w))

b10, w10 = path[10]
b_final, w_final = path[1000]
print(f"""tras 10:   b = {b10:.4f}, w = {w10:.4f} //
    after 10:   b = {b10:.4f}, w = {w10:.4f}""")
print(f"""tras 1000: b = {b_final:.4f}, w = {w_final:.4f} //
    after 1000: b = {b_final:.4f}, w = {w_final:.4f}""")

# %%
#| alt:
#|   es: Cuatro paneles con la recta tras 1, 10, 100 y 1000 pasos. Tras 10 ya tiene la altura
#|     adecuada, pero poca inclinación; tras 100 casi coincide con los puntos y tras 1000 los
#|     atraviesa.
#|   en: Four panels with the line after 1, 10, 100 and 1000 steps. After 10 it has the right height
#|     but too little slope; after 100 it almost fits the dots and after 1000 it runs through them.
shown = {step: path[step] for step in (1, 10, 100, 1000)}
plots.plot_line_steps(
    x_train,
    y_train,
    shown,
    xlabel="experiencia (años) // experience (years)",
    ylabel="sueldo (miles) // salary (thousands)",
)

# %% [markdown] lang="es"
# Está por encima: tras diez pasos $b$ vale {{ b10:.2f }}, y eso que su destino es
# {{ b_final:.2f }}. Parece un error del programa, pero no lo es. Como la pendiente
# en $b$ era la más fuerte, lo que más rendía al principio era levantar la recta entera; después la
# recta se inclina, y $b$ tiene que deshacer parte del camino. Los parámetros aprenden juntos, y lo
# mejor para uno depende de dónde esté el otro.

# %% [markdown] lang="en"
# It is above: after ten steps $b$ is {{ b10:.2f }}, even though it is bound for {{ b_final:.2f }}.
# It looks like a bug, but it is not one. Since the slope in $b$ was the steeper one, lifting the
# whole line paid off most at the beginning; then the line tilts, and $b$ has to go back part of the
# way. Parameters learn together, and what is best for one depends on where the other is.

# %% [markdown] lang="es"
# Mira ahora la pérdida en cada paso. El eje vertical es logarítmico: cada número rotulado es diez
# veces el que tiene debajo, porque $10^0$ es 1, $10^{-1}$ es 0.1 y $10^{-2}$ es 0.01.

# %% [markdown] lang="en"
# Now look at the loss at each step. The vertical axis is logarithmic: each labeled number is ten
# times the one below it, since $10^0$ is 1, $10^{-1}$ is 0.1 and $10^{-2}$ is 0.01.

# %%
#| alt:
#|   es: >-
#|     Pérdida de entrenamiento por paso en escala logarítmica: se desploma en los primeros pasos,
#|     después baja despacio y al final es una línea plana.
#|   en: >-
#|     Training loss per step on a logarithmic scale: it plunges in the first steps, then falls
#|     slowly, and ends as a flat line.
losses = [mse(b, w, x_train, y_train) for b, w in path]
loss_final = losses[1000]
plots.plot_curve(
    losses,
    xlabel="pasos // steps",
    ylabel="pérdida (MSE) // loss (MSE)",
    log=True,
)

# %% [markdown] lang="es"
# Primero se desploma, mientras la recta se levanta, y luego baja despacio, mientras se inclina. Al
# final la curva se aplana, y eso *sugiere* que el aprendizaje terminó. Pero con una tasa diminuta
# también parecería plana, aunque quedara casi todo el camino por delante, así que no basta con
# mirarla.
#
# ## 9. ¿Ya llegó? Tres comprobaciones { #check }
#
# Hay **convergencia** (convergence) cuando los parámetros se acercan a unos valores fijos y se
# quedan en ellos. La primera comprobación es la del propio método: en el fondo del valle, las dos
# pendientes deben ser casi cero.
#
# “¿Y si hay varios fondos, o un llano a media ladera?” En una red puede ocurrir. Aquí no, porque el
# MSE de una recta tiene forma de cuenco: es una función **convexa** (convex) con un único fondo, y
# el único lugar llano es ese.

# %% [markdown] lang="en"
# First it plunges, while the line lifts, and then it falls slowly, while the line tilts. At the end
# the curve flattens, which *suggests* that learning is over. But it would also look flat at a tiny
# rate with most of the way still to go, so looking at it is not enough.
#
# ## 9. Are we there yet? Three checks { #check }
#
# Training has reached **convergence** when the parameters have settled on fixed values. The first
# check comes from the method itself: at the bottom of the valley, both slopes should be almost
# zero.
#
# “What if there are several bottoms, or a flat spot halfway down?” In a network that can happen.
# Here it cannot, because the MSE of a line has the shape of a bowl: it is a **convex** function
# with a single bottom, and that is the only flat place it has.

# %%
grad_b_final, grad_w_final = gradients(b_final, w_final, x_train, y_train)
steepest = max(abs(grad_b_final), abs(grad_w_final))
changes = np.diff(losses)  # de cada paso al siguiente // from step to step
steps_up = int((changes > 1e-12).sum())  # tolera el redondeo // allows for rounding
print(f"""mayor pendiente al final: {steepest:.8f} //
    steepest slope at the end: {steepest:.8f}""")
print(f"""pasos en que la pérdida subió: {steps_up} //
    steps in which the loss rose: {steps_up}""")

# %%
#| tags: [claim]
claim(
    "slopes-vanish",
    steepest,
    at_most=1e-6,
    says="Al final las dos pendientes son casi cero. // At the end both slopes are almost zero.",
)
claim(
    "loss-never-rises",
    steps_up,
    equals=0,
    says="En ningún paso subió la pérdida. // In no step did the loss rise.",
)

# %% [markdown] lang="es"
# El suelo es llano, y ninguno de los mil pasos subió la cuesta. La segunda comprobación compara con
# otro método, porque una recta tiene solución exacta. Los **mínimos cuadrados** (ordinary least
# squares, OLS) resuelven la ecuación “gradiente igual a cero” de una vez, sin dar pasos. A `lstsq`
# le das una columna de unos, para $b$, y otra con los años, para $w$; `LinearRegression`, de
# scikit-learn, pone los unos por su cuenta.

# %% [markdown] lang="en"
# The ground is flat, and not one of the thousand steps went uphill. The second check compares with
# another method, because a straight line has an exact solution. **Ordinary least squares** (OLS)
# solves the equation “gradient equals zero” at once, without taking steps. You give `lstsq` a
# column of ones, for $b$, and another with the years, for $w$; `LinearRegression`, from
# scikit-learn, adds the ones itself.

# %%
columns = np.hstack([np.ones_like(x_train), x_train])  # (80, 2)
solution = np.linalg.lstsq(columns, y_train)[0]  # (2, 1)
b_exact, w_exact = solution.ravel()
model = LinearRegression().fit(x_train, y_train)
b_sklearn, w_sklearn = model.intercept_.item(), model.coef_.item()
distance = max(abs(b_final - b_exact), abs(w_final - w_exact))
print(f"""tus pasos:    {b_final:.8f}  {w_final:.8f} //
    your steps:   {b_final:.8f}  {w_final:.8f}""")
print(f"lstsq:        {b_exact:.8f}  {w_exact:.8f}")
print(f"scikit-learn: {b_sklearn:.8f}  {w_sklearn:.8f}")

# %%
#| tags: [claim]
#| central: steps-reach-exact
claim(
    "exact-solution",
    [b_exact, w_exact],
    equals=[1.02354075, 1.96896447],
    abs=1e-8,
    says="La solución exacta es siempre la misma. // The exact solution is always the same.",
)
claim(
    "sklearn-agrees",
    [b_sklearn, w_sklearn],
    equals=[b_exact, w_exact],
    abs=1e-10,
    says="scikit-learn da la misma recta que lstsq. // scikit-learn gives the same line as lstsq.",
)
claim(
    "steps-reach-exact",
    distance,
    at_most=1e-6,
    says="""Mil pasos cuesta abajo llevan a la misma recta que la solución exacta. //
        A thousand steps downhill lead to the same line as the exact solution.""",
)

# %% [markdown] lang="es"
# Coinciden en seis decimales: tus pasos quedan a {{ distance:.7f}} de la solución exacta. Podrías
# preguntarte por qué no se resuelve siempre así. La razón es que, para una recta, una fórmula
# resuelve esa ecuación; para una red neuronal no hay, en general, una fórmula así. El descenso solo
# pide pendientes, y por eso sirve para las dos.
#
# ??? technical "Línea por línea"
#     - `np.diff` resta a cada pérdida la anterior; `np.hstack` pone columnas una al lado de otra, y
#       `np.ones_like` crea una columna de unos con la misma forma.
#     - `lstsq` devuelve varias cosas y `[0]` toma la solución; `ravel` la aplana.
#     - `fit` ajusta la recta; `intercept_` y `coef_` son los $b$ y $w$ que encontró.
#
# La tercera comprobación responde a otra pregunta: si la recta sirve también para quienes no ha
# visto. Antes de mirar, recuerda que los dos grupos salieron de la misma regla y con el mismo
# ruido, y que una recta tiene solo dos parámetros para {{ len(x_train) }} ejemplos.

# %% [markdown] lang="en"
# They agree to six decimals: your steps end {{ distance:.7f}} away from the exact solution. You
# might wonder why we do not always solve it that way. The reason is that for a straight line a
# formula solves that equation, while for a neural network there is, in general, no such formula.
# Descent only asks for slopes, which is why it works for both.
#
# ??? technical "Line by line"
#     - `np.diff` subtracts from each loss the one before; `np.hstack` puts columns side by side,
#       and `np.ones_like` makes a column of ones in the same shape.
#     - `lstsq` returns several things and `[0]` takes the solution; `ravel` flattens it.
#     - `fit` fits the line; `intercept_` and `coef_` are the $b$ and $w$ that it found.
#
# The third check answers a different question: whether the line also works for people it has not
# seen. Before you look, remember that both groups came from the same rule with the same noise, and
# that a line has only two parameters for {{ len(x_train) }} examples.

# %%
#| predict:
#|   es: La pérdida de validación, ¿será menor, parecida o mucho mayor que la de entrenamiento?
#|   en: Will the validation loss be smaller than the training loss, similar or much larger?
val_loss = mse(b_final, w_final, x_val, y_val)
truth_loss = mse(1, 2, x_train, y_train)
print(f"entrenamiento: {loss_final:.4f} // training: {loss_final:.4f}")
print(f"validación: {val_loss:.4f} // validation: {val_loss:.4f}")
print(f"recta verdadera: {truth_loss:.4f} // true line: {truth_loss:.4f}")

# %%
#| tags: [hidden]
luck = (0.01 - truth_loss) / (0.01 - loss_final)

# %%
#| tags: [claim]
claim(
    "final-loss",
    loss_final,
    equals=0.0080447,
    abs=1e-7,
    says="La pérdida final es siempre la misma. // The final loss is always the same.",
)
claim(
    "final-loss-below-noise",
    loss_final,
    at_most=0.01,
    says="""La pérdida final queda por debajo de la varianza del ruido. //
        The final loss is below the variance of the noise.""",
)
claim(
    "mostly-luck",
    luck,
    between=(0.5, 1.0),
    says="Más de la mitad de esa diferencia es suerte. // More than half of that gap is luck.",
)

# %% [markdown] lang="es"
# Es parecida, aunque la recta nunca había visto esos datos. Con dos parámetros no podía aprenderse
# de memoria {{ len(x_train) }} ejemplos, así que aprendió lo que los dos grupos comparten: la
# regla. Que la pérdida de validación sea algo mayor dice poco, porque {{ len(x_val) }} personas son
# pocas y con otras saldría otro número.
#
# !!! verified "Dato verificado"
#     Este resultado sorprende: la pérdida final, {{ loss_final:.4f }}, es menor que la esperada de
#     la recta verdadera, 0.1² = 0.01, que es la **varianza** (variance) del ruido, su cuadrado
#     medio. ¿Es mejor que lo perfecto? No: el {{ luck:.0%}} de la diferencia es suerte, porque con
#     estos {{ len(x_train) }} ejemplos la propia recta verdadera tiene una pérdida de
#     {{ truth_loss:.4f }}. El resto se debe a que $b$ y $w$ se adaptan un poco al ruido, y por eso
#     no son exactamente 1 y 2. (En promedio, ajustar dos parámetros rebaja la pérdida en
#     $2 \sigma^2 / n$, donde $\sigma^2$ es esa varianza.)
#
# ## 10. ¿Cabe todo en una función? { #function }
#
# Sí, los pasos 1 a 5 caben en una función corta, y con los mismos datos debe dar los mismos
# números. Lo que sigue al `*` se pasa por su nombre, como `lr=0.5`.

# %% [markdown] lang="en"
# It is similar, although the line had never seen those data. With two parameters it could not learn
# {{ len(x_train) }} examples by heart, so it learned what both groups share: the rule. That the
# validation loss is slightly larger says little, because {{ len(x_val) }} people are few, and
# others would give another number.
#
# !!! verified "Verified fact"
#     This result is surprising: the final loss, {{ loss_final:.4f }}, is smaller than what you
#     expect from the true line, 0.1² = 0.01, which is the **variance** of the noise, its mean
#     square. Is it better than perfect? No: {{ luck:.0%}} of the difference is luck, because on
#     these {{ len(x_train) }} examples the true line itself has a loss of {{ truth_loss:.4f }}. The
#     rest comes from $b$ and $w$ adapting a little to the noise, which is why they are not exactly
#     1 and 2. (On average, fitting two parameters lowers the loss by $2 \sigma^2 / n$, where
#     $\sigma^2$ is that variance.)
#
# ## 10. Does it all fit in one function? { #function }
#
# Yes, steps 1 to 5 fit in a short function, and on the same data it must give the same numbers.
# What follows the `*` is passed by name, as in `lr=0.5`.


# %%
def train_line(x, y, b, w, *, lr=0.1, steps=1000):
    losses = []
    for _ in range(steps):
        error = b + w * x - y  # (N, 1)
        losses.append((error**2).mean())
        grad_b = 2 * error.mean()
        grad_w = 2 * (x * error).mean()
        b = b - lr * grad_b
        w = w - lr * grad_w
    return b, w, losses


b_fn, w_fn, _ = train_line(x_train, y_train, b0, w0)
print(f"b = {b_fn:.4f}, w = {w_fn:.4f}")

# %%
#| tags: [claim]
claim(
    "function-same-result",
    [b_fn, w_fn],
    equals=[b_final, w_final],
    abs=1e-12,
    says="La función da los mismos parámetros. // The function gives the same parameters.",
)

# %% [markdown] lang="es"
# Da los mismos parámetros que antes, así que ya puedes probar otras tasas en una línea. En la
# sección 7 diste un solo paso demasiado largo. Mira qué pasa si insistes y qué pasa con una tasa
# cien veces menor que la nuestra:

# %% [markdown] lang="en"
# It gives the same parameters as before, so now you can try other rates in one line. In section 7
# you took a single step that was too long. See what happens if you keep going, and what happens at
# a rate a hundred times smaller than ours:

# %%
losses_far = train_line(x_train, y_train, b0, w0, lr=1.0, steps=6)[2]
for step, loss in enumerate(losses_far):
    print(f"tasa 1.0, paso {step}: {loss:.1f} // rate 1.0, step {step}: {loss:.1f}")

b_slow, w_slow, _ = train_line(x_train, y_train, b0, w0, lr=0.001)
slow_loss = mse(b_slow, w_slow, x_train, y_train)
print(f"""tasa 0.001, paso 1000: {slow_loss:.2f} //
    rate 0.001, step 1000: {slow_loss:.2f}""")

# %%
#| tags: [claim]
claim(
    "too-large-a-rate-diverges",
    (np.array(losses_far[1:]) / losses_far[:-1]).min(),
    at_least=2,
    says="""Con la tasa 1.0, cada paso multiplica la pérdida por más de dos. //
        At rate 1.0 every step more than doubles the loss.""",
)
claim(
    "too-small-a-rate-crawls",
    slow_loss / loss_final,
    at_least=10,
    says="""Con la tasa 0.001, mil pasos dejan más de diez veces la pérdida final. //
        At rate 0.001 a thousand steps leave more than ten times the final loss.""",
)

# %% [markdown] lang="es"
# Con la tasa 1.0 el descenso **diverge** (diverges). Cada paso cruza el valle y cae al otro lado
# más arriba, donde la pendiente es mayor, y como el paso es proporcional a la pendiente, el
# siguiente salto es todavía más largo. Con la tasa 0.001 ocurre lo contrario: nada falla, pero tras
# mil pasos la pérdida sigue en {{ slow_loss:.2f }}, muy lejos de {{ loss_final:.4f }}. La tasa se
# elige probando y, con estos datos, entre esos dos extremos.
#
# ## Lo que suele fallar { #errors }
#
# ### Formas que se expanden en silencio { #error-shapes }
#
# **Síntoma:** la pérdida se estanca y la recta sale plana, sin ningún aviso. Para verlo, aplana
# `y_train` con `ravel` y mira la forma de la resta:

# %% [markdown] lang="en"
# At rate 1.0 the descent **diverges**. Each step crosses the valley and lands higher up on the
# other side, where the slope is steeper, and since a step is proportional to the slope, the next
# jump is longer still. At rate 0.001 the opposite happens: nothing breaks, but after a thousand
# steps the loss is still {{ slow_loss:.2f }}, a long way from {{ loss_final:.4f }}. You choose a
# rate by trying and, for these data, somewhere between those two extremes.
#
# ## What usually goes wrong { #errors }
#
# ### Shapes that expand in silence { #error-shapes }
#
# **Symptom:** the loss gets stuck and the line comes out flat, without any warning. To see it,
# flatten `y_train` with `ravel` and look at the shape of the difference:

# %%
y_flat = y_train.ravel()  # (80,)
print((y_pred - y_flat).shape)
b_flat, w_flat, _ = train_line(x_train, y_flat, b0, w0)
print(f"b = {b_flat:.4f}, w = {w_flat:.4f}")
print(f"media de y: {y_train.mean():.4f} // mean of y: {y_train.mean():.4f}")

# %%
#| tags: [claim]
claim(
    "flat-target-no-slope",
    w_flat,
    between=(-1e-3, 1e-3),
    says="Con y aplanada la recta sale horizontal. // With y flattened the line comes out level.",
)

# %% [markdown] lang="es"
# **Causa:** *broadcasting* ([expansión
# automática](../m2-tensors-autograd/tensors.md#broadcasting)). NumPy resta cada sueldo a cada
# predicción y forma una tabla de 80 × 80; contra todos los sueldos a la vez, lo mejor que puede
# hacer una recta es predecir siempre la media. **Arreglo:** `y.reshape(-1, 1)` devuelve la columna,
# y conviene mirar `error.shape` antes de entrenar.
#
# ### Sumar en lugar de restar { #error-sign }
#
# **Síntoma:** la pérdida crece sin freno, como con una tasa demasiado alta:

# %% [markdown] lang="en"
# **Cause:** *broadcasting*, an [automatic
# expansion](../m2-tensors-autograd/tensors.md#broadcasting). NumPy subtracts every salary from
# every prediction and builds an 80 × 80 table; against all salaries at once, the best a line can do
# is to predict the mean every time. **Fix:** `y.reshape(-1, 1)` restores the column, and it pays to
# look at `error.shape` before training.
#
# ### Adding instead of subtracting { #error-sign }
#
# **Symptom:** the loss grows without limit, as it does when the rate is too large:

# %%
b_up, w_up = b0, w0
for _ in range(50):
    up_b, up_w = gradients(b_up, w_up, x_train, y_train)
    b_up, w_up = b_up + lr * up_b, w_up + lr * up_w
loss_up = mse(b_up, w_up, x_train, y_train)
print(f"""pérdida: {loss0:.2f} -> {loss_up:.0f} //
    loss: {loss0:.2f} -> {loss_up:.0f}""")

# %% [markdown] lang="es"
# **Causa:** con el `+` subes la cuesta y, cuanto más arriba estás, más largos son los pasos.
# **Arreglo:** escribe `b - lr * grad_b`. Si el signo está bien, sospecha de [una tasa demasiado
# alta](loss-surface.md#error-blame). Para distinguirlos, prueba una tasa diminuta: con el signo
# cambiado la pérdida crece igual, solo que más despacio.
#
# ### Actualizar w con el b nuevo { #error-order }
#
# **Síntoma:** todo parece ir bien, pero tus números no coinciden con los de nadie.

# %% [markdown] lang="en"
# **Cause:** with the `+` you climb the hill and, the higher you are, the longer the steps. **Fix:**
# write `b - lr * grad_b`. If the sign is right, suspect [a learning rate that is too
# high](loss-surface.md#error-blame). To tell them apart, try a tiny rate: with the wrong sign the
# loss still grows, only more slowly.
#
# ### Updating w with the new b { #error-order }
#
# **Symptom:** everything seems fine, but your numbers match nobody else's.

# %%
late_w = gradients(b1, w0, x_train, y_train)[1]
w1_late = w0 - lr * late_w
print(f"""w correcto: {w1:.4f}, w tardío: {w1_late:.4f} //
    correct w: {w1:.4f}, late w: {w1_late:.4f}""")

# %% [markdown] lang="es"
# **Causa:** `grad_w` se calculó después de cambiar `b`, es decir, en otro punto de la curva. El
# descenso llega al mismo fondo por otro camino, y por eso nadie lo nota. **Arreglo:** calcula
# *todos* los gradientes y solo después actualiza.
#
# ### Mezclar las dos mitades { #error-halves }
#
# **Síntoma:** por suerte, este error sí avisa.

# %% [markdown] lang="en"
# **Cause:** `grad_w` was computed after changing `b`, which means at another point of the curve.
# The descent reaches the same bottom by another route, so nobody notices. **Fix:** compute *all*
# the gradients first, and only then update.
#
# ### Mixing the two halves { #error-halves }
#
# **Symptom:** luckily, this mistake does raise an error.

# %%
#| raises: "ValueError: operands could not be broadcast together"
#| cause:
#|   es: >-
#|     Las formas no se pueden emparejar: al comparar desde la derecha, dos tamaños son distintos y
#|     ninguno vale 1.
#|   en: "The shapes cannot be matched: compared from the right, two sizes differ and neither is 1."
#| fix:
#|   es: Imprime las dos formas y corrige la que no esperabas, con `reshape` o con otro índice.
#|   en: Print both shapes and correct the one you did not expect, with `reshape` or another index.
mse(b_final, w_final, x_train, y_val)

# %% [markdown] lang="es"
# **Causa:** hay entradas de entrenamiento con salidas de validación, 80 filas frente a 20.
# **Arreglo:** pasa siempre la pareja del mismo grupo.
#
# ### Escalar antes de separar { #error-scaling }
#
# **Síntoma:** no hay ninguno, y ese es el peligro. Es habitual [restar a los datos su
# media](scaling-and-batches.md#standardize), pero tienes dos para elegir:

# %% [markdown] lang="en"
# **Cause:** these are training inputs with validation outputs, 80 rows against 20. **Fix:** always
# pass the pair from the same group.
#
# ### Scaling before splitting { #error-scaling }
#
# **Symptom:** there is none, and that is the danger. It is common to [subtract the mean from
# data](scaling-and-batches.md#standardize), but you have two to choose from:

# %%
print(f"""media de todo: {x.mean():.4f} //
    mean of everything: {x.mean():.4f}""")
print(f"""media de entrenamiento: {x_train.mean():.4f} //
    mean of the training set: {x_train.mean():.4f}""")

# %% [markdown] lang="es"
# Se parecen tanto que nadie nota cuál usaste. **Causa:** la media de todo contiene los datos de
# validación, y entonces la evaluación deja de ser con datos nuevos. A eso se le llama **fuga de
# información** (data leakage). **Arreglo:** separa primero y usa la media de entrenamiento.

# %% [markdown] lang="en"
# They are so alike that nobody notices which one you used. **Cause:** the mean of everything
# contains the validation data, so you are no longer judging on fresh data. That is called **data
# leakage**. **Fix:** split first and use the training mean.

# %% [markdown] lang="es"
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · El gradiente de otra pérdida { #e1 }
#
# **Meta:** deducir y programar un gradiente nuevo. **Tienes:** los datos `x` e `y`, la conjetura
# `b0`, `w0` y la función `mae(b, w)`. El **error absoluto medio** (mean absolute error, MAE) es el
# promedio de $|e_i|$, con $e_i = b + w x_i - y_i$.
#
# **Haz:** completa `mae_gradients(b, w, x, y)` para que devuelva dos números en este orden: la
# pendiente del MAE en $b$ y la pendiente en $w$. Si algún error es exactamente 0, cuenta como
# pendiente 0. Compara tu resultado con diferencias finitas. Antes, predice: si todos los errores
# son negativos, ¿cuánto vale la pendiente en $b$?

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The gradient of another loss { #e1 }
#
# **Goal:** derive and code a new gradient. **You have:** the data `x` and `y`, the guess `b0`, `w0`
# and the function `mae(b, w)`. The **mean absolute error** (MAE) is the average of $|e_i|$, where
# $e_i = b + w x_i - y_i$.
#
# **Do:** complete `mae_gradients(b, w, x, y)` so that it returns two numbers in this order: the
# slope of the MAE in $b$ and the slope in $w$. If an error is exactly 0, it counts as slope 0.
# Compare your result with finite differences. Before that, predict: if all errors are negative,
# what is the slope in $b$?

# %% [markdown] exercise="E1" lang="es" role="hint"
# ¿Cuánto cambia $|e|$ cuando $e$ sube un poquito? Depende solo de su signo.

# %% [markdown] exercise="E1" lang="en" role="hint"
# How much does $|e|$ change when $e$ goes up a tiny bit? It depends only on its sign.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `np.sign(error)` da −1, 0 o 1. La regla de la cadena hace el resto, como con el MSE: en $w$, cada
# ejemplo pesa lo que diga su $x$.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `np.sign(error)` gives −1, 0 or 1. The chain rule does the rest, as it did for the MSE: in $w$,
# each example counts as much as its $x$ says.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Primera línea: `sign = np.sign(b + w * x - y)`. En $b$, la pendiente es `sign.mean()`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# First line: `sign = np.sign(b + w * x - y)`. In $b$, the slope is `sign.mean()`.

# %%
#| exercise: E1
#| role: setup
import numpy as np

from tutorial_lib.data import make_line

x, y = make_line(n=100, seed=42)  # (100, 1), (100, 1)
b0, w0 = 0.49671415, -0.1382643


def mae(b, w):
    return np.abs(b + w * x - y).mean()


# %%
#| exercise: E1
#| role: starter
def mae_gradients(b, w, x, y):
    grad_b = ...
    grad_w = ...
    return grad_b, grad_w


# %%
#| exercise: E1
#| role: solution
def mae_gradients(b, w, x, y):
    sign = np.sign(b + w * x - y)  # (N, 1)
    return sign.mean(), (x * sign).mean()


grad_b, grad_w = mae_gradients(b0, w0, x, y)
nudge_b = (mae(b0 + 1e-6, w0) - mae(b0 - 1e-6, w0)) / 2e-6
nudge_w = (mae(b0, w0 + 1e-6) - mae(b0, w0 - 1e-6)) / 2e-6
print(f"fórmula:  {grad_b:.4f}  {grad_w:.4f} // formula:  {grad_b:.4f}  {grad_w:.4f}")
print(f"empujón:  {nudge_b:.4f}  {nudge_w:.4f} // nudge:    {nudge_b:.4f}  {nudge_w:.4f}")
print("""todos los errores son negativos: todos los signos son -1 //
    all errors are negative: all signs are -1""")

# %%
#| exercise: E1
#| role: check
#| survives:
#|   operator 3: divided by a sign is multiplied by it
from tutorial_lib import check_function


def nudged(b, w, x, y):
    """Both slopes by finite differences: no error changes its sign within the nudge."""

    def loss(b, w):
        return np.abs(b + w * x - y).mean()

    return [
        (loss(b + 1e-6, w) - loss(b - 1e-6, w)) / 2e-6,
        (loss(b, w + 1e-6) - loss(b, w - 1e-6)) / 2e-6,
    ]


several = np.array([[0.3], [2.0], [1.1], [3.5], [0.9]])
check_function(
    "con errores de un solo signo // with errors of a single sign",
    mae_gradients,
    nudged,
    [(-4.0, 0.5, several, several**2), (30.0, 2.0, several[:3] + 1, several[2:] * 4)],
    abs=1e-4,
    hint="""¿qué aporta cada ejemplo a cada pendiente, y cómo se resumen todos en un número? //
        what does each example add to each slope, and how do they become one number?""",
)
check_function(
    "con errores de los dos signos // with errors of both signs",
    mae_gradients,
    nudged,
    [(0.5, 1.2, several, several**2 / 2), (-1.0, 2.5, several[1:] * 0.7, several[:4] + 0.25)],
    abs=1e-4,
    hint="""el signo es de cada error, y va con la x de su ejemplo //
        the sign belongs to each error, and goes with the x of its example""",
)


# %%
#| exercise: E1
#| role: right
def mae_gradients(b, w, x, y):
    grad_b = grad_w = 0.0
    for x_i, y_i in zip(x.ravel(), y.ravel(), strict=True):
        error = b + w * x_i - y_i
        slope = 0 if error == 0 else error / abs(error)
        grad_b += slope / len(x)
        grad_w += slope * x_i / len(x)
    return grad_b, grad_w


# %%
#| exercise: E1
#| role: right
def mae_gradients(b, w, x, y):
    above, below = b + w * x > y, b + w * x < y
    sign = above.astype(float) - below
    return np.array([sign, x * sign]).mean(axis=(1, 2))


# %%
#| exercise: E1
#| role: wrong
#| message: qué aporta cada ejemplo // what does each example add
def mae_gradients(b, w, x, y):
    error = b + w * x - y  # el gradiente del MSE // the gradient of the MSE
    return 2 * error.mean(), 2 * (x * error).mean()


# %%
#| exercise: E1
#| role: wrong
#| message: cómo se resumen todos en un número // how do they become one number
def mae_gradients(b, w, x, y):
    sign = np.sign(b + w * x - y)
    return sign.sum(), (x * sign).sum()  # suma, no promedio // a sum, not an average


# %%
#| exercise: E1
#| role: wrong
#| message: va con la x de su ejemplo // goes with the x of its example
def mae_gradients(b, w, x, y):
    sign = np.sign(b + w * x - y)
    return sign.mean(), sign.mean() * x.mean()  # un promedio de más // one average too many


# %%
#| exercise: E1
#| role: wrong
#| message: el signo es el contrario // the sign is the opposite
def mae_gradients(b, w, x, y):
    sign = np.sign(y - b - w * x)
    return sign.mean(), (x * sign).mean()


# %% [markdown] exercise="E2" lang="es"
# ### E2 · Una curva con tres parámetros { #e2 }
#
# **Meta:** extender el método a un modelo nuevo. **Tienes:** `x` e `y`, 80 puntos de una parábola,
# $y = b + w x + q x^2$ más ruido. **Haz:** completa `train_curve`, que empieza en
# $b = w = q = 0$, da `steps` pasos de descenso con tasa `lr` sobre el MSE y devuelve `b`, `w` y
# `q`, en ese orden. Cada paso mueve los tres parámetros a la vez. Compara el resultado con
# `np.polyfit`, que da la solución exacta.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A curve with three parameters { #e2 }
#
# **Goal:** extend the method to a new model. **You have:** `x` and `y`, 80 points of a parabola,
# $y = b + w x + q x^2$ plus noise. **Do:** complete `train_curve`, which starts at $b = w = q = 0$,
# takes `steps` steps of descent at rate `lr` on the MSE and returns `b`, `w` and `q`, in that
# order. Every step moves all three parameters at once. Compare the result with `np.polyfit`, which
# gives the exact solution.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Los gradientes de $b$ y $w$ no cambian de fórmula. ¿A qué ritmo crece $e$ cuando crece $q$?

# %% [markdown] exercise="E2" lang="en" role="hint"
# The formulas for $b$ and $w$ stay the same. At what rate does $e$ grow when $q$ grows?

# %% [markdown] exercise="E2" lang="es" role="hint"
# Donde `grad_w` multiplica el error por `x`, `grad_q` lo multiplica por `x**2`; después, los dos
# promedian con `.mean()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Where `grad_w` multiplies the error by `x`, `grad_q` multiplies it by `x**2`; then both average
# with `.mean()`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea dentro del bucle es `error = b + w * x + q * x**2 - y`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line inside the loop is `error = b + w * x + q * x**2 - y`.

# %%
#| exercise: E2
#| role: setup
import numpy as np

rng = np.random.default_rng(7)
x = rng.uniform(-1, 1, size=(80, 1))  # (80, 1)
y = 1 + 2 * x - 3 * x**2 + rng.normal(0, 0.1, size=(80, 1))  # (80, 1)


# %%
#| exercise: E2
#| role: starter
def train_curve(x, y, *, lr=0.3, steps=1000):
    b, w, q = 0.0, 0.0, 0.0
    for _ in range(steps):
        error = ...
        grad_b, grad_w, grad_q = ...
        b, w, q = b - lr * grad_b, w - lr * grad_w, q - lr * grad_q
    return b, w, q


# %%
#| exercise: E2
#| role: solution
def train_curve(x, y, *, lr=0.3, steps=1000):
    b, w, q = 0.0, 0.0, 0.0
    for _ in range(steps):
        error = b + w * x + q * x**2 - y  # (N, 1)
        grad_b = 2 * error.mean()
        grad_w = 2 * (x * error).mean()
        grad_q = 2 * (x**2 * error).mean()
        b, w, q = b - lr * grad_b, w - lr * grad_w, q - lr * grad_q
    return b, w, q


b, w, q = train_curve(x, y)
exact_q, exact_w, exact_b = np.polyfit(x.ravel(), y.ravel(), deg=2)
print(f"descenso: {b:.6f}  {w:.6f}  {q:.6f} // descent:  {b:.6f}  {w:.6f}  {q:.6f}")
print(f"polyfit:  {exact_b:.6f}  {exact_w:.6f}  {exact_q:.6f}")

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check, check_function


def after(x, y, *, lr, steps):
    """The three parameters after some steps, by matrices."""
    columns = np.hstack([np.ones_like(x), x, x**2])  # (N, 3)
    weights = np.zeros((3, 1))
    for _ in range(steps):
        weights = weights - lr * 2 / len(x) * columns.T @ (columns @ weights - y)
    return weights.ravel()


few_x = np.array([[0.4], [-0.9], [0.7], [1.2], [-0.2]])
few_y = np.array([[2.0], [-1.5], [0.6], [3.3], [1.4]])
check_function(
    "un solo paso // a single step",
    train_curve,
    after,
    [
        {"x": few_x, "y": few_y, "lr": 0.1, "steps": 1},
        {"x": few_x[1:], "y": few_y[:4] ** 2, "lr": 0.25, "steps": 1},
        {"x": few_x, "y": few_y, "lr": 0.25, "steps": 0},
    ],
    rel=1e-4,
    hint="""¿qué multiplica al error en cada gradiente, y qué trae la derivada de un cuadrado? //
        what multiplies the error in each gradient, and what comes out of deriving a square?""",
)
check_function(
    "varios pasos // several steps",
    train_curve,
    after,
    [
        {"x": few_x, "y": few_y, "lr": 0.1, "steps": 2},
        {"x": few_x[:4], "y": few_y[1:] + 1, "lr": 0.2, "steps": 7},
    ],
    rel=1e-4,
    hint="""¿cuántos términos tiene la predicción, y con qué valores se mide cada paso? //
        how many terms does the prediction have, and with which values is each step measured?""",
)
check(
    "sin más argumentos, como np.polyfit // without further arguments, like np.polyfit",
    lambda: train_curve(x, y),
    equals=np.polyfit(x.ravel(), y.ravel(), deg=2)[::-1],
    abs=1e-4,
    hint="deja lr y steps como estaban // leave lr and steps as they were",
)


# %%
#| exercise: E2
#| role: right
def train_curve(x, y, *, lr=0.3, steps=1000):
    columns = np.hstack([x**0, x, x**2])  # (N, 3)
    theta = np.zeros(3)
    for _ in range(steps):
        theta -= lr * 2 * columns.T @ (columns @ theta - y.ravel()) / len(x)
    return theta


# %%
#| exercise: E2
#| role: right
def train_curve(x, y, *, lr=0.3, steps=1000):
    b = w = q = 0
    while steps > 0:
        error = b + x * (w + q * x) - y
        gradients = [2 * (x**power * error).mean(axis=0) for power in range(3)]
        b, w, q = (p - lr * g for p, g in zip((b, w, q), gradients, strict=True))
        steps -= 1
    return [b, w, q]


# %%
#| exercise: E2
#| role: wrong
#| message: qué multiplica al error en cada gradiente // what multiplies the error
def train_curve(x, y, *, lr=0.3, steps=1000):
    b, w, q = 0.0, 0.0, 0.0
    for _ in range(steps):
        error = b + w * x + q * x**2 - y
        grad_b, grad_w = 2 * error.mean(), 2 * (x * error).mean()
        grad_q = 2 * (x * error).mean()  # x en lugar de x**2 // x instead of x**2
        b, w, q = b - lr * grad_b, w - lr * grad_w, q - lr * grad_q
    return b, w, q


# %%
#| exercise: E2
#| role: wrong
#| message: cuántos términos tiene la predicción // how many terms does the prediction have
def train_curve(x, y, *, lr=0.3, steps=1000):
    b, w, q = 0.0, 0.0, 0.0
    for _ in range(steps):
        error = b + w * x - y  # la recta de antes, sin q // the old line, without q
        grad_b, grad_w = 2 * error.mean(), 2 * (x * error).mean()
        grad_q = 2 * (x**2 * error).mean()
        b, w, q = b - lr * grad_b, w - lr * grad_w, q - lr * grad_q
    return b, w, q


# %%
#| exercise: E2
#| role: wrong
#| message: qué multiplica al error en cada gradiente // what multiplies the error
def train_curve(x, y, *, lr=0.3, steps=1000):
    q, w, b = np.polyfit(x.ravel(), y.ravel(), deg=2)  # sin dar pasos // without taking steps
    return b, w, q


# %% [markdown] exercise="E3" lang="es"
# ### E3 · ¿Cuándo parar? { #e3 }
#
# **Meta:** juzgar la convergencia sin fijar el número de pasos. **Tienes:** los datos `x` e `y`, y
# la conjetura `b0`, `w0`. **Haz:** completa `train_until_flat`, que entrena la recta con el MSE
# desde `b` y `w`, y se detiene en cuanto un paso cambia la pérdida menos de `tolerance`, en valor
# absoluto: una pérdida que sube también cambia. Devuelve `b`, `w` y cuántos pasos diste, en ese
# orden; si no se detiene antes, da `max_steps` pasos y devuelve lo que tenga. Prueba después
# `lr=0.001`: ¿parar significa haber llegado?

# %% [markdown] exercise="E3" lang="en"
# ### E3 · When to stop? { #e3 }
#
# **Goal:** judge convergence without fixing the number of steps. **You have:** the data `x` and
# `y`, and the guess `b0`, `w0`. **Do:** complete `train_until_flat`, which trains the line with the
# MSE from `b` and `w`, and stops as soon as one step changes the loss by less than `tolerance`, in
# absolute value: a loss that rises changes, too. It returns `b`, `w` and how many steps you took,
# in that order; if it does not stop before, it takes `max_steps` steps and returns what it has.
# Then try `lr=0.001`: does stopping mean arriving?

# %% [markdown] exercise="E3" lang="es" role="hint"
# Guarda la pérdida anterior y compárala con la nueva, en valor absoluto.

# %% [markdown] exercise="E3" lang="en" role="hint"
# Keep the previous loss and compare it with the new one, in absolute value.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `abs(previous - loss) < tolerance` es la pregunta. Empieza con `previous = np.inf` (infinito) para
# que la primera comparación nunca pare el bucle, y un `return` dentro del bucle lo detiene.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `abs(previous - loss) < tolerance` is the question. Start with `previous = np.inf` (infinity) so
# that the first comparison never stops the loop; a `return` inside the loop ends it.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea dentro del bucle es `error = b + w * x - y`, y la segunda,
# `loss = (error**2).mean()`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line inside the loop is `error = b + w * x - y`, and the second,
# `loss = (error**2).mean()`.

# %%
#| exercise: E3
#| role: setup
import numpy as np

from tutorial_lib.data import make_line

x, y = make_line(n=100, seed=42)  # (100, 1), (100, 1)
b0, w0 = 0.49671415, -0.1382643


# %%
#| exercise: E3
#| role: starter
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    previous = np.inf
    for step in range(max_steps):
        ...
    return b, w, max_steps


# %%
#| exercise: E3
#| role: solution
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    previous = np.inf
    for step in range(max_steps):
        error = b + w * x - y  # (N, 1)
        loss = (error**2).mean()
        if abs(previous - loss) < tolerance:
            return b, w, step
        b, w, previous = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean(), loss
    return b, w, max_steps


for lr in (0.1, 0.001):
    b, w, steps = train_until_flat(x, y, b0, w0, lr=lr)
    print(f"""lr = {lr}: {steps} pasos, b = {b:.4f}, w = {w:.4f} //
        lr = {lr}: {steps} steps, b = {b:.4f}, w = {w:.4f}""")
print("""con pasos diminutos la pérdida apenas cambia: parar no es llegar //
    with tiny steps the loss barely changes: stopping is not arriving""")

# %%
#| exercise: E3
#| role: check
#| survives:
#|   sign 5: the loss is only compared by abs
from tutorial_lib import check_function


def walked(x, y, b, w, *, lr, tolerance, max_steps):
    """Where the walk stops, and after how many steps, by matrices and a list of losses."""
    columns = np.hstack([np.ones_like(x), x])  # (N, 2)
    place = np.array([[b], [w]])
    losses = [((columns @ place - y) ** 2).mean()]
    while len(losses) <= max_steps:
        place = place - lr * 2 / len(x) * columns.T @ (columns @ place - y)
        losses.append(((columns @ place - y) ** 2).mean())
        if abs(losses[-1] - losses[-2]) < tolerance:
            break
    return *place.ravel(), len(losses) - 1


far = {"x": np.linspace(0.2, 1.5, 9)[:, None] ** 2, "b": 4.0, "w": -3.0}
far["y"] = 2.5 - 1.5 * far["x"] + 0.3 * np.sin(9 * far["x"])
near = {"x": x[:40], "y": 3 * y[:40] - 2, "b": 0.3, "w": 1.0}
# un paso arriba o abajo al contar no decide: son cientos // a count off by one does not decide
check_function(
    "dónde y cuándo se detiene // where and when it stops",
    train_until_flat,
    walked,
    [
        far | {"lr": 0.03, "tolerance": 1e-9, "max_steps": 20_000},
        near | {"lr": 0.1, "tolerance": 1e-7, "max_steps": 9_000},
    ],
    rel=2.5e-3,
    hint="""¿qué dos pérdidas comparas en cada paso, con qué umbral, y qué devuelves al parar? //
        which two losses do you compare at each step, with which threshold? What is returned?""",
)
check_function(
    "cuando no se detiene antes // when it does not stop before",
    train_until_flat,
    walked,
    [
        far | {"lr": 1.5, "tolerance": 1e-3, "max_steps": 6},  # la pérdida sube // the loss rises
        near | {"lr": 0.01, "tolerance": 1e-9, "max_steps": 25},
    ],
    rel=2.5e-3,
    hint="""¿y si la pérdida sube?, ¿y si se acaban los pasos? //
        what if the loss rises? And what if the steps run out?""",
)


# %%
#| exercise: E3
#| role: right
def mse(x, y, b, w):
    return np.mean((b + w * x - y) ** 2)


def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    for step in range(1, max_steps + 1):
        before = mse(x, y, b, w)
        error = b + w * x - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
        if abs(mse(x, y, b, w) - before) < tolerance:
            return b, w, step
    return b, w, max_steps


# %%
#| exercise: E3
#| role: right
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    losses, steps = [], 0
    while steps < max_steps:
        error = (b + w * x - y).ravel()
        losses.append(error @ error / error.size)
        if steps > 0 and -tolerance < losses[-2] - losses[-1] < tolerance:
            break
        b -= lr * 2 * error.mean()
        w -= lr * 2 * (x.ravel() * error).mean()
        steps += 1
    return [b, w, steps]


# %%
#| exercise: E3
#| role: wrong
#| message: qué dos pérdidas comparas // which two losses do you compare
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    previous = np.inf
    for step in range(max_steps):
        error = b + w * x - y
        loss = (error**2).mean()
        if loss - previous < tolerance:  # siempre cierto // always true
            return b, w, step
        b, w, previous = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean(), loss
    return b, w, max_steps


# %%
#| exercise: E3
#| role: wrong
#| message: y si la pérdida sube // what if the loss rises
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    previous = np.inf
    for step in range(max_steps):
        error = b + w * x - y
        loss = (error**2).mean()
        if previous - loss < tolerance:  # sin valor absoluto // no absolute value
            return b, w, step
        b, w, previous = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean(), loss
    return b, w, max_steps


# %%
#| exercise: E3
#| role: wrong
#| message: qué dos pérdidas comparas // which two losses do you compare
def train_until_flat(x, y, b, w, *, lr=0.1, tolerance=1e-8, max_steps=50_000):
    for step in range(max_steps):
        error = b + w * x - y
        # el ruido la deja siempre por encima de cero // noise keeps it above zero for ever
        if (error**2).mean() < tolerance:
            return b, w, step
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return b, w, max_steps


# %% [markdown] exercise="E4" lang="es"
# ### E4 · Error y pérdida no son lo mismo { #e4 }
#
# **Meta:** explicar por qué hacen falta las dos ideas. **Tienes:** `errors_a` y `errors_b`, los
# errores de dos modelos. **Haz:** completa `summary(errors)`, que devuelve tres números en este
# orden: el error medio, con su signo; el MSE; y la pendiente del MSE en $b$. Responde después: ¿qué
# modelo elegirías? ¿Puede el modelo A mejorar si solo mueve $b$?

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Error and loss are not the same { #e4 }
#
# **Goal:** explain why we need both ideas. **You have:** `errors_a` and `errors_b`, the errors of
# two models. **Do:** complete `summary(errors)`, which returns three numbers in this order: the
# mean error, with its sign; the MSE; and the slope of the MSE in $b$. Then answer: which model
# would you choose? Can model A improve by moving only $b$?

# %% [markdown] exercise="E4" lang="es" role="hint"
# Los tres números resumen la misma lista, pero uno conserva el signo, otro lo borra y el tercero
# dice hacia dónde mover $b$. Mira la fórmula del paso 3.

# %% [markdown] exercise="E4" lang="en" role="hint"
# All three numbers sum up the same list, but one keeps the sign, another wipes it out and the third
# tells which way to move $b$. Look at the formula in step 3.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Los tres usan `.mean()`. El MSE promedia los cuadrados, `errors**2`, y no al revés.

# %% [markdown] exercise="E4" lang="en" role="hint"
# All three use `.mean()`. The MSE averages the squares, `errors**2`, and not the other way around.

# %% [markdown] exercise="E4" lang="es" role="hint"
# La primera línea es `mean_error = errors.mean()`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The first line is `mean_error = errors.mean()`.

# %%
#| exercise: E4
#| role: setup
import numpy as np

errors_a = np.array([2.0, -2.0, 2.0, -2.0])
errors_b = np.array([0.5, 0.5, 0.5, 0.5])


# %%
#| exercise: E4
#| role: starter
def summary(errors):
    mean_error = ...
    mse = ...
    slope_b = ...
    return mean_error, mse, slope_b


# %%
#| exercise: E4
#| role: solution
def summary(errors):
    return errors.mean(), (errors**2).mean(), 2 * errors.mean()


for name, errors in (("A", errors_a), ("B", errors_b)):
    mean_error, mse, slope_b = summary(errors)
    print(f"""{name}: error {mean_error:.2f}, MSE {mse:.2f}, pendiente {slope_b:.2f} //
        {name}: error {mean_error:.2f}, MSE {mse:.2f}, slope {slope_b:.2f}""")
print("""B: su MSE es menor. En A mover solo b no ayuda: la pendiente es 0. //
    B: its MSE is smaller. In A moving only b does not help: the slope is 0.""")

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check_function


def reckoned(errors):
    """The three numbers of a list of errors, by loops and a nudge of b."""
    count, nudge = len(errors), 1e-3
    up, down = (sum((e + n) ** 2 for e in errors) / count for n in (nudge, -nudge))
    return sum(errors) / count, sum(e * e for e in errors) / count, (up - down) / (2 * nudge)


check_function(
    "los tres números, en su orden // the three numbers, in their order",
    summary,
    reckoned,
    [(np.array([3.0, -1.0, 0.5]),), (np.array([-2.0, 4.0, -5.0, 1.0]),)],
    hint="""¿qué conserva el signo?, ¿va antes el cuadrado o la media?, ¿qué da derivar e²? //
        what keeps the sign? Which comes first, square or mean? What does deriving e² give?""",
)


# %%
#| exercise: E4
#| role: right
def summary(errors):
    n = errors.size
    mean_error = sum(errors) / n
    return mean_error, errors @ errors / n, mean_error + mean_error


# %%
#| exercise: E4
#| role: right
def summary(errors):
    return np.array([np.mean(errors), np.var(errors) + np.mean(errors) ** 2, np.mean(2 * errors)])


# %%
#| exercise: E4
#| role: wrong
#| message: el cuadrado o la media // square or mean
def summary(errors):
    mean_error = errors.mean()
    return mean_error, mean_error**2, 2 * mean_error  # el orden importa // the order matters


# %%
#| exercise: E4
#| role: wrong
#| message: qué da derivar e² // What does deriving e² give
def summary(errors):
    return errors.mean(), (errors**2).mean(), errors.mean()


# %%
#| exercise: E4
#| role: wrong
#| message: qué conserva el signo // what keeps the sign
def summary(errors):
    return np.abs(errors).mean(), (errors**2).mean(), 2 * errors.mean()


# %%
#| exercise: E4
#| role: wrong
#| message: el cuadrado o la media // square or mean
def summary(errors):
    return errors.mean(), errors.max() ** 2, 2 * errors.mean()  # el mayor // the largest


# %% [markdown] lang="es"
# ## Resumen { #summary }
#
# - El descenso de gradiente repite cuatro pasos: predecir, medir, hallar el gradiente y avanzar.
# - El error es de un ejemplo, y la pérdida resume los de todos en un número.
# - El gradiente señala hacia dónde crece la pérdida, y por eso se resta; la pendiente solo vale
#   cerca, y por eso el paso es pequeño.
# - Mil pasos llevaron la pérdida de {{ loss0:.2f }} a {{ loss_final:.4f }}, la misma que da la
#   solución exacta.
# - Separa antes de mirar y comprueba al final las pendientes, otro método y datos nuevos.
#
# ## Para profundizar { #further }
#
# - [Numerical Computation](https://www.deeplearningbook.org/contents/numerical.html), capítulo 4 de
#   *Deep Learning* (Goodfellow, Bengio y Courville, 2016): el mismo método, con más matemáticas (en
#   inglés).
#
# Queda una pregunta abierta. La tasa fue la misma en los mil pasos y, sin embargo, la pérdida se
# desplomó en los primeros y luego necesitó cientos para el resto. ¿Por qué es tan lento el final
# del camino? ¿Y cuánto podrías alargar el paso antes de que la recta salga volando?

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - Gradient descent repeats four steps: predict, measure, find the gradient and move.
# - An error belongs to one example, and the loss sums up the errors of all of them in one number.
# - The gradient points to where the loss grows, which is why you subtract it; a slope holds only
#   nearby, which is why the step is small.
# - A thousand steps took the loss from {{ loss0:.2f }} to {{ loss_final:.4f }}, which is also what
#   the exact solution gives.
# - Split before you look and, at the end, check the slopes, another method and fresh data.
#
# ## Going further { #further }
#
# - [Numerical Computation](https://www.deeplearningbook.org/contents/numerical.html), chapter 4 of
#   *Deep Learning* (Goodfellow, Bengio and Courville, 2016): the same method, with more
#   mathematics.
#
# One question stays open. The rate was the same in all thousand steps, and yet the loss plunged in
# the first few and then needed hundreds for the rest. Why is the last part of the way so slow? And
# how much longer could you make a step before the line flies off?
