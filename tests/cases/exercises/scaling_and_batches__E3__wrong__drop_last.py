def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = rng.permutation(len(z))
        for k in range(len(z) // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            gb, gw = gradients(b, w, z[batch], y[batch])
            b, w = b - lr * gb, w - lr * gw
    return b, w
