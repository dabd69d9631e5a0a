# ---
# title: "Proyecto: Fashion-MNIST con un MLP // Project: Fashion-MNIST with an MLP"
# description:
#   es: Entrena una red neuronal que reconoce ropa, con parada temprana escrita a mano, y mide qué
#     confunde.
#   en: Train a neural network that recognizes clothes, with early stopping written by hand, and
#     measure what it mixes up.
# objectives:
#   - create:
#       es: entrenar una red completa, desde los píxeles hasta la nota final (E1, E5)
#       en: train a complete network, from the pixels to the final score (E1, E5)
#   - apply:
#       es: escribir una parada temprana que devuelve los mejores pesos (E1)
#       en: write early stopping that hands back the best weights (E1)
#   - analyse:
#       es: leer una matriz de confusión y decir adónde van los errores (E4)
#       en: read a confusion matrix and say where the errors go (E4)
#   - evaluate:
#       es: decidir con medidas, y no con fe, qué opción conviene (E2, E3)
#       en: decide by measuring, not by faith, which option is better (E2, E3)
# minutes: {read: 40, practise: 40}
# needs: [autograd]
# seconds: 300
# data: [fashion_mnist, mnist]
# ---

# %% [markdown] lang="es"
# Entra una foto de 28 × 28 píxeles; sale el nombre de una prenda.
# ¿Cómo, sin escribir una sola regla sobre mangas o suelas?
# Con una **red neuronal**: una cadena de sumas y productos cuyos números se aprenden de ejemplos.
# Vas a entrenar una con fotos reales; el modelo y su bucle caben en una pantalla.
#
# La meta: acertar al menos el 87 % de unas fotos que la red nunca ha visto.
#
# De [autograd](../m2-tensors-autograd/autograd.md) traes lo esencial: PyTorch calcula gradientes
# por ti.

# %% [markdown] lang="en"
# A photo of 28 × 28 pixels goes in; the name of a garment comes out.
# How, without writing a single rule about sleeves or soles?
# With a **neural network**: a chain of sums and products whose numbers are learned from examples.
# You will train one on real photos; the model and its loop fit on one screen.
#
# The goal: get at least 87% right on photos the network has never seen.
#
# From [autograd](../m2-tensors-autograd/autograd.md) you bring the key piece: PyTorch computes
# gradients for you.

# %% [markdown] lang="es"
# ## La idea en una imagen { #picture }
#
# Arriba, el camino de una foto: cada barra es un grupo de números, y cada flecha los mezcla para
# dar el siguiente. Abajo, el reparto de las fotos, que explica la sección 2.

# %% [markdown] lang="en"
# ## The idea in one picture { #picture }
#
# Above, the path of one photo: each bar is a group of numbers, and each arrow mixes them into the
# next. Below, how the photos are shared out, which section 2 explains.

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Un botín de 28 por 28 píxeles pasa por 784 píxeles, 300 y 100 unidades y termina en 10
#|     salidas, de las que se enciende la de botín; debajo, una barra reparte 70 000 fotos: 55 000
#|     de entrenamiento, 5000 de validación y 10 000 de prueba.
#|   en: >-
#|     An ankle boot of 28 by 28 pixels goes through 784 pixels, 300 and 100 units, and ends in 10
#|     outputs, of which the one for ankle boot lights up; below, a bar splits 70,000 photos: 55,000
#|     for training, 5,000 for validation, and 10,000 for testing.
#| caption:
#|   es: De los píxeles al nombre, y quién ve qué fotos.
#|   en: From pixels to a name, and who sees which photos.
from tutorial_lib import load_fashion_mnist, plots

path = plots.diagram(7.2, 3.6)
path.axes.imshow(load_fashion_mnist("train")[0][0], cmap="gray", extent=(0.1, 1.29, 1.5, 2.59))
solid = {"tint": 1, "corner": 0, "linewidth": 0}
stages = [(2.1, 1.9, "784 píxeles // 784 pixels"), (3.36, 1.4, "300 unidades // 300 units")]
stages += [(4.62, 1, "100 unidades // 100 units")]
for x, height, label in stages:
    path.box(x, 2.05, 0.23, height, color="blue", **solid)
    path.text(x, 2.18 + height / 2, label, fontsize=9)
for row in range(10):
    path.box(5.88, 1.38 + 0.148 * row, 0.23, 0.12, color="blue" if row else "purple", **solid)
path.text(5.88, 2.91, "10 salidas // 10 outputs", fontsize=9)
path.text(6.08, 1.38, "botín // ankle boot", ha="left", fontsize=10, weight="bold")
for start, end in ((1.42, 1.9), (2.32, 3.16), (3.58, 4.42), (4.84, 5.68)):
    path.arrow((start, 2.05), (end, 2.05))
shares = [
    (0.1, 55, "blue", "entrenamiento // training"),
    (5.52, 5, "orange", "validación // validation"),
]
shares += [(6.02, 10, "green", "prueba // test")]
for left, share, color, label in shares:
    width = 0.0985 * share - 0.04
    path.box(left + width / 2, 0.53, width, 0.21, color=color, **solid)
    path.text(left + width / 2, 0.74, f"{share} 000 // {share},000", fontsize=9)
    path.text(left + width / 2, 0.31, label, fontsize=9)
path.figure

# %% [markdown] lang="es"
# ## 1. ¿Qué hay en los datos? { #data }
#
# Fashion-MNIST reúne fotos de una tienda de ropa. Cada foto es una tabla de bytes (`uint8`),
# enteros de 0 (fondo negro) a 255 (blanco). Su **etiqueta** (label) es un entero de 0 a 9: qué
# prenda es. `seed_everything` fija el azar: obtendrás los números de esta página.

# %% [markdown] lang="en"
# ## 1. What is in the data? { #data }
#
# Fashion-MNIST collects photos from a clothing store. Each photo is a table of bytes (`uint8`),
# integers from 0 (black background) to 255 (white). Its **label** is an integer from 0 to 9: which
# garment it is. `seed_everything` fixes the randomness: you will get this page's numbers.

# %% Preparar // Set up
import copy
import inspect

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from tutorial_lib import Batches, History, accuracy, confusion_matrix
from tutorial_lib import count_parameters, fashion_classes, load_fashion_mnist
from tutorial_lib import load_mnist, plots, roc_curve, seed_everything, split_indices

plt.style.use("tutorial_lib.gradiente")
seed_everything(42)

# %% Cargar // Load
images, labels = load_fashion_mnist("train")
names = fashion_classes()
print(images.shape, images.dtype, images.min().item(), images.max().item())
print(labels[:5].tolist(), [names[label] for label in labels[:5]])

# %% [markdown] lang="es"
# La forma (shape) dice: 60 000 fotos de 28 filas y 28 columnas. La primera etiqueta, 9, es un
# botín.
#
# Ahora, una foto de cada clase. **Antes de seguir:** ¿qué dos prendas confundirías tú?

# %% [markdown] lang="en"
# The shape says: 60,000 photos of 28 rows and 28 columns. The first label, 9, is an ankle boot.
#
# Now, one photo of each class. **Before you go on:** which two garments would you mix up?

# %%
#| alt:
#|   es: >-
#|     Diez fotos en gris, una por clase: camiseta, pantalón, suéter, vestido, abrigo, sandalia,
#|     camisa, zapatilla, bolso y botín; las prendas de torso con mangas se parecen mucho.
#|   en: >-
#|     Ten gray photos, one per class: t-shirt, trouser, pullover, dress, coat, sandal, shirt,
#|     sneaker, bag, and ankle boot; the upper-body garments with sleeves look much alike.
first = [(labels == c).nonzero()[0].item() for c in range(10)]
plots.plot_images(images[first], names, columns=5)

# %% [markdown] lang="es"
# Suéter, abrigo y camisa comparten silueta. Anota tu apuesta.
#
# ## 2. ¿Por qué apartar fotos? { #split }
#
# Si estudias con las preguntas del examen, la nota no dice nada. Hay tres grupos:
#
# - Con las fotos de **entrenamiento** (training) la red ajusta sus números.
# - Las de **validación** (validation) dicen, sin enseñarle nada, cuándo parar.
# - Las de **prueba** (test) son el examen final. Aún no las hemos cargado.

