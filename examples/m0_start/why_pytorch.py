# ---
# title: "¿Por qué aprendizaje profundo y por qué PyTorch? // Why deep learning, and why PyTorch?"
# description:
#   es: Qué significa que una red aprenda, cuándo gana y cuándo no, por qué usamos PyTorch y por
#     dónde empezar el curso.
#   en: What it means for a network to learn, when it wins and when it does not, why we use PyTorch,
#     and where to start the course.
# objectives:
#   - understand:
#       es: explicar qué es aprender representaciones (E1)
#       en: explain what learning representations means (E1)
#   - evaluate:
#       es: decir cuándo el aprendizaje profundo no es la herramienta (E2)
#       en: tell when deep learning is not the tool (E2)
#   - understand:
#       es: nombrar cuatro razones para usar PyTorch y una para no usarlo
#       en: name four reasons to use PyTorch and one not to
#   - remember:
#       es: situarte en el mapa y elegir una ruta (E3)
#       en: find your place on the map and choose a route (E3)
# minutes: {read: 15, practise: 10}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# ¿Cómo se le explica a una máquina qué es un 3? Ningún programador ha conseguido escribir la lista
# completa de reglas. Sin embargo, tu teléfono reconoce tu cara, entiende tu voz y traduce carteles.
#
# Esta página te enseña la idea que hay detrás, con una red que aprende delante de ti en unos
# segundos. Al terminar sabrás qué significa *profundo*, cuándo no hace falta y por qué este curso
# usa PyTorch. También habrás elegido por dónde empezar.
#
# ## ¿Cuál es la regla? La idea en una imagen { #picture }
# Aquí hay doce treses escritos a mano. **Antes de seguir leyendo:** intenta decir en una frase qué
# tienen en común todos, de forma que ningún 8 la cumpla.

# %% [markdown] lang="en"
# How do you explain to a machine what a 3 is? No programmer has ever managed to write down the
# complete list of rules. And yet your phone recognizes your face, understands your voice and
# translates signs.
#
# This page shows you the idea behind that, with a network that learns before your eyes in a few
# seconds. By the end you will know what *deep* means, when it is not needed, and why this course
# uses PyTorch. You will also have chosen where to start.
#
# ## What is the rule? The idea in one picture { #picture }
# Here are twelve handwritten threes. **Before you read on:** try to say in one sentence what they
# all have in common, in such a way that no 8 fits.

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
# “Dos arcos abiertos por la izquierda”, quizá. Ahora mira la segunda fila: algunos casi se cierran.
# Cada excepción pide otra regla, y eso que las imágenes tienen solo 8 × 8 puntos, los *píxeles*.
#
# La alternativa es no escribir la regla. Le damos a la máquina muchas imágenes con su respuesta, la
# **etiqueta** (label), y dejamos que la encuentre ella. Eso es el
# **aprendizaje automático** (machine learning): aprender de ejemplos.
#
# ## 1. ¿Qué tiene de profundo? { #deep }
# Un programa de aprendizaje automático necesita números que describan cada ejemplo, las
# **características** (features). Durante décadas las inventaron personas: cuánta tinta hay, cuántos
# huecos cerrados. Si elegías mal, no había nada que hacer.
#
# El **aprendizaje profundo** (deep learning) aprende también esa parte. Una **red neuronal**
# (neural network) es una fila de pasos sencillos, las **capas** (layers). Cada una recibe números y
# entrega otros, que describen la imagen de una forma un poco más útil:
#
# 1. La entrada solo tiene píxeles.
# 2. Una capa puede responder a trazos.
# 3. La siguiente, a combinaciones de trazos: un arco, un cruce.
# 4. La última responde a lo que preguntas: ¿es un 3?
#
# Cada descripción intermedia es una *representación*. Nadie la diseña: sale del entrenamiento.
# “Profundo” solo quiere decir que hay varias capas. La misma idea sirve para reconocer
# **imágenes**, comprender y traducir **textos**, transcribir la **voz** y **generar** contenido
# nuevo.
#
# ## 2. ¿Aprende de verdad? { #race }
# Hagamos una carrera, con dígitos que escribieron personas de verdad:

