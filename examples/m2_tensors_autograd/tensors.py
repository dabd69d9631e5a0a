# ---
# title: "Tensores: crear, transformar, convertir // Tensors: create, transform, convert"
# description:
#   es: Crea tensores, predice la forma de cada resultado, domina el broadcasting y muévete entre
#     NumPy y PyTorch sin sorpresas.
#   en: Create tensors, predict the shape of every result, master broadcasting, and move between
#     NumPy and PyTorch without surprises.
# objectives:
#   - remember: "crear tensores de siete maneras (E1, E2) // create tensors in seven ways (E1, E2)"
#   - apply:
#       es: indexar, resumir y expandir tensores sin bucles (E2, E3)
#       en: index, summarize and broadcast tensors without loops (E2, E3)
#   - apply:
#       es: convertir entre NumPy y PyTorch y elegir dispositivo (E1)
#       en: convert between NumPy and PyTorch and choose a device (E1)
#   - analyse:
#       es: predecir la forma de un resultado (E4, E5)
#       en: predict the shape of a result (E4, E5)
# minutes: {read: 30, practise: 20}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# Una foto, una canción, una frase: para una **red neuronal**, un programa que aprende de ejemplos,
# todo son cajas de números. En PyTorch esa caja se llama **tensor**. Muchos tropiezos del principio
# vienen de una caja que no tiene la forma, o la clase de números, que creías.
#
# Basta con saber qué es una lista de Python y [tener listo tu entorno](../m0-start/setup.md). Al
# terminar sabrás decir la forma de un resultado antes de ejecutar la línea.
#
# ## La idea en una imagen { #picture }
# Un tensor ordena números en **ejes** (axes). Una lista tiene un eje. Una tabla tiene dos:
# filas y columnas. La **forma** (shape) dice cuántas posiciones tiene cada eje:

# %% [markdown] lang="en"
# A photo, a song, a sentence: to a **neural network**, a program that learns from examples, they
# are all boxes of numbers. In PyTorch that box is called a **tensor**. Many early stumbles come
# from a box whose shape, or kind of number, is not what you thought.
#
# All you need is [a working environment](../m0-start/setup.md) and to know what a Python list is.
# By the end you can tell the shape of a result before you run the line.
#
# ## The idea in one picture { #picture }
# A tensor arranges numbers along **axes**. A list has one axis. A table has two: rows and
# columns. The **shape** says how many places each axis has:

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
# Lee cada forma de fuera hacia dentro. La última dice: 2 fotos, con 3 **canales** (rojo, verde y
# azul), de 4 filas y 4 columnas. Un grupo de ejemplos que se procesan juntos, como esas 2 fotos, es
# un **lote** (batch). Y un número suelto no tiene ejes: su forma es `()`.
#
# Traemos PyTorch (`torch`), la biblioteca NumPy (`np`) y nuestras figuras. Más abajo, cada línea
# con ✓ comprueba algo que esta página afirma:

# %% [markdown] lang="en"
# Read each shape from the outside in. The last one says: 2 photos, with 3 **channels** (red, green
# and blue), of 4 rows and 4 columns. A group of examples processed together, like those 2 photos,
# is a **batch**. And a lone number has no axes: its shape is `()`.
#
# We bring in PyTorch (`torch`), the NumPy library (`np`) and our figures. Further down, each line
# with ✓ checks something this page states:

# %% Preparar // Set up
import numpy as np
import torch

from tutorial_lib import pick_device, plots, seed_everything

seed_everything(0)  # el azar saldrá igual cada vez // chance will come out the same every time

# %% [markdown] lang="es"
# ## 1. ¿Cómo se crea un tensor? { #create }
# La primera manera es darle los números a `torch.tensor`. Estas son temperaturas inventadas de
# tres ciudades, una por fila, durante cuatro días. **Antes de ejecutar:** ¿qué forma tendrá?

# %% [markdown] lang="en"
# ## 1. How do you create a tensor? { #create }
# The first way is to hand the numbers to `torch.tensor`. These are made-up temperatures of three
# cities, one per row, over four days. **Before you run this:** what shape will it have?

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
print(f"ejes: {temps.ndim}   números: {count} // axes: {temps.ndim}   numbers: {count}")

