# ---
# title: "Depurar tensores: forma, tipo, dispositivo // Debugging tensors: shape, dtype, device"
# description:
#   es: Un método de cuatro gestos para los errores de PyTorch, con sus mensajes reales, y para el
#     que no da ningún mensaje.
#   en: A four-move method for PyTorch errors, with their real messages, and for the bug that gives
#     none.
# objectives:
#   - apply:
#       es: leer un traceback empezando por el final (E1–E5)
#       en: read a traceback from its end (E1–E5)
#   - analyse:
#       es: "clasificar un error: forma, tipo, valores, dispositivo o grafo (E1–E5)"
#       en: "classify an error: shape, dtype, values, device or graph (E1–E5)"
#   - apply:
#       es: reparar diez errores en la línea donde nacen (E1–E5)
#       en: fix ten bugs on the line where they are born (E1–E5)
#   - evaluate:
#       es: descubrir un error que no da mensaje (E4, E5)
#       en: uncover a bug that gives no message (E4, E5)
# minutes: {read: 35, practise: 25}
# needs: [tensors]
# data: []
# ---

# %% [markdown] lang="es"
# Ejecutas una celda y, en lugar del resultado, te caen encima veinte líneas en inglés. La tentación
# es cambiar cosas hasta que se callen, y a veces se callan sin que nada haya quedado arreglado.
# **¿Y si el propio mensaje ya dijera qué le pasa a tu tensor y dónde mirar?**

# %% [markdown] lang="en"
# You run a cell and, instead of a result, twenty lines come crashing down. The temptation is to
# change things until the lines go away, and sometimes they do, with nothing really fixed. **What if
# the message already told you what is wrong with your tensor, and where to look?**

# %%
#| tags: [hurry]
import torch

pred = torch.tensor([[2.0], [4.0]])  # (2, 1)
y = torch.tensor([1.0, 3.0])  # (2,)
for name, x in [("pred", pred), ("y", y)]:
    print(name, tuple(x.shape), x.dtype, x.device, x.requires_grad)
y = y.unsqueeze(1)  # (2, 1)
assert pred.shape == y.shape, (pred.shape, y.shape)
print(((pred - y) ** 2).mean().item())

# %% [markdown] lang="es" role="hurry"
# Lee primero [la última línea del mensaje](#last-line), que dice qué pasó, y sube después hasta la
# última línea que escribiste tú, que dice dónde. Casi siempre un tensor no coincide con otro, o con
# lo que pide una función, en la forma, el tipo o el dispositivo, así que [imprime esos
# datos](#describe) y corrige [donde nació el error](#cause), no donde saltó. Si no hay mensaje y el
# modelo no aprende, compara con un `assert` la predicción y el valor real, porque [`(N, 1)` contra
# `(N,)` no da ningún error](#silent); los demás mensajes, también los de `cuda`, están en [lo que
# suele fallar](#errors).

# %% [markdown] lang="en" role="hurry"
# First read [the last line of the message](#last-line), which says what happened, and then go up to
# the last line that you wrote, which says where. Nearly always a tensor disagrees with another, or
# with what a function wants, in shape, dtype or device, so [print those facts](#describe) and fix
# the error [where it was born](#cause), not where it showed up. If there is no message and the
# model does not learn, compare prediction and target with an `assert`, because [`(N, 1)` against
# `(N,)` raises no error](#silent); all other messages, those about `cuda` included, are under [what
# usually goes wrong](#errors).

# %% [markdown] lang="es"
# **Depurar** (debug) es buscar la causa de un error, y se parece a una consulta médica: escuchas la
# queja, piensas de qué clase es, pides un análisis y curas la causa, no la fiebre. La idea de la
# página cabe en una frase: **casi todo error de tensores es un desacuerdo**, entre dos tensores o
# entre un tensor y lo que una función espera de él. Por eso no hay que adivinar: basta con poner
# los dos lados delante y mirar en qué no coinciden.
#
# Al terminar sabrás leer un mensaje de PyTorch, arreglar su causa y descubrir el error más caro, el
# que no da ningún mensaje.
#
# ## La idea en una imagen { #picture }
# Los cuatro gestos van de izquierda a derecha. Para el segundo, busca en el mensaje una de las
# palabras de las cajas:

# %% [markdown] lang="en"
# To **debug** is to look for the cause of an error, and it is a lot like a visit to the doctor: you
# listen to the complaint, say what kind it is, order a test, and cure the cause, not the fever. The
# idea of this page fits in one sentence: **nearly every tensor error is a disagreement**, between
# two tensors or between a tensor and what a function expects of it. So there is no need to guess:
# put the two sides next to each other and look for the difference.
#
# By the end you can read a PyTorch message, fix its cause, and uncover the most expensive bug, the
# one that gives no message.
#
# ## The idea in one picture { #picture }
# The four moves go from left to right. For the second one, look in the message for one of the words
# in the boxes:

# %%
#| tags: [page]
#| alt:
#|   es: Diagrama en cuatro pasos. Lee la última línea; según sus palabras, el error es de forma,
#|     tipo, valores, dispositivo o grafo, o no hay mensaje; imprime el dato que corresponde; y
#|     arregla donde nació el valor.
#|   en: Diagram in four steps. Read the last line; by its words, the error is of shape, dtype,
#|     values, device or graph, or there is no message; print the matching fact; and fix it where
#|     the value was born.
from tutorial_lib import plots

classes = [
    ("blue", "forma // shape", "size   shape   dimension", "x.shape"),
    ("orange", "tipo // dtype", "dtype   Long   Float   Double", "x.dtype"),
    ("green", "valores // values", "out of bounds   between", "x.min()   x.max()"),
    ("purple", "dispositivo // device", "device   cuda   cpu", "x.device"),
    ("sky", "grafo // graph", "grad   leaf   backward", "x.requires_grad"),
    ("red", "no hay mensaje // no message", "resultados raros // strange results", "x.shape"),
]
triage = plots.diagram(7.4, 4.6)
triage.text(0.6, 4.37, "1 · Lee // 1 · Read", weight="bold")
triage.text(2.7, 4.37, "2 · Clasifica // 2 · Classify", weight="bold")
triage.text(5.1, 4.37, "3 · Imprime // 3 · Print", weight="bold")
triage.text(6.8, 4.37, "4 · Arregla // 4 · Fix", weight="bold")
triage.box(0.6, 2.18, 0.98, 0.54, "la última\nlínea // the last\nline")
triage.box(6.8, 2.18, 0.98, 0.74, "donde\nnació\nel valor // where\nthe value\nwas born")
for row, (color, name, clues, trait) in enumerate(classes):
    y, style = 3.8 - 0.65 * row, "--" if row == 5 else "-"
    clues_box = triage.box(2.7, y, 2.36, 0.5, name, clues, color=color, linestyle=style)
    trait_box = triage.box(5.1, y, 1.62, 0.3, color=color)
    triage.text(5.1, y, trait, family="monospace", fontsize=9.5)
    triage.arrow((1.11, 2.18), (1.48, y))
    triage.arrow(clues_box, trait_box)
    triage.arrow((5.93, y), (6.1, 2.18), head=False)
triage.arrow((6.08, 2.18), (6.3, 2.18))
triage.figure

# %% [markdown] lang="es"
# La forma, el tipo y el dispositivo los conoces de [los
# tensores](../m2-tensors-autograd/tensors.md). El **grafo** (graph) son las notas que PyTorch toma
# de todo lo que se hace con un tensor que el modelo debe aprender. El error es de valores cuando la
# función no admite alguno de los números. La última fila, la de línea discontinua, es la que más
# daño hace, así que le dedicaremos la parte lenta de la página.
#
# De lo que importamos son nuevos `nn`, que trae piezas de modelos, y cuatro funciones que miden
# cuánto se equivoca un modelo.

# %% [markdown] lang="en"
# You know shape, dtype and device from [the page on tensors](../m2-tensors-autograd/tensors.md).
# The **graph** is a set of notes that PyTorch takes on everything done to a tensor that the model
# has to learn. The values are to blame when the function does not accept one of the numbers. The
# last row, with the dashed line, does the most harm and gets the slow part of the page.
#
# New among the imports are `nn`, with parts of models, and four functions that measure how wrong a
# model is.

# %% Preparar // Set up
import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_diabetes
from torch import nn
from torch.nn.functional import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    mse_loss,
)

from tutorial_lib import plots
from tutorial_lib.data import split_indices

torch.manual_seed(42)
plt.style.use("tutorial_lib.gradiente")

# %% [markdown] lang="es"
# ## 1. ¿Por qué línea se empieza a leer? { #last-line }
# `nn.Linear(4, 1)` es una **capa** (layer), la pieza más sencilla de un modelo. Toma los 4 números
# de cada fila, los multiplica por 4 **pesos** (weights), los suma con un número más y entrega 1
# resultado. Nuestras filas son casas, y cada una trae dos números, los metros cuadrados y las
# habitaciones. Para que haya un rastro que seguir, `report` llama a `predict` y `predict` llama a
# la capa:

# %% [markdown] lang="en"
# ## 1. Which line do you read first? { #last-line }
# `nn.Linear(4, 1)` is a **layer**, the simplest part of a model. It multiplies the 4 numbers of
# each row by 4 **weights**, adds them up together with one more number, and gives you 1 result. Our
# rows are houses, and each house has two numbers, its area in square meters and its number of
# rooms. To leave a trail, `report` calls `predict`, and `predict` calls the layer:

# %%
layer = nn.Linear(4, 1)


def predict(houses):
    return layer(houses)


def report(houses):
    print(predict(houses).mean())


houses = torch.tensor([[50.0, 2.0], [80.0, 3.0], [120.0, 4.0]])  # (3, 2)

# %%
#| raises: "RuntimeError: mat1 and mat2 shapes cannot be multiplied"
#| cause:
#|   es: El número de columnas de la entrada no es el que la capa o el producto espera.
#|   en: The input does not have as many columns as the layer or the product expects.
#| fix:
#|   es: >-
#|     Imprime las dos formas y compara los números de dentro, `(3, 2)` y `(4, 1)`: corrige la pieza
#|     que miente sobre los datos.
#|   en: >-
#|     Print both shapes and compare the inner numbers, `(3, 2)` and `(4, 1)`: correct the piece
#|     that is wrong about the data.
report(houses)

# %% [markdown] lang="es"
# Aquí ves solo la última línea, pero en tu pantalla saldrá el **traceback** entero, el rastro de
# llamadas desde la primera hasta la última. Este es el de verdad, y se lee de abajo arriba:

# %% [markdown] lang="en"
# Here you see only the last line, but your screen will show the whole **traceback**, the trail of
# calls from the first to the last. This is the real one, and you read it from the bottom up:

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Un traceback real con tres zonas numeradas de abajo arriba: 1, la última línea, qué pasó; 2,
#|     la última llamada escrita por ti, dónde; las líneas de PyTorch entre ambas se saltan; 3, las
#|     llamadas anteriores, cómo llegaste.
#|   en: >-
#|     A real traceback with three zones numbered from the bottom up: 1, the last line, what
#|     happened; 2, the last call that you wrote, where; the PyTorch lines between them are skipped;
#|     3, the earlier calls, how you got there.
import traceback

try:
    report(houses)
except RuntimeError as error:
    calls, message = traceback.extract_tb(error.__traceback__), str(error)
mine = [call for call in calls if "torch" not in call.filename][-3:]
first = predict.__code__.co_firstlineno - 4  # la capa es la línea 1 // the layer is line 1
numbers = [13, mine[1].lineno - first, mine[2].lineno - first]
rows = [("axes", "Traceback (most recent call last):")]
for call, place in zip(mine, numbers, strict=True):
    ink = "orange" if call is mine[-1] else "blue"
    rows.append((ink, f'  File "houses.py", line {place}, in {call.name}'))
    rows.append((ink, f"    {call.line}"))
