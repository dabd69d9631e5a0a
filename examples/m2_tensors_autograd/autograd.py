# ---
# title: "Autograd: derivadas sin dolor // Autograd: painless derivatives"
# description:
#   es: Cómo PyTorch anota cada operación y calcula derivadas por ti, y los descuidos que las
#     estropean.
#   en: How PyTorch records every operation and computes derivatives for you, and the slips that
#     spoil them.
# objectives:
#   - understand:
#       es: explicar qué son una hoja, el grafo y `grad_fn` (cuestionario, “¿En qué tensores…?”)
#       en: explain what a leaf, the graph and `grad_fn` are (quiz, “Which tensors…?”)
#   - apply:
#       es: calcular gradientes y comprobarlos con números (E1, E2, E3)
#       en: compute gradients and check them with numbers (E1, E2, E3)
#   - analyse:
#       es: predecir qué estropea un paso y reconocerlo por su síntoma (E4)
#       en: predict what spoils a step and recognize it by its symptom (E4)
#   - apply:
#       es: dar un paso con `no_grad` y borrar el gradiente después (E4)
#       en: take a step with `no_grad` and erase the gradient afterward (E4)
# minutes: {read: 40, practise: 25}
# needs: [gradient_descent, tensors]
# data: []
# ---
# %% [markdown] lang="es"
# Una recta tiene dos números que ajustar, y sus dos derivadas las calculaste a mano. [Una red que
# reconoce ropa](../m5-networks/fashion-mnist.md) tiene cientos de miles. **¿Quién deriva todo eso,
# y cómo sabes que lo hizo bien?**

# %% [markdown] lang="en"
# A line has two numbers to adjust, and you worked out both derivatives by hand. [A network that
# recognizes clothes](../m5-networks/fashion-mnist.md) has hundreds of thousands. **Who takes all
# those derivatives, and how do you know they are right?**

# %%
#| tags: [hurry]
import torch

x = torch.tensor(2.0, requires_grad=True)
for _ in range(50):
    loss = x**2 + 3 * x + 1
    loss.backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None
print(f"x = {x.item():.4f}")

# %% [markdown] lang="es" role="hurry"
# Pides derivadas con `requires_grad=True`, calculas la pérdida como siempre, y [un solo
# `backward()`](#backward) llena el `.grad` de todos los parámetros. Das el paso [dentro de
# `no_grad`](#no-grad) y con `-=`, para que no quede anotado y el tensor siga siendo el mismo, y
# después borras el gradiente, porque `backward()` [suma a lo que había](#accumulate). Si un mensaje
# habla del grafo, algo se reutilizó, se pisó o se cortó: busca el tuyo en [lo que suele
# fallar](#errors).

# %% [markdown] lang="en" role="hurry"
# You ask for derivatives with `requires_grad=True`, compute the loss as usual, and [a single
# `backward()`](#backward) fills the `.grad` of every parameter. You take the step [inside
# `no_grad`](#no-grad) and with `-=`, so that it is not recorded and the tensor stays the same one,
# and then you erase the gradient, because `backward()` [adds to what was there](#accumulate). If a
# message mentions the graph, something was reused, overwritten or cut: look for yours in [what
# usually goes wrong](#errors).

# %% [markdown] lang="es"
# Lo hace **autograd**, la pieza de PyTorch que deriva por ti. En [descenso de
# gradiente](../m1-gradient-descent/gradient-descent.md) buscaste la recta de los sueldos con dos
# fórmulas, una por **parámetro** (parameter), que es como se llama cada número que el modelo puede
# ajustar. Aquí no escribirás ninguna fórmula: haces el cálculo con
# [tensores](../m2-tensors-autograd/tensors.md), como siempre, y autograd guarda un recibo de cada
# operación. Cuando se lo pides, recorre los recibos del último al primero y te entrega las
# derivadas.
#
# Necesitas recordar que una derivada es una pendiente, y poco más. Al terminar sabrás pedir
# derivadas, comprobarlas en lugar de creerlas y reconocer los descuidos que dejan a un modelo sin
# aprender y sin avisar.
#
# ## La idea en una imagen { #picture }
# Este dibujo es un **grafo computacional** (computational graph), es decir, el historial de un
# cálculo. La caja es la entrada, cada óvalo es una operación y las flechas dicen qué alimenta a
# qué; a cajas y óvalos se les llama **nodos** (nodes). Léelo dos veces: primero hacia la derecha y
# después hacia la izquierda.

# %% [markdown] lang="en"
# **Autograd** does: it is the part of PyTorch that differentiates for you. In [gradient
# descent](../m1-gradient-descent/gradient-descent.md) you looked for the salary line with two
# formulas, one for each **parameter**, the name for a number that the model can adjust. Here you
# will write no formula at all. You do the calculation with
# [tensors](../m2-tensors-autograd/tensors.md), as usual, while autograd keeps a receipt for each
# operation. When you ask, it goes through the receipts from last to first and hands you the
# derivatives.
#
# All you need to remember is that a derivative is a slope. By the end you can ask for derivatives,
# check them instead of taking them on faith, and spot the slips that quietly leave a model unable
# to learn.
#
# ## The idea in one picture { #picture }
# This drawing is a **computational graph**, which means the history of one calculation. The box is
# the input, each oval is an operation, and the arrows say what feeds what; boxes and ovals alike
# are called **nodes**. Read it twice: first toward the right, then toward the left.

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Grafo de y = x² + 3x + 1: la caja x, con valor 2, alimenta dos óvalos, potencia y producto
#|     por 3, que se juntan en una suma; otra suma añade 1 y da 11. Hacia atrás vuelve un 1; a x le
#|     llegan 4 por el camino de la potencia y 3 por el del producto, 7 en total.
#|   en: >-
#|     Graph of y = x² + 3x + 1: box x, with value 2, feeds two ovals, a power and a multiplication
#|     by 3, which meet in a sum; another sum adds 1 and gives 11. A 1 travels back; 4 reaches x
#|     through the power and 3 through the multiplication, 7 in all.
import torch

from tutorial_lib import plots

drawn_x = torch.tensor(2.0, requires_grad=True)
square, triple = drawn_x**2, 3 * drawn_x
both = square + triple
drawn_y = both + 1
names = {"x": drawn_x, "x²": square, "3x": triple, "x² + 3x": both, "y": drawn_y}
picture = plots.plot_graph(drawn_y, names=names)
drawn_y.backward()
top, arrived = drawn_y.item(), drawn_x.grad.item()
picture

# %% [markdown] lang="es"
# - Encima de cada nodo, de izquierda a derecha, están los valores: entra un 2 y sale un
#   {{ top:.0f }}, que es lo que vale $y$. Este recorrido es el **pase hacia adelante** (forward
#   pass).
# - Debajo, de derecha a izquierda, están los **gradientes** (gradients): cuánto respondería $y$ si
#   tocáramos ese nodo. Este otro recorrido es el **pase hacia atrás** (backward pass), y a $x$ le
#   llega un {{ arrived:.0f }}.
#
# Toda la página trata de ese {{ arrived:.0f }}: de dónde sale, cómo comprobarlo y qué lo estropea.
# Los nombres grises, como `AddBackward0`, tendrán sentido en la [sección 2](#record). Para empezar
# bastan dos importaciones:

# %% [markdown] lang="en"
# - Above each node, from left to right, are the values: a 2 goes in, and an {{ top:.0f }} comes
#   out, which is the value of $y$. This trip is the **forward pass**.
# - Below, from right to left, are the **gradients**: how strongly $y$ would respond if we touched
#   that node. This second trip is the **backward pass**, and what reaches $x$ is a
#   {{ arrived:.0f }}.
#
# The whole page is about that {{ arrived:.0f }}: where it comes from, how to check it and what
# spoils it. The gray names, such as `AddBackward0`, will make sense in [section 2](#record). Two
# imports are enough to start:

# %% Preparar // Set up
import torch

from tutorial_lib import plots


# %% [markdown] lang="es"
# ## 1. ¿Qué pregunta contesta una derivada? { #derivative }
# Una **derivada** (derivative) contesta a esto: si muevo $x$ un poquito, ¿cuántas veces ese poquito
# se mueve $y$? Ya lo hiciste con la pérdida, empujando un parámetro y mirando el cambio. Ahora
# partimos de 2 y empujamos 0.01.

# %% [markdown] lang="en"
# ## 1. What question does a derivative answer? { #derivative }
# A **derivative** answers this: if I move $x$ by a tiny bit, how many times that bit does $y$ move?
# You have already done it with the loss, when you nudged a parameter and watched the change. Now we
# start at 2 and nudge by 0.01.


# %%
#| predict:
#|   es: "Mira el número que llega a $x$ en el dibujo: ¿cuánto subirá $y$, más o menos?"
#|   en: "Look at the number that reaches $x$ in the drawing: by how much will $y$ rise, roughly?"
def f(x):
    return x**2 + 3 * x + 1


nudge = 0.01
ratio = (f(2 + nudge) - f(2)) / nudge
print(f"f(2) = {f(2)}    f(2.01) = {f(2 + nudge):.4f}")
print(f"cambio / empujón = {ratio:.2f} // change / nudge = {ratio:.2f}")

# %% [markdown] lang="es"
# Sube unas siete centésimas, es decir, {{ ratio:.2f }} veces el empujón, y eso es casi el
# {{ arrived:.0f }} del dibujo. No sale exactamente {{ arrived:.0f }} porque, mientras empujas, la
# propia pendiente va cambiando; con empujones menores el cociente se acerca a lo que dicen las
# reglas de derivar: el cuadrado aporta $2x$, el producto aporta 3 y la constante no aporta nada. En
# total son $2x + 3$, que en 2 es $2 \cdot 2 + 3$.

# %% [markdown] lang="en"
# It rises by about seven hundredths. That is {{ ratio:.2f }} times the nudge, close to the
# {{ arrived:.0f }} in the drawing but not exactly {{ arrived:.0f }}, because the slope itself
# changes while you nudge; with smaller nudges the ratio closes in on what the rules of calculus
# say: the square gives $2x$, the product gives 3 and the constant gives nothing. Together they are
# $2x + 3$, which at 2 is $2 \cdot 2 + 3$.

# %% [markdown] lang="es"
# “¿Y por qué no empujar cada parámetro, uno por uno, y ya está?” Porque cada empujón repite el
# cálculo entero. Con cientos de miles de parámetros harían falta cientos de miles de repeticiones
# para dar un solo paso, mientras que a autograd le basta un pase hacia atrás para todos a la vez.
#
# ## 2. ¿Cómo se anota un cálculo? { #record }
# Con `requires_grad=True`, un tensor le pide a autograd que anote todo lo que se haga con él a
# partir de ese momento. La función es la misma `f` de antes, sin cambiarle una letra.

# %% [markdown] lang="en"
# “Then why not nudge every parameter and be done?” Because each nudge repeats the whole
# calculation. With hundreds of thousands of parameters you would repeat it hundreds of thousands of
# times to take a single step, while autograd needs one backward pass for all of them at once.
#
# ## 2. How is a calculation recorded? { #record }
# With `requires_grad=True`, a tensor asks autograd to record everything that is done with it from
# then on. The function is the same `f` as before, without a single letter changed.

# %% Calcular hacia adelante // Compute forward
x = torch.tensor(2.0, requires_grad=True)
y = f(x)
print(y)
print("x   is_leaf:", x.is_leaf, "   grad_fn:", x.grad_fn)
print("y   is_leaf:", y.is_leaf, "  grad_fn:", y.grad_fn.name())

