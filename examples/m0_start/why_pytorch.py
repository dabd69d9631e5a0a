# ---
# title: "¿Por qué aprendizaje profundo y por qué PyTorch? // Why deep learning, and why PyTorch?"
# description:
#   es: Qué significa que una red aprenda, cuándo gana y cuándo no, por qué usamos PyTorch y por
#     dónde empezar el curso.
#   en: What it means for a network to learn, when it wins and when it does not, why we use PyTorch,
#     and where to start the course.
# objectives:
#   - understand:
#       es: explicar qué aprende una red además de la respuesta (cuestionario, “¿Qué hace el
#         aprendizaje profundo…?”)
#       en: explain what a network learns besides the answer (quiz, “What does deep learning do…?”)
#   - evaluate:
#       es: elegir entre reglas, un modelo clásico y una red (E1), y decidirlo con números (E2)
#       en: choose among rules, a classical model and a network (E1), and decide by numbers (E2)
#   - remember:
#       es: reconocer las razones para usar PyTorch (cuestionario, “¿Qué razones…?”)
#       en: recognize the reasons for using PyTorch (quiz, “Which reasons…?”)
#   - evaluate:
#       es: valorar lo que ya sabes y encontrar tu página de salida (E3)
#       en: judge what you know already and find your starting page (E3)
# minutes: {read: 20, practise: 10}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# Reconoces un 3 escrito a mano sin pensarlo, pero nadie ha conseguido escribir la lista completa de
# reglas que lo distinguen de un 8. Sin embargo, tu teléfono lee carteles, entiende tu voz y
# reconoce tu cara. **¿Cómo aprende una máquina algo que nadie sabe explicarle?**

# %% [markdown] lang="en"
# You recognize a handwritten 3 without thinking, yet nobody has managed to write down the complete
# list of rules that tell it from an 8. Even so, your phone reads signs, understands your voice and
# recognizes your face. **How does a machine learn something that nobody can explain to it?**

# %%
#| tags: [hurry]
import torch
from torch import nn

from tutorial_lib import load_builtin

torch.manual_seed(0)
x, y = load_builtin("digits")
network = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.SGD(network.parameters(), lr=0.05)
for _ in range(300):
    optimizer.zero_grad()
    nn.functional.cross_entropy(network(x[:1300]), y[:1300]).backward()
    optimizer.step()
print((network(x[1300:]).argmax(dim=1) == y[1300:]).float().mean())

# %% [markdown] lang="es" role="hurry"
# Estas líneas entrenan una red con 1300 dígitos e imprimen qué parte acierta de los que no vio;
# escribirás otras muy parecidas, una a una, en [tu primer modelo](hello-pytorch.md). Lo profundo
# consiste en que la red [aprende también cómo describir los datos](#deep), y por eso compensa con
# fotos, voz o texto, mientras que [con una tabla pequeña](#not-always) basta casi siempre
# scikit-learn. PyTorch pone [las derivadas y la GPU](#pytorch), y lo demás es Python corriente.

# %% [markdown] lang="en" role="hurry"
# These lines train a network on 1300 digits and print the share it gets right among those it has
# not seen; you will write very similar ones yourself, one by one, in [your first
# model](hello-pytorch.md). What makes it deep is that the network [also learns how to describe the
# data](#deep), which is why it pays off on photos, speech or text, while [for a small
# table](#not-always) scikit-learn is nearly always enough. PyTorch supplies [the derivatives and
# the GPU](#pytorch), and the rest is ordinary Python.

# %% [markdown] lang="es"
# En esta página verás la respuesta de cerca, primero con cuatro dígitos y lápiz y después con una
# red que aprende en unos segundos. Al terminar sabrás qué significa *profundo*, cuándo no te hace
# falta y por qué este curso usa PyTorch. También habrás elegido por dónde empezar. No necesitas
# haber entrenado ningún modelo.
#
# ## ¿Cuál es la regla? La idea en una imagen { #picture }
# Aquí hay doce treses escritos a mano. Intenta decir en una frase qué tienen en común, de forma que
# ningún 8 la cumpla.

# %% [markdown] lang="en"
# On this page you see the answer up close, first with four digits and a pencil, and then with a
# network that learns in a few seconds. By the end you will know what *deep* means, when you can do
# without it and why this course uses PyTorch. You will also have chosen where to start. You need
# not have trained a model before.
#
# ## What is the rule? The idea in one picture { #picture }
# Here are twelve handwritten threes. Try to say in one sentence what they have in common, in such a
# way that it fits no 8.

# %%
#| tags: [page]
#| alt:
#|   es: Doce treses escritos a mano, de 8 por 8 píxeles. Unos son anchos, otros estrechos o
#|     inclinados; algunos casi se cierran como un 8. Ninguna regla sencilla los describe a todos.
#|   en: Twelve handwritten threes of 8 by 8 pixels. Some are wide, others narrow or slanted; a few
#|     almost close up like an 8. No simple rule describes them all.
import torch

from tutorial_lib import load_builtin, plots

all_images, all_labels = load_builtin("digits")
threes = all_images[all_labels == 3][[0, 4, 9, 13, 21, 27, 34, 46, 58, 77, 101, 120]]
plots.plot_images(threes.reshape(-1, 8, 8), [""] * 12, columns=6)

# %% [markdown] lang="es"
# Quizá has pensado en “dos arcos abiertos por la izquierda”. Mira entonces la segunda fila, donde
# algunos casi se cierran. Cada excepción pide otra regla, y eso que estas imágenes tienen solo
# 8 × 8 puntos, los **píxeles** (pixels), mientras que las de tu teléfono tienen millones.
#
# La alternativa es renunciar a escribir la regla. Le damos a la máquina muchas imágenes, cada una
# con su respuesta, que se llama **etiqueta** (label), y dejamos que encuentre ella cómo pasar de la
# una a la otra. Aprender así, de ejemplos, es el **aprendizaje automático** (machine learning).
#
# ## 1. ¿Qué tiene de profundo? { #deep }
# Un programa que aprende necesita números que describan cada ejemplo, las **características**
# (features). Supón que alguien ya midió dos por ti: si el dígito tiene un hueco cerrado arriba y si
# lo tiene abajo, con un 1 para el sí y un 0 para el no. Ahora te preguntan si un dígito tiene
# **exactamente un** hueco:
#
# | dígito | hueco arriba | hueco abajo | ¿solo uno? |
# | --- | --- | --- | --- |
# | 3 | 0 | 0 | no |
# | 9 | 1 | 0 | sí |
# | 6 | 0 | 1 | sí |
# | 8 | 1 | 1 | no |
#
# Lo más sencillo es sumar. Le pones a cada característica un **peso** (weight), que dice cuánto
# cuenta a favor o en contra, y contestas que sí cuando la suma pasa de un umbral. Aquí, sin
# embargo, no hay pesos que sirvan. El 3 suma 0 y no debe pasar, así que el umbral es al menos 0. El
# 9 y el 6 sí deben pasar, de modo que el peso de cada hueco supera el umbral y, por tanto, es
# positivo. Pero el 8 suma esos dos pesos positivos, de los que uno solo ya bastaba, así que pasa
# también, y esa respuesta es un error.
#
# La salida es intercalar un paso. Antes de decidir, calculas dos números nuevos. El primero dice
# cuántos huecos hay, que es arriba + abajo. El segundo dice cuántos sobran si solo quieres uno, que
# es arriba + abajo − 1, o un 0 cuando eso sale negativo. Luego puntúas así: huecos − 2 · sobrantes.
# Hazlo a mano con el 9: hay 1 + 0 = 1 hueco y sobran 1 + 0 − 1 = 0, así que su puntuación es
# 1 − 2 · 0 = 1. Calcula tú la del 8 antes de abrir el resultado.

