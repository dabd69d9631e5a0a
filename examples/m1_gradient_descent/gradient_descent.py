# ---
# title: "Descenso de gradiente paso a paso // Gradient descent step by step"
# description:
#   es: Entrena una recta con NumPy en seis pasos y demuestra con tres comprobaciones independientes
#     que llegó al mejor resultado.
#   en: Train a straight line with NumPy in six steps and prove with three independent checks that
#     it reached the best result.
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
# minutes: {read: 30, practise: 25}
# needs: []
# data: []
# ---

# %% [markdown] lang="es"
# Quieres predecir un sueldo a partir de la experiencia. Tienes ejemplos, pero ninguna fórmula.
# **¿Cómo encuentra una máquina la recta correcta si empieza con una recta inventada?**

# %% [markdown] lang="en"
# You want to predict a salary from experience. You have examples, but no formula.
# **How does a machine find the right line when it starts from a made-up one?**

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
# en sentido contrario](#update). Si la pérdida crece, el paso es demasiado largo o lleva el signo
# cambiado; mira [lo que suele fallar](#errors). Que la curva se aplane no demuestra que llegaste,
# así que compara con otro método, como hace aquí [la solución exacta](#check).

# %% [markdown] lang="en" role="hurry"
# Each round measures the errors, works out [the two slopes of the loss](#gradient) and takes [a
# step the opposite way](#update). If the loss grows, the step is too long or its sign is the wrong
# way round; see [what usually goes wrong](#errors). A curve that flattens does not prove that you
# have arrived, so compare with another method, as [the exact solution](#check) does here.

# %% [markdown] lang="es"
# Mide cuánto se equivoca, averigua hacia dónde mejora, da un paso pequeño y repite. Ese método, el
# **descenso de gradiente** (gradient descent), entrena la recta de esta página y todas las redes
# neuronales del curso.
#
# Al terminar podrás calcular un paso a mano, programarlo con NumPy y demostrar que el resultado es
# correcto. Basta con Python básico y saber que una derivada es una pendiente.
#
# ## La idea en una imagen { #picture }
#
# La curva muestra la **pérdida** (loss): cuánto se equivoca una recta según su inclinación $w$.
# El primer punto es una conjetura y cada flecha, un paso cuesta abajo.

# %% [markdown] lang="en"
# It measures how wrong it is, works out which way is better, takes a small step and repeats. That
# method, **gradient descent**, trains the line on this page and every neural network in the course.
#
# By the end you can work out one step by hand, code it with NumPy and prove that the result is
# right. All you need is basic Python and to know that a derivative is a slope.
#
# ## The idea in one picture { #picture }
#
# The curve shows the **loss**: how wrong a line is, depending on its steepness $w$. The first dot
# is a guess, and each arrow is one step downhill.

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
#|     Curva en forma de valle: la pérdida según el peso w. Desde una conjetura a la izquierda, tres
#|     flechas bajan hacia el fondo y cada una es más corta que la anterior.
#|   en: >-
#|     Valley-shaped curve: the loss for each weight w. From a guess on the left, three arrows go
#|     down towards the bottom, each shorter than the one before.
#| caption:
#|   es: El método con un solo parámetro y pasos largos, para que se vean.
#|   en: The method with a single parameter and long steps, so that you can see them.
plt.style.use("tutorial_lib.gradiente")
figure, axes = plt.subplots(figsize=(7, 3.4))
axes.plot(idea_w, idea_loss, color=plots.COLORS["blue"], linewidth=2)
axes.plot(stops, heights, "o", color=plots.COLORS["orange"], markersize=7)
arrow = {"arrowstyle": "-|>", "color": plots.COLORS["orange"], "linewidth": 2}
arrow |= {"connectionstyle": "arc3,rad=-0.5", "shrinkA": 4, "shrinkB": 4, "mutation_scale": 14}
for k in range(3):
    axes.annotate("", (stops[k + 1], heights[k + 1]), (stops[k], heights[k]), arrowprops=arrow)
axes.text(stops[0] - 0.12, heights[0], "la conjetura // the guess", ha="right", va="center")
axes.text(0.75, 1.15, "un paso // one step", fontweight="bold")
axes.text(2, -0.2, "el fondo: pendiente cero // the bottom: zero slope", ha="center", va="center")
axes.set(
    xlabel="peso $w$ // weight $w$", ylabel="pérdida // loss", xlim=(-1.6, 4.8), ylim=(-0.35, 2.3)
)
plt.show()