# %% [markdown] lang="es"
# `y` vale {{ y:.0f }} y lleva consigo su recibo, `grad_fn`, que dice de qué operación salió.
# `AddBackward0` significa “vengo de una suma (*add*) y sé derivarla”. Además, cada recibo apunta a
# los recibos de sus entradas, y esa cadena **es** el grafo del dibujo.
#
# `x`, en cambio, no tiene recibo (`None`), porque no salió de ninguna operación: la pusimos
# nosotros. Es un **tensor hoja** (leaf tensor): en él empieza el cálculo y en él termina, a la
# vuelta, la cadena de recibos. Por eso `is_leaf` responde `True`. Los parámetros de un modelo son
# hojas, así que es en ellas donde queremos las derivadas.
#
# ## 3. ¿Cómo llega el número hasta x? { #backward }
# Haz despacio una vez, a mano, lo que autograd hará siempre por ti. Cada operación conoce su
# **derivada local**, es decir, cuánto se mueve su salida por cada poquito que se mueve su entrada,
# sin saber nada del resto del cálculo. Con $x = 2$, el pase hacia adelante dio $x^2 = 4$ y
# $3x = 6$, que suman 10, y con el 1 del final, 11.
#
# Ahora vuelve desde $y$. El pase empieza con un 1, porque $y$ se mueve exactamente lo que se mueve
# $y$. Sumar una constante no cambia cuánto te mueves, así que ese 1 cruza intacto la última suma.
# En la otra suma se juntan dos caminos, y por cada uno vuelve el mismo 1. En el camino del cuadrado
# la derivada local es $2x$, que aquí vale 4, y llega a $x$ un $1 \cdot 4 = 4$. En el camino del
# producto la derivada local es 3, y llega un $1 \cdot 3 = 3$. Como empujar $x$ mueve los dos
# caminos a la vez, sus efectos se suman: $4 + 3 = 7$.
#
# Como aquí vuelve un 1, apenas se nota que hay que multiplicar. Si al final el resultado se
# multiplicara por 10, volvería un 10 en lugar del 1, y a $x$ llegarían $10 \cdot 4 = 40$ y
# $10 \cdot 3 = 30$: en total 70, diez veces más, como debe ser.
#
# Eso es la **regla de la cadena** (chain rule), que cabe en una frase: a lo largo de un camino las
# derivadas se multiplican, y donde se juntan varios caminos se suman. `backward()` hace ese mismo
# recorrido y deja el resultado en `x.grad`.

# %% [markdown] lang="en"
# `y` is {{ y:.0f }} and carries its receipt, `grad_fn`, which says what operation it came from.
# `AddBackward0` means “I come from an *add*, and I know its derivative”. Each receipt also points
# to the receipts of its inputs, and that chain **is** the graph in the drawing.
#
# `x`, however, has no receipt (`None`), because it did not come from any operation: we put it
# there. It is a **leaf tensor**: the calculation starts there, and on the way back the chain of
# receipts ends there, which is why `is_leaf` answers `True`. The parameters of a model are leaves,
# so they are where we want the derivatives.
#
# ## 3. How does the number reach x? { #backward }
# Do slowly by hand, once, what autograd will always do for you. Each operation knows its **local
# derivative**: how far its output moves for each bit that its input moves, with no idea of the rest
# of the calculation. With $x = 2$, the forward pass gave $x^2 = 4$ and $3x = 6$, which add up to
# 10, and with the final 1 to 11.
#
# Now come back from $y$. The pass starts with a 1, because $y$ moves exactly as far as $y$ moves.
# Adding a constant does not change how far you move, so that 1 crosses the last sum untouched. Two
# paths met in the other sum, and the same 1 goes back along each of them. On the path of the square
# the local derivative is $2x$, which is 4 here, so $1 \cdot 4 = 4$ reaches $x$. On the path of the
# product the local derivative is 3, so $1 \cdot 3 = 3$ arrives. Since nudging $x$ moves both paths
# at once, their effects add up: $4 + 3 = 7$.
#
# Because what comes back here is a 1, you hardly notice the multiplying. If the result were
# multiplied by 10 at the end, a 10 would come back instead of the 1, and $10 \cdot 4 = 40$ and
# $10 \cdot 3 = 30$ would reach $x$: 70 in all, ten times as much, as it should be.
#
# This is the **chain rule**, and it fits in one sentence: derivatives multiply along a path, and
# they add up where several paths meet. `backward()` makes this same trip and leaves the result in
# `x.grad`.

# %% Calcular hacia atrás // Compute backward
y.backward()
slope_at_2 = x.grad.item()
print(f"dy/dx en x = 2: {slope_at_2} // dy/dx at x = 2: {slope_at_2}")

# %%
#| tags: [claim]
#| central: slope-at-2
from tutorial_lib import claim

claim("value-at-2", y.item(), equals=11.0, says="En x = 2, y vale 11. // At x = 2, y is 11.")
claim(
    "slope-at-2",
    slope_at_2,
    equals=7.0,
    says="""Un solo backward() multiplica por cada camino, suma los caminos y deja 7 en x.grad. //
        A single backward() multiplies along each path, adds the paths and leaves 7 in x.grad.""",
)

# %% [markdown] lang="es"
# Sale {{ slope_at_2:.0f }}, el mismo número que a mano, y sin haber escrito $2x + 3$ en ningún
# lugar. Vuelve al dibujo y sigue las dos etiquetas que llegan a la caja: son el 4 y el 3.
#
# ??? technical "Línea por línea"
#     - `torch.tensor(2.0, …)` lleva punto decimal porque autograd [rechaza los
#       enteros](../m2-tensors-autograd/tensors.md#whole-gradient).
#     - `requires_grad=True` pide las derivadas al crear el tensor; a uno que ya existe se le piden
#       con `x.requires_grad_()`.
#     - `y.backward()` hace el pase hacia atrás completo. No devuelve nada, sino que escribe en las
#       hojas.
#     - `x.grad` es el resultado, y antes de `backward()` vale `None`.
#
# ### Recorre el grafo { #walk }
# Contesta a la pregunta y avanza paso a paso, primero por los valores y después por los gradientes.
# A la vuelta, cada flecha muestra el gradiente que le llega multiplicado por su derivada local, y
# el último paso escribe en `x.grad`. (El nombre `AccumulateGrad` que verás en la caja no es un
# recibo de `x`, que no tiene, sino el de la pieza que escribe en su `.grad`.) Cuando llegues,
# repite el cálculo entero con el botón “Otra vez” y mira qué le ocurre a `x.grad`; el botón
# `zero_grad()` lo borra.

# %% [markdown] lang="en"
# It is {{ slope_at_2:.0f }}, the same number as by hand, and nobody wrote $2x + 3$ anywhere. Go
# back to the drawing and follow the two labels that reach the box: they are the 4 and the 3.
#
# ??? technical "Line by line"
#     - `torch.tensor(2.0, …)` has a decimal point because autograd [rejects whole
#       numbers](../m2-tensors-autograd/tensors.md#whole-gradient).
#     - `requires_grad=True` asks for derivatives as the tensor is made; for one that already
#       exists, ask with `x.requires_grad_()`.
#     - `y.backward()` makes the whole backward pass. It returns nothing and writes into the leaves
#       instead.
#     - `x.grad` is the result, and before `backward()` it is `None`.
#
# ### Walk through the graph { #walk }
# Answer the question and go step by step, first through the values and then through the gradients.
# On the way back, each arrow shows the gradient that arrives times its local derivative, and the
# last step writes to `x.grad`. (The name `AccumulateGrad` that you will see in the box is not a
# receipt of `x`, which has none: it names the part that writes to its `.grad`.) When you get there,
# repeat the whole calculation with the button “Again” and watch what happens to `x.grad`; the
# button `zero_grad()` erases it.

# %%
#| tags: [page]
#| data: I-4
#| alt:
#|   es: >-
#|     El grafo de y = x² + 3x + 1 con sus derivadas locales: 4 por el camino del cuadrado y 3 por
#|     el del producto. A x llegan 4 y 3; después de un pase x.grad vale 7, después de dos 14,
#|     después de tres 21.
#|   en: >-
#|     The graph of y = x² + 3x + 1 with its local derivatives: 4 along the square and 3 along the
#|     product. 4 and 3 reach x; after one pass x.grad is 7, after two 14, after three 21.
leaf = torch.tensor(2.0, requires_grad=True)
recorded = {"x": leaf, "x²": leaf**2, "3x": 3 * leaf}
recorded["x² + 3x"] = recorded["x²"] + recorded["3x"]
recorded["y"] = recorded["x² + 3x"] + 1
# La hoja no tiene recibo: None. // The leaf has no receipt: None.
receipts = [value.grad_fn for value in recorded.values()]
nodes = []
for (name, value), receipt in zip(recorded.items(), receipts, strict=True):
    node = {"name": name, "op": "AccumulateGrad", "value": value.item(), "inputs": []}
    if receipt is not None:
        node["op"] = receipt.name()
        # Entra un 1, sale la derivada local. // A 1 goes in, the local derivative comes out.
        factors = receipt(torch.tensor(1.0))
        factors = factors if isinstance(factors, tuple) else (factors,)
        for (source, _), factor in zip(receipt.next_functions, factors, strict=True):
            if source is not None:  # una constante no tiene // a constant has none
                rank = receipts.index(source) if source in receipts else 0  # 0: x
                node["inputs"].append([rank, factor.item()])
    nodes.append(node)
{"nodes": nodes}

# %% [markdown] lang="es"
# ¿Esperabas lo que quedó en `x.grad` al repetir? La [sección 6](#accumulate) lo mide y cuenta por
# qué alguien lo diseñó así. Y si quieres construir esta máquina con tus manos, puedes hacerlo en
# [autograd desde cero](../m2-tensors-autograd/autograd-from-scratch.md).
#
# ### ¿Y las derivadas de los pasos intermedios? { #retain-grad }
# El dibujo tiene un número debajo de cada óvalo, no solo debajo de la caja. Intentemos leer el del
# cuadrado:

# %% [markdown] lang="en"
# Did you expect what was left in `x.grad` after repeating? [Section 6](#accumulate) measures it and
# explains why anyone would design it that way. And if you want to build this machine with your own
# hands, you can do so in [autograd from scratch](../m2-tensors-autograd/autograd-from-scratch.md).
#
# ### What about the steps in between? { #retain-grad }
# The drawing has a number below each oval, not only below the box. Let's try to read the square's:

# %%
#| warns: "UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed"
u = torch.tensor(2.0, requires_grad=True)
u_squared = u**2
(u_squared + 3 * u + 1).backward()
print(u_squared.grad)

# %% [markdown] lang="es"
# Sale `None` con una advertencia: pediste el `.grad` de un tensor que *no es hoja* (not a leaf
# Tensor). Autograd calculó ese número, porque lo necesitaba para llegar a `u`, pero lo soltó
# enseguida para no llenar la memoria. Si lo quieres ver, por ejemplo para depurar, avisa antes de
# `backward()` con `retain_grad()`, como sugiere el propio mensaje:

# %% [markdown] lang="en"
# You get `None` and a warning: you asked for the `.grad` of a tensor that is *not a leaf*. Autograd
# did compute that number, because it needed it to reach `u`, but it let go of it at once so as not
# to fill the memory. If you want to see it, say for debugging, announce it before `backward()` with
# `retain_grad()`, as the message itself suggests:

# %%
kept = u**2
kept.retain_grad()
(kept + 3 * u + 1).backward()
between = kept.grad.item()
print(between)

# %%
#| tags: [claim]
claim(
    "retained-gradient",
    [u_squared.retains_grad, between],
    equals=[False, 1.0],
    says="""El cuadrado solo guarda su gradiente, 1, si se pide con retain_grad(). //
        The square keeps its gradient, 1, only if retain_grad() asks for it.""",
)

