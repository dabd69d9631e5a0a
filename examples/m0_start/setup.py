# ---
# title: "Prepara tu entorno // Set up your environment"
# description:
#   es: Dónde ejecutar el curso, cómo instalar PyTorch sin romper nada y cómo saber que todo
#     funciona.
#   en: Where to run the course, how to install PyTorch without breaking anything, and how to know
#     that it all works.
# objectives:
#   - understand:
#       es: explicar dónde busca `import` lo que importa (cuestionario, “¿Cuál se importa?”)
#       en: explain where `import` looks for what it imports (quiz, “Which one is imported?”)
#   - apply:
#       es: averiguar qué Python tiene un paquete (E1)
#       en: find out which Python has a package (E1)
#   - apply:
#       es: elegir el dispositivo en el que se calcula (E2)
#       en: choose the device that does the computing (E2)
#   - apply:
#       es: >-
#         repetir una tirada con una semilla, sin cambiar los números que recibe el resto del
#         programa (E3, E4)
#       en: >-
#         repeat a draw with a seed, without changing the numbers that the rest of the program
#         gets (E3, E4)
#   - understand:
#       es: >-
#         explicar por qué los números exactos pueden variar (cuestionario, “¿Qué puede ser?”)
#       en: >-
#         explain why exact numbers can vary (quiz, “What can it be?”)
# minutes: {read: 25, practise: 15}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# Escribes `pip install torch`, la pantalla dice que todo salió bien y, un minuto después,
# `import torch` responde que no existe. A casi todo el mundo le pasa alguna vez. **¿Dónde quedó
# PyTorch, y cómo se instala para que tu programa lo encuentre?**

# %% [markdown] lang="en"
# You type `pip install torch`, the screen says that all went well, and a minute later
# `import torch` replies that there is no such thing. It happens to nearly everyone at least once.
# **Where did PyTorch go, and how do you install it so that your program finds it?**

# %%
#| tags: [hurry, recipe]
#| lang: bash
# python3 -m venv .venv
# source .venv/bin/activate
# python -m pip install torch torchvision matplotlib scikit-learn jupyterlab
# python -c "import torch; print(torch.ones(2, 2) @ torch.ones(2, 2))"

# %% [markdown] lang="es" role="hurry"
# Crea un [entorno virtual](#environments), actívalo e instala con `python -m pip`, porque así los
# paquetes quedan en el mismo Python que ejecutará tu programa. En Windows las dos primeras órdenes
# son `py -m venv .venv` y `.venv\Scripts\activate`, y en Linux sin tarjeta NVIDIA descargas mucho
# menos con [la versión para CPU](#install); si la última orden escribe cuatro doses, [todo
# funciona](#self-test). Los cuadernos se abren con `jupyter lab`, y su primera celda añade la
# biblioteca del curso; si no puedes instalar, usa [Colab o Binder](#picture), y si algo falla,
# busca tu mensaje en [lo que suele fallar](#errors).

# %% [markdown] lang="en" role="hurry"
# Create a [virtual environment](#environments), activate it and install with `python -m pip`,
# because that puts the packages in the same Python that will run your program. On Windows the first
# two commands are `py -m venv .venv` and `.venv\Scripts\activate`, and on Linux without an NVIDIA
# card [the CPU version](#install) is a much smaller download; if the last command prints four twos,
# [everything works](#self-test). Open notebooks with `jupyter lab`, and their first cell adds the
# course's library; if you cannot install anything, use [Colab or Binder](#picture), and if
# something fails, look for your message in [what usually goes wrong](#errors).

# %% [markdown] lang="es"
# Puedes leer este curso entero sin instalar nada, pero aprenderás más si cambias el código y miras
# qué pasa. Para eso eliges aquí dónde ejecutarlo, instalas PyTorch y compruebas que calcula bien.
# Después verás dónde busca `import` y por qué a veces no encuentra lo que acabas de instalar, que
# es lo que más horas te ahorrará.
#
# ## ¿Dónde vas a trabajar? La idea en una imagen { #picture }
# Dos preguntas bastan para decidirlo:

# %% [markdown] lang="en"
# You can read this whole course without installing anything, but you will learn more if you change
# the code and watch what happens. So here you choose where to run it, install PyTorch and check
# that it computes correctly. Then you will see where `import` looks, and why it sometimes misses
# what you have just installed, which is the part that will save you the most hours.
#
# ## Where will you work? The idea in one picture { #picture }
# Two questions settle it:

# %%
#| tags: [page]
#| alt:
#|   es: Dos preguntas y tres salidas. ¿Puedes instalar programas en tu equipo? Si puedes, trabaja
#|     en local. Si no, ¿tienes cuenta de Google? Con cuenta, Colab; sin cuenta, Binder.
#|   en: Two questions and three ways out. Can you install programs on your machine? If so, work
#|     locally. If not, do you have a Google account? With an account, Colab; without one, Binder.
from tutorial_lib import plots

picture = plots.diagram(7.6, 3.9)
questions = [
    (1.5, 3.18, 2.3, """¿Puedes instalar programas\nen tu equipo? //
        Can you install programs\non your machine?"""),
    (1.5, 1.35, 1.56, "¿Tienes cuenta\nde Google? // Do you have\na Google account?"),
]
answers = [
    ("green", 3.18, """En local: tus archivos\nse quedan contigo //
        Local: your files\nstay with you"""),
    ("blue", 2, """Colab: en el navegador,\na veces con GPU //
        Colab: in the browser,\nsometimes with a GPU"""),
    ("purple", 0.7, "Binder: en el navegador,\nsin cuenta // Binder: in the browser,\nno account"),
]
install, google = [picture.box(*place, 0.54, text) for *place, text in questions]
local, colab, binder = [
    picture.box(5.9, y, 2.06, 0.54, text, color=color) for color, y, text in answers
]
picture.arrow(install, local, "sí // yes")
picture.arrow(install, google, "no")
picture.arrow(google, colab, "sí // yes")
picture.arrow(google, binder, "no")
picture.figure

# %%
#| tags: [page]
from importlib.metadata import metadata

oldest_python = metadata("tutorial-lib")["Requires-Python"].removeprefix(">=")

# %% [markdown] lang="es"
# Cualquiera de las tres salidas sirve, porque el curso está medido en un equipo corriente y sin
# GPU. En las tres trabajas con **cuadernos** (notebooks), documentos que mezclan texto y celdas de
# código que ejecutas una a una.
#
# | Dónde | A favor | En contra |
# |---|---|---|
# | **En local** | Tus archivos se quedan; funciona sin conexión. | Instalas tú. |
# | **Google Colab** | Trae PyTorch y a veces una GPU. | Pide cuenta; borra lo que no guardes. |
# | **Binder** | Sin cuenta: basta un enlace. | Arranca lento; olvida todo; poca memoria, sin GPU. |
#
# Cada página se descarga como cuaderno con los botones de arriba, y su primera celda instala lo que
# falte. En Colab lo abres con *Archivo → Subir cuaderno*, y en Binder con el botón de la página, si
# lo tiene. Con cualquiera de los dos puedes saltar ya a [la comprobación](#self-test).
#
# ## 1. ¿Cómo se instala PyTorch? { #install }
# Las órdenes se escriben en la *terminal*, la ventana de texto de tu sistema: la aplicación se
# llama *Símbolo del sistema* en Windows y *Terminal* en macOS y Linux. Ábrela y escribe
# `python3 --version`, o `py --version` en Windows. Si contesta Python {{ oldest_python }} o
# posterior, ya lo tienes; si no, descárgalo de [python.org](https://www.python.org/downloads/).
# Después ve a la carpeta de tu proyecto con `cd` y el nombre de la carpeta.
#
# La primera orden crea un **entorno virtual** (virtual environment), una carpeta con un Python
# propio en la que puedes instalar sin tocar el resto del equipo. La segunda lo *activa*: hasta que
# cierres esa terminal, la palabra `python` significará el Python del entorno. En macOS y Linux:

# %% [markdown] lang="en"
# Any of the three is fine, because the course is measured on an ordinary machine without a GPU. In
# all three you work with **notebooks**, documents that mix text with cells of code that you run one
# at a time.
#
# | Where | For | Against |
# |---|---|---|
# | **Local** | Your files stay; it works offline. | You do the installing. |
# | **Google Colab** | Has PyTorch; may lend a GPU. | Asks for an account; forgets unsaved files. |
# | **Binder** | No account: a link opens it. | Slow start; forgets files; little memory, no GPU. |
#
# Every page can be downloaded as a notebook with the buttons at the top, and its first cell
# installs whatever is missing. In Colab you open it with *File → Upload notebook*, and in Binder
# with the page's button, if it has one. With either of them, skip to [the check](#self-test).
#
# ## 1. How do you install PyTorch? { #install }
# Commands are typed in the *terminal*, the text window of your system: the application is called
# *Command Prompt* on Windows and *Terminal* on macOS and Linux. Open it and type
# `python3 --version`, or `py --version` on Windows. If it answers Python {{ oldest_python }} or
# later, you are set; if not, download it from [python.org](https://www.python.org/downloads/). Then
# go to your project's folder with `cd` and the folder's name.
#
# The first command creates a **virtual environment**, a folder with a Python of its own, where you
# can install things without touching the rest of the machine. The second *activates* it: until you
# close that terminal, the word `python` means the environment's Python. On macOS and Linux:

# %%
#| tags: [recipe]
#| lang: bash
# python3 -m venv .venv
# source .venv/bin/activate

# %% [markdown] lang="es"
# En Windows cambian los nombres, pero los dos pasos son los mismos:

# %% [markdown] lang="en"
# On Windows the names are different, but the two steps are the same:

# %%
#| tags: [recipe]
#| lang: bat
# py -m venv .venv
# .venv\Scripts\activate

# %% [markdown] lang="es"
# Sabrás que está activo porque `(.venv)` aparece al principio de la línea. Ahora toca instalar los
# **paquetes** (packages), que son código de otras personas, listo para importar. De eso se encarga
# el programa `pip`.
#
# !!! tip "Consejo"
#     En Linux, la instalación normal incluye lo necesario para tarjetas NVIDIA, que ocupa
#     varios gigabytes. Si no tienes una, ejecuta antes la orden que da [la página de
#     PyTorch](https://pytorch.org/get-started/locally/) al elegir **CPU**, pero empezada por
#     `python -m pip`. Descarga mucho menos, y `pip` verá después que PyTorch ya está.
#
# Las órdenes son las mismas en los tres sistemas:

# %% [markdown] lang="en"
# You can tell that it is active by the `(.venv)` at the start of the line. Next you install the
# **packages**, which are other people's code, ready to import. The program `pip` takes care of
# that.
#
# !!! tip "Tip"
#     On Linux, the ordinary installation includes what NVIDIA cards need, which takes several
#     gigabytes. Without such a card, first run the command that [PyTorch's
#     page](https://pytorch.org/get-started/locally/) gives when you choose **CPU**, but
#     starting with `python -m pip`. It downloads far less, and `pip` will then see that PyTorch is
#     already there.
#
# The commands are the same on all three systems:

# %%
#| tags: [recipe]
#| lang: bash
# python -m pip install --upgrade pip
# python -m pip install torch torchvision matplotlib scikit-learn
# python -m pip install jupyterlab

# %% [markdown] lang="es"
# “¿Y por qué `python -m pip install`, si `pip install` es más corto?” Porque `-m pip` quiere decir
# “el `pip` de este Python”, de modo que los paquetes van al Python que acabas de activar. Un `pip`
# a secas puede ser el de otro, y en [la sección 3](#environments) verás lo que ocurre entonces.
#
# La última línea instala JupyterLab, el programa que abre cuadernos. Solo falta `tutorial_lib`, la
# **biblioteca** (library) del curso, que se instala con la primera celda de cada cuaderno. Descarga
# el de esta página en la carpeta de tu proyecto, escribe `jupyter lab` en esa misma terminal,
# ábrelo y ejecuta esa celda.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `conda install pytorch cudatoolkit=10.2 -c pytorch`. PyTorch ya no publica paquetes para
#     conda; si usas conda, crea allí el entorno y dentro instala con `python -m pip`. Con `uv`, los
#     mismos pasos son `uv venv` y `uv pip install`. También verás una versión exacta, `torch==…`,
#     que quizá no exista para tu Python y entonces termina en [*No matching distribution
#     found*](../faq.md#no-distribution).
#
# ??? technical "Opcional: todo el curso en tu equipo, TensorBoard y Graphviz"
#     - El enlace al repositorio, cuando la página lo muestra, te da la dirección para `git clone`.
#       Dentro, `make serve` abre el curso entero en tu navegador.
#     - TensorBoard, que muestra el entrenamiento mientras ocurre, se instala con
#       `python -m pip install tensorboard`.
#     - Graphviz dibuja grafos, y este curso [no lo necesita](../faq.md#graphviz).
#
# ## 2. ¿Cómo sabes que funciona? { #self-test }
# Que la instalación termine sin errores no garantiza que PyTorch calcule bien, así que le pedimos
# una cuenta que también sabes hacer a mano. Casi todo lo que hace una red neuronal es multiplicar
# tablas de números, y una tabla así se llama **matriz** (matrix). Al multiplicar dos, cada casilla
# del resultado sale de una fila de la primera y una columna de la segunda: multiplicas sus números
# por parejas y sumas. Con la fila $(1, 2)$ y la columna $(3, 4)$, por ejemplo, la casilla vale
# $1 \cdot 3 + 2 \cdot 4 = 11$.
#
# En el código, `torch.ones(2, 2)` es una matriz de dos filas y dos columnas llena de unos, y `@`
# multiplica matrices. Al final `sum()` suma las casillas, e `item()` convierte el resultado en un
# número corriente de Python.

# %% [markdown] lang="en"
# “Why `python -m pip install`, when `pip install` is shorter?” Because `-m pip` means “the `pip` of
# this Python”, so the packages go to the Python you have just activated. Plain `pip` may belong to
# another one, and [section 3](#environments) shows what happens then.
#
# The last line installs JupyterLab, the program that opens notebooks. All that is missing is
# `tutorial_lib`, the course's **library**, which the first cell of every notebook installs.
# Download this page's notebook into your project's folder, type `jupyter lab` in that same
# terminal, open the notebook and run that cell.
#
# !!! elsewhere "What you will see elsewhere"
#     `conda install pytorch cudatoolkit=10.2 -c pytorch`. PyTorch no longer publishes packages for
#     conda; if you use conda, create the environment there and install inside it with
#     `python -m pip`. With `uv`, the same steps are `uv venv` and `uv pip install`. You will also
#     see an exact version, `torch==…`, which may not exist for your Python and then ends in [*No
#     matching distribution found*](../faq.md#no-distribution).
#
# ??? technical "Optional: the whole course on your machine, TensorBoard and Graphviz"
#     - The link to the repository, where the page shows one, gives you the address for `git clone`.
#       Inside, `make serve` opens the whole course in your browser.
#     - TensorBoard, which shows training while it happens, is installed with
#       `python -m pip install tensorboard`.
#     - Graphviz draws graphs, and this course [does not need it](../faq.md#graphviz).
#
# ## 2. How do you know that it works? { #self-test }
# An installation without errors does not guarantee that PyTorch computes correctly. So we ask it
# for something that you can work out by hand. Most of what a neural network does is multiply tables
# of numbers, and such a table is called a **matrix**. When two of them are multiplied, each cell of
# the result comes from a row of the first and a column of the second. You multiply their numbers in
# pairs and add. With the row $(1, 2)$ and the column $(3, 4)$, for example, the cell is
# $1 \cdot 3 + 2 \cdot 4 = 11$.
#
# In the code, `torch.ones(2, 2)` is a matrix of two rows and two columns full of ones, and `@`
# multiplies matrices. At the end `sum()` adds up the cells, and `item()` turns the result into an
# ordinary Python number.

# %% Multiplicar // Multiply
#| predict:
#|   es: "¿Cuánto suman las cuatro casillas del resultado?"
#|   en: "What do the four cells of the result add up to?"
import torch

ones = torch.ones(2, 2)
product = ones @ ones  # (2, 2)
total = product.sum().item()
print(product)
print("suma // sum", total)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim(
    "matrix-product",
    total,
    equals=8,
    says="""El producto de dos matrices de unos, de 2 × 2, suma 8. //
        The product of two 2 × 2 matrices of ones adds up to 8.""",
)

# %%
#| tags: [page]
bigger = torch.ones(3, 3)
bigger_total = (bigger @ bigger).sum().item()  # lo pregunta el test // the quiz asks for it

# %% [markdown] lang="es"
# Suman {{ total:.0f }}, porque cada casilla es $1 \cdot 1 + 1 \cdot 1 = 2$ y hay cuatro. La salida
# empieza con la palabra [*tensor*](../m2-tensors-autograd/tensors.md), que es como PyTorch llama a
# sus tablas de números. Si tu equipo dice lo mismo, ya tienes PyTorch en marcha.

# %% [markdown] lang="en"
# They add up to {{ total:.0f }}, because each cell is $1 \cdot 1 + 1 \cdot 1 = 2$ and there are
# four. The output starts with the word [*tensor*](../m2-tensors-autograd/tensors.md), which is what
# PyTorch calls its tables of numbers. If your machine says the same, PyTorch is up and running.