# %% [markdown] lang="es"
# `torch.Size([3, 4])` es la forma: 3 ciudades, 4 días. `ndim` cuenta los {{ temps.ndim }} ejes y
# `numel()`, los {{ count }} números. Otras cinco maneras no necesitan que escribas los números.
# **Antes de ejecutar:** ¿cuál de ellas dará algo que no puedes predecir?

# %% [markdown] lang="en"
# `torch.Size([3, 4])` is the shape: 3 cities, 4 days. `ndim` counts the {{ temps.ndim }} axes, and
# `numel()` the {{ count }} numbers. Five more ways do not need you to write the numbers.
# **Before you run this:** which of them will give something you cannot predict?

# %% Crear sin escribir los números // Create without writing the numbers
print(torch.zeros(2, 3))
print(torch.ones(3))
print(torch.arange(6))
print(torch.zeros_like(temps).shape)  # ceros con la forma de otro // zeros with another's shape
print(torch.randn(2, 3))

# %% [markdown] lang="es"
# `randn` saca números al azar, casi siempre entre −3 y 3. La **semilla** (seed) de arriba hace que
# salgan los mismos cada vez. Los demás: ceros, unos, contar desde 0 y copiar una forma. El punto de
# `0.` avisa de que son decimales. La séptima manera, partir de NumPy, llega enseguida.
#
# ## 2. ¿Qué clase de números guarda? { #dtype }
# Todos los números de un tensor son del mismo **tipo de dato** (dtype). **Antes de ejecutar:** tres
# veces los mismos números, 1 y 2. ¿Tres veces el mismo tipo?

# %% [markdown] lang="en"
# `randn` draws random numbers, nearly always between −3 and 3. The **seed** above makes them come
# out the same every time. The others: zeros, ones, counting from 0, and copying a shape. The dot in
# `0.` says that these are decimals. The seventh way, from NumPy, is coming up.
#
# ## 2. What kind of numbers does it hold? { #dtype }
# All the numbers of a tensor have the same **data type** (dtype). **Before you run this:** the same
# numbers three times, 1 and 2. Will it be the same type three times?

# %% Mirar el tipo de dato // Look at the data type
whole = torch.tensor([1, 2])
decimal = torch.tensor([1.0, 2.0])
converted = torch.from_numpy(np.array([1.0, 2.0]))  # de una caja de NumPy // from a NumPy box
dtypes = [whole.dtype, decimal.dtype, converted.dtype]
print(dtypes)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("dtype-of-whole", str(whole.dtype), equals="torch.int64")
claim("dtype-of-decimals", str(decimal.dtype), equals="torch.float32")
claim("dtype-from-numpy", str(converted.dtype), equals="torch.float64")

# %% [markdown] lang="es"
# No: tres distintos. Sin punto decimal, PyTorch guarda enteros (`int64`). Con punto, decimales
# `float32`, de unas 7 cifras. NumPy prefiere `float64`, de unas 16, y PyTorch lo respeta. El número
# del nombre son los bits que ocupa cada uno. Las redes usan `float32`: 7 cifras les bastan, en la
# mitad de sitio. `x.to(torch.float32)` convierte `x`.
#
# **Antes de ejecutar:** ¿qué sale al operar con enteros, un entero o un decimal?

# %% [markdown] lang="en"
# No: three different ones. Without a decimal point, PyTorch keeps whole numbers (`int64`). With
# one, `float32` decimals, of about 7 digits. NumPy prefers `float64`, of about 16, and PyTorch
# respects that. The number in the name counts the bits each one takes up. Networks use `float32`:
# half the space, and 7 digits are enough. `x.to(torch.float32)` converts `x`.
#
# **Before you run this:** when you compute with whole numbers, do you get a whole number or a
# decimal?

