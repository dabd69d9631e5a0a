"""The engine's own words on a page, in each language, and how numbers and dates are written."""

import datetime
import re
from typing import Any

NARROW_SPACE = "\u202f"

WORDS: dict[str, dict[str, str]] = {
    "able": {"es": "Vas a poder", "en": "You will be able to"},
    "remember": {"es": "Recordar", "en": "Remember"},
    "understand": {"es": "Comprender", "en": "Understand"},
    "apply": {"es": "Aplicar", "en": "Apply"},
    "analyse": {"es": "Analizar", "en": "Analyze"},
    "evaluate": {"es": "Evaluar", "en": "Evaluate"},
    "create": {"es": "Crear", "en": "Create"},
    "time": {"es": "Tiempo", "en": "Time"},
    "read_practise": {
        "es": "{read} min de lectura y {practise} de práctica",
        "en": "{read} min to read and {practise} to practice",
    },
    "needs": {"es": "Antes", "en": "Before this"},
    "nothing": {"es": "nada", "en": "nothing"},
    "data": {"es": "Datos", "en": "Data"},
    "generated": {"es": "generados en la página", "en": "made on the page"},
    "measured": {"es": "Ejecución medida", "en": "Measured run"},
    "seconds": {"es": "{seconds} s en un núcleo", "en": "{seconds} s on one core"},
    "not_run": {"es": "todavía no", "en": "not yet"},
    "script": {"es": "Script (.py)", "en": "Script (.py)"},
    "notebook": {"es": "Cuaderno (.ipynb)", "en": "Notebook (.ipynb)"},
    "practice": {"es": "Cuaderno de práctica", "en": "Practice notebook"},
    "output": {"es": "Salida", "en": "Output"},
    "error_output": {"es": "Mensaje de error", "en": "Error message"},
    "warning_output": {"es": "Advertencia", "en": "Warning"},
    "long_output": {"es": "Salida completa: {lines} líneas", "en": "Full output: {lines} lines"},
    "recipe": {"es": "Receta (no ejecutada)", "en": "Recipe (not executed)"},
    "verified": {"es": "Comprobado", "en": "Verified"},
    "equals": {"es": "se esperaba {want}", "en": "expected {want}"},
    "between": {
        "es": "se esperaba entre {low} y {high}",
        "en": "expected between {low} and {high}",
    },
    "at_least": {"es": "se esperaba al menos {want}", "en": "expected at least {want}"},
    "at_most": {"es": "se esperaba como máximo {want}", "en": "expected at most {want}"},
    "starter": {"es": "Punto de partida", "en": "Starting point"},
    "hint": {"es": "Pista {number}", "en": "Hint {number}"},
    "solution": {"es": "Solución", "en": "Solution"},
    "how_to_check": {
        "es": "Comprueba tu respuesta en el [cuaderno de práctica]({book}), o guárdala en un "
        "archivo y ejecuta <code>{command}respuesta.py</code>.",
        "en": "Check your answer in the [practice notebook]({book}), or save it in a file and run "
        "<code>{command}answer.py</code>.",
    },
    "quiz": {"es": "Cuestionario", "en": "Quiz"},
    "quiz_key": {"es": "Respuestas del cuestionario", "en": "Answers to the quiz"},
    "quiz_answer": {"es": "Ver la respuesta y sus razones", "en": "See the answer and the reasons"},
    "quiz_right": {"es": "Correcta.", "en": "Right."},
    "quiz_wrong": {"es": "Incorrecta.", "en": "Wrong."},
    "quiz_single": {"es": "Elige una.", "en": "Choose one."},
    "quiz_multiple": {"es": "Elige todas las correctas.", "en": "Choose all that are right."},
    "quiz_numeric": {"es": "Escribe un número.", "en": "Write a number."},
    "quiz_number": {"es": "Tu respuesta:", "en": "Your answer:"},
    "quiz_order": {"es": "Ordena los pasos.", "en": "Put the steps in order."},
    "quiz_line": {"es": "Elige la línea con el fallo.", "en": "Choose the faulty line."},
    "given": {"es": "Lo que ya tienes", "en": "What you have"},
    "about_run": {"es": "Sobre esta ejecución", "en": "About this run"},
    "frozen": {
        "es": "Resultados congelados el {date} y comprobados el {verified}.",
        "en": "Results frozen on {date} and verified on {verified}.",
    },
    "ran": {
        "es": "Ejecutada en esta construcción, el {date}.",
        "en": "Run in this build, on {date}.",
    },
    "outdated_foot": {
        "es": "Resultados de una versión anterior, del {date}.",
        "en": "Results of an earlier version, of {date}.",
    },
    "machine": {
        "es": "Duró {seconds} s y usó {memory} MB en {cpu}.",
        "en": "It took {seconds} s and {memory} MB on {cpu}.",
    },
    "commit": {"es": "Revisión {commit}.", "en": "Revision {commit}."},
    "versions": {"es": "Versiones", "en": "Versions"},
    "source": {"es": "Fuente", "en": "Source"},
    "outdated": {
        "es": "El código de esta página cambió y aquí no se pudo ejecutar ({why}). "
        "Los resultados que ves son de una versión anterior; los de las celdas nuevas faltan.",
        "en": "The code of this page changed and could not be run here ({why}). "
        "The results you see are from an earlier version; those of new cells are missing.",
    },
    "missing": {
        "es": "Esta página todavía no se ha ejecutado aquí ({why}).",
        "en": "This page has not been run here yet ({why}).",
    },
    "failed": {
        "es": "Esta página tiene un error y se está corrigiendo. Vuelve pronto.",
        "en": "This page has an error that is being mended. Please come back soon.",
    },
    "no_package": {"es": "falta el paquete {what}", "en": "the package {what} is missing"},
    "no_data": {"es": "falta el conjunto de datos {what}", "en": "the data set {what} is missing"},
    "needs_script": {
        "es": "Con JavaScript, esta figura responde a lo que hagas.",
        "en": "With JavaScript, this figure responds to what you do.",
    },
    "widget_data": {
        "es": "Datos de la figura interactiva",
        "en": "Data of the interactive figure",
    },
    "soon": {"es": "próximamente", "en": "coming soon"},
    "home": {"es": "Inicio", "en": "Home"},
    "map": {"es": "Mapa del curso", "en": "Course map"},
    "map_about": {
        "es": "Todas las páginas del curso, qué necesita cada una y dos rutas para recorrerlas.",
        "en": "Every page of the course, what each one needs, and two routes through them.",
    },
    "map_intro": {
        "es": "Una flecha va de una página a otra que la necesita. Cada franja es un módulo. Las "
        "páginas publicadas son enlaces; debajo del mapa está [lo mismo en una lista](#list).",
        "en": "An arrow leads from a page to another that needs it. Each band is a module. "
        "Published pages are links; below the map is [the same as a list](#list).",
    },
    "map_label": {
        "es": "Mapa de los módulos y las páginas del curso",
        "en": "Map of the modules and pages of the course",
    },
    "map_written": {"es": "publicada", "en": "published"},
    "map_planned": {"es": "próximamente", "en": "coming soon"},
    "map_on_route": {
        "es": "lugar en la ruta con prisa",
        "en": "place on the route in a hurry",
    },
    "map_list": {"es": "El mapa en una lista", "en": "The map as a list"},
    "map_list_intro": {
        "es": "Cada página con el tiempo que lleva y lo que conviene leer antes.",
        "en": "Each page with the time it takes and what to read before it.",
    },
    "fundamentals": {"es": "Fundamentos", "en": "Fundamentals"},
    "architectures": {"es": "Arquitecturas", "en": "Architectures"},
    "optimisation": {"es": "Optimización", "en": "Optimization"},
    "routes": {"es": "Rutas", "en": "Routes"},
    "route_about": {
        "es": "{count} páginas. Publicadas: {written}, que suman {time} de lectura y práctica.",
        "en": "{count} pages. Published: {written}, in all {time} of reading and practice.",
    },
    "route_soon": {"es": " Próximamente: {soon}.", "en": " Coming soon: {soon}."},
    "route_all": {"es": "Todas las páginas, en orden", "en": "All pages, in order"},
    "reference": {"es": "Referencia", "en": "Reference"},
    "figures": {"es": "Galería de figuras", "en": "Figure gallery"},
    "figures_intro": {
        "es": "Todas las figuras del curso. Elige una para ir a la página cuyo código la dibuja.",
        "en": "Every figure of the course. Choose one to go to the page whose code draws it.",
    },
    "names": {"es": "Nombres de PyTorch", "en": "PyTorch names"},
    "names_intro": {
        "es": "¿En qué páginas del curso se usa cada función o clase? El nombre lleva a la "
        "documentación oficial, en inglés; los títulos, a las páginas del curso.",
        "en": "Which pages of the course use each function or class? The name leads to the "
        "official documentation, the titles to pages of the course.",
    },
    "used_in": {"es": "Tutoriales que lo usan", "en": "Tutorials that use it"},
    "practice_title": {"es": "Práctica: {title}", "en": "Practice: {title}"},
    "practice_intro": {
        "es": "Los ejercicios de [{title}]({url}), sin las soluciones. Este cuaderno se ejecuta "
        "en Jupyter, VS Code o Colab; en el sitio del curso solo se lee. Ejecuta las celdas en "
        "orden y pon tu respuesta donde hay `...`: la celda con `check` te dirá si es correcta.",
        "en": "The exercises of [{title}]({url}), without the solutions. This notebook runs in "
        "Jupyter, VS Code or Colab; on the course's site it can only be read. Run the cells in "
        "order and put your answer where there is a `...`: the cell with `check` tells you "
        "whether it is right.",
    },
    "glossary": {"es": "Glosario", "en": "Glossary"},
    "faq": {"es": "Preguntas frecuentes", "en": "Questions"},
    "equivalences": {"es": "Equivalencias", "en": "Equivalences"},
    "resources": {"es": "Recursos", "en": "Resources"},
    "claims": {"es": "Afirmaciones comprobadas", "en": "Verified claims"},
    "claims_intro": {
        "es": "Lo que cada página afirma sobre sus propios números, el valor que salió al "
        "ejecutarla y lo que se esperaba. Si algo deja de cumplirse, el sitio no se publica. "
        "Cada nombre lleva al lugar de la página donde está su código.",
        "en": "What each page claims about its own numbers, the value that came out when it ran, "
        "and what was expected. If something no longer holds, the site is not published. "
        "Each name leads to the place on the page where its code stands.",
    },
    "claims_day": {
        "es": "{count} afirmaciones, comprobadas el {date}.",
        "en": "{count} claims, verified on {date}.",
    },
    "claim": {"es": "Afirmación", "en": "Claim"},
    "value": {"es": "Valor", "en": "Value"},
    "expected": {"es": "Expectativa", "en": "Expectation"},
    "errors": {"es": "Errores comunes", "en": "Common errors"},
    "errors_intro": {
        "es": "Los mensajes que verás algún día, tal como salieron al ejecutar las páginas. "
        "Están ordenados por tipo, que es la palabra con la que empieza la última línea de tu "
        "error. También puedes pegar un trozo del mensaje en el buscador.",
        "en": "The messages you will meet some day, just as they came out when the pages ran. "
        "They are sorted by type, the word that begins the last line of your error. "
        "You can also paste a piece of the message into the search box.",
    },
    "cause": {"es": "Por qué ocurre", "en": "Why it happens"},
    "fix": {"es": "Arreglo", "en": "How to fix it"},
    "library": {"es": "Biblioteca", "en": "Library"},
    "library_intro": {
        "es": "Lo que ofrece `tutorial_lib`, la pequeña biblioteca del curso. "
        "La descripción de cada nombre está en inglés, como en el código.",
        "en": "What `tutorial_lib`, the small library of the course, offers.",
    },
    "arguments": {"es": "Argumentos", "en": "Arguments"},
    "returns": {"es": "Devuelve", "en": "Returns"},
    "raises": {"es": "Errores", "en": "Raises"},
    "practices": {"es": "Cuadernos de práctica", "en": "Practice notebooks"},
    "install_cell": {
        "es": "Instala la biblioteca del curso si todavía no está.",
        "en": "Install the library of the course if it is not there yet.",
    },
    "do_not_edit": {"es": "no editar; fuente: {source}", "en": "do not edit; source: {source}"},
}

MONTHS = {
    "es": "enero febrero marzo abril mayo junio "
    "julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}


def word(name: str, lang: str, **fields: Any) -> str:
    """Return the engine's text of that name, with its fields filled in."""
    return WORDS[name][lang].format(**fields)


def date(iso: str, lang: str) -> str:
    """Write an ISO date as the language does."""
    day = datetime.date.fromisoformat(iso)
    month = MONTHS[lang].split()[day.month - 1]
    return (
        f"{day.day} de {month} de {day.year}" if lang == "es" else f"{month} {day.day}, {day.year}"
    )


def number(value: Any, spec: str, lang: str) -> str:
    """Format an inline value; percent sign and thousands follow the language.

    The decimal point is a point in both languages, as in the output of the code.
    """
    text = format(value, spec) if spec else str(value)
    if lang == "es":
        text = re.sub(r"(\d)%", rf"\1{NARROW_SPACE}%", text)
        if "," in spec:
            text = text.replace(",", NARROW_SPACE)
    return text