# %% [markdown] lang="es"
# Ahí está el {{ between:.0f }} que a mano viste volver por los dos caminos.
#
# ## 4. ¿Podemos confiar en autograd? { #check }
# Si un gradiente estuviera mal, el modelo aprendería mal y nadie te avisaría, así que conviene una
# segunda opinión. Nos la da una **diferencia finita** (finite difference), que es el empujón de
# siempre, ahora hacia los dos lados. Llamemos $h$ al empujón: miras cuánto cambia la función entre
# $x - h$ y $x + h$, y lo divides entre la distancia que hay de un punto al otro, que es $2h$:
#
# $$\frac{f(x+h) - f(x-h)}{2h}$$
#
# Cambiamos de función y derivamos $x^3$, porque en una parábola como la nuestra los errores de
# ambos lados se cancelan exactamente y la tabla no enseñaría nada sobre el tamaño de $h$. En 2, la
# regla da $3 \cdot 2^2 = 12$.
#
# Probamos tres empujones (1e-8 significa 0.00000001) con dos tipos de número: `float32` guarda unas
# 7 cifras, y `float64`, unas 16.

# %% [markdown] lang="en"
# There is the {{ between:.0f }} that you sent back along both paths by hand.
#
# ## 4. Can we trust autograd? { #check }
# If a gradient were wrong, the model would learn badly and nobody would tell you, so a second
# opinion is worth having. It comes from a **finite difference**, which is the usual nudge, now to
# both sides. Call the nudge $h$: you see how much the function changes between $x - h$ and $x + h$,
# and divide by the distance from one point to the other, which is $2h$:
#
# $$\frac{f(x+h) - f(x-h)}{2h}$$
#
# We change the function and differentiate $x^3$, because for a parabola like ours the errors on the
# two sides cancel out exactly, and the table would teach nothing about the size of $h$. At 2, the
# rule gives $3 \cdot 2^2 = 12$.
#
# We try three nudges (1e-8 means 0.00000001) with two kinds of number: `float32` keeps about 7
# digits, and `float64` about 16.


# %% Comprobar con empujones // Check with nudges
#| predict:
#|   es: "Para escribir 2.00000001 hacen falta 9 cifras. ¿Qué dirá `float32` con $h$ = 1e-8?"
#|   en: "Writing 2.00000001 takes 9 digits. What will `float32` say with $h$ = 1e-8?"
def cube(x):
    return x**3


def slope(x, h):
    return ((cube(x + h) - cube(x - h)) / (2 * h)).item()


single = torch.tensor(2.0, requires_grad=True)
double = torch.tensor(2.0, dtype=torch.float64)
for h in (1e-2, 1e-5, 1e-8):  # 1e-2 = 0.01
    in_32, in_64 = slope(single, h), slope(double, h)
    print(f"h = {h:.0e}   float32: {in_32:.9f}   float64: {in_64:.9f}")
cube(single).backward()
print("autograd:", single.grad.item())

# %%
#| tags: [hidden]
broken, middle = slope(single, 1e-8), slope(single, 1e-5)
measured = slope(double, 1e-5)

# %%
#| tags: [claim]
claim(
    "finite-difference",
    measured,
    equals=12.0,
    abs=1e-8,
    says="""En float64, el empujón y autograd coinciden en 12. //
        In float64, the nudge and autograd agree on 12.""",
)
claim(
    "float32-loses-the-nudge",
    broken,
    equals=0.0,
    says="""En float32, un empujón de 1e-8 se pierde y la pendiente sale 0. //
        In float32, a nudge of 1e-8 is lost and the slope comes out as 0.""",
)

# %% [markdown] lang="es"
# Con el empujón más pequeño, `float32` dice {{ broken:.0f }}, porque $2+h$ y $2-h$ se redondean al
# mismo número y la resta se queda en nada. La tabla muestra dos errores que tiran en sentidos
# contrarios. Si $h$ es grande, la recta que une los dos puntos aún no tiene la pendiente de la
# curva en $x$: con 0.01 `float64` se pasa en una diezmilésima, que es justo $h^2$. Si $h$ es
# diminuto, manda el redondeo, y hasta `float64` pierde cifras en la última fila. A nosotros nos
# sorprendió la fila del medio, donde `float32` empeora hasta {{ middle:.3f }}; de ahí que la
# comprobación se haga en `float64`, que con ese mismo $h$ da {{ measured:.9f }}.

# %% [markdown] lang="en"
# With the smallest nudge, `float32` says {{ broken:.0f }}, because $2+h$ and $2-h$ round to the
# same number and nothing is left of the subtraction. The table shows two errors that pull in
# opposite directions. If $h$ is large, the line through the two points does not have the slope of
# the curve at $x$ yet: with 0.01 `float64` is one ten-thousandth too high, which is exactly $h^2$.
# If $h$ is tiny, rounding takes over, and even `float64` loses digits in the last row. What
# surprised us was the middle row, where `float32` gets worse, at {{ middle:.3f }}; that is why you
# check in `float64`, which gives {{ measured:.9f }} with that same $h$.

# %% [markdown] lang="es"
# Autograd no empuja nada, sino que aplica las reglas de derivar a cada operación, y por eso
# acierta, salvo el redondeo de las propias cuentas, sin elegir ningún $h$.
#
# !!! tip "Consejo"
#     ¿Dudas de un gradiente? Compáralo con una diferencia finita en `float64`, con un empujón
#     intermedio como 1e-5. Para muchas entradas, `torch.autograd.gradcheck` hace esa comparación
#     por ti.
#
# ??? mathematics "Con más matemáticas"
#     Al desarrollar los cubos, $(x+h)^3 - (x-h)^3 = 6x^2h + 2h^3$, y entre $2h$ quedan
#     $3x^2 + h^2$: el error es $h^2$. Con $x^2$ la resta es $4xh$, que entre $2h$ da $2x$
#     exactamente, sin ningún $h$. Para otra función, Taylor dice que el error es
#     $f'''(x) \, h^2 / 6$ más términos menores. El redondeo, en cambio, aporta un error del orden
#     de $\epsilon \, |f(x)| / h$, donde $\epsilon$ es la precisión relativa del tipo de número, y
#     por eso crece cuando $h$ mengua. Si $f$ y $f'''$ son del mismo orden, la suma de ambos es
#     menor cuando $h$ ronda $\epsilon^{1/3}$: unas cinco milésimas en `float32` y unas seis
#     millonésimas en `float64`.
#
#     Fuente: [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767), en lo que dicen de la
#     diferenciación numérica.
#
# ## 5. ¿Y si hay muchas entradas? { #scalar }
# Con una sola entrada, el empujón era igual de cómodo. La ventaja de autograd aparece cuando hay
# muchas, así que multiplicamos por 2 tres números y calculamos la media de los resultados.

# %% [markdown] lang="en"
# Autograd nudges nothing. It applies the rules of calculus to each operation, so it is right, apart
# from the rounding of the arithmetic itself, without choosing any $h$.
#
# !!! tip "Tip"
#     Not sure about a gradient? Compare it with a finite difference in `float64`, with a middling
#     nudge such as 1e-5. For many inputs, `torch.autograd.gradcheck` makes that comparison for you.
#
# ??? mathematics "With more mathematics"
#     Expand the cubes: $(x+h)^3 - (x-h)^3 = 6x^2h + 2h^3$, and over $2h$ that is $3x^2 + h^2$, so
#     the error is $h^2$. With $x^2$ the difference is $4xh$, which over $2h$ gives exactly $2x$,
#     with no $h$ left. For another function, Taylor says that the error is $f'''(x) \, h^2 / 6$
#     plus smaller terms. Rounding adds an error of the order of $\epsilon \, |f(x)| / h$, where
#     $\epsilon$ is the relative precision of the kind of number, which is why it grows as $h$
#     shrinks. If $f$ and $f'''$ are of the same order, the sum of both is smallest when $h$ is
#     about $\epsilon^{1/3}$: some five thousandths in `float32` and six millionths in `float64`.
#
#     Source: [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767), where they discuss numerical
#     differentiation.
#
# ## 5. What if there are many inputs? { #scalar }
# With one input, the nudge was just as easy. Autograd shows its worth when there are many, so we
# double three numbers and take the mean of the results.

# %% Reducir a un solo número // Reduce to one number
#| predict:
#|   es: Si empujas solo uno de los tres números, ¿cuántas veces el empujón se mueve la media?
#|   en: If you nudge just one of the three numbers, how many times the nudge does the mean move?
v = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
mean = (2 * v).mean()
mean.backward()
share = v.grad[0].item()
print(v.grad)

# %%
#| tags: [claim]
claim(
    "mean-gradient",
    v.grad,
    equals=2 / 3,
    abs=1e-6,
    says="Cada entrada recibe dos tercios. // Each input receives two thirds.",
)
claim(
    "vector-jacobian",
    torch.autograd.grad(2 * v, v, torch.full((3,), 1 / 3))[0],
    equals=2 / 3,
    abs=1e-6,
    says="""Entrar con (1/3, 1/3, 1/3) en vez de promediar da el mismo gradiente. //
        Going in with (1/3, 1/3, 1/3) instead of averaging gives the same gradient.""",
)

# %% [markdown] lang="es"
# Cada número mueve la media dos tercios del empujón ({{ share:.4f }}), porque el 2 lo dobla y la
# media lo reparte entre tres. Hay una derivada por entrada, y un solo `backward()` las llenó todas;
# con cientos de miles haría lo mismo.

# %% [markdown] lang="en"
# Each number moves the mean by two thirds of the nudge ({{ share:.4f }}), because the 2 doubles it
# and the mean shares it out among three. There is one derivative per input, and a single
# `backward()` filled them all; with hundreds of thousands it would do the same.

# %% [markdown] lang="es"
# ¿Y si quitamos la media y le pedimos la derivada a `2 * v`, que son tres números?

# %% [markdown] lang="en"
# What if we leave out the mean and ask `2 * v`, which is three numbers, for its derivative?

# %%
#| raises: "RuntimeError: grad can be implicitly created only for scalar outputs"
#| cause:
#|   es: Llamaste a `backward()` en un tensor de varios números, y la derivada que pides necesita
#|     uno solo.
#|   en: You called `backward()` on a tensor of several numbers, and the derivative you ask for
#|     needs a single one.
#| fix:
#|   es: "Resume antes con `mean()` o `sum()`: una pérdida es un número."
#|   en: "Summarize first with `mean()` or `sum()`: a loss is one number."
(2 * v).backward()

