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
# **Meta:** derivar $x^3$ en $x = 2$ por tres caminos que coincidan. **Tienes:** `cube`. **Haz:**
# calcula `by_hand` con la regla de la potencia, `by_autograd` con `backward()` y `by_nudge` con
# una diferencia finita.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Three roads to one number { #e1 }
# **Goal:** differentiate $x^3$ at $x = 2$ in three ways that agree. **Given:** `cube`. **Do:**
# compute `by_hand` with the power rule, `by_autograd` with `backward()`, and `by_nudge` with a
# finite difference.

# %% [markdown] exercise="E1" lang="es" role="hint"
# La regla de la potencia: la derivada de $x^3$ es $3x^2$.

# %% [markdown] exercise="E1" lang="en" role="hint"
# The power rule: the derivative of $x^3$ is $3x^2$.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Para el empujón, usa números normales de Python: ya son `float64`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# For the nudge, use ordinary Python numbers: they are `float64` already.

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
from tutorial_lib import check

check(
    "a mano // by hand",
    by_hand,
    equals=12,
    hint="""el exponente baja a multiplicar y se queda en uno menos: 3 * 2**2 //
        the exponent comes down to multiply and loses one: 3 * 2**2""",
)
check(
    "con autograd // with autograd",
    by_autograd,
    equals=12,
    abs=1e-4,
    hint="""x.grad está vacío hasta que alguien llama a cube(x).backward() //
        x.grad is empty until somebody calls cube(x).backward()""",
)
check(
    "con un empujón // with a nudge",
    by_nudge,
    equals=12,
    abs=1e-3,
    hint="""prueba con h = 1e-5; si h es diminuto, 2 + h se redondea a 2 //
        try h = 1e-5; if h is tiny, 2 + h is rounded to 2""",
)

# %%
#| exercise: E1
#| role: wrong
#| message: el exponente baja a multiplicar // the exponent comes down
by_hand = 2 * 3**2  # base y exponente cambiados // base and exponent swapped
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad.item()
by_nudge = (cube(2 + 1e-5) - cube(2 - 1e-5)) / 2e-5

# %%
#| exercise: E1
#| role: wrong
#| message: x.grad está vacío // x.grad is empty
by_hand = 12
x = torch.tensor(2.0, requires_grad=True)
cube(x)  # sin backward() // without backward()
by_autograd = x.grad
by_nudge = (cube(2 + 1e-5) - cube(2 - 1e-5)) / 2e-5

# %%
#| exercise: E1
#| role: wrong
#| message: "llegó 0. Pista: prueba con h // got 0. Hint: try h"
by_hand = 12
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad.item()
h = 1e-20  # cuanto más pequeño, mejor… // the smaller the better…
by_nudge = (cube(2 + h) - cube(2)) / h


# %% [markdown] exercise="E2" lang="es"
# ### E2 · Una función dentro de otra { #e2 }
# **Meta:** ver la regla de la cadena en acción. **Tienes:** el punto $\pi/2$. **Haz:** calcula con
# autograd la derivada de $\sin(x^2)$ en ese punto, guárdala en `slope` y compárala con
# `expected`, tu derivada a mano.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · One function inside another { #e2 }
# **Goal:** watch the chain rule at work. **Given:** the point $\pi/2$. **Do:** compute the
# derivative of $\sin(x^2)$ at that point with autograd, keep it in `slope`, and compare it with
# `expected`, your derivative by hand.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Por fuera, el seno se deriva en coseno; por dentro, $x^2$ aporta $2x$. Multiplica.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Outside, the sine becomes a cosine; inside, $x^2$ brings $2x$. Multiply.

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

answer = 2 * point * math.cos(point**2)
check(
    "derivada a mano // derivative by hand",
    expected,
    equals=answer,
    abs=1e-5,
    hint="""cos(x**2) por la derivada de dentro, 2 * x //
        cos(x**2) times the inner derivative, 2 * x""",
)
check(
    "derivada con autograd // derivative with autograd",
    slope,
    equals=answer,
    abs=1e-5,
    hint="sin(x**2) eleva x al cuadrado antes del seno // sin(x**2) squares x before the sine",
)

# %%
#| exercise: E2
#| role: wrong
#| message: por la derivada de dentro // times the inner derivative
x = torch.tensor(point, requires_grad=True)
torch.sin(x**2).backward()
slope = x.grad.item()
expected = math.cos(point**2)  # falta el 2x de dentro // the inner 2x is missing