# %% [markdown] lang="es"
# La biblioteca del curso hace un examen más completo. Escribe esta orden en una terminal con el
# entorno activo, o ejecuta la celda del cuaderno que hace lo mismo. Debajo está lo que contestó el
# equipo que hizo la página:

# %% [markdown] lang="en"
# The course's library runs a fuller check. Type this command in a terminal with the environment
# active, or run the notebook's cell that does the same. Below is what the machine that made this
# page answered:

# %%
#| tags: [recipe]
#| lang: bash
# python -m tutorial_lib

# %% Examinar el equipo // Examine the machine
#| tags: [hidden, volatile]
from tutorial_lib.__main__ import main as examine

passed = examine() == 0

# %% [markdown] lang="es"
# De arriba abajo están las versiones instaladas, la memoria libre y el dispositivo que hará las
# cuentas. Siguen dos comprobaciones de PyTorch y una derivada, que el curso explica más adelante.
# **Busca los tres ✓**, que deben salir también en tu equipo, mientras que las versiones y la
# memoria serán otras. Al final están los conjuntos de datos del curso, y un guion señala los que se
# descargarán cuando hagan falta.
#
# ## 3. ¿Por qué no basta con un solo Python? { #environments }
# Si todo funciona, ¿para qué seguir leyendo? Porque un día dejará de funcionar, y la explicación
# casi siempre será la idea de esta página: **un paquete no se instala en tu equipo, sino dentro de
# un Python**.
#
# En un equipo suele haber varios: el del sistema, el que instalaste tú, el de otro programa.
# Imagina que cada uno es una cocina con su propia despensa. Cuando `pip` compra harina, la deja en
# una despensa, y cuando `import` la necesita, busca solamente en la despensa de la cocina donde
# estás trabajando. Si llenas una y cocinas en otra, la harina no aparece, aunque tengas el recibo
# en la mano.
#
# Veamos esa búsqueda despacio. Con `import torch`, Python no busca en todo el disco, porque
# tardaría demasiado: recorre una lista corta de carpetas, en orden. En cada una mira si hay una
# carpeta `torch` o un archivo `torch.py`, y se queda con lo primero que encuentra. Las tres que
# importan son la carpeta de tu programa, la biblioteca estándar, que viene con Python, y
# `site-packages`, la despensa de `pip`. Hagamos el recorrido a mano con dos Python: A, donde
# instalaste PyTorch, y B, recién creado.
#
# | Al buscar `torch` en… | Python A | Python B |
# |---|---|---|
# | 1. la carpeta de tu programa | no está, sigue | no está, sigue |
# | 2. la biblioteca estándar | no está, sigue | no está, sigue |
# | 3. `site-packages` | está, lo importa | no está, da un error |
#
# La línea y el equipo son los mismos y las respuestas son contrarias, porque cada Python mira en
# sus propias carpetas. Usar un solo Python para todo tampoco es la solución, porque en una despensa
# solo cabe una versión de cada paquete. Si un proyecto necesita la versión 1 y otro la 2, al
# instalar la segunda desaparece la primera, y el proyecto que la usaba se rompe.
#
# Un entorno virtual evita las dos cosas, porque le da a cada proyecto su propia `site-packages`,
# que nace sin los paquetes de los demás. “Y si se estropea, ¿pierdo mi trabajo?” No, porque tus
# programas no están dentro del entorno: borras su carpeta, creas otra y vuelves a instalar.
#
# Comprobemos la tabla con dos Python de verdad. `venv.create` crea un entorno en la carpeta
# `practice`, y `new_python` dice dónde está su Python. La función `ask` le pide a un Python
# cualquiera que ejecute una línea y devuelve el final de su respuesta:

# %% [markdown] lang="en"
# From top to bottom you see the installed versions, the free memory and the device that will do the
# computing. Then come two checks of PyTorch and a slope, or derivative, which the course explains
# later. **Look for the three ✓**, which must appear on your machine too, while versions and memory
# will differ. At the end are the course's datasets, and a dash marks the ones that will be
# downloaded when needed.
#
# ## 3. Why is one Python not enough? { #environments }
# If everything works, why read on? Because one day it will stop working, and the explanation will
# nearly always be the idea of this page: **a package is not installed on your machine but inside
# one Python**.
#
# A machine usually has several: the system's, the one you installed, the one that some other
# program uses. Picture each of them as a kitchen with a pantry of its own. When `pip` buys flour,
# it leaves it in one pantry, and when `import` needs some, it looks only in the pantry of the
# kitchen you are working in. If you fill one and cook in another, there is no flour, even with the
# receipt in your hand.
#
# Let's follow that search slowly. When it meets `import torch`, Python does not search the whole
# disk, which would take too long. It goes through a short list of folders, in order. In each one it
# looks for a folder `torch` or a file `torch.py`, and it takes the first match. The three that
# matter are your program's folder, the standard library, which comes with Python, and
# `site-packages`, the pantry of `pip`. Let's walk through it by hand with two Pythons: A, where you
# installed PyTorch, and B, which is brand new.
#
# | Looking for `torch` in… | Python A | Python B |
# |---|---|---|
# | 1. your program's folder | not there, goes on | not there, goes on |
# | 2. the standard library | not there, goes on | not there, goes on |
# | 3. `site-packages` | there, imports it | not there, raises an error |
#
# The line and the machine are the same, and the answers are opposite, because each Python looks in
# its own folders. Using a single Python for everything is no way out either, because a pantry holds
# only one version of each package. If one project needs version 1 and another needs version 2,
# installing the second removes the first, and the project that used it breaks.
#
# A virtual environment avoids both, because it gives each project a `site-packages` of its own,
# which starts out without the packages of the others. “And if it breaks, do I lose my work?” You do
# not, because your programs are not inside the environment: you delete its folder, create another
# and install again.
#
# Let's check the table with two real Pythons. `venv.create` makes an environment in the folder
# `practice`, and `new_python` says where its Python is. The function `ask` has any Python run one
# line and returns the end of its answer:

# %% Crear un entorno // Create an environment
import subprocess
import sys
import venv
from pathlib import Path

on_windows = sys.platform == "win32"
venv.create("practice", symlinks=not on_windows)
new_python = Path("practice", "Scripts" if on_windows else "bin", "python")


def ask(python, line):
    command = [python, "-c", line]
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


print(ask(new_python, "print(2 + 2)"))

# %% [markdown] lang="es"
# El Python nuevo existe y sabe sumar, así que ya tenemos a quién preguntar.
#
# ??? technical "Línea por línea"
#     - `venv.create("practice", …)` hace lo mismo que la orden `python -m venv practice`, salvo que
#       no añade `pip`. Con `symlinks`, fuera de Windows, el Python nuevo es un enlace al que ya
#       tenías, y por eso nace en un instante.
#     - `Path(…)` une las carpetas en una dirección; la de en medio se llama `Scripts` en
#       Windows y `bin` en los demás sistemas.
#     - `subprocess.run(command, …)` abre otro programa, aquí un Python, y guarda en `stdout`
#       lo que escribe y en `stderr` sus errores. Con `-c` ejecuta la línea que sigue.
#     - `splitlines()[-1]` se queda con la última línea, que en un error es la que dice qué
#       pasó.
#
# Ahora hacemos la misma pregunta a los dos. `sys.executable` es la dirección del Python que ejecuta
# esta página, donde PyTorch está instalado, y `new_python`, la del recién creado.

# %% [markdown] lang="en"
# The new Python exists and can add, so we have someone to ask.
#
# ??? technical "Line by line"
#     - `venv.create("practice", …)` does the same as the command `python -m venv practice`, except
#       that it adds no `pip`. With `symlinks`, outside Windows, the new Python is a link to the one
#       you already had, which is why it takes only a moment.
#     - `Path(…)` joins folders into one address; the middle one is called `Scripts` on
#       Windows and `bin` everywhere else.
#     - `subprocess.run(command, …)` opens another program, here a Python, and keeps what it
#       prints in `stdout` and its errors in `stderr`. With `-c` it runs the line that
#       follows.
#     - `splitlines()[-1]` keeps the last line, which in an error is the one that says what
#       happened.
#
# Now we put the same question to both. `sys.executable` is the address of the Python that runs this
# page, where PyTorch is installed, and `new_python` is the address of the new one.

# %% Preguntar a los dos // Ask both
#| predict:
#|   es: "Recorre la tabla con cada uno: ¿qué contestarán?"
#|   en: "Walk through the table: what will each of them answer?"
line = "import torch; print('ok')"
print("este: // this one:", ask(sys.executable, line))
answer = ask(new_python, line)
print("el nuevo: // the new one:", answer)

# %%
#| tags: [claim]
#| central: new-environment-is-empty
claim(
    "new-environment-is-empty",
    answer,
    equals="ModuleNotFoundError: No module named 'torch'",
    says="""Un Python recién creado no encuentra torch, aunque otro del mismo equipo lo tenga. //
        A newly made Python does not find torch, although another one on the machine has it.""",
)

