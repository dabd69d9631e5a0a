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
# **Meta:** 85 % en la prueba con 20 000 fotos; con todas (`n_train = 55_000`), 87 %.
#
# **Tienes:** los datos de entrenamiento y de validación, ya estandarizados con 0.286 y 0.353.
#
# **Haz:** escribe de memoria el MLP 784-300-100-10, que llamas `model`, el bucle y la parada
# temprana de paciencia 5: el bucle termina cuando pasan cinco épocas sin que baje la pérdida de
# validación. Al final `epoch` es la última época que entrenaste y `best_epoch` la mejor; `model`
# tiene los pesos de esa época, y `best_loss` es la pérdida de validación que dan. Después prepara
# las fotos de prueba como las demás, y guarda en `test_accuracy` la fracción de aciertos.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The goal, on your own { #e1 }
#
# **Goal:** 85% on the test set with 20,000 photos; with all of them (`n_train = 55_000`), 87%.
#
# **You have:** the training and validation data, already standardized with 0.286 and 0.353.
#
# **Do:** write from memory the 784-300-100-10 MLP, which you call `model`, the loop, and early
# stopping with patience 5: the loop ends when five epochs have gone by and the validation loss has
# not gone down. In the end `epoch` is the last epoch you trained and `best_epoch` the best one;
# `model` has the weights of that epoch, and `best_loss` is the validation loss that they give. Then
# prepare the test photos like the others, and keep the fraction of hits in `test_accuracy`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La parada temprana recuerda tres cosas: la mejor pérdida de validación, su época y una copia de
# los pesos que no siga cambiando.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Early stopping remembers three things: the best validation loss, its epoch, and a copy of the
# weights that does not go on changing.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `deepcopy(model.state_dict())` copia los pesos y `load_state_dict` los devuelve. Si la pérdida no
# baja, mira si `epoch - best_epoch` ya llegó a la paciencia, y sal con `break`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `deepcopy(model.state_dict())` copies the weights and `load_state_dict` hands them back. If the
# loss does not go down, see whether `epoch - best_epoch` has reached the patience, and leave with
# `break`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Empieza con `model = nn.Sequential(nn.Flatten(), nn.Linear(784, 300), nn.ReLU(),` y sigue con las
# otras dos capas.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Start with `model = nn.Sequential(nn.Flatten(), nn.Linear(784, 300), nn.ReLU(),` and go on with
# the other two layers.

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

# epoch y best_epoch se creen; lo demás se mide // epoch and best_epoch are taken on trust
check(
    "parámetros del modelo // parameters of the model",
    lambda: count_parameters(model),
    equals=sum(
        inputs * outputs + outputs for inputs, outputs in ((784, 300), (300, 100), (100, 10))
    ),
    hint="""784-300-100-10: tres capas lineales, con sus sesgos //
        784-300-100-10: three linear layers, with their biases""",
)
check(
    "épocas de paciencia // epochs of patience",
    epoch - best_epoch,
    equals=5,
    hint="""el bucle se deja en cuanto la mejor época queda tan atrás como la paciencia //
        leave the loop as soon as the best epoch is as far behind as the patience""",
)
test_images, y_test = load_fashion_mnist("test")
with torch.no_grad():
    kept_loss = cross_entropy(model(x_val), y_val)
    hits = model((test_images / 255 - 0.286) / 0.353).argmax(dim=1) == y_test
check(
    "best_loss, con los pesos que tiene model // best_loss, with the weights that model has",
    best_loss,
    equals=kept_loss,
    abs=1e-4,
    hint="""guarda los pesos de la mejor época en una copia profunda y cárgalos al final //
        keep the weights of the best epoch in a deep copy and load them at the end""",
)
check(
    "exactitud que se mide aquí // accuracy as measured here",
    hits.float().mean(),
    at_least=0.87 if len(x_train) > 50_000 else 0.85,
    hint="""si la red no llega, mira si el bucle da sus pasos con todos los lotes //
        if the network falls short, see whether the loop takes its steps with every batch""",
)
check(
    "test_accuracy",
    test_accuracy,
    equals=hits.float().mean(),
    abs=1e-3,
    hint="""una fracción, con las fotos de prueba preparadas como las de entrenamiento //
        a fraction, with the test photos prepared like the training ones""",
)

