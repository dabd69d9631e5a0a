# ---
# title: "Autograd: derivadas sin dolor // Autograd: painless derivatives"
# description:
#   es: Cómo PyTorch anota cada operación y calcula derivadas por ti, y los descuidos que las
#     estropean.
#   en: How PyTorch records every operation and computes derivatives for you, and the slips that
#     spoil them.
# objectives:
#   - understand:
#       es: explicar qué son una hoja, el grafo y `grad_fn`
#       en: explain what a leaf, the graph and `grad_fn` are
#   - apply:
#       es: calcular gradientes y comprobarlos con números (E1, E2, E3)
#       en: compute gradients and check them with numbers (E1, E2, E3)
#   - analyse:
#       es: predecir cuándo se acumulan los gradientes (E4)
#       en: predict when gradients pile up (E4)
#   - apply:
#       es: usar `no_grad` y `detach` donde hacen falta (E4)
#       en: use `no_grad` and `detach` where they are needed (E4)
# minutes: {read: 35, practise: 25}
# needs: [gradient_descent, tensors]
# data: []
# ---
# %% [markdown] lang="es"
# En [descenso de gradiente](../m1-gradient-descent/gradient-descent.md) derivaste a mano dos
# fórmulas, una por **parámetro** (parameter): cada número que el modelo puede ajustar. Con dos se
# puede. [Una red que reconoce ropa](../m5-networks/fashion-mnist.md) tiene cientos de miles. ¿Quién
# deriva todo eso?
#
# Lo hace **autograd**, una pieza de PyTorch. Tú escribes el cálculo con
# [tensores](../m2-tensors-autograd/tensors.md), como siempre. Él anota cada operación y después
# recorre sus notas al revés. Al terminar sabrás pedirle derivadas, comprobar que no miente y
# reconocer los descuidos que dejan a un modelo sin aprender.
#
# ## La idea en una imagen { #picture }
# Este dibujo es un **grafo computacional** (computational graph): el historial de un cálculo.
# La caja es la entrada, cada óvalo es una operación y las flechas dicen qué alimenta a qué.
# Cajas y óvalos se llaman **nodos** (nodes). Lee el dibujo dos veces:

# %% [markdown] lang="en"
# In [gradient descent](../m1-gradient-descent/gradient-descent.md) you worked out two formulas by
# hand, one for each **parameter**: a number the model can adjust. Two is fine.
# [A network that recognizes clothes](../m5-networks/fashion-mnist.md) has hundreds of thousands.
# Who takes all those derivatives?
#
# **Autograd** does: it is a part of PyTorch. You write the calculation with
# [tensors](../m2-tensors-autograd/tensors.md), as usual. It takes note of every operation, then
# walks its notes backward. By the end you can ask it for derivatives, check that it tells the
# truth, and spot the slips that leave a model unable to learn.
#
# ## The idea in one picture { #picture }
# This drawing is a **computational graph**: the history of one calculation. The box is the input,
# each oval is an operation, and the arrows say what feeds what. Boxes and ovals are called
# **nodes**. Read the drawing twice:

# %%
#| tags: [page]
#| alt:
#|   es: >-
#|     Grafo de y = x² + 3x + 1: la caja x, con valor 2, alimenta dos óvalos, potencia y producto
#|     por 3, que se juntan en una suma; otra suma añade 1 y da 11. Hacia atrás vuelve un 1; a x le
#|     llegan 4 por el camino de la potencia y 3 por el del producto, 7 en total.
#|   en: >-
#|     Graph of y = x² + 3x + 1: box x, with value 2, feeds two ovals, power and product by 3, which
#|     meet in a sum; another sum adds 1 and gives 11. A 1 travels back; 4 reaches x along the path
#|     of the power and 3 along that of the product, 7 in all.
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
# - Encima, de izquierda a derecha, los valores: entra $x = 2$ y sale $y$ = {{ top:.0f }}. Es el
#   **pase hacia adelante** (forward pass).
# - Debajo, de derecha a izquierda, los **gradientes** (gradients): cuánto respondería $y$ si
#   tocáramos ese nodo. Es el **pase hacia atrás** (backward pass). A $x$ le llega un
#   {{ arrived:.0f }}.
#
# La sección 2 explica los nombres grises, como `AddBackward0`. La página entera explica ese
# {{ arrived:.0f }}. Traemos lo necesario (`weakref` espera hasta el último error):

# %% [markdown] lang="en"
# - Above, from left to right, the values: $x = 2$ goes in and $y$ = {{ top:.0f }} comes out. This
#   is the **forward pass**.
# - Below, from right to left, the **gradients**: how strongly $y$ would respond if we nudged that
#   node. This is the **backward pass**. What reaches $x$ is a {{ arrived:.0f }}.
#
# Section 2 explains the gray names, such as `AddBackward0`. The whole page explains that
# {{ arrived:.0f }}. We bring in what we need (`weakref` waits for the last error):

# %% Preparar // Set up
import weakref

import torch

from tutorial_lib import plots


# %% [markdown] lang="es"
# ## 1. ¿Qué pregunta contesta una derivada? { #derivative }
# Una **derivada** (derivative) contesta: si muevo $x$ un poquito, ¿cuántas veces ese poquito se
# mueve $y$? Ya lo hiciste con la pérdida: empujar y mirar.
#
# **Antes de ejecutar:** partimos de 2 y sumamos 0.01. ¿Subirá $y$ más de 0.01 o menos?

# %% [markdown] lang="en"
# ## 1. What question does a derivative answer? { #derivative }
# A **derivative** answers this: if I move $x$ by a tiny bit, how many times that bit does $y$
# move? You have done it with the loss: nudge and look.
#
# **Before you run this:** we start at 2 and add 0.01. Will $y$ rise by more than 0.01, or less?


# %%
def f(x):
    return x**2 + 3 * x + 1


nudge = 0.01
ratio = (f(2 + nudge) - f(2)) / nudge
print(f"f(2) = {f(2)}    f(2.01) = {f(2 + nudge):.4f}")
print(f"y se movió {ratio:.2f} veces el empujón // y moved {ratio:.2f} times the nudge")

# %% [markdown] lang="es"
# Mucho más: {{ ratio:.2f }} veces. Con empujones menores, el cociente se acerca a lo que dicen
# las reglas de derivar: $2x + 3$, o sea $2 \cdot 2 + 3$.
#
# Pero cada empujón repite el cálculo entero: uno por parámetro, cientos de miles por paso. A
# autograd le basta un solo pase hacia atrás.
#
# ## 2. ¿Cómo se graba un cálculo? { #record }
# Con `requires_grad=True`, un tensor le pide a autograd que anote todo lo que se haga con él.
#
# **Antes de ejecutar:** la función es la misma `f`. ¿Qué tendrá `y` que no tenga `x`?

# %% [markdown] lang="en"
# Much more: {{ ratio:.2f }} times. With smaller nudges, the ratio closes in on what calculus says:
# $2x + 3$, here $2 \cdot 2 + 3$.
#
# But every nudge repeats the whole calculation: once per parameter, hundreds of thousands of times
# per step. Autograd needs a single backward pass.
#
# ## 2. How do you record a calculation? { #record }
# With `requires_grad=True`, a tensor asks autograd to note everything that is done with it.
#
# **Before you run this:** the function is the same `f`. What will `y` have that `x` lacks?

# %% Calcular hacia adelante // Compute forward
x = torch.tensor(2.0, requires_grad=True)  # anota lo que hagamos con x // note what we do with x
y = f(x)
print(y)
print("x   is_leaf:", x.is_leaf, "   grad_fn:", x.grad_fn)
print("y   is_leaf:", y.is_leaf, "  grad_fn:", y.grad_fn.name())

