def mse(pred, y):
    return (pred[0] - y[0]) ** 2


def add_ones(x):
    return x + 1