# %% [markdown] lang="es"
# El de la página lo encontró en su `site-packages`; el nuevo llegó al final de la lista sin
# encontrarlo y por eso contestó *No module named 'torch'*, “no hay ningún módulo llamado torch”. Es
# justo lo que queríamos, porque así nada de lo que instales en él toca a los demás. Pero recuerda
# ese mensaje: si lo ves después de instalar PyTorch, no lo instales otra vez todavía. Primero
# averigua quién contesta, con `import sys` y `print(sys.executable)`, que escribe la dirección del
# Python que ejecuta tu programa. Casi siempre descubrirás que **preguntaste al otro Python**, y que
# basta con activar el entorno.

# %% [markdown] lang="en"
# This page's Python found it in its `site-packages`; the new one reached the end of the list
# without finding it, so it answered *No module named 'torch'*. That is just what we want, because
# nothing you install in it will touch the others. But remember that message: if you see it after
# installing PyTorch, do not reinstall it yet. First find out who is answering: after `import sys`,
# `print(sys.executable)` prints the address of the Python that runs your program. Nearly always you
# will discover that **you asked the other Python**, and that activating the environment is enough.

# %% [markdown] lang="es"
# ## 4. ¿Con qué dispositivo se calcula? { #device }
# El **dispositivo** (device) es la pieza que hace las cuentas. Todos los equipos tienen una *CPU*,
# que hace pocas a la vez. Una *GPU* hace miles a la vez, siempre que sean parecidas, y multiplicar
# matrices grandes consiste en eso. PyTorch llama `cuda` a las de NVIDIA, por el nombre de su
# software, y `mps` a la de los Mac con chip de Apple. La función `pick_device`, de la biblioteca
# del curso, elige la GPU que encuentre y, si no hay ninguna, la CPU:

# %% [markdown] lang="en"
# ## 4. Which device does the computing? { #device }
# The **device** is the part that does the calculating. Every machine has a *CPU*, which does a few
# calculations at a time. A *GPU* does thousands at once, as long as they are alike, and multiplying
# large matrices takes just that. PyTorch calls NVIDIA's GPUs `cuda`, after their software, and the
# one in Macs with an Apple chip `mps`. The function `pick_device`, from the course's library,
# chooses the GPU it finds or, if there is none, the CPU:

# %%
#| tags: [volatile]
from tutorial_lib import pick_device

device = pick_device()
print(device)

# %% [markdown] lang="es"
# Esta página se hizo con lo que ves arriba. Si en tu equipo también sale `cpu`, no te pierdes nada
# del curso, porque está medido en una CPU y cada página dice arriba cuánto tardó. Para usar la GPU
# que tengas, pide el dispositivo una vez y crea en él los datos y, más adelante, el modelo:

# %% [markdown] lang="en"
# This page was made with what you see above. If yours says `cpu` too, you will miss nothing,
# because the course is measured on a CPU and each page says at the top how long it took. To use the
# GPU you have, ask for the device once, and create the data on it and, later on, the model:

# %%
#| tags: [volatile]
on_device = torch.ones(2, 2, device=device)
print(on_device.device)

# %% [markdown] lang="es"
# El tensor dice dónde vive. Este código sirve tal cual en cualquier equipo, porque lo único que
# cambia de uno a otro es lo que devuelve `pick_device`.
#
# ## 5. ¿Por qué salen dos veces los mismos números? { #seeds }
# Entrenar un modelo usa números aleatorios, por ejemplo para barajar los ejemplos, pero un programa
# no sabe tirar un dado. Lo que tiene es un *generador* (generator), que parte de un número, la
# **semilla** (seed), y calcula con él una lista que *parece* aleatoria. Por eso esa lista se llama
# **pseudoaleatoria** (pseudorandom).
#
# Puedes fabricar una a mano. Elige una semilla, por ejemplo el 7, y repite siempre la misma regla:
# multiplica por 5, suma 3 y quédate con el resto de dividir entre 16. El 7 da $5 \cdot 7 + 3 = 38$,
# y al dividirlo entre 16 queda un resto de 6. Con el 6 sale 33, que deja un 1; con el 1 sale 8, y
# con el 8 sale 43, que deja 11. La lista 6, 1, 8, 11… no parece seguir ningún orden, pero quien
# parta del 7 obtendrá exactamente esa. PyTorch hace lo mismo con una regla más elaborada.
#
# `seed_everything` siembra de una vez los generadores de Python, de PyTorch y de NumPy, otra
# biblioteca de cálculo. Después, `torch.rand(3)` saca los tres números siguientes. Lo hacemos con
# la semilla 42, otra vez con la 42 y por último con la 7.

# %% [markdown] lang="en"
# The tensor says where it lives. This code works unchanged on any machine, because only what
# `pick_device` returns is different.
#
# ## 5. Why do the same numbers come out twice? { #seeds }
# Training a model uses random numbers, for example to shuffle the examples, but a program cannot
# roll dice. What it has is a *generator*, which starts from a number, the **seed**, and computes
# from it a list that *looks* random. That is why the list is called **pseudorandom**.
#
# You can make one by hand. Choose a seed, say 7, and keep repeating one rule: multiply by 5, add 3,
# and keep the remainder of dividing by 16. From 7 you get $5 \cdot 7 + 3 = 38$, and dividing that
# by 16 leaves a remainder of 6. From 6 you get 33, which leaves 1; from 1 you get 8, and from 8 you
# get 43, which leaves 11. The list 6, 1, 8, 11… seems to follow no order, but anyone who starts
# from 7 will get exactly that one. PyTorch does the same with a more elaborate rule.
#
# `seed_everything` seeds, in one go, the generators of Python, of PyTorch and of NumPy, another
# numerical library. Then `torch.rand(3)` draws the next three numbers. We do it with seed 42, again
# with 42, and finally with 7.

# %% Sembrar // Seed
#| predict:
#|   es: "¿Qué filas serán iguales?"
#|   en: "Which rows will be the same?"
from tutorial_lib import seed_everything

seed_everything(42)
first = torch.rand(3)
seed_everything(42)
again = torch.rand(3)
seed_everything(7)
other = torch.rand(3)
print("42:", first)
print("42:", again)
print(" 7:", other)

# %%
#| tags: [claim]
claim(
    "same-seed-difference",
    (first - again).abs().max(),
    equals=0,
    says="""La semilla 42 da dos veces los mismos números, hasta la última cifra. //
        Seed 42 gives the same numbers twice, to the last digit.""",
)
claim(
    "other-seed-difference",
    (first - other).abs().max(),
    at_least=0.01,
    says="La semilla 7 da otros números. // Seed 7 gives other numbers.",
)

# %% [markdown] lang="es"
# Las dos primeras son idénticas hasta la última cifra, porque las dos listas parten del mismo
# número, y la tercera es otra porque parte de otro. Gracias a eso puedes ejecutar una página de
# este curso y comparar tus números con los que lees.

# %% [markdown] lang="en"
# The first two are identical to the last digit, because both lists start from the same number, and
# the third is different because it starts from another. That is why you can run a page of this
# course and compare your numbers with ours.

# %% [markdown] lang="es"
# ??? mathematics "Con más matemáticas: por qué la lista no se repite enseguida"
#     La regla hecha a mano es un *generador congruencial lineal* (linear congruential generator),
#     en el que cada número sale del anterior:
#
#     $$x_{n+1} = (5 x_n + 3) \bmod 16$$
#
#     Como cada número depende solo del anterior, la misma semilla da la misma lista. También se
#     ve el límite: solo hay 16 restos, así que en 16 pasos como mucho se repite uno, y desde
#     ahí la lista entera. Esta los recorre todos, y el teorema de Hull y Dobell (1962) dice por
#     qué. Pide que 3 y 16 no tengan divisores comunes y que $5 - 1$ sea múltiplo de 2, el único
#     primo que divide a 16. Como 16 es múltiplo de 4, pide además que también lo sea $5 - 1$, y lo
#     es.
#
#     En la CPU, PyTorch usa el [Mersenne Twister](https://doi.org/10.1145/272991.272995), de
#     Matsumoto y Nishimura (1998), que tarda $2^{19937} - 1$ pasos en repetirse. En las GPU usa
#     otra regla, llamada Philox, y por eso la misma semilla da allí otros números.
#
# ### ¿Y en otro equipo, saldrá lo mismo? { #rounding }
# Casi lo mismo, porque con la misma semilla dos equipos pueden diferir en las últimas cifras. Un
# equipo guarda un número limitado de cifras de cada resultado y redondea el resto, y cada versión y
# cada procesador suman en el orden que les conviene. Aquí tienes tres números, sumados en dos
# órdenes:

# %% [markdown] lang="en"
# ??? mathematics "With more mathematics: why the list does not repeat at once"
#     The rule worked by hand is a *linear congruential generator*, in which each number comes from
#     the one before:
#
#     $$x_{n+1} = (5 x_n + 3) \bmod 16$$
#
#     Since each number depends only on the one before, the same seed gives the same list. The
#     limit shows as well: there are only 16 remainders, so one of them must repeat within 16
#     steps, and from there the whole list does. This rule visits them all, and the theorem of
#     Hull and Dobell (1962) says why. It asks that 3 and 16 have no common divisor and that
#     $5 - 1$ be a multiple of 2, the only prime that divides 16. Since 16 is a multiple of 4,
#     it also asks that $5 - 1$ be a multiple of 4, and it is.
#
#     On the CPU, PyTorch uses the [Mersenne Twister](https://doi.org/10.1145/272991.272995) by
#     Matsumoto and Nishimura (1998), which takes $2^{19937} - 1$ steps to repeat. On GPUs it
#     uses another rule, called Philox, which is why the same seed gives other numbers there.
#
# ### Will it be the same on another machine? { #rounding }
# Nearly the same, because with the same seed two machines may differ in the last digits. A machine
# stores a limited number of digits of each result and rounds off the rest, and each version and
# each processor adds in the order that suits it. Here are three numbers, added in two orders:

# %%
#| predict:
#|   es: "En papel, el orden de una suma da igual. ¿Dará igual aquí?"
#|   en: "On paper, the order of a sum makes no difference. Will it make one here?"
left_first = (0.1 + 0.2) + 0.3
right_first = 0.1 + (0.2 + 0.3)
print(left_first, right_first, left_first == right_first)

# %%
#| tags: [claim]
claim(
    "order-changes-the-sum",
    left_first == right_first,
    equals=False,
    says="""Sumar 0.1, 0.2 y 0.3 en otro orden cambia el resultado. //
        Adding 0.1, 0.2 and 0.3 in another order changes the result.""",
)

# %%
#| tags: [page]
gap = left_first - right_first

# %% [markdown] lang="es"
# Aquí no da igual, aunque la diferencia está en el decimal número dieciséis. La razón es que 0.1 no
# se puede escribir exacto en binario, igual que un tercio no se puede escribir exacto con
# decimales. Cada suma redondea, y en cada orden las sumas intermedias son distintas, de modo que se
# redondean cosas distintas.

# %% [markdown] lang="en"
# It does make one here, though only in the sixteenth decimal place. The reason is that 0.1 cannot
# be written exactly in binary, just as a third cannot be written exactly in decimals. Each addition
# rounds, and in each order the additions along the way are different, so different things are
# rounded.

# %% [markdown] lang="es"
# Con más números se nota más. PyTorch, que por defecto guarda unas 7 cifras y no las 16 de Python,
# suma ahora un millón de números aleatorios, primero como salen y después ordenados (`sort`):

# %% [markdown] lang="en"
# With more numbers it shows more. PyTorch, which by default stores about 7 digits and not the 16
# that Python does, now adds a million random numbers, first as they come and then sorted (`sort`):

# %%
#| tags: [volatile]
seed_everything(42)
many = torch.rand(1_000_000)
print(many.sum().item(), many.sort().values.sum().item())

# %% [markdown] lang="es"
# Las primeras cifras coinciden y las últimas no, aunque son los mismos números en el mismo equipo.
# Al preparar esta página nos sorprendió algo más: con otra semilla, la suma cambió con solo pasar
# de un núcleo (core) del procesador a dos, porque cada núcleo suma una parte. Por eso muchas
# comprobaciones ✓ del curso admiten un margen, y por eso conviene repetir un experimento con varias
# semillas antes de creerlo.
#
# ??? mathematics "Con más matemáticas: cuánto puede cambiar una suma"
#     El estándar IEEE 754 redondea cada suma al número más cercano que se puede guardar, es decir,
#
#     $$\mathrm{fl}(a + b) = (a + b)(1 + \delta)$$
#
#     con $\left|\delta\right| \le u$, donde $u$ es $2^{-53}$ para los decimales de Python y
#     $2^{-24}$ para los
#     que PyTorch usa por defecto. Al sumar $n$ números, cada uno pasa como mucho por $n - 1$
#     redondeos. Por eso, en cualquier orden y sin contar términos en $u^2$, el error no supera
#
#     $$(n - 1)\, u \sum_i \left|x_i\right|$$
#
#     Para 0.1, 0.2 y 0.3 son $2 \cdot 2^{-53} \cdot 0.6$, unos $1.3 \cdot 10^{-16}$. Los dos
#     resultados se separaron {{ gap:.1e }}, donde `e-16` quiere decir $\times 10^{-16}$. Esa
#     distancia cabe en dos errores así, uno por cada orden. La cota está en el libro de Higham,
#     *Accuracy and Stability of Numerical Algorithms*, y la explicación clásica es de [Goldberg
#     (1991)](https://doi.org/10.1145/103162.103163).
#
# ## Lo que suele fallar { #errors }
# | Síntoma | Por qué | Qué hacer |
# |---|---|---|
# | `No module named 'torch'`, ya instalado | `pip` usó otro Python | `python -m pip`, con `.venv` |
# | *ensurepip is not available* | Debian y Ubuntu lo dan aparte | `sudo apt install python3-venv` |
# | *externally-managed-environment* | Es el Python del sistema | Crea `.venv` y actívalo |
# | *la ejecución de scripts está deshabilitada* | PowerShell no deja | Usa *Símbolo del sistema* |
# | El cuaderno sigue sin verlo | Su *kernel* es otro Python | `%pip install torch` y reinícialo |
# | PyTorch no encuentra tu GPU | Versión para CPU, o sin controlador | Instala la de GPU |
# | Tus archivos de ayer no están | Colab y Binder olvidan | Descárgalos o guárdalos en Drive |
#
# Estos cinco mensajes asustan más, y cada enlace cuenta por qué salen y qué hacer:
#
# - [`No matching distribution found for torch`](../faq.md#no-distribution), al instalar.
# - [`OMP: Error #15: Initializing libiomp5md.dll`](../faq.md#omp), en Windows y macOS.
# - [`A module that was compiled using NumPy 1.x`](../faq.md#numpy-2), al importar.
# - [`An attempt has been made to start a new process`](../faq.md#main-guard), al cargar datos con
#   `num_workers`.
# - [`Cannot convert a MPS Tensor to float64`](../faq.md#mps-float64), en los Mac.
#
# ### ¿Con qué nombre se importa? { #package-name }
# El proyecto se llama PyTorch, y lo que instalaste con `pip` se llama `torch`.

# %% [markdown] lang="en"
# The first digits agree and the last ones do not, although they are the same numbers on the same
# machine. Something else surprised us while preparing this page: with another seed, the sum changed
# when we merely went from one core of the processor to two, because each core adds a part. That is
# why many ✓ checks of the course allow a margin, and why it pays to repeat an experiment with
# several seeds before you believe it.
#
# ??? mathematics "With more mathematics: how much a sum can change"
#     The standard IEEE 754 rounds each sum to the nearest number that can be stored, that is,
#
#     $$\mathrm{fl}(a + b) = (a + b)(1 + \delta)$$
#
#     with $\left|\delta\right| \le u$, where $u$ is $2^{-53}$ for Python's decimals and $2^{-24}$
#     for the ones
#     that PyTorch uses by default. When you add $n$ numbers, each of them goes through at most
#     $n - 1$ roundings. So in any order, and leaving out terms in $u^2$, the error is at most
#
#     $$(n - 1)\, u \sum_i \left|x_i\right|$$
#
#     For 0.1, 0.2 and 0.3 that is $2 \cdot 2^{-53} \cdot 0.6$, about $1.3 \cdot 10^{-16}$. The
#     two results were {{ gap:.1e }} apart, where `e-16` means $\times 10^{-16}$. That fits into
#     two such errors, one for each order. The bound is in Higham's book *Accuracy and Stability
#     of Numerical Algorithms*, and the classic explanation is by [Goldberg
#     (1991)](https://doi.org/10.1145/103162.103163).
#
# ## What usually goes wrong { #errors }
# | Symptom | Why | What to do |
# |---|---|---|
# | Installed, yet `No module named 'torch'` | `pip` used another | `python -m pip`, in `.venv` |
# | *ensurepip is not available* | Debian and Ubuntu omit it | `sudo apt install python3-venv` |
# | *externally-managed-environment* | It is the system's Python | Create `.venv` and activate it |
# | *running scripts is disabled on this system* | PowerShell forbids it | Use *Command Prompt* |
# | The notebook still cannot see it | Other Python as *kernel* | `%pip install torch`, restart it |
# | PyTorch cannot find your GPU | CPU version, or no driver | Install the GPU version |
# | Yesterday's files are gone | Colab and Binder forget | Download them or save them to Drive |
#
# These five messages look scarier, and each link says why they appear and what to do:
#
# - [`No matching distribution found for torch`](../faq.md#no-distribution), when installing.
# - [`OMP: Error #15: Initializing libiomp5md.dll`](../faq.md#omp), on Windows and macOS.
# - [`A module that was compiled using NumPy 1.x`](../faq.md#numpy-2), when importing.
# - [`An attempt has been made to start a new process`](../faq.md#main-guard), when loading data
#   with `num_workers`.
# - [`Cannot convert a MPS Tensor to float64`](../faq.md#mps-float64), on Macs.
#
# ### Which name do you import? { #package-name }
# The project is called PyTorch, and what you installed with `pip` is called `torch`.