# %% [markdown] lang="es"
# `y` vale {{ y:.0f }} y trae un recibo, `grad_fn`, que dice de qué operación salió.
# `AddBackward0` significa: “vengo de una suma (*add*) y sé derivarla”. Cada recibo apunta a los
# anteriores. Esa cadena de recibos **es** el grafo del dibujo.
#
# `x` no trae recibo (`None`) porque nadie la calculó: la pusimos nosotros. Es un **tensor hoja**
# (leaf tensor), donde el grafo termina. Por eso `is_leaf` responde `True`.
#
# ## 3. ¿Cómo llega el número hasta x? { #backward }
# `backward()` recorre los recibos desde `y` y deja la derivada en `x.grad`. **Antes de
# ejecutar:** calcúlala tú con $2x + 3$.

# %% [markdown] lang="en"
# `y` is {{ y:.0f }} and carries a receipt, `grad_fn`, saying which operation it came out of.
# `AddBackward0` means: “I come from an *add*, and I know its derivative.” Each receipt points to
# the ones before it. That chain of receipts **is** the graph in the drawing.
#
# `x` has no receipt (`None`) because nobody computed it: we put it there. It is a **leaf tensor**,
# where the graph ends. That is why `is_leaf` answers `True`.
#
# ## 3. How does the number reach x? { #backward }
# `backward()` follows the receipts from `y` and leaves the derivative in `x.grad`. **Before you
# run this:** work it out yourself with $2x + 3$.

