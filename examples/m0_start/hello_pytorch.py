# ---
# title: "Hola, PyTorch: tu primer modelo // Hello, PyTorch: your first model"
# description:
#   es: Entrena un modelo con cinco piezas y usa las mismas cinco para leer una red de casi dos
#     millones de números.
#   en: Train a model with five pieces, then use the same five to read a network of almost two
#     million numbers.
# objectives:
#   - remember:
#       es: reconocer las cinco piezas de un programa que aprende (E4)
#       en: recognize the five pieces of a program that learns (E4)
#   - understand:
#       es: "leer un modelo impreso: qué entra y qué sale de cada capa (E2, E3)"
#       en: "read a printed model: what goes into each layer and what comes out (E2, E3)"
#   - apply:
#       es: contar los parámetros de un modelo antes de construirlo (E1)
#       en: count the parameters of a model before you build it (E1)
# minutes: {read: 20, practise: 15}
# needs: [setup]
# data: []
# ---
# %% [markdown] lang="es"
# Un programa corriente sigue las reglas que tú le escribes. Un programa que aprende recibe ejemplos
# y encuentra los números de la regla por su cuenta. **¿Qué hay dentro de un programa así?**
#
# Siempre las mismas cinco piezas. Aquí las montas para predecir cuánto tarda una entrega en
# bicicleta. Después las usas para leer una red con casi dos millones de números.
#
# ## La idea en una imagen { #picture }
# Sigue las flechas desde la izquierda:

# %% [markdown] lang="en"
# An ordinary program follows rules that you write. A program that learns is given examples and
# finds the numbers in the rule by itself. **What is inside a program like that?**
#
# Always the same five pieces. On this page you put them together to predict how long a bicycle
# delivery takes. Then you use them to read a network of almost two million numbers.
#
# ## The idea in one picture { #picture }
# Follow the arrows from the left:

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Cinco piezas. Los datos dan entradas al modelo y respuestas a la pérdida; el modelo da
#|     predicciones a la pérdida; la pérdida avisa al optimizador, que corrige el modelo. Un marco,
#|     el bucle, rodea modelo, pérdida y optimizador: los tres se repiten.
#|   en: >-
#|     Five pieces. The data give inputs to the model and answers to the loss; the model gives
#|     predictions to the loss; the loss informs the optimizer, which corrects the model. A frame,
#|     the loop, surrounds model, loss and optimizer: those three repeat.
from tutorial_lib import plots

picture, size = plots.diagram(7.4, 3.5), (1.56, 0.8)
picture.box(4.95, 1.39, 4.72, 2.64, facecolor="none", linewidth=1.3, linestyle=(0, (4, 3)))
data_box = picture.box(0.9, 2.05, *size, "1 datos // 1 data", "ejemplos // examples", color="green")
names = ("2 modelo // 2 model", "predice // predicts")
model_box = picture.box(3.5, 2.05, *size, *names, color="blue")
names = ("3 pérdida // 3 loss", "mide el fallo // measures")
loss_box = picture.box(6.38, 2.05, *size, *names, color="orange")
picture.box(4.95, 0.6, *size, "4 optimizador // 4 optimizer", "corrige // corrects", color="purple")
picture.text(2.72, 0.28, "5 bucle: repite // 5 loop: repeat", weight="bold", ha="left")
picture.text(2.14, 2.24, "entradas // inputs", fontsize=10)
picture.text(4.95, 2.24, "predicciones // predictions", fontsize=10)
picture.text(3.6, 3.3, "respuestas correctas // right answers", fontsize=10)
picture.arrow(data_box, model_box)
picture.arrow(model_box, loss_box)
picture.arrow((6.38, 1.63), (5.75, 0.6), bend=0.175)
picture.arrow((4.15, 0.6), (3.5, 1.63), bend=0.175)
picture.arrow((0.9, 2.47), (6.38, 2.47), bend=0.115)
picture.figure

# %% [markdown] lang="es"
# Los **datos** (data) son ejemplos con su respuesta. El **modelo** (model) mira una entrada y
# predice. La **pérdida** (loss) mide cuánto falla, y el **optimizador** (optimizer) lo corrige un
# poco. El **bucle** (loop) repite esas tres cosas.
#
# `nn` es la caja de piezas de PyTorch para construir modelos. Del curso vienen dos ayudas: `plots`
# dibuja y `count_parameters` cuenta. Cada línea con ✓ comprueba algo que la página afirma.

# %% [markdown] lang="en"
# The **data** are examples with their answers. The **model** looks at an input and predicts. The
# **loss** measures how far off it is, and the **optimizer** corrects it a little. The **loop**
# repeats those three things.
#
# `nn` is PyTorch's box of parts for building models. Two helpers come from the course: `plots`
# draws and `count_parameters` counts. Each line with ✓ checks something the page states.

# %% Preparar // Set up
import math

import numpy as np
import torch
from torch import nn

from tutorial_lib import count_parameters, plots

# %% [markdown] lang="es"
# ## 1. Datos: ¿de qué ejemplos aprendemos? { #data }
# Una mensajera anota los kilómetros y los minutos de 40 entregas. Las fabricamos nosotros, y así
# sabremos si el modelo acierta: 5 minutos para recoger el paquete, 4 por kilómetro y un poco
# de azar por los semáforos. El modelo no verá esa regla, solo los ejemplos.

# %% [markdown] lang="en"
# ## 1. Data: which examples do we learn from? { #data }
# A courier writes down the kilometers and the minutes of 40 deliveries. We make them up ourselves,
# so that we can judge the model: 5 minutes to pick up the package, 4 per kilometer, and a bit
# of luck with the traffic lights. The model will not see that rule, only the examples.

# %% Datos // Data
# la semilla: el mismo azar para todos // the seed: the same chance for everyone
torch.manual_seed(42)
km = 3 * torch.rand(40, 1)
minutes = 5 + 4 * km + 0.5 * torch.randn(40, 1)
print(km.shape)
for i in range(3):
    print(f"{km[i].item():.2f} km -> {minutes[i].item():.1f} min")

# %% [markdown] lang="es"
# `km` es un **tensor**: el recipiente de números de PyTorch. Su **forma** (shape), `[40, 1]`, se
# lee “40 filas y 1 columna”: una fila por entrega. `rand` da números entre 0 y 1; `randn`,
# números que rondan el 0 y pueden ser negativos. `.item()` saca de un tensor su único número.
#
# ## 2. Modelo: ¿qué sabe uno recién creado? { #model }
# `nn.Linear(1, 1)` recibe un número y da otro. Por dentro multiplica la entrada por un **peso**
# (weight) y suma un **sesgo** (bias): en total, una recta. Esos dos números son sus
# **parámetros** (parameters): lo que el modelo aprende. Empiezan al azar. Un modelo se usa como
# una función: `model(km)`.
#
# **Antes de ejecutar:** ¿cuántos minutos predecirá para 2 kilómetros? La regla secreta dice
# $5 + 4 \cdot 2 = 13$.

# %% [markdown] lang="en"
# `km` is a **tensor**: PyTorch's container for numbers. Its **shape**, `[40, 1]`, reads “40 rows
# and 1 column”: one row per delivery. `rand` gives numbers between 0 and 1; `randn` gives numbers
# that hover around 0 and can be negative. `.item()` takes the only number out of a tensor.
#
# ## 2. Model: what does a brand-new one know? { #model }
# `nn.Linear(1, 1)` takes one number and gives another. Inside, it multiplies the input by a
# **weight** and adds a **bias**: all in all, a straight line. Those two numbers are its
# **parameters**: what the model learns. They start out random. You use a model like a function:
# `model(km)`.
#
# **Before you run this:** how many minutes will it predict for 2 kilometers? The secret rule says
# $5 + 4 \cdot 2 = 13$.

