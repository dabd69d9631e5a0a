# ---
# title: "Autograd desde cero // Autograd from scratch"
# description:
#   es: Construye en unas cuarenta líneas de Python un motor que deriva solo, compáralo con PyTorch
#     y entrena con él una red.
#   en: Build an engine that differentiates by itself in some forty lines of Python, compare it with
#     PyTorch, and train a network with it.
# objectives:
#   - create:
#       es: construir y ampliar un motor de derivadas (E2, E3)
#       en: build and extend an engine for derivatives (E2, E3)
#   - analyse:
#       es: explicar por qué importa el orden del pase hacia atrás (E1)
#       en: explain why the order of the backward pass matters (E1)
#   - analyse:
#       es: encontrar el fallo en la regla de una operación (E4)
#       en: find the fault in the rule of an operation (E4)
#   - apply:
#       es: entrenar una neurona con el motor y ver qué no aprende (E5)
#       en: train a neuron with the engine and see what it cannot learn (E5)
# minutes: {read: 35, practise: 30}
# needs: [autograd]
# data: []
# ---
# %% [markdown] lang="es"
# En [autograd](../m2-tensors-autograd/autograd.md) pediste derivadas y PyTorch te las dio. ¿Qué hay
# dentro de esa caja? Menos de lo que parece: un número que recuerda de dónde salió y un paseo hacia
# atrás en el orden correcto.
#
# Aquí construyes esa caja con Python corriente. Al terminar tendrás un **motor** de unas cuarenta
# líneas que da los mismos gradientes que PyTorch, y una **red neuronal** (neural network) que
# aprende con él.
#
# ## La idea en una imagen { #picture }
# Tomamos $c = a + b$, $d = a \cdot b$ y, con ellos, $y = c + d + c \cdot d$. Encima de cada nodo
# está su valor; debajo, su gradiente. En cada flecha, lo que vuelve por ella:

# %% [markdown] lang="en"
# In [autograd](../m2-tensors-autograd/autograd.md) you asked for derivatives and PyTorch handed
# them over. What is inside that box? Less than it seems: a number that remembers where it came
# from, and a walk backward in the right order.
#
# Here you build that box in plain Python. By the end you will have an **engine** of some forty
# lines that gives the same gradients as PyTorch, and a **neural network** that learns with it.
#
# ## The idea in one picture { #picture }
# Take $c = a + b$ and $d = a \cdot b$, and from them $y = c + d + c \cdot d$. Above each node
# stands its value; below it, its gradient. On each arrow, what comes back along it:

# %%
#| tags: [page]
#| alt:
#|   es: Grafo de y = c + d + c·d con a = 3 y b = −2. Hacia adelante sale −11. Hacia atrás, a la
#|     suma c le llegan 1 y −6, que juntos son −5; al producto d le llegan 1 y 1, que son 2. A la
#|     entrada a le llegan −5 y −4, que son −9; a b, −5 y 6, que son 1.
#|   en: Graph of y = c + d + c·d with a = 3 and b = −2. Forward it gives −11. Backward, 1 and −6
#|     reach the sum c, −5 together; 1 and 1 reach the product d, which make 2. The input a gets −5
#|     and −4, which make −9; b gets −5 and 6, which make 1.
from tutorial_lib import plots
from tutorial_lib.autograd import Value as DrawnValue

drawn_a, drawn_b = DrawnValue(3), DrawnValue(-2)
drawn_c, drawn_d = drawn_a + drawn_b, drawn_a * drawn_b
drawn_sum, drawn_product = drawn_c + drawn_d, drawn_c * drawn_d
drawn_y = drawn_sum + drawn_product
names = {"a": drawn_a, "b": drawn_b, "c": drawn_c, "d": drawn_d}
names |= {"c + d": drawn_sum, "c · d": drawn_product, "y": drawn_y}
picture = plots.plot_expression(drawn_y, names=names)
drawn_y.backward()
picture

# %% [markdown] lang="es"
# Hacia atrás, imagina cada nodo como una oficina: recibe sobres con cantidades, las suma y envía
# sobres nuevos a los nodos de los que salió. A $c$ le llegan dos, {{ drawn_sum.grad:.0f }} y
# {{ drawn_d.data:.0f }}. Si contesta al abrir el primero, todo lo que venga después estará mal.
#
# Traemos piezas de Python y de la biblioteca del curso. PyTorch, todavía no.

# %% [markdown] lang="en"
# On the way back, think of each node as an office: it receives envelopes with amounts, adds them up
# and sends new envelopes to the nodes it came from. Two reach $c$, {{ drawn_sum.grad:.0f }} and
# {{ drawn_d.data:.0f }}. If it replies after opening the first, everything further down will be
# wrong.
#
# We bring in pieces of Python and the course library; no PyTorch yet.

# %% Preparar // Set up
import inspect  # leer código fuente // read source code
import math
import random
import subprocess  # abrir otro programa // open another program
import sys

from tutorial_lib import autograd, plots


# %% [markdown] lang="es"
# ## 1. ¿Qué debe recordar un número? { #remember }
# Una *clase* (`class`) es un molde para fabricar objetos. El nuestro fabrica números con memoria.
# `__init__` se ejecuta al fabricar uno; `self` es ese objeto; `__repr__` dice cómo se imprime (`:g`
# quita los ceros que sobran).
#
# **Antes de ejecutar:** `a` la ponemos nosotros. ¿Qué recordará de su origen?

# %% [markdown] lang="en"
# ## 1. What must a number remember? { #remember }
# A *class* is a mold for making objects. Ours makes numbers with a memory. `__init__` runs when one
# is made; `self` is that object; `__repr__` says how it prints (`:g` drops needless zeros).
#
# **Before you run this:** we make `a` ourselves. What will it remember about its origin?


# %% Recordar // Remember
class Value:
    def __init__(self, number, parents=(), op=""):
        self.number = number
        self.grad = 0.0  # nadie la ha calculado aún // nobody has computed it yet
        self.parents = parents  # de qué valores salió // which values it came from
        self.op = op  # con qué operación // by which operation

    def __repr__(self):
        return f"Value({self.number:g}, grad={self.grad:g})"


a, b = Value(3.0), Value(-2.0)
print(a, a.parents)

# %% [markdown] lang="es"
# Nada: `()` está vacío. `a` es una hoja, como los tensores que creas tú. Los **padres** (`parents`)
# serán el recibo de los valores que salgan de otros.
#
# ## 2. ¿Qué sabe cada operación? { #local }
# Solo dos cosas: su resultado y su **derivada local**, cuánto se mueve el resultado si empujas una
# de sus entradas. La de la suma es 1: se mueve lo mismo. **Antes de ejecutar:** si $b$ vale −2 y
# empujas $a$ hacia arriba, ¿hacia dónde va $a \cdot b$, y cuántas veces más deprisa?

# %% [markdown] lang="en"
# Nothing: `()` is empty. `a` is a leaf, like the tensors you create yourself. The **parents** will
# be the receipt of values that come out of others.
#
# ## 2. What does each operation know? { #local }
# Just two things: its result and its **local derivative**, how much the result moves when you nudge
# one of its inputs. For a sum that is 1: it moves just as much. **Before you run this:** if $b$ is
# −2 and you nudge $a$ up, which way does $a \cdot b$ go, and how many times as fast?


# %% Anotar las derivadas locales // Note the local derivatives
def add(self, other):
    return Value(self.number + other.number, [(self, 1.0), (other, 1.0)], "+")


def multiply(self, other):
    slopes = [(self, other.number), (other, self.number)]
    return Value(self.number * other.number, slopes, "×")


Value.__add__ = add  # lo que Python hará al ver a + b // what Python will do on seeing a + b
Value.__mul__ = multiply
d = a * b
print(d, d.op)
print(d.parents)

# %% [markdown] lang="es"
# El recibo de `d` guarda dos parejas: un padre y su derivada local. Para `a` es el valor de `b`: el
# producto baja el doble de deprisa. Para `b`, el de `a`.
#
# En un archivo escribirías estas funciones dentro de la clase. Aquí las añadimos de una en una.
#
# ## 3. ¿Cómo vuelve el gradiente? { #hand-back }
# Cada nodo toma su gradiente, lo multiplica por la derivada local y se lo entrega al padre. Es la
# **regla de la cadena** (chain rule) en dos líneas. **Antes de ejecutar:** ¿qué recibirá `a` de
# `d`?

# %% [markdown] lang="en"
# The receipt of `d` holds two pairs: a parent and its local derivative. For `a` that is the value
# of `b`: the product goes down twice as fast. For `b`, it is the value of `a`.
#
# In a file, these functions would stand inside the class; here we add them one at a time.
#
# ## 3. How does the gradient come back? { #hand-back }
# Each node takes its gradient, multiplies it by the local derivative and hands it to the parent.
# That is the **chain rule** in two lines. **Before you run this:** what will `a` get from `d`?


# %% Entregar a los padres // Hand to the parents
def hand_back(node):
    for parent, slope in node.parents:
        parent.grad += node.grad * slope


d.grad = 1.0  # cuánto se mueve d si empujas d // how much d moves when you nudge d
hand_back(d)
print(a, b)