# %% Calcular hacia atrás // Compute backward
y.backward()
slope_at_2 = x.grad.item()
print(f"dy/dx en x = 2: {slope_at_2} // dy/dx at x = 2: {slope_at_2}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("value-at-2", y.item(), equals=11.0)
claim("slope-at-2", slope_at_2, equals=7.0)

# %% [markdown] lang="es"
# Sale {{ slope_at_2:.0f }}. Así trabaja la **regla de la cadena** (chain rule): a lo largo de un
# camino, las derivadas se multiplican; donde se juntan dos caminos, se suman. Vuelve al dibujo. El
# pase empieza con un 1 en $y$, y las sumas lo dejan pasar intacto. El cuadrado lo multiplica por
# $2x$ y el producto, por 3. Son las dos etiquetas que llegan a la caja: $2 \cdot 2 + 3$.
#
# ??? technical "Línea por línea"
#     - `torch.tensor(2.0, …)`: con punto decimal, porque autograd
#       [rechaza los enteros](../m2-tensors-autograd/tensors.md#whole-gradient).
#     - `requires_grad_()`: enciende las notas en un tensor que ya existe.
#     - `y.backward()`: el pase hacia atrás completo. No devuelve nada; escribe en las hojas.
#     - `x.grad`: el resultado. Antes de `backward()` vale `None`.
#
# ### Recorre el grafo { #walk }
# Predice, y avanza paso a paso: primero los valores, después los gradientes. Cada flecha lleva su
# **derivada local**, la de esa sola operación, y el último paso escribe en `x.grad`. Después repite
# el cálculo entero. El botón `zero_grad()` borra `x.grad`.

# %% [markdown] lang="en"
# It is {{ slope_at_2:.0f }}. This is the **chain rule** at work: along a path, derivatives
# multiply; where two paths meet, they add. Look at the drawing again. The pass starts with a 1 at
# $y$, and the sums let it through untouched. The square multiplies it by $2x$, and the product
# by 3. Those are the two labels on their way to the box: $2 \cdot 2 + 3$.
#
# ??? technical "Line by line"
#     - `torch.tensor(2.0, …)`: with a decimal point, because autograd
#       [rejects whole numbers](../m2-tensors-autograd/tensors.md#whole-gradient).
#     - `requires_grad_()`: turns the notes on for a tensor that already exists.
#     - `y.backward()`: the whole backward pass. It returns nothing; it writes into the leaves.
#     - `x.grad`: the result. Before `backward()` it is `None`.
#
# ### Walk through the graph { #walk }
# Predict, then go step by step: first the values, then the gradients. Each arrow carries its
# **local derivative**, that of this one operation, and the last step writes to `x.grad`. After
# that, repeat the whole calculation. The button `zero_grad()` erases `x.grad`.

# %%
#| tags: [page]
#| data: I-4
#| alt:
#|   es: >-
#|     El grafo de y = x² + 3x + 1 con sus derivadas locales: 4 por el camino del cuadrado y 3 por
#|     el del producto. A x llegan 4 y 3; después de un pase x.grad vale 7, después de dos 14,
#|     después de tres 21.
#|   en: >-
#|     The graph of y = x² + 3x + 1 with its local derivatives: 4 along the path of the square and 3
#|     along that of the product. 4 and 3 reach x; after one pass x.grad is 7, after two 14, after
#|     three 21.
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
# Cada pase le suma otro {{ slope_at_2:.0f }}: `backward()` no reemplaza lo que hay en `.grad`. Lo
# dice el nombre gris de la caja: `AccumulateGrad`, acumular. La sección 6 cuenta por qué. Y si
# quieres construir tú esta máquina, te espera
# [autograd desde cero](../m2-tensors-autograd/autograd-from-scratch.md).
#
# ## 4. ¿Podemos fiarnos? { #check }
# Comprobémoslo con una **diferencia finita** (finite difference), el empujón de siempre, ahora
# hacia ambos lados: $(f(x+h) - f(x-h)) / 2h$. La haremos en `float32`, de unas 7 cifras, y en
# `float64`, de unas 16.
#
# **Antes de ejecutar:** ¿cuanto más pequeño el empujón $h$, mejor la derivada?

# %% [markdown] lang="en"
# Each pass adds another {{ slope_at_2:.0f }}: `backward()` does not replace what is in `.grad`. The
# gray name in the box says so: `AccumulateGrad`. Section 6 tells why. And if you would like to
# build this machine yourself,
# [autograd from scratch](../m2-tensors-autograd/autograd-from-scratch.md) is waiting.
#
# ## 4. Can we trust it? { #check }
# Let's check with a **finite difference**, the usual nudge, this time to both sides:
# $(f(x+h) - f(x-h)) / 2h$. We try it in `float32`, of about 7 digits, and in `float64`, of
# about 16.
#
# **Before you run this:** the smaller the nudge $h$, the better the derivative?


# %% Comprobar con empujones // Check with nudges
def slope(x, h):
    return ((f(x + h) - f(x - h)) / (2 * h)).item()


single = torch.tensor(2.0)
double = torch.tensor(2.0, dtype=torch.float64)
for h in (1e-2, 1e-5, 1e-8):  # 1e-2 es 0.01 // 1e-2 is 0.01
    print(f"h = {h:.0e}   float32: {slope(single, h):.9f}   float64: {slope(double, h):.9f}")
broken, measured = slope(single, 1e-8), slope(double, 1e-5)

# %%
#| tags: [claim]
claim("finite-difference", measured, equals=7.0, abs=1e-8)

# %% [markdown] lang="es"
# No. En `float32`, el último empujón da {{ broken:.0f }}: es tan pequeño que $2+h$ y $2-h$ se
# redondean al mismo número. En `float64`, con $h$ mediano, sale {{ measured:.9f }}, y con el más
# pequeño ya se pierden cifras. Autograd no empuja nada: aplica reglas exactas.
#
# !!! tip "Consejo"
#     ¿Dudas de un gradiente? Compáralo con una diferencia finita en `float64`.
#
# ## 5. ¿Y si hay muchas entradas? { #scalar }
# **Antes de ejecutar:** multiplicamos por 2 tres números y hacemos la media. Si empujas solo uno,
# ¿cuánto se mueve la media?

# %% [markdown] lang="en"
# No. In `float32`, the last nudge gives {{ broken:.0f }}: it is so small that $2+h$ and $2-h$ round
# to the same number. In `float64`, a middling $h$ gives {{ measured:.9f }}, and the smallest one is
# already losing digits. Autograd nudges nothing: it applies exact rules.
#
# !!! tip "Tip"
#     Not sure about a gradient? Compare it with a finite difference in `float64`.
#
# ## 5. What if there are many inputs? { #scalar }
# **Before you run this:** we double three numbers and take the mean. If you nudge just one of them,
# how much does the mean move?

# %% Reducir a un solo número // Reduce to one number
v = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
mean = (2 * v).mean()
mean.backward()
share = v.grad[0].item()
print(v.grad)

# %%
#| tags: [claim]
claim("mean-gradient", v.grad, equals=2 / 3, abs=1e-6)

# %% [markdown] lang="es"
# Dos tercios del empujón ({{ share:.4f }}): el 2 se reparte entre tres. Hay una derivada por
# entrada, y un solo `backward()` las llenó todas.
#
# **Antes de ejecutar:** ¿y sin la media? `2 * v` son tres números.

# %% [markdown] lang="en"
# Two thirds of the nudge ({{ share:.4f }}): the 2 is shared among three. There is one derivative
# per input, and a single `backward()` filled them all.
#
# **Before you run this:** what about leaving out the mean? `2 * v` is three numbers.

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
# Error: ¿la derivada de cuál de los tres? Autograd no adivina y pide un *scalar*, un solo número.
# Por eso la **pérdida** (loss) resume todos los fallos de un modelo en uno.
#
# ## 6. ¿Por qué se acumulan los gradientes? { #accumulate }
# Repitamos en código lo de la figura: el mismo cálculo, tres veces, cada una con su `backward()`.
# **Antes de ejecutar:** ¿qué habrá en `a.grad` después del tercero?

# %% [markdown] lang="en"
# An error: the derivative of which of the three? Autograd will not guess; it wants a *scalar*, a
# single number. That is why a **loss** sums up all the faults of a model in one.
#
# ## 6. Why do gradients pile up? { #accumulate }
# Let's do in code what the figure did: the same calculation, three times, each with its
# `backward()`. **Before you run this:** what will `a.grad` hold after the third?

# %%
#| alt:
#|   es: "Tres barras con el valor de a.grad después de cada llamada a backward: 7, 14 y 21."
#|   en: "Three bars with the value of a.grad after each call to backward: 7, 14 and 21."
a = torch.tensor(2.0, requires_grad=True)
piled = []
for _ in range(3):
    f(a).backward()
    piled.append(a.grad.item())
calls = ["1.ª llamada // 1st call", "2.ª llamada // 2nd call", "3.ª llamada // 3rd call"]
plots.plot_bars(calls, piled, ylabel="a.grad")

# %%
#| tags: [claim]
claim("accumulation", piled, equals=[7.0, 14.0, 21.0])

# %% [markdown] lang="es"
# {{ piled[0]:.0f }}, {{ piled[1]:.0f }}, {{ piled[2]:.0f }}: se **acumulan**, y es a propósito. Si
# un número influye por varios caminos, sus aportes deben sumarse, como los dos caminos de `x`. A
# cambio, te toca borrar entre cálculos:

# %% [markdown] lang="en"
# {{ piled[0]:.0f }}, {{ piled[1]:.0f }}, {{ piled[2]:.0f }}: they **pile up**, and that is on
# purpose. When a number acts through several paths, its shares must add up, like the two paths of
# `x`. In return, erasing between calculations is your job:

# %%
a.grad.zero_()
f(a).backward()
cleared = a.grad.item()
print(cleared)

# %% [markdown] lang="es"
# Otra vez {{ cleared:.0f }}. El guion bajo de `zero_` avisa de una **operación in situ**
# (in-place): cambia el propio tensor en vez de crear otro. También borra `a.grad = None`.
#
# ## 7. ¿Cuándo se dibuja el grafo? { #define-by-run }
# `bend` calcula una cosa u otra según su entrada. **Antes de ejecutar:** ¿habrá un grafo con los
# dos casos, o uno para cada entrada?

# %% [markdown] lang="en"
# Back to {{ cleared:.0f }}. The underscore in `zero_` announces an **in-place operation**: one that
# changes the tensor itself. `a.grad = None` erases too.
#
# ## 7. When is the graph drawn? { #define-by-run }
# `bend` computes one thing or another depending on its input. **Before you run this:** will there
# be one graph with both cases, or one for each input?


# %%
def bend(x):
    if x > 0:
        return x**3
    return 3 * x + 1


plus = torch.tensor(2.0, requires_grad=True)
minus = torch.tensor(-2.0, requires_grad=True)
bend(plus).backward()
bend(minus).backward()
at_plus, at_minus = plus.grad.item(), minus.grad.item()
print(f"gradientes: {at_plus} y {at_minus} // gradients: {at_plus} and {at_minus}")

# %%
#| tags: [claim]
claim("cube-at-2", at_plus, equals=12.0)
claim("line-at-minus-2", at_minus, equals=3.0)

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
# Un grafo por ejecución, con solo lo que ocurrió: la cámara graba la escena, no el guion. El
# {{ at_plus:.0f }} es $3x^2$ en 2; el {{ at_minus:.0f }}, la pendiente de la recta. Se llama
# *define-by-run* (se define al ejecutar), y por eso puedes usar `if`, `for` y `print` como siempre.
# Con un grafo *estático*, en cambio, primero describes todos los casos y después metes los datos.
#
# ## 8. ¿Cómo se da un paso sin grabarlo? { #no-grad }
# Busquemos el mínimo de `f` con descenso de gradiente y una **tasa de aprendizaje** (learning rate)
# `lr`. Cada paso también es un cálculo, pero no es parte de la función: `torch.no_grad()` apaga la
# grabadora mientras dura.
#
# **Antes de ejecutar:** la derivada $2x + 3$ se anula en el mínimo. ¿Dónde acabará `p`?

# %% [markdown] lang="en"
# One graph per run, with only what happened: the camera films the scene, not the script. The
# {{ at_plus:.0f }} is $3x^2$ at 2; the {{ at_minus:.0f }} is the slope of the line. This is called
# *define-by-run*, and it is why you can use `if`, `for` and `print` as always. With a *static*
# graph, by contrast, you first describe every case and only then feed in the data.
#
# ## 8. How do you take a step without recording it? { #no-grad }
# Let's find the minimum of `f` by gradient descent, with a **learning rate** `lr`. Each step is a
# calculation too, but not part of the function: `torch.no_grad()` switches the recorder off
# meanwhile.
#
# **Before you run this:** the derivative $2x + 3$ is zero at the minimum. Where will `p` end up?

# %% Dar pasos // Take steps
lr = 0.1
p = torch.tensor(2.0, requires_grad=True)
path = [p.item()]
for _ in range(50):
    f(p).backward()
    with torch.no_grad():
        p -= lr * p.grad  # in situ: p sigue siendo la hoja // in place: p is still the leaf
    p.grad.zero_()
    path.append(p.item())
print(f"p = {p.item():.4f}   f(p) = {f(p).item():.4f}")

# %%
#| tags: [claim]
claim("minimum", p.item(), equals=-1.5, abs=1e-3)

# %% [markdown] lang="es"
# `p` llega a {{ path[50]:.4f }}, donde la derivada se anula. Calcular, derivar, dar el paso,
# borrar: este es el ciclo que entrena todas las redes del curso.
#
# A veces solo quieres mirar un resultado, por ejemplo para dibujarlo. `detach()` te da sus números
# sin el recibo. **Antes de ejecutar:** ¿qué dirá `requires_grad` en cada caso?

# %% [markdown] lang="en"
# `p` gets to {{ path[50]:.4f }}, where the derivative is zero. Compute, differentiate, step, erase:
# this is the cycle that trains every network in the course.
#
# Sometimes you only want to look at a result, say to plot it. `detach()` gives you its numbers
# without the receipt. **Before you run this:** what will `requires_grad` say in each case?

# %%
result = f(p)
print(result.requires_grad, result.detach().requires_grad)

# %% [markdown] lang="es"
# `True` y después `False`: el segundo ya no pertenece al grafo.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `x.data` también da los números sin recibo, pero si los cambias, autograd no se entera y puede
#     derivar mal sin avisar. Y `Variable` es el nombre antiguo de un tensor con derivadas. Hoy:
#     tensores, `detach()` y `no_grad`.
#
# !!! later "Más adelante"
#     Un *optimizador*, como el de [tu primer modelo](../m0-start/hello-pytorch.md#loop), hará por
#     ti los dos últimos gestos: `step()` da el paso y `zero_grad()` borra.
#
# ## Lo que suele fallar { #errors }
# ### Olvidar el borrado { #forgot-zero }
# Es el peor descuido, porque no da error. Repetimos el descenso sin `zero_()`.
# **Antes de ejecutar:** ¿irá más rápido, más lento o a ninguna parte?

# %% [markdown] lang="en"
# `True`, then `False`: the second no longer belongs to the graph.
#
# !!! elsewhere "What you will see elsewhere"
#     `x.data` also gives the numbers without a receipt, but if you change them, autograd does not
#     notice and may differentiate wrongly without a warning. And `Variable` is the old name for a
#     tensor with derivatives. Today: tensors, `detach()` and `no_grad`.
#
# !!! later "Later"
#     An *optimizer*, like that of [your first model](../m0-start/hello-pytorch.md#loop), will make
#     the last two moves for you: `step()` takes the step and `zero_grad()` erases.
#
# ## What usually goes wrong { #errors }
# ### Forgetting to erase { #forgot-zero }
# This is the worst slip, because it raises no error. We repeat the descent without `zero_()`.
# **Before you run this:** will it go faster, slower, or nowhere?

# %%
#| alt:
#|   es: >-
#|     Posición de p en 50 pasos: borrando el gradiente baja suavemente hasta −1.5 y se queda; sin
#|     borrarlo va y viene entre 2 y −5 y no se detiene.
#|   en: >-
#|     Position of p over 50 steps: with the gradient erased it glides down to −1.5 and stays;
#|     without erasing it swings between 2 and −5 and never settles.
lost = torch.tensor(2.0, requires_grad=True)
lost_path = [lost.item()]
for _ in range(50):
    f(lost).backward()
    with torch.no_grad():
        lost -= lr * lost.grad
    lost_path.append(lost.item())
lowest = min(lost_path)
erasing, hoarding = "con borrado // erasing", "sin borrado // not erasing"
curves = {erasing: path, hoarding: lost_path}
plots.plot_curves(curves, x=range(51), xlabel="paso // step", ylabel="p")

# %%
#| tags: [claim]
claim("no-erasing-overshoots", lowest, at_most=-5.0)

# %% [markdown] lang="es"
# **Síntoma:** la curva va y viene, hasta {{ lowest:.1f }}, y nunca se asienta. **Causa:** cada
# paso usa la suma de todos los gradientes anteriores y se pasa de largo. **Arreglo:** borra en
# cada vuelta.
#
# ### Cambiar la hoja por otra { #rebinding }
# `q = q - …` parece igual que `q -= …`. **Antes de ejecutar:** ¿seguirá `q` siendo el mismo tensor?

# %% [markdown] lang="en"
# **Symptom:** the curve swings, down to {{ lowest:.1f }}, and never settles. **Cause:** each step
# uses the sum of all earlier gradients and overshoots. **Fix:** erase on every turn of the loop.
#
# ### Swapping the leaf for another { #rebinding }
# `q = q - …` looks just like `q -= …`. **Before you run this:** will `q` still be the same tensor?

# %%
q = torch.tensor(2.0, requires_grad=True)
f(q).backward()
with torch.no_grad():
    q = q - lr * q.grad
print(q.requires_grad, q.grad)

# %%
#| tags: [claim]
claim("rebinding-stops-recording", q.requires_grad, equals=False)
claim("rebinding-loses-grad", q.grad is None, equals=True)

# %% [markdown] lang="es"
# **Síntoma:** `requires_grad` es `False` y `grad` es `None`. **Causa:** el nombre `q` señala ahora
# a un tensor nuevo, nacido con la grabadora apagada. **Arreglo:** cambia la hoja in situ, con `-=`.
#
# ### Cambiar la hoja mientras se graba { #leaf-in-place }
# **Antes de ejecutar:** ¿y si damos el paso sin `no_grad`?

# %% [markdown] lang="en"
# **Symptom:** `requires_grad` is `False` and `grad` is `None`. **Cause:** the name `q` now points
# to a new tensor, born while the recorder was off. **Fix:** change the leaf in place, with `-=`.
#
# ### Changing the leaf while recording { #leaf-in-place }
# **Before you run this:** what if we take the step without `no_grad`?

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
# **Causa:** si la hoja cambia mientras se graba, se pierde el valor con el que empezó el cálculo.
# **Arreglo:** mete el paso en `with torch.no_grad():`.
#
# ### Pisar un valor guardado { #saved-in-place }
# **Antes de ejecutar:** sumamos 1 a un resultado y luego derivamos. ¿Es inofensivo?

# %% [markdown] lang="en"
# **Cause:** if the leaf changes during the recording, the value the calculation started from is
# lost. **Fix:** put the step inside `with torch.no_grad():`.
#
# ### Overwriting a saved value { #saved-in-place }
# **Before you run this:** we add 1 to a result and then differentiate. Is that harmless?

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
# **Causa:** la derivada de la exponencial es la propia exponencial, así que autograd guardó
# `growth`. Tú lo cambiaste después. Cada tensor cuenta sus cambios: por eso el mensaje habla de
# *version*. **Arreglo:** crea otro, `growth + 1`.
#
# ### Usar dos veces un grafo { #graph-reuse }
# **Antes de ejecutar:** un cálculo, dos `backward()`. ¿Se acumulará, como antes?

# %% [markdown] lang="en"
# **Cause:** the derivative of the exponential is the exponential itself, so autograd saved
# `growth`. You changed it afterward. Every tensor counts its changes, hence *version* in the
# message. **Fix:** make another one, `growth + 1`.
#
# ### Using a graph twice { #graph-reuse }
# **Before you run this:** one calculation, two calls to `backward()`. Will it pile up, as before?

# %%
#| raises: "RuntimeError: Trying to backward through the graph a second time"
#| cause:
#|   es: El grafo se libera después de `backward()`, y aquí se recorre otra vez.
#|   en: The graph is freed after `backward()`, and here it is walked again.
#| fix:
#|   es: Repite el pase hacia adelante antes de cada `backward()`; suele estar fuera del bucle por
#|     error.
#|   en: Repeat the forward pass before each `backward()`; it is often outside the loop by mistake.
once = f(k)  # fuera del bucle: un solo grafo // outside the loop: a single graph
for _ in range(2):
    once.backward()

# %% [markdown] lang="es"
# **Causa:** `backward()` libera lo guardado al pasar. **Arreglo:** calcula `f(k)` dentro del bucle.
# El mensaje ofrece `retain_graph=True`; no lo uses para callarlo: repetirías el gradiente de un
# valor viejo. Su uso legítimo está en [E5](#e5).
#
# ### Cortar el grafo { #cut-graph }
# **Antes de ejecutar:** ¿sabrá volver autograd desde un número suelto?

# %% [markdown] lang="en"
# **Cause:** `backward()` frees what was saved as it passes. **Fix:** compute `f(k)` inside the
# loop. The message offers `retain_graph=True`; do not silence it that way: you would repeat the
# gradient of an old value. Its proper use is in [E5](#e5).
#
# ### Cutting the graph { #cut-graph }
# **Before you run this:** can autograd find its way back from a loose number?

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
# **Causa:** `.item()` y NumPy dan números sin recibo. El primero corta el grafo en silencio y el
# error aparece después; el segundo se niega. **Arreglo:** llama a `backward()` antes de convertir.
# Para dibujar, usa `.detach().numpy()`.
#
# ### Guardar `loss` en una lista { #kept-loss }
# Calculamos 20 pérdidas, cada una con un **lote** (batch) de 1 MB. `weakref.ref` vigila cada lote
# sin retenerlo: al llamarlo, da `None` si el lote ya no existe. **Antes de ejecutar:** ¿cuántos
# lotes siguen en memoria si guardas `loss`? ¿Y si guardas `loss.item()`?

# %% [markdown] lang="en"
# **Cause:** `.item()` and NumPy give numbers without a receipt. The first cuts the graph silently
# and the error comes later; the second refuses. **Fix:** call `backward()` before converting. To
# plot, use `.detach().numpy()`.
#
# ### Keeping `loss` in a list { #kept-loss }
# We compute 20 losses, each from a 1 MB **batch**. `weakref.ref` watches each batch without holding
# on to it: when called, it gives `None` if the batch is gone. **Before you run this:** how many
# batches stay in memory if you keep `loss`? And if you keep `loss.item()`?


# %%
def batches_in_memory(keep_tensor):
    losses, watched = [], []
    for _ in range(20):
        batch = torch.ones(500, 500)
        loss = (batch * k).mean()
        losses.append(loss if keep_tensor else loss.item())
        watched.append(weakref.ref(batch))
    del batch, loss  # quedan la lista y los vigilantes // the list and the watchers remain
    return sum(watch() is not None for watch in watched)  # los que existen // those that exist


with_tensors, with_numbers = batches_in_memory(True), batches_in_memory(False)
print(f"con loss: {with_tensors} // with loss: {with_tensors}")
print(f"con loss.item(): {with_numbers} // with loss.item(): {with_numbers}")

# %%
#| tags: [claim]
claim("kept-losses-hold-their-batches", [with_tensors, with_numbers], equals=[20, 0])

# %% [markdown] lang="es"
# Con `loss`, los {{ with_tensors }}; con el número, {{ with_numbers }}. **Síntoma:** la memoria
# crece hasta agotarse. **Causa:** cada pérdida retiene su grafo, y el grafo, su lote. `backward()`
# lo suelta, pero al validar nadie lo llama. **Arreglo:** guarda `loss.item()` y valida dentro de
# `no_grad`.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# With `loss`, all {{ with_tensors }}; with the number, {{ with_numbers }}. **Symptom:** memory
# grows until it runs out. **Cause:** each loss holds on to its graph, and the graph to its batch.
# `backward()` lets go of it, but nobody calls it when validating. **Fix:** keep `loss.item()` and
# validate inside `no_grad`.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · Tres caminos hacia un número { #e1 }
# **Meta:** derivar $x^3$ por tres caminos que coincidan. **Tienes:** `cube`, y `at`, el punto donde
# se deriva, un número de Python. **Haz:** escribe tres funciones que den la derivada en `at`.
# `by_hand(at)` da la de $x^3$ con la regla de la potencia. Las otras dos sirven para cualquier
# función `f` de un número: `by_autograd(f, at)` pregunta a autograd, y `by_nudge(f, at)` usa una
# diferencia finita con números de Python, cuyo error no debe pasar de 0.001.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Three roads to one number { #e1 }
# **Goal:** differentiate $x^3$ in three ways that agree. **You have:** `cube`, and `at`, the point
# where you differentiate, a Python number. **Do:** write three functions that give the derivative
# at `at`. `by_hand(at)` gives the one of $x^3$ with the power rule. The other two work for any
# function `f` of one number: `by_autograd(f, at)` asks autograd, and `by_nudge(f, at)` uses a
# finite difference with Python numbers, whose error may be at most 0.001.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La regla de la potencia: el exponente baja a multiplicar, y la potencia se queda en uno menos.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The power rule: the exponent comes down to multiply, and the power loses one.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `torch.tensor(at, requires_grad=True)` crea la hoja; `backward()` llena su `.grad`. Para el
# empujón basta evaluar `f` dos veces, un poco antes y un poco después de `at`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `torch.tensor(at, requires_grad=True)` makes the leaf; `backward()` fills its `.grad`. For the
# nudge it is enough to evaluate `f` twice, a little before `at` and a little after it.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `by_autograd` empieza por `x = torch.tensor(at, requires_grad=True)`, y `by_nudge`, por
# `h = 1e-5`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `by_autograd` starts with `x = torch.tensor(at, requires_grad=True)`, and `by_nudge` with
# `h = 1e-5`.

# %%
#| exercise: E1
#| role: setup
import torch


def cube(x):
    return x**3


# %%
#| exercise: E1
#| role: starter
def by_hand(at):
    return ...


def by_autograd(f, at):
    return ...


def by_nudge(f, at):
    return ...


print(by_hand(2.0), by_autograd(cube, 2.0), by_nudge(cube, 2.0))


# %%
#| exercise: E1
#| role: solution
def by_hand(at):
    return 3 * at**2


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad.item()


def by_nudge(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / (2 * h)


print(by_hand(2.0), by_autograd(cube, 2.0), f"{by_nudge(cube, 2.0):.6f}")

# %%
#| exercise: E1
#| role: check
#| survives:
#|   constant 12: the double of h is small enough too
import math

from tutorial_lib import check_function


def half_loose(x):
    return x * x.detach()  # autograd ve una constante en la mitad // to autograd, half is constant


check_function(
    "a mano // by hand",
    by_hand,
    lambda at: at * at + at * at + at * at,
    [(2.5,), (-1.5,), (0.5,)],
    hint="""¿qué pasa con el exponente, y en qué potencia se queda x? //
        what becomes of the exponent, and which power of x is left?""",
)
check_function(
    "con autograd // with autograd",
    by_autograd,
    [18.75, math.cos(0.7), 1.3],
    [(cube, 2.5), (torch.sin, 0.7), (half_loose, 1.3)],
    hint="""aplica f a una hoja que pida gradiente; su .grad está vacío hasta backward() //
        apply f to a leaf that asks for a gradient; its .grad is empty until backward()""",
)
check_function(
    "con un empujón // with a nudge",
    by_nudge,
    [6.75, math.exp(1.2), 0.75],
    [(cube, 1.5), (math.exp, 1.2), (cube, -0.5)],
    abs=1e-3,
    hint="""divide lo que cambia f entre lo que separa los puntos; si h es diminuta, se redondea //
        divide the change in f by how far apart the points are; a tiny h is lost in rounding""",
)


# %%
#| exercise: E1
#| role: right
def by_hand(at):
    return 3 * at * at


def by_autograd(f, at):
    x = torch.tensor([at], dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(f(x).sum(), x)
    return gradient


def by_nudge(f, at, h=1e-4):
    return (f(at + h) - f(at)) / h


# %%
#| exercise: E1
#| role: right
def by_hand(point):
    return 3 * pow(point, 2)


def by_autograd(function, point):
    leaf = torch.tensor(point).requires_grad_()
    result = function(leaf)
    result.backward()
    return leaf.grad


def by_nudge(function, point):
    before, after = function(point - 1e-6), function(point + 1e-6)
    return (after - before) / 2e-6


# %%
#| exercise: E1
#| role: wrong
#| message: ¿qué pasa con el exponente // what becomes of the exponent
def by_hand(at):
    return 2 * at**3  # base y exponente cambiados // base and exponent swapped


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


def by_nudge(f, at):
    return (f(at + 1e-5) - f(at - 1e-5)) / 2e-5


# %%
#| exercise: E1
#| role: wrong
#| message: su .grad está vacío hasta backward() // its .grad is empty until backward()
def by_hand(at):
    return 3 * at**2


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x)  # sin backward() // without backward()
    return x.grad


def by_nudge(f, at):
    return (f(at + 1e-5) - f(at - 1e-5)) / 2e-5


# %%
#| exercise: E1
#| role: wrong
#| message: si h es diminuta, se redondea // a tiny h is lost in rounding
def by_hand(at):
    return 3 * at**2


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


def by_nudge(f, at):
    h = 1e-20  # cuanto más pequeño, mejor… // the smaller the better…
    return (f(at + h) - f(at)) / h


# %%
#| exercise: E1
#| role: wrong
#| message: divide lo que cambia f // divide the change in f
def by_hand(at):
    return 3 * at**2


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


by_nudge = by_autograd  # no es otro camino // it is no other road


# %%
#| exercise: E1
#| role: wrong
#| message: y se pide una función // a function is asked for
by_hand = by_autograd = by_nudge = 12  # el número, y no la función // the number, not the function


# %% [markdown] exercise="E2" lang="es"
# ### E2 · Una función dentro de otra { #e2 }
# **Meta:** ver la regla de la cadena en acción. **Tienes:** el punto `point`, que vale $\pi/2$.
# **Haz:** escribe dos funciones que den la derivada de $\sin(x^2)$ en un número `at`: `slope(at)`
# la pide a autograd, y `expected(at)` la calcula con tu fórmula, derivada a mano y sin autograd.
# Compáralas en `point`.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · One function inside another { #e2 }
# **Goal:** watch the chain rule at work. **You have:** the point `point`, which is $\pi/2$. **Do:**
# write two functions that give the derivative of $\sin(x^2)$ at a number `at`: `slope(at)` asks
# autograd for it, and `expected(at)` computes it with your formula, derived by hand and without
# autograd. Compare them at `point`.

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
# `slope` empieza por `x = torch.tensor(at, requires_grad=True)`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# `slope` starts with `x = torch.tensor(at, requires_grad=True)`.

# %%
#| exercise: E2
#| role: setup
import math

import torch

point = math.pi / 2


# %%
#| exercise: E2
#| role: starter
def slope(at):
    return ...


def expected(at):
    return ...


print(slope(point), expected(point))


# %%
#| exercise: E2
#| role: solution
def slope(at):
    x = torch.tensor(at, requires_grad=True)
    torch.sin(x**2).backward()
    return x.grad.item()


def expected(at):
    return 2 * at * math.cos(at**2)


print(f"autograd: {slope(point):.5f}")
print(f"a mano: {expected(point):.5f} // by hand: {expected(point):.5f}")

# %%
#| exercise: E2
#| role: check
from tutorial_lib import check, check_function


def nudged(at, h=1e-6):
    return (math.sin((at + h) ** 2) - math.sin((at - h) ** 2)) / (2 * h)


def walks_back(function):
    opened = []
    hooks = torch.autograd.graph.saved_tensors_hooks(
        lambda saved: saved, lambda saved: opened.append(saved) or saved
    )
    try:
        with hooks:
            function(0.9)
    except RuntimeError:  # torch.func no admite estos ganchos // torch.func admits no such hooks
        return True
    return bool(opened)


check_function(
    "derivada a mano // derivative by hand",
    expected,
    nudged,
    [(0.6,), (2.1,), (-1.4,)],
    hint="""la derivada de fuera se evalúa en x al cuadrado, y se multiplica por la de dentro //
        the outer derivative is taken at x squared, and multiplied by the inner one""",
)
check_function(
    "derivada con autograd // derivative with autograd",
    slope,
    nudged,
    [(0.6,), (2.1,), (-1.4,)],
    hint="""sin(x²) eleva x al cuadrado antes del seno, y el gradiente llega a x con backward() //
        sin(x²) squares x before the sine, and the gradient reaches x with backward()""",
)
check(
    "slope pregunta a autograd // slope asks autograd",
    walks_back(slope),
    equals=True,
    hint="aquí la fórmula la pone autograd, y no tú // here autograd gives the formula, not you",
)
check(
    "expected no pregunta a autograd // expected does not ask autograd",
    walks_back(expected),
    equals=False,
    hint="aquí la fórmula la pones tú, sin grafo // here you give the formula, without a graph",
)


# %%
#| exercise: E2
#| role: right
def slope(at):
    x = torch.tensor([at], dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad((x * x).sin().sum(), x)[0]


def expected(at):
    x = torch.tensor(at)
    return torch.cos(x**2) * 2 * x


# %%
#| exercise: E2
#| role: right
import numpy as np


def inside(x):
    return x**2


def slope(at=point):
    x = torch.tensor(float(at), requires_grad=True)
    y = torch.sin(inside(x))
    y.backward()
    return x.grad


def expected(at=point):
    return np.cos(inside(at)) * (at + at)


# %%
#| exercise: E2
#| role: wrong
#| message: se multiplica por la de dentro // multiplied by the inner one
def slope(at):
    x = torch.tensor(at, requires_grad=True)
    torch.sin(x**2).backward()
    return x.grad.item()


def expected(at):
    return math.cos(at**2)  # falta la derivada de dentro // the inner derivative is missing


# %%
#| exercise: E2
#| role: wrong
#| message: eleva x al cuadrado antes del seno // squares x before the sine
def slope(at):
    x = torch.tensor(at, requires_grad=True)
    (torch.sin(x) ** 2).backward()  # el cuadrado del seno // the square of the sine
    return x.grad.item()


def expected(at):
    return 2 * at * math.cos(at**2)


# %%
#| exercise: E2
#| role: wrong
#| message: aquí la fórmula la pones tú // here you give the formula
def slope(at):
    x = torch.tensor(at, requires_grad=True)
    torch.sin(x**2).backward()
    return x.grad.item()


def expected(at):
    return slope(at)


# %%
#| exercise: E2
#| role: wrong
#| message: aquí la fórmula la pone autograd // here autograd gives the formula
def expected(at):
    return 2 * at * math.cos(at**2)


def slope(at):
    return expected(at)


# %% [markdown] exercise="E3" lang="es"
# ### E3 · Tus fórmulas, a examen { #e3 }
# **Meta:** comparar autograd con las dos fórmulas que derivaste a mano. **Tienes:** los mismos 80
# puntos de entrenamiento, en los tensores `x` e `y`; el mismo comienzo, los números de Python
# `start_b` y `start_w`, y tus fórmulas, en `formulas`. **Haz:** escribe `gradients(x, y, b, w)`,
# que recibe `b` y `w` como números. Crea con ellos dos tensores que pidan gradiente, calcula la
# pérdida, el promedio de los errores al cuadrado, y obtén los dos gradientes con un solo
# `backward()`. Devuelve, en este orden, la pérdida, el gradiente de `b` y el de `w`.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Your formulas take the exam { #e3 }
# **Goal:** compare autograd with the two formulas you derived by hand. **You have:** the same 80
# training points, in the tensors `x` and `y`; the same start, the Python numbers `start_b` and
# `start_w`; and your formulas, in `formulas`. **Do:** write `gradients(x, y, b, w)`, which receives
# `b` and `w` as numbers. Make two tensors of them that ask for a gradient, compute the loss, the
# average of the squared errors, and get both gradients with a single `backward()`. Return, in this
# order, the loss, the gradient of `b` and the gradient of `w`.

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
# `b = torch.tensor(b, requires_grad=True)`, y lo mismo con `w`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `b = torch.tensor(b, requires_grad=True)`, and the same for `w`.

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
start_b, start_w = np.random.randn(1).item(), np.random.randn(1).item()


def formulas(x, y, b, w):
    error = b + w * x - y
    return 2 * error.mean(), 2 * (x * error).mean()


# %%
#| exercise: E3
#| role: starter
def gradients(x, y, b, w):
    loss = ...
    grad_b, grad_w = ..., ...
    return loss, grad_b, grad_w


print(gradients(x, y, start_b, start_w))
print(formulas(x, y, start_b, start_w))


# %%
#| exercise: E3
#| role: solution
def gradients(x, y, b, w):
    b = torch.tensor(b, requires_grad=True)
    w = torch.tensor(w, requires_grad=True)
    loss = ((b + w * x - y) ** 2).mean()
    loss.backward()
    return loss.item(), b.grad.item(), w.grad.item()


loss, grad_b, grad_w = gradients(x, y, start_b, start_w)
formula_b, formula_w = formulas(x, y, start_b, start_w)
print(f"autograd: {grad_b:.4f}, {grad_w:.4f}")
print(f"fórmulas: {formula_b:.4f}, {formula_w:.4f} // formulas: {formula_b:.4f}, {formula_w:.4f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check, check_function


def by_formula(x, y, b, w):
    error = b + w * x - y
    return [(error @ error.T).trace() / len(x), *formulas(x, y, b, w)]


def part(function, rank):
    def one(x, y, b, w):
        made = function(x, y, b, w)
        return None if made is None else made[rank]

    return one


def walks_back(*given):
    opened = []
    hooks = torch.autograd.graph.saved_tensors_hooks(
        lambda saved: saved, lambda saved: opened.append(saved) or saved
    )
    with hooks:
        gradients(*given)
    return bool(opened)


generator = np.random.default_rng(7)
inputs = [
    (torch.from_numpy(generator.random((n, 1))), torch.from_numpy(generator.random((n, 1))), b, w)
    for n, b, w in ((7, 0.5, -1.5), (12, -2.0, 0.7))
]
check_function(
    "pérdida // loss",
    part(gradients, 0),
    part(by_formula, 0),
    inputs,
    hint="""lo primero que devuelves es el promedio de los errores al cuadrado //
        the first thing you return is the average of the squared errors""",
)
check_function(
    "gradiente de b // gradient of b",
    part(gradients, 1),
    part(by_formula, 1),
    inputs,
    hint="""lo segundo es b.grad tras un solo backward(), con b hecho dentro de la función //
        the second thing is b.grad after a single backward(), with b made in the function""",
)
check_function(
    "gradiente de w // gradient of w",
    part(gradients, 2),
    part(by_formula, 2),
    inputs,
    hint="""lo tercero es w.grad tras un solo backward(), con w hecho dentro de la función //
        the third thing is w.grad after a single backward(), with w made in the function""",
)
check(
    "los gradientes son de autograd // the gradients are autograd's",
    walks_back(*inputs[0]),
    equals=True,
    hint="las fórmulas solo sirven para comparar // the formulas are there only to compare",
)


# %%
#| exercise: E3
#| role: right
def gradients(x, y, b, w):
    weights = torch.tensor([b, w], dtype=torch.float64, requires_grad=True)
    predicted = weights[0] + weights[1] * x
    loss = torch.nn.functional.mse_loss(predicted, y)
    loss.backward()
    return loss, weights.grad[0], weights.grad[1]


# %%
#| exercise: E3
#| role: right
def line(x, b, w):
    return b + w * x


def gradients(x, y, b, w):
    b, w = (torch.tensor([value], requires_grad=True) for value in (b, w))
    error = y - line(x, b, w)
    loss = (error * error).sum() / len(x)
    return [loss.item(), *torch.autograd.grad(loss, (b, w))]


# %%
#| exercise: E3
#| role: wrong
#| message: el promedio de los errores al cuadrado // the average of the squared errors
def gradients(x, y, b, w):
    b, w = torch.tensor(b, requires_grad=True), torch.tensor(w, requires_grad=True)
    loss = ((b + w * x - y) ** 2).sum()  # sum() en lugar de mean() // sum() instead of mean()
    loss.backward()
    return loss.item(), b.grad.item(), w.grad.item()


# %%
#| exercise: E3
#| role: wrong
#| message: tras un solo backward() // after a single backward()
def gradients(x, y, b, w):
    b, w = torch.tensor(b, requires_grad=True), torch.tensor(w, requires_grad=True)
    for _ in range(2):  # el segundo se suma al primero // the second adds to the first
        loss = ((b + w * x - y) ** 2).mean()
        loss.backward()
    return loss.item(), b.grad.item(), w.grad.item()


# %%
#| exercise: E3
#| role: wrong
#| message: las fórmulas solo sirven para comparar // the formulas are there only to compare
def gradients(x, y, b, w):
    loss = ((b + w * x - y) ** 2).mean()
    return loss, *formulas(x, y, b, w)


# %% [markdown] exercise="E4" lang="es"
# ### E4 · Tres pasos estropeados { #e4 }
# **Meta:** reparar tres descensos que no llegan al mínimo de $x^2 + 3x + 1$, que está en $-1.5$.
# **Tienes:** `descend`, que repite un paso, y tres pasos con un solo fallo cada uno. **Haz:**
# predice el síntoma de cada uno, ejecútalo con `descend` y arréglalo. Un paso arreglado recibe `x`,
# le resta 0.1 veces el gradiente de $x^2 + 3x + 1$ y lo devuelve listo para la vuelta siguiente.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Three broken steps { #e4 }
# **Goal:** repair three descents that do not reach the minimum of $x^2 + 3x + 1$, which is at
# $-1.5$. **You have:** `descend`, which repeats a step, and three steps with just one fault each.
# **Do:** predict the symptom of each one, run it with `descend` and fix it. A step that is fixed
# receives `x`, takes 0.1 times the gradient of $x^2 + 3x + 1$ from it, and returns it ready for the
# next round.

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
# **Tienes:** $q(u, v) = u^2 + 3uv + 2v^2$ en la función `q`, y `point`, el punto (1, 2), un tensor
# que pide gradiente. **Haz:** escribe `gradient_and_hessian(f, point)`, que sirve para cualquier
# función `f` de dos coordenadas. Obtén el gradiente con `torch.autograd.grad` y
# `create_graph=True`, que deja recibo, y deriva cada una de sus dos componentes. Devuelve, en este
# orden, el gradiente, de forma `(2,)`, y la hessiana, de forma `(2, 2)`, con una fila por
# componente.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · Differentiate the derivative { #e5 }
# **Goal (stretch):** compute the *Hessian*, the table of second derivatives. It measures
# [curvature](../m1-gradient-descent/loss-surface.md#curvature): how much the slope itself changes.
# **You have:** $q(u, v) = u^2 + 3uv + 2v^2$ in the function `q`, and `point`, the point (1, 2), a
# tensor that asks for a gradient. **Do:** write `gradient_and_hessian(f, point)`, which works for
# any function `f` of two coordinates. Get the gradient with `torch.autograd.grad` and
# `create_graph=True`, which leaves a receipt, and differentiate each of its two components. Return,
# in this order, the gradient, of shape `(2,)`, and the Hessian, of shape `(2, 2)`, with one row for
# each component.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Cada componente del gradiente es un número con recibo, así que también se puede derivar respecto
# del punto.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Each component of the gradient is a number with a receipt, so it can be differentiated with
# respect to the point as well.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `torch.autograd.grad` devuelve una tupla; toma su elemento `[0]`. Las dos filas comparten un
# grafo: este es el caso honrado de `retain_graph=True`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `torch.autograd.grad` returns a tuple; take its element `[0]`. Both rows share one graph: this is
# the honest case for `retain_graph=True`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `gradient = torch.autograd.grad(f(point), point, create_graph=True)[0]`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `gradient = torch.autograd.grad(f(point), point, create_graph=True)[0]`.

# %%
#| exercise: E5
#| role: setup
import torch

point = torch.tensor([1.0, 2.0], requires_grad=True)


def q(point):
    u, v = point
    return u**2 + 3 * u * v + 2 * v**2


# %%
#| exercise: E5
#| role: starter
def gradient_and_hessian(f, point):
    gradient = ...
    hessian = torch.stack([..., ...])
    return gradient, hessian


print(gradient_and_hessian(q, point))


# %%
#| exercise: E5
#| role: solution
def gradient_and_hessian(f, point):
    gradient = torch.autograd.grad(f(point), point, create_graph=True)[0]
    rows = [torch.autograd.grad(part, point, retain_graph=True)[0] for part in gradient]
    return gradient, torch.stack(rows)


print(gradient_and_hessian(q, point)[1])

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check_function


def part(rank):
    def one(f, point):
        made = gradient_and_hessian(f, point)
        return None if made is None else made[rank]

    return one


def ripple(point):
    u, v = point
    return u**3 * v + v**4


def slopes_of_ripple(u, v):
    return [3 * u**2 * v, u**3 + 4 * v**3], [[6 * u * v, 3 * u**2], [3 * u**2, 12 * v**2]]


at_q, at_ripple, elsewhere = (
    torch.tensor(numbers, requires_grad=True) for numbers in ([3.0, -1.5], [0.5, 2.0], [-2.0, 1.5])
)
given = [(q, at_q), (ripple, at_ripple), (ripple, elsewhere)]
wants = [
    ([1.5, 3.0], [[2.0, 3.0], [3.0, 4.0]]),
    slopes_of_ripple(0.5, 2.0),
    slopes_of_ripple(-2.0, 1.5),
]
check_function(
    "gradiente // gradient",
    part(0),
    [want[0] for want in wants],
    given,
    hint="""lo primero que devuelves es la derivada de f(point) por point, sin derivar más //
        the first thing you return is the derivative of f(point) by point, and no further one""",
)
check_function(
    "hessiana // Hessian",
    part(1),
    [want[1] for want in wants],
    given,
    hint="""una fila por componente del gradiente, y en cada una, las derivadas respecto de u y v //
        one row for each component of the gradient, and in each the derivatives by u and v""",
)


# %%
#| exercise: E5
#| role: right
from torch.autograd import grad


def gradient_and_hessian(f, point):
    (gradient,) = grad(f(point), point, create_graph=True)
    by_u = grad(gradient[0], point, retain_graph=True)[0]
    by_v = grad(gradient[1], point)[0]
    return [gradient.detach(), torch.stack([by_u, by_v])]


# %%
#| exercise: E5
#| role: right
def gradient_and_hessian(f, point):
    leaf = point.detach().clone().requires_grad_()
    hessian = torch.autograd.functional.hessian(f, leaf)
    f(leaf).backward()
    return leaf.grad, hessian


# %%
#| exercise: E5
#| role: wrong
#| message: una fila por componente // one row for each component
def gradient_and_hessian(f, point):
    gradient = torch.autograd.grad(f(point), point, create_graph=True)[0]
    row = torch.autograd.grad(gradient.sum(), point)[0]  # mezcla las dos filas // mixes both rows
    return gradient, torch.stack([row, row])


# %%
#| exercise: E5
#| role: wrong
#| message: las derivadas respecto de u y v // the derivatives by u and v
def gradient_and_hessian(f, point):
    gradient = torch.autograd.grad(f(point), point, create_graph=True)[0]
    row = torch.autograd.grad(gradient.sum(), point)[0]
    return gradient, torch.diag(row)  # sin las derivadas cruzadas // without the mixed derivatives


# %%
#| exercise: E5
#| role: wrong
#| message: element 0 of tensors does not require grad
def gradient_and_hessian(f, point):
    gradient = torch.autograd.grad(f(point), point)[0]  # sin create_graph // without create_graph
    rows = [torch.autograd.grad(part, point, retain_graph=True)[0] for part in gradient]
    return gradient, torch.stack(rows)


# %%
#| exercise: E5
#| role: wrong
#| message: sin derivar más // and no further one
def gradient_and_hessian(f, point):
    # solo vale en el punto (1, 2) // only right at the point (1, 2)
    return torch.tensor([8.0, 11.0]), torch.tensor([[2.0, 3.0], [3.0, 4.0]])


# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Un tensor con `requires_grad=True` deja recibo de cada operación; esa cadena es el grafo.
# - `backward()` parte de un solo número y llena el `.grad` de todas las hojas.
# - Los gradientes se suman: borra antes del siguiente.
# - El paso se da in situ y dentro de `no_grad`; para mirar, `detach()`.
# - Ante un mensaje sobre el grafo, busca qué se reutilizó, se pisó o se cortó.
#
# ## Para profundizar { #further }
# - [Mecánica de autograd](https://docs.pytorch.org/docs/stable/notes/autograd.html): las reglas
#   completas (en inglés).
# - [Baydin y otros (2018)](https://arxiv.org/abs/1502.05767): panorámica de la diferenciación
#   automática, el nombre general del método (en inglés).
# - Siguiente paso: [autograd desde cero](../m2-tensors-autograd/autograd-from-scratch.md), donde
#   construyes la máquina de esta página.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - A tensor with `requires_grad=True` leaves a receipt for every operation; that chain is the
#   graph.
# - `backward()` starts from a single number and fills the `.grad` of every leaf.
# - Gradients add up: erase before the next one.
# - The step is taken in place and inside `no_grad`; for looking, `detach()`.
# - When a message mentions the graph, look for what was reused, overwritten or cut.
#
# ## Going further { #further }
# - [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html): the complete
#   rules.
# - [Baydin et al. (2018)](https://arxiv.org/abs/1502.05767): a survey of automatic differentiation,
#   the method's general name.
# - Next step: [autograd from scratch](../m2-tensors-autograd/autograd-from-scratch.md), where you
#   build the machine of this page.
