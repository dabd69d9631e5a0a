# ---
# title: "Depurar tensores: forma, tipo, dispositivo // Debugging tensors: shape, dtype, device"
# description:
#   es: Un método de cuatro gestos para los errores de PyTorch, sus mensajes reales y el fallo que
#     no da ninguno.
#   en: A four-move method for PyTorch errors, its real messages, and the bug that gives none.
# objectives:
#   - apply:
#       es: leer un traceback empezando por el final (E1–E5)
#       en: read a traceback from its end (E1–E5)
#   - analyse:
#       es: "clasificar un error: forma, tipo, valores, dispositivo o grafo (E1–E5)"
#       en: "classify an error: shape, dtype, values, device or graph (E1–E5)"
#   - apply: "reparar diez fallos donde nacen (E1–E5) // fix ten bugs where they are born (E1–E5)"
#   - evaluate:
#       es: descubrir un fallo que no da mensaje (E4, E5)
#       en: uncover a bug that gives no message (E4, E5)
# minutes: {read: 25, practise: 25}
# needs: [tensors]
# data: []
# ---
# %% [markdown] lang="es"
# Ejecutas una celda y, en lugar de un resultado, caen veinte líneas en inglés. La tentación es
# cambiar cosas hasta que callen. **¿Y si el mensaje ya dijera qué arreglar?**
#
# Casi siempre lo dice. **Depurar** (debug) es buscar la causa de un fallo, y hay un método: leer,
# clasificar, imprimir, arreglar. Al terminar sabrás leer un mensaje de PyTorch, decir de qué clase
# es y reparar el fallo donde nació. También cazarás el fallo más caro: el que no da ningún mensaje.
#
# ## La idea en una imagen { #picture }
# Cuatro gestos, de izquierda a derecha. En el segundo, busca en el mensaje una de las palabras:

# %% [markdown] lang="en"
# You run a cell and, instead of a result, twenty lines come crashing down. The temptation is to
# change things until they go away. **What if the message already told you what to fix?**
#
# It nearly always does. To **debug** is to look for the cause of a fault, and there is a method:
# read, classify, print, fix. By the end you can read a PyTorch message, name its class, and fix the
# fault where it was born. You will also catch the most expensive bug: the one with no message at
# all.
#
# ## The idea in one picture { #picture }
# Four moves, from left to right. For the second, look in the message for one of the words:

# %%
#| tags: [page]
#| alt:
#|   es: Diagrama en cuatro pasos. Lee la última línea; según sus palabras, el fallo es de forma,
#|     tipo, valores, dispositivo o grafo, o no hay mensaje; imprime el rasgo que corresponde; y
#|     arregla donde nació el valor.
#|   en: Diagram in four steps. Read the last line; by its words, the fault is of shape, dtype,
#|     values, device or graph, or there is no message; print the matching trait; and fix it where
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
# Forma, tipo, dispositivo y grafo son rasgos de todo tensor. La clase que falta, los valores,
# aparece cuando un número no puede ser lo que la función espera. De la última fila se ocupa la
# sección 4.
#
# De PyTorch traemos dos cosas nuevas: `nn`, con piezas de modelos, y cuatro funciones que miden
# errores.

# %% [markdown] lang="en"
# Shape, dtype, device and graph are traits of every tensor. The class left over, values, comes up
# when a number cannot be what the function expects. The last row is for section 4.
#
# Two things from PyTorch are new: `nn`, with parts of models, and four functions that measure
# errors.

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
# `nn.Linear(4, 1)` es una **capa** (layer): multiplica los 4 números de cada fila por 4
# **pesos** (weights), los suma y, con un número más, da 1 resultado. Cada casa trae dos números:
# metros cuadrados y habitaciones. `report` llama a `predict`, y `predict` a la capa, para que haya
# un rastro que seguir. **Antes de ejecutar:** ¿de qué clase será el error?

