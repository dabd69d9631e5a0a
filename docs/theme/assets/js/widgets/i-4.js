// I-4: walk through a recorded computation graph, forward and then backward.
//
// The page gives the graph as autograd recorded it: nodes in the order they were computed, each with
// its value and, for each of its inputs, the local derivative. The backward pass multiplies along the
// edges and adds where they meet; .grad keeps the sum of all passes until it is erased.
;(() => {
  const FORM = {
    nodes: [{ name: "text", op: "text", value: "number", inputs: [["number", 2], "any"] }],
  }

  // What happens, in order: a value for each node, the 1 at the output, a share along each edge from
  // the last node to the first, and the sum stored in each leaf.
  function stepsOf(nodes) {
    const back = nodes.map((_, to) => to).reverse()
    return [
      ...nodes.map((_, node) => ({ kind: "value", node })),
      { kind: "seed", node: nodes.length - 1 },
      ...back.flatMap(to =>
        nodes[to].inputs.map(([from, local]) => ({ kind: "edge", node: from, to, local })),
      ),
      ...nodes.flatMap((node, i) => (node.inputs.length ? [] : [{ kind: "store", node: i }])),
    ]
  }

  // The gradients that have arrived at each node after some steps, undefined where none has.
  function gradients(nodes, count = Infinity) {
    const found = []
    for (const { kind, node, to, local } of stepsOf(nodes).slice(0, count)) {
      if (kind === "seed") found[node] = 1
      if (kind === "edge") found[node] = (found[node] ?? 0) + found[to] * local
    }
    return found
  }

  // What .grad of a leaf holds after whole passes and, in the pass under way, some steps; null is None.
  function stored(nodes, leaf, passes, count) {
    const whole = gradients(nodes)[leaf]
    const done = stepsOf(nodes)
      .slice(0, count)
      .some(({ kind, node }) => kind === "store" && node === leaf)
    return passes || done ? (passes + done) * whole : null
  }

  // How far each node is from the leaves: the longest way.
  function depths(nodes) {
    const known = []
    for (const { inputs } of nodes)
      known.push(Math.max(-1, ...inputs.map(([from]) => known[from])) + 1)
    return known
  }

  if (typeof module === "object") {
    module.exports = { FORM, stepsOf, gradients, stored, depths }
    return
  }

  const { h, svg, text, fill } = gradiente
  const PASSES = 9
  const BOX = { width: 98, height: 46 }

  function mount(stage, { nodes }, kit) {
    const { words, slider, button } = kit
    const steps = stepsOf(nodes)
    const last = steps.length
    const leaves = nodes.flatMap((node, i) => (node.inputs.length ? [] : [i]))
    const short = value => String(Number(value.toFixed(4))).replace("-", "−")
    const graph = kit.panel(across => (across < 560 ? 140 * (1 + Math.max(...depths(nodes))) : 230))
    const now = { step: 0, pass: 0 }
    const grads = h("p", { class: "g-w-grads" })
    const finish = button("", () =>
      kit.set(
        now.step < last ? { step: last } : { step: last, pass: Math.min(PASSES, now.pass + 1) },
      ),
    )
    graph.place.classList.add("g-w-wide")
    stage.append(
      slider("step", words.step, { format: value => `${value} / ${last}` }),
      kit.row(
        button(words.back, () => kit.set({ step: now.step - 1 })),
        button(words.next, () => kit.set({ step: now.step + 1 })),
        finish,
        button(words.erase, () => kit.set({ step: 0, pass: 0 })),
      ),
      grads,
      graph.place,
    )

    // Where each node stands: in columns, or in rows where there is little room.
    function places(width, height) {
      const levels = depths(nodes)
      const upright = width < 560
      const deepest = Math.max(...levels)
      return nodes.map((_, i) => {
        const level = nodes.flatMap((_, k) => (levels[k] === levels[i] ? [k] : []))
        const along = (levels[i] + 0.5) / (deepest + 1)
        const aside = (level.indexOf(i) + 0.5) / level.length
        return upright ? [aside * width, along * height] : [along * width, aside * height]
      })
    }

    function draw(picture, width, height, state) {
      const seen = steps.slice(0, state.step)
      const active = seen.at(-1) ?? {}
      const found = gradients(nodes, state.step)
      const valued = i => seen.some(({ kind, node }) => kind === "value" && node === i)
      const at = places(width, height)
      for (const [to, { inputs }] of nodes.entries()) {
        for (const [from, local] of inputs) {
          const walked = seen.some(
            step => step.kind === "edge" && step.node === from && step.to === to,
          )
          const current = active.kind === "edge" && active.node === from && active.to === to
          picture.append(
            ...edge(at[from], at[to], {
              shown: valued(to),
              walked,
              current,
              label: walked
                ? `${short(found[to])} × ${short(local)} = ${short(found[to] * local)}`
                : `× ${short(local)}`,
            }),
          )
        }
      }
      for (const [i, node] of nodes.entries())
        picture.append(
          box(node, at[i], {
            value: valued(i) ? short(node.value) : "",
            gradient: found[i],
            current: active.node === i,
          }),
        )
    }

    function edge([x1, y1], [x2, y2], { shown, walked, current, label }) {
      const upright = Math.abs(y2 - y1) > Math.abs(x2 - x1)
      // Upright, the numbers stand in the way: above and below each box.
      const [dx, dy] = upright ? [0, BOX.height / 2 + 22] : [BOX.width / 2 + 2, 0]
      const from = [x1 + dx, y1 + dy]
      const to = [x2 - dx, y2 - dy]
      const tip = walked ? from : to
      const tail = walked ? to : from
      const angle = (Math.atan2(tip[1] - tail[1], tip[0] - tail[0]) * 180) / Math.PI
      const style = walked ? "edge back" : "edge"
      const arrow = svg(
        "g",
        { class: current ? `${style} current` : style },
        svg("path", { d: `M${from}L${to}` }),
        svg("path", {
          class: "tip",
          d: "M0 0L-9 -5V5Z",
          transform: `translate(${tip}) rotate(${angle})`,
        }),
      )
      const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
      const above = upright ? 4 : -6
      return [
        arrow,
        ...(shown
          ? [
              text(middle[0], middle[1] + above, label, {
                "text-anchor": "middle",
                class: walked ? "halo back-text" : "halo tick",
              }),
            ]
          : []),
      ]
    }

    function box({ name, op, inputs }, [x, y], { value, gradient, current }) {
      const { width, height } = BOX
      const group = svg(
        "g",
        { class: current ? "node current" : "node", transform: `translate(${x} ${y})` },
        svg("rect", {
          x: -width / 2,
          y: -height / 2,
          width,
          height,
          rx: inputs.length ? height / 2 : 3,
        }),
        text(0, -3, name, { "text-anchor": "middle", class: "strong-text" }),
        text(0, 14, op, { "text-anchor": "middle", class: "op" }),
      )
      if (value)
        group.append(
          text(0, -height / 2 - 6, value, { "text-anchor": "middle", class: "halo value-text" }),
        )
      if (gradient !== undefined)
        group.append(
          text(0, height / 2 + 16, `grad ${short(gradient)}`, {
            "text-anchor": "middle",
            class: "halo back-text",
          }),
        )
      return group
    }

    function say(state) {
      const step = steps[state.step - 1]
      if (!step) return words.start
      const { kind, node, to, local } = step
      const found = gradients(nodes, state.step)
      const { name, value } = nodes[node]
      if (kind === "value") return fill(words.value, { name, value: short(value) })
      if (kind === "seed") return fill(words.seed, { name })
      if (kind === "edge") {
        const share = found[to] * local
        const sum = fill(words.sum, { total: short(found[node]) })
        const said = fill(words.edge, {
          name,
          to: nodes[to].name,
          local: short(local),
          gradient: short(found[to]),
          share: short(share),
        })
        return found[node] === share ? said : said + sum
      }
      const before = stored(nodes, node, state.pass, 0)
      const after = short(stored(nodes, node, state.pass, state.step))
      return before === null
        ? fill(words.first, { name, after })
        : fill(words.store, { name, before: short(before), total: short(found[node]), after })
    }

    // x.grad over the passes: None → 7 → 14.
    function history(leaf, state) {
      const passes = Array.from({ length: state.pass + 1 }, (_, k) => stored(nodes, leaf, k, 0))
      const values = new Set([...passes, stored(nodes, leaf, state.pass, state.step)])
      const texts = [...values].map(value => (value === null ? "None" : short(value)))
      return h(
        "span",
        {},
        h("code", {}, `${nodes[leaf].name}.grad`),
        ": ",
        ...texts.slice(0, -1).map(value => `${value} → `),
        h("strong", {}, texts.at(-1)),
      )
    }

    return state => {
      Object.assign(now, state)
      finish.textContent = state.step < last ? words.finish : words.again
      const status = say(state)
      graph.paint(fill(words.picture, { status }), (picture, width, height) =>
        draw(picture, width, height, state),
      )
      grads.replaceChildren(...leaves.map(leaf => history(leaf, state)))
      return status
    }
  }

  gradiente.widget("I-4", {
    form: FORM,
    right: 1,
    tried: ({ step, pass }, { nodes }) => pass > 0 && step === stepsOf(nodes).length,
    fields: ({ nodes }) => ({
      step: { start: 0, min: 0, max: stepsOf(nodes).length, step: 1 },
      pass: { start: 0, min: 0, max: PASSES, step: 1 },
    }),
    mount,
  })
})()
