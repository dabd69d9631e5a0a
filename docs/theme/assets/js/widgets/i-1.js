// I-1: gradient descent on a real loss surface, with the reader's learning rate and start.
//
// The loss of a line is mean((b + w·x − y)²). Multiplied out, five means of the data are all it needs,
// so every step, and every contour line, is computed here and is exact.
;(() => {
  const FORM = {
    means: { x: "number", xx: "number", y: "number", xy: "number", yy: "number" },
    start: ["number", 2],
    lr: "number",
    limit: "number",
  }

  const STEPS = 100
  const FAR = 1000 // a loss beyond this has left the picture
  const CLOSE = 1e-4 // above the smallest loss by less than this counts as arrived

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
    module.exports = { FORM, loss, gradient, curvatures, minimum, descend, verdict, contour }
    return
  }

  const { line, text, mark, frame, signs, fixed, fill } = gradiente
  const LEVELS = [0.05, 0.2, 0.5, 1, 2, 5, 10, 20]
  const LABELLED = [0.2, 1, 5]
  const B = [-1, 3]
  const W = [-1, 5]

  function mount(stage, { means, limit }, kit) {
    const { words, slider } = kit
    const lowest = loss(means, minimum(means))
    const [, steep] = curvatures(means)
    const two = value => fixed(value, 2)
    stage.append(
      slider("lr", words.lr, {
        format: two,
        tick: { value: limit, label: fill(words.limit, { limit: limit.toFixed(4) }) },
      }),
      slider("steps", words.steps),
    )
    const surface = kit.panel(across => Math.min(360, 0.95 * across))
    const curve = kit.panel(across => Math.min(360, 0.95 * across))
    let scales // of the surface, as last drawn
    listen(surface.place)
    stage.append(
      surface.place,
      curve.place,
      signs(words.keys),
      slider("b", words.b, { format: two, half: true }),
      slider("w", words.w, { format: two, half: true }),
    )

    function say(losses, state) {
      const { kind, step, zigzag } = verdict(means, losses, state.lr)
      const reached = losses[STEPS] ?? losses.at(-1)
      return fill(words[kind], {
        lr: two(state.lr),
        step,
        steps: STEPS,
        lowest: lowest.toFixed(4),
        zigzag: zigzag ? words.zigzag : "",
        loss: reached < 1 ? reached.toFixed(4) : reached.toFixed(1),
      })
    }

    function drawSurface(picture, width, height, path) {
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: B, ticks: [-1, 0, 1, 2, 3], label: "b" },
        y: { domain: W, ticks: [-1, 0, 1, 2, 3, 4, 5], label: "w" },
      })
      scales = { across, up }
      const place = ([b, w]) => [across(b), up(w)]
      for (const level of LEVELS)
        inside.append(line(contour(means, level).map(place), { class: "contour" }))
      const [b, w] = minimum(means)
      for (const level of LABELLED) {
        const reach = Math.sqrt((2 * (level - lowest)) / steep.value)
        const [x, y] = place([b + reach * steep.direction[0], w + reach * steep.direction[1]])
        picture.append(
          text(x, y + 4, String(level), { class: "halo tick", "text-anchor": "middle" }),
        )
      }
      // Coordinates far outside would overflow what browsers draw.
      const near = path.map(place).map(point => point.map(v => Math.min(1e5, Math.max(-1e5, v))))
      inside.append(line(near, { class: "path" }))
      for (const [x, y] of near.slice(1, -1))
        inside.append(mark("circle", x, y, 2, { class: "warm" }))
      inside.append(
        mark("diamond", ...near.at(-1), 5, { class: "bad" }),
        mark("plus", ...place([b, w]), 7, { class: "good stroke" }),
      )
      inside.append(
        mark("square", ...near[0], 7, { class: "strong" }),
        mark("circle", ...near[0], 22, { class: "grip" }),
      )
    }

    // Press anywhere to start there; drag the square with mouse or finger.
    function listen(place) {
      const move = event => {
        const box = place.getBoundingClientRect()
        kit.set({
          b: scales.across.invert(event.clientX - box.left),
          w: scales.up.invert(event.clientY - box.top),
        })
      }
      place.addEventListener("click", move)
      place.addEventListener("pointerdown", event => {
        if (!event.target.matches(".grip")) return
        event.preventDefault()
        place.setPointerCapture(event.pointerId) // the square itself is drawn anew at each move
        place.addEventListener("pointermove", move)
      })
      place.addEventListener("lostpointercapture", () =>
        place.removeEventListener("pointermove", move),
      )
    }

    function drawCurve(picture, width, height, losses, state) {
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
      inside.append(
        line(
          [
            [across(0), up(lowest)],
            [across(STEPS), up(lowest)],
          ],
          { class: "good dashed" },
        ),
      )
      picture.append(
        text(across(0) + 4, up(lowest) + 15, fill(words.bottom, { lowest: lowest.toFixed(4) }), {
          class: "halo tick",
        }),
      )
      const points = losses.map((value, step) => [across(step), Math.max(-1e4, up(value))])
      inside.append(line(points, { class: "path faint" }))
      const taken = points.slice(0, state.steps + 1)
      inside.append(line(taken, { class: "path" }))
      const [x, y] = taken.at(-1)
      if (y >= up(FAR)) picture.append(mark("diamond", x, y, 5, { class: "bad" }))
    }

    return state => {
      const { path, losses } = descend(means, [state.b, state.w], state.lr)
      const status = say(losses, state)
      surface.paint(fill(words.surface, { status }), (picture, width, height) =>
        drawSurface(picture, width, height, path.slice(0, state.steps + 1)),
      )
      curve.paint(fill(words.curve, { status }), (picture, width, height) =>
        drawCurve(picture, width, height, losses, state),
      )
      return status
    }
  }

  gradiente.widget("I-1", {
    form: FORM,
    fields: ({ start: [b, w], lr }) => ({
      lr: { start: lr, min: 0.01, max: 1.2, step: 0.01 },
      steps: { start: STEPS, min: 0, max: STEPS, step: 1 },
      b: { start: Number(b.toFixed(2)), min: B[0], max: B[1], step: 0.02 },
      w: { start: Number(w.toFixed(2)), min: W[0], max: W[1], step: 0.02 },
    }),
    mount,
  })
})()
