// I-3: broadcasting. The reader edits two shapes; the axes line up from the right, what is repeated is
// drawn, and the answer is that of PyTorch: a shape, or its message.
//
// The page gives the shapes to start from and the message that PyTorch really wrote, with places for
// the sizes. The numbers in the cells are made here: 10, 20, 30… in a and 1, 2, 3… in b.
;(() => {
  const FORM = { a: ["number", "any"], b: ["number", "any"], message: "text" }

  const AXES = 3
  const LARGEST = 4

  // "(3, 4)", "(4,)" and "()", as Python writes them.
  const tuple = shape => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`

  // Sizes from the last axis leftwards, 0 where there is none: [4, 3, 0] → [3, 4].
  function shapeOf(sizes) {
    const end = sizes.indexOf(0)
    return sizes.slice(0, end < 0 ? sizes.length : end).reverse()
  }

  // What both shapes make of each axis, from the left: the sizes (null where there is no axis), the
  // size that comes out, and who is repeated, "a", "b" or "". The clash, if any, is the one that
  // PyTorch names: it looks from the right, and counts axes from the left.
  function align(a, b) {
    const length = Math.max(a.length, b.length)
    const axes = Array.from({ length }, (_, axis) => {
      const [x, y] = [a, b].map(shape => shape[axis - length + shape.length] ?? null)
      const [m, n] = [x ?? 1, y ?? 1]
      return {
        a: x,
        b: y,
        size: Math.max(m, n),
        fits: m === n || m === 1 || n === 1,
        repeated: m < n ? "a" : m > n ? "b" : "",
      }
    })
    const clash = axes.findLastIndex(axis => !axis.fits)
    return { axes, clash, shape: clash < 0 ? axes.map(axis => axis.size) : null }
  }

  const total = shape => shape.reduce((product, size) => product * size, 1)

  // Where the element at a place of the result stands in a tensor, in the order of memory; an axis of
  // size 1 has only its place 0. `copied` says whether broadcasting imagines it.
  function source(shape, place) {
    const extra = place.length - shape.length
    const at = shape.reduce(
      (sum, size, axis) => sum * size + (size === 1 ? 0 : place[extra + axis]),
      0,
    )
    return {
      at,
      copied: place.some((index, axis) => index > 0 && (shape[axis - extra] ?? 1) === 1),
    }
  }

  // All places of a shape, in order: [[0, 0], [0, 1], …].
  const places = shape =>
    Array.from({ length: total(shape) }, (_, rank) =>
      shape.map((size, axis) => Math.floor(rank / total(shape.slice(axis + 1))) % size),
    )

  const VALUES = { a: at => 10 * (at + 1), b: at => at + 1 }

  // The numbers of a + b, in order, or null where the shapes do not fit.
  function sums(a, b) {
    const { shape } = align(a, b)
    return (
      shape &&
      places(shape).map(place => VALUES.a(source(a, place).at) + VALUES.b(source(b, place).at))
    )
  }

  // What PyTorch answers: the message with its sizes, or the shape.
  function answer(a, b, message) {
    const { axes, clash, shape } = align(a, b)
    if (shape) return `torch.Size([${shape.join(", ")}])`
    const values = { a: axes[clash].a, b: axes[clash].b, axis: clash }
    return message.replace(/\{(\w+)\}/g, (_, name) => values[name])
  }

  if (typeof module === "object") {
    module.exports = { FORM, tuple, shapeOf, align, source, places, sums, answer }
    return
  }

  const { h, svg, text, fill } = gradiente
  const EXAMPLES = [
    [[3, 4], [4]],
    [[3, 1], [4]],
    [[3, 4], [3]],
    [
      [2, 3, 1],
      [2, 1, 4],
    ],
    [[2, 2, 3], []],
  ]

  const axesOf = name => [3, 2, 1].map(axis => `${name}${axis}`) // from the left; a1 is axis -1
  const shapeIn = (state, name) =>
    shapeOf(
      axesOf(name)
        .reverse()
        .map(key => state[key]),
    )
  const stateOf = shapes =>
    Object.fromEntries(
      ["a", "b"].flatMap((name, i) =>
        axesOf(name).map((key, k) => [key, shapes[i][k - AXES + shapes[i].length] ?? 0]),
      ),
    )

  function mount(stage, { message }, kit) {
    const { words, slider } = kit
    const captions = {
      a: h("p", { class: "g-w-caption" }),
      b: h("p", { class: "g-w-caption" }),
      sum: h("p", { class: "g-w-caption" }),
    }
    const notes = axesOf("").map(() => h("p", { class: "g-w-verdict" }))
    // The caption above names the tensor for those who see it.
    const labelled = (name, label) =>
      h("span", {}, h("span", { class: "g-w-unseen" }, `${name}, `), label)
    const controls = name =>
      axesOf(name).map(key =>
        slider(key, labelled(name, fill(words.axis, { axis: -key.slice(1) })), {
          format: value => (value ? String(value) : words.none),
        }),
      )
    const said = h("code", { lang: "en" })
    let now = {}
    let blocks = []
    const high = () =>
      Math.max(1, ...blocks.map(({ shape: [layers, rows] }) => layers * rows + 0.4 * (layers - 1)))
    const drawing = kit.panel(across => 34 + high() * side(across))
    drawing.place.classList.add("g-w-wide")
    stage.append(
      h(
        "div",
        { class: "g-w-axes g-w-wide" },
        captions.a,
        ...controls("a"),
        captions.b,
        ...controls("b"),
        captions.sum,
        ...notes,
      ),
      h("p", { class: "g-w-says" }, words.says, " ", said),
      drawing.place,
      h(
        "p",
        { class: "g-w-key" },
        ...["own", "copy"].map((kind, i) =>
          h(
            "span",
            {},
            h("span", { class: `g-w-swatch ${kind}`, "aria-hidden": "true" }),
            ` ${words.key[i]}`,
          ),
        ),
      ),
      kit.row(
        h("span", { class: "g-w-examples" }, words.examples),
        ...EXAMPLES.map(shapes =>
          kit.button(shapes.map(tuple).join(" + "), () => kit.set(stateOf(shapes))),
        ),
      ),
    )

    // An axis without the ones at its right cannot be: those appear with size 1, or go with it.
    stage.addEventListener("input", ({ target }) => {
      const [, name, axis] = /-([ab])(\d)$/.exec(target.id)
      const others = axesOf(name).filter(key =>
        target.value === "0" ? key.slice(1) > axis : key.slice(1) < axis && !now[key],
      )
      if (others.length)
        kit.set(Object.fromEntries(others.map(key => [key, target.value === "0" ? 0 : 1])))
    })

    const gap = across => (across < 420 ? 18 : 36)
    const side = across =>
      Math.min(
        36,
        (across - 2 * gap(across)) / blocks.reduce((sum, { shape }) => sum + shape[2], 0),
      )

    function draw(picture, width) {
      const cell = side(width)
      const wide = blocks.reduce((sum, { shape }) => sum + shape[2] * cell, 0) + 2 * gap(width)
      const middle = 26 + (high() * cell) / 2
      let left = (width - wide) / 2
      for (const [i, { name, sign, shape, cells }] of blocks.entries()) {
        const [layers, rows, columns] = shape
        if (i) {
          picture.append(
            text(left + gap(width) / 2, middle + 5, sign, {
              "text-anchor": "middle",
              class: "strong-text",
            }),
          )
          left += gap(width)
        }
        const top = middle - ((layers * rows + 0.4 * (layers - 1)) * cell) / 2
        picture.append(
          text(left + (columns * cell) / 2, top - 8, name, {
            "text-anchor": "middle",
            class: "strong-text",
          }),
        )
        for (const { place, value, copied } of cells) {
          const [layer, row, column] = place
          const x = left + column * cell
          const y = top + (layer * (rows + 0.4) + row) * cell
          picture.append(
            svg("rect", {
              x: x + 1,
              y: y + 1,
              width: cell - 2,
              height: cell - 2,
              class: `slot of-${i} ${copied ? "copy" : "own"}`,
            }),
            text(x + cell / 2, y + cell / 2 + (cell < 26 ? 3.5 : 4.5), String(value), {
              "text-anchor": "middle",
              class: copied ? "tick" : "",
              style: cell < 26 ? "font-size: 10px" : null,
            }),
          )
        }
        left += columns * cell
      }
    }

    const full = shape => [...Array(AXES - shape.length).fill(1), ...shape]

    // The cells of one tensor, as far as they are repeated.
    function block(name, sign, shape, over) {
      const goal = full(over)
      const cells = places(goal).map(place => {
        const { at, copied } = source(shape, place)
        return { place, value: VALUES[name](at), copied }
      })
      return { name, sign, shape: goal, cells }
    }

    function sumBlock(a, b, shape) {
      if (!shape)
        return {
          name: "a + b",
          sign: "=",
          shape: [1, 1, 1],
          cells: [{ place: [0, 0, 0], value: "✗" }],
        }
      const values = sums(a, b)
      return {
        name: "a + b",
        sign: "=",
        shape: full(shape),
        cells: places(full(shape)).map((place, i) => ({ place, value: values[i] })),
      }
    }

    function verdict(axis) {
      if (!axis) return words.alone
      if (!axis.fits) return fill(words.clash, axis)
      return axis.repeated
        ? fill(words.repeated, { name: axis.repeated, size: axis.size })
        : words.same
    }

    function say(a, b, { axes, clash, shape }) {
      const seen = { a: tuple(a), b: tuple(b) }
      if (!shape)
        return fill(words.fails, {
          ...seen,
          axis: clash - axes.length,
          place: clash,
          x: axes[clash].a,
          y: axes[clash].b,
        })
      const list = axes.flatMap(({ repeated, size }, i) =>
        repeated ? [fill(words.one, { name: repeated, axis: i - axes.length, size })] : [],
      )
      const how = list.length ? fill(words.repeats, { list: list.join(", ") }) : words.nothing
      return fill(words.fits, { ...seen, shape: tuple(shape), how })
    }

    return state => {
      now = { ...state }
      const [a, b] = ["a", "b"].map(name => shapeIn(state, name))
      const found = align(a, b)
      const status = say(a, b, found)
      captions.a.textContent = fill(words.shape, { name: "a", shape: tuple(a) })
      captions.b.textContent = fill(words.shape, { name: "b", shape: tuple(b) })
      captions.sum.textContent = fill(words.shape, {
        name: "a + b",
        shape: found.shape ? tuple(found.shape) : "✗",
      })
      for (const [i, note] of notes.entries()) {
        const axis = found.axes[i - AXES + found.axes.length]
        note.textContent = verdict(axis)
        note.classList.toggle("wrong", axis?.fits === false)
      }
      said.textContent = (found.shape ? "" : "RuntimeError: ") + answer(a, b, message)
      blocks = [
        block("a", "", a, found.shape ?? a),
        block("b", "+", b, found.shape ?? b),
        sumBlock(a, b, found.shape),
      ]
      drawing.paint(fill(words.picture, { status }), (picture, width) => draw(picture, width))
      return status
    }
  }

  gradiente.widget("I-3", {
    form: FORM,
    right: 0,
    tried: state => ["a", "b"].map(name => tuple(shapeIn(state, name))).join() === "(3, 1),(4,)",
    fields: ({ a, b }) =>
      Object.fromEntries(
        Object.entries(stateOf([a, b])).map(([key, start]) => [
          key,
          { start, min: 0, max: LARGEST, step: 1 },
        ]),
      ),
    mount,
  })
})()