# %% [markdown] lang="en"
# “Two arcs open to the left,” perhaps. Now look at the second row: some are almost closed. Every
# exception calls for another rule, and that with images of a mere 8 × 8 dots, the *pixels*.
#
# The alternative is not to write the rule at all. We give the machine many images, each with its
# answer, the **label**, and let it find the rule. That is **machine learning**: learning from
# examples.
#
# ## 1. What is deep about it? { #deep }
# A machine-learning program needs numbers that describe each example, the **features**. For decades
# people invented them: how much ink there is, how many closed loops. If you chose badly, there was
# nothing to be done.
#
# **Deep learning** learns that part as well. A **neural network** is a row of simple steps, the
# **layers**. Each takes in numbers and hands on others, which describe the image in a slightly more
# useful way:
#
# 1. The input has nothing but pixels.
# 2. One layer may respond to strokes.
# 3. The next, to combinations of strokes: an arc, a crossing.
# 4. The last responds to what you ask: is it a 3?
#
# Each description in between is a *representation*. Nobody designs it: training brings it out.
# “Deep” only means that there are several layers. The same idea serves to recognize **images**,
# understand and translate **text**, transcribe **speech** and **generate** new content.
#
# ## 2. Does it really learn? { #race }
# Let's hold a race, with digits that real people wrote:

# %% Traer los datos // Fetch the data
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from tutorial_lib import MLP, Batches, Trainer, accuracy, load_builtin, plots
from tutorial_lib import seed_everything, split_stratified

x, y = load_builtin("digits")
x = x / 16  # cada píxel, entre 0 y 1 // each pixel, between 0 and 1
n_images, n_pixels, n_classes = len(x), x.shape[1], len(y.unique())
print(n_images, n_pixels, n_classes)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("digit-images", n_images, equals=1797)
claim("digit-sizes", [n_pixels, n_classes], equals=[64, 10])

# %% [markdown] lang="es"
# Son {{ n_images:,}} imágenes de {{ n_pixels }} píxeles y {{ n_classes }} clases, del 0 al 9.
# Apartamos una cuarta parte para el examen: ningún modelo la verá mientras aprende.
#
# Compiten dos modelos. La *regresión logística* suma los píxeles, cada uno con su importancia, y
# decide; no tiene capas intermedias. La red pone una capa en medio: muy profunda no es.
#
# **No hace falta que entiendas el código:** empezarás a escribirlo en [tu primer
# modelo](hello-pytorch.md). Los dos miran las imágenes de entrenamiento y luego se examinan; todo
# se repite tres veces. **Apuesta:** ¿qué parte del examen acertará cada uno?

# %% [markdown] lang="en"
# There are {{ n_images:,}} images of {{ n_pixels }} pixels and {{ n_classes }} classes, from 0
# to 9. We put a quarter aside for the exam: no model will see it while it learns.
#
# Two models take part. *Logistic regression* adds up the pixels, each weighted by its importance,
# and decides; it has no layers in between. The network puts one in the middle: not very deep yet.
#
# **You need not understand the code:** you will start writing it in [your first
# model](hello-pytorch.md). Both look at the training images and then take the exam; everything is
# repeated three times. **Place your bet:** what share of the exam will each get right?

# %% La carrera // The race
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
    return trainer


logistic_scores, network_scores = [], []
for seed in range(3):
    train, exam = split_stratified(y, val_fraction=0.25, seed=seed)
    logistic = LogisticRegression(max_iter=1000).fit(x[train], y[train])
    logistic_scores.append(logistic.score(x[exam], y[exam]))
    trainer = train_network(x[train], y[train], [64, 64, 10], seed=seed)
    network_scores.append(accuracy(trainer.predict(x[exam]), y[exam]))

logistic_mean = sum(logistic_scores) / 3
network_mean = sum(network_scores) / 3
print(f"regresión logística {logistic_mean:.3f} // logistic regression {logistic_mean:.3f}")
print(f"red neuronal {network_mean:.3f} // neural network {network_mean:.3f}")

