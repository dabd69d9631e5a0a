simple = round(cross_val_score(simple_model, x, y).mean(), 3)
network = float(sum(cross_val_score(network_model, x, y)) / 5)
choice = "simple"
