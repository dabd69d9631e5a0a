// How far the reader has come in a lesson: a thin bar below the header, the minutes left in it, and
// in its card a circle for each exercise and for the quiz.
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

  // The quiz is done when all its questions are.
  function fillCircles() {
    const { done, questions } = gradiente.progress.of(gradiente.progress.here)
    const solved = done.filter(item => item.startsWith("quiz-")).length
    for (const circle of card.querySelectorAll(".g-circle")) {
      const item = circle.hash.slice(1)
      const isDone = item === "quiz" ? questions > 0 && solved >= questions : done.includes(item)
      circle.classList.toggle("g-filled", isDone)
      circle.querySelector(".g-unseen")?.remove()
      if (isDone) circle.append(h("span", { class: "g-unseen" }, ` (${words.done})`))
    }
  }

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
  document.addEventListener("gradiente:progress", fillCircles)
  fillCircles()
})()