# %% [markdown] lang="en"
# ## 1. Which line do you read first? { #last-line }
# `nn.Linear(4, 1)` is a **layer**: it multiplies the 4 numbers of each row by 4 **weights**, adds
# them up with one number more, and gives 1 result. Each house brings two numbers: square meters and
# rooms. `report` calls `predict`, and `predict` calls the layer, so that there is a trail to
# follow. **Before you run this:** which class of error will it be?

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
# Aquí ves solo la última línea. En tu pantalla saldrá el **traceback** entero: el rastro de
# llamadas, de la primera a la última. Tiene tres zonas, y se leen de abajo arriba:

# %% [markdown] lang="en"
# Here you see the last line only. Your screen shows the whole **traceback**: the trail of calls,
# from first to last. Its three zones are read from the bottom up:

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
# 1. **Qué pasó.** *Shapes*: clase forma. `3x2` son tus casas. `4x1`, los cuatro pesos en columna.
#    En un producto de tablas deben coincidir los números de dentro, y 2 no es 4.
# 2. **Dónde.** Sube hasta la primera línea que sea tuya, `return layer(houses)`. Lo que hay
#    en medio es de PyTorch, y no se ha roto.
# 3. **Cómo llegaste.** Más arriba están las llamadas que trajeron el valor hasta ahí.
#
# ## 2. ¿Qué tengo entre manos? { #describe }
# Antes de tocar nada, imprime. Esta función escribe en una línea los cinco datos del dibujo.
# **Antes de ejecutar:** ¿qué dato de los pesos no tendrán las casas?

# %% [markdown] lang="en"
# 1. **What happened.** *Shapes*: the shape class. `3x2` are your houses. `4x1`, the four weights
#    as a column. In a product of tables the inner numbers must agree, and 2 is not 4.
# 2. **Where.** Go up to the first line that is yours, `return layer(houses)`. The lines between are
#    PyTorch's, which is not broken.
# 3. **How you got there.** Further up are the calls that carried the value here.
#
# ## 2. What am I holding? { #describe }
# Before you touch anything, print. This helper writes the five facts of the drawing on one line.
# **Before you run this:** which trait will the weights have that the houses lack?


# %% Imprimir los cinco datos // Print the five facts
def describe(name, x):
    graph = "con grafo // with graph" if x.requires_grad else "sin grafo // no graph"
    span = f"{x.min().item():.3g} … {x.max().item():.3g}"
    print(name, tuple(x.shape), x.dtype, x.device, graph, span, sep=" | ")


describe("houses", houses)
describe("layer.weight", layer.weight)

# %% [markdown] lang="es"
# Forma, tipo, dispositivo, grafo, y del menor al mayor valor. Los pesos son parte de un modelo que
# aprende, así que PyTorch toma nota de lo que se hace con ellos. Esas notas son el **grafo**
# ([autograd](../m2-tensors-autograd/autograd.md) dice para qué sirven). Y los pesos están tumbados,
# `(1, 4)`; la capa los gira al multiplicar.
#
# ¿Quién miente? Las casas tienen de verdad dos columnas, así que se corrige la capa:

# %% [markdown] lang="en"
# Shape, dtype, device, graph, and from lowest to highest value. The weights belong to a model that
# learns, so PyTorch takes note of what is done with them. Those notes are the **graph**
# ([autograd](../m2-tensors-autograd/autograd.md) says what they are for). The weights lie on their
# side, `(1, 4)`; the layer turns them when multiplying.
#
# Who is wrong? The houses really do have two columns, so the layer changes:

# %%
layer = nn.Linear(2, 1)
predicted = predict(houses)  # (3, 1)
print(tuple(predicted.shape))

# %% [markdown] lang="es"
# Tres casas, un número por casa.
#
# ## 3. ¿Dónde se arregla? { #cause }
# Ahora escribimos las mismas casas sin decimales y las multiplicamos por un precio por metro y por
# habitación. **Antes de ejecutar:** las formas `(3, 2)` y `(2, 1)` encajan. ¿Qué puede fallar?

# %% [markdown] lang="en"
# Three houses, one number for each.
#
# ## 3. Where should you fix it? { #cause }
# Now we write the same houses without decimals and multiply them by a price for each meter and each
# room. **Before you run this:** the shapes `(3, 2)` and `(2, 1)` fit. What can go wrong?

