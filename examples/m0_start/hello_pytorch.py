# ---
# title: "Hola, PyTorch: tu primer modelo // Hello, PyTorch: your first model"
# description:
#   es: Entrena un modelo con cinco piezas y usa las mismas cinco para leer una red de casi dos
#     millones de números.
#   en: Train a model with five pieces, then use the same five to read a network of almost two
#     million numbers.
# objectives:
#   - remember:
#       es: >-
#         reconocer las cinco piezas de un programa que aprende (cuestionario, “¿qué piezas
#         cambiaron?”)
#       en: >-
#         recognize the five pieces of a program that learns (quiz, “which pieces changed?”)
#   - apply:
#       es: "leer en un modelo impreso qué entra y qué sale de cada capa (E2, E3)"
#       en: "read from a printed model what goes into each layer and what comes out (E2, E3)"
#   - apply:
#       es: contar los parámetros de un modelo antes de construirlo (E1)
#       en: count the parameters of a model before you build it (E1)
#   - apply:
#       es: entrenar otro modelo con el mismo bucle (E4)
#       en: train another model with the same loop (E4)
# minutes: {read: 25, practise: 15}
# needs: [setup]
# data: []
# ---
# %% [markdown] lang="es"
# Un programa corriente sigue las reglas que tú le escribes. Un programa que aprende recibe ejemplos
# y encuentra por su cuenta los números de la regla. **¿Qué hay dentro de un programa así, y cómo
# encuentra esos números?**

# %% [markdown] lang="en"
# An ordinary program follows rules that you write. A program that learns is given examples and
# finds the numbers in the rule by itself. **What is inside a program like that, and how does it
# find those numbers?**

# %%
#| tags: [hurry]
import torch

km = torch.tensor([[1.0], [2.0], [3.0]])
minutes = 5 + 4 * km
model, loss_fn = torch.nn.Linear(1, 1), torch.nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(500):
    loss = loss_fn(model(km), minutes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"2 km -> {model(torch.tensor([[2.0]])).item():.1f} min")

# %% [markdown] lang="es" role="hurry"
# Un programa que aprende tiene cinco piezas: [datos](#data), [modelo](#model), [pérdida](#loss),
# optimizador y [bucle](#loop). En cada vuelta el bucle predice, mide la pérdida, borra los
# gradientes viejos, calcula los nuevos con `backward()` y mueve los parámetros con `step()`, que es
# la única línea que cambia el modelo. Con una red grande cambian los datos, el modelo y la pérdida,
# pero [el bucle es el mismo](#untrained); si la pérdida sube en vez de bajar, prueba [una tasa
# menor](#too-far).

# %% [markdown] lang="en" role="hurry"
# A program that learns has five pieces: [data](#data), [model](#model), [loss](#loss), optimizer
# and [loop](#loop). In each round the loop predicts, measures the loss, erases the old gradients,
# computes the new ones with `backward()` and moves the parameters with `step()`, the only line that
# changes the model. For a large network the data, the model and the loss change, but [the loop is
# the same](#untrained); if the loss rises instead of falling, try [a smaller rate](#too-far).

# %% [markdown] lang="es"
# Dentro hay siempre las mismas cinco piezas. Aquí las montas una vez, despacio, para predecir
# cuánto tarda una mensajera en entregar un paquete en bicicleta, y haces a mano una vuelta completa
# antes de pedírsela a PyTorch. Después lees con ellas una red de casi dos millones de números, que
# se parece a la primera más de lo que crees. No hace falta saber derivar: basta con multiplicar,
# restar y elevar al cuadrado.
#
# ## La idea en una imagen { #picture }
# Sigue las flechas desde la izquierda:

# %% [markdown] lang="en"
# Inside there are always the same five pieces. Here you put them together once, slowly, to predict
# how long a courier takes to deliver a package by bicycle, and you work one whole round by hand
# before you ask PyTorch for it. Then you use them to read a network of almost two million numbers,
# which is more like the first model than you might think. You need no calculus, only to multiply,
# subtract and square.
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
# predice, y la **pérdida** (loss) mide cuánto se equivoca. Con esa medida, el **optimizador**
# (optimizer) corrige un poco el modelo. El **bucle** (loop) repite esas tres cosas (predecir, medir
# y corregir) tantas veces como haga falta, y por eso el marco deja fuera los datos, que no cambian.
#
# Empezamos por lo que vamos a usar. `nn` es la caja de piezas de PyTorch para construir modelos
# (viene de *neural networks*, redes neuronales). Del curso vienen `plots`, que dibuja, y
# `count_parameters`, que cuenta. La marca ✓ al final de una sección se abre y dice qué resultados
# comprobó la página.

# %% [markdown] lang="en"
# The **data** are examples with their answers. The **model** looks at an input and predicts, and
# the **loss** measures how wrong it is. With that measurement, the **optimizer** corrects the model
# a little. The **loop** repeats those three things (predict, measure, correct) as often as needed,
# which is why the frame leaves out the data: they do not change.
#
# Let's start with what we will use. `nn` is PyTorch's box of parts for building models (it stands
# for *neural networks*). From the course come `plots`, which draws, and `count_parameters`, which
# counts. Open the ✓ at the end of a section to see which results the page has checked.

# %% Preparar // Set up
import math

import numpy as np
import torch
from torch import nn

from tutorial_lib import count_parameters, plots

# %% [markdown] lang="es"
# ## 1. Datos: ¿de qué ejemplos aprendemos? { #data }
# Una mensajera anota los kilómetros y los minutos de 40 entregas. La regla, que ella no conoce, es
# que tarda 5 minutos en recoger el paquete y 4 por cada kilómetro; después los semáforos, al azar,
# le quitan o le añaden un poco.
#
# “¿No es trampa fabricar los datos?” Lo sería si quisiéramos presumir del modelo, pero los
# fabricamos para poder juzgarlo, porque con datos reales casi nunca se conoce la regla verdadera.
# El modelo no verá el 5 ni el 4, sino solo los 40 ejemplos.

# %% [markdown] lang="en"
# ## 1. Data: which examples do we learn from? { #data }
# A courier writes down the kilometers and the minutes of 40 deliveries. The rule, which she does
# not know, is that picking up the package takes 5 minutes and each kilometer takes 4 more, give or
# take a little luck with the traffic lights.
#
# “Isn't it cheating to make up the data?” It would be if we wanted to show off the model, but we
# make them up so that we can judge it, because with real data you hardly ever know the true rule.
# The model will not see the 5 or the 4, only the 40 examples.

# %% Datos // Data
# la semilla: el mismo azar para todos // the seed: the same luck for everyone
torch.manual_seed(42)
km = 3 * torch.rand(40, 1)
minutes = 5 + 4 * km + 0.5 * torch.randn(40, 1)
print(km.shape)
for i in range(3):
    print(f"{km[i].item():.2f} km -> {minutes[i].item():.1f} min")

