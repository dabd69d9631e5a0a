low, high = 0.5, 1.0
while high - low > 1e-6:
    limit = low + (high - low) / 2
    low, high = (low, limit) if final_loss(limit) > first_loss else (limit, high)
