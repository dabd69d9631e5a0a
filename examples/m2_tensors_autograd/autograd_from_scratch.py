# ---
# title: "Autograd desde cero // Autograd from scratch"
# description:
#   es: Construye en unas cuarenta líneas de Python un motor que deriva solo, compáralo con PyTorch
#     y entrena con él una red.
#   en: Build an engine that computes derivatives in some forty lines of Python, compare it with
#     PyTorch, and train a network with it.
# objectives:
#   - create:
#       es: ampliar el motor con operaciones nuevas (E2, E3)
#       en: extend the engine with new operations (E2, E3)
#   - apply:
#       es: hacer a mano un pase hacia atrás en el orden correcto (E1)
#       en: do a backward pass by hand, in the right order (E1)
#   - analyse:
#       es: encontrar el error en la regla de una operación (E4)
#       en: find the bug in the rule of an operation (E4)
#   - apply:
#       es: entrenar una neurona con el motor y ver qué no aprende (E5)
#       en: train a neuron with the engine and see what it cannot learn (E5)
# minutes: {read: 35, practise: 30}
# needs: [autograd]
# data: []
# ---
# %% [markdown] lang="es"
# En [autograd](../m2-tensors-autograd/autograd.md) llamaste a `backward()` y las derivadas
# aparecieron en `.grad`. Funcionó y lo comprobaste, pero sigue siendo una caja negra. **¿Cuánto
# código hace falta para construir una igual?**

# %% [markdown] lang="en"
# In [autograd](../m2-tensors-autograd/autograd.md) you called `backward()`, and the derivatives
# turned up in `.grad`. It worked and you checked it, but it is still a black box. **How much code
# does it take to build one like it?**

# %%
#| tags: [hurry]
receipts = {  # cada nodo va antes que sus padres // each node goes before its parents
    "y": [("c + d", 1), ("c * d", 1)],
    "c * d": [("c", -6), ("d", 1)],
    "c + d": [("c", 1), ("d", 1)],
    "d": [("a", -2), ("b", 3)],
    "c": [("a", 1), ("b", 1)],
}
grads = {"y": 1}
for node, receipt in receipts.items():
    for parent, slope in receipt:
        grads[parent] = grads.get(parent, 0) + grads[node] * slope
print(grads["a"], grads["b"])

# %% [markdown] lang="es" role="hurry"
# `receipts` es el grafo de `y = c + d + c * d`, con `c = a + b`, `d = a * b`, `a = 3` y `b = -2`, y
# el pase hacia atrás son las tres líneas del bucle: cada nodo multiplica su gradiente por [la
# derivada local](#local) de cada padre y [se lo suma](#hand-back) a lo que ese padre ya tenía. El
# resultado es correcto solo si [nadie entrega antes de haberlo recibido todo](#order). El motor de
# esta página apunta los recibos y ordena el grafo él solo, [coincide con PyTorch](#check) y se
# puede importar de [`tutorial_lib.autograd`](#library).

# %% [markdown] lang="en" role="hurry"
# `receipts` is the graph of `y = c + d + c * d`, with `c = a + b`, `d = a * b`, `a = 3` and
# `b = -2`, and the backward pass is the three lines of the loop: each node multiplies its gradient
# by [the local derivative](#local) of each parent and [adds that](#hand-back) to what the parent
# already had. The result is right only if [nobody hands over until everything has arrived](#order).
# The engine on this page writes the receipts and sorts the graph by itself, [agrees with
# PyTorch](#check) and can be imported from [`tutorial_lib.autograd`](#library).

# %% [markdown] lang="es"
# Bastan unas cuarenta líneas de Python corriente, y aquí las escribes todas. Al terminar tendrás un
# **motor** (engine) que da los mismos gradientes que PyTorch con su mismo método, la
# **retropropagación** (backpropagation), y una **red neuronal** (neural network) que aprende con
# él.
#
# “¿Y para qué construir algo que ya existe?” Porque el día en que un gradiente salga mal sabrás
# dónde mirar: habrás puesto con tus manos cada pieza por la que pasa.
#
# ## La idea en una imagen { #picture }
# Este es el grafo de $y = c + d + c \cdot d$, donde $c = a + b$ y $d = a \cdot b$. Encima de cada
# nodo está su valor, y debajo su gradiente: si mueves ese nodo un poquito, cuántas veces ese
# poquito se mueve $y$. Donde hay dos caminos de vuelta, los números de las flechas dicen cuánto
# llega por cada uno.

# %% [markdown] lang="en"
# Some forty lines of plain Python are enough, and here you write all of them. By the end you have
# an **engine** that gives the same gradients as PyTorch by the same method, **backpropagation**,
# and a **neural network** that learns with it.
#
# “Why build something that already exists?” Because on the day a gradient comes out wrong you will
# know where to look: every part it passes through will be yours.
#
# ## The idea in one picture { #picture }
# This is the graph of $y = c + d + c \cdot d$, where $c = a + b$ and $d = a \cdot b$. Above each
# node stands its value, and below it its gradient: nudge that node, and $y$ moves that many times
# as far. Where there are two ways back, the numbers on the arrows say how much returns along each.

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
# Fíjate en el óvalo de $c$. De él salen dos flechas, porque $c$ se usa en una suma y en un
# producto, y por eso vuelven dos cantidades: {{ drawn_sum.grad:.0f }} y {{ drawn_d.data:.0f }}.
# Imagina que cada nodo es una oficina: le llegan sobres con cantidades, las suma y, con el total,
# prepara sobres nuevos para los nodos de los que salió. La oficina $c$ espera dos. Si contesta
# después de abrir el primero, enviará un total incompleto y nadie lo corregirá. Esa es la idea de
# esta página: **nadie entrega hasta haberlo recibido todo**.
#
# ## 1. ¿Qué debe recordar un número? { #remember }
# Una *clase* (class) es un molde para fabricar objetos, y la nuestra fabrica números con memoria.
# Python ejecuta `__init__` al fabricar cada uno; `self` es ese objeto, y `__repr__` dice cómo se
# imprime. Cada objeto guarda su número, un gradiente que empieza en cero, la operación que lo
# produjo y los valores de los que salió, que son sus **padres** (parents).

# %% [markdown] lang="en"
# Look at the oval for $c$. Two arrows leave it, because $c$ is used in a sum and in a product, so
# two amounts come back: {{ drawn_sum.grad:.0f }} and {{ drawn_d.data:.0f }}. Think of each node as
# an office: envelopes with amounts arrive, it adds them up, and with the total it prepares new
# envelopes for the nodes it was made from. Office $c$ is waiting for two. If it replies after
# opening the first, it sends on an incomplete total, and nobody corrects it. That is the idea of
# this page: **nobody hands over until everything has arrived**.
#
# ## 1. What must a number remember? { #remember }
# A *class* is a mold for making objects, and ours makes numbers with a memory. Python runs
# `__init__` as each is made; `self` is that object, and `__repr__` says how it prints. Each object
# keeps its number, a gradient that starts at zero, the operation that produced it and the values it
# came from, its **parents**.