# %% [markdown] lang="es"
# Le llega {{ a.grad:.0f }}, y a `b`, {{ b.grad:.0f }}: lo que decía el recibo. ¿Por qué `+=` y no
# `=`? **Antes de ejecutar:** en $t + t$, ¿cuánto se mueve el resultado si empujas $t$?

# %% [markdown] lang="en"
# It gets {{ a.grad:.0f }}, and `b` {{ b.grad:.0f }}: what the receipt said. Why `+=` and not `=`?
# **Before you run this:** in $t + t$, how much does the result move when you nudge $t$?

# %%
t = Value(5.0)
double = t + t
double.grad = 1.0
hand_back(double)
print(t)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("a-value-used-twice", t.grad, equals=2.0)

# %% [markdown] lang="es"
# El doble: `t` es los dos padres a la vez y recibe dos sobres. Con `=`, el segundo borraría al
# primero.
#
# ## 4. ¿Importa el orden? { #order }
# Falta encadenar nodos. Lo más simple: entregar, ir al primer padre, entregar, ir a su primer
# padre… hasta el fondo, y después volver por los demás. Es un recorrido *en profundidad*
# (depth-first). `rush` se llama a sí misma para bajar. Cada nodo entrega una sola vez, y ella
# apunta qué tenía entonces.
#
# **Antes de ejecutar:** el dibujo dice {{ drawn_a.grad:.0f }} para $a$ y {{ drawn_b.grad:.0f }}
# para $b$. ¿Saldrán?

# %% [markdown] lang="en"
# Double: `t` is both parents at once and receives two envelopes. With `=`, the second would wipe
# out the first.
#
# ## 4. Does the order matter? { #order }
# Now to chain nodes, the simplest way: hand over, go to the first parent, hand over, go to
# its first parent… to the bottom, then back for the others. That is a *depth-first* walk. `rush`
# calls itself to go down. Each node hands over once, and `rush` notes what it had then.
#
# **Before you run this:** the drawing says {{ drawn_a.grad:.0f }} for $a$ and
# {{ drawn_b.grad:.0f }} for $b$. Will they come out?


# %% Entregar con prisa // Hand over in a rush
def rush(node, handed):
    if node not in handed:
        handed[node] = node.grad
        hand_back(node)
        # _ es la pendiente: aquí sobra // _ is the slope: not needed
        for parent, _ in node.parents:
            rush(parent, handed)


a.grad = b.grad = d.grad = 0.0  # borrar lo anterior // erase what was there
c = a + b
y = c + d + c * d
y.grad = 1.0
handed = {}
rush(y, handed)
print("y =", y.number, "  a:", a.grad, "  b:", b.grad)
rush_a, rush_b = a.grad, b.grad

# %% [markdown] lang="es"
# No: {{ rush_a:.0f }} y {{ rush_b:.0f }}. Antes de culpar al dibujo, preguntemos al empujón, que no
# entiende de orden:

# %% [markdown] lang="en"
# No: {{ rush_a:.0f }} and {{ rush_b:.0f }}. Before we blame the drawing, let's ask the nudge, which
# knows nothing of orders:


# %%
def formula(a, b):
    c, d = a + b, a * b
    return c + d + c * d


h = 1e-5
nudge_a = (formula(3 + h, -2) - formula(3 - h, -2)) / (2 * h)
nudge_b = (formula(3, -2 + h) - formula(3, -2 - h)) / (2 * h)
print(f"a: {nudge_a:.4f}   b: {nudge_b:.4f}")
c_handed, c_got = handed[c], c.grad
print(f"""c entregó {c_handed:g}, recibió {c_got:g} //
    c handed over {c_handed:g}, received {c_got:g}""")

# %%
#| tags: [claim]
claim("rushing-is-wrong", [rush_a, rush_b], equals=[-1.0, 4.0])
claim("nudges-say", [nudge_a, nudge_b], equals=[-9.0, 1.0], abs=1e-6)

# %% [markdown] lang="es"
# El dibujo tenía razón. La última línea delata el fallo: `c` entregó {{ c_handed:.0f }} y después
# le llegó el otro sobre. Ningún mensaje avisó.
#
# La regla que falta: **nadie entrega hasta haberlo recibido todo**. Para cumplirla, hacemos una
# lista en la que los padres van siempre antes que sus hijos, un **orden topológico** (topological
# order), y la recorremos al revés. Cada nodo se apunta después que sus padres:

# %% [markdown] lang="en"
# The drawing was right. The last line gives the fault away: `c` handed over {{ c_handed:.0f }}, and
# only then did the other envelope arrive. No message warned us.
#
# The missing rule: **nobody hands over before having received everything**. To keep it, we make a
# list with parents always before their children, a **topological order**, and walk it in reverse.
# Each node writes itself down after its parents:


# %% Ordenar y volver // Sort and come back
def sort(node, order):
    if node not in order:
        for parent, _ in node.parents:
            sort(parent, order)
        order.append(node)
    return order


order = sort(y, [])
for node in order:
    node.grad = 0.0
y.grad = 1.0
for node in reversed(order):
    hand_back(node)
print([node.number for node in order])
print("a:", a.grad, "  b:", b.grad)

# %%
#| tags: [claim]
claim("value", y.number, equals=-11.0)
claim("gradients-in-order", [a.grad, b.grad], equals=[-9.0, 1.0])

# %% [markdown] lang="es"
# La lista empieza en las hojas, 3 y −2, y acaba en $y$. Recorrida al revés, da los gradientes
# buenos: solo cambió el orden. En una red, este pase se llama **retropropagación**
# (backpropagation).
#
# ## 5. ¿Y si llamamos dos veces? { #twice }
# Guardemos el paseo en una función. PyTorch acumula: con `retain_graph=True`, dos pases sobre un
# mismo grafo de $x^3$ en 2 dejan 12 y después 24. **Antes de ejecutar:** ¿qué dejará nuestro
# segundo pase?

# %% [markdown] lang="en"
# The list starts with the leaves, 3 and −2, and ends with $y$. Walked in reverse, it gives the
# right gradients: only the order changed. In a network, this pass is called **backpropagation**.
#
# ## 5. What if we call it twice? { #twice }
# Let's put the walk into a function. PyTorch accumulates: with `retain_graph=True`, two passes over
# one graph of $x^3$ at 2 leave 12 and then 24. **Before you run this:** what will our second pass
# leave?


# %%
def first_backward(result):
    result.grad = 1.0
    for node in reversed(sort(result, [])):
        hand_back(node)


x = Value(2.0)
cube = x * x * x
piled = []
for _ in range(2):
    first_backward(cube)
    piled.append(x.grad)
print(piled)

# %% [markdown] lang="es"
# El segundo deja {{ piled[1]:.0f }}. El nodo intermedio, $x \cdot x$, aún guardaba los sobres del
# primer pase y los entregó otra vez. Arreglo: cada pase lleva sus propias notas, en un diccionario,
# y suma a `grad` solo lo suyo.

# %% [markdown] lang="en"
# The second leaves {{ piled[1]:.0f }}. The node in between, $x \cdot x$, still held the envelopes
# of the first pass and handed them over again. The fix: each pass keeps notes of its own, in a
# dictionary, and adds to `grad` only what is new.


# %% Un pase con notas propias // A pass with notes of its own
def backward(self):
    gradients = {self: 1.0}
    for node in reversed(sort(self, [])):
        node.grad += gradients[node]  # ya ha recibido todo // it has received everything
        for parent, slope in node.parents:
            before = gradients.get(parent, 0.0)  # 0.0 si no hay nada // 0.0 if there is nothing
            gradients[parent] = before + gradients[node] * slope


Value.backward = backward
z = Value(2.0)
z_cube = z * z * z
passes = []
for _ in range(2):
    z_cube.backward()
    passes.append(z.grad)
print(passes)

# %%
#| tags: [claim]
claim("old-envelopes", piled, equals=[12.0, 32.0])
claim("passes-add-up", passes, equals=[12.0, 24.0])

# %% [markdown] lang="es"
# Ahora {{ passes[0]:.0f }} y {{ passes[1]:.0f }}.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     Motores como micrograd guardan en cada nodo una función, `_backward`, en vez de parejas, y
#     suman directamente en `grad`: su segundo pase también deja {{ piled[1]:.0f }}.
#
# ¿Y seguir cada camino por separado hasta las hojas? Sería correcto. **Antes de ejecutar:** sumamos
# un valor consigo mismo, el resultado consigo mismo, y así diez veces. ¿Cuántos caminos vuelven?

# %% [markdown] lang="en"
# Now {{ passes[0]:.0f }} and {{ passes[1]:.0f }}.
#
# !!! elsewhere "What you will see elsewhere"
#     Engines such as micrograd keep a function, `_backward`, in each node instead of pairs, and add
#     straight into `grad`: their second pass leaves {{ piled[1]:.0f }} too.
#
# Could we follow each path on its own instead? Yes. **Before you run this:** we add a value to
# itself, the result to itself, and so on ten times. How many paths lead back?

