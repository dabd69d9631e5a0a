# ---
# title: "Proyecto: Fashion-MNIST con un MLP // Project: Fashion-MNIST with an MLP"
# description:
#   es: Entrena una red que reconoce ropa, y aprende cuándo parar y qué nota puedes creerte.
#   en: Train a network that recognizes clothes, and learn when to stop and which score to believe.
# objectives:
#   - understand:
#       es: explicar por qué la pérdida de validación puede subir con más aciertos (pregunta 3)
#       en: explain why validation loss can go up while accuracy does too (question 3)
#   - create:
#       es: entrenar una red completa, desde los píxeles hasta la nota final (E1, E5)
#       en: train a complete network, from the pixels to the final score (E1, E5)
#   - apply:
#       es: escribir una parada temprana que devuelve los mejores pesos (E1)
#       en: write early stopping that hands back the best weights (E1)
#   - analyse:
#       es: encontrar los errores más seguros de una clase (E4)
#       en: find the most confident mistakes of one class (E4)
#   - evaluate:
#       es: decidir con medidas qué opción conviene (E2, E3)
#       en: decide by measuring which option is better (E2, E3)
# minutes: {read: 40, practise: 40}
# needs: [autograd]
# seconds: 300
# trains: true
# data: [fashion_mnist, mnist]
# ---

# %% [markdown] lang="es"
# En una tienda en línea, alguien mira miles de fotos y escribe al lado de cada una si es un
# abrigo, una camisa o un bolso. ¿Podría hacerlo un programa sin que escribas una sola regla sobre
# mangas o suelas? **¿Y cómo sabrías, antes de confiarle la tienda, cuánto acertará con las fotos
# de mañana?**

# %% [markdown] lang="en"
# In an online store, somebody looks at thousands of photos and types beside each one whether it is
# a coat, a shirt or a bag. Could a program do it without a single rule about sleeves or soles?
# **And how would you know, before handing it the store, how often it will be right about
# tomorrow's photos?**

# %%
#| tags: [hurry]
import torch
from tutorial_lib import MLP, Batches, EarlyStopping, Trainer
from tutorial_lib import load_fashion_mnist

torch.manual_seed(0)
images, labels = load_fashion_mnist("train")
x = (images[:20_000] / 255 - 0.286) / 0.353
train = Batches(x[5_000:], labels[5_000:20_000], batch_size=256, shuffle=True)
val = Batches(x[:5_000], labels[:5_000], batch_size=1_000)
model, stop = MLP([784, 300, 100, 10]), EarlyStopping(patience=5)
loss, adam = torch.nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters())
Trainer(model, loss, adam, callbacks=[stop]).fit(train, val, epochs=40)
print(f"{(model(val.x).argmax(dim=1) == val.y).float().mean():.3f}")

# %% [markdown] lang="es" role="hurry"
# Aparta fotos para validación y para la prueba, normaliza todas con la media y la desviación del
# entrenamiento, y [para tras cinco épocas sin que baje la pérdida de validación](#stopping).
# `CrossEntropyLoss` quiere logits, porque [lleva la softmax dentro](#error-softmax). La prueba se
# usa [una sola vez, y su nota se da con margen](#test).

# %% [markdown] lang="en" role="hurry"
# Set photos aside for validation and for the test, normalize all of them with the mean and the
# standard deviation of training, and [stop after five epochs without a fall of the validation
# loss](#stopping). `CrossEntropyLoss` wants logits, because [the softmax is
# inside](#error-softmax). Use the test set [only once, and give its score with a margin](#test).

# %% [markdown] lang="es"
# Sí podría, con una **red neuronal** (neural network), una cadena de sumas y productos cuyos
# números se aprenden. Vas a entrenar una hasta que acierte al menos el 87 % de unas fotos que
# nunca ha visto. Lo difícil no es entrenar, sino saber cuándo parar y qué nota puedes creerte.
#
# ## La idea en una imagen { #picture }
#
# Arriba está el camino de una foto: cada flecha mezcla un grupo de números para dar el siguiente.
# Abajo, las fotos se reparten en tres grupos: la red aprende del azul, el naranja dice cuándo
# parar y el verde pone la nota.

# %% [markdown] lang="en"
# It could, with a **neural network**, a chain of sums and products whose numbers are learned. You
# will train one until it gets at least 87% right among photos it has never seen. The hard part is
# not training but knowing when to stop and which score to believe.
#
# ## The idea in one picture { #picture }
#
# At the top is the path of one photo: each arrow mixes one group of numbers into the next. At the
# bottom, the photos go into three groups: the network learns from the blue one, the orange one
# says when to stop, and the green one gives the score.

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Un botín de 28 por 28 píxeles pasa por 784 píxeles, 300 y 100 unidades y termina en 10
#|     salidas, de las que se enciende la de botín; debajo, una barra reparte 70 000 fotos: 55 000
#|     de entrenamiento, en azul, 5000 de validación, en naranja, y 10 000 de prueba, en verde.
#|   en: >-
#|     An ankle boot of 28 by 28 pixels goes through 784 pixels, 300 and 100 units, and ends in 10
#|     outputs, of which the one for ankle boot lights up; below, a bar splits 70,000 photos: 55,000
#|     for training, in blue, 5,000 for validation, in orange, and 10,000 for testing, in green.
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
    path.box(x, 2.05, 0.23, height, color="axes", **solid)
    path.text(x, 2.18 + height / 2, label, fontsize=9)
for row in range(10):
    path.box(5.88, 1.38 + 0.148 * row, 0.23, 0.12, color="axes" if row else "purple", **solid)
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
# Fashion-MNIST reúne fotos de una tienda de ropa. Cada una es una tabla de bytes (`uint8`),
# enteros de 0, el fondo negro, a 255, el blanco. Su **etiqueta** (label) es un entero de 0 a 9 que
# dice qué prenda es. `seed_everything` fija el azar, para que tus números se parezcan a los de
# esta página.

# %% [markdown] lang="en"
# ## 1. What is in the data? { #data }
#
# Fashion-MNIST collects photos from a clothing store. Each one is a table of bytes (`uint8`),
# integers from 0, the black background, to 255, white. Its **label** is an integer from 0 to 9
# that says which garment it is. `seed_everything` fixes the randomness, so that your numbers come
# close to those on this page.

# %% Preparar // Set up
import copy

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from tutorial_lib import Batches, History, accuracy, confusion_matrix
from tutorial_lib import count_parameters, fashion_classes
from tutorial_lib import load_fashion_mnist, plots
from tutorial_lib import seed_everything, split_indices

plt.style.use("tutorial_lib.gradiente")
seed_everything(42)

# %% Cargar // Load
images, labels = load_fashion_mnist("train")
names = fashion_classes()
print(images.shape, images.dtype)
print(images.min().item(), images.max().item())
print(labels[:5].tolist(), [names[label] for label in labels[:5]])

# %% [markdown] lang="es"
# La **forma** (shape) dice que hay 60 000 fotos de 28 filas y 28 columnas, y la primera etiqueta,
# 9, es un botín. Mira una foto de cada clase y apunta qué dos prendas confundirías tú, porque la
# sección 7 dirá si a la red le pasa lo mismo.

# %% [markdown] lang="en"
# The **shape** says that there are 60,000 photos of 28 rows and 28 columns, and the first label,
# 9, is an ankle boot. Now look at one photo of each class and write down which two garments you
# would mix up, because section 7 will tell whether the network does the same.

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
# ## 2. ¿Por qué apartar fotos? { #split }
#
# Quien estudia con las preguntas del examen saca buena nota aunque no entienda nada. A una red le
# pasa igual, y por eso hay tres grupos:
#
# - Con las de **entrenamiento** (training) la red ajusta sus números.
# - Las de **validación** (validation) deciden, sin enseñarle nada, cuándo parar.
# - Las de **prueba** (test) son el examen final, que se hace una sola vez.

