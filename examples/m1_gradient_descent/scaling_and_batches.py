# ---
# title: "Escalar las variables y elegir el lote // Scaling features and choosing the batch"
# description:
#   es: Convierte un valle estrecho en un cuenco redondo, pasa de cientos de pasos a uno solo y
#     decide cuántos ejemplos mirar en cada paso.
#   en: Turn a narrow valley into a round bowl, go from hundreds of steps to a single one and decide
#     how many examples to look at in each step.
# objectives:
#   - understand:
#       es: reconocer por qué un cuenco redondo necesita menos pasos (pregunta 1)
#       en: recognize why a round bowl needs fewer steps (question 1)
#   - apply:
#       es: estandarizar con datos de entrenamiento (E1) y promediar lotes desiguales (E4)
#       en: standardize with training data (E1) and average unequal batches (E4)
#   - analyse:
#       es: descubrir qué recetas filtran datos del examen (E2)
#       en: find out which recipes leak exam data (E2)
#   - create: "programar el descenso por minilotes (E3) // code mini-batch descent (E3)"
# minutes: {read: 30, practise: 20}
# needs: [loss_surface]
# data: []
# ---

# %% [markdown] lang="es"
# Ninguna **tasa de aprendizaje** (learning rate) vence del todo a un valle estrecho: la pared
# decide cuánto puede medir un paso, y el fondo, casi llano, decide cuántos hacen falta. **¿Y si el
# problema no fuera el paso, sino el terreno?**

# %% [markdown] lang="en"
# No **learning rate** quite defeats a narrow valley: the wall decides how long a step can be, and
# the almost flat floor decides how many you need. **What if the trouble were not the step but the
# ground?**

# %%
#| tags: [hurry]
import numpy as np

rng = np.random.default_rng(42)
x = rng.random((100, 1))  # (100, 1)
y = 1 + 2 * x + 0.1 * rng.normal(size=(100, 1))  # (100, 1)
mu, sigma = x[:80].mean(), x[:80].std()  # solo entrenamiento // training only
z, b, w, lr = (x - mu) / sigma, 0.0, 0.0, 0.1
for _ in range(20):  # épocas // epochs
    for batch in rng.permutation(80).reshape(5, 16):
        error = b + w * z[batch] - y[batch]  # (16, 1)
        b -= lr * 2 * error.mean()
        w -= lr * 2 * (z[batch] * error).mean()
print(f"b = {b - w * mu / sigma:.2f}, w = {w / sigma:.2f}")

# %% [markdown] lang="es" role="hurry"
# A cada columna réstale su media y divide el resultado entre su desviación estándar (con `axis=0`),
# medidas [solo en entrenamiento](#validation), y [el valle se redondea](#standardize). Baraja los
# ejemplos en cada época y [córtalos en minilotes](#batches), porque así das muchos pasos por el
# precio de mirar los datos una vez. Un lote más pequeño [tiene más ruido](#noise) y suele [pedir
# una tasa menor](#race); con redes se suele empezar entre 32 y 256.

# %% [markdown] lang="en" role="hurry"
# From each column subtract its mean, then divide by its standard deviation (with `axis=0`), both
# measured [on the training set alone](#validation), and [the valley gets rounder](#standardize). In
# each epoch shuffle the examples and [cut them into mini-batches](#batches), because that gives you
# many steps for the price of one look at the data. A smaller batch [has more noise](#noise) and
# usually [wants a lower rate](#race); for networks people often start between 32 and 256.

# %% [markdown] lang="es"
# El precio de un descenso es el número de pasos por lo que cuesta cada uno. En la [superficie de
# pérdida](loss-surface.md) buscabas un paso mejor; aquí vas a abaratar los dos factores. Primero
# cambiarás la forma de medir la entrada, para que basten pocos pasos, y después cuántos ejemplos
# miras antes de cada uno.
#
# ## La idea en una imagen { #picture }
#
# Los tres mapas comparten los datos y la recta inicial, que es el punto morado, y cada uno muestra
# hasta veinte pasos. Solo cambia la forma de medir la entrada.

# %% [markdown] lang="en"
# The price of a descent is its number of steps times the cost of each one. On the [loss
# surface](loss-surface.md) you looked for a better step; here you will make both factors cheaper.
# First you will change how the input is measured, so that a few steps are enough, and then how many
# examples you look at before each one.
#
# ## The idea in one picture { #picture }
#
# The three maps share the data and the starting line, which is the purple dot, and each shows up to
# twenty steps. Only the way of measuring the input changes.

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
#|     Tres mapas de la misma pérdida. En años, un valle alargado: veinte pasos se acercan sin
#|     llegar. En décimas de año, una rendija: veinte pasos apenas avanzan por ella. Estandarizada,
#|     círculos: un solo paso cae en el centro.
#|   en: >-
#|     Three maps of the same loss. In years, a long valley: twenty steps come near it but do not
#|     arrive. In tenths of a year, a slit: twenty steps barely move along it. Standardized,
#|     circles: a single step lands on the center.
#| caption:
#|   es: En cada mapa, la tasa es la mitad del límite desde el que diverge. Los ejes miden la
#|     distancia al mínimo.
#|   en: On each map, the rate is half of the limit beyond which it diverges. The axes measure the
#|     distance to the minimum.
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
    levels = [0.02, 0.1, 0.2, 0.5, 1, 2, 5]
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
# En el cuenco redondo, la dirección de bajada apunta al centro y basta un paso. En décimas, el
# valle es una rendija y la bajada apunta a la pared de enfrente, así que el primer paso cae al
# fondo y los demás apenas avanzan por él.
#
# Volvamos a los sueldos de siempre ($x$ en años de experiencia, $y$ en miles), con la misma
# conjetura inicial y las dos funciones que ya conoces, que ahora reciben también los datos:

# %% [markdown] lang="en"
# In the round bowl, the way down points at the center and one step is enough. In tenths, the valley
# is a slit and the way down points at the opposite wall, so the first step drops to the floor and
# the others barely move along it.
#
# Back to the salaries ($x$ in years of experience, $y$ in thousands), with the same first guess and
# the two functions you know, which now take the data as arguments as well:

# %% Preparar // Set up
import numpy as np

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
# Una columna de entradas se llama **característica** (feature), y la nuestra son los años de
# experiencia. Mídela ahora en décimas de año. Los números se hacen diez veces mayores, pero las
# personas y sus sueldos son los mismos.
#
# Recuerda que la forma del valle está en la hessiana, una tabla que solo depende de las entradas
# (la raya de encima indica una media):
#
# $$H = \begin{pmatrix} 2 & 2\,\overline{x} \\ 2\,\overline{x} & 2\,\overline{x^2} \end{pmatrix}$$
#
# Sus valores propios (eigenvalues) son las curvaturas extremas. El límite de la tasa, del que no
# puede pasar sin divergir, es 2 entre la mayor. La mayor dividida entre la menor es el **número de
# condición** (condition number), que vale 1 en un cuenco redondo y crece cuanto más estrecho es el
# valle. Si la tabla se te resiste, quédate con los dos números que devuelve `valley`, la condición
# y el límite.

# %% [markdown] lang="en"
# ## 1. Can a unit spoil the descent? { #units }
#
# A column of inputs is called a **feature**, and ours is the years of experience. Now measure it in
# tenths of a year. The numbers become ten times larger, but the people and their salaries stay the
# same.
#
# Remember that the shape of the valley is in the Hessian, a table that depends only on the inputs
# (a bar on top means an average):
#
# $$H = \begin{pmatrix} 2 & 2\,\overline{x} \\ 2\,\overline{x} & 2\,\overline{x^2} \end{pmatrix}$$
#
# Its eigenvalues are the extreme curvatures. The limit of the rate, beyond which the descent
# diverges, is 2 over the largest. The largest divided by the smallest is the **condition number**,
# which is 1 in a round bowl and grows as the valley gets narrower. If the table is too much, keep
# the two numbers that `valley` returns, the condition number and the limit.