# %% [markdown] lang="es"
# `km` es un **tensor**, el recipiente de números de PyTorch. Su **forma** (shape), `[40, 1]`, se
# lee “40 filas y 1 columna”, porque hay una fila por entrega y de cada entrega sabemos una sola
# cosa. `rand` da números entre 0 y 1, y por eso los trayectos van de 0 a 3 kilómetros. `randn` da
# números que rondan el 0 y pueden ser negativos, porque hay entregas con todos los semáforos en
# verde. Cuando un tensor guarda un solo número, `.item()` lo saca.
#
# ## 2. Modelo: ¿qué sabe uno recién creado? { #model }
# `nn.Linear(1, 1)` recibe un número y da otro. Por dentro multiplica la entrada por un **peso**
# (weight) y suma un **sesgo** (bias), así que en total es una recta. Imagina una caja con dos
# diales: aprender es girarlos hasta que la caja acierte. El nombre técnico de los diales es
# **parámetros** (parameters), y al principio están en posiciones aleatorias.
#
# Un modelo se usa como una función, `model(km)`. Le preguntamos por 2 kilómetros, para los que la
# regla secreta dice $5 + 4 \cdot 2 = 13$ minutos.

# %% [markdown] lang="en"
# `km` is a **tensor**, PyTorch's container for numbers. Its **shape**, `[40, 1]`, reads “40 rows
# and 1 column”, because there is one row per delivery and we know only one thing about each. `rand`
# gives numbers between 0 and 1, which is why the trips run from 0 to 3 kilometers. `randn` gives
# numbers that hover around 0 and can be negative, because on some deliveries every light is green.
# When a tensor holds a single number, `.item()` takes it out.
#
# ## 2. Model: what does a brand-new one know? { #model }
# `nn.Linear(1, 1)` takes one number and gives another. Inside, it multiplies the input by a
# **weight** and adds a **bias**, and the result is a straight line. Picture a box with two dials:
# learning means turning them until the box gets it right. The technical name of the dials is
# **parameters**, and they start out in random positions.
#
# You use a model like a function, `model(km)`. We ask it about 2 kilometers, for which the secret
# rule says $5 + 4 \cdot 2 = 13$ minutes.

# %% Modelo // Model
#| predict:
#|   es: "El modelo no ha visto todavía ninguna entrega. ¿Esperas que se acerque a 13?"
#|   en: "The model has not seen a single delivery yet. Do you expect it to come close to 13?"
model = nn.Linear(1, 1)
two_km = torch.tensor([[2.0]])  # una fila, una columna // one row, one column
first_guess = model(two_km).item()
first_bias, first_weight = model.bias.item(), model.weight.item()
print(model)
print(f"""sesgo {first_bias:.2f}, peso {first_weight:.2f} //
    bias {first_bias:.2f}, weight {first_weight:.2f}""")
print(f"2 km -> {first_guess:.1f} min")

# %%
#| tags: [hidden]
speed = 60 * 2 / first_guess

# %% [markdown] lang="es"
# Hace la cuenta {{ first_bias:.2f}} + {{ first_weight:.2f}} · 2 y promete llegar en
# {{ first_guess:.1f}} minutos, que en bicicleta son {{ speed:.0f}} kilómetros por hora y sin parar
# a recoger el paquete. Con un sesgo negativo, además, una entrega a la vuelta de la esquina
# acabaría antes de empezar. Es lo que cabe esperar de dos diales puestos al azar.
#
# `print(model)` enseña las piezas: `in_features=1` dice que entra un número, `out_features=1`, que
# sale uno, y `bias=True`, que hay sesgo. Una entrada del modelo se llama **característica**
# (feature), y de ahí vienen esos nombres.

# %% [markdown] lang="en"
# It works out {{ first_bias:.2f}} + {{ first_weight:.2f}} · 2 and promises to arrive in
# {{ first_guess:.1f}} minutes, which on a bicycle means {{ speed:.0f}} kilometers an hour, with no
# stop to pick up the package. And with a negative bias, a delivery around the corner would be over
# before it began. What else could you expect from two dials set at random?
#
# `print(model)` shows the parts: `in_features=1` says that one number goes in, `out_features=1`
# that one comes out, and `bias=True` that there is a bias. An input of a model is called a
# **feature**, which is where those names come from.

# %% [markdown] lang="es"
# ## 3. Pérdida: ¿cuánto se equivoca? { #loss }
# Para corregir el modelo hay que saber cuánto se equivoca. El **error** de una entrega es la
# predicción menos la respuesta, o valor real (target). Esta figura muestra el de la tercera: $x$
# son los kilómetros, $y$ los minutos y $\hat{y}$ la predicción. La recta es el modelo, con su sesgo
# $b$ y su peso $w$.

# %% [markdown] lang="en"
# ## 3. Loss: how wrong is it? { #loss }
# To correct the model you have to know how wrong it is. The **error** of one delivery is the
# prediction minus the answer, or *target*. This figure shows it for the third one: $x$ is
# kilometers, $y$ is minutes and $\hat{y}$ is the prediction. The line is the model, with its bias
# $b$ and its weight $w$.

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
plots.plot_error(
    km,
    minutes,
    first_bias,
    first_weight,
    index=2,
    xlabel="distancia (km) // distance (km)",
    ylabel="tiempo (minutos) // time (minutes)",
)

# %% [markdown] lang="es"
# Hay 40 errores, pero para comparar dos modelos hace falta un solo número. `nn.MSELoss` da el
# **error cuadrático medio** (mean squared error, MSE), que eleva cada error al cuadrado y después
# calcula la media. El cuadrado está ahí porque, sin él, un error de −10 y otro de 10 se
# compensarían y parecería que el modelo acierta.

# %% [markdown] lang="en"
# There are 40 errors, but to compare two models we need a single number. `nn.MSELoss` gives the
# **mean squared error** (MSE), which squares each error and then takes the average. The square is
# there because, without it, an error of −10 and one of 10 would cancel out, and the model would
# seem to be right.

# %% Pérdida // Loss
loss_fn = nn.MSELoss()
first_loss = loss_fn(model(km), minutes).item()
typical_miss = first_loss**0.5  # raíz cuadrada // square root
print(f"pérdida: {first_loss:.1f} // loss: {first_loss:.1f}")
print(f"""error típico: {typical_miss:.1f} min //
    typical error: {typical_miss:.1f} min""")