# %% Recordar // Remember
class Value:
    def __init__(self, number, parents=(), op=""):
        self.number = number
        self.grad = 0.0  # nadie lo ha calculado aún // nobody has computed it yet
        self.parents = parents  # de qué valores salió // which values it came from
        self.op = op  # con qué operación // by which operation

    def __repr__(self):
        return f"Value({self.number:g}, grad={self.grad:g})"


a, b = Value(3.0), Value(-2.0)
print(a, a.parents)

# %% [markdown] lang="es"
# Los padres de `a` son `()`, una tupla vacía: `a` no salió de ninguna operación, porque la
# escribimos nosotros, y por eso es una **hoja** (leaf). Lo que salga de una operación llevará en
# `parents` su recibo, que es lo que en PyTorch encontraste como `grad_fn`.
#
# ## 2. ¿Qué sabe cada operación? { #local }
# Una operación no necesita saber nada del resto del cálculo. Le bastan su resultado y, para cada
# entrada, su **derivada local** (local derivative): cuánto se mueve el resultado por cada poquito
# que muevas solo esa entrada. En una suma es 1, porque el resultado se mueve lo mismo que el
# sumando. En un producto, lo que muevas un factor queda multiplicado por el otro. El recibo es una
# lista de parejas, cada una con un padre y su derivada local. Python lee `a + b` como
# `a.__add__(b)`, así que `self` es `a` y `other` es `b`.

# %% [markdown] lang="en"
# The parents of `a` are `()`, an empty tuple: `a` came from no operation, because we typed it in,
# and that makes it a **leaf**. What comes from an operation will carry its receipt in `parents`,
# which is what you met in PyTorch as `grad_fn`.
#
# ## 2. What does each operation know? { #local }
# An operation needs to know nothing about the rest of the calculation. All it needs is its result
# and, for each input, its **local derivative**, which says how many times as far the result moves
# when you nudge that input alone. In a sum it is 1, because the result moves just as far as the
# term does. In a product, whatever you move one factor by gets multiplied by the other. The receipt
# is a list of pairs, each with a parent and its local derivative. Python reads `a + b` as
# `a.__add__(b)`, so `self` is `a` and `other` is `b`.


# %% Anotar las derivadas locales // Note the local derivatives
#| predict:
#|   es: "Con $a = 3$ y $b = {-2}$, ¿qué derivada local irá con `a` en el recibo de `d`?"
#|   en: "With $a = 3$ and $b = {-2}$, which local derivative goes with `a` in the receipt of `d`?"
def add(self, other):
    slopes = [(self, 1.0), (other, 1.0)]
    return Value(self.number + other.number, slopes, "+")


def multiply(self, other):
    slopes = [(self, other.number), (other, self.number)]
    return Value(self.number * other.number, slopes, "×")


Value.__add__ = add  # Python la usará al ver a + b // Python will use it on seeing a + b
Value.__mul__ = multiply
d = a * b
print(d, d.op)
print(d.parents)

# %% [markdown] lang="es"
# Con `a` va {{ d.parents[0][1]:.0f }}, que es el valor de `b`, porque cada poquito que suba $a$
# hace bajar el producto el doble. Si pensaste en un 3, recuerda que la derivada local de un factor
# es *el otro* factor.
#
# ## 3. ¿Cómo vuelve el gradiente? { #hand-back }
# Para el viaje de vuelta, cada nodo toma su gradiente, lo multiplica por la derivada local de cada
# padre y le entrega el producto, y con eso queda escrita en dos líneas la **regla de la cadena**
# (chain rule).

# %% [markdown] lang="en"
# What goes with `a` is {{ d.parents[0][1]:.0f }}, the value of `b`, because when $a$ goes up a
# little, the product goes down by twice as much. If you thought of a 3, remember that the local
# derivative of one factor is *the other* factor.
#
# ## 3. How does the gradient come back? { #hand-back }
# For the trip back, each node takes its gradient, multiplies it by the local derivative of each
# parent and hands over the product, which is the **chain rule** in two lines.


# %% Entregar a los padres // Hand to the parents
def hand_back(node):
    for parent, slope in node.parents:
        parent.grad += node.grad * slope


d.grad = 1.0  # d se mueve lo que se mueve d // d moves as far as d moves
hand_back(d)
print(a, b)

# %% [markdown] lang="es"
# Como `d` tenía un 1, a `a` y a `b` les llegan {{ a.grad:.0f }} y {{ b.grad:.0f }}, justo lo que
# decía el recibo. Lo delicado es el signo `+=`, y se ve con un valor que ocupa los dos lugares de
# un recibo:

# %% [markdown] lang="en"
# Since `d` had a 1, what reaches `a` and `b` is {{ a.grad:.0f }} and {{ b.grad:.0f }}, just what
# the receipt said. The delicate part is the `+=`, as you see with a value that fills both places in
# a receipt:

# %%
#| predict:
#|   es: "Por cada poquito que muevas $t$, ¿cuánto se mueve $t + t$?"
#|   en: "If you nudge $t$, how many times as far does $t + t$ move?"
t = Value(5.0)
double = t + t
double.grad = 1.0
hand_back(double)
print(t)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "a-value-used-twice",
    t.grad,
    equals=2.0,
    says="""En t + t, los dos sobres que recibe t se suman y dan 2. //
        In t + t, the two envelopes that t receives add up to 2.""",
)

