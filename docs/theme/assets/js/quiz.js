// Answers the questions of a page's quiz, in the browser alone. Without this script the questions
// stand there with every answer and its reason folded below them.
;(() => {
  const { h, fill } = gradiente
  const { of, change, here } = gradiente.progress
  const words = gradiente.words.quiz
  const items = [...document.querySelectorAll(".g-item")]
  const sum = h("p", { class: "g-sum", role: "status" })

  /** The reason of a choice, with its code and formulas. */
  function reason(item, rank) {
    const found = item.querySelector(`.g-answers [data-rank="${rank}"] .g-reason`)
    return h("p", {}, ...found.cloneNode(true).childNodes)
  }

  const isRight = (item, rank) =>
    item.querySelector(`.g-answers [data-rank="${rank}"]`).classList.contains("g-right")

  /** Radio buttons and check boxes: a reason for each thing that was picked. */
  function picked(item) {
    const inputs = [...item.querySelectorAll("input")]
    const chosen = inputs.filter(input => input.checked)
    if (!chosen.length) return { asks: words.none }
    const parts = chosen.map(input => {
      const right = isRight(item, input.value)
      input.closest("li").dataset.state = right ? "right" : "wrong"
      return [right, reason(item, input.value)]
    })
    const wanted = inputs.filter(input => isRight(item, input.value))
    const missing = item.dataset.kind === "multiple" ? wanted.filter(i => !i.checked).length : 0
    const right = !missing && parts.every(([good]) => good)
    const notes = parts.map(([, note]) => note)
    const lack = missing === 1 ? words.one_missing : fill(words.more_missing, { n: missing })
    if (missing) notes.push(h("p", {}, lack))
    return { right, notes }
  }

  /** What a person may mean by a number: `266.610` and `266,610` are read in two ways. */
  function readings(text) {
    const close = text
      .trim()
      .replace("−", "-")
      .replace(/(\d)\s(?=\d{3}(?!\d))/g, "$1")
    const match = /^([+-]?)([\d.,]*\d[\d.,]*)(e[+-]?\d+)?\s*(%?)$/i.exec(close)
    if (!match) return []
    const [, sign, digits, power = "", percent] = match
    const comma = digits.lastIndexOf(",") > digits.lastIndexOf(".")
    const [thousands, point] = comma ? [/\./g, ","] : [/,/g, "."]
    const forms = [digits.replace(thousands, "").replace(point, ".")]
    if (/^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/.test(digits))
      forms.push(digits.replace(/[.,]/g, ""))
    const values = forms.map(form => Number(`${sign}${form}${power}`) / (percent ? 100 : 1))
    return values.filter(Number.isFinite)
  }

  /** A number; a frequent mistake gets its own reason. */
  function written(item) {
    const values = readings(item.querySelector("input").value)
    if (!values.length || !item.dataset.value) return { asks: words.number }
    const wanted = Number(item.dataset.value)
    const tolerance = Number(item.dataset.tolerance) * (1 + 1e-9)
    const near = number => values.some(value => Math.abs(value - number) <= tolerance)
    if (near(wanted)) {
      const why = item.querySelector("[data-reason]").cloneNode(true)
      return { right: true, notes: [h("p", {}, ...why.childNodes)] }
    }
    for (const mistake of item.querySelectorAll(".g-answers li[data-value]"))
      if (near(Number(mistake.dataset.value)))
        return { right: false, notes: [reason(item, mistake.dataset.rank)] }
    const note = values[0] < wanted ? words.larger : words.smaller
    return { right: false, notes: [h("p", {}, note)] }
  }

  /** Steps in an order, in which those of one slot may change places: the first out of place. */
  function ordered(item) {
    const steps = [...item.querySelectorAll(".g-steps > li")]
    const found = steps.map(li => Number(li.dataset.slot))
    const slots = [...found].sort((one, other) => one - other)
    for (const [place, li] of steps.entries())
      li.dataset.state = found[place] === slots[place] ? "right" : "wrong"
    const wrong = found.findIndex((slot, place) => slot !== slots[place])
    if (wrong < 0) return { right: true, notes: [] }
    const placed = found.filter((slot, place) => slot === slots[place]).length
    const note = fill(words.placed, { n: placed, all: found.length })
    return { right: false, notes: [h("p", {}, note), reason(item, wrong)] }
  }

  /** Lets steps be moved: by their buttons, or by dragging with mouse or finger. */
  function makeMovable(item, feedback) {
    const list = item.querySelector(".g-steps")

    function update() {
      for (const li of list.children) {
        const [up, down] = li.querySelectorAll("button")
        up.disabled = li === list.firstElementChild
        down.disabled = li === list.lastElementChild
      }
    }

    function place(li, before) {
      list.insertBefore(li, before)
      clear(item)
      update()
      const rank = [...list.children].indexOf(li) + 1
      feedback.replaceChildren(fill(words.moved, { n: rank, all: list.children.length }))
    }

    for (const li of list.children) {
      const buttons = [-1, 1].map(way => {
        const label = `${way < 0 ? words.up : words.down}: ${li.textContent}`
        const click = () => {
          place(li, way < 0 ? li.previousElementSibling : li.nextElementSibling.nextElementSibling)
          const [up, down] = buttons
          const other = way < 0 ? down : up
          ;(button.disabled ? other : button).focus()
        }
        const props = { type: "button", "aria-label": label, click }
        const button = h("button", props, way < 0 ? "↑" : "↓")
        return button
      })
      li.prepend(h("span", { class: "g-grip", "aria-hidden": "true" }, "⠿")) // as the buttons do
      li.append(h("span", { class: "g-moves" }, ...buttons))
    }
    update()

    let dragged = null
    list.addEventListener("pointerdown", event => {
      if (!event.target.matches(".g-grip") || event.button) return
      event.preventDefault() // nothing is selected
      dragged = event.target.parentElement
      dragged.classList.add("g-dragged")
      list.setPointerCapture(event.pointerId) // the step itself leaves its place
    })
    list.addEventListener("pointermove", event => {
      if (!dragged) return
      const below = [...list.children].find(li => {
        const box = li.getBoundingClientRect()
        return li !== dragged && event.clientY < box.top + box.height / 2
      })
      if ((below ?? null) !== dragged.nextElementSibling) place(dragged, below ?? null)
    })
    list.addEventListener("lostpointercapture", () => {
      dragged?.classList.remove("g-dragged")
      dragged = null
    })
  }

  function clear(item) {
    delete item.dataset.state
    for (const li of item.querySelectorAll("li[data-state]")) delete li.dataset.state
  }

  /** What stands there as the answer: values of inputs, or steps as they are ordered. */
  function given(item) {
    const parts = item.querySelectorAll(".g-steps > li, input:checked, input[type=text]")
    return [...parts].map(part => part.dataset.rank ?? part.value)
  }

  /** Keep the answer; progress.js does, and where it may not, nothing is kept. */
  function keep(item, right) {
    change(pages => {
      const { done, answers, ...rest } = of(here)
      pages[here] = {
        ...rest,
        done: right ? [...new Set([...done, item.id])] : done,
        questions: items.length,
        answers: { ...answers, [item.id]: { given: given(item), right } },
      }
    })
  }

  /** Put the last answer back and say whether it was right, but neither why nor what is. */
  function bringBack(item, feedback) {
    const last = of(here).answers?.[item.id]
    if (!last) return
    const rank = li => last.given.indexOf(li.dataset.rank)
    const list = item.querySelector(".g-steps")
    list?.append(...[...list.children].sort((one, other) => rank(one) - rank(other)))
    for (const input of item.querySelectorAll("input"))
      if (input.type === "text") input.value = last.given[0]
      else input.checked = last.given.includes(input.value)
    item.dataset.state = last.right ? "right" : "wrong"
    const verdict = h("strong", {}, last.right ? words.right : words.wrong)
    feedback.append(`${words.last} `, verdict)
  }

  /** How many questions this reader has solved, and a note on each, now or on another day. */
  function showSolved() {
    const solved = of(here).done
    const n = items.filter(item => solved.includes(item.id)).length
    const text = fill(words.sum, { n, all: items.length })
    if (sum.textContent !== text) sum.textContent = text // what did not change is not said again
    for (const item of items) {
      item.querySelector(".g-solved")?.remove()
      if (!solved.includes(item.id)) continue
      const note = h("span", { class: "g-solved" }, ` ${words.solved}`)
      item.querySelector(".g-how").append(note)
    }
  }

  document.addEventListener("gradiente:progress", showSolved)
  document.querySelector(".g-quiz").append(sum)
  showSolved()

  for (const item of items) {
    const judge = { numeric: written, order: ordered }[item.dataset.kind] ?? picked
    const feedback = h("div", { class: "g-feedback", role: "status" })
    const props = { type: "button", class: "g-button", click: answer }
    const button = h("button", props, words.check)
    item.querySelector(".g-answers").before(button, feedback)
    bringBack(item, feedback)
    if (item.dataset.kind === "order") makeMovable(item, feedback)

    function answer() {
      clear(item)
      const { asks, right, notes } = judge(item)
      if (asks) return feedback.replaceChildren(asks)
      item.dataset.state = right ? "right" : "wrong"
      const verdict = h("strong", {}, right ? words.right : words.wrong)
      feedback.replaceChildren(verdict, ...notes)
      keep(item, right)
    }

    item.addEventListener("input", () => {
      clear(item)
      feedback.replaceChildren()
    })
    item.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault()
        answer()
      }
    })
  }
})()