# %% [markdown] lang="en"
# Pullover, coat, and shirt share a silhouette. Write down your bet.
#
# ## 2. Why set photos aside? { #split }
#
# If you study from the exam questions, the grade says nothing. Hence three groups:
#
# - With the **training** photos the network adjusts its numbers.
# - The **validation** photos tell us, without teaching it anything, when to stop.
# - The **test** photos are the final exam. We have not loaded them yet.

# %% Repartir y normalizar // Split and normalize
train_rows, val_rows = split_indices(60_000, val_fraction=5_000 / 60_000, seed=42)
pixels = images[train_rows] / 255  # float32, [0, 1]
mean, sd = pixels.mean().item(), pixels.std().item()


def prepare(images):
    return (images / 255 - mean) / sd


x_train, y_train = prepare(images[train_rows]), labels[train_rows]
x_val, y_val = prepare(images[val_rows]), labels[val_rows]
print(len(x_train), len(x_val))
print(f"media {mean:.4f}, desviación {sd:.4f} // mean {mean:.4f}, deviation {sd:.4f}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("fashion-pixel-mean", mean, equals=0.2860, abs=5e-4)
claim("fashion-pixel-sd", sd, equals=0.3530, abs=5e-4)

# %% [markdown] lang="es"
# `prepare` **estandariza** (en visión, *normaliza*): resta la media y divide por la desviación
# estándar, que dice cuánto se alejan de ella los píxeles. Con números centrados en 0 la red aprende
# más deprisa; E3 lo mide. La media ({{ mean:.3f }}) y la desviación ({{ sd:.3f }}) salen solo del
# entrenamiento.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `Normalize((0.1307,), (0.3081,))`: los valores de MNIST, dígitos escritos a mano. La ropa
#     tiene los suyos.

# %% [markdown] lang="en"
# `prepare` **standardizes** (in vision, *normalizes*): it subtracts the mean and divides by the
# standard deviation, which says how far pixels stray from it. With numbers centered on 0 the
# network learns faster; E3 measures it. The mean ({{ mean:.3f }}) and the deviation ({{ sd:.3f }})
# come from the training photos only.
#
# !!! elsewhere "What you will see elsewhere"
#     `Normalize((0.1307,), (0.3081,))`: the values of MNIST, handwritten digits. Clothes have their
#     own.

# %%
#| tags: [claim]
digits = load_mnist("train")[0] / 255
claim("mnist-pixel-mean", digits.mean().item(), equals=0.1307, abs=5e-4)
claim("mnist-pixel-sd", digits.std().item(), equals=0.3081, abs=5e-4)

# %% [markdown] lang="es"
# ## 3. ¿Hasta dónde se llega sin red? { #baseline }
#
# Una nota solo dice algo junto a otra. Empezamos por un **modelo de referencia** (baseline) muy
# simple: promediar las fotos de cada clase y dar a cada foto nueva el nombre del promedio más
# parecido. **Antes de ejecutar:** ¿acertará más de la mitad? Quien responde sin mirar acierta una
# de cada diez.

# %% [markdown] lang="en"
# ## 3. How far can you get without a network? { #baseline }
#
# A score only means something next to another one. We start with a very simple **baseline**:
# average the photos of each class, and give every new photo the name of the closest average.
# **Before you run this:** will it get more than half right? Answering without looking gets one in
# ten.

# %% Promediar cada clase // Average each class
#| alt:
#|   es: >-
#|     Diez imágenes medias borrosas, una por clase: pantalón, bolso y calzado se reconocen; suéter,
#|     abrigo y camisa son casi la misma mancha.
#|   en: >-
#|     Ten blurry mean images, one per class: trouser, bag, and footwear are recognizable; pullover,
#|     coat, and shirt are nearly the same smudge.
of_class = [x_train[y_train == c] for c in range(10)]
class_means = torch.stack([photos.mean(dim=0) for photos in of_class])
plots.plot_images(class_means, names, columns=5)

# %%
distances = torch.cdist(x_val.flatten(1), class_means.flatten(1))  # (5000, 10)
baseline = (distances.argmin(dim=1) == y_val).float().mean().item()
print(f"exactitud: {baseline:.3f} // accuracy: {baseline:.3f}")

# %%
#| tags: [claim]
claim("nearest-mean-accuracy", baseline, between=(0.65, 0.71))

# %% [markdown] lang="es"
# `cdist` mide la distancia de cada foto a cada promedio; `argmin` elige el más cercano. Sí: acierta
# el {{ baseline:.1%}} de la validación. Esa proporción se llama **exactitud** (accuracy).
#
# ## 4. ¿Qué es la red? { #model }
#
# Un **perceptrón multicapa** (MLP) encadena **capas**: cada una convierte unos números en otros.
# `nn.Linear(784, 300)` tiene 300 **unidades**. Cada unidad multiplica los 784 píxeles por sus
# **pesos**, suma y añade un **sesgo** (bias), su término independiente. `nn.ReLU` cambia los
# negativos por 0. Sin ella, tres capas lineales equivaldrían a una sola.
#
# Las 10 salidas son los **logits**: una puntuación por prenda, y la mayor gana. Pesos y sesgos son
# los **parámetros**: lo que se aprende. En el código, `B` es cuántas fotos entran juntas. **Antes
# de ejecutar:** ¿cuántos hay? La primera capa tiene $784 \cdot 300 + 300$. Suma las otras dos.

# %% [markdown] lang="en"
# `cdist` measures how far each photo is from each average; `argmin` picks the nearest. Yes: it gets
# {{ baseline:.1%}} of the validation photos right. That fraction is called **accuracy**.
#
# ## 4. What is the network? { #model }
#
# A **multilayer perceptron** (MLP) chains **layers**: each one turns numbers into other numbers.
# `nn.Linear(784, 300)` has 300 **units**. Each unit multiplies the 784 pixels by its **weights**,
# sums the products, and adds a **bias**, its constant term. `nn.ReLU` replaces negative numbers
# with 0. Without it, three linear layers would amount to one.
#
# The 10 outputs are the **logits**: one score per garment, and the largest wins. Weights and biases
# are the **parameters**: what is learned. In the code, `B` is how many photos go in together.
# **Before you run this:** how many are there? The first layer has $784 \cdot 300 + 300$. Add the
# other two.


# %% Construir la red // Build the network
def make_model():
    return nn.Sequential(
        nn.Flatten(),  # (B, 28, 28) -> (B, 784)
        nn.Linear(784, 300),  # (B, 300)
        nn.ReLU(),
        nn.Linear(300, 100),  # (B, 100)
        nn.ReLU(),
        nn.Linear(100, 10),  # (B, 10)
    )


model = make_model()
n_parameters = count_parameters(model)
print(n_parameters)

# %%
#| tags: [claim]
claim("parameters", n_parameters, equals=266_610)

# %% [markdown] lang="es"
# Son {{ n_parameters:,}}, casi todos en la primera capa.
#
# ¿Cuánto se equivoca la red recién creada? La **softmax** convierte los logits en probabilidades
# que suman 1. La **entropía cruzada** (cross-entropy) es la pérdida que haremos pequeña: $-\ln p$,
# con $p$ la probabilidad dada a la prenda correcta. Quien no sabe nada da $p = 1/10$ a cada una.
# **Predice la pérdida:** ¿cuánto vale $-\ln(1/10)$?

# %% [markdown] lang="en"
# There are {{ n_parameters:,}}, nearly all of them in the first layer.
#
# How wrong is a brand-new network? **Softmax** turns the logits into probabilities that add up
# to 1. **Cross-entropy** is the loss we will make small: $-\ln p$, where $p$ is the probability
# given to the right garment. Knowing nothing, you give each $p = 1/10$. **Predict the loss:** what
# is $-\ln(1/10)$?

# %%
with torch.no_grad():
    initial_loss = cross_entropy(model(x_val), y_val).item()
print(f"pérdida: {initial_loss:.3f} // loss: {initial_loss:.3f}")

# %%
#| tags: [claim]
claim("initial-loss", initial_loss, between=(2.20, 2.40))

# %% [markdown] lang="es"
# Sale {{ initial_loss:.2f}}, casi lo previsto: aún no sabe nada. Si una red nueva empieza lejos de
# ahí, busca un error.
#
# ## 5. ¿Cuándo dejar de entrenar? { #loop }
#
# `Batches` baraja las fotos y las entrega en **lotes** (batches) de 256: un paso por lote. Una
# **época** (epoch) es una pasada por todas. El **optimizador** da el paso contra el gradiente. El
# nuestro, Adam, adapta el de cada parámetro; su **tasa de aprendizaje** (learning rate), `lr=1e-3`
# o 0.001, fija el tamaño general.

# %% [markdown] lang="en"
# It is {{ initial_loss:.2f}}, nearly as predicted: the network knows nothing yet. If a new network
# starts far from there, look for a bug.
#
# ## 5. When do we stop training? { #loop }
#
# `Batches` shuffles the photos and hands them over in **batches** of 256: one step per batch. An
# **epoch** is one pass over them all. The **optimizer** takes the step against the gradient. Ours,
# Adam, adapts it for each parameter; its **learning rate**, `lr=1e-3` or 0.001, sets the overall
# size.


# %% Una época y una medida // One epoch and one measurement
def train_epoch(model, batches, optimizer):
    total = 0.0
    for x, y in batches:
        loss = cross_entropy(model(x), y)  # media del lote // mean over the batch
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    return total / len(batches.x)


@torch.no_grad()
def measure(model, x, y):
    logits = model(x)
    return cross_entropy(logits, y).item(), accuracy(logits, y)


# %% [markdown] lang="es"
# ??? technical "Línea por línea"
#     - `zero_grad` borra los gradientes anteriores; si no, se suman.
#     - `backward` calcula los nuevos; `step` mueve los parámetros.
#     - `total` deshace la media: el último lote es más corto.
#     - `no_grad`: medir no necesita el grafo.
#
# Con demasiadas épocas la red memoriza las fotos de entrenamiento: es el
# **sobreajuste** (overfitting). La **parada temprana** (early stopping) vigila la pérdida de
# validación. Su **paciencia** es 5: tras cinco épocas seguidas sin mejorar, para y devuelve los
# pesos de la mejor, no los últimos.

# %% [markdown] lang="en"
# ??? technical "Line by line"
#     - `zero_grad` erases the previous gradients; otherwise they add up.
#     - `backward` computes the new ones; `step` moves the parameters.
#     - `total` undoes the mean: the last batch is shorter.
#     - `no_grad`: measuring needs no graph.
#
# With too many epochs the network memorizes the training photos: that is **overfitting**. **Early
# stopping** watches the validation loss. Its **patience** is 5: after five epochs in a row without
# improvement, it stops and hands back the best epoch's weights, not the last ones.


# %% Parar a tiempo // Stop in time
def fit(model, batches, x_val, y_val, *, patience=5, max_epochs=40):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    history, best_loss, best_epoch = History(), float("inf"), 0
    for epoch in range(1, max_epochs + 1):
        row = {"epoch": epoch}
        row["train_loss"] = train_epoch(model, batches, optimizer)
        row["val_loss"], row["val_accuracy"] = measure(model, x_val, y_val)
        history.rows.append(row)
        if row["val_loss"] < best_loss:
            best_loss, best_epoch = row["val_loss"], epoch
            best_weights = copy.deepcopy(model.state_dict())
        if epoch - best_epoch == patience:
            break
    model.load_state_dict(best_weights)
    return history, best_epoch


# %% [markdown] lang="es"
# `deepcopy` es imprescindible: `state_dict` entrega los pesos vivos, que seguirían cambiando.
# **Antes de ejecutar:** las dos pérdidas empezarán a bajar. ¿Cuál dejará de hacerlo primero?

# %% [markdown] lang="en"
# `deepcopy` is essential: `state_dict` hands out the live weights, which keep changing.
# **Before you run this:** both losses will start to fall. Which one will stop first?

# %%
#| tags: [hidden]
epoch_logits = []  # los de validación, época a época // those of validation, epoch by epoch


def record(model, inputs, logits):
    if not torch.is_grad_enabled():  # al medir // when measuring
        epoch_logits.append(logits)


recorder = model.register_forward_hook(record)

# %% Entrenar // Train
batches = Batches(x_train, y_train, batch_size=256, shuffle=True, seed=42)
history, best_epoch = fit(model, batches, x_val, y_val)
print(history)

# %%
#| alt:
#|   es: >-
#|     Pérdida de entrenamiento y de validación por época: la primera baja siempre; la segunda se
#|     aplana y deja de mejorar tras la mejor época, marcada con una línea.
#|   en: >-
#|     Training and validation loss per epoch: the first keeps falling; the second flattens and
#|     stops improving after the best epoch, marked with a line.
plots.plot_history(history, best_epoch=best_epoch)

# %%
#| tags: [claim]
epochs_run = len(history)
restored_loss, val_accuracy = measure(model, x_val, y_val)
claim("patience-ran-out", epochs_run - best_epoch, equals=5)
best_loss = min(history["val_loss"])
claim("best-weights-restored", restored_loss, equals=best_loss, abs=1e-6)

# %% [markdown] lang="es"
# La mejor época fue la {{ best_epoch }} y el bucle paró en la {{ epochs_run }}: actuó la parada
# temprana. La pérdida de entrenamiento siguió bajando; la de validación, no. La brecha es el
# sobreajuste. Casi todo se gana pronto: la primera época ya acierta el
# {{ history["val_accuracy"][0]:.1%}}.
#
# !!! question "Pregunta"
#     La última época acierta el {{ history["val_accuracy"][-1]:.1%}}, y la elegida el
#     {{ val_accuracy:.1%}}. ¿Por qué guiarse por la pérdida?
#
#     Castiga más los fallos cometidos con confianza; la exactitud solo cuenta aciertos.
#
# ### Repite el entrenamiento { #replay }
#
# Recorre las épocas. Mira las dos curvas, qué prendas de validación confunde y sus nueve fallos con
# más **confianza**, la probabilidad que da a su respuesta. **Antes de mover la época:** la red
# falla cada vez menos. ¿Y estando muy segura?

# %% [markdown] lang="en"
# The best epoch was {{ best_epoch }} and the loop stopped at {{ epochs_run }}: early stopping
# fired. Training loss went on falling; validation loss did not. The gap is overfitting. Nearly
# everything is gained early: the first epoch already gets {{ history["val_accuracy"][0]:.1%}}
# right.
#
# !!! question "Question"
#     The last epoch gets {{ history["val_accuracy"][-1]:.1%}} right, and the chosen one
#     {{ val_accuracy:.1%}}. Why be guided by the loss?
#
#     It punishes confident mistakes harder; accuracy only counts hits.
#
# ### Replay the training { #replay }
#
# Go through the epochs. Watch both curves, which validation garments it mixes up, and its nine
# mistakes with the most **confidence**, the probability it gives its answer. **Before you move the
# epoch:** the network is wrong less and less. And when it is very sure?

# %%
#| tags: [hidden]
#| data: replay
#| alt:
#|   es: >-
#|     El entrenamiento época a época. La matriz de confusión se concentra en la diagonal: cada vez
#|     hay menos fallos. En cambio, los fallos con más del 90 % de confianza se multiplican, y entre
#|     los nueve peores vuelven una y otra vez las mismas fotos.
#|   en: >-
#|     The training epoch by epoch. The confusion matrix gathers on its diagonal: there are fewer
#|     and fewer mistakes. The mistakes with more than 90% confidence, however, multiply, and among
#|     the nine worst the same photos come back again and again.
import base64

recorder.remove()
replay = {"names": names, "best": best_epoch, "matrices": [], "sure": [], "worst": []}
replay["history"] = {name: history[name] for name in ("train_loss", "val_loss")}
# foto de validación -> su lugar en la lista // validation photo -> its place in the list
photos = {}
for logits in epoch_logits[:epochs_run]:
    sureness, guesses = logits.softmax(dim=1).max(dim=1)  # (5000,), (5000,)
    missed = (guesses != y_val).nonzero().squeeze(1)
    nine = missed[sureness[missed].argsort(descending=True)[:9]].tolist()
    replay["matrices"].append(confusion_matrix(guesses, y_val, 10).flatten().tolist())
    replay["sure"].append((sureness[missed] > 0.9).sum().item())
    places = [photos.setdefault(row, len(photos)) for row in nine]
    columns = (guesses[nine], y_val[nine], sureness[nine])
    facts = zip(places, *(column.tolist() for column in columns), strict=True)
    replay["worst"].append([[*fact[:3], round(fact[3], 4)] for fact in facts])
# de 0 a 15 // from 0 to 15
grays = (images[val_rows[list(photos)]].flatten(1) / 17).round().to(torch.uint8)
pairs = grays[:, ::2] * 16 + grays[:, 1::2]  # dos píxeles por byte // two pixels a byte
replay["images"] = [base64.b64encode(bytes(row)).decode() for row in pairs.tolist()]
# fuera de la diagonal // off the diagonal
mistakes = [sum(counts) - sum(counts[::11]) for counts in replay["matrices"]]
sure = replay["sure"]
replay

# %%
#| tags: [claim]
claim("mistakes-fall", mistakes[-1] / mistakes[0], at_most=0.9)
claim("confident-mistakes-grow", sure[-1] / sure[0], at_least=1.2)

# %% [markdown] lang="es"
# Los fallos bajan de {{ mistakes[0] }} a {{ mistakes[-1] }}, pero los cometidos con más del 90 % de
# confianza suben de {{ sure[0] }} a {{ sure[-1] }}. La red duda cada vez menos, también cuando se
# equivoca. Por eso la pérdida de validación deja de bajar aunque la exactitud aguante.
#
# ¿Cuánto código ha sido?

# %% [markdown] lang="en"
# Mistakes fall from {{ mistakes[0] }} to {{ mistakes[-1] }}, but those made with more than 90%
# confidence rise from {{ sure[0] }} to {{ sure[-1] }}. The network doubts less and less, also when
# it is wrong. That is why validation loss stops falling even while accuracy holds up.
#
# How much code was it?

# %%
#| tags: [claim]
parts = (make_model, train_epoch, measure, fit)
source = "".join(inspect.getsource(part) for part in parts)
code_lines = sum(line.strip() != "" for line in source.splitlines())
claim("lines-of-model-and-loop", code_lines, at_most=40)

# %% [markdown] lang="es"
# Son {{ code_lines }} líneas. La biblioteca del curso guarda lo mismo en `Trainer` y
# `EarlyStopping`.
#
# ## 6. El examen final { #test }
#
# Solo ahora, con todo decidido, cargamos las fotos de prueba.
# **Tu apuesta:** ¿saldrá mejor o peor que el {{ val_accuracy:.1%}} de la validación?

# %% [markdown] lang="en"
# That is {{ code_lines }} lines. The course library keeps the same in `Trainer` and
# `EarlyStopping`.
#
# ## 6. The final exam { #test }
#
# Only now, with everything decided, do we load the test photos.
# **Your bet:** will it come out better or worse than the {{ val_accuracy:.1%}} of validation?

# %% Examinar una vez // Test once
test_images, y_test = load_fashion_mnist("test")
with torch.no_grad():
    test_logits = model(prepare(test_images))  # (10000, 10)
test_accuracy = accuracy(test_logits, y_test)
margin = 2 * (test_accuracy * (1 - test_accuracy) / len(y_test)) ** 0.5
print(f"prueba: {test_accuracy:.4f} ± {margin:.4f} // test: {test_accuracy:.4f} ± {margin:.4f}")

# %%
#| tags: [claim]
claim("test-accuracy", test_accuracy, at_least=0.87)

# %% [markdown] lang="es"
# Meta cumplida: {{ test_accuracy:.1%}} frente al {{ baseline:.1%}} de la referencia. Suele quedar
# algo por debajo de la validación: la época se eligió para lucirse en ella. El margen, ±
# {{ margin:.1%}} (dos errores estándar), dice cuánto puede mover la nota la suerte de estas 10 000
# fotos. Otra semilla también la movería.
#
# ## 7. ¿En qué se equivoca? { #errors-of-the-network }
#
# La **matriz de confusión** (confusion matrix) pone en cada fila una prenda real y en cada columna
# la respuesta. **Recupera tu primera apuesta** y mira fuera de la diagonal.

# %% [markdown] lang="en"
# Goal met: {{ test_accuracy:.1%}} against {{ baseline:.1%}} for the baseline. A test score is
# usually a bit below validation: the epoch was chosen to look good there. The margin, ±
# {{ margin:.1%}} (two standard errors), says how far the luck of these 10,000 photos can move it.
# Another seed would, too.
#
# ## 7. What does it get wrong? { #errors-of-the-network }
#
# The **confusion matrix** has one row per true garment and one column per answer.
# **Recall your first bet** and look off the diagonal.

# %% Ver las confusiones // See the confusions
#| alt:
#|   es: >-
#|     Matriz de confusión de 10 por 10 clases: la diagonal domina, salvo en camisa, cuyas
#|     respuestas se reparten entre camiseta, suéter y abrigo.
#|   en: >-
#|     A 10 by 10 confusion matrix: the diagonal dominates except for shirt, whose answers scatter
#|     over t-shirt, pullover, and coat.
predicted = test_logits.argmax(dim=1)
matrix = confusion_matrix(predicted, y_test, 10)  # (10, 10)
plots.plot_confusion(matrix, names)

# %%
class_accuracy = matrix.diagonal() / matrix.sum(dim=1)
hardest = int(class_accuracy.argmin())
hardest_accuracy = float(class_accuracy[hardest])
shirt_errors = matrix[6].sum() - matrix[6, 6]
alike = [0, 2, 4]  # camiseta, suéter, abrigo // t-shirt, pullover, coat
share = float(matrix[6, alike].sum() / shirt_errors)
print(names[hardest], f"{hardest_accuracy:.3f}")
print(f"errores hacia las parecidas: {share:.3f} // errors toward the look-alikes: {share:.3f}")

# %%
#| tags: [claim]
claim("hardest-class-is-shirt", hardest, equals=6)
claim("shirt-accuracy", hardest_accuracy, between=(0.50, 0.80))
claim("shirt-errors-to-look-alikes", share, at_least=0.75)

# %% [markdown] lang="es"
# La camisa es la más difícil: {{ hardest_accuracy:.1%}} de aciertos. De sus errores, el
# {{ share:.1%}} va a camiseta, suéter o abrigo, las mismas manchas de la sección 3.
#
# ### ¿Y si le pides más seguridad? { #threshold }
#
# Toma solo esas cuatro prendas: ¿es una camisa? La red dice que sí cuando su probabilidad llega a
# un **umbral** (threshold) que eliges tú. De las que llamó camisa, ¿cuántas lo son? Es la
# **precisión** (precision). De las camisas que hay, ¿cuántas encontró? Es la
# **exhaustividad** (recall). La primera curva, la ROC, la enfrenta a los **falsos positivos**, la
# parte de las otras prendas que llamó camisa; la segunda, a la precisión. **Antes de mover el
# umbral,** di qué pasará con la exhaustividad.

# %% [markdown] lang="en"
# Shirt is the hardest: {{ hardest_accuracy:.1%}} right.
# Of its errors, {{ share:.1%}} go to t-shirt, pullover, or coat, the same smudges as in section 3.
#
# ### What if you ask it to be surer? { #threshold }
#
# Take only those four garments: is it a shirt? The network says yes when its probability reaches a
# **threshold** you choose. Of those it called a shirt, how many are one? That is **precision**. Of
# the shirts there are, how many did it find? That is **recall**. The first curve, the ROC, sets it
# against **false positives**, the fraction of the other garments it called a shirt; the second,
# against precision. **Before you move the threshold,** say what will happen to recall.

# %%
#| tags: [page]
#| data: I-6
#| alt:
#|   es: >-
#|     Curva ROC de la pregunta “¿es una camisa?”: sube deprisa y queda muy por encima de la
#|     diagonal del azar. El umbral 0.5 es un punto de esa curva; al cambiarlo, el punto se mueve
#|     por ella.
#|   en: >-
#|     ROC curve of the question “is it a shirt?”: it rises fast and stays far above the diagonal of
#|     chance. The threshold 0.5 is a point of that curve; changing it moves the point along.
upper = torch.isin(y_test, torch.tensor([6, *alike])).nonzero().squeeze(1)[:300]
is_shirt = (y_test[upper] == 6).int()  # (300,)
scores = test_logits[upper].softmax(dim=1)[:, 6]  # (300,)
fpr, tpr, cuts = roc_curve(scores, is_shirt)
at_half = (cuts >= 0.5).sum() - 1  # el último corte desde 0.5 // the last cut from 0.5 up
half = "umbral 0.5 // threshold 0.5"
marked = {half: (fpr[at_half].item(), tpr[at_half].item())}
asked = ["otra // other", names[6].lower()]
plots.plot_roc({names[6]: (fpr, tpr)}, points=marked)
{"scores": [round(s, 4) for s in scores.tolist()], "labels": is_shirt.tolist(), "names": asked}

# %% [markdown] lang="es"
# Al subirlo, baja o se queda igual: no aparecen camisas nuevas. La precisión suele subir, aunque no
# en cada paso. Los dos puntos nunca se salen de su curva: mejorarla exige otra red.
#
# Baja ahora la **prevalencia** (prevalence), la parte que son camisas: ¿qué curva se mueve? Solo la
# segunda. La ROC mide cada grupo por separado; la precisión los mezcla, y las mismas camisas quedan
# entre más falsas alarmas.
#
# El mejor umbral depende de si cuesta más perder una camisa o dar por camisa un abrigo. Se elige
# con la validación, no con la prueba.
#
# Ahora, los nueve fallos con más confianza. **Antes de leer los títulos,** ponles nombre tú.

# %% [markdown] lang="en"
# As you raise it, recall falls or stays the same: no new shirts turn up. Precision usually rises,
# though not at every step. Neither point ever leaves its curve: a better curve takes another
# network.
#
# Now lower the **prevalence**, the fraction that are shirts: which curve moves? Only the second.
# The ROC measures each group apart; precision mixes them, and the same shirts end up among more
# false alarms.
#
# The best threshold depends on whether it costs more to miss a shirt or to take a coat for one.
# Choose it on validation, not on the test set.
#
# Now, the nine most confident mistakes. **Before you read the titles,** name them yourself.

# %%
#| alt:
#|   es: Nueve fotos de prueba que la red nombró mal con la mayor confianza, cada una con su
#|     respuesta y la etiqueta real; varias parecen mal etiquetadas.
#|   en: Nine test photos the network misnamed with the greatest confidence, each with its answer
#|     and the true label; several look mislabeled.
confidence = test_logits.softmax(dim=1).max(dim=1).values
wrong = (predicted != y_test).nonzero().squeeze(1)
worst = wrong[confidence[wrong].argsort(descending=True)[:9]]
answers = [(names[predicted[i]], names[y_test[i]]) for i in worst]
titles = [f"dice {says}\nes {truth} // says {says}\nis {truth}" for says, truth in answers]
plots.plot_images(test_images[worst], titles, columns=5)

# %%
worst_confidence = confidence[worst].min().item()
print(f"{worst_confidence:.4f}")

# %% [markdown] lang="es"
# Incluso en la menos segura, la red rondaba el {{ worst_confidence:.1%}}: confianza no es garantía.
# ¿Seguro que todas las etiquetas tienen razón?
#
# Por último, mira dentro. Cada unidad de la primera capa tiene 784 pesos, uno por píxel: otra foto.
# Dibujamos las diez más fuertes. **Antes de ejecutar:** ¿esperas ver prendas enteras o retazos?

# %% [markdown] lang="en"
# Even on the least sure one the network was at about {{ worst_confidence:.1%}}: confidence is no
# guarantee. Are all the labels right?
#
# Finally, look inside. Each first-layer unit has 784 weights, one per pixel: another photo. We draw
# the ten strongest. **Before you run this:** do you expect whole garments or scraps?

# %%
#| alt:
#|   es: >-
#|     Pesos de 10 unidades de la primera capa como imágenes de 28 por 28: dos franjas azules donde
#|     van las mangas, una línea vertical en el centro, manchas sueltas; ninguna prenda entera.
#|   en: >-
#|     Weights of 10 first-layer units as 28 by 28 images: two blue bands where sleeves go, a
#|     vertical line in the center, loose blobs; no whole garment.
weights = model[1].weight.detach()  # (300, 784)
strongest = weights.norm(dim=1).argsort(descending=True)[:10]
plots.plot_weights(weights[strongest], columns=5)

# %% [markdown] lang="es"
# Retazos. Donde es azul, un píxel claro suma; donde es naranja, resta. La primera unidad suma en
# las mangas; la tercera de la segunda fila, en una línea vertical, como la abertura de un abrigo.
#
# ## Lo que suele fallar { #errors }
#
# | Síntoma | Arreglo |
# |---|---|
# | [Error en la primera capa](#error-integers) | `images / 255` |
# | [En uso real acierta menos](#error-statistics) | Usar media y desviación del entrenamiento |
# | [Fotos quemadas](#error-imshow) | `x * sd + mean` |
# | [Nombres absurdos](#error-names) | Mirar fotos con su nombre |
# | [Una nota que no se repite](#error-test) | Elegir con la validación |
# | [La pérdida no baja](#error-softmax) | Pasar los logits |
#
# ### Bytes en la red { #error-integers }
#
# Solo este fallo avisa:

# %% [markdown] lang="en"
# Scraps. Where it is blue, a light pixel adds; where it is orange, it subtracts. The first unit
# adds along the sleeves; the third one in the second row, along a vertical line, like the opening
# of a coat.
#
# ## What usually goes wrong { #errors }
#
# | Symptom | Fix |
# |---|---|
# | [Error in the first layer](#error-integers) | `images / 255` |
# | [Worse in real use](#error-statistics) | Use the training mean and deviation |
# | [Burnt-out photos](#error-imshow) | `x * sd + mean` |
# | [Absurd names](#error-names) | Look at photos with their names |
# | [A score nobody can repeat](#error-test) | Choose on validation |
# | [The loss will not drop](#error-softmax) | Pass the logits |
#
# ### Bytes into the network { #error-integers }
#
# Only this one speaks up:

# %%
#| raises: "RuntimeError: must have the same dtype"
#| cause:
#|   es: Las fotos son enteros (`uint8`) y los pesos son `float32`.
#|   en: The photos are integers (`uint8`) and the weights are `float32`.
#| fix:
#|   es: "Convierte los datos antes de entrar en la red: `x.float() / 255`."
#|   en: "Convert the data before it enters the network: `x.float() / 255`."
model(images[val_rows[:4]])

# %% [markdown] lang="es"
# `Byte` es la foto; `Float`, los pesos. Dividir por 255 convierte los bytes en `Float`.
#
# ### Normalizar con otra media { #error-statistics }
#
# Llega un pedido solo de abrigos, y alguien lo normaliza con su propia media:

# %% [markdown] lang="en"
# `Byte` is the photo; `Float`, the weights. Dividing by 255 turns bytes into `Float`.
#
# ### Normalizing with another mean { #error-statistics }
#
# An order of only coats comes in, and someone normalizes it with its own mean:

# %%
coats = images[val_rows][y_val == 4] / 255
all_coats = torch.full((len(coats),), 4)  # la clase 4 es abrigo // class 4 is coat
with torch.no_grad():
    coats_right = accuracy(model((coats - mean) / sd), all_coats)
    odd = (coats - coats.mean()) / coats.std()
    coats_wrong = accuracy(model(odd), all_coats)
print(f"media de siempre: {coats_right:.3f} // usual mean: {coats_right:.3f}")
print(f"media del pedido: {coats_wrong:.3f} // order's mean: {coats_wrong:.3f}")

# %%
#| tags: [claim]
claim("own-statistics-hurt", coats_right - coats_wrong, at_least=0.01)

# %% [markdown] lang="es"
# Con la misma red, la exactitud cae de {{ coats_right:.1%}} a {{ coats_wrong:.1%}}.
# Normalizar así la prueba es el mismo error.
#
# ### Dibujar lo estandarizado { #error-imshow }
#
# En color, `imshow` recorta lo que queda fuera de 0 a 1. En gris lo imitamos con `vmin` y `vmax`:

# %% [markdown] lang="en"
# Same network, yet accuracy drops from {{ coats_right:.1%}} to {{ coats_wrong:.1%}}.
# Normalizing the test set that way is the same mistake.
#
# ### Drawing what is standardized { #error-imshow }
#
# In color, `imshow` clips what falls outside 0 to 1. In gray we imitate it with `vmin` and `vmax`:

# %%
#| alt:
#|   es: >-
#|     El mismo suéter tres veces: original con matices, estandarizado con casi todo el tejido
#|     quemado en blanco, y recuperado igual que el original.
#|   en: >-
#|     The same pullover three times: original with shades, standardized with nearly all the fabric
#|     burnt to white, and undone, equal to the original.
photo = prepare(images[first[2]])
panels = [images[first[2]] / 255, photo, photo * sd + mean]
titles = ["original", "estandarizada // standardized", "deshecha // undone"]
figure, axes = plt.subplots(1, 3, figsize=(5.4, 2.1))
for ax, title, panel in zip(axes, titles, panels, strict=True):
    ax.imshow(panel, vmin=0, vmax=1)
    ax.set_title(title, fontsize=10)
    ax.axis("off")
plt.show()

# %% [markdown] lang="es"
# ### Nombres desplazados { #error-names }
#
# Las etiquetas empiezan en 0. Una lista desplazada no da error; solo miente:

# %% [markdown] lang="en"
# ### Shifted names { #error-names }
#
# Labels start at 0. A shifted list raises no error; it just lies:

# %%
shifted = [*names[1:], names[0]]
for label in (0, 5, 9):
    print(names[label], "->", shifted[label])

# %% [markdown] lang="es"
# ### Parar mirando la prueba { #error-test }
#
# Imagina 200 redes que responden con un dado de diez caras. Te quedas con la mejor en 500 fotos.
# **Predice:** ¿qué nota saca en ellas, y en fotos nuevas?

# %% [markdown] lang="en"
# ### Stopping by looking at the test set { #error-test }
#
# Imagine 200 networks that answer by rolling a ten-sided die. You keep the best one on 500 photos.
# **Predict:** what score does it get on them, and on new photos?

# %%
rng = torch.Generator().manual_seed(42)
dice = torch.randint(0, 10, (200, len(y_val)), generator=rng)  # (200, 5000)
right = (dice == y_val).float()
best = right[:, :500].mean(dim=1).argmax()
chosen_score = right[best, :500].mean().item()
honest_score = right[best, 500:].mean().item()
print(f"elegida: {chosen_score:.3f} // chosen: {chosen_score:.3f}")
print(f"en fotos nuevas: {honest_score:.3f} // on new photos: {honest_score:.3f}")

# %%
#| tags: [claim]
claim("choosing-inflates-the-score", chosen_score, at_least=0.125)
claim("new-photos-tell-the-truth", honest_score, between=(0.08, 0.12))

# %% [markdown] lang="es"
# El dado elegido saca {{ chosen_score:.1%}} y, en fotos nuevas, {{ honest_score:.1%}}. Elegir infla
# la nota, también al elegir la época.
#
# ### Softmax dos veces { #error-softmax }
#
# `one_hot` pone 1 en la clase correcta y 0 en el resto; por 50, son logits perfectos. Los medimos
# sin softmax y con ella:

# %% [markdown] lang="en"
# The chosen die scores {{ chosen_score:.1%}} and, on new photos, {{ honest_score:.1%}}. Choosing
# inflates the score, also when you choose an epoch.
#
# ### Softmax twice { #error-softmax }
#
# `one_hot` puts 1 at the right class and 0 elsewhere; times 50, those are perfect logits. We
# measure them without a softmax and with one:

# %%
perfect = 50.0 * nn.functional.one_hot(y_val, 10)  # sin dudas // without doubts
clean = cross_entropy(perfect, y_val)
floor = cross_entropy(perfect.softmax(dim=1), y_val)
print(f"sin: {clean:.3f}  con: {floor:.3f} // without: {clean:.3f}  with: {floor:.3f}")

# %%
#| tags: [claim]
claim("softmax-twice-floor", floor.item(), equals=1.4612, abs=1e-3)

# %% [markdown] lang="es"
# `cross_entropy` ya lleva la softmax dentro. Con dos, ni una red perfecta baja de {{ floor:.2f}}.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# `cross_entropy` already has the softmax inside. With two, not even a perfect network gets below
# {{ floor:.2f}}.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · La meta, por tu cuenta { #e1 }
#
# **Meta:** 85 % en la prueba con 20 000 fotos; con todas (`n_train = 55_000`), 87 %. **Tienes:**
# los datos, ya estandarizados.
#
# **Haz:** escribe de memoria el MLP 784-300-100-10, el bucle y la parada temprana de paciencia 5.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The goal, on your own { #e1 }
#
# **Goal:** 85% on the test set with 20,000 photos; with all of them (`n_train = 55_000`), 87%.
# **Given:** the data, already standardized.
#
# **Do:** write from memory the 784-300-100-10 MLP, the loop, and early stopping with patience 5.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Guarda tres cosas: la mejor pérdida de validación, su época y una copia profunda de los pesos.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Keep three things: the best validation loss, its epoch, and a deep copy of the weights.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `if val_loss < best_loss:` guarda; `elif epoch - best_epoch == 5:` sal con `break`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `if val_loss < best_loss:` save; `elif epoch - best_epoch == 5:` leave with `break`.

# %%
#| exercise: E1
#| role: setup
from copy import deepcopy

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from tutorial_lib import Batches, accuracy, load_fashion_mnist
from tutorial_lib import seed_everything, split_indices

n_train = 20_000
seed_everything(1)
images, labels = load_fashion_mnist("train")
rows, val_rows = split_indices(60_000, val_fraction=1 / 12, seed=1)
rows = rows[:n_train]
x_train, y_train = (images[rows] / 255 - 0.286) / 0.353, labels[rows]
x_val, y_val = (images[val_rows] / 255 - 0.286) / 0.353, labels[val_rows]

# %%
#| exercise: E1
#| role: starter
model = ...
best_loss, best_epoch = float("inf"), 0
for epoch in range(1, 41):
    val_loss = ...  # entrena y mide // train and measure
    print(epoch, val_loss)  # guarda o para // save or stop
test_images, y_test = load_fashion_mnist("test")
test_accuracy = ...

# %%
#| exercise: E1
#| role: solution
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
batches = Batches(x_train, y_train, batch_size=128, shuffle=True, seed=1)
best_loss, best_epoch = float("inf"), 0
for epoch in range(1, 41):
    for x_batch, y_batch in batches:
        loss = cross_entropy(model(x_batch), y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        val_loss = cross_entropy(model(x_val), y_val).item()
    if val_loss < best_loss:
        best_loss, best_epoch = val_loss, epoch
        best_weights = deepcopy(model.state_dict())
    elif epoch - best_epoch == 5:
        break
model.load_state_dict(best_weights)
test_images, y_test = load_fashion_mnist("test")
with torch.no_grad():
    test_logits = model((test_images / 255 - 0.286) / 0.353)
test_accuracy = accuracy(test_logits, y_test)
print(f"para en {epoch}, mejor {best_epoch} // stops at {epoch}, best {best_epoch}")
print(f"prueba: {test_accuracy:.4f} // test: {test_accuracy:.4f}")

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check, count_parameters

check(
    "parámetros del modelo // parameters of the model",
    model if model is ... else count_parameters(model),
    equals=266_610,
    hint="""784-300-100-10: tres capas lineales, con sus sesgos //
        784-300-100-10: three linear layers, with their biases""",
)
check(
    "épocas de paciencia // epochs of patience",
    epoch - best_epoch,
    equals=5,
    hint="""sal con break cuando la mejor época quede cinco atrás //
        leave with break when the best epoch is five behind""",
)
with torch.no_grad():
    kept_loss = cross_entropy(model(x_val), y_val).item()
check(
    "pérdida de validación de los pesos devueltos // validation loss of the weights handed back",
    kept_loss,
    equals=best_loss,
    abs=1e-4,
    hint="""guarda una copia profunda de state_dict() y cárgala al final //
        keep a deep copy of state_dict() and load it at the end""",
)
check(
    "exactitud de prueba // test accuracy",
    test_accuracy,
    at_least=0.87 if len(x_train) > 50_000 else 0.85,
    hint="""una fracción, medida una sola vez y con las fotos de prueba estandarizadas //
        a fraction, measured only once and with standardized test photos""",
)

# %%
#| exercise: E1
#| role: wrong
#| message: tres capas lineales // three linear layers
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 10))
epoch, best_epoch, best_loss, test_accuracy = 14, 9, 0.35, 0.86