# %% [markdown] lang="es"
# Se mueve el doble, porque al empujar $t$ se mueven los dos sumandos, y por eso `t` recibe dos
# sobres y los suma. Esta suma ocurre **dentro de un pase** y nadie la ha decidido: quien actúa por
# dos caminos mueve el resultado por los dos, y la regla de la cadena manda sumar.
#
# ## 4. ¿Importa el orden? { #order }
# En un grafo entero cuenta quién va primero. Hazlo una vez a mano, despacio, con el dibujo delante.
#
# Empieza $y$, que tiene un 1. Como es una suma, se lo pasa intacto a sus dos padres, $c + d$ y
# $c \cdot d$. Sigue $c + d$, que también es una suma: entrega un 1 a $c$ y otro a $d$. Ahora $c$
# tiene un 1, y aquí hay que frenar, porque $c$ también participa en el producto $c \cdot d$, que
# aún no ha entregado nada.
#
# Le toca, pues, al producto. Para $c$ su derivada local es el valor de $d$, que es −6, y le entrega
# $1 \cdot ({-6}) = {-6}$; para $d$ es el valor de $c$, que es 1, y le entrega $1 \cdot 1 = 1$. Ya
# están los dos completos: $c$ reúne $1 + ({-6}) = {-5}$, y $d$ reúne $1 + 1 = 2$.
#
# Solo ahora les toca entregar. El nodo $c$ es una suma y pasa su −5 tanto a $a$ como a $b$. El nodo
# $d$ es el producto $a \cdot b$, de modo que entrega $2 \cdot ({-2}) = {-4}$ a $a$ y
# $2 \cdot 3 = 6$ a $b$. En total, $a$ recibe ${-5} + ({-4}) = {-9}$ y $b$ recibe ${-5} + 6 = 1$,
# que son los números del dibujo.
#
# “¿Tanto cuidado hace falta? Podría entregar en cuanto me llegue algo.” Vamos a probarlo. La
# función `rush` (prisa) entrega, se llama a sí misma (eso es *recursión*, recursion) para bajar al
# primer padre, y así hasta el fondo antes de volver por los demás: es un recorrido **en
# profundidad** (depth-first). Cada nodo entrega una sola vez, y `handed` apunta lo que tenía en ese
# momento.

# %% [markdown] lang="en"
# It moves twice as far, because nudging $t$ moves both terms, so `t` receives two envelopes and
# adds them. This sum happens **inside one pass**, and nobody chose it: what acts along two paths
# moves the result along both, and the chain rule says to add.
#
# ## 4. Does the order matter? { #order }
# In a whole graph it matters who goes first. Do it once by hand, slowly, with the drawing in front
# of you.
#
# It starts with $y$, which has a 1. Being a sum, it passes that 1 untouched to its two parents,
# $c + d$ and $c \cdot d$. Next comes $c + d$, a sum too: it hands a 1 to $c$ and another to $d$.
# Now $c$ has a 1, and this is the place to stop, because $c$ also takes part in the product
# $c \cdot d$, which has not handed over anything yet.
#
# So it is the product's turn. For $c$ its local derivative is the value of $d$, which is −6, and it
# hands over $1 \cdot ({-6}) = {-6}$; for $d$ it is the value of $c$, which is 1, and it hands over
# $1 \cdot 1 = 1$. Now both are complete: $c$ has $1 + ({-6}) = {-5}$, and $d$ has $1 + 1 = 2$.
#
# Only now may those two hand over. Node $c$ is a sum and passes its −5 to $a$ and to $b$ alike.
# Node $d$ is the product $a \cdot b$, so it hands $2 \cdot ({-2}) = {-4}$ to $a$ and
# $2 \cdot 3 = 6$ to $b$. Altogether $a$ receives ${-5} + ({-4}) = {-9}$ and $b$ receives
# ${-5} + 6 = 1$, which are the numbers in the drawing.
#
# “Is all this care needed? I could hand over as soon as something arrives.” Let's try it. The
# function `rush` hands over, calls itself (that is *recursion*) to go down to the first parent, and
# so on to the bottom before it comes back for the others: a **depth-first** walk. Each node hands
# over just once, and `handed` notes what it had at that moment.


# %% Entregar con prisa // Hand over in a rush
#| predict:
#|   es: "`rush` baja por `c + d` antes de pasar por `c * d`. ¿Qué tendrá `c` cuando entregue?"
#|   en: "`rush` goes down `c + d` before it passes `c * d`. What will `c` have when it hands over?"
def rush(node, handed):
    if node not in handed:
        handed[node] = node.grad
        hand_back(node)
        for parent, _ in node.parents:  # _: derivada, sin usar // _: slope, not used
            rush(parent, handed)


a.grad = b.grad = d.grad = 0.0  # borrar lo anterior // erase what was there
c = a + b
y = c + d + c * d
y.grad = 1.0
handed = {}
rush(y, handed)
rush_a, rush_b = a.grad, b.grad
print(f"a: {rush_a:g}   b: {rush_b:g}")
c_handed, c_got = handed[c], c.grad
print(f"""c entregó {c_handed:g}, recibió {c_got:g} //
    c handed over {c_handed:g}, received {c_got:g}""")

# %% [markdown] lang="es"
# Tenía un {{ c_handed:.0f }}, el sobre de la suma, y eso fue lo que entregó. El del producto llegó
# después y lo dejó en {{ c_got:.0f }}, pero el turno de `c` ya había pasado. Por eso `a` y `b`
# terminan con {{ rush_a:.0f }} y {{ rush_b:.0f }}, que no son los números del dibujo, y lo peor es
# que ningún mensaje avisó.

# %% [markdown] lang="en"
# It had a {{ c_handed:.0f }}, the envelope of the sum, and that is what it handed over. The one
# from the product arrived later and left it at {{ c_got:.0f }}, but `c` had already had its turn.
# That is why `a` and `b` end with {{ rush_a:.0f }} and {{ rush_b:.0f }}, which are not the numbers
# in the drawing, and, worst of all, no message warned us.

# %% [markdown] lang="es"
# “¿Y a quién creo, a `rush` o al dibujo?” Pregúntale al empujón, que no entiende de turnos:

# %% [markdown] lang="en"
# “Which do I believe, `rush` or the drawing?” Ask the nudge, which knows nothing of turns:


# %%
def formula(a, b):
    c, d = a + b, a * b
    return c + d + c * d


h = 1e-5
nudge_a = (formula(3 + h, -2) - formula(3 - h, -2)) / (2 * h)
nudge_b = (formula(3, -2 + h) - formula(3, -2 - h)) / (2 * h)
print(f"a: {nudge_a:.4f}   b: {nudge_b:.4f}")

# %%
#| tags: [claim]
claim(
    "rushing-is-wrong",
    [rush_a, rush_b],
    equals=[-1.0, 4.0],
    says="""Entregar en profundidad, sin esperar, da −1 y 4, que no son los gradientes. //
        Handing over depth-first, without waiting, gives −1 and 4, which are not the gradients.""",
)
claim(
    "nudges-say",
    [nudge_a, nudge_b],
    equals=[-9.0, 1.0],
    abs=1e-6,
    says="El empujón dice −9 y 1. // The nudge says −9 and 1.",
)

# %% [markdown] lang="es"
# El dibujo tenía razón, y tu cuenta a mano también. El único error de `rush` es entregar sin haber
# esperado a todos.
#
# Para esperar basta una lista en la que cada nodo está después de sus padres, un **orden
# topológico** (topological order), que construye `sort`. Si la recorres al revés, cada nodo llega
# después de todos los que lo usan, que son precisamente los que le envían sobres.