# %%
#| tags: [claim]
claim("logistic-on-digits", logistic_mean, at_least=0.94)
claim("network-on-digits", network_mean, at_least=0.95)

# %% [markdown] lang="es"
# Ese número es la **exactitud** (accuracy): la parte de respuestas correctas, entre 0 y 1. La red
# acierta {{ network_mean:.1%}} de un examen que nunca vio; la regresión logística,
# {{ logistic_mean:.1%}}. Son medias de tres repartos distintos, para que no decida la suerte.
#
# Casi empatan: con imágenes tan pequeñas basta un modelo sencillo. La ventaja de la red crece
# cuando los ejemplos son muchos y crudos: fotos, voz, texto. Pero los dos aprendieron, y nadie les
# dijo qué es un 3.
#
# ¿Y los fallos? Aquí tienes hasta diez del último reparto, con lo que dijo la red encima. **Antes
# de seguir:** ¿qué dirías tú?

# %% [markdown] lang="en"
# That number is the **accuracy**: the share of right answers, between 0 and 1. The network gets
# {{ network_mean:.1%}} right on an exam it had never seen; logistic regression,
# {{ logistic_mean:.1%}}. Both are averages over three different splits, so that luck does not
# decide.
#
# It is nearly a tie: for images this small a simple model will do. The network's lead grows when
# the examples are many and raw: photos, speech, text. But both of them learned, and nobody told
# them what a 3 is.
#
# And the mistakes? Here are up to ten from the last split, under what the network said. **Before
# you read on:** what would you say?

# %%
#| alt:
#|   es: >-
#|     Dígitos del examen que la red falló, cada uno bajo la respuesta que dio. Muchos son dudosos:
#|     un 8 sin cerrar, un 9 torcido.
#|   en: >-
#|     Exam digits that the network got wrong, each under the answer it gave. Many are doubtful: an
#|     8 left open, a crooked 9.
# la clase con más puntos // the class with most points
guesses = trainer.predict(x[exam]).argmax(dim=1)
wrong = exam[guesses != y[exam]][:10]
said = guesses[guesses != y[exam]][:10].tolist()
truth = ", ".join(str(digit) for digit in y[wrong].tolist())
plots.plot_images(x[wrong].reshape(-1, 8, 8), [f"¿{digit}? // {digit}?" for digit in said])

# %% [markdown] lang="es"
# De izquierda a derecha y de arriba abajo, eran {{ truth }}. Si dudaste en alguno, ya sabes por qué
# nadie escribe esa regla a mano.
#
# ## 3. ¿Qué aprendió por dentro? { #inside }
# La capa intermedia tiene 64 *unidades*; que sean tantas como píxeles es casualidad. Cada unidad
# mira la imagen entera y le pone a cada píxel un **peso** (weight): un número que dice cuánto suma
# o resta la tinta de ese punto.
#
# Dibujamos las diez unidades con los pesos más grandes. En azul, la tinta suma; en naranja, resta.
# **Antes de mirar:** ¿esperas ver dígitos enteros?

# %% [markdown] lang="en"
# From left to right and top to bottom, they were {{ truth }}. If any of them made you hesitate, you
# know why nobody writes that rule by hand.
#
# ## 3. What did it learn inside? { #inside }
# The layer in the middle has 64 *units*; that there are as many as pixels is a coincidence. Each
# unit looks at the whole image and gives every pixel a **weight**: a number that says how much ink
# at that point adds or takes away.
#
# We draw the ten units with the largest weights. Where it is blue, ink adds; where it is orange,
# ink takes away. **Before you look:** do you expect to see whole digits?

# %%
#| alt:
#|   es: >-
#|     Los pesos de diez unidades como imágenes de 8 por 8. Cada una tiene manchas azules donde la
#|     tinta suma y naranjas donde resta: son trozos y bordes, ningún dígito entero.
#|   en: >-
#|     The weights of ten units as 8 by 8 images. Each has blue patches where ink adds and orange
#|     ones where it takes away: bits and edges, no whole digit.
first_layer = next(trainer.model.parameters()).detach()  # (64, 64)
strongest = first_layer.norm(dim=1).argsort(descending=True)[:10]
plots.plot_weights(first_layer[strongest], size_px=8, columns=5)

