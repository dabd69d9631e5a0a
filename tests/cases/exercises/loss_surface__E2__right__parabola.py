cut = surface[:, 50]
a, b, _ = np.polyfit(grid_w, cut, deg=2)
lowest_w = -b / (2 * a)