# %% Medir el valle // Measure the valley
#| predict:
#|   es: Con números diez veces mayores, ¿será el límite unas diez veces menor, o más de diez?
#|   en: With numbers ten times larger, is the limit about ten times smaller, or more than ten?
def valley(x):
    mean_x, mean_xx = x.mean(), (x**2).mean()
    hessian = [[2, 2 * mean_x], [2 * mean_x, 2 * mean_xx]]
    flat, steep = np.linalg.eigvalsh(hessian)
    return steep / flat, 2 / steep  # condición y límite // condition and limit


condition, limit = valley(x_train)
condition_10, limit_10 = valley(10 * x_train)
times_lower = limit / limit_10
print(f"años: condición {condition:.1f} // years: condition {condition:.1f}")
print(f"      límite {limit:.4f} //        limit {limit:.4f}")
print(f"décimas: condición {condition_10:.1f} // tenths: condition {condition_10:.1f}")
print(f"         límite {limit_10:.4f} //         limit {limit_10:.4f}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "condition-years",
    [condition, limit],
    equals=[16.4354, 0.8055],
    abs=5e-5,
    says="""En años, la condición es 16.4354 y el límite de la tasa, 0.8055. //
        In years, the condition number is 16.4354 and the limit of the rate 0.8055.""",
)
claim(
    "condition-tenths",
    [condition_10, limit_10],
    equals=[112.0137, 0.0309],
    abs=5e-5,
    says="""En décimas de año, la condición es 112.0137 y el límite, 0.0309. //
        In tenths of a year, the condition number is 112.0137 and the limit 0.0309.""",
)

# %% [markdown] lang="es"
# El límite se hace {{ times_lower:.0f}} veces menor. La casilla de $w$, abajo a la derecha, tiene
# la media de $x^2$, donde el diez entra al cuadrado y la multiplica por cien; la de $b$ no cambia,
# y por eso el límite cae menos de cien veces. La curvatura menor crece mucho menos que la mayor,
# así que el valle se estrecha y la tasa 0.1, que era prudente, ahora diverge.
#
# ## 2. ¿Cómo se redondea el valle? { #standardize }
#
# A cada valor le restas la media $\mu$ (mu) y divides el resultado entre la **desviación estándar**
# (standard deviation) $\sigma$ (sigma), que es la raíz de la media de $(x - \mu)^2$ y dice cuánto
# suelen alejarse los valores de su media:
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# Eso es **estandarizar** (standardize), y los valores $z$ tienen media 0 y desviación estándar 1.
#
# ### A mano, con Ana y Luis { #by-hand }
#
# Vayamos despacio, porque aquí está la idea de la página. Ana lleva un año y gana 3 (miles); Luis
# lleva dos y gana 5. Sus años tienen media 1.5 y los dos están a 0.5 de ella, así que $\sigma$ es
# 0.5. Al restar y dividir, Ana pasa a ser $z = -1$ y Luis, $z = 1$. Parte de la recta
# $1.5 + 0.5 z$, que predice 1 y 2, así que los errores son −2 y −3.
#
# Calcula las pendientes. La de $b$ es el doble de la media de los errores, −5. La de $w$ es el
# doble de la media de $z$ por el error; esos productos son 2 y −3, su media es −0.5 y la pendiente,
# −1. Ahora da un paso con la tasa 0.5: $b$ sube 2.5, hasta 4, y $w$ sube 0.5, hasta 1. La recta
# nueva, $4 + z$, predice 3 y 5. Has llegado al fondo exacto en un solo paso.
#
# ¿Por qué basta un paso? Como la media de $z$ es 0, al mover $w$ el error de Luis sube lo mismo que
# baja el de Ana, y la pendiente en $b$ no cambia: los dos parámetros han dejado de estorbarse.
# Además, la media de $z^2$ es 1, así que la pendiente en $w$ cambia 2 por cada unidad, el mismo
# ritmo que en $b$. Con curvatura 2 en todas las direcciones, la tasa $1/2$ borra la distancia
# entera en todas a la vez. En años esto era imposible: las pendientes de esa misma recta, que allí
# es $b = 0$, $w = 1$, eran −5 y −8, mientras que para llegar al fondo, $b = 1$, $w = 2$, los dos
# deben moverse lo mismo.

# %% [markdown] lang="en"
# The limit becomes {{ times_lower:.0f}} times smaller. The entry of $w$, bottom right, holds the
# mean of $x^2$, where the ten comes in squared and multiplies it by a hundred; the entry of $b$
# does not change, which is why the limit falls by less than a hundred. The smallest curvature grows
# far less than the largest, so the valley narrows, and the rate 0.1, which used to be cautious, now
# diverges.
#
# ## 2. How do you make the valley round? { #standardize }
#
# From each value you subtract the mean $\mu$ (mu), and you divide the result by the **standard
# deviation** $\sigma$ (sigma), the root of the mean of $(x - \mu)^2$, which tells how far the
# values usually lie from their mean:
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# That is what it means to **standardize**, and the values $z$ have mean 0 and standard deviation 1.
#
# ### By hand, with Ana and Luis { #by-hand }
#
# Let us go slowly, because this is the idea of the page. Ana has one year of experience and earns 3
# (thousand); Luis has two and earns 5. Their years have mean 1.5 and both are 0.5 away from it, so
# $\sigma$ is 0.5. After subtracting and dividing, Ana becomes $z = -1$ and Luis $z = 1$. Start from
# the line $1.5 + 0.5 z$, which predicts 1 and 2, so the errors are −2 and −3.
#
# Work out the slopes. The slope in $b$ is twice the mean of the errors, −5. The slope in $w$ is
# twice the mean of $z$ times the error; the products are 2 and −3, their mean is −0.5, and the
# slope is −1. Now take a step at rate 0.5: $b$ goes up by 2.5, to 4, and $w$ goes up by 0.5, to 1.
# The new line, $4 + z$, predicts 3 and 5. You have reached the exact bottom in a single step.
#
# Why is one step enough? Since the mean of $z$ is 0, when you move $w$ Luis's error rises by as
# much as Ana's falls, so the slope in $b$ does not change: the two parameters no longer get in each
# other's way. Besides, the mean of $z^2$ is 1, so the slope in $w$ changes by 2 for each unit, just
# as in $b$. With a curvature of 2 in every direction, the rate $1/2$ wipes out the whole distance
# in all of them at once. In years this was impossible: the slopes of that same line, which is
# $b = 0$, $w = 1$ there, were −5 and −8, while on the way to the bottom, $b = 1$, $w = 2$, both
# must move by the same amount.

# %%
years = np.array([[1.0], [2.0]])  # Ana, Luis
salaries = np.array([[3.0], [5.0]])
scores = (years - years.mean()) / years.std()
hand_b, hand_w = gradients(1.5, 0.5, scores, salaries)
one_step_loss = mse(1.5 - 0.5 * hand_b, 0.5 - 0.5 * hand_w, scores, salaries)
print(f"""pendientes: {hand_b:.0f} y {hand_w:.0f} //
    slopes: {hand_b:.0f} and {hand_w:.0f}""")
print(f"pérdida tras un paso: {one_step_loss} // loss after one step: {one_step_loss}")

# %%
#| tags: [claim]
claim(
    "by-hand",
    [hand_b, hand_w, one_step_loss],
    equals=[-5, -1, 0],
    abs=1e-12,
    says="""Las pendientes a mano son −5 y −1, y un paso deja la pérdida en 0. //
        The slopes by hand are −5 and −1, and one step leaves a loss of 0.""",
)