# %% [markdown] lang="es"
# No hay dígitos. Hay manchas: “me gusta la tinta aquí y me molesta allá”. Cada unidad resume la
# imagen en un número, y la capa siguiente combina los 64. Esa es la representación que la red se
# inventó.
#
# ## 4. ¿Por qué PyTorch? { #pytorch }
# **PyTorch** es la biblioteca de Python con la que se construyó esa red. Cuatro razones para
# usarla:
#
# 1. **Es Python normal.** Puedes usar `print`, `if` y `for` en medio de un modelo.
# 2. **Se ejecuta al momento** (eager): cada línea da su resultado, y un error señala la línea.
# 3. **Deriva por ti.** Anota tus cálculos mientras ocurren y con eso sabe cómo mejorar la red.
# 4. **Crece contigo.** El mismo código usa una GPU, una tarjeta que hace miles de cuentas a la vez,
#    y hay mucha documentación y modelos ya hechos.
#
# La tercera parece magia; hagamos la prueba más pequeña. Un *tensor* es la tabla de números de
# PyTorch; este guarda uno solo, el lado de un cuadrado. `requires_grad=True` le pide que anote las
# cuentas. **Antes de ejecutar:** ¿cuánto vale la derivada de lado² cuando el lado es 3?

# %% [markdown] lang="en"
# There are no digits. There are patches: “I like ink here, and I mind it there.” Each unit sums up
# the image in one number, and the next layer combines all 64. That is the representation the
# network made up.
#
# ## 4. Why PyTorch? { #pytorch }
# **PyTorch** is the Python library that network was built with. Four reasons to use it:
#
# 1. **It is ordinary Python.** You can use `print`, `if` and `for` in the middle of a model.
# 2. **It runs at once** (eager): each line gives its result, and an error points to its line.
# 3. **It differentiates for you.** It notes your calculations as they happen, and so knows how to
#    improve the network.
# 4. **It grows with you.** The same code uses a GPU, a card that does thousands of calculations at
#    once, and there is plenty of documentation and of ready-made models.
#
# The third sounds like magic, so let's try the smallest test of it. A *tensor* is PyTorch's table
# of numbers; this one holds a single one, the side of a square. `requires_grad=True` asks it to
# note the calculations. **Before you run this:** what is the derivative of side² when the side is
# 3?

# %% La derivada, gratis // The derivative for free
side = torch.tensor(3.0, requires_grad=True)
area = side**2
print("área // area", area.item())  # .item(): el número, sin la tabla // .item(): the bare number

area.backward()  # deriva // differentiate
slope = side.grad.item()
print("derivada // derivative", slope)

# %%
#| tags: [claim]
claim("slope-of-the-area", slope, equals=6)