# %%
#| exercise: E1
#| role: wrong
#| message: sal con break // leave with break
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
# entrenó las cuarenta épocas // trained all forty epochs
epoch, best_epoch, best_loss, test_accuracy = 40, 9, 0.35, 0.86

# %%
#| exercise: E1
#| role: wrong
#| message: guarda una copia profunda // keep a deep copy
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
# anotó la mejor pérdida, no sus pesos // noted the best loss, not its weights
epoch, best_epoch, best_loss, test_accuracy = 14, 9, 0.35, 0.86


# %% [markdown] exercise="E2" lang="es"
# ### E2 · ¿Lotes de 32 o de 256? { #e2 }
#
# **Meta:** saber qué cuesta y qué da un lote pequeño. **Tienes:** `train(batch_size)`, que entrena
# dos épocas con 10 000 fotos y devuelve el modelo.
#
# **Haz:** mide la exactitud de validación y los segundos con 32 y con 256. Guarda en
# `results[batch_size]` esa pareja.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Batches of 32 or of 256? { #e2 }
#
# **Goal:** find out what a small batch costs and gives. **Given:** `train(batch_size)`, which
# trains two epochs on 10,000 photos and returns the model.
#
# **Do:** measure validation accuracy and seconds with 32 and with 256. Keep that pair in
# `results[batch_size]`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `time.perf_counter()` antes y después; la diferencia son los segundos.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `time.perf_counter()` before and after; the difference is the seconds.