# %% [markdown] lang="en"
# ## 2. Why set photos aside? { #split }
#
# A student who has seen the exam questions gets a good grade without understanding a thing. The
# same happens to a network, so there are three groups:
#
# - With the **training** photos the network adjusts its numbers.
# - The **validation** photos decide, without teaching it anything, when to stop.
# - The **test** photos are the final exam, which is taken only once.

# %% Repartir y normalizar // Split and normalize
train_rows, val_rows = split_indices(60_000, val_fraction=1 / 12, seed=42)
pixels = images[train_rows] / 255  # float32, [0, 1]
mean, sd = pixels.mean().item(), pixels.std().item()


def prepare(images):
    return (images / 255 - mean) / sd


x_train, y_train = prepare(images[train_rows]), labels[train_rows]
x_val, y_val = prepare(images[val_rows]), labels[val_rows]
print(len(x_train), len(x_val))
print(f"media {mean:.4f}, desviación {sd:.4f} // mean {mean:.4f}, sd {sd:.4f}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "fashion-pixel-mean",
    mean,
    equals=0.2860,
    abs=5e-4,
    says="""La media de los píxeles de entrenamiento es 0.286. //
        The mean of the training pixels is 0.286.""",
)
claim(
    "fashion-pixel-sd",
    sd,
    equals=0.3530,
    abs=5e-4,
    says="Su desviación estándar es 0.353. // Their standard deviation is 0.353.",
)

# %%
#| tags: [page]
white = prepare(torch.tensor(255.0)).item()

# %% [markdown] lang="es"
# `prepare` **estandariza** (standardizes), que en visión suele llamarse normalizar: resta la media
# y divide entre la desviación estándar. Un píxel blanco vale 255/255 = 1 y queda en (1 −
# {{ mean:.3f }}) / {{ sd:.3f }} = {{ white:.2f }}. Con números centrados en 0 la red aprende más
# rápido, como medirás en E3. Los dos valores salen solo del entrenamiento, porque mirar las otras
# fotos, aunque sea para una media, ya es mirar el examen.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `Normalize((0.1307,), (0.3081,))`: los valores de MNIST, que son dígitos.

# %% [markdown] lang="en"
# `prepare` **standardizes**, which in vision is usually called normalizing: it subtracts the mean
# and divides by the standard deviation. A white pixel is 255/255 = 1 and becomes (1 −
# {{ mean:.3f }}) / {{ sd:.3f }} = {{ white:.2f }}. With numbers centered on 0 the network learns
# faster, as you will measure in E3. Both values come from training alone, because looking at the
# other photos, even for a mean, is already looking at the exam.
#
# !!! elsewhere "What you will see elsewhere"
#     `Normalize((0.1307,), (0.3081,))`: the values of MNIST, which holds digits.

# %%
#| tags: [claim, page]
from tutorial_lib import load_mnist

digits = load_mnist("train")[0] / 255
claim(
    "mnist-pixel-mean",
    digits.mean().item(),
    equals=0.1307,
    abs=5e-4,
    says="La media de los píxeles de MNIST es 0.1307. // The mean of MNIST's pixels is 0.1307.",
)
claim(
    "mnist-pixel-sd",
    digits.std().item(),
    equals=0.3081,
    abs=5e-4,
    says="""La desviación estándar de los píxeles de MNIST es 0.3081. //
        The standard deviation of MNIST's pixels is 0.3081.""",
)

# %% [markdown] lang="es"
# ## 3. ¿Hasta dónde se llega sin red? { #baseline }
#
# Una nota solo dice algo al lado de otra, y por eso antes conviene un **modelo de referencia**
# (baseline) muy simple. El nuestro promedia las fotos de cada clase y da a cada foto nueva el
# nombre del promedio más parecido:

# %% [markdown] lang="en"
# ## 3. How far can you get without a network? { #baseline }
#
# A score means something only next to another one, so before training it pays to have a very
# simple **baseline**. Ours averages the photos of each class and gives every new photo the name of
# the closest average:

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

# %% [markdown] lang="es"
# El pantalón, el bolso y el calzado se reconocen; el suéter, el abrigo y la camisa son casi la
# misma mancha. `flatten(1)` pone en fila los píxeles de cada foto, `cdist` mide su distancia a
# cada promedio y `argmin` elige la menor. Quien responde sin mirar acierta una de cada diez.

# %% [markdown] lang="en"
# The trouser, the bag and the footwear are easy to recognize; the pullover, the coat and the shirt
# are nearly the same smudge. `flatten(1)` puts the pixels of each photo in one row, `cdist`
# measures how far it is from each average, and `argmin` picks the smallest distance. Answering
# without looking gets one in ten right.

# %%
#| predict: "¿Acertará este modelo más de la mitad? // Will this model get more than half right?"
distances = torch.cdist(x_val.flatten(1), class_means.flatten(1))
answers = distances.argmin(dim=1)  # (5000, 10) -> (5000,)
baseline = (answers == y_val).float().mean().item()
print(f"exactitud: {baseline:.3f} // accuracy: {baseline:.3f}")

# %%
#| tags: [claim]
claim(
    "nearest-mean-accuracy",
    baseline,
    between=(0.65, 0.71),
    says="""El promedio más cercano acierta unas dos de cada tres fotos. //
        The nearest average gets about two photos out of three right.""",
)

# %% [markdown] lang="es"
# Acierta el {{ baseline:.1%}} de la validación, porque la silueta basta para muchas prendas. Esa
# fracción es la **exactitud** (accuracy).
#
# ## 4. ¿Qué es la red? { #model }
#
# Un **perceptrón multicapa** (multilayer perceptron, MLP) encadena **capas** (layers), que
# convierten unos números en otros. `nn.Linear(784, 300)` tiene 300 **unidades** (units), y cada
# una hace lo que una recta, pero con 784 entradas: multiplica cada píxel por un **peso** (weight),
# suma y añade un **sesgo** (bias). Con solo dos píxeles, 1 y 2, pesos 0.5 y −1 y sesgo 0.2, daría
# 0.5 − 2 + 0.2 = −1.3. Después `nn.ReLU` cambia los negativos por cero, así que de esa unidad
# saldría un cero. Sin la ReLU, tres capas seguidas equivaldrían a una, porque una suma ponderada
# de sumas ponderadas es otra suma ponderada.
#
# Las 10 salidas son los **logits**, una puntuación por prenda, y la mayor gana. Los pesos y los
# sesgos son los **parámetros** (parameters), es decir, lo que se aprende. En el código, `B` es
# cuántas fotos entran juntas.

# %% [markdown] lang="en"
# It gets {{ baseline:.1%}} of the validation photos right, because the silhouette is enough for
# many garments. That fraction is the **accuracy**.
#
# ## 4. What is the network? { #model }
#
# A **multilayer perceptron** (MLP) chains **layers**, which turn numbers into other numbers.
# `nn.Linear(784, 300)` has 300 **units**, and each one does what a straight line does, but with
# 784 inputs: it multiplies each pixel by a **weight**, adds up, and adds a **bias**. With just two
# pixels, 1 and 2, weights 0.5 and −1, and bias 0.2, it would give 0.5 − 2 + 0.2 = −1.3. Then
# `nn.ReLU` turns negative numbers into zero, so a zero would come out of that unit. Without ReLU,
# three layers in a row would amount to one, because a weighted sum of weighted sums is just
# another weighted sum.
#
# The 10 outputs are the **logits**, one score per garment, and the largest wins. Weights and biases
# are the **parameters**, that is, what is learned. In the code, `B` is how many photos go in
# together.


# %% Construir la red // Build the network
#| predict:
#|   es: La primera capa tiene 784 · 300 + 300 parámetros. ¿Cuántos suman las tres?
#|   en: The first layer has 784 · 300 + 300 parameters. How many do all three have?
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
claim(
    "parameters",
    n_parameters,
    equals=266_610,
    says="La red tiene 266 610 parámetros. // The network has 266,610 parameters.",
)

