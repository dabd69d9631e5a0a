# ---
# title: "Tensores: crear, transformar, convertir // Tensors: create, transform, convert"
# description:
#   es: Crea tensores, predice la forma de cada resultado, domina el broadcasting y muévete entre
#     NumPy y PyTorch sin sorpresas.
#   en: Create tensors, predict the shape of every result, master broadcasting, and move between
#     NumPy and PyTorch without surprises.
# objectives:
#   - apply:
#       es: crear tensores desde listas y arrays de NumPy, con su tipo y su dispositivo (E1)
#       en: create tensors from lists and NumPy arrays, with their type and device (E1)
#   - apply:
#       es: indexar, resumir y expandir tensores sin bucles (E2, E3)
#       en: index, summarize and broadcast tensors without loops (E2, E3)
#   - analyse:
#       es: predecir la forma de un resultado (E4, E5)
#       en: predict the shape of a result (E4, E5)
#   - understand:
#       es: distinguir qué comparte memoria y qué copia (cuestionario, “¿Cuánto vale `t[0]`?”)
#       en: tell what shares memory from what copies (quiz, “What is `t[0]`?”)
# minutes: {read: 40, practise: 20}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# Las fotos de una tienda, las rutas de un repartidor, una lista de sueldos: una **red neuronal**
# (neural network), un programa que aprende de ejemplos, lo recibe todo en forma de números. Muchos
# tropiezos del principio ocurren ahí, cuando esos números no están ordenados como creías.
# **¿Sabrías decir qué forma tendrá un resultado antes de ejecutar la línea?**

# %% [markdown] lang="en"
# A shop's photos, a courier's routes, a list of salaries: a **neural network**, a program that
# learns from examples, receives all of them as numbers. Many early stumbles happen right there,
# when those numbers are not arranged the way you thought. **Could you tell the shape of a result
# before you run the line?**

# %%
#| tags: [hurry]
import torch

x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x.shape, x.dtype, x.device)
print(x * x)  # (2, 3)
print(x @ x.T)  # (2, 3) @ (3, 2): (2, 2)
print(x[:, 1], x.mean(dim=0))  # (2,), (3,)
print(x - x.mean(dim=1, keepdim=True))  # (2, 3) - (2, 1)
print(x.reshape(3, 2))  # x.T también es (3, 2), en otro orden // x.T too, reordered
print(torch.cat([x, x]).shape, torch.stack([x, x]).shape)
device = "cuda" if torch.cuda.is_available() else "cpu"
print(x.to(device).cpu().numpy())

# %% [markdown] lang="es" role="hurry"
# El signo `*` va elemento a elemento y `@` [multiplica matrices](#operations): los tamaños del
# medio deben coincidir y desaparecen, igual que [desaparece el eje](#select) que nombras con `dim`.
# Si las formas son distintas, [el broadcasting](#broadcasting) las alinea por la derecha y en cada
# eje exige tamaños iguales o un 1, que puedes conservar con `keepdim=True`. Y recuerda que `view`,
# `.T` y `from_numpy` [comparten la memoria](#reshape), mientras que `clone` y `torch.tensor`
# copian.

# %% [markdown] lang="en" role="hurry"
# The `*` sign goes element by element and `@` [multiplies matrices](#operations): the sizes in the
# middle must match and they vanish, just as [the axis vanishes](#select) that you name with `dim`.
# If the shapes differ, [broadcasting](#broadcasting) aligns them on the right and demands, on each
# axis, equal sizes or a 1, which `keepdim=True` lets you keep. And remember that `view`, `.T` and
# `from_numpy` [share memory](#reshape), while `clone` and `torch.tensor` copy.

# %% [markdown] lang="es"
# En PyTorch esos números van en un **tensor**: una caja con compartimentos ordenados, todos para la
# misma clase de número. Conviene saber tres cosas de ella: qué forma tiene, qué clase de números
# guarda y dónde está. La idea de esta página es la primera, la forma, porque de ella depende qué
# puedes calcular con qué, y porque, cuando las formas encajan por casualidad, nada te avisa del
# error.
#
# Basta con saber qué es una lista de Python y [tener listo tu entorno](../m0-start/setup.md). De
# matemáticas te alcanza con sumar, multiplicar y calcular una media.
#
# ## La idea en una imagen { #picture }
# Un tensor ordena sus números a lo largo de **ejes** (axes), y su **forma** (shape) dice cuántas
# posiciones tiene cada eje. De izquierda a derecha, cada dibujo añade un eje al anterior:

# %% [markdown] lang="en"
# In PyTorch those numbers go into a **tensor**: a box with ordered compartments, all of them for
# the same kind of number. There are three things to know about it: what shape it has, what kind of
# number it holds and where it is. The idea of this page is the first one, the shape, because it
# decides what you can compute with what, and because, when shapes fit by coincidence, nothing warns
# you of the mistake.
#
# All you need is to know what a Python list is and to have [a working
# environment](../m0-start/setup.md). Adding, multiplying and taking a mean
# is all the mathematics it takes.
#
# ## The idea in one picture { #picture }
# A tensor arranges its numbers along **axes**, and its **shape** says how many places each axis
# has. From left to right, every drawing adds one axis to the one before:

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Cinco tensores: un número, de forma (); una lista, (4,); una tabla, (3, 4); una foto, (3, 4,
#|     4), con una tabla por color; y un lote de dos fotos, (2, 3, 4, 4). Cada eje nuevo repite lo
#|     anterior.
#|   en: >-
#|     Five tensors: a number, of shape (); a list, (4,); a table, (3, 4); a photo, (3, 4, 4), one
#|     table for each color; and a batch of two photos, (2, 3, 4, 4). Each new axis repeats what
#|     came before.
from tutorial_lib import plots

plots.plot_tensors(
    [(), (4,), (3, 4), (3, 4, 4), (2, 3, 4, 4)],
    [
        "un número // a number",
        "una lista // a list",
        "una tabla // a table",
        "una foto // a photo",
        "lote de fotos // photo batch",
    ],
)

# %% [markdown] lang="es"
# Los tres primeros tienen nombre propio, que verás en los mensajes de error. Un número suelto es un
# **escalar** (scalar), de forma `()`, porque no tiene ningún eje. Una lista es un **vector**
# (vector), con un eje, y una tabla es una **matriz** (matrix), con dos: primero las filas y después
# las columnas. De ahí en adelante se dice simplemente tensor.
#
# Lee cada forma de fuera hacia dentro. En la última, (2, 3, 4, 4), hay 2 fotos, cada una tiene 3
# **canales** (channels), uno por color (rojo, verde y azul), y cada canal es una tabla de 4 filas y
# 4 columnas. Las 2 fotos forman un **lote** (batch), un grupo de ejemplos que se procesan juntos y
# que por costumbre ocupa el primer eje.
#
# Para seguir hacen falta PyTorch, que se importa con el nombre `torch`; NumPy, la biblioteca de
# Python más usada para calcular con tablas; y `tutorial_lib`, la de este curso, que dibuja las
# figuras:

# %% [markdown] lang="en"
# The first three have names of their own, which you will meet in error messages. A lone number is a
# **scalar**, of shape `()`, because it has no axis. A list is a **vector**, with one axis, and a
# table is a **matrix**, with two: rows first, then columns. From there on people simply say tensor.
#
# Read each shape from the outside in. In the last one, (2, 3, 4, 4), there are 2 photos, each has 3
# **channels**, one for each color (red, green and blue), and each channel is a table of 4 rows and
# 4 columns. The 2 photos form a **batch**, a group of examples that are processed together and that
# by custom takes the first axis.
#
# To go on we need PyTorch, which is imported under the name `torch`; NumPy, the library that Python
# programs most often use to compute with tables; and `tutorial_lib`, the library of this course,
# which draws the figures:

# %% Preparar // Set up
import numpy as np
import torch

from tutorial_lib import pick_device, plots, seed_everything

seed_everything(0)  # los mismos números cada vez // the same numbers each time

# %% [markdown] lang="es"
# ## 1. ¿Cómo se crea un tensor? { #create }
# La manera más directa es entregarle los números a `torch.tensor`. Nuestro repartidor anotó la
# temperatura de cuatro días en tres ciudades (los datos son inventados): cada ciudad es una fila y
# cada día, una columna.

# %% [markdown] lang="en"
# ## 1. How do you create a tensor? { #create }
# The most direct way is to hand the numbers to `torch.tensor`. Our courier noted down the
# temperature on four days in three cities (the data are made up): each city is a row and each day
# is a column.

# %% Crear desde una lista // Create from a list
temps = torch.tensor(
    [
        [18.0, 20.0, 22.0, 24.0],
        [9.0, 10.0, 12.0, 13.0],
        [24.0, 24.0, 26.0, 26.0],
    ]
)
count = temps.numel()
print(temps.shape)
print(f"ejes: {temps.ndim} números: {count} // axes: {temps.ndim} numbers: {count}")

# %% [markdown] lang="es"
# `torch.Size([3, 4])` es la forma, que en el texto escribimos (3, 4): 3 ciudades por 4 días. `ndim`
# cuenta los {{ temps.ndim }} ejes, y `numel()` cuenta los {{ count }} números, que son el producto
# de los tamaños.
#
# Otras cinco funciones te ahorran escribir los números, porque les basta con saber la forma:

# %% [markdown] lang="en"
# `torch.Size([3, 4])` is the shape, which we write (3, 4) in the text: 3 cities by 4 days. `ndim`
# counts the {{ temps.ndim }} axes, and `numel()` counts the {{ count }} numbers, which is the
# product of the sizes.
#
# Five more functions save you from writing the numbers, because all they need is the shape:

# %% Crear sin escribir los números // Create without writing the numbers
print(torch.zeros(2, 3))
print(torch.ones(3))
print(torch.arange(6))
print(torch.zeros_like(temps).shape)  # la forma de otro // another's shape
print(torch.randn(2, 3))

# %% [markdown] lang="es"
# Las cuatro primeras dan siempre lo mismo: ceros, unos, la cuenta desde 0 y ceros con la forma de
# otro tensor. El punto de `0.` avisa de que son decimales, y por eso falta en `arange`, que cuenta
# con enteros. `randn`, en cambio, saca números de una distribución normal estándar, la campana de
# Gauss de media 0 y desviación 1, así que casi todos caen entre −3 y 3. Los tuyos serán los mismos,
# porque `seed_everything` fijó la **semilla** (seed), el número del que parte el generador.
#
# ## 2. ¿Qué clase de números guarda? { #dtype }
# Todos los números de un tensor comparten **tipo de dato** (dtype). Aquí guardamos tres veces los
# mismos dos números, el 1 y el 2, escritos de tres maneras:

# %% [markdown] lang="en"
# The first four always give the same: zeros, ones, the count from 0, and zeros in the shape of
# another tensor. The dot in `0.` tells you that these are decimals, and that is why `arange`, which
# counts in whole numbers, has none. `randn`, on the other hand, draws from a standard normal
# distribution, the bell curve with mean 0 and standard deviation 1, so nearly all its numbers fall
# between −3 and 3. Yours will be the same, because `seed_everything` set the **seed**, the number
# that the generator starts from.
#
# ## 2. What kind of numbers does it hold? { #dtype }
# All the numbers of a tensor share one **data type** (dtype). Here we store the same two numbers, 1
# and 2, three times, written in three ways:

# %% Mirar el tipo de dato // Look at the data type
whole = torch.tensor([1, 2])
decimal = torch.tensor([1.0, 2.0])
converted = torch.from_numpy(np.array([1.0, 2.0]))
print(whole.dtype, decimal.dtype, converted.dtype)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "dtype-of-whole",
    str(whole.dtype),
    equals="torch.int64",
    says="Una lista sin punto decimal da int64. // A list without a decimal point gives int64.",
)
claim(
    "dtype-of-decimals",
    str(decimal.dtype),
    equals="torch.float32",
    says="Una lista con punto decimal da float32. // A list with a decimal point gives float32.",
)
claim(
    "dtype-from-numpy",
    str(converted.dtype),
    equals="torch.float64",
    says="from_numpy conserva el float64 de NumPy. // from_numpy keeps NumPy's float64.",
)

