low, high = 0.0, 0.5
while high - low > 1e-9:
    limit = (low + high) / 2
    if loss_after(limit, steps=500) < loss_after(0.0):
        low = limit
    else:
        high = limit