# %% [markdown] lang="es"
# Son {{ n_parameters:,}}, casi todos en la primera capa, la única que mira los 784 píxeles.

# %% [markdown] lang="en"
# There are {{ n_parameters:,}}, nearly all of them in the first layer, the only one that looks at
# the 784 pixels.

# %% [markdown] lang="es"
# ¿Cuánto se equivoca la red recién creada? La **softmax** convierte los logits en probabilidades
# que suman 1, al dividir la exponencial de cada uno entre la suma de todas. La **entropía
# cruzada** (cross-entropy) es la pérdida que haremos pequeña: para una foto vale $-\ln p$, donde
# $p$ es la probabilidad que la red dio a la prenda correcta. Vale 0 cuando $p$ es 1 y crece sin
# límite cuando $p$ se acerca a 0. El logaritmo natural, ln, es el exponente al que se eleva e,
# unos 2.72, para llegar a un número: e² ≈ 7.4 y e³ ≈ 20. Una red que no sabe nada da $p = 1/10$, y
# −ln(1/10) es ln 10.

# %% [markdown] lang="en"
# How wrong is a brand-new network? **Softmax** turns the logits into probabilities that add up to
# one, by dividing the exponential of each by the sum of them all. **Cross-entropy** is the loss
# that we will make small: for one photo it is $-\ln p$, where $p$ is the probability that the
# network gave to the right garment. It is 0 when $p$ is 1 and grows without limit as $p$ nears 0.
# The natural logarithm, ln, is the power to which you raise e, about 2.72, to reach a number: e² ≈
# 7.4 and e³ ≈ 20. A network that knows nothing gives $p = 1/10$, and −ln(1/10) is ln 10.

# %%
#| predict: "¿Cuánto vale −ln(1/10), más o menos? // What is −ln(1/10), roughly?"
with torch.no_grad():
    initial_loss = cross_entropy(model(x_val), y_val).item()
print(f"pérdida: {initial_loss:.3f} // loss: {initial_loss:.3f}")

# %%
#| tags: [claim]
claim(
    "initial-loss",
    initial_loss,
    between=(2.20, 2.40),
    says="""Sin entrenar, la pérdida ronda ln 10, unos 2.30. //
        Untrained, the loss is about ln 10, some 2.30.""",
)

# %% [markdown] lang="es"
# Sale {{ initial_loss:.2f}}, un poco más que ln 10, que es 2.30, porque los pesos iniciales son
# aleatorios y ya prefieren unas prendas a otras. Si una red nueva empieza lejos de ahí, busca el
# error antes de entrenar.
#
# ## 5. ¿Cuándo dejar de entrenar? { #loop }
#
# Ya conoces el bucle de [autograd](../m2-tensors-autograd/autograd.md): predecir, medir la
# pérdida, calcular los gradientes y dar un paso. `Batches` entrega las fotos en **lotes**
# (batches) de 256, uno por paso, y una **época** (epoch) es una pasada por todas. El paso lo da el
# **optimizador** (optimizer); el nuestro, Adam, lo adapta a cada parámetro, y su **tasa de
# aprendizaje** (learning rate), `lr=1e-3`, fija la escala común.

# %% [markdown] lang="en"
# It is {{ initial_loss:.2f}}, a little more than ln 10, which is 2.30, because the initial weights
# are random and already prefer some garments to others. If a new network starts far from there,
# look for the bug before you train.
#
# ## 5. When do we stop training? { #loop }
#
# You know the loop from [autograd](../m2-tensors-autograd/autograd.md): predict, measure the loss,
# compute the gradients, take a step. `Batches` hands over the photos in **batches** of 256, one
# per step, and an **epoch** is one pass over them all. The step is taken by the **optimizer**;
# ours, Adam, adapts it to each parameter, and its **learning rate**, `lr=1e-3`, sets the overall
# scale.


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
# ### Un error muy seguro sale caro { #stopping }
#
# Vayamos despacio, porque aquí está la idea de la página. La red no persigue aciertos, sino una
# pérdida pequeña, y las dos cosas pueden separarse. Imagina diez fotos nuevas. Al principio la red
# acierta ocho, dando $p = 0.7$ a la prenda correcta, y falla dos, en las que le deja $p = 0.2$.
# Cada acierto cuesta $-\ln 0.7$, que es 0.36, y cada error $-\ln 0.2$, que es 1.61. Entre las diez
# suman 8 × 0.36 + 2 × 1.61 = 6.1.
#
# Sigues entrenando y la red se vuelve más segura de todo: ahora acierta nueve, con $p = 0.95$,
# pero en la que falla deja a la prenda correcta $p = 0.001$. Los aciertos salen casi gratis, a
# 0.05 cada uno, y ese único error cuesta 6.91, más que las diez fotos de antes juntas. Ahora suman
# 9 × 0.05 + 6.91 = 7.4. La exactitud ha subido del 80 al 90 % y, sin embargo, la pérdida también.
# Que lo confirme el código, que divide entre las diez fotos:

# %% [markdown] lang="en"
# ### A very sure mistake is expensive { #stopping }
#
# Let us go slowly, because this is the idea of the page. The network does not chase right answers
# but a small loss, and the two can part ways. Imagine ten new photos. At first the network gets
# eight right, giving $p = 0.7$ to the right garment, and two wrong, where it leaves $p = 0.2$ for
# it. Each right answer costs $-\ln 0.7$, which is 0.36, and each mistake $-\ln 0.2$, which is
# 1.61. Together the ten add up to 8 × 0.36 + 2 × 1.61 = 6.1.
#
# You go on training and the network becomes surer of everything: now it gets nine right, with
# $p = 0.95$, but in the one it gets wrong it leaves $p = 0.001$ for the right garment. The right
# answers are almost free, at 0.05 each, and that single mistake costs 6.91, more than the ten
# photos cost together before. Now they add up to 9 × 0.05 + 6.91 = 7.4. Accuracy has gone up from
# 80 to 90% and yet the loss has gone up too. Let the code confirm it, dividing by the ten photos:

# %%
early = torch.tensor([0.7] * 8 + [0.2] * 2)
late = torch.tensor([0.95] * 9 + [0.001])
for p in (early, late):
    print(f"{-p.log().mean():.2f}")

# %%
#| tags: [claim]
claim(
    "more-right-and-a-higher-loss",
    (early.log().mean() - late.log().mean()).item(),
    at_least=0.1,
    says="""Con un acierto más y un error muy seguro, la pérdida media sube. //
        With one more right answer and one very sure mistake, the mean loss goes up.""",
)

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Lo que cuesta cada una de las diez fotos. Antes, ocho aciertos a 0.36 y dos errores a 1.61,
#|     media 0.61; después, nueve aciertos a 0.05 y un solo error, mucho más alto, a 6.91, media
#|     0.74.
#|   en: >-
#|     What each of the ten photos costs. Before, eight right answers at 0.36 and two mistakes at
#|     1.61, mean 0.61; after, nine right answers at 0.05 and a single mistake, much taller, at
#|     6.91, mean 0.74.
figure, pair = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True)
moments = [("antes: dos errores // before: two mistakes", early, 8)]
moments += [("después: un error // after: one mistake", late, 9)]
for axes, (title, chances, right_ones) in zip(pair, moments, strict=True):
    costs = -chances.log()
    colors = [plots.NEUTRALS["axes"]] * right_ones + [plots.COLORS["red"]] * (10 - right_ones)
    axes.bar(range(1, 11), costs, color=colors)
    axes.axhline(costs.mean(), color=plots.NEUTRALS["text"], linestyle=(0, (4, 3)), linewidth=1.4)
    axes.text(0.5, costs.mean() + 0.15, f"media {costs.mean():.2f} // mean {costs.mean():.2f}")
    axes.set(title=title, xlabel="foto // photo", xticks=[1, 5, 10])
pair[0].set(ylabel="pérdida // loss")
plt.show()