# %% [markdown] lang="en"
# The drawing was right, and so was your calculation by hand. `rush` makes one mistake: it hands
# over before everything has arrived.
#
# To wait, all you need is a list in which each node stands after its parents, a **topological
# order**, which `sort` builds. If you walk it in reverse, each node comes after all those that use
# it, which are exactly the ones that send it envelopes.


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
#| central: gradients-in-order
claim("value", y.number, equals=-11.0, says="Hacia adelante, y vale −11. // Forward, y is −11.")
claim(
    "gradients-in-order",
    [a.grad, b.grad],
    equals=[-9.0, 1.0],
    says="""Si nadie entrega antes de haberlo recibido todo, un pase da −9 y 1, como el empujón. //
        If nobody hands over until everything has arrived, one pass gives −9 and 1, as the nudge
        does.""",
)

# %% [markdown] lang="es"
# La lista empieza en las hojas, 3 y −2, y termina en $y$; los dos −6 son `d` y `c * d`. Recorrida
# al revés da los gradientes correctos, {{ a.grad:.0f }} y {{ b.grad:.0f }}, y respecto de `rush`
# solo cambió el orden. Cuando el último nodo es la pérdida de una red, este pase es su
# retropropagación.
#
# ## 5. ¿Y si llamamos dos veces? { #twice }
# Guardemos el recorrido en una función y llamémosla dos veces sobre el grafo de $x^3$ en 2, cuya
# derivada es $3 \cdot 2^2 = 12$. PyTorch deja 12 y después 24 (con `retain_graph=True`, que
# conserva el grafo), porque suma también **entre llamadas**. Ninguna regla obliga a eso: lo
# decidieron sus autores para juntar los gradientes de varios cálculos, y queremos lo mismo.

# %% [markdown] lang="en"
# The list starts with the leaves, 3 and −2, and ends with $y$; the two −6 are `d` and `c * d`. In
# reverse it gives the right gradients, {{ a.grad:.0f }} and {{ b.grad:.0f }}, and only the order
# has changed since `rush`. When the last node is the loss of a network, this pass is its
# backpropagation.
#
# ## 5. What if we call it twice? { #twice }
# Let's put the walk into a function and call it twice on the graph of $x^3$ at 2, whose derivative
# is $3 \cdot 2^2 = 12$. PyTorch leaves 12 and then 24 (with `retain_graph=True`, which keeps the
# graph), because it adds **between calls** as well. No rule demands that: PyTorch's designers chose
# it to combine the gradients of several calculations, and we want the same.


# %%
#| predict:
#|   es: "Nadie borra lo que $x^2$ recibió en el primer pase. ¿Dejará el segundo 24, menos o más?"
#|   en: "Nobody erases what $x^2$ got in the first pass. Will the second leave 24, less or more?"
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
# Deja {{ piled[1]:.0f }}, que es demasiado. En el primer pase, el nodo $x^2$ recibió un 2 y, como
# $x$ está dos veces en su recibo, le entregó $2 \cdot 2 + 2 \cdot 2 = 8$; con el 4 que a `x` le
# llega directamente de `cube`, son 12. En el segundo recibió otro 2, pero aún guardaba el anterior,
# así que entregó el doble, y el total es 12 + 4 + 16 = 32: lo viejo viajó dos veces.

# %% [markdown] lang="en"
# It leaves {{ piled[1]:.0f }}, which is too much. In the first pass, node $x^2$ received a 2, and
# since $x$ stands twice in its receipt, it handed over $2 \cdot 2 + 2 \cdot 2 = 8$; with the 4 that
# `x` gets straight from `cube`, that makes 12. In the second it received another 2 but still held
# the old one, so it handed over double, and the total is 12 + 4 + 16 = 32: the old amount traveled
# twice.

# %% [markdown] lang="es"
# La versión definitiva separa las dos sumas: cada pase lleva sus cuentas en un diccionario propio,
# que empieza de cero, y a `grad` solo le suma el total.

# %% [markdown] lang="en"
# The final version keeps the two sums apart: each pass does its sums in a dictionary of its own,
# which starts afresh, and adds only the total to `grad`.


# %% Un pase con cuentas propias // A pass with sums of its own
def backward(self):
    gradients = {self: 1.0}
    for node in reversed(sort(self, [])):
        node.grad += gradients[node]  # suma entre llamadas // sum between calls
        for parent, slope in node.parents:
            before = gradients.get(parent, 0.0)  # 0.0: aún nada // 0.0: nothing yet
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
claim(
    "old-envelopes",
    piled,
    equals=[12.0, 32.0],
    says="""Sin cuentas propias, el segundo pase deja 32 en lugar de 24. //
        Without sums of its own, the second pass leaves 32 instead of 24.""",
)
claim(
    "passes-add-up",
    passes,
    equals=[12.0, 24.0],
    says="""Con cuentas propias, dos pases dejan 12 y 24. //
        With sums of its own, two passes leave 12 and 24.""",
)

# %% [markdown] lang="es"
# Ahora deja {{ passes[0]:.0f }} y {{ passes[1]:.0f }}, como PyTorch.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     Motores como [micrograd](https://github.com/karpathy/micrograd) guardan en cada nodo una
#     función, `_backward`, en vez de parejas, y suman directamente en `grad`: su segundo pase
#     también deja {{ piled[1]:.0f }}.
#
# “Podría seguir cada camino hasta las hojas y sumar lo que traiga cada uno, sin ordenar nada.”
# Sería correcto: eso dice la regla de la cadena. Pero cuenta los caminos si sumamos un valor
# consigo mismo, el resultado consigo mismo, y así diez veces:

# %% [markdown] lang="en"
# Now it leaves {{ passes[0]:.0f }} and {{ passes[1]:.0f }}, as PyTorch does.
#
# !!! elsewhere "What you will see elsewhere"
#     Engines such as [micrograd](https://github.com/karpathy/micrograd) keep a function,
#     `_backward`, in each node instead of pairs, and add straight into `grad`: their second pass
#     leaves {{ piled[1]:.0f }} too.
#
# “I could follow each path to the leaves and add up what each one gives, without sorting anything.”
# That would be correct: it is what the chain rule says. But count the paths when we add a value to
# itself, the result to itself, and so on ten times:

# %%
#| predict:
#|   es: "En cada suma, el camino de vuelta se divide en dos. ¿Cuántos caminos llegan a `grain`?"
#|   en: "At each sum the way back splits in two. How many paths arrive at `grain`?"
grain = Value(1.0)
heap = grain
for _ in range(10):
    heap = heap + heap
heap.backward()
ways, stops = grain.grad, len(sort(heap, []))
print(f"caminos {ways:.0f}   paradas {stops} // paths {ways:.0f}   stops {stops}")

# %%
#| tags: [claim]
claim(
    "paths-and-stops",
    [ways, stops],
    equals=[1024, 11],
    says="""Diez sumas dan 1024 caminos, y el pase los recoge en 11 paradas. //
        Ten sums make 1024 paths, and the pass gathers them in 11 stops.""",
)