# %% [markdown] lang="es"
# PyTorch se niega porque no sabe de cuál de los tres quieres la derivada. Pide un **escalar**
# (scalar), es decir, un solo número. La **pérdida** (loss) lo es, porque resume en un número todos
# los errores de un modelo, y por eso desde ella sí se puede volver.
#
# ??? mathematics "Con más matemáticas"
#     Escribe el cálculo como una cadena de funciones, $z_k = f_k(z_{k-1})$, desde $z_0 = x$ hasta
#     el escalar $z_K = y$, donde cada $z_k$ reúne todos los valores que aún hacen falta. Cada una
#     tiene su matriz de derivadas locales, la jacobiana $J_k$, con
#     $(J_k)_{ji} = \partial z_{k,j} / \partial z_{k-1,i}$. La regla de la cadena dice que el
#     gradiente es el producto
#
#     $$\nabla_x \, y = J_1^\top J_2^\top \cdots J_K^\top \, 1$$
#
#     El producto es asociativo, así que puedes empezar por cualquier extremo. Autograd empieza por
#     la derecha: lleva un vector, $v_K = 1$, y en cada operación calcula $v_{k-1} = J_k^\top v_k$,
#     que es un **producto vector-jacobiana** (vector–Jacobian product, VJP). Componente a
#     componente es $\sum_j v_{k,j} \, \partial z_{k,j} / \partial z_{k-1,i}$: multiplica a lo largo
#     de cada camino y suma donde se juntan. En el dibujo, $z_1 = (x^2, 3x)$, a esa altura vuelve
#     $v_1 = (1, 1)$, y $J_1^\top v_1 = 4 \cdot 1 + 3 \cdot 1 = 7$. En ese pase autograd no
#     construye la matriz; para `2 * v`, cuya jacobiana es $2I$, el recibo solo multiplica por 2.
#
#     De ahí sale el precio. Como el VJP de cada operación cuesta un pequeño múltiplo de la propia
#     operación, un pase hacia atrás cuesta lo que unos pocos pases hacia adelante, sea cual sea el
#     número de entradas, mientras que los empujones cuestan al menos un pase por entrada. A cambio
#     se gasta memoria, porque los valores intermedios esperan guardados hasta la vuelta.
#
#     También se entiende el error: con tres salidas ya no hay un 1 con el que empezar, y falta
#     decir qué vector $v_K$ entra. Puedes darlo tú, y `(2 * v).backward(torch.full((3,), 1 / 3))`
#     equivale a derivar la media.
#
#     Fuente: [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767), que lo llaman modo inverso
#     (reverse mode).
#
# ## 6. ¿Por qué se acumulan los gradientes? { #accumulate }
# Al repetir el cálculo en la figura, `backward()` no reemplazó lo que había en `x.grad`, sino que
# le sumó el nuevo gradiente. Con esa ya son dos las sumas de la página, y se parecen tanto que
# conviene separarlas. La primera ocurre **dentro de un pase**: el 4 y el 3 se suman porque $x$
# actúa por dos caminos, y no hay nada que decidir, ya que lo manda la regla de la cadena. Para
# verla le pedimos a autograd que avise cada vez que a una hoja le llegue un gradiente (con un
# *hook*, una función que PyTorch llama por ti; aquí ocultamos su código, que viene en las
# descargas):

# %% [markdown] lang="en"
# PyTorch refuses because it cannot know which of the three you want the derivative of. It asks for
# a **scalar**, which means a single number. A **loss** is one, because it sums up all the errors of
# a model in a single number, and that is why you can go back from it.
#
# ??? mathematics "With more mathematics"
#     Write the calculation as a chain of functions, $z_k = f_k(z_{k-1})$, from $z_0 = x$ to the
#     scalar $z_K = y$, where each $z_k$ gathers all the values that are still needed. Each has its
#     matrix of local derivatives, the Jacobian $J_k$, with
#     $(J_k)_{ji} = \partial z_{k,j} / \partial z_{k-1,i}$. The chain rule says that the gradient is
#     the product
#
#     $$\nabla_x \, y = J_1^\top J_2^\top \cdots J_K^\top \, 1$$
#
#     The product is associative, so you may start at either end. Autograd starts on the right: it
#     carries a vector, $v_K = 1$, and at each operation computes $v_{k-1} = J_k^\top v_k$, which is
#     a **vector–Jacobian product** (VJP). Component by component it is
#     $\sum_j v_{k,j} \, \partial z_{k,j} / \partial z_{k-1,i}$: it multiplies along each path and
#     adds where they meet. In the drawing, $z_1 = (x^2, 3x)$, what comes back to that point is
#     $v_1 = (1, 1)$, and $J_1^\top v_1 = 4 \cdot 1 + 3 \cdot 1 = 7$. In that pass autograd does not
#     build the matrix; for `2 * v`, whose Jacobian is $2I$, the receipt just multiplies by 2.
#
#     The price follows from that. Since the VJP of each operation costs a small multiple of the
#     operation itself, a backward pass costs as much as a few forward passes, whatever the number
#     of inputs, while nudges cost at least one pass per input. You pay in memory instead, because
#     the intermediate values are kept until the way back.
#
#     This explains the error too: with three outputs there is no longer a 1 to start from, so
#     somebody has to say which vector $v_K$ goes in. You can supply it, and
#     `(2 * v).backward(torch.full((3,), 1 / 3))` amounts to differentiating the mean.
#
#     Source: [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767), who call this reverse mode.
#
# ## 6. Why do gradients pile up? { #accumulate }
# When the calculation was repeated in the figure, `backward()` did not replace what was in `x.grad`
# but added the new gradient to it. That makes two sums on this page, and they look so alike that
# they are worth telling apart. The first happens **inside one pass**: the 4 and the 3 are added
# because $x$ acts through two paths, and there is nothing to decide, since the chain rule demands
# it. To see it, we ask autograd to tell us each time a gradient reaches a leaf (with a *hook*, a
# function that PyTorch calls for you; its code is hidden here and comes with the downloads):

# %%
#| tags: [hidden]
watched = torch.tensor(2.0, requires_grad=True)
messages = []
watched.register_hook(lambda gradient: messages.append(gradient.item()))
f(watched).backward()
print(f"avisos que llegan a x: {messages} // messages that reach x: {messages}")

# %%
#| tags: [claim]
claim(
    "one-message",
    messages,
    equals=[7.0],
    says="""En un pase, x recibe un solo aviso, con los dos caminos ya sumados: 7. //
        In one pass, x gets a single message, with both paths already added: 7.""",
)

# %% [markdown] lang="es"
# Llegó un solo aviso, y traía el 7 completo, porque los dos caminos ya se habían sumado antes de
# llegar a la hoja. La segunda suma ocurre **entre llamadas**, y esa sí es una decisión de quienes
# diseñaron PyTorch. Repitamos el mismo cálculo tres veces, cada una con su `backward()`:

# %% [markdown] lang="en"
# A single message came, and it carried the whole 7, because both paths had been added before they
# reached the leaf. The second sum happens **between calls**, and that one is a choice made by the
# people who designed PyTorch. Let's repeat the same calculation three times, each with its own
# `backward()`:

# %%
a = torch.tensor(2.0, requires_grad=True)
piled = []
for _ in range(3):
    f(a).backward()
    piled.append(a.grad.item())
print(piled)

# %%
#| tags: [page]
#| alt:
#|   es: "Tres barras con el valor de a.grad después de cada llamada a backward: 7, 14 y 21."
#|   en: "Three bars with the value of a.grad after each call to backward: 7, 14 and 21."
calls = ["1.ª llamada // 1st call", "2.ª llamada // 2nd call", "3.ª llamada // 3rd call"]
plots.plot_bars(calls, piled, ylabel="a.grad")

# %%
#| tags: [claim]
claim(
    "accumulation",
    piled,
    equals=[7.0, 14.0, 21.0],
    says="Tres llamadas sin borrar dejan 7, 14 y 21. // Three calls without erasing: 7, 14, 21.",
)

# %% [markdown] lang="es"
# La derivada en 2 no ha cambiado, pero `a.grad` sube a {{ piled[0]:.0f }}, {{ piled[1]:.0f }} y
# {{ piled[2]:.0f }}, porque cada llamada suma su gradiente al que había. Se dice que los gradientes
# se **acumulan** (accumulate).
#
# “Si casi siempre hay que borrar, ¿por qué no borra solo?” Porque a veces quieres justamente esa
# suma. Si un **lote** (batch) de ejemplos no cabe en la memoria, lo partes, llamas a `backward()`
# con la pérdida de cada trozo y acabas con el gradiente de la suma de todas; y si tu modelo tiene
# dos pérdidas, puedes derivar una después de la otra. A cambio, borrar entre dos cálculos
# independientes te toca a ti:

# %% [markdown] lang="en"
# The derivative at 2 has not changed, but `a.grad` goes up to {{ piled[0]:.0f }},
# {{ piled[1]:.0f }} and {{ piled[2]:.0f }}, because each call adds its gradient to the one already
# there. Gradients are said to **accumulate**.
#
# “If I nearly always have to erase, why does it not erase by itself?” Because sometimes that sum is
# just what you want. If a **batch** of examples does not fit in memory, you split it, call
# `backward()` on the loss of each piece and end up with the gradient of their sum; and if your
# model has two losses, you can differentiate one after the other. In return, erasing between two
# separate calculations is your job:

# %%
a.grad.zero_()
f(a).backward()
cleared = a.grad.item()
print(cleared)

# %%
#| tags: [claim]
claim(
    "erased",
    cleared,
    equals=7.0,
    says="Si borras antes, vuelve a salir 7. // If you erase first, you get 7 again.",
)

# %% [markdown] lang="es"
# Vuelve a salir {{ cleared:.0f }}, porque la suma empezó de cero. El guion bajo de `zero_` avisa de
# una **operación in situ** (in-place), que cambia el propio tensor en vez de crear otro. También
# sirve `a.grad = None`, que tira el gradiente y libera su memoria.
#
# ## 7. ¿Cuándo se dibuja el grafo? { #define-by-run }
# Hasta aquí la función hacía siempre lo mismo. `bend`, en cambio, calcula una cosa u otra según su
# entrada, con un `if` corriente de Python. Los recibos se guardan mientras se ejecuta el código.

# %% [markdown] lang="en"
# You get {{ cleared:.0f }} again, because the sum started from zero. The underscore in `zero_`
# announces an **in-place operation**, one that changes the tensor itself instead of making another.
# `a.grad = None` works too: it throws the gradient away and frees its memory.
#
# ## 7. When is the graph drawn? { #define-by-run }
# So far the function always did the same thing. `bend`, however, computes one thing or another
# depending on its input, with an ordinary Python `if`. Receipts are kept as the code runs.


# %%
#| predict:
#|   es: "Si se anota lo que se ejecuta, ¿qué óvalos tendrá el grafo de `bend(-2)`?"
#|   en: "If what runs is what gets recorded, which ovals will the graph of `bend(-2)` have?"
def bend(x):
    if x > 0:
        return x**3
    return 3 * x + 1


plus = torch.tensor(2.0, requires_grad=True)
minus = torch.tensor(-2.0, requires_grad=True)
bend(plus).backward()
bend(minus).backward()
at_plus, at_minus = plus.grad.item(), minus.grad.item()
print(at_plus, at_minus)

# %%
#| tags: [hidden]
jump = torch.tensor(0.0, requires_grad=True)
bend(jump).backward()
at_jump = jump.grad.item()

# %%
#| tags: [claim]
claim(
    "cube-at-2",
    at_plus,
    equals=12.0,
    says="En 2 se ejecuta el cubo, y su pendiente es 12. // At 2 the cube runs; its slope is 12.",
)
claim(
    "line-at-minus-2",
    at_minus,
    equals=3.0,
    says="En −2 se ejecuta la recta, de pendiente 3. // At −2 the line runs; its slope is 3.",
)
claim(
    "jump-at-0",
    at_jump,
    equals=3.0,
    says="""En 0, donde bend da un salto, autograd contesta 3. //
        At 0, where bend jumps, autograd answers 3.""",
)

# %%
#| alt:
#|   es: "Grafo de bend(2): la caja x pasa por un solo óvalo, la potencia."
#|   en: "Graph of bend(2): box x goes through a single oval, the power."
#| caption: "El grafo de `bend(2)`: solo la potencia. // The graph of `bend(2)`: just the power."
plots.plot_graph(bend(plus), names={"x": plus})

# %%
#| alt:
#|   es: "Grafo de bend(−2): la caja x pasa por un producto y una suma; no hay ninguna potencia."
#|   en: "Graph of bend(−2): box x goes through a product and a sum; there is no power."
#| caption:
#|   es: "El grafo de `bend(-2)`: solo el producto y la suma."
#|   en: "The graph of `bend(-2)`: just the product and the sum."
plots.plot_graph(bend(minus), names={"x": minus})

# %% [markdown] lang="es"
# Son dos: un producto y una suma, sin rastro de la potencia. Hay un grafo nuevo en cada ejecución y
# contiene solo lo que ocurrió en ella, porque lo que no se ejecuta no deja recibo. Por eso el
# {{ at_plus:.0f }} es $3x^2$ en 2, y el {{ at_minus:.0f }}, la pendiente de la recta. Ten cuidado
# en 0: ahí la función da un salto y no tiene derivada, pero autograd contesta {{ at_jump:.0f }} sin
# quejarse, porque solo ve la rama que se ejecutó.