# %% [markdown] lang="en"
# Perhaps you thought of “two arcs open to the left”. Then look at the second row, where some are
# almost closed. Every exception calls for another rule, even though these images have a mere 8 × 8
# dots, the **pixels**, while those on your phone have millions.
#
# The alternative is to give up writing the rule. We give the machine many images, each with its
# answer, called the **label**, and let it find out how to get from one to the other. Learning this
# way, from examples, is **machine learning**.
#
# ## 1. What is deep about it? { #deep }
# A program that learns needs numbers that describe each example, the **features**. Suppose somebody
# has already measured two for you: whether the digit has a closed loop at the top, and whether it
# has one at the bottom, with a 1 for yes and a 0 for no. Now you are asked whether a digit has
# **exactly one** loop:
#
# | digit | top loop | bottom loop | exactly one? |
# | --- | --- | --- | --- |
# | 3 | 0 | 0 | no |
# | 9 | 1 | 0 | yes |
# | 6 | 0 | 1 | yes |
# | 8 | 1 | 1 | no |
#
# The simplest thing is to add. You give each feature a **weight**, which says how much it counts
# for or against, and you answer yes when the sum exceeds a threshold. Here, however, no weights
# will do. A 3 adds up to 0 and must not pass, so the threshold is at least 0. A 9 and a 6 must
# pass, which means that the weight of each loop is above the threshold and therefore positive. But
# an 8 adds those two positive weights, each of which was enough by itself, so it passes as well,
# and that answer is wrong.
#
# The way out is to put a step in between. Before you decide, you compute two new numbers. The first
# says how many loops there are, which is top + bottom. The second says how many there are beyond
# the first, which is top + bottom − 1, or 0 when that comes out negative. Then you score like this:
# loops − 2 · extra. Do it by hand for the 9: there is 1 + 0 = 1 loop, 1 + 0 − 1 = 0 are extra, and
# the score is 1 − 2 · 0 = 1. Work out the 8 yourself before you open the result.

# %% Un paso intermedio // A step in between
#| predict:
#|   es: ¿Qué puntuación sacará el 8, el último de la lista?
#|   en: What score will the 8 get, the last one in the list?
import torch

top = torch.tensor([0, 1, 0, 1])  # 3, 9, 6, 8
bottom = torch.tensor([0, 0, 1, 1])
loops = top + bottom
extra = torch.relu(top + bottom - 1)
score = loops - 2 * extra
print(score.tolist())

# %%
#| tags: [claim]
#| central: one-loop
from tutorial_lib import claim

claim(
    "one-loop",
    score,
    equals=[0, 1, 1, 0],
    says="""Con un paso intermedio, solo puntúan el 9 y el 6, que tienen exactamente un hueco. //
        With a step in between, only the 9 and the 6 score: they have exactly one loop.""",
)

# %%
#| tags: [claim, hidden]
tried = torch.cartesian_prod(*[torch.arange(-10, 11)] * 3)  # (9261, 3)
sums = tried[:, :1] * top + tried[:, 1:2] * bottom  # (9261, 4)
right = ((sums > tried[:, 2:]) == (score == 1)).sum(dim=1)  # (9261,)
claim(
    "one-sum-is-not-enough",
    right.max(),
    equals=3,
    says="""Ninguna de 9261 sumas con umbral acierta los cuatro dígitos; la mejor acierta tres. //
        None of 9261 sums with a threshold gets all four digits right; the best gets three.""",
)

# %% [markdown] lang="es"
# El 8 saca un 0, porque tiene dos huecos, le sobra uno y 2 − 2 · 1 = 0. No hemos decidido mejor,
# sino que hemos **descrito** mejor: con los números nuevos, el 9 y el 6 son iguales, un 1 y un 0, y
# entonces una suma basta. En el código, `torch.tensor` guarda una lista de números y `torch.relu`
# pone un 0 donde sale un negativo.

# %% [markdown] lang="en"
# The 8 scores 0, because it has two loops, one of them is extra, and 2 − 2 · 1 = 0. We have not
# decided better; we have **described** better: in the new numbers, the 9 and the 6 are the same, a
# 1 and a 0, and then one sum is enough. In the code, `torch.tensor` holds a list of numbers and
# `torch.relu` puts a 0 where a negative comes out.

# %% [markdown] lang="es"
# Una descripción calculada por el camino, como esa, se llama **representación** (representation), y
# cada paso que calcula una es una **capa** (layer). Una **red neuronal** (neural network) es una
# sucesión de capas, y *profundo* solo quiere decir que hay varias. Lo que has hecho a mano, elegir
# los números 1, −1 y −2, es lo que el **aprendizaje profundo** (deep learning) deja a los ejemplos.
# Esa es la idea de esta página: la red aprende a decidir y, a la vez, aprende con qué números
# conviene describir lo que ve. En una red para imágenes, el reparto puede ser este:
#
# 1. La entrada solo tiene píxeles.
# 2. Una capa responde a trozos de trazo.
# 3. La siguiente responde a combinaciones de esos trozos, como un arco o un cruce.
# 4. La última responde a lo que preguntas, por ejemplo si es un 3.
#
# La misma idea sirve para reconocer **imágenes**, comprender y traducir **textos**, transcribir la
# **voz** y **generar** contenido nuevo.
#
# “¿Y por qué no inventar mejores características y ya está?” Es lo que se hizo durante décadas, y
# funciona cuando alguien sabe qué medir. En una foto de millones de píxeles no lo sabe nadie, y por
# eso conviene que también esa parte se aprenda.
#
# ??? mathematics "Con más matemáticas"
#     Llama $x_1$ y $x_2$ a los huecos de arriba y de abajo, $a$ y $b$ a sus pesos, y contesta que
#     sí cuando $a x_1 + b x_2 + c > 0$, donde $-c$ es el umbral. Los cuatro dígitos exigen
#     $c \le 0$ (el 3), $a + c > 0$ (el 9), $b + c > 0$ (el 6) y $a + b + c \le 0$ (el 8). Si sumas
#     las dos del medio, $a + b + 2c > 0$; si sumas la primera y la última, $a + b + 2c \le 0$. Las
#     dos cosas no pueden ser ciertas, así que no existe esa suma. Es el problema XOR: “o uno u
#     otro, pero no los dos”.
#
#     Tampoco basta con apilar sumas, aunque cada capa haga varias. Si $W_1$ y $W_2$ son sus tablas
#     de pesos, $W_2 (W_1 x + b_1) + b_2$ es lo mismo que $(W_2 W_1) x + (W_2 b_1 + b_2)$, que
#     vuelve a ser una suma con pesos. Lo que permite salir de ahí es el 0 en lugar de los
#     negativos, $\max(0, z)$, la función ReLU.
#
#     Fuente: sección 6.1 de [Goodfellow, Bengio y Courville
#     (2016)](https://www.deeplearningbook.org/contents/mlp.html), que resuelve XOR con estas mismas
#     dos unidades.
#
# ## 2. ¿Aprende de verdad? { #race }
# Con cuatro dígitos hemos puesto los pesos nosotros. Ahora los pondrá una red, con dígitos que
# escribieron personas de verdad y sin que nadie mida los huecos.