# %% [markdown] lang="es"
# Para dar un paso basta la pendiente bajo tus pies: no hace falta ver la curva entera. Y los pasos
# se acortan solos, porque la curva se aplana cerca del fondo.
#
# El método tiene seis pasos:
#
# - **Paso 0, adivinar:** elige una recta cualquiera.
# - **Paso 1, predecir:** calcula qué dice esa recta.
# - **Paso 2, medir:** resume los errores en una pérdida.
# - **Paso 3, hallar el gradiente:** averigua hacia dónde crece la pérdida.
# - **Paso 4, avanzar:** mueve la recta en sentido contrario.
# - **Paso 5, repetir:** vuelve al paso 1.

# %% [markdown] lang="en"
# To take a step you only need the slope under your feet, never the whole curve. Steps shrink by
# themselves, because the curve flattens near the bottom.
#
# The method has six steps:
#
# - **Step 0, guess:** pick any line.
# - **Step 1, predict:** work out what that line says.
# - **Step 2, measure:** sum up the errors in one loss.
# - **Step 3, find the gradient:** work out which way the loss grows.
# - **Step 4, move:** shift the line the opposite way.
# - **Step 5, repeat:** go back to step 1.

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
# experiencia. Eso es una recta:
#
# $$y = b + w x$$
#
# La **entrada** $x$ son los años y la **salida** $y$ es el sueldo. El **sesgo** $b$, o término
# independiente, es el sueldo sin experiencia. El **peso** $w$ dice cuánto cambia $y$ cuando $x$
# aumenta en 1. Los dos son **parámetros**: los números que la máquina debe aprender.
# **Antes de ejecutar:** ¿cuánto gana alguien con dos años?

# %% [markdown] lang="en"
# ## 1. Where do the data come from? { #data }
#
# At a made-up company, the monthly salary starts at 1000 and rises by 2000 for each year of
# experience. That is a straight line:
#
# $$y = b + w x$$
#
# The **input** $x$ is the number of years, and the **output** $y$ is the salary. The **bias**
# $b$, or intercept, is the salary with no experience. The **weight** $w$ says how much $y$
# changes when $x$ grows by 1. Both are **parameters**: the numbers the machine has to learn.
# **Before you run this:** what does someone with two years earn?


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
# El ✓ del final de cada sección abre sus comprobaciones: si uno de esos números saliera distinto,
# esta página no se publicaría.
#
# Los sueldos reales no caen justo sobre la recta. Esa diferencia imprevisible es el **ruido**,
# $\varepsilon$ (épsilon): $y = b + w x + \varepsilon$. Fabrica cien ejemplos con la misma regla,
# ahora en miles ($b = 1$, $w = 2$) y con $x$ entre 0 y 1. Como conoces la respuesta, podrás juzgar
# a la máquina.

# %% [markdown] lang="en"
# The ✓ at the end of each section opens its checks: if one of those numbers came out different,
# this page would not be published.
#
# Real salaries do not fall exactly on the line. That unpredictable difference is the **noise**,
# $\varepsilon$ (epsilon): $y = b + w x + \varepsilon$. Make a hundred examples with the same rule,
# now in thousands ($b = 1$, $w = 2$) and with $x$ between 0 and 1. Since you know the answer, you
# can judge the machine.

# %%
np.random.seed(42)
n = 100
x = np.random.rand(n, 1)  # (N, 1), entre 0 y 1 por igual // (N, 1), evenly between 0 and 1
noise = 0.1 * np.random.randn(n, 1)  # (N, 1), campana de Gauss // (N, 1), bell curve
y = 1 + 2 * x + noise  # (N, 1)
print(x.shape, y.shape)
first_x, first_y = x[0, 0], y[0, 0]
print(f"""primer ejemplo: x = {first_x:.3f}, y = {first_y:.3f} //
    first example: x = {first_x:.3f}, y = {first_y:.3f}""")
print(f"sin ruido sería y = {1 + 2 * first_x:.3f} // without noise, y = {1 + 2 * first_x:.3f}")

# %% [markdown] lang="es"
# La **forma** (shape) `(100, 1)` significa cien filas y una columna: un ejemplo por fila. En los
# comentarios, `N` es el número de ejemplos. La **semilla** 42 fija el punto de partida del azar,
# así que obtendrás los números de esta página.
#
# `make_line`, de la biblioteca del curso, lo hace en una línea. ¿Salen los mismos datos?

# %% [markdown] lang="en"
# The **shape** `(100, 1)` means a hundred rows and one column: one example per row. In comments,
# `N` is the number of examples. The **seed** 42 fixes where the random numbers start, so yours will
# match this page.
#
# `make_line`, from the course library, does it in one line. Does it give the same data?

# %%
x_lib, y_lib = make_line(n=100, bias=1.0, weight=2.0, noise=0.1, seed=42)
largest_gap = max(np.abs(x - x_lib).max(), np.abs(y - y_lib).max())
print(f"mayor diferencia: {largest_gap:.6f} // largest difference: {largest_gap:.6f}")

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
#     El código nuevo usa `rng = np.random.default_rng(42)`. Aquí, el generador antiguo: está
#     congelado y dará siempre estos números.
#
# ## 2. ¿Por qué separar antes de mirar? { #split }
#
# Un examen con las preguntas ya vistas no mide nada. Por eso apartas ejemplos antes que nada: el
# **conjunto de entrenamiento** enseña y el **conjunto de validación** examina.