# %% Modelo // Model
model = nn.Linear(1, 1)
two_km = torch.tensor([[2.0]])  # una fila, una columna // one row, one column
first_guess = model(two_km).item()
first_bias, first_weight = model.bias.item(), model.weight.item()
print(model)
print(f"""sesgo {first_bias:.2f}, peso {first_weight:.2f} //
    bias {first_bias:.2f}, weight {first_weight:.2f}""")
print(f"2 km -> {first_guess:.1f} min")

# %% [markdown] lang="es"
# {{ first_bias:.2f}} + {{ first_weight:.2f}} · 2: dos kilómetros en {{ first_guess:.1f}} minutos,
# ni en moto. Es lo esperable sin haber visto ejemplos. `print(model)` enseña las piezas:
# `in_features=1` es un número de entrada, `out_features=1` es uno de salida y `bias=True` dice que
# hay sesgo.
#
# ## 3. Pérdida: ¿cuánto se equivoca? { #loss }
# El **error** de una entrega es la predicción menos la respuesta, o valor real. Esta figura
# muestra el de la tercera. $x$ son los kilómetros; $y$, los minutos; $\hat{y}$, la predicción. La
# recta es el modelo, con su sesgo $b$ y su peso $w$:

# %% [markdown] lang="en"
# {{ first_bias:.2f}} + {{ first_weight:.2f}} · 2: two kilometers in {{ first_guess:.1f}} minutes,
# not even on a motorcycle. That is what to expect before it sees any example. `print(model)` shows
# the parts: `in_features=1` is one number in, `out_features=1` is one number out, and `bias=True`
# says that there is a bias.
#
# ## 3. Loss: how wrong is it? { #loss }
# The **error** of one delivery is the prediction minus the answer, or *target*. This figure shows
# it for the third delivery. $x$ is kilometers; $y$ is minutes; $\hat{y}$ is the prediction. The
# line is the model, with its bias $b$ and its weight $w$:

# %%
#| alt:
#|   es: >-
#|     Cuarenta puntos que suben y, muy por debajo, la recta del modelo sin entrenar; un segmento
#|     vertical une un punto con la recta y mide su error, negativo: la predicción queda casi diez
#|     minutos corta.
#|   en: >-
#|     Forty rising dots and, far below them, the line of the untrained model; a vertical segment
#|     joins one dot to the line and measures its error, which is negative: the prediction falls
#|     almost ten minutes short.
plots.plot_error(km, minutes, first_bias, first_weight, index=2)

# %% [markdown] lang="es"
# Hay 40 errores, y hace falta un solo número. `nn.MSELoss` da el **error cuadrático medio**
# (mean squared error, MSE): eleva cada error al cuadrado y hace la media. Así no se compensan
# los positivos con los negativos.

# %% [markdown] lang="en"
# There are 40 errors, and we need a single number. `nn.MSELoss` gives the **mean squared error**
# (MSE): it squares each error and takes the average. That way positive and negative errors cannot
# cancel out.

# %% Pérdida // Loss
loss_fn = nn.MSELoss()
first_loss = loss_fn(model(km), minutes).item()
typical_miss = first_loss**0.5  # raíz cuadrada // square root
print(f"pérdida: {first_loss:.1f} // loss: {first_loss:.1f}")
print(f"fallo típico: {typical_miss:.1f} min // typical miss: {typical_miss:.1f} min")

# %% [markdown] lang="es"
# La pérdida está en minutos al cuadrado; su raíz, en minutos. El modelo suele fallar por unos
# {{ typical_miss:.1f}}.
#
# ## 4. Optimizador y bucle: ¿quién lo corrige? { #loop }
# ¿Hay que subir el peso o bajarlo? Lo dice el **gradiente** (gradient): para cada parámetro, cuánto
# crece la pérdida si lo subes un poco. El optimizador `SGD` mueve cada parámetro en sentido
# contrario: eso es el **descenso de gradiente** (gradient descent). `lr`, la **tasa de
# aprendizaje** (learning rate), fija el tamaño del paso.
#
# **Antes de ejecutar:** damos 300 pasos. ¿Llegará la pérdida a 0?

# %% [markdown] lang="en"
# The loss is in squared minutes; its root, in minutes. The model typically misses by about
# {{ typical_miss:.1f}}.
#
# ## 4. Optimizer and loop: who corrects it? { #loop }
# Should the weight go up or down? The **gradient** tells: for each parameter, how much the loss
# grows if you raise it a little. The optimizer `SGD` moves each parameter the opposite way: that is
# **gradient descent**. `lr`, the **learning rate**, sets the size of the step.
#
# **Before you run this:** we take 300 steps. Will the loss get to 0?

# %% Optimizador y bucle // Optimizer and loop
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
lines = {0: (first_bias, first_weight)}  # para el dibujo // for the drawing
for step in range(1, 301):
    predictions = model(km)
    loss = loss_fn(predictions, minutes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 10, 300):
        lines[step] = (model.bias.item(), model.weight.item())
        print(f"paso {step}: pérdida {loss.item():.2f} // step {step}: loss {loss.item():.2f}")
final_loss = loss.item()

# %% [markdown] lang="es"
# Baja deprisa y se estanca en {{ final_loss:.2f}}. No llega a 0 porque ninguna recta adivina los
# semáforos. Son el `0.5 * randn` de los datos: desvíos de medio minuto, más o menos, y
# $0.5^2 = 0.25$. Casi justo lo que queda.
#
# ??? technical "Línea por línea"
#     - `SGD`: *stochastic gradient descent*, descenso de gradiente con
#       [unos pocos ejemplos aleatorios](../m1-gradient-descent/scaling-and-batches.md#batches) por
#       paso. Aquí usamos siempre los 40.
#     - `model.parameters()`: entrega al optimizador los números que puede mover.
#     - `loss_fn(predictions, minutes)`: resume los 40 errores en uno.
#     - `optimizer.zero_grad()`: borra los gradientes de la vuelta anterior.
#     - `loss.backward()`: calcula los gradientes nuevos, uno por parámetro. No mueve nada.
#     - `optimizer.step()`: mueve los parámetros. Es la única línea que lo hace.
#
# Mira la recta por el camino:

# %% [markdown] lang="en"
# It falls fast and stalls at {{ final_loss:.2f}}. It does not get to 0 because no line can guess
# the traffic lights. They are the `0.5 * randn` in the data: half a minute off, give or take, and
# $0.5^2 = 0.25$. That is nearly all that is left.
#
# ??? technical "Line by line"
#     - `SGD`: *stochastic gradient descent*, gradient descent on
#       [a few random examples](../m1-gradient-descent/scaling-and-batches.md#batches) per step.
#       Here we always use all 40.
#     - `model.parameters()`: hands the optimizer the numbers it may move.
#     - `loss_fn(predictions, minutes)`: sums up the 40 errors in one number.
#     - `optimizer.zero_grad()`: erases the gradients of the previous round.
#     - `loss.backward()`: computes the new gradients, one per parameter. It moves nothing.
#     - `optimizer.step()`: moves the parameters. It is the only line that does.
#
# Watch the line along the way:

# %%
#| alt:
#|   es: >-
#|     Cuatro paneles con los 40 puntos y la recta del modelo: plana y baja con 0 pasos, ya
#|     inclinada con 1, cerca de los puntos con 10 y justo entre ellos con 300.
#|   en: >-
#|     Four panels with the 40 dots and the line of the model: flat and low after 0 steps, already
#|     tilted after 1, near the dots after 10, and right through them after 300.
plots.plot_line_steps(km, minutes, lines)