# %%
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
# *Dtype*: clase tipo. `m1` y `m2` son el primer y el segundo factor. Los mensajes llaman a los
# tipos por su nombre en C++: *long* es `int64`; *int*, `int32`; *float*, `float32`, y *double*,
# `float64`.
#
# Lo más rápido es convertir justo ahí. **Antes de ejecutar:** ¿queda arreglada la línea siguiente,
# que pide la media?

# %% [markdown] lang="en"
# *Dtype*: the dtype class. `m1` and `m2` are the first and second factor. Messages call dtypes by
# their C++ names: *long* is `int64`; *int*, `int32`; *float*, `float32`; and *double*, `float64`.
#
# The quick way is to convert right there. **Before you run this:** does that also fix the next
# line, which asks for the mean?

# %%
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
# No. El parche tapó un síntoma, y la causa dio otro. La causa está más arriba, donde alguien
# escribió `50` en lugar de `50.0`. `houses` nació bien, y con ella las dos líneas funcionan.
# (`squeeze(1)` quita el eje 1, que mide 1: de `(3, 1)` a `(3,)`.)

# %% [markdown] lang="en"
# No. The patch covered one symptom, and the cause produced another. It lies further up, where
# somebody wrote `50` instead of `50.0`. `houses` was born right, and with it both lines
# work. (`squeeze(1)` removes axis 1, of size 1: from `(3, 1)` to `(3,)`.)

# %%
values = houses @ price  # (3, 1)
average = houses.mean(dim=0)  # (2,)
print(values.squeeze(1), average)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("fixed-at-birth", values.squeeze(1), equals=[170.0, 270.0, 400.0])

# %% [markdown] lang="es"
# Ese es el cuarto gesto: sube por el rastro hasta donde **nació** el valor equivocado y arréglalo
# allí, una sola vez.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `torch.matmul(x, z.T)` con un `x` de enteros y un `z` de decimales. Es el mismo error: esa
#     línea no se ejecuta. Crea los datos con decimales desde el principio.
#
# ## 4. ¿Y si no hay mensaje? { #silent }
# Una **pérdida** (loss) es un número que dice cuánto se equivoca un modelo. Una muy usada, el
# **error cuadrático medio** (MSE), es la media de las diferencias al cuadrado. **Antes de
# ejecutar:** este modelo acierta los cuatro valores. ¿Cuánto vale su pérdida?

# %% [markdown] lang="en"
# That is the fourth move: climb the trail to where the wrong value was **born** and fix it there,
# once.
#
# !!! elsewhere "What you will see elsewhere"
#     `torch.matmul(x, z.T)` with an `x` of whole numbers and a `z` of decimals. It is the same
#     error: that line does not run. Create your data with decimals from the start.
#
# ## 4. What if there is no message? { #silent }
# A **loss** is a number that says how wrong a model is. A common one, the **mean squared error**
# (MSE), averages the squared differences. **Before you run this:** this model gets all four values
# right. What is its loss?

# %%
#| warns: "UserWarning: Using a target size"
truth = torch.tensor([1.0, 2.0, 3.0, 4.0])  # (4,)
right = torch.tensor([[1.0], [2.0], [3.0], [4.0]])  # (4, 1)
perfect_loss = mse_loss(right, truth).item()
print(perfect_loss)

# %%
#| tags: [claim]
claim("loss-of-a-perfect-model", perfect_loss, equals=2.5)

# %% [markdown] lang="es"
# Debería ser 0 y es {{ perfect_loss:.1f }}. PyTorch solo avisa de que el resultado será
# “probablemente” (*likely*) incorrecto. Con la fórmula a mano no hay ni aviso. Mira las
# diferencias:

# %% [markdown] lang="en"
# It should be 0, and it is {{ perfect_loss:.1f }}. PyTorch merely warns that a wrong result is
# “likely.” Write the formula by hand and you get no warning at all. Look at the differences:

# %%
difference = right - truth
compared = difference.numel()  # cuántos números // how many numbers
print(difference)

