// What the search finds. It reads what indexes/search.py wrote, when somebody first asks:
//   { pages: [{ to, kind, parts: [[anchor, heading, text, names in code], …] }, …],
//     terms: [[[forms in the other language], name in this one], …] }
;(() => {
  const WORD = /[\p{L}\p{N}_]+/gu
  const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+/gu

  // How much a word counts by where it stands.
  const PLACES = { title: 3, heading: 3, anchor: 2, text: 1, names: 0.4 }
  // A lesson comes before what points to it.
  const KINDS = { lesson: 1, help: 0.75, module: 0.7, errors: 0.4, glossary: 0.35, api: 0.2 }
  const MORE = 0.2 // what a page's next parts add to its best one
  const NEAR = 0.1 // of the best: what scores less is no answer
  const COMMON = 0.25 // of all parts: what stands in so many is not worth a mark
  const LONG = 6 // words from which a question is a message, which is not misspelled

  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  // "zero_grad" → zero_grad, zero, grad; "BCEWithLogitsLoss" → bcewithlogitsloss, bce, with, …
  function split(word) {
    const parts = word.match(PART) ?? []
    const known = [word, ...(parts.length > 1 || /\p{N}/u.test(word) ? parts : [])]
    return [...new Set(known.map(fold))].filter(form => /\p{L}/u.test(form))
  }

  const splits = new Map()
  function forms(word) {
    if (!splits.has(word)) splits.set(word, split(word))
    return splits.get(word)
  }

  const words = text => (text.normalize("NFC").match(WORD) ?? []).flatMap(forms)

  // What two texts have in common whatever numbers, signs and spaces they have.
  const letters = text => fold(text).replace(/[^\p{L}]/gu, "")

  // Of a pasted traceback the last message; of that, no path, address or place in a file.
  function message(question) {
    const last = [...question.matchAll(/\w+(?:Error|Warning|Exception): /g)].at(-1)
    return (last ? question.slice(last.index) : question)
      .replace(/File "[^"]*", line \d+(?:, in \S+)?/g, " ")
      .replace(/\S*[\\/]\S*[\\/]\S*/g, " ")
      .trim()
  }

  // One slip: a letter more, less, another, or two that changed places.
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false
    let start = 0
    while (start < one.length && one[start] === other[start]) start++
    let [a, b] = [one.slice(start), other.slice(start)]
    if (a.length === b.length && a[0] === b[1] && a[1] === b[0]) return a.slice(2) === b.slice(2)
    if (a.length >= b.length) a = a.slice(1)
    if (b.length >= one.length - start) b = b.slice(1)
    return a === b
  }

  // "instalar" and "instalación", "gradient" and "gradients": the same beginning, other ends.
  function isKin(one, other) {
    let same = 0
    while (same < one.length && one[same] === other[same]) same++
    const ends = Math.max(one.length, other.length) - same
    return same >= 4 && ends <= (same >= 6 ? 4 : 2)
  }

  function prepare(index) {
    const parts = index.pages.flatMap(page =>
      page.parts.map(([anchor, heading, text, names]) => {
        return { page, anchor, heading, text, names, title: page.parts[0][1] }
      }),
    )
    const places = new Map() // word → part → how much it counts there
    for (const part of parts) {
      part.length = 0
      for (const [place, weight] of Object.entries(PLACES))
        for (const word of words(part[place])) {
          if (!places.has(word)) places.set(word, new Map())
          const counts = places.get(word)
          counts.set(part, (counts.get(part) ?? 0) + weight)
          part.length += weight
        }
    }
    const mean = parts.reduce((sum, part) => sum + part.length, 0) / parts.length
    const spaced = text => ` ${text} `
    const forms = index.terms
      .flatMap(([others, name]) => others.map(other => [spaced(fold(other)), spaced(name)]))
      .sort(([one], [other]) => other.length - one.length) // "loss surface" before "loss"
    return { parts, places, mean, forms }
  }

  const rarity = (index, word) => {
    const count = index.places.get(word).size
    return Math.log(1 + (index.parts.length - count + 0.5) / (count + 0.5))
  }

  // The words of the index that a word may mean, and how surely.
  function meanings(index, word, isMessage) {
    const known = [...index.places.keys()]
    const found = new Map(index.places.has(word) ? [[word, 1]] : [])
    if (isMessage) return found
    const add = (test, weight) => {
      for (const other of known) if (!found.has(other) && test(other)) found.set(other, weight)
    }
    if (word.length > 2) add(other => other.startsWith(word), 0.6)
    add(other => isKin(word, other), 0.6)
    if (!found.size && word.length > 3) add(other => isNear(word, other), 0.5)
    return found
  }

  // How much more a part counts that has the question as it was asked.
  function likeness(part, same) {
    if (same.length < 4) return 1
    const heading = letters(part.heading)
    if (heading.startsWith(same)) return 2
    if (heading.includes(same) || letters(part.anchor).includes(same)) return 1.6
    return letters(part.text + part.names).includes(same) ? 1.3 : 1
  }

  function ask(index, question) {
    const asked = [...new Set(words(question))]
    const isMessage = asked.length >= LONG
    const scores = new Map()
    const marked = new Set()
    let all = 0
    for (const word of asked) {
      const found = meanings(index, word, isMessage)
      if (!found.size) continue
      const best = new Map()
      const weight = rarity(index, [...found.keys()][0])
      all += weight
      for (const [other, surely] of found) {
        if (index.places.get(other).size < COMMON * index.parts.length) marked.add(other)
        for (const [part, count] of index.places.get(other)) {
          const length = 0.3 + (0.7 * part.length) / index.mean
          const score = (surely * count) / (count + 1.2 * length)
          best.set(part, Math.max(best.get(part) ?? 0, score))
        }
      }
      for (const [part, score] of best) {
        const sum = scores.get(part) ?? { score: 0, covered: 0 }
        scores.set(part, { score: sum.score + weight * score, covered: sum.covered + weight })
      }
    }
    const same = letters(question)
    const kind = ({ page }) => (isMessage && page.kind === "errors" ? 1 : KINDS[page.kind])
    for (const [part, { score, covered }] of scores)
      scores.set(part, score * (covered / all) ** 2 * kind(part) * likeness(part, same))
    return { scores, marked }
  }

  // The question with the terms of the other language put into this one.
  function translated({ forms }, question) {
    const before = ` ${fold(question).match(WORD)?.join(" ") ?? ""} `
    const after = forms.reduce((text, [form, name]) => text.replace(form, name), before)
    return after === before ? [] : [after]
  }

  // The pages that answer a question, best first: [{ page, parts: [{ part, score }], score }].
  function find(index, question) {
    const asked = message(question)
    const best = new Map()
    const marked = new Set()
    for (const [number, text] of [asked, ...translated(index, asked)].entries()) {
      const { scores, marked: those } = ask(index, text)
      for (const word of those) marked.add(word)
      for (const [part, score] of scores)
        best.set(part, Math.max(best.get(part) ?? 0, score * (number ? 0.95 : 1)))
    }
    const pages = new Map()
    for (const [part, score] of [...best].sort((a, b) => b[1] - a[1])) {
      if (!pages.has(part.page)) pages.set(part.page, { page: part.page, score, parts: [] })
      pages.get(part.page).parts.push({ part, score })
    }
    // What a page has more of, after its best part.
    for (const one of pages.values())
      for (const { score } of one.parts.slice(1, 5)) one.score += score * MORE
    const found = [...pages.values()].sort((a, b) => b.score - a.score)
    const near = found.filter(({ score }) => score > NEAR * found[0].score)
    const isApi = ({ page }) => page.kind === "api"
    return { found: [...near.filter(one => !isApi(one)), ...near.filter(isApi)], marked }
  }

  const api = { find, forms, message, prepare }
  if (typeof module === "object") module.exports = api
  else gradiente.search = api
})()