# %% [markdown] lang="es"
# Con las fotos de entrenamiento apenas ocurre, porque la red acaba acertando casi todas, y
# entonces estar más segura baja la pérdida. Aprendérselas de memoria, sin mejorar con las nuevas,
# es el **sobreajuste** (overfitting). Con fotos nuevas, en cambio, siempre quedan errores.
#
# ??? mathematics "Con más matemáticas"
#     Si los logits de una foto son $z$ y su prenda es $y$, la pérdida es
#     $-\ln p_y = \ln \sum_j e^{z_j - z_y}$. Su derivada respecto a $z_y$ es $p_y - 1$, que nunca
#     llega a 0: siempre queda un empujón hacia más seguridad. Si multiplicas los logits por
#     $t > 1$, será $\ln \sum_j e^{t(z_j - z_y)}$. En una foto acertada, los exponentes con
#     $j \ne y$ son negativos y la pérdida tiende a 0 al crecer $t$; en una fallada, si el mayor
#     exponente es $t\,m$, con $m > 0$, vale al menos $t\,m$. Así, agrandar los logits baja la
#     pérdida de un entrenamiento sin errores y puede subir la de validación sin cambiar ni un
#     acierto.
#
#     Fuente: [Guo y otros (2017)](https://arxiv.org/abs/1706.04599).
#
# La **parada temprana** (early stopping) mide la pérdida de validación tras cada época y guarda
# los pesos de la mejor. Cuando pasan cinco épocas seguidas sin mejorar, que es su **paciencia**
# (patience), para y devuelve esos pesos:

# %% [markdown] lang="en"
# With the training photos this hardly happens, because the network ends up getting almost all of
# them right, and then being surer lowers the loss. Learning them by heart without getting better
# on new ones is **overfitting**. On new photos, however, some mistakes always remain.
#
# ??? mathematics "With more mathematics"
#     If the logits of a photo are $z$ and its garment is $y$, the loss is
#     $-\ln p_y = \ln \sum_j e^{z_j - z_y}$. Its derivative with respect to $z_y$ is $p_y - 1$,
#     which never reaches 0: there is always a push toward being surer. If you multiply the logits
#     by $t > 1$, it is $\ln \sum_j e^{t(z_j - z_y)}$. For a photo that is right, the exponents
#     with $j \ne y$ are negative, and the loss tends to 0 as $t$ grows; for one that is wrong, if
#     the largest exponent is $t\,m$, with $m > 0$, it is at least $t\,m$. So larger logits lower
#     the loss of a training set without mistakes, and can raise the validation loss without
#     changing a single answer.
#
#     Source: [Guo et al. (2017)](https://arxiv.org/abs/1706.04599).
#
# **Early stopping** measures the validation loss after each epoch and keeps the weights of the
# best one. When five epochs in a row go by without improvement, which is its **patience**, it
# stops and hands those weights back:


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
# `deepcopy` es imprescindible, porque `state_dict` entrega los pesos vivos, que seguirían
# cambiando con cada paso.

# %% [markdown] lang="en"
# `deepcopy` is essential, because `state_dict` hands out the live weights, which would go on
# changing with every step.

# %%
#| tags: [page]
epoch_logits = []  # los de validación, época a época // those of validation, epoch by epoch


def record(model, inputs, logits):
    if not torch.is_grad_enabled():  # al medir // when measuring
        epoch_logits.append(logits)


recorder = model.register_forward_hook(record)

# %% Entrenar // Train
#| predict:
#|   es: Las dos pérdidas empezarán a bajar. ¿Cuál dejará de hacerlo primero?
#|   en: Both losses will start to fall. Which one will stop falling first?
batches = Batches(x_train, y_train, batch_size=256, shuffle=True, seed=42)
history, best_epoch = fit(model, batches, x_val, y_val)
restored_loss, val_accuracy = measure(model, x_val, y_val)
print(history)

# %%
#| alt:
#|   es: >-
#|     Pérdida de entrenamiento, en azul, y de validación, en naranja, por época: la primera baja
#|     siempre; la segunda empieza por debajo, se aplana y deja de mejorar tras la mejor época,
#|     marcada con una línea.
#|   en: >-
#|     Training loss, in blue, and validation loss, in orange, per epoch: the first keeps falling;
#|     the second starts below, flattens and stops improving after the best epoch, marked with a
#|     line.
plots.plot_history(history, best_epoch=best_epoch)

# %%
#| tags: [claim]
claim(
    "patience-ran-out",
    len(history) - best_epoch,
    equals=5,
    says="""El bucle paró cinco épocas después de la mejor. //
        The loop stopped five epochs after the best.""",
)
claim(
    "best-weights-restored",
    restored_loss,
    equals=min(history["val_loss"]),
    abs=1e-6,
    says="""La red se queda con los pesos de su mejor época. //
        The network keeps the weights of its best epoch.""",
)

# %%
#| tags: [page]
epochs_run = len(history)
extra_hits = round((history["val_accuracy"][-1] - val_accuracy) * len(y_val))

# %% [markdown] lang="es"
# La mejor época fue la {{ best_epoch }} y el bucle paró en la {{ epochs_run }}. La pérdida de
# entrenamiento bajó hasta el final, porque la red está cada vez más segura de unas fotos que ya
# conoce; la de validación se aplanó. Al principio, además, la de validación queda *por debajo*, lo
# que parece un error y [no lo es](#error-val-below).
#
# “Pero la última época acierta el {{ history["val_accuracy"][-1]:.1%}} y la elegida el
# {{ val_accuracy:.1%}}. ¿Por qué no quedarse con la última?” Porque la diferencia son
# {{ extra_hits }} fotos de {{ len(y_val) }}, menos de lo que mueve la suerte (sección 6), y la
# pérdida cuenta también lo segura que estaba la red. Si a ti solo te importa acertar, vigila la
# exactitud, pero decídelo antes de ver los números.
#
# ### Repite el entrenamiento { #replay }
#
# Recorre las épocas y mira las dos curvas, las prendas que confunde y sus nueve errores con más
# **confianza** (confidence), que es la probabilidad que la red da a su propia respuesta:

# %% [markdown] lang="en"
# The best epoch was {{ best_epoch }} and the loop stopped at {{ epochs_run }}. Training loss fell
# to the end, because the network is surer and surer of photos that it already knows; validation
# loss flattened. At the beginning, moreover, validation loss is the *lower* one, which looks like
# a bug and [is not](#error-val-below).
#
# “But the last epoch gets {{ history["val_accuracy"][-1]:.1%}} right and the chosen one
# {{ val_accuracy:.1%}}. Why not keep the last one?” Because the difference is {{ extra_hits }}
# photos out of {{ len(y_val) }}, less than luck can move (section 6), and the loss also counts how
# sure the network was. If right answers are all you care about, watch accuracy, but decide so
# before you see the numbers.
#
# ### Replay the training { #replay }
#
# Go through the epochs and watch both curves, the garments it mixes up, and its nine mistakes with
# the most **confidence**, which is the probability that the network gives to its own answer:

# %%
#| tags: [page]
#| data: replay
#| alt:
#|   es: >-
#|     El entrenamiento época a época. La matriz de confusión se concentra en la diagonal: cada vez
#|     hay menos errores. En cambio, los errores con más del 90 % de confianza se multiplican, y
#|     entre los nueve peores vuelven una y otra vez las mismas fotos.
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
replay

# %%
#| tags: [claim, page]
#| central: confident-mistakes-grow
# fuera de la diagonal // off the diagonal
mistakes = [sum(counts) - sum(counts[::11]) for counts in replay["matrices"]]
sure = replay["sure"]
claim(
    "mistakes-fall",
    mistakes[-1] / mistakes[0],
    at_most=0.9,
    says="""De la primera época a la última, los errores bajan al menos un 10 %. //
        From the first epoch to the last, mistakes go down by at least 10%.""",
)
claim(
    "confident-mistakes-grow",
    sure[-1] / sure[0],
    at_least=1.2,
    says="""Mientras los errores bajan, los que comete muy segura crecen al menos un 20 %. //
        While mistakes go down, those it makes very sure of itself grow by at least 20%.""",
)