# %% [markdown] lang="es"
# Salen tres tipos distintos, aunque los números sean los mismos. Sin punto decimal, PyTorch supone
# que quieres enteros y los guarda en 64 bits, `int64`. Con punto usa `float32`, 32 bits que dan
# para unas 7 cifras. NumPy prefiere `float64`, con unas 16 cifras, y `from_numpy` lo respeta. Las
# redes suelen usar `float32`, porque 7 cifras les bastan y ocupan la mitad de memoria. Si te llega
# otro tipo, conviértelo con `x.to(torch.float32)`.
#
# El tipo del resultado depende de la operación, incluso entre enteros:

# %% [markdown] lang="en"
# We get three different types, although the numbers are the same. Without a decimal point, PyTorch
# assumes that you want whole numbers and stores them in 64 bits, `int64`. With a point it uses
# `float32`, 32 bits that are enough for about 7 digits. NumPy prefers `float64`, with about 16
# digits, and `from_numpy` respects that. Networks usually work in `float32`, because 7 digits are
# enough for them and take half the memory. If you are handed another type, convert it with
# `x.to(torch.float32)`.
#
# The type of a result depends on the operation, even among whole numbers:

# %%
five = torch.tensor(5)
print(five // 2, five / 2)
growth = torch.exp(whole)
print(growth, growth.dtype)

# %%
#| tags: [claim]
claim(
    "whole-division",
    (five // 2).item(),
    equals=2,
    says="La doble barra redondea hacia abajo: 2. // The double slash rounds down: 2.",
)
claim(
    "true-division",
    (five / 2).item(),
    equals=2.5,
    says="La barra sola da decimales: 2.5. // The single slash gives decimals: 2.5.",
)
claim(
    "exp-of-whole",
    str(growth.dtype),
    equals="torch.float32",
    says="La exponencial de enteros es float32. // The exponential of whole numbers is float32.",
)

# %% [markdown] lang="es"
# La división `//` redondea hacia abajo y se queda en los enteros, mientras que `/` conserva los
# decimales. La exponencial `exp`, que eleva el número {{ growth[0]:.3f }} a cada elemento, casi
# nunca da un entero, y por eso PyTorch pasa a `float32` sin que se lo pidas.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `torch.FloatTensor(datos)` y `torch.LongTensor(datos)` son la forma antigua de fijar el tipo.
#     Hoy se escribe `torch.as_tensor(datos, dtype=torch.float32)`, o `torch.int64`.
#
# ## 3. ¿Qué hace cada signo? { #operations }
# Los signos de siempre, `+`, `-`, `*` y `/`, trabajan **elemento a elemento** (element-wise): cada
# número se encuentra con el que ocupa su misma posición. El signo `@` también multiplica así, pero
# después suma los productos, y `outer` multiplica cada número de un vector por cada uno del otro:

# %% [markdown] lang="en"
# The division `//` rounds down and stays with whole numbers, while `/` keeps the decimals. The
# exponential `exp`, which raises the number {{ growth[0]:.3f }} to each element, is hardly ever
# whole, so PyTorch moves to `float32` without being asked.
#
# !!! elsewhere "What you will see elsewhere"
#     `torch.FloatTensor(data)` and `torch.LongTensor(data)` are the old way to set the type. Today
#     we write `torch.as_tensor(data, dtype=torch.float32)`, or `torch.int64`.
#
# ## 3. What does each sign do? { #operations }
# The usual signs, `+`, `-`, `*` and `/`, work **element-wise**: each number meets the one in the
# same position. The `@` sign also multiplies that way, but then it adds the products up, and
# `outer` multiplies each number of one vector by each number of the other:

# %% Operar // Compute
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
outer = torch.outer(a, b)
print("a + b", a + b)
print("a * b", a * b)
print("a @ b", a @ b)
print(outer)

# %%
#| tags: [claim]
claim(
    "sum",
    a + b,
    equals=[5, 7, 9],
    says="a + b suma elemento a elemento. // a + b adds element by element.",
)
claim(
    "product",
    a * b,
    equals=[4, 10, 18],
    says="a * b conserva los tres números. // a * b keeps the three numbers.",
)
claim(
    "dot",
    (a @ b).item(),
    equals=32,
    says="a @ b los suma y da un solo número, 32. // a @ b adds them into one number, 32.",
)
claim(
    "outer",
    outer,
    equals=[[4, 5, 6], [8, 10, 12], [12, 15, 18]],
    says="outer da una tabla de 3 por 3. // outer gives a 3 by 3 table.",
)

# %% [markdown] lang="es"
# De `a * b` salen tres números y de `outer`, nueve, uno por cada pareja. De `a @ b` sale uno solo,
# porque los tres productos se suman: $1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 32$. Ese resultado es el
# **producto escalar** (dot product).
#
# Entre matrices, `@` es el **producto de matrices** (matrix multiplication): un producto escalar
# por cada fila de la primera y cada columna de la segunda, que por eso tienen que medir lo mismo.

# %% [markdown] lang="en"
# `a * b` gives three numbers, and `outer` gives nine, one for each pair. `a @ b` gives only one,
# because the three products are added up: $1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 32$. That result is
# the **dot product**.
#
# Between matrices, `@` is **matrix multiplication**: one dot product for every row of the first and
# every column of the second, which must therefore have the same length.

# %% Multiplicar matrices // Multiply matrices
#| predict:
#|   es: "La primera es de forma (2, 3) y la segunda, (3, 4). ¿Cuántos números salen?"
#|   en: "The first has shape (2, 3) and the second (3, 4). How many numbers come out?"
#| alt:
#|   es: >-
#|     Producto de una tabla de forma (2, 3) por otra de forma (3, 4): da una de forma (2, 4). La
#|     segunda fila de la primera y la última columna de la segunda forman un solo número, 31.
#|   en: >-
#|     Product of a table of shape (2, 3) and one of shape (3, 4): it gives one of shape (2, 4). The
#|     second row of the first and the last column of the second make a single number, 31.
left = torch.tensor([[1, 2, 3], [4, 5, 6]])
right = torch.tensor([[1, 0, 2, 1], [0, 1, 1, 3], [1, 1, 0, 2]])
product = left @ right
cells, corner = product.numel(), product[1, 3].item()
print(product.shape)
plots.plot_matmul(left, right, row=1, column=3, names=("left", "right"))

# %%
#| tags: [claim]
claim(
    "matmul-shape",
    list(product.shape),
    equals=[2, 4],
    says="De (2, 3) por (3, 4) queda (2, 4). // (2, 3) times (3, 4) leaves (2, 4).",
)
claim(
    "matmul-cell",
    corner,
    equals=31,
    says="La última fila por la última columna da 31. // The last row times the last column: 31.",
)

# %% [markdown] lang="es"
# Salen {{ cells }} números, porque 2 filas se combinan con 4 columnas. Los dos 3 del medio debían
# coincidir, y desaparecen al sumar; los de fuera se quedan y dan la forma, (2, 4). El {{ corner }}
# resaltado es $4 \cdot 1 + 5 \cdot 3 + 6 \cdot 2$. Está en `product[1, 3]`, contando desde 0, e
# `item()` lo saca del tensor como un número de Python.

# %% [markdown] lang="en"
# We get {{ cells }} numbers, because 2 rows are combined with 4 columns. The two 3s in the middle
# had to match, and they vanish in the sum; the outer ones stay and give the shape, (2, 4). The
# highlighted {{ corner }} is $4 \cdot 1 + 5 \cdot 3 + 6 \cdot 2$. It sits at `product[1, 3]`,
# counting from 0, and `item()` takes it out of the tensor as a Python number.

# %% [markdown] lang="es"
# ## 4. ¿Cómo sacas una parte o un resumen? { #select }
# Los corchetes eligen, con un índice por cada eje, y los dos puntos `:` significan “todo este eje”.

# %% [markdown] lang="en"
# ## 4. How do you take out a part, or a summary? { #select }
# Square brackets choose, with one index for each axis, and a colon `:` means “all of this axis.”

# %% Elegir // Choose
print("temps[1]     ", temps[1])
print("temps[:, 1]  ", temps[:, 1])
print("temps[1, -1] ", temps[1, -1])
print("temps[:, :2]\n", temps[:, :2])
print("más de 20 // above 20", temps[temps > 20])

# %% [markdown] lang="es"
# Un índice quita su eje, porque elige una sola posición: `temps[1]` es la segunda ciudad, de forma
# (4,), y `temps[:, 1]` es el segundo día de todas, de forma (3,). Un índice negativo cuenta desde
# el final. Un **tramo** (slice) como `:2`, en cambio, conserva su eje y se detiene antes del 2. Y
# una condición devuelve en un vector los números que la cumplen.
#
# `sum`, `mean` y `max` resumen muchos números en uno. Con el argumento `dim` dices qué eje quieres
# resumir, y ese eje es el que desaparece.

# %% [markdown] lang="en"
# An index removes its axis, because it picks a single place: `temps[1]` is the second city, of
# shape (4,), and `temps[:, 1]` is the second day of all of them, of shape (3,). A negative index
# counts from the end. A **slice** such as `:2`, however, keeps its axis and stops before the 2. And
# a condition returns, as a vector, the numbers that meet it.
#
# `sum`, `mean` and `max` summarize many numbers in one. With the argument `dim` you say which axis
# to summarize, and that axis is the one that vanishes.

# %% Resumir // Summarize
#| predict:
#|   es: "`temps` tiene forma (3, 4). ¿Qué forma tendrá `by_day`, y cuál `by_city`?"
#|   en: "`temps` has shape (3, 4). Which shape will `by_day` have, and which `by_city`?"
by_day = temps.mean(dim=0)
by_city = temps.mean(dim=1)
print(temps.mean())
print(by_day, by_day.shape)
print(by_city, by_city.shape)

# %%
#| tags: [claim]
claim(
    "mean-by-day",
    by_day,
    equals=[17, 18, 20, 21],
    says="dim=0 quita las ciudades: cuatro medias. // dim=0 removes the cities: four means.",
)
claim(
    "mean-by-city",
    by_city,
    equals=[21, 11, 25],
    says="dim=1 quita los días: tres medias. // dim=1 removes the days: three means.",
)

# %% [markdown] lang="es"
# Las formas son (4,) y (3,). Con `dim=0` desaparecen las ciudades, que eran el eje 0, y queda una
# media por día; con `dim=1` desaparecen los días y queda una media por ciudad. Sin `dim` no queda
# ningún eje y sale un escalar.
#
# La trampa está en la palabra *por*: para una media **por** día nombras el otro eje, el de las
# ciudades, que es el que recorre la suma.

# %% [markdown] lang="en"
# The shapes are (4,) and (3,). With `dim=0` the cities vanish, since they were axis 0, and one mean
# for each day is left; with `dim=1` the days vanish, which leaves one mean for each city. Without
# `dim` no axis is left and you get a scalar.
#
# The trap is in the word *by*: to get a mean **by** day you name the other axis, that is, the
# cities, because the sum runs along it.

# %% [markdown] lang="es"
# ## 5. ¿Y si las formas no coinciden? { #broadcasting }
# Queremos saber cuánto se aparta cada ciudad de la media de su día. Habría que restar `by_day`, de
# forma (4,), a `temps`, de forma (3, 4), pero la resta empareja números que ocupan la misma
# posición. Son doce números frente a cuatro, así que parece imposible.
#
# Hazlo primero a mano, con calma, porque de esta idea depende el resto de la página. El primer día
# hubo 18, 9 y 24 grados, que suman 51, y su media es 17. Restas ese 17 a las tres ciudades y te
# quedan $18 - 17 = 1$, $9 - 17 = -8$ y $24 - 17 = 7$. Para el segundo día haces lo mismo con su
# media, 18, y así hasta el cuarto. Sin pensarlo, has usado la misma fila de medias, (17, 18, 20,
# 21), tres veces, una por ciudad. Eso mismo hace PyTorch: cuando a un tensor le falta un eje, o ese
# eje mide 1, repite lo que hay hasta igualar al otro. Se llama **broadcasting** (expansión
# automática) y sigue tres reglas:
#
# 1. Se alinean las dos formas por la derecha, y el eje que falta cuenta como un 1.
# 2. En cada eje, los dos tamaños deben ser iguales, o uno de ellos debe ser un 1.
# 3. Donde hay un 1, ese eje se repite hasta igualar al otro, sin copiar nada en la memoria.
#
# Aquí (4,) cuenta como (1, 4). Por la derecha, el 4 se encuentra con otro 4; después, el 1 se
# encuentra con el 3 y se repite tres veces. Si a mano lo hicimos bien, cada día debería quedarse
# con media 0, porque $1 - 8 + 7 = 0$.

# %% [markdown] lang="en"
# ## 5. What if the shapes do not match? { #broadcasting }
# We want to know how far each city is from the mean of its day. That means subtracting `by_day`, of
# shape (4,), from `temps`, of shape (3, 4), but a subtraction pairs up numbers in the same
# position. Twelve numbers face four, so it looks impossible.
#
# Do it by hand first, without hurrying, because the rest of the page depends on this idea. On the
# first day it was 18, 9 and 24 degrees, which add up to 51, so the mean is 17. You subtract that 17
# from all three cities and are left with $18 - 17 = 1$, $9 - 17 = -8$ and $24 - 17 = 7$. For the
# second day you do the same with its mean, 18, and so on until the fourth. Without thinking about
# it, you have used the same row of means, (17, 18, 20, 21), three times, once for each city.
# PyTorch does just that: when a tensor lacks an axis, or that axis has size 1, it repeats what is
# there until it matches the other. This is called **broadcasting**, and it follows three rules:
#
# 1. Both shapes are aligned on the right, and a missing axis counts as a 1.
# 2. On each axis, the two sizes must be equal, or one of them must be a 1.
# 3. Where there is a 1, that axis is repeated to match the other, and nothing is copied in memory.
#
# Here (4,) counts as (1, 4). On the right, the 4 meets another 4; next, the 1 meets the 3 and is
# repeated three times. If our work by hand was right, each day should be left with a mean of 0,
# because $1 - 8 + 7 = 0$.

# %% Restar formas distintas // Subtract different shapes
from_day = temps - by_day
print(from_day)
print(from_day.mean(dim=0))

# %%
#| tags: [claim]
#| central: no-mean-left-by-day
claim(
    "no-mean-left-by-day",
    from_day.mean(dim=0),
    equals=0,
    abs=1e-6,
    says="""La fila de medias se repitió para las tres ciudades: cada día queda con media 0. //
        The row of means was repeated for the three cities: every day is left with mean 0.""",
)

# %% [markdown] lang="es"
# La primera columna es la que calculaste a mano, y la última línea confirma que cada día queda con
# media 0.
#
# “¿Y por qué se alinean por la derecha?” Porque los ejes de la derecha son los de un solo ejemplo,
# y al juntar ejemplos en un lote los ejes nuevos se añaden por la izquierda. Así, una cuenta
# escrita para un ejemplo de forma (4,) sirve sin cambios para un lote de tres, de forma (3, 4).
#
# Ahora queremos lo mismo para las ciudades: restarle a cada una su media. Como `by_city`, de forma
# (3,), tiene tres medias para tres ciudades, lo natural es escribir la misma resta.

# %% [markdown] lang="en"
# The first column is the one you worked out by hand, and the last line confirms that every day now
# has a mean of 0.
#
# “And why are they aligned on the right?” Because the axes on the right belong to a single example,
# and when examples are gathered in a batch the new axes are added on the left. So a calculation
# written for one example of shape (4,) works unchanged for a batch of three, of shape (3, 4).
#
# Now we want the same for the cities: to subtract from each one its own mean. Since `by_city`, of
# shape (3,), has three means for three cities, it is natural to write the same subtraction.

# %%
#| predict:
#|   es: "Alinea (3, 4) y (3,) por la derecha. ¿Encajan?"
#|   en: "Align (3, 4) and (3,) on the right. Do they fit?"
#| raises: "RuntimeError: The size of tensor a (4) must match the size of tensor b (3)"
#| cause:
#|   es: Las formas se alinean por la derecha, y en un eje hay dos tamaños distintos sin ningún 1.
#|   en: Shapes are aligned on the right, and along one axis there are two different sizes, neither
#|     of them 1.
#| fix:
#|   es: "Da a cada eje su lugar con un 1: `mean(dim=1, keepdim=True)`, o `x[:, None]`."
#|   en: "Put each axis in its place with a 1: `mean(dim=1, keepdim=True)`, or `x[:, None]`."
temps - by_city

# %% [markdown] lang="es"
# No encajan, porque por la derecha el 4 de los días se encuentra con el 3 de las ciudades, y
# ninguno es 1. El mensaje lo dice con otras palabras: *dimension 1* es ese eje, contado desde 0, y
# *non-singleton* significa que no mide 1.

# %% [markdown] lang="en"
# They do not fit, because on the right the 4 of the days meets the 3 of the cities, and neither is
# a 1. The message says so in other words: *dimension 1* is that axis, counted from 0, and
# *non-singleton* means that its size is not 1.

# %% [markdown] lang="es"
# Hace falta una columna, de forma (3, 1), para que el 3 quede frente a las ciudades y el 1 frente a
# los días. Eso consigue `keepdim=True`: en lugar de quitar el eje resumido, deja un 1 donde estaba.

# %% [markdown] lang="en"
# We need a column, of shape (3, 1), so that the 3 faces the cities and the 1 faces the days. That
# is what `keepdim=True` achieves: instead of removing the summarized axis, it leaves a 1 where it
# was.

# %%
column = temps.mean(dim=1, keepdim=True)
from_city = temps - column
print(column.shape)
print(from_city)

# %%
#| tags: [claim]
claim(
    "no-mean-left-by-city",
    from_city.mean(dim=1),
    equals=0,
    abs=1e-6,
    says="""Con keepdim=True, cada ciudad queda con media 0. //
        With keepdim=True, every city is left with a mean of 0.""",
)

# %% [markdown] lang="es"
# Esta vez la columna se repite a lo largo de los días, de modo que cada ciudad resta su propia
# media cuatro veces.
#
# ??? mathematics "Con más matemáticas"
#     Sea $X$ la matriz de $n$ filas y $u$ el vector columna de $n$ unos. Las medias por columna son
#     $m^\top = \frac{1}{n}u^\top X$, y repetir esa fila $n$ veces es multiplicar $u\,m^\top$. Por
#     lo tanto, `temps - by_day` calcula
#
#     $$X - u\,m^\top = \left(I - \tfrac{1}{n}u\,u^\top\right) X = HX$$
#
#     $H$ es la **matriz de centrado** (centering matrix). Como $u^\top u = n$, se cumple $u^\top H
#     = u^\top - u^\top = 0$, así que toda columna de $HX$ suma 0, sean cuales sean los datos.
#     Además $H^2 = H$, porque centrar lo ya centrado no cambia nada, y $\frac{1}{n}X^\top HX$ es la
#     matriz de covarianzas, con divisor $n$. El broadcasting llega a lo mismo sin construir $H$,
#     que tendría $n^2$ números.
#
#     Fuente: Mardia, Kent y Bibby, *Multivariate Analysis* (1979); en línea, [la matriz de
#     centrado](https://en.wikipedia.org/wiki/Centering_matrix).
#
# ### Prueba tus propias formas { #playground }
# Cambia las dos formas y mira qué eje se repite, qué forma sale o con qué palabras se niega
# PyTorch. El eje -1 es el último, como en los índices, y “no” significa que ese eje no existe.

# %% [markdown] lang="en"
# This time the column is repeated along the days, so each city subtracts its own mean four times.
#
# ??? mathematics "With more mathematics"
#     Let $X$ be the matrix with $n$ rows and $u$ the column vector of $n$ ones. The means by column
#     are $m^\top = \frac{1}{n}u^\top X$, and repeating that row $n$ times is the product
#     $u\,m^\top$. So `temps - by_day` computes
#
#     $$X - u\,m^\top = \left(I - \tfrac{1}{n}u\,u^\top\right) X = HX$$
#
#     $H$ is the **centering matrix**. Since $u^\top u = n$, we have $u^\top H = u^\top - u^\top =
#     0$, so every column of $HX$ adds up to 0 whatever the data. Moreover $H^2 = H$, because
#     centering what is already centered changes nothing, and $\frac{1}{n}X^\top HX$ is the
#     covariance matrix, with divisor $n$. Broadcasting gets there without building $H$, which would
#     have $n^2$ numbers.
#
#     Source: Mardia, Kent and Bibby, *Multivariate Analysis* (1979); online, [the centering
#     matrix](https://en.wikipedia.org/wiki/Centering_matrix).
#
# ### Try shapes of your own { #playground }
# Change both shapes and watch which axis is repeated, which shape you get, or in which words
# PyTorch refuses. Axis -1 is the last one, as with indexes, and “no” means that the axis is not
# there.

# %%
#| tags: [page]
#| data: I-3
#| alt:
#|   es: >-
#|     Una tabla de forma (3, 4) más una fila de forma (4,): la fila se repite para cada una de las
#|     tres filas de la tabla, y el resultado tiene forma (3, 4).
#|   en: >-
#|     A table of shape (3, 4) plus a row of shape (4,): the row is repeated for each of the three
#|     rows of the table, and the result has shape (3, 4).
table, row = 10 * torch.arange(1, 13).reshape(3, 4), torch.arange(1, 5)
try:
    torch.zeros(2, 7) + torch.zeros(9)
except RuntimeError as error:
    refusal = str(error).replace("(7)", "({a})").replace("(9)", "({b})")
plots.plot_broadcast(table, row)
{
    "a": list(table.shape),
    "b": list(row.shape),
    "message": refusal.replace("dimension 1", "dimension {axis}"),
}

# %% [markdown] lang="es"
# ## 6. ¿Cambiar la forma mueve los números? { #reshape }
# `reshape` reparte los mismos números en otra forma, leyéndolos siempre por filas y sin cambiar su
# orden. Un `-1` le pide que calcule él ese tamaño. `.T` **traspone** (transpose) la matriz: lo que
# era fila pasa a ser columna.

# %% [markdown] lang="en"
# ## 6. Does changing the shape move the numbers? { #reshape }
# `reshape` deals the same numbers into another shape, always reading by rows and without changing
# their order. A `-1` asks it to work that size out. `.T` **transposes** the matrix: what was a row
# becomes a column.

# %% Cambiar la forma // Change the shape
#| predict:
#|   es: "Los dos últimos tienen forma (3, 2). ¿Estará cada número en el mismo lugar?"
#|   en: "The last two both have shape (3, 2). Will each number be in the same place?"
x = torch.arange(6).reshape(2, 3)
print(x)
print(x.reshape(3, -1))
print(x.T)

# %% [markdown] lang="es"
# La forma coincide y los números no: `reshape` sigue contando 0, 1, 2…, mientras que `.T` convierte
# la primera fila, 0, 1, 2, en la primera columna.

# %% [markdown] lang="en"
# The shape is the same and the numbers are not: `reshape` keeps counting 0, 1, 2…, while `.T` turns
# the first row, 0, 1, 2, into the first column.

# %% [markdown] lang="es"
# “Si miden lo mismo, ¿qué más da?” Importa mucho, porque confundirlos desordena una foto sin dar
# ningún error, como verás en [E5](#e5). Si hay más de dos ejes, los reordena `permute`, que recibe
# los ejes de antes en su orden nuevo.
#
# ¿Y dónde están los números mientras tanto? Están en la memoria, en fila, y ahí no se han movido.
# Una **vista** (view) es otra manera de leer esa fila, y le basta con saber cuántas casillas se
# saltan para avanzar una posición en cada eje. Esos saltos son los **pasos en memoria** (memory
# strides), `stride` en los mensajes:

# %% [markdown] lang="en"
# “If the sizes are the same, what does it matter?” It matters a lot, because mixing them up
# scrambles a photo without any error, as you will see in [E5](#e5). With more than two axes,
# `permute` reorders them; it takes the old axes in their new order.
#
# And where are the numbers meanwhile? They are in memory, in a row, and there they have not moved.
# A **view** is another way to read that row, and all it needs to know is how many cells to jump to
# move one place along each axis. Those jumps are the **memory strides**, `stride` in messages:

# %%
#| alt:
#|   es: >-
#|     x y x.T leen la misma fila de memoria, 0 1 2 3 4 5, con pasos (3, 1) y (1, 3). La copia
#|     contigua de x.T tiene una fila propia, en otro orden: 0 3 1 4 2 5.
#|   en: >-
#|     x and x.T read the same row of memory, 0 1 2 3 4 5, with strides (3, 1) and (1, 3). The
#|     contiguous copy of x.T has a row of its own, in another order: 0 3 1 4 2 5.
contiguous = x.T.contiguous()
plots.plot_memory({"x": x, "x.T": x.T, "x.T.contiguous()": contiguous})

# %% [markdown] lang="es"
# En `x`, para bajar una fila se saltan 3 casillas, y para avanzar una columna, 1. `x.T` no movió
# nada: intercambió los dos saltos. `contiguous()` (contiguo, seguido) sí copia los números en el
# orden nuevo. Y el broadcasting repite sin copiar porque su salto es de 0 casillas, así que lee
# siempre la misma.
#
# ??? mathematics "Con más matemáticas"
#     El elemento de índices $(i_0, \dots, i_{d-1})$ está en la casilla $o + \sum_k i_k s_k$, donde
#     $o$ es la casilla del primero y $s_k$ el salto del eje $k$. De ahí sale todo lo anterior:
#     trasponer intercambia $s_0$ y $s_1$, elegir un índice o un tramo como `:2` cambia $o$ y los
#     tamaños, y repetir es $s_k = 0$. Dos ejes vecinos, mayores que 1, se funden en uno sin copiar
#     solo si $s_k = n_{k+1} s_{k+1}$, donde $n_{k+1}$ es el tamaño del segundo. Es la condición que
#     [comprueba `view`](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html): en
#     `x.T`, de forma (3, 2) y saltos (1, 3), haría falta $1 = 2 \cdot 3$.
#
#     Fuente: [Van der Walt, Colbert y Varoquaux (2011)](https://arxiv.org/abs/1102.1523), que lo
#     cuenta para NumPy.
#
# `view` es un `reshape` que nunca copia, así que lo que devuelve es siempre una vista:

# %% [markdown] lang="en"
# In `x`, going down one row jumps 3 cells, and moving one column across jumps 1. `x.T` moved
# nothing; it swapped the two jumps. `contiguous()` does copy the numbers, in the new order. And
# broadcasting repeats without copying because its jump is 0 cells, so it always reads the same one.
#
# ??? mathematics "With more mathematics"
#     The element with indexes $(i_0, \dots, i_{d-1})$ is in cell $o + \sum_k i_k s_k$, where $o$ is
#     the cell of the first one and $s_k$ is the jump of axis $k$. Everything above follows from
#     this: transposing swaps $s_0$ and $s_1$, choosing an index or a slice such as `:2` changes $o$
#     and the sizes, and repeating is $s_k = 0$. Two neighboring axes, longer than 1, merge into one
#     without copying only if $s_k = n_{k+1} s_{k+1}$, where $n_{k+1}$ is the size of the second.
#     That is the condition that [`view`
#     checks](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html): in `x.T`, with
#     shape (3, 2) and jumps (1, 3), it would take $1 = 2 \cdot 3$.
#
#     Source: [Van der Walt, Colbert and Varoquaux (2011)](https://arxiv.org/abs/1102.1523), who
#     describe it for NumPy.
#
# `view` is a `reshape` that never copies, so what it returns is always a view:

# %% Escribir en una vista // Write to a view
#| predict:
#|   es: "Escribimos 100 en el primer número de `view`. ¿Cuánto valdrá `x[0, 0]`: 0 o 100?"
#|   en: "We write 100 into the first number of `view`. What will `x[0, 0]` be: 0 or 100?"
view = x.view(6)
view[0] = 100
seen = x[0, 0].item()
print(seen)

# %%
#| tags: [claim]
claim(
    "view-shares",
    seen,
    equals=100,
    says="Cambiar la vista cambió x. // Changing the view changed x.",
)
claim(
    "transpose-shares",
    x.T.data_ptr() == x.data_ptr(),
    equals=True,
    says="x.T empieza en la misma casilla que x. // x.T starts at the same cell as x.",
)
claim(
    "broadcasting-strides",
    by_day.expand(3, 4).stride(),
    equals=[0, 1],
    says="La fila repetida salta 0 casillas. // The repeated row jumps 0 cells.",
)

# %% [markdown] lang="es"
# Vale {{ seen }}, porque `view` y `x` leen la misma casilla. Cuando quieras números propios, añade
# `.clone()`, que copia.

# %% [markdown] lang="en"
# It is {{ seen }}, because `view` and `x` read the same cell. When you want numbers of your own,
# add `.clone()`, which copies.

# %% [markdown] lang="es"
# ### ¿Y si quiero cambiar el propio tensor? { #in-place }
# Escribir `view[0] = 100` es una **operación in situ** (in-place operation): cambia la memoria que
# ya existe en lugar de crear un tensor nuevo. Las funciones que lo hacen terminan en un guion bajo,
# como `add_`, y `+=` también lo hace.

# %% [markdown] lang="en"
# ### What if I want to change the tensor itself? { #in-place }
# Writing `view[0] = 100` is an **in-place operation**: it changes the memory that already exists
# instead of making a new tensor. The functions that do this end in an underscore, such as `add_`,
# and `+=` does it too.

# %%
total = torch.zeros(3)
same = total
total.add_(1)
total += 1
print(same)
total = total + 1
print(same, total)

# %%
#| tags: [claim]
claim(
    "in-place-shares",
    same,
    equals=[2, 2, 2],
    says="""add_ y += cambian el tensor, y total + 1 crea otro. //
        add_ and += change the tensor, and total + 1 makes another one.""",
)

# %% [markdown] lang="es"
# `same` es otro nombre del mismo tensor, así que ve los dos cambios in situ. En cambio, `total + 1`
# crea un tensor nuevo, y desde ahí los dos nombres van por separado. Escribir in situ ahorra
# memoria, pero cambia también lo que otros nombres están leyendo.
#
# ### ¿Cómo se juntan tensores y se ponen o quitan ejes? { #join }
# `cat` alarga un eje que ya existe y `stack` crea uno nuevo. `unsqueeze` añade un eje de tamaño 1
# donde le digas, y `squeeze` lo quita.

# %% [markdown] lang="en"
# `same` is another name for the same tensor, so it sees both in-place changes. On the other hand,
# `total + 1` makes a new tensor, and from then on the two names go separate ways. Writing in place
# saves memory, but it also changes what other names are reading.
#
# ### How do you join tensors, and add or remove axes? { #join }
# `cat` lengthens an axis that exists and `stack` makes a new one. `unsqueeze` adds an axis of size
# 1 where you tell it to, and `squeeze` removes it.

# %% Juntar // Join
first, second = temps[0], temps[1]
joined = torch.cat([first, second])
stacked = torch.stack([first, second])
alone = first.unsqueeze(0)
print(joined.shape, stacked.shape)
print(alone.shape, alone.squeeze(0).shape)

# %%
#| tags: [claim]
claim(
    "cat-and-stack",
    [list(joined.shape), list(stacked.shape)],
    equals=[[8], [2, 4]],
    says="""cat alarga un eje y da (8,); stack crea otro y da (2, 4). //
        cat lengthens an axis and gives (8,); stack makes a new one and gives (2, 4).""",
)
claim(
    "squeeze-undoes-unsqueeze",
    [list(alone.shape), list(alone.squeeze(0).shape)],
    equals=[[1, 4], [4]],
    says="""unsqueeze(0) da (1, 4) y squeeze(0) lo deshace. //
        unsqueeze(0) gives (1, 4) and squeeze(0) undoes it.""",
)

# %% [markdown] lang="es"
# Dos ciudades de forma (4,) dan con `cat` un vector de ocho números, porque una sigue a la otra, y
# con `stack`, una matriz (2, 4), con una ciudad por fila. `unsqueeze(0)` convierte una ciudad en un
# lote de una sola, (1, 4), que es lo que espera una red cuando le preguntas por un único ejemplo.
# Dale siempre el eje a `squeeze`: sin él quita todos los de tamaño 1, y quizás también el del lote.
#
# Por último, una red suele querer cada foto como un vector, así que hay que unir todos los ejes
# menos el del lote:

# %% [markdown] lang="en"
# With `cat`, two cities of shape (4,) give a vector of eight numbers, because one follows the
# other, and with `stack`, a (2, 4) matrix with one city for each row. `unsqueeze(0)` turns one city
# into a batch of one, (1, 4), which is what a network expects when you ask it about a single
# example. Always give `squeeze` the axis: without it every axis of size 1 goes, perhaps the batch
# as well.
#
# Lastly, a network often wants each photo as a vector, so you have to join all the axes except the
# batch:

# %% Aplanar // Flatten
photos = torch.zeros(32, 1, 28, 28)  # 32 fotos, 1 canal // 32 photos, 1 channel
flat_shape = photos.flatten(start_dim=1).shape
print(flat_shape)

# %%
#| tags: [claim]
claim(
    "flatten",
    list(flat_shape),
    equals=[32, 784],
    says="32 fotos de 28 × 28 son (32, 784). // 32 photos of 28 × 28 become (32, 784).",
)

# %% [markdown] lang="es"
# Cada foto queda en {{ flat_shape[1] }} números, que son $1 \cdot 28 \cdot 28$. Como `flatten`
# empieza en el eje 1, deja en paz el 0, que es el de las {{ flat_shape[0] }} fotos.
#
# ## 7. ¿Cómo vas y vuelves de NumPy? { #numpy }
# El tensor de NumPy se llama *array* (de nombre completo, *ndarray*) y se maneja casi igual. Estas
# son las diferencias que importan aquí:
#
# | Rasgo | ndarray | tensor |
# |---|---|---|
# | decimales por defecto | `float64` | `float32` |
# | puede vivir en una GPU | no | sí |
# | calcula sus derivadas | no | sí, con [autograd](../m2-tensors-autograd/autograd.md) |
#
# Para convertir hay dos caminos: uno comparte la memoria y el otro copia. Para distinguirlos,
# cambiamos el array **después** de convertirlo:

# %% [markdown] lang="en"
# Each photo becomes {{ flat_shape[1] }} numbers, which is $1 \cdot 28 \cdot 28$. Since `flatten`
# starts at axis 1, it leaves alone axis 0, the one that counts the {{ flat_shape[0] }} photos.
#
# ## 7. How do you go to NumPy and back? { #numpy }
# NumPy's tensor is called an *array* (in full, *ndarray*) and handles almost the same. These are
# the differences that matter here:
#
# | Trait | ndarray | tensor |
# |---|---|---|
# | decimals by default | `float64` | `float32` |
# | can live on a GPU | no | yes |
# | works out derivatives | no | yes, with [autograd](../m2-tensors-autograd/autograd.md) |
#
# There are two ways to convert: one shares the memory and the other copies. To tell them apart, we
# change the array **after** converting it:

# %% Convertir // Convert
array = np.array([1.0, 2.0, 3.0])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[0] = 99
print("from_numpy:", shared)
print("tensor:    ", copied)

# %%
#| tags: [claim]
claim(
    "from-numpy-shares",
    shared[0].item(),
    equals=99,
    says="from_numpy comparte la memoria con el array. // from_numpy shares the array's memory.",
)
claim(
    "tensor-copies",
    copied[0].item(),
    equals=1,
    says="torch.tensor copia el array. // torch.tensor copies the array.",
)

# %% [markdown] lang="es"
# Solo el primero se entera, porque `from_numpy` lee la misma memoria que el array y `torch.tensor`
# tiene una copia. Compartir es más rápido y copiar es más seguro. Para volver hay tres caminos:

# %% [markdown] lang="en"
# Only the first one finds out, because `from_numpy` reads the same memory as the array, while
# `torch.tensor` has a copy. Sharing is faster and copying is safer. There are three ways back:

# %% Volver // Go back
print(type(shared.numpy()), shared.tolist(), shared[1].item())

# %% [markdown] lang="es"
# `numpy()` da un array, otra vez con la memoria compartida, `tolist()` da una lista de Python, e
# `item()` da un solo número.
#
# ## 8. ¿Dónde vive un tensor? { #device }
# Falta lo tercero, dónde está. Cada tensor vive en un **dispositivo** (device): la CPU, el
# procesador que tiene todo equipo, o una GPU, una tarjeta que hace miles de cuentas a la vez.
# Nuestra función `pick_device` busca el más rápido de tu equipo, y `.to` devuelve el tensor en ese
# lugar:

# %% [markdown] lang="en"
# `numpy()` gives an array, again with shared memory, `tolist()` gives a Python list, and `item()`
# gives a single number.
#
# ## 8. Where does a tensor live? { #device }
# The third thing to know is where it is. Every tensor lives on a **device**: the CPU, the processor
# that every machine has, or a GPU, a card that does thousands of calculations at once. Our function
# `pick_device` looks for the fastest one on your machine, and `.to` returns the tensor in that
# place:

# %% Elegir dispositivo // Choose a device
#| tags: [volatile]
device = pick_device()
moved = temps.to(device)
print(temps.device, moved.device)

# %% [markdown] lang="es"
# Eso contestó el equipo que ejecutó esta página; el tuyo puede decir otra cosa. Los tensores que
# operan entre sí deben vivir en el mismo dispositivo. Como NumPy solo lee la memoria de la CPU,
# antes de `numpy()` escribe `.cpu()`.
#
# ## Lo que suele fallar { #errors }
# ### Pedir derivadas a un entero { #whole-gradient }
# `requires_grad=True` prepara un tensor para [autograd](../m2-tensors-autograd/autograd.md), que
# calcula derivadas. Aquí se lo pedimos a una lista de enteros:

# %% [markdown] lang="en"
# That was the answer of the machine that ran this page; yours may say something else. Tensors that
# work together must live on the same device. Since NumPy only reads the memory of the CPU, write
# `.cpu()` before `numpy()`.
#
# ## What usually goes wrong { #errors }
# ### Asking whole numbers for derivatives { #whole-gradient }
# `requires_grad=True` prepares a tensor for [autograd](../m2-tensors-autograd/autograd.md), which
# works out derivatives. Here we ask a list of whole numbers for them:

# %%
#| raises: "RuntimeError: Only Tensors of floating point and complex dtype can require gradients"
#| cause:
#|   es: El tensor es de enteros, y una derivada necesita números que se puedan mover un poquito.
#|   en: The tensor holds whole numbers, and a derivative needs numbers that can move by a little.
#| fix:
#|   es: Escribe los números con punto decimal o pide `dtype=torch.float32`.
#|   en: Write the numbers with a decimal point, or ask for `dtype=torch.float32`.
torch.tensor([1, 2, 3], requires_grad=True)

# %% [markdown] lang="es"
# **Síntoma:** el mensaje pide *floating point*, es decir, números con decimales. **Causa:** la
# lista no lleva punto decimal y por eso es `int64`, y un entero no se puede mover un poquito.
# **Arreglo:** escribe `[1.0, 2.0, 3.0]`.
#
# ### Una vista imposible { #impossible-view }
# Recuerda que `view` no copia nunca. Le pedimos que lea la matriz traspuesta como un vector:

# %% [markdown] lang="en"
# **Symptom:** the message asks for *floating point*, which means numbers with decimals. **Cause:**
# the list has no decimal point, so it is `int64`, and a whole number cannot move by a little.
# **Fix:** write `[1.0, 2.0, 3.0]`.
#
# ### An impossible view { #impossible-view }
# Remember that `view` never copies. We ask it to read the transposed matrix as a vector:

# %%
#| raises: "RuntimeError: view size is not compatible with input tensor's size and stride"
#| cause:
#|   es: "`view` nunca copia, y esos números no están seguidos en la memoria en el orden pedido."
#|   en: >-
#|     `view` never copies, and those numbers do not lie one after another in memory in the order
#|     you want.
#| fix: Usa `reshape`, que copia cuando hace falta. // Use `reshape`, which copies when it has to.
x.T.view(6)

# %% [markdown] lang="es"
# **Síntoma:** el mensaje habla de `stride`, los saltos en la memoria. **Causa:** para leer las
# casillas en el orden 0, 3, 1, 4, 2, 5 habría que saltar 3 hacia delante y luego 2 hacia atrás, y
# un eje solo sabe dar saltos iguales. **Arreglo:** `reshape`, que copia cuando hace falta.
#
# ### Una mayúscula de más { #capital }
# Entre estas dos llamadas solo cambia una letra:

# %% [markdown] lang="en"
# **Symptom:** the message mentions `stride`, the jumps in memory. **Cause:** to read the cells in
# the order 0, 3, 1, 4, 2, 5 you would have to jump 3 forward and then 2 back, and an axis can only
# make equal jumps. **Fix:** `reshape`, which copies when it has to.
#
# ### One capital letter too many { #capital }
# Only one letter changes between these two calls:

# %%
print(torch.tensor(3).shape, torch.Tensor(3).shape)

# %%
#| tags: [claim]
claim(
    "capital-tensor",
    list(torch.Tensor(3).shape),
    equals=[3],
    says="torch.Tensor(3) tiene tres números. // torch.Tensor(3) has three numbers.",
)

# %% [markdown] lang="es"
# **Síntoma:** querías el número 3, de forma `()`, y tienes tres números sin sentido. **Causa:**
# `torch.Tensor(3)` toma el 3 como tamaño y deja lo que hubiera en la memoria. **Arreglo:** escribe
# `torch.tensor`, en minúscula.
#
# ### El tensor que cambia solo { #shared-source }
# **Síntoma:** un tensor cambia sin que lo toques. **Causa:** se creó con `from_numpy` o es una
# vista, y alguien escribió en el original. **Arreglo:** copia con `torch.tensor(array)` o con
# `.clone()`.
#
# ### Se repite el eje equivocado { #wrong-axis }
# Este es el peor, porque no da ningún error. Nos quedamos con tres días para las tres ciudades y
# quitamos a cada ciudad su media, pero sin `keepdim`:

# %% [markdown] lang="en"
# **Symptom:** you wanted the number 3, of shape `()`, and you have three meaningless numbers.
# **Cause:** `torch.Tensor(3)` takes the 3 as a size and leaves whatever was in memory. **Fix:**
# write `torch.tensor`, in lowercase.
#
# ### The tensor that changes by itself { #shared-source }
# **Symptom:** a tensor changes although you did not touch it. **Cause:** it was made with
# `from_numpy`, or it is a view, and someone wrote into the original. **Fix:** copy it with
# `torch.tensor(array)` or with `.clone()`.
#
# ### The wrong axis is repeated { #wrong-axis }
# This is the worst one, because it raises no error. We keep three days for the three cities and
# subtract from each city its mean, but without `keepdim`:

# %%
#| predict:
#|   es: "Alinea (3, 3) y (3,) por la derecha. ¿Qué media se le resta al primer día?"
#|   en: "Align (3, 3) and (3,) on the right. Which mean is subtracted from the first day?"
square = temps[:, :3]  # (3, 3)
wrong = square - square.mean(dim=1)
left_over = wrong.mean(dim=1)
print(left_over)

# %%
#| tags: [claim]
claim(
    "wrong-axis-is-silent",
    left_over.abs().max().item(),
    at_least=1.0,
    says="""Sin keepdim la resta no da error y deja medias que no son 0. //
        Without keepdim there is no error, and means are left that are not 0.""",
)

# %% [markdown] lang="es"
# Al primer día se le resta la media de la primera ciudad, también en las otras dos ciudades.
# **Síntoma:** deberían quedar ceros, y a una ciudad le queda una media de {{ left_over[1]:.0f }}.
# **Causa:** por la derecha, las tres medias se alinearon con los tres días y encajaron por
# casualidad. **Arreglo:** `keepdim=True`, y comprueba el resultado.
#
# Lo que nos sorprendió es que esos restos suman 0, porque cada uno es lo que la media de una ciudad
# se aparta de la media de las tres. Por eso la media de toda la tabla no habría descubierto nada, y
# hay que mirar ciudad por ciudad. En [depurar
# tensores](../m2-tensors-autograd/debugging-tensors.md#silent) cazarás otro error silencioso.

# %% [markdown] lang="en"
# The mean of the first city is subtracted from the first day, in the other two cities as well.
# **Symptom:** zeros should be left, and one city is left with a mean of {{ left_over[1]:.0f }}.
# **Cause:** on the right, the three means lined up with the three days and fitted by coincidence.
# **Fix:** `keepdim=True`, and check the result.
#
# What surprised us is that these leftovers add up to 0, because each of them is how far the mean of
# one city is from the mean of all three. That is why the mean of the whole table would have
# revealed nothing, and you have to look city by city. You will hunt another silent bug in
# [debugging tensors](../m2-tensors-autograd/debugging-tensors.md#silent).

# %% [markdown] lang="es"
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Las mismas cinco cuentas, dos veces { #e1 }
# **Meta:** ver que NumPy y PyTorch dan lo mismo.
#
# **Tienes:** las listas `a` y `b`, y los arrays `a_numpy` y `b_numpy` hechos con ellas.
#
# **Haz:** lleva las listas a PyTorch como `a_torch` y `b_torch`, con tipo `float32` y en el
# dispositivo que encuentre `pick_device`. Después calcula, en este orden, la suma, el producto
# posición a posición, el producto escalar, la exponencial de `a` y la media de `b`. Guarda los
# cinco resultados de NumPy en la lista `in_numpy`, y los cinco de PyTorch, calculados con
# `a_torch` y `b_torch`, en `in_torch`.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · The same five calculations, twice { #e1 }
# **Goal:** see that NumPy and PyTorch agree.
#
# **You have:** the lists `a` and `b`, and the arrays `a_numpy` and `b_numpy` made from them.
#
# **Do:** take the lists to PyTorch as `a_torch` and `b_torch`, with type `float32` and on the
# device that `pick_device` finds. Then compute, in this order, the sum, the product position by
# position, the dot product, the exponential of `a`, and the mean of `b`. Keep the five results of
# NumPy in the list `in_numpy`, and the five of PyTorch, computed from `a_torch` and `b_torch`, in
# `in_torch`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Una lista de números enteros da un tensor de enteros, así que el tipo hay que pedirlo. Lo demás
# se escribe casi igual en las dos bibliotecas.

# %% [markdown] exercise="E1" lang="en" role="hint"
# A list of whole numbers gives a tensor of whole numbers, so the type has to be asked for. The
# rest is written almost the same way in both libraries.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `torch.tensor` acepta `dtype` y `device`. Las cinco cuentas son `+`, `*`, `@`, `exp` y `mean`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `torch.tensor` takes `dtype` and `device`. The five calculations are `+`, `*`, `@`, `exp` and
# `mean`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La primera línea puede ser `a_torch = torch.tensor(a, dtype=torch.float32).to(pick_device())`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The first line can be `a_torch = torch.tensor(a, dtype=torch.float32).to(pick_device())`.

# %%
#| exercise: E1
#| role: setup
import numpy as np
import torch

from tutorial_lib import pick_device

a, b = [1, 2, 3], [4, 5, 9]
a_numpy, b_numpy = np.array(a), np.array(b)

# %%
#| exercise: E1
#| role: starter
device = ...
a_torch = ...
b_torch = ...
in_numpy = [a_numpy + b_numpy, ..., ..., ..., ...]
in_torch = [..., ..., ..., ..., ...]

# %%
#| exercise: E1
#| role: solution
device = pick_device()
a_torch = torch.tensor(a, dtype=torch.float32).to(device)
b_torch = torch.tensor(b, dtype=torch.float32).to(device)
in_numpy = [
    a_numpy + b_numpy,
    a_numpy * b_numpy,
    a_numpy @ b_numpy,
    np.exp(a_numpy),
    b_numpy.mean(),
]
in_torch = [
    a_torch + b_torch,
    a_torch * b_torch,
    a_torch @ b_torch,
    torch.exp(a_torch),
    b_torch.mean(),
]
for one, other in zip(in_numpy, in_torch, strict=True):
    print(one, other.tolist())

# %%
#| exercise: E1
#| role: check
from math import exp

from tutorial_lib import check, say

for name, got, numbers in (("a_torch", a_torch, a), ("b_torch", b_torch, b)):
    check(
        name,
        got,
        equals=torch.tensor(numbers),
        hint="""hazlo con torch.tensor, a partir de su lista //
            make it with torch.tensor, from its list""",
    )
check(
    "tipo de los tensores // type of the tensors",
    [str(a_torch.dtype), str(b_torch.dtype)],
    equals=["torch.float32"] * 2,
    hint="""el tipo sale de lo que hay en la lista, si no pides otro al crearlos //
        the type comes from what is in the list, unless you ask for another when creating them""",
)
check(
    "dispositivo // device",
    [a_torch.device.type, b_torch.device.type],
    equals=[pick_device().type] * 2,
    hint="lo elige pick_device() // pick_device() chooses it",
)
pairs = [*zip(a, b, strict=True)]
sums = torch.tensor([p + q for p, q in pairs])
products = torch.tensor([p * q for p, q in pairs])
names = (
    "suma // sum",
    "producto // product",
    "producto escalar // dot product",
    "exponencial de a // exponential of a",
    "media de b // mean of b",
)
five = (sums, products, sum(products), torch.tensor([exp(p) for p in a]), sum(b) / len(b))
hints = (
    """cada número de a, más el que ocupa su lugar en b //
        each number of a, plus the one in its place in b""",
    """posición a posición: sale un número por cada pareja //
        position by position: one number comes out for each pair""",
    """multiplica cada pareja y lo suma todo en un solo número //
        it multiplies each pair and adds everything up into a single number""",
    """el número e elevado a cada número de a //
        the number e to the power of each number of a""",
    """la suma de b entre cuántos números tiene //
        the sum of b over how many numbers it has""",
)
for library, results in (("NumPy", in_numpy), ("PyTorch", in_torch)):
    check(
        f"{library}, cuántos resultados // {library}, how many results",
        len(results),
        equals=len(five),
        hint="""el enunciado pide una cuenta por cada nombre, en su orden //
            the statement asks for one calculation for each name, in its order""",
    )
    for result, name, right, hint in zip(results, names, five, hints, strict=True):
        wanted = right if library == "PyTorch" else np.array(right)
        check(f"{library}, {say(name)}", result, equals=wanted, hint=hint)
check(
    "tensores dentro de in_numpy // tensors inside in_numpy",
    sum(isinstance(result, torch.Tensor) for result in in_numpy),
    equals=0,
    hint="haz esas cuentas con a_numpy y b_numpy // do those with a_numpy and b_numpy",
)

# %%
#| exercise: E1
#| role: right
device = pick_device()
a_torch = torch.from_numpy(a_numpy).float().to(device)
b_torch = torch.as_tensor(b, dtype=torch.float32, device=device)
in_numpy = (np.add(a, b), np.multiply(a, b), int(np.dot(a, b)), np.e**a_numpy, np.average(b))
in_torch = (
    a_torch.add(b_torch),
    a_torch.mul(b_torch),
    a_torch.dot(b_torch).item(),
    a_torch.exp(),
    b_torch.sum() / len(b_torch),
)


# %%
#| exercise: E1
#| role: right
def five_of(a, b, exp):
    return [a + b, a * b, (a * b).sum(), exp(a), b.mean()]


a_numpy, b_numpy = np.array(a, dtype=np.float32), np.array(b, dtype=np.float32)
a_torch, b_torch = (torch.from_numpy(v).to(pick_device()) for v in (a_numpy, b_numpy))
in_numpy = five_of(a_numpy, b_numpy, np.exp)
in_torch = five_of(a_torch, b_torch, torch.exp)

# %%
#| exercise: E1
#| role: wrong
#| message: lo suma todo en un solo número // adds everything up into a single number
device = pick_device()
a_torch = torch.tensor(a, dtype=torch.float32).to(device)
b_torch = torch.tensor(b, dtype=torch.float32).to(device)
in_numpy = [
    a_numpy + b_numpy,
    a_numpy * b_numpy,
    a_numpy * b_numpy,  # no suma al final // does not add up at the end
    np.exp(a_numpy),
    b_numpy.mean(),
]
in_torch = in_numpy

# %%
#| exercise: E1
#| role: wrong
#| message: si no pides otro al crearlos // unless you ask for another when creating them
device = pick_device()
a_torch = torch.from_numpy(np.array(a, dtype=np.float64)).to(device)  # float64
b_torch = torch.from_numpy(np.array(b, dtype=np.float64)).to(device)
in_numpy = [
    a_numpy + b_numpy,
    a_numpy * b_numpy,
    a_numpy @ b_numpy,
    np.exp(a_numpy),
    b_numpy.mean(),
]
in_torch = [
    a_torch + b_torch,
    a_torch * b_torch,
    a_torch @ b_torch,
    torch.exp(a_torch),
    b_torch.mean(),
]

# %%
#| exercise: E1
#| role: wrong
#| message: llegó un array, y se pide un tensor // got an array where a tensor is asked for
a_torch = torch.tensor(a, dtype=torch.float32).to(pick_device())
b_torch = torch.tensor(b, dtype=torch.float32).to(pick_device())
in_numpy = [
    a_numpy + b_numpy,
    a_numpy * b_numpy,
    a_numpy @ b_numpy,
    np.exp(a_numpy),
    b_numpy.mean(),
]
in_torch = in_numpy  # la misma lista // the same list

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Un tablero sin bucles { #e2 }
# **Meta:** escribir en muchas casillas a la vez.
#
# **Tienes:** `torch`.
#
# **Haz:** crea `board`, un tensor de 8 × 8 con ceros y unos alternos, como un tablero de ajedrez,
# y con un 0 en la esquina `[0, 0]`. Han de ser números, no `True` y `False`; su tipo lo eliges tú.
# El reto es lograrlo sin ningún `for`.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · A board without loops { #e2 }
# **Goal:** write to many cells at once.
#
# **You have:** `torch`.
#
# **Do:** create `board`, an 8 × 8 tensor of alternating zeros and ones, like a chessboard, with a 0
# in the corner `[0, 0]`. They must be numbers, not `True` and `False`; their type is up to you. The
# challenge is to do it without any `for`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# En las filas pares, los unos están en las columnas impares; en las filas impares, al revés.
# También puedes fijarte en la suma de los dos índices: ¿es par o impar?

# %% [markdown] exercise="E2" lang="en" role="hint"
# In the even rows the ones are in the odd columns; in the odd rows it is the other way round. Or
# look at the sum of the two indices: is it even or odd?

# %% [markdown] exercise="E2" lang="es" role="hint"
# Como en las listas, `1::2` es “desde 1, de dos en dos”, y puedes dar un valor a todas esas
# casillas a la vez. Por el otro camino te sirven `torch.arange(8)`, como fila y como columna, y
# `% 2`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# As in lists, `1::2` is “from 1 on, every second one,” and you can give all those cells a value at
# once. For the other way, use `torch.arange(8)`, as a row and as a column, and `% 2`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Empieza con `board = torch.zeros(8, 8)` y escribe después los unos en dos tandas.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Start with `board = torch.zeros(8, 8)`, and then write the ones in two rounds.

# %%
#| exercise: E2
#| role: setup
import torch

# %%
#| exercise: E2
#| role: starter
board = ...

# %%
#| exercise: E2
#| role: solution
board = torch.zeros(8, 8)
board[::2, 1::2] = 1
board[1::2, ::2] = 1
print(board)

# %%
#| exercise: E2
#| role: check
#| survives:
#|   sign 1: minus zero is zero
from tutorial_lib import check

check(
    "forma // shape",
    lambda: list(torch.as_tensor(board).shape),
    equals=[8, 8],
    hint="un tablero tiene ocho filas y ocho columnas // a board has eight rows and eight columns",
)
cells = torch.as_tensor(board)
check(
    "esquina // corner",
    cells[0, 0],
    equals=0,
    hint="""en [0, 0] va el número 0; el color contrario empieza una casilla después //
        the number 0 goes in [0, 0]; the other color starts one cell later""",
)
check(
    "unos en cada fila // ones in each row",
    cells.sum(dim=1),
    equals=[4] * 8,
    hint="""en cada fila, la mitad de las casillas son unos //
        in each row, half of the cells are ones""",
)
check(
    "tablero // board",
    board,
    equals=torch.tensor([[(row + column) % 2 for column in range(8)] for row in range(8)]),
    hint="""un tensor en el que cada casilla es distinta de sus vecinas de al lado y de arriba //
        a tensor in which each cell differs from its neighbors, beside it and above it""",
)

# %%
#| exercise: E2
#| role: right
board = (torch.arange(8) + torch.arange(8).reshape(8, 1)) % 2

# %%
#| exercise: E2
#| role: right
board = torch.tensor([[0, 1], [1, 0]], dtype=torch.uint8).repeat(4, 4)

# %%
#| exercise: E2
#| role: wrong
#| message: la mitad de las casillas son unos // half of the cells are ones
board = torch.zeros(8, 8)
board[::2, 1::2] = 1  # solo las filas pares // only the even rows

# %%
#| exercise: E2
#| role: wrong
#| message: en [0, 0] va el número 0 // the number 0 goes in [0, 0]
board = torch.ones(8, 8)
board[::2, 1::2] = 0
board[1::2, ::2] = 0

# %%
#| exercise: E2
#| role: wrong
#| message: es distinta de sus vecinas // differs from its neighbors
board = torch.arange(64).reshape(8, 8) % 2  # rayas // stripes

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Cada columna, a la misma escala { #e3 }
# **Meta:** [estandarizar](../m1-gradient-descent/scaling-and-batches.md#standardize), algo que
# harás con casi todos los datos.
#
# **Tienes:** `x`, cinco viviendas, una por fila, y tres columnas: metros cuadrados, habitaciones y
# años.
#
# **Haz:** resta a cada columna su media y divídela entre su desviación estándar, que mide cuánto se
# dispersa. Usa la que da `std` cuando no le pides otra cosa, la que divide entre n − 1. Guarda el
# resultado en `z`, un tensor con las mismas filas y columnas que `x` y en el mismo orden.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Every column on the same scale { #e3 }
# **Goal:** [standardize](../m1-gradient-descent/scaling-and-batches.md#standardize), something you
# will do to almost all data.
#
# **You have:** `x`, five homes, one per row, and three columns: square meters, rooms and years.
#
# **Do:** subtract from each column its mean and divide it by its standard deviation, which measures
# how spread out it is. Use the one that `std` gives when you ask for nothing else, which divides by
# n − 1. Keep the result in `z`, a tensor with the rows and columns of `x` in the same order.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Cada columna necesita su propia media, así que el eje que desaparece es el de las filas. ¿Qué
# número tiene ese eje?

# %% [markdown] exercise="E3" lang="en" role="hint"
# Each column needs a mean of its own, so the axis that vanishes is the axis of the rows. Which
# number does that axis have?

# %% [markdown] exercise="E3" lang="es" role="hint"
# `mean` y `std` reciben `dim`. Como (5, 3) y (3,) encajan por la derecha, no hace falta `keepdim`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `mean` and `std` take `dim`. Since (5, 3) and (3,) fit on the right, no `keepdim` is needed.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Puedes empezar por `centered = x - x.mean(dim=0)`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# You can start with `centered = x - x.mean(dim=0)`.

# %%
#| exercise: E3
#| role: setup
import torch

x = torch.tensor(
    [
        [50.0, 1.0, 30.0],
        [80.0, 3.0, 5.0],
        [65.0, 2.0, 12.0],
        [120.0, 4.0, 40.0],
        [95.0, 3.0, 18.0],
    ]
)

# %%
#| exercise: E3
#| role: starter
z = ...

# %%
#| exercise: E3
#| role: solution
mean, std = x.mean(dim=0), x.std(dim=0)  # (3,), (3,)
z = (x - mean) / std  # (5, 3)
print(z.mean(dim=0).abs() < 1e-6)
print(z.std(dim=0))

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

check(
    "forma // shape",
    lambda: list(torch.as_tensor(z).shape),
    equals=[5, 3],
    hint="z mide lo mismo que x // z is as large as x",
)
numbers = torch.as_tensor(z)
check(
    "media de cada columna // mean of each column",
    numbers.mean(dim=0),
    equals=[0, 0, 0],
    abs=1e-5,
    hint="""resta antes de dividir, y a cada columna su propia media: ¿qué eje desaparece? //
        subtract before you divide, and from each column its own mean: which axis vanishes?""",
)
check(
    "desviación de cada columna // standard deviation of each column",
    numbers.std(dim=0),
    equals=[1, 1, 1],
    abs=1e-5,
    hint="""divide cada columna entre su propia desviación estándar, la que divide entre n − 1 //
        divide each column by its own standard deviation, the one that divides by n − 1""",
)
for rank, column in enumerate(x.double().unbind(dim=1)):
    gaps = column - column.sum() / 5
    check(
        f"columna {rank} // column {rank}",
        numbers[:, rank],
        equals=gaps / (gaps.square().sum() / 4).sqrt(),
        abs=1e-4,
        hint="""lo que supera la media queda positivo, y cada vivienda sigue en su fila //
            what is above the mean comes out positive, and each home stays in its row""",
    )
check(
    "tipo de z // type of z",
    z,
    equals=numbers,
    hint="calcula con x, que es un tensor // compute with x, which is a tensor",
)

# %%
#| exercise: E3
#| role: right
z = torch.stack([(column - column.mean()) / column.std() for column in x.T], dim=1)

# %%
#| exercise: E3
#| role: right
x -= x.mean(dim=0)  # en el propio x // in x itself
z = x / (x.square().sum(dim=0) / (len(x) - 1)).sqrt()

# %%
#| exercise: E3
#| role: wrong
#| message: a cada columna su propia media // from each column its own mean
z = (x - x.mean()) / x.std()  # una media para todo // one mean for everything

# %%
#| exercise: E3
#| role: wrong
#| message: ¿qué eje desaparece? // which axis vanishes?
z = (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)  # por filas // by rows

# %%
#| exercise: E3
#| role: wrong
#| message: la que divide entre n − 1 // the one that divides by n − 1
z = (x - x.mean(dim=0)) / x.std(dim=0, correction=0)

# %%
#| exercise: E3
#| role: wrong
#| message: el signo es el contrario // the sign is the opposite
z = (x.mean(dim=0) - x) / x.std(dim=0)

# %%
#| exercise: E3
#| role: wrong
#| message: cada vivienda sigue en su fila // each home stays in its row
ordered = x.sort(dim=0).values  # baraja las viviendas // mixes the homes up
z = (ordered - ordered.mean(dim=0)) / ordered.std(dim=0)

# %% [markdown] exercise="E4" lang="es"
# ### E4 · Ocho formas, sin ejecutar { #e4 }
# **Meta:** predecir formas.
#
# **Tienes:** cuatro tensores; sus formas están en la preparación.
#
# **Haz:** escribe en el diccionario `shapes`, junto a cada expresión, la forma de su resultado,
# como una tupla: `(7,)`, `(2, 5)`… Piénsalas antes de ejecutar nada; la comprobación te dirá cuál
# hay que mirar otra vez.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Eight shapes, without running { #e4 }
# **Goal:** predict shapes.
#
# **You have:** four tensors; their shapes are in the setup.
#
# **Do:** in the dictionary `shapes`, write beside each expression the shape of its result, as a
# tuple: `(7,)`, `(2, 5)`… Work them out before you run anything; the check will tell you which one
# needs a second look.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Cada operación tiene su regla: `+` y `*` alinean por la derecha, `@` hace desaparecer los tamaños
# del medio, y `dim` nombra el eje que desaparece.

# %% [markdown] exercise="E4" lang="en" role="hint"
# Each operation has its rule: `+` and `*` align on the right, `@` makes the sizes in the middle
# vanish, and `dim` names the axis that vanishes.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Escribe las dos formas una debajo de la otra, pegadas a la derecha. Un tensor de un solo eje
# cuenta en `+` y en `*` como si llevara un 1 delante. Lo que hacen `keepdim=True` y `flatten` lo
# viste más arriba.

# %% [markdown] exercise="E4" lang="en" role="hint"
# Write the two shapes one below the other, flush right. In `+` and `*` a tensor of a single axis
# counts as if it had a 1 in front. You met `keepdim=True` and `flatten` further up.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Una hecha: en `x + v`, debajo de (4, 3) va (3,). El 3 coincide y el 4 no tiene pareja, así que `v`
# se repite cuatro veces y la primera línea es `"x + v": (4, 3),`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# One done: in `x + v`, below (4, 3) goes (3,). The 3 agrees and the 4 has no partner, so `v` is
# repeated four times and the first line is `"x + v": (4, 3),`.

# %%
#| exercise: E4
#| role: setup
import torch

x = torch.zeros(4, 3)
v = torch.zeros(3)
column = torch.zeros(4, 1)
photos = torch.zeros(32, 3, 10, 10)

# %%
#| exercise: E4
#| role: starter
shapes = {
    "x + v": ...,
    "x * column": ...,
    "v + column": ...,
    "x @ v": ...,
    "x.T @ x": ...,
    "x.mean(dim=0)": ...,
    "x.mean(dim=1, keepdim=True)": ...,
    "photos.flatten(start_dim=1)": ...,
}

# %%
#| exercise: E4
#| role: solution
shapes = {
    "x + v": (4, 3),
    "x * column": (4, 3),
    "v + column": (4, 3),
    "x @ v": (4,),
    "x.T @ x": (3, 3),
    "x.mean(dim=0)": (3,),
    "x.mean(dim=1, keepdim=True)": (4, 1),
    "photos.flatten(start_dim=1)": (32, 300),
}
print(len(shapes))

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check

# se predicen a mano: escribirlas es acertar // predicted by hand: typing them in is right
real = {
    "x + v": (
        x + v,
        "alinea las dos formas por la derecha // align the two shapes on the right",
    ),
    "x * column": (
        x * column,
        "¿qué le pasa al 1 de column? // what happens to the 1 of column?",
    ),
    "v + column": (
        v + column,
        """v cuenta como una sola fila; mira qué pasa con los 1 de las dos //
            v counts as a single row; see what happens to the 1s of both""",
    ),
    "x @ v": (
        x @ v,
        "un producto escalar por cada fila de x // one dot product for each row of x",
    ),
    "x.T @ x": (
        x.T @ x,
        """da la vuelta a x antes de tachar los tamaños del medio //
            turn x over before you cross out the sizes in the middle""",
    ),
    "x.mean(dim=0)": (
        x.mean(dim=0),
        "dim nombra el eje que desaparece // dim names the axis that vanishes",
    ),
    "x.mean(dim=1, keepdim=True)": (
        x.mean(dim=1, keepdim=True),
        "con keepdim el eje no desaparece del todo // with keepdim the axis does not vanish wholly",
    ),
    "photos.flatten(start_dim=1)": (
        photos.flatten(start_dim=1),
        """las fotos siguen separadas; lo demás se pone en fila //
            the photos stay apart; everything else is lined up""",
    ),
}
for expression, (result, hint) in real.items():
    check(expression, lambda asked=expression: shapes[asked], equals=list(result.shape), hint=hint)

# %%
#| exercise: E4
#| role: right
shapes = {}
shapes["photos.flatten(start_dim=1)"] = [32, 3 * 10 * 10]
shapes["x + v"] = shapes["x * column"] = shapes["v + column"] = [4, 3]
shapes["x @ v"] = [4]
shapes["x.T @ x"] = torch.Size([3, 3])
shapes["x.mean(dim=0)"] = torch.Size([3])
shapes["x.mean(dim=1, keepdim=True)"] = torch.Size([4, 1])

# %%
#| exercise: E4
#| role: right
shapes = {
    "x + v": (x + v).shape,
    "x * column": (x * column).shape,
    "v + column": (v + column).size(),
    "x @ v": (x @ v).shape,
    "x.T @ x": tuple((x.T @ x).shape),
    "x.mean(dim=0)": x.mean(dim=0).shape,
    "x.mean(dim=1, keepdim=True)": x.mean(dim=1, keepdim=True).shape,
    "photos.flatten(start_dim=1)": photos.flatten(start_dim=1).shape,
}

# %%
#| exercise: E4
#| role: wrong
#| message: v cuenta como una sola fila // v counts as a single row
shapes = {
    "x + v": (4, 3),
    "x * column": (4, 3),
    "v + column": (4, 1),
    "x @ v": (4,),
    "x.T @ x": (3, 3),
    "x.mean(dim=0)": (3,),
    "x.mean(dim=1, keepdim=True)": (4, 1),
    "photos.flatten(start_dim=1)": (32, 300),
}

# %%
#| exercise: E4
#| role: wrong
#| message: dim nombra el eje que desaparece // dim names the axis that vanishes
shapes = {
    "x + v": (4, 3),
    "x * column": (4, 3),
    "v + column": (4, 3),
    "x @ v": (4,),
    "x.T @ x": (3, 3),
    "x.mean(dim=0)": (4,),  # la que se queda // the one that stays
    "x.mean(dim=1, keepdim=True)": (4, 1),
    "photos.flatten(start_dim=1)": (32, 300),
}

# %% [markdown] exercise="E5" lang="es"
# ### E5 · Los colores, por delante { #e5 }
# **Meta:** dar a una foto el orden que espera PyTorch.
#
# **Tienes:** `photo`, de forma (4, 6, 3): alto, ancho y canales (H, W, C), como la guardan casi
# todos los programas.
#
# **Haz:** guarda en `chw` un tensor con la misma foto y los canales primero, (C, H, W). Cada píxel
# conserva su fila, su columna y sus tres números: `chw[c, h, w]` es `photo[h, w, c]`.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · Colors to the front { #e5 }
# **Goal:** give a photo the order PyTorch expects.
#
# **You have:** `photo`, of shape (4, 6, 3): height, width and channels (H, W, C), the way nearly
# all programs keep it.
#
# **Do:** keep in `chw` a tensor with the same photo and the channels first, (C, H, W). Every pixel
# keeps its row, its column and its three numbers: `chw[c, h, w]` is `photo[h, w, c]`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Los números no cambian; cambia el orden de los ejes. `reshape` no reordena ejes, sino que cuenta
# de corrido.

# %% [markdown] exercise="E5" lang="en" role="hint"
# The numbers do not change; the order of the axes does. `reshape` reorders no axes: it counts
# straight on.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `permute` recibe los ejes de antes en su orden nuevo, y el canal era el eje 2.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `permute` takes the old axes in their new order, and the channel was axis 2.

# %% [markdown] exercise="E5" lang="es" role="hint"
# La línea empieza así: `chw = photo.permute(2, `. ¿Qué ejes faltan, y en qué orden?

# %% [markdown] exercise="E5" lang="en" role="hint"
# The line begins with `chw = photo.permute(2, `. Which axes are missing, and in which order?

# %%
#| exercise: E5
#| role: setup
import torch

photo = torch.arange(4 * 6 * 3).reshape(4, 6, 3)  # (H, W, C)

# %%
#| exercise: E5
#| role: starter
chw = ...

# %%
#| exercise: E5
#| role: solution
chw = photo.permute(2, 0, 1)  # (C, H, W)
print(chw.shape, chw[2, 1, 5] == photo[1, 5, 2])

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check

check(
    "forma // shape",
    lambda: list(torch.as_tensor(chw).shape),
    equals=[3, 4, 6],
    hint="el orden es canales, alto, ancho // the order is channels, height, width",
)
pixels = torch.as_tensor(chw)
check(
    "los píxeles // the pixels",
    [pixels[c, h, w] for c, h, w in ((0, 0, 1), (2, 1, 5), (1, 3, 0))],
    equals=[photo[h, w, c] for c, h, w in ((0, 0, 1), (2, 1, 5), (1, 3, 0))],
    hint="""¿cuentas de corrido, o reordenas los ejes? Compara un píxel en photo y en chw //
        do you count straight on, or reorder the axes? Compare one pixel in photo and in chw""",
)
check(
    "la foto entera // the whole photo",
    chw,
    equals=torch.stack([photo[:, :, channel] for channel in range(3)]),
    hint="""todos los píxeles han de conservar su fila, su columna y sus números //
        all the pixels have to keep their row, their column and their numbers""",
)

# %%
#| exercise: E5
#| role: right
list = [2, 0, 1]  # un nombre de Python, tapado // a name of Python, hidden
chw = photo.permute(list)

# %%
#| exercise: E5
#| role: right
chw = torch.stack([photo[..., channel] for channel in range(3)])

# %%
#| exercise: E5
#| role: wrong
#| message: ¿cuentas de corrido, o reordenas los ejes? // do you count straight on, or reorder
# la forma está bien, la foto no // the shape is right, the photo is not
chw = photo.reshape(3, 4, 6)

# %%
#| exercise: E5
#| role: wrong
#| message: el orden es canales, alto, ancho // the order is channels, height, width
chw = photo.permute(2, 1, 0)  # acostada // lying on its side

# %%
#| exercise: E5
#| role: wrong
#| message: llegó un array, y se pide un tensor // got an array where a tensor is asked for
chw = photo.numpy().transpose(2, 0, 1)

# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Un tensor guarda números de un mismo tipo, con una forma y en un dispositivo.
# - `*` va elemento a elemento; `@` multiplica y suma, y los tamaños del medio desaparecen.
# - `dim` nombra el eje que desaparece, y con `keepdim=True` queda un 1 en su lugar.
# - Broadcasting: alinea por la derecha; en cada eje, tamaños iguales o un 1.
# - `view`, `.T` y `from_numpy` comparten memoria; `clone` y `torch.tensor` copian.
#
# ## Para profundizar { #further }
# - [Vistas de tensores](https://docs.pytorch.org/docs/stable/tensor_view.html): qué operaciones
#   comparten memoria (en inglés).
# - [Broadcasting en NumPy](https://numpy.org/doc/stable/user/basics.broadcasting.html): las mismas
#   reglas, con más dibujos (en inglés).
# - [Equivalencias](../equivalences.md): la misma operación en cada biblioteca.
#
# Ya sabes decir la forma de un resultado antes de ejecutar la línea, cuando la línea es una. ¿Y si
# son cien, las escribió otra persona y el error aparece en la última?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A tensor holds numbers of one type, with a shape and on a device.
# - `*` goes element by element; `@` multiplies and adds, and the sizes in the middle vanish.
# - `dim` names the axis that vanishes, and with `keepdim=True` a 1 stays in its place.
# - Broadcasting: align on the right; on each axis, equal sizes or a 1.
# - `view`, `.T` and `from_numpy` share memory; `clone` and `torch.tensor` copy.
#
# ## Going further { #further }
# - [Tensor views](https://docs.pytorch.org/docs/stable/tensor_view.html): which operations share
#   memory.
# - [Broadcasting in NumPy](https://numpy.org/doc/stable/user/basics.broadcasting.html): the same
#   rules, with more drawings.
# - [Equivalences](../equivalences.md): the same operation in each library.
#
# You can now tell the shape of a result before you run the line, as long as it is one line. What if
# there are a hundred, someone else wrote them, and the error shows up in the last one?