# %% [markdown] lang="es"
# No son 4 números, sino {{ compared }}. El **broadcasting** (expansión automática) estiró la
# columna y la fila hasta llenar una tabla: cada predicción contra **todos** los valores. Solo la
# diagonal, con sus ceros, es lo que querías.
#
# ¿Qué daño hace con datos reales? `load_diabetes`, de scikit-learn, trae cientos de pacientes: diez
# medidas de cada uno y cuánto avanzó su diabetes en un año.

# %% [markdown] lang="en"
# Not 4 numbers but {{ compared }}. **Broadcasting** stretched the column and the row until
# they filled a table: each prediction against **all** the values. Only the diagonal, with its
# zeros, is what you wanted.
#
# What harm does that do with real data? `load_diabetes`, from scikit-learn, brings hundreds of
# patients: ten measurements of each, and how far their diabetes went in one year.

# %% Cargar y separar // Load and split
table, progress = load_diabetes(return_X_y=True)
x = torch.tensor(table / table.std(), dtype=torch.float32)  # (442, 10)
y = torch.tensor(progress, dtype=torch.float32)  # (442,)


def split(seed):
    train, val = split_indices(len(x), val_fraction=0.25, seed=seed)
    scaled = (y - y[train].mean()) / y[train].std()  # media 0, desviación 1 // mean 0, spread 1
    return x[train], scaled[train], x[val], scaled[val]