rows.append(("axes", f'  File "…/torch/nn/modules/linear.py", in {calls[-1].name}'))
rows.append(("axes", "    …"))
rows.append(("red", f"RuntimeError: {message}"))
trail = plots.diagram(7.4, 4.2)
for row, (ink, text) in enumerate(rows):
    y, shade = 3.9 - 0.37 * row, "axes" if ink == "axes" else "text"
    if ink != "axes":
        trail.box(3.7, y, 7.2, 0.37, color=ink, tint=0.22, corner=0, linewidth=0)
    trail.text(0.22, y, text, color=shade, ha="left", family="monospace", fontsize=9.3)
notes = [
    (2.5, "3  cómo llegaste // 3  how you got there"),
    (5.5, "2  dónde: tu última línea // 2  where: your last line"),
    (7.5, "de PyTorch: sáltalo // PyTorch's own: skip it"),
    (10, "1  empieza aquí: qué pasó // 1  start here: what happened"),
]
for row, note in notes:
    trail.text(7.2, 3.9 - 0.37 * row, note, ha="right", weight="bold", fontsize=10)
trail.figure

# %% [markdown] lang="es"
# 1. **Qué pasó.** La palabra *shapes* está en la primera caja: es un error de forma. El `3x2` son
#    tus casas y el `4x1` son los cuatro pesos, puestos en columna. En un producto de matrices los
#    dos números de dentro deben coincidir, porque cada fila se multiplica número a número por una
#    columna, y aquí 2 no es 4.
# 2. **Dónde.** Sube hasta la primera línea que sea tuya, `return layer(houses)`. Las que hay en
#    medio son de PyTorch, que no se ha roto: solo da la noticia.
# 3. **Cómo llegaste.** Más arriba están las llamadas que trajeron las casas hasta ahí.
#
# “Pero si no entiendo ni la mitad del mensaje.” Tampoco hace falta, porque casi siempre basta con
# una palabra de las cajas y dos números o nombres que no coinciden.
#
# ## 2. ¿Qué tengo entre manos? { #describe }
# Antes de tocar nada, pide el análisis. Esta función imprime los cinco datos del dibujo, con el
# valor menor y el mayor al final. Recuerda que los pesos son lo que el modelo debe aprender.

# %% [markdown] lang="en"
# 1. **What happened.** The word *shapes* is in the first box, so this is a shape error. The `3x2`
#    is your houses, and the `4x1` is the four weights, as a column. In a product of matrices the
#    two inner numbers must be equal, because each row is multiplied number by number with a column,
#    and here 2 is not 4.
# 2. **Where.** Go up to the first line that is yours, `return layer(houses)`. The lines in between
#    belong to PyTorch, which is not broken: it only breaks the news.
# 3. **How you got there.** Further up are the calls that carried the houses there.
#
# “But I don't understand half of that message.” You don't have to, because one word from the boxes
# and two numbers or names that do not match are nearly always enough.
#
# ## 2. What am I holding? { #describe }
# Before you touch anything, order the test. This function prints the five facts of the picture,
# with the smallest and the largest value at the end. Remember that the weights are what the model
# has to learn.


# %% Imprimir los cinco datos // Print the five facts
#| predict:
#|   es: "¿Qué dato tendrán los pesos que no tendrán las casas?"
#|   en: "What will the weights have that the houses will not?"
def describe(name, x):
    graph = "con grafo // with graph" if x.requires_grad else "sin grafo // no graph"
    print(name, tuple(x.shape), x.dtype, x.device)
    print(f"    {graph}, {x.min().item():.3g} … {x.max().item():.3g}")


describe("houses", houses)
describe("layer.weight", layer.weight)

# %% [markdown] lang="es"
# Los pesos llevan grafo y las casas no, porque solo los pesos cambian al aprender;
# [autograd](../m2-tensors-autograd/autograd.md) explica para qué sirven esas notas. Fíjate además
# en las formas: los pesos se guardan tumbados, `(1, 4)`, y el mensaje decía `4x1` porque la capa
# los gira al multiplicar. Ya tienes el desacuerdo delante: el 2 de las casas contra el 4 de la
# capa.

# %% [markdown] lang="en"
# The weights have a graph and the houses do not, because only the weights change during learning;
# [autograd](../m2-tensors-autograd/autograd.md) explains what those notes are for. Look at the
# shapes, too: the weights are stored lying down, `(1, 4)`, and the message said `4x1` because the
# layer turns them when it multiplies. Now the disagreement is in plain view: the 2 of the houses
# against the 4 of the layer.

# %% [markdown] lang="es"
# Quién de los dos se equivoca no lo dice ningún mensaje: lo sabes tú, que conoces los datos. Las
# casas tienen de verdad dos columnas, así que se corrige la capa:

# %% [markdown] lang="en"
# No message can tell you which of the two is wrong, but you know your data. The houses really do
# have two columns, so the layer has to change:

# %%
layer = nn.Linear(2, 1)
predicted = predict(houses)  # (3, 1)
print(tuple(predicted.shape))

# %% [markdown] lang="es"
# ## 3. ¿Dónde se arregla? { #cause }
# Escribimos las mismas casas sin decimales y las multiplicamos por un precio por metro y otro por
# habitación. Las formas `(3, 2)` y `(2, 1)` encajan, porque esta vez los números de dentro son
# iguales.

# %% [markdown] lang="en"
# ## 3. Where should you fix it? { #cause }
# We write the same houses without decimals and multiply them by a price per meter and a price per
# room. The shapes `(3, 2)` and `(2, 1)` fit, because this time the inner numbers are equal.

# %%
#| predict:
#|   es: "Las formas encajan. ¿En qué otro de los cinco datos no coinciden los dos tensores?"
#|   en: "The shapes fit. Which of the other four facts do the two tensors disagree on?"
#| raises: "RuntimeError: expected m1 and m2 to have the same dtype"
#| cause:
#|   es: Multiplicas un tensor de enteros por uno de decimales.
#|   en: You multiply a tensor of whole numbers by one of decimals.
#| fix:
#|   es: >-
#|     Crea los dos con decimales: escribe 50.0 en lugar de 50, o pon `dtype=torch.float32` al
#|     crearlos.
#|   en: >-
#|     Create both with decimals: write 50.0 instead of 50, or put `dtype=torch.float32` where they
#|     are created.
whole = torch.tensor([[50, 2], [80, 3], [120, 4]])  # (3, 2)
price = torch.tensor([[3.0], [10.0]])  # (2, 1), miles // (2, 1), thousands
whole @ price

# %% [markdown] lang="es"
# La palabra *dtype* dice que el error es de tipo. El primer factor, `m1`, guarda enteros, y el
# segundo, `m2`, decimales. Los mensajes llaman a los tipos por su nombre en C++: *long* es `int64`,
# *int* es `int32`, *float* es `float32` y *double* es `float64`. Con `+` o con `*` PyTorch habría
# convertido los enteros por su cuenta, pero en un producto de matrices se niega y te deja decidir.

# %% [markdown] lang="en"
# The word *dtype* says that this is a dtype error. The first factor, `m1`, holds whole numbers, and
# the second, `m2`, holds decimals. Messages call dtypes by their C++ names: *long* is `int64`,
# *int* is `int32`, *float* is `float32` and *double* is `float64`. With `+` or `*` PyTorch would
# have converted the whole numbers unasked, but in a product of matrices it refuses and lets you
# decide.

# %% [markdown] lang="es"
# Hagámoslo mal a propósito, como se hace con prisa: convertimos con `.float()` justo en la línea
# que falló y seguimos adelante. La línea siguiente pide la media de cada columna, que PyTorch solo
# calcula con decimales.

# %% [markdown] lang="en"
# Let us do it wrong on purpose, as people in a hurry do: we convert with `.float()` right on the
# line that failed, and move on. The next line asks for the mean of each column, and PyTorch
# averages only decimals.

# %%
#| predict:
#|   es: "`.float()` devuelve un tensor nuevo. ¿Qué le pasará a la media de `whole`, y por qué?"
#|   en: "`.float()` returns a new tensor. What will happen to the mean of `whole`, and why?"
#| raises: "RuntimeError: could not infer output dtype"
#| cause:
#|   es: Pides la media de enteros, y una media tiene decimales.
#|   en: You ask for the mean of whole numbers, and a mean has decimals.
#| fix:
#|   es: Crea el tensor con decimales, o convierte una vez con `x.float()` donde nace.
#|   en: Create the tensor with decimals, or convert once with `x.float()` where it is born.
patched = whole.float() @ price  # un parche // a patch
whole.mean(dim=0)

# %% [markdown] lang="es"
# También falla, porque `whole` sigue guardando enteros. El parche bajó la fiebre de una línea, y la
# siguiente se queja de lo mismo con otras palabras: *could not infer output dtype* quiere decir que
# PyTorch no encuentra un tipo en el que dar la media. La causa está más arriba, donde alguien
# escribió `50` en lugar de `50.0`.

# %% [markdown] lang="en"
# It fails as well, because `whole` still holds whole numbers. The patch brought down the fever of
# one line, and the next one makes the same complaint in other words: *could not infer output dtype*
# means that PyTorch finds no dtype for the mean. The cause lies further up, where somebody wrote
# `50` instead of `50.0`.

# %% [markdown] lang="es"
# En cambio, `houses` **nació** con decimales. A mano, y en miles, la primera casa vale
# $50 \cdot 3 + 2 \cdot 10 = 170$, y con este tensor funcionan las dos líneas sin ningún parche:

# %% [markdown] lang="en"
# `houses`, however, was **born** with decimals. In thousands, the first house is worth
# $50 \cdot 3 + 2 \cdot 10 = 170$, and with this tensor both lines work without any patch:

# %%
values = houses @ price  # (3, 1)
average = houses.mean(dim=0)  # (2,)
print(values.squeeze(1))  # (3,)
print(average)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "fixed-at-birth",
    values.squeeze(1),
    equals=[170.0, 270.0, 400.0],
    says="""Con decimales desde el principio, las casas valen 170, 270 y 400 mil. //
        With decimals from the start, the houses are worth 170, 270 and 400 thousand.""",
)

# %% [markdown] lang="es"
# Ese es el cuarto gesto. Sube por el rastro hasta donde nació el valor equivocado y arréglalo allí,
# una sola vez.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `torch.matmul(x, z.T)` con un `x` de enteros y un `z` de decimales. Es este mismo error, así
#     que esa línea no se ejecuta. Crea los datos con decimales desde el principio.
#
# ## 4. ¿Y si no hay mensaje? { #silent }
# Hasta aquí los desacuerdos protestaban. El más caro no protesta, y puede costarte una semana. Una
# **pérdida** (loss) es un número que dice cuánto se equivoca un modelo. Una muy usada es el **error
# cuadrático medio** (mean squared error, MSE): a cada predicción le restas el valor real, elevas la
# diferencia al cuadrado y haces la media. El modelo de aquí abajo acierta los cuatro valores. Todas
# sus diferencias deberían ser 0, y su pérdida también.

# %% [markdown] lang="en"
# That is the fourth move. Climb the trail to where the wrong value was born and fix it there, once.
#
# !!! elsewhere "What you will see elsewhere"
#     `torch.matmul(x, z.T)` with an `x` of whole numbers and a `z` of decimals. It is this very
#     error, so that line does not run. Create your data with decimals from the start.
#
# ## 4. What if there is no message? { #silent }
# So far every disagreement has complained. The most expensive one does not, and it can cost you a
# week. A **loss** is a number that says how wrong a model is. A common one is the **mean squared
# error** (MSE): you subtract the true value from the prediction, square each difference, and take
# the mean. The model below gets all four values right. All its differences should be 0, and so
# should its loss.

# %%
#| warns: "UserWarning: Using a target size"
truth = torch.tensor([1.0, 2.0, 3.0, 4.0])  # (4,)
right = torch.tensor([[1.0], [2.0], [3.0], [4.0]])  # (4, 1)
perfect_loss = mse_loss(right, truth).item()
print(perfect_loss)