# %% [markdown] lang="es"
# Un paso ya la inclina, y diez la acercan; el resto es afinar. ¿Aprendió la regla? Comparamos con
# `np.polyfit`, que calcula la mejor recta con una fórmula exacta, sin pasos. **Antes de
# ejecutar:** ¿coincidirán?

# %% [markdown] lang="en"
# One step already tilts it, and ten bring it close; the rest is polish. Did it learn the rule?
# Let's compare with `np.polyfit`, which computes the best line with an exact formula, without
# steps. **Before you run this:** will they agree?

# %% Usar el modelo // Use the model
bias, weight = model.bias.item(), model.weight.item()
# flatten() quita las columnas; 1 es una recta // flatten() drops the columns; 1 is a line
best_weight, best_bias = np.polyfit(km.flatten(), minutes.flatten(), 1)
last_guess = model(two_km).item()
print(f"bucle:   {bias:.2f} + {weight:.2f} · km // loop:    {bias:.2f} + {weight:.2f} · km")
print(f"""fórmula: {best_bias:.2f} + {best_weight:.2f} · km //
    formula: {best_bias:.2f} + {best_weight:.2f} · km""")
print(f"2 km -> {last_guess:.1f} min")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("loop-finds-the-best-line", [bias, weight], equals=[best_bias, best_weight], abs=0.005)
claim("close-to-the-secret-rule", [bias, weight], equals=[5, 4], abs=0.3)

# %% [markdown] lang="es"
# Los dos caminos dan la misma recta, y 2 kilómetros son ahora {{ last_guess:.1f}} minutos. No son 5
# y 4 exactos: el azar mueve los puntos, y ninguna recta se ajusta mejor a estos 40. ¿Para qué un
# bucle, si hay fórmula? Porque solo la hay para modelos tan sencillos como una recta. El bucle
# sirve para todos.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     En Keras o scikit-learn se entrena con una línea, `fit`. PyTorch deja el bucle a la vista:
#     son más líneas, pero puedes cambiar cualquiera.
#
# !!! later "Más adelante"
#     [Descenso de gradiente](../m1-gradient-descent/gradient-descent.md) explica de dónde sale cada
#     paso; [tensores](../m2-tensors-autograd/tensors.md), cómo se maneja una forma;
#     [autograd](../m2-tensors-autograd/autograd.md), cómo halla `backward()` los gradientes.
#
# ## 5. ¿Se lee igual un modelo grande? { #read }
# Otro problema: ¿una reseña es positiva o negativa? La respuesta ya no es una cantidad, sino una de
# dos **clases** (classes), que aquí significa categorías. La entrada es texto, y los modelos solo
# admiten números. Por eso cada palabra se cambia por su número en una lista, el **vocabulario**
# (vocabulary). Cada palabra numerada es un **token**.
#
# El modelo encadena tres **capas** (layers). Cada una transforma lo que le da la anterior. **Antes
# de ejecutar:** ¿cuántas líneas imprimirá?

# %% [markdown] lang="en"
# Both roads lead to the same line, and 2 kilometers now take {{ last_guess:.1f}} minutes. Not
# exactly 5 and 4: chance shifts the dots, and no line fits these 40 better. Why a loop, then?
# Because such formulas only exist for models as simple as a line. The loop works for all.
#
# !!! elsewhere "What you will see elsewhere"
#     In Keras or scikit-learn you train with one line, `fit`. PyTorch leaves the loop in plain
#     sight: more lines, but you can change any of them.
#
# !!! later "Later"
#     [Gradient descent](../m1-gradient-descent/gradient-descent.md) explains where each step comes
#     from; [tensors](../m2-tensors-autograd/tensors.md), how to handle a shape;
#     [autograd](../m2-tensors-autograd/autograd.md), how `backward()` finds the gradients.
#
# ## 5. Do you read a large model the same way? { #read }
# A new problem: is a review positive or negative? The answer is no longer a quantity but one of two
# **classes**, that is, categories. The input is text, but models only accept numbers. So every word
# is swapped for its number in a list, the **vocabulary**. Each numbered word is a **token**.
#
# The model chains three **layers**. Each one transforms what the one before hands over. **Before
# you run this:** how many lines will it print?


# %% Un modelo por capas // A model made of layers
class TextClassifier(nn.Module):
    def __init__(self, n_words, n_features, n_hidden, n_classes):
        super().__init__()
        self.embedding = nn.Embedding(n_words, n_features)
        self.lstm = nn.LSTM(n_features, n_hidden, num_layers=2, batch_first=True)
        self.linear = nn.Linear(n_hidden, n_classes)

    def forward(self, tokens):
        vectors = self.embedding(tokens)
        memory, _ = self.lstm(vectors)  # no usamos lo segundo // we do not use the second part
        return self.linear(memory[:, -1])  # la última palabra // the last word


classifier = TextClassifier(10_000, n_features=100, n_hidden=256, n_classes=2)
print(classifier)

# %% [markdown] lang="es"
# Cinco: una por capa y dos para el nombre y el paréntesis final. Todo modelo propio tiene esta
# silueta: `__init__` crea las capas, `forward` dice en qué orden pasan los datos y `nn.Module`
# aporta el resto, como `parameters()` o este `print`. Línea por línea:
#
# - `Embedding(10000, 100)`: un **embedding** es una tabla con una fila por palabra. Aquí son
#   10 000 filas de 100 números (`n_features`), que se aprenden.
# - `LSTM(100, 256, …)`: una **LSTM** lee palabra por palabra y lleva una memoria, aquí de 256
#   números (`n_hidden`). `num_layers=2` apila dos: la segunda lee la memoria de la primera. Con
#   `batch_first=True`, el primer número de la forma cuenta frases.
# - `Linear(…)`: tu vieja conocida, ahora con 256 entradas y 2 salidas, cada una con sus pesos.
#
# ## 6. ¿Cuántos números aprende? { #count }
# La tabla del embedding tiene 10 000 × 100 números. La capa lineal, 256 × 2 pesos y
# 2 sesgos. La LSTM hace cuatro cálculos por cada número de su memoria: qué olvidar, qué
# anotar, cuánto y qué mostrar. Con $i$ entradas y $h$ números de memoria, cada cálculo tiene
# $i + h$ pesos y 2 sesgos (bastaría uno, pero PyTorch guarda dos). En total, $4h(i + h + 2)$ por
# cada LSTM apilada.
#
# **Antes de ejecutar:** ¿qué línea del `print` tiene más parámetros?

# %% [markdown] lang="en"
# Five: one line per layer, and two for the name and the closing parenthesis. Every model you write
# has this outline: `__init__` creates the layers, `forward` says in what order the data go through
# them, and `nn.Module` brings the rest, such as `parameters()` or this `print`. Line by line:
#
# - `Embedding(10000, 100)`: an **embedding** is a table with one row per word. Here it has 10,000
#   rows of 100 numbers (`n_features`), which are learned.
# - `LSTM(100, 256, …)`: an **LSTM** reads word by word and keeps a memory, here of 256 numbers
#   (`n_hidden`). `num_layers=2` stacks two of them: the second reads the memory of the first. With
#   `batch_first=True`, the first number of the shape counts sentences.
# - `Linear(…)`: your old friend, now with 256 inputs and 2 outputs, each with weights of its own.
#
# ## 6. How many numbers does it learn? { #count }
# The embedding table holds 10,000 × 100 numbers. The linear layer, 256 × 2 weights and
# 2 biases. The LSTM does four calculations for each number in its memory: what to forget, what to
# note down, how much, and what to show. With $i$ inputs and $h$ numbers of memory, each calculation
# has $i + h$ weights and 2 biases (one would do, but PyTorch keeps two). That makes
# $4h(i + h + 2)$ for each stacked LSTM.
#
# **Before you run this:** which line of the `print` has the most parameters?