# %% [markdown] lang="es"
# El código da lo que salió a mano. Pasemos a los {{ len(x_train) }} ejemplos, con las dos mitades
# de la receta por separado:

# %% [markdown] lang="en"
# The code agrees with the hand calculation. Let us move on to the {{ len(x_train) }} examples,
# taking the two halves of the recipe apart:

# %% Estandarizar // Standardize
#| predict:
#|   es: ¿Basta con restar la media, basta con dividir o hacen falta las dos cosas?
#|   en: Is it enough to subtract the mean, is it enough to divide, or do you need both?
mu, sigma = x_train.mean(), x_train.std()
z_train = (x_train - mu) / sigma  # (80, 1)
only_subtract = valley(x_train - mu)[0]
only_divide = valley(x_train / sigma)[0]
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
claim(
    "standardized-mean-and-spread",
    [z_train.mean(), z_train.std()],
    equals=[0, 1],
    abs=1e-12,
    says="""La entrada estandarizada tiene media 0 y desviación estándar 1. //
        The standardized input has mean 0 and standard deviation 1.""",
)
claim(
    "standardized-condition",
    condition_z,
    equals=1,
    abs=1e-9,
    says="Su número de condición es 1. // Its condition number is 1.",
)
claim(
    "standardized-limit",
    limit_z,
    equals=1,
    abs=1e-9,
    says="Su límite de la tasa es 1. // Its limit of the rate is 1.",
)

# %% [markdown] lang="es"
# Hacen falta las dos. Restar anula las casillas que mezclan $b$ y $w$ y endereza el valle, pero la
# curvatura en $w$ se queda en $2\sigma^2$, mucho menor que 2. Dividir sin restar deja el valle
# torcido, y en años incluso lo estrecha un poco. Juntas dejan las dos curvaturas en 2 y el límite
# de la tasa en 1.

# %% [markdown] lang="en"
# You need both. Subtracting clears the entries that mix $b$ and $w$ and straightens the valley, but
# it leaves a curvature of $2\sigma^2$ in $w$, far below 2. Dividing alone leaves the valley tilted,
# and in years it even narrows it a little. Together they make both curvatures 2 and the limit of
# the rate 1.

# %% [markdown] lang="es"
# !!! elsewhere "Lo que verás en otros tutoriales"
#     **Normalizar** (normalize) suele ser llevar los datos al intervalo de 0 a 1, y a veces es otro
#     nombre de estandarizar, así que mira la fórmula. En scikit-learn son
#     [`MinMaxScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html)
#     y
#     [`StandardScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html).
#     En PyTorch, `std` divide entre $n - 1$ y no entre $n$, así que da un poco más.
#
# Nuestra entrada ya va casi de 0 a 1, así que normalizar apenas la cambia:

# %% [markdown] lang="en"
# !!! elsewhere "What you will see elsewhere"
#     To **normalize** usually means to fit the data into the interval from 0 to 1, and sometimes it
#     is another word for standardizing, so look at the formula. In scikit-learn they are
#     [`MinMaxScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html)
#     and
#     [`StandardScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html).
#     In PyTorch, `std` divides by $n - 1$ and not by $n$, so it gives slightly more.
#
# Our input already runs from about 0 to 1, so normalizing hardly changes it:

# %%
lowest_x, highest_x = x_train.min(), x_train.max()
condition_01 = valley((x_train - lowest_x) / (highest_x - lowest_x))[0]
print(f"""condición al normalizar: {condition_01:.1f} //
    condition after normalizing: {condition_01:.1f}""")

# %%
#| tags: [claim]
claim(
    "normalizing-barely-helps",
    condition_01 / condition,
    between=(0.9, 1.1),
    says="""Normalizar la entrada en años cambia la condición menos de un 10 %. //
        Normalizing the input in years changes the condition number by less than 10%.""",
)

# %% [markdown] lang="es"
# La condición apenas baja de {{ condition:.1f}} a {{ condition_01:.1f}}, porque la media sigue sin
# ser 0. En décimas habría bajado de {{ condition_10:.0f}} a ese mismo número: normalizar quita la
# unidad, pero no la inclinación.
#
# ??? mathematics "Con más matemáticas"
#     Llama $\theta$ a los parámetros en la escala vieja y $\varphi$ a los de la nueva. Son la misma
#     recta, $\theta = T\varphi$, con
#
#     $$T = \begin{pmatrix} 1 & -\mu/\sigma \\ 0 & 1/\sigma \end{pmatrix}$$
#
#     Por la regla de la cadena, el gradiente pasa a ser $T^\top \nabla L$ y la hessiana,
#
#     $$H' = T^\top H T$$
#
#     Un paso con tasa $\eta$ en la escala nueva resta $\eta\, T T^\top \nabla L$ en la vieja, así
#     que estandarizar es **precondicionar** (precondition) el descenso. Con varias características
#     estandarizadas y su matriz de correlaciones (correlation matrix) $R$,
#
#     $$H' = 2 \begin{pmatrix} 1 & 0 \\ 0 & R \end{pmatrix}$$
#
#     Con una sola, $R = 1$ y $H' = 2I$, así que el paso con $\eta = 1/2$ es el de Newton,
#     $H'^{-1} \nabla L$, que acierta a la primera en cualquier función cuadrática. Con dos, de
#     correlación $\rho$, los valores propios de $R$ son $1 \pm \rho$, y la condición es
#
#     $$\kappa = \frac{1 + |\rho|}{1 - |\rho|}$$
#
#     Con $\rho = 0.9$ vale 19: estandarizar quita las unidades, pero no las correlaciones. Para
#     quitarlas hay que girar los datos y escalarlos otra vez, lo que se llama blanquear
#     (whitening).
#
#     Fuente: [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun y otros,
#     2012), que relaciona la media, la escala y la correlación de las entradas con la hessiana.
#
# ## 3. ¿Cuántos pasos te ahorras? { #steps }
#
# Para comparar hace falta una meta que no dependa de la unidad: el descenso llega cuando su pérdida
# queda a menos de 0.000001 de la mínima. También hace falta salir de la misma recta. Como
# $x = \mu + \sigma z$,
#
# $$b + w x = (b + w \mu) + (w \sigma) z$$
#
# El primer paréntesis es el $b$ de la escala nueva y el segundo, su $w$; con Ana y Luis eran 1.5 y
# 0.5. Empecemos con la misma tasa, 0.1:

# %% [markdown] lang="en"
# The condition number barely falls, from {{ condition:.1f}} to {{ condition_01:.1f}}, because the
# mean is still not 0. In tenths it would have fallen from {{ condition_10:.0f}} to that same
# number: normalizing removes the unit, but not the tilt.
#
# ??? mathematics "With more mathematics"
#     Call $\theta$ the parameters on the old scale and $\varphi$ the parameters on the new one.
#     They are the same line, $\theta = T\varphi$, with
#
#     $$T = \begin{pmatrix} 1 & -\mu/\sigma \\ 0 & 1/\sigma \end{pmatrix}$$
#
#     By the chain rule the gradient becomes $T^\top \nabla L$ and the Hessian becomes
#
#     $$H' = T^\top H T$$
#
#     A step at rate $\eta$ on the new scale subtracts $\eta\, T T^\top \nabla L$ on the old one, so
#     to standardize is to **precondition** the descent. With several standardized features and
#     their correlation matrix $R$,
#
#     $$H' = 2 \begin{pmatrix} 1 & 0 \\ 0 & R \end{pmatrix}$$
#
#     With a single one, $R = 1$ and $H' = 2I$, so the step at $\eta = 1/2$ is Newton's step,
#     $H'^{-1} \nabla L$, which arrives at once on any quadratic function. With two, of correlation
#     $\rho$, the eigenvalues of $R$ are $1 \pm \rho$, and the condition number is
#
#     $$\kappa = \frac{1 + |\rho|}{1 - |\rho|}$$
#
#     For $\rho = 0.9$ it is 19: standardizing removes the units, but not the correlations. To
#     remove those you rotate the data and scale them again, which is called whitening.
#
#     Source: [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun et al.,
#     2012), which ties the mean, scale and correlation of the inputs to the Hessian.
#
# ## 3. How many steps do you save? { #steps }
#
# A comparison needs a goal that does not depend on the unit: the descent arrives when its loss is
# within 0.000001 of the lowest. It must also set out from the same line. Since
# $x = \mu + \sigma z$,
#
# $$b + w x = (b + w \mu) + (w \sigma) z$$
#
# The first parenthesis is the $b$ of the new scale and the second is its $w$; for Ana and Luis they
# were 1.5 and 0.5. Let us begin with the same rate, 0.1:

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


