x = images / 255
mu, sigma = round(x[:4000].mean().item(), 3), round(x[:4000].std().item(), 3)
standardized = (x - mu) / sigma
