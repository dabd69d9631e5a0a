def mse(pred, y):
    return (pred.squeeze(1) - y) ** 2


def add_ones(x):
    return x + 1