# %%
#| exercise: E2
#| role: setup
import time

import torch
from torch.nn.functional import cross_entropy

from tutorial_lib import MLP, Batches, accuracy, load_fashion_mnist
from tutorial_lib import seed_everything, train_epoch

images, labels = load_fashion_mnist("train")
x, y = (images[:15_000] / 255 - 0.286) / 0.353, labels[:15_000]
x_train, y_train = x[:10_000], y[:10_000]
x_val, y_val = x[10_000:], y[10_000:]


def train(batch_size):
    seed_everything(0)
    model = MLP([784, 300, 100, 10])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    batches = Batches(x_train, y_train, batch_size=batch_size, shuffle=True)
    for _ in range(2):
        train_epoch(model, batches, cross_entropy, optimizer)
    return model


# %%
#| exercise: E2
#| role: starter
results = {}
for batch_size in (32, 256):
    model = ...
    results[batch_size] = (..., ...)  # exactitud, segundos // accuracy, seconds

# %%
#| tags: [volatile]
#| exercise: E2
#| role: solution
results = {}
for batch_size in (32, 256):
    start = time.perf_counter()
    model = train(batch_size)
    seconds = time.perf_counter() - start
    score = accuracy(model(x_val), y_val)
    results[batch_size] = (score, seconds)
    print(batch_size, f"{score:.3f}  {seconds:.2f} s")
