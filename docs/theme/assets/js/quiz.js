// Answers the questions of a page's quiz, in the browser alone. Without this script the questions
// stand there with every answer and its reason folded below them.
(() => {
  const words = {
    es: {
      check: "Comprobar",
      right: "Correcto.",
      wrong: "Todavía no.",
      none: "Elige primero una respuesta.",
      number: "Escribe un número, como 0.25 o 25 %.",
      larger: "El valor es mayor.",
      smaller: "El valor es menor.",
      missing: (n) => (n === 1 ? "Falta una correcta." : `Faltan ${n} correctas.`),
      placed: (n, all) => `${n} de ${all} pasos están en su sitio.`,
      up: "Subir",
      down: "Bajar",
      moved: (n, all) => `Ahora es el paso ${n} de ${all}.`,
      solved: "✓ Ya la resolviste.",
    },
    en: {
      check: "Check",
      right: "Right.",
      wrong: "Not yet.",
      none: "Choose an answer first.",
      number: "Write a number, such as 0.25 or 25%.",
      larger: "The value is larger.",
      smaller: "The value is smaller.",
      missing: (n) => (n === 1 ? "One right one is missing." : `${n} right ones are missing.`),
      placed: (n, all) => `${n} of ${all} steps are in their place.`,
      up: "Move up",
      down: "Move down",
      moved: (n, all) => `Now it is step ${n} of ${all}.`,
      solved: "✓ You have solved it.",
    },
  }[document.documentElement.lang === "en" ? "en" : "es"]

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }

  /** The reason of a choice, with its code and formulas. */
  function reason(item, rank) {
    const found = item.querySelector(`.g-answers [data-rank="${rank}"] .g-reason`)
    return element("p", {}, ...found.cloneNode(true).childNodes)
  }

  const isRight = (item, rank) =>
    item.querySelector(`.g-answers [data-rank="${rank}"]`).classList.contains("g-right")

  /** Radio buttons and check boxes: a reason for each thing that was picked. */
  function picked(item) {
    const inputs = [...item.querySelectorAll("input")]
    const chosen = inputs.filter((input) => input.checked)
    if (!chosen.length) return { asks: words.none }
    const parts = chosen.map((input) => {
      const right = isRight(item, input.value)
      input.closest("li").dataset.state = right ? "right" : "wrong"
      return [right, reason(item, input.value)]
    })
    const wanted = inputs.filter((input) => isRight(item, input.value))
    const missing = item.dataset.kind === "multiple" ? wanted.filter((i) => !i.checked).length : 0
    const right = !missing && parts.every(([good]) => good)
    const notes = parts.map(([, note]) => note)
    if (missing) notes.push(element("p", {}, words.missing(missing)))
    return { right, notes }
  }

  /** A number; a frequent mistake gets its own reason. */
  function written(item) {
    const text = item.querySelector("input").value.trim().replace(",", ".").replace("−", "-")
    const match = /^(-?\d*\.?\d+(?:e-?\d+)?)\s*(%?)$/.exec(text)
    if (!match || !item.dataset.value) return { asks: words.number }
    const value = match[2] ? match[1] / 100 : Number(match[1])
    const wanted = Number(item.dataset.value)
    const tolerance = Number(item.dataset.tolerance) * (1 + 1e-9)
    if (Math.abs(value - wanted) <= tolerance) {
      const why = item.querySelector("[data-reason]").cloneNode(true)
      return { right: true, notes: [element("p", {}, ...why.childNodes)] }
    }
    for (const mistake of item.querySelectorAll(".g-answers li[data-value]"))
      if (Math.abs(value - Number(mistake.dataset.value)) <= tolerance)
        return { right: false, notes: [reason(item, mistake.dataset.rank)] }
    const note = value < wanted ? words.larger : words.smaller
    return { right: false, notes: [element("p", {}, note)] }
  }

  const ranks = (item) => [...item.querySelectorAll(".g-steps > li")].map((li) => +li.dataset.rank)

  /** Steps in an order: the reason of the first one that is out of place. */
  function ordered(item) {
    const found = ranks(item)
    const steps = [...item.querySelectorAll(".g-steps > li")]
    steps.forEach((li, place) => (li.dataset.state = found[place] === place ? "right" : "wrong"))
    const wrong = found.findIndex((rank, place) => rank !== place)
    if (wrong < 0) return { right: true, notes: [] }
    const placed = found.filter((rank, place) => rank === place).length
    const notes = [element("p", {}, words.placed(placed, found.length)), reason(item, wrong)]
    return { right: false, notes }
  }

  function makeMovable(item, feedback) {
    const list = item.querySelector(".g-steps")
    const update = () => {
      const steps = [...list.children]
      steps.forEach((li, place) => {
        const [up, down] = li.querySelectorAll("button")
        up.disabled = place === 0
        down.disabled = place === steps.length - 1
      })
    }
    for (const li of list.children) {
      const buttons = [-1, 1].map((way) => {
        const button = element("button", { type: "button" }, way < 0 ? "↑" : "↓")
        const label = `${way < 0 ? words.up : words.down}: ${li.textContent}`
        button.setAttribute("aria-label", label)
        button.addEventListener("click", () => {
          const other = way < 0 ? li.previousElementSibling : li.nextElementSibling
          if (!other) return
          if (way < 0) list.insertBefore(li, other)
          else list.insertBefore(other, li)
          clear(item)
          update()
          const place = [...list.children].indexOf(li) + 1
          feedback.replaceChildren(words.moved(place, list.children.length))
          const [up, down] = buttons
          ;(button.disabled ? (way < 0 ? down : up) : button).focus()
        })
        return button
      })
      li.append(element("span", { className: "g-moves" }, ...buttons))
    }
    update()
  }

  function clear(item) {
    delete item.dataset.state
    for (const li of item.querySelectorAll("li[data-state]")) delete li.dataset.state
  }

  /** A note on the questions that this reader has solved, now or on another day. */
  function showSolved() {
    const address = document.querySelector("script[data-page]")?.dataset.page ?? ""
    const page = address.replace(/\/?(index)?(\.html)?$/, "")
    const solved = window.gradienteProgress?.of(page).done ?? []
    for (const item of document.querySelectorAll(".g-item")) {
      item.querySelector(".g-solved")?.remove()
      if (!solved.includes(item.id)) continue
      const note = element("span", { className: "g-solved" }, ` ${words.solved}`)
      item.querySelector(".g-how").append(note)
    }
  }

  document.addEventListener("gradiente:progress", showSolved)
  showSolved()

  for (const item of document.querySelectorAll(".g-item")) {
    const judge = { numeric: written, order: ordered }[item.dataset.kind] ?? picked
    const feedback = element("div", { className: "g-feedback" })
    feedback.setAttribute("role", "status")
    const button = element("button", { type: "button", className: "g-button" }, words.check)
    item.querySelector(".g-answers").before(button, feedback)
    if (item.dataset.kind === "order") makeMovable(item, feedback)

    function answer() {
      clear(item)
      const { asks, right, notes } = judge(item)
      if (asks) return feedback.replaceChildren(asks)
      item.dataset.state = right ? "right" : "wrong"
      const verdict = element("strong", {}, right ? words.right : words.wrong)
      feedback.replaceChildren(verdict, ...notes)
      if (right) {
        const detail = { item: item.id } // progress.js keeps it
        document.dispatchEvent(new CustomEvent("gradiente:done", { detail }))
      }
    }

    button.addEventListener("click", answer)
    item.addEventListener("input", () => {
      clear(item)
      feedback.replaceChildren()
    })
    item.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault()
        answer()
      }
    })
  }
})()