# %%
#| exercise: E2
#| role: wrong
#| message: eleva x al cuadrado antes del seno // squares x before the sine
x = torch.tensor(point, requires_grad=True)
(torch.sin(x) ** 2).backward()  # el cuadrado del seno // the square of the sine
slope = x.grad.item()
expected = 2 * point * math.cos(point**2)


# %% [markdown] exercise="E3" lang="es"
# ### E3 · Tus fórmulas, a examen { #e3 }
# **Meta:** comparar autograd con las dos fórmulas que derivaste a mano. **Tienes:** los mismos 80
# puntos de entrenamiento, hechos tensores con `torch.from_numpy`, y el mismo comienzo `b`, `w`.
# **Haz:** calcula la pérdida, el promedio de los errores al cuadrado, y obtén los dos gradientes
# con un solo `backward()`.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Your formulas take the exam { #e3 }
# **Goal:** compare autograd with the two formulas you derived by hand. **Given:** the same 80
# training points, made into tensors by `torch.from_numpy`, and the same start `b`, `w`. **Do:**
# compute the loss, the average of the squared errors, and get both gradients with a single
# `backward()`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `error = b + w * x - y`, y la pérdida es `(error**2).mean()`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `error = b + w * x - y`, and the loss is `(error**2).mean()`.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Las fórmulas: el doble de la media de `error`, y el doble de la media de `x * error`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The formulas: twice the mean of `error`, and twice the mean of `x * error`.

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

# %%
#| exercise: E3
#| role: starter
loss = ...
...
grad_b, grad_w = ..., ...

# %%
#| exercise: E3
#| role: solution
error = b + w * x - y
loss = (error**2).mean()
loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()
with torch.no_grad():
    formula_b, formula_w = 2 * error.mean().item(), 2 * (x * error).mean().item()
print(f"autograd: {grad_b:.4f}, {grad_w:.4f}")
print(f"fórmulas: {formula_b:.4f}, {formula_w:.4f} // formulas: {formula_b:.4f}, {formula_w:.4f}")

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

check(
    "pérdida // loss",
    loss,
    equals=2.7422,
    abs=1e-3,
    hint="""el promedio, con mean(), de los errores al cuadrado //
        the average, with mean(), of the squared errors""",
)
for name, gradient, expected in (("b", grad_b, -3.0448), ("w", grad_w, -1.8338)):
    check(
        f"gradiente de {name} // gradient of {name}",
        gradient,
        equals=expected,
        abs=1e-3,
        hint="""un solo backward(), y después lee b.grad y w.grad //
            a single backward(), and then read b.grad and w.grad""",
    )

# %%
#| exercise: E3
#| role: wrong
#| message: "pérdida: llegó 219.373 // loss: got 219.373"
loss = ((b + w * x - y) ** 2).sum()  # sum() en lugar de mean() // sum() instead of mean()
loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()

# %%
#| exercise: E3
#| role: wrong
#| message: un solo backward() // a single backward()
for _ in range(2):  # el segundo se suma al primero // the second adds to the first
    loss = ((b + w * x - y) ** 2).mean()
    loss.backward()
grad_b, grad_w = b.grad.item(), w.grad.item()


# %% [markdown] exercise="E4" lang="es"
# ### E4 · Tres pasos estropeados { #e4 }
# **Meta:** reparar tres descensos que no llegan al mínimo, $-1.5$. **Tienes:** `descend`, que
# repite un paso 50 veces, y tres pasos con un solo fallo cada uno. **Haz:** predice el síntoma de
# cada uno, ejecútalo con `descend` y arréglalo.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Three broken steps { #e4 }
# **Goal:** repair three descents that do not reach the minimum, $-1.5$. **Given:** `descend`, which
# repeats a step 50 times, and three steps with just one fault each. **Do:** predict the symptom of
# each one, run it with `descend` and fix it.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Los síntomas: uno va y viene, otro se detiene con un error, otro se aleja sin freno.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The symptoms: one swings, one stops with an error, one runs away without a brake.

# %% [markdown] exercise="E4" lang="es" role="hint"
# En el tercero, `x.data**2` no deja recibo. ¿Qué parte de $2x + 3$ queda?

# %% [markdown] exercise="E4" lang="en" role="hint"
# In the third, `x.data**2` leaves no receipt. Which part of $2x + 3$ remains?

# %%
#| exercise: E4
#| role: setup
import torch


def descend(step):
    x = torch.tensor(2.0, requires_grad=True)
    for _ in range(50):
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
from tutorial_lib import check