# %% [markdown] lang="es"
# La pérdida está en minutos al cuadrado, una unidad que nadie usa, y por eso tomamos su raíz (RMSE,
# *root mean squared error*): el modelo suele equivocarse en unos {{ typical_miss:.1f}} minutos.
#
# ## 4. Optimizador y bucle: ¿quién lo corrige? { #loop }
# Falta la parte que aprende, que haremos una vez a mano. Toma una sola entrega, de 2 kilómetros y
# 13 minutos, y un modelo con el sesgo en 0 y el peso en 1. Predice $0 + 1 \cdot 2 = 2$, así que el
# error es $2 - 13 = -11$ y la pérdida, $(-11)^2 = 121$.
#
# ¿Hacia dónde giramos cada dial? Prueba a subir cada uno una centésima, primero el peso y después
# el sesgo, y vuelve a medir:
#
# | Dial | Predice | Pérdida | Cambia |
# |---|---|---|---|
# | ninguno | 2 | 121 | 0 |
# | peso 1.01 | 2.02 | 120.56 | −0.44 |
# | sesgo 0.01 | 2.01 | 120.78 | −0.22 |
#
# Las dos veces la pérdida baja, y con el peso baja el doble, porque el peso multiplica los dos
# kilómetros y mueve el doble la predicción. Divide cada cambio entre la centésima que moviste:
# salen unos $-44$ para el peso y unos $-22$ para el sesgo, y cuanto menor es el empujón, más se
# acercan a esos valores. Los dos números forman el **gradiente** (gradient), que dice a qué ritmo
# crece la pérdida cuando subes cada parámetro. Aquí son negativos porque, al subirlos, la pérdida
# baja.
#
# Ahora da un paso en sentido contrario al gradiente, pero corto, porque lo que hemos medido solo
# vale cerca de donde estamos. Lo acortamos multiplicando el gradiente por 0.05, con lo que el peso
# pasa a $1 + 0.05 \cdot 44 = 3.2$ y el sesgo, a $0.05 \cdot 22 = 1.1$. El modelo predice entonces
# $1.1 + 3.2 \cdot 2 = 7.5$ minutos: el error se ha quedado en $-5.5$, la mitad, y la pérdida ha
# caído a 30.25. Eso es una vuelta del bucle, y el método se llama **descenso de gradiente**
# (gradient descent).

# %% [markdown] lang="en"
# The loss is in squared minutes, a unit that nobody uses, so we take its root (RMSE, *root mean
# squared error*): the model is typically wrong by about {{ typical_miss:.1f}} minutes.
#
# ## 4. Optimizer and loop: who corrects it? { #loop }
# What is left is the part that learns, and we do it once by hand. Take a single delivery, of 2
# kilometers and 13 minutes, and a model with its bias at 0 and its weight at 1. It predicts
# $0 + 1 \cdot 2 = 2$, so the error is $2 - 13 = -11$ and the loss is $(-11)^2 = 121$.
#
# Which way should each dial turn? Try raising each of them by one hundredth, first the weight and
# then the bias, and measure again:
#
# | Dial | Predicts | Loss | Change |
# |---|---|---|---|
# | neither | 2 | 121 | 0 |
# | weight 1.01 | 2.02 | 120.56 | −0.44 |
# | bias 0.01 | 2.01 | 120.78 | −0.22 |
#
# The loss falls both times, and with the weight it falls twice as much, because the weight
# multiplies the two kilometers and moves the prediction twice as far. Divide each change by the
# hundredth that you moved: you get about $-44$ for the weight and $-22$ for the bias, and the
# smaller the nudge, the closer you come to those values. The two numbers make up the **gradient**,
# which tells how fast the loss grows as you raise each parameter. Here they are negative because
# raising either one makes the loss fall.
#
# Now take a step against the gradient, but a short one, because what we measured only holds near
# where we stand. We shorten it by multiplying the gradient by 0.05, so the weight moves to
# $1 + 0.05 \cdot 44 = 3.2$ and the bias to $0.05 \cdot 22 = 1.1$. The model then predicts
# $1.1 + 3.2 \cdot 2 = 7.5$ minutes: the error is down to $-5.5$, half of what it was, and the loss
# has dropped to 30.25. That is one round of the loop, and the method is called **gradient
# descent**.

# %%
#| tags: [claim, hidden]
from tutorial_lib import claim

pencil = nn.Linear(1, 1)
nn.init.constant_(pencil.bias, 0.0)
nn.init.constant_(pencil.weight, 1.0)
one_delivery, its_minutes = torch.tensor([[2.0]]), torch.tensor([[13.0]])
before = nn.MSELoss()(pencil(one_delivery), its_minutes)
before.backward()
torch.optim.SGD(pencil.parameters(), lr=0.05).step()
after = nn.MSELoss()(pencil(one_delivery), its_minutes)
by_hand = [before, pencil.weight.grad, pencil.bias.grad, pencil.weight, pencil.bias, after]
claim(
    "one-round-by-hand",
    [value.item() for value in by_hand],
    equals=[121, -44, -22, 3.2, 1.1, 30.25],
    abs=1e-4,
    says="""PyTorch da los mismos números que la vuelta hecha a mano. //
        PyTorch gives the same numbers as the round worked by hand.""",
)

# %% [markdown] lang="es"
# PyTorch da los mismos números con esa entrega, y hace lo mismo con las 40 a la vez, sin empujar
# nada: `backward()` calcula el gradiente y el optimizador, aquí `SGD`, mueve los parámetros. El
# 0.05 con que acortamos el paso es la **tasa de aprendizaje** (learning rate), y en el código se
# llama `lr`. Damos 300 pasos con una tasa de 0.1.

# %% [markdown] lang="en"
# PyTorch gets the same numbers for that delivery, and it does the same with all 40 at once, without
# nudging anything: `backward()` computes the gradient, and the optimizer, here `SGD`, moves the
# parameters. The 0.05 that shortened our step is the **learning rate**, and in code it is called
# `lr`. We take 300 steps at a rate of 0.1.

# %% Optimizador y bucle // Optimizer and loop
#| predict:
#|   es: "Recuerda los semáforos de la sección 1: ¿llegará la pérdida a 0 con 300 pasos?"
#|   en: "Remember the traffic lights of section 1: will 300 steps take the loss to 0?"
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
        print(f"""paso {step}: pérdida {loss.item():.2f} //
            step {step}: loss {loss.item():.2f}""")
final_loss = loss.item()

# %%
#| tags: [hidden]
bias_1, weight_1 = lines[1]
loss_after_one = loss_fn(bias_1 + weight_1 * km, minutes).item()

# %% [markdown] lang="es"
# La pérdida del paso 1 es la del principio, porque se mide antes de mover. Después baja rápido y se
# estanca en {{ final_loss:.2f}}, sin llegar a 0, porque ninguna recta adivina los semáforos. Los
# pusimos nosotros con `0.5 * randn`, que mueve cada entrega medio minuto, más o menos. El cuadrado
# de ese medio minuto es $0.5^2 = 0.25$, casi lo mismo que queda.
#
# ??? technical "Línea por línea"
#     - `SGD`: *stochastic gradient descent*, descenso de gradiente con [unos pocos ejemplos
#       aleatorios](../m1-gradient-descent/scaling-and-batches.md#batches) por paso. Aquí usamos
#       siempre los 40, así que de aleatorio solo queda el nombre.
#     - `model.parameters()`: entrega al optimizador los números que puede mover.
#     - `loss_fn(predictions, minutes)`: resume los 40 errores en uno.
#     - `optimizer.zero_grad()`: borra los gradientes de la vuelta anterior, que si no se sumarían a
#       los nuevos.
#     - `loss.backward()`: calcula los gradientes nuevos, uno por parámetro. No mueve nada.
#     - `optimizer.step()`: mueve los parámetros. Es la única línea que lo hace.