# %%
five = torch.tensor(5)
print(five // 2, five / 2)
growth = torch.exp(whole)
print(growth, growth.dtype)

# %%
#| tags: [claim]
claim("whole-division", (five // 2).item(), equals=2)
claim("true-division", (five / 2).item(), equals=2.5)
claim("exp-of-whole", str(growth.dtype), equals="torch.float32")

# %% [markdown] lang="es"
# Depende: `//` redondea hacia abajo y `/` conserva los decimales. La exponencial `exp` (el número
# {{ growth[0]:.3f }} elevado a cada elemento) casi nunca da un entero, así que pasa a `float32`.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `torch.FloatTensor(datos)` y `torch.LongTensor(datos)` son la forma antigua de fijar el tipo.
#     Hoy se escribe `torch.as_tensor(datos, dtype=torch.float32)`, o `torch.int64`.
#
# ## 3. ¿Qué hace cada signo? { #operations }
# **Antes de ejecutar:** `a` y `b` guardan tres números cada uno. ¿`a * b` son tres números o uno?

# %% [markdown] lang="en"
# It depends: `//` rounds down and `/` keeps the decimals. The exponential `exp` (the number
# {{ growth[0]:.3f }} raised to each element) is hardly ever whole, so it moves to `float32`.
#
# !!! elsewhere "What you will see elsewhere"
#     `torch.FloatTensor(data)` and `torch.LongTensor(data)` are the old way to set the type. Today
#     we write `torch.as_tensor(data, dtype=torch.float32)`, or `torch.int64`.
#
# ## 3. What does each sign do? { #operations }
# **Before you run this:** `a` and `b` hold three numbers each. Is `a * b` three numbers, or one?

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
claim("sum", a + b, equals=[5, 7, 9])
claim("product", a * b, equals=[4, 10, 18])
claim("dot", (a @ b).item(), equals=32)
claim("outer", outer, equals=[[4, 5, 6], [8, 10, 12], [12, 15, 18]])

# %% [markdown] lang="es"
# Tres: `+`, `*` y compañía trabajan posición a posición. El signo `@` multiplica igual y después
# suma, $1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6$. Es el **producto escalar** (dot product).
# `outer` multiplica cada número de `a` por cada uno de `b`: una tabla.
#
# Entre tablas, `@` hace un producto escalar por cada fila de la primera y cada columna de la
# segunda. **Antes de ejecutar:** si las formas son (2, 3) y (3, 4), ¿cuántos números salen?

# %% [markdown] lang="en"
# Three: `+`, `*` and the like work position by position. The `@` sign multiplies in the same way
# and then adds up, $1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6$. That is the **dot product**. `outer`
# multiplies each number of `a` by each one of `b`: a table.
#
# Between tables, `@` makes a dot product for every row of the first and every column of the second.
# **Before you run this:** if the shapes are (2, 3) and (3, 4), how many numbers come out?

# %% Multiplicar tablas // Multiply tables
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
claim("matmul-shape", list(product.shape), equals=[2, 4])
claim("matmul-cell", corner, equals=31)

# %% [markdown] lang="es"
# Salen {{ cells }} números. Los dos 3 del medio deben coincidir, porque se emparejan, y
# desaparecen; quedan los de fuera. El {{ corner }} sale de la fila y la columna resaltadas. Está en
# `product[1, 3]`, contando desde 0, e `item()` lo saca del tensor como un número de Python.
#
# ## 4. ¿Cómo sacas una parte o un resumen? { #select }
# Los corchetes eligen, con un índice por eje; `:` significa “todo este eje”. **Antes de ejecutar:**
# ¿qué forma tendrá `temps[:, 1]`?

# %% [markdown] lang="en"
# Out come {{ cells }} numbers. The two 3s in the middle must match, because they pair up, and they
# vanish; the outer ones stay. The {{ corner }} comes from the highlighted row and column. It sits
# at `product[1, 3]`, counting from 0, and `item()` takes it out of the tensor as a Python number.
#
# ## 4. How do you take out a part, or a summary? { #select }
# Brackets choose, with one index per axis; `:` means “all of this axis.” **Before you run this:**
# what shape will `temps[:, 1]` have?

# %% Elegir // Choose
print("temps[1]     ", temps[1])
print("temps[:, 1]  ", temps[:, 1])
print("temps[1, -1] ", temps[1, -1])
print("temps[:, :2]\n", temps[:, :2])
print("más de 20 // above 20", temps[temps > 20])

# %% [markdown] lang="es"
# Un índice quita su eje: `temps[1]` es una ciudad entera, y `temps[:, 1]`, el segundo día de cada
# una, de forma (3,). Un índice negativo cuenta desde el final. Un tramo, `:2`, conserva el eje y
# deja fuera el 2. Una condición elige los números que la cumplen.
#
# `sum`, `mean` o `max` resumen muchos números en uno. El argumento `dim` dice qué eje se resume.
# **Antes de ejecutar:** `temps.mean(dim=0)`, ¿da una media por ciudad o una por día?

# %% [markdown] lang="en"
# An index removes its axis: `temps[1]` is one whole city, and `temps[:, 1]` the second day of each
# one, of shape (3,). A negative index counts from the end. A slice, `:2`, keeps the axis and stops
# before 2. A condition picks the numbers that meet it.
#
# `sum`, `mean` or `max` boil many numbers down to one. The argument `dim` says along which axis.
# **Before you run this:** does `temps.mean(dim=0)` give one mean per city, or one per day?

# %% Resumir // Summarize
by_day = temps.mean(dim=0)
by_city = temps.mean(dim=1)
print(temps.mean())
print(by_day, by_day.shape)
print(by_city, by_city.shape)

# %%
#| tags: [claim]
claim("mean-by-day", by_day, equals=[17, 18, 20, 21])
claim("mean-by-city", by_city, equals=[21, 11, 25])

# %% [markdown] lang="es"
# Una por día: el eje que nombras es el que desaparece. El 0 eran las ciudades, y de (3, 4) queda
# (4,). Con `dim=1` desaparecen los días. Sin `dim` desaparece todo y queda un número.
#
# ## 5. ¿Y si las formas no coinciden? { #broadcasting }
# Queremos saber cuánto se aparta cada ciudad de la media de su día. Restar (3, 4) y (4,) parece
# imposible. **Antes de ejecutar:** ¿error o resultado?

# %% [markdown] lang="en"
# One per day: the axis you name is the one that vanishes. Axis 0 was the cities, so (3, 4) leaves
# (4,). With `dim=1` the days vanish. Without `dim` everything does, and one number remains.
#
# ## 5. What if the shapes do not match? { #broadcasting }
# We want to know how far each city is from the mean of its day. Subtracting (4,) from (3, 4) looks
# impossible. **Before you run this:** an error, or a result?

# %% Restar formas distintas // Subtract different shapes
from_day = temps - by_day
print(from_day)
print(from_day.mean(dim=0))

# %%
#| tags: [claim]
claim("no-mean-left-by-day", from_day.mean(dim=0), equals=0, abs=1e-6)

# %% [markdown] lang="es"
# Funciona: PyTorch usó la misma fila de medias para las tres ciudades. La última línea lo confirma:
# la media de cada día ya es 0. Eso es el **broadcasting** (expansión automática):
#
# 1. Alinea las dos formas por la derecha. Si a una le falta un eje, cuéntalo como un 1.
# 2. En cada eje, los tamaños deben ser iguales, o uno de ellos un 1.
# 3. El 1 se repite hasta igualar al otro, sin copiar nada en memoria.
#
# Aquí (4,) cuenta como (1, 4) y se repite tres veces. **Antes de ejecutar:** ¿y la media por
# ciudad, de forma (3,)?

# %% [markdown] lang="en"
# It works: all three cities used the same row of means, and the last line shows that the mean of
# every day is now 0. That is **broadcasting**:
#
# 1. Align both shapes on the right. Where one lacks an axis, count it as a 1.
# 2. Along each axis, the sizes must be equal, or one of them a 1.
# 3. The 1 is repeated until it equals the other, without copying anything in memory.
#
# Here (4,) counts as (1, 4) and is repeated three times. **Before you run this:** what about the
# mean by city, of shape (3,)?

# %%
#| raises: "RuntimeError: The size of tensor a (4) must match the size of tensor b (3)"
#| cause:
#|   es: Las formas se alinean por la derecha, y en un eje hay dos tamaños distintos sin ningún 1.
#|   en: Shapes are aligned on the right, and along one axis there are two different sizes, neither
#|     of them 1.
#| fix:
#|   es: "Da a cada eje su sitio con un 1: `mean(dim=1, keepdim=True)`, o `x[:, None]`."
#|   en: "Give each axis its place with a 1: `mean(dim=1, keepdim=True)`, or `x[:, None]`."
temps - by_city

# %% [markdown] lang="es"
# Error: por la derecha, el 4 de los días se encuentra con el 3 de las ciudades. *Dimension 1* es
# ese eje, contado desde 0, y *non-singleton* dice que no mide 1. Hace falta la forma (3, 1). La da
# `keepdim=True`, que deja un 1 donde estaba el eje resumido. **Antes de ejecutar:** ¿a lo largo de
# qué eje se repetirá esa columna?

# %% [markdown] lang="en"
# An error: on the right, the 4 of the days meets the 3 of the cities. *Dimension 1* is that axis,
# counted from 0, and *non-singleton* says that its size is not 1. We need the shape (3, 1):
# `keepdim=True` leaves a 1 where the summarized axis was. **Before you run this:** along
# which axis will that column be repeated?

# %%
column = temps.mean(dim=1, keepdim=True)
from_city = temps - column
print(column.shape)
print(from_city)

# %%
#| tags: [claim]
claim("no-mean-left-by-city", from_city.mean(dim=1), equals=0, abs=1e-6)

# %% [markdown] lang="es"
# A lo largo de los días: cada ciudad resta su propia media cuatro veces.
#
# ### Prueba tus propias formas { #playground }
# Cambia las dos formas y mira qué se repite, qué sale o cómo se niega PyTorch.
# Los ejes se nombran como los índices negativos: -1 es el último. En “no”, ese eje no existe.

# %% [markdown] lang="en"
# Along the days: each city subtracts its own mean four times.
#
# ### Try shapes of your own { #playground }
# Change both shapes and watch what is repeated, what comes out, or how PyTorch refuses. Axes are
# named like negative indexes: -1 is the last. At “no,” that axis is not there.

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
# `reshape` reparte los mismos números en otra forma, sin cambiar su orden. Un `-1` significa
# “calcula tú este tamaño”. `.T` **traspone** (transpose): cambia filas por columnas.
# **Antes de ejecutar:** ¿darán lo mismo las dos últimas líneas?

# %% [markdown] lang="en"
# ## 6. Does changing the shape move the numbers? { #reshape }
# `reshape` deals the same numbers into another shape, without changing their order. A `-1` means
# “work this size out yourself.” `.T` **transposes**: it swaps rows and columns. **Before you run
# this:** will the last two lines give the same?

# %% Cambiar la forma // Change the shape
x = torch.arange(6).reshape(2, 3)
print(x)
print(x.reshape(3, -1))
print(x.T)

# %% [markdown] lang="es"
# No: los dos miden (3, 2), pero `reshape` sigue leyendo 0, 1, 2… y `.T` lee por columnas.
# Confundirlos desordena una foto sin dar error (lo verás en [E5](#e5)). Si hay más ejes, los
# reordena `permute`.
#
# ¿Y dónde están los números? En la memoria, en fila. Una **vista** (view) es otra manera de leer la
# misma fila. Los **pasos** (strides) dicen cuántas casillas hay que saltar para avanzar una
# posición en cada eje:

# %% [markdown] lang="en"
# No: both measure (3, 2), but `reshape` keeps reading 0, 1, 2… and `.T` reads by columns. Mixing
# them up scrambles a photo without an error (see [E5](#e5)). When there are more axes, `permute`
# reorders them.
#
# And where are the numbers? In memory, in a row. A **view** is another way to read the same row.
# The **strides** say how many cells to jump to move one place along each axis:

# %%
#| alt:
#|   es: >-
#|     x y x.T leen la misma fila de memoria, 0 1 2 3 4 5, con pasos (3, 1) y (1, 3). La copia
#|     contigua de x.T tiene una fila propia, en otro orden: 0 3 1 4 2 5.
#|   en: >-
#|     x and x.T read the same row of memory, 0 1 2 3 4 5, with strides (3, 1) and (1, 3). The
#|     contiguous copy of x.T has a row of its own, in another order: 0 3 1 4 2 5.
plots.plot_memory({"x": x, "x.T": x.T, "x.T.contiguous()": x.T.contiguous()})

# %% [markdown] lang="es"
# En `x`, bajar una fila son 3 casillas, y avanzar una columna, 1. `x.T` no movió nada: solo
# intercambió los pasos. `contiguous()` (contiguo, seguido) sí copia, en el nuevo orden. Y el
# broadcasting repite sin copiar porque da pasos de 0: lee siempre la misma casilla.
#
# Dos vistas comparten sus números. **Antes de ejecutar:** si cambias uno en la vista, ¿qué ve `x`?

# %% [markdown] lang="en"
# In `x`, one row down is 3 cells away, and one column across is 1. `x.T` moved nothing: it only
# swapped the strides. `contiguous()` does copy, in the new order. And broadcasting repeats
# without copying because its stride is 0: it keeps reading the same cell.
#
# Two views share their numbers. **Before you run this:** if you change one in the view, what does
# `x` see?

# %% Una vista comparte // A view shares
view = x.view(6)
view[0] = 100
seen = x[0, 0].item()
print(seen)

# %%
#| tags: [claim]
claim("view-shares", seen, equals=100)
claim("transpose-shares", x.T.data_ptr() == x.data_ptr(), equals=True)
claim("broadcasting-strides", by_day.expand(3, 4).stride(), equals=[0, 1])

# %% [markdown] lang="es"
# `x` también vale {{ seen }} ahí: `view` es un `reshape` que nunca copia. Para quedarte con algo
# propio, añade `.clone()`.
#
# Un último cambio: una red suele querer cada foto como una lista.
# **Antes de ejecutar:** ¿qué largo tendrá la lista de una foto de 28 × 28?

# %% [markdown] lang="en"
# `x` is {{ seen }} there too: `view` is a `reshape` that never copies. To keep something of your
# own, add `.clone()`.
#
# One last change: a network often wants each photo as a list. **Before you run this:** how long is
# the list of a 28 × 28 photo?

# %% Aplanar // Flatten
photos = torch.zeros(32, 1, 28, 28)  # 32 fotos, 1 canal // 32 photos, 1 channel
flat_shape = photos.flatten(start_dim=1).shape
print(flat_shape)

# %%
#| tags: [claim]
claim("flatten", list(flat_shape), equals=[32, 784])

# %% [markdown] lang="es"
# {{ flat_shape[1] }} números: `flatten` aplana desde el eje 1 y deja en paz el 0, el de las
# {{ flat_shape[0] }} fotos.
#
# ## 7. ¿Cómo vas y vuelves de NumPy? { #numpy }
# La caja de NumPy se llama *ndarray* y se maneja casi igual. Las diferencias:
#
# | Rasgo | ndarray | tensor |
# |---|---|---|
# | decimales por defecto | `float64` | `float32` |
# | puede vivir en una GPU | no | sí |
# | calcula sus derivadas | no | sí, con [autograd](../m2-tensors-autograd/autograd.md) |
#
# **Antes de ejecutar:** cambiamos el *ndarray* después de convertirlo. ¿Se enteran los tensores?

# %% [markdown] lang="en"
# {{ flat_shape[1] }} numbers: `flatten` starts at axis 1 and leaves axis 0 alone, that of the
# {{ flat_shape[0] }} photos.
#
# ## 7. How do you go to NumPy and back? { #numpy }
# NumPy's box is called an *ndarray* and handles almost the same. The differences:
#
# | Trait | ndarray | tensor |
# |---|---|---|
# | decimals by default | `float64` | `float32` |
# | can live on a GPU | no | yes |
# | works out derivatives | no | yes, with [autograd](../m2-tensors-autograd/autograd.md) |
#
# **Before you run this:** we change the *ndarray* after converting it. Do the tensors find out?

# %% Convertir // Convert
array = np.array([1.0, 2.0, 3.0])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[0] = 99
print("from_numpy:", shared)
print("tensor:    ", copied)

# %%
#| tags: [claim]
claim("from-numpy-shares", shared[0].item(), equals=99)
claim("tensor-copies", copied[0].item(), equals=1)

# %% [markdown] lang="es"
# Uno sí: `from_numpy` lee la misma memoria y `torch.tensor` copia. Hay tres caminos de vuelta:

# %% [markdown] lang="en"
# One does: `from_numpy` reads the same memory and `torch.tensor` copies. There are three ways back:

# %% Volver // Go back
print(type(shared.numpy()), shared.tolist(), shared[1].item())

# %% [markdown] lang="es"
# `numpy()` da un *ndarray*, otra vez con la memoria compartida. `tolist()` da una lista de Python,
# e `item()`, un solo número.
#
# ## 8. ¿Dónde vive un tensor? { #device }
# Cada tensor vive en un **dispositivo** (device): la CPU, el procesador de todo equipo, o una GPU,
# una tarjeta que hace miles de cuentas a la vez. `pick_device` busca el más rápido que haya, y
# `.to` devuelve el tensor allí. **Antes de ejecutar:** ¿qué dirá en tu equipo?

# %% [markdown] lang="en"
# `numpy()` gives an *ndarray*, again with shared memory. `tolist()` gives a Python list, and
# `item()` a single number.
#
# ## 8. Where does a tensor live? { #device }
# Every tensor lives on a **device**: the CPU, every machine's processor, or a GPU, a card that does
# thousands of calculations at once. `pick_device` looks for the fastest one there is, and `.to`
# returns the tensor there. **Before you run this:** what will it say on your
# machine?

# %% Elegir dispositivo // Choose a device
#| tags: [volatile]
device = pick_device()
moved = temps.to(device)
print(temps.device, moved.device)

# %% [markdown] lang="es"
# Esa es la respuesta del equipo que ejecutó esta página. Los tensores que operan entre sí deben
# compartir dispositivo, y NumPy solo lee la CPU: antes de `numpy()`, escribe `.cpu()`.
#
# ## Lo que suele fallar { #errors }
# ### Pedir derivadas a un entero { #whole-gradient }
# `requires_grad=True` prepara un tensor para [autograd](../m2-tensors-autograd/autograd.md), que
# calcula derivadas. **Antes de ejecutar:** ¿qué le falta a esta lista?

# %% [markdown] lang="en"
# That was the machine behind this page. Tensors that work together must share a device, and NumPy
# only reads the CPU: before `numpy()`, write `.cpu()`.
#
# ## What usually goes wrong { #errors }
# ### Asking whole numbers for derivatives { #whole-gradient }
# `requires_grad=True` prepares a tensor for [autograd](../m2-tensors-autograd/autograd.md), which
# works out derivatives. **Before you run this:** what is this list missing?

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
# **Síntoma:** el mensaje pide *floating point*, números con decimales. **Causa:** sin punto, la
# lista es `int64`. **Arreglo:** `[1.0, 2.0, 3.0]`.
#
# ### Una vista imposible { #impossible-view }
# **Antes de ejecutar:** `view` no copia nunca. ¿Puede leer `x.T` como una lista?

# %% [markdown] lang="en"
# **Symptom:** the message asks for *floating point*, numbers with decimals. **Cause:** without a
# point, the list is `int64`. **Fix:** `[1.0, 2.0, 3.0]`.
#
# ### An impossible view { #impossible-view }
# **Before you run this:** `view` never copies. Can it read `x.T` as a list?

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
# **Síntoma:** el mensaje habla de *stride*, los pasos. **Causa:** ningún paso fijo recorre las
# casillas en el orden 0, 3, 1, 4, 2, 5. **Arreglo:** `reshape`, que copia cuando hace falta.
#
# ### Una mayúscula de más { #capital }
# **Antes de ejecutar:** solo cambia la mayúscula. ¿Cambia el tensor?

# %% [markdown] lang="en"
# **Symptom:** the message mentions *stride*. **Cause:** no fixed stride walks the cells in the
# order 0, 3, 1, 4, 2, 5. **Fix:** `reshape`, which copies when it has to.
#
# ### One capital letter too many { #capital }
# **Before you run this:** only the capital letter changes. Does the tensor?

# %%
print(torch.tensor(3).shape, torch.Tensor(3).shape)

# %%
#| tags: [claim]
claim("capital-tensor", list(torch.Tensor(3).shape), equals=[3])

# %% [markdown] lang="es"
# Mucho: `torch.Size([])` es la forma `()`. **Síntoma:** querías el número 3 y tienes tres números
# sin sentido. **Causa:** `torch.Tensor(3)` reserva sitio para 3 y deja lo que hubiera en la
# memoria. **Arreglo:** minúscula, siempre.
#
# ### El tensor que cambia solo { #shared-source }
# **Síntoma:** un tensor cambia sin que lo toques. **Causa:** se creó con `from_numpy` o es una
# vista, y alguien cambió el original. **Arreglo:** `torch.tensor(array)` o `.clone()`.
#
# ### Se repite el eje equivocado { #wrong-axis }
# El peor, porque no da error. Tomamos tres ciudades y tres días, y quitamos a cada ciudad su media,
# sin `keepdim`. **Antes de ejecutar:** ¿qué media le quedará a cada una?

# %% [markdown] lang="en"
# A lot: `torch.Size([])` is the shape `()`. **Symptom:** you wanted the number 3, and you have
# three meaningless numbers. **Cause:** `torch.Tensor(3)` sets aside room for 3 and leaves whatever
# was in memory. **Fix:** lowercase, always.
#
# ### The tensor that changes by itself { #shared-source }
# **Symptom:** a tensor changes and you did not touch it. **Cause:** it was made with `from_numpy`,
# or it is a view, and someone changed the original. **Fix:** `torch.tensor(array)` or `.clone()`.
#
# ### The wrong axis is repeated { #wrong-axis }
# The worst one, because it raises no error. We take three cities and three days, and subtract from
# each city its mean, without `keepdim`. **Before you run this:** what mean will each be left with?

# %%
square = temps[:, :3]  # (3, 3)
wrong = square - square.mean(dim=1)
left_over = wrong.mean(dim=1)
print(left_over)

# %%
#| tags: [claim]
claim("wrong-axis-is-silent", left_over.abs().max().item(), at_least=1.0)

# %% [markdown] lang="es"
# **Síntoma:** debían ser ceros, y una ciudad se queda con {{ left_over[1]:.0f }}. **Causa:** por la
# derecha, las medias de las ciudades se alinearon con los días; como son tres y tres, encajan.
# **Arreglo:** `keepdim=True`, y comprueba el resultado. En [depurar
# tensores](../m2-tensors-autograd/debugging-tensors.md#silent) cazarás otro fallo así.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Symptom:** they should be zeros, and one city is left with {{ left_over[1]:.0f }}. **Cause:** on
# the right, the means of the cities lined up with the days; three and three, so they fit. **Fix:**
# `keepdim=True`, and check the result. You will hunt another such bug in [debugging
# tensors](../m2-tensors-autograd/debugging-tensors.md#silent).
#
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
# - Un tensor guarda números de un mismo tipo, con una forma, en un dispositivo.
# - `*` va posición a posición; `@` multiplica y suma, y los tamaños del medio desaparecen.
# - `dim` nombra el eje que desaparece; con `keepdim=True` queda un 1 en su lugar.
# - Broadcasting: alinea por la derecha; cada eje, igual o 1.
# - `view`, `.T` y `from_numpy` comparten memoria; `clone` y `torch.tensor` copian.
#
# ## Para profundizar { #further }
# - [Vistas de tensores](https://docs.pytorch.org/docs/stable/tensor_view.html): qué operaciones
#   comparten memoria (en inglés).
# - [Broadcasting en NumPy](https://numpy.org/doc/stable/user/basics.broadcasting.html): las mismas
#   reglas, con más dibujos (en inglés).
# - [Equivalencias](../equivalences.md): la misma operación en cada biblioteca.
# - Siguiente paso: [depurar tensores](../m2-tensors-autograd/debugging-tensors.md), para cuando
#   PyTorch conteste con un error.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A tensor holds numbers of one type, with a shape, on a device.
# - `*` goes position by position; `@` multiplies and adds, and the sizes in the middle vanish.
# - `dim` names the axis that vanishes; with `keepdim=True` a 1 stays in its place.
# - Broadcasting: align on the right; each axis, equal or 1.
# - `view`, `.T` and `from_numpy` share memory; `clone` and `torch.tensor` copy.
#
# ## Going further { #further }
# - [Tensor views](https://docs.pytorch.org/docs/stable/tensor_view.html): which operations share
#   memory.
# - [Broadcasting in NumPy](https://numpy.org/doc/stable/user/basics.broadcasting.html): the same
#   rules, with more drawings.
# - [Equivalences](../equivalences.md): the same operation in each library.
# - Next step: [debugging tensors](../m2-tensors-autograd/debugging-tensors.md), for when PyTorch
#   answers with an error.
