// What all interactive figures share: their data, the question before them, controls, plots, the
// spoken status and the address. Each figure has a script of its own beside this one, with its
// arithmetic and what it draws; its words are in locales/*.json. The arithmetic is tested in node.
;(() => {
  // ——— Arithmetic and text ———

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value))

  // The nearest value a slider can show.
  const snap = (value, { min, max, step }) =>
    Number(clamp(min + Math.round((value - min) / step) * step, min, max).toFixed(6))

  // "#I-1:lr=0.9,b=1;replay:epoch=4" → {"I-1": {lr: 0.9, b: 1}, replay: {epoch: 4}}
  function readHash(hash) {
    const found = {}
    for (const part of hash.replace(/^#/, "").split(";")) {
      const [, name, fields] = /^([\w-]+):(.*)$/.exec(part) ?? []
      if (!name) continue
      found[name] = {}
      for (const field of fields.split(",")) {
        const [, key, value] = /^(\w+)=(-?[\d.]+)$/.exec(field) ?? []
        if (key && Number.isFinite(Number(value))) found[name][key] = Number(value)
      }
    }
    return found
  }

  function writeHash(states) {
    const parts = Object.entries(states).map(
      ([name, state]) =>
        `${name}:${Object.entries(state)
          .map(([key, value]) => `${key}=${value}`)
          .join(",")}`,
    )
    return parts.length ? `#${parts.join(";")}` : ""
  }

  // A function from data to pixels. Logarithmic scales have no place for 0: it is drawn very low.
  function scale([low, high], [start, end], log = false) {
    const of = log ? value => Math.log10(Math.max(value, 1e-300)) : value => value
    const slope = (end - start) / (of(high) - of(low))
    const place = value => start + (of(value) - of(low)) * slope
    place.invert = pixel => {
      const value = of(low) + (pixel - start) / slope
      return log ? 10 ** value : value
    }
    return place
  }

  // The first place where data have not the expected form, or "" where all is well. A form is
  // "number", "text", [form] for a list with something in it, [form, n] for one of n items,
  // [form, "any"] for one that may be empty, or {name: form}.
  function misfit(value, form, place = "") {
    if (form === "number") return Number.isFinite(value) ? "" : place || "?"
    if (form === "text") return typeof value === "string" ? "" : place || "?"
    if (Array.isArray(form)) {
      const [each, count] = form
      const fits =
        Array.isArray(value) &&
        (count === "any" || (count === undefined ? value.length > 0 : value.length === count))
      if (!fits) return place || "?"
      return first(value.map((item, i) => misfit(item, each, `${place}[${i}]`)))
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return place || "?"
    return first(
      Object.keys(form).map(key => misfit(value[key], form[key], place ? `${place}.${key}` : key)),
    )
  }

  const first = texts => texts.find(text => text) ?? ""

  // Spanish puts a thin space before the sign; the decimal point is a point in both languages.
  const percent = (value, lang, decimals = 0) =>
    (100 * value).toFixed(decimals) + (lang === "es" ? "\u202f%" : "%")

  // A number with fixed decimals and a true minus sign.
  const fixed = (value, decimals = 0) => value.toFixed(decimals).replace("-", "−")

  // The round numbers 1, 2, 5, 10, 20 … between two heights; of many, the highest. As the still
  // maps of tutorial_lib.plots choose them.
  function roundLevels(low, high, most = 10) {
    const top = Math.floor(Math.log10(high))
    return Array.from({ length: most }, (_, i) => top - most + 1 + i)
      .flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)))
      .filter(level => low < level && level < high)
      .slice(-most)
  }

  if (typeof module === "object") {
    module.exports = {
      clamp,
      snap,
      readHash,
      writeHash,
      scale,
      misfit,
      percent,
      fixed,
      roundLevels,
    }
    return
  }

  const { lang, words, fill, build, h, svg } = gradiente
  const common = words["widgets/shared"]
  const wordsOf = name => ({ ...common, ...words[`widgets/${name.toLowerCase()}`] })
  const still = matchMedia("(prefers-reduced-motion: reduce)")
  const PIXELS = 5 // that a number in the prose is drawn for one step

  // ——— Drawing ———

  const line = (points, attributes = {}) =>
    svg("polyline", {
      points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "),
      fill: "none",
      ...attributes,
    })

  const text = (x, y, content, attributes = {}) => svg("text", { x, y, ...attributes }, content)

  // Marks that differ in shape: diamond, circle, plus.
  function mark(kind, x, y, size, attributes = {}) {
    const paths = {
      diamond: `M0 ${-1.3 * size}L${1.3 * size} 0L0 ${1.3 * size}L${-1.3 * size} 0Z`,
      circle: `M${-size} 0a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`,
      plus: `M${-size} 0H${size}M0 ${-size}V${size}`,
    }
    return svg("path", {
      d: paths[kind],
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      ...attributes,
    })
  }

  const DARKEST = 0.4 // the tint of the highest ground, as in the still maps

  let clips = 0

  // Axes with labelled ticks. `x` and `y`: {domain, ticks, label, log, format}.
  function frame(picture, { width, height, left = 46, right = 12, top = 12, bottom = 40, x, y }) {
    const across = scale(x.domain, [left, width - right], x.log)
    const up = scale(y.domain, [height - bottom, top], y.log)
    for (const value of y.ticks) {
      picture.append(
        svg("line", { class: "grid", x1: left, x2: width - right, y1: up(value), y2: up(value) }),
        text(left - 6, up(value) + 4, (y.format ?? fixed)(value), {
          "text-anchor": "end",
          class: "tick",
        }),
      )
    }
    for (const value of x.ticks) {
      picture.append(
        svg("line", {
          class: "grid",
          x1: across(value),
          x2: across(value),
          y1: top,
          y2: height - bottom,
        }),
        text(across(value), height - bottom + 16, (x.format ?? fixed)(value), {
          "text-anchor": "middle",
          class: "tick",
        }),
      )
    }
    picture.append(
      text((left + width - right) / 2, height - 6, x.label, { "text-anchor": "middle" }),
      text(0, 0, y.label, {
        "text-anchor": "middle",
        transform: `translate(12 ${(top + height - bottom) / 2}) rotate(-90)`,
      }),
    )
    const id = `g-w-clip-${clips++}`
    picture.append(
      svg(
        "clipPath",
        { id },
        svg("rect", {
          x: left,
          y: top,
          width: width - left - right,
          height: height - top - bottom,
        }),
      ),
    )
    const inside = svg("g", { "clip-path": `url(#${id})` })
    picture.append(inside)
    return { across, up, inside }
  }

  // A map: the higher the ground, the darker. `ring(level)` gives the points of a contour line.
  function relief(inside, { levels, ring, across, up, x, y }) {
    const area = points => `M${points.map(point => point.map(v => v.toFixed(1))).join("L")}Z`
    const corner = (i, j) => [across(x[i]), up(y[j])]
    const rings = levels.map(level => ring(level).map(([a, b]) => [across(a), up(b)]))
    const edges = [...rings, [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]]
    for (let k = 1; k < edges.length; k++)
      inside.append(
        svg("path", {
          d: area(edges[k]) + area(edges[k - 1]),
          class: "height",
          "fill-rule": "evenodd",
          "fill-opacity": ((DARKEST * k) / levels.length).toFixed(3),
        }),
      )
    for (const points of rings) inside.append(line(points, { class: "contour" }))
  }

  // What the signs of a start, an end and a minimum mean.
  const signs = labels =>
    h(
      "p",
      { class: "g-w-key" },
      ...["●", "◆", "✚"].map((sign, i) =>
        h(
          "span",
          {},
          h("span", { class: `g-w-sign-${i}`, "aria-hidden": "true" }, sign),
          ` ${labels[i]}`,
        ),
      ),
    )

  // ——— Data and figures ———

  const values = {}
  const figures = {}

  // The scripts with data call this.
  const data = (name, value) => {
    values[name] = value
  }

  // The scripts of figures call this. Their words have a title, a question and answers. A
  // specification holds:
  //   form of the data, for misfit;
  //   names(data) → {name: text} that the question holds, if any;
  //   fields(data) → {name: {start, min, max, step}}, the whole state of the figure;
  //   right: the rank of the answer that holds, and tried(state, data): whether a state shows it;
  //   mount(stage, data, kit) → draw(state), which returns the status in words.
  const widget = (name, specification) => {
    figures[name] = specification
  }

  function load(source) {
    return new Promise(resolve => {
      const script = h("script", { src: source, load: resolve, error: resolve })
      document.head.append(script)
    })
  }

  const nearby = element =>
    new Promise(resolve => {
      const watch = new IntersectionObserver(
        ([entry]) => {
          if (!entry.isIntersecting) return
          watch.disconnect()
          resolve()
        },
        { rootMargin: "1000px" },
      )
      watch.observe(element)
    })

  async function start(element) {
    const name = element.dataset.widget
    const figure = figures[name]
    const source = element.querySelector(".g-widget-data")?.href
    if (!figure || !source) return
    const wanted = readHash(location.hash)[name]
    if (!wanted) await nearby(element)
    await load(source)
    const fail = message => element.append(h("p", { class: "g-w-error", role: "status" }, message))
    if (!(name in values)) return fail(common.absent)
    const where = misfit(values[name], figure.form)
    if (where) return fail(fill(common.damaged, { where }))
    const begin = (note, state, chosen) => {
      const show = open(element, name, figure, values[name], note, chosen)
      show(state)
      addEventListener("hashchange", () => {
        const again = readHash(location.hash)[name]
        if (again) show(again)
      })
    }
    const words = wordsOf(name)
    words.question = fill(words.question, figure.names?.(values[name]) ?? {})
    if (!wanted) return ask(element, words, (note, chosen) => begin(note, {}, chosen))
    begin(words.opened, wanted)
    if (location.hash.startsWith(`#${name}:`)) element.scrollIntoView()
  }

  // The question before the controls: any answer opens them, none is marked wrong.
  function ask(element, words, answered) {
    const choices = [...words.answers, words.unsure]
    const complaint = h("p", { class: "g-w-complaint", "aria-live": "polite" })
    const form = h(
      "form",
      {
        class: "g-w-ask",
        submit: event => {
          event.preventDefault()
          const chosen = new FormData(form).get("answer")
          if (chosen === null) {
            complaint.textContent = words.choose
            return
          }
          form.remove()
          const answer = words.answers[chosen]
          answered(fill(answer ? words.predicted : words.look, { answer }), Number(chosen))
          element.querySelector("input, button").focus()
        },
      },
      h(
        "fieldset",
        {},
        h("legend", {}, h("strong", {}, `${words.before}. `), words.question),
        ...choices.map((choice, i) =>
          h(
            "label",
            { class: "g-w-choice" },
            h("input", { type: "radio", name: "answer", value: i }),
            h("span", {}, choice),
          ),
        ),
      ),
      h("button", { class: "g-w-button g-w-strong" }, words.confirm),
      complaint,
    )
    const fallback = element.querySelector(".g-widget-fallback")
    if (!fallback.querySelector("figure")) fallback.classList.add("g-w-replaced") // words would answer
    element.append(form)
  }

  // What became of the prediction, by its name.
  function replyTo(words, chosen, right) {
    const answer = words.answers[chosen]
    const frame = chosen === right ? words.held : answer ? words.failed : words.found
    return fill(frame, { answer, reply: words.reply })
  }

  // Puts the live figure in the place of the still one; returns what shows a state.
  function open(element, name, figure, value, note, chosen) {
    const words = wordsOf(name)
    const fields = figure.fields(value)
    const state = Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, field.start]),
    )
    const inputs = {}
    const stage = h("div", { class: "g-w-stage" })
    const status = h("p", { class: "g-w-status" })
    const spoken = h("p", { class: "g-w-spoken", "aria-live": "polite" })
    // Where the prediction stands, the reply has its room from the start: nothing moves when it comes.
    const predicted = h("span", {}, note)
    const reply = h("span", {}, chosen === undefined ? "" : replyTo(words, chosen, figure.right))
    let news = []
    let draw = () => ""
    let width = 0
    let waiting

    function refresh() {
      status.textContent = draw(state)
      for (const input of Object.values(inputs)) input()
    }

    function answer() {
      if (chosen === undefined || element.dataset.answered || !figure.tried(state, value)) return
      element.dataset.answered = "yes"
      news.push(reply.textContent)
    }

    function show(change) {
      for (const [key, field] of Object.entries(fields))
        if (key in change) state[key] = snap(change[key], field)
      refresh()
      answer()
    }

    // What the reader did: drawn at once; said and kept in the address when they pause.
    function set(change) {
      show(change)
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        spoken.textContent = [...news, status.textContent].join(" ")
        news = []
        keep(
          name,
          Object.fromEntries(Object.entries(state).filter(([key, v]) => v !== fields[key].start)),
        )
      }, 400)
    }

    function slider(key, label, { format = String, tick, half = false } = {}) {
      const field = fields[key]
      const id = `${name}-${key}`
      const output = h("output", { for: id })
      const input = h("input", {
        id,
        type: "range",
        min: field.min,
        max: field.max,
        step: field.step,
        input: () => set({ [key]: Number(input.value) }),
      })
      inputs[key] = () => {
        input.value = state[key]
        output.textContent = format(state[key])
        input.setAttribute("aria-valuetext", format(state[key]))
      }
      for (const [i, other] of document.querySelectorAll(`g-number[for="${id}"]`).entries())
        inputs[`${key} ${i}`] = number(other, key, label, format)
      const share = tick && (tick.value - field.min) / (field.max - field.min)
      return h(
        "div",
        { class: half ? "g-w-slider g-w-half" : "g-w-slider" },
        h("label", { for: id }, label, " ", output),
        input,
        tick && h("span", { class: "g-w-tick", style: `--share: ${share}` }, tick.label),
      )
    }

    // A number in the prose, <g-number for="I-1-lr">0.10</g-number>, that is the slider's as well:
    // it is drawn to the sides, or moved by keys.
    function number(element, key, label, format) {
      const { min, max, step } = fields[key]
      const to = value => set({ [key]: value })
      const keys = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -10,
        PageUp: 10,
      }
      let from
      build(element, {
        role: "slider",
        tabindex: 0,
        "aria-label": label.replace(/:$/, ""),
        "aria-valuemin": min,
        "aria-valuemax": max,
        pointerdown: event => {
          element.setPointerCapture(event.pointerId)
          from = { x: event.clientX, value: state[key] }
        },
        pointermove: event => {
          if (!element.hasPointerCapture(event.pointerId)) return
          to(from.value + Math.round((event.clientX - from.x) / PIXELS) * step)
        },
        keydown: event => {
          const ends = { Home: min, End: max }
          const value = ends[event.key] ?? state[key] + keys[event.key] * step
          if (Number.isNaN(value)) return
          event.preventDefault()
          to(value)
        },
      })
      return () => {
        element.textContent = format(state[key])
        element.setAttribute("aria-valuenow", state[key])
      }
    }

    // Moves a field by itself or one step at a time, as far as `last()`, and then from the start
    // again. It runs by itself only for those who have not asked for stillness.
    function player(key, { last = () => fields[key].max, pause }) {
      let timer
      const next = () => set({ [key]: state[key] < last() ? state[key] + 1 : fields[key].min })
      const play = button(words.play, () => (timer ? stop() : run()))
      play.classList.add("g-w-play")

      function run() {
        play.textContent = words.pause
        if (state[key] >= last()) next()
        wait()
      }

      function wait() {
        timer = setTimeout(() => {
          next()
          if (state[key] < last()) wait()
          else stop()
        }, pause(state[key]))
      }

      function stop() {
        clearTimeout(timer)
        timer = undefined
        play.textContent = words.play
      }

      stage.addEventListener("input", event => event.target.id === `${name}-${key}` && stop())
      const step = button(words.next, () => {
        stop()
        next()
      })
      return row(...(still.matches ? [] : [play]), step)
    }

    // A goal for the reader; once reached it stays so, and counts as done on a lesson.
    function goal(text, reached) {
      const item = `goal-${name}`
      const progress = gradiente.place.tutorial && gradiente.progress
      const sign = h("span", { "aria-hidden": "true" }, "○ ")
      const note = h("span", {}, text)
      const place = h("p", { class: "g-w-goal" }, sign, note)
      const tick = () => {
        place.classList.add("g-w-reached")
        sign.textContent = "✓ "
        note.textContent = reached
      }
      const reach = () => {
        if (place.matches(".g-w-reached")) return
        tick()
        news.push(reached)
        progress?.setItem(item, true)
      }
      if (progress?.of(progress.here).done.includes(item)) tick()
      return { place, reach }
    }

    // Says in the prose, <g-verdict for="I-1">…</g-verdict>, how it ends.
    function tell(verdict) {
      for (const place of document.querySelectorAll(`g-verdict[for="${name}"]`))
        place.textContent = verdict
    }

    // One of several, by its rank: a row of radio buttons.
    function choice(key, label, labels) {
      const radios = labels.map((_, rank) =>
        h("input", {
          type: "radio",
          name: `${name}-${key}`,
          value: rank,
          input: () => set({ [key]: rank }),
        }),
      )
      inputs[key] = () =>
        radios.forEach((radio, rank) => {
          radio.checked = rank === state[key]
        })
      return h(
        "fieldset",
        { class: "g-w-options" },
        h("legend", {}, label),
        ...labels.map((text, rank) => h("label", {}, radios[rank], h("span", {}, text))),
      )
    }

    function button(label, press) {
      return h("button", { type: "button", class: "g-w-button", click: press }, label)
    }

    const row = (...buttons) => h("p", { class: "g-w-buttons" }, ...buttons)

    // A picture as wide as its place, drawn again whenever that changes.
    function panel(height) {
      const place = h("div", { class: "g-w-panel" })
      const paint = (name, draw) => {
        const across = Math.round(place.clientWidth) || 320
        const high = Math.round(height(across))
        const picture = svg("svg", {
          viewBox: `0 0 ${across} ${high}`,
          role: "img",
          "aria-label": name,
        })
        draw(picture, across, high)
        place.querySelector("svg")?.remove()
        place.prepend(picture)
      }
      return { place, paint }
    }

    const kit = { lang, words, set, status, slider, choice, button, row, panel, player, goal, tell }
    draw = figure.mount(stage, value, kit)
    const reset = button(words.reset, () =>
      set(Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.start]))),
    )
    element.querySelector(".g-widget-fallback").classList.add("g-w-replaced")
    element.setAttribute("role", "group")
    element.setAttribute("aria-label", words.title)
    element.append(
      h("p", { class: "g-w-title" }, words.title),
      h("p", { class: "g-w-note" }, predicted, reply),
      stage,
      row(reset),
      spoken,
    )
    if (!status.parentElement) stage.after(status) // below all that is held while it changes
    setTimeout(() => {
      spoken.textContent = note
    }, 100)
    new ResizeObserver(() => {
      if (stage.clientWidth === width) return
      width = stage.clientWidth
      refresh()
    }).observe(stage)
    return show
  }

  // ——— The address ———

  const kept = readHash(location.hash)

  function keep(name, state) {
    if (Object.keys(state).length) kept[name] = state
    else delete kept[name]
    const anchor = Object.keys(readHash(location.hash)).length ? "" : location.hash
    const hash = writeHash(kept) || anchor
    history.replaceState(history.state, "", hash || location.pathname + location.search)
  }

  const drawing = { line, text, mark, frame, relief, signs }
  Object.assign(gradiente, { data, widget, percent, fixed, roundLevels, ...drawing })

  // near.js brings these scripts when the page is long there, and says when all have come.
  addEventListener(
    document.readyState === "loading" ? "DOMContentLoaded" : "gradiente:widgets",
    () => {
      for (const element of document.querySelectorAll(".g-widget")) start(element)
    },
  )
})()