# %% [markdown] lang="en"
# A description computed along the way, like that one, is called a **representation**, and each step
# that computes one is a **layer**. A **neural network** is a sequence of layers, and *deep* only
# means that there are several. What you did by hand, choosing the numbers 1, −1 and −2, is what
# **deep learning** leaves to the examples. This is the idea of the page: the network learns to
# decide and, at the same time, it learns which numbers best describe what it sees. In a network for
# images, the work may be shared out like this:
#
# 1. The input has nothing but pixels.
# 2. One layer responds to bits of strokes.
# 3. The next responds to combinations of those bits, such as an arc or a crossing.
# 4. The last responds to what you ask, for instance whether it is a 3.
#
# The same idea is used to recognize **images**, understand and translate **text**, transcribe
# **speech** and **generate** new content.
#
# “Why not just invent better features?” People did so for decades, and it works when somebody knows
# what to measure. In a photo of millions of pixels nobody knows, which is why it pays to have that
# part learned too.
#
# ??? mathematics "With more mathematics"
#     Call the top and bottom loops $x_1$ and $x_2$, their weights $a$ and $b$, and answer yes when
#     $a x_1 + b x_2 + c > 0$, where $-c$ is the threshold. The four digits demand $c \le 0$ (the
#     3), $a + c > 0$ (the 9), $b + c > 0$ (the 6) and $a + b + c \le 0$ (the 8). Add the two in the
#     middle, and $a + b + 2c > 0$; add the first and the last, and $a + b + 2c \le 0$. Both cannot
#     be true, so there is no such sum. This is the XOR problem, “one or the other but not both”.
#
#     Stacking sums is not enough either, even with several in each layer. If $W_1$ and $W_2$ are
#     their tables of weights, $W_2 (W_1 x + b_1) + b_2$ is the same as
#     $(W_2 W_1) x + (W_2 b_1 + b_2)$, which is a weighted sum again. The way out is the 0 in place
#     of negatives, $\max(0, z)$, the ReLU function.
#
#     Source: section 6.1 of [Goodfellow, Bengio and Courville
#     (2016)](https://www.deeplearningbook.org/contents/mlp.html), which solves XOR with these very
#     two units.
#
# ## 2. Does it really learn? { #race }
# For four digits we chose the weights ourselves. Now a network will choose them, on digits that
# real people wrote, and without anybody measuring the loops.

# %% Traer los datos // Fetch the data
from sklearn.linear_model import LogisticRegression

from tutorial_lib import accuracy, load_builtin, plots, split_stratified

x, y = load_builtin("digits")
x = x / 16  # cada píxel, entre 0 y 1 // each pixel, between 0 and 1
n_images, n_pixels, n_classes = len(x), x.shape[1], len(y.unique())
print(n_images, n_pixels, n_classes)

# %%
#| tags: [claim]
claim(
    "digit-images",
    n_images,
    equals=1797,
    says="Hay 1797 imágenes de dígitos. // There are 1797 images of digits.",
)
claim(
    "digit-sizes",
    [n_pixels, n_classes],
    equals=[64, 10],
    says="""Cada imagen tiene 64 píxeles y es de una de diez clases. //
        Each image has 64 pixels and belongs to one of ten classes.""",
)

# %%
#| tags: [hidden]
from torch import nn

from tutorial_lib import MLP, Batches, Trainer, seed_everything


def train_network(x, y, widths, *, seed, epochs=20):
    seed_everything(seed)
    network = MLP(widths)
    # weight_decay: los pesos que no sirven encogen // weight_decay: useless weights shrink
    weights = network.parameters()
    optimizer = torch.optim.AdamW(weights, lr=0.005, weight_decay=0.3)
    trainer = Trainer(network, nn.CrossEntropyLoss(), optimizer)
    batches = Batches(x, y, batch_size=32, shuffle=True, seed=seed)
    for _ in range(epochs):
        trainer.train_epoch(batches)
    return network.eval()


# %% [markdown] lang="es"
# Son {{ n_images:,}} imágenes de {{ n_pixels }} píxeles y {{ n_classes }} clases, del 0 al 9.
# Apartamos una cuarta parte como si fuera un examen, que ningún modelo verá mientras aprende; el
# nombre habitual es **conjunto de prueba** (test set).
#
# Al examen se presentan dos modelos. La **regresión logística** (logistic regression) hace una suma
# por clase, con un peso para cada píxel, y responde la clase que más puntos saca, sin ningún paso
# intermedio. La red intercala una capa, así que muy profunda no es. La entrena `train_network`,
# cuyo código está oculto porque no te hace falta todavía. Empezarás a escribirlo en [tu primer
# modelo](hello-pytorch.md). Solo fíjate en que los dos aprenden con `train` y se examinan con
# `exam`, y en que todo se repite tres veces.

# %% [markdown] lang="en"
# There are {{ n_images:,}} images of {{ n_pixels }} pixels and {{ n_classes }} classes, from 0
# to 9. We put a quarter aside as if it were an exam, which no model will see while it learns; the
# usual name is **test set**.
#
# Two models take the exam. **Logistic regression** computes one sum per class, with a weight for
# each pixel, and answers the class that scores most, without any step in between. The network puts
# one layer in the middle, so it is not very deep yet. It is trained by `train_network`, whose code
# is hidden because you do not need it yet. You will start writing it in [your first
# model](hello-pytorch.md). Just notice that both learn from `train` and are examined on `exam`, and
# that everything is repeated three times.

# %% El examen // The exam
logistic_scores, network_scores = [], []
for seed in range(3):
    train, exam = split_stratified(y, val_fraction=0.25, seed=seed)
    logistic = LogisticRegression(max_iter=1000).fit(x[train], y[train])
    logistic_scores.append(logistic.score(x[exam], y[exam]))
    network = train_network(x[train], y[train], [64, 64, 10], seed=seed)
    network_scores.append(accuracy(network(x[exam]), y[exam]))

logistic_mean = sum(logistic_scores) / 3
network_mean = sum(network_scores) / 3
print(f"""regresión logística {logistic_mean:.3f} //
    logistic regression {logistic_mean:.3f}""")
print(f"red neuronal {network_mean:.3f} // neural network {network_mean:.3f}")

# %%
#| tags: [claim, hidden]
claim(
    "logistic-on-digits",
    logistic_mean,
    at_least=0.94,
    says="""La regresión logística acierta al menos el 94 % de los dígitos nuevos. //
        Logistic regression gets at least 94% of the new digits right.""",
)
claim(
    "network-on-digits",
    network_mean,
    at_least=0.95,
    says="""La red acierta al menos el 95 % de los dígitos nuevos. //
        The network gets at least 95% of the new digits right.""",
)
images_apart = abs(network_mean - logistic_mean) * len(exam)
claim(
    "tie-on-digits",
    images_apart - (max(network_scores) - min(network_scores)) * len(exam),
    at_most=0,
    says="""Los dos modelos distan menos que la red de sí misma de un reparto a otro. //
        The two models differ less than the network does from one split to another.""",
)

# %% [markdown] lang="es"
# Cada número es una **exactitud** (accuracy), es decir, la parte de respuestas correctas, entre
# 0 y 1. La red acierta el {{ network_mean:.1%}} de un examen que nunca vio, y la regresión
# logística, el {{ logistic_mean:.1%}}. Quien contestara sin mirar acertaría más o menos una de cada
# diez, así que los dos aprendieron, y nadie les dijo qué es un 3. Son medias de tres repartos
# distintos de las imágenes, para que la suerte pese menos.
#
# “¿Tanta red para un empate?” Aquí, sí: en un examen de {{ len(exam) }} imágenes, los dos modelos
# difieren en unas {{ images_apart:.0f}}, menos de lo que la propia red cambia de un reparto a otro,
# así que con tres repartos no se sabe cuál es mejor. Lo que sorprende es lo lejos que llega la suma
# sola, y llega porque las imágenes son pequeñas y están centradas. Cada píxel cae casi siempre en
# la misma parte del dígito y ya es una característica decente. En una foto el 3 puede estar en
# cualquier esquina, y entonces un píxel suelto no dice casi nada.
#
# ??? technical "Línea por línea"
#     - `split_stratified` da qué filas van a cada parte, con las clases en la misma proporción. La
#       semilla, `seed`, fija el azar para que el reparto se pueda repetir.
#     - `fit` entrena la regresión logística y `score` la examina, como `accuracy` a la red.
#     - `[64, 64, 10]` son los píxeles, las unidades de la capa intermedia y las clases.
#
# Ahora mira los errores. Estas son algunas de las imágenes que la red confundió en el último
# reparto, cada una bajo lo que respondió:

# %% [markdown] lang="en"
# Each number is an **accuracy**: the share of right answers, between 0 and 1. The network gets
# {{ network_mean:.1%}} right on an exam it had never seen, and logistic regression gets
# {{ logistic_mean:.1%}}. Somebody who answered without looking would get about one in ten, so both
# of them learned, and nobody told them what a 3 is. These are averages over three different splits
# of the images, so that luck counts for less.
#
# “All that network for a tie?” Here, yes: on an exam of {{ len(exam) }} images, the two models
# differ by about {{ images_apart:.0f}}, less than the network itself changes from one split to
# another, so three splits cannot tell which is better. The surprise is how far the plain sum gets,
# and it gets there because the images are small and centered. Each pixel nearly always falls on the
# same part of the digit, which makes it a decent feature already. In a photo the 3 may sit in any
# corner, and then a single pixel says next to nothing.
#
# ??? technical "Line by line"
#     - `split_stratified` says which rows go to each part, with the classes in the same proportion.
#       The `seed` fixes the randomness, so that the split can be repeated.
#     - `fit` trains the logistic regression and `score` examines it, as `accuracy` does the
#       network.
#     - `[64, 64, 10]` are the pixels, the units of the middle layer and the classes.
#
# Now look at the mistakes. These are some of the images that the network got wrong in the last
# split, each under what it answered:

# %%
#| alt:
#|   es: >-
#|     Dígitos del examen que la red falló, cada uno bajo la respuesta que dio. Muchos son dudosos:
#|     un 8 sin cerrar, un 9 torcido.
#|   en: >-
#|     Exam digits that the network got wrong, each under the answer it gave. Many are doubtful: an
#|     8 left open, a crooked 9.
# la clase con más puntos // the class with most points
guesses = network(x[exam]).argmax(dim=1)
wrong = exam[guesses != y[exam]][:10]
said = guesses[guesses != y[exam]][:10].tolist()
titles = [f"¿{digit}? // {digit}?" for digit in said]
plots.plot_images(x[wrong].reshape(-1, 8, 8), titles)

# %%
#| predict:
#|   es: ¿Qué dígito quiso escribir cada persona? De izquierda a derecha y de arriba abajo.
#|   en: Which digit did each person mean to write? From left to right and top to bottom.
print(*y[wrong].tolist())

# %% [markdown] lang="es"
# Si dudaste en alguno, ya sabes por qué nadie escribe esa regla a mano. La red contesta siempre,
# también cuando tú dudas, porque elige la clase con más puntos aunque gane por muy poco.
#
# ## 3. ¿Qué aprendió por dentro? { #inside }
# La capa intermedia tiene 64 **unidades** (units), y que sean tantas como píxeles es casualidad.
# Cada una hace lo que hacían tus huecos y tus sobrantes: suma la imagen entera, cada píxel con su
# peso, y pone un 0 si sale negativo. Como hay un peso por píxel, los pesos de una unidad se pueden
# dibujar como una imagen. Dibujamos las diez unidades con los pesos más grandes; en azul, la tinta
# suma, y en naranja, resta.

# %% [markdown] lang="en"
# If any of them made you hesitate, you know why nobody writes that rule by hand. The network always
# answers, even where you hesitate, because it picks the class with most points however narrow the
# lead.
#
# ## 3. What did it learn inside? { #inside }
# The layer in the middle has 64 **units**, and that there are as many as pixels is a coincidence.
# Each does what your loops and your extra loops did: it adds up the whole image, each pixel with
# its weight, and puts a 0 if the result is negative. Since there is one weight for each pixel, the
# weights of a unit can be drawn as an image. We draw the ten units with the largest weights; where
# it is blue, ink adds, and where it is orange, ink takes away.

# %%
#| predict:
#|   es: ¿Qué esperas ver, dígitos enteros o trozos? Piensa qué tiene que hacer la primera capa.
#|   en: Do you expect whole digits or bits of them? Think of what the first layer has to do.
#| alt:
#|   es: >-
#|     Los pesos de diez unidades como imágenes de 8 por 8. Cada una tiene manchas azules donde la
#|     tinta suma y naranjas donde resta: son trozos y bordes, ningún dígito entero.
#|   en: >-
#|     The weights of ten units as 8 by 8 images. Each has blue patches where ink adds and orange
#|     ones where it takes away: bits and edges, no whole digit.
first_layer = next(network.parameters()).detach()  # (64, 64)
strongest = first_layer.norm(dim=1).argsort(descending=True)[:10]
plots.plot_weights(first_layer[strongest], size_px=8, columns=5)

# %% [markdown] lang="es"
# No hay dígitos enteros, sino manchas que dicen “me gusta la tinta aquí y me molesta allá”, menos
# limpias que los trozos de trazo de la lista. La primera capa no tiene por qué reconocer el dígito,
# porque detrás viene otra que combina sus 64 números; le basta con describirlo de una forma útil.
# Esa descripción es la representación, y la encontró la red. No todas las manchas tienen un nombre
# en nuestro idioma, ni hace falta que lo tengan.
#
# ??? technical "Línea por línea"
#     - `network.parameters()` recorre los pesos capa a capa, `next` toma los de la primera y
#       `detach` los separa de las anotaciones que PyTorch guarda para derivar.
#     - `norm(dim=1)` mide el tamaño de los pesos de cada unidad, y `argsort` ordena las unidades.

# %% [markdown] lang="en"
# There are no whole digits, but patches that say “I like ink here, and I mind it there”, less tidy
# than the bits of strokes in our list. The first layer need not recognize the digit, because behind
# it comes another that combines its 64 numbers; describing it in a useful way is enough. That
# description is the representation, and the network found it. Not every patch has a name in our
# language, nor does it need one.
#
# ??? technical "Line by line"
#     - `network.parameters()` goes through the weights layer by layer, `next` takes the first ones,
#       and `detach` cuts them off from the record that PyTorch keeps for derivatives.
#     - `norm(dim=1)` measures how large the weights of each unit are, and `argsort` sorts the
#       units.

# %% [markdown] lang="es"
# ## 4. ¿Por qué PyTorch? { #pytorch }
# La red tiene miles de pesos, y alguien tuvo que decir hacia dónde mover cada uno. De eso se
# encargó **PyTorch**, la biblioteca de Python con la que está construida. Estas son cuatro razones
# para usarla:
#
# 1. **Es Python normal.** Puedes usar `print`, `if` y `for` en medio de un modelo.
# 2. Tiene **ejecución inmediata** (eager mode): cada línea da su resultado cuando se ejecuta, y por
#    eso un error señala la línea que lo causó.
# 3. **Deriva por ti.** Anota tus cálculos mientras ocurren, y con eso sabe cómo mejorar la red.
# 4. **Crece contigo.** El mismo código, casi sin cambios, usa una GPU, una tarjeta que hace miles
#    de cuentas a la vez, y hay mucha documentación y muchos modelos ya hechos.
#
# La tercera parece magia, así que hacemos la prueba más pequeña. Un **tensor** (tensor) es la tabla
# de números de PyTorch, y este guarda uno solo, el lado de un cuadrado. Una derivada dice por
# cuánto se multiplica un cambio pequeño. Si el lado crece de 3 a 3.01, el área pasa de 9 a 9.0601,
# es decir, crece unas seis veces lo que creció el lado. `requires_grad=True` pide que se anoten las
# cuentas.

# %% [markdown] lang="en"
# ## 4. Why PyTorch? { #pytorch }
# The network has thousands of weights, and something had to say which way to move each of them.
# That was **PyTorch**, the Python library it is built with. Here are four reasons to use it:
#
# 1. **It is ordinary Python.** You can use `print`, `if` and `for` in the middle of a model.
# 2. **It runs at once** (eager mode): each line gives its result when it is executed, which is why
#    an error points to the line that caused it.
# 3. **It differentiates for you.** It records your calculations as they happen, and so knows how to
#    improve the network.
# 4. **It grows with you.** Nearly the same code runs on a GPU, a card that does thousands of
#    calculations at once, and there is plenty of documentation and of ready-made models.
#
# The third sounds like magic, so let's try the smallest test of it. A **tensor** is PyTorch's table
# of numbers, and this one holds a single number, the side of a square. A derivative says by what
# factor a small change is multiplied. If the side grows from 3 to 3.01, the area goes from 9 to
# 9.0601, so it grows about six times as much as the side did. `requires_grad=True` asks for the
# calculations to be recorded.