# %% [markdown] lang="en"
# !!! elsewhere "What you will see elsewhere"
#     New code uses `rng = np.random.default_rng(42)`. Here we use the old generator: it is frozen
#     and will always give these numbers.
#
# ## 2. Why split before you look? { #split }
#
# An exam with questions you have already seen measures nothing. So first set examples aside:
# the **training set** teaches and the **validation set** examines.

# %%
indices = np.arange(n)
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
plots.plot_split(x_train, y_train, x_val, y_val)

# %% [markdown] lang="es"
# Los dos grupos ocupan la misma franja: el examen es justo. `shuffle` **baraja** los índices, no
# los datos; `x[train]` e `y[train]` toman las mismas filas. Sin barajar, un archivo ordenado solo
# examinaría a quienes tienen más experiencia.
#
# !!! warning "Atención"
#     Si los ejemplos tienen fecha (una serie temporal), no barajes: el modelo vería el futuro.
#     Examina con los más recientes.
#
# ## 3. ¿Por dónde empezar? { #guess }
#
# Empieza con dos números aleatorios, otra vez con semilla; `item` da un número corriente. **Antes
# de ejecutar:** ¿qué valores serían perfectos?

# %% [markdown] lang="en"
# Both groups cover the same band: the exam is fair. `shuffle` **shuffles** the indices, not the
# data; `x[train]` and `y[train]` take the same rows. Without it, a sorted file would examine only
# the most experienced people.
#
# !!! warning "Warning"
#     If examples carry a date (a time series), do not shuffle: the model would see the future.
#     Validate on the most recent ones.
#
# ## 3. Where do you start? { #guess }
#
# Start from two random numbers, seeded again; `item` gives a plain number. **Before you run this:**
# which values would be perfect?

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
# Lo perfecto sería $b = 1$ y $w = 2$. La conjetura no solo es mala: con $w$ = {{ w0:.2f }}, afirma
# que el sueldo *baja* con los años.
#
# ## 4. ¿Qué dice esa recta? { #predict }
#
# Aplica la recta a cada ejemplo. Este cálculo, de la entrada a la predicción, es el **pase hacia
# adelante** (forward pass). **Antes de ejecutar:** ¿la recta quedará por encima o por debajo de
# los puntos?

# %% [markdown] lang="en"
# Perfect would be $b = 1$ and $w = 2$. The guess is worse than bad: with $w$ = {{ w0:.2f }}, it
# claims that salaries *fall* with experience.
#
# ## 4. What does that line say? { #predict }
#
# Apply the line to every example. This calculation, from input to prediction, is the **forward
# pass**. **Before you run this:** will the line lie above or below the dots?

# %% Paso 1: predecir // Step 1: predict
#| alt:
#|   es: "Los puntos suben y la recta inicial baja un poco: queda por debajo de todos los puntos."
#|   en: "The dots rise while the first line slopes slightly down: it lies below every dot."
y_pred = b0 + w0 * x_train  # (80, 1)
label = "conjetura // guess"
plots.plot_split(x_train, y_train, x_val, y_val, lines={label: (b0, w0)})

# %% [markdown] lang="es"
# Queda debajo de todos. Hace falta un número que diga cuánto se equivoca.
#
# ## 5. ¿Cuánto se equivoca? { #loss }
#
# El **error** de un ejemplo es la predicción menos el valor real, $e = \hat{y} - y$. El sombrero
# de $\hat{y}$ (“y gorro”) marca una predicción.

# %% [markdown] lang="en"
# Below every one of them. Now we need a number for how wrong it is.
#
# ## 5. How wrong is it? { #loss }
#
# The **error** of one example is the prediction minus the true value (the *target*),
# $e = \hat{y} - y$. The hat on $\hat{y}$ (“y hat”) marks a prediction.

# %%
#| alt:
#|   es: La recta inicial y los puntos de entrenamiento; un segmento vertical une un punto con la
#|     recta y mide su error, que es negativo.
#|   en: The first line and the training dots; a vertical segment joins one dot to the line and
#|     measures its error, which is negative.
plots.plot_error(x_train, y_train, b0, w0, index=0)

# %% [markdown] lang="es"
# Hay {{ len(x_train) }} errores como ese, uno por ejemplo.

# %% [markdown] lang="en"
# There are {{ len(x_train) }} errors like that one, one for each example.