# %% [markdown] lang="es"
# El área sale al momento, como en una calculadora. Y la derivada de lado² es 2 · lado, o sea,
# {{ slope:.0f}}. No escribiste esa regla: PyTorch anotó la cuenta y `backward` la recorrió hacia
# atrás. Con los miles de pesos de una red hace lo mismo, y así sabe cómo corregir cada uno.
# [Autograd](../m2-tensors-autograd/autograd.md) cuenta cómo.
#
# ¿Y quién lo usa? En enero de 2020, OpenAI anunció que
# [lo adoptaba como herramienta principal](https://www.kdnuggets.com/2020/01/openai-pytorch-adoption.html).
# Cómo y por qué se diseñó lo cuentan [sus autores](https://arxiv.org/abs/1912.01703) (Paszke y
# otros, 2019). *Hugging Face*, un sitio donde se comparten modelos ya entrenados, admite PyTorch;
# te hará falta al final del curso.
#
# **Y una razón para no usarlo:** si tus datos son una tabla pequeña, empieza por scikit-learn, la
# biblioteca de la regresión logística de antes. [Más abajo](#not-always) lo medimos. TensorFlow y
# Keras son otras herramientas para los mismos problemas; quien conoce bien una entiende las demás.
# Las herramientas cambian; el problema que quieres resolver, no. Enamórate de él.
#
# ## 5. ¿Cómo se lee este curso? { #how-to-read }
# Necesitas Python con funciones y clases, algo de NumPy y saber qué es una derivada. No hace falta
# haber entrenado ningún modelo. En cada página:
#
# - El código se lee **en orden**: cada celda usa lo que dejaron las anteriores. Las celdas **con
#   título** son los pasos del trabajo; las demás, apartes que puedes olvidar.
# - **Antes de ejecutar** te pide una apuesta. Hazla: fallar también enseña.
# - Una línea con **✓** es una afirmación que esta misma ejecución comprobó.
# - Cada objetivo dice qué sabrás hacer, de *recordar* a *crear*, y qué ejercicio lo demuestra.
# - Los recuadros son paradas cortas: un consejo, un peligro, un detalle técnico que puedes saltar,
#   una pregunta frecuente, algo que llegará más adelante o que verás en otros tutoriales.
#
# !!! tip "Consejo"
#     Los decimales llevan punto, como en Python: 0.5 es un medio.
#
# ## 6. ¿Por dónde empiezas? { #map }
# El curso tiene tres ramas: **fundamentos**, **arquitecturas** (las formas que puede tener una red)
# y **optimización** (cómo hacer que aprenda mejor). Cada caja es una página; cada flecha dice qué
# conviene leer antes. Toca una caja para abrirla:
#
# <!-- course map -->
#
# Los números marcan la ruta *Con prisa*. En [el mapa](../map.md) está también la completa, cada una
# con su duración, y allí se marca lo que ya leíste.
#
# Al final te espera un proyecto con lista de control: una red tuya que no se aprende los ejemplos
# de memoria, que deja de entrenar a tiempo, que aprovecha lo que aprendió otra y que se guarda para
# usarla después. De ahí se sale hacia los grandes modelos de lenguaje, los que hay detrás de los
# chats.
#
# ## Lo que suele fallar { #errors }
# ### Creer que lo profundo gana siempre { #not-always }
# Cambiemos los dígitos por una tabla: 178 vinos, con 13 medidas químicas de cada uno, de tres
# variedades de uva. **Apuesta otra vez:** ¿quién gana?

# %% [markdown] lang="en"
# The area is there at once, as on a calculator. And the derivative of side² is 2 · side, that is,
# {{ slope:.0f}}. You never wrote that rule: PyTorch noted the calculation, and `backward` walked
# through it backward. It does the same with the thousands of weights of a network, and so knows how
# to correct each one. [Autograd](../m2-tensors-autograd/autograd.md) tells how it does that.
#
# And who uses it? In January 2020 OpenAI announced that it was
# [adopting it as its main tool](https://www.kdnuggets.com/2020/01/openai-pytorch-adoption.html).
# How and why it was designed is told by
# [its authors](https://arxiv.org/abs/1912.01703) (Paszke et al., 2019). *Hugging Face*, a site
# where trained models are shared, supports PyTorch; you will need it at the end of the course.
#
# **And one reason not to use it:** if your data are a small table, start with scikit-learn, the
# library our logistic regression came from. We measure it [below](#not-always). TensorFlow and
# Keras are other tools for the same problems; once you know one well, you can read the others.
# Tools change; the problem you want to solve does not. Fall for the problem.
#
# ## 5. How do you read this course? { #how-to-read }
# You need Python with functions and classes, some NumPy, and to know what a derivative is. You need
# not have trained any model before. On every page:
#
# - The code is read **in order**: each cell uses what the earlier ones left. Cells **with a title**
#   are the steps of the work; the others are asides you may forget.
# - **Before you run this** asks you for a bet. Make it: being wrong teaches too.
# - A line with **✓** is a statement that this very run has checked.
# - Each objective says what you will be able to do, from *remember* to *create*, and which exercise
#   proves it.
# - The boxes are short stops: a tip, a danger, a technical detail you may skip, a common question,
#   something that comes later or that you will see elsewhere.
#
# !!! tip "Tip"
#     Decimals are written with a point, as in Python: 0.5 is one half.
#
# ## 6. Where do you start? { #map }
# The course has three branches: **fundamentals**, **architectures** (the shapes a network can take)
# and **optimization** (how to make it learn better). Each box is a page; each arrow says what is
# best read before. Touch a box to open it:
#
# <!-- course map -->
#
# The numbers mark the route *In a hurry*. On [the map](../map.md) you find the complete one too,
# each with its length, and what you have read is ticked there.
#
# At the end a project with a checklist awaits you: a network of your own that does not learn the
# examples by heart, stops training in time, builds on what another has learned, and is saved for
# later use. From there the way leads on to large language models, the ones behind the chatbots.
#
# ## What usually goes wrong { #errors }
# ### Believing that deep always wins { #not-always }
# Let's swap the digits for a table: 178 wines, with 13 chemical measurements of each, from three
# varieties of grape. **Bet again:** who wins?