# %% [markdown] lang="en"
# The loss of step 1 is the one at the start, because it is measured before anything moves. Then it
# falls fast and stalls at {{ final_loss:.2f}} without reaching 0, because no line can guess the
# traffic lights. We put them there ourselves with `0.5 * randn`, which shifts each delivery by half
# a minute, give or take. The square of that half minute is $0.5^2 = 0.25$, very close to what is
# left.
#
# ??? technical "Line by line"
#     - `SGD`: *stochastic gradient descent*, gradient descent on [a few random
#       examples](../m1-gradient-descent/scaling-and-batches.md#batches) per step. Here we always
#       use all 40, so only the name is random.
#     - `model.parameters()`: hands the optimizer the numbers that it may move.
#     - `loss_fn(predictions, minutes)`: sums up the 40 errors in one number.
#     - `optimizer.zero_grad()`: erases the gradients of the previous round, which would otherwise
#       add to the new ones.
#     - `loss.backward()`: computes the new gradients, one per parameter. It moves nothing.
#     - `optimizer.step()`: moves the parameters. It is the only line that does.

# %% [markdown] lang="es"
# Mira cómo se mueve la recta mientras aprende:

# %% [markdown] lang="en"
# Watch the line move as it learns:

# %%
#| alt:
#|   es: >-
#|     Cuatro paneles con los 40 puntos y la recta del modelo: plana y baja con 0 pasos, ya
#|     inclinada con 1, cerca de los puntos con 10 y justo entre ellos con 300.
#|   en: >-
#|     Four panels with the 40 dots and the line of the model: flat and low after 0 steps, already
#|     tilted after 1, near the dots after 10, and right through them after 300.
plots.plot_line_steps(
    km,
    minutes,
    lines,
    xlabel="distancia (km) // distance (km)",
    ylabel="tiempo (minutos) // time (minutes)",
)

# %% [markdown] lang="es"
# A nosotros nos sorprendió cuánto hace el primer paso, que por sí solo baja la pérdida de
# {{ first_loss:.0f}} a {{ loss_after_one:.1f}}, porque al principio el error es enorme y el
# gradiente crece con él. Los otros 299 pasos son para afinar, y cada vez más cortos.
#
# ¿Y aprendió la regla? Con una recta se puede comprobar, porque `np.polyfit` calcula la mejor con
# una fórmula exacta, sin dar ningún paso.

# %% [markdown] lang="en"
# What surprised us was how much the first step does: on its own, it takes the loss from
# {{ first_loss:.0f}} down to {{ loss_after_one:.1f}}, because at the start the error is huge and
# the gradient grows with it. The other 299 steps are polish, and they get shorter and shorter.
#
# But did it learn the rule? With a line we can check, because `np.polyfit` computes the best one
# from an exact formula, without taking any steps.

# %% Usar el modelo // Use the model
bias, weight = model.bias.item(), model.weight.item()
x, y = km.flatten(), minutes.flatten()  # sin columnas // without columns
best_weight, best_bias = np.polyfit(x, y, deg=1)  # 1: una recta // 1: a line
last_guess = model(two_km).item()
print(f"""bucle:   {bias:.2f} + {weight:.2f} · km //
    loop:    {bias:.2f} + {weight:.2f} · km""")
print(f"""fórmula: {best_bias:.2f} + {best_weight:.2f} · km //
    formula: {best_bias:.2f} + {best_weight:.2f} · km""")
print(f"2 km -> {last_guess:.1f} min")

# %%
#| tags: [hidden]
spread = ((km - km.mean()) ** 2).sum()
weight_error = (0.5 / spread**0.5).item()
bias_error = (0.5 * (1 / 40 + km.mean() ** 2 / spread) ** 0.5).item()

# %%
#| tags: [claim]
#| central: loop-finds-the-best-line
claim(
    "loop-finds-the-best-line",
    [bias, weight],
    equals=[best_bias, best_weight],
    abs=0.005,
    says="""El bucle, que no conoce ninguna fórmula, encuentra la misma recta que la exacta. //
        The loop, which knows no formula, finds the same line as the exact formula.""",
)
claim(
    "close-to-the-secret-rule",
    [bias, weight],
    equals=[5, 4],
    abs=0.3,
    says="""El sesgo y el peso quedan a menos de 0.3 de la regla secreta, 5 y 4. //
        The bias and the weight end within 0.3 of the secret rule, 5 and 4.""",
)

# %% [markdown] lang="es"
# Los dos caminos dan la misma recta, y ahora el modelo calcula {{ last_guess:.1f}} minutos para la
# entrega de 2 kilómetros. No salen 5 y 4 exactos porque los semáforos movieron los puntos, y la
# recta que mejor pasa entre estos 40 no es la de la regla.
#
# “Entonces, ¿para qué un bucle, si hay una fórmula?” Porque para casi ninguna red hay una fórmula
# así. Al bucle, en cambio, le basta con que alguien calcule el gradiente.
#
# ??? mathematics "Con más matemáticas"
#     Con $n$ entregas, la pérdida es $L(b, w) = \frac{1}{n} \sum_i (b + w x_i - y_i)^2$, y el
#     gradiente son sus dos derivadas parciales:
#
#     $$\frac{\partial L}{\partial b} = \frac{2}{n} \sum_i (\hat{y}_i - y_i)$$
#
#     $$\frac{\partial L}{\partial w} = \frac{2}{n} \sum_i (\hat{y}_i - y_i) \, x_i$$
#
#     Con $n = 1$, $x = 2$ y error $-11$ dan $-22$ y $-44$, los números de la vuelta a mano. El
#     descenso se detiene donde ambas son cero, es decir, donde los errores suman cero y no guardan
#     relación lineal con $x$. Son las ecuaciones normales de los mínimos cuadrados, y como $L$ es
#     convexa y los $x_i$ no son todos iguales, tienen una sola solución. La fórmula y el bucle
#     coinciden porque resuelven las mismas dos ecuaciones.
#
#     ¿Por qué quedó algo menos de 0.25? Con ruido independiente, de media cero y varianza
#     $\sigma^2$, el valor esperado de la pérdida mínima es $\sigma^2 (n - 2) / n$, porque los dos
#     parámetros ajustados absorben parte del ruido: aquí, $0.25 \cdot 38 / 40 = 0.2375$. Y con
#     $S = \sum_i (x_i - \bar{x})^2$, el error estándar del peso es $\sigma / \sqrt{S}$, que aquí
#     vale {{ weight_error:.2f}}, y el del sesgo es $\sigma \sqrt{1/n + \bar{x}^2 / S}$, que vale
#     {{ bias_error:.2f}}: las distancias a 4 y a 5 son de ese tamaño.
#
#     Fuentes, en inglés: [*Deep Learning*](https://www.deeplearningbook.org/contents/ml.html)
#     (Goodfellow, Bengio y Courville, 2016), para las ecuaciones normales, y *An Introduction to
#     Statistical Learning* (James y otros, 2021), para el $n - 2$ y los errores estándar.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     En Keras o scikit-learn se entrena con una línea, `fit`. PyTorch deja el bucle a la vista: son
#     más líneas, pero puedes cambiar cualquiera.
#
# !!! later "Más adelante"
#     [Descenso de gradiente](../m1-gradient-descent/gradient-descent.md) explica de dónde sale cada
#     paso; [tensores](../m2-tensors-autograd/tensors.md), cómo se maneja una forma;
#     [autograd](../m2-tensors-autograd/autograd.md), cómo halla `backward()` los gradientes.
#
# ## 5. ¿Se lee igual un modelo grande? { #read }
# Cambiamos de problema: una tienda quiere saber si la reseña de un cliente es positiva o negativa.
# La respuesta ya no es una cantidad, sino una de dos **clases** (classes), es decir, categorías. La
# entrada es texto, y como los modelos solo admiten números, cada palabra se cambia por su número en
# una lista, el **vocabulario** (vocabulary). Cada palabra numerada es un **token**.
#
# El modelo, `TextClassifier`, encadena tres **capas** (layers), y cada una transforma lo que le
# entrega la anterior. Su código lo escribirás en el módulo 8 (si te pica la curiosidad, está en
# [E3](#e3)). Hoy haremos lo que se suele hacer con un modelo ajeno: imprimirlo y preguntar qué
# entra y qué sale de cada capa.