# %%
#| tags: [claim]
#| central: loss-of-a-perfect-model
claim(
    "loss-of-a-perfect-model",
    perfect_loss,
    equals=2.5,
    says="""Como las formas no coinciden, este modelo perfecto recibe una pérdida de 2.5. //
        Because the shapes differ, this perfect model gets a loss of 2.5.""",
)

# %% [markdown] lang="es"
# Sale {{ perfect_loss:.1f }}. `mse_loss` deja al menos un aviso (warning), que dice que el
# resultado será “probablemente” (*likely*) incorrecto, pero un aviso no detiene nada y se pierde
# entre otras cien líneas. Con tu propia fórmula no sale ni el aviso.
#
# Ve despacio aquí, porque esta es la parte que nadie ve. El desacuerdo está en las formas: las
# predicciones van en columna, `(4, 1)`, y los valores reales en una lista, `(4,)`. Según las reglas
# del [broadcasting](../m2-tensors-autograd/tensors.md#broadcasting) (expansión automática), a la
# lista se le añade un 1 por la izquierda y cuenta como una fila, `(1, 4)`. La columna se repite
# hacia la derecha y la fila hacia abajo, hasta llenar una tabla de 4 por 4, con 16 diferencias en
# lugar de 4.
#
# La primera predicción, un 1, ya no se compara solo con su valor, sino con los cuatro, y sus
# diferencias son 0, −1, −2 y −3. Al cuadrado son 0, 1, 4 y 9, que suman 14. La segunda predicción,
# un 2, da 1, 0, 1 y 4, que suman 6. La tercera suma otros 6 y la cuarta, 14, por simetría. En total
# son $14 + 6 + 6 + 14 = 40$, y 40 entre 16 es 2.5, que es justo lo que salió. Compruébalo en la
# tabla:

# %% [markdown] lang="en"
# It comes to {{ perfect_loss:.1f }}. At least `mse_loss` warns that the result will “likely” be
# incorrect, but a warning stops nothing and gets lost among a hundred other lines. With your own
# formula there is not even a warning.
#
# Go slowly here, because this is the part that nobody sees. The disagreement is in the shapes: the
# predictions stand in a column, `(4, 1)`, and the true values in a list, `(4,)`. By the rules of
# [broadcasting](../m2-tensors-autograd/tensors.md#broadcasting), the list gets a 1 on its left and
# counts as a row, `(1, 4)`. The column is repeated to the right and the row downward, until they
# fill a table of 4 by 4, with 16 differences instead of 4.
#
# The first prediction, a 1, is no longer compared with its own value alone, but with all four, and
# its differences are 0, −1, −2 and −3. Squared, they are 0, 1, 4 and 9, which add up to 14. The
# second prediction, a 2, gives 1, 0, 1 and 4, which add up to 6. By symmetry, the third adds
# another 6 and the fourth another 14. The total is $14 + 6 + 6 + 14 = 40$, and 40 divided by 16 is
# 2.5, exactly what we got. Check it in the table:

# %%
difference = right - truth  # (4, 4)
compared = difference.numel()  # cuántos números // how many numbers
print(difference)

# %% [markdown] lang="es"
# De las {{ compared }} comparaciones, las cuatro que querías están en la diagonal, con sus ceros.
# Las otras doce enfrentan cada predicción con un valor que no es el suyo.
#
# “Bueno, la pérdida estará desplazada, pero bajará igual.” Probemos con un modelo que no sabe nada
# y contesta siempre 2.5, la media de los cuatro valores. Sus cuatro filas de la tabla son iguales,
# así que basta una.

# %% [markdown] lang="en"
# Of the {{ compared }} comparisons, the four that you wanted are on the diagonal, with its zeros.
# The other twelve set each prediction against a value that is not its own.
#
# “Fine, so the loss is shifted, but it will go down all the same.” Let us try a model that has
# learned nothing and always answers 2.5, the mean of the four values. Its four rows of the table
# are the same, so one is enough.

# %%
#| predict:
#|   es: "Resta 1, 2, 3 y 4 a 2.5. ¿Su pérdida será mayor o menor que la del modelo perfecto?"
#|   en: "Take 1, 2, 3 and 4 from 2.5. Will its loss be higher or lower than the perfect model's?"
clueless = torch.tensor([[2.5], [2.5], [2.5], [2.5]])  # (4, 1)
clueless_loss = ((clueless - truth) ** 2).mean().item()
print(clueless_loss)

# %%
#| tags: [claim]
claim(
    "the-mean-beats-the-perfect-model",
    clueless_loss,
    equals=1.25,
    says="""Contestar siempre la media da 1.25, menos que el modelo perfecto. //
        Always answering the mean gives 1.25, less than the perfect model.""",
)

# %% [markdown] lang="es"
# Su pérdida es {{ clueless_loss:.2f }}, la mitad. Nos sorprendió tanto que lo repasamos a mano: las
# diferencias son 1.5, 0.5, −0.5 y −1.5, sus cuadrados suman 5, y 5 entre 4 es 1.25. El modelo que
# no sabe nada saca mejor nota que el que lo acierta todo. Lo consigue porque en la tabla cada
# predicción se compara con todos los valores, y si sumas los cuadrados de las distancias, el número
# más cercano a todos es su media. Un entrenamiento que baje esta pérdida hará bien su trabajo, y su
# trabajo será enseñar al modelo a contestar siempre lo mismo.

# %% [markdown] lang="en"
# Its loss is {{ clueless_loss:.2f }}, half as much. It surprised us so much that we checked it by
# hand: the differences are 1.5, 0.5, −0.5 and −1.5, their squares add up to 5, and 5 divided by 4
# is 1.25. The model that has learned nothing gets a better grade than the one that gets everything
# right. It wins because in the table each prediction is compared with all the values, and if you
# add up squared distances, the number nearest to all of them is their mean. Training that lowers
# this loss will do its job well, and its job will be to teach the model to give one answer every
# time.

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas"
#     Sean $p_i$ las predicciones e $y_j$ los valores, con medias $\bar p$ e $\bar y$, varianzas
#     $s_p^2$ y $s_y^2$ y covarianza $s_{py}$, todas divididas entre $N$. La media de los $N^2$
#     cuadrados de la tabla es
#
#     $$T = s_p^2 + s_y^2 + (\bar p - \bar y)^2$$
#
#     Sale de desarrollar el cuadrado, porque la media de $p_i y_j$ en todas las parejas es
#     $\bar p \, \bar y$. En cambio, el error cuadrático medio de verdad es $T - 2 s_{py}$. La tabla
#     ha perdido la covarianza, que es el único término que sabe qué valor le toca a cada
#     predicción. Para el modelo perfecto, $s_{py} = s_y^2 = 1.25$, y la diferencia es
#     $2 \cdot 1.25 = 2.5$.
#
#     El mínimo de $T$ está en $s_p = 0$ y $\bar p = \bar y$, donde vale $s_y^2$. La derivada
#     $\partial T / \partial p_i = 2 (p_i - \bar y) / N$ empuja cada predicción hacia la media, y en
#     ella no aparece $y_i$. Una capa con término independiente alcanza ese mínimo con todos sus
#     pesos en 0.
#
#     Fuente: si $i$ y $j$ se sortean por separado, $p_i$ e $y_j$ son independientes; las
#     propiedades de la varianza que usamos están en [Wasserman, *All of Statistics*
#     (2004)](https://doi.org/10.1007/978-0-387-21736-9).
#
# ¿Y con datos reales? `load_diabetes`, de scikit-learn, reúne cientos de pacientes, con diez
# medidas de cada uno y cuánto avanzó su diabetes en un año.

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics"
#     Let $p_i$ be the predictions and $y_j$ the values, with means $\bar p$ and $\bar y$, variances
#     $s_p^2$ and $s_y^2$, and covariance $s_{py}$, all of them divided by $N$. The mean of the
#     $N^2$ squares in the table is
#
#     $$T = s_p^2 + s_y^2 + (\bar p - \bar y)^2$$
#
#     To see it, expand the square: the mean of $p_i y_j$ over all pairs is $\bar p \, \bar y$. The
#     true mean squared error, however, is $T - 2 s_{py}$. The table has lost the covariance, the
#     only term that knows which value belongs to which prediction. For the perfect model
#     $s_{py} = s_y^2 = 1.25$, and the gap is $2 \cdot 1.25 = 2.5$.
#
#     $T$ is smallest at $s_p = 0$ and $\bar p = \bar y$, where it equals $s_y^2$. The derivative
#     $\partial T / \partial p_i = 2 (p_i - \bar y) / N$ pulls every prediction toward the mean, and
#     $y_i$ does not appear in it. A layer with a constant term reaches that minimum with all its
#     weights at 0.
#
#     Source: if $i$ and $j$ are drawn separately, $p_i$ and $y_j$ are independent; the properties
#     of variance that we use are in [Wasserman, *All of Statistics*
#     (2004)](https://doi.org/10.1007/978-0-387-21736-9).
#
# And with real data? `load_diabetes`, from scikit-learn, holds hundreds of patients, with ten
# measurements of each and how far their diabetes progressed in one year.

# %% Cargar y separar // Load and split
table, progress = load_diabetes(return_X_y=True)
x = torch.tensor(table / table.std(), dtype=torch.float32)  # (442, 10)
y = torch.tensor(progress, dtype=torch.float32)  # (442,)


def split(seed):
    train, val = split_indices(len(x), val_fraction=0.25, seed=seed)
    mean, std = y[train].mean(), y[train].std()
    scaled = (y - mean) / std  # (442,)
    return x[train], scaled[train], x[val], scaled[val]


# %% [markdown] lang="es"
# La pérdida es `loss_of`, y `fit` da 50 pasos para bajarla con [el bucle de
# siempre](../m0-start/hello-pytorch.md#loop), cuyo código está en las descargas:

# %% [markdown] lang="en"
# The loss is `loss_of`, and `fit` takes 50 steps to lower it with [the usual
# loop](../m0-start/hello-pytorch.md#loop), whose code is in the downloads:


# %%
#| tags: [hidden]
def fit(x, y):
    torch.manual_seed(0)
    layer = nn.Linear(10, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    losses = []
    for _ in range(50):
        loss = loss_of(layer, x, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return layer, losses


# %% Entrenar // Train
def loss_of(layer, x, y):
    return ((layer(x) - y) ** 2).mean()


x_train, y_train, x_val, y_val = split(seed=0)
describe("y_train", y_train)
_, muted = fit(x_train, y_train)
_, mended = fit(x_train, y_train.unsqueeze(1))  # (N, 1)

# %% [markdown] lang="es"
# ??? technical "Línea por línea"
#     - `table / table.std()`: pone las diez medidas en una escala parecida a 1. `std` es la
#       **desviación estándar** (standard deviation), que dice cuánto se dispersan los números.
#     - `split_indices`: reparte los pacientes en dos grupos, y guarda un cuarto, `val`, para el
#       examen.
#     - `scaled`: el avance sin unidades, con media 0 y desviación estándar 1.
#     - `fit`: devuelve la capa y sus 50 pérdidas, una por paso. `muted` son las del error mudo (`_`
#       descarta la capa) y `mended`, las del error arreglado.
#
# Los dos entrenamientos se distinguen en una sola cosa: al segundo le dimos `y` con `unsqueeze(1)`,
# que añade un eje de tamaño 1 y pasa de `(N,)` a `(N, 1)`, la forma que devuelve la capa.

# %% [markdown] lang="en"
# ??? technical "Line by line"
#     - `table / table.std()`: puts the ten measurements on a scale close to 1. `std` is the
#       **standard deviation**, which says how spread out the numbers are.
#     - `split_indices`: splits the patients into two groups, and keeps a quarter, `val`, for the
#       exam.
#     - `scaled`: the progress without units, with mean 0 and standard deviation 1.
#     - `fit`: returns the layer and its 50 losses, one for each step. `muted` are from the silent
#       bug (`_` throws the layer away), and `mended` are from the fixed run.
#
# The two runs differ in one thing: the second got `y` with `unsqueeze(1)`, which adds an axis of
# size 1 and goes from `(N,)` to `(N, 1)`, the shape that the layer returns.

# %%
#| alt:
#|   es: Pérdida en 50 pasos. Con y de forma (N,) se queda en 1.0 desde el paso 10; con y de forma
#|     (N, 1) baja enseguida a 0.5.
#|   en: Loss over 50 steps. With y of shape (N,) it stays at 1.0 from step 10 on; with y of shape
#|     (N, 1) it soon goes down to 0.5.
#| predict:
#|   es: "Con `(N,)` conviene contestar siempre la media de `y`, que es 0. La media de sus cuadrados
#|     es 1. ¿Dónde se parará esa pérdida?"
#|   en: "With `(N,)` it pays to answer the mean of `y` every time, which is 0. The mean of its
#|     squares is 1. Where will that loss stop?"
curves = {"y: (N,)": muted, "y: (N, 1)": mended}
plots.plot_curves(curves, xlabel="paso // step", ylabel="pérdida // loss")

# %% [markdown] lang="es"
# Se para en {{ muted[49]:.2f }}, porque si contestas siempre 0 queda la media de los cuadrados de
# `y`, es decir, su varianza (variance). La otra baja a {{ mended[49]:.2f }}. No hubo error ni
# aviso, solo una curva plana que parece la de un mal modelo.

# %% [markdown] lang="en"
# It stops at {{ muted[49]:.2f }}, because if you always answer 0 what remains is the mean of the
# squares of `y`, which is its variance. The other one goes down to {{ mended[49]:.2f }}. There was
# no error or warning, only a flat curve that looks like a weak model.

# %% [markdown] lang="es"
# Para ponerles nota con pacientes que no han visto usamos el **R²** (coeficiente de determinación),
# la parte de la variación que el modelo explica: 1 es perfecto y 0 es lo mismo que contestar
# siempre la media. `detach()` da los números sin el grafo. Lo repetimos con cinco repartos, por si
# el primero fue mala suerte:

# %% [markdown] lang="en"
# To grade both on patients that they have not seen we use **R²** (coefficient of determination),
# the share of the variation that the model explains: 1 is perfect, and 0 is no better than always
# answering the mean. `detach()` gives the numbers without the graph. We repeat it with five splits,
# in case the first was bad luck:


# %% Poner nota // Grade
def r2(model, x, y):
    missed = y - model(x).detach().squeeze(1)  # (N,) - (N,)
    return 1 - (missed**2).mean().item() / ((y - y.mean()) ** 2).mean().item()


broken_r2, sound_r2 = [], []
for seed in range(5):
    x_train, y_train, x_val, y_val = split(seed)
    broken, _ = fit(x_train, y_train)
    sound, _ = fit(x_train, y_train.unsqueeze(1))
    broken_r2.append(r2(broken, x_val, y_val))
    sound_r2.append(r2(sound, x_val, y_val))
low, high = np.mean(broken_r2), np.mean(sound_r2)
print(f"y (N,):   R² {low:.2f} ± {np.std(broken_r2):.2f}")
print(f"y (N, 1): R² {high:.2f} ± {np.std(sound_r2):.2f}")

# %%
#| tags: [hidden]
guessed = sound(x_val).detach()  # (N, 1)
apart = (guessed.squeeze(1) - guessed.mean()) * (y_val - y_val.mean())  # (N,)
table_mean, covariance = ((guessed - y_val) ** 2).mean().item(), apart.mean().item()
true_mse = ((guessed.squeeze(1) - y_val) ** 2).mean().item()

# %%
#| tags: [claim]
claim(
    "silent-loss-stays-at-one",
    muted[49],
    equals=1.0,
    abs=0.02,
    says="""Con y de forma (N,), la pérdida se para en 1, la varianza de y. //
        With y of shape (N,), the loss stops at 1, the variance of y.""",
)
claim(
    "silent-r2",
    low,
    equals=-0.01,
    abs=0.03,
    says="""Con y de forma (N,), el modelo no explica nada: su R² ronda el 0. //
        With y of shape (N,), the model explains nothing: its R² is about 0.""",
)
claim(
    "mended-r2",
    high,
    equals=0.48,
    abs=0.06,
    says="""Con y de forma (N, 1), el R² del mismo modelo ronda 0.5. //
        With y of shape (N, 1), the R² of the same model is about 0.5.""",
)
claim(
    "the-table-loses-the-covariance",
    table_mean - 2 * covariance,
    equals=true_mse,
    abs=1e-5,
    says="""La media de la tabla, menos dos covarianzas, es el error cuadrático medio. //
        The mean of the table, less twice the covariance, is the mean squared error.""",
)

# %% [markdown] lang="es"
# Salen {{ low:.2f }} y {{ high:.2f }}, y la distancia entre ambos es mucho mayor que el ±, la
# desviación estándar de los cinco repartos, así que no fue la suerte. El primero no llega a 0
# porque la media que contesta es la de otros pacientes.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     “El modelo no aprende: olvidaste `.to(device)`.” Ese olvido no es mudo, porque da un error que
#     verás [más abajo](#device). Si algo no aprende y *no* hay mensaje, sospecha de las formas.
#
# ## 5. ¿Cómo se le da voz a un error mudo? { #assert }
# Se le da con dos costumbres que cuestan segundos. La primera ya la has visto: un comentario con la
# forma, como `# (N, 1)`, al final de la línea que crea el tensor, siempre con las mismas letras,
# `N` para los ejemplos. La segunda es `assert`, que comprueba una condición y detiene el programa
# si no se cumple. Lo ponemos en la pérdida y le damos otra vez el modelo perfecto:

# %% [markdown] lang="en"
# They come to {{ low:.2f }} and {{ high:.2f }}, much farther apart than the ±, the standard
# deviation over the five splits, so it was not luck. The first falls short of 0 because it answers
# the mean of other patients.
#
# !!! elsewhere "What you will see elsewhere"
#     “The model does not learn: you forgot `.to(device)`.” Forgetting that is not silent, because
#     it raises an error that you will see [below](#device). If something does not learn and there
#     is *no* message, suspect the shapes.
#
# ## 5. How do you give a silent bug a voice? { #assert }
# Two habits that take seconds are enough. You have seen the first: a comment with the shape, such
# as `# (N, 1)`, at the end of the line that makes the tensor, always with the same letters, `N` for
# examples. The second is `assert`, which stops the program if a condition does not hold. We put one
# into the loss and hand it the perfect model again:


# %%
#| raises: "AssertionError: pred (4, 1), y (4,)"
#| cause:
#|   es: Una comprobación tuya encontró dos formas distintas donde debían ser iguales.
#|   en: A check of yours found two different shapes where they should be equal.
#| fix:
#|   es: "Iguala las formas donde nace el dato: `y.unsqueeze(1)` da `(N, 1)`."
#|   en: "Make the shapes equal where the data is born: `y.unsqueeze(1)` gives `(N, 1)`."
def mse(pred, y):
    both = f"pred {tuple(pred.shape)}, y {tuple(y.shape)}"
    assert pred.shape == y.shape, both
    return ((pred - y) ** 2).mean()


mse(right, truth)

# %% [markdown] lang="es"
# Ahora el desacuerdo tiene un mensaje, que nombra las dos formas. Lo arreglamos donde nace el dato
# y volvemos a preguntar:

# %% [markdown] lang="en"
# Now the disagreement has a message, which names both shapes. We fix it where the data is born and
# ask again:

# %%
honest_loss = mse(right, truth.unsqueeze(1)).item()
print(honest_loss)

# %%
#| tags: [claim]
claim(
    "honest-loss-of-a-perfect-model",
    honest_loss,
    equals=0.0,
    says="""Con las dos formas iguales, la pérdida del modelo perfecto es 0. //
        With both shapes equal, the loss of the perfect model is 0.""",
)

# %% [markdown] lang="es"
# El modelo perfecto recibe por fin un 0. “¿Y tengo que llenar el código de `assert`?” Suele bastar
# con uno donde se encuentran la predicción y el valor real, porque ahí un desacuerdo no se oye.
#
# ## Lo que suele fallar { #errors }
# Siguen trece mensajes más, ordenados por clase para que encuentres el tuyo. Para entrenar el ojo,
# señala en cada uno lo que delata su clase antes de leer la explicación. El nombre de delante no
# ayuda, porque un `ValueError` puede ser de forma. Y tres no traen ninguna palabra de las cajas,
# pero cuentan ejes (`0D or 1D`) o elementos, que también es hablar de la forma.
#
# Muchos vienen de las pérdidas para **clasificar**, elegir una clase entre varias, que estudiarás
# más adelante. Algunas esperan **logits**, puntuaciones de cualquier tamaño sin convertir todavía
# en probabilidades:
#
# | función | predicción | valor real (*target*) |
# |---|---|---|
# | `mse_loss` | números | misma forma, decimales |
# | `binary_cross_entropy_with_logits` | logits | misma forma, decimales: 0.0 o 1.0 |
# | `binary_cross_entropy` | probabilidades, de 0 a 1 | misma forma, decimales: 0.0 o 1.0 |
# | `cross_entropy` | logits por clase: `(N, C)` | número de clase: `(N,)`, `int64`, de 0 a C − 1 |
#
# ### ¿Encajan las formas? { #shape }

# %% [markdown] lang="en"
# The perfect model gets its 0 at last. “Do I now have to fill my code with `assert`?” One is
# usually enough, where prediction meets true value, because a disagreement there makes no sound.
#
# ## What usually goes wrong { #errors }
# Thirteen more messages follow, sorted by class so that you can find yours. Train your eye: point
# to what gives each class away before you read the explanation. The name in front is no help,
# because a `ValueError` can be about shape. And three have none of the words in the boxes, but they
# count axes (`0D or 1D`) or elements, which is talking about shape too.
#
# Many come from the losses for **classifying**, choosing one class out of several, which you will
# study later. Some expect **logits**, scores of any size, not yet turned into probabilities:
#
# | function | prediction | true value (*target*) |
# |---|---|---|
# | `mse_loss` | numbers | same shape, decimals |
# | `binary_cross_entropy_with_logits` | logits | same shape, decimals: 0.0 or 1.0 |
# | `binary_cross_entropy` | probabilities, from 0 to 1 | same shape, decimals: 0.0 or 1.0 |
# | `cross_entropy` | logits per class: `(N, C)` | class number: `(N,)`, `int64`, from 0 to C − 1 |
#
# ### Do the shapes fit? { #shape }

# %%
#| raises: "ValueError: must be the same as input size"
#| cause:
#|   es: La pérdida binaria compara dos tensores de forma distinta, como `(4,)` y `(4, 1)`.
#|   en: The binary loss compares two tensors of different shape, such as `(4,)` and `(4, 1)`.
#| fix:
#|   es: "Da a los dos la misma forma donde nacen: `unsqueeze(1)` en uno o `squeeze(1)` en el otro."
#|   en: >-
#|     Give both the same shape where they are born: `unsqueeze(1)` on one or `squeeze(1)` on the
#|     other.
outputs = torch.tensor([0.3, 1.2, -0.5, 0.8])  # (4,), logits
yes_no = torch.tensor([[0.0], [1.0], [1.0], [0.0]])  # (4, 1)
binary_cross_entropy_with_logits(outputs, yes_no)

# %%
#| raises: "RuntimeError: multi-target not supported"
#| cause:
#|   es: "`cross_entropy` recibe las clases en columna, `(N, 1)`, y espera una lista, `(N,)`."
#|   en: "`cross_entropy` gets the classes as a column, `(N, 1)`, and expects a list, `(N,)`."
#| fix:
#|   es: "Quita la dimensión de sobra donde nace la etiqueta: `labels.squeeze(1)`."
#|   en: "Remove the extra dimension where the label is born: `labels.squeeze(1)`."
scores = torch.tensor([[2.0, 0.5, 0.1], [0.2, 0.3, 1.9], [0.1, 2.2, 0.4]])
in_column = torch.tensor([[0], [2], [1]])  # (3, 1)
cross_entropy(scores, in_column)

# %%
#| raises: "ValueError: Expected more than 1 value per channel when training"
#| cause:
#|   es: La normalización por lotes necesita al menos dos filas para medir una dispersión, y el lote
#|     tiene una.
#|   en: Batch normalization needs at least two rows to measure a spread, and the batch has one.
#| fix:
#|   es: Entrena con lotes de dos o más (`drop_last=True` quita el último si queda corto); para
#|     predecir una fila, llama antes a `model.eval()`.
#|   en: Train on batches of two or more (`drop_last=True` drops a short last one); to predict a
#|     single row, call `model.eval()` first.
one_row = torch.ones(1, 3)  # (1, 3)
nn.BatchNorm1d(3)(one_row)

# %% [markdown] lang="es"
# - `Target size … must be the same`: la pérdida para respuestas de sí o no se niega a mezclar
#   `(4,)` con `(4, 1)`. Iguala las formas con `yes_no.squeeze(1)`.
# - `0D or 1D target tensor expected`: `cross_entropy` quería las clases en una lista y le llegaron
#   en columna. Quita el eje que sobra con `in_column.squeeze(1)`.
# - `Expected more than 1 value per channel`: `BatchNorm1d`, una capa que conocerás más adelante,
#   estandariza cada columna con las filas del **lote** (batch), las que entran juntas. Una sola
#   fila no tiene dispersión que medir. Entrena con lotes de dos o más, y para predecir una sola
#   llama antes a `eval()`, que usa valores guardados.
#
# ### ¿Qué tipo exige cada función? { #dtype }

# %% [markdown] lang="en"
# - `Target size … must be the same`: the loss for yes-or-no answers refuses to mix `(4,)` with
#   `(4, 1)`. Make the shapes equal with `yes_no.squeeze(1)`.
# - `0D or 1D target tensor expected`: `cross_entropy` wanted the classes in a list and got them in
#   a column. Remove the extra axis with `in_column.squeeze(1)`.
# - `Expected more than 1 value per channel`: `BatchNorm1d`, a layer that you will meet later,
#   standardizes each column using the rows of the **batch**, those that go in together. A single
#   row has no spread to measure. Train on batches of two or more, and to predict a single row call
#   `eval()` first, which uses stored values.
#
# ### Which dtype does each function demand? { #dtype }

# %%
#| raises: "RuntimeError: but got Float"
#| cause:
#|   es: "`cross_entropy` recibe el número de la clase con decimales."
#|   en: "`cross_entropy` gets the number of the class with decimals."
#| fix:
#|   es: "El número de una clase es un entero: crea las etiquetas con `dtype=torch.int64`."
#|   en: "The number of a class is a whole number: create the labels with `dtype=torch.int64`."
decimal = torch.tensor([0.0, 2.0, 1.0])
cross_entropy(scores, decimal)

# %%
#| raises: "RuntimeError: but got Int"
#| cause:
#|   es: Las etiquetas son `int32`, a menudo porque vienen de NumPy o de un archivo.
#|   en: The labels are `int32`, often because they come from NumPy or from a file.
#| fix:
#|   es: Conviértelas una vez, al cargarlas, con `labels.long()` o `dtype=torch.int64`.
#|   en: Convert them once, on loading, with `labels.long()` or `dtype=torch.int64`.
short = torch.tensor([0, 2, 1], dtype=torch.int32)
cross_entropy(scores, short)

# %%
#| raises: "RuntimeError: result type Float can't be cast"
#| cause:
#|   es: La pérdida binaria recibe ceros y unos enteros, y los quiere decimales.
#|   en: The binary loss gets whole zeros and ones, and wants decimals.
#| fix:
#|   es: "Crea los valores reales con decimales: 0.0 y 1.0, o `dtype=torch.float32`."
#|   en: "Create the true values with decimals: 0.0 and 1.0, or `dtype=torch.float32`."
zeros_ones = torch.tensor([0, 1, 1, 0])
binary_cross_entropy_with_logits(outputs, zeros_ones)

# %% [markdown] lang="es"
# - `but got Float` y `but got Int`: un número de clase se guarda en `int64`, que el mensaje llama
#   *Long*. No basta con que sea entero, porque `int32` tampoco sirve. Conviértelo al cargar, con
#   `.long()`.
# - `result type Float can't be cast`: aquí ocurre al revés, porque el 0 o el 1 se compara con una
#   probabilidad y debe llevar decimales. Escribe `0.0` y `1.0`, o usa `zeros_ones.float()`.
#
# ### ¿Qué se cuela al convertir? { #conversions }

# %% [markdown] lang="en"
# - `but got Float` and `but got Int`: the number of a class is stored in `int64`, which the message
#   calls *Long*. Being whole is not enough, because `int32` is refused too. Convert it on loading,
#   with `.long()`.
# - `result type Float can't be cast`: here it is the other way around, because the 0 or 1 is
#   compared with a probability and must have decimals. Write `0.0` and `1.0`, or use
#   `zeros_ones.float()`.
#
# ### What slips in when you convert? { #conversions }

# %%
#| raises: "RuntimeError: got Double and Float"
#| cause:
#|   es: Los decimales de NumPy son `float64` (Double) y los pesos de una capa, `float32` (Float).
#|   en: NumPy's decimals are `float64` (Double), and the weights of a layer `float32` (Float).
#| fix:
#|   es: "Convierte los datos al cargarlos: `torch.as_tensor(array, dtype=torch.float32)`."
#|   en: "Convert the data on loading: `torch.as_tensor(array, dtype=torch.float32)`."
array = np.array([[50.0, 2.0], [80.0, 3.0]])
nn.Linear(2, 1)(torch.from_numpy(array))

# %%
#| raises: "RuntimeError: cannot be converted to Scalar"
#| cause:
#|   es: "`item()` saca el número de un tensor que solo guarda uno, y este guarda varios."
#|   en: >-
#|     `item()` takes the number out of a tensor that holds just one, and this one holds several.
#| fix:
#|   es: Elige uno antes, `pred[0].item()`, o resume con `mean()`; para sacarlos todos, `tolist()`.
#|   en: >-
#|     Pick one first, `pred[0].item()`, or summarize with `mean()`; to take them all out,
#|     `tolist()`.
predicted.item()

# %%
#| raises: "RuntimeError: Boolean value of Tensor with more than one value is ambiguous"
#| cause:
#|   es: Un `if`, `and`, `or` o `not` necesita un solo sí o no, y la comparación da uno por cada
#|     elemento.
#|   en: An `if`, `and`, `or` or `not` needs a single yes or no, and the comparison gives one for
#|     each element.
#| fix:
#|   es: Di qué quieres con `.any()` (alguno) o `.all()` (todos); para combinar condiciones usa `&`,
#|     `|` y `~`, con paréntesis.
#|   en: Say what you mean with `.any()` or `.all()`; to combine conditions use `&`, `|` and `~`,
#|     with parentheses.
if houses[:, 0] > 100:
    print("casa grande // large house")

# %% [markdown] lang="es"
# - `got Double and Float`: NumPy guarda los decimales en `float64` y los pesos son `float32`. Fija
#   el tipo en la puerta, con `torch.as_tensor(array, dtype=torch.float32)`.
# - `3 elements cannot be converted to Scalar`: es de forma, porque `item()` saca un solo número y
#   aquí hay tres casas. Elige una, `predicted[0].item()`, o usa `tolist()` para todas.
# - `Boolean value of Tensor … is ambiguous`: también es de forma, porque la comparación da tres
#   respuestas, una por casa, y un `if` necesita una. ¿Querías “alguna” o “todas”? Dilo con `.any()`
#   o con `.all()`. Con `and`, `or` y `not` pasa lo mismo, y entre tensores se escriben `&`, `|` y
#   `~`.
#
# !!! warning "Atención"
#     `from_numpy` comparte la memoria: si cambias el tensor in situ (in-place, sin crear otro),
#     cambia también el *ndarray*, y nadie avisa. Lo repararás en [E4](#e4).
#
# ### ¿Caben los valores? { #values }

# %% [markdown] lang="en"
# - `got Double and Float`: NumPy stores decimals as `float64`, and the weights are `float32`. Set
#   the dtype at the door, with `torch.as_tensor(array, dtype=torch.float32)`.
# - `3 elements cannot be converted to Scalar`: this is about shape, because `item()` takes out a
#   single number and there are three houses. Pick one, `predicted[0].item()`, or use `tolist()` for
#   all.
# - `Boolean value of Tensor … is ambiguous`: this too is about shape, because the comparison gives
#   three answers, one for each house, and an `if` needs one. Did you mean “any” or “all”? Say so
#   with `.any()` or `.all()`. The same goes for `and`, `or` and `not`, which between tensors are
#   written `&`, `|` and `~`.
#
# !!! warning "Warning"
#     `from_numpy` shares memory: change the tensor in place (without making another) and the
#     *ndarray* changes too, with no warning. You will fix that in [E4](#e4).
#
# ### Are the values possible? { #values }

# %%
#| raises: "IndexError: is out of bounds"
#| cause:
#|   es: "Una etiqueta pide una clase que no existe: con 3 columnas, las clases son 0, 1 y 2."
#|   en: "A label asks for a class that does not exist: with 3 columns the classes are 0, 1 and 2."
#| fix:
#|   es: >-
#|     Mira `labels.min()` y `labels.max()`: si las clases empiezan en 1, resta 1; si falta una
#|     columna, la última capa es pequeña.
#|   en: >-
#|     Look at `labels.min()` and `labels.max()`: if the classes start at 1, subtract 1; if a column
#|     is missing, the last layer is too small.
from_one = torch.tensor([1, 3, 2])
cross_entropy(scores, from_one)

# %%
#| raises: "RuntimeError: all elements of input should be between 0 and 1"
#| cause:
#|   es: "`binary_cross_entropy` espera probabilidades y recibe puntuaciones sin convertir."
#|   en: "`binary_cross_entropy` expects probabilities and gets raw scores."
#| fix:
#|   es: Usa `binary_cross_entropy_with_logits` con las puntuaciones tal como salen del modelo.
#|   en: Use `binary_cross_entropy_with_logits` with the scores as they leave the model.
binary_cross_entropy(outputs, zeros_ones.float())

# %% [markdown] lang="es"
# - `Target 3 is out of bounds`: hay tres columnas, así que las clases son 0, 1 y 2, y alguien contó
#   desde 1. Resta 1 al cargar. En una GPU este mismo error se llama
#   `CUDA error: device-side assert triggered` y [puede señalar otra
#   línea](../faq.md#device-side-assert).
# - `between 0 and 1`: 1.2 no es una probabilidad, es un logit. Usa la versión `_with_logits`.
#
# ### ¿Viven en el mismo dispositivo? { #device }
# Dos tensores que operan juntos deben estar en el mismo **dispositivo** (device), la CPU o una GPU.
# Como quizá no tengas GPU, usamos `meta`, un dispositivo de mentira con formas y tipos, pero sin
# números.

# %% [markdown] lang="en"
# - `Target 3 is out of bounds`: there are three columns, so the classes are 0, 1 and 2, and
#   somebody counted from 1. Subtract 1 on loading. On a GPU this same error is called
#   `CUDA error: device-side assert triggered` and [may point at the wrong
#   line](../faq.md#device-side-assert).
# - `between 0 and 1`: 1.2 is not a probability, it is a logit. Use the `_with_logits` version.
#
# ### Do they live on the same device? { #device }
# Two tensors that work together must be on the same **device**, the CPU or a GPU. In case you have
# no GPU, we use `meta`, a make-believe device with shapes and dtypes but no numbers.

# %%
#| raises: "RuntimeError: is not on the expected device"
#| cause:
#|   es: El modelo está en un dispositivo y los datos en otro.
#|   en: The model is on one device and the data on another.
#| fix:
#|   es: >-
#|     Mueve los dos al mismo: `model.to(device)` y `x = x.to(device)`; lo que crees por el camino,
#|     con `device=x.device`.
#|   en: >-
#|     Move both to the same one: `model.to(device)` and `x = x.to(device)`; whatever you create on
#|     the way, with `device=x.device`.
nn.Linear(2, 1, device="meta")(houses)

# %% [markdown] lang="es"
# Con una tarjeta de NVIDIA, el mensaje es
# `Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!`.
# En versiones recientes puede acabar así:
# `but got mat1 is on cpu, different from other tensors on cuda:0`, donde `mat1`, en una capa, es tu
# entrada. Moviste solo el modelo o solo los datos, o algo nació en la CPU por el camino. Escribe
# `model.to(device)` y `x = x.to(device)`, y guarda el resultado, porque `to` no cambia el tensor
# original.
#
# Si se acaba la memoria de la tarjeta, `CUDA out of memory`, [aquí está qué
# hacer](../faq.md#out-of-memory).
#
# ### ¿Lleva grafo? { #graph }

# %% [markdown] lang="en"
# With an NVIDIA card, the message is
# `Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!`.
# Recent versions may end it like this:
# `but got mat1 is on cpu, different from other tensors on cuda:0`, where `mat1`, in a layer, is
# your input. You moved only the model or only the data, or something on the way was born on the
# CPU. Write `model.to(device)` and `x = x.to(device)`, and keep the result, because `to` leaves the
# original tensor as it was.
#
# If the card runs out of memory, `CUDA out of memory`, [here is what to
# do](../faq.md#out-of-memory).
#
# ### Does it carry a graph? { #graph }

# %%
#| raises: "RuntimeError: Use tensor.detach().numpy() instead"
#| cause:
#|   es: El tensor viene de un modelo y lleva grafo; NumPy no sabe guardarlo.
#|   en: The tensor comes from a model and carries a graph, which NumPy cannot keep.
#| fix:
#|   es: "Haz lo que dice el mensaje cuando solo quieras mirar o dibujar: `x.detach().numpy()`."
#|   en: "Do what the message says when you only want to look or draw: `x.detach().numpy()`."
predicted.numpy()

# %% [markdown] lang="es"
# El mensaje trae su propio arreglo: `detach()` da los mismos números sin grafo. Los demás errores
# de esta clase están en [autograd](../m2-tensors-autograd/autograd.md#errors).
#
# ### ¿Funcionan los arreglos? { #repaired }
# Aquí están los trece mensajes, cada uno con su arreglo:

# %% [markdown] lang="en"
# The message comes with its own fix: `detach()` gives the same numbers without the graph. The other
# errors of this class are in [autograd](../m2-tensors-autograd/autograd.md#errors).
#
# ### Do the fixes work? { #repaired }
# Here are the thirteen messages, each with its fix:

# %%
table32 = torch.as_tensor(array, dtype=torch.float32)
repaired = [
    binary_cross_entropy_with_logits(outputs, yes_no.squeeze(1)),
    cross_entropy(scores, in_column.squeeze(1)),
    nn.BatchNorm1d(3).eval()(one_row),
    cross_entropy(scores, decimal.long()),
    cross_entropy(scores, short.long()),
    binary_cross_entropy_with_logits(outputs, zeros_ones.float()),
    nn.Linear(2, 1)(table32),
    torch.tensor(predicted[0].item()),
    (houses[:, 0] > 100).any(),
    cross_entropy(scores, from_one - 1),
    binary_cross_entropy_with_logits(outputs, zeros_ones.float()),
    nn.Linear(2, 1, device="cpu")(houses),
    torch.from_numpy(predicted.detach().numpy()),
]
working = sum(bool(result.isfinite().all()) for result in repaired)
print(working)

# %%
#| tags: [claim]
claim(
    "every-fix-runs",
    working,
    equals=13,
    says="""Los trece arreglos se ejecutan y dan números finitos. //
        All thirteen fixes run and give finite numbers.""",
)

# %% [markdown] lang="es"
# ## Ejercicios { #exercises }
# Tienes diez errores, dos por ejercicio, en funciones cortas cuyo nombre dice qué deben devolver.
# Aplica a cada uno los cuatro gestos: ejecuta y lee, clasifica, imprime y arregla.

# %% [markdown] lang="en"
# ## Exercises { #exercises }
# You have ten bugs, two in each exercise, in short functions whose names say what they should
# return. Give each one the four moves: run it and read, classify, print and fix.

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Dos formas que no encajan { #e1 }
# **Meta:** reparar dos errores de forma. **Tienes:** `x`, de forma `(N, D)`: cuatro ejemplos con
# tres datos, y `w`, de forma `(D,)`: un peso por dato. **Haz:** repara las dos funciones, que
# devuelven un tensor y no cambian `x`. `weighted_sum(x, w)` da un número para cada ejemplo, la suma
# de sus datos multiplicados por los pesos, forma `(N,)`. `center_rows(x)` resta a cada **fila** su
# propia media, y conserva la forma.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Two shapes that do not fit { #e1 }
# **Goal:** fix two shape errors. **You have:** `x`, of shape `(N, D)`: four examples with three
# numbers each; and `w`, of shape `(D,)`: one weight for each number. **Do:** fix the two functions,
# which return a tensor and leave `x` as it is. `weighted_sum(x, w)` gives one result per example,
# the sum of its numbers times their weights, shape `(N,)`. `center_rows(x)` subtracts from each
# **row** its own mean, and keeps the shape.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Escribe las formas al lado de cada variable. En un producto coinciden los números de dentro.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Write the shapes beside each variable. In a product, the inner numbers agree.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Para que una media por fila se reste de su fila, debe quedar en columna: mira `keepdim`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# To subtract each mean from its own row, the means have to stay a column: see `keepdim`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `weighted_sum` empieza por `return x @ ...`, y `center_rows`, por `return x - x.mean(...`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `weighted_sum` starts with `return x @ ...`, and `center_rows` with `return x - x.mean(...`.

# %%
#| exercise: E1
#| role: setup
import torch

x = torch.tensor(
    [[1.0, 2.0, 6.0], [4.0, 3.0, 8.0], [7.0, 2.0, 3.0], [5.0, 9.0, 1.0]]
)  # (4, 3)
w = torch.tensor([1.0, 10.0, 100.0])  # (3,)


# %%
#| exercise: E1
#| role: starter
def weighted_sum(x, w):
    return w @ x


def center_rows(x):
    return x - x.mean(dim=1)


...  # primero ejecútalas así y lee el final // first run them as they are and read the end
print(weighted_sum(x, w))
print(center_rows(x))


# %%
#| exercise: E1
#| role: solution
def weighted_sum(x, w):
    return x @ w  # (N, D) @ (D,) -> (N,)


def center_rows(x):
    return x - x.mean(dim=1, keepdim=True)  # (N, D) - (N, 1)


print(weighted_sum(x, w))
print(center_rows(x))

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check_function

wide = torch.tensor([[2.0, -1.0, 4.0], [0.5, 3.0, 7.0]])  # (2, 3)
square = torch.tensor([[1.0, 5.0, 9.0], [-2.0, 4.0, 3.0], [6.0, 8.0, 1.0]])  # (3, 3)
check_function(
    "weighted_sum",
    weighted_sum,
    lambda x, w: torch.tensor([sum(a * b for a, b in zip(row, w, strict=True)) for row in x]),
    [(wide, w), (square, torch.tensor([2.0, -3.0, 0.5]))],
    hint="""las D de x y de w van por dentro del producto, y queda un número por ejemplo //
        the D of x and the D of w go inside the product, and one number per example is left""",
)
check_function(
    "center_rows",
    center_rows,
    lambda x: torch.tensor([[a - sum(row) / len(row) for a in row] for row in x.tolist()]),
    [(wide,), (square,)],
    hint="""hace falta una media por fila, que se reste a lo largo de esa fila //
        one mean per row is needed, taken off along that row""",
)


# %%
#| exercise: E1
#| role: right
def weighted_sum(x, w):
    return (x * w).sum(dim=-1)


def center_rows(x):
    means = torch.mean(x, 1)  # (N,)
    return x - means[:, None]


# %%
#| exercise: E1
#| role: right
def weighted_sum(examples, weights):
    return torch.stack([example.dot(weights) for example in examples])


def center_rows(x):
    return (x.T - x.mean(dim=1)).T


# %%
#| exercise: E1
#| role: wrong
#| message: tu función cambió su argumento `x` // your function changed its argument `x`
def weighted_sum(x, w):
    return x @ w


def center_rows(x):
    x -= x.mean(dim=1, keepdim=True)  # escribe en la propia x // writes into x itself
    return x


# %%
#| exercise: E1
#| role: wrong
#| message: queda un número por ejemplo // one number per example is left
def weighted_sum(x, w):
    return x * w  # multiplica, pero no suma // multiplies, but does not add


def center_rows(x):
    return x - x.mean(dim=1, keepdim=True)


# %%
#| exercise: E1
#| role: wrong
#| message: hace falta una media por fila // one mean per row is needed
def weighted_sum(x, w):
    return x @ w


def center_rows(x):
    # calla el error: resta la media de la columna // hushes the error: column means
    return x - x.mean(dim=0)


# %%
#| exercise: E1
#| role: wrong
#| message: "RuntimeError: The size of tensor"
def weighted_sum(x, w):
    return (x * w).sum(dim=1)


def center_rows(x):
    return x - x.mean(dim=1)  # sin tocar // untouched


# %% [markdown] exercise="E2" lang="es"
# ### E2 · Dos tipos que chocan { #e2 }
# **Meta:** fijar el tipo en la puerta. **Tienes:** `rows`, listas de enteros; `array`, de NumPy, y
# `layer`, una capa que `row_sums()` crea. **Haz:** repara las dos funciones, que devuelven un
# tensor de `float32`. `column_means(rows)` da la media de cada columna, y
# `apply_layer(layer, array)`, la salida de la capa con esos datos. La capa, sea cual sea, debe
# quedar como estaba.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Two dtypes that clash { #e2 }
# **Goal:** set the dtype at the door. **You have:** `rows`, lists of whole numbers; `array`, from
# NumPy; and `layer`, a layer made by `row_sums()`. **Do:** fix the two functions, which return a
# tensor of `float32`. `column_means(rows)` gives the mean of each column, and
# `apply_layer(layer, array)` the output of the layer for the data. The layer, whichever it is, must
# stay as it was.

# %% [markdown] exercise="E2" lang="es" role="hint"
# ¿De qué tipo nace cada tensor? Imprime su `dtype` antes de la línea que falla.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Which dtype is each tensor born with? Print its `dtype` before the line that fails.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `torch.tensor` y `torch.as_tensor` admiten `dtype=`; un tensor ya hecho, `.float()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `torch.tensor` and `torch.as_tensor` take `dtype=`; a tensor that is made already, `.float()`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `x = torch.as_tensor(array, dtype=...)`, y después la capa.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `x = torch.as_tensor(array, dtype=...)`, and then the layer.

# %%
#| exercise: E2
#| role: setup
import numpy as np
import torch
from torch import nn

rows = [[1, 4], [2, 5]]
array = np.array([[1.0, 2.0], [3.0, 4.0]])


def row_sums():
    layer = nn.Linear(2, 1)
    # con pesos 1 y nada más, suma cada fila // with weights 1 and no more, it adds up each row
    nn.init.ones_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


layer = row_sums()


# %%
#| exercise: E2
#| role: starter
def column_means(rows):
    return torch.tensor(rows).mean(dim=0)


def apply_layer(layer, array):
    return layer(torch.from_numpy(array))


...  # primero ejecútalas así y lee el final // first run them as they are and read the end
print(column_means(rows))
layer = row_sums()  # por si un intento la cambió // in case an attempt changed it
print(apply_layer(layer, array))


# %%
#| exercise: E2
#| role: solution
def column_means(rows):
    return torch.tensor(rows, dtype=torch.float32).mean(dim=0)


def apply_layer(layer, array):
    return layer(torch.as_tensor(array, dtype=torch.float32))


print(column_means(rows))
layer = row_sums()
print(apply_layer(layer, array).detach())

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check, check_function


def by_hand(layer, array):
    weights, biases = layer.weight.detach().double().numpy(), layer.bias.detach().double().numpy()
    return torch.tensor((array[:, None, :] * weights).sum(axis=2) + biases)


torch.manual_seed(3)
other, third = nn.Linear(3, 2), nn.Linear(2, 2)
more = np.array([[0.5, -1.0, 2.0], [3.0, 1.5, -2.5]])
tall = np.array([[1.5, 4.0], [-2.0, 0.5], [6.0, 3.5]])
check_function(
    "column_means",
    column_means,
    lambda rows: torch.tensor([sum(column) / len(column) for column in zip(*rows, strict=True)]),
    [([[1, 7, 2], [4, 2, 9]],), ([[3, 8], [5, 2], [4, 4]],)],
    hint="""un promedio por columna, y con decimales: ¿de qué tipo nace el tensor? //
        one average per column, with decimals: which dtype is the tensor born with?""",
)
check_function(
    "apply_layer",
    apply_layer,
    by_hand,
    [(other, more), (third, tall), (row_sums(), tall)],
    abs=1e-5,
    hint="""los datos van al tipo de la capa, y la capa hace el resto sin cambiar //
        the data takes the dtype of the layer, and the layer does the rest without changing""",
)
before = third.weight.dtype
made = {"column_means": column_means(rows), "apply_layer": apply_layer(third, tall)}
for name, tensor in made.items():
    check(
        f"tipo de {name} // dtype of {name}",
        str(tensor.dtype),
        equals="torch.float32",
        hint="""las dos funciones devuelven el tipo que pide el enunciado //
            both functions return the dtype that the exercise asks for""",
    )
check(
    "la capa conserva su tipo // the layer keeps its dtype",
    third.weight.dtype == before,
    equals=True,
    hint="""convierte los datos, que nacieron en float64, y no la capa //
        convert the data, which was born as float64, and not the layer""",
)


# %%
#| exercise: E2
#| role: right
def apply_layer(layer, array):
    return layer.double()(torch.from_numpy(array))  # un primer intento // a first attempt


layer = row_sums()
print(apply_layer(layer, array))


def column_means(rows):
    return torch.tensor(rows).float().mean(0)


def apply_layer(layer, array):
    return layer(torch.from_numpy(array).float())


layer = row_sums()
print(apply_layer(layer, array))


# %%
#| exercise: E2
#| role: right
def column_means(rows):
    return torch.from_numpy(np.mean(rows, axis=0).astype(np.float32))


def apply_layer(layer, array):
    with torch.no_grad():
        return layer.forward(torch.tensor(array.astype("float32")))


# %%
#| exercise: E2
#| role: wrong
#| message: un promedio por columna, y con decimales // one average per column, with decimals
def column_means(rows):
    return torch.tensor(rows).sum(dim=0) // len(rows)  # división entera // whole-number division


def apply_layer(layer, array):
    return layer(torch.as_tensor(array, dtype=torch.float32))


# %%
#| exercise: E2
#| role: wrong
#| message: el tipo que pide el enunciado // the dtype that the exercise asks for
def column_means(rows):
    return torch.tensor(rows, dtype=torch.float32).mean(dim=0)


def apply_layer(layer, array):
    # cambia la capa de quien llama // changes the caller's layer
    return layer.double()(torch.from_numpy(array))


# %%
#| exercise: E2
#| role: wrong
#| message: "RuntimeError: mat1 and mat2"
def column_means(rows):
    return torch.tensor(rows).float().mean(dim=0)


def apply_layer(layer, array):
    return layer(torch.tensor(array))  # una copia sigue siendo float64 // a copy is still float64


# %%
#| exercise: E2
#| role: wrong
#| message: la capa hace el resto // the layer does the rest
def column_means(rows):
    return torch.tensor(rows).float().mean(dim=0)


def apply_layer(layer, array):
    # solo vale para la capa de ejemplo // right for the layer of the example alone
    return torch.from_numpy(array).float().sum(dim=1, keepdim=True)


# %%
#| exercise: E2
#| role: wrong
#| message: y no la capa // and not the layer
def column_means(rows):
    return torch.tensor(rows, dtype=torch.float32).mean(dim=0)


def apply_layer(layer, array):
    return layer.double()(torch.from_numpy(array)).float()


# %% [markdown] exercise="E3" lang="es"
# ### E3 · Dos etiquetas mal puestas { #e3 }
# **Meta:** dar a `cross_entropy` lo que pide. **Tienes:** `scores` `(4, 3)`; `column`, clases de 0
# a 2 en columna, y `from_one`, las mismas clases contadas desde 1. **Haz:** repara
# `loss_of_column` y `loss_of_from_one`, que reciben puntuaciones y etiquetas cualesquiera y
# devuelven la pérdida media. Con `column` y con `from_one` deben dar la misma, y las etiquetas no
# deben cambiar.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Two misplaced labels { #e3 }
# **Goal:** give `cross_entropy` what it asks for. **You have:** `scores` `(4, 3)`; `column`,
# classes from 0 to 2 in a column; and `from_one`, the same classes counted from 1. **Do:** fix
# `loss_of_column` and `loss_of_from_one`, which receive any scores and labels and return the mean
# loss. They should give the same one for `column` and for `from_one`, and the labels must not
# change.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Una pide cambiar la forma y la otra, los valores. Imprime `labels.min()` y `labels.max()`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# One asks for another shape, the other for other values. Print `labels.min()` and `labels.max()`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `squeeze` quita una dimensión de tamaño 1; a un tensor se le puede restar un número.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `squeeze` takes away a dimension of size 1; a number can be subtracted from a tensor.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `labels = labels.squeeze(...)` en una; `labels = labels - ...` en la otra.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `labels = labels.squeeze(...)` in one; `labels = labels - ...` in the other.

# %%
#| exercise: E3
#| role: setup
import torch
from torch.nn.functional import cross_entropy

scores = torch.tensor(
    [[2.0, 0.5, 0.1], [0.2, 0.3, 1.9], [0.1, 2.2, 0.4], [1.7, 0.1, 0.3]]
)  # (4, 3)
column = torch.tensor([[0], [2], [1], [0]])  # (4, 1)
from_one = torch.tensor([1, 3, 2, 1])  # (4,)


# %%
#| exercise: E3
#| role: starter
def loss_of_column(scores, labels):
    return cross_entropy(scores, labels)


def loss_of_from_one(scores, labels):
    return cross_entropy(scores, labels)


...  # primero ejecútalas así y lee el final // first run them as they are and read the end
print(loss_of_column(scores, column))
print(loss_of_from_one(scores, from_one))


# %%
#| exercise: E3
#| role: solution
def loss_of_column(scores, labels):
    return cross_entropy(scores, labels.squeeze(1))  # (N, C), (N,)


def loss_of_from_one(scores, labels):
    return cross_entropy(scores, labels - 1)  # de 0 a C - 1 // from 0 to C - 1


print(f"{loss_of_column(scores, column):.4f}")
print(f"{loss_of_from_one(scores, from_one):.4f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check_function


def mean_loss(scores, classes):
    # menos el logaritmo de la parte de su clase // minus the logarithm of the share of its class
    shares = [row.exp()[k] / row.exp().sum() for row, k in zip(scores, classes, strict=True)]
    return -torch.stack(shares).log().mean().item()


few = torch.tensor([[0.3, 1.2, -0.5], [2.0, -1.0, 0.4]])  # (2, 3)
many = torch.tensor([[0.1, 0.9, 2.2, -1], [1.5, 0.2, 0.3, 0.8], [-0.7, 0.6, 0.4, 1.1]])  # (3, 4)
check_function(
    "loss_of_column",
    loss_of_column,
    [mean_loss(few, [2, 0]), mean_loss(many, [3, 1, 0])],
    [(few, torch.tensor([[2], [0]])), (many, torch.tensor([[3], [1], [0]]))],
    hint="""las etiquetas pasan de columna a una sola dimensión, sin perder ninguna //
        the labels go from a column to a single dimension, without losing any""",
)
check_function(
    "loss_of_from_one",
    loss_of_from_one,
    [mean_loss(few, [2, 0]), mean_loss(many, [3, 1, 0])],
    [(few, torch.tensor([3, 1])), (many, torch.tensor([4, 2, 1]))],
    hint="""todas las clases se mueven lo mismo, y no solo la que da el error //
        all the classes move by the same amount, and not just the one that fails""",
)


# %%
#| exercise: E3
#| role: right
def loss_of_column(scores, labels):
    return cross_entropy(scores, labels.flatten()).item()


def loss_of_from_one(scores, labels):
    return cross_entropy(scores, torch.tensor([label - 1 for label in labels]))


# %%
#| exercise: E3
#| role: right
def loss_of_column(scores, labels):
    log_shares = scores.log_softmax(dim=1)
    return -log_shares.gather(1, labels).mean()


def loss_of_from_one(scores, labels):
    from_zero = labels.clone()
    from_zero -= 1
    return torch.nn.CrossEntropyLoss()(scores, from_zero)


# %%
#| exercise: E3
#| role: wrong
#| message: sin perder ninguna // without losing any
def loss_of_column(scores, labels):
    return cross_entropy(scores[:1], labels[0])  # solo el primer ejemplo // the first example only


def loss_of_from_one(scores, labels):
    return cross_entropy(scores, labels - 1)


# %%
#| exercise: E3
#| role: wrong
#| message: y no solo la que da el error // and not just the one that fails
def loss_of_column(scores, labels):
    return cross_entropy(scores, labels.squeeze(1))


def loss_of_from_one(scores, labels):
    # calla el mensaje, no el fallo // hushes the message, not the bug
    return cross_entropy(scores, labels.clamp(max=2))


# %%
#| exercise: E3
#| role: wrong
#| message: sin perder ninguna // without losing any
def loss_of_column(scores, labels):
    return cross_entropy(scores, torch.tensor([0, 2, 1, 0]))  # las del ejemplo // the example's


loss_of_from_one = loss_of_column


# %%
#| exercise: E3
#| role: wrong
#| message: tu función cambió su argumento `labels` // your function changed its argument `labels`
def loss_of_column(scores, labels):
    return cross_entropy(scores, labels.squeeze(1))


def loss_of_from_one(scores, labels):
    labels -= 1  # la segunda vez restará otro 1 // the second time it takes off another 1
    return cross_entropy(scores, labels)


# %% [markdown] exercise="E4" lang="es"
# ### E4 · De NumPy a PyTorch y vuelta { #e4 }
# **Meta:** cruzar la frontera sin daños. **Tienes:** `pred`, con grafo, y `photo`, un *ndarray* con
# valores de 0 a 255. **Haz:** repara `to_plot(pred)`, que da un *ndarray* con los mismos números y
# no le quita el grafo a `pred`, y `to_fraction(photo)`, que da un tensor con los valores divididos
# entre 255, sea cual sea el mayor, y deja `photo` intacta. La segunda no da mensaje: ejecútala dos
# veces y mira `photo`.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · From NumPy to PyTorch and back { #e4 }
# **Goal:** cross the border without damage. **You have:** `pred`, with a graph, and `photo`, an
# *ndarray* of values from 0 to 255. **Do:** fix `to_plot(pred)`, which gives an *ndarray* with the
# same numbers and leaves `pred` its graph, and `to_fraction(photo)`, which gives a tensor with the
# values divided by 255, whatever the largest is, and leaves `photo` untouched. The second raises
# nothing: run it twice and look at `photo`.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `/=` cambia el propio tensor, y `from_numpy` comparte la memoria con `photo`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `/=` changes the tensor itself, and `from_numpy` shares memory with `photo`.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `detach()` da el mismo tensor sin grafo; una división con `/` hace un tensor nuevo.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `detach()` gives the same tensor without its graph; a division with `/` makes a new tensor.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `to_plot` empieza por `values = pred.detach()`, y `to_fraction`, por
# `x = torch.from_numpy(photo)`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `to_plot` starts with `values = pred.detach()`, and `to_fraction` with
# `x = torch.from_numpy(photo)`.

# %%
#| exercise: E4
#| role: setup
import numpy as np
import torch

pred = 2 * torch.tensor([1.0, 2.0], requires_grad=True)
photo = np.array([[0.0, 51.0], [102.0, 255.0]], dtype=np.float32)


# %%
#| exercise: E4
#| role: starter
def to_plot(pred):
    return pred.numpy()


def to_fraction(photo):
    x = torch.from_numpy(photo)
    x /= 255
    return x


...  # primero ejecútalas así y lee el final // first run them as they are and read the end
print(to_plot(pred))
print(to_fraction(photo))


# %%
#| exercise: E4
#| role: solution
def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    return torch.from_numpy(photo) / 255  # un tensor nuevo // a new tensor


print(to_plot(pred))
print(to_fraction(photo))
print(photo)

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check, check_function

numbers = torch.tensor([1.5, -2.0, 4.0], requires_grad=True)
column, squares = numbers[:, None] * 3, numbers**2  # (3, 1), (3,)
dark = np.array([[10.0, 51.0], [102.0, 30.0]], dtype=np.float32)
light = np.array([[200.0, 153.0, 240.0]], dtype=np.float32)
check_function(
    "to_plot",
    to_plot,
    [np.array([[4.5], [-6.0], [12.0]]), np.array([2.25, 4.0, 16.0])],
    [(column,), (squares,)],
    hint="""antes de pasar a NumPy hay que soltar el grafo; los números no cambian //
        before going over to NumPy the graph has to be let go of; the numbers do not change""",
)
check(
    "to_plot da un ndarray // to_plot gives an ndarray",
    type(to_plot(squares)).__name__,
    equals="ndarray",
    hint="soltar el grafo no basta: falta ir a NumPy // without its graph it is still no ndarray",
)
check(
    "pred conserva su grafo // pred keeps its graph",
    [column.requires_grad, squares.requires_grad],
    equals=[True, True],
    hint="detach_ cambia el propio tensor; detach da otro // detach_ changes the tensor itself",
)
check_function(
    "to_fraction",
    to_fraction,
    [torch.tensor([[10.0, 51.0], [102.0, 30.0]]) / 255, torch.tensor([[40.0, 30.6, 48.0]]) / 51],
    [(dark,), (light,)],
    hint="""un tensor nuevo, cada valor entre 255: /= y div_ escriben en la memoria compartida //
        a new tensor, each value divided by 255: /= and div_ write into the shared memory""",
)


# %%
#| exercise: E4
#| role: right
def to_plot(pred):
    return np.array(pred.tolist())


def to_fraction(photo):
    return torch.tensor(photo / 255)


# %%
#| exercise: E4
#| role: right
def to_plot(pred):
    return pred.detach().cpu().clone().numpy()


def to_fraction(photo, largest=255.0):
    x = torch.from_numpy(photo).clone()
    x /= largest  # en una copia no hace daño // in a copy it does no harm
    return x


# %%
#| exercise: E4
#| role: wrong
#| message: falta ir a NumPy // it is still no ndarray
def to_plot(pred):
    return pred.detach()


def to_fraction(photo):
    return torch.from_numpy(photo) / 255


# %%
#| exercise: E4
#| role: wrong
#| message: escriben en la memoria compartida // write into the shared memory
def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    # in situ, con otro nombre // in place, by another name
    return torch.from_numpy(photo).div_(255)


# %%
#| exercise: E4
#| role: wrong
#| message: cada valor entre 255 // each value divided by 255
def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    return torch.from_numpy(photo / photo.max())  # cada foto, a su manera // each photo its own way


# %%
#| exercise: E4
#| role: wrong
#| message: llegó un array, y se pide un tensor // got an array where a tensor is asked for
def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    return photo / 255


# %% [markdown] exercise="E5" lang="es"
# ### E5 · Un error mudo y otro de dispositivo { #e5 }
# **Meta:** reparar dos errores que aquí no dan mensaje. **Tienes:** `pred` `(N, 1)`, `y` `(N,)`,
# `x` `(3,)`, y `far`, que vive en `meta`, un dispositivo sin números. **Haz:** repara
# `mse(pred, y)`, que da la media de los N errores al cuadrado, 2.5 con esos datos, y `add_ones(x)`,
# que da un tensor nuevo, `x` más 1, en el dispositivo de `x`, sea cual sea, y sin moverla a otro.
# Para oír el segundo, ejecuta `add_ones(far)`.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · A silent bug and a device bug { #e5 }
# **Goal:** fix two bugs that give no message here. **You have:** `pred` `(N, 1)`, `y` `(N,)`, `x`
# `(3,)`, and `far`, which lives on `meta`, a device without numbers. **Do:** fix `mse(pred, y)`,
# which gives the mean of the N squared errors, 2.5 on these data, and `add_ones(x)`, which gives a
# new tensor, `x` plus 1, on the device of `x`, whichever that is, and without moving it to another.
# To hear the second bug, run `add_ones(far)`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Imprime la forma de `pred - y`. Debería tener N números.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Print the shape of `pred - y`. It should have N numbers.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Lo que creas por el camino nace en el procesador, salvo que digas dónde con `device=`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# What you create on the way is born on the processor unless you say where, with `device=`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `mse` empieza por `y = y.unsqueeze(...)`; los unos, por `torch.ones(3, ...`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `mse` starts with `y = y.unsqueeze(...)`; the ones, with `torch.ones(3, ...`.

# %%
#| exercise: E5
#| role: setup
import torch

pred = torch.tensor([[1.5], [2.0], [4.5]])  # (3, 1)
y = torch.tensor([1.0, 3.0, 2.0])  # (3,)
x = torch.tensor([1.0, 2.0, 4.0])  # (3,)
far = torch.ones(3, device="meta") * 2  # en otro dispositivo, sin números // elsewhere, no numbers


# %%
#| exercise: E5
#| role: starter
def mse(pred, y):
    return ((pred - y) ** 2).mean()


def add_ones(x):
    return x + torch.ones(3)


...  # primero ejecútalas así y lee el final // first run them as they are and read the end
print(mse(pred, y))
print(add_ones(x))


# %%
#| exercise: E5
#| role: solution
def mse(pred, y):
    y = y.unsqueeze(1)  # (N, 1)
    assert pred.shape == y.shape, f"pred {tuple(pred.shape)}, y {tuple(y.shape)}"
    return ((pred - y) ** 2).mean()


def add_ones(x):
    return x + torch.ones(3, device=x.device)


print(mse(pred, y))
print(add_ones(x), add_ones(far).device)

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check, check_function


def by_hand(pred, y):
    pairs = zip(pred[:, 0].tolist(), y.tolist(), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) / len(y)


check_function(
    "mse",
    mse,
    by_hand,
    [
        (torch.tensor([[2.0], [7.0], [1.5]]), torch.tensor([1.0, 3.0, 4.0])),
        (torch.tensor([[0.5], [3.0], [-2.0], [6.0]]), torch.tensor([2.0, 2.5, 1.0, -1.0])),
    ],
    hint="""pred - y debe tener N números, no N por N; después, cuadrado y media //
        pred - y should have N numbers, not N by N; after that, the square and the mean""",
)
check_function(
    "add_ones",
    add_ones,
    lambda x: torch.tensor([a + 1 for a in x.tolist()]),
    [(torch.tensor([2.0, -1.0, 5.0]),), (torch.tensor([0.5, 4.0, -3.0]),)],
    hint="un tensor nuevo, con 1 más en cada lugar // a new tensor, with 1 more in each place",
)
check(
    "add_ones en otro dispositivo // add_ones on another device",
    lambda: str(add_ones(far).device),
    equals=str(far.device),
    hint="""¿en qué dispositivo nace lo que se suma, y en cuál vive x? //
        on which device is what you add born, and where does x live?""",
)


# %%
#| exercise: E5
#| role: right
def mse(pred, y):
    return ((pred.squeeze(1) - y) ** 2).mean().item()


def add_ones(x):
    return x + torch.ones_like(x)


# %%
#| exercise: E5
#| role: right
def mse(pred, y):
    return torch.nn.functional.mse_loss(pred, y.reshape(pred.shape))


def add_ones(x, amount=1):
    return torch.add(x, amount)


# %%
#| exercise: E5
#| role: wrong
#| message: N números, no N por N // N numbers, not N by N
def mse(pred, y):
    return ((pred - y.unsqueeze(0)) ** 2).mean()  # (3, 1) contra (1, 3) // (3, 1) against (1, 3)


def add_ones(x):
    return x + torch.ones(3, device=x.device)


# %%
#| exercise: E5
#| role: wrong
#| message: ¿en qué dispositivo nace // on which device is
def mse(pred, y):
    return ((pred.squeeze(1) - y) ** 2).mean()


def add_ones(x):
    return torch.tensor([value + 1 for value in x])  # nace en el procesador // born on the CPU


# %%
#| exercise: E5
#| role: wrong
#| message: después, cuadrado y media // after that, the square and the mean
def mse(pred, y):
    return (pred.squeeze(1) - y) ** 2  # falta la media // the mean is missing


def add_ones(x):
    return x + 1


# %%
#| exercise: E5
#| role: wrong
#| message: tu función cambió su argumento `x` // your function changed its argument `x`
def mse(pred, y):
    return ((pred.squeeze(1) - y) ** 2).mean()


def add_ones(x):
    x += 1
    return x


# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Casi todo error de tensores es un desacuerdo; lee la última línea y después la última tuya.
# - Casi siempre una palabra del mensaje dice la clase: forma, tipo, valores, dispositivo o grafo.
# - Imprime los datos de los dos tensores antes de cambiar nada.
# - Arregla donde nació el valor, porque un parche calla un síntoma y la causa vuelve.
# - Si no hay mensaje y el modelo no aprende, compara las formas con un `assert`.
#
# ## Para profundizar { #further }
# - [Reglas del broadcasting](https://docs.pytorch.org/docs/stable/notes/broadcasting.html): cuándo
#   dos formas distintas se combinan sin avisar (en inglés).
# - [Atributos de un tensor](https://docs.pytorch.org/docs/stable/tensor_attributes.html): tipos y
#   dispositivos, y qué pasa cuando se mezclan (en inglés).
# - [Errores comunes](../errors.md): todos los mensajes del curso, con su causa y su arreglo.
#
# El grafo ha aparecido en cada análisis y solo hemos dicho que son notas. ¿Qué apunta PyTorch en
# ellas, y cómo puede un modelo aprender de unas notas?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - Nearly every tensor error is a disagreement; read the last line, then the last one of yours.
# - One word of the message nearly always tells you the class: shape, dtype, values, device or
#   graph.
# - Print the facts about both tensors before you change anything.
# - Fix it where the value was born, because a patch silences one symptom and the cause comes back.
# - If there is no message and the model does not learn, compare the shapes with an `assert`.
#
# ## Going further { #further }
# - [Broadcasting semantics](https://docs.pytorch.org/docs/stable/notes/broadcasting.html): when two
#   different shapes combine without a word.
# - [Tensor attributes](https://docs.pytorch.org/docs/stable/tensor_attributes.html): dtypes and
#   devices, and what happens when they mix.
# - [Common errors](../errors.md): every message of the course, with its cause and its fix.
#
# The graph has turned up in every test, and all we have said is that it is notes. What does PyTorch
# write in them, and how can a model learn from notes?