# %%
wine, grape = load_builtin("wine")
logistic_wine, network_wine = [], []
for seed in range(5):
    train, exam = split_stratified(grape, val_fraction=0.3, seed=seed)
    center, spread = wine[train].mean(dim=0), wine[train].std(dim=0)
    scaled = (wine - center) / spread  # columnas comparables // comparable columns
    logistic = LogisticRegression(max_iter=1000).fit(scaled[train], grape[train])
    logistic_wine.append(logistic.score(scaled[exam], grape[exam]))
    trainer = train_network(scaled[train], grape[train], [13, 32, 3], seed=seed)
    network_wine.append(accuracy(trainer.predict(scaled[exam]), grape[exam]))

logistic_wine_mean = sum(logistic_wine) / 5
network_wine_mean = sum(network_wine) / 5
print(f"""regresión logística {logistic_wine_mean:.3f} //
    logistic regression {logistic_wine_mean:.3f}""")
print(f"red neuronal {network_wine_mean:.3f} // neural network {network_wine_mean:.3f}")

# %%
#| tags: [claim]
claim("logistic-on-wine", logistic_wine_mean, at_least=0.96)
claim("network-lead-on-wine", network_wine_mean - logistic_wine_mean, at_most=0.01)

# %% [markdown] lang="es"
# La regresión logística acierta {{ logistic_wine_mean:.1%}} y la red {{ network_wine_mean:.1%}}: la
# red no aporta nada. **Por qué:** trece medidas bien elegidas ya son buenas características, y con
# tan pocos ejemplos no hay nada que descubrir. **Qué hacer:** prueba siempre primero lo más
# sencillo. Ese **modelo de referencia** (baseline) te dice si el esfuerzo de algo más complejo vale
# la pena.
#
# ### Examinar con las preguntas ya vistas { #seen-questions }
# Volvamos a los dígitos y examinemos la red con los ejemplos que usó para aprender. **Antes de
# ejecutar:** ¿sacará más o menos que en el examen?

# %% [markdown] lang="en"
# Logistic regression gets {{ logistic_wine_mean:.1%}} right and the network
# {{ network_wine_mean:.1%}}: the network adds nothing. **Why:** thirteen well-chosen measurements
# are good features already, and with so few examples there is nothing to discover. **What to do:**
# always try the simplest thing first. That **baseline** tells you whether anything fancier pays.
#
# ### An exam of questions already seen { #seen-questions }
# Back to the digits: we examine the network on the very examples it learned from. **Before you run
# this:** will it score higher or lower than on the exam?

# %%
train, exam = split_stratified(y, val_fraction=0.25, seed=0)
trainer = train_network(x[train], y[train], [64, 64, 10], seed=0)
seen = accuracy(trainer.predict(x[train]), y[train])
unseen = accuracy(trainer.predict(x[exam]), y[exam])
missed = round(len(exam) * (1 - unseen))
print(f"ya vistos {seen:.3f}   nuevos {unseen:.3f} // seen {seen:.3f}   new {unseen:.3f}")

# %%
#| tags: [claim]
claim("seen-beats-unseen", seen - unseen, at_least=0.01)

