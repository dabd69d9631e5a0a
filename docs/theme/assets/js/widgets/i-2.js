// I-2: how the unit of the input stretches the valley, and how the batch size makes the steps noisy.
//
// The input of the page is scaled, standardized or not, and a descent by batches is run on it here,
// with the shuffles that the page drew. The rate is always a fifth of the limit of the valley.
;(() => {
  const FORM = { x: ["number"], y: ["number"], start: ["number", 2], orders: [["number"]] }

  const CLOSE = 1e-6 // above the smallest loss by less than this counts as arrived
  const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length

  // The input as the reader chose it, and all that follows from it. `start` is the same line always.
  function problem({ x, y, start: [b, w] }, scale, standardized) {
    const scaled = x.map(value => scale * value)
    const shift = standardized ? mean(scaled) : 0
    const spread = standardized ? Math.sqrt(mean(scaled.map(value => (value - shift) ** 2))) : 1
    const input = scaled.map(value => (value - shift) / spread)
    const m = mean(input)
    const q = mean(input.map(value => value * value))
    const middle = 1 + q
    const half = Math.hypot(1 - q, 2 * m)
    const slope = (mean(input.map((value, i) => value * y[i])) - m * mean(y)) / (q - m * m)
    const bottom = [mean(y) - slope * m, slope]
    return {
      input,
      y,
      m,
      q,
      bottom,
      start: [b + (w / scale) * shift, (w / scale) * spread],
      condition: (middle + half) / (middle - half),
      limit: 2 / (middle + half),
      lowest: mean(input.map((value, i) => (bottom[0] + bottom[1] * value - y[i]) ** 2)),
    }
  }

  // The loss above the smallest one: dᵀHd/2, with d the way from the bottom.
  function above({ m, q, bottom }, [b, w]) {
    const [db, dw] = [b - bottom[0], w - bottom[1]]
    return db * db + 2 * m * db * dw + q * dw * dw
  }

  // Steps of a descent with all examples, until it arrives.
  function stepsToArrive(p, lr = p.limit / 5) {
    let [b, w] = p.start
    let steps = 0
    while (above(p, [b, w]) > CLOSE && steps < 1e5) {
      const [db, dw] = [b - p.bottom[0], w - p.bottom[1]]
      b -= lr * 2 * (db + p.m * dw)
      w -= lr * 2 * (p.m * db + p.q * dw)
      steps++
    }
    return steps
  }

  function gradient({ input, y }, [b, w], batch) {
    const errors = batch.map(i => b + w * input[i] - y[i])
    return [2 * mean(errors), 2 * mean(errors.map((error, k) => error * input[batch[k]]))]
  }

  const batches = (order, size) =>
    Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
      order.slice(k * size, (k + 1) * size),
    )

  // The points of a descent by batches, one epoch for each shuffle.
  function descend(p, orders, size, lr = p.limit / 5) {
    const path = [p.start]
    for (const batch of orders.flatMap(order => batches(order, size))) {
      const point = path.at(-1)
      path.push(gradient(p, point, batch).map((slope, k) => point[k] - lr * slope))
    }
    return path
  }

  // Points at which the loss is above the smallest by `level`: a circle, sent through the inverse of
  // the Cholesky factor of the curvatures, which is an ellipse with its points well spread.
  function contour({ m, q, bottom }, level, points = 72) {
    const corner = Math.sqrt(q - m * m)
    return Array.from({ length: points + 1 }, (_, i) => {
      const angle = (2 * Math.PI * i) / points
      const dw = (Math.sqrt(level) * Math.sin(angle)) / corner
      return [bottom[0] + Math.sqrt(level) * Math.cos(angle) - m * dw, bottom[1] + dw]
    })
  }

  if (typeof module === "object") {
    module.exports = {
      FORM,
      problem,
      above,
      contour,
      steps: (...chosen) => stepsToArrive(problem(...chosen)),
      walk: (data, scale, standardized, size) =>
        descend(problem(data, scale, standardized), data.orders, size),
    }
    return
  }

  const { line, text, mark, frame, relief, signs, fixed, fill } = gradiente
  const LEVELS = [0.02, 0.1, 0.2, 0.5, 1, 2, 5]
  const SIZES = [1, 4, 16, 80]
  const REACH = 2.6 // how far the map shows from the minimum

  function mount(stage, data, kit) {
    const { words, slider, button } = kit
    const epochs = data.orders.length
    const now = {}
    const toggle = button(words.standardize, () => kit.set({ std: 1 - now.std }))
    const choices = SIZES.map((size, i) =>
      button(fill(size === data.x.length ? words.whole : words.batch, { size }), () =>
        kit.set({ batch: i }),
      ),
    )
    const row = kit.row(...choices)
    row.setAttribute("role", "group")
    row.setAttribute("aria-label", words.size)
    const surface = kit.panel(across => Math.min(360, 0.95 * across))
    const curve = kit.panel(across => Math.min(360, 0.95 * across))
    stage.append(
      slider("scale", words.scale, { format: value => `×${value}` }),
      kit.row(toggle),
      row,
      surface.place,
      curve.place,
      signs(words.keys),
    )

    function drawSurface(picture, width, height, p, path, size) {
      const axis = { domain: [-REACH, REACH], ticks: [-2, -1, 0, 1, 2] }
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { ...axis, label: words.b },
        y: { ...axis, label: words.w },
      })
      const place = ([b, w]) => [across(b - p.bottom[0]), up(w - p.bottom[1])]
      const ring = level =>
        contour(p, level).map(point => point.map((value, k) => value - p.bottom[k]))
      relief(inside, { levels: LEVELS, ring, across, up, x: axis.domain, y: axis.domain })
      for (const batch of batches(data.orders[0], size))
        inside.append(
          line([p.start, descend(p, [batch], batch.length)[1]].map(place), { class: "path faint" }),
        )
      const points = path.map(place)
      inside.append(line(points, { class: "path" }))
      if (points.length < 100)
        for (const [x, y] of points.slice(1, -1))
          inside.append(mark("circle", x, y, 2, { class: "warm" }))
      inside.append(
        mark("circle", ...points[0], 7, { class: "strong" }),
        mark("diamond", ...points.at(-1), 5, { class: "bad" }),
        mark("plus", across(0), up(0), 7, { class: "good stroke" }),
      )
    }

    function drawCurve(picture, width, height, p, losses) {
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: [0, epochs], ticks: [0, epochs / 2, epochs], label: words.epoch },
        y: {
          domain: [0.004, 10],
          log: true,
          ticks: [0.01, 0.1, 1, 10],
          label: words.loss,
          format: String,
        },
      })
      inside.append(
        line(
          [
            [across(0), up(p.lowest)],
            [across(epochs), up(p.lowest)],
          ],
          { class: "good dashed" },
        ),
        line(
          losses.map((loss, k) => [across((k * epochs) / (losses.length - 1)), up(loss)]),
          { class: "loss" },
        ),
      )
      picture.append(
        text(
          across(0) + 4,
          up(p.lowest) + 15,
          fill(words.bottom, { lowest: p.lowest.toFixed(4) }),
          { class: "halo tick" },
        ),
      )
    }

    return state => {
      Object.assign(now, state)
      const size = SIZES[state.batch]
      toggle.setAttribute("aria-pressed", state.std === 1)
      for (const [i, choice] of choices.entries())
        choice.setAttribute("aria-pressed", i === state.batch)
      const p = problem(data, state.scale, state.std)
      const path = descend(p, data.orders, size)
      const losses = path.map(point => p.lowest + above(p, point))
      const loss = losses.at(-1)
      const status = fill(words.valley + words.batches, {
        condition: fixed(p.condition, p.condition < 100 ? 1 : 0),
        steps: stepsToArrive(p),
        size,
        epochs,
        updates: path.length - 1,
        loss: loss.toFixed(4),
        lowest: p.lowest.toFixed(4),
      })
      surface.paint(fill(words.surface, { status, epochs }), (picture, width, height) =>
        drawSurface(picture, width, height, p, path, size),
      )
      curve.paint(fill(words.curve, { status }), (picture, width, height) =>
        drawCurve(picture, width, height, p, losses),
      )
      return status
    }
  }

  gradiente.widget("I-2", {
    form: FORM,
    right: 2,
    tried: ({ scale, std }) => std === 1 && scale === 20,
    fields: () => ({
      scale: { start: 1, min: 1, max: 20, step: 1 },
      std: { start: 0, min: 0, max: 1, step: 1 },
      batch: { start: SIZES.length - 1, min: 0, max: SIZES.length - 1, step: 1 },
    }),
    mount,
  })
})()
