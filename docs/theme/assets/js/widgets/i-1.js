// I-1: gradient descent on a real loss surface, with the reader's learning rate and start. Each point
// of the map is a line over the data, so both are shown.
//
// The loss of a line is mean((b + w·x − y)²). Multiplied out, five means of the data are all it needs,
// so every step, and every contour line, is computed here and is exact.
;(() => {
  const FORM = {
    x: ["number"],
    y: ["number"],
    start: ["number", 2],
    lr: "number",
    limit: "number",
  }

  const STEPS = 100
  const FAR = 1000 // a loss beyond this has left the picture
  const CLOSE = 1e-4 // above the smallest loss by less than this counts as arrived
  const GOAL = { steps: 10, loss: 1 } // arrive within so many steps from a loss of at least this
  const B = [-1, 3]
  const W = [-1, 5]

  function meansOf(x, y) {
    const mean = value => x.reduce((sum, _, i) => sum + value(i), 0) / x.length
    return {
      x: mean(i => x[i]),
      xx: mean(i => x[i] ** 2),
      y: mean(i => y[i]),
      xy: mean(i => x[i] * y[i]),
      yy: mean(i => y[i] ** 2),
    }
  }

  const loss = (m, [b, w]) =>
    b * b + 2 * b * w * m.x + w * w * m.xx - 2 * b * m.y - 2 * w * m.xy + m.yy

  const gradient = (m, [b, w]) => [2 * (b + w * m.x - m.y), 2 * (b * m.x + w * m.xx - m.xy)]

  // The curvatures of the valley, smallest first, each with its direction: eigenvalues and unit
  // eigenvectors of the Hessian [[2, 2 mean(x)], [2 mean(x), 2 mean(x²)]].
  function curvatures(m) {
    const middle = 1 + m.xx
    const half = Math.hypot(1 - m.xx, 2 * m.x)
    return [middle - half, middle + half].map(value => {
      const length = Math.hypot(2 * m.x, value - 2)
      return { value, direction: [(2 * m.x) / length, (value - 2) / length] }
    })
  }

  function minimum(m) {
    const w = (m.xy - m.x * m.y) / (m.xx - m.x * m.x)
    return [m.y - w * m.x, w]
  }

  // The points and losses of a descent, the start included; it ends early where numbers explode.
  function descend(m, start, lr, steps = STEPS) {
    const path = [start]
    const losses = [loss(m, start)]
    while (path.length <= steps && losses.at(-1) < 1e12) {
      const [b, w] = path.at(-1)
      const [slopeB, slopeW] = gradient(m, [b, w])
      path.push([b - lr * slopeB, w - lr * slopeW])
      losses.push(loss(m, path.at(-1)))
    }
    return { path, losses }
  }

  // How a descent ends: `kind`, and the first step that shows it.
  function verdict(m, losses, lr) {
    const [, steep] = curvatures(m)
    if (lr > 2 / steep.value) {
      const step = losses.findIndex(value => value > FAR)
      return step < 0 ? { kind: "grows" } : { kind: "explodes", step }
    }
    const lowest = loss(m, minimum(m))
    const step = losses.findIndex(value => value - lowest < CLOSE)
    return { kind: step < 0 ? "short" : "arrives", step, zigzag: lr > 1 / steep.value, lowest }
  }

  const isGoal = (losses, { kind, step }) =>
    kind === "arrives" && step <= GOAL.steps && losses[0] >= GOAL.loss

  // The first step that falls outside the map, or -1.
  const leaving = path => path.findIndex(([b, w]) => b < B[0] || b > B[1] || w < W[0] || w > W[1])

  // Where the way from a point of the map to one outside crosses its edge.
  function crossing(from, to) {
    const shares = [B, W].map((side, k) => {
      const edge = to[k] < from[k] ? side[0] : side[1]
      return to[k] === from[k] ? 1 : (edge - from[k]) / (to[k] - from[k])
    })
    const share = Math.min(...shares)
    return from.map((value, k) => value + share * (to[k] - value))
  }

  // Points of the line where the loss has a given value: an ellipse around the minimum.
  function contour(m, level, points = 72) {
    const [b, w] = minimum(m)
    const axes = curvatures(m).map(({ value, direction }) => {
      const reach = Math.sqrt((2 * (level - loss(m, [b, w]))) / value)
      return direction.map(part => part * reach)
    })
    return Array.from({ length: points + 1 }, (_, i) => {
      const angle = (2 * Math.PI * i) / points
      return [0, 1].map(
        k => [b, w][k] + axes[0][k] * Math.cos(angle) + axes[1][k] * Math.sin(angle),
      )
    })
  }

  if (typeof module === "object") {
    module.exports = {
      ...{ FORM, meansOf, loss, gradient, curvatures, minimum, descend, verdict, contour },
      ...{ isGoal, leaving, crossing },
    }
    return
  }

  const { h, line, text, mark, frame, relief, roundLevels, signs, fixed, fill } = gradiente
  const LABELLED = [0.2, 1, 5]
  const FIRST = 12 // steps drawn strongly where the path goes from wall to wall
  const BEYOND = 3 // steps drawn after the one that leaves the map
  const two = value => fixed(value, 2)

  function mount(stage, { x, y, limit }, kit) {
    const { words, slider } = kit
    const means = meansOf(x, y)
    const lowest = loss(means, minimum(means))
    const levels = roundLevels(lowest, Math.max(...B.flatMap(b => W.map(w => loss(means, [b, w])))))
    const [, steep] = curvatures(means)
    const now = { last: STEPS, losses: [] }
    const tall = across => Math.min(360, 0.82 * across)
    const isBeside = across => stage.clientWidth > 1.5 * across
    const surface = kit.panel(tall)
    const data = kit.panel(across => (isBeside(across) ? tall(across) : 0.55 * across))
    const curve = kit.panel(across => Math.min(200, 0.55 * across))
    curve.place.classList.add("g-w-wide")
    const goal = kit.goal(fill(words.goal, GOAL), fill(words.reached, GOAL))
    const handle = h("span", { class: "g-w-handle", "aria-hidden": "true" })
    let scales // of the surface, as last drawn
    surface.place.append(handle)
    drag(handle)
    surface.place.addEventListener("click", event => event.target !== handle && start(event))
    stage.append(
      slider("lr", words.lr, {
        format: two,
        tick: { value: limit, label: fill(words.limit, { limit: limit.toFixed(4) }) },
      }),
      kit.player("steps", { last: () => now.last, pause: step => (step < 8 ? 450 : 90) }),
      surface.place,
      data.place,
      signs(words.keys),
      slider("steps", words.steps),
      slider("b", words.b, { format: two, half: true }),
      slider("w", words.w, { format: two, half: true }),
      kit.status,
      goal.place,
      curve.place,
    )

    // A press starts there; the start can be dragged by what is around it, and the map beside it
    // scrolls the page.
    function start({ clientX, clientY }, [right, below] = [0, 0]) {
      const box = surface.place.getBoundingClientRect()
      kit.set({
        b: scales.across.invert(clientX - box.left - right),
        w: scales.up.invert(clientY - box.top - below),
      })
    }

    function drag(handle) {
      let held
      handle.addEventListener("pointerdown", event => {
        const { left, top, width, height } = handle.getBoundingClientRect()
        held = [event.clientX - left - width / 2, event.clientY - top - height / 2]
        handle.setPointerCapture(event.pointerId)
        event.preventDefault()
      })
      handle.addEventListener("pointermove", event => {
        if (handle.hasPointerCapture(event.pointerId)) start(event, held)
      })
    }

    function say(ending, { lr, steps }) {
      const { losses } = now
      const facts = { lr: two(lr), steps, lowest: lowest.toFixed(4) }
      const shown = value => (value < 1 ? value.toFixed(4) : value.toFixed(1))
      if (steps < now.last) return fill(words.walking, { ...facts, loss: shown(losses[steps]) })
      return fill(words[ending.kind], {
        ...facts,
        step: ending.step,
        steps: STEPS,
        zigzag: ending.zigzag ? words.zigzag : "",
        loss: shown(losses[STEPS] ?? losses.at(-1)),
      })
    }

    function drawSurface(picture, width, height, path, zigzag) {
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: B, ticks: [-1, 0, 1, 2, 3], label: words.bias },
        y: { domain: W, ticks: [-1, 0, 1, 2, 3, 4, 5], label: words.weight },
      })
      scales = { across, up }
      const place = ([b, w]) => [across(b), up(w)]
      const ring = level => contour(means, level)
      relief(inside, { levels, ring, across, up, x: B, y: W })
      const [b, w] = minimum(means)
      for (const level of LABELLED) {
        const reach = Math.sqrt((2 * (level - lowest)) / steep.value)
        const [x, y] = place([b + reach * steep.direction[0], w + reach * steep.direction[1]])
        picture.append(
          text(x, y + 4, String(level), { class: "halo tick", "text-anchor": "middle" }),
        )
      }
      drawPath(inside, path.map(place), zigzag)
      inside.append(mark("plus", ...place([b, w]), 7, { class: "good stroke" }))
      const out = leaving(path)
      if (out > 0) drawWayOut(picture, crossing(path[out - 1], path[out]), out, place)
      else inside.append(mark("diamond", ...place(path.at(-1)), 5, { class: "bad" }))
      const [left, top] = place(path[0])
      inside.append(mark("circle", left, top, 7, { class: "strong" }))
      handle.style.left = `${left}px`
      handle.style.top = `${top}px`
    }

    // A path from wall to wall fills the valley: of it, only the first steps are drawn strongly.
    function drawPath(inside, points, zigzag) {
      const strong = zigzag ? points.slice(0, FIRST + 1) : points
      inside.append(line(points, { class: "path faint" }), line(strong, { class: "path" }))
      for (const [x, y] of strong.slice(0, -1))
        inside.append(mark("circle", x, y, 2.5, { class: "warm" }))
    }

    // Its words stand in the corner where no label of a contour is.
    function drawWayOut(picture, point, step, place) {
      const [right, bottom] = place([B[1], W[0]])
      const corner = { class: "halo", "text-anchor": "end" }
      picture.append(
        mark("diamond", ...place(point), 5, { class: "bad" }),
        text(right - 6, bottom - 8, fill(words.out, { step }), corner),
      )
    }

    function drawData(picture, width, height, path) {
      const span = [0, Math.ceil(Math.max(...x))]
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: span, ticks: [0, 0.5, 1], label: words.input, format: String },
        y: { domain: [-1, 5], ticks: [0, 1, 2, 3, 4], label: words.output },
      })
      const over = ([b, w], look) =>
        line(
          span.map(x => [across(x), Math.min(1e4, Math.max(-1e4, up(b + w * x)))]),
          look,
        )
      for (const [i, value] of x.entries())
        inside.append(mark("circle", across(value), up(y[i]), 2.5, { class: "train" }))
      inside.append(
        over(minimum(means), { class: "good dashed" }),
        over(path[0], { class: "began dashed" }),
        ...path.slice(-4, -1).map(point => over(point, { class: "reached faint" })),
        over(path.at(-1), { class: "reached" }),
      )
    }

    function drawCurve(picture, width, height, { steps }) {
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: [0, STEPS], ticks: [0, 25, 50, 75, 100], label: words.step },
        y: {
          domain: [0.002, FAR],
          log: true,
          ticks: [0.01, 0.1, 1, 10, 100, 1000],
          label: words.loss,
          format: String,
        },
      })
      const level = [0, STEPS].map(step => [across(step), up(lowest)])
      inside.append(line(level, { class: "good dashed" }))
      picture.append(
        text(across(0) + 4, up(lowest) + 15, fill(words.bottom, { lowest: lowest.toFixed(4) }), {
          class: "halo tick",
        }),
      )
      const points = now.losses.map((value, step) => [across(step), Math.max(-1e4, up(value))])
      inside.append(line(points, { class: "loss faint" }))
      const taken = points.slice(0, steps + 1)
      inside.append(line(taken, { class: "loss" }))
      const [x, y] = taken.at(-1)
      if (y >= up(FAR)) picture.append(mark("diamond", x, y, 5, { class: "bad" }))
    }

    // What was walked; of a divergence, its first steps.
    function walked(path, steps) {
      const out = leaving(path)
      return path.slice(0, (out < 0 ? steps : Math.min(steps, out + BEYOND)) + 1)
    }

    return state => {
      const { path, losses } = descend(means, [state.b, state.w], state.lr)
      const ending = verdict(means, losses, state.lr)
      now.losses = losses
      now.last = ending.step > 0 ? ending.step : Math.min(STEPS, losses.length - 1)
      const taken = walked(path, state.steps)
      const status = say(ending, state)
      if (isGoal(losses, ending) && state.steps >= now.last) goal.reach()
      kit.tell(fill(words.brief[ending.kind], { step: ending.step, steps: STEPS }))
      surface.paint(fill(words.surface, { status }), (picture, width, height) =>
        drawSurface(picture, width, height, taken, state.lr > 1 / steep.value),
      )
      data.paint(fill(words.data, { status }), (picture, width, height) =>
        drawData(picture, width, height, taken),
      )
      curve.paint(fill(words.curve, { status }), (picture, width, height) =>
        drawCurve(picture, width, height, state),
      )
      return status
    }
  }

  gradiente.widget("I-1", {
    form: FORM,
    right: 2,
    tried: ({ lr, steps }) => lr >= 1 && steps > 5,
    fields: ({ start: [b, w], lr }) => ({
      lr: { start: lr, min: 0.01, max: 1.2, step: 0.01 },
      steps: { start: STEPS, min: 0, max: STEPS, step: 1 },
      b: { start: Number(b.toFixed(2)), min: B[0], max: B[1], step: 0.02 },
      w: { start: Number(w.toFixed(2)), min: W[0], max: W[1], step: 0.02 },
    }),
    mount,
  })
})()
