def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for epoch in range(epochs):
        order = rng.permutation(len(z)).tolist()
        while order:
            idx, order = order[:batch_size], order[batch_size:]
            gb, gw = gradients(b, w, z[idx], y[idx])
            b, w = b - lr * gb, w - lr * gw
    return b, w
