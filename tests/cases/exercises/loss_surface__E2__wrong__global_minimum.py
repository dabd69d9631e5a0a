def cut_at(surface, grid_b, grid_w, b):
    k = np.abs(grid_b - b).argmin()
    r, c = np.unravel_index(surface.argmin(), surface.shape)
    return surface[:, k], grid_w[r]