# con 32 hay ocho veces más pasos por época // with 32 there are eight times the steps per epoch

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check

check(
    "tamaños medidos // sizes measured",
    sorted(results),
    equals=[32, 256],
    hint="una entrada de results por tamaño de lote // one entry of results for each batch size",
)
for batch_size, (score, seconds) in results.items():
    check(
        f"exactitud con {batch_size} // accuracy with {batch_size}",
        score,
        between=(0.7, 0.95),
        hint="""accuracy da una fracción; mídela con x_val, y_val //
            accuracy gives a fraction; measure it on x_val, y_val""",
    )
    check(
        f"segundos con {batch_size} // seconds with {batch_size}",
        seconds,
        at_least=0.01,
        hint="""pon el reloj en marcha antes de llamar a train //
            start the clock before you call train""",
    )

# %%
#| exercise: E2
#| role: wrong
#| message: accuracy da una fracción // accuracy gives a fraction
results = {32: (81.4, 1.9), 256: (78.2, 0.4)}  # en tanto por ciento // in percent

# %%
#| exercise: E2
#| role: wrong
#| message: antes de llamar a train // before you call train
results = {}
for batch_size in (32, 256):
    # el modelo ya estaba entrenado // the model was trained before
    start = time.perf_counter()
    results[batch_size] = (0.8, (time.perf_counter() - start) * 0)