# %% [markdown] lang="en"
# There are two: a product and a sum, with no trace of the power. Each run has a new graph, with
# only what happened in that run, because what does not run leaves no receipt. That is why the
# {{ at_plus:.0f }} is $3x^2$ at 2, and the {{ at_minus:.0f }} is the slope of the line. Take care
# at 0: the function jumps there and has no derivative, yet autograd answers {{ at_jump:.0f }}
# without complaint, because it only sees the branch that ran.

# %% [markdown] lang="es"
# Este modo de trabajar se llama *define-by-run* (se define al ejecutar), y gracias a él puedes usar
# `if`, `for` y `print` como en cualquier programa. Con un grafo *estático* (static graph), en
# cambio, primero describes todos los casos y después metes los datos.
#
# ## 8. ¿Cómo se da un paso sin anotarlo? { #no-grad }
# Ya puedes entrenar sin ninguna fórmula. Buscamos el mínimo de `f` con descenso de gradiente y una
# **tasa de aprendizaje** (learning rate) `lr`. Cada paso también es un cálculo con `p`, pero no
# forma parte de la función que derivas, así que no debe dejar recibo: dentro de `torch.no_grad()`,
# autograd deja de anotar. Sabemos adónde debería llegar, porque $2x + 3$ se anula en $-1.5$.

# %% [markdown] lang="en"
# This way of working is called *define-by-run*, and thanks to it you can use `if`, `for` and
# `print` as in any program. With a *static graph*, by contrast, you first describe every case and
# only then feed in the data.
#
# ## 8. How do you take a step without recording it? { #no-grad }
# Now you can train without a single formula. We look for the minimum of `f` by gradient descent,
# with a **learning rate** `lr`. Each step is a calculation with `p` too, but it is not part of the
# function you differentiate, so it must leave no receipt: inside `torch.no_grad()`, autograd stops
# recording. We know where it should end up, because $2x + 3$ is zero at $-1.5$.

# %% Dar pasos // Take steps
lr = 0.1
p = torch.tensor(2.0, requires_grad=True)
path = [p.item()]
for _ in range(50):
    f(p).backward()
    with torch.no_grad():
        p -= lr * p.grad
    p.grad.zero_()
    path.append(p.item())
print(f"p = {p.item():.4f}   f(p) = {f(p).item():.4f}")

# %%
#| tags: [claim]
claim(
    "minimum",
    p.item(),
    equals=-1.5,
    abs=1e-3,
    says="""Cincuenta pasos llevan p al mínimo, −1.5. //
        Fifty steps take p to the minimum, −1.5.""",
)

# %% [markdown] lang="es"
# `p` llega, con cuatro decimales, a $-1.5$, donde la pendiente se anula y ya no hay hacia dónde
# bajar. Calcular, derivar, dar el paso y borrar: esas cuatro acciones son el ciclo que entrena
# todas las redes del curso.
#
# Otras veces solo quieres mirar un resultado, por ejemplo para dibujarlo. Para eso está `detach()`,
# que te da los mismos números sin el recibo:

# %% [markdown] lang="en"
# To four decimals `p` gets to $-1.5$, where the slope is zero and there is no way down left.
# Compute, differentiate, step and erase: those four actions are the cycle that trains every network
# in the course.
#
# At other times you only want to look at a result, say to plot it. For that there is `detach()`,
# which gives you the same numbers without the receipt:

# %%
result = f(p)
print(result.requires_grad, result.detach().requires_grad)

# %% [markdown] lang="es"
# Dice `True` y después `False`, porque el segundo ya no pertenece a ningún grafo. Si lo usas en
# otro cálculo, autograd lo trata como una constante.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `x.data` también da los números sin recibo, pero si los cambias, autograd no se entera y puede
#     derivar mal sin avisar. Y `Variable` es el nombre antiguo de un tensor con derivadas. Hoy se
#     usan tensores, `detach()` y `no_grad`.
#
# !!! later "Más adelante"
#     Un *optimizador* (optimizer), como el de [tu primer
#     modelo](../m0-start/hello-pytorch.md#loop), hará por ti las dos últimas de esas cuatro
#     acciones: `step()` da el paso y `zero_grad()` borra.
#
# ## Lo que suele fallar { #errors }
# ### Olvidar el borrado { #forgot-zero }
# Es el peor descuido de la página, porque no da ningún error. Repetimos el descenso sin `zero_()`,
# de modo que `lost.grad` guarda la suma de todas las pendientes por las que ha pasado.

# %% [markdown] lang="en"
# It says `True` and then `False`, because the second no longer belongs to any graph. If you use it
# in another calculation, autograd treats it as a constant.
#
# !!! elsewhere "What you will see elsewhere"
#     `x.data` also gives the numbers without a receipt, but if you change them, autograd does not
#     notice and may differentiate wrongly without a warning. And `Variable` is the old name for a
#     tensor with derivatives. Today people use tensors, `detach()` and `no_grad`.
#
# !!! later "Later"
#     An *optimizer*, like the one in [your first model](../m0-start/hello-pytorch.md#loop), will do
#     the last two of those four actions for you: `step()` takes the step and `zero_grad()` erases.
#
# ## What usually goes wrong { #errors }
# ### Forgetting to erase { #forgot-zero }
# This is the worst slip on the page, because it raises no error. We repeat the descent without
# `zero_()`, so that `lost.grad` holds the sum of all the slopes it has been through.

# %%
#| predict:
#|   es: "Al pasar por $-1.5$ la pendiente es cero. ¿Se quedará `lost` allí?"
#|   en: "As it goes through $-1.5$, the slope is zero. Will `lost` stay there?"
lost = torch.tensor(2.0, requires_grad=True)
lost_path = [lost.item()]
for _ in range(50):
    f(lost).backward()
    with torch.no_grad():
        lost -= lr * lost.grad
    lost_path.append(lost.item())
lowest = min(lost_path)
print(f"lo más bajo: {lowest:.2f} // lowest point: {lowest:.2f}")

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Posición de p en 50 pasos: borrando el gradiente baja suavemente hasta −1.5 y se queda; sin
#|     borrarlo va y viene entre 2 y −5 y no se detiene.
#|   en: >-
#|     Position of p over 50 steps: with the gradient erased it glides down to −1.5 and stays;
#|     without erasing it swings between 2 and −5 and never settles.
erasing, hoarding = "con borrado // erasing", "sin borrado // not erasing"
curves = {erasing: path, hoarding: lost_path}
plots.plot_curves(curves, x=range(51), xlabel="paso // step", ylabel="p")

# %%
#| tags: [claim]
claim(
    "no-erasing-overshoots",
    lowest,
    at_most=-5.0,
    says="""Sin borrar, p se pasa de largo hasta −5 o más abajo. //
        Without erasing, p overshoots to −5 or lower.""",
)

# %% [markdown] lang="es"
# No se queda. Cuando pasa por el mínimo, la pendiente de ese punto es casi cero, pero `lost.grad`
# conserva la suma de las anteriores, todas positivas, y esa suma lo empuja hasta {{ lowest:.2f }}.
# Al otro lado ocurre lo contrario, y la curva va y viene sin asentarse. Una tasa de aprendizaje
# demasiado alta también hace oscilar la pérdida, pero comprobar que cada vuelta borra el gradiente
# cuesta un segundo, así que empieza por ahí.
#
# ### Cambiar la hoja por otra { #rebinding }
# `q = q - …` parece igual que `q -= …`, y no lo es:

# %% [markdown] lang="en"
# It does not stay. As it goes through the minimum, the slope at that point is nearly zero, but
# `lost.grad` still holds the sum of the earlier ones, all positive, and that sum pushes it down to
# {{ lowest:.2f }}. On the other side the opposite happens, so the curve swings and never settles. A
# learning rate that is too high makes the loss oscillate too, but checking that each round erases
# the gradient takes a second, so start there.
#
# ### Swapping the leaf for another { #rebinding }
# `q = q - …` looks just like `q -= …`, and it is not:

# %%
q = torch.tensor(2.0, requires_grad=True)
f(q).backward()
with torch.no_grad():
    q = q - lr * q.grad
print(q.requires_grad, q.grad)

# %%
#| tags: [claim]
claim(
    "rebinding-stops-recording",
    q.requires_grad,
    equals=False,
    says="El q nuevo ya no pide derivadas. // The new q no longer asks for derivatives.",
)
claim(
    "rebinding-loses-grad",
    q.grad is None,
    equals=True,
    says="El q nuevo no tiene gradiente. // The new q has no gradient.",
)

# %% [markdown] lang="es"
# `requires_grad` es `False` y `grad` es `None`, porque el nombre `q` señala ahora a un tensor
# nuevo, nacido mientras autograd no anotaba. La hoja de verdad sigue en 2 y nadie la mira. Cámbiala
# in situ, con `-=`, y seguirá siendo la misma.
#
# ### Cambiar la hoja mientras se anota { #leaf-in-place }
# ¿Y si damos el paso in situ, pero fuera de `no_grad`?

# %% [markdown] lang="en"
# `requires_grad` is `False` and `grad` is `None`, because the name `q` now points to a new tensor,
# born while autograd was not recording. The real leaf is still at 2, and nobody is looking at it.
# Change it in place, with `-=`, and it will remain the same one.
#
# ### Changing the leaf while recording { #leaf-in-place }
# What if we take the step in place, but outside `no_grad`?

# %%
#| raises: "RuntimeError: a leaf Variable that requires grad is being used in an in-place operation"
#| cause:
#|   es: Cambias in situ una hoja mientras autograd anota, y perdería el valor con el que empezó.
#|   en: You change a leaf in place while autograd is recording, and it would lose the value it
#|     started from.
#| fix:
#|   es: Haz el cambio dentro de `with torch.no_grad()`, o deja que lo haga un optimizador.
#|   en: Make the change inside `with torch.no_grad()`, or let an optimizer make it.
k = torch.tensor(2.0, requires_grad=True)
k -= 0.1

# %% [markdown] lang="es"
# PyTorch lo prohíbe porque `k` dejaría de ser una hoja, el comienzo del cálculo, para ser el
# resultado de una resta, y se perdería el valor con el que empezó el cálculo. Mete el paso en
# `with torch.no_grad():` y el mensaje desaparece. (*Variable* es aquel nombre antiguo, que aún vive
# en los mensajes.)
#
# ### Pisar un valor guardado { #saved-in-place }
# Sumar 1 a un resultado antes de derivar parece inofensivo, porque la derivada de una constante es
# cero:

# %% [markdown] lang="en"
# PyTorch forbids it because `k` would stop being a leaf, the start of the calculation, and become
# the result of a subtraction, and the value the calculation started from would be lost. Put the
# step inside `with torch.no_grad():` and the message goes away. (*Variable* is that old name, still
# alive in messages.)
#
# ### Overwriting a saved value { #saved-in-place }
# Adding 1 to a result before differentiating looks harmless, because the derivative of a constant
# is zero:

# %%
#| raises: "RuntimeError: is at version 1; expected version 0"
#| cause:
#|   es: Una operación in situ pisó un valor que autograd había guardado para derivar.
#|   en: An in-place operation overwrote a value that autograd had saved to differentiate.
#| fix:
#|   es: "Escribe el resultado en un tensor nuevo: `y = y + 1` en lugar de `y += 1`."
#|   en: "Write the result to a new tensor: `y = y + 1` instead of `y += 1`."
growth = k.exp()
growth += 1
growth.backward()

# %% [markdown] lang="es"
# La derivada de la exponencial es la propia exponencial, así que el recibo guardaba el valor de
# `growth`, y después tú lo cambiaste. Cada tensor cuenta cuántas veces lo han cambiado, y ese
# contador es la *version* del mensaje. Escribe `growth = growth + 1`, que crea un tensor nuevo y
# deja en paz el guardado.
#
# ### Usar dos veces un grafo { #graph-reuse }
# Antes llamamos tres veces a `backward()`, pero cada vez con un cálculo recién hecho. Ahora el
# cálculo es uno solo:

# %% [markdown] lang="en"
# The derivative of the exponential is the exponential itself, so the receipt kept the value of
# `growth`, and then you changed it. Every tensor counts how often it has been changed, and that
# counter is the *version* in the message. Write `growth = growth + 1`, which makes a new tensor and
# leaves the saved one alone.
#
# ### Using a graph twice { #graph-reuse }
# Earlier we called `backward()` three times, but each time on a fresh calculation. Now there is
# only one:

# %%
#| raises: "RuntimeError: Trying to backward through the graph a second time"
#| cause:
#|   es: El grafo se libera después de `backward()`, y aquí se recorre otra vez.
#|   en: The graph is freed after `backward()`, and here it is walked again.
#| fix:
#|   es: Repite el pase hacia adelante antes de cada `backward()`; suele estar fuera del bucle por
#|     error.
#|   en: Repeat the forward pass before each `backward()`; it is often outside the loop by mistake.
once = f(k)
for _ in range(2):
    once.backward()

# %% [markdown] lang="es"
# `backward()` tira lo guardado según pasa, porque casi nunca hace falta otra vez y ocupa memoria.
# Calcula `f(k)` dentro del bucle. El mensaje ofrece `retain_graph=True`, pero no lo uses para
# callarlo: repetirías el gradiente de un valor viejo. Su uso legítimo está en [E5](#e5).
#
# ### Cortar el grafo { #cut-graph }
# Si conviertes un resultado en un número corriente, autograd no puede volver desde él, porque un
# número no lleva recibo:

# %% [markdown] lang="en"
# `backward()` throws away what was saved as it goes, because it is hardly ever needed again and
# takes up memory. Compute `f(k)` inside the loop. The message offers `retain_graph=True`, but do
# not use it to silence the error: you would repeat the gradient of an old value. Its proper use is
# in [E5](#e5).
#
# ### Cutting the graph { #cut-graph }
# If you turn a result into a plain number, autograd cannot find its way back from it, because a
# number carries no receipt:

# %%
#| raises: "RuntimeError: element 0 of tensors does not require grad"
#| cause:
#|   es: Nada en el cálculo pidió derivadas, o `.item()`, `.detach()` o `no_grad()` cortaron el
#|     grafo.
#|   en: Nothing in the calculation asked for derivatives, or `.item()`, `.detach()` or `no_grad()`
#|     cut the graph.
#| fix:
#|   es: Crea los parámetros con `requires_grad=True` y calcula la pérdida con tensores.
#|   en: Create the parameters with `requires_grad=True` and compute the loss with tensors.
number = f(k).item()
torch.tensor(number).backward()

# %%
#| raises: "RuntimeError: Can't call numpy() on Tensor that requires grad"
#| cause:
#|   es: NumPy no sabe anotar operaciones, así que PyTorch no le entrega un tensor con grafo.
#|   en: NumPy cannot record operations, so PyTorch does not hand it a tensor that has a graph.
#| fix:
#|   es: Usa `x.detach().numpy()` cuando solo quieras mirar o dibujar.
#|   en: Use `x.detach().numpy()` when you only want to look or draw.
f(k).numpy()

# %% [markdown] lang="es"
# `.item()` corta el grafo en silencio, y el error aparece más tarde y en otra línea, que es lo que
# lo hace difícil de encontrar. NumPy, en cambio, se niega en el acto. Llama a `backward()` antes de
# convertir, y para dibujar usa `.detach().numpy()`.
#
# ### Guardar `loss` en una lista { #kept-loss }
# Quieres dibujar la curva de pérdida y guardas cada `loss`. Aquí cada lote ocupa 1 MB, y el recibo
# de `batch * k` lo necesita, porque la derivada respecto de `k` es el propio lote.

# %% [markdown] lang="en"
# `.item()` cuts the graph silently, and the error turns up later on another line, which is what
# makes it hard to find. NumPy refuses on the spot instead. Call `backward()` before converting, and
# to plot use `.detach().numpy()`.
#
# ### Keeping `loss` in a list { #kept-loss }
# You want to plot the loss curve, so you keep every `loss`. Here each batch takes 1 MB, and the
# receipt of `batch * k` needs it, because the derivative with respect to `k` is the batch itself.

# %%
#| predict:
#|   es: "¿Cuántos de los 20 lotes retiene la lista en memoria? ¿Y si guardas `loss.item()`?"
#|   en: "How many of the 20 batches does the list hold in memory? And if you keep `loss.item()`?"
losses = []
for _ in range(20):
    batch = torch.ones(500, 500)
    loss = (batch * k).mean()
    losses.append(loss)
print(f"pérdidas guardadas: {len(losses)} // losses kept: {len(losses)}")


# %%
#| tags: [hidden]
import weakref


def batches_in_memory(keep_tensor):
    losses, watched = [], []
    for _ in range(20):
        batch = torch.ones(500, 500)
        loss = (batch * k).mean()
        losses.append(loss if keep_tensor else loss.item())
        watched.append(weakref.ref(batch))
    del batch, loss
    return sum(watch() is not None for watch in watched)


with_tensors, with_numbers = batches_in_memory(True), batches_in_memory(False)
print(f"""lotes en memoria con loss: {with_tensors} //
    batches in memory with loss: {with_tensors}""")
print(f"""lotes en memoria con loss.item(): {with_numbers} //
    batches in memory with loss.item(): {with_numbers}""")

# %%
#| tags: [claim]
claim(
    "kept-losses-hold-their-batches",
    [with_tensors, with_numbers],
    equals=[20, 0],
    says="""Guardar 20 pérdidas retiene sus 20 lotes; guardar sus números, ninguno. //
        Keeping 20 losses holds on to their 20 batches; keeping their numbers, to none.""",
)

# %% [markdown] lang="es"
# Contados después de soltar las variables `batch` y `loss`, si guardas la pérdida siguen ahí los
# {{ with_tensors }}, y si guardas su número, {{ with_numbers }}. Cada pérdida retiene su grafo, y
# el grafo, su lote, así que la memoria crece vuelta tras vuelta hasta agotarse. Al entrenar no se
# nota, porque `backward()` suelta lo guardado; aparece al validar, cuando nadie lo llama. Guarda
# `loss.item()` y valida dentro de `no_grad`.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# Counted after letting go of the variables `batch` and `loss`, all {{ with_tensors }} are still
# there if you keep the loss, and {{ with_numbers }} if you keep its number. Each loss holds on to
# its graph, and the graph to its batch, so memory grows round after round until it runs out. You do
# not notice while training, because `backward()` lets go of what was saved; it shows up in
# validation, when nobody calls it. Keep `loss.item()` and validate inside `no_grad`.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Tres caminos hacia un número { #e1 }
# **Meta:** derivar $x^3$ en $x = 2$ por tres caminos que coincidan. **Tienes:** `cube`. **Haz:**
# calcula `by_hand` con la regla de la potencia, `by_autograd` con `backward()` y `by_nudge` con una
# diferencia finita entre números de Python. La diferencia finita no acierta del todo: deja
# `by_nudge` sin redondear, con un error que no sea cero ni pase de 0.001.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Three roads to one number { #e1 }
# **Goal:** differentiate $x^3$ at $x = 2$ in three ways that agree. **You have:** `cube`. **Do:**
# compute `by_hand` with the power rule, `by_autograd` with `backward()` and `by_nudge` with a
# finite difference between Python numbers. A finite difference is never quite right: leave
# `by_nudge` unrounded, with an error that is not zero and at most 0.001.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La regla de la potencia: el exponente baja a multiplicar, y la potencia se queda en uno menos.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The power rule: the exponent comes down to multiply, and the power loses one.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `backward()` llena el `.grad` de la hoja `x`. Para el empujón basta evaluar `cube` dos veces, un
# poco antes y un poco después de 2.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `backward()` fills the `.grad` of the leaf `x`. For the nudge it is enough to evaluate `cube`
# twice, a little before 2 and a little after it.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Con autograd se empieza por `cube(x).backward()`, y con el empujón, por `h = 1e-5`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# With autograd you start with `cube(x).backward()`, and with the nudge, with `h = 1e-5`.

# %%
#| exercise: E1
#| role: setup
import torch


def cube(x):
    return x**3


# %%
#| exercise: E1
#| role: starter
by_hand = ...
x = torch.tensor(2.0, requires_grad=True)
by_autograd = ...
by_nudge = ...

# %%
#| exercise: E1
#| role: solution
by_hand = 3 * 2**2
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad.item()
h = 1e-5
by_nudge = (cube(2 + h) - cube(2 - h)) / (2 * h)
print(by_hand, by_autograd, f"{by_nudge:.6f}")

# %%
#| exercise: E1
#| role: check
#| survives:
#|   operator 1.2: two times two is two squared
#|   constant 5: the double of h is small enough too
from tutorial_lib import check

slope = 2 * 2 + 2 * 2 + 2 * 2  # a³ - b³ = (a - b)(a² + ab + b²), a = b = 2
check(
    "a mano // by hand",
    by_hand,
    equals=slope,
    hint="""¿qué pasa con el exponente, y en qué potencia se queda x? //
        what becomes of the exponent, and which power of x is left?""",
)
check(
    "con autograd // with autograd",
    by_autograd,
    equals=slope,
    abs=0.0,  # 3·2² no se redondea // 3·2² is not rounded
    hint="""lee x.grad, que está vacío hasta que alguien llama a backward() //
        read x.grad, which is empty until somebody calls backward()""",
)
check(
    "con un empujón // with a nudge",
    by_nudge,
    equals=slope,
    abs=1e-3,
    hint="""divide lo que cambia cube entre la separación; una h diminuta se pierde al redondear //
        divide the change in cube by how far apart the points are; a tiny h is lost in rounding""",
)
check(
    "error del empujón // error of the nudge",
    abs(float(by_nudge) - slope),
    at_least=1e-15,
    hint="""by_nudge sale de dos valores de cube, sin autograd y sin redondear //
        by_nudge comes from two values of cube, without autograd and without rounding""",
)

# %%
#| exercise: E1
#| role: right
by_hand = 12
x = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
(by_autograd,) = torch.autograd.grad(cube(x).sum(), x)
by_nudge = (cube(2 + 1e-5) - cube(2)) / 1e-5


# %%
#| exercise: E1
#| role: right
def nudge(f, at, h=1e-6):
    return (f(at + h) - f(at - h)) / (2 * h)


leaf = torch.tensor(2.0).requires_grad_()
result = cube(leaf)
result.backward()
by_hand, by_autograd, by_nudge = 3 * pow(2.0, 2), leaf.grad, nudge(cube, 2.0)

# %%
#| exercise: E1
#| role: wrong
#| message: ¿qué pasa con el exponente // what becomes of the exponent
by_hand = 2 * 3**2  # base y exponente cambiados // base and exponent swapped
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad
by_nudge = (cube(2 + 1e-5) - cube(2 - 1e-5)) / 2e-5

# %%
#| exercise: E1
#| role: wrong
#| message: está vacío hasta que alguien llama a backward() // empty until somebody calls backward()
by_hand = 12
x = torch.tensor(2.0, requires_grad=True)
cube(x)  # sin backward() // without backward()
by_autograd = x.grad
by_nudge = (cube(2 + 1e-5) - cube(2 - 1e-5)) / 2e-5

# %%
#| exercise: E1
#| role: wrong
#| message: una h diminuta se pierde al redondear // a tiny h is lost in rounding
by_hand = 12
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad
h = 1e-20  # cuanto más pequeño, mejor… // the smaller the better…
by_nudge = (cube(2 + h) - cube(2)) / h