# %% [markdown] lang="es"
# Son {{ ways:.0f }}, porque cada suma los duplica, y como cada uno aporta un 1, ese número es
# también la derivada. El orden topológico los recoge en {{ stops }} paradas, una por nodo: lo que
# ha llegado allí se reenvía de una vez, como quien saca factor común.

# %% [markdown] lang="en"
# There are {{ ways:.0f }}, because each sum doubles them, and as each contributes a 1, that number
# is the derivative too. The topological order gathers them in {{ stops }} stops, one for each node:
# what has arrived there is sent on in one go, the way you factor out a common term.

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas"
#     Numera los nodos en orden topológico, $v_1, \dots, v_n$, con $v_n = y$, y llama
#     $\bar v_i = \partial y / \partial v_i$ al gradiente de cada uno, o **adjunto** (adjoint). Un
#     nodo solo influye en $y$ a través de los que lo usan, así que
#
#     $$\bar v_i = \sum_j \bar v_j \, \frac{\partial v_j}{\partial v_i}$$
#
#     donde $j$ recorre los nodos que usan $v_i$, y la fracción es la derivada local (sumada, si uno
#     lo usa dos veces, como `t + t`). El pase es correcto por inducción hacia atrás: empieza en
#     $\bar v_n = 1$, y si los adjuntos posteriores a $i$ son definitivos, el de $v_i$ lo es cuando
#     le toca, porque cada $v_j$ que lo usa tiene $j > i$ y ya ha entregado. Es lo que `rush`
#     incumple.
#
#     Si sustituyes la fórmula en sí misma hasta llegar a $y$, queda una suma sobre todos los
#     caminos, cada uno con el producto de sus derivadas locales: $2^{10}$ sumandos en el ejemplo.
#     El pase obtiene lo mismo con una multiplicación y una suma por flecha, que son 20. Como el
#     pase hacia adelante también usa cada flecha, el de vuelta cuesta un múltiplo fijo de él. El
#     precio es la memoria: hay que guardar el grafo hasta el pase.
#
#     Fuente: [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767), en lo que dicen del modo
#     inverso (reverse mode).
#
# ## 6. ¿Qué le falta al motor? { #complete }
# Para una red le faltan dos cosas, y la primera se nota al sumar un número corriente:

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics"
#     Number the nodes in topological order, $v_1, \dots, v_n$, with $v_n = y$, and call the
#     gradient of each, or its **adjoint**, $\bar v_i = \partial y / \partial v_i$. A node acts on
#     $y$ only through the nodes that use it, so
#
#     $$\bar v_i = \sum_j \bar v_j \, \frac{\partial v_j}{\partial v_i}$$
#
#     where $j$ runs over the nodes that use $v_i$, and the fraction is the local derivative (added
#     up, if a node uses it twice, like `t + t`). The pass is correct by induction, going backward:
#     it starts with $\bar v_n = 1$, and if the adjoints after $i$ are final, $\bar v_i$ is final
#     when its turn comes, because each $v_j$ that uses it has $j > i$ and has already handed over.
#     `rush` breaks just that.
#
#     If you substitute the formula into itself until you reach $y$, you are left with a sum over
#     all paths, each with the product of its local derivatives: $2^{10}$ terms in the example. The
#     pass gets the same with one multiplication and one addition for each arrow, 20 in all. The
#     forward pass uses every arrow too, so the backward pass costs a fixed multiple of it. The
#     price is memory: the graph must be kept until the pass.
#
#     Source: [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767), where they discuss reverse
#     mode.
#
# ## 6. What does the engine lack? { #complete }
# For a network it lacks two things, and the first shows when you add a plain number:

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
# `add` busca `number` dentro de un 1 y no lo encuentra. La solución es envolver en un `Value` lo
# que no lo sea, cosa que comprueba `isinstance`. En `1 + a` manda el 1, que no sabe sumar valores,
# y Python prueba entonces con el método `__radd__` de lo que está a la derecha. `lambda` escribe
# una función en una línea.

# %% [markdown] lang="en"
# `add` looks for `number` inside a 1 and does not find it. The way out is to wrap in a `Value`
# whatever is not one, which `isinstance` checks. In `1 + a` the 1 is in charge, and it cannot add
# values, so Python tries the method `__radd__` of what stands on the right. `lambda` writes a
# function in one line.


# %% Admitir números corrientes // Accept plain numbers
def wrap(other):
    return other if isinstance(other, Value) else Value(other)


Value.__add__ = lambda self, other: add(self, wrap(other))
Value.__mul__ = lambda self, other: multiply(self, wrap(other))
Value.__sub__ = lambda self, other: self + wrap(other) * -1.0
Value.__radd__, Value.__rmul__ = Value.__add__, Value.__mul__
seven, five = 2 * a + 1, a - b
print(seven, five)

# %% [markdown] lang="es"
# Lo segundo que falta es algo que se curve, porque una red que solo multiplica por pesos y suma da
# siempre rectas o planos. La **tanh** (tangente hiperbólica) aplasta cualquier número hasta dejarlo
# entre −1 y 1, y su derivada es $1 - \tanh^2$. En 0 la tanh vale 0, y en 3 ya roza el 1.

# %% [markdown] lang="en"
# The second thing missing is something that bends, because a network that only multiplies by
# weights and adds gives nothing but lines and planes. **Tanh** (the hyperbolic tangent) squashes
# any number to between −1 and 1, and its derivative is $1 - \tanh^2$. At 0 tanh is 0, and at 3 it
# nearly touches 1.


# %% Añadir tanh // Add tanh
#| predict:
#|   es: "Según $1 - \\tanh^2$, ¿cuánto vale la derivada en 0? ¿Y en 3, será mayor o menor?"
#|   en: "By $1 - \\tanh^2$, what is the derivative at 0? And at 3, is it larger or smaller?"
import math


def tanh(self):
    out = math.tanh(self.number)
    return Value(out, [(self, 1 - out**2)], "tanh")


Value.tanh = tanh
origin, far = Value(0.0), Value(3.0)
origin.tanh().backward()
far.tanh().backward()
print(origin, far)

# %% [markdown] lang="es"
# En 0 vale {{ origin.grad:.0f }}, y en 3 solo {{ far.grad:.4f }}, porque allí la curva ya es casi
# plana.

# %% [markdown] lang="en"
# At 0 it is {{ origin.grad:.0f }}, and at 3 only {{ far.grad:.4f }}, because the curve is almost
# flat there.