# %%
grain = Value(1.0)
heap = grain
for _ in range(10):
    heap = heap + heap
heap.backward()
ways, stops = grain.grad, len(sort(heap, []))
print(ways, stops)

# %%
#| tags: [claim]
claim("paths-and-stops", [ways, stops], equals=[1024, 11])

# %% [markdown] lang="es"
# {{ ways:.0f }}: cada camino aporta un 1 a la derivada. El orden topológico los recoge todos en
# {{ stops }} paradas.
#
# ## 6. ¿Qué le falta al motor? { #complete }
# **Antes de ejecutar:** ¿sabrá sumar un número corriente?

# %% [markdown] lang="en"
# {{ ways:.0f }}: each path brings a 1 to the derivative. The topological order gathers them all in
# {{ stops }} stops.
#
# ## 6. What does the engine lack? { #complete }
# **Before you run this:** can it add a plain number?

# %%
#| raises: "AttributeError: 'int' object has no attribute 'number'"
#| cause:
#|   es: La regla de la suma espera dos `Value` y recibió un número corriente.
#|   en: The rule for sums expects two `Value`s and was given a plain number.
#| fix:
#|   es: "Envuelve los números antes de operar: `wrap(other)`."
#|   en: "Wrap numbers before operating: `wrap(other)`."
a + 1

# %% [markdown] lang="es"
# `add` busca `number` dentro de un 1. Envolvamos en un `Value` lo que no lo sea (`isinstance` lo
# comprueba). En `1 + a`, con el `Value` a la derecha, Python llama a `__radd__`. `lambda` escribe
# una función en una línea.

# %% [markdown] lang="en"
# `add` looks for a `number` inside a 1. Let's wrap in a `Value` whatever is not one (`isinstance`
# checks). In `1 + a`, with the `Value` on the right, Python calls `__radd__`. `lambda` writes a
# function in one line.


# %% Admitir números corrientes // Accept plain numbers
def wrap(other):
    return other if isinstance(other, Value) else Value(other)


Value.__add__ = Value.__radd__ = lambda self, other: add(self, wrap(other))
Value.__mul__ = Value.__rmul__ = lambda self, other: multiply(self, wrap(other))
Value.__sub__ = lambda self, other: self + wrap(other) * -1.0
seven, five = 2 * a + 1, a - b
print(seven, five)

# %% [markdown] lang="es"
# {{ seven.number:.0f }} y {{ five.number:.0f }}, con sus recibos. Una red necesita además algo que
# se curve: con pesos y sumas solo salen rectas. La **tanh** (tangente hiperbólica) aplasta
# cualquier número hasta dejarlo entre −1 y 1. Su derivada es $1 - \tanh^2$. **Antes de ejecutar:**
# ¿dónde será mayor su pendiente, en 0 o en 3?

# %% [markdown] lang="en"
# {{ seven.number:.0f }} and {{ five.number:.0f }}, with their receipts. A network also needs
# something that bends. **Tanh** (the hyperbolic tangent) squashes any number to between −1 and 1.
# Its derivative is $1 - \tanh^2$. **Before you run this:** where will its slope be larger, at 0 or
# at 3?


# %% Añadir tanh // Add tanh
def tanh(self):
    out = math.tanh(self.number)
    return Value(out, [(self, 1 - out**2)], "tanh")


Value.tanh = tanh
origin, far = Value(0.0), Value(3.0)
origin.tanh().backward()
far.tanh().backward()
print(origin, far)

# %% [markdown] lang="es"
# En 0 vale {{ origin.grad:.0f }}; en 3 está casi plana, {{ far.grad:.4f }}. Cualquier operación
# nueva pide solo eso: un resultado y una derivada local.
#
# ## 7. ¿Coincide con PyTorch? { #check }
# Ahora sí lo importamos. `random_expression` inventa una fórmula de diez operaciones con `rng`, un
# generador aleatorio: a igual semilla, igual fórmula. `make` fabrica las entradas: valores
# nuestros, de la biblioteca (`autograd.Value`) o tensores. Todos saben sumar, restar, multiplicar y
# hacer `tanh`.

# %% [markdown] lang="en"
# At 0 it is {{ origin.grad:.0f }}; at 3 it is almost flat, {{ far.grad:.4f }}. Any new operation
# needs these two: a result and a local derivative.
#
# ## 7. Does it agree with PyTorch? { #check }
# Now we do import it. `random_expression` makes up a formula of ten operations with `rng`, a random
# generator: same seed, same formula. `make` makes its inputs: values of ours, of the library
# (`autograd.Value`), or tensors. All can add, subtract, multiply and do `tanh`.

# %% Comparar tres motores // Compare three engines
import torch


def random_expression(rng, inputs):
    pool = list(inputs)
    for _ in range(10):
        u, v = rng.choice(pool), rng.choice(pool)
        pool.append(rng.choice([u + v, u - v, u * v, u.tanh()]))
    return sum(pool[1:], pool[0])  # la suma de todos // the sum of them all


def gradients_of(make, seed):
    rng = random.Random(seed)
    inputs = [make(rng.uniform(-1, 1)) for _ in range(3)]
    random_expression(rng, inputs).backward()
    return [float(value.grad) for value in inputs]


def tensor(number):
    return torch.tensor(number, dtype=torch.float64, requires_grad=True)


engines = {"Value": Value, "autograd.Value": autograd.Value, "torch": tensor}
for name, make in engines.items():
    print([round(slope, 6) for slope in gradients_of(make, 0)], name)

# %% [markdown] lang="es"
# Los tres gradientes de la primera fórmula, iguales en los tres motores. **Antes de ejecutar:** ¿y
# en cien fórmulas? ¿Cuál será la mayor diferencia?

# %% [markdown] lang="en"
# The three gradients of the first formula, equal in all three engines. **Before you run this:**
# what about a hundred formulas? What will be the largest difference?


# %%
def largest_gap(make):
    gaps = []
    for seed in range(100):
        ours, theirs = gradients_of(Value, seed), gradients_of(make, seed)
        pairs = zip(ours, theirs, strict=True)  # de dos en dos // two by two
        gaps += [abs(p - q) for p, q in pairs]
    return max(gaps)


gap_library, gap_torch = largest_gap(autograd.Value), largest_gap(tensor)
print(f"{gap_library:.0e}  {gap_torch:.0e}")

# %%
#| tags: [hidden]
twin = tensor(2.0)
twin_cube = twin * twin * twin
twin_cube.backward(retain_graph=True)
twin_cube.backward()
twin_grad = twin.grad.item()

# %%
#| tags: [claim]
claim("same-as-the-library", gap_library, at_most=1e-9)
claim("same-as-torch", gap_torch, at_most=1e-9)
claim("torch-adds-passes-up-too", twin_grad, equals=24.0)

# %% [markdown] lang="es"
# Puro redondeo, a la izquierda frente a la biblioteca y a la derecha frente a PyTorch: los tres
# motores hacen las mismas cuentas.
#
# ## 8. ¿Qué hace distinto la biblioteca? { #library }
# `tutorial_lib.autograd` llama `data` a nuestro `number` y tiene más operaciones. Por lo demás es
# lo que acabas de escribir, salvo `sort`. **Antes de ejecutar:** encadenamos 2000 sumas. ¿Aguantará
# una función que se llama a sí misma?

# %% [markdown] lang="en"
# Mere rounding: against the library in the first column, against PyTorch in the second. All three
# engines do the same arithmetic.
#
# ## 8. What does the library do differently? { #library }
# `tutorial_lib.autograd` calls our `number` `data`, and has more operations. The rest is what you
# wrote, except for `sort`. **Before you run this:** we chain 2000 sums. Will a function that calls
# itself hold up?

# %%
#| raises: "RecursionError: maximum recursion depth exceeded"
#| cause:
#|   es: Una función que se llama a sí misma baja un nivel por nodo, y Python limita la profundidad
#|     a unos mil niveles.
#|   en: A function that calls itself goes down one level per node, and Python limits the depth to
#|     about a thousand levels.
#| fix:
#|   es: Recorre el grafo con un bucle y una lista de tareas, como `topological_order`.
#|   en: Walk the graph with a loop and a list of things to do, like `topological_order`.
def long_chain(x):
    for _ in range(2000):
        x = x + 1
    return x


long_chain(Value(1.0)).backward()

# %% [markdown] lang="es"
# Python corta a los mil niveles, más o menos: no podrías sumar las pérdidas de 2000 ejemplos. La
# biblioteca usa un bucle; léelo. Su `derivative(f, x)` fabrica el valor, llama a `backward()` y
# devuelve `grad`:

# %% [markdown] lang="en"
# Python stops at about a thousand levels: you could not add up the losses of 2000 examples. The
# library uses a loop; read it. Its `derivative(f, x)` makes the value, calls `backward()` and
# returns `grad`:

# %%
print(inspect.getsource(autograd.topological_order))
chained = autograd.derivative(long_chain, 1.0)
print(chained)

# %%
#| tags: [claim]
claim("a-long-chain-holds", chained, equals=1.0)