# la misma recta, para z // the same line, for z
b_start, w_start = b0 + w0 * mu, w0 * sigma
slow = count_steps(x_train, b0, w0, lr=0.1)
fast = count_steps(z_train, b_start, w_start, lr=0.1)
times_fewer = slow / fast
print(f"""en años: {slow} pasos, estandarizada: {fast} //
    in years: {slow} steps, standardized: {fast}""")

# %%
#| tags: [claim]
claim(
    "steps-at-the-same-rate",
    [slow, fast],
    equals=[402, 34],
    abs=2,
    says="""Con la tasa 0.1 llega en 402 pasos en años y en 34 estandarizada. //
        At rate 0.1 it arrives in 402 steps in years and in 34 standardized.""",
)

# %% [markdown] lang="es"
# Son {{ times_fewer:.0f}} veces menos pasos. “Pero 0.1 no es igual de prudente en los dos mapas.”
# Es verdad, así que demos a cada mapa la mitad de su límite, la tasa que llega al fondo de un solo
# paso en la dirección más curvada:

# %% [markdown] lang="en"
# That is {{ times_fewer:.0f}} times fewer steps. “But 0.1 is not equally cautious on both maps.”
# True, so let us give each map half of its limit, the rate that reaches the bottom in one step
# along the most curved direction:

# %%
steps_years = count_steps(x_train, b0, w0, lr=limit / 2)
# w0 / 10: la misma recta, por décima de año // w0 / 10: the same line, per tenth of a year
steps_tenths = count_steps(10 * x_train, b0, w0 / 10, lr=limit_10 / 2)
steps_z = count_steps(z_train, b_start, w_start, lr=limit_z / 2)
more_steps = steps_tenths / steps_years
more_condition = condition_10 / condition
print(f"""años: {steps_years}, décimas: {steps_tenths} //
    years: {steps_years}, tenths: {steps_tenths}""")
print(f"estandarizada: {steps_z} // standardized: {steps_z}")

# %%
#| tags: [claim]
#| central: one-step-in-a-round-bowl
claim(
    "one-step-in-a-round-bowl",
    steps_z,
    equals=1,
    says="""Con la entrada estandarizada, un solo paso llega al mínimo. //
        With the standardized input, a single step reaches the minimum.""",
)
claim(
    "steps-follow-the-condition",
    more_steps,
    between=(5.8, 7.8),
    says="""De años a décimas, los pasos crecen casi tanto como la condición. //
        From years to tenths, the steps grow almost as much as the condition number.""",
)

# %% [markdown] lang="es"
# En el cuenco redondo basta un paso, como con Ana y Luis, porque en él todas las direcciones son la
# más curvada. En los otros dos, cada paso solo quita $1/\kappa$ de lo que falta por el fondo, donde
# $\kappa$ (kappa) es la condición. Por eso las décimas necesitan {{ more_steps:.1f}} veces más
# pasos que los años, casi lo mismo que crece su condición, {{ more_condition:.1f}} veces. Con
# varias características correlacionadas, que suben y bajan juntas, el cuenco no queda redondo del
# todo.
#
# ## 4. ¿Y los datos de validación? { #validation }
#
# Los datos de validación son el examen del modelo. Igual que cualquier persona nueva, pasan por la
# *misma* resta y la *misma* división, con la $\mu$ y la $\sigma$ de entrenamiento. Esos dos números
# son parte de lo aprendido, como $b$ y $w$, y el examen no debe tocarlos.

# %% [markdown] lang="en"
# In the round bowl one step is enough, as with Ana and Luis, because there every direction is the
# most curved. In the other two, each step takes off only $1/\kappa$ of what is left along the
# floor, where $\kappa$ (kappa) is the condition number. That is why tenths need {{ more_steps:.1f}}
# times as many steps as years, almost as much as their condition number grows,
# {{ more_condition:.1f}} times. With several correlated features, which rise and fall together, the
# bowl is not perfectly round.
#
# ## 4. And the validation data? { #validation }
#
# The validation data are the exam of the model. Like any new person, they go through the *same*
# subtraction and the *same* division, with the $\mu$ and $\sigma$ of the training set. Those two
# numbers are part of what was learned, like $b$ and $w$, and the exam must not touch them.

# %% Usar la misma escala // Use the same scale
#| predict:
#|   es: ¿Quedará la validación con media 0 y desviación estándar 1?
#|   en: Will the validation set have mean 0 and standard deviation 1?
z_val = (x_val - mu) / sigma  # (20, 1)
mean_val, spread_val = z_val.mean(), z_val.std()
print(f"media: {mean_val:.2f} // mean: {mean_val:.2f}")
print(f"""desviación estándar: {spread_val:.2f} //
    standard deviation: {spread_val:.2f}""")

# %%
#| tags: [page]
only_centered = 0.9 - mu  # para el cuestionario // for the quiz
z_new = only_centered / sigma

# %%
#| tags: [claim]
claim(
    "validation-is-not-standard",
    abs(spread_val - 1),
    at_least=0.05,
    says="""La desviación estándar de la validación no es 1. //
        The standard deviation of the validation set is not 1.""",
)

# %% [markdown] lang="es"
# Ni una ni otra salen exactas, y está bien, porque son otras {{ len(x_val) }} personas. Lo que
# importa es que quien tiene medio año reciba el mismo $z$ en los dos grupos.

# %% [markdown] lang="en"
# Neither comes out exactly, and that is fine, because these are {{ len(x_val) }} other people. What
# matters is that someone with half a year gets the same $z$ in both groups.

# %% [markdown] lang="es"
# ¿Y cómo vuelves a hablar de años? Llama $b_z$ y $w_z$ a los parámetros de la escala nueva y lee al
# revés la igualdad de la sección 3, que da $w = w_z / \sigma$ y $b = b_z - w \mu$. Damos un paso en
# el cuenco redondo y lo traducimos:

# %% [markdown] lang="en"
# And how do you get back to years? Call the parameters on the new scale $b_z$ and $w_z$, and read
# the equation of section 3 backwards, which gives $w = w_z / \sigma$ and $b = b_z - w \mu$. We take
# one step in the round bowl and translate it:

# %% Volver a los años // Back to years
grad_b, grad_w = gradients(b_start, w_start, z_train, y_train)
b_z, w_z = b_start - 0.5 * grad_b, w_start - 0.5 * grad_w  # un paso // one step
w_back = w_z / sigma
b_back = b_z - w_back * mu
print(f"b = {b_back:.4f}, w = {w_back:.4f}")
val_loss = mse(b_z, w_z, z_val, y_val)
print(f"pérdida de validación: {val_loss:.4f} // validation loss: {val_loss:.4f}")

# %%
#| tags: [claim]
claim(
    "one-step-is-least-squares",
    [b_back, w_back],
    equals=[b_exact, w_exact],
    abs=1e-9,
    says="""De vuelta en años, ese paso da la recta de los mínimos cuadrados. //
        Back in years, that step gives the least-squares line.""",
)