# %% [markdown] lang="es"
# A nosotros nos sorprendió: los errores bajan de {{ mistakes[0] }} a {{ mistakes[-1] }}, pero los
# cometidos con más del 90 % de confianza suben de {{ sure[0] }} a {{ sure[-1] }}. Hay menos
# errores y cada uno cuesta más; las dos fuerzas casi se compensan, y por eso la pérdida de
# validación se aplana.

# %% [markdown] lang="en"
# This surprised us: mistakes go down from {{ mistakes[0] }} to {{ mistakes[-1] }}, but those made
# with more than 90% confidence go up from {{ sure[0] }} to {{ sure[-1] }}. There are fewer
# mistakes and each one costs more; the two forces nearly cancel, which is why validation loss
# flattens.

# %%
#| tags: [claim, page]
import inspect

parts = (make_model, train_epoch, measure, fit)
source = "".join(inspect.getsource(part) for part in parts)
code_lines = sum(line.strip() != "" for line in source.splitlines())
claim(
    "lines-of-model-and-loop",
    code_lines,
    at_most=40,
    says="""El modelo, el bucle y la parada caben en 40 líneas. //
        Model, loop and stopping fit in 40 lines.""",
)

# %% [markdown] lang="es"
# La red y su entrenamiento son {{ code_lines }} líneas, que el curso guarda en `MLP`, `Trainer` y
# `EarlyStopping`.
#
# ## 6. El examen final { #test }
#
# Solo ahora, con todo decidido, cargamos las fotos de prueba. La validación dio el
# {{ val_accuracy:.1%}}, pero la época se eligió mirándola. Cada nota lleva su **margen** (margin),
# que es cuánto puede moverla la suerte de qué fotos tocaron: dos **errores estándar** (standard
# errors), $2\sqrt{p\,(1-p)/n}$, donde $p$ es la nota y $n$ el número de fotos. Con 0.9 y 10 000
# fotos, cada error estándar es 0.003.

# %% [markdown] lang="en"
# The network and its training are {{ code_lines }} lines, which the course keeps in `MLP`,
# `Trainer` and `EarlyStopping`.
#
# ## 6. The final exam { #test }
#
# Only now, with everything decided, do we load the test photos. Validation gave
# {{ val_accuracy:.1%}}, but the epoch was chosen by looking at it. Each score has its **margin**,
# how far the luck of which photos were drawn can move it: two **standard errors**,
# $2\sqrt{p\,(1-p)/n}$, where $p$ is the score and $n$ the number of photos. With 0.9 and 10,000
# photos, each standard error is 0.003.


# %% Examinar una vez // Test once
#| predict:
#|   es: ¿Saldrá la prueba por encima de la validación o por debajo?
#|   en: Will the test score come out above validation or below it?
def margin(p, n):
    return 2 * (p * (1 - p) / n) ** 0.5


test_images, y_test = load_fashion_mnist("test")
with torch.no_grad():
    test_logits = model(prepare(test_images))  # (10000, 10)
test_accuracy = accuracy(test_logits, y_test)
test_margin = margin(test_accuracy, len(y_test))
val_margin = margin(val_accuracy, len(y_val))
gap_margin = (val_margin**2 + test_margin**2) ** 0.5
gap = val_accuracy - test_accuracy
score = f"{test_accuracy:.3f} ± {test_margin:.3f}"
print(f"prueba {score} // test {score}")
print(f"brecha {gap:.3f} ± {gap_margin:.3f} // gap {gap:.3f} ± {gap_margin:.3f}")

# %%
#| tags: [page]
halves = torch.Generator().manual_seed(42)
every = torch.stack(epoch_logits[:epochs_run])  # (epochs, 5000, 10)
losses = torch.stack([cross_entropy(z, y_val, reduction="none") for z in every])
hits = (every.argmax(dim=2) == y_val).float()  # (epochs, 5000)
advantages = []
for _ in range(200):
    order = torch.randperm(len(y_val), generator=halves)
    chosen, others = order[:2500], order[2500:]
    epoch = losses[:, chosen].mean(dim=1).argmin()
    advantages.append((hits[epoch, chosen].mean() - hits[epoch, others].mean()).item())

# %%
#| tags: [claim, page]
claim(
    "test-accuracy",
    test_accuracy,
    at_least=0.87,
    says="""La red acierta al menos el 87 % de fotos que nunca vio. //
        The network gets at least 87% right on photos that it never saw.""",
)
choice = sum(advantages) / len(advantages)
claim(
    "choice-helps-little",
    choice,
    between=(0, 0.005),
    says="""Elegir la época infla la validación menos de medio punto. //
        Choosing the epoch inflates validation by less than half a point.""",
)
claim(
    "gap-is-about-its-margin",
    (gap - choice) / gap_margin,
    between=(0, 1.5),
    says="""Sin la parte elegida, la brecha no llega a vez y media su margen. //
        Without the chosen part, the gap is less than one and a half times its margin.""",
)
gap_points, choice_points, margin_points = 100 * gap, 100 * choice, 100 * gap_margin

# %% [markdown] lang="es"
# Meta cumplida: la red acierta el {{ test_accuracy:.1%}} ± {{ test_margin:.1%}}, frente al
# {{ baseline:.1%}} de la referencia. Son {{ gap_points:.1f}} puntos menos que en la validación, y
# esa brecha tiene dos causas.
#
# La primera es la elección. Si dentro de la validación eliges la época con una mitad de las fotos
# y la mides en la otra, doscientas veces, la ventaja media es de {{ choice_points:.1f}} puntos:
# muy poca, porque las épocas vecinas son casi la misma red. La segunda es la suerte: los cuadrados
# de los dos márgenes se suman, y la raíz da ± {{ margin_points:.1f}} puntos. Sin la elección, la
# brecha ronda ese margen, así que la suerte puede explicarla, aunque por poco. La nota que se
# publica es la de la prueba, con su margen.
#
# ??? mathematics "Con más matemáticas"
#     Con la red fija, cada foto es un acierto con probabilidad $p$ y varianza $p(1-p)$. La media
#     de $n$ fotos independientes tiene varianza $p(1-p)/n$, cuya raíz es el error estándar; dos a
#     cada lado abarcan cerca del 95 % de los casos. Al restar dos medias, sus varianzas se suman.
#
#     Fuente: [Dive into Deep
#     Learning](https://d2l.ai/chapter_linear-classification/generalization-classification.html).
#
# ## 7. ¿En qué se equivoca? { #errors-of-the-network }
#
# La **matriz de confusión** (confusion matrix) tiene una fila por prenda real y una columna por
# respuesta, de modo que su diagonal cuenta los aciertos. Busca tu apuesta de la sección 1 fuera de
# ella.

# %% [markdown] lang="en"
# The goal is met: the network gets {{ test_accuracy:.1%}} ± {{ test_margin:.1%}} right, against
# {{ baseline:.1%}} for the baseline. That is {{ gap_points:.1f}} points less than on validation,
# and this gap has two causes.
#
# The first is choice. If within validation you choose the epoch on one half of the photos and
# measure it on the other, two hundred times, the mean advantage is {{ choice_points:.1f}} points:
# very little, because neighboring epochs are almost the same network. The second is luck: the
# squares of the two margins add up, and the root gives ± {{ margin_points:.1f}} points. Without
# the part due to choice, the gap is about as large as that, so luck can explain it, if only just.
# The score to publish is the test one, with its margin.
#
# ??? mathematics "With more mathematics"
#     With the network fixed, each photo is right with probability $p$ and variance $p(1-p)$. The
#     mean of $n$ independent photos has variance $p(1-p)/n$, whose root is the standard error; two
#     on each side cover about 95% of cases. When two independent means are subtracted, their
#     variances add up.
#
#     Source: [Dive into Deep
#     Learning](https://d2l.ai/chapter_linear-classification/generalization-classification.html).
#
# ## 7. What does it get wrong? { #errors-of-the-network }
#
# The **confusion matrix** has one row per true garment and one column per answer, so its diagonal
# counts the right answers. Look for your bet from section 1 off the diagonal.

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
print(f"hacia las parecidas: {share:.3f} // toward the look-alikes: {share:.3f}")