# %% Entrenar // Train
def fit(x, y):
    torch.manual_seed(0)
    layer = nn.Linear(10, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    losses = []
    for _ in range(50):
        loss = ((layer(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return layer, losses


x_train, y_train, x_val, y_val = split(seed=0)
describe("y_train", y_train)
_, muted = fit(x_train, y_train)
_, mended = fit(x_train, y_train.unsqueeze(1))  # (N, 1), como la capa // (N, 1), like the layer

# %% [markdown] lang="es"
# ??? technical "Línea por línea"
#     - `table / table.std()`: las diez medidas, en una escala parecida a 1. `std` es la
#       **desviación estándar**, cuánto se dispersan los números.
#     - `split_indices`: reparte los pacientes en dos grupos; con `val`, un cuarto, se examina.
#     - `scaled`: el avance sin unidades, con media 0 y desviación 1.
#     - `loss.backward()`, `optimizer.step()`, `zero_grad()`: mueven los pesos un poco hacia donde
#       baja la pérdida. [Autograd](../m2-tensors-autograd/autograd.md) los desmonta; hoy solo
#       importa la forma de `y`.
#
# Los dos entrenamientos solo se distinguen en `unsqueeze(1)`, lo contrario de `squeeze(1)`: pone un
# eje de tamaño 1, de `(N,)` a `(N, 1)`. **Antes de mirar:** ¿se notará en la curva de la pérdida?

# %% [markdown] lang="en"
# ??? technical "Line by line"
#     - `table / table.std()`: the ten measurements, on a scale close to 1. `std` is the **standard
#       deviation**, how spread out the numbers are.
#     - `split_indices`: deals the patients into two groups; `val`, a quarter, is for the exam.
#     - `scaled`: the progress without units, with mean 0 and deviation 1.
#     - `loss.backward()`, `optimizer.step()`, `zero_grad()`: move the weights a little toward a
#       lower loss. [Autograd](../m2-tensors-autograd/autograd.md) takes them apart; today only the
#       shape of `y` matters.
#
# The two trainings differ only in `unsqueeze(1)`, the opposite of `squeeze(1)`: it puts in an axis
# of size 1, from `(N,)` to `(N, 1)`. **Before you look:** will it show in the loss curve?

# %%
#| alt:
#|   es: Pérdida en 50 pasos. Con y de forma (N,) se queda en 1.0 desde el paso 10; con y de forma
#|     (N, 1) baja enseguida a 0.5.
#|   en: Loss over 50 steps. With y of shape (N,) it stays at 1.0 from step 10 on; with y of shape
#|     (N, 1) it soon goes down to 0.5.
wide, tall = "y: (N,)", "y: (N, 1)"
steps, mean_loss = "paso // step", "pérdida // loss"
plots.plot_curves({wide: muted, tall: mended}, xlabel=steps, ylabel=mean_loss)

# %% [markdown] lang="es"
# Sí: con `(N,)` se atasca en {{ muted[49]:.2f }}, sin ningún error. Para ponerle nota usa el
# **R²**: la parte de la variación que el modelo explica. 1 es perfecto; 0, lo mismo que contestar
# siempre la media. (`detach()` da los números sin el grafo.) Con cinco repartos, por si fuera mala
# suerte:

# %% [markdown] lang="en"
# It does: with `(N,)` it gets stuck at {{ muted[49]:.2f }}, without any error. To grade it, use
# **R²**: the share of the variation that the model explains. 1 is perfect; 0, no better than always
# answering the mean. (`detach()` gives the numbers without the graph.) Five splits, in case it was
# bad luck:


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
#| tags: [claim]
claim("silent-loss-stays-at-one", muted[49], equals=1.0, abs=0.02)
claim("silent-r2", low, equals=-0.01, abs=0.03)
claim("mended-r2", high, equals=0.48, abs=0.06)

# %% [markdown] lang="es"
# {{ low:.2f }} contra {{ high:.2f }}. El primer modelo no aprendió nada: si cada predicción se
# compara con todos los pacientes, lo mejor es decir siempre la media.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     “El modelo no aprende: olvidaste `.to(device)`”. Ese olvido no es mudo: da un error, y lo
#     verás [más abajo](#device). Si algo no aprende *sin* mensaje, sospecha de las formas.
#
# ## 5. ¿Cómo se le da voz a un fallo mudo? { #assert }
# Con dos costumbres. La primera ya la has visto: un comentario con la forma, `# (N, 1)`. Usa
# siempre las mismas letras: `N` ejemplos, `C` clases. La segunda es `assert`, que detiene el
# programa si algo no se cumple. **Antes de ejecutar:** ¿qué dirá del modelo perfecto?

# %% [markdown] lang="en"
# {{ low:.2f }} against {{ high:.2f }}. The first model learned nothing: when each prediction is
# compared with every patient, the best it can do is always say the mean.
#
# !!! elsewhere "What you will see elsewhere"
#     “The model does not learn: you forgot `.to(device)`.” That slip is not silent: its error comes
#     [below](#device). When nothing is learned *without* a message, suspect the shapes.
#
# ## 5. How do you give a silent bug a voice? { #assert }
# With two habits. You have seen the first: a comment with the shape, `# (N, 1)`. Always use the
# same letters: `N` examples, `C` classes. The second is `assert`, which stops the program when
# something does not hold. **Before you run this:** what will it say of the perfect model?


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
# Dice las dos formas: justo lo que hay que saber. Con la forma corregida, ¿cuánto vale la pérdida?

# %% [markdown] lang="en"
# It names both shapes: just what you need to know. With the shape fixed, what is the loss?

# %%
honest_loss = mse(right, truth.unsqueeze(1)).item()
print(honest_loss)

# %%
#| tags: [claim]
claim("honest-loss-of-a-perfect-model", honest_loss, equals=0.0)

# %% [markdown] lang="es"
# ## Lo que suele fallar { #errors }
# Te esperan doce mensajes más. **Antes de cada celda:** di la clase y la palabra que la delatará.
#
# Más de la mitad viene de pérdidas para **clasificar**: elegir una clase entre varias. Algunas
# esperan **logits**: puntuaciones de cualquier tamaño, todavía sin convertir en probabilidades.
# Cada pérdida tiene sus exigencias:
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
# ## What usually goes wrong { #errors }
# Twelve more messages await you. **Before each cell:** say the class, and the word that will give
# it away.
#
# More than half come from losses for **classifying**: choosing one class out of several. Some
# expect **logits**: scores of any size, not yet turned into probabilities. Each loss makes its
# demands:
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
# - `Target size`: la función hermana de `mse_loss` sí se niega. **Causa:** `(4,)` contra `(4, 1)`.
#   **Arreglo:** igualar las formas.
# - `0D or 1D`: quería cero ejes o uno, y llegaron dos. **Causa:** etiquetas en columna.
#   **Arreglo:** `in_column.squeeze(1)`.
# - `More than 1 value`: esta capa estandariza cada columna con las filas del **lote** (batch, las
#   filas que entran juntas). **Causa:** con una sola fila no hay dispersión. **Arreglo:** lotes de
#   dos o más; al predecir, `model.eval()`, que usa promedios guardados.
#
# ### ¿Qué tipo exige cada función? { #dtype }

# %% [markdown] lang="en"
# - `Target size`: the sister function of `mse_loss` does refuse. **Cause:** `(4,)` against
#   `(4, 1)`. **Fix:** make the shapes equal.
# - `0D or 1D`: it wanted zero axes or one, and got two. **Cause:** labels in a column.
#   **Fix:** `in_column.squeeze(1)`.
# - `More than 1 value`: this layer standardizes each column using the rows of the **batch** (the
#   rows that go in together). **Cause:** a single row has no spread. **Fix:** batches of two or
#   more; when predicting, `model.eval()`, which uses stored averages.
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
# - *Got Float* y *got Int*: un número de clase se guarda en `int64` (*Long*). `int32` también es
#   entero, pero no basta. **Arreglo:** `short.long()`, al cargar.
# - `Result type Float`: aquí es al revés: el 0 o el 1 se compara con una probabilidad, que
#   lleva decimales. **Arreglo:** `0.0` y `1.0`, o `zeros_ones.float()`.
#
# ### ¿Qué se cuela al convertir? { #conversions }

# %% [markdown] lang="en"
# - *Got Float* and *got Int*: the number of a class is stored in `int64` (*Long*); not even `int32`
#   will do. **Fix:** `short.long()`, on loading.
# - `Result type Float`: here it is the other way around: the 0 or 1 is compared with a probability,
#   which has decimals. **Fix:** `0.0` and `1.0`, or `zeros_ones.float()`.
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

# %% [markdown] lang="es"
# - `Double and Float`: NumPy trae `float64` y los pesos son `float32`. **Arreglo:** fija el tipo al
#   entrar, `torch.as_tensor(array, dtype=torch.float32)`.
# - `3 elements … Scalar`: clase forma. `item()` quiere un solo número, y hay tres casas.
#   **Arreglo:** `predicted[0].item()`, o `tolist()` para todas.
#
# !!! warning "Atención"
#     `from_numpy` comparte la memoria: si cambias el tensor in situ (in-place, sin crear otro),
#     cambia también el *ndarray*, y nadie avisa. Lo repararás en [E4](#e4).
#
# ### ¿Caben los valores? { #values }

# %% [markdown] lang="en"
# - `Double and Float`: NumPy brings `float64`, and the weights are `float32`. **Fix:** set the
#   dtype on entry, `torch.as_tensor(array, dtype=torch.float32)`.
# - `3 elements … Scalar`: the shape class. `item()` wants a single number, and there are three
#   houses. **Fix:** `predicted[0].item()`, or `tolist()` for all of them.
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
# - `Target 3`: hay tres columnas, así que las clases son 0, 1 y 2. **Causa:** alguien contó
#   desde 1. **Arreglo:** restar 1 al cargar.
# - `Between 0 and 1`: 1.2 no es una probabilidad, es un logit. **Arreglo:** la versión
#   `_with_logits`.
#
# ### ¿Viven en el mismo dispositivo? { #device }
# Para operar juntos, dos tensores deben estar en el mismo **dispositivo** (device): la CPU o una
# GPU. Como quizá no tengas GPU, usamos `meta`, un dispositivo de mentira que guarda formas y tipos,
# sin números.

# %% [markdown] lang="en"
# - `Target 3`: there are three columns, so the classes are 0, 1 and 2. **Cause:** somebody counted
#   from 1. **Fix:** subtract 1 on loading.
# - `Between 0 and 1`: 1.2 is a logit, not a probability. **Fix:** the `_with_logits` version.
#
# ### Do they live on the same device? { #device }
# To work together, two tensors must be on the same **device**: the CPU or a GPU. You may have no
# GPU, so we use `meta`, a make-believe device that holds shapes and dtypes without numbers.

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
# Con una GPU de NVIDIA, el mensaje nombraría `cuda:0` y `cpu`. **Causa:** se movió el modelo o los
# datos, pero no ambos. **Arreglo:** `x = x.to(device)`. ¡Ojo! En un tensor, `to` no cambia el
# original.
#
# ### ¿Lleva grafo? { #graph }

# %% [markdown] lang="en"
# With an NVIDIA GPU, the message would name `cuda:0` and `cpu`. **Cause:** only one was moved, the
# model or the data. **Fix:** `x = x.to(device)`. Careful: on a tensor, `to` leaves the
# original as it was.
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
# El mensaje trae el arreglo: `detach()` da los mismos números sin grafo. Más errores de esta clase,
# en [autograd](../m2-tensors-autograd/autograd.md#errors).
#
# ### ¿Funcionan los arreglos? { #repaired }
# Aquí están los doce, reparados:

# %% [markdown] lang="en"
# The message brings its own fix: `detach()` gives the same numbers without the graph. More errors
# of this class in [autograd](../m2-tensors-autograd/autograd.md#errors).
#
# ### Do the fixes work? { #repaired }
# Here are all twelve, fixed:

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
    cross_entropy(scores, from_one - 1),
    binary_cross_entropy_with_logits(outputs, zeros_ones.float()),
    nn.Linear(2, 1, device="cpu")(houses),
    torch.from_numpy(predicted.detach().numpy()),
]
working = sum(bool(result.isfinite().all()) for result in repaired)
print(working)

# %%
#| tags: [claim]
claim("every-fix-runs", working, equals=12)

# %% [markdown] lang="es"
# ## Ejercicios { #exercises }
# Diez fallos, dos por ejercicio, cada uno en una función corta cuyo nombre dice qué debe devolver.
# Con cada uno, los cuatro gestos: ejecuta y lee, clasifica, imprime, arregla.

# %% [markdown] lang="en"
# ## Exercises { #exercises }
# Ten bugs, two in each exercise, each in a short function whose name says what it should return.
# Each takes four moves: run and read, classify, print, fix.

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Dos formas que no encajan { #e1 }
# **Meta:** reparar dos errores de forma. **Tienes:** `x`, de forma `(N, D)`: cuatro ejemplos con
# tres datos, y `w`, de forma `(D,)`: un peso por dato. **Haz:** repara las dos funciones, que
# devuelven un tensor y no cambian `x`. `weighted_sum(x, w)` da, por ejemplo, la suma de sus datos
# multiplicados por sus pesos, forma `(N,)`. `center_rows(x)` resta a cada **fila** su propia media,
# y conserva la forma.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Two shapes that do not fit { #e1 }
# **Goal:** fix two shape errors. **You have:** `x`, of shape `(N, D)`: four examples with three
# facts; and `w`, of shape `(D,)`: one weight per fact. **Do:** fix the two functions, which return
# a tensor and leave `x` as it is. `weighted_sum(x, w)` gives, for each example, the sum of its
# facts times their weights, shape `(N,)`. `center_rows(x)` takes from each **row** its own mean,
# and keeps the shape.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Escribe las formas al lado de cada variable. En un producto coinciden los números de dentro.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Write the shapes beside each variable. In a product, the inner numbers agree.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Para que una media por fila se reste de su fila, debe quedar en columna: mira `keepdim`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# For one mean per row to be taken from its row, it has to stay a column: see `keepdim`.

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
# `layer`, una capa que hace `row_sums()`. **Haz:** repara las dos funciones, que devuelven un
# tensor de `float32`. `column_means(rows)` da la media de cada columna, y
# `apply_layer(layer, array)`, lo que la capa hace con los datos. La capa, sea cual sea, debe quedar
# como estaba.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Two dtypes that clash { #e2 }
# **Goal:** set the dtype at the door. **You have:** `rows`, lists of whole numbers; `array`, from
# NumPy; and `layer`, a layer that `row_sums()` makes. **Do:** fix the two functions, which return a
# tensor of `float32`. `column_means(rows)` gives the mean of each column, and
# `apply_layer(layer, array)` what the layer makes of the data. The layer, whichever it is, must
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
# a 2 en columna, y `from_one`, las mismas clases contadas desde 1. **Haz:** repara las dos
# funciones, que reciben puntuaciones y etiquetas cualesquiera y devuelven la pérdida media. Con
# `column` y con `from_one` deben dar la misma, y las etiquetas no deben cambiar.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Two misplaced labels { #e3 }
# **Goal:** give `cross_entropy` what it asks for. **You have:** `scores` `(4, 3)`; `column`,
# classes from 0 to 2 in a column; and `from_one`, the same classes counted from 1. **Do:** fix both
# functions, which receive any scores and labels and return the mean loss. They should give the same
# one for `column` and for `from_one`, and the labels must not change.

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
# same numbers and does not take the graph from `pred`, and `to_fraction(photo)`, which gives a
# tensor with the values divided by 255, whatever the largest is, and leaves `photo` untouched. The
# second raises nothing: run it twice and look at `photo`.

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
# ### E5 · Un fallo mudo y otro de dispositivo { #e5 }
# **Meta:** reparar dos fallos que solo se ven fuera de tu equipo o con cuidado. **Tienes:** `pred`
# `(N, 1)`, `y` `(N,)`, `x` `(3,)`, y `far`, que vive en `meta`, un dispositivo sin números.
# **Haz:** repara `mse(pred, y)`, que da la media de los N errores al cuadrado, 2.5 con esos datos,
# y `add_ones(x)`, que da un tensor nuevo, `x` más 1, en el dispositivo de `x`, sea cual sea, y sin
# moverla a otro.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · A silent bug and a device bug { #e5 }
# **Goal:** fix two bugs that only show on another machine, or to a careful eye. **You have:**
# `pred` `(N, 1)`, `y` `(N,)`, `x` `(3,)`, and `far`, which lives on `meta`, a device without
# numbers. **Do:** fix `mse(pred, y)`, which gives the mean of the N squared errors, 2.5 on these
# data, and `add_ones(x)`, which gives a new tensor, `x` plus 1, on the device of `x`, whichever
# that is, and without moving it to another.

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
# - Lee la última línea; después, la última que sea tuya.
# - Clasifica: forma, tipo, valores, dispositivo o grafo. Una palabra del mensaje lo dice.
# - Imprime los cinco datos antes de cambiar nada.
# - Arregla donde nació el valor: un parche calla el síntoma, y la causa vuelve.
# - Si no hay mensaje, sospecha de las formas; coméntalas y compruébalas con `assert`.
#
# ## Para profundizar { #further }
# - [Reglas del broadcasting](https://docs.pytorch.org/docs/stable/notes/broadcasting.html): cuándo
#   dos formas distintas se combinan sin avisar (en inglés).
# - [Atributos de un tensor](https://docs.pytorch.org/docs/stable/tensor_attributes.html): tipos y
#   dispositivos, y qué pasa cuando se mezclan (en inglés).
# - [Errores comunes](../errors.md): todos los mensajes del curso, con su causa y su arreglo.
# - Siguiente paso: [autograd](../m2-tensors-autograd/autograd.md), que explica para qué sirve el
#   grafo.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - Read the last line; after that, the last one that is yours.
# - Classify: shape, dtype, values, device or graph. One word of the message tells you.
# - Print the five facts before you change anything.
# - Fix it where the value was born: a patch hushes the symptom, and the cause comes back.
# - If there is no message, suspect the shapes; comment them and check them with `assert`.
#
# ## Going further { #further }
# - [Broadcasting semantics](https://docs.pytorch.org/docs/stable/notes/broadcasting.html): when two
#   different shapes combine without a word.
# - [Tensor attributes](https://docs.pytorch.org/docs/stable/tensor_attributes.html): dtypes and
#   devices, and what happens when they mix.
# - [Common errors](../errors.md): every message of the course, with its cause and its fix.
# - Next step: [autograd](../m2-tensors-autograd/autograd.md), which explains what the graph is for.