# %%
#| predict: ¿Qué signo tendrán todos esos errores? // What sign will all those errors have?
#| alt:
#|   es: "Histograma de los errores de la recta inicial: todos son negativos."
#|   en: "Histogram of the errors of the first line: all of them are negative."
error = y_pred - y_train  # (80, 1)
mean_error = error.mean()
axis = "error: predicción menos valor real // error: prediction minus true value"
mean_label = "media // mean"
plots.plot_histogram(error, xlabel=axis, bins=10, mark={mean_label: mean_error})

# %% [markdown] lang="es"
# Todos son negativos: la recta siempre se queda corta, y el error medio es {{ mean_error:.2f }}.

# %% [markdown] lang="en"
# All of them are negative: the line always falls short, and the mean error is {{ mean_error:.2f }}.

# %% [markdown] lang="es"
# Son demasiados números para comparar dos rectas. Una **función de pérdida** los resume en uno
# solo. La más usada en **regresión** (predecir una cantidad) es el **error cuadrático
# medio** (mean squared error, MSE):
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (b + w x_i - y_i)^2$$
#
# Al elevar al cuadrado, los errores positivos y negativos no se cancelan, y los grandes pesan más.

# %% [markdown] lang="en"
# Too many numbers for comparing two lines. A **loss function** sums them up in one. The usual one
# for **regression** (predicting a quantity) is the **mean squared error** (MSE):
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (b + w x_i - y_i)^2$$
#
# Thanks to the square, positive and negative errors cannot cancel out, and large ones weigh more.


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
# La pérdida está en miles *al cuadrado*; su raíz, en miles. La recta falla por unos
# {{ typical_error0:.2f }} y el sueldo medio es {{ mean_y:.2f }}: un desastre.
#
# ## 6. ¿Hacia dónde mejora? { #gradient }
#
# ¿Conviene subir o bajar $b$? Empújalo un poquito a cada lado y divide el cambio de la pérdida
# entre el del parámetro: son las **diferencias finitas**. **Antes de ejecutar:** si subes $b$, la
# recta se acerca a los puntos. ¿Qué signo tendrá la pendiente?

# %% [markdown] lang="en"
# The loss is in thousands *squared*; its root, in thousands. The line misses by about
# {{ typical_error0:.2f }} and the mean salary is {{ mean_y:.2f }}: a disaster.
#
# ## 6. Which way is better? { #gradient }
#
# Should $b$ go up or down? Nudge it a tiny bit each way and divide the change in the loss by the
# change in the parameter: these are **finite differences**. **Before you run this:** if you raise
# $b$, the line gets closer to the dots. What sign will the slope have?


# %%
def loss_at(b, w):
    return mse(b, w, x_train, y_train)


tiny = 1e-6
slope_b = (loss_at(b0 + tiny, w0) - loss_at(b0 - tiny, w0)) / (2 * tiny)
slope_w = (loss_at(b0, w0 + tiny) - loss_at(b0, w0 - tiny)) / (2 * tiny)
print(f"""pendiente en b: {slope_b:.4f}, en w: {slope_w:.4f} //
    slope in b: {slope_b:.4f}, in w: {slope_w:.4f}""")

# %% [markdown] lang="es"
# Negativo: si $b$ sube 0.01, la pérdida cambia unos 0.01 × ({{ slope_b:.2f }}): baja. Con $w$, lo
# mismo, pero menos. Las dos pendientes juntas forman el **gradiente**, que señala hacia dónde
# *crece* la pérdida.
#
# Empujar cuesta dos mediciones por parámetro: dos millones con un millón de pesos. La **regla de la
# cadena** lo evita. El cuadrado $e^2$ crece a ritmo $2e$. A su vez, $e = b + w x - y$ crece a ritmo
# 1 con $b$ y a ritmo $x$ con $w$. Multiplica los ritmos y promedia:
#
# $$\frac{\partial \text{MSE}}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i \qquad
# \frac{\partial \text{MSE}}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i x_i$$
#
# $\partial$ indica una **derivada parcial**: se mueve un parámetro y el otro queda quieto.

# %% [markdown] lang="en"
# Negative: if $b$ goes up by 0.01, the loss changes by about 0.01 × ({{ slope_b:.2f }}): it drops.
# With $w$ too, only less. Together, the two slopes form the **gradient**, which points to where the
# loss *grows*.
#
# Nudging costs two measurements per parameter: two million for a million weights. The **chain
# rule** spares you that. The square $e^2$ grows at rate $2e$; $e = b + w x - y$ grows at
# rate 1 with $b$ and at rate $x$ with $w$. Multiply the rates and average:
#
# $$\frac{\partial \text{MSE}}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i \qquad
# \frac{\partial \text{MSE}}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} 2 e_i x_i$$
#
# $\partial$ means a **partial derivative**: one parameter moves and the other stays put.