# %% La derivada, gratis // The derivative for free
#| predict:
#|   es: ¿Qué dos números se imprimirán, el área y su derivada cuando el lado es 3?
#|   en: Which two numbers will be printed, the area and its derivative when the side is 3?
side = torch.tensor(3.0, requires_grad=True)
area = side**2
# .item(): el número, sin la tabla // .item(): the bare number
print("área // area", area.item())

area.backward()  # deriva // differentiate
slope = side.grad.item()
print("derivada // derivative", slope)

# %%
#| tags: [claim]
claim(
    "slope-of-the-area",
    slope,
    equals=6,
    says="""La derivada del área es 6 cuando el lado es 3. //
        The derivative of the area is 6 when the side is 3.""",
)

# %% [markdown] lang="es"
# El área sale al momento, como en una calculadora. La derivada es {{ slope:.0f}} exactamente, sin
# el “unas” de nuestra cuenta, porque PyTorch no prueba con un cambio pequeño. Anotó la operación, y
# `backward` la recorrió hacia atrás con la regla de derivar, que para lado² da 2 · lado. Con los
# miles de pesos de una red hace lo mismo, y así sabe cómo corregir cada uno.
# [Autograd](../m2-tensors-autograd/autograd.md) cuenta cómo.

# %% [markdown] lang="en"
# The area is there at once, as on a calculator. The derivative is {{ slope:.0f}} exactly, without
# the “about” of our own calculation, because PyTorch does not try a small change. It recorded the
# operation, and `backward` walked back through it with the rule of calculus, which for side² gives
# 2 · side. It does the same with the thousands of weights of a network, and so knows how to correct
# each one. [Autograd](../m2-tensors-autograd/autograd.md) shows how.

# %% [markdown] lang="es"
# ¿Y quién lo usa? En enero de 2020, OpenAI anunció que [lo adoptaba como herramienta
# principal](https://www.kdnuggets.com/2020/01/openai-pytorch-adoption.html). También lo admite
# *Hugging Face*, una web donde se comparten modelos ya entrenados.
#
# **Hay también una razón para no usarlo.** Si tus datos son una tabla pequeña, empieza por
# scikit-learn, la biblioteca de la regresión logística de antes. [Más abajo](#not-always) lo
# medimos. TensorFlow y Keras resuelven los mismos problemas con otros nombres, y quien conoce bien
# una de estas herramientas entiende las demás. Las herramientas cambian y el problema que quieres
# resolver no, así que enamórate del problema.
#
# ## 5. ¿Cómo se lee este curso? { #how-to-read }
# Necesitas Python con funciones y clases, algo de NumPy y saber qué dice una derivada, que es lo
# que acabas de ver. En cada página encontrarás lo mismo:
#
# - El código se lee **en orden**, porque cada celda usa lo que dejaron las anteriores. Las celdas
#   **con título** son los pasos del trabajo, y las demás son apartes que puedes olvidar.
# - Algunas preguntas esconden el resultado hasta que apuestas. Hazlo, porque equivocarse también
#   enseña.
# - La marca **✓** cuenta las afirmaciones que esa misma ejecución comprobó, y se abre para leerlas.
# - Cada objetivo dice qué sabrás hacer, de *recordar* a *crear*, y qué ejercicio o pregunta lo
#   demuestra.
# - Los recuadros son paradas cortas, y los que están plegados se pueden saltar.
#
# !!! tip "Consejo"
#     Los decimales llevan punto, como en Python: 0.5 es un medio.
#
# ## 6. ¿Por dónde empiezas? { #map }
# El curso tiene tres ramas: **fundamentos**, **arquitecturas** (las formas que puede tener una red)
# y **optimización** (cómo hacer que aprenda mejor). La ruta corta va de aquí a una red que reconoce
# ropa:
#
# 1. [Tu primer modelo](hello-pytorch.md) monta, con cinco piezas, un programa que aprende cuánto
#    tarda una mensajera en bicicleta.
# 2. [Tensores](../m2-tensors-autograd/tensors.md) son las tablas de números de las que está hecho
#    todo.
# 3. [Autograd](../m2-tensors-autograd/autograd.md) explica quién deriva y cómo comprobarlo.
# 4. [Fashion-MNIST](../m5-networks/fashion-mnist.md) lo junta todo con fotos de ropa.
#
# Entre la tercera y la cuarta habrá más páginas, que el mapa ya anuncia. Si prefieres entender
# antes cómo se corrige un peso, intercala después de la primera el [descenso de
# gradiente](../m1-gradient-descent/gradient-descent.md), que solo pide NumPy. En [el
# mapa](../map.md) están todas las páginas, con su duración y lo que conviene leer antes, y el
# [ejercicio E3](#e3) te recomienda una a tu medida.
#
# Al final te espera un proyecto con lista de control: una red tuya que no se aprende los ejemplos
# de memoria, que deja de entrenar a tiempo, que aprovecha lo que aprendió otra y que se guarda para
# usarla después. De ahí se sale hacia los grandes modelos de lenguaje, los que hay detrás de los
# chats.
#
# ## Lo que suele fallar { #errors }
# ### Creer que lo profundo gana siempre { #not-always }
# Cambiemos los dígitos por una tabla de 178 vinos de tres variedades de uva, con 13 medidas
# químicas de cada uno que ya significan algo, como el alcohol o la intensidad del color. La
# comparación es la misma, con cinco repartos en lugar de tres.

# %% [markdown] lang="en"
# And who uses it? In January 2020 OpenAI announced that it was [adopting it as its main
# tool](https://www.kdnuggets.com/2020/01/openai-pytorch-adoption.html). *Hugging Face*, a site
# where trained models are shared, supports it as well.
#
# **There is also a reason not to use it.** If your data are a small table, start with scikit-learn,
# the library our logistic regression came from. We measure it [below](#not-always). TensorFlow and
# Keras solve the same problems with other names, and once you know one of these tools well, you can
# read the others. Tools change and the problem you want to solve does not, so fall in love with the
# problem.
#
# ## 5. How do you read this course? { #how-to-read }
# You need Python with functions and classes, some NumPy, and to know what a derivative says, which
# you have just seen. Every page has the same parts:
#
# - The code is read **in order**, because each cell uses what the earlier ones left. Cells **with a
#   title** are the steps of the work, and the others are asides you may forget.
# - Some questions hide the result until you place your bet. Place it, because being wrong teaches
#   too.
# - The mark **✓** counts the statements that this very run has checked, and opens so that you can
#   read them.
# - Each objective says what you will be able to do, from *remember* to *create*, and which exercise
#   or question proves it.
# - The boxes are short stops, and you may skip the folded ones.
#
# !!! tip "Tip"
#     Decimals are written with a point, as in Python: 0.5 is one half.
#
# ## 6. Where do you start? { #map }
# The course has three branches: **fundamentals**, **architectures** (the shapes a network can take)
# and **optimization** (how to make it learn better). The short route leads from here to a network
# that recognizes clothes:
#
# 1. [Your first model](hello-pytorch.md) puts together, out of five pieces, a program that learns
#    how long a courier takes by bicycle.
# 2. [Tensors](../m2-tensors-autograd/tensors.md) are the tables of numbers that everything is made
#    of.
# 3. [Autograd](../m2-tensors-autograd/autograd.md) explains who differentiates and how to check it.
# 4. [Fashion-MNIST](../m5-networks/fashion-mnist.md) puts it all together on photos of clothes.
#
# There will be more pages between the third and the fourth, which the map already announces. If you
# would rather understand first how a weight is corrected, insert [gradient
# descent](../m1-gradient-descent/gradient-descent.md) after the first one; it asks for nothing but
# NumPy. [The map](../map.md) has all the pages, with their length and what to read first, and
# [exercise E3](#e3) recommends one that suits you.
#
# At the end a project with a checklist awaits you: a network of your own that does not learn the
# examples by heart, stops training in time, builds on what another has learned, and is saved for
# later use. From there the way leads on to large language models, the ones behind the chatbots.
#
# ## What usually goes wrong { #errors }
# ### Believing that deep always wins { #not-always }
# Let's swap the digits for a table of 178 wines made from three grape varieties, with 13 chemical
# measurements of each that already mean something, such as the alcohol or the intensity of the
# color. The comparison is the same, with five splits instead of three.