def end_of(step):
    try:
        return descend(step)
    except (RuntimeError, TypeError) as error:
        return str(error).split("\n")[0]


check(
    "step_a llega a -1.5 // step_a reaches -1.5",
    end_of(step_a),
    equals=-1.5,
    abs=1e-3,
    hint="""los gradientes se acumulan: borra x.grad en cada paso //
        gradients pile up: erase x.grad at every step""",
)
check(
    "step_b llega a -1.5 // step_b reaches -1.5",
    end_of(step_b),
    equals=-1.5,
    abs=1e-3,
    hint="""x - … hace un tensor nuevo que no pide gradiente; usa x -= … y deja el borrado //
        x - … makes a new tensor that asks for no gradient; use x -= … and keep the erasing""",
)
check(
    "step_c llega a -1.5 // step_c reaches -1.5",
    end_of(step_c),
    equals=-1.5,
    abs=1e-3,
    hint="""lo que pasa por .data o detach() no deja recibo: usa x //
        what goes through .data or detach() leaves no receipt: use x""",
)


# %%
#| exercise: E4
#| role: wrong
#| message: borra x.grad en cada paso // erase x.grad at every step
def step_a(x):
    (x**2 + 3 * x + 1).backward()
    with torch.no_grad():
        x -= 0.05 * x.grad  # pasos más cortos no lo arreglan // shorter steps do not mend it
    return x


step_b = step_c = step_a


# %%
#| exercise: E4
#| role: wrong
#| message: usa x -= … // use x -= …
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
#| message: "llegó -13. Pista: lo que pasa // got -13. Hint: what goes"
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
# **Tienes:** $q(u, v) = u^2 + 3uv + 2v^2$, calculada en `q` para `point`, el punto (1, 2). **Haz:**
# obtén el gradiente con `torch.autograd.grad(q, point, create_graph=True)`, que deja recibo, y
# deriva cada una de sus dos componentes.

# %% [markdown] exercise="E5" lang="en"
# ### E5 · Differentiate the derivative { #e5 }
# **Goal (stretch):** compute the *Hessian*, the table of second derivatives. It measures
# [curvature](../m1-gradient-descent/loss-surface.md#curvature): how much the slope itself changes.
# **Given:** $q(u, v) = u^2 + 3uv + 2v^2$, computed in `q` for `point`, the point (1, 2). **Do:**
# get the gradient with `torch.autograd.grad(q, point, create_graph=True)`, which leaves a receipt,
# and differentiate each of its two components.

# %% [markdown] exercise="E5" lang="es" role="hint"
# `torch.autograd.grad` devuelve una tupla; toma su elemento `[0]`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# `torch.autograd.grad` returns a tuple; take its element `[0]`.

# %% [markdown] exercise="E5" lang="es" role="hint"
# Las dos filas comparten un grafo. Este es el caso honrado de `retain_graph=True`.

# %% [markdown] exercise="E5" lang="en" role="hint"
# Both rows share one graph. This is the honest case for `retain_graph=True`.

# %%
#| exercise: E5
#| role: setup
import torch

point = torch.tensor([1.0, 2.0], requires_grad=True)
q = point[0] ** 2 + 3 * point[0] * point[1] + 2 * point[1] ** 2

# %%
#| exercise: E5
#| role: starter
gradient = ...
hessian = torch.stack([..., ...])

# %%
#| exercise: E5
#| role: solution
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
rows = [torch.autograd.grad(part, point, retain_graph=True)[0] for part in gradient]
hessian = torch.stack(rows)
print(hessian)

# %%
#| exercise: E5
#| role: check
from tutorial_lib import check

check(
    "gradiente // gradient",
    gradient,
    equals=[8, 11],
    abs=1e-4,
    hint="2u + 3v y 3u + 4v en el punto (1, 2) // 2u + 3v and 3u + 4v at the point (1, 2)",
)
check(
    "hessiana // Hessian",
    hessian,
    equals=[[2, 3], [3, 4]],
    abs=1e-4,
    hint="""una fila por componente del gradiente, derivada respecto de u y de v //
            one row for each component of the gradient, differentiated by u and by v""",
)

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
#| message: llegó [[2, 0], [0, 4]] // got [[2, 0], [0, 4]]
gradient = torch.autograd.grad(q, point, create_graph=True)[0]
# sin las derivadas cruzadas // without the mixed derivatives
hessian = torch.tensor([[2.0, 0.0], [0.0, 4.0]])

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
