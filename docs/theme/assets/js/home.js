// The home page of who comes back: the way on, and what is read of each module.
;(() => {
  const { fill, progress } = gradiente
  const words = gradiente.words.home
  const start = document.querySelector(".g-start .g-button-strong")
  const first = { href: start.href, text: start.textContent }
  const modules = [...document.querySelectorAll(".g-modules > li")]
  const lessons = item => [...item.querySelectorAll(".g-lessons a:first-child")]
  const of = link => progress.of(progress.target(link))
  const isOpen = link => !of(link).read
  const isBegun = link => of(link).read || of(link).done.length > 0

  // The first open lesson from where the reader was last, or else any; none where nothing is begun.
  function next() {
    const all = modules.flatMap(lessons)
    const last = all.findLastIndex(isBegun)
    return last < 0 ? null : (all.slice(last).find(isOpen) ?? all.find(isOpen))
  }

  function show() {
    const link = next()
    start.href = link ? link.href : first.href
    start.textContent = link ? fill(words.continue, { title: link.textContent }) : first.text
    for (const item of modules) {
      const all = lessons(item)
      const n = all.filter(link => of(link).read).length
      item.querySelector(".g-module-read").textContent = n
        ? fill(words.read, { n, all: all.length })
        : ""
    }
  }

  document.addEventListener("gradiente:progress", show)
  show()
})()