# %%
#| exercise: E1
#| role: wrong
#| message: sin autograd y sin redondear // without autograd and without rounding
by_hand = 12
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = by_nudge = x.grad  # no es otro camino // it is no other road

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Una función dentro de otra { #e2 }
# **Meta:** ver la regla de la cadena en acción. **Tienes:** el punto `point`, que vale $\pi/2$.
# **Haz:** calcula con autograd la derivada de $\sin(x^2)$ en ese punto y guárdala en `slope`.
# Guarda en `expected` la misma derivada, calculada con tu fórmula, hecha a mano y sin autograd.
# Compáralas: son dos números, cada uno por su camino.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · One function inside another { #e2 }
# **Goal:** watch the chain rule at work. **You have:** the point `point`, which is $\pi/2$. **Do:**
# compute the derivative of $\sin(x^2)$ at that point with autograd and keep it in `slope`. Keep in
# `expected` the same derivative, computed with your formula, made by hand and without autograd.
# Compare them: they are two numbers, each by its own road.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Por fuera, el seno se deriva en coseno; por dentro, $x^2$ aporta su propia derivada. Se
# multiplican.

# %% [markdown] exercise="E2" lang="en" role="hint"
# On the outside, the sine becomes a cosine; on the inside, $x^2$ adds its own derivative. The two
# are multiplied.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Para la fórmula sirve `math.cos`. Para autograd, `torch.sin` de una hoja al cuadrado y
# `backward()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# For the formula you can use `math.cos`; for autograd, `torch.sin` of a squared leaf and
# `backward()`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La segunda línea es `torch.sin(x**2).backward()`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The second line is `torch.sin(x**2).backward()`.

# %%
#| exercise: E2
#| role: setup
import math

import torch

point = math.pi / 2

# %%
#| exercise: E2
#| role: starter
x = torch.tensor(point, requires_grad=True)
slope = ...
expected = ...

# %%
#| exercise: E2
#| role: solution
x = torch.tensor(point, requires_grad=True)
torch.sin(x**2).backward()
slope = x.grad.item()
expected = 2 * point * math.cos(point**2)
print(f"autograd: {slope:.5f}")
print(f"a mano: {expected:.5f} // by hand: {expected:.5f}")

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check

h = 1e-5
nudged = (math.sin((point + h) ** 2) - math.sin((point - h) ** 2)) / (2 * h)
check(
    "derivada a mano // derivative by hand",
    expected,
    equals=nudged,
    hint="""la derivada de fuera se evalúa en x al cuadrado, y se multiplica por la de dentro //
        the outer derivative is taken at x squared, and multiplied by the inner one""",
)
check(
    "derivada con autograd // derivative with autograd",
    slope,
    equals=nudged,
    hint="""sin(x²) eleva x al cuadrado antes del seno, y el gradiente llega a x con backward() //
        sin(x²) squares x before the sine, and the gradient reaches x with backward()""",
)
check(
    "cuántos números son // how many numbers they are",
    len({id(slope), id(expected)}),
    equals=2,
    hint="""es el mismo número con dos nombres; uno ha de ser de autograd, y el otro, tuyo //
        it is one number under two names; one is to be autograd's, and the other yours""",
)

# %%
#| exercise: E2
#| role: right
x = torch.tensor([point], dtype=torch.float64, requires_grad=True)
slope = torch.autograd.grad((x * x).sin().sum(), x)[0]
with torch.no_grad():
    expected = torch.cos(x**2) * 2 * x

# %%
#| exercise: E2
#| role: right
import numpy as np


def inside(x):
    return x**2


x = torch.tensor(float(point), requires_grad=True)
y = torch.sin(inside(x))
y.backward()
slope = x.grad
expected = np.cos(inside(point)) * (point + point)

# %%
#| exercise: E2
#| role: wrong
#| message: se multiplica por la de dentro // multiplied by the inner one
x = torch.tensor(point, requires_grad=True)
torch.sin(x**2).backward()
slope = x.grad.item()
expected = math.cos(point**2)  # falta la derivada de dentro // the inner derivative is missing

# %%
#| exercise: E2
#| role: wrong
#| message: eleva x al cuadrado antes del seno // squares x before the sine
x = torch.tensor(point, requires_grad=True)
(torch.sin(x) ** 2).backward()  # el cuadrado del seno // the square of the sine
slope = x.grad.item()
expected = 2 * point * math.cos(point**2)

# %%
#| exercise: E2
#| role: wrong
#| message: el mismo número con dos nombres // one number under two names
x = torch.tensor(point, requires_grad=True)
torch.sin(x**2).backward()
slope = x.grad
expected = slope

# %%
#| exercise: E2
#| role: wrong
#| message: el mismo número con dos nombres // one number under two names
expected = 2 * point * math.cos(point**2)
slope = expected

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Tus fórmulas, a examen { #e3 }
# **Meta:** comparar autograd con las dos fórmulas que derivaste a mano. **Tienes:** los mismos 80
# puntos de entrenamiento, en los tensores `x` e `y`; el mismo comienzo, los tensores `b` y `w`, que
# piden gradiente, y tus fórmulas, en `formulas`. **Haz:** calcula `loss`, el promedio de los
# errores al cuadrado, y obtén con un solo `backward()` los gradientes de `b` y de `w`; guárdalos en
# `grad_b` y `grad_w`. La primera línea vacía los gradientes, por si ejecutas la celda otra vez.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Your formulas, put to the test { #e3 }
# **Goal:** compare autograd with the two formulas you derived by hand. **You have:** the same 80
# training points, in the tensors `x` and `y`; the same start, the tensors `b` and `w`, which ask
# for a gradient; and your formulas, in `formulas`. **Do:** compute `loss`, the average of the
# squared errors, and get the gradients of `b` and `w` with a single `backward()`; keep them in
# `grad_b` and `grad_w`. The first line empties the gradients, in case you run the cell again.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Primero la recta y su error en cada punto; después, un solo número, la pérdida; al final, el pase
# hacia atrás desde ese número.

# %% [markdown] exercise="E3" lang="en" role="hint"
# First the line and its error at each point; then a single number, the loss; at the end, the
# backward pass from that number.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `mean()` promedia, y `backward()` llena `b.grad` y `w.grad` a la vez.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `mean()` averages, and `backward()` fills `b.grad` and `w.grad` at once.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La primera línea que falta es `loss = ((b + w * x - y) ** 2).mean()`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first line that is missing is `loss = ((b + w * x - y) ** 2).mean()`.

# %%
#| exercise: E3
#| role: setup
import numpy as np
import torch

np.random.seed(42)
x_all = np.random.rand(100, 1)
y_all = 1 + 2 * x_all + 0.1 * np.random.randn(100, 1)
idx = np.arange(100)
np.random.shuffle(idx)
x, y = torch.from_numpy(x_all[idx[:80]]), torch.from_numpy(y_all[idx[:80]])
np.random.seed(42)
b = torch.tensor(np.random.randn(1), requires_grad=True)
w = torch.tensor(np.random.randn(1), requires_grad=True)


def formulas(x, y, b, w):
    with torch.no_grad():
        error = b + w * x - y
        return 2 * error.mean(), 2 * (x * error).mean()


# %%
#| exercise: E3
#| role: starter
b.grad = w.grad = None  # vacíos, también otra vez // empty, also the next time
loss = ...
grad_b, grad_w = ..., ...

# %%
#| exercise: E3
#| role: solution
b.grad = w.grad = None
loss = ((b + w * x - y) ** 2).mean()
loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()
formula_b, formula_w = formulas(x, y, b, w)
print(f"autograd: {grad_b:.4f}, {grad_w:.4f}")
print(f"fórmulas: {formula_b:.4f}, {formula_w:.4f} // formulas: {formula_b:.4f}, {formula_w:.4f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

np.random.seed(42)
start_b, start_w = np.random.randn(2)
points = [*zip(x_all[idx[:80], 0], y_all[idx[:80], 0], strict=True)]
errors = [start_b + start_w * one_x - one_y for one_x, one_y in points]
check(
    "pérdida // loss",
    loss,
    equals=sum(error * error for error in errors) / 80,
    hint="el promedio de los errores al cuadrado // the average of the squared errors",
)
check(
    "gradiente de b // gradient of b",
    grad_b,
    equals=sum(errors) / 40,
    hint="es b.grad tras un solo backward() // it is b.grad after a single backward()",
)
check(
    "gradiente de w // gradient of w",
    grad_w,
    equals=sum(error * one_x for error, (one_x, _) in zip(errors, points, strict=True)) / 40,
    hint="es w.grad tras un solo backward() // it is w.grad after a single backward()",
)

# %%
#| exercise: E3
#| role: right
weights = torch.tensor([b.item(), w.item()], dtype=torch.float64, requires_grad=True)
predicted = weights[0] + weights[1] * x
loss = torch.nn.functional.mse_loss(predicted, y)
loss.backward()
grad_b, grad_w = weights.grad


# %%
#| exercise: E3
#| role: right
def line(x, b, w):
    return b + w * x


error = y - line(x, b, w)
loss = (error * error).sum() / len(x)
grad_b, grad_w = torch.autograd.grad(loss, (b, w))
loss = loss.item()

# %%
#| exercise: E3
#| role: right
loss = torch.mean((x * w + b - y) ** 2)
b.grad, w.grad = None, None
loss.backward()
grad_b, grad_w = b.grad, w.grad

# %%
#| exercise: E3
#| role: wrong
#| message: el promedio de los errores al cuadrado // the average of the squared errors
b.grad = w.grad = None
loss = ((b + w * x - y) ** 2).sum()  # sum() en lugar de mean() // sum() instead of mean()
loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()

# %%
#| exercise: E3
#| role: wrong
#| message: tras un solo backward() // after a single backward()
b.grad = w.grad = None
for _ in range(2):  # el segundo se suma al primero // the second adds to the first
    loss = ((b + w * x - y) ** 2).mean()
    loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()

# %%
#| exercise: E3
#| role: wrong
#| message: es b.grad tras un solo backward() // it is b.grad after a single backward()
b.grad = w.grad = None
loss = ((b + w * x - y) ** 2).mean()
loss.backward()
grad_b, grad_w = w.grad.item(), b.grad.item()  # cambiados // swapped

# %%
#| exercise: E3
#| role: wrong
#| message: el promedio de los errores al cuadrado // the average of the squared errors
loss, grad_b, grad_w = 2.7422, -3.0448, -1.8338  # copiados de la página // copied from the page

# %% [markdown] exercise="E4" lang="es"
# ### E4 · Tres pasos estropeados { #e4 }
# **Meta:** reparar tres descensos que no llegan al mínimo de $x^2 + 3x + 1$, que está en $-1.5$.
# **Tienes:** `descend`, que repite un paso, y tres pasos con un solo fallo cada uno. **Haz:**
# predice el síntoma de `step_a`, `step_b` y `step_c`, ejecuta cada uno con `descend` y arréglalo.
# Un paso arreglado recibe `x`, le resta 0.1 veces el gradiente de $x^2 + 3x + 1$ y lo devuelve
# listo para la vuelta siguiente.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Three broken steps { #e4 }
# **Goal:** repair three descents that do not reach the minimum of $x^2 + 3x + 1$, which is at
# $-1.5$. **You have:** `descend`, which repeats a step, and three steps with just one fault each.
# **Do:** predict the symptom of `step_a`, `step_b` and `step_c`, run each with `descend` and fix
# it. A step that is fixed receives `x`, subtracts 0.1 times the gradient of $x^2 + 3x + 1$ from it,
# and returns it ready for the next round.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Los síntomas: uno va y viene, otro se detiene con un error, otro se aleja sin freno.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The symptoms: one swings, one stops with an error, one runs away without a brake.

# %% [markdown] exercise="E4" lang="es" role="hint"
# En el primero mira qué queda en `x.grad` al acabar; en el segundo, `x.requires_grad` después de
# la resta; en el tercero, qué parte de $2x + 3$ da el gradiente.

# %% [markdown] exercise="E4" lang="en" role="hint"
# In the first, look at what is left in `x.grad` at the end; in the second, at `x.requires_grad`
# after the subtraction; in the third, at which part of $2x + 3$ the gradient gives.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Los tres arreglos empiezan por `(x**2 + 3 * x + 1).backward()` y pueden quedar iguales.

# %% [markdown] exercise="E4" lang="en" role="hint"
# All three fixes start with `(x**2 + 3 * x + 1).backward()`, and they may turn out the same.

# %%
#| exercise: E4
#| role: setup
import torch


def descend(step, start=2.0, rounds=50):
    x = torch.tensor(start, requires_grad=True)
    for _ in range(rounds):
        x = step(x)
    return x.item()


# %%
#| exercise: E4
#| role: starter
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    return x


def step_b(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x = x - 0.1 * x.grad
    x.grad = None
    return x


def step_c(x):
    (x.data**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None
    return x


for step in (step_a, step_b, step_c):
    print(step.__name__, ...)


# %%
#| exercise: E4
#| role: solution
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None  # a: faltaba borrar // a: the erasing was missing
    return x


step_b = step_a  # b: -= conserva la hoja // b: -= keeps the leaf
step_c = step_a  # c: x en lugar de x.data // c: x instead of x.data
for step in (step_a, step_b, step_c):
    print(f"{descend(step):.4f}")

# %%
#| exercise: E4
#| role: check
#| survives:
#|   operator 2: the slope of a constant is zero, whatever it is
#|   constant 2: the slope of a constant is zero, whatever it is
from tutorial_lib import check

# Cada vuelta deja el 80 % de la distancia al mínimo // Each round leaves 80% of the distance
runs = ((2.0, 1), (-4.0, 3), (0.5, 60))
ends = [-1.5 + (start + 1.5) * 0.8**rounds for start, rounds in runs]


def ends_of(step):
    return [descend(step, start, rounds) for start, rounds in runs]


check(
    "step_a tras 1, 3 y 60 vueltas // step_a after 1, 3 and 60 rounds",
    lambda: ends_of(step_a),
    equals=ends,
    abs=1e-4,
    hint="""se resta 0.1 veces el gradiente, y los gradientes se acumulan: ¿qué queda en x.grad? //
        0.1 times the gradient is taken off, and gradients pile up: what is left in x.grad?""",
)
check(
    "step_b tras 1, 3 y 60 vueltas // step_b after 1, 3 and 60 rounds",
    lambda: ends_of(step_b),
    equals=ends,
    abs=1e-4,
    hint="""¿sigue siendo lo que devuelves una hoja que pide gradiente, sin restos del anterior? //
        is what you return still a leaf that asks for a gradient, with nothing left over?""",
)
check(
    "step_c tras 1, 3 y 60 vueltas // step_c after 1, 3 and 60 rounds",
    lambda: ends_of(step_c),
    equals=ends,
    abs=1e-4,
    hint="""lo que pasa por .data o detach() no deja recibo, y a la pendiente le falta una parte //
        what goes through .data or detach() leaves no receipt, and the slope lacks a part""",
)


# %%
#| exercise: E4
#| role: right
def step_a(x):
    x.grad = None  # borrar al principio también vale // erasing at the start is fine too
    loss = x**2 + 3 * x + 1
    loss.backward()
    with torch.no_grad():
        x.sub_(0.1 * x.grad)
    return x


def step_b(x):
    (x**2 + 3 * x + 1).backward()
    return (x - 0.1 * x.grad).detach().requires_grad_()


def step_c(x):
    (slope,) = torch.autograd.grad(x * x + 3 * x + 1, x)
    return torch.tensor(x.item() - 0.1 * slope.item(), requires_grad=True)


# %%
#| exercise: E4
#| role: right
def fixed(x, rate=0.1):
    optimizer = torch.optim.SGD([x], lr=rate)
    optimizer.zero_grad()
    (x**2 + 3 * x + 1).backward()
    optimizer.step()
    return x


step_a = step_b = step_c = fixed


# %%
#| exercise: E4
#| role: wrong
#| message: ¿qué queda en x.grad // what is left in x.grad
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.05 * x.grad  # pasos más cortos no lo arreglan // shorter steps do not mend it
    return x


step_b = step_c = step_a


# %%
#| exercise: E4
#| role: wrong
#| message: una hoja que pide gradiente // a leaf that asks for a gradient
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None
    return x


def step_b(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x = x - 0.1 * x.grad
    x.grad = None
    return x


step_c = step_a


# %%
#| exercise: E4
#| role: wrong
#| message: a la pendiente le falta una parte // the slope lacks a part
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None
    return x


step_b = step_a


def step_c(x):
    (x.detach() ** 2 + 3 * x + 1).backward()  # otro nombre, el mismo fallo // new name, same fault
    with torch.no_grad():
        x -= 0.1 * x.grad
    x.grad = None
    return x


# %% [markdown] exercise="E5" lang="es"
# ### E5 · Derivar la derivada { #e5 }
# **Meta (reto):** calcular la *hessiana*, la tabla de segundas derivadas. Mide la
# [curvatura](../m1-gradient-descent/loss-surface.md#curvature): cuánto cambia la propia pendiente.
# **Tienes:** `q`, el valor de $q(u, v) = u^3 + 3uv + 2v^2$ en `point`, el punto (1.1, 2.3), un
# tensor que pide gradiente. **Haz:** obtén el gradiente con `torch.autograd.grad(q, point,
# create_graph=True)`, que deja recibo, y deriva cada una de sus dos componentes. Guarda en
# `gradient` el gradiente, un tensor de forma `(2,)`, y en `hessian` la hessiana, un tensor de forma
# `(2, 2)`, con una fila por componente.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · Differentiate the derivative { #e5 }
# **Goal (stretch):** compute the *Hessian*, the table of second derivatives. It measures
# [curvature](../m1-gradient-descent/loss-surface.md#curvature): how much the slope itself changes.
# **You have:** `q`, the value of $q(u, v) = u^3 + 3uv + 2v^2$ at `point`, the point (1.1, 2.3), a
# tensor that asks for a gradient. **Do:** get the gradient with `torch.autograd.grad(q, point,
# create_graph=True)`, which leaves a receipt, and differentiate each of its two components. Keep
# the gradient in `gradient`, a tensor of shape `(2,)`, and the Hessian in `hessian`, a tensor of
# shape `(2, 2)` with one row for each component.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Cada componente del gradiente es un número con recibo, así que también se puede derivar respecto
# del punto.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Each component of the gradient is a number with a receipt, so it can be differentiated with
# respect to the point as well.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `torch.autograd.grad` devuelve una tupla; toma su elemento `[0]`. Las dos filas comparten un
# grafo: este es el uso legítimo de `retain_graph=True`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `torch.autograd.grad` returns a tuple; take its element `[0]`. Both rows share one graph: this is
# the proper use of `retain_graph=True`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `gradient = torch.autograd.grad(q, point, create_graph=True)[0]`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `gradient = torch.autograd.grad(q, point, create_graph=True)[0]`.

# %%
#| exercise: E5
#| role: setup
import torch

point = torch.tensor([1.1, 2.3], requires_grad=True)
u, v = point[0], point[1]
q = u**3 + 3 * (u * v) + 2 * v**2

# %%
#| exercise: E5
#| role: starter
q = u**3 + 3 * (u * v) + 2 * v**2  # con recibos nuevos, también otra vez // with fresh receipts
gradient = ...
hessian = torch.stack([..., ...])

# %%
#| exercise: E5
#| role: solution
q = u**3 + 3 * (u * v) + 2 * v**2
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
rows = [torch.autograd.grad(part, point, retain_graph=True)[0] for part in gradient]
hessian = torch.stack(rows)
print(hessian)

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check

at_u, at_v = point.tolist()
check(
    "gradiente // gradient",
    gradient,
    equals=torch.tensor([3 * at_u * at_u + 3 * at_v, 3 * at_u + 4 * at_v]),
    hint="la derivada de q por point, sin derivar más // the derivative of q by point, no further",
)
check(
    "hessiana // Hessian",
    hessian,
    equals=torch.tensor([[6 * at_u, 3], [3, 4]]),
    hint="""una fila por componente del gradiente, y en cada una, las derivadas respecto de u y v //
        one row for each component of the gradient, and in each the derivatives by u and v""",
)

# %%
#| exercise: E5
#| role: right
from torch.autograd import grad

(gradient,) = grad(q, point, create_graph=True)
by_u = grad(gradient[0], point, retain_graph=True)[0]
by_v = grad(gradient[1], point)[0]
hessian, gradient = torch.stack([by_u, by_v]), gradient.detach()


# %%
#| exercise: E5
#| role: right
def of(point):
    u, v = point
    return u**3 + 3 * u * v + 2 * v**2


leaf = point.detach().clone().requires_grad_()
hessian = torch.autograd.functional.hessian(of, leaf)
of(leaf).backward()
gradient = leaf.grad

# %%
#| exercise: E5
#| role: wrong
#| message: una fila por componente // one row for each component
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
row = torch.autograd.grad(gradient.sum(), point)[0]  # mezcla las dos filas // mixes both rows
hessian = torch.stack([row, row])

# %%
#| exercise: E5
#| role: wrong
#| message: las derivadas respecto de u y v // the derivatives by u and v
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
row = torch.autograd.grad(gradient.sum(), point)[0]
hessian = torch.diag(row)  # sin las derivadas cruzadas // without the mixed derivatives

# %%
#| exercise: E5
#| role: wrong
#| message: una fila por componente // one row for each component
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
hessian = torch.stack([gradient, gradient])  # sin derivar otra vez // not differentiated again

# %%
#| exercise: E5
#| role: wrong
#| message: llegó una lista, y se pide un tensor // got a list where a tensor is asked for
gradient = [10.53, 12.5]  # los números, sin derivar nada // the numbers, without any derivative
hessian = [[6.6, 3], [3, 4]]

# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Un tensor con `requires_grad=True` hace que cada operación deje un recibo, y la cadena de
#   recibos es el grafo.
# - `backward()` parte de un solo número: multiplica a lo largo de cada camino, suma donde se juntan
#   y llena el `.grad` de todas las hojas.
# - Entre llamadas los gradientes también se suman, así que borra antes de la siguiente.
# - El paso se da in situ y dentro de `no_grad`; para mirar un resultado, usa `detach()`.
# - Ante un mensaje sobre el grafo, busca qué se reutilizó, se pisó o se cortó.
#
# ## Para profundizar { #further }
# - [Mecánica de autograd](https://docs.pytorch.org/docs/stable/notes/autograd.html): las reglas
#   completas (en inglés).
# - [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767): panorámica de la diferenciación
#   automática, el nombre general del método (en inglés).
#
# Ya sabes usar la máquina y reconoces los descuidos que la estropean. Queda una pregunta, que quizá
# te ronda desde el dibujo: ¿cuánto código hace falta para que un número recuerde de dónde viene?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A tensor with `requires_grad=True` makes each operation leave a receipt, and the chain of
#   receipts is the graph.
# - `backward()` starts from a single number: it multiplies along each path, adds where they meet
#   and fills the `.grad` of every leaf.
# - Between calls gradients add up as well, so erase before the next one.
# - The step is taken in place and inside `no_grad`; to look at a result, use `detach()`.
# - When a message mentions the graph, look for what was reused, overwritten or cut.
#
# ## Going further { #further }
# - [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html): the complete
#   rules.
# - [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767): a survey of automatic differentiation,
#   the method's general name.
#
# You can use the machine now, and you recognize the slips that spoil it. One question is left,
# which may have been on your mind since the drawing: how much code does it take for a number to
# remember where it came from?