# %%
#| predict:
#|   es: "Piensa qué carpeta busca `import`: ¿servirá el nombre del proyecto?"
#|   en: "Think of the folder that `import` looks for: will the project's name work?"
#| raises: "ModuleNotFoundError: No module named 'pytorch'"
#| cause:
#|   es: El proyecto se llama PyTorch, pero su paquete se llama `torch`.
#|   en: The project is called PyTorch, but its package is called `torch`.
#| fix: Escribe `import torch`. // Write `import torch`.
import pytorch

# %% [markdown] lang="es"
# No sirve, porque `import` busca una carpeta con el mismo nombre que escribes, y la que dejó `pip`
# en `site-packages` se llama `torch`. Escribe `import torch`.

# %% [markdown] lang="en"
# It does not work, because `import` looks for a folder with the very name you write, and the one
# that `pip` left in `site-packages` is called `torch`. Write `import torch`.

# %% [markdown] lang="es"
# ### Cuando tu archivo se llama `torch.py` { #shadowing }
# Guardas tu primera prueba en un archivo que llamas `torch.py`. Después, desde esa misma carpeta,
# ejecutas `import torch` con el Python que sí tiene PyTorch.

# %% [markdown] lang="en"
# ### When your file is called `torch.py` { #shadowing }
# You save your first try as `torch.py`. Then, from the same folder, you run `import torch` with the
# Python that has PyTorch.

# %%
#| predict:
#|   es: "Recuerda el orden de la búsqueda: ¿qué se importará, la biblioteca o tu archivo?"
#|   en: "Remember the order of the search: what will be imported, the library or your file?"
Path("torch.py").write_text("import torch\nprint(torch.ones(2))\n")
shadowed = ask(sys.executable, "import torch")
Path("torch.py").unlink()  # lo borramos // we delete it
print(shadowed.split(" (")[0])  # sin el paréntesis // without the parenthesis

# %%
#| tags: [claim]
claim(
    "shadowing-breaks-the-import",
    "has no attribute 'ones'" in shadowed,
    equals=True,
    says="""Con un torch.py en la carpeta, import torch importa ese archivo. //
        With a torch.py in the folder, import torch imports that file.""",
)

# %% [markdown] lang="es"
# Se importó tu archivo, porque la carpeta del programa es la primera de la lista y la búsqueda ya
# no llegó a `site-packages`. Ese archivo se importa a sí mismo, y cuando pide `ones` todavía está a
# medio cargar, que es lo que significa *partially initialized*. PyTorch está bien instalado, aunque
# el mensaje parezca decir lo contrario, y basta con cambiarle el nombre a tu archivo. Desde Python
# 3.13 lo propone el propio mensaje: *consider renaming*.

# %% [markdown] lang="en"
# Your file was imported, because the program's folder is the first on the list, so the search never
# reached `site-packages`. That file imports itself, and when it asks for `ones` it is still half
# loaded, which is what *partially initialized* means. PyTorch is installed correctly, although the
# message seems to say the opposite, and all you need is another name for your file. Since Python
# 3.13 the message itself suggests it: *consider renaming*.

# %% [markdown] lang="es"
# ### Pedir un dispositivo que no existe { #device-name }
# Todo el mundo dice GPU, así que lo natural es pedirla con esa palabra:

# %% [markdown] lang="en"
# ### Asking for a device that does not exist { #device-name }
# Everyone says GPU, so it is natural to ask for it by that word:

# %%
#| raises: "RuntimeError: Expected one of cpu, cuda"
#| cause:
#|   es: >-
#|     «gpu» no es el nombre de ningún dispositivo: las GPU de NVIDIA se llaman cuda y la de Apple,
#|     mps.
#|   en: "\"gpu\" is not the name of any device: NVIDIA's are called cuda and Apple's mps."
#| fix:
#|   es: Usa pick_device(), que elige el que haya.
#|   en: Use pick_device(), which takes the one there is.
torch.device("gpu")

# %% [markdown] lang="es"
# El mensaje enumera las palabras que PyTorch entiende, y `gpu` no está, porque cada fabricante
# tiene la suya. Usa `pick_device()`, que elige la que haya.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# The message lists the words that PyTorch understands, and `gpu` is not among them, because each
# manufacturer has its own. Use `pick_device()`, which chooses the one there is.
#
# ## Exercises { #exercises }

# %% [markdown] exercise="E1" lang="es"
# ### E1 · ¿Qué Python lo tiene? { #e1 }
# **Meta:** escribir una función que te salve la próxima vez que falte un módulo. **Tienes:** la
# dirección de dos Python: `this_python`, el que ejecuta esto, y `empty_python`, el de un entorno
# recién creado. **Haz:** completa `has_package(python, name)`, que devuelve `True` si el Python de
# la dirección `python` puede importar el paquete `name`, y `False` si no puede. Un programa que
# termina bien deja un 0 en `returncode`.

# %% [markdown] exercise="E1" lang="en"
# ### E1 · Which Python has it? { #e1 }
# **Goal:** write a function that saves you the next time a module is missing. **You have:** the
# addresses of two Pythons: `this_python`, which is running this, and `empty_python`, which belongs
# to a brand-new environment. **Do:** complete `has_package(python, name)`, which returns `True` if
# the Python at the address `python` can import the package `name`, and `False` if it cannot. A
# program that ends well leaves a 0 in `returncode`.

# %% [markdown] exercise="E1" lang="es" role="hint"
# No preguntes al Python en el que trabajas: haz que el otro intente importar el paquete y mira cómo
# terminó. Es lo que hace `ask` en la sección 3.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Do not ask the Python you are working in: have the other one try to import the package, and see
# how it ended. That is what `ask` does in section 3.

# %% [markdown] exercise="E1" lang="es" role="hint"
# `subprocess.run([python, "-c", línea])` ejecuta una línea y devuelve un objeto, cuyo `returncode`
# puedes comparar. La línea se forma con el nombre que recibe la función.

# %% [markdown] exercise="E1" lang="en" role="hint"
# `subprocess.run([python, "-c", line])` runs one line and returns an object whose `returncode` you
# can compare. The line is made from the name that the function is given.

# %% [markdown] exercise="E1" lang="es" role="hint"
# Primera línea:
# `done = subprocess.run([python, "-c", f"import {name}"], capture_output=True)`.

# %% [markdown] exercise="E1" lang="en" role="hint"
# First line: `done = subprocess.run([python, "-c", f"import {name}"], capture_output=True)`.

# %%
#| exercise: E1
#| role: setup
import subprocess
import sys
import venv
from pathlib import Path

venv.create("empty", symlinks=sys.platform != "win32")
this_python = sys.executable
empty_python = str(Path("empty", "Scripts" if sys.platform == "win32" else "bin", "python"))

# %%
#| exercise: E1
#| role: starter
def has_package(python, name):
    done = subprocess.run([python, "-c", ...], capture_output=True)
    return ...

# %%
#| exercise: E1
#| role: solution
def has_package(python, name):
    done = subprocess.run([python, "-c", f"import {name}"], capture_output=True)
    return done.returncode == 0


print(has_package(this_python, "numpy"), has_package(empty_python, "numpy"))

# %%
#| exercise: E1
#| role: check
#| survives:
#|   truth 2: what the other Python prints does not change its return code
from tutorial_lib import check_function

check_function(
    "el Python que se pregunta // the Python that is asked",
    has_package,
    [False, True],
    [(empty_python, "torch"), (this_python, "json")],
    repeats=False,
    hint="""¿a qué Python le preguntas, y qué significa su returncode? //
        which Python do you ask, and what does its returncode mean?""",
)
check_function(
    "el paquete que se busca // the package that is looked for",
    has_package,
    [True, False, True],
    [(empty_python, "math"), (this_python, "no_such_package"), (this_python, "numpy")],
    repeats=False,
    hint="""¿qué paquete importas, y qué significa returncode? //
        which package do you import, and what does returncode mean?""",
)