# %% [markdown] lang="es"
# `stack` es una lista de tareas, y `pop()` saca la última. Cada nodo entra dos veces: con `False`
# manda por delante a sus padres; con `True`, ya están, y se apunta. `seen` es un conjunto (`set`):
# dice al instante si un nodo ya pasó. El `1.0` final es la derivada: la cadena aguantó.
#
# !!! technical "Detalle técnico"
#     PyTorch no hace lista: cuenta cuántos sobres espera cada nodo y lo pone en marcha cuando llega
#     el último. Y sus nodos llevan tablas: uno solo multiplica un millón de números.
#
# ## 9. ¿Puede aprender? { #learn }
# La luz de un pasillo tiene dos interruptores y se enciende si exactamente uno está arriba. Esa
# regla se llama XOR, y ninguna recta separa sus respuestas. El 1 es arriba o encendida; el −1,
# abajo o apagada.
#
# Una **neurona** multiplica cada entrada por un peso, suma un sesgo y aplica tanh. En nuestra red,
# tres neuronas miran los interruptores y una cuarta mira a esas tres.

# %% [markdown] lang="en"
# `stack` is a to-do list, and `pop()` takes out the last item. Each node goes in twice: first it
# sends its parents ahead; then, once they are done, it writes itself down. `seen` is a `set`: it
# tells at once whether a node has passed. The final `1.0` is the derivative: the chain held.
#
# !!! technical "Technical detail"
#     PyTorch makes no list: it counts how many envelopes each node still waits for, and starts it
#     when the last one arrives. And its nodes hold tables: a single one multiplies a million
#     numbers.
#
# ## 9. Can it learn? { #learn }
# A hallway light has two switches, and is on when exactly one of them is up. That rule is called
# XOR, and no straight line separates its answers. 1 is up, or on; −1 is down, or off.
#
# A **neuron** multiplies each input by a weight, adds a bias and applies tanh. In our network three
# neurons look at the switches, and a fourth looks at those three.

# %% Construir la red // Build the network
# Dos interruptores y la luz que corresponde // Two switches and the light that goes with them
corners = [(-1, -1, -1), (-1, 1, 1), (1, -1, 1), (1, 1, -1)]


def neuron(weights, inputs):
    *factors, total = weights  # el último es el sesgo // the last one is the bias
    for factor, number in zip(factors, inputs, strict=True):
        total = total + factor * number
    return total.tanh()


def network(layers, first, second):
    answers = [neuron(weights, (first, second)) for weights in layers[:3]]
    # la cuarta mira a las otras // the fourth looks at the others
    return neuron(layers[3], answers)


# %% [markdown] lang="es"
# `*factors` recoge todos los pesos menos el último. La pérdida es la media de los cuatro errores al
# cuadrado (`* 0.25`: el motor no sabe dividir), y los pesos empiezan con valores aleatorios:

# %% [markdown] lang="en"
# `*factors` collects all the weights but the last. The loss is the mean of the four squared errors
# (`* 0.25`: the engine cannot divide), and the weights start from random values:


# %%
def mean_loss(layers):
    total = 0
    for first, second, light in corners:
        error = network(layers, first, second) - light
        total = total + error * error
    return total * 0.25


def random_layers(seed):
    rng = random.Random(seed)
    # pesos de cada neurona, con su sesgo // weights of each neuron, with its bias
    sizes = [3, 3, 3, 4]
    return [[Value(rng.uniform(-1, 1)) for _ in range(size)] for size in sizes]


# %% [markdown] lang="es"
# El bucle ya lo conoces: calcular, derivar, dar el paso, borrar. **Antes de ejecutar:** ¿aprenderá
# con las cinco semillas que probamos?

# %% [markdown] lang="en"
# You know the loop: compute, differentiate, step, erase. **Before you run this:** will it learn
# with all five seeds that we try?


# %% Entrenar // Train
def train(layers, lr=0.5):
    losses = []
    for _ in range(100):
        loss = mean_loss(layers)
        loss.backward()
        for parameter in [p for weights in layers for p in weights]:  # todos // all of them
            parameter.number -= lr * parameter.grad
            parameter.grad = 0.0
        losses.append(loss.number)
    return losses


layers = random_layers(0)
losses = train(layers)
for first, second, light in corners:
    answer = network(layers, first, second).number
    print(f"{first:2} {second:2}  ->  {answer:5.2f}")
endings = [train(random_layers(seed))[-1] for seed in range(5)]
print("pérdidas finales: // final losses:", [round(loss, 4) for loss in endings])

# %%
#| tags: [claim]
claim("xor-is-learned", endings, at_most=0.02)

# %%
#| alt:
#|   es: >-
#|     Pérdida en cada paso, en escala logarítmica: empieza por encima de 1, se queda un rato en una
#|     meseta y después cae hasta unas milésimas.
#|   en: >-
#|     Loss at each step, on a logarithmic scale: it starts above 1, stays on a plateau for a while
#|     and then falls to a few thousandths.
plots.plot_curve(losses, xlabel="paso // step", ylabel="pérdida // loss", log=True)

# %% [markdown] lang="es"
# La pérdida se resiste al principio y después cae hasta {{ losses[99]:.4f }}. La red acierta el
# signo en las cuatro esquinas, y las otras semillas acaban igual de abajo. ¿Y entre las esquinas?
# Nuestras funciones no saben qué suman: les damos los pesos como números corrientes y una
# cuadrícula de puntos en tensores, que también tienen `tanh`.

# %% [markdown] lang="en"
# The loss resists at first, then falls to {{ losses[99]:.4f }}. All four corners get the right
# sign, and the other seeds end just as low. And between the corners? Our functions do not know what
# they add up: we give them the weights as plain numbers and a grid of points in tensors, which have
# a `tanh` too.


# %%
#| alt:
#|   es: Cuadrado con los cuatro puntos de XOR. Una franja diagonal naranja une las dos esquinas
#|     apagadas; las dos encendidas quedan fuera, en azul, una a cada lado.
#|   en: Square with the four points of XOR. An orange diagonal band joins the two corners that are
#|     off; the two that are on lie outside it, in blue, one on each side.
def probability(points):
    first, second = torch.from_numpy(points).T  # .T: filas por columnas // .T: rows for columns
    numbers = [[p.number for p in weights] for weights in layers]
    return (network(numbers, first, second) + 1) / 2  # de −1…1 a 0…1 // from −1…1 to 0…1


switches = [corner[:2] for corner in corners]
on = [corner[2] == 1 for corner in corners]
plots.plot_boundary(
    switches,
    on,
    probability,
    class_names=["apagada // off", "encendida // on"],
    xlabel="primer interruptor // first switch",
    ylabel="segundo interruptor // second switch",
)

# %% [markdown] lang="es"
# Dos fronteras, una a cada lado de la franja: por eso no bastaba una recta. Y todo con un motor que
# cabe en una pantalla.
#
# ## 10. ¿Y si PyTorch no está instalado? { #without-torch }
# Para demostrar que el motor solo necesita Python, abrimos otro Python y le prohibimos PyTorch: un
# `None` en `sys.modules` hace fallar ese `import`. **Antes de ejecutar:** ¿saldrá la derivada de
# $x^3$ en 2?

# %% [markdown] lang="en"
# Two boundaries, one on each side of the band: that is why one line was not enough. And all with an
# engine that fits on one screen.
#
# ## 10. What if PyTorch is not installed? { #without-torch }
# To prove that the engine needs nothing else, we start a second Python and forbid it PyTorch: a
# `None` in `sys.modules` makes that `import` fail. **Before you run this:** will the derivative of
# $x^3$ at 2 come out?

# %% Derivar sin PyTorch // Differentiate without PyTorch
script = """
import sys
sys.modules["torch"] = None
try:
    import torch
except ImportError as error:
    print(type(error).__name__, "-", error)
    from tutorial_lib.autograd import derivative
    print(derivative(lambda x: x**3, 2))
"""
# Otro Python como este; recogemos lo que imprime // A Python like this; we collect what it prints
command = [sys.executable, "-c", script]
run = subprocess.run(command, capture_output=True, text=True, check=True)
print(run.stdout)
without_torch = float(run.stdout.split()[-1])

# %%
#| tags: [claim]
claim("cube-without-torch", without_torch, equals=12.0)

# %% [markdown] lang="es"
# La primera línea es el rechazo del `import`. La segunda, la derivada: {{ without_torch:.0f }}. Un
# buen plan B para fórmulas pequeñas cuando no puedes instalar PyTorch.
#
# ??? technical "Línea por línea"
#     - `sys.executable`: la ruta de este Python; `-c` le pasa un programa como texto.
#     - `capture_output`, `text`: recogen lo que imprime. `check`: si falla, avisa.
#
# ## Lo que suele fallar { #errors }
# ### Escribir `=` en lugar de `+=` { #assign }
# **Antes de ejecutar:** ¿cuánto dará ahora la derivada de $t + t$?

# %% [markdown] lang="en"
# The first line is the refused `import`. The second is the derivative: {{ without_torch:.0f }}. A
# good plan B for small formulas when you cannot install PyTorch.
#
# ??? technical "Line by line"
#     - `sys.executable`: the path of this Python; `-c` passes it a program as text.
#     - `capture_output`, `text`: collect what it prints. `check`: complains if it fails.
#
# ## What usually goes wrong { #errors }
# ### Writing `=` instead of `+=` { #assign }
# **Before you run this:** what will the derivative of $t + t$ be now?