# %% [markdown] exercise="E3" lang="es"
# ### E3 · ¿Hace falta normalizar? { #e3 }
#
# **Meta:** medir en vez de creer. **Tienes:** `val_loss(x, seed)`, que entrena tres épocas con `x`
# y devuelve la pérdida de validación.
#
# **Haz:** compara `images / 255` con su versión estandarizada, con tres semillas cada una.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Do you need to normalize? { #e3 }
#
# **Goal:** measure instead of believing. **Given:** `val_loss(x, seed)`, which trains three epochs
# on `x` and returns the validation loss.
#
# **Do:** compare `images / 255` with its standardized version, three seeds each.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Calcula la media y la desviación solo con las filas que entrenan: `x[:4_000]`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# Compute mean and deviation from the training rows only: `x[:4_000]`.

# %%
#| exercise: E3
#| role: setup
import torch
from torch.nn.functional import cross_entropy

from tutorial_lib import MLP, Batches, load_fashion_mnist
from tutorial_lib import seed_everything, train_epoch

images, labels = load_fashion_mnist("train")
images, labels = images[:6_000], labels[:6_000]


def val_loss(x, seed):
    seed_everything(seed)
    model = MLP([784, 300, 100, 10])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    x_train, y_train = x[:4_000], labels[:4_000]
    batches = Batches(x_train, y_train, batch_size=128, shuffle=True)
    for _ in range(3):
        train_epoch(model, batches, cross_entropy, optimizer)
    with torch.no_grad():
        return cross_entropy(model(x[4_000:]), labels[4_000:]).item()