# %% Paso 3: hallar el gradiente // Step 3: find the gradient
def gradients(b, w, x, y):
    error = b + w * x - y  # (N, 1)
    return 2 * error.mean(), 2 * (x * error).mean()


grad_b0, grad_w0 = gradients(b0, w0, x_train, y_train)
worst_gap = max(abs(grad_b0 - slope_b), abs(grad_w0 - slope_w))
print(f"en b: {grad_b0:.4f}, en w: {grad_w0:.4f} // in b: {grad_b0:.4f}, in w: {grad_w0:.4f}")

# %%
#| tags: [claim]
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
    worst_gap,
    at_most=1e-6,
    says="""Las fórmulas y los empujones dan las mismas pendientes. //
        The formulas and the nudges give the same slopes.""",
)

# %% [markdown] lang="es"
# Las fórmulas y los empujones coinciden. Cuando dudes de un gradiente, repite esta prueba.
#
# ??? technical "Línea por línea"
#     - `mean` suma y divide entre $n$; el 2 sale fuera de la suma.
#     - `x * error` multiplica fila con fila: es el $e_i x_i$ de la segunda fórmula.
#
# !!! later "Más adelante"
#     En una red, la **retropropagación** (backpropagation) aplica esta regla capa por capa. Lo
#     hará por ti [autograd](../m2-tensors-autograd/autograd.md).
#
# ## 7. ¿Cuánto hay que avanzar? { #update }
#
# El gradiente señala cuesta arriba: resta una fracción de él. La **tasa de aprendizaje**
# (learning rate, `lr`) es esa fracción: aquí, una décima.

# %% [markdown] lang="en"
# The formulas and the nudges agree. Whenever you doubt a gradient, run this test again.
#
# ??? technical "Line by line"
#     - `mean` adds up and divides by $n$; the 2 comes out of the sum.
#     - `x * error` multiplies row by row: that is the $e_i x_i$ of the second formula.
#
# !!! later "Later"
#     In a network, **backpropagation** applies this rule layer by layer.
#     [Autograd](../m2-tensors-autograd/autograd.md) will do it for you.
#
# ## 7. How far do you move? { #update }
#
# The gradient points uphill, so you subtract a fraction of it. The **learning rate** (`lr`) is that
# fraction: here, one tenth.

# %% Paso 4: avanzar // Step 4: move
#| predict: ¿Subirán o bajarán $b$ y $w$? // Will $b$ and $w$ go up or down?
lr = 0.1
b1 = b0 - lr * grad_b0
w1 = w0 - lr * grad_w0
loss1 = mse(b1, w1, x_train, y_train)
drop = 1 - loss1 / loss0
print(f"b = {b1:.4f}, w = {w1:.4f}")
print(f"pérdida: {loss0:.4f} -> {loss1:.4f} // loss: {loss0:.4f} -> {loss1:.4f}")

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
# Suben los dos: restar un número negativo es sumar. A mano, para $b$:
# {{ b0:.4f }} − {{ lr:.1f }} × ({{ grad_b0:.4f }}) = {{ b1:.4f }}. Un solo paso eliminó el
# {{ drop:.0%}} de la pérdida.

# %% [markdown] lang="en"
# Both go up: subtracting a negative number means adding. By hand, for $b$:
# {{ b0:.4f }} − {{ lr:.1f }} × ({{ grad_b0:.4f }}) = {{ b1:.4f }}. A single step removed
# {{ drop:.0%}} of the loss.

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas"
#     ¿Por qué un paso pequeño contra el gradiente baja la pérdida? Junta los parámetros en
#     $\theta = (b, w)$ y llama $g$ al gradiente y $\eta$ a la tasa. El MSE de una recta es una
#     función cuadrática, así que su desarrollo de Taylor acaba en el segundo orden y es exacto:
#
#     $$L(\theta - \eta g) = L(\theta) - \eta \, g^\top g + \frac{\eta^2}{2} \, g^\top H g$$
#
#     La matriz $H$ contiene las segundas derivadas. El término con $\eta$ siempre resta, porque
#     $g^\top g$ es una suma de cuadrados. El que suma lleva $\eta^2$ y, cuando $\eta$ es pequeña,
#     pierde. Mientras $g$ no sea cero, la pérdida baja siempre que $\eta < 2 / \lambda$, donde
#     $\lambda$ es el mayor valor propio de $H$.
#
#     Fuente: sección 4.3.1 de [*Deep
#     Learning*](https://www.deeplearningbook.org/contents/numerical.html) (Goodfellow, Bengio y
#     Courville, 2016), que lo cuenta para cualquier función y con una aproximación.
#
# ## 8. ¿Y si lo repites mil veces? { #repeat }
#
# Cada vuelta usa todos los datos de entrenamiento una vez: es una **época** (epoch). El sesgo $b$
# empezó por debajo de 1 y debería acabar cerca de 1.

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics"
#     Why does a small step against the gradient lower the loss? Gather the parameters in
#     $\theta = (b, w)$, and call the gradient $g$ and the learning rate $\eta$. The MSE of a line
#     is a quadratic function, so its Taylor expansion ends at the second order and is exact:
#
#     $$L(\theta - \eta g) = L(\theta) - \eta \, g^\top g + \frac{\eta^2}{2} \, g^\top H g$$
#
#     The matrix $H$ holds the second derivatives. The term with $\eta$ always subtracts, because
#     $g^\top g$ is a sum of squares. The one that adds carries $\eta^2$ and, when $\eta$ is small,
#     it loses. As long as $g$ is not zero, the loss falls whenever $\eta < 2 / \lambda$, where
#     $\lambda$ is the largest eigenvalue of $H$.
#
#     Source: section 4.3.1 of [*Deep
#     Learning*](https://www.deeplearningbook.org/contents/numerical.html) (Goodfellow, Bengio and
#     Courville, 2016), which tells it for any function, with an approximation.
#
# ## 8. What if you repeat it a thousand times? { #repeat }
#
# Each round uses all the training data once: that is one **epoch**. The bias $b$ started below 1
# and should end near 1.

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
print(f"tras 10:   b = {b10:.4f}, w = {w10:.4f} // after 10:   b = {b10:.4f}, w = {w10:.4f}")
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
plots.plot_line_steps(x_train, y_train, shown)