# %%
def overwrite(node):
    for parent, slope in node.parents:
        parent.grad = node.grad * slope


lone = Value(5.0)
twice = lone + lone
twice.grad = 1.0
overwrite(twice)
print(lone)

# %%
#| tags: [claim]
claim("assigning-loses-an-envelope", lone.grad, equals=1.0)

# %% [markdown] lang="es"
# **Síntoma:** el gradiente sale mal, sin aviso, y solo si un valor se usa más de una vez.
# **Causa:** cada sobre tapa al anterior. **Arreglo:** `+=`. Un empujón lo habría cazado.
#
# ### Usar `math.tanh` con un `Value` { #math-function }
# **Antes de ejecutar:** ¿sabrá `math` dejar recibo?

# %% [markdown] lang="en"
# **Symptom:** the gradient is wrong, without a warning, and only if a value is used more than once.
# **Cause:** each envelope covers the one before. **Fix:** `+=`. A nudge would have caught it.
#
# ### Using `math.tanh` on a `Value` { #math-function }
# **Before you run this:** does `math` know how to leave a receipt?

# %%
#| raises: "TypeError: must be real number, not Value"
#| cause:
#|   es: Las funciones de `math` solo aceptan números y no dejan recibo.
#|   en: The functions of `math` accept numbers only and leave no receipt.
#| fix:
#|   es: Usa el método del motor, `a.tanh()`, o escribe la operación con su derivada local.
#|   en: Use the engine's method, `a.tanh()`, or write the operation with its local derivative.
math.tanh(a)

# %% [markdown] lang="es"
# **Causa:** `math` espera un número. **Arreglo:** `a.tanh()`. Y no lo calles con
# `math.tanh(a.number)`: eso corta el grafo.
#
# ### Restar en el otro sentido { #right-minus }
# `a - 1` funciona. **Antes de ejecutar:** ¿y `1 - a`?

# %% [markdown] lang="en"
# **Cause:** `math` expects a number. **Fix:** `a.tanh()`. And do not silence it with
# `math.tanh(a.number)`: that cuts the graph.
#
# ### Subtracting the other way around { #right-minus }
# `a - 1` works. **Before you run this:** what about `1 - a`?

# %%
#| raises: "TypeError: unsupported operand type(s) for -: 'int' and 'Value'"
#| cause:
#|   es: El número de la izquierda no sabe restar un `Value`, y al `Value` le falta la resta por la
#|     derecha.
#|   en: The number on the left cannot subtract a `Value`, and the `Value` lacks subtraction from
#|     the right.
#| fix: "Define `__rsub__`: `wrap(other) - self`. // Define `__rsub__`: `wrap(other) - self`."
1 - a

# %% [markdown] lang="es"
# **Causa:** el 1 no sabe de `Value`, y entonces Python busca `__rsub__`, que no escribimos.
# **Arreglo:** `Value.__rsub__ = lambda self, other: wrap(other) - self`. No vale reutilizar la
# resta, como con la suma: $1 - a$ no es $a - 1$.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Cause:** the 1 knows nothing of `Value`, so Python looks for `__rsub__`, which we did not write.
# **Fix:** `Value.__rsub__ = lambda self, other: wrap(other) - self`. Reusing subtraction will not
# do: $1 - a$ is not $a - 1$.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Tú eres el motor { #e1 }
# **Meta:** hacer a mano un pase hacia atrás en el orden correcto. **Tienes:** la fórmula del
# dibujo, ahora con $a = 1$ y $b = 4$, y los nombres de los siete nodos, en `names`. **Haz:**
# escribe en `order` los siete nombres en el orden en que entregan, empezando por `"y"` (hay varios
# válidos): nadie entrega antes que los nodos a los que alimenta. Calcula con lápiz y papel los
# gradientes de `y` respecto de `c`, `d`, `a` y `b`, y guárdalos en `grad_c`, `grad_d`, `grad_a` y
# `grad_b`.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · You are the engine { #e1 }
# **Goal:** do a backward pass by hand, in the right order. **You have:** the formula of the
# drawing, now with $a = 1$ and $b = 4$, and the names of the seven nodes, in `names`. **Do:** write
# in `order` the seven names in the order in which they hand over, starting with `"y"` (several are
# valid): nobody hands over before the nodes that it feeds. Work out on paper the gradients of `y`
# with respect to `c`, `d`, `a` and `b`, and keep them in `grad_c`, `grad_d`, `grad_a` and `grad_b`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Antes de escribir un nombre, mira el dibujo: ¿han entregado ya todos los nodos a los que alimenta?

# %% [markdown] exercise="E1" lang="en" role="hint"
# Before you write a name, look at the drawing: have all the nodes it feeds handed over already?

# %% [markdown] exercise="E1" lang="es" role="hint"
# A `c` le llegan un 1 por la suma y el valor de `d` por el producto. A `a`, lo que tenga `c`, más
# lo que tenga `d` multiplicado por $b$.

# %% [markdown] exercise="E1" lang="en" role="hint"
# A 1 reaches `c` from the sum, and the value of `d` from the product. What reaches `a` is what `c`
# has, plus what `d` has multiplied by $b$.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `order = ["y", "c + d", "c * d", ...]`, y en ese punto, `grad_c = 1 + ...`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `order = ["y", "c + d", "c * d", ...]`, and at that point, `grad_c = 1 + ...`.

# %%
#| exercise: E1
#| role: setup
names = ["a", "b", "c", "d", "c + d", "c * d", "y"]

# %%
#| exercise: E1
#| role: starter
order = ["y", ...]
grad_c, grad_d = ..., ...
grad_a, grad_b = ..., ...

# %%
#| exercise: E1
#| role: solution
order = ["y", "c + d", "c * d", "c", "d", "a", "b"]
c, d = 1 + 4, 1 * 4
grad_c, grad_d = 1 + d, 1 + c
grad_a, grad_b = grad_c + grad_d * 4, grad_c + grad_d * 1
print(grad_c, grad_d, grad_a, grad_b)

# %%
#| exercise: E1
#| role: check
from tutorial_lib import check
from tutorial_lib.autograd import Value

# Aquí se piden números, porque se calculan en papel // Numbers are asked for: this is paperwork
feeds = {"y": [], "c + d": ["y"], "c * d": ["y"], "a": ["c", "d"], "b": ["c", "d"]}
feeds |= {"c": ["c + d", "c * d"], "d": ["c + d", "c * d"]}
check(
    "los siete nombres, una vez cada uno // the seven names, once each",
    sorted(map(str, order)),
    equals=sorted(names),
    hint="copia los nombres tal como están en names // copy the names as they stand in names",
)
hasty = [n for i, n in enumerate(order) if any(user not in order[:i] for user in feeds[n])]
check(
    "nodos que entregan antes de tiempo // nodes that hand over too soon",
    ", ".join(hasty),
    equals="",
    hint="""cada nombre va después de todos los nodos a los que alimenta //
        each name goes after all the nodes it feeds""",
)
first, second = Value(1.0), Value(4.0)
total, product = first + second, first * second
(total + product + total * product).backward()
check(
    "gradiente de c // gradient of c",
    grad_c,
    equals=total.grad,
    hint="a c le llegan dos sobres: ¿están los dos? // two envelopes reach c: are both in?",
)
check(
    "gradiente de d // gradient of d",
    grad_d,
    equals=product.grad,
    hint="a d le llegan dos sobres: ¿están los dos? // two envelopes reach d: are both in?",
)
check(
    "gradiente de a // gradient of a",
    grad_a,
    equals=first.grad,
    hint="""un sobre viene de la suma c tal cual, y otro del producto d, por el otro factor //
        one envelope comes from the sum c as it is, the other from d, times the other factor""",
)
check(
    "gradiente de b // gradient of b",
    grad_b,
    equals=second.grad,
    hint="""un sobre viene de la suma c tal cual, y otro del producto d, por el otro factor //
        one envelope comes from the sum c as it is, the other from d, times the other factor""",
)


# %%
#| exercise: E1
#| role: right
order = ("y", "c * d", "c + d", "d", "c", "b", "a")
a, b = 1.0, 4.0
c, d = a + b, a * b
grad_y = 1.0
grad_c, grad_d = grad_y + grad_y * d, grad_y + grad_y * c
grad_a, grad_b = grad_c + b * grad_d, grad_c + a * grad_d

# %%
#| exercise: E1
#| role: right
import torch

a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(4.0, requires_grad=True)
c, d = a + b, a * b
y = c + d + c * d
grad_c, grad_d, grad_a, grad_b = torch.autograd.grad(y, (c, d, a, b))
order = ["y"]
order += [names[5], names[4], "d"]
order.extend(["c", "b"])
order.append("a")

# %%
#| exercise: E1
#| role: wrong
#| message: va después de todos los nodos // goes after all the nodes
order = ["y", "c + d", "c", "a", "b", "d", "c * d"]  # en profundidad // depth first
grad_c, grad_d, grad_a, grad_b = 5, 6, 29, 11

