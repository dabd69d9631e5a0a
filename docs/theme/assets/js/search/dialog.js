// The search as a reader sees it: a field, and below it the pages that answer, with the words found
// marked. The arrows walk through them, Enter goes to the first, Escape closes.
;(() => {
  const { h, place, fill, search } = gradiente
  const words = gradiente.words.search
  const WAIT_MS = 80 // after a letter, for the next one
  const EXCERPT_WORDS = 32
  const MORE = 2 // other parts of a page,
  const CLOSE = 0.4 // if they come this near to its best one

  const field = h("input", {
    type: "text",
    class: "g-search-field",
    "aria-label": words.label,
    placeholder: words.ask,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    input: () => wait(),
    paste: paste,
  })
  const status = h("p", { class: "g-search-status", role: "status" })
  const list = h("ol", { class: "g-search-found" })
  const dialog = h(
    "dialog",
    { class: "g-search-dialog", "aria-label": words.label, keydown: walk, click: leave },
    h(
      "form",
      { class: "g-search-form", role: "search", submit: follow },
      field,
      h("button", { type: "button", "aria-label": words.close, click: () => dialog.close() }, "✕"),
    ),
    status,
    list,
  )
  document.body.append(dialog)

  const links = () => [...list.querySelectorAll("a")]

  // A line break pasted into a field is lost, and with it where a message begins.
  function paste(event) {
    event.preventDefault()
    const text = event.clipboardData.getData("text").replace(/\s+/g, " ")
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end")
    wait()
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [field, ...links()]
    const next = stops[stops.indexOf(document.activeElement) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  function follow(event) {
    event.preventDefault()
    answer()
    links()[0]?.click()
  }

  // A press beside the search, or on a link that may lead to another place of this page.
  function leave(event) {
    if (event.target === dialog || event.target.closest("a")) dialog.close()
  }

  let timer
  function wait() {
    clearTimeout(timer)
    timer = setTimeout(answer, WAIT_MS)
  }

  let index
  function answer() {
    clearTimeout(timer)
    if (!index) return
    const question = field.value.trim()
    const { found, marked } = question ? search.find(index, question) : { found: [] }
    list.replaceChildren(...found.map(one => result(one, marked)))
    if (!question) status.textContent = words.hint
    else if (!found.length) status.textContent = words.none
    else
      status.textContent = found.length === 1 ? words.one : fill(words.count, { n: found.length })
    dialog.scrollTop = 0
  }

  const address = ({ page, anchor }) => `${place.base}/${page.to}${anchor && `#${anchor}`}`

  function result({ page, parts }, marked) {
    const [{ part: best, score }, ...rest] = parts
    const others = rest.filter(one => one.score > CLOSE * score).map(({ part }) => part)
    const title = page.parts[0][1]
    const heading = best.anchor ? mark(best.heading, marked) : []
    const text = excerpt(best.text, marked)
    return h(
      "li",
      {},
      h(
        "a",
        { href: address(best), class: "g-search-page" },
        h("strong", {}, ...mark(title, marked)),
        heading.length ? h("span", { class: "g-search-place" }, ...heading) : null,
        text.length ? h("span", { class: "g-search-text" }, ...text) : null,
      ),
      ...others
        .filter(({ anchor }) => anchor)
        .slice(0, MORE)
        .map(part => h("a", { href: address(part) }, ...mark(part.heading, marked))),
    )
  }

  const isFound = (word, marked) => search.forms(word).some(form => marked.has(form))

  function mark(text, marked) {
    return text
      .split(/([\p{L}\p{N}_]+)/u)
      .map((piece, rank) => (rank % 2 && isFound(piece, marked) ? h("mark", {}, piece) : piece))
  }

  // The part of a text where most of the words stand that were found.
  function excerpt(text, marked) {
    const all = text.split(" ")
    const hits = all.map(word =>
      (word.match(/[\p{L}\p{N}_]+/gu) ?? []).some(w => isFound(w, marked)),
    )
    let [best, most, count] = [0, 0, 0]
    for (let end = 0; end < all.length; end++) {
      count += hits[end] - (hits[end - EXCERPT_WORDS] ?? 0)
      if (count > most) [best, most] = [Math.max(0, end - EXCERPT_WORDS + 1), count]
    }
    const first = Math.max(0, Math.min(best, all.length - EXCERPT_WORDS))
    const shown = all.slice(first, first + EXCERPT_WORDS).join(" ")
    const [before, after] = [first > 0, first + EXCERPT_WORDS < all.length]
    return mark(`${before ? "… " : ""}${shown}${after ? " …" : ""}`, marked)
  }

  async function open(question, known) {
    if (question) field.value = question
    if (!dialog.open) dialog.showModal()
    field.focus()
    field.select()
    if (!index) status.textContent = words.wait
    await known
    index ??= search.prepare(gradiente.index)
    answer()
  }

  search.open = open
})()
