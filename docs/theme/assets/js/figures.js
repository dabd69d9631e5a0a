// A figure as large as the screen: a tap or Enter on it opens it. The wheel, two fingers or + and −
// enlarge it, a finger or the arrows move it; Escape, the button or "back" close it.
// Without this script the link around the picture leads to its file.
;(() => {
  const LARGEST = 10
  const STEP = 1.5
  const ARROWS = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }
  const WHOLE = { scale: 1, x: 0, y: 0 }

  // A view is how much larger the picture is, and how far it is moved from the middle of the stage.
  // `by` times larger, while the point of the picture at `x, y` stays where it is.
  function enlarged(view, by, { x, y } = WHOLE) {
    const scale = Math.min(LARGEST, Math.max(1, view.scale * by))
    const ratio = scale / view.scale
    return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio }
  }

  // No further than to the edge of the picture.
  function within(view, picture, stage) {
    const hold = (value, side) => {
      const room = Math.max(0, (picture[side] * view.scale - stage[side]) / 2)
      return Math.min(room, Math.max(-room, value))
    }
    return { ...view, x: hold(view.x, "width"), y: hold(view.y, "height") }
  }

  if (typeof module === "object") {
    module.exports = { enlarged, within }
    return
  }

  const { h } = gradiente
  const words = gradiente.words.figures

  // The middle of one or two fingers, and how far they are apart.
  function grip([a, b = a]) {
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) || 1 }
  }

  function open(link) {
    const pictures = [...link.closest(".g-figure").querySelectorAll(".g-zoom > img")]
    const sheet = h("div", { class: "g-zoom-sheet" }, ...pictures.map(one => one.cloneNode()))
    const stage = h("div", { class: "g-zoom-stage" }, sheet)
    const fingers = new Map()
    let view = WHOLE

    function show(wanted) {
      const picture = { width: sheet.offsetWidth, height: sheet.offsetHeight }
      view = within(wanted, picture, stage.getBoundingClientRect())
      sheet.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
    }

    function place(event) {
      const box = stage.getBoundingClientRect()
      return {
        x: event.clientX - box.left - box.width / 2,
        y: event.clientY - box.top - box.height / 2,
      }
    }

    function move(event) {
      if (!fingers.has(event.pointerId)) return
      const before = grip([...fingers.values()])
      fingers.set(event.pointerId, place(event))
      const after = grip([...fingers.values()])
      const moved = { ...view, x: view.x + after.x - before.x, y: view.y + after.y - before.y }
      show(enlarged(moved, after.apart / before.apart, after))
    }

    function key(event) {
      const [x, y] = ARROWS[event.key] ?? [0, 0]
      if (x || y) show({ ...view, x: view.x + x, y: view.y + y })
      else if ("+=".includes(event.key)) show(enlarged(view, STEP))
      else if (event.key === "-") show(enlarged(view, 1 / STEP))
      else if (event.key === "0") show(WHOLE)
      else return
      event.preventDefault()
    }

    const button = (label, sign, click, more = {}) =>
      h("button", { type: "button", title: label, "aria-label": label, click, ...more }, sign)
    const dialog = h(
      "dialog",
      {
        class: "g-zoom-dialog md-typeset",
        "aria-label": link.querySelector("img").alt,
        keydown: key,
      },
      stage,
      h(
        "p",
        { class: "g-zoom-tools" },
        button(words.smaller, "−", () => show(enlarged(view, 1 / STEP))),
        button(words.larger, "+", () => show(enlarged(view, STEP))),
        button(words.close, "✕", () => dialog.close(), { autofocus: true }),
      ),
    )

    stage.addEventListener("pointerdown", event => {
      stage.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, place(event))
    })
    stage.addEventListener("pointermove", move)
    for (const end of ["pointerup", "pointercancel"])
      stage.addEventListener(end, event => fingers.delete(event.pointerId))
    stage.addEventListener("dblclick", event =>
      show(view.scale > 1 ? WHOLE : enlarged(view, 2 * STEP, place(event))),
    )
    dialog.addEventListener(
      "wheel",
      event => {
        event.preventDefault()
        show(enlarged(view, Math.exp(-event.deltaY / 400), place(event)))
      },
      { passive: false },
    )

    // An entry in the history, so that "back" closes the figure instead of leaving the page.
    const back = () => dialog.close()
    const turn = () => show(view)
    history.pushState({ figure: true }, "")
    addEventListener("popstate", back)
    addEventListener("resize", turn)
    dialog.addEventListener("close", () => {
      removeEventListener("popstate", back)
      removeEventListener("resize", turn)
      if (history.state?.figure) history.back()
      dialog.remove()
      link.focus({ preventScroll: true })
    })
    document.body.append(dialog)
    dialog.showModal()
  }

  for (const link of document.querySelectorAll(".g-zoom")) {
    link.title = words.open
    link.setAttribute("aria-haspopup", "dialog")
    link.addEventListener("click", event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return // a new tab, as with any link
      event.preventDefault()
      open(link)
    })
  }
})()