# %%
#| tags: [claim]
claim(
    "hardest-class-is-shirt",
    hardest,
    equals=6,
    says="La prenda más difícil es la camisa. // The hardest garment is the shirt.",
)
claim(
    "shirt-accuracy",
    hardest_accuracy,
    between=(0.50, 0.80),
    says="""De las camisas acierta entre la mitad y cuatro de cada cinco. //
        It gets between half and four in five of the shirts right.""",
)
claim(
    "shirt-errors-to-look-alikes",
    share,
    at_least=0.75,
    says="""Al menos tres de cada cuatro errores de camisa van a prendas parecidas. //
        At least three in four mistakes about shirts go to look-alikes.""",
)

# %% [markdown] lang="es"
# La camisa es la más difícil, con un {{ hardest_accuracy:.1%}} de aciertos. De sus errores, el
# {{ share:.1%}} va a camiseta, suéter o abrigo, de silueta parecida, y con 28 píxeles de lado un
# cuello casi no se ve.
#
# Estos son los nueve errores más seguros de la red; nombra tú cada foto antes de leer su título:

# %% [markdown] lang="en"
# The shirt is the hardest, with {{ hardest_accuracy:.1%}} right. Of its errors, {{ share:.1%}} go
# to t-shirt, pullover or coat, which have much the same outline, and at 28 pixels a side a collar
# can hardly be seen.
#
# These are the network's nine surest mistakes; name each photo yourself before you read its title:

# %%
#| alt:
#|   es: Nueve fotos de prueba que la red nombró mal con la mayor confianza, cada una con su
#|     respuesta y la etiqueta real; varias parecen mal etiquetadas.
#|   en: Nine test photos the network misnamed with the greatest confidence, each with its answer
#|     and the true label; several look mislabeled.
confidence = test_logits.softmax(dim=1).max(dim=1).values
wrong = (predicted != y_test).nonzero().squeeze(1)
worst = wrong[confidence[wrong].argsort(descending=True)[:9]]
said = [(names[predicted[i]], names[y_test[i]]) for i in worst]
titles = [f"dice {a}\nes {truth} // says {a}\nis {truth}" for a, truth in said]
plots.plot_images(test_images[worst], titles, columns=5)

# %%
worst_confidence = confidence[worst].min().item()
print(f"{worst_confidence:.4f}")

# %% [markdown] lang="es"
# Incluso en el menos seguro, la confianza era del {{ worst_confidence:.2%}}, así que una
# probabilidad alta no garantiza nada. Varias etiquetas, además, parecen equivocadas.
#
# Cada unidad de la primera capa tiene un peso por píxel, así que puede dibujarse como una foto.
# Estas son cinco de las ocho de pesos más grandes:

# %% [markdown] lang="en"
# Even in the least sure of them, confidence was {{ worst_confidence:.2%}}, so a high probability
# guarantees nothing. Several labels, moreover, look wrong.
#
# Each first-layer unit has one weight per pixel, so it can be drawn as a photo. These are five of
# the eight with the largest weights:

# %%
#| alt:
#|   es: >-
#|     Pesos de 5 unidades de la primera capa como imágenes de 28 por 28: en la primera, dos franjas
#|     azules donde van las mangas; en la última, una línea vertical azul en el centro; en las
#|     demás, manchas sueltas; ninguna prenda entera.
#|   en: >-
#|     Weights of 5 first-layer units as 28 by 28 images: in the first, two blue bands where sleeves
#|     go; in the last, a blue vertical line in the center; in the others, loose blobs; no whole
#|     garment.
weights = model[1].weight.detach()  # (300, 784)
strongest = weights.norm(dim=1).argsort(descending=True)
plots.plot_weights(weights[strongest[[0, 1, 3, 4, 7]]], columns=5)

# %% [markdown] lang="es"
# Son retazos, y no prendas enteras. Un píxel claro suma donde es azul y resta donde es naranja: la
# primera unidad parece buscar mangas, y la última, una abertura como la de un abrigo.
#
# ### ¿Y si le pides más seguridad? { #threshold }
#
# Responde “camisa” solo si su probabilidad pasa de un **umbral** (threshold), y prueba con esas
# cuatro prendas.

# %% [markdown] lang="en"
# They are scraps, not whole garments. A light pixel adds where it is blue and subtracts where it
# is orange: the first unit seems to look for sleeves, and the last one for an opening like a
# coat's.
#
# ### What if you ask it to be surer? { #threshold }
#
# Answer “shirt” only if its probability is above a **threshold**, and try it with those four
# garments.

# %%
#| tags: [page]
#| data: I-6
#| alt:
#|   es: Prendas parecidas en una línea de probabilidad, con un umbral que las separa y sus curvas.
#|   en: Look-alikes on a line of probability, with a threshold that separates them, and curves.
upper = torch.isin(y_test, torch.tensor([6, *alike])).nonzero().squeeze(1)[:300]
is_shirt = (y_test[upper] == 6).int()  # (300,)
scores = test_logits[upper].softmax(dim=1)[:, 6]  # (300,)
asked = ["otra // other", names[6].lower()]
{"scores": [round(s, 4) for s in scores.tolist()], "labels": is_shirt.tolist(), "names": asked}

# %% [markdown] lang="es"
# ## Lo que suele fallar { #errors }
#
# | Síntoma | Arreglo |
# |---|---|
# | [La exactitud se queda en 0.1](#error-ten-percent) | Mirar la pérdida que la acompaña |
# | [La validación va mejor que el entrenamiento](#error-val-below) | Medir las dos a la vez |
# | [Error en la primera capa](#error-integers) | `images / 255` |
# | [En uso real acierta menos](#error-statistics) | Usar media y desviación del entrenamiento |
# | [Fotos quemadas](#error-imshow) | `x * sd + mean` |
# | [Nombres absurdos](#error-names) | Mirar fotos con su nombre |
# | [Una nota que no se repite](#error-test) | Elegir con la validación |
# | [La pérdida no baja](#error-softmax) | Pasar los logits |
#
# ### La exactitud se queda en 0.1 { #error-ten-percent }
#
# Con diez clases es la nota de quien no mira. Lo provocamos con una tasa mil veces mayor y con las
# etiquetas barajadas:

# %% [markdown] lang="en"
# ## What usually goes wrong { #errors }
#
# | Symptom | Fix |
# |---|---|
# | [Accuracy is stuck at 0.1](#error-ten-percent) | Look at the loss next to it |
# | [Validation does better than training](#error-val-below) | Measure both at once |
# | [Error in the first layer](#error-integers) | `images / 255` |
# | [Worse in real use](#error-statistics) | Use the training mean and standard deviation |
# | [Blown-out photos](#error-imshow) | `x * sd + mean` |
# | [Absurd names](#error-names) | Look at photos with their names |
# | [A score nobody can repeat](#error-test) | Choose on validation |
# | [The loss will not drop](#error-softmax) | Pass the logits |
#
# ### Accuracy is stuck at 0.1 { #error-ten-percent }
#
# With ten classes, that is the score of not looking. We provoke it with a rate a thousand times as
# large and with shuffled labels:

# %%
seed_everything(0)
x_few, y_few = x_train[:20_000], y_train[:20_000]
mixed = y_few[torch.randperm(len(y_few))]
for lr, y in ((1.0, y_few), (1e-3, mixed)):
    network = make_model()
    optimizer = torch.optim.Adam(network.parameters(), lr=lr)
    for _ in range(2):
        train_epoch(network, Batches(x_few, y, batch_size=256), optimizer)
    loss, score = measure(network, x_val, y_val)
    print(f"lr {lr}: {loss:.2f}, {score:.3f}")

