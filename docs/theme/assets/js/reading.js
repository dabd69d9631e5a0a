// How far the reader has come in a lesson: a thin bar below the header, and the minutes left in it.
;(() => {
  const { fill, h } = gradiente
  const words = gradiente.words.reading

  // The part of a text that has been seen, from 0 to 1, and the minutes that the rest takes.
  function progress(top, end, bottom, minutes) {
    const part = Math.min(1, Math.max(0, (bottom - top) / (end - top)))
    return { part, left: Math.ceil((1 - part) * minutes) }
  }

  const card = document.querySelector(".g-card")
  const header = document.querySelector(".md-header")
  const topic = document.querySelector("[data-md-component=header-topic]")
  const article = document.querySelector("article")
  const end = article.querySelector("#quiz, #exercises, .g-foot") // the text is read before these
  const bar = h("div", { class: "g-bar", "aria-hidden": "true" })
  const note = h("span", { class: "g-left" })
  header.append(bar)
  topic.append(note)

  let waiting = false
  function show() {
    waiting = false
    const { part, left } = progress(
      article.getBoundingClientRect().top,
      end.getBoundingClientRect().top,
      innerHeight,
      Number(card.dataset.minutes),
    )
    bar.style.transform = `scaleX(${part})`
    note.textContent = left ? fill(words.left, { left }) : words.end
  }

  function wait() {
    if (!waiting) requestAnimationFrame(show)
    waiting = true
  }

  for (const type of ["scroll", "resize"]) addEventListener(type, wait, { passive: true })
  wait()
})()