# %%
#| predict:
#|   es: La ventaja de una red es encontrar sus propias características. ¿Le servirá de algo aquí?
#|   en: The network's strength is finding features of its own. Will that be of any use here?
wine, grape = load_builtin("wine")
logistic_wine, network_wine = [], []
for seed in range(5):
    train, exam = split_stratified(grape, val_fraction=0.3, seed=seed)
    center, spread = wine[train].mean(dim=0), wine[train].std(dim=0)
    # columnas comparables // comparable columns
    scaled = (wine - center) / spread
    logistic = LogisticRegression(max_iter=1000)
    logistic.fit(scaled[train], grape[train])
    logistic_wine.append(logistic.score(scaled[exam], grape[exam]))
    widths = [13, 32, 3]  # entradas, unidades, clases // inputs, units, classes
    network = train_network(scaled[train], grape[train], widths, seed=seed)
    network_wine.append(accuracy(network(scaled[exam]), grape[exam]))

logistic_wine_mean = sum(logistic_wine) / 5
network_wine_mean = sum(network_wine) / 5
print(f"""regresión logística {logistic_wine_mean:.3f} //
    logistic regression {logistic_wine_mean:.3f}""")
print(f"""red neuronal {network_wine_mean:.3f} //
    neural network {network_wine_mean:.3f}""")

# %%
#| tags: [claim]
claim(
    "logistic-on-wine",
    logistic_wine_mean,
    at_least=0.96,
    says="""La regresión logística acierta al menos el 96 % de los vinos nuevos. //
        Logistic regression gets at least 96% of the new wines right.""",
)
claim(
    "network-lead-on-wine",
    network_wine_mean - logistic_wine_mean,
    at_most=0.01,
    says="""Con los vinos, la red aventaja a la regresión logística en un punto como mucho. //
        On the wines, the network leads logistic regression by one point at most.""",
)

# %% [markdown] lang="es"
# La regresión logística acierta el {{ logistic_wine_mean:.1%}} y la red el
# {{ network_wine_mean:.1%}}, así que la red no aporta nada y hasta queda un poco por debajo, aunque
# por muy pocos vinos. Se entiende, porque trece medidas bien elegidas ya son buenas características
# y apenas dejan errores que corregir. Por eso conviene probar primero lo más sencillo, que se llama
# **modelo de referencia** (baseline) y te dice si el esfuerzo de algo más complejo vale la pena.

# %% [markdown] lang="en"
# Logistic regression gets {{ logistic_wine_mean:.1%}} right and the network
# {{ network_wine_mean:.1%}}, so the network adds nothing and even ends up slightly below, though by
# very few wines. That makes sense, because thirteen well-chosen measurements are good features
# already and leave hardly any mistakes to correct. That is why you should try the simplest thing
# first: it is called a **baseline**, and it tells you whether the effort of anything fancier pays.

# %% [markdown] lang="es"
# ### Examinar con las preguntas ya vistas { #seen-questions }
# Volvamos a los dígitos. ¿Qué pasaría si olvidaras apartar el examen y preguntaras a la red por las
# mismas imágenes con las que aprendió? Aquí la entrenamos igual que antes y la examinamos de las
# dos maneras, la incorrecta y la correcta.

# %% [markdown] lang="en"
# ### An exam of questions already seen { #seen-questions }
# Back to the digits. What would happen if you forgot to put the exam aside and asked the network
# about the very images it learned from? Here we train it as before and examine it both ways, the
# wrong one and the right one.

# %%
#| predict:
#|   es: ¿En qué examen sacará más nota, en el de imágenes ya vistas o en el de imágenes nuevas?
#|   en: In which of the two exams will it score higher, on images already seen or on new ones?
train, exam = split_stratified(y, val_fraction=0.25, seed=0)
network = train_network(x[train], y[train], [64, 64, 10], seed=0)
seen = accuracy(network(x[train]), y[train])
unseen = accuracy(network(x[exam]), y[exam])
missed = round(len(exam) * (1 - unseen))
print(f"""ya vistos {seen:.3f}   nuevos {unseen:.3f} //
    seen {seen:.3f}   new {unseen:.3f}""")

# %%
#| tags: [claim, hidden]
claim(
    "seen-beats-unseen",
    seen - unseen,
    at_least=0.01,
    says="""La red saca al menos un punto más con lo que ya vio que con lo nuevo. //
        The network scores at least one point more on what it has seen than on what is new.""",
)
times_more = (1 - unseen) / (1 - seen)
claim(
    "mistakes-on-new",
    times_more,
    at_least=2,
    says="""Con imágenes nuevas, los errores son al menos el doble de frecuentes. //
        On new images, mistakes are at least twice as frequent.""",
)

# %% [markdown] lang="es"
# Saca más con las que ya vio, {{ seen:.1%}} frente a {{ unseen:.1%}}, porque sus pesos se ajustaron
# a esos mismos ejemplos, con sus rarezas. La diferencia parece pequeña, pero mírala por el lado de
# los errores, que con imágenes nuevas son {{ times_more:.1f}} veces tan frecuentes. Si alguna vez
# un resultado casi perfecto no se repite en la vida real, sospecha de esto. El arreglo es apartar
# el examen antes de entrenar y no tocarlo hasta el final.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# It scores higher on what it has seen, {{ seen:.1%}} against {{ unseen:.1%}}, because its weights
# were fitted to those very examples, quirks included. The difference looks small, but look at the
# mistakes, which are {{ times_more:.1f}} times as frequent on new images. If a nearly perfect
# result ever fails to repeat itself in real life, suspect this. The fix is to put the exam aside
# before training and to leave it alone until the end.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · ¿Reglas, clásico o profundo? { #e1 }
# **Meta:** elegir la herramienta más sencilla que baste para cada tarea. **Tienes:** `tasks`, con
# seis tareas y sus nombres. **Haz:** completa el diccionario `answers`, que tiene las mismas seis
# claves que `tasks`. Escribe `"rules"` si alguien puede redactar la regla exacta, `"classical"` si
# hay que aprender de una tabla pequeña cuyas columnas ya significan algo, y `"deep"` si la entrada
# es cruda (imagen, voz o texto libre) y hay muchísimos ejemplos.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Rules, classical or deep? { #e1 }
# **Goal:** choose the simplest tool that is enough for each task. **You have:** `tasks`, six tasks
# with their names. **Do:** complete the dictionary `answers`, which has the same six keys as
# `tasks`. Write `"rules"` if somebody can write down the exact rule, `"classical"` if there is a
# small table to learn from whose columns already mean something, and `"deep"` if the input is raw
# (image, speech or free text) and there are a great many examples.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Hazte tres preguntas en este orden: ¿se conoce ya la regla?, ¿cómo es un ejemplo?, ¿cuántos hay?

# %% [markdown] exercise="E1" lang="en" role="hint"
# Ask yourself three questions in this order: is the rule already known? What does one example look
# like? How many are there?

# %% [markdown] exercise="E1" lang="es" role="hint"
# La respuesta es un diccionario: cada clave es el nombre de una tarea, y cada valor, uno de los
# tres textos, con sus comillas. `print(tasks)` te muestra las seis descripciones.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The answer is a dictionary: every key is the name of a task, and every value is one of the three
# texts, in quotes. `print(tasks)` shows you the six descriptions.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La primera línea es `answers = {"tax": "rules",`, porque el impuesto de una factura lo fija una
# ley que cualquiera puede leer.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The first line is `answers = {"tax": "rules",` because the tax on a bill is set by a law that
# anybody can read.

# %%
#| exercise: E1
#| role: setup
tasks = {
    "tax": "calcular el impuesto de una factura // work out the tax on a bill",
    "leap": "decir si un año es bisiesto // tell whether a year is a leap year",
    "rent": """estimar el alquiler con 300 viviendas y 5 columnas //
        estimate rents from 300 flats and 5 columns""",
    "wine": "separar 178 vinos por 13 medidas // tell 178 wines apart by 13 measurements",
    "photos": """reconocer 100 animales en un millón de fotos //
        recognize 100 animals in a million photos""",
    "speech": "transcribir mil horas de voz // transcribe a thousand hours of speech",
}