# %%
#| exercise: E1
#| role: wrong
#| message: a c le llegan dos sobres // two envelopes reach c
order = ["y", "c + d", "c * d", "c", "d", "a", "b"]
grad_c, grad_d = 4, 5  # solo el sobre del producto // the envelope of the product alone
grad_a, grad_b = 24, 9

# %%
#| exercise: E1
#| role: wrong
#| message: por el otro factor // times the other factor
order = ["y", "c * d", "c + d", "d", "c", "b", "a"]
grad_c, grad_d = 5, 6
# olvida las derivadas del producto // forgets the slopes of the product
grad_a, grad_b = 5 + 6, 5 + 6

# %%
#| exercise: E1
#| role: wrong
#| message: copia los nombres // copy the names
order = ["y", "c + d", "c * d", "c", "d", "a"]  # falta uno // one is missing
grad_c, grad_d, grad_a, grad_b = 5, 6, 29, 11



# %% [markdown] exercise="E2" lang="es"
# ### E2 · Añade potencias { #e2 }
# **Meta:** ampliar el motor con `x**3` o `x**-1`. **Tienes:** el motor de la página, sin
# operaciones. **Haz:** completa `power`, que da el `Value` de $x^n$ y su recibo, sin tocar `self`.
# El exponente es un número corriente, y la derivada local de $x^n$ es $n\,x^{n-1}$, también en
# $x = 0$ si $n \geq 1$.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Add powers { #e2 }
# **Goal:** extend the engine with `x**3` or `x**-1`. **You have:** the engine of this page, without
# operations. **Do:** complete `power`, which gives the `Value` of $x^n$ and its receipt, and leaves
# `self` alone. The exponent is a plain number, and the local derivative of $x^n$ is
# $n\,x^{n-1}$, at $x = 0$ as well if $n \geq 1$.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Mira `tanh` en la página: el resultado, y una pareja con el padre y su pendiente.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Look at `tanh` on the page: the result, and one pair with the parent and its slope.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `self.number` es $x$ y `exponent` es $n$; la potencia se escribe `**`, también en la derivada.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `self.number` is $x$ and `exponent` is $n$; a power is written `**`, in the derivative too.

# %% [markdown] exercise="E2" lang="es" role="hint"
# `slope = exponent * ...`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `slope = exponent * ...`.

# %%
#| exercise: E2
#| role: setup
class Value:
    def __init__(self, number, parents=(), op=""):
        self.number, self.grad = number, 0.0
        self.parents, self.op = parents, op

    def backward(self):
        gradients = {self: 1.0}
        for node in reversed(sort(self, [])):
            node.grad += gradients[node]
            for parent, slope in node.parents:
                before = gradients.get(parent, 0.0)
                gradients[parent] = before + gradients[node] * slope


def sort(node, order):
    if node not in order:
        for parent, _ in node.parents:
            sort(parent, order)
        order.append(node)
    return order


# %%
#| exercise: E2
#| role: starter
def power(self, exponent):
    slope = ...
    return Value(self.number**exponent, [(self, slope)], "^")


Value.__pow__ = power


# %%
#| exercise: E2
#| role: solution
def power(self, exponent):
    slope = exponent * self.number ** (exponent - 1)
    return Value(self.number**exponent, [(self, slope)], "^")


Value.__pow__ = power
x = Value(2.0)
(x**3).backward()
print(x.grad)

# %%
#| exercise: E2
#| role: check
from functools import partial

from tutorial_lib import check


def result_and_slope(function, number):
    x = Value(number)
    out = function(x)
    out.backward()
    return [out.number, x.grad]


def nudged(function, number, h=1e-5):
    slope = (function(number + h) - function(number - h)) / (2 * h)
    return [function(number), slope]


def raised(exponent, x):
    return x**exponent


for exponent, number in ((3, 2.0), (-1, 2.0), (2, -5.0), (0.5, 4.0), (1, -3.0), (3, 0.0)):
    check(
        f"""resultado y pendiente de x**{exponent} en {number:g} //
            result and slope of x**{exponent} at {number:g}""",
        partial(result_and_slope, partial(raised, exponent), number),
        equals=nudged(partial(raised, exponent), number),
        abs=1e-5,
        hint="""¿en qué potencia de x se queda la pendiente, qué la multiplica y con qué signo? //
            which power of x is left in the slope, what multiplies it, and with which sign?""",
    )
check(
    "(x**3)**2 en 1.2 // (x**3)**2 at 1.2",
    partial(result_and_slope, lambda x: (x**3) ** 2, 1.2),
    equals=nudged(lambda x: (x**3) ** 2, 1.2),
    abs=1e-5,
    hint="""power solo anota el recibo; quien llena .grad es backward() //
        power only notes the receipt; it is backward() that fills .grad""",
)
x = Value(1.5)
check(
    "x queda como estaba // x is left as it was",
    [(x**2).parents[0][0] is x, x.number, x.grad],
    equals=[True, 1.5, 0.0],
    hint="el padre es self, y power no cambia nada en él // self is the parent, left unchanged",
)


# %%
#| exercise: E2
#| role: right
def power(self, exponent):
    return Value(pow(self.number, exponent), [(self, exponent * pow(self.number, exponent - 1))])


Value.__pow__ = lambda self, exponent: power(self, exponent)


# %%
#| exercise: E2
#| role: right
class Value(Value):
    def __pow__(self, n):
        slopes = ((self, n * self.number ** (n - 1)),)
        return Value(self.number**n, slopes, "**")


# %%
#| exercise: E2
#| role: wrong
#| message: "llegó [8, 24]. Pista: ¿en qué potencia // got [8, 24]. Hint: which power"
def power(self, exponent):
    # la potencia no perdió uno // the power did not lose one
    slope = exponent * self.number**exponent
    return Value(self.number**exponent, [(self, slope)], "^")


Value.__pow__ = power


# %%
#| exercise: E2
#| role: wrong
#| message: y con qué signo // and with which sign
def power(self, exponent):
    slope = abs(exponent) * self.number ** (exponent - 1)  # ¿y el signo? // what about the sign?
    return Value(self.number**exponent, [(self, slope)], "^")


Value.__pow__ = power


# %%
#| exercise: E2
#| role: wrong
#| message: ZeroDivisionError
def power(self, exponent):
    out = self.number**exponent
    # dividir entre x falla en 0 // dividing by x fails at 0
    return Value(out, [(self, exponent * out / self.number)], "^")


Value.__pow__ = power


# %%
#| exercise: E2
#| role: wrong
#| message: quien llena .grad es backward() // it is backward() that fills .grad
def power(self, exponent):
    self.grad += exponent * self.number ** (exponent - 1)  # sin recibo // without a receipt
    return Value(self.number**exponent)


Value.__pow__ = power



# %% [markdown] exercise="E3" lang="es"
# ### E3 · Añade la exponencial y la sigmoide { #e3 }
# **Meta:** ampliar el motor con dos operaciones de las redes. **Tienes:** ese motor y `math.exp`.
# La derivada de $e^x$ es $e^x$. La **sigmoide** es $s = 1 / (1 + e^{-x})$, está siempre entre 0 y
# 1, y su derivada es $s(1 - s)$. **Haz:** escribe los métodos `exp` y `sigmoid` de `Value`. Cada
# uno da un `Value` con su resultado y su recibo, y vale para cualquier número, también negativo.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Add the exponential and the sigmoid { #e3 }
# **Goal:** extend the engine with two operations that networks use. **You have:** that engine and
# `math.exp`. The derivative of $e^x$ is $e^x$. The **sigmoid** is $s = 1 / (1 + e^{-x})$; it is
# always between 0 and 1, and its derivative is $s(1 - s)$. **Do:** write the methods `exp` and
# `sigmoid` of `Value`. Each gives a `Value` with its result and its receipt, and works for any
# number, negative ones too.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Calcula primero el resultado en `out`. Las dos derivadas se escriben con él.

# %% [markdown] exercise="E3" lang="en" role="hint"
# Compute the result first, in `out`. Both derivatives can be written with it.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `math.exp(-self.number)` es la exponencial de dentro de la sigmoide. En el recibo va una pareja:
# `self` y la pendiente.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `math.exp(-self.number)` is the exponential inside the sigmoid. The receipt holds one pair: `self`
# and the slope.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `sigmoid` empieza por `out = 1 / (1 + math.exp(...))`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `sigmoid` starts with `out = 1 / (1 + math.exp(...))`.

# %%
#| exercise: E3
#| role: setup
import math


class Value:
    def __init__(self, number, parents=(), op=""):
        self.number, self.grad = number, 0.0
        self.parents, self.op = parents, op

    def backward(self):
        gradients = {self: 1.0}
        for node in reversed(sort(self, [])):
            node.grad += gradients[node]
            for parent, slope in node.parents:
                before = gradients.get(parent, 0.0)
                gradients[parent] = before + gradients[node] * slope


def sort(node, order):
    if node not in order:
        for parent, _ in node.parents:
            sort(parent, order)
        order.append(node)
    return order