# %%
#| exercise: E1
#| role: right
from tutorial_lib import MLP, train_epoch

model = MLP([784, 300, 100, 10])
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
batches = Batches(x_train, y_train, batch_size=256, shuffle=True, seed=2)
epoch, best_epoch, best_loss = 0, 0, float("inf")
while epoch - best_epoch < 5:
    epoch += 1
    train_epoch(model, batches, cross_entropy, optimizer)
    with torch.inference_mode():
        loss = cross_entropy(model(x_val), y_val).item()
    if loss < best_loss:
        best_loss, best_epoch = loss, epoch
        kept = {name: weight.clone() for name, weight in model.state_dict().items()}
model.load_state_dict(kept)
test_images, y_test = load_fashion_mnist("test")
test_accuracy = accuracy(model((test_images / 255 - 0.286) / 0.353), y_test)


# %%
#| exercise: E1
#| role: right
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(784, 300), nn.Linear(300, 100)
        self.last = nn.Linear(100, 10)

    def forward(self, x):
        x = self.first(x.flatten(start_dim=1)).relu()
        return self.last(self.second(x).relu())


model, best_loss, bad = Net(), torch.tensor(100.0), 0
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
batches = Batches(x_train, y_train, batch_size=250, shuffle=True, seed=3)
for epoch in range(60):  # desde cero // from zero
    for x_batch, y_batch in batches:
        optimizer.zero_grad()
        cross_entropy(model(x_batch), y_batch).backward()
        optimizer.step()
    with torch.no_grad():
        loss = cross_entropy(model(x_val), y_val)
    bad += 1
    if loss < best_loss:
        best_loss, best_epoch, best, bad = loss, epoch, deepcopy(model), 0
    if bad == 5:
        break
model = best
test_images, y_test = load_fashion_mnist("test")
guess = model((test_images / 255 - 0.286) / 0.353).argmax(dim=1)
test_accuracy = (guess == y_test).float().mean()

# %%
#| exercise: E1
#| role: wrong
#| message: tres capas lineales // three linear layers
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 10))
epoch, best_epoch, best_loss, test_accuracy = 14, 9, 0.35, 0.86

# %%
#| exercise: E1
#| role: wrong
#| message: tan atrás como la paciencia // as far behind as the patience
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
# entrenó las cuarenta épocas // trained all forty epochs
epoch, best_epoch, best_loss, test_accuracy = 40, 9, 0.35, 0.86

# %%
#| exercise: E1
#| role: wrong
#| message: en una copia profunda // in a deep copy
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
# anotó la mejor pérdida, no sus pesos // noted the best loss, not its weights
epoch, best_epoch, best_loss, test_accuracy = 14, 9, 0.35, 0.86

# %%
#| exercise: E1
#| role: wrong
#| message: mira si el bucle da sus pasos // see whether the loop takes its steps
hidden = [nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU()]
model = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(100, 10))
with torch.no_grad():  # sin entrenar // not trained
    best_loss = cross_entropy(model(x_val), y_val).item()
epoch, best_epoch, test_accuracy = 6, 1, 0.86


# %% [markdown] exercise="E2" lang="es"
# ### E2 · ¿Lotes de 32 o de 256? { #e2 }
#
# **Meta:** saber qué cuesta y qué da un lote pequeño.
#
# **Tienes:** `train(batch_size)`, que entrena dos épocas con 10 000 fotos y devuelve el modelo, y
# 5000 fotos de validación, `x_val` y `y_val`.
#
# **Haz:** escribe `measure(batch_size)`: entrena con ese tamaño de lote y devuelve dos números, la
# exactitud de validación, como fracción y sin redondear, y los segundos que tardó el entrenamiento.
# Mide después con 32 y con 256, y decide cuál conviene.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Batches of 32 or of 256? { #e2 }
#
# **Goal:** find out what a small batch costs and gives.
#
# **You have:** `train(batch_size)`, which trains two epochs on 10,000 photos and returns the model,
# and 5000 validation photos, `x_val` and `y_val`.
#
# **Do:** write `measure(batch_size)`: it trains with that batch size and returns two numbers, the
# validation accuracy, as a fraction and not rounded, and the seconds that training took. Then
# measure with 32 and with 256, and decide which one is better.