# %%
#| exercise: E3
#| role: starter
x = images / 255
standardized = ...
for seed in (0, 1, 2):
    print(val_loss(x, seed), ...)

# %%
#| exercise: E3
#| role: solution
x = images / 255
standardized = (x - x[:4_000].mean()) / x[:4_000].std()
for name, data in (("0-1", x), ("estandarizada // standardized", standardized)):
    losses = torch.tensor([val_loss(data, seed) for seed in (0, 1, 2)])
    print(name, f"{losses.mean():.3f} ± {losses.std():.3f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

rows = x[:4_000]
check(
    "media de las filas que entrenan // mean of the training rows",
    standardized if standardized is ... else standardized[:4_000].mean(),
    equals=0,
    abs=1e-4,
    hint="""resta la media de x[:4_000], un solo número //
        subtract the mean of x[:4_000], a single number""",
)
check(
    "desviación de las filas que entrenan // deviation of the training rows",
    standardized[:4_000].std(),
    equals=1,
    abs=1e-3,
    hint="divide entre la desviación de x[:4_000] // divide by the deviation of x[:4_000]",
)
check(
    "desviación de las filas de validación // deviation of the validation rows",
    standardized[4_000:].std(),
    equals=x[4_000:].std() / rows.std(),
    abs=1e-3,
    hint="""usa los mismos dos números con todas las fotos //
        use the same two numbers for every photo""",
)

# %%
#| exercise: E3
#| role: wrong
#| message: la media de x[:4_000], un solo número // the mean of x[:4_000], a single number
x = images / 255
# con todas, también las de validación // with all of them, validation too
standardized = (x - x.mean()) / x.std()

# %%
#| exercise: E3
#| role: wrong
#| message: divide entre la desviación // divide by the deviation
x = images / 255
standardized = x - x[:4_000].mean()

# %%
#| exercise: E3
#| role: wrong
#| message: los mismos dos números con todas // the same two numbers for every
x = images / 255
parts = [(part - part.mean()) / part.std() for part in (x[:4_000], x[4_000:])]
standardized = torch.cat(parts)  # cada parte con los suyos // each part with its own


# %% [markdown] exercise="E4" lang="es"
# ### E4 · Los nueve peores de una clase { #e4 }
#
# **Meta:** buscar fallos clase por clase. **Tienes:** los logits de una red rápida y las etiquetas.
#
# **Haz:** escribe `worst(logits, y, true_class)`: los índices de los nueve ejemplos de esa clase
# que la red nombró mal con más confianza, de mayor a menor.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · The nine worst of one class { #e4 }
#
# **Goal:** look for mistakes class by class. **Given:** the logits of a quick network and the
# labels.
#
# **Do:** write `worst(logits, y, true_class)`: the indices of the nine examples of that class that
# the network misnamed with the most confidence, highest first.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Junta dos condiciones con `&`: la etiqueta es `true_class` y la respuesta es otra.

# %% [markdown] exercise="E4" lang="en" role="hint"
# Join two conditions with `&`: the label is `true_class` and the answer is another.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `nonzero().squeeze(1)` da los índices; `argsort(descending=True)[:9]` los ordena y corta.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `nonzero().squeeze(1)` gives the indices; `argsort(descending=True)[:9]` sorts and cuts them.

# %%
#| exercise: E4
#| role: setup
import torch
from torch.nn.functional import cross_entropy

from tutorial_lib import MLP, Batches, fashion_classes, load_fashion_mnist
from tutorial_lib import plots, seed_everything, train_epoch

seed_everything(0)
images, labels = load_fashion_mnist("train")
x, y = (images[:9_000] / 255 - 0.286) / 0.353, labels[:9_000]
model = MLP([784, 300, 100, 10])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
batches = Batches(x[:6_000], y[:6_000], batch_size=64, shuffle=True)
for _ in range(2):
    train_epoch(model, batches, cross_entropy, optimizer)
val_images, y = images[6_000:9_000], y[6_000:]
with torch.no_grad():
    logits = model(x[6_000:])


# %%
#| exercise: E4
#| role: starter
def worst(logits, y, true_class):
    wrong = ...
    return wrong


print(worst(logits, y, 6))


# %%
#| exercise: E4
#| role: solution
#| alt:
#|   es: Nueve camisas a las que la red rápida dio otro nombre con mucha confianza; debajo de cada
#|     una, su respuesta.
#|   en: Nine shirts that the quick network gave another name with high confidence; with each, its
#|     answer.
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = ((y == true_class) & (answer != y)).nonzero().squeeze(1)
    return wrong[confidence[wrong].argsort(descending=True)[:9]]


rows = worst(logits, y, 6)
names = fashion_classes()
answers = [names[answer] for answer in logits[rows].argmax(dim=1)]
print(rows.tolist())
plots.plot_images(val_images[rows], answers, columns=9)

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check

rows = worst(logits, y, 6)
confidence, answer = logits.softmax(dim=1).max(dim=1)
misnamed = (y == 6) & (answer != y)
check(
    "cuántos índices // how many indices",
    rows if rows is ... else len(rows),
    equals=9,
    hint="corta la lista con [:9] // cut the list with [:9]",
)
check(
    "clase verdadera de cada una // true class of each one",
    y[rows],
    equals=[6] * 9,
    hint="quédate con las que cumplen y == true_class // keep those with y == true_class",
)
check(
    "la red las nombró mal // the network misnamed them",
    (answer[rows] != 6).all(),
    equals=True,
    hint="añade la condición answer != y // add the condition answer != y",
)
check(
    "confianzas, de mayor a menor // confidences, highest first",
    confidence[rows],
    equals=confidence[misnamed].sort(descending=True).values[:9],
    abs=1e-6,
    hint="""ordena con argsort(descending=True) antes de cortar //
        sort with argsort(descending=True) before you cut""",
)


# %%
#| exercise: E4
#| role: wrong
#| message: las que cumplen y == true_class // those with y == true_class
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = (answer != y).nonzero().squeeze(1)  # de todas las clases // of every class
    return wrong[confidence[wrong].argsort(descending=True)[:9]]


# %%
#| exercise: E4
#| role: wrong
#| message: antes de cortar // before you cut
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = ((y == true_class) & (answer != y)).nonzero().squeeze(1)
    return wrong[confidence[wrong].argsort()[:9]]  # los menos seguros // the least confident


# %% [markdown] exercise="E5" lang="es"
# ### E5 · Una foto, de principio a fin { #e5 }
#
# **Meta:** usar la red. **Tienes:** una red rápida y una foto de bytes `(28, 28)`.
#
# **Haz:** escribe `predict(image)`: devuelve el nombre de la prenda y su probabilidad.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · One photo, end to end { #e5 }
#
# **Goal:** use the network. **Given:** a quick network and a photo of bytes `(28, 28)`.
#
# **Do:** write `predict(image)`: it returns the name of the garment and its probability.

# %% [markdown] exercise="E5" lang="es" role="hint"
# La red espera lotes: `image[None]` tiene forma `(1, 28, 28)`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# The network expects batches: `image[None]` has shape `(1, 28, 28)`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Prepara la foto igual que las de entrenamiento y aplica `softmax(dim=1)` a los logits.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Prepare the photo just like the training ones, and apply `softmax(dim=1)` to the logits.

# %%
#| exercise: E5
#| role: setup
import torch
from torch.nn.functional import cross_entropy

from tutorial_lib import MLP, Batches, fashion_classes, load_fashion_mnist
from tutorial_lib import seed_everything, train_epoch

seed_everything(0)
images, labels = load_fashion_mnist("train")
x = (images[:6_000] / 255 - 0.286) / 0.353
model = MLP([784, 300, 100, 10])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
batches = Batches(x, labels[:6_000], batch_size=64, shuffle=True)
for _ in range(2):
    train_epoch(model, batches, cross_entropy, optimizer)
image = images[-1]


# %%
#| exercise: E5
#| role: starter
def predict(image):
    logits = ...
    return ..., ...


print(predict(image))


# %%
#| exercise: E5
#| role: solution
def predict(image):
    with torch.no_grad():
        logits = model((image[None] / 255 - 0.286) / 0.353)  # (1, 10)
    probability, answer = logits.softmax(dim=1).max(dim=1)
    return fashion_classes()[answer.item()], probability.item()


name, probability = predict(image)
truth = fashion_classes()[labels[-1]]
print(f"{name}, {probability:.3f} (es {truth}) // {name}, {probability:.3f} (is {truth})")

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check

name, probability = predict(image)
with torch.no_grad():
    expected = model((image[None] / 255 - 0.286) / 0.353).softmax(dim=1)[0]
check(
    "nombre de la prenda // name of the garment",
    name,
    equals=fashion_classes()[expected.argmax()],
    hint="""la foto se prepara como las de entrenamiento, y el nombre sale de fashion_classes() //
        the photo is prepared like the training ones, and the name comes from fashion_classes()""",
)
check(
    "probabilidad // probability",
    probability,
    equals=expected.max(),
    abs=1e-4,
    hint="""softmax(dim=1) reparte entre las diez clases //
        softmax(dim=1) shares out among the ten classes""",
)


# %%
#| exercise: E5
#| role: wrong
#| message: sale de fashion_classes() // comes from fashion_classes()
def predict(image):
    with torch.no_grad():
        logits = model((image[None] / 255 - 0.286) / 0.353)
    probability, answer = logits.softmax(dim=1).max(dim=1)
    return answer.item(), probability.item()  # el número, no el nombre // the number, not the name


# %%
#| exercise: E5
#| role: wrong
#| message: reparte entre las diez clases // shares out among the ten classes
def predict(image):
    with torch.no_grad():
        logits = model((image[None] / 255 - 0.286) / 0.353)
    score, answer = logits.max(dim=1)  # un logit no es una probabilidad // no probability yet
    return fashion_classes()[answer.item()], score.item()


# %% [markdown] lang="es"
# ## Resumen { #summary }
#
# - Un proyecto empieza con una meta, un modelo de referencia y tres grupos separados de fotos.
# - La media y la desviación salen del entrenamiento y acompañan al modelo.
# - El bucle: predecir, medir la pérdida, calcular gradientes, dar un paso.
# - La parada temprana vigila la validación y devuelve los mejores pesos.
# - La prueba se usa una vez; después, la matriz de confusión dice qué mejorar.

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - A project starts with a goal, a baseline, and three separate groups of photos.
# - Mean and deviation come from training and travel with the model.
# - The loop: predict, measure the loss, compute gradients, take a step.
# - Early stopping watches validation and hands back the best weights.
# - The test set is used once; then the confusion matrix says what to improve.

# %% [markdown] lang="es"
# ## Para profundizar { #further }
#
# - [Xiao, Rasul y Vollgraf (2017)](https://arxiv.org/abs/1708.07747): por qué nació Fashion-MNIST.
# - [Kingma y Ba (2014)](https://arxiv.org/abs/1412.6980): el optimizador Adam.
# -
#   [`CrossEntropyLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html):
#   la documentación oficial.

# %% [markdown] lang="en"
# ## Going further { #further }
#
# - [Xiao, Rasul, and Vollgraf (2017)](https://arxiv.org/abs/1708.07747): why Fashion-MNIST exists.
# - [Kingma and Ba (2014)](https://arxiv.org/abs/1412.6980): the Adam optimizer.
# -
#   [`CrossEntropyLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html):
#   the official documentation.