# %%
#| exercise: E3
#| role: starter
def exp(self):
    out = math.exp(self.number)
    return Value(out, [(self, ...)], "exp")


def sigmoid(self):
    out = ...
    return Value(out, [(self, ...)], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid


# %%
#| exercise: E3
#| role: solution
def exp(self):
    out = math.exp(self.number)
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    out = 1 / (1 + math.exp(-self.number))
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid
x = Value(0.0)
s = x.sigmoid()
s.backward()
print(s.number, x.grad)

# %%
#| exercise: E3
#| role: check
from functools import partial

from tutorial_lib import check


def result_and_slope(method, number):
    x = Value(number)
    out = getattr(x, method)()
    out.backward()
    return [out.number, x.grad]


def chained(number):
    x = Value(number)
    out = x.exp().sigmoid()
    out.backward()
    return [out.number, x.grad]


def bell(x):
    return 1 / (4 * math.cosh(x / 2) ** 2)  # la pendiente de la sigmoide // the sigmoid's slope


for number in (2.0, -1.3, 0.0):
    check(
        f"exp y su pendiente en {number:g} // exp and its slope at {number:g}",
        partial(result_and_slope, "exp", number),
        equals=[math.e**number] * 2,
        hint="la exponencial es su propia derivada // the exponential is its own derivative",
    )
for number in (0.0, 2.0, -1.5):
    check(
        f"sigmoid y su pendiente en {number:g} // sigmoid and its slope at {number:g}",
        partial(result_and_slope, "sigmoid", number),
        equals=[(1 + math.tanh(number / 2)) / 2, bell(number)],
        hint="""mira el signo del exponente, y en la pendiente, si usas el resultado o la entrada //
            look at the sign of the exponent, and whether the slope uses the result or the input""",
    )
check(
    "exp y después sigmoid // exp and then sigmoid",
    partial(chained, 0.5),
    equals=[(1 + math.tanh(math.exp(0.5) / 2)) / 2, bell(math.exp(0.5)) * math.exp(0.5)],
    hint="""la derivada local es respecto de la entrada de esa operación, y va en el recibo //
        the local derivative is with respect to that operation's input, and goes in the receipt""",
)
x = Value(0.5)
check(
    "x queda como estaba // x is left as it was",
    [x.exp().parents[0][0] is x, x.sigmoid().parents[0][0] is x, x.number, x.grad],
    equals=[True, True, 0.5, 0.0],
    hint="el padre es self, y el método no cambia nada en él // self is the parent, left unchanged",
)


# %%
#| exercise: E3
#| role: right
import torch


def exp(self):
    out = torch.exp(torch.tensor(self.number)).item()  # en float32 // in float32
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    out = torch.sigmoid(torch.tensor(self.number)).item()
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid


# %%
#| exercise: E3
#| role: right
def e_to(self):
    return Value(math.e**self.number, ((self, math.e**self.number),))


def squashed(self):
    e = math.exp(self.number)
    return Value(e / (e + 1), [(self, e / (e + 1) ** 2)])


Value.exp = e_to
Value.sigmoid = squashed


# %%
#| exercise: E3
#| role: wrong
#| message: la exponencial es su propia derivada // the exponential is its own
def exp(self):
    out = math.exp(self.number)
    slope = self.number * math.exp(self.number - 1)  # como x**n // as for x**n
    return Value(out, [(self, slope)], "exp")


def sigmoid(self):
    out = 1 / (1 + math.exp(-self.number))
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid


# %%
#| exercise: E3
#| role: wrong
#| message: si usas el resultado o la entrada // whether the slope uses the result or the input
def exp(self):
    out = math.exp(self.number)
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    out = 1 / (1 + math.exp(-self.number))
    return Value(out, [(self, self.number * (1 - self.number))], "sigmoid")  # x, no s // x, not s


Value.exp, Value.sigmoid = exp, sigmoid


# %%
#| exercise: E3
#| role: wrong
#| message: "sigmoid y su pendiente en -1.5 // sigmoid and its slope at -1.5"
def exp(self):
    out = math.exp(self.number)
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    # la mitad de abajo, cortada // the lower half, cut off
    out = max(0.5, 1 / (1 + math.exp(-self.number)))
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid



# %% [markdown] exercise="E4" lang="es"
# ### E4 · Caza el fallo { #e4 }
# **Meta:** reparar una suma que casi siempre acierta. **Tienes:** una versión de `add` que guarda
# los padres en un diccionario, y `grad_of_sum(x, y)`, que devuelve los gradientes de los dos
# sumandos. Con `a + b` va bien; con `a + a` da 1 en lugar de 2. **Haz:** averigua por qué y
# reescribe `add(self, other)`, que da el `Value` de la suma y su recibo.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Hunt the fault { #e4 }
# **Goal:** repair a sum that is almost always right. **You have:** a version of `add` that keeps
# the parents in a dictionary, and `grad_of_sum(x, y)`, which returns the gradients of the two
# terms. It works for `a + b`; for `a + a` it gives 1 instead of 2. **Do:** find out why and rewrite
# `add(self, other)`, which gives the `Value` of the sum and its receipt.

# %% [markdown] exercise="E4" lang="es" role="hint"
# ¿Cuántas veces puede estar la misma clave en un diccionario?

# %% [markdown] exercise="E4" lang="en" role="hint"
# How many times can a dictionary hold the same key?

# %% [markdown] exercise="E4" lang="es" role="hint"
# Un recibo es una lista de parejas, y en una lista la misma pareja puede estar dos veces.

# %% [markdown] exercise="E4" lang="en" role="hint"
# A receipt is a list of pairs, and a list may hold the same pair twice.

# %% [markdown] exercise="E4" lang="es" role="hint"
# `parents = [(self, 1.0), ...]`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# `parents = [(self, 1.0), ...]`.

# %%
#| exercise: E4
#| role: setup
class Value:
    def __init__(self, number, parents=(), op=""):
        self.number, self.grad = number, 0.0
        self.parents, self.op = parents, op


def add(self, other):
    parents = {self: 1.0, other: 1.0}
    return Value(self.number + other.number, list(parents.items()), "+")


def grad_of_sum(x, y):
    x.grad = y.grad = 0.0
    for parent, slope in add(x, y).parents:
        parent.grad += slope
    return [x.grad, y.grad]


a, b = Value(3.0), Value(-2.0)
print(grad_of_sum(a, b), grad_of_sum(a, a))


# %%
#| exercise: E4
#| role: starter
def add(self, other):
    # ¿y si self y other son el mismo? // what if self and other are the same?
    parents = {self: 1.0, other: 1.0}
    return Value(self.number + other.number, list(parents.items()), "+")


# %%
#| exercise: E4
#| role: solution
def add(self, other):
    # Una clave repetida cuenta una sola vez // A repeated key counts just once
    return Value(self.number + other.number, [(self, 1.0), (other, 1.0)], "+")


print(grad_of_sum(a, b), grad_of_sum(a, a))

# %%
#| exercise: E4
#| role: check
from functools import partial

from tutorial_lib import check

for first, second in ((1.5, -4.0), (2.5, 2.5), (0.0, 7.0)):
    check(
        f"gradientes de {first:g} + {second:g} // gradients of {first:g} + {second:g}",
        partial(grad_of_sum, Value(first), Value(second)),
        equals=[1, 1],
        hint="""aquí los dos sumandos son objetos distintos, y cada uno se mueve con el resultado //
            here the two terms are different objects, and the result moves with each of them""",
    )
    check(
        f"resultado de {first:g} + {second:g} // result of {first:g} + {second:g}",
        add(Value(first), Value(second)).number,
        equals=first + second,
        hint="el número del resultado es la suma // the number of the result is the sum",
    )
same = Value(-1.5)
check(
    "gradiente de a + a // gradient of a + a",
    partial(grad_of_sum, same, same),
    equals=[2, 2],
    hint="""el mismo objeto entra dos veces: ¿cuántas veces está en el recibo? //
        the same object goes in twice: how many times is it in the receipt?""",
)
check(
    "resultado de a + a // result of a + a",
    [add(same, same).number, same.number],
    equals=[-3.0, -1.5],
    hint="el número del resultado es la suma, y a no cambia // the result is the sum, a stays",
)


# %%
#| exercise: E4
#| role: right
def add(self, other):
    parents = {}
    for parent in (self, other):
        parents[parent] = parents.get(parent, 0.0) + 1.0
    return Value(self.number + other.number, parents.items(), "+")


# %%
#| exercise: E4
#| role: right
def add(self, other):
    out = Value(sum([self.number, other.number]), op="+")
    out.parents = ((self, 1), (other, 1)) if self is not other else ((self, 2),)
    return out


# %%
#| exercise: E4
#| role: wrong
#| message: los dos sumandos son objetos distintos // the two terms are different objects
def add(self, other):
    # solo sirve para a + a // only good for a + a
    return Value(self.number + other.number, [(self, 2.0)], "+")


# %%
#| exercise: E4
#| role: wrong
#| message: ¿cuántas veces está en el recibo? // how many times is it in the receipt?
def add(self, other):
    parents = {(self, 1.0), (other, 1.0)}  # otro nombre, el mismo fallo // new name, same fault
    return Value(self.number + other.number, list(parents), "+")


# %%
#| exercise: E4
#| role: wrong
#| message: los dos sumandos son objetos distintos // the two terms are different objects
def add(self, other):
    if self.number == other.number:  # iguales no es el mismo // equal is not the same
        return Value(2 * self.number, [(self, 2.0)], "+")
    return Value(self.number + other.number, [(self, 1.0), (other, 1.0)], "+")


# %%
#| exercise: E4
#| role: wrong
#| message: el número del resultado es la suma // the number of the result is the sum
def add(self, other):
    return Value(0.0, [(self, 1.0), (other, 1.0)], "+")



# %% [markdown] exercise="E5" lang="es"
# ### E5 · ¿Basta una neurona? { #e5 }
# **Meta:** entrenar con el motor y ver qué no puede una sola neurona. **Tienes:** `neuron` y dos
# reglas: Y (`and_rule`, la luz se enciende si los dos interruptores están arriba) y XOR. Aquí usas
# el motor de la biblioteca: lo que llamabas `number` es `data`. **Haz:** completa `train(rule)`,
# que empieza en los pesos 0.3, −0.2 y 0.1, da 200 pasos con tasa de aprendizaje 0.3 y devuelve como
# número la última pérdida, la de antes o la de después del último paso. Antes de ejecutar, predice
# qué regla no aprenderá.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · Is one neuron enough? { #e5 }
# **Goal:** train with the engine, and see what a single neuron cannot do. **You have:** `neuron`
# and two rules: AND (`and_rule`, the light is on when both switches are up) and XOR. Here you use
# the library's engine: what you called `number` is `data`. **Do:** complete `train(rule)`, which
# starts at the weights 0.3, −0.2 and 0.1, takes 200 steps with learning rate 0.3, and returns the
# last loss as a number, the one before or the one after the last step. Before you run it, predict
# which rule it will not learn.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Tres gestos por vuelta: `loss.backward()`, el paso contra el gradiente y el borrado.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Three moves per round: `loss.backward()`, the step against the gradient, and the erasing.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `backward()` llena `parameter.grad`. El paso cambia `parameter.data`, y el borrado deja
# `parameter.grad` en cero.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `backward()` fills `parameter.grad`. The step changes `parameter.data`, and the erasing leaves
# `parameter.grad` at zero.

# %% [markdown] exercise="E5" lang="es" role="hint"
# La primera línea que falta es `loss.backward()`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# The first line that is missing is `loss.backward()`.

# %%
#| exercise: E5
#| role: setup
from tutorial_lib.autograd import Value

and_rule = [(-1, -1, -1), (-1, 1, -1), (1, -1, -1), (1, 1, 1)]
xor_rule = [(-1, -1, -1), (-1, 1, 1), (1, -1, 1), (1, 1, -1)]


def neuron(weights, first, second):
    return (weights[0] * first + weights[1] * second + weights[2]).tanh()


def mean_loss(weights, rule):
    errors = [neuron(weights, first, second) - light for first, second, light in rule]
    return sum(error * error for error in errors) / 4


# %%
#| exercise: E5
#| role: starter
def train(rule):
    weights = [Value(0.3), Value(-0.2), Value(0.1)]
    for _ in range(200):
        loss = mean_loss(weights, rule)
        ...
        for parameter in weights:
            ...
    return loss.data


# %%
#| exercise: E5
#| role: solution
def train(rule):
    weights = [Value(0.3), Value(-0.2), Value(0.1)]
    for _ in range(200):
        loss = mean_loss(weights, rule)
        loss.backward()
        for parameter in weights:
            parameter.data -= 0.3 * parameter.grad
            parameter.grad = 0.0
    return loss.data


print(f"""Y: {train(and_rule):.4f}   XOR: {train(xor_rule):.4f} //
    AND: {train(and_rule):.4f}   XOR: {train(xor_rule):.4f}""")

# %%
#| exercise: E5
#| role: check
#| survives:
#|   constant 3: one more round gives the loss after the last step, which is right too
import numpy as np

from tutorial_lib import check, check_function


def last_losses(rule):
    # Antes y después del último paso // Before and after the last step
    inputs = np.array([[first, second, 1.0] for first, second, _ in rule])
    lights = np.array([light for _, _, light in rule])
    weights, losses = np.array([0.3, -0.2, 0.1]), []
    for _ in range(201):
        out = np.tanh(inputs @ weights)
        losses.append(((out - lights) ** 2).mean())
        weights -= 0.3 * 2 * ((out - lights) * (1 - out**2)) @ inputs / 4
    return losses[-2:]


def nearer(rule):
    loss = train(rule)
    before, after = last_losses(rule)
    is_after = isinstance(loss, float) and abs(loss - after) < 1e-7
    return before if is_after else loss


nor_rule = [(-1, -1, 1), (-1, 1, -1), (1, -1, -1), (1, 1, -1)]
first_rule = [(-1, -1, -1), (-1, 1, -1), (1, -1, 1), (1, 1, 1)]
check_function(
    "la última pérdida con cada regla // the last loss with each rule",
    nearer,
    [last_losses(rule)[0] for rule in (and_rule, nor_rule, first_rule, xor_rule)],
    [(and_rule,), (nor_rule,), (first_rule,), (xor_rule,)],
    hint="""200 vueltas, tasa 0.3, y en cada una: backward(), un paso cuesta abajo y el borrado //
        200 rounds, rate 0.3, and in each one: backward(), a step downhill, and the erasing""",
)


# %%
#| exercise: E5
#| role: right
def train(rule, steps=200, rate=0.3):
    weights = [Value(start) for start in (0.3, -0.2, 0.1)]
    for _ in range(steps):
        for weight in weights:
            weight.grad = 0
        mean_loss(weights, rule).backward()
        for weight in weights:
            weight.data = weight.data - rate * weight.grad
    return mean_loss(weights, rule).data  # después del último paso // after the last step


# %%
#| exercise: E5
#| role: right
def train(rule):
    numbers, step = [0.3, -0.2, 0.1], 0
    while step < 200:
        weights = [Value(number) for number in numbers]  # nuevos, sin gradiente // new, no gradient
        loss = mean_loss(weights, rule)
        loss.backward()
        numbers = [weight.data - 0.3 * weight.grad for weight in weights]
        step += 1
    return loss.data


# %%
#| exercise: E5
#| role: wrong
#| message: un paso cuesta abajo // a step downhill
def train(rule):
    weights = [Value(0.3), Value(-0.2), Value(0.1)]
    for _ in range(200):
        loss = mean_loss(weights, rule)
        loss.backward()
        for parameter in weights:
            parameter.data += 0.3 * parameter.grad  # cuesta arriba // uphill
            parameter.grad = 0.0
    return loss.data


# %%
#| exercise: E5
#| role: wrong
#| message: y el borrado // and the erasing
def train(rule):
    weights = [Value(0.3), Value(-0.2), Value(0.1)]
    for _ in range(200):
        loss = mean_loss(weights, rule)
        loss.backward()
        for parameter in weights:
            parameter.data -= 0.3 * parameter.grad  # sin borrar // without erasing
    return loss.data


# %%
#| exercise: E5
#| role: wrong
#| message: 200 vueltas, tasa 0.3 // 200 rounds, rate 0.3
def train(rule):
    weights = [Value(0.3), Value(-0.2), Value(0.1)]
    for _ in range(100):  # la mitad de los pasos // half of the steps
        loss = mean_loss(weights, rule)
        loss.backward()
        for parameter in weights:
            parameter.data -= 0.3 * parameter.grad
            parameter.grad = 0.0
    return loss.data


# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Un valor recuerda de qué padres salió y la derivada local respecto de cada uno.
# - Hacia atrás: gradiente por derivada local, y los sobres que llegan a un nodo se suman.
# - Nadie entrega antes de recibirlo todo: se recorre al revés un orden topológico.
# - Una operación nueva pide su resultado y su derivada local; el paseo no cambia.
# - Es lo que hace PyTorch, con tablas en lugar de números sueltos.
#
# ## Para profundizar { #further }
# - [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767): diferenciación automática, el nombre
#   general de lo que has construido (en inglés).
# - [Mecánica de autograd](https://docs.pytorch.org/docs/stable/notes/autograd.html): cómo lo hace
#   PyTorch (en inglés).
# - Siguiente paso: [Fashion-MNIST](../m5-networks/fashion-mnist.md), una red completa con fotos
#   reales.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A value remembers which parents it came from, and the local derivative with respect to each.
# - Backward: gradient times local derivative, and the envelopes that reach a node are added up.
# - Nobody hands over before having received everything: a topological order is walked in reverse.
# - A new operation takes its result and its local derivative; the walk does not change.
# - It is what PyTorch does, with tables instead of single numbers.
#
# ## Going further { #further }
# - [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767): automatic differentiation, the general
#   name of what you have built.
# - [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html): how PyTorch does
#   it.
# - Next step: [Fashion-MNIST](../m5-networks/fashion-mnist.md), a complete network on real photos.