# %% [markdown] exercise="E2" lang="es" role="hint"
# El reloj se mira dos veces, justo antes y justo después de lo que quieres medir; los segundos son
# la diferencia.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Look at the clock twice, right before and right after what you want to measure; the seconds are
# the difference.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `time.perf_counter()` da la hora en segundos, y `accuracy(logits, targets)` la fracción de
# aciertos.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `time.perf_counter()` gives the time in seconds, and `accuracy(logits, targets)` the fraction of
# hits.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea de la función es `start = time.perf_counter()`, y la segunda llama a `train`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line of the function is `start = time.perf_counter()`, and the second one calls
# `train`.

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

trained = {}  # el último modelo de cada tamaño // the last model of each size
# el primer optimizador tarda más: que no lo pague un tamaño // the first optimizer takes longer
torch.optim.Adam([torch.zeros(1, requires_grad=True)])


def train(batch_size):
    seed_everything(0)
    model = MLP([784, 300, 100, 10])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    batches = Batches(x_train, y_train, batch_size=batch_size, shuffle=True)
    for _ in range(2):
        train_epoch(model, batches, cross_entropy, optimizer)
    trained[batch_size] = model
    return model


# %%
#| exercise: E2
#| role: starter
def measure(batch_size):
    model = ...
    return ..., ...  # exactitud, segundos // accuracy, seconds


for batch_size in (32, 256):
    print(batch_size, measure(batch_size))


# %%
#| tags: [volatile]
#| exercise: E2
#| role: solution
def measure(batch_size):
    start = time.perf_counter()
    model = train(batch_size)
    seconds = time.perf_counter() - start
    score = accuracy(model(x_val), y_val)
    return score, seconds


for batch_size in (32, 256):
    score, seconds = measure(batch_size)
    print(batch_size, f"{score:.3f}  {seconds:.2f} s")
# con 32 hay ocho veces más pasos por época // with 32 there are eight times the steps per epoch

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check

for batch_size in (500, 1000):  # otros tamaños, y rápidos // other sizes, and quick
    start = time.perf_counter()
    measured = measure(batch_size)
    elapsed = time.perf_counter() - start
    check(
        f"cuántos números da measure({batch_size}) // how many numbers measure({batch_size}) gives",
        measured if measured is None or measured is ... else len(measured),
        equals=2,
        hint="la exactitud y los segundos, en ese orden // the accuracy and the seconds, in order",
    )
    score, seconds = measured
    check(
        f"tamaños de lote usados para {batch_size} // batch sizes used for {batch_size}",
        [*trained],
        equals=[batch_size],
        hint="""entrena una vez, con el tamaño que recibe la función //
            train once, with the size that the function gets""",
    )
    with torch.no_grad():
        hits = trained.pop(batch_size)(x_val).argmax(dim=1) == y_val
    check(
        f"exactitud con {batch_size} // accuracy with {batch_size}",
        score,
        equals=hits.double().mean(),
        abs=2e-4,
        hint="""una fracción de las fotos de validación, con el modelo de ese tamaño de lote //
            a fraction of the validation photos, with the model of that batch size""",
    )
    check(
        f"segundos con {batch_size} // seconds with {batch_size}",
        seconds,
        between=(elapsed / 10, elapsed),
        hint="""el reloj se mira antes y después de train, y da segundos //
            look at the clock before and after train; it gives seconds""",
    )


# %%
#| exercise: E2
#| role: right
def measure(n):
    before = time.time()
    model = train(batch_size=n)
    after = time.time()
    with torch.no_grad():
        guess = model(x_val).argmax(dim=1)
    return [(guess == y_val).float().mean(), after - before]


# %%
#| exercise: E2
#| role: right
def measure(batch_size):
    start = time.monotonic()
    score = accuracy(
        train(batch_size)(x_val), y_val
    )  # también cuenta medir // measuring counts too
    return score, time.monotonic() - start


# %%
#| exercise: E2
#| role: wrong
#| message: una fracción de las fotos de validación // a fraction of the validation photos
def measure(batch_size):
    start = time.perf_counter()
    model = train(batch_size)
    return accuracy(model(x_train), y_train), time.perf_counter() - start