# %% [markdown] lang="es"
# Es la recta que costó mil pasos [al principio del módulo](gradient-descent.md), con la misma
# pérdida de validación, porque estandarizar no cambia lo que una recta puede predecir.
#
# ## 5. ¿Hay que mirar todos los ejemplos antes de cada paso? { #batches }
#
# Falta abaratar cada paso. Hasta aquí, cada uno promedia {{ len(x_train) }} errores; con sesenta
# mil imágenes, eso es mucho trabajo para moverse una sola vez. Hagamos como una encuesta, que
# pregunta a unos pocos para saber qué opinan todos:
#
# - Con **todos** los ejemplos en cada paso tienes el descenso por **lote** (batch) completo, el de
#   siempre.
# - Con **unos pocos**, cada grupo es un **minilote** (mini-batch).
# - Con **uno solo**, el descenso se llama *estocástico* (stochastic), es decir, guiado por el azar.
#
# El **tamaño de lote** (batch size) es cuántos miras en cada paso, y una **época** (epoch) sigue
# siendo ver cada ejemplo una vez. Reparte los {{ len(x_train) }} en cinco minilotes de 16, sin
# repetir a nadie, y calcula en la recta inicial las dos pendientes de cada uno.

# %% [markdown] lang="en"
# It is the line that took a thousand steps [at the start of the module](gradient-descent.md), with
# the same validation loss, because standardizing does not change what a line can predict.
#
# ## 5. Must you look at every example before each step? { #batches }
#
# It remains to make each step cheaper. So far, each one averages {{ len(x_train) }} errors; with
# sixty thousand images, that is a lot of work for one move. Let us do what a survey does, which
# asks a few people to learn what everyone thinks:
#
# - With **all** the examples in each step you have full-**batch** descent, the usual one.
# - With **a few**, each group is a **mini-batch**.
# - With **just one**, the descent is called *stochastic*, which means guided by randomness.
#
# The **batch size** is how many you look at in each step, and an **epoch** is still seeing each
# example once. Deal the {{ len(x_train) }} into five mini-batches of 16, with nobody repeated, and
# compute the two slopes of each at the starting line.