# %% [markdown] lang="en"
# Both ways give the same line, and the model now predicts {{ last_guess:.1f}} minutes for the
# 2-kilometer delivery. We do not get exactly 5 and 4 because the lights shifted the dots, and the
# line that best fits these 40 is not the one in the rule.
#
# “Then why a loop, if there is a formula?” Because hardly any network has such a formula. All the
# loop needs is somebody to compute the gradient.
#
# ??? mathematics "With more mathematics"
#     With $n$ deliveries, the loss is $L(b, w) = \frac{1}{n} \sum_i (b + w x_i - y_i)^2$, and the
#     gradient is its two partial derivatives:
#
#     $$\frac{\partial L}{\partial b} = \frac{2}{n} \sum_i (\hat{y}_i - y_i)$$
#
#     $$\frac{\partial L}{\partial w} = \frac{2}{n} \sum_i (\hat{y}_i - y_i) \, x_i$$
#
#     With $n = 1$, $x = 2$ and error $-11$ they give $-22$ and $-44$, the numbers of the round by
#     hand. The descent comes to rest where both are zero, that is, where the errors add up to zero
#     and have no linear relation with $x$. Those are the normal equations of least squares, and
#     since $L$ is convex and the $x_i$ are not all equal, they have a single solution. The formula
#     and the loop agree because they solve the same two equations.
#
#     Why was slightly less than 0.25 left? With independent noise of mean zero and variance
#     $\sigma^2$, the expected value of the lowest loss is $\sigma^2 (n - 2) / n$, because the two
#     fitted parameters absorb part of the noise: here, $0.25 \cdot 38 / 40 = 0.2375$. And with
#     $S = \sum_i (x_i - \bar{x})^2$, the standard error of the weight is $\sigma / \sqrt{S}$, here
#     {{ weight_error:.2f}}, and for the bias it is $\sigma \sqrt{1/n + \bar{x}^2 / S}$, here
#     {{ bias_error:.2f}}: the distances from 4 and from 5 are of that size.
#
#     Sources: [*Deep Learning*](https://www.deeplearningbook.org/contents/ml.html) (Goodfellow,
#     Bengio and Courville, 2016), for the normal equations, and *An Introduction to Statistical
#     Learning* (James et al., 2021), for the $n - 2$ and the standard errors.
#
# !!! elsewhere "What you will see elsewhere"
#     In Keras or scikit-learn you train with one line, `fit`. PyTorch leaves the loop in plain
#     sight: it takes more lines, but you can change any of them.
#
# !!! later "Later"
#     [Gradient descent](../m1-gradient-descent/gradient-descent.md) explains where each step comes
#     from; [tensors](../m2-tensors-autograd/tensors.md), how to handle a shape;
#     [autograd](../m2-tensors-autograd/autograd.md), how `backward()` finds the gradients.
#
# ## 5. Do you read a large model the same way? { #read }
# Here is another problem: a shop wants to know whether a customer's review is positive or negative.
# The answer is no longer a quantity but one of two **classes**, that is, categories. The input is
# text, and since models accept only numbers, every word is swapped for its number in a list, the
# **vocabulary**. Each numbered word is a **token**.
#
# The model, `TextClassifier`, chains three **layers**, and each one transforms what the one before
# hands over. You will write its code in module 8 (if you are curious, it is in [E3](#e3)). Today we
# do what you usually do with somebody else's model: print it and ask what goes into each layer and
# what comes out.


# %%
#| tags: [hidden]
class TextClassifier(nn.Module):
    def __init__(self, n_words, n_features, n_hidden, n_classes):
        super().__init__()
        self.embedding = nn.Embedding(n_words, n_features)
        self.lstm = nn.LSTM(n_features, n_hidden, num_layers=2, batch_first=True)
        self.linear = nn.Linear(n_hidden, n_classes)

    def forward(self, tokens):
        memory, _ = self.lstm(self.embedding(tokens))
        return self.linear(memory[:, -1])


# %% Un modelo por capas // A model made of layers
classifier = TextClassifier(10_000, n_features=100, n_hidden=256, n_classes=2)
print(classifier)

# %% [markdown] lang="es"
# Hay una línea por capa, en el orden en que pasan los datos. El nombre entre paréntesis sirve para
# pedir una sola, por ejemplo `classifier.lstm`.
#
# - `Embedding(10000, 100)`: un **embedding** es una tabla con una fila por palabra. Aquí tiene
#   10 000 filas de 100 números (`n_features`), y esos números se aprenden.
# - `LSTM(100, 256, …)`: una **LSTM** recibe los 100 números de cada palabra, en orden, y lleva una
#   memoria de lo leído, aquí de 256 números (`n_hidden`). Hoy no hace falta saber más.
#   `num_layers=2` apila dos, de modo que la segunda lee la memoria de la primera, y con
#   `batch_first=True` el primer número de la forma cuenta frases.
# - `Linear(…)`: es la de la mensajera, pero con 256 entradas y 2 salidas, cada una con sus propios
#   pesos y su sesgo.
#
# Fíjate en que lo que sale de una capa es lo que entra en la siguiente: 100 y 100, 256 y 256. Si
# dos de esos números no coincidieran, el modelo se imprimiría sin quejarse y fallaría al usarlo.
#
# ## 6. ¿Cuántos números aprende? { #count }
# Este modelo tiene muchos más diales, pero se cuentan con lápiz. La tabla del embedding tiene
# 10 000 × 100 números. En una capa lineal hay un peso por cada pareja de entrada y salida, y un
# sesgo por cada salida: la de la mensajera tenía $1 \cdot 1 + 1 = 2$. La LSTM tiene su propia
# fórmula, plegada más abajo.