# %%
#| exercise: E2
#| role: wrong
#| message: antes y después de train // before and after train
def measure(batch_size):
    model = train(batch_size)
    start = time.perf_counter()  # el modelo ya está entrenado // the model is trained already
    return accuracy(model(x_val), y_val), (time.perf_counter() - start) / 100


# %%
#| exercise: E2
#| role: wrong
#| message: y da segundos // it gives seconds
def measure(batch_size):
    start = time.perf_counter()
    model = train(batch_size)
    return accuracy(model(x_val), y_val), 1000 * (time.perf_counter() - start)


# %%
#| exercise: E2
#| role: wrong
#| message: con el tamaño que recibe la función // with the size that the function gets
def measure(batch_size):
    return {32: (0.84, 2.1), 256: (0.81, 0.5)}.get(batch_size, (0.8, 0.1))


# %% [markdown] exercise="E3" lang="es"
# ### E3 · ¿Hace falta normalizar? { #e3 }
#
# **Meta:** medir en vez de creer.
#
# **Tienes:** 6000 fotos en `images`, y `val_loss(x, seed)`, que entrena tres épocas con las
# primeras 4000 de `x` y devuelve la pérdida de validación con las demás.
#
# **Haz:** guarda en `x` las fotos entre 0 y 1, `images / 255`, y en `standardized` esas mismas 6000
# fotos estandarizadas: se resta una media y se divide entre una desviación, dos números que se
# miden solo en las fotos que entrenan y valen para todas. Después compara las dos versiones con
# `val_loss` y tres semillas cada una.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Do you need to normalize? { #e3 }
#
# **Goal:** measure instead of believing.
#
# **You have:** 6000 photos in `images`, and `val_loss(x, seed)`, which trains three epochs on the
# first 4000 of `x` and returns the validation loss on the others.
#
# **Do:** keep in `x` the photos between 0 and 1, `images / 255`, and in `standardized` the same
# 6000 photos standardized: subtract one mean and divide by one standard deviation, two numbers that
# are measured only on the photos that train and serve for all of them. Then compare the two
# versions with `val_loss`, three seeds each.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Si la media sale también de las fotos de validación, el examen se filtra en el entrenamiento.