# %%
#| exercise: E1
#| role: starter
answers = {
    "tax": ...,
    "leap": ...,
    "rent": ...,
    "wine": ...,
    "photos": ...,
    "speech": ...,
}

# %%
#| exercise: E1
#| role: solution
answers = {
    "tax": "rules",
    "leap": "rules",
    "rent": "classical",
    "wine": "classical",
    "photos": "deep",
    "speech": "deep",
}
print(answers)

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check

check(
    "las seis tareas // the six tasks",
    lambda: sorted(answers),
    equals=sorted(tasks),
    hint="""answers es un diccionario con las mismas claves que tasks //
        answers is a dictionary with the same keys as tasks""",
)
known = """¿podría alguien redactar la regla exacta sin ver ningún ejemplo? //
    could somebody write down the exact rule without seeing any example?"""
table = """¿alguien conoce la regla?, ¿qué describe cada ejemplo, y cuántos hay? //
    does anybody know the rule? What describes each example, and how many are there?"""
raw = """¿qué recibe el programa: columnas que significan algo, o miles de números crudos? //
    what does the program receive: columns that mean something, or thousands of raw numbers?"""
for task, expected, hint in [
    ("tax", "rules", known),
    ("leap", "rules", known),
    ("rent", "classical", table),
    ("wine", "classical", table),
    ("photos", "deep", raw),
    ("speech", "deep", raw),
]:
    check(task, answers[task], equals=expected, hint=hint)

# %%
#| exercise: E1
#| role: right
answers = {}
for names, tool in [
    (("speech", "photos"), "deep"),
    (("wine", "rent"), "classical"),
    (("leap", "tax"), "rules"),
]:
    for name in names:
        answers[name] = tool

# %%
#| exercise: E1
#| role: right
answers = dict(zip(tasks, ["rules"] * 2 + ["classical"] * 2 + ["deep"] * 2, strict=True))

# %%
#| exercise: E1
#| role: wrong
#| message: sin ver ningún ejemplo // without seeing any example
answers = dict.fromkeys(tasks, "deep")

# %%
#| exercise: E1
#| role: wrong
#| message: o miles de números crudos // or thousands of raw numbers
answers = dict.fromkeys(tasks, "classical") | {"tax": "rules", "leap": "rules"}

# %%
#| exercise: E1
#| role: wrong
#| message: qué describe cada ejemplo // What describes each example
answers = dict.fromkeys(tasks, "deep") | {"tax": "rules", "leap": "rules", "wine": "classical"}

