def train(batch_size=16, epochs=60, lr=0.05):
    rng = np.random.default_rng(0)
    b, w = 0.0, 0.0
    for _ in range(epochs):
        order = rng.permutation(len(z))
        tb = tw = 0
        for first in range(0, len(z), batch_size):
            batch = order[first : first + batch_size]
            gb, gw = gradients(b, w, z[batch], y[batch])
            tb, tw = tb + gb, tw + gw
        b, w = b - lr * tb, w - lr * tw
    return b, w