# %%
#| exercise: E1
#| role: right
def has_package(python, name):
    try:
        subprocess.run([python, "-c", "import " + name], capture_output=True, check=True)
    except subprocess.CalledProcessError:
        return False
    return True

# %%
#| exercise: E1
#| role: right
def has_package(python, name):
    look = f"import importlib.util as u, sys; sys.exit(u.find_spec({name!r}) is None)"
    return not subprocess.call([python, "-c", look])

# %%
#| exercise: E1
#| role: wrong
#| message: a qué Python le preguntas // which Python do you ask
def has_package(python, name):
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True)
    return done.returncode == 0

# %%
#| exercise: E1
#| role: wrong
#| message: qué paquete importas // which package do you import
def has_package(python, name):
    done = subprocess.run([python, "-c", "import torch"], capture_output=True)
    return done.returncode == 0

# %%
#| exercise: E1
#| role: wrong
#| message: se pide True o False // where True or False is asked for
def has_package(python, name):
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode

# %% [markdown] exercise="E2" lang="es"
# ### E2 · Elige el dispositivo { #e2 }
# **Meta:** escribir tu propio `pick_device`. **Tienes:** `has_nvidia` y `has_apple`, dos respuestas
# de PyTorch: si hay una GPU de NVIDIA y si hay una de Apple. **Haz:** completa
# `choose(has_cuda, has_mps)`, que devuelve uno de tres textos: `"cuda"` si hay una GPU de NVIDIA;
# si no, `"mps"` si hay una de Apple; y `"cpu"` cuando no hay ninguna. Después llama a `choose` con
# las respuestas de tu equipo y guarda en `mine` lo que devuelve.

# %% [markdown] exercise="E2" lang="en"
# ### E2 · Choose the device { #e2 }
# **Goal:** write your own `pick_device`. **You have:** `has_nvidia` and `has_apple`, two answers
# from PyTorch: whether there is an NVIDIA GPU and whether there is an Apple one. **Do:** complete
# `choose(has_cuda, has_mps)`, which returns one of three texts: `"cuda"` if there is an NVIDIA GPU;
# otherwise `"mps"` if there is an Apple one; and `"cpu"` when there is neither. Then call `choose`
# with your machine's answers and keep what it returns in `mine`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Pregunta primero por lo que prefieres: en cuanto una respuesta es sí, ya no hace falta seguir.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Ask first for what you prefer: as soon as one answer is yes, there is no need to go on.

# %% [markdown] exercise="E2" lang="es" role="hint"
# Bastan dos `if`, cada uno con su `return`, y otro `return` al final. La segunda parte es una
# llamada: `choose(…, …)`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# Two `if`s, each with its `return`, and another `return` at the end are enough. The second part is
# a call: `choose(…, …)`.

# %% [markdown] exercise="E2" lang="es" role="hint"
# La primera línea de la función es `if has_cuda:`.

# %% [markdown] exercise="E2" lang="en" role="hint"
# The first line of the function is `if has_cuda:`.

# %%
#| exercise: E2
#| role: setup
import torch

has_nvidia = torch.cuda.is_available()
has_apple = torch.backends.mps.is_available()

# %%
#| exercise: E2
#| role: starter
def choose(has_cuda, has_mps):
    ...


mine = ...

# %%
#| exercise: E2
#| role: solution
def choose(has_cuda, has_mps):
    if has_cuda:
        return "cuda"
    if has_mps:
        return "mps"
    return "cpu"


mine = choose(has_nvidia, has_apple)
print(choose(True, False), choose(False, True), choose(False, False))

# %%
#| exercise: E2
#| role: check
#| survives:
#|   exchanged 9: without a GPU both answers are no, whatever their order
from tutorial_lib import check, check_function

check_function(
    "con una sola GPU // with one GPU only",
    choose,
    ["cuda", "mps"],
    [(True, False), (False, True)],
    hint="""¿qué GPU hay en este equipo, y cómo la llama PyTorch? //
        which GPU does this machine have, and what does PyTorch call it?""",
)
check_function(
    "con las dos, y con ninguna // with both, and with neither",
    choose,
    ["cuda", "cpu"],
    [(True, True), (False, False)],
    hint="""¿qué GPU se prefiere?, ¿y qué queda en un equipo sin GPU? //
        which GPU is preferred? And what is left on a machine without one?""",
)
# un texto escrito a mano pasa también // a text typed by hand passes, too
check(
    "tu dispositivo // your device",
    mine,
    equals="cuda" if has_nvidia else "mps" if has_apple else "cpu",
    hint="""mine guarda lo que devuelve choose con las respuestas de tu equipo //
        mine keeps what choose returns for your machine's answers""",
)

# %%
#| exercise: E2
#| role: right
def choose(has_cuda, has_mps):
    return "cuda" if has_cuda else "mps" if has_mps else "cpu"


mine = choose(has_cuda=has_nvidia, has_mps=has_apple)

# %%
#| exercise: E2
#| role: right
def choose(has_cuda, has_mps):
    if not has_cuda and not has_mps:
        device = "cpu"
    elif has_cuda:
        device = "cuda"
    else:
        device = "mps"
    return device


mine = choose(torch.cuda.is_available(), torch.backends.mps.is_available())

# %%
#| exercise: E2
#| role: wrong
#| message: qué GPU se prefiere // which GPU is preferred
def choose(has_cuda, has_mps):
    if has_mps:
        return "mps"
    return "cuda" if has_cuda else "cpu"


mine = choose(has_nvidia, has_apple)

# %%
#| exercise: E2
#| role: wrong
#| message: falta un return // is a return missing
def choose(has_cuda, has_mps):
    if has_cuda:
        return "cuda"
    if has_mps:
        return "mps"


mine = "cpu"

# %%
#| exercise: E2
#| role: wrong
#| message: cómo la llama PyTorch // what does PyTorch call it
def choose(has_cuda, has_mps):
    return "gpu" if has_cuda or has_mps else "cpu"


mine = choose(has_nvidia, has_apple)

# %%
#| exercise: E2
#| role: wrong
#| message: mine guarda lo que devuelve choose // mine keeps what choose returns
def choose(has_cuda, has_mps):
    return "cuda" if has_cuda else "mps" if has_mps else "cpu"


mine = choose  # sin llamarla // without calling it

# %% [markdown] exercise="E3" lang="es"
# ### E3 · Repite la tirada { #e3 }
# **Meta:** conseguir dos veces los mismos números aleatorios. **Tienes:** `torch.manual_seed`, que
# siembra el azar de PyTorch, y `torch.rand`, que da números de su lista. **Haz:** saca tres números
# en tres tiradas. `first` es el primero que sale con la semilla 0; `second`, el primero que sale
# cuando vuelves a sembrar con 0; y `third`, el que sigue a `second` sin sembrar otra vez. Cada uno
# sale de su propia tirada: copiar `first` en `second` no vale.

# %% [markdown] exercise="E3" lang="en"
# ### E3 · Repeat the draw { #e3 }
# **Goal:** get the same random numbers twice. **You have:** `torch.manual_seed`, which seeds
# PyTorch's randomness, and `torch.rand`, which gives numbers from its list. **Do:** draw three
# numbers in three draws. `first` is the first one that comes with seed 0; `second` is the first one
# that comes when you seed with 0 again; and `third` is the one that follows `second` without
# seeding again. Each comes from a draw of its own: copying `first` into `second` does not count.

# %% [markdown] exercise="E3" lang="es" role="hint"
# La semilla dice dónde empieza la lista, y cada tirada avanza un lugar. Para volver al principio
# hay que sembrar de nuevo.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The seed says where the list begins, and each draw moves one place along. To go back to the
# beginning you have to seed again.

# %% [markdown] exercise="E3" lang="es" role="hint"
# `torch.manual_seed(0)` siembra y `torch.rand(1)` tira. Necesitas sembrar dos veces y tirar tres.

# %% [markdown] exercise="E3" lang="en" role="hint"
# `torch.manual_seed(0)` seeds and `torch.rand(1)` draws. You need to seed twice and draw three
# times.

# %% [markdown] exercise="E3" lang="es" role="hint"
# Las dos primeras líneas ya están; la tercera es otra vez `torch.manual_seed(0)`.

# %% [markdown] exercise="E3" lang="en" role="hint"
# The first two lines are there already; the third is `torch.manual_seed(0)` once more.

# %%
#| exercise: E3
#| role: setup
import torch

# %%
#| exercise: E3
#| role: starter
torch.manual_seed(0)
first = torch.rand(1)
second = ...
third = ...

# %%
#| exercise: E3
#| role: solution
torch.manual_seed(0)
first = torch.rand(1)
torch.manual_seed(0)
second = torch.rand(1)
third = torch.rand(1)
print(first, second, third)