# %%
#| exercise: E1
#| role: wrong
#| message: las mismas claves que tasks // the same keys as tasks
answers = ["rules", "rules", "classical", "classical", "deep", "deep"]

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Una tabla de 150 filas { #e2 }
# **Meta:** decidir con números, y no con fe. **Tienes:** `x` e `y`, las 2 medidas de los pétalos y
# la especie de las 150 flores de iris, y dos modelos de scikit-learn, `simple_model` y
# `network_model`. `cross_val_score(modelo, x, y)` entrena cinco veces, cada vez con otro examen, y
# devuelve las cinco exactitudes. **Haz:** guarda en `simple` y `network` la media de las cinco
# exactitudes de cada modelo, y en `choice` el texto `"simple"` o `"network"`. La red solo gana si
# su media supera a la otra en más de 0.02, tres flores de 150; en cualquier otro caso se elige el
# modelo sencillo.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A table of 150 rows { #e2 }
# **Goal:** decide by numbers rather than by faith. **You have:** `x` and `y`, the 2 measurements of
# the petals and the species of the 150 iris flowers, and two scikit-learn models, `simple_model`
# and `network_model`. `cross_val_score(model, x, y)` trains five times, each time with another
# exam, and returns the five accuracies. **Do:** keep in `simple` and `network` the mean of the five
# accuracies of each model, and in `choice` the text `"simple"` or `"network"`. The network only
# wins if its mean is more than 0.02 above the other one, which is three flowers in 150; in any
# other case the simple model is chosen.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Examina los dos modelos de la misma manera y resume sus cinco notas en un solo número. La elección
# sale de la diferencia entre esos dos números.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Examine both models in the same way and sum up their five scores in a single number. The choice
# comes from the difference between those two numbers.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `cross_val_score` devuelve un array de NumPy con cinco números, y su media se pide con `.mean()`.
# Para elegir, basta un `if` con la resta de las dos medias.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `cross_val_score` returns a NumPy array of five numbers, and `.mean()` gives their mean. To
# choose, one `if` with the difference between the two means is enough.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea es `simple = cross_val_score(simple_model, x, y).mean()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line is `simple = cross_val_score(simple_model, x, y).mean()`.

# %%
#| exercise: E2
#| role: setup
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tutorial_lib import load_builtin

x, y = load_builtin("iris")
x = x[:, 2:]  # los pétalos: largo y ancho // the petals: length and width
simple_model = make_pipeline(StandardScaler(), LogisticRegression())
network_model = make_pipeline(
    StandardScaler(), MLPClassifier((32,), solver="lbfgs", max_iter=500, random_state=0)
)

# %%
#| exercise: E2
#| role: starter
simple = ...
network = ...
choice = ...

# %%
#| exercise: E2
#| role: solution
simple = cross_val_score(simple_model, x, y).mean()
network = cross_val_score(network_model, x, y).mean()
choice = "network" if network - simple > 0.02 else "simple"
print(f"{simple:.3f} {network:.3f}", choice)

# %%
#| exercise: E2
#| role: check
#| survives:
#|   constant 3: on this table any margin above one flower gives the same choice
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold

from tutorial_lib import check


def exam_mean(model):
    """The mean accuracy, fold by fold."""
    scores = []
    for train, exam in StratifiedKFold(5).split(x, y):
        scores.append(clone(model).fit(x[train], y[train]).score(x[exam], y[exam]))
    return sum(scores) / 5


means = exam_mean(simple_model), exam_mean(network_model)
for name, got, mean in zip(("simple", "network"), (simple, network), means, strict=True):
    check(
        f"la media de {name}_model // the mean of {name}_model",
        got,
        equals=mean,
        abs=0.003,
        hint="""¿de qué modelo, de qué exámenes y de cuántos números sale esa media? //
            which model, which exams and how many numbers does that mean come from?""",
    )
check(
    "la elección // the choice",
    choice,
    equals="network" if means[1] - means[0] > 0.02 else "simple",
    hint="¿por cuánto tiene que ganar la red? // how far ahead must the network be?",
)

# %%
#| exercise: E2
#| role: right
import numpy as np

simple, network = (np.mean(cross_val_score(m, x, y, cv=5)) for m in (simple_model, network_model))
choice = "simple" if network <= simple + 0.02 else "network"


# %%
#| exercise: E2
#| role: right
def mean_of(model):
    scores = cross_val_score(model, x.numpy(), y.numpy())
    return sum(scores) / len(scores)


simple, network = mean_of(simple_model), mean_of(network_model)
choice = "simple"  # la diferencia es una flor // the difference is one flower

# %%
#| exercise: E2
#| role: wrong
#| message: por cuánto tiene que ganar la red // how far ahead must the network be
simple = cross_val_score(simple_model, x, y).mean()
network = cross_val_score(network_model, x, y).mean()
choice = "network" if network > simple else "simple"  # por poco que gane // by however little

# %%
#| exercise: E2
#| role: wrong
#| message: la media de network_model // the mean of network_model
simple, network, choice = 0.96, 0.96, "simple"  # con las 4 medidas // with the 4 measurements

# %%
#| exercise: E2
#| role: wrong
#| message: de qué exámenes // which exams
# con los ejemplos ya vistos // on the examples already seen
simple = simple_model.fit(x, y).score(x, y)
network = network_model.fit(x, y).score(x, y)
choice = "network" if network - simple > 0.02 else "simple"

# %%
#| exercise: E2
#| role: wrong
#| message: de cuántos números // how many numbers
simple = cross_val_score(simple_model, x, y)[0]  # un solo examen // a single exam
network = cross_val_score(network_model, x, y)[0]
choice = "network" if network - simple > 0.02 else "simple"

# %% [markdown] exercise="E3" lang="es"
# ### E3 · ¿Dónde empiezas tú? { #e3 }
# **Meta:** encontrar una página de salida a tu medida. **Tienes:** `questions`, diez frases sobre
# ti y sus nombres. **Haz:** completa el diccionario `mine`, que tiene las mismas diez claves: pon
# `True` si la frase es verdad en tu caso y `False` si no lo es, sin comillas. Contesta con
# sinceridad, porque no hay respuestas malas. La comprobación te recomienda una página.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Where do you start? { #e3 }
# **Goal:** find the starting page that suits you. **You have:** `questions`, ten sentences about
# you with their names. **Do:** complete the dictionary `mine`, which has the same ten keys: put
# `True` where the sentence is true of you and `False` where it is not, without quotes. Answer
# honestly, because there are no bad answers. The check recommends a page.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Si dudas, la respuesta es `False`: repasar cuesta poco, y saltarse una página puede costar mucho.

# %% [markdown] exercise="E3" lang="en" role="hint"
# When in doubt, the answer is `False`: going over something costs little, while skipping a page can
# cost a lot.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `True` y `False` son palabras de Python, con mayúscula inicial. Si casi todas tus respuestas son
# iguales, `dict.fromkeys(questions, False)` hace el diccionario entero y después cambias las demás.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `True` and `False` are words of Python, with a capital letter. If nearly all your answers are the
# same, `dict.fromkeys(questions, False)` makes the whole dictionary, and then you change the rest.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea puede ser `mine = {"functions": True,` si ya escribes funciones en Python.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line may be `mine = {"functions": True,` if you already write functions in Python.

# %%
#| exercise: E3
#| role: setup
questions = {
    "functions": "escribo funciones en Python // I write functions in Python",
    "classes": "entiendo una clase con __init__ // I understand a class with __init__",
    "numpy": "he usado arrays de NumPy // I have used NumPy arrays",
    "installed": "tengo PyTorch instalado, o uso Colab // I have PyTorch installed, or use Colab",
    "derivative": "sé qué dice una derivada // I know what a derivative says",
    "descent": "sé dar un paso de descenso de gradiente // I can take a step of gradient descent",
    "split": "sé por qué se aparta un conjunto de prueba // I know why a test set is put aside",
    "tensor": "sé qué son forma y tipo de un tensor // I know a tensor's shape and type",
    "backward": "he llamado a backward() // I have called backward()",
    "loop": "he escrito un bucle de entrenamiento // I have written a training loop",
}

# %%
#| exercise: E3
#| role: starter
mine = {
    "functions": ...,
    "classes": ...,
    "numpy": ...,
    "installed": ...,
    "derivative": ...,
    "descent": ...,
    "split": ...,
    "tensor": ...,
    "backward": ...,
    "loop": ...,
}

# %%
#| exercise: E3
#| role: solution
# alguien que programa y empieza con las redes // somebody who programs and is new to networks
mine = dict.fromkeys(questions, False)
mine |= {"functions": True, "classes": True, "numpy": True}
print(sum(mine.values()), "de // of", len(mine))

# %%
#| exercise: E3
#| role: check
#| survives:
#|   truth 2: every honest answer is right
#|   truth 3: every honest answer is right
#|   truth 3.2: every honest answer is right
#|   truth 3.3: every honest answer is right
#|   dropped 3: every honest answer is right
from tutorial_lib import check, say

PYTHON = """primero, el tutorial oficial de Python (docs.python.org) //
    first, Python's official tutorial (docs.python.org)"""
STARTS = {
    "functions": PYTHON,
    "classes": PYTHON,
    "installed": "Prepara tu entorno // Set up your environment",
    "numpy": "Tensores // Tensors",
    "derivative": "Descenso de gradiente paso a paso // Gradient descent step by step",
    "descent": "Descenso de gradiente paso a paso // Gradient descent step by step",
    "split": "Descenso de gradiente paso a paso // Gradient descent step by step",
    "tensor": "Tensores // Tensors",
    "backward": "Autograd // Autograd",
    "loop": "Hola, PyTorch // Hello, PyTorch",
}
check(
    "las diez preguntas // the ten questions",
    lambda: sorted(mine),
    equals=sorted(questions),
    hint="""mine es un diccionario: deja las diez claves como estaban //
        mine is a dictionary: leave its ten keys as they were""",
)
for name in questions:
    check(
        name,
        mine[name],
        equals=bool(mine[name]),
        hint="""la respuesta es True o False, con mayúscula y sin comillas //
            the answer is True or False, with a capital letter and without quotes""",
    )
first = next((page for name, page in STARTS.items() if not mine[name]), "Fashion-MNIST")
print(say("empieza por: // start with:"), say(first))

# %%
#| exercise: E3
#| role: right
mine = {}
for name in questions:
    mine[name] = name in ("functions", "numpy", "tensor")

# %%
#| exercise: E3
#| role: right
all = True  # quien ya lo sabe todo // somebody who knows it all
mine = dict.fromkeys(questions, all)

# %%
#| exercise: E3
#| role: wrong
#| message: con mayúscula y sin comillas // with a capital letter and without quotes
mine = dict.fromkeys(questions, "True")

# %%
#| exercise: E3
#| role: wrong
#| message: deja las diez claves como estaban // leave its ten keys as they were
mine = {"functions": True}

# %%
#| exercise: E3
#| role: wrong
#| message: con mayúscula y sin comillas // with a capital letter and without quotes
mine = dict.fromkeys(questions, 1)

# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Aprender de ejemplos evita escribir reglas que nadie sabe escribir.
# - Una capa intermedia describe los datos de otra forma, y con una buena descripción basta una suma
#   para decidir. Lo profundo aprende también esa descripción.
# - Con tablas pequeñas, un modelo sencillo suele bastar, así que mídelo primero.
# - PyTorch es Python normal, se ejecuta al momento, deriva por ti y crece contigo.
# - Se examina con ejemplos que el modelo no vio.
#
# ## Para profundizar { #further }
# - LeCun, Bengio y Hinton (2015), [Deep learning](https://doi.org/10.1038/nature14539): la idea de
#   las representaciones, contada por quienes la impulsaron (en inglés).
# - Paszke y otros (2019), [PyTorch](https://arxiv.org/abs/1912.01703): qué buscaban sus autores (en
#   inglés).
#
# Si vas a ejecutar las páginas en tu equipo, [prepara tu entorno](setup.md) antes de seguir. Aquí
# has visto que una red encuentra sus pesos, pero el código que lo hacía estaba oculto. Si empieza
# con números cualesquiera y nadie le da la regla, ¿qué hace exactamente para que el siguiente
# intento le salga un poco mejor?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - Learning from examples spares us rules that nobody knows how to write.
# - A layer in the middle describes the data in another way, and with a good description one sum is
#   enough to decide. Deep learning learns that description too.
# - On small tables a simple model is usually enough, so measure it first.
# - PyTorch is ordinary Python, runs at once, differentiates for you and grows with you.
# - The exam is made of examples the model has not seen.
#
# ## Going further { #further }
# - LeCun, Bengio and Hinton (2015), [Deep learning](https://doi.org/10.1038/nature14539): the idea
#   of representations, told by the people behind it.
# - Paszke et al. (2019), [PyTorch](https://arxiv.org/abs/1912.01703): what its authors were after.
#
# If you want to run the pages on your own machine, [set up your environment](setup.md) before you
# go on. Here you have seen that a network finds its weights, but the code that did so was hidden.
# If it starts from arbitrary numbers and nobody gives it the rule, what exactly does it do so that
# its next attempt comes out a little better?