# %% [markdown] lang="es"
# El recorrido no ha cambiado: una operación nueva solo aporta su resultado y su derivada local.
#
# ## 7. ¿Coincide con PyTorch? { #check }
# Un par de fórmulas es poco para confiar en un motor, así que lo comparamos con PyTorch en fórmulas
# inventadas. `random_expression` encadena diez operaciones que elige `rng`, un generador aleatorio:
# con la misma **semilla** (seed), la misma fórmula. `make` fabrica las entradas, que son valores
# nuestros, de la biblioteca (`autograd.Value`) o tensores: los tres saben sumar, restar,
# multiplicar y hacer `tanh`.

# %% [markdown] lang="en"
# The walk has not changed: a new operation supplies just its result and its local derivative.
#
# ## 7. Does it agree with PyTorch? { #check }
# Two formulas are too few to trust an engine, so we compare it with PyTorch on made-up ones.
# `random_expression` chains ten operations picked by `rng`, a random generator: the same **seed**
# gives the same formula. `make` makes the inputs: our values, the library's (`autograd.Value`) or
# tensors, and all three can add, subtract, multiply and do `tanh`.

# %% Comparar tres motores // Compare three engines
import random

import torch

from tutorial_lib import autograd


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
# En la primera fórmula coinciden. Repitámoslo con cien y quedémonos con la mayor diferencia:

# %% [markdown] lang="en"
# On the first formula they agree. Let's repeat that with a hundred and keep the largest difference:


# %%
def largest_gap(make):
    gaps = []
    for seed in range(100):
        ours, theirs = gradients_of(Value, seed), gradients_of(make, seed)
        pairs = zip(ours, theirs, strict=True)  # de dos en dos // two by two
        gaps += [abs(p - q) for p, q in pairs]
    return max(gaps)


gap_library, gap_torch = largest_gap(autograd.Value), largest_gap(tensor)
print(f"""biblioteca {gap_library:.0e}   PyTorch {gap_torch:.0e} //
    library {gap_library:.0e}   PyTorch {gap_torch:.0e}""")

# %%
#| tags: [hidden]
twin = tensor(2.0)
twin_cube = twin * twin * twin
twin_cube.backward(retain_graph=True)
twin_cube.backward()
twin_grad = twin.grad.item()

# %%
#| tags: [claim]
claim(
    "same-as-the-library",
    gap_library,
    at_most=1e-9,
    says="""En cien fórmulas, nuestro motor y el de la biblioteca dan lo mismo. //
        On a hundred formulas, our engine and the library's give the same.""",
)
claim(
    "same-as-torch",
    gap_torch,
    at_most=1e-9,
    says="""En cien fórmulas, nuestro motor y PyTorch dan lo mismo. //
        On a hundred formulas, our engine and PyTorch give the same.""",
)
claim(
    "torch-adds-passes-up-too",
    twin_grad,
    equals=24.0,
    says="Dos pases de PyTorch sobre x³ dejan 24. // Two passes of PyTorch over x³ leave 24.",
)

# %% [markdown] lang="es"
# Frente a la biblioteca y PyTorch, la mayor diferencia es {{ gap_torch:.0e }}: puro redondeo,
# porque `float64` guarda unas 16 cifras y cada motor suma los sobres en su propio orden. Cien
# fórmulas no demuestran nada de las demás, pero una regla equivocada habría aparecido.
#
# ## 8. ¿Qué hace distinto la biblioteca? { #library }
# `tutorial_lib.autograd` escribe `data` donde nosotros `number`, y conoce más operaciones. Por lo
# demás es lo que acabas de escribir, salvo que para ordenar no se llama a sí misma. Encadena 2000
# sumas y verás por qué:

# %% [markdown] lang="en"
# Against the library and PyTorch the largest difference is {{ gap_torch:.0e }}: mere rounding,
# because `float64` keeps about 16 digits and each engine adds the envelopes in its own order. A
# hundred formulas prove nothing about others, but a wrong rule would have shown up.
#
# ## 8. What does the library do differently? { #library }
# `tutorial_lib.autograd` has `data` where we have `number`, and knows more operations. Otherwise it
# is what you have just written, except that its sorting does not call itself. Chain 2000 sums and
# you see why:

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
# Nuestra `sort` baja un nivel por nodo, y Python se niega a pasar de unos mil, así que no podrías
# ni sumar las pérdidas de 2000 ejemplos. La biblioteca cambia las llamadas por un bucle y una lista
# de tareas. Debajo, `derivative(f, x)` fabrica el valor, llama a `backward()` y devuelve `grad`:

# %% [markdown] lang="en"
# Our `sort` goes down one level per node, and Python refuses to go beyond a thousand or so, so you
# could not even add up the losses of 2000 examples. The library replaces the calls with a loop and
# a to-do list. Below it, `derivative(f, x)` makes the value, calls `backward()` and returns `grad`:

# %%
import inspect  # leer código fuente // read source code

print(inspect.getsource(autograd.topological_order))
chained = autograd.derivative(long_chain, 1.0)
print(chained)

# %%
#| tags: [claim]
claim(
    "a-long-chain-holds",
    chained,
    equals=1.0,
    says="""Con el bucle de la biblioteca, la cadena de 2000 sumas aguanta: su derivada es 1. //
        With the library's loop the chain of 2000 sums holds: its derivative is 1.""",
)

# %% [markdown] lang="es"
# La derivada es {{ chained:.1f }}: la cadena aguantó.
#
# ??? technical "Línea por línea"
#     - `stack` es la lista de tareas, y `pop()` saca la última.
#     - La primera vez que un nodo sale con `False`, vuelve a entrar con `True` y manda por delante
#       a sus padres. Cuando sale con `True`, ellos ya están y le toca apuntarse.
#     - `seen` es un conjunto (`set`), que dice al instante si un nodo ya pasó.
#
# !!! technical "Detalle técnico"
#     PyTorch no hace una lista: cuenta cuántos sobres espera cada nodo y lo pone en marcha cuando
#     llega el último, que es otra forma de cumplir la misma regla.
#
# ## 9. ¿Puede aprender? { #learn }
# La luz de un pasillo tiene dos interruptores y se enciende cuando exactamente uno de ellos está
# arriba. Esa regla se llama XOR, y ninguna recta separa sus respuestas. Escribimos 1 para arriba o
# encendida, y −1 para abajo o apagada.
#
# Una **neurona** (neuron) multiplica cada entrada por un **peso** (weight), suma los productos y un
# **sesgo** (bias), y aplica tanh. En nuestra red, tres neuronas miran los interruptores y una
# cuarta mira lo que contestan esas tres.

