// What the reader has done, kept in this browser only: pages read, exercises and questions done.
// A page's name is its address below the language, so both languages share one record.
;(() => {
  const { h, fill } = gradiente
  const words = gradiente.words.progress
  const KEY = "gradiente.progress"
  const DAMAGED = `${KEY}.damaged`
  const STAY = 8000 // ms at the end of a page that make it read
  const { base, page, tutorial } = gradiente.place
  const root = new URL(base.replace(/\/?$/, "/"), location.href).href
  const clean = path =>
    decodeURI(path)
      .replace(/(index)?(\.html)?$/, "")
      .replace(/\/$/, "")
  const here = clean(page)

  // { gradiente: 1, pages: { address: { read: true, done: ["e1"] } } }; null for anything else.
  // A page with a quiz has `questions: 6`, how many, and each last answer in `answers: { "quiz-sign":
  // { given: ["2"], right: true } }`.
  function parse(text) {
    try {
      const all = JSON.parse(text)
      const are = (type, ...values) => values.every(value => typeof value === type)
      const sound = ([name, { read, done, questions = 0, answers = {} }]) =>
        name !== "__proto__" &&
        are("boolean", read) &&
        are("string", ...done) &&
        are("number", questions) &&
        Object.values(answers).every(
          ({ given, right }) => are("string", ...given) && are("boolean", right),
        )
      return all.gradiente === 1 && Object.entries(all.pages).every(sound) ? all.pages : null
    } catch {
      return null
    }
  }

  let pages = {} // all there is where nothing can be stored
  let kept = true
  const text = () => JSON.stringify({ gradiente: 1, pages })
  const of = name => (Object.hasOwn(pages, name) ? pages[name] : { read: false, done: [] })
  // What cannot be read is put aside and never overwritten.
  function fetchAll() {
    try {
      const stored = localStorage.getItem(KEY)
      if (stored === null) return
      const sound = parse(stored)
      if (sound) pages = sound
      else {
        localStorage.setItem(DAMAGED, stored)
        localStorage.removeItem(KEY)
      }
    } catch {
      kept = false
    }
  }
  const damaged = () => (kept ? localStorage.getItem(DAMAGED) : null)
  function change(edit) {
    fetchAll() // another tab may have written
    edit(pages)
    try {
      if (kept) localStorage.setItem(KEY, text())
    } catch {
      kept = false
    }
    show()
  }
  const setRead = read =>
    change(pages => {
      pages[here] = { ...of(here), read }
    })
  const setItem = (item, done) =>
    change(pages => {
      const others = of(here).done.filter(other => other !== item)
      pages[here] = { ...of(here), done: done ? [...others, item] : others }
    })

  // The page that a link leads to, or null. (In SVG, href is an object.)
  function target(link) {
    const { href, hash } = new URL(link.getAttribute("href") ?? "", location.href)
    return href.startsWith(root) && !hash ? clean(href.slice(root.length)) : null
  }

  const listed =
    ".md-nav--primary a.md-nav__link, :is(.g-pages, .g-lessons) a:first-child, .g-map ~ * a:first-child"
  const button = h("button", { type: "button", class: "g-button" })
  const lost = h("span", { class: "g-damaged" }, words.damaged)
  const boxes = []

  function show() {
    for (const old of document.querySelectorAll(".g-tick")) old.remove()
    for (const link of document.querySelectorAll(listed)) {
      const { read, done, questions } = of(target(link))
      const tick = h("span", { class: "g-tick" })
      if (read) tick.append(h("span", { "aria-hidden": "true" }, " ✓ "))
      if (link.matches(".md-nav__link")) {
        tick.append(h("span", { class: "g-unseen" }, `(${words.read})`))
        if (read) link.append(tick)
      } else if (read || done.length || questions) {
        const solved = questions ? done.filter(item => item.startsWith("quiz-")).length : 0
        const others = done.length - solved
        const quiz =
          questions && fill(words.quiz, { n: Math.min(solved, questions), all: questions })
        const notes = [read && words.read, others && `${words.count} ${others}`, quiz]
        tick.append(notes.filter(Boolean).join(", "))
        link.after(tick)
      }
    }
    button.setAttribute("aria-pressed", of(here).read)
    button.textContent = of(here).read ? words.marked : words.mark
    lost.hidden = damaged() === null
    for (const box of boxes) box.checked = of(here).done.includes(box.value)
    document.dispatchEvent(new CustomEvent("gradiente:progress"))
  }

  const foot = tutorial && document.querySelector(".g-foot")
  if (foot) {
    const end = h("p", { class: "g-read" }, button, lost)
    foot.before(end)
    let timer
    const stayed = () => document.hidden || of(here).read || setRead(true)
    const watch = new IntersectionObserver(([end]) => {
      clearTimeout(timer)
      if (end.isIntersecting) timer = setTimeout(stayed, STAY)
    })
    watch.observe(end)
    button.addEventListener("click", () => {
      clearTimeout(timer)
      watch.disconnect() // whoever decides by hand is not overruled
      setRead(!of(here).read)
    })
    for (const title of document.querySelectorAll(".g-exercise > h3")) {
      const box = h("input", {
        type: "checkbox",
        value: title.id,
        "aria-describedby": title.id,
        change: () => setItem(title.id, box.checked),
      })
      boxes.push(box)
      title.parentElement.append(h("label", { class: "g-done" }, box, words.done))
    }
  }

  // Another tab has written.
  addEventListener("storage", () => {
    fetchAll()
    show()
  })
  // For home.js, map.js, quiz.js and reading.js.
  gradiente.progress = {
    parse,
    text,
    of,
    change,
    setItem,
    target,
    here,
    DAMAGED,
    damaged,
    isKept: () => kept,
  }
  fetchAll()
  show()
})()