# %%
#| tags: [claim]
claim(
    "mixed-labels-stay-at-ln-10",
    loss,
    equals=2.3026,
    abs=0.1,
    says="""Con las etiquetas mezcladas, la pérdida se queda en ln 10. //
        With mixed-up labels, the loss stays at ln 10.""",
)

# %% [markdown] lang="es"
# La segunda nota cae muy por debajo de 0.1: sin nada que aprender, la red da el mismo nombre a las
# fotos parecidas, y esas pocas apuestas salieron mal. La causa la dice la pérdida, el primer
# número. Si es enorme, los pasos son demasiado largos: divide la tasa entre diez hasta que baje.
# Si ronda ln 10, comprueba que cada foto siga con su etiqueta. Y si no cambia ni un decimal, falta
# `step()`, o el optimizador se creó con los parámetros de otra red.
#
# ### La validación va mejor que el entrenamiento { #error-val-below }

# %% [markdown] lang="en"
# The second score is far below 0.1: with nothing to learn, the network gives photos that look
# alike the same name, and those few bets went wrong. It is the loss, the first number, that tells
# the cause. If it is huge, the steps are too long: divide the rate by ten until it falls. If it is
# about ln 10, check that each photo still has its own label. And if not a single decimal changes,
# `step()` is missing, or the optimizer was made with the parameters of another network.
#
# ### Validation does better than training { #error-val-below }

# %%
#| tags: [page]
again = make_model()
adam = torch.optim.Adam(again.parameters(), lr=1e-3)
during = train_epoch(again, batches, adam)
after, unseen = (measure(again, *part)[0] for part in ((x_train, y_train), (x_val, y_val)))

# %%
#| tags: [claim, page]
claim(
    "running-mean-lags",
    during - unseen,
    at_least=0.05,
    says="""La media tomada durante la época supera a la validación. //
        The mean taken during the epoch is above validation.""",
)

# %% [markdown] lang="es"
# En nuestra primera época la pérdida de entrenamiento fue {{ history["train_loss"][0]:.2f}} y la
# de validación, {{ history["val_loss"][0]:.2f}}. `train_epoch` promedia mientras la red aprende,
# así que cuenta los primeros lotes, cuando aún no sabía nada. Repetimos esa época con otra red y,
# medidas al acabar, el entrenamiento da {{ after:.2f}} y la validación {{ unseen:.2f}}.
#
# ### Bytes en la red { #error-integers }
#
# Este error sí avisa:

# %% [markdown] lang="en"
# In our first epoch the training loss was {{ history["train_loss"][0]:.2f}} and the validation
# loss {{ history["val_loss"][0]:.2f}}. `train_epoch` averages while the network learns, so it
# counts the first batches, when it knew nothing yet. We repeated that epoch with another network
# and, measured at the end, training gives {{ after:.2f}} and validation {{ unseen:.2f}}.
#
# ### Bytes into the network { #error-integers }
#
# This one does speak up:

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
# `Byte` es el tipo de la foto y `Float`, el de los pesos; dividir entre 255 los iguala.
#
# ### Normalizar con otra media { #error-statistics }
#
# Llega un pedido solo de abrigos, y alguien lo normaliza con su propia media:

# %% [markdown] lang="en"
# `Byte` is the type of the photo and `Float` is the type of the weights; dividing by 255 makes
# them equal.
#
# ### Normalizing with another mean { #error-statistics }
#
# A shipment of nothing but coats arrives, and someone normalizes it with its own mean:


# %%
def share_named_coat(x):
    return (model(x).argmax(dim=1) == 4).float().mean().item()


coats = images[val_rows][y_val == 4] / 255  # la clase 4 es abrigo // class 4 is coat
coats_right = share_named_coat((coats - mean) / sd)
coats_wrong = share_named_coat((coats - coats.mean()) / coats.std())
print(f"{coats_right:.3f}, {coats_wrong:.3f}")

# %%
#| tags: [claim]
claim(
    "own-statistics-hurt",
    coats_right - coats_wrong,
    at_least=0.01,
    says="""Normalizados con su propia media, los abrigos se reconocen peor. //
        Normalized with their own mean, coats are recognized less well.""",
)

# %% [markdown] lang="es"
# La exactitud cae del {{ coats_right:.1%}} al {{ coats_wrong:.1%}}, porque los abrigos son más
# claros que la prenda media y, con su propia media, le llegan a la red más oscuros de como los
# aprendió.
#
# ### Dibujar lo estandarizado { #error-imshow }
#
# Con fotos en color, `imshow` recorta lo que queda fuera de 0 a 1 (aquí lo imitamos en gris), y
# `x * sd + mean` deshace la estandarización:

# %% [markdown] lang="en"
# Accuracy drops from {{ coats_right:.1%}} to {{ coats_wrong:.1%}}, because coats are brighter than
# the average garment, and with their own mean they reach the network darker than it learned them.
#
# ### Drawing what is standardized { #error-imshow }
#
# With color photos, `imshow` clips what falls outside 0 to 1 (here we imitate it in gray), and
# `x * sd + mean` undoes the standardization:

# %%
#| tags: [page]
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
# Las etiquetas empiezan en 0, y una lista de nombres desplazada no da ningún error, solo miente:

# %% [markdown] lang="en"
# ### Shifted names { #error-names }
#
# Labels start at 0, and a shifted list of names raises no error, it just lies:

# %%
shifted = [*names[1:], names[0]]
for label in (0, 5, 9):
    print(names[label], "->", shifted[label])

# %% [markdown] lang="es"
# ### Parar mirando la prueba { #error-test }
#
# Imagina 200 redes que responden con un dado de diez caras, y quédate con la que más acierta en
# 500 fotos.

# %% [markdown] lang="en"
# ### Stopping by looking at the test set { #error-test }
#
# Imagine 200 networks that answer by rolling a ten-sided die, and keep the one that gets most of
# 500 photos right.

# %%
#| predict:
#|   es: ¿Sacará más del 10 % en las 500 fotos con que la elegiste? ¿Y en fotos nuevas?
#|   en: Will it get more than 10% right on the 500 photos you chose it with? And on new photos?
rng = torch.Generator().manual_seed(42)
dice = torch.randint(0, 10, (200, len(y_val)), generator=rng)  # (200, 5000)
right = (dice == y_val).float()
best = right[:, :500].mean(dim=1).argmax()
chosen_score = right[best, :500].mean().item()
honest_score = right[best, 500:].mean().item()
print(f"{chosen_score:.3f}, {honest_score:.3f}")

# %%
#| tags: [claim]
claim(
    "choosing-inflates-the-score",
    chosen_score,
    at_least=0.125,
    says="""El mejor de 200 dados pasa del 12.5 % en las fotos con que se eligió. //
        The best of 200 dice passes 12.5% on the photos it was chosen with.""",
)
claim(
    "new-photos-tell-the-truth",
    honest_score,
    between=(0.08, 0.12),
    says="En fotos nuevas vuelve a ser un dado. // On new photos it is a die again.",
)

# %% [markdown] lang="es"
# El dado elegido acierta el {{ chosen_score:.1%}} y, en fotos nuevas, el {{ honest_score:.1%}},
# como cualquier dado. Elegir infla la nota, y más si hay muchos candidatos distintos y pocas
# fotos.
#
# ### Softmax dos veces { #error-softmax }
#
# `one_hot` pone 1 en la clase correcta y 0 en el resto; por 50, son logits perfectos. Los medimos
# sin otra softmax y con ella:

# %% [markdown] lang="en"
# The chosen die scores {{ chosen_score:.1%}} and, on new photos, {{ honest_score:.1%}}, like any
# die. Choosing inflates the score, the more so with many different candidates and few photos.
#
# ### Softmax twice { #error-softmax }
#
# `one_hot` puts 1 at the right class and 0 elsewhere; times 50, those are perfect logits. We
# measure them without another softmax and with one:

# %%
perfect = 50.0 * nn.functional.one_hot(y_val, 10)  # sin dudas // without doubts
clean = cross_entropy(perfect, y_val)
floor = cross_entropy(perfect.softmax(dim=1), y_val)
print(f"sin: {clean:.3f}  con: {floor:.3f} // without: {clean:.3f}  with: {floor:.3f}")

# %%
#| tags: [claim]
claim(
    "softmax-twice-floor",
    floor.item(),
    equals=1.4612,
    abs=1e-3,
    says="""Con dos softmax, ni una red perfecta baja de 1.46. //
        With two softmaxes, not even a perfect network gets below 1.46.""",
)

# %% [markdown] lang="es"
# `cross_entropy` ya lleva la softmax dentro. La segunda recibe un 1 y nueve ceros, y da a la
# prenda correcta $e/(e+9)$, un 23.2 %, así que la pérdida no baja de $-\ln 0.232$, {{ floor:.2f}}.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# `cross_entropy` already has the softmax inside. The second one gets a 1 and nine zeros, and gives
# the right garment $e/(e+9)$, which is 23.2%, so the loss never gets below $-\ln 0.232$,
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
# **Haz:** escribe de memoria el MLP 784-300-100-10, con el nombre `model`, el bucle y la parada
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
# **Do:** write from memory the 784-300-100-10 MLP, named `model`, the loop, and early stopping
# with patience 5: the loop ends after five epochs without a fall of the validation loss. In the
# end `epoch` is the last epoch you trained and `best_epoch` the best one; `model` has the weights
# of that epoch, and `best_loss` is the validation loss that they give. Then prepare the test
# photos like the others, and keep the fraction of right answers in `test_accuracy`.

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
# **Tienes:** `train(batch_size)`, que entrena una época con 10 000 fotos y devuelve el modelo, y
# 5000 fotos de validación, `x_val` y `y_val`.
#
# **Haz:** mide con 32 y con 256 la exactitud de validación, como fracción y sin redondear, y los
# segundos que tarda el entrenamiento. Guarda esa pareja, en ese orden, en `results[batch_size]`.
# Después, decide cuál conviene.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Batches of 32 or of 256? { #e2 }
#
# **Goal:** find out what a small batch costs and gives.
#
# **You have:** `train(batch_size)`, which trains one epoch on 10,000 photos and returns the model,
# and 5000 validation photos, `x_val` and `y_val`.
#
# **Do:** measure, with 32 and with 256, the validation accuracy, as a fraction and not rounded, and
# the seconds that training takes. Keep that pair, in that order, in `results[batch_size]`. Then
# decide which one is better.

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
# right answers.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea del bucle es `start = time.perf_counter()`, y la segunda llama a `train`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line of the loop is `start = time.perf_counter()`, and the second one calls `train`.

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

# el primer optimizador tarda más: que no lo pague un tamaño // the first optimizer takes longer
torch.optim.Adam([torch.zeros(1, requires_grad=True)])


def train(batch_size):
    seed_everything(0)
    model = MLP([784, 300, 100, 10])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    batches = Batches(x_train, y_train, batch_size=batch_size, shuffle=True)
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
    lambda: sorted(results),
    equals=[32, 256],
    hint="una entrada de results por tamaño de lote // one entry of results for each batch size",
)
for batch_size, measured in results.items():
    check(
        f"cuántos números hay para {batch_size} // how many numbers there are for {batch_size}",
        len(measured),
        equals=2,
        hint="la exactitud y los segundos, en ese orden // the accuracy and the seconds, in order",
    )
    elapsed = []
    for _ in range(3):
        start = time.perf_counter()
        again = train(batch_size)
        elapsed.append(time.perf_counter() - start)
    with torch.no_grad():
        hits = again(x_val).argmax(dim=1) == y_val
    check(
        f"exactitud con {batch_size} // accuracy with {batch_size}",
        measured[0],
        equals=hits.double().mean(),
        abs=2e-3,
        hint="""una fracción de las fotos de validación, con el modelo de ese tamaño de lote //
            a fraction of the validation photos, with the model of that batch size""",
    )
    check(
        f"segundos con {batch_size} // seconds with {batch_size}",
        measured[1],
        between=(min(elapsed) / 5, 100 * min(elapsed)),  # máquina ocupada // a busy machine
        hint="""el reloj se mira antes y después de train, y da segundos //
            look at the clock before and after train; it gives seconds""",
    )


# %%
#| exercise: E2
#| role: right
def timed(function, argument):
    before = time.time()
    made = function(argument)
    return made, time.time() - before


results = {}
for n in (256, 32):
    model, seconds = timed(train, n)
    with torch.no_grad():
        guess = model(x_val).argmax(dim=1)
    results[n] = [(guess == y_val).float().mean(), seconds]

# %%
#| exercise: E2
#| role: right
results = {}
for batch_size in (32, 256):
    start = time.monotonic()
    score = accuracy(
        train(batch_size)(x_val), y_val
    )  # también cuenta medir // measuring counts too
    results[batch_size] = score, time.monotonic() - start

# %%
#| exercise: E2
#| role: wrong
#| message: una fracción de las fotos de validación // a fraction of the validation photos
results = {}
for batch_size in (32, 256):
    start = time.perf_counter()
    model = train(batch_size)
    results[batch_size] = (accuracy(model(x_train), y_train), time.perf_counter() - start)

# %%
#| exercise: E2
#| role: wrong
#| message: antes y después de train // before and after train
results = {}
for batch_size in (32, 256):
    model = train(batch_size)
    start = time.perf_counter()  # el modelo ya está entrenado // the model is trained already
    results[batch_size] = (accuracy(model(x_val), y_val), time.perf_counter() - start)

# %%
#| exercise: E2
#| role: wrong
#| message: y da segundos // it gives seconds
results = {}
for batch_size in (32, 256):
    start = time.perf_counter()
    model = train(batch_size)
    seconds = time.perf_counter() - start
    results[batch_size] = (accuracy(model(x_val), y_val), 1000 * seconds)

# %%
#| exercise: E2
#| role: wrong
#| message: con el modelo de ese tamaño de lote // with the model of that batch size
results = {}
for batch_size in (32, 256):
    start = time.perf_counter()
    model = train(256)  # el mismo lote, dos veces // the same batch size twice
    results[batch_size] = (accuracy(model(x_val), y_val), time.perf_counter() - start)

# %%
#| exercise: E2
#| role: wrong
#| message: una fracción de las fotos de validación // a fraction of the validation photos
results = {32: (0.84, 2.1), 256: (0.81, 0.5)}  # escritos a mano // typed by hand

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
# - Un solo error muy seguro puede costar más que muchos aciertos.
# - Por eso la parada temprana vigila la pérdida de validación y devuelve los mejores pesos.
# - La prueba se usa una vez, y su nota se da con margen.
#
# ## Para profundizar { #further }
#
# - [Xiao, Rasul y Vollgraf (2017)](https://arxiv.org/abs/1708.07747): por qué nació Fashion-MNIST.
# - [Kingma y Ba (2014)](https://arxiv.org/abs/1412.6980): el optimizador Adam.
#
# Parar a tiempo funciona, pero es un remedio brusco. ¿Y si, en vez de parar la red, pudieras hacer
# que memorizar le costara más que entender?

# %% [markdown] lang="en"
# ## Summary { #summary }
#
# - A single very sure mistake can cost more than many right answers.
# - That is why early stopping watches the validation loss and hands back the best weights.
# - The test set is used once, and its score has a margin.
#
# ## Going further { #further }
#
# - [Xiao, Rasul, and Vollgraf (2017)](https://arxiv.org/abs/1708.07747): why Fashion-MNIST exists.
# - [Kingma and Ba (2014)](https://arxiv.org/abs/1412.6980): the Adam optimizer.
#
# Stopping in time works, but it is a blunt remedy. What if, instead of stopping the network, you
# could make memorizing cost it more than understanding?