# %% [markdown] lang="en"
# The derivative is {{ chained:.1f }}: the chain held.
#
# ??? technical "Line by line"
#     - `stack` is the to-do list, and `pop()` takes out the last item.
#     - The first time a node comes out with `False`, it goes back in with `True` and sends its
#       parents ahead. When it comes out with `True`, they are done and it is written down.
#     - `seen` is a `set`, which tells at once whether a node has passed.
#
# !!! technical "Technical detail"
#     PyTorch makes no list: it counts how many envelopes each node is waiting for and starts the
#     node when the last one arrives, which is another way to keep the same rule.
#
# ## 9. Can it learn? { #learn }
# A hallway light has two switches, and it is on when exactly one of them is up. That rule is called
# XOR, and no straight line separates its answers. We write 1 for up or on, and −1 for down or off.
#
# A **neuron** multiplies each input by a **weight**, adds the products and a **bias**, and applies
# tanh. In our network three neurons look at the switches, and a fourth looks at what they answer.

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
    return neuron(layers[3], answers)  # la cuarta // the fourth


# %% [markdown] lang="es"
# `layers` tiene una lista de pesos por neurona, y `*factors` recoge de cada lista todos menos el
# último. La pérdida es la media de los cuatro errores al cuadrado (con `* 0.25`, porque nuestro
# motor no sabe dividir), y los pesos empiezan con valores aleatorios:

# %% [markdown] lang="en"
# `layers` has one list of weights for each neuron, and `*factors` collects all of a list but its
# last. The loss is the mean of the four squared errors (with `* 0.25`, because our engine cannot
# divide), and the weights start from random values:


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
    return [[Value(rng.uniform(-1, 1)) for _ in range(n)] for n in sizes]


# %% [markdown] lang="es"
# El bucle ya lo conoces: calcular, derivar, dar el paso (en los trece pesos, que `[p for …]` reúne
# en una lista) y borrar. Aquí sobra `no_grad`, porque cambiar un número corriente como `number` no
# deja recibo. Entrenamos con cinco semillas, para no depender de un buen comienzo:

# %% [markdown] lang="en"
# You know the loop: compute, differentiate, step (all thirteen weights, which `[p for …]` puts into
# one list) and erase. No `no_grad` is needed, because changing a plain number such as `number`
# leaves no receipt. Five seeds keep us from depending on a lucky start:


# %% Entrenar // Train
def train(layers, lr=0.5, erase=True):
    losses = []
    for _ in range(100):
        loss = mean_loss(layers)
        loss.backward()
        for parameter in [p for weights in layers for p in weights]:
            parameter.number -= lr * parameter.grad
            if erase:
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
#| alt:
#|   es: >-
#|     Pérdida en cada paso, en escala logarítmica: empieza por encima de 1, frena unos pasos al
#|     llegar a 1 y después cae hasta unas milésimas.
#|   en: >-
#|     Loss at each step, on a logarithmic scale: it starts above 1, slows for some steps on
#|     reaching 1 and then falls to a few thousandths.
from tutorial_lib import plots

plots.plot_curve(losses, xlabel="paso // step", ylabel="pérdida // loss", log=True)

# %% [markdown] lang="es"
# La red acierta el signo en las cuatro esquinas, y con las cinco semillas la pérdida acaba en
# milésimas. Al principio la pérdida apenas baja de 1, que es lo que cuesta contestar siempre 0, y
# una recta no puede hacer nada mejor con XOR. Para seguir bajando, las neuronas tienen que
# curvarse.
#
# “¿Y si aquí también olvido borrar?” Lo probamos, y el resultado nos sorprendió:

# %% [markdown] lang="en"
# The network gets the sign right at all four corners, and with all five seeds the loss ends in the
# thousandths. At first the loss hardly gets below 1, which is what answering 0 every time costs,
# and a straight line can do no better on XOR. To go lower, the neurons have to bend.
#
# “And what if I forget to erase here as well?” We tried it, and the result surprised us:

# %%
unerased = [train(random_layers(seed), erase=False)[-1] for seed in range(5)]
print("sin borrar: // without erasing:", [round(loss, 4) for loss in unerased])

# %%
#| tags: [claim]
claim(
    "xor-is-learned",
    endings,
    at_most=0.02,
    says="""Con las cinco semillas, la red aprende XOR: la pérdida no pasa de 0.02. //
        With all five seeds the network learns XOR: the loss is 0.02 at most.""",
)
claim(
    "forgetting-helps-until-it-does-not",
    [max(unerased[:3]) < min(endings), min(unerased[3:]) > 0.5],
    equals=[True, True],
    says="""Sin borrar, tres semillas acaban más abajo y dos acaban por encima de 0.5. //
        Without erasing, three seeds end lower and two end above 0.5.""",
)

# %% [markdown] lang="es"
# Con tres semillas la pérdida acaba todavía más abajo, y con las otras dos el entrenamiento acaba
# mal. Sin borrar, cada paso suma todos los gradientes anteriores, de modo que los pasos se alargan:
# a veces llegan antes y a veces pasan de largo. Con la última semilla, la red ya casi había
# aprendido cuando un paso la llevó adonde la tanh es plana, y ningún gradiente nuevo la trajo de
# vuelta. Un descuido que a veces ayuda es el más difícil de descubrir.
#
# ¿Y qué contesta la red entre las esquinas? A nuestras funciones les sirve todo lo que sepa sumar,
# multiplicar y hacer `tanh`, así que les damos los pesos como números y, en lugar de dos
# interruptores, una cuadrícula de puntos en tensores:

# %% [markdown] lang="en"
# With three seeds the loss ends even lower, and with the other two the training ends badly. Without
# erasing, each step adds up all the gradients so far, so the steps get longer: some arrive sooner,
# and some overshoot. With the last seed the network had almost learned when one step took it to
# where tanh is flat, and no new gradient brought it back. A slip that sometimes helps is the
# hardest kind to find.
#
# What does the network answer between the corners? Our functions take anything that can add,
# multiply and do `tanh`, so we give them the weights as numbers and, in place of two switches, a
# grid of points in tensors:


# %%
#| alt:
#|   es: Cuadrado con los cuatro puntos de XOR. Una franja diagonal naranja une las dos esquinas
#|     apagadas; las dos encendidas quedan fuera, en azul, una a cada lado.
#|   en: Square with the four points of XOR. An orange diagonal band joins the two corners that are
#|     off; the two that are on lie outside it, in blue, one on each side.
def probability(points):
    first, second = torch.from_numpy(points).T  # una fila cada uno // a row each
    numbers = [[p.number for p in weights] for weights in layers]
    return (network(numbers, first, second) + 1) / 2  # de −1…1 a 0…1 // −1…1 to 0…1


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
# Hay dos fronteras, una a cada lado de la franja, y por eso no bastaba con una recta.
#
# ## 10. ¿Y si PyTorch no está instalado? { #without-torch }
# Para comprobar que el motor no usa PyTorch a escondidas, abrimos otro Python, le prohibimos
# `import torch` y le pedimos `derivative(lambda x: x**3, 2)`, de `tutorial_lib.autograd`. (El
# código viene en las descargas.)