# %% [markdown] lang="es"
# Por encima: tras diez pasos, $b$ vale {{ b10:.2f }}. Lo más rápido era levantar la recta entera;
# luego se inclina y $b$ tiene que volver. Los parámetros aprenden juntos.

# %% [markdown] lang="en"
# Above: after ten steps $b$ is {{ b10:.2f }}. Lifting the whole line was the quickest gain; then it
# tilts and $b$ has to come back. Parameters learn together.

# %% [markdown] lang="es"
# ¿Y la pérdida? En este eje logarítmico, cada marca es diez veces la anterior.

# %% [markdown] lang="en"
# And the loss? On this logarithmic axis, each mark is ten times the one before.

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
plots.plot_curve(losses, xlabel="pasos // steps", ylabel="pérdida (MSE) // loss (MSE)", log=True)

# %% [markdown] lang="es"
# Primero se desploma: la recta se levanta. Luego baja despacio: la recta se inclina. Al final la
# curva se aplana, lo que *sugiere* que el aprendizaje terminó; hay que demostrarlo.
#
# ## 9. ¿Ya llegó? Tres comprobaciones { #check }
#
# Hay **convergencia** cuando dar más pasos ya no cambia nada. Primera comprobación: en el fondo del
# valle, las dos pendientes deben ser casi cero.

# %% [markdown] lang="en"
# First it plunges: the line lifts. Then it falls slowly: the line tilts. Finally the curve
# flattens, which *suggests* that learning is over; now prove it.
#
# ## 9. Are we there yet? Three checks { #check }
#
# There is **convergence** when further steps no longer change anything. First check: at the bottom
# of the valley, both slopes should be almost zero.

# %%
grad_b_final, grad_w_final = gradients(b_final, w_final, x_train, y_train)
steepest = max(abs(grad_b_final), abs(grad_w_final))
changes = np.diff(losses)  # de cada paso al siguiente // from each step to the next
steps_up = int((changes > 1e-12).sum())  # 1e-12: tolera el redondeo // 1e-12: tolerates rounding
print(f"mayor pendiente al final: {steepest:.8f} // steepest slope at the end: {steepest:.8f}")
print(f"pasos en que la pérdida subió: {steps_up} // steps in which the loss rose: {steps_up}")

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
# Suelo plano, y ni un paso cuesta arriba. Segunda comprobación: una recta tiene solución exacta.
# Los **mínimos cuadrados** (ordinary least squares, OLS) despejan “gradiente igual a cero” sin dar
# pasos. A `lstsq` le das una columna de unos, para $b$, y otra con los años, para $w$;
# `LinearRegression`, de scikit-learn, pone los unos sola. **Antes de ejecutar:** ¿coincidirán con
# tus mil pasos en más de dos decimales?

# %% [markdown] lang="en"
# Flat ground, and not one step uphill. Second check: a straight line has an exact solution.
# **Ordinary least squares** (OLS) solves “gradient equals zero” without taking steps. You give
# `lstsq` a column of ones, for $b$, and another with the years, for $w$; scikit-learn's
# `LinearRegression` adds the ones itself. **Before you run this:** will they agree with your
# thousand steps to more than two decimals?