# %% [markdown] exercise="E3" lang="en" role="hint"
# If the mean also comes from the validation photos, the exam leaks into training.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Las filas que entrenan son `x[:4_000]`; sin `dim`, `mean` y `std` dan un solo número cada una.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The rows that train are `x[:4_000]`; without `dim`, `mean` and `std` give a single number each.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Puedes empezar por `mu, sigma = x[:4_000].mean(), x[:4_000].std()`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# You can start with `mu, sigma = x[:4_000].mean(), x[:4_000].std()`.

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
mu, sigma = x[:4_000].mean(), x[:4_000].std()
standardized = (x - mu) / sigma
for name, data in (("0-1", x), ("estandarizada // standardized", standardized)):
    losses = torch.tensor([val_loss(data, seed) for seed in (0, 1, 2)])
    print(name, f"{losses.mean():.3f} ± {losses.std():.3f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

photos = images.float() / 255
check(
    "mínimo, máximo y media de x // minimum, maximum and mean of x",
    lambda: [x.min(), x.max(), x.float().mean()],
    equals=[photos.min(), photos.max(), photos.mean()],
    hint="""x guarda las fotos entre 0 y 1; la otra versión lleva otro nombre //
        x keeps the photos between 0 and 1; the other version has another name""",
)
check(
    "cuántos números hay en standardized // how many numbers are in standardized",
    lambda: torch.as_tensor(standardized).numel(),
    equals=photos.numel(),
    hint="se estandarizan las 6000 fotos // all 6000 photos are standardized",
)
numbers = torch.as_tensor(standardized).float().reshape(photos.shape)
check(
    "media de las filas que entrenan // mean of the training rows",
    numbers[:4_000].mean(),
    equals=0,
    abs=0.01,
    hint="""antes de dividir, ¿qué se resta, y de qué filas sale? //
        before the division, what is subtracted, and which rows does it come from?""",
)
check(
    "desviación de las filas que entrenan // standard deviation of the training rows",
    numbers[:4_000].std(),
    equals=1,
    abs=0.01,
    hint="""después de restar, divide entre la desviación, no entre otra medida //
        after subtracting, divide by the standard deviation, not by another measure""",
)
check(
    "lo más claro queda por encima de lo más oscuro // the brightest comes out above the darkest",
    bool(numbers.flatten()[photos.argmax()] > numbers.flatten()[photos.argmin()]),
    equals=True,
    hint="""la media se resta a la foto, y no al revés //
        subtract the mean from the photo, not the photo from the mean""",
)
rows = photos[:4_000]
mean, std = rows.mean().item(), rows.std().item()
scales = (
    (mean, std),
    (round(mean, 3), round(std, 3)),
    (0.286, 0.353),
)  # o la página // or the page
check(
    "distancia a lo que se pide // distance from what is asked for",
    min((numbers[::40] - (photos[::40] - m) / s).abs().max().item() for m, s in scales),
    at_most=5e-4,
    hint="""dos números para todas las fotos, medidos en las que entrenan y en ninguna más //
        two numbers for all the photos, measured on those that train and on no others""",
)

# %%
#| exercise: E3
#| role: right
x = images / 255
standardized = (x - 0.286) / 0.353  # las de la página // those of the page

# %%
#| exercise: E3
#| role: right
x = images.double().flatten(start_dim=1) / 255
std, mean = torch.std_mean(x[:4_000])
standardized = x.sub(mean).div(std)

# %%
#| exercise: E3
#| role: wrong
#| message: en las que entrenan y en ninguna más // on those that train and on no others
x = images / 255
# con todas, también las de validación // with all of them, validation too
standardized = (x - x.mean()) / x.std()

# %%
#| exercise: E3
#| role: wrong
#| message: divide entre la desviación // divide by the standard deviation
x = images / 255
standardized = x - x[:4_000].mean()

# %%
#| exercise: E3
#| role: wrong
#| message: dos números para todas las fotos // two numbers for all the photos
x = images / 255
parts = [(part - part.mean()) / part.std() for part in (x[:4_000], x[4_000:])]
standardized = torch.cat(parts)  # cada parte con los suyos // each part with its own

# %%
#| exercise: E3
#| role: wrong
#| message: la otra versión lleva otro nombre // the other version has another name
x = images / 255
x = (x - x[:4_000].mean()) / x[:4_000].std()
standardized = x  # ya no hay con qué comparar // nothing is left to compare with

# %%
#| exercise: E3
#| role: wrong
#| message: la media se resta a la foto // subtract the mean from the photo
x = images / 255
standardized = (x[:4_000].mean() - x) / x[:4_000].std()


# %% [markdown] exercise="E4" lang="es"
# ### E4 · Los nueve peores de una clase { #e4 }
#
# **Meta:** buscar errores clase por clase.
#
# **Tienes:** los logits de una red rápida, `logits`, y las etiquetas, `y`.
#
# **Haz:** escribe `worst(logits, y, true_class)`, que devuelve los índices (las filas de `logits`)
# de los nueve ejemplos de esa clase que la red nombró mal con más confianza, de mayor a menor. La
# confianza es la probabilidad, según la softmax, del nombre que dio. La función no cambia lo que
# recibe.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · The nine worst of one class { #e4 }
#
# **Goal:** look for mistakes class by class.
#
# **You have:** the logits of a quick network, `logits`, and the labels, `y`.
#
# **Do:** write `worst(logits, y, true_class)`, which returns the indices (the rows of `logits`) of
# the nine examples of that class that the network misnamed with the most confidence, highest first.
# Confidence is the probability, by the softmax, of the name it gave. The function leaves what it
# gets as it was.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Un ejemplo cuenta si cumple dos condiciones a la vez: la etiqueta es `true_class` y la respuesta
# es otra. Entre los que cuentan, se ordena por confianza y después se corta.

# %% [markdown] exercise="E4" lang="en" role="hint"
# An example counts if it meets two conditions at once: the label is `true_class` and the answer is
# another. Sort those that count by confidence, and cut afterwards.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `&` junta dos condiciones y `nonzero().squeeze(1)` da los índices; `argsort(descending=True)` los
# ordena.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `&` joins two conditions and `nonzero().squeeze(1)` gives the indices; `argsort(descending=True)`
# sorts them.

# %% [markdown] exercise="E4" lang="es" role="hint"
# La primera línea puede ser `confidence, answer = logits.softmax(dim=1).max(dim=1)`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The first line can be `confidence, answer = logits.softmax(dim=1).max(dim=1)`.

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
from tutorial_lib import check, check_function


def found():
    rows = worst(logits.clone(), y.clone(), 6)
    return rows if rows is None or rows is ... else [*torch.as_tensor(rows).shape]


check(
    "forma de lo que devuelve worst // shape of what worst returns",
    found,
    equals=[9],
    hint="nueve índices, uno detrás de otro // nine indices, one after another",
)
rows = torch.as_tensor(worst(logits.clone(), y.clone(), 6))
check(
    "de otra clase // of another class",
    lambda: (y[rows] != 6).sum(),
    equals=0,
    hint="""¿son índices de logits, y de los que tienen esa etiqueta? //
        are they indices into logits, and of those with that label?""",
)
check(
    "bien nombrados // named correctly",
    (logits[rows].argmax(dim=1) == 6).sum(),
    equals=0,
    hint="falta una condición: la respuesta es otra // a condition is missing: another answer",
)


def by_hand(logits, y, true_class):
    confidence = {
        row: max(scores.exp() / scores.exp().sum())
        for row, scores in enumerate(logits)
        if y[row] == true_class and scores.argmax() != true_class
    }
    return sorted(confidence, key=confidence.get, reverse=True)[:9]


def invented(n, seed):
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(n, 10, generator=generator) + torch.arange(n)[:, None] % 4
    return logits, torch.randint(0, 10, (n,), generator=generator)


check_function(
    "con otros logits // with other logits",
    worst,
    equals=by_hand,
    inputs=[(*invented(240, 0), 6), (*invented(300, 1), 2)],
    hint="""primero se ordena por la probabilidad de la respuesta, y después se corta //
        first sort by the probability of the answer, then cut""",
)


# %%
#| exercise: E4
#| role: right
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    rows = [row for row in range(len(y)) if y[row] == true_class and answer[row] != true_class]
    return tuple(sorted(rows, key=lambda row: confidence[row].item(), reverse=True)[:9])


# %%
#| exercise: E4
#| role: right
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    counts = (y == true_class) & (answer != true_class)
    return torch.where(counts, confidence, torch.tensor(-1.0)).topk(9).indices


# %%
#| exercise: E4
#| role: wrong
#| message: de los que tienen esa etiqueta // of those with that label
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = (answer != y).nonzero().squeeze(1)  # de todas las clases // of every class
    return wrong[confidence[wrong].argsort(descending=True)[:9]]


# %%
#| exercise: E4
#| role: wrong
#| message: y después se corta // then cut
def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = ((y == true_class) & (answer != y)).nonzero().squeeze(1)
    return wrong[confidence[wrong].argsort()[:9]]  # los menos seguros // the least confident


# %%
#| exercise: E4
#| role: wrong
#| message: por la probabilidad de la respuesta // by the probability of the answer
def worst(logits, y, true_class):
    confidence, answer = logits.max(dim=1)  # logits, no probabilidades // logits, no probabilities
    wrong = ((y == true_class) & (answer != y)).nonzero().squeeze(1)
    return wrong[confidence[wrong].argsort(descending=True)[:9]]


# %% [markdown] exercise="E5" lang="es"
# ### E5 · Una foto, de principio a fin { #e5 }
#
# **Meta:** usar la red.
#
# **Tienes:** una red rápida, `model`, que se entrenó con fotos preparadas con `/ 255`, 0.286 y
# 0.353, y una foto de bytes, `image`, de forma `(28, 28)`.
#
# **Haz:** escribe `predict(image)`, que devuelve dos cosas, en este orden: el nombre de la prenda,
# tal como está en `fashion_classes()`, y la probabilidad que la red le da, entre 0 y 1. Ha de
# servir para cualquier foto, y no la cambia.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · One photo, end to end { #e5 }
#
# **Goal:** use the network.
#
# **You have:** a quick network, `model`, trained on photos prepared with `/ 255`, 0.286 and 0.353,
# and a photo of bytes, `image`, of shape `(28, 28)`.
#
# **Do:** write `predict(image)`, which returns two things, in this order: the name of the garment,
# as it stands in `fashion_classes()`, and the probability that the network gives it, between 0
# and 1. It must work for any photo, and leave it as it was.

# %% [markdown] exercise="E5" lang="es" role="hint"
# La red espera un lote de fotos, preparadas igual que las del entrenamiento. Una foto sola es un
# lote de una.

# %% [markdown] exercise="E5" lang="en" role="hint"
# The network expects a batch of photos, prepared just like the training ones. A single photo is a
# batch of one.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `image[None]` tiene forma `(1, 28, 28)`, y `softmax(dim=1)` convierte los logits en
# probabilidades.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `image[None]` has shape `(1, 28, 28)`, and `softmax(dim=1)` turns logits into probabilities.

# %% [markdown] exercise="E5" lang="es" role="hint"
# La primera línea puede ser `logits = model((image[None] / 255 - 0.286) / 0.353)`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# The first line can be `logits = model((image[None] / 255 - 0.286) / 0.353)`.

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
from tutorial_lib import check, check_function


def returned():
    made = predict(image.clone())
    return made if made is None or made is ... else len(made)


check(
    "cuántas cosas devuelve predict // how many things predict returns",
    returned,
    equals=2,
    hint="el nombre y su probabilidad // the name and its probability",
)
others = images[[20_007, 20_009, 20_012, 20_023]]
with torch.no_grad():
    scores = model((others / 255 - 0.286) / 0.353).exp()
probabilities = scores / scores.sum(dim=1, keepdim=True)
names = [fashion_classes()[best] for best in probabilities.argmax(dim=1)]
check_function(
    "nombre de la prenda, con otras fotos // name of the garment, with other photos",
    lambda image: predict(image)[0],
    equals=names,
    inputs=[(photo,) for photo in others],
    hint="""la foto que recibe, preparada como las de entrenamiento; el nombre es un texto //
        the photo that it gets, prepared like the training ones; the name is a text""",
)
check_function(
    "probabilidad, con otras fotos // probability, with other photos",
    lambda image: predict(image)[1],
    equals=probabilities.max(dim=1).values.tolist(),
    inputs=[(photo,) for photo in others],
    abs=2e-4,
    hint="""softmax reparte un total de 1 entre las diez clases de una foto //
        softmax shares out a total of 1 among the ten classes of one photo""",
)


# %%
#| exercise: E5
#| role: right
def predict(photo):
    shares = model((photo.unsqueeze(0) / 255 - 0.286) / 0.353).softmax(dim=1)[0]
    return [fashion_classes()[shares.argmax()], shares.max()]


# %%
#| exercise: E5
#| role: right
MEAN, STD = 0.286, 0.353
NAMES = fashion_classes()


def prepare(photo):
    return ((photo.float() / 255 - MEAN) / STD).reshape(1, 28, 28)


def predict(image):
    model.eval()
    with torch.inference_mode():
        powers = model(prepare(image))[0].exp().numpy()
    best = int(powers.argmax())
    return NAMES[best], round(float(powers[best] / powers.sum()), 4)


# %%
#| exercise: E5
#| role: wrong
#| message: el nombre es un texto // the name is a text
def predict(image):
    with torch.no_grad():
        logits = model((image[None] / 255 - 0.286) / 0.353)
    probability, answer = logits.softmax(dim=1).max(dim=1)
    return answer.item(), probability.item()  # el número, no el nombre // the number, not the name


# %%
#| exercise: E5
#| role: wrong
#| message: entre las diez clases de una foto // among the ten classes of one photo
def predict(image):
    with torch.no_grad():
        logits = model((image[None] / 255 - 0.286) / 0.353)
    score, answer = logits.max(dim=1)  # un logit no es una probabilidad // no probability yet
    return fashion_classes()[answer.item()], score.item()


# %%
#| exercise: E5
#| role: wrong
#| message: la foto que recibe // the photo that it gets
def predict(photo):
    with torch.no_grad():  # siempre la misma foto // always the same photo
        shares = model((images[-1:] / 255 - 0.286) / 0.353).softmax(dim=1)[0]
    return fashion_classes()[shares.argmax()], shares.max().item()


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
