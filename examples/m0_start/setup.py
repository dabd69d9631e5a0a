# ---
# title: "Prepara tu entorno // Set up your environment"
# description:
#   es: Dónde ejecutar el curso, cómo instalar PyTorch sin romper nada y cómo saber que todo
#     funciona.
#   en: Where to run the course, how to install PyTorch without breaking anything, and how to know
#     that it all works.
# objectives:
#   - apply:
#       es: crear un entorno virtual y decir qué Python tiene PyTorch (E1)
#       en: create a virtual environment and tell which Python has PyTorch (E1)
#   - apply:
#       es: elegir el dispositivo en el que se calcula (E2)
#       en: choose the device that does the computing (E2)
#   - understand:
#       es: explicar qué hace una semilla y por qué los números exactos pueden variar (E3, E4)
#       en: explain what a seed does and why exact numbers can vary (E3, E4)
# minutes: {read: 15, practise: 10}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# Puedes leer este curso entero sin instalar nada: todo lo que ves en cada página salió de una
# ejecución real. Pero aprenderás más si cambias el código y miras qué pasa. Para eso necesitas un
# lugar donde ejecutarlo.
#
# Esta página contesta tres preguntas: dónde trabajar, cómo instalar y cómo comprobar que
# funciona. Al terminar tendrás PyTorch en marcha y sabrás qué mirar cuando algo falle.
#
# ## ¿Dónde vas a trabajar? La idea en una imagen { #picture }
# Dos preguntas bastan para decidirlo:

# %% [markdown] lang="en"
# You can read this whole course without installing anything: everything on each page came out of a
# real run. But you will learn more if you change the code and watch what happens. For that you
# need somewhere to run it.
#
# This page answers three questions: where to work, how to install, and how to check that it works.
# By the end PyTorch will be running, and you will know where to look when something fails.
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

# %% [markdown] lang="es"
# Cualquiera sirve para empezar: el curso no exige un equipo potente. En los tres trabajarás con
# **cuadernos** (notebooks): documentos que mezclan texto y celdas de código, y en los que ejecutas
# las celdas una a una.
#
# | Dónde | A favor | En contra |
# |---|---|---|
# | **En local** | Tus archivos se quedan; funciona sin conexión. | Instalas tú. |
# | **Google Colab** | Trae PyTorch y a veces una GPU. | Pide cuenta; borra lo que no guardes. |
# | **Binder** | Sin cuenta: basta un enlace. | Arranca lento; olvida todo; poca memoria, sin GPU. |
#
# Cada página se descarga como cuaderno con los botones de arriba, y su primera celda instala lo que
# falte. En Colab, ábrelo con *Archivo → Subir cuaderno*; para Binder, usa el botón de la página si
# lo tiene. Si eliges uno de los dos, salta ya a [la comprobación](#self-test).
#
# ## 1. ¿Por qué no basta con un solo Python? { #environments }
# Un *paquete* es código de otras personas, listo para importar. En tu equipo puede haber muchos
# proyectos: uno pide la versión 1 de un paquete y otro la 2. Si comparten Python, al instalar una
# rompes el otro proyecto.
#
# Un **entorno virtual** (virtual environment) lo evita: es una carpeta con su propio Python y sus
# propios paquetes. Si el entorno se estropea, borras la carpeta y creas otro.
#
# Vamos a crear uno de verdad. `venv.create` hace la carpeta `practice`, y `new_python` dice dónde
# está su Python. `ask` le pide a un Python que ejecute una línea y nos trae lo último que contestó:

# %% [markdown] lang="en"
# Any of them will do to begin with: the course needs no powerful machine. In all three you work
# with **notebooks**: documents that mix text with cells of code, which you run one at a time.
#
# | Where | For | Against |
# |---|---|---|
# | **Local** | Your files stay; it works offline. | You do the installing. |
# | **Google Colab** | Has PyTorch; may lend a GPU. | Asks for an account; forgets unsaved files. |
# | **Binder** | No account: a link opens it. | Slow start; forgets files; little memory, no GPU. |
#
# Every page can be downloaded as a notebook with the buttons at the top, and its first cell
# installs whatever is missing. In Colab, open it with *File → Upload notebook*; for Binder, use the
# page's button if it has one. If you choose either of them, skip straight to
# [the check](#self-test).
#
# ## 1. Why is one Python not enough? { #environments }
# A *package* is other people's code, ready to import. Your machine may hold many projects: one asks
# for version 1 of a package, another for version 2. If they share a Python, installing one version
# breaks the other project.
#
# A **virtual environment** prevents that: it is a folder with its own Python and its own packages.
# When the environment goes wrong, you delete the folder and create another.
#
# Let's create a real one. `venv.create` makes the folder `practice`, and `new_python` says where
# its Python is. `ask` has a Python run one line and brings back the last thing it answered:

# %% Crear un entorno // Create an environment
import subprocess
import sys
import venv
from pathlib import Path

import torch

from tutorial_lib import pick_device, seed_everything

on_windows = sys.platform == "win32"
venv.create("practice", symlinks=not on_windows)
new_python = Path("practice", "Scripts" if on_windows else "bin", "python")


def ask(python, line):
    done = subprocess.run([python, "-c", line], capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


print(ask(new_python, "print(2 + 2)"))

# %% [markdown] lang="es"
# El Python nuevo vive y suma. **Antes de preguntarle:** el Python que hizo esta página tiene
# PyTorch instalado. ¿Lo tendrá también el recién creado?

# %% [markdown] lang="en"
# The new Python is alive and can add. **Before we ask it:** the Python that made this page has
# PyTorch installed. Does the newborn have it too?

# %%
answer = ask(new_python, "import torch")
print(answer)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("new-environment-is-empty", answer, equals="ModuleNotFoundError: No module named 'torch'")

# %% [markdown] lang="es"
# No: “no hay ningún módulo llamado torch”. Nace vacío, y eso es justo lo que queremos. Recuerda ese
# mensaje: si un día lo ves después de instalar PyTorch, lo más probable es que hayas **preguntado
# al otro Python**.
#
# ## 2. ¿Cómo se instala PyTorch? { #install }
# Necesitas Python 3.11 o posterior. Las órdenes se escriben en la *terminal*, la ventana de texto
# donde tu sistema recibe órdenes; ve en ella a la carpeta de tu proyecto. En macOS y Linux, crea el
# entorno `.venv` y actívalo. Activar significa que, en esa terminal, `python` será el del entorno:

# %% [markdown] lang="en"
# No: “no module named torch”. It is born empty, which is just what we want. Remember that message:
# if you ever see it after installing PyTorch, most likely **you asked the other Python**.
#
# ## 2. How do you install PyTorch? { #install }
# You need Python 3.11 or later. Commands are typed in the *terminal*, the text window where your
# system takes orders; go to your project's folder in it. On macOS and Linux, create the environment
# `.venv` and activate it. Activating means that, in that terminal, `python` will be the
# environment's own:

# %%
#| tags: [recipe]
#| lang: bash
# python3 -m venv .venv
# source .venv/bin/activate

# %% [markdown] lang="es"
# En Windows:

# %% [markdown] lang="en"
# On Windows:

# %%
#| tags: [recipe]
#| lang: bash
# py -m venv .venv
# .venv\Scripts\activate

# %% [markdown] lang="es"
# Sabrás que está activo porque `(.venv)` aparece al principio de la línea. Ahora instala con
# `pip`, el programa que descarga paquetes. Escríbelo siempre como `python -m pip`: así instalas en
# el Python que acabas de activar, y no en otro:

# %% [markdown] lang="en"
# You can tell it is active by the `(.venv)` at the start of the line. Now install with `pip`, the
# program that downloads packages. Always spell it `python -m pip`: that installs into the Python
# you have just activated, and into no other:

# %%
#| tags: [recipe]
#| lang: bash
# python -m pip install --upgrade pip
# python -m pip install torch torchvision matplotlib scikit-learn
# python -m pip install jupyterlab

# %% [markdown] lang="es"
# La última línea trae JupyterLab, el programa que abre cuadernos; se inicia con `jupyter lab`.
#
# Falta `tutorial_lib`, la **biblioteca** (library) del curso: código hecho para usarse desde otros
# programas. La sirve este mismo sitio. Descarga el cuaderno de esta página, ábrelo y ejecuta su
# primera celda: la instala.
#
# !!! tip "Consejo"
#     En Linux, la instalación normal trae lo necesario para tarjetas NVIDIA: varios gigabytes. Si
#     no tienes una, elige **CPU** en
#     [la página de instalación de PyTorch](https://pytorch.org/get-started/locally/) y copia la
#     orden que te da. La versión 2.13 para CPU en Linux se descarga en 192 MB.
#
# !!! elsewhere "Lo que verás en otros tutoriales"
#     `conda install pytorch cudatoolkit=10.2 -c pytorch`. PyTorch ya no publica paquetes para
#     conda. Si usas conda, crea allí el entorno y dentro instala con `python -m pip`.
#
# ??? technical "Opcional: todo el curso en tu equipo, TensorBoard y Graphviz"
#     - El enlace al repositorio, cuando la página lo muestra, te da la dirección para
#       `git clone`: descarga el curso entero con su historia. Dentro, `make serve` lo abre en tu
#       navegador.
#     - TensorBoard muestra el entrenamiento mientras ocurre: `python -m pip install tensorboard`.
#     - Graphviz dibuja grafos. Este curso no lo necesita: los dibuja él mismo. Si otro tutorial
#       falla con *executable not found*, falta el programa Graphviz del sistema, que `pip` no trae.
#
# ## 3. ¿Cómo sabes que funciona? { #self-test }
# La biblioteca del curso sabe examinar tu equipo. Escribe `python -m tutorial_lib` en una terminal;
# aquí lo pedimos desde Python. Esto contestó el equipo que hizo la página:

# %% [markdown] lang="en"
# The last line brings JupyterLab, the program that opens notebooks; start it with `jupyter lab`.
#
# What is missing is `tutorial_lib`, the course's **library**: code made to be used from other
# programs. This very site serves it. Download this page's notebook, open it and run its first cell:
# that installs it.
#
# !!! tip "Tip"
#     On Linux, the ordinary installation includes what NVIDIA cards need: several gigabytes. If you
#     have no such card, choose **CPU** on
#     [PyTorch's installation page](https://pytorch.org/get-started/locally/) and copy the command
#     it gives you. Version 2.13 for the CPU on Linux is a download of 192 MB.
#
# !!! elsewhere "What you will see elsewhere"
#     `conda install pytorch cudatoolkit=10.2 -c pytorch`. PyTorch no longer publishes packages for
#     conda. If you use conda, create the environment there and install inside it with
#     `python -m pip`.
#
# ??? technical "Optional: the whole course on your machine, TensorBoard and Graphviz"
#     - The link to the repository, where the page shows one, gives you the address for
#       `git clone`: it downloads the whole course with its history. Inside, `make serve` opens it
#       in your browser.
#     - TensorBoard shows training while it happens: `python -m pip install tensorboard`.
#     - Graphviz draws graphs. This course does without it: it draws its own. When another tutorial
#       fails with *executable not found*, what is missing is the system's Graphviz program, which
#       `pip` does not bring.
#
# ## 3. How do you know that it works? { #self-test }
# The course's library can examine your machine. Type `python -m tutorial_lib` in a terminal; here
# we ask for it from Python. This is what the machine that made this page answered:

# %% Examinar el equipo // Examine the machine
#| tags: [volatile]
self_test = [sys.executable, "-m", "tutorial_lib"]
report = subprocess.run(self_test, capture_output=True, text=True)
print(report.stdout)

# %% [markdown] lang="es"
# De arriba abajo: las versiones instaladas, la memoria libre, el dispositivo, dos comprobaciones de
# PyTorch y una derivada. **Busca los tres ✓**: deben salir también en tu equipo; las versiones y la
# memoria serán otras.
#
# Después vienen los conjuntos de datos del curso; un guion significa que se descargarán cuando
# hagan falta. Si falta PyTorch, el examen te da la orden para instalarlo. La derivada sale igual:
# esa parte de la biblioteca no lo necesita.
#
# Repitamos a la vista el primer ✓. `torch.ones(2, 2)` es una tabla de dos filas y dos columnas
# llena de unos, y `@` multiplica matrices, filas por columnas. **Antes de ejecutar:** ¿cuánto suman
# los cuatro números del resultado?

# %% [markdown] lang="en"
# From top to bottom: the installed versions, the free memory, the device, two checks of PyTorch and
# a derivative. **Look for the three ✓**: they must appear on your machine too; versions and memory
# will differ.
#
# Then come the course's datasets; a dash means that they will be downloaded when needed. If PyTorch
# is missing, the check gives you the command to install it. The derivative comes out all the same:
# that part of the library does not need it.
#
# Let's repeat the first ✓ in the open. `torch.ones(2, 2)` is a table of two rows and two columns
# full of ones, and `@` multiplies matrices, rows by columns. **Before you run this:** what do the
# four numbers of the result add up to?

# %% Multiplicar // Multiply
ones = torch.ones(2, 2)
product = ones @ ones  # (2, 2)
total = product.sum().item()
print(product)
print("suma // sum", total)

# %%
#| tags: [claim]
claim("matrix-product", total, equals=8)

# %%
#| tags: [page]
bigger = torch.ones(3, 3)
bigger_total = (bigger @ bigger).sum().item()  # lo pregunta el test // the quiz asks for it

# %% [markdown] lang="es"
# [*Tensor*](../m2-tensors-autograd/tensors.md) es el nombre que PyTorch da a sus tablas de números.
# Cada casilla es $1 \cdot 1 + 1 \cdot 1$, y las cuatro suman {{ total:.0f }}. Si tu equipo dice lo
# mismo, PyTorch calcula bien.
#
# ## 4. ¿Con qué dispositivo se calcula? { #device }
# El **dispositivo** (device) es la pieza que hace las cuentas. La *CPU* está en todos los equipos.
# Una *GPU* es una tarjeta que hace miles de cuentas a la vez: PyTorch llama `cuda` a las de NVIDIA,
# por el nombre de su software, y `mps` a la de los Mac con chip de Apple. `pick_device` elige la
# mejor que encuentre:

# %% [markdown] lang="en"
# [*Tensor*](../m2-tensors-autograd/tensors.md) is PyTorch's name for its tables of numbers. Each
# cell is $1 \cdot 1 + 1 \cdot 1$, and the four add up to {{ total:.0f }}. If your machine says so
# too, PyTorch computes correctly.
#
# ## 4. Which device does the computing? { #device }
# The **device** is the part that does the calculating. Every machine has a *CPU*. A *GPU* is a card
# that does thousands of calculations at once: PyTorch says `cuda` for those by NVIDIA, after the
# name of their software, and `mps` for the one in Macs with an Apple chip. `pick_device` chooses
# the best it can find:

# %%
#| tags: [volatile]
device = pick_device()
print(device)

# %% [markdown] lang="es"
# Esta página se hizo con lo que ves arriba. Si en tu equipo también sale `cpu`, no te preocupes: el
# curso está medido en una CPU, y cada página dice arriba cuánto tardó. Para usar una GPU se pide el
# dispositivo una vez y se crean los datos en él:

# %% [markdown] lang="en"
# This page was made with what you see above. If yours says `cpu` too, do not worry: the course is
# measured on a CPU, and each page says at the top how long it took. To use a GPU, you ask for the
# device once and create the data on it:

# %%
#| tags: [volatile]
on_device = torch.ones(2, 2, device=device)
print(on_device.device)

# %% [markdown] lang="es"
# El tensor dice dónde vive, y ese código no cambia de un equipo a otro: solo cambia lo que devuelve
# `pick_device`.
#
# ## 5. ¿Por qué sale lo mismo dos veces? { #seeds }
# Entrenar usa azar: números iniciales, orden de los ejemplos. Pero un programa no sabe tirar un
# dado. Parte de un número, la **semilla** (seed), y de él calcula una lista que *parece* aleatoria.
# Por eso se llama pseudoaleatoria.
#
# **Antes de ejecutar:** pedimos tres números con la semilla 42, otros tres con la 42 y tres con la
# 7. ¿Qué filas coincidirán?

# %% [markdown] lang="en"
# The tensor says where it lives, and that code is the same on every machine: only what
# `pick_device` returns changes.
#
# ## 5. Why does the same come out twice? { #seeds }
# Training uses chance: initial numbers, the order of the examples. But a program cannot roll dice.
# It starts from a number, the **seed**, and computes from it a list that *looks* random. That is
# why it is called pseudorandom.
#
# **Before you run this:** we ask for three numbers with seed 42, three more with 42, and three with
# 7. Which rows will agree?

# %% Sembrar // Seed
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
claim("same-seed-difference", (first - again).abs().max(), equals=0)
claim("other-seed-difference", (first - other).abs().max(), at_least=0.01)

# %% [markdown] lang="es"
# Las dos primeras son idénticas, hasta la última cifra; la tercera es otra. `seed_everything`
# siembra de una vez el azar de Python, de NumPy y de PyTorch. Así, lo que lees es lo que obtienes.
#
# ¿Siempre? Con la misma semilla, dos equipos pueden diferir en las últimas cifras. Un equipo
# redondea cada cuenta, y otra versión u otro procesador pueden sumar en otro orden. **Antes de
# ejecutar:** ¿importa el orden al sumar 0.1, 0.2 y 0.3?

# %% [markdown] lang="en"
# The first two are identical to the last digit; the third is different. `seed_everything` seeds the
# random numbers of Python, NumPy and PyTorch in one go. So what you read is what you get.
#
# Always? With the same seed, two machines may differ in the last digits. A machine rounds every
# calculation, and another version or another processor may add in another order. **Before you run
# this:** does the order matter when you add 0.1, 0.2 and 0.3?

# %%
left_first = (0.1 + 0.2) + 0.3
right_first = 0.1 + (0.2 + 0.3)
print(left_first, right_first, left_first == right_first)

# %%
#| tags: [claim]
claim("order-changes-the-sum", left_first == right_first, equals=False)

# %% [markdown] lang="es"
# Importa, aunque solo en el decimal número dieciséis. Miles de millones de cuentas amplían esas
# diferencias. Por eso muchas líneas con ✓ de este curso llevan un margen, y por eso conviene
# repetir un experimento con varias semillas antes de creerlo.
#
# ## Lo que suele fallar { #errors }
# | Síntoma | Causa | Arreglo |
# |---|---|---|
# | `No module named 'torch'`, ya instalado | `pip` usó otro Python | `python -m pip`, con `.venv` |
# | `activate` está deshabilitado | PowerShell no lo permite | Usa el *Símbolo del sistema* |
# | El cuaderno sigue sin verlo | Su Python, el *kernel*, ya estaba en marcha | Reinicia el kernel |
# | `cuda.is_available()` da `False` | Versión para CPU, o sin controlador | Instala otra vez |
# | Tus archivos de ayer no están | Colab y Binder olvidan | Descárgalos o guárdalos en Drive |
#
# ### El paquete no se llama como el proyecto { #package-name }
# El proyecto es PyTorch. **Antes de ejecutar:** ¿se importa con `import pytorch`?

# %% [markdown] lang="en"
# It does, though only in the sixteenth decimal. Billions of calculations magnify such differences.
# That is why many ✓ lines of this course carry a margin, and why it pays to repeat an experiment
# with several seeds before you believe it.
#
# ## What usually goes wrong { #errors }
# | Symptom | Cause | Fix |
# |---|---|---|
# | `No module named 'torch'` after that | `pip` used another Python | `python -m pip`, in `.venv` |
# | `activate` is disabled | PowerShell does not allow it | Use the *Command Prompt* |
# | The notebook still cannot see it | Its Python, the *kernel*, was running | Restart the kernel |
# | `cuda.is_available()` is `False` | CPU version, or no driver | Install again |
# | Yesterday's files are gone | Colab and Binder forget | Download them or save them to Drive |
#
# ### The package is not named like the project { #package-name }
# The project is PyTorch. **Before you run this:** do you import it with `import pytorch`?

# %%
#| raises: "ModuleNotFoundError: No module named 'pytorch'"
#| cause:
#|   es: El proyecto se llama PyTorch, pero su paquete se llama `torch`.
#|   en: The project is called PyTorch, but its package is called `torch`.
#| fix: Escribe `import torch`. // Write `import torch`.
import pytorch

# %% [markdown] lang="es"
# **Causa:** su paquete se llama `torch`. **Arreglo:** `import torch`.
#
# ### Un archivo tuyo le roba el nombre { #shadowing }
# Guardas tu primera prueba como `torch.py`; dentro, `import torch`. **Antes de ejecutar:** ¿qué
# importará Python, la biblioteca o tu archivo?

# %% [markdown] lang="en"
# **Cause:** its package is called `torch`. **Fix:** `import torch`.
#
# ### A file of yours steals its name { #shadowing }
# You save your first try as `torch.py`; inside it, `import torch`. **Before you run this:** what
# will Python import, the library or your file?

# %%
Path("torch.py").write_text("import torch\nprint(torch.ones(2))\n")
run = subprocess.run([sys.executable, "torch.py"], capture_output=True, text=True)
Path("torch.py").unlink()  # lo borramos // we delete it
shadowed = run.stderr.strip().splitlines()[-1]  # la última línea // the last line
print(shadowed.split(" (")[0])

# %%
#| tags: [claim]
claim("shadowing-breaks-the-import", "has no attribute 'ones'" in shadowed, equals=True)

# %% [markdown] lang="es"
# **Síntoma:** un módulo `torch` que no tiene `ones`. **Causa:** Python busca primero en la carpeta
# del programa, y allí está tu `torch.py`, que se importa a sí mismo. **Arreglo:** ponle otro
# nombre.
#
# ### Pedir un dispositivo que no existe { #device-name }
# **Antes de ejecutar:** ¿bastará con pedir `"gpu"`?

# %% [markdown] lang="en"
# **Symptom:** a module `torch` without `ones`. **Cause:** Python looks first in the program's
# folder, and there lies your `torch.py`, which imports itself. **Fix:** give it another name.
#
# ### Asking for a device that does not exist { #device-name }
# **Before you run this:** will it do to ask for `"gpu"`?

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
# **Causa:** esas son las palabras que PyTorch entiende, y `gpu` no está. **Arreglo:**
# `pick_device()`.
#
# ## Ejercicios { #exercises }

# %% [markdown] lang="en"
# **Cause:** those are the words PyTorch understands, and `gpu` is not among them. **Fix:**
# `pick_device()`.
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
# terminó. Es lo que hace `ask` en la sección 1.

# %% [markdown] exercise="E1" lang="en" role="hint"
# Do not ask the Python you are working in: have the other one try to import the package, and see
# how it ended. That is what `ask` does in section 1.

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
# **Meta:** sacar números sin mover el azar de los demás. **Tienes:** `torch.Generator()`, un dado
# propio: se siembra con su método `manual_seed` y se usa con `torch.rand(3, generator=…)`. **Haz:**
# completa `draw(seed)`, que devuelve el tensor con los tres primeros números de `torch.rand` que da
# un generador sembrado con `seed`. Con la misma semilla da siempre lo mismo, y el azar general de
# PyTorch queda como estaba.

# %% [markdown] exercise="E4" lang="en"
# ### E4 · Dice of your own { #e4 }
# **Goal:** draw numbers without disturbing anyone else's randomness. **You have:**
# `torch.Generator()`, dice of your own: you seed them with their method `manual_seed` and use them
# with `torch.rand(3, generator=…)`. **Do:** complete `draw(seed)`, which returns the tensor of the
# first three numbers of `torch.rand` from a generator seeded with `seed`. The same seed always
# gives the same, and PyTorch's general randomness stays as it was.

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
# - Hay tres lugares para trabajar: en local, Colab o Binder. Un equipo sin GPU basta.
# - Un entorno virtual es un Python con paquetes propios; nace vacío.
# - `python -m pip install` instala en el Python que estás usando, y no en otro.
# - `python -m tutorial_lib` examina tu equipo: busca los ✓.
# - La misma semilla da los mismos números; otro equipo puede cambiar las últimas cifras.
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
# - Siguiente paso: [tu primer modelo](hello-pytorch.md), con lo que acabas de instalar.

# %% [markdown] lang="en"
# ## Summary { #summary }
# - There are three places to work: locally, Colab or Binder. A machine without a GPU will do.
# - A virtual environment is a Python with packages of its own; it is born empty.
# - `python -m pip install` installs into the Python you are using, and into no other.
# - `python -m tutorial_lib` examines your machine: look for the ✓.
# - The same seed gives the same numbers; another machine may change the last digits.
#
# ## Going further { #further }
# - [Installing PyTorch](https://pytorch.org/get-started/locally/): the exact command for your
#   system.
# - [Virtual environments](https://docs.python.org/3/tutorial/venv.html) in Python's documentation.
# - [Reproducibility in PyTorch](https://docs.pytorch.org/docs/stable/notes/randomness.html): what
#   it promises and what it does not.
# - PyTorch will not install? You can differentiate without it, too: [autograd from
#   scratch](../m2-tensors-autograd/autograd-from-scratch.md#without-torch).
# - Next step: [your first model](hello-pytorch.md), with what you have just installed.
