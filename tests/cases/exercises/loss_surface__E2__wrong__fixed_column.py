def cut_at(surface, grid_b, grid_w, b):
    cut = surface[:, 50]
    return cut, 2