# %% [markdown] lang="es"
# Más: {{ seen:.1%}} frente a {{ unseen:.1%}}. **Síntoma:** un resultado casi perfecto que en la
# vida real no se repite. **Causa:** parte de esos ejemplos se los sabe de memoria. **Arreglo:**
# aparta el examen antes de entrenar, y no lo toques hasta el final.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# Higher: {{ seen:.1%}} against {{ unseen:.1%}}. **Symptom:** a nearly perfect result that real life
# does not repeat. **Cause:** it knows some of those examples by heart. **Fix:** put the exam aside
# before training, and leave it alone until the end.
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
# **Meta:** decidir con números, y no con fe. **Tienes:** `x` e `y`, las 4 medidas y la especie de
# las 150 flores de iris, y dos modelos de scikit-learn, `simple_model` y `network_model`.
# `cross_val_score(modelo, x, y)` entrena cinco veces, cada vez con otro examen, y devuelve las
# cinco exactitudes. **Haz:** completa `compare(x, y)`, que devuelve tres cosas en este orden: la
# media de las cinco exactitudes de `simple_model`, la de `network_model` y el texto `"simple"` o
# `"network"`. La red solo gana si su media supera a la otra en más de 0.02, tres flores de 150; en
# cualquier otro caso se elige el modelo sencillo. La función tiene que servir también para otras
# tablas.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A table of 150 rows { #e2 }
# **Goal:** decide by numbers rather than by faith. **You have:** `x` and `y`, the 4 measurements
# and the species of the 150 iris flowers, and two scikit-learn models, `simple_model` and
# `network_model`. `cross_val_score(model, x, y)` trains five times, each time with another exam,
# and returns the five accuracies. **Do:** complete `compare(x, y)`, which returns three things in
# this order: the mean of the five accuracies of `simple_model`, the mean for `network_model`, and
# the text `"simple"` or `"network"`. The network only wins if its mean is more than 0.02 above the
# other one, which is three flowers in 150; in any other case the simple model is chosen. The
# function has to work for other tables as well.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Examina los dos modelos de la misma manera y resume sus cinco notas en un solo número. La
# elección sale de la diferencia entre esos dos números.

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
# La primera línea de la función es `simple = cross_val_score(simple_model, x, y).mean()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line of the function is `simple = cross_val_score(simple_model, x, y).mean()`.

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
simple_model = make_pipeline(StandardScaler(), LogisticRegression())
network_model = make_pipeline(
    StandardScaler(), MLPClassifier((32,), solver="lbfgs", max_iter=500, random_state=0)
)

# %%
#| exercise: E2
#| role: starter
def compare(x, y):
    simple = ...
    network = ...
    choice = ...
    return simple, network, choice

# %%
#| exercise: E2
#| role: solution
def compare(x, y):
    simple = cross_val_score(simple_model, x, y).mean()
    network = cross_val_score(network_model, x, y).mean()
    choice = "network" if network - simple > 0.02 else "simple"
    return simple, network, choice


simple, network, choice = compare(x, y)
print(f"{simple:.3f} {network:.3f}", choice)

# %%
#| exercise: E2
#| role: check
import torch
from sklearn.base import clone
from sklearn.datasets import make_moons
from sklearn.model_selection import StratifiedKFold

from tutorial_lib import check_function


def exam_mean(model, x, y):
    """The mean accuracy, fold by fold."""
    scores = []
    for train, exam in StratifiedKFold(5).split(x, y):
        scores.append(clone(model).fit(x[train], y[train]).score(x[exam], y[exam]))
    return sum(scores) / 5


tables = []
for noise, seed in [(0.25, 4), (0.35, 3)]:
    points, groups = make_moons(100, noise=noise, random_state=seed)
    tables.append((torch.from_numpy(points), torch.from_numpy(groups)))
means = [(exam_mean(simple_model, *t), exam_mean(network_model, *t)) for t in tables]
check_function(
    "las dos medias y la elección // the two means and the choice",
    compare,
    [(a, b, "network" if b - a > 0.02 else "simple") for a, b in means],
    tables,
    repeats=False,
    hint="""¿de qué modelo y de qué datos sale cada media?, ¿por cuánto tiene que ganar la red? //
        which model and which data does each mean come from? How far ahead must the network be?""",
)