# %% [markdown] lang="en"
# There are two boundaries, one on each side of the band, so one line was not enough.
#
# ## 10. What if PyTorch is not installed? { #without-torch }
# To make sure that the engine does not use PyTorch in secret, we start a second Python, forbid it
# `import torch` and ask it for `derivative(lambda x: x**3, 2)`, from `tutorial_lib.autograd`. (The
# code comes with the downloads.)

# %%
#| tags: [hidden]
import subprocess
import sys

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
claim(
    "cube-without-torch",
    without_torch,
    equals=12.0,
    says="""Sin PyTorch, la derivada de x³ en 2 sigue siendo 12. //
        Without PyTorch, the derivative of x³ at 2 is still 12.""",
)

# %% [markdown] lang="es"
# Sin `torch`, la derivada sigue siendo {{ without_torch:.0f }}: un plan B para fórmulas pequeñas
# cuando no puedas instalar PyTorch.
#
# ## Lo que suele fallar { #errors }
# ### Escribir `=` en lugar de `+=` { #assign }
# `overwrite` es `hand_back` con un solo signo cambiado, y la probamos con $t + t$, cuya derivada es
# 2:

# %% [markdown] lang="en"
# Without `torch` the derivative is still {{ without_torch:.0f }}: a plan B for small formulas when
# you cannot install PyTorch.
#
# ## What usually goes wrong { #errors }
# ### Writing `=` instead of `+=` { #assign }
# `overwrite` is `hand_back` with a single sign changed, and we try it on $t + t$, whose derivative
# is 2:


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
claim(
    "assigning-loses-an-envelope",
    lone.grad,
    equals=1.0,
    says="""Con = en lugar de +=, la derivada de t + t sale 1. //
        With = instead of +=, the derivative of t + t comes out as 1.""",
)

# %% [markdown] lang="es"
# **Síntoma:** sale {{ lone.grad:.0f }}, sin aviso, y solo si un valor se usa más de una vez, por lo
# que tarda en descubrirse. **Causa:** cada sobre tapa al anterior. **Arreglo:** escribe `+=`, y
# comprueba tu motor con un empujón.
#
# ### Usar `math.tanh` con un `Value` { #math-function }
# Las funciones de `math` no conocen nuestra clase:

# %% [markdown] lang="en"
# **Symptom:** it gives {{ lone.grad:.0f }}, without a warning, and only if a value is used more
# than once, so it takes a long time to notice. **Cause:** each envelope overwrites the one before.
# **Fix:** write `+=`, and check your engine with a nudge.
#
# ### Using `math.tanh` on a `Value` { #math-function }
# The functions of `math` do not know our class:

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
# **Arreglo:** usa `a.tanh()`. No calles el error con `math.tanh(a.number)`, porque así cortas el
# grafo sin ningún aviso.
#
# ### Restar en el otro sentido { #right-minus }
# Nuestro motor sabe hacer `a - 1`, pero con `1 - a` se detiene:

# %% [markdown] lang="en"
# **Fix:** use `a.tanh()`. Do not silence the error with `math.tanh(a.number)`, because that cuts
# the graph without a warning.
#
# ### Subtracting the other way around { #right-minus }
# Our engine can do `a - 1`, but `1 - a` stops it:

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
# **Causa:** el 1 no sabe restar un `Value`, y Python busca `__rsub__`, que no escribimos.
# **Arreglo:** `Value.__rsub__ = lambda self, other: wrap(other) - self`. Reutilizar el mismo
# método, como en la suma, no sirve, porque $1 - a$ no es $a - 1$.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Cause:** the 1 cannot subtract a `Value`, so Python looks for `__rsub__`, which we did not
# write. **Fix:** `Value.__rsub__ = lambda self, other: wrap(other) - self`. Reusing the same
# method, as for the sum, will not do, because $1 - a$ is not $a - 1$.
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
#| survives:
#|   operator 4.4: divided by one is multiplied by one
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
# **Meta:** ampliar el motor con dos operaciones de las redes. **Tienes:** el motor de E2 y
# `math.exp`. La derivada de $e^x$ es $e^x$. La **sigmoide** es $s = 1 / (1 + e^{-x})$, está siempre
# entre 0 y 1, y su derivada es $s(1 - s)$. **Haz:** escribe los métodos `exp` y `sigmoid` de
# `Value`. Cada uno da un `Value` con su resultado y su recibo, y vale para cualquier número,
# también negativo.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Add the exponential and the sigmoid { #e3 }
# **Goal:** extend the engine with two operations that networks use. **You have:** the engine of E2
# and `math.exp`. The derivative of $e^x$ is $e^x$. The **sigmoid** is $s = 1 / (1 + e^{-x})$; it is
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
# ### E4 · Caza el error { #e4 }
# **Meta:** reparar una suma que casi siempre acierta. **Tienes:** una versión de `add` que guarda
# los padres en un diccionario, y `grad_of_sum(x, y)`, que devuelve los gradientes de los dos
# sumandos. Con `a + b` va bien; con `a + a` da 1 en lugar de 2. **Haz:** averigua por qué y
# reescribe `add(self, other)`, que da el `Value` de la suma y su recibo.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Hunt down the bug { #e4 }
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
# - Un valor recuerda sus padres y la derivada local respecto de cada uno.
# - En la retropropagación, el gradiente se multiplica por la derivada local, y lo que llega a un
#   nodo se suma.
# - Nadie entrega antes de haberlo recibido todo: se recorre al revés un orden topológico.
# - Dentro de un pase, la suma la manda la regla de la cadena; entre llamadas, es una decisión.
# - Una operación nueva trae su resultado y su derivada local, y el recorrido no cambia.
#
# ## Para profundizar { #further }
# - [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767): diferenciación automática, el nombre
#   general de esto (en inglés).
# - [Mecánica de autograd](https://docs.pytorch.org/docs/stable/notes/autograd.html): cómo lo hace
#   PyTorch (en inglés).
#
# Tu motor trabaja número a número, y una red que mira fotos tiene cientos de miles de pesos. ¿Qué
# habría que cambiar para que cada nodo llevara una tabla entera?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A value remembers its parents, and the local derivative with respect to each.
# - In backpropagation, gradients are multiplied by local derivatives, and what reaches a node is
#   added up.
# - Nobody hands over until everything has arrived: walk a topological order in reverse.
# - Inside one pass the chain rule demands the sum; between calls it is a choice.
# - A new operation comes with its result and its local derivative; the walk stays the same.
#
# ## Going further { #further }
# - [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767): automatic differentiation, the general
#   name for this.
# - [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html): how PyTorch does
#   it.
#
# Your engine works number by number, and a network that looks at photos has hundreds of thousands
# of weights. What would have to change for each node to hold a whole table?