# %%
columns = np.hstack([np.ones_like(x_train), x_train])  # (80, 2)
solution = np.linalg.lstsq(columns, y_train)[0]  # (2, 1)
b_exact, w_exact = solution.ravel()
model = LinearRegression().fit(x_train, y_train)
b_sklearn, w_sklearn = model.intercept_.item(), model.coef_.item()
distance = max(abs(b_final - b_exact), abs(w_final - w_exact))
print(f"tus pasos:    {b_final:.8f}  {w_final:.8f} // your steps:   {b_final:.8f}  {w_final:.8f}")
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
# En muchos más: tus pasos quedan a {{ distance:.7f}}. ¿Por qué no despejar siempre? Porque una red
# neuronal no se deja. El descenso solo pide pendientes.
#
# Tercera comprobación: el examen.

# %% [markdown] lang="en"
# To many more: your steps end {{ distance:.7f}} away. Why not always solve it exactly? A neural
# network will not let you. Descent only asks for slopes.
#
# Third check: the exam.

# %%
#| predict:
#|   es: La pérdida de validación, ¿será menor, parecida o mucho mayor que la de entrenamiento?
#|   en: Will the validation loss be smaller than the training loss, similar or much larger?
val_loss = mse(b_final, w_final, x_val, y_val)
truth_loss = mse(1, 2, x_train, y_train)
luck = (0.01 - truth_loss) / (0.01 - loss_final)
print(f"entrenamiento: {loss_final:.4f} // training: {loss_final:.4f}")
print(f"validación: {val_loss:.4f} // validation: {val_loss:.4f}")
print(f"""la recta verdadera, en entrenamiento: {truth_loss:.4f} //
    the true line, on the training set: {truth_loss:.4f}""")

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
# Parecida, con datos que nunca vio. Aprobado.
#
# !!! verified "Dato verificado"
#     De la recta verdadera se espera una pérdida de 0.1² = 0.01: la **varianza** (cuadrado medio)
#     del ruido. La final, {{ loss_final:.4f }}, es menor. ¿Mejor que lo perfecto? No: el
#     {{ luck:.0%}} de la diferencia es suerte, pues aquí hasta la recta verdadera mide
#     {{ truth_loss:.4f }}. El resto es que $b$ y $w$ se adaptan al ruido; por eso no son 1 y 2.
#
# ## 10. ¿Cabe todo en una función? { #function }
#
# Sí: los pasos 1 a 5, en una función corta. Lo que sigue al `*` se pasa por su nombre, como
# `lr=0.5`. ¿Da lo mismo?

# %% [markdown] lang="en"
# Similar, on data it never saw. It passes.
#
# !!! verified "Verified fact"
#     From the true line you expect a loss of 0.1² = 0.01: the **variance** (mean square) of the
#     noise. The final one, {{ loss_final:.4f }}, is smaller. Better than perfect? No:
#     {{ luck:.0%}} of the difference is luck, since here even the true line measures
#     {{ truth_loss:.4f }}. The rest is $b$ and $w$ adapting to the noise, so they are not 1 and 2.
#
# ## 10. Does it all fit in one function? { #function }
#
# Yes: steps 1 to 5 in a short function. What follows the `*` is passed by name, as in `lr=0.5`.
# Does it give the same?


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


b_fn, w_fn, losses_fn = train_line(x_train, y_train, b0, w0)
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
# Lo mismo.
#
# ## Lo que suele fallar { #errors }
#
# ### Formas que se expanden en silencio { #error-shapes }
#
# **Síntoma:** la pérdida se estanca y la recta sale plana. Aplana `y_train` con `ravel` y mira la
# forma de la resta:

# %% [markdown] lang="en"
# The same.
#
# ## What usually goes wrong { #errors }
#
# ### Shapes that expand in silence { #error-shapes }
#
# **Symptom:** the loss gets stuck and the line comes out flat. Flatten `y_train` with `ravel` and
# look at the shape of the difference:

# %%
y_flat = y_train.ravel()  # (80,)
print((y_pred - y_flat).shape)
b_flat, w_flat, losses_flat = train_line(x_train, y_flat, b0, w0)
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
# predicción, en una tabla de 80 × 80; contra todos a la vez, lo mejor es decir siempre la media.
# **Arreglo:** `y.reshape(-1, 1)` devuelve la columna; mira `error.shape` antes de entrenar.
#
# ### Sumar en lugar de restar { #error-sign }
#
# **Síntoma:** la pérdida crece sin freno:

# %% [markdown] lang="en"
# **Cause:** *broadcasting*, an [automatic
# expansion](../m2-tensors-autograd/tensors.md#broadcasting). NumPy subtracts every salary from
# every prediction, in an 80 × 80 table. Against all at once, the best answer is always the mean.
# **Fix:** `y.reshape(-1, 1)` brings the column back; look at `error.shape` before training.
#
# ### Adding instead of subtracting { #error-sign }
#
# **Symptom:** the loss grows without limit:

# %%
b_up, w_up = b0, w0
for _ in range(50):
    up_b, up_w = gradients(b_up, w_up, x_train, y_train)
    b_up, w_up = b_up + lr * up_b, w_up + lr * up_w
loss_up = mse(b_up, w_up, x_train, y_train)
print(f"pérdida: {loss0:.2f} -> {loss_up:.0f} // loss: {loss0:.2f} -> {loss_up:.0f}")

# %% [markdown] lang="es"
# **Causa:** el `+` sube la cuesta, y cuanto más arriba, más largos los pasos. **Arreglo:**
# `b - lr * grad_b`. Si el signo está bien, sospecha de
# [una tasa demasiado alta](loss-surface.md#error-blame).
#
# ### Actualizar w con el b nuevo { #error-order }
#
# **Síntoma:** todo parece ir bien, pero tus números no coinciden con los de nadie.

# %% [markdown] lang="en"
# **Cause:** the `+` climbs the hill, and the higher up, the longer the steps. **Fix:**
# `b - lr * grad_b`. If the sign is right, suspect
# [a learning rate that is too high](loss-surface.md#error-blame).
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
# **Causa:** `grad_w` se calculó después de cambiar `b`. Llega al mismo fondo por otro camino; por
# eso nadie lo nota. **Arreglo:** calcula *todos* los gradientes y actualiza después.
#
# ### Mezclar las dos mitades { #error-halves }
#
# **Síntoma:** por suerte, este sí avisa.

# %% [markdown] lang="en"
# **Cause:** `grad_w` was computed after changing `b`. It reaches the same bottom by another road,
# so nobody notices. **Fix:** compute *all* the gradients, then update.
#
# ### Mixing the two halves { #error-halves }
#
# **Symptom:** luckily, this one speaks up.

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
# **Causa:** entradas de entrenamiento con salidas de validación: 80 filas frente a 20.
# **Arreglo:** pasa siempre la pareja del mismo grupo.
#
# ### Escalar antes de separar { #error-scaling }
#
# **Síntoma:** ninguno, y ese es el peligro. Es habitual
# [restar a los datos su media](scaling-and-batches.md#standardize). ¿Cuál?

# %% [markdown] lang="en"
# **Cause:** training inputs with validation outputs: 80 rows against 20. **Fix:** always pass the
# pair from the same group.
#
# ### Scaling before splitting { #error-scaling }
#
# **Symptom:** none, and that is the danger. It is common to
# [subtract the mean from data](scaling-and-batches.md#standardize). Which one?

# %%
print(f"media de todo: {x.mean():.4f} // mean of everything: {x.mean():.4f}")
print(f"""media de entrenamiento: {x_train.mean():.4f} //
    mean of the training set: {x_train.mean():.4f}""")

# %% [markdown] lang="es"
# Se parecen tanto que nadie lo nota. **Causa:** la media de todo contiene datos del examen: es una
# **fuga de información** (data leakage). **Arreglo:** separa primero y usa la media de
# entrenamiento.

# %% [markdown] lang="en"
# So alike that nobody notices. **Cause:** the mean of everything contains exam data: that is **data
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
# - El descenso de gradiente repite: predecir, medir, hallar el gradiente, avanzar.
# - El error es de un ejemplo; la pérdida resume todos en un número.
# - El gradiente señala hacia dónde crece la pérdida, por eso se resta.
# - Mil pasos llevaron la pérdida de {{ loss0:.2f }} a {{ loss_final:.4f }}, la de la solución
#   exacta.
# - Separa antes de mirar y comprueba al final: pendientes casi nulas, otra biblioteca, datos
#   nuevos.
#
# ## Para profundizar { #further }
#
# - [Numerical Computation](https://www.deeplearningbook.org/contents/numerical.html), capítulo 4 de
#   *Deep Learning* (Goodfellow, Bengio y Courville, 2016): el mismo método, con más matemáticas (en
#   inglés).
# - Siguiente paso: [la superficie de pérdida](loss-surface.md), el mapa que explica esa lentitud
#   final.

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - Gradient descent repeats: predict, measure, find the gradient, move.
# - An error belongs to one example; the loss sums up all of them in one number.
# - The gradient points to where the loss grows, which is why you subtract it.
# - A thousand steps took the loss from {{ loss0:.2f }} to {{ loss_final:.4f }}, that of the exact
#   solution.
# - Split before you look and check at the end: slopes near zero, another library, fresh data.
#
# ## Going further { #further }
#
# - [Numerical Computation](https://www.deeplearningbook.org/contents/numerical.html), chapter 4 of
#   *Deep Learning* (Goodfellow, Bengio and Courville, 2016): the same method, with more
#   mathematics.
# - Next step: [the loss surface](loss-surface.md), the map that explains why the end was so slow.
