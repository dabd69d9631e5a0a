// The reader's progress on the map page: a mark on each page read, the sum, and a file of it.
;(() => {
  const { h, svg, fill } = gradiente
  const { parse, text, of, change, target, DAMAGED, damaged, isKept } = gradiente.progress
  const words = gradiente.words.map
  const links = [...document.querySelectorAll(".g-map a")]
  const titles = links.map(link => link.querySelector("title").textContent)
  const sum = h("p")
  const say = h("p", { role: "status" })
  const later = h("div")
  const place = document.querySelector(".g-later") // only on the map's own page
  const questions = JSON.parse(place?.dataset.questions ?? "{}")

  function badge(box) {
    const [x, y, width] = ["x", "y", "width"].map(name => Number(box.getAttribute(name)))
    const tick = svg("path", { d: "M-4 0l3 3 5-6" })
    const place = { class: "g-badge", transform: `translate(${x + width - 2} ${y + 2})` }
    return svg("g", place, svg("circle", { r: 9 }), tick)
  }

  function show() {
    for (const old of document.querySelectorAll(".g-badge")) old.remove()
    const read = links.filter(link => of(target(link)).read)
    links.forEach((link, place) => {
      const note = read.includes(link) ? ` (${words.read})` : ""
      link.querySelector("title").textContent = titles[place] + note
      if (note) link.append(badge(link.querySelector("rect")))
    })
    const pages = Object.values(parse(text()))
    const items = pages.reduce((count, page) => count + page.done.length, 0)
    later.replaceChildren(missed().length ? h("ul", {}, ...missed()) : h("p", {}, words.no_later))
    sum.textContent = fill(words.sum, { read: read.length, all: links.length, items })
    if (!isKept()) say.textContent = words.unkept
    lost.hidden = damaged() === null
  }

  // The questions whose last answer was wrong, as links to them.
  function missed() {
    return links.flatMap((link, place) => {
      const name = target(link)
      const wrong = Object.entries(of(name).answers ?? {}).filter(([, { right }]) => !right)
      return wrong
        .filter(([id]) => questions[name]?.[id])
        .map(([id]) => {
          const href = `${link.getAttribute("href")}#${id}`
          return h("li", {}, h("a", { href }, `${titles[place]}: ${questions[name][id]}`))
        })
    })
  }

  const button = (name, click) =>
    h("button", { type: "button", class: "g-button", click }, words[name])

  // What a file says is added; nothing is taken away.
  function add(pages, more) {
    for (const [name, page] of Object.entries(more)) {
      const old = of(name)
      pages[name] = {
        ...page,
        ...old,
        read: old.read || page.read,
        done: [...new Set([...old.done, ...page.done])],
        answers: { ...page.answers, ...old.answers },
      }
    }
  }

  function download(name, content) {
    const href = URL.createObjectURL(new Blob([content], { type: "application/json" }))
    h("a", { href, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(href), 1000)
  }

  async function readFile() {
    const more = parse(await file.files[0].text().catch(() => ""))
    file.value = "" // the same file may be chosen again
    if (more) change(pages => add(pages, more))
    say.textContent = more ? words.loaded : words.broken
  }

  const save = button("save", () => download("gradiente.json", text()))
  const load = button("load", () => file.click())
  const lost = h(
    "p",
    { class: "g-damaged" },
    words.damaged,
    " ",
    button("rescue", () => {
      download("gradiente-damaged.txt", damaged())
      change(() => localStorage.removeItem(DAMAGED))
      save.focus() // the button that had it is gone
    }),
  )
  const file = h("input", { type: "file", accept: ".json", hidden: true, change: readFile })

  document.addEventListener("gradiente:progress", show)
  const tools = document.querySelector(".g-progress") // only on the map's own page
  tools?.append(lost, sum, save, load, file, say)
  tools?.removeAttribute("hidden")
  place?.append(h("h2", { id: "later" }, words.later), later)
  place?.removeAttribute("hidden")
  show()
})()