# %% [markdown] lang="en"
# There is one line per layer, in the order in which the data go through. The name in parentheses
# lets you ask for one of them, as in `classifier.lstm`.
#
# - `Embedding(10000, 100)`: an **embedding** is a table with one row per word. Here it has 10,000
#   rows of 100 numbers (`n_features`), and those numbers are learned.
# - `LSTM(100, 256, …)`: an **LSTM** receives the 100 numbers of each word, in order, and keeps a
#   memory of what it has read, here of 256 numbers (`n_hidden`). That is all you need to know
#   today. `num_layers=2` stacks two, so that the second reads the memory of the first, and with
#   `batch_first=True` the first number of the shape counts sentences.
# - `Linear(…)`: the courier's layer, but with 256 inputs and 2 outputs, each output with its own
#   weights and its own bias.
#
# Notice that what comes out of one layer is what goes into the next: 100 and 100, 256 and 256. If
# two of those numbers differed, the model would print without complaint and fail when you use it.
#
# ## 6. How many numbers does it learn? { #count }
# This model has many more dials, but you can count them with a pencil. The embedding table holds
# 10,000 × 100 numbers. In a linear layer there is one weight for each pair of input and output, and
# one bias for each output: the courier's had $1 \cdot 1 + 1 = 2$. The LSTM has a formula of its
# own, folded away below.

# %% Contar // Count
#| predict:
#|   es: "Con 256 entradas y 2 salidas, ¿cuántos parámetros tiene la capa lineal?"
#|   en: "With 256 inputs and 2 outputs, how many parameters does the linear layer have?"
counts = {
    "embedding": count_parameters(classifier.embedding),
    "lstm": count_parameters(classifier.lstm),
    "linear": count_parameters(classifier.linear),
}
total, head = count_parameters(classifier), counts["linear"]
print(counts)
print(f"total: {total}")

# %%
#| tags: [hidden]
first_lstm = 4 * 256 * (100 + 256 + 2)
second_lstm = 4 * 256 * (256 + 256 + 2)

# %%
#| tags: [page]
# lo pregunta el cuestionario // the quiz asks for it
with_three_classes = count_parameters(nn.Linear(256, 3))

# %%
#| tags: [claim]
claim(
    "lstm-formula",
    first_lstm + second_lstm,
    equals=counts["lstm"],
    says="""La fórmula plegada cuenta los parámetros de la LSTM sin construirla. //
        The folded formula counts the parameters of the LSTM without building it.""",
)
claim(
    "parameters-by-layer",
    list(counts.values()),
    equals=[1_000_000, 892_928, 514],
    says="""Las tres capas tienen 1 000 000, 892 928 y 514 parámetros. //
        The three layers have 1,000,000, 892,928 and 514 parameters.""",
)
claim(
    "parameters-in-all",
    total,
    equals=1_893_442,
    says="En total son 1 893 442 parámetros. // That makes 1,893,442 parameters in all.",
)

# %% [markdown] lang="es"
# La capa que decide tiene {{ head:,}}, que son 256 · 2 pesos y 2 sesgos. De los {{ total:,}} del
# modelo, más de la mitad están en el embedding, que es una simple tabla, porque cada palabra del
# vocabulario necesita su fila. El largo de las frases, en cambio, no cuenta, porque la LSTM usa los
# mismos números en cada palabra.
#
# ??? mathematics "Con más matemáticas"
#     Una LSTM hace cuatro cálculos por cada número de su memoria: qué olvidar, qué anotar, cuánto y
#     qué mostrar. Cada uno es una capa lineal cuya entrada son los $i$ números que llegan y los $h$
#     de la memoria anterior, con dos sesgos (bastaría uno, pero PyTorch guarda dos). Son
#     $i + h + 2$ parámetros por cálculo, y en total $4h(i + h + 2)$ por cada LSTM apilada. La
#     segunda recibe la memoria de la primera, así que en ella $i = h$. Con $i = 100$ y $h = 256$
#     salen {{ first_lstm:,}}, y con $i = h = 256$, {{ second_lstm:,}}.
#
#     Fuente: las formas de los pesos en la documentación de
#     [`nn.LSTM`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html) (en inglés). Te
#     hará falta en [E1](#e1).

# %% [markdown] lang="en"
# The layer that decides has {{ head:,}}, which is 256 · 2 weights and 2 biases. Of the {{ total:,}}
# in the model, more than half are in the embedding, which is just a table, because every word in
# the vocabulary needs its own row. The length of the sentences does not count, because the LSTM
# uses the same numbers at every word.
#
# ??? mathematics "With more mathematics"
#     An LSTM does four calculations for each number in its memory: what to forget, what to note
#     down, how much, and what to show. Each is a linear layer whose input is the $i$ numbers that
#     arrive and the $h$ of the previous memory, with two biases (one would do, but PyTorch keeps
#     two). That is $i + h + 2$ parameters per calculation, and $4h(i + h + 2)$ for each stacked
#     LSTM. The second one receives the memory of the first, so there $i = h$. With $i = 100$ and
#     $h = 256$ this gives {{ first_lstm:,}}, and with $i = h = 256$, {{ second_lstm:,}}.
#
#     Source: the shapes of the weights in the documentation of
#     [`nn.LSTM`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html). You will need
#     it in [E1](#e1).

# %% [markdown] lang="es"
# ## 7. ¿Qué forma llevan los datos por el camino? { #shapes }
# Los ejemplos entran en grupos, y cada grupo es un **lote** (batch). Este tendrá 4 frases de 12
# palabras aleatorias, porque para mirar las formas da igual lo que digan. Sigue el lote de arriba
# abajo:

# %% [markdown] lang="en"
# ## 7. What shape do the data have along the way? { #shapes }
# Examples go in as groups, and each group is a **batch**. Ours will hold 4 sentences of 12 random
# words, because what they say makes no difference to the shapes. Follow the batch from top to
# bottom:

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
# Ahora las mismas formas, medidas. La última línea repite el viaje con frases de 30 palabras:

# %% [markdown] lang="en"
# Now the same shapes, measured. The last line repeats the trip with sentences of 30 words:

# %% Seguir un lote // Follow a batch
#| predict:
#|   es: "Sigue el dibujo con 30 palabras en lugar de 12: ¿qué forma saldrá al final?"
#|   en: "Follow the drawing with 30 words instead of 12: what shape will come out at the end?"
# enteros de 0 a 9999 // integers from 0 to 9999
tokens = torch.randint(10_000, (4, 12))
vectors = classifier.embedding(tokens)
memory, _ = classifier.lstm(vectors)
scores = classifier(tokens)
for tensor in (tokens, vectors, memory, memory[:, -1], scores):
    print(tuple(tensor.shape))