# %% Contar // Count
by_formula = 4 * 256 * (100 + 256 + 2) + 4 * 256 * (256 + 256 + 2)
counts = {}
for name, layer in classifier.named_children():  # nombre y capa // name and layer
    counts[name] = count_parameters(layer)
total, head = count_parameters(classifier), counts["linear"]
print(counts)
print(f"LSTM con la fórmula: {by_formula} // LSTM by the formula: {by_formula}")
print(f"total: {total}")

# %%
#| tags: [page]
# lo pregunta el cuestionario // the quiz asks for it
with_three_classes = count_parameters(nn.Linear(256, 3))

# %%
#| tags: [claim]
claim("lstm-formula", by_formula, equals=counts["lstm"])
claim("parameters-by-layer", list(counts.values()), equals=[1_000_000, 892_928, 514])
claim("parameters-in-all", total, equals=1_893_442)

# %% [markdown] lang="es"
# De {{ total:,}}, más de la mitad están en el embedding, una simple tabla. La capa que decide
# tiene {{ head:,}}. Y el largo de las frases no aparece en la cuenta: la LSTM usa los mismos
# números en cada palabra.
#
# ## 7. ¿Qué forma llevan los datos por el camino? { #shapes }
# Los ejemplos no entran de uno en uno, sino en grupos: un **lote** (batch). Este será de 4 frases
# inventadas, de 12 palabras al azar. Sus formas, de arriba abajo:

# %% [markdown] lang="en"
# Of {{ total:,}}, more than half are in the embedding, a mere table. The layer that decides has
# {{ head:,}}. And the length of sentences is nowhere in the count: the LSTM uses the same numbers
# at every word.
#
# ## 7. What shape do the data have along the way? { #shapes }
# Examples do not go in one at a time but in groups, each called a **batch**. Ours holds 4 made-up
# sentences of 12 random words each. Its shapes, from top to bottom:

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Camino de un lote por el modelo: de (4, 12), un número por palabra, el embedding pasa a (4,
#|     12, 100); la LSTM, a (4, 12, 256); quedarse con la última palabra, a (4, 256); y la capa
#|     lineal, a (4, 2), dos puntuaciones por frase.
#|   en: >-
#|     The path of a batch through the model: from (4, 12), one number per word, the embedding leads
#|     to (4, 12, 100); the LSTM, to (4, 12, 256); keeping the last word, to (4, 256); and the
#|     linear layer, to (4, 2), two scores per sentence.
path = plots.diagram(7, 5.3)
stops = [
    ("(4, 12)", "un número por palabra // one number per word"),
    ("(4, 12, 100)", "100 números por palabra // 100 numbers per word"),
    ("(4, 12, 256)", "la memoria tras cada palabra // the memory after each word"),
    ("(4, 256)", "la memoria tras leer la frase // the memory after the sentence"),
    ("(4, 2)", "dos puntuaciones por frase // two scores per sentence"),
]
layers = [
    ("green", 1.1, "Embedding", "busca cada fila // looks up each row"),
    ("blue", 0.6, "LSTM", "lee y recuerda // reads and remembers"),
    ("sky", 0.62, "[:, -1]", "última palabra // last word"),
    ("orange", 0.68, "Linear", "puntúa // scores"),
]
for row, (shape, words) in enumerate(stops):
    path.text(1.35, 4.95 - 1.15 * row, shape, weight="bold", fontsize=13)
    path.text(2.5, 4.95 - 1.15 * row, words, ha="left")
for row, (color, width, layer, words) in enumerate(layers):
    y = 4.41 - 1.15 * row
    path.arrow((1.35, y + 0.36), (1.35, y - 0.41))
    path.box(1.35, y, width, 0.28, color=color)
    path.text(1.35, y, layer, weight="bold")
    path.text(2.5, y, words, ha="left", style="italic", fontsize=10)
path.figure

# %% [markdown] lang="es"
# **Antes de ejecutar:** si las frases tuvieran 30 palabras, ¿qué formas cambiarían?

# %% [markdown] lang="en"
# **Before you run this:** if sentences had 30 words, which shapes would change?

# %% Seguir un lote // Follow a batch
tokens = torch.randint(10_000, (4, 12))  # enteros de 0 a 9999 // integers from 0 to 9999
vectors = classifier.embedding(tokens)
memory, _ = classifier.lstm(vectors)
scores = classifier(tokens)
n_scores = scores.numel()  # cuántos números guarda // how many numbers it holds
for tensor in (tokens, vectors, memory, memory[:, -1], scores):
    print(tuple(tensor.shape))  # la forma, sin adornos // the shape, plain
longer = torch.randint(10_000, (4, 30))
print(tuple(longer.shape), "->", tuple(classifier(longer).shape))

# %%
#| tags: [claim]
claim("one-score-per-class", tuple(scores.shape), equals=(4, 2))

# %% [markdown] lang="es"
# Con 30 palabras cambiarían las tres primeras. Al quedarnos con la última palabra (`-1`), el largo
# desaparece, y la salida es igual: {{ n_scores }} puntuaciones, una por frase y clase. Esas
# puntuaciones se llaman **logits**; en cada frase, la mayor gana.
#
# ## 8. ¿Cuánto pierde quien no sabe nada? { #untrained }
# Para clases, la pérdida es la **entropía cruzada** (cross-entropy). Convierte los logits en
# probabilidades y toma $-\ln(p)$, donde $p$ es la de la clase correcta y $\ln$, el logaritmo
# natural. Si $p = 1$, la pérdida es 0. Quien duda por igual entre dos clases da $p = 1/2$ y
# pierde $-\ln(1/2)$, que es lo mismo que $\ln(2)$.
#
# Cada frase necesita su **etiqueta** (label), la clase correcta; las inventamos. **Antes de
# ejecutar:** creamos 5 modelos, cada uno con su azar. ¿Perderán todos parecido?

# %% [markdown] lang="en"
# With 30 words, the first three would change. Once we keep only the last word (`-1`), the length is
# gone, and the output is the same: {{ n_scores }} scores, one per sentence and class. Those scores
# are called **logits**; in each sentence, the largest wins.
#
# ## 8. How much does a know-nothing lose? { #untrained }
# For classes, the loss is **cross-entropy**. It turns the logits into probabilities and takes
# $-\ln(p)$, where $p$ is that of the right class and $\ln$ the natural logarithm. If $p = 1$, the
# loss is 0. Whoever cannot choose between two classes gives $p = 1/2$ and loses $-\ln(1/2)$, which
# is the same as $\ln(2)$.
#
# Each sentence needs its **label**, the right class; we make them up. **Before you run this:** we
# create 5 models, each with its own random start. Will they all lose about the same?

# %% Perder sin saber // Lose without knowing
labels = torch.tensor([0, 1, 0, 1])  # 0: negativa, 1: positiva // 0: negative, 1: positive
class_loss = nn.CrossEntropyLoss()
untrained = []
for seed in range(5):
    torch.manual_seed(seed)
    fresh = TextClassifier(10_000, 100, 256, 2)
    untrained.append(class_loss(fresh(tokens), labels).item())
print([round(value, 3) for value in untrained])
print(f"ln 2 = {math.log(2):.3f}")

# %%
#| tags: [claim]
claim("untrained-loss", untrained, equals=math.log(2), abs=0.1)

# %% [markdown] lang="es"
# Todos rondan $\ln(2)$. Es una prueba gratis: si una red nueva con dos clases empieza en 3, busca
# un error antes de entrenar.
#
# De la bicicleta al texto cambiaron los datos, el modelo y la pérdida. El bucle, ni una línea: lo
# compruebas en [E4](#e4).
#
# ## Lo que suele fallar { #errors }
# ### Olvidar `super().__init__()` { #super }
# **Antes de ejecutar:** ¿fallará al definir la clase o al crear el modelo?

# %% [markdown] lang="en"
# All of them hover around $\ln(2)$. It is a free test: if a new network with two classes starts at
# 3, look for a bug before you train.
#
# From bicycle to text, the data, the model and the loss changed. The loop did not, not by a line:
# see for yourself in [E4](#e4).
#
# ## What usually goes wrong { #errors }
# ### Forgetting `super().__init__()` { #super }
# **Before you run this:** will it fail when the class is defined, or when the model is created?


# %%
#| raises: "AttributeError: cannot assign module before Module.__init__() call"
#| cause:
#|   es: Falta `super().__init__()` en tu clase, y el modelo no tiene dónde apuntar sus capas.
#|   en: Your class lacks `super().__init__()`, so the model has nowhere to register its layers.
#| fix:
#|   es: Escribe `super().__init__()` como primera línea de `__init__`.
#|   en: Write `super().__init__()` as the first line of `__init__`.
class Forgetful(nn.Module):
    def __init__(self):
        self.linear = nn.Linear(1, 1)


Forgetful()

# %% [markdown] lang="es"
# Falla al crearlo, que es cuando se ejecuta `__init__`. **Causa:** `super().__init__()` abre el
# registro donde `nn.Module` apunta cada capa. **Arreglo:** escríbelo en la primera línea de
# `__init__`. En código antiguo verás `super(Forgetful, self).__init__()`: hace lo mismo.
#
# ### Dar un número suelto { #plain-number }
# **Antes de ejecutar:** pedimos otra vez 2 kilómetros, sin tensor. ¿Lo entenderá?

# %% [markdown] lang="en"
# It fails when created, because that is when `__init__` runs. **Cause:** `super().__init__()` opens
# the register where `nn.Module` notes every layer. **Fix:** write it in the first line of
# `__init__`. Older code has `super(Forgetful, self).__init__()`: it does the same.
#
# ### Handing over a plain number { #plain-number }
# **Before you run this:** we ask for 2 kilometers again, without a tensor. Will it understand?

# %%
#| raises: "TypeError: must be Tensor, not float"
#| cause:
#|   es: Un modelo solo admite tensores, y le diste un número de Python.
#|   en: A model only accepts tensors, and you gave it a Python number.
#| fix:
#|   es: "Envuélvelo con su forma, una fila por ejemplo: `torch.tensor([[2.0]])`."
#|   en: "Wrap it with its shape, one row per example: `torch.tensor([[2.0]])`."
model(2.0)

# %% [markdown] lang="es"
# **Causa:** los modelos solo admiten tensores. **Arreglo:** `torch.tensor([[2.0]])`, con una fila
# para cada entrega.
#
# ### Una palabra fuera de la tabla { #unknown-word }
# **Antes de ejecutar:** la tabla tiene 10 000 filas. ¿Existe la fila 10 000?

# %% [markdown] lang="en"
# **Cause:** models only accept tensors. **Fix:** `torch.tensor([[2.0]])`, with one row per
# delivery.
#
# ### A word outside the table { #unknown-word }
# **Before you run this:** the table has 10,000 rows. Is there a row 10,000?

# %%
#| raises: "IndexError: index out of range in self"
#| cause:
#|   es: Un token pide una fila que la tabla del embedding no tiene.
#|   en: A token asks for a row that the embedding table does not have.
#| fix:
#|   es: "Con n palabras, los tokens van de 0 a `n - 1`: revisa el mayor con `tokens.max()`."
#|   en: "With n words, tokens run from 0 to `n - 1`: look at the largest with `tokens.max()`."
classifier(torch.tensor([[10_000]]))

# %% [markdown] lang="es"
# No: se cuentan desde 0, así que la última es la 9999. **Causa:** un token sin fila. **Arreglo:**
# comprueba que `tokens.max()` es menor que el número de filas.
#
# ### Llamar a `forward` a mano { #forward }
# `model(km)` acaba llamando a `forward`. ¿Por qué no hacerlo tú? Por los *hooks*: funciones tuyas
# que el modelo ejecuta cada vez que lo usas. La de aquí deja un aviso. **Antes de ejecutar:**
# usamos el modelo de las dos maneras. ¿Cuántos avisos habrá?

# %% [markdown] lang="en"
# No: they are counted from 0, so the last one is 9999. **Cause:** a token without a row. **Fix:**
# check that `tokens.max()` is less than the number of rows.
#
# ### Calling `forward` by hand { #forward }
# `model(km)` ends up calling `forward`. Why not do it yourself? Because of *hooks*: functions of
# yours that the model runs every time you use it. This one leaves a notice. **Before you run
# this:** we use the model both ways. How many notices will there be?


# %%
notices = []


def notify(*_):  # recibe detalles que no usamos // it gets details that we do not use
    notices.append("usado // used")


hook = model.register_forward_hook(notify)
same = torch.equal(model(km), model.forward(km))
hook.remove()
print(same, len(notices))

# %%
#| tags: [claim]
claim("forward-skips-the-hooks", len(notices), equals=1)

# %% [markdown] lang="es"
# El resultado es idéntico (`True`), pero solo hay {{ len(notices) }} aviso. **Síntoma:** lo que
# dependía del aviso no ocurre, y no hay error. **Causa:** `forward` se salta los hooks.
# **Arreglo:** llama al modelo, `model(km)`.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# The result is identical (`True`), but there is only {{ len(notices) }} notice. **Symptom:**
# whatever relied on it does not happen, and no error says so. **Cause:** `forward` skips the hooks.
# **Fix:** call the model, `model(km)`.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · La mitad de memoria { #e1 }
# **Meta:** contar parámetros sin construir nada. **Tienes:** el clasificador de esta página, con
# 10 000 palabras de 100 números y dos clases, pero con una memoria de `h = 128` números en lugar de
# 256. **Haz:** apuesta primero si tendrá la mitad de parámetros. Después guarda en `embedding`,
# `lstm_first`, `lstm_second` y `linear` cuántos parámetros tiene cada capa, con las dos de la LSTM
# por separado, y en `total` los de toda la red. Cuenta también los sesgos.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Half the memory { #e1 }
# **Goal:** count parameters without building anything. **You have:** this page's classifier, with
# 10,000 words of 100 numbers and two classes, but with a memory of `h = 128` numbers instead of
# 256. **Do:** place your bet first: will it have half the parameters? Then keep in `embedding`,
# `lstm_first`, `lstm_second` and `linear` how many parameters each layer has, the two of the LSTM
# separately, and in `total` those of the whole network. Count the biases as well.

# %% [markdown] exercise="E1" lang="es" role="hint"
# En cada capa, pregúntate cuántos números entran y cuántos salen. La memoria es lo que sale de las
# dos capas de la LSTM; la tabla de palabras no sabe nada de ella.

# %% [markdown] exercise="E1" lang="en" role="hint"
# For every layer, ask how many numbers go in and how many come out. The memory is what comes out of
# the two LSTM layers; the table of words knows nothing about it.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La fórmula de la página, $4h(i + h + 2)$, sirve para las dos capas de la LSTM. Lo que cambia entre
# ellas es $i$, la cantidad de números que reciben.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The formula on the page, $4h(i + h + 2)$, serves for both LSTM layers. What changes between them
# is $i$, how many numbers they receive.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La línea que sigue a `embedding` es `lstm_first = 4 * h * (100 + h + 2)`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The line after `embedding` is `lstm_first = 4 * h * (100 + h + 2)`.

# %%
#| exercise: E1
#| role: setup
h = 128

# %%
#| exercise: E1
#| role: starter
embedding = 10_000 * 100
lstm_first = ...
lstm_second = ...
linear = ...
total = ...

# %%
#| exercise: E1
#| role: solution
embedding = 10_000 * 100
lstm_first = 4 * h * (100 + h + 2)
lstm_second = 4 * h * (h + h + 2)
linear = h * 2 + 2
total = embedding + lstm_first + lstm_second + linear
print(lstm_first, lstm_second, linear, total)
print(f"""frente al grande: {total / 1_893_442:.2f} //
    compared with the large one: {total / 1_893_442:.2f}""")

# %%
#| exercise: E1
#| role: check
from torch import nn

from tutorial_lib import check, count_parameters

# contar a lápiz también vale // counting with a pencil is fine, too
layers = [nn.Embedding(10_000, 100), nn.LSTM(100, h), nn.LSTM(h, h), nn.Linear(h, 2)]
counts = [count_parameters(layer) for layer in layers]
check(
    "embedding",
    embedding,
    equals=counts[0],
    hint="¿de qué depende la tabla de palabras? // what does the table of words depend on?",
)
check(
    "primera capa de la LSTM // first LSTM layer",
    lstm_first,
    equals=counts[1],
    hint="""¿cuántos números recibe, y cuántos guarda en su memoria? //
        how many numbers does it receive, and how many does it keep in its memory?""",
)
check(
    "segunda capa de la LSTM // second LSTM layer",
    lstm_second,
    equals=counts[2],
    hint="¿quién le da a esta capa su entrada? // who gives this layer its input?",
)
check(
    "capa lineal // linear layer",
    linear,
    equals=counts[3],
    hint="""hay un peso para cada pareja de entrada y salida, ¿y cuántos sesgos? //
        there is one weight for every pair of input and output, and how many biases?""",
)
check(
    "total",
    total,
    equals=sum(counts),
    hint="¿están las cuatro capas, una vez cada una? // are all four layers in it, once each?",
)

# %%
#| exercise: E1
#| role: right
def lstm(inputs, memory):
    return 4 * (memory * inputs + memory * memory + 2 * memory)


embedding = 1_000_000
lstm_first, lstm_second = lstm(100, 128), lstm(128, 128)
linear = 2 * (128 + 1)
total = sum([embedding, lstm_first, lstm_second, linear])

# %%
#| exercise: E1
#| role: right
from torch import nn

layers = nn.Embedding(10_000, 100), nn.LSTM(100, h), nn.LSTM(h, h), nn.Linear(h, 2)
counts = [sum(p.numel() for p in layer.parameters()) for layer in layers]
embedding, lstm_first, lstm_second, linear = counts
total = sum(counts)

# %%
#| exercise: E1
#| role: wrong
#| message: quién le da a esta capa su entrada // who gives this layer its input
embedding = 10_000 * 100
lstm_first = lstm_second = 4 * h * (100 + h + 2)  # dos capas iguales // two equal layers
linear = h * 2 + 2
total = embedding + lstm_first + lstm_second + linear

# %%
#| exercise: E1
#| role: wrong
#| message: y cuántos sesgos // and how many biases
embedding = 10_000 * 100
lstm_first = 4 * h * (100 + h + 2)
lstm_second = 4 * h * (h + h + 2)
linear = h * 2  # sin los sesgos // without the biases
total = embedding + lstm_first + lstm_second + linear

# %%
#| exercise: E1
#| role: wrong
#| message: de qué depende la tabla // what does the table of words depend on
embedding = 10_000 * 100 // 2  # la mitad de todo // half of everything
lstm_first = lstm_second = 892_928 // 4
linear = 514 // 2
total = 1_893_442 // 2


# %% [markdown] exercise="E2" lang="es"
# ### E2 · Adivina el idioma { #e2 }
# **Meta:** leer un modelo desconocido solo por lo que imprime. **Tienes:** esta red, que lee un
# nombre letra a letra y adivina de qué idioma es. La capa lineal solo recibe la última letra de
# cada nombre.
#
# ```text
# LanguageGuesser(
#   (embedding): Embedding(60, 16)
#   (lstm): LSTM(16, 32, batch_first=True)
#   (linear): Linear(in_features=32, out_features=5, bias=True)
# )
# ```
#
# **Haz:** guarda en `n_letters` cuántas letras distintas conoce y en `n_languages` entre cuántos
# idiomas elige. Entra un lote de 7 nombres de 9 letras, con forma `(7, 9)`: guarda en
# `after_embedding`, `after_lstm` y `after_linear` la forma con que sale de cada capa, como tupla.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Guess the language { #e2 }
# **Goal:** read an unknown model just from what it prints. **You have:** this network, which reads
# a name letter by letter and guesses its language. The linear layer only receives the last letter
# of each name.
#
# ```text
# LanguageGuesser(
#   (embedding): Embedding(60, 16)
#   (lstm): LSTM(16, 32, batch_first=True)
#   (linear): Linear(in_features=32, out_features=5, bias=True)
# )
# ```
#
# **Do:** keep in `n_letters` how many different letters it knows and in `n_languages` how many
# languages it chooses from. A batch of 7 names of 9 letters goes in, with shape `(7, 9)`: keep in
# `after_embedding`, `after_lstm` and `after_linear` the shape in which it leaves each layer, as a
# tuple.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La tabla tiene una fila por letra conocida, y la última capa, una puntuación por idioma. Sigue el
# lote capa a capa y pregúntate qué describe cada dimensión.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The table has one row per known letter, and the last layer one score per language. Follow the
# batch from layer to layer and ask what each dimension describes.

# %% [markdown] exercise="E2" lang="es" role="hint"
# En `Embedding(filas, números)` y en `LSTM(entran, salen)`, el segundo número dice cuántos salen
# por letra. En `Linear`, lo dice `out_features`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# In `Embedding(rows, numbers)` and in `LSTM(in, out)`, the second number tells how many come out
# for each letter. In `Linear`, `out_features` does.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea es `n_letters = 60`, y `after_embedding` empieza por los 7 nombres y las 9
# letras.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line is `n_letters = 60`, and `after_embedding` begins with the 7 names and the 9
# letters.

# %%
#| exercise: E2
#| role: starter
n_letters = ...
n_languages = ...
after_embedding = (7, 9, ...)
after_lstm = ...
after_linear = ...

# %%
#| exercise: E2
#| role: solution
n_letters = 60
n_languages = 5
after_embedding = (7, 9, 16)
after_lstm = (7, 9, 32)
after_linear = (7, 5)
print(n_letters, n_languages)
print(after_embedding, after_lstm, after_linear)

# %%
#| exercise: E2
#| role: check
import torch
from torch import nn

from tutorial_lib import check

table, lstm = nn.Embedding(60, 16), nn.LSTM(16, 32, batch_first=True)
last = nn.Linear(32, 5)
vectors = table(torch.randint(60, (7, 9)))
memory, _ = lstm(vectors)
scores = last(memory[:, -1])
check(
    "letras // letters",
    n_letters,
    equals=table.num_embeddings,
    hint="""¿qué cuenta cada número de Embedding: filas, o números por fila? //
        what does each number of Embedding count: rows, or numbers in a row?""",
)
check(
    "idiomas // languages",
    n_languages,
    equals=last.out_features,
    hint="""hay una puntuación por idioma: ¿qué capa las da? //
        there is one score per language: which layer gives them?""",
)
check(
    "tras el embedding // after the embedding",
    after_embedding,
    equals=list(vectors.shape),
    hint="""¿con cuántos números describe la tabla cada letra de cada nombre? //
        with how many numbers does the table describe each letter of each name?""",
)
check(
    "tras la LSTM // after the LSTM",
    after_lstm,
    equals=list(memory.shape),
    hint="""¿da una memoria por nombre, o una por cada letra que lee? //
        does it give one memory per name, or one for every letter it reads?""",
)
check(
    "tras la capa lineal // after the linear layer",
    after_linear,
    equals=list(scores.shape),
    hint="""¿cuántas letras de cada nombre recibe esta capa? //
        how many letters of each name does this layer receive?""",
)

# %%
#| exercise: E2
#| role: right
batch = (7, 9)
n_letters, n_languages = 60, 5
after_embedding = (*batch, 16)
after_lstm = (*batch, 32)
after_linear = (batch[0], n_languages)

# %%
#| exercise: E2
#| role: right
import torch
from torch import nn

embedding, lstm, linear = nn.Embedding(60, 16), nn.LSTM(16, 32, batch_first=True), nn.Linear(32, 5)
n_letters, n_languages = embedding.num_embeddings, linear.out_features
vectors = embedding(torch.zeros(7, 9, dtype=torch.long))
memory, _ = lstm(vectors)
after_embedding, after_lstm = vectors.shape, memory.shape
after_linear = linear(memory[:, -1]).shape

# %%
#| exercise: E2
#| role: wrong
#| message: filas, o números por fila // rows, or numbers in a row
n_letters, n_languages = 16, 5  # el número equivocado de la tabla // the wrong number of the table
after_embedding, after_lstm, after_linear = (7, 9, 16), (7, 9, 32), (7, 5)

# %%
#| exercise: E2
#| role: wrong
#| message: o una por cada letra que lee // or one for every letter it reads
n_letters, n_languages = 60, 5
after_embedding = (7, 9, 16)
after_lstm = (7, 32)  # solo la última // only the last one
after_linear = (7, 5)

# %%
#| exercise: E2
#| role: wrong
#| message: cuántas letras de cada nombre // how many letters of each name
n_letters, n_languages = 60, 5
after_embedding, after_lstm = (7, 9, 16), (7, 9, 32)
after_linear = (7, 9, 5)


# %% [markdown] exercise="E3" lang="es"
# ### E3 · Ni buena ni mala { #e3 }
# **Meta:** añadir una tercera clase, la reseña neutra. **Tienes:** `TextClassifier` y `tokens`, un
# lote de 6 frases. **Haz:** crea en `three_way` un clasificador recién hecho, con las medidas de la
# página y tres clases, y guarda en `logits` el tensor que da para `tokens`. En `expected_loss`
# predice, sin medirla, su pérdida antes de entrenar: la de un modelo que da la misma probabilidad a
# las tres clases, con logaritmo natural y al menos tres decimales.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Neither good nor bad { #e3 }
# **Goal:** add a third class, the neutral review. **You have:** `TextClassifier` and `tokens`, a
# batch of 6 sentences. **Do:** create in `three_way` a brand-new classifier, with the sizes of the
# page and three classes, and keep in `logits` the tensor that it gives for `tokens`. In
# `expected_loss` predict, without measuring it, its loss before any training: the loss of a model
# that gives the same probability to all three classes, with the natural logarithm and at least
# three decimals.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Un modelo se usa como una función. La pérdida de un ejemplo es $-\ln p$, donde $p$ es la
# probabilidad de la clase correcta: ¿cuánto vale $p$ para quien duda por igual entre tres?

# %% [markdown] exercise="E3" lang="en" role="hint"
# A model is used like a function. The loss of one example is $-\ln p$, where $p$ is the probability
# of the right class: how large is $p$ for somebody who cannot choose among three?

# %% [markdown] exercise="E3" lang="es" role="hint"
# El último argumento de `TextClassifier` es la cantidad de clases, y `math.log` es el logaritmo
# natural.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The last argument of `TextClassifier` is the number of classes, and `math.log` is the natural
# logarithm.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea es `three_way = TextClassifier(10_000, 100, 256, 3)`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line is `three_way = TextClassifier(10_000, 100, 256, 3)`.

# %%
#| exercise: E3
#| role: setup
import math

import torch
from torch import nn


class TextClassifier(nn.Module):
    def __init__(self, n_words, n_features, n_hidden, n_classes):
        super().__init__()
        self.embedding = nn.Embedding(n_words, n_features)
        self.lstm = nn.LSTM(n_features, n_hidden, num_layers=2, batch_first=True)
        self.linear = nn.Linear(n_hidden, n_classes)

    def forward(self, tokens):
        memory, _ = self.lstm(self.embedding(tokens))
        return self.linear(memory[:, -1])


torch.manual_seed(0)
tokens = torch.randint(10_000, (6, 12))
labels = torch.tensor([0, 1, 2, 0, 1, 2])

# %%
#| exercise: E3
#| role: starter
three_way = TextClassifier(10_000, 100, 256, ...)
logits = ...
expected_loss = ...

# %%
#| exercise: E3
#| role: solution
three_way = TextClassifier(10_000, 100, 256, 3)
logits = three_way(tokens)
expected_loss = math.log(3)
loss = nn.CrossEntropyLoss()(logits, labels).item()
print(f"""prevista: {expected_loss:.3f}, medida: {loss:.3f} //
    expected: {expected_loss:.3f}, measured: {loss:.3f}""")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

check(
    "las medidas de three_way // the sizes of three_way",
    lambda: [*three_way.embedding.weight.shape, *three_way.linear.weight.shape[::-1]],
    equals=[10_000, 100, 256, 3],
    hint="""¿qué argumento de TextClassifier dice cuántas clases hay? El resto no cambia //
        which argument of TextClassifier says how many classes there are? The rest stays""",
)
check(
    "logits",
    logits,
    equals=three_way(tokens),
    hint="¿qué da three_way para tokens, tal cual? // what does three_way give for tokens, as is?",
)
check(
    "sin entrenar // untrained",
    nn.CrossEntropyLoss()(three_way(tokens), labels),
    between=(1.0, 1.2),
    hint="three_way está recién hecho // three_way is brand-new",
)
# logaritmo de 3 en base e, por la integral de 1/x // the natural logarithm of 3, as a sum of 1/x
middles = torch.linspace(1, 3, 20_001, dtype=torch.float64)[:-1] + 5e-5
check(
    "pérdida prevista // expected loss",
    expected_loss,
    equals=(1e-4 / middles).sum(),
    abs=6e-4,
    hint="""¿qué probabilidad da a la clase correcta quien duda entre tres, y qué pérdida es esa? //
        what probability does someone in doubt among three give, and which loss is that?""",
)

# %%
#| exercise: E3
#| role: right
sizes = {"n_words": 10_000, "n_features": 100, "n_hidden": 256, "n_classes": 3}
three_way = TextClassifier(**sizes)
with torch.no_grad():
    logits = three_way(tokens)
expected_loss = nn.functional.cross_entropy(torch.zeros(6, 3), labels)

# %%
#| exercise: E3
#| role: right
tuple = (10_000, 100, 256, 3)
three_way = TextClassifier(*tuple)
logits = three_way.forward(tokens)
expected_loss = -math.log(1 / tuple[-1])

# %%
#| exercise: E3
#| role: wrong
#| message: dice cuántas clases hay // says how many classes there are
three_way = TextClassifier(10_000, 100, 256, 2)  # siguen siendo dos // still two
logits = three_way(tokens)
expected_loss = math.log(3)

# %%
#| exercise: E3
#| role: wrong
#| message: quien duda entre tres // someone in doubt among three
three_way = TextClassifier(10_000, 100, 256, 3)
logits = three_way(tokens)
expected_loss = math.log(2)  # la de dos clases // the loss with two classes

# %%
#| exercise: E3
#| role: wrong
#| message: el signo es el contrario // the sign is the opposite
three_way = TextClassifier(10_000, 100, 256, 3)
logits = three_way(tokens)
expected_loss = math.log(1 / 3)

# %%
#| exercise: E3
#| role: wrong
#| message: qué da three_way para tokens // what does three_way give for tokens
three_way = TextClassifier(10_000, 100, 256, 3)
logits = torch.zeros(6, 3)
expected_loss = math.log(3)


# %% [markdown] exercise="E4" lang="es"
# ### E4 · El mismo bucle { #e4 }
# **Meta:** entrenar un clasificador de textos con el bucle de la bicicleta. **Tienes:**
# `TextClassifier`, la pérdida `loss_fn` y 8 frases, `tokens`, con su etiqueta, `labels`, todo
# aleatorio. **Haz:** siembra con 0 justo antes de crear `model`, como en el punto de partida; da 30
# pasos de descenso de gradiente con tasa 0.5, cada uno con las 8 frases; y guarda en la lista
# `losses` la pérdida de cada paso, medida antes de mover los parámetros. Antes de ejecutar,
# predice: si no hay nada que aprender, ¿bajará?

# %% [markdown] exercise="E4" lang="en"
# ### E4 · The same loop { #e4 }
# **Goal:** train a text classifier with the loop of the bicycle. **You have:** `TextClassifier`,
# the loss `loss_fn`, and 8 sentences, `tokens`, with their labels, `labels`, all of them random.
# **Do:** seed with 0 right before you create `model`, as in the starting point; take 30 steps of
# gradient descent at a rate of 0.5, each with all 8 sentences; and keep in the list `losses` the
# loss of each step, measured before the parameters move. Before you run it, predict: with nothing
# to learn, will it go down?

# %% [markdown] exercise="E4" lang="es" role="hint"
# En cada vuelta hay cinco acciones: predecir, medir, borrar los gradientes viejos, calcular los
# nuevos y mover. Además, hay que anotar lo medido.

# %% [markdown] exercise="E4" lang="en" role="hint"
# Each round has five actions: predict, measure, erase the old gradients, compute the new ones, and
# move. Besides, what was measured has to be written down.

# %% [markdown] exercise="E4" lang="es" role="hint"
# El bucle de la sección 4 sirve tal cual con otros nombres: `km` es ahora `tokens`, y `minutes`,
# `labels`. Para anotar, `losses.append(loss.item())`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The loop of section 4 works as it is with other names: `km` is now `tokens`, and `minutes` is
# `labels`. To write down, `losses.append(loss.item())`.

# %% [markdown] exercise="E4" lang="es" role="hint"
# La primera línea dentro del bucle es `loss = loss_fn(model(tokens), labels)`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The first line inside the loop is `loss = loss_fn(model(tokens), labels)`.

# %%
#| exercise: E4
#| role: setup
import torch
from torch import nn


class TextClassifier(nn.Module):
    def __init__(self, n_words, n_features, n_hidden, n_classes):
        super().__init__()
        self.embedding = nn.Embedding(n_words, n_features)
        self.lstm = nn.LSTM(n_features, n_hidden, num_layers=2, batch_first=True)
        self.linear = nn.Linear(n_hidden, n_classes)

    def forward(self, tokens):
        memory, _ = self.lstm(self.embedding(tokens))
        return self.linear(memory[:, -1])


torch.manual_seed(1)
tokens = torch.randint(1_000, (8, 12))
labels = torch.tensor([0, 1, 1, 0, 1, 0, 1, 1])
loss_fn = nn.CrossEntropyLoss()

# %%
#| exercise: E4
#| role: starter
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    ...

# %%
#| exercise: E4
#| role: solution
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    logits = model(tokens)
    loss = loss_fn(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"de {losses[0]:.3f} a {losses[-1]:.3f} // from {losses[0]:.3f} to {losses[-1]:.3f}")
print("""Memorizó el azar: una pérdida pequeña no prueba que sepa. //
    It memorized chance: a small loss does not prove that it knows.""")

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check

torch.manual_seed(0)
twin = TextClassifier(1_000, 100, 128, 2)
expected = []
for _ in range(30):
    loss = loss_fn(twin(tokens), labels)
    expected.append(loss.item())
    slopes = torch.autograd.grad(loss, [*twin.parameters()])
    with torch.no_grad():
        for weight, slope in zip(twin.parameters(), slopes, strict=True):
            weight -= 0.5 * slope
check(
    "cuántas pérdidas hay // how many losses there are",
    lambda: len(losses),
    equals=30,
    hint="""¿se anota una en cada vuelta del bucle, y empieza la lista vacía? //
        is one written down in each round of the loop, and does the list start empty?""",
)
check(
    "la pérdida del primer paso // the loss of the first step",
    losses[0],
    equals=expected[0],
    abs=1e-4,
    hint="""¿está el modelo recién sembrado y creado, y la mides antes de moverlo? //
        is the model freshly seeded and created, and do you measure before it moves?""",
)
check(
    "la pérdida del segundo paso // the loss of the second step",
    losses[1],
    equals=expected[1],
    abs=1e-3,
    hint="""¿quién calcula los gradientes, quién mueve los parámetros, y con qué tasa? //
        who computes the gradients, who moves the parameters, and at what rate?""",
)
check(
    "las pérdidas siguientes // the losses after that",
    losses,
    equals=expected,
    abs=2e-3,
    rel=0.005,
    hint="""¿qué pasa con los gradientes de la vuelta anterior, y predices de nuevo cada vez? //
        what becomes of the gradients of the round before, and do you predict anew each time?""",
)

# %%
#| exercise: E4
#| role: right
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.5 * p.grad
            p.grad = None
    losses.append(float(loss))

# %%
#| exercise: E4
#| role: right
def train(model, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(tokens), labels)
        loss.backward()
        optimizer.step()
        yield loss.detach()


torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
losses = [*train(model, 30)]

# %%
#| exercise: E4
#| role: wrong
#| message: quién mueve los parámetros // who moves the parameters
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    loss.backward()  # calcula, pero nadie mueve nada // it computes, but nobody moves anything
    losses.append(loss.item())

# %%
#| exercise: E4
#| role: wrong
#| message: gradientes de la vuelta anterior // gradients of the round before
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

# %%
#| exercise: E4
#| role: wrong
#| message: en cada vuelta del bucle // in each round of the loop
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
losses.append(loss.item())  # fuera del bucle: solo la última // outside the loop: only the last

# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Cinco piezas: datos, modelo, pérdida, optimizador y bucle.
# - El bucle predice, mide, borra, calcula gradientes y mueve; vale para cualquier modelo.
# - Un modelo impreso dice, capa a capa, cuántos números entran y cuántos salen.
# - Los parámetros se cuentan con lápiz; más de la mitad pueden estar en una simple tabla.
# - Una red sin entrenar con $C$ clases empieza con una pérdida cercana a $\ln(C)$.
#
# ## Para profundizar { #further }
# - [Paszke y otros (2019)](https://arxiv.org/abs/1912.01703): quienes hicieron PyTorch explican por
#   qué es así (en inglés).
# - [`nn.LSTM`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html): las fórmulas de
#   sus cuatro cálculos (en inglés).
# - Siguiente paso: [descenso de gradiente](../m1-gradient-descent/gradient-descent.md), para saber
#   qué hacen de verdad `backward()` y `step()`.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - Five pieces: data, model, loss, optimizer, and loop.
# - The loop predicts, measures, erases, computes gradients, and moves; it works for any model.
# - A printed model tells, layer by layer, how many numbers go in and how many come out.
# - Parameters can be counted with a pencil; more than half may sit in a mere table.
# - An untrained network with $C$ classes starts with a loss near $\ln(C)$.
#
# ## Going further { #further }
# - [Paszke et al. (2019)](https://arxiv.org/abs/1912.01703): the people who made PyTorch explain
#   why it is the way it is.
# - [`nn.LSTM`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html): the formulas of
#   its four calculations.
# - Next step: [gradient descent](../m1-gradient-descent/gradient-descent.md), to see what
#   `backward()` and `step()` really do.