# %%
#| exercise: E2
#| role: right
import numpy as np


def compare(x, y):
    means = [np.mean(cross_val_score(m, x, y, cv=5)) for m in (simple_model, network_model)]
    return *means, ("simple" if means[1] <= means[0] + 0.02 else "network")

# %%
#| exercise: E2
#| role: right
def mean_of(scores):
    return sum(scores) / len(scores)


def compare(x, y, margin=0.02):
    simple = mean_of(cross_val_score(simple_model, x.numpy(), y.numpy()))
    network = mean_of(cross_val_score(network_model, x.numpy(), y.numpy()))
    if network - simple > margin:
        return [simple, network, "network"]
    return [simple, network, "simple"]

# %%
#| exercise: E2
#| role: wrong
#| message: por cuánto tiene que ganar la red // How far ahead must the network be
def compare(x, y):
    simple = cross_val_score(simple_model, x, y).mean()
    network = cross_val_score(network_model, x, y).mean()
    choice = "network" if network > simple else "simple"  # por poco que gane // by however little
    return simple, network, choice

# %%
#| exercise: E2
#| role: wrong
#| message: de qué datos sale cada media // which data does each mean come from
def compare(x, y):
    return 0.96, 0.96, "simple"  # lo que salió con iris // what came out for iris

# %%
#| exercise: E2
#| role: wrong
#| message: de qué datos sale cada media // which data does each mean come from
def compare(x, y):
    # con los ejemplos ya vistos // on the examples already seen
    simple = simple_model.fit(x, y).score(x, y)
    network = network_model.fit(x, y).score(x, y)
    return simple, network, "network" if network - simple > 0.02 else "simple"

# %% [markdown] exercise="E3" lang="es"
# ### E3 · ¿Dónde empiezas tú? { #e3 }
# **Meta:** encontrar una página de salida a tu medida. **Tienes:** `questions`, diez frases sobre
# ti y sus nombres. **Haz:** completa el diccionario `mine`, que tiene las mismas diez claves: pon
# `True` si la frase es verdad en tu caso y `False` si no lo es, sin comillas. Contesta con
# sinceridad, porque no hay respuestas malas. La comprobación te recomienda una página.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Where do you start? { #e3 }
# **Goal:** find a starting page made to measure. **You have:** `questions`, ten sentences about you
# with their names. **Do:** complete the dictionary `mine`, which has the same ten keys: put `True`
# where the sentence is true of you and `False` where it is not, without quotes. Answer honestly,
# because there are no bad answers. The check recommends a page.

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
# - Lo profundo aprende además las representaciones, capa a capa.
# - Con tablas pequeñas, un modelo sencillo suele bastar: mídelo primero.
# - PyTorch es Python normal, se ejecuta al momento, deriva por ti y crece contigo.
# - Se examina con ejemplos que el modelo no vio.
#
# ## Para profundizar { #further }
# - LeCun, Bengio y Hinton (2015), [Deep learning](https://doi.org/10.1038/nature14539): la idea de
#   las representaciones, contada por quienes la impulsaron (en inglés).
# - Paszke y otros (2019), [PyTorch](https://arxiv.org/abs/1912.01703): qué buscaban sus autores
#   (en inglés).
# - Siguiente paso: [prepara tu entorno](setup.md) o, si ya lo tienes, [tu primer
#   modelo](hello-pytorch.md).

# %% [markdown] lang="en"
# ## Summary { #summary }
# - Learning from examples spares us rules that nobody knows how to write.
# - Deep learning also learns the representations, layer by layer.
# - On small tables a simple model is usually enough: measure it first.
# - PyTorch is ordinary Python, runs at once, differentiates for you and grows with you.
# - The exam is made of examples the model has not seen.
#
# ## Going further { #further }
# - LeCun, Bengio and Hinton (2015), [Deep learning](https://doi.org/10.1038/nature14539): the idea
#   of representations, told by the people behind it.
# - Paszke et al. (2019), [PyTorch](https://arxiv.org/abs/1912.01703): what its authors were after.
# - Next step: [set up your environment](setup.md) or, if you have one, [your first
#   model](hello-pytorch.md).