# %% Repartir en minilotes // Deal into mini-batches
#| predict:
#|   es: ¿Qué relación habrá entre la media de los cinco gradientes y el de los 80 ejemplos?
#|   en: How will the mean of the five gradients relate to the gradient of all 80?
rng = np.random.default_rng(0)
groups = rng.permutation(80).reshape(5, 16)  # (5, 16) índices // (5, 16) indices
batch_grads = []
for group in groups:
    z_group, y_group = z_train[group], y_train[group]  # (16, 1), (16, 1)
    grad_b, grad_w = gradients(b_start, w_start, z_group, y_group)
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
claim(
    "mean-of-batches-is-the-whole",
    mean_grad - full_grad,
    equals=0,
    abs=1e-12,
    says="""La media de los cinco minilotes es el gradiente de todos los ejemplos. //
        The mean of the five mini-batches is the gradient of all the examples.""",
)
claim(
    "updates-per-epoch",
    [80 // n for n in (80, 16, 1)],
    equals=[1, 5, 80],
    says="""Una época da 1, 5 u 80 pasos con lotes de 80, 16 o 1. //
        An epoch takes 1, 5 or 80 steps with batches of 80, 16 or 1.""",
)

# %% [markdown] lang="es"
# Cada minilote se equivoca a su manera, pero la media de los cinco es *exactamente* el **gradiente
# completo** (full gradient), el de todos los ejemplos, porque tienen el mismo tamaño y juntos
# cuentan a cada uno una vez. En promedio, un minilote acierta; la estadística lo llama
# **insesgado** (unbiased).
#
# ??? technical "Línea por línea"
#     - `default_rng(0)` es el generador de números aleatorios del código nuevo, con su propia
#       semilla.
#     - `permutation(80)` baraja los índices y `reshape(5, 16)` los reparte en cinco filas.
#     - `z_train[group]` toma las 16 filas de esos índices.
#
# ## 6. ¿Cuánto ruido tiene un lote pequeño? { #noise }
#
# Lo que un minilote se aparta del gradiente completo cambia con el sorteo, y por eso se llama
# **ruido** (noise). Para medirlo sorteamos 4000 lotes, con tres semillas, y calculamos la
# desviación estándar de su pendiente en $w$; tras ± va lo que cambia de una semilla a otra. En una
# media, como en una encuesta, los que se pasan compensan a los que se quedan cortos, pero no del
# todo.

# %% [markdown] lang="en"
# Each mini-batch is wrong in its own way, but the mean of the five is *exactly* the **full
# gradient**, computed on all the examples, because they have the same size and together count each
# example once. On average a mini-batch is right; statistics calls it **unbiased**.
#
# ??? technical "Line by line"
#     - `default_rng(0)` is the random number generator of new code, with a seed of its own.
#     - `permutation(80)` shuffles the indices and `reshape(5, 16)` deals them into five rows.
#     - `z_train[group]` takes the 16 rows of those indices.
#
# ## 6. How much noise does a small batch have? { #noise }
#
# How far a mini-batch strays from the full gradient changes with the draw, so it is called
# **noise**. To measure it we draw 4000 batches, with three seeds, and compute the standard
# deviation of their slope in $w$; after ± comes how much the seeds differ. In an average, as in a
# survey, those too high make up for those too low, but not fully.

# %% Medir el ruido // Measure the noise
#| predict:
#|   es: Un lote de 16 promedia 16 pendientes. ¿Dividirá el ruido entre 16 o entre un número menor?
#|   en: A batch of 16 averages 16 slopes. Does it divide the noise by 16 or by a smaller number?
error = b_start + w_start * z_train - y_train  # (80, 1)
slopes = (2 * z_train * error).ravel()  # (80,)
noise_1, noise_16 = [], []
for seed in range(3):
    rng = np.random.default_rng(seed)
    draws = rng.permuted(np.tile(slopes, (4000, 1)), axis=1)  # (4000, 80)
    noise_1.append(draws[:, :1].mean(axis=1).std())
    noise_16.append(draws[:, :16].mean(axis=1).std())
ratios = np.array(noise_1) / noise_16  # (3,)
print(f"ruido con 1:  {np.mean(noise_1):.2f} // noise with 1:  {np.mean(noise_1):.2f}")
print(f"ruido con 16: {np.mean(noise_16):.2f} // noise with 16: {np.mean(noise_16):.2f}")
print(f"""cociente: {ratios.mean():.2f} ± {ratios.std():.2f} (3 semillas) //
    ratio: {ratios.mean():.2f} ± {ratios.std():.2f} (3 seeds)""")

# %%
#| tags: [claim]
claim(
    "noise-ratio",
    ratios,
    between=(3, 5),
    says="""Con 16 ejemplos hay entre 3 y 5 veces menos ruido que con uno. //
        With 16 examples there is 3 to 5 times less noise than with one.""",
)

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Tres histogramas de la pendiente en w, con lotes de 1, 4 y 16 ejemplos: el de 1 es ancho y
#|     llega a pendientes positivas; el de 16 se aprieta alrededor de la pendiente de todos.
#|   en: >-
#|     Three histograms of the slope in w, with batches of 1, 4 and 16 examples: the first is wide
#|     and reaches positive slopes; the last huddles around the slope of all.
#| caption:
#|   es: Las pendientes de 4000 lotes sorteados de cada tamaño. La línea naranja es la de los 80
#|     ejemplos.
#|   en: The slopes of 4000 random batches of each size. The orange line is the slope of all 80
#|     examples.
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

# %%
#| tags: [page]
contrary = (slopes > 0).mean()
contrary_16 = (draws[:, :16].mean(axis=1) > 0).mean()
exact_ratio, mean_ratio = 4 * np.sqrt(79 / 64), ratios.mean()

# %% [markdown] lang="es"
# Lo divide entre algo más de 4, porque al promediar $n$ ejemplos el ruido se divide entre
# $\sqrt{n}$, y un poco más si ninguno se repite. Por eso, con un lote pequeño frente al total,
# mirar cuatro veces más ejemplos solo reduce el ruido a la mitad. Nos sorprendió el primer
# histograma: el {{ contrary:.0%}} de los ejemplos, uno a uno, pide *bajar* $w$, cuando entre todos
# piden subirla. De los lotes de 16, lo pide solo el {{ contrary_16:.0%}}.

# %% [markdown] lang="en"
# It divides the noise by a little over 4, because averaging $n$ examples divides it by $\sqrt{n}$,
# and by a bit more when none is repeated. So, while the batch is small beside the whole, looking at
# four times as many examples only halves the noise. The first histogram surprised us:
# {{ contrary:.0%}} of the examples, one by one, ask to *lower* $w$, while together they ask to
# raise it. Of the batches of 16, only {{ contrary_16:.0%}} do.

# %% [markdown] lang="es"
# ??? technical "Línea por línea"
#     - `slopes` guarda la pendiente en $w$ de cada ejemplo por separado, y la de un lote es la
#       media de las suyas.
#     - `tile` copia la fila 4000 veces y `permuted` baraja cada copia; los 16 primeros de cada una
#       son un minilote.
#
# ## 7. ¿Quién gana la carrera? { #race }
#
# Enfrentemos los tres tamaños con la misma tasa, 0.1, durante cinco épocas y con tres semillas.
# Todos miran 400 ejemplos, pero el lote completo da 5 pasos, el de 16 da 25 y el de uno da 400. Sin
# ruido, cada paso multiplica la distancia al fondo por $1 - 0.1 \cdot 2 = 0.8$, porque la curvatura
# es 2.

# %% [markdown] lang="en"
# ??? technical "Line by line"
#     - `slopes` holds the slope in $w$ of each example on its own, and the slope of a batch is the
#       mean of those it holds.
#     - `tile` copies the row 4000 times and `permuted` shuffles each copy; the first 16 of each one
#       are a mini-batch.
#
# ## 7. Who wins the race? { #race }
#
# Let the three sizes compete at the same rate, 0.1, for five epochs, with three seeds. All look at
# 400 examples, but the full batch takes 5 steps, the batch of 16 takes 25 and the batch of one 400.
# Without noise, each step multiplies the distance to the bottom by $1 - 0.1 \cdot 2 = 0.8$, because
# the curvature is 2.


# %% Descender por minilotes // Descend by mini-batches
#| predict:
#|   es: ¿Qué tamaño acabará más cerca del mínimo, y cuál no se quedará quieto?
#|   en: Which size will end closest to the minimum, and which one will not keep still?
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


def race(lr):
    after_5 = {}
    for size in (80, 16, 1):
        ends = [descend(size, 5, lr, seed)[-1] for seed in range(3)]
        losses = np.array([mse(*end, z_train, y_train) for end in ends])
        after_5[size] = losses
        print(f"""lote de {size}: {losses.mean():.5f} ± {losses.std():.5f} //
            batch of {size}: {losses.mean():.5f} ± {losses.std():.5f}""")
    return after_5


after_5 = race(lr=0.1)
print(f"la mínima: {lowest:.5f} // the lowest: {lowest:.5f}")

# %%
last_100 = descend(1, epochs=200)[-100:]  # (100, 2)
still_dancing = np.mean([mse(b, w, z_train, y_train) for b, w in last_100])
print(f"""lote de 1, 200 épocas: {still_dancing:.5f} //
    batch of 1, 200 epochs: {still_dancing:.5f}""")

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Arriba, tres caminos en un cuenco redondo: con 80, cinco pasos rectos que recorren dos
#|     tercios; con 16, casi recto hasta el centro; con 1, un zigzag que llega y se enreda allí.
#|     Abajo, la pérdida por encima de la mínima: la de 1 se desploma y queda temblando; la de 16
#|     tarda más y acaba mucho más abajo.
#|   en: >-
#|     Above, three paths in a round bowl: with 80, five straight steps that cover two thirds; with
#|     16, nearly straight to the center; with 1, a zigzag that arrives and gets tangled there.
#|     Below, the loss above the lowest: with 1 it plunges and keeps trembling; with 16 it takes
#|     longer and ends far lower.
#| caption:
#|   es: Cinco épocas con tres tamaños de lote. Arriba, el camino alrededor del mínimo; abajo, lo
#|     que le sobra a la pérdida, donde cada raya es diez veces menos que la de encima.
#|   en: Five epochs with three batch sizes. Above, the path around the minimum; below, the excess
#|     loss, where each line across is ten times less than the one above it.
figure, panels = plt.subplot_mosaic([["80", "16", "1"], ["loss"] * 3], figsize=(7, 5.4))
bottom = np.array([b_exact + w_exact * mu, w_exact * sigma])  # (2,)
turn, above = np.linspace(0, 2 * np.pi, 50), panels["loss"]
colors = {80: "green", 16: "orange", 1: "purple"}
for size, color in colors.items():
    walk, axes = descend(size, epochs=5), panels[str(size)]
    look = {"color": plots.COLORS[color], "linewidth": 1 if size == 1 else 2}
    for radius in np.sqrt([0.05, 0.2, 0.5, 1, 2, 5]):
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
claim(
    "full-batch-is-halfway",
    after_5[80],
    at_least=0.2,
    says="""Con la tasa 0.1, al lote completo le queda una pérdida de 0.2 o más. //
        At rate 0.1, the full batch is left with a loss of 0.2 or more.""",
)
claim(
    "mini-batches-arrive",
    after_5[16] - lowest,
    at_most=2e-4,
    says="""El minilote de 16 queda a menos de 0.0002 de la pérdida mínima. //
        The mini-batch of 16 ends within 0.0002 of the lowest loss.""",
)
claim(
    "single-examples-keep-dancing",
    still_dancing / lowest,
    at_least=1.1,
    says="""Con un ejemplo por paso, tras 200 épocas aún sobra más de un 10 % de pérdida. //
        With one example per step, after 200 epochs the loss is still over 10% too high.""",
)

# %%
#| tags: [page]
dance = still_dancing / lowest - 1
at_bottom = b_exact + w_exact * x_train - y_train  # (80, 1)
scatter = np.hstack([2 * at_bottom, 2 * z_train * at_bottom]).var(axis=0).sum()
foretold = 0.1 / (4 * 0.9) * scatter / lowest
farthest = np.abs(z_train).max()
lone_limit = 1 / (1 + farthest**2)

# %% [markdown] lang="es"
# De los tres gana el de 16, porque da muchos pasos con poco ruido. El de uno se acerca antes que
# nadie, pero ni tras 200 épocas se queda quieto: su pérdida sigue un {{ dance:.0%}} por encima de
# la mínima, porque cada ejemplo tira hacia su propia recta. El lote completo no depende del sorteo,
# de ahí el ± 0, pero tras cinco pasos aún le queda un tercio de la distancia.

# %% [markdown] lang="en"
# The batch of 16 wins, because it takes many steps with little noise. The batch of one comes close
# before the others, but not even after 200 epochs does it keep still: its loss remains
# {{ dance:.0%}} above the lowest, since each example pulls towards its own line. The full batch
# does not depend on the draw, hence the ± 0, but after five steps a third of the distance is left.

# %% [markdown] lang="es"
# “¿Pero el lote completo no llegaba en un solo paso?” Llegaba con la tasa 0.5, así que hay que
# repetir la carrera:

# %% [markdown] lang="en"
# “But didn’t the full batch arrive in a single step?” It did, at rate 0.5, so we must run the race
# again:

# %%
daring = race(lr=0.5)

# %%
#| tags: [claim]
claim(
    "full-batch-arrives-at-half",
    daring[80] - lowest,
    equals=0,
    abs=1e-9,
    says="""Con la tasa 0.5, el lote completo llega al mínimo. //
        At rate 0.5, the full batch reaches the minimum.""",
)
claim(
    "single-examples-fly-off",
    daring[1].mean() / lowest,
    at_least=100,
    says="""Con la tasa 0.5, el lote de uno acaba cien veces por encima de la mínima. //
        At rate 0.5, the batch of one ends a hundred times above the lowest loss.""",
)

# %% [markdown] lang="es"
# Ahora gana el completo, por poco, y el de uno sale volando. El límite de 1 es el del promedio; la
# persona más alejada de la media, ella sola, forma un valle cuyo límite es solo
# {{ lone_limit:.2f}}. Así que ningún tamaño gana siempre: lote y tasa se eligen juntos, y un lote
# más pequeño suele pedir una tasa menor.
#
# Hasta aquí hemos contado ejemplos y no tiempo. `repeat` cronometra veinte veces 80 pasos de cada
# tamaño, y nos quedamos con el tiempo menor; los tuyos serán otros:

# %% [markdown] lang="en"
# Now the full batch wins, by a little, and the batch of one flies off. The limit of 1 belongs to
# the average; the person farthest from the mean makes, alone, a valley whose limit is only
# {{ lone_limit:.2f}}. So no single size always wins: batch and rate are chosen together, and a
# smaller batch usually wants a lower rate.
#
# So far we have counted examples, not time. `repeat` times 80 steps of each size, twenty times
# over, and we keep the shortest time; yours will differ:

# %%
#| tags: [volatile]
from timeit import repeat

for size in (1, 16, 80):
    task = "descend(size, epochs=size)"  # siempre 80 pasos // always 80 steps
    times = repeat(task, number=1, repeat=20, globals=globals())
    print(f"""lote de {size}: {min(times) * 1e6 / 80:.0f} µs por paso //
        batch of {size}: {min(times) * 1e6 / 80:.0f} µs per step""")

# %% [markdown] lang="es"
# Un paso cuesta parecido con 1, 16 u 80 ejemplos, porque con tan pocas cuentas casi todo el tiempo
# se va en prepararlas. Por eso una época de uno en uno sale cara y aquí el lote completo es barato.
# Con sesenta mil imágenes no lo sería, y el minilote queda en el punto medio: muchos pasos, poco
# ruido y muchas cuentas de una vez. Con redes se suele empezar entre 32 y 256.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     Con SGD (*stochastic gradient descent*) casi todo el mundo se refiere a los minilotes y no al
#     lote de uno. `torch.optim.SGD` acepta cualquier tamaño.
#
# ??? mathematics "Con más matemáticas"
#     Las $N$ pendientes tienen varianza $v$. Si sacas $n$ sin repetir, la covarianza $c$ de dos de
#     ellas cumple $N v + N(N-1) c = 0$, porque la suma de todas no varía. Así, $c = -v/(N-1)$, y la
#     media $\bar{g}$ tiene
#
#     $$\operatorname{Var}(\bar{g}) = \frac{v}{n} \cdot \frac{N - n}{N - 1}$$
#
#     El último factor es la corrección por población finita (finite population correction). De 1 a
#     16 el ruido se divide entre $4\sqrt{79/64}$ = {{ exact_ratio:.2f}}, y el sorteo dio
#     {{ mean_ratio:.2f}}.
#
#     ¿Y cuánto baila el lote de uno? Con $H = 2I$, un paso con tasa $\eta$ y ruido $\xi$ lleva la
#     distancia $d$ a $(1 - 2\eta) d - \eta \xi$. Si los ruidos son independientes, de media 0 y
#     varianza total $V/n$, el equilibrio $E = (1 - 2\eta)^2 E + \eta^2 V / n$ da
#
#     $$E = \frac{\eta}{4(1 - \eta)} \cdot \frac{V}{n}$$
#
#     donde $E$ es la media de $d^\top d$, que aquí es la pérdida que sobra. Con la $V$ medida en el
#     mínimo predice un {{ foretold:.0%}}, cerca del {{ dance:.0%}} de la carrera. Fuente:
#     [Optimization Methods for Large-Scale Machine
#     Learning](https://arxiv.org/abs/1606.04838){ lang=en }
#     (Bottou, Curtis y Nocedal, 2018), que acota esa pérdida para funciones fuertemente convexas.
#
# ## 8. ¿Y las dos cosas a la vez? { #both }
#
# En la figura, la tasa es siempre un quinto del límite del mapa, para que el lote de 1 no salga
# volando. Las líneas tenues son los pasos que propone cada lote de la primera época.

# %% [markdown] lang="en"
# A step costs about the same with 1, 16 or 80 examples, because with so little arithmetic most of
# the time goes into preparing it. That makes an epoch of single examples expensive and, here, the
# full batch cheap. With sixty thousand images it would not be, and the mini-batch is the middle
# way: many steps, little noise and a lot of arithmetic at once. For networks people often start
# between 32 and 256.
#
# !!! elsewhere "What you will see elsewhere"
#     By SGD (*stochastic gradient descent*) nearly everyone means mini-batches, not a batch of one.
#     `torch.optim.SGD` takes any size.
#
# ??? mathematics "With more mathematics"
#     The $N$ slopes have variance $v$. If you draw $n$ without repeating, the covariance $c$ of two
#     of them satisfies $N v + N(N-1) c = 0$, because the sum of all does not vary. Hence
#     $c = -v/(N-1)$, and the mean $\bar{g}$ has
#
#     $$\operatorname{Var}(\bar{g}) = \frac{v}{n} \cdot \frac{N - n}{N - 1}$$
#
#     The last factor is the finite population correction. From 1 to 16 the noise is divided by
#     $4\sqrt{79/64}$ = {{ exact_ratio:.2f}}, and the draws gave {{ mean_ratio:.2f}}.
#
#     And how much does the batch of one dance? With $H = 2I$, a step at rate $\eta$ with noise
#     $\xi$ takes the distance $d$ to $(1 - 2\eta) d - \eta \xi$. If the noises are independent,
#     with mean 0 and total variance $V/n$, the balance $E = (1 - 2\eta)^2 E + \eta^2 V / n$ gives
#
#     $$E = \frac{\eta}{4(1 - \eta)} \cdot \frac{V}{n}$$
#
#     where $E$ is the mean of $d^\top d$, which here is the excess loss. With $V$ measured at the
#     minimum it predicts {{ foretold:.0%}}, close to the {{ dance:.0%}} of the race. Source:
#     [Optimization Methods for Large-Scale Machine Learning](https://arxiv.org/abs/1606.04838)
#     (Bottou, Curtis and Nocedal, 2018), which bounds that loss for strongly convex functions.
#
# ## 8. And both at once? { #both }
#
# In the figure, the rate is always a fifth of the limit of the map, so that the batch of 1 does not
# fly off. The faint lines are the steps that each batch of the first epoch proposes.

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
# Al confirmar aparecen los mandos. Sin estandarizar, un lote pequeño ayuda, porque da más pasos,
# pero con ×20 los cuatro tamaños acaban lejos del fondo tras diez épocas. Prueba también ×2, porque
# unos números mayores no siempre estrechan el valle.
#
# ## Lo que suele fallar { #errors }
#
# ### Escalar con datos del examen { #error-leak }
#
# **Síntoma:** no hay ninguno, y ese es el peligro. Compara las dos escalas:

# %% [markdown] lang="en"
# Once you confirm, the controls appear. Without standardizing, a small batch helps, because it
# takes more steps, but at ×20 all four sizes end far from the bottom after ten epochs. Try ×2 as
# well, because larger numbers do not always make the valley narrower.
#
# ## What usually goes wrong { #errors }
#
# ### Scaling with exam data { #error-leak }
#
# **Symptom:** there is none, and that is the danger. Compare the two scales:

# %%
mu_all, sigma_all = x.mean(), x.std()
print(f"entrenamiento: {mu:.4f} y {sigma:.4f} // training: {mu:.4f} and {sigma:.4f}")
print(f"""todo:          {mu_all:.4f} y {sigma_all:.4f} //
    all:      {mu_all:.4f} and {sigma_all:.4f}""")

# %% [markdown] lang="es"
# **Causa:** los números de la segunda línea ya saben algo del examen, y eso es una **fuga de
# información** (data leakage), aunque aquí sea pequeña. **Arreglo:** separa primero, y saca $\mu$ y
# $\sigma$ solo de entrenamiento.
#
# ### Escalar la salida y no volver { #error-target }
#
# **Síntoma:** las predicciones son absurdas, como sueldos negativos.

# %% [markdown] lang="en"
# **Cause:** the numbers of the second line already know something about the exam, and that is
# **data leakage**, small as it is here. **Fix:** split first, and take $\mu$ and $\sigma$ from the
# training set alone.
#
# ### Scaling the output and never coming back { #error-target }
#
# **Symptom:** the predictions are absurd, such as negative salaries.

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
claim(
    "inverted-target",
    real_answer,
    equals=b_exact + w_exact * 0.3,
    abs=1e-9,
    says="""De vuelta en miles, la predicción es la de los mínimos cuadrados. //
        Back in thousands, the prediction agrees with least squares.""",
)

# %% [markdown] lang="es"
# **Causa:** el modelo responde en desviaciones estándar del sueldo y no en miles. **Arreglo:**
# multiplica por $\sigma_y$ y suma $\mu_y$ antes de leer una predicción.
#
# ### Una característica que no cambia { #error-constant }
#
# **Síntoma:** NumPy avisa y, desde ahí, todo es `nan`.

# %% [markdown] lang="en"
# **Cause:** the model answers in standard deviations of the salary and not in thousands. **Fix:**
# multiply by $\sigma_y$ and add $\mu_y$ before you read a prediction.
#
# ### A feature that never changes { #error-constant }
#
# **Symptom:** NumPy warns you and, from there on, everything is `nan`.

# %%
#| warns: "RuntimeWarning: invalid value encountered in divide"
#| cause:
#|   es: Una columna constante tiene desviación estándar 0, y 0 entre 0 no es un número.
#|   en: A constant column has standard deviation 0, and 0/0 is not a number.
#| fix:
#|   es: Quita esa columna, que no informa de nada, o divide entre 1 cuando la desviación sea 0.
#|   en: Drop that column, which tells you nothing, or divide by 1 if the standard deviation is 0.
country = np.ones((80, 1))  # todos del mismo país // all from the same country
scaled_country = (country - country.mean()) / country.std()
print(scaled_country[:2].ravel())

# %% [markdown] lang="es"
# **Causa:** la desviación estándar de una columna constante es 0, y 0/0 no es un número.
# **Arreglo:** quita la columna, que no distingue a nadie.
#
# ### Sortear con repetición { #error-replacement }
#
# **Síntoma:** tampoco hay ninguno. Sortea 80 índices *devolviendo* cada uno a la bolsa y cuenta
# cuántos son distintos:

# %% [markdown] lang="en"
# **Cause:** the standard deviation of a constant column is 0, and 0/0 is not a number. **Fix:**
# drop the column, which tells no one apart.
#
# ### Drawing with replacement { #error-replacement }
#
# **Symptom:** again there is none. Draw 80 indices at random, *putting each one back* in the bag,
# and count how many are different:

# %%
rng = np.random.default_rng(0)
# set quita los repetidos // set removes the repeated ones
seen = [len(set(rng.integers(0, 80, size=80).tolist())) for _ in range(1000)]
share_seen = np.mean(seen) / 80
print(f"""ejemplos distintos por época: {share_seen:.0%} //
    different examples per epoch: {share_seen:.0%}""")

# %%
#| tags: [claim]
claim(
    "replacement-skips-a-third",
    share_seen,
    equals=1 - (79 / 80) ** 80,
    abs=0.01,
    says="""Si devuelves cada índice, una época deja sin ver más de un tercio. //
        If you put each index back, an epoch leaves more than a third unseen.""",
)

# %% [markdown] lang="es"
# **Causa:** `integers` puede repetir, y más de un tercio de los ejemplos se queda fuera.
# **Arreglo:** baraja con `permutation` y corta en trozos. Tampoco repite
# `choice(..., replace=False)`, que protesta si pides más de lo que hay:

# %% [markdown] lang="en"
# **Cause:** `integers` can repeat, and more than a third of the examples is left out. **Fix:**
# shuffle with `permutation` and cut into pieces. `choice(..., replace=False)` does not repeat
# either, and protests when you ask for more than there is:

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
# - La unidad de una característica cambia el valle: con números diez veces mayores, la condición
#   pasa de {{ condition:.1f}} a {{ condition_10:.0f}}. Al estandarizar, la unidad se cancela.
# - Estandarizar es restar la media y dividir entre la desviación estándar; con una sola
#   característica, el valle queda redondo y un paso llega al fondo.
# - $\mu$ y $\sigma$ salen solo de entrenamiento y se aplican igual a todo lo demás.
# - Un minilote da un gradiente con ruido que acierta en promedio; con 16 ejemplos hay unas 4 veces
#   menos ruido que con 1.
# - Los lotes pequeños dan muchos pasos con ruido y los grandes, pocos y seguros. El lote y la tasa
#   se eligen juntos.
#
# ## Para profundizar { #further }
#
# - [Tensores](../m2-tensors-autograd/tensors.md): las mismas columnas, ahora en PyTorch.
# - [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun y otros, 2012): por qué
#   centrar y escalar, y qué gana el descenso estocástico; en inglés.
# - La documentación de NumPy, en inglés:
#   [`Generator.permutation`](https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.permutation.html).
#
# Ya sabes dar pocos pasos y darlos baratos. Pero las dos derivadas las sacaste a mano, para una
# recta con dos parámetros, y una red tiene millones repartidos en capas. ¿Dónde se guardan tantos
# números, y quién calculará todas sus pendientes?

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - The unit of a feature changes the valley: with numbers ten times larger, the condition number
#   goes from {{ condition:.1f}} to {{ condition_10:.0f}}. Standardizing cancels the unit.
# - To standardize is to subtract the mean and divide by the standard deviation; with a single
#   feature the valley becomes round and one step reaches the bottom.
# - $\mu$ and $\sigma$ come from the training set alone and apply to everything else unchanged.
# - A mini-batch gives a noisy gradient that is right on average; with 16 examples the noise is
#   about a quarter of what it is with 1.
# - Small batches take many noisy steps, and large ones take few but sure steps. Batch and rate are
#   chosen together.
#
# ## Going further { #further }
#
# - [Tensors](../m2-tensors-autograd/tensors.md): the same columns, now in PyTorch.
# - [Efficient BackProp](https://doi.org/10.1007/978-3-642-35289-8_3) (LeCun et al., 2012): why to
#   center and scale, and what stochastic descent gains.
# - The NumPy documentation:
#   [`Generator.permutation`](https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.permutation.html).
#
# You can now take few steps and take them cheaply. But you worked out both derivatives by hand, for
# a line with two parameters, and a network has millions of them, spread over layers. Where are so
# many numbers kept, and who will compute all their slopes?
