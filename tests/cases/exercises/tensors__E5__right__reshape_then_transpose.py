chw = photo.reshape(24, 3).T.reshape(3, 4, 6)