longer = torch.randint(10_000, (4, 30))
print(tuple(longer.shape), "->", tuple(classifier(longer).shape))

# %%
#| tags: [hidden]
n_scores = scores.numel()

# %%
#| tags: [claim]
claim(
    "one-score-per-class",
    tuple(scores.shape),
    equals=(4, 2),
    says="""De 4 frases salen 4 filas con una puntuación por clase. //
        From 4 sentences come 4 rows with one score per class.""",
)

# %% [markdown] lang="es"
# Sale la misma forma que con 12, porque el modelo solo se queda con `memory[:, -1]`, que se lee “de
# todas las frases, la última palabra”, y ahí el largo desaparece. Las {{ n_scores }} puntuaciones,
# una por frase y clase, se llaman **logits**, y en cada frase gana la mayor. La LSTM devuelve dos
# cosas, y el guion bajo de `memory, _` recibe la que no usamos.
#
# ## 8. ¿Cuánto pierde quien no sabe nada? { #untrained }
# Nos falta la pérdida, que para clases es la **entropía cruzada** (cross-entropy). Convierte los
# logits en probabilidades, una por clase, y toma $-\ln(p)$, donde $p$ es la que dio a la clase
# correcta y $\ln$, el logaritmo natural. Si los logaritmos te quedan lejos, basta con saber que la
# pérdida es mayor cuanto menos probable creía el modelo la respuesta correcta: con $p = 1$ es 0, y
# con $p = 0.01$ ya son unos 4.6. Quien no sabe nada reparte la probabilidad por igual entre las dos
# clases, así que $p = 1/2$ y pierde $-\ln(1/2)$, que es lo mismo que $\ln(2)$.
#
# Cada frase necesita su **etiqueta** (label), que es la clase correcta, y aquí las inventamos.
# Creamos 5 modelos sin entrenar, cada uno con su semilla.

# %% [markdown] lang="en"
# The shape is the same as with 12, because the model keeps only `memory[:, -1]`, which reads “of
# all sentences, the last word”, and there the length disappears. The {{ n_scores }} scores, one per
# sentence and class, are called **logits**, and in each sentence the largest wins. The LSTM returns
# two things, and the underscore in `memory, _` receives the one that we do not use.
#
# ## 8. How much do you lose when you know nothing? { #untrained }
# We still need the loss, which for classes is **cross-entropy**. It turns the logits into
# probabilities, one per class, and takes $-\ln(p)$, where $p$ is the one given to the right class
# and $\ln$ is the natural logarithm. If logarithms are a distant memory, all you need to know is
# that the less likely the model thought the right answer, the larger the loss: with $p = 1$ it is
# 0, and with $p = 0.01$ it is already about 4.6. A model that knows nothing splits the probability
# equally between the two classes, so $p = 1/2$ and it loses $-\ln(1/2)$, which is the same as
# $\ln(2)$.
#
# Each sentence needs its **label**, which is the right class, and here we make them up. We create 5
# untrained models, each with its own seed.

# %% Perder sin saber // Lose without knowing
#| predict:
#|   es: "¿Alrededor de qué número esperas las cinco pérdidas: 0, ln 2 o 3?"
#|   en: "Around which number do you expect the five losses: 0, ln 2 or 3?"
# 0: negativa, 1: positiva // 0: negative, 1: positive
labels = torch.tensor([0, 1, 0, 1])
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
claim(
    "untrained-loss",
    untrained,
    equals=math.log(2),
    abs=0.1,
    says="""Cinco redes sin entrenar pierden ln 2, con menos de 0.1 de diferencia. //
        Five untrained networks lose ln 2, give or take less than 0.1.""",
)

# %% [markdown] lang="es"
# Las cinco pérdidas rondan $\ln(2)$, porque los logits de una red nueva como esta empiezan cerca de
# 0 y casi iguales, así que ninguna clase lleva ventaja. Es una prueba gratis: si una red nueva con
# dos clases empieza en 3, está segura de respuestas equivocadas, y conviene buscar un error antes
# de entrenar.
#
# “¿De verdad se entrena con el mismo bucle una red de dos millones de números?” Sí, porque ninguna
# de sus cinco líneas pregunta qué hay dentro del modelo. De la bicicleta al texto cambiaron los
# datos, el modelo y la pérdida; en [E4](#e4) compruebas que el bucle no.
#
# ## Lo que suele fallar { #errors }
# ### Dar pasos demasiado largos { #too-far }
# Vuelve a la vuelta hecha a mano, pero con una tasa de 0.3. El peso pasaría a
# $1 + 0.3 \cdot 44 = 14.2$ y el sesgo, a 6.6, con lo que el modelo predeciría 35 minutos. El error,
# que era de $-11$, pasaría a 22: el doble y hacia el otro lado. Con las 40 entregas y esa misma
# tasa:

# %% [markdown] lang="en"
# All five losses hover around $\ln(2)$, because the logits of a new network like this one start
# near 0 and almost equal, so no class has an advantage. It is a free test: if a new network with
# two classes starts at 3, it is confident in wrong answers, and you should look for a bug before
# you train.
#
# “Does the same loop really train a network of two million numbers?” It does, because none of its
# five lines asks what is inside the model. From bicycle to text, the data, the model and the loss
# changed; in [E4](#e4) you check for yourself that the loop did not.
#
# ## What usually goes wrong { #errors }
# ### Taking steps that are too long { #too-far }
# Go back to the round worked by hand, but with a rate of 0.3. The weight would move to
# $1 + 0.3 \cdot 44 = 14.2$ and the bias to 6.6, and the model would predict 35 minutes. The error,
# which was $-11$, would become 22, twice as large and on the other side. With all 40 deliveries and
# that same rate:

# %%
#| predict:
#|   es: "¿Subirá o bajará la pérdida de un paso al siguiente?"
#|   en: "Will the loss rise or fall from one step to the next?"
hasty = nn.Linear(1, 1)
optimizer = torch.optim.SGD(hasty.parameters(), lr=0.3)
hasty_losses = []
for step in range(5):
    loss = loss_fn(hasty(km), minutes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    hasty_losses.append(loss.item())
print([round(value, 1) for value in hasty_losses])

# %%
#| tags: [claim]
claim(
    "too-long-a-step-climbs",
    np.diff(hasty_losses),
    at_least=0,
    says="""Con una tasa de 0.3, la pérdida sube en cada paso. //
        At a rate of 0.3, the loss rises at every step.""",
)

# %% [markdown] lang="es"
# Sube en cada paso. **Causa:** el paso es tan largo que va más allá del mínimo y deja un error
# mayor; con él crece el gradiente, y el paso siguiente es todavía más largo. **Arreglo:** prueba
# una tasa tres veces menor, que aquí es la de antes. Ningún mensaje te avisará, así que imprime
# siempre la pérdida.
#
# ### Olvidar `super().__init__()` { #super }
# Un modelo propio se escribe como una clase que hereda de `nn.Module`, y de ahí le vienen
# `parameters()` y el `print` de antes. El día que escribas el primero, es fácil que veas este
# mensaje:

# %% [markdown] lang="en"
# It rises at every step. **Cause:** the step overshoots and leaves a larger error; with a larger
# error the gradient grows, and the next step overshoots even more. **Fix:** try a rate three times
# smaller, which here is the one we used before. No message will warn you, so always print the loss.
#
# ### Forgetting `super().__init__()` { #super }
# You write a model of your own as a class that inherits from `nn.Module`, which is where
# `parameters()` and the `print` above come from. On the day you write your first one, you may well
# see this message:


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
# Falla al crear el modelo, que es cuando se ejecuta `__init__`. **Causa:** `super().__init__()`
# abre el registro donde `nn.Module` apunta cada capa, y sin él no hay dónde apuntarla. **Arreglo:**
# escríbelo en la primera línea de `__init__`.
#
# ### Dar un número suelto { #plain-number }
# Pedimos otra vez 2 kilómetros, pero sin meterlos en un tensor:

# %% [markdown] lang="en"
# It fails when the model is created, because that is when `__init__` runs. **Cause:**
# `super().__init__()` opens the register where `nn.Module` writes down every layer, and without it
# there is nowhere to write. **Fix:** make it the first line of `__init__`.
#
# ### Handing over a plain number { #plain-number }
# We ask about 2 kilometers again, but this time not as a tensor:

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
# **Causa:** los modelos solo admiten tensores, y un número de Python no tiene forma. **Arreglo:**
# escribe `torch.tensor([[2.0]])`, con una fila para cada entrega.
#
# ### Una palabra fuera de la tabla { #unknown-word }
# La tabla tiene 10 000 filas, y le pedimos la fila 10 000:

# %% [markdown] lang="en"
# **Cause:** models accept only tensors, and a Python number has no shape. **Fix:** write
# `torch.tensor([[2.0]])`, with one row per delivery.
#
# ### A word outside the table { #unknown-word }
# The table has 10,000 rows, and we ask it for row 10,000:

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
# **Causa:** las filas se cuentan desde 0, así que la última es la 9999 y ese token no tiene fila.
# **Arreglo:** comprueba que `tokens.max()` es menor que el número de filas.
#
# ### Llamar a `forward` a mano { #forward }
# En otros programas verás `model.forward(km)` en lugar de `model(km)`. Para probarlo, pusimos en el
# modelo de la mensajera un *hook*, una función que debería ejecutarse cada vez que se usa el modelo
# (aprenderás a escribirlos más adelante), y lo usamos una vez de cada manera.

# %% [markdown] lang="en"
# **Cause:** rows are counted from 0, so the last one is 9999 and this token has no row. **Fix:**
# check that `tokens.max()` is less than the number of rows.
#
# ### Calling `forward` by hand { #forward }
# In other programs you will see `model.forward(km)` instead of `model(km)`. To try it, we attached
# a *hook* to the courier's model, a function that should run every time the model is used (you will
# learn to write them later on), and used the model once each way.

# %%
#| tags: [hidden]
notices = []


def notify(*_):  # recibe detalles que no usamos // it gets details that we do not use
    notices.append("usado // used")


hook = model.register_forward_hook(notify)
same = torch.equal(model(km), model.forward(km))
hook.remove()

# %%
#| tags: [claim]
claim(
    "forward-skips-the-hooks",
    [same, len(notices)],
    equals=[True, 1],
    says="""model(km) y model.forward(km) dan lo mismo, pero solo la primera avisa al hook. //
        model(km) and model.forward(km) give the same, but only the first one tells the hook.""",
)

# %% [markdown] lang="es"
# **Síntoma:** las predicciones son idénticas, pero el hook solo se ejecutó {{ len(notices) }} vez,
# y ningún mensaje lo dice. **Causa:** `forward` se salta los hooks. **Arreglo:** llama siempre al
# modelo, `model(km)`.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Symptom:** the predictions are identical, but the hook ran only {{ len(notices) }} time, and no
# message says so. **Cause:** `forward` skips the hooks. **Fix:** always call the model,
# `model(km)`.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · La mitad de memoria { #e1 }
# **Meta:** contar parámetros sin construir nada. **Tienes:** el clasificador de esta página, con
# 10 000 palabras de 100 números y dos clases, pero con una memoria de `h = 128` números en lugar de
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
# move. You also have to write down what you measured.

# %% [markdown] exercise="E4" lang="es" role="hint"
# El bucle de la sección 4 sirve tal cual con otros nombres: `km` es ahora `tokens`, y `minutes`,
# `labels`. Para anotar una pérdida, usa `losses.append(loss.item())`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The loop of section 4 works as it is with other names: `km` is now `tokens`, and `minutes` is
# `labels`. To write a loss down, use `losses.append(loss.item())`.

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
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)

# %%
#| exercise: E4
#| role: starter
# recién creado también otra vez // freshly made the next time too
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
# - Un programa que aprende tiene cinco piezas: datos, modelo, pérdida, optimizador y bucle.
# - El bucle predice, mide, borra, calcula gradientes y mueve, y no necesita saber qué hay dentro
#   del modelo.
# - Un modelo impreso dice, capa a capa, cuántos números entran y cuántos salen.
# - Los parámetros se cuentan con lápiz, y más de la mitad pueden estar en una simple tabla.
# - Una red sin entrenar con $C$ clases suele empezar con una pérdida cercana a $\ln(C)$.
#
# ## Para profundizar { #further }
# - [Paszke y otros (2019)](https://arxiv.org/abs/1912.01703): quienes hicieron PyTorch explican por
#   qué es así (en inglés).
#
# Quedan dos cosas sin explicar. A mano empujaste cada parámetro para ver hacia dónde bajaba la
# pérdida, mientras que `backward()` no empujó ninguno. Y la tasa la elegimos sin dar razones. ¿De
# dónde sale el gradiente, y cuánto puede medir un paso antes de que la pérdida suba?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A program that learns has five pieces: data, model, loss, optimizer and loop.
# - The loop predicts, measures, erases, computes gradients and moves, and does not need to know
#   what is inside the model.
# - A printed model tells, layer by layer, how many numbers go in and how many come out.
# - Parameters can be counted with a pencil, and more than half of them may sit in a single table.
# - An untrained network with $C$ classes usually starts with a loss near $\ln(C)$.
#
# ## Going further { #further }
# - [Paszke et al. (2019)](https://arxiv.org/abs/1912.01703): the people who made PyTorch explain
#   why it is the way it is.
#
# We have left two things unexplained. By hand, you nudged each parameter to see which way the loss
# went down, while `backward()` nudged none of them. And we picked the rate without giving a reason.
# Where does the gradient come from, and how long can a step be before the loss climbs?
