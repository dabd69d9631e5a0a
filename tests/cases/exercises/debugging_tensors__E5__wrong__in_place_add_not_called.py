def mse(pred, y):
    return ((pred.squeeze(1) - y) ** 2).mean()


def add_ones(x):
    x += 1
    return x