# %%
#| exercise: E3
#| role: check
from tutorial_lib import check

start, following = torch.rand(2, generator=torch.Generator().manual_seed(0))
# los números escritos a mano pasan también // numbers typed by hand pass, too
check(
    "el primero // the first",
    first,
    equals=start,
    hint="¿con qué semilla, y justo antes de tirar? // with which seed, and right before the draw?",
)
check(
    "el segundo // the second",
    second,
    equals=start,
    hint="""first ya avanzó un lugar en la lista: ¿cómo se vuelve al principio? //
        first has moved one place along the list: how do you go back to its beginning?""",
)
check(
    "second es una copia de first // second is a copy of first",
    second is first,
    equals=False,
    hint="second sale de otra tirada // second comes from another draw",
)
check(
    "el tercero // the third",
    third,
    equals=following,
    hint="""third sigue a second en la lista: ¿qué pasó entre los dos? //
        third follows second in the list: what happened between the two?""",
)

# %%
#| exercise: E3
#| role: right
torch.manual_seed(0)
first = torch.rand(1).item()
torch.manual_seed(0)
second, third = torch.rand(2).tolist()

# %%
#| exercise: E3
#| role: right
def draw_from_start():
    torch.manual_seed(0)
    return torch.rand(())


first = draw_from_start()
second = draw_from_start()
third = torch.rand(())

# %%
#| exercise: E3
#| role: wrong
#| message: cómo se vuelve al principio // how do you go back to its beginning
torch.manual_seed(0)
first = torch.rand(1)
second = torch.rand(1)
third = torch.rand(1)

# %%
#| exercise: E3
#| role: wrong
#| message: qué pasó entre los dos // what happened between the two
torch.manual_seed(0)
first = torch.rand(1)
torch.manual_seed(0)
second = torch.rand(1)
torch.manual_seed(0)
third = torch.rand(1)

# %%
#| exercise: E3
#| role: wrong
#| message: second sale de otra tirada // second comes from another draw
torch.manual_seed(0)
first = torch.rand(1)
second = first
third = torch.rand(1)

# %% [markdown] exercise="E4" lang="es"
# ### E4 · Un azar aparte { #e4 }
# **Meta:** sacar números aleatorios sin cambiar los que recibe el resto del programa. **Tienes:**
# `torch.Generator()`, un dado propio: se siembra con su método `manual_seed` y se usa con
# `torch.rand(3, generator=…)`. **Haz:** completa `draw(seed)`, que devuelve el tensor con los tres
# primeros números de `torch.rand` que da un generador sembrado con `seed`. Con la misma semilla da
# siempre lo mismo, y el generador general de PyTorch queda como estaba.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Dice of your own { #e4 }
# **Goal:** draw random numbers without changing the ones that the rest of the program gets. **You
# have:** `torch.Generator()`, dice of your own: you seed them with their method `manual_seed` and
# use them with `torch.rand(3, generator=…)`. **Do:** complete `draw(seed)`, which returns the
# tensor of the first three numbers of `torch.rand` from a generator seeded with `seed`. The same
# seed always gives the same numbers, and PyTorch's general generator stays as it was.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Si cada llamada hace su propio dado y lo siembra, nada de lo que ocurra fuera puede cambiarlo.

# %% [markdown] exercise="E4" lang="en" role="hint"
# If every call makes its own dice and seeds them, nothing that happens outside can change them.

# %% [markdown] exercise="E4" lang="es" role="hint"
# El generador tiene su propio `manual_seed`, y `torch.rand` lo recibe como `generator`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# The generator has a `manual_seed` of its own, and `torch.rand` receives it as `generator`.

# %% [markdown] exercise="E4" lang="es" role="hint"
# Después de `dice = torch.Generator()`, la línea siguiente es `dice.manual_seed(seed)`.

# %% [markdown] exercise="E4" lang="en" role="hint"
# After `dice = torch.Generator()`, the next line is `dice.manual_seed(seed)`.

# %%
#| exercise: E4
#| role: setup
import torch

# %%
#| exercise: E4
#| role: starter
def draw(seed):
    dice = torch.Generator()
    return ...

# %%
#| exercise: E4
#| role: solution
def draw(seed):
    dice = torch.Generator()
    dice.manual_seed(seed)
    return torch.rand(3, generator=dice)


print(draw(0))
print(draw(0))

# %%
#| exercise: E4
#| role: check
from tutorial_lib import check, check_function

seeds = [7, 0, 2026]
with torch.random.fork_rng():
    drawn = [torch.manual_seed(seed) and torch.rand(3) for seed in seeds]
check_function(
    "los números de cada semilla // the numbers of each seed",
    draw,
    drawn,
    [(seed,) for seed in seeds],
    hint="""¿con qué se siembra el generador, en qué llamadas, y quién lo usa después? //
        what is the generator seeded with, in which calls, and who uses it then?""",
)
before = torch.get_rng_state()
draw(5)
check(
    "el azar de los demás sigue igual // everyone else's randomness is the same",
    torch.equal(torch.get_rng_state(), before),
    equals=True,
    hint="""torch.manual_seed siembra para todos: ¿quién más usa esos números? //
        torch.manual_seed seeds for all: who else uses those numbers?""",
)

# %%
#| exercise: E4
#| role: right
def draw(seed):
    return torch.rand(3, generator=torch.Generator().manual_seed(seed))

# %%
#| exercise: E4
#| role: right
dice = torch.Generator()


def draw(seed, size=3):
    dice.manual_seed(seed)  # en cada llamada // at each call
    return torch.rand(size=(size,), generator=dice)

# %%
#| exercise: E4
#| role: wrong
#| message: torch.manual_seed siembra para todos // torch.manual_seed seeds for all
def draw(seed):
    torch.manual_seed(seed)
    return torch.rand(3)

# %%
#| exercise: E4
#| role: wrong
#| message: con qué se siembra el generador // what is the generator seeded with
def draw(seed):
    dice = torch.Generator()
    dice.seed()
    return torch.rand(3, generator=dice)

# %%
#| exercise: E4
#| role: wrong
#| message: con qué se siembra el generador // what is the generator seeded with
def draw(seed):
    dice = torch.Generator()
    dice.manual_seed(0)
    return torch.rand(3, generator=dice)

# %% [markdown] lang="es"
# ## Resumen { #summary }
# - Puedes trabajar en tu equipo, en Colab o en Binder, con GPU o sin ella.
# - Un paquete se instala dentro de un Python, y un entorno virtual es un Python con paquetes
#   propios.
# - `python -m pip install` instala en el Python que estás usando, e `import` busca en las carpetas
#   de ese mismo Python.
# - `python -m tutorial_lib` examina tu equipo, y debe mostrar tres ✓.
# - La misma semilla da los mismos números, pero otro equipo puede cambiar las últimas cifras.
#
# ## Para profundizar { #further }
# - [Instalar PyTorch](https://pytorch.org/get-started/locally/): la orden exacta para tu sistema
#   (en inglés).
# - [Entornos virtuales](https://docs.python.org/3/tutorial/venv.html) en la documentación de
#   Python.
# - [Reproducibilidad en PyTorch](https://docs.pytorch.org/docs/stable/notes/randomness.html): qué
#   promete y qué no (en inglés).
# - ¿No consigues instalar PyTorch? También se puede derivar sin él: [autograd desde
#   cero](../m2-tensors-autograd/autograd-from-scratch.md#without-torch).
#
# Ya tienes dónde trabajar y, cuando algo no aparezca, sabes a quién preguntar. Queda la pregunta
# por la que instalaste todo esto: ¿qué hay dentro de un programa que aprende?

# %% [markdown] lang="en"
# ## Summary { #summary }
# - You can work on your machine, in Colab or in Binder, with or without a GPU.
# - A package is installed inside one Python, and a virtual environment is a Python with packages of
#   its own.
# - `python -m pip install` installs into the Python you are using, and `import` looks in the
#   folders of that same Python.
# - `python -m tutorial_lib` examines your machine, and must show three ✓.
# - The same seed gives the same numbers, but another machine may change the last digits.
#
# ## Going further { #further }
# - [Installing PyTorch](https://pytorch.org/get-started/locally/): the exact command for your
#   system.
# - [Virtual environments](https://docs.python.org/3/tutorial/venv.html) in Python's documentation.
# - [Reproducibility in PyTorch](https://docs.pytorch.org/docs/stable/notes/randomness.html): what
#   it promises and what it does not.
# - PyTorch will not install? You can differentiate without it, too: [autograd from
#   scratch](../m2-tensors-autograd/autograd-from-scratch.md#without-torch).
#
# You have somewhere to work now, and when something is missing you know whom to ask. One question
# is left, the one you installed all this for: what is inside a program that learns?
