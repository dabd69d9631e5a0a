chw = photo.permute(2, 0, 1).flip(1)
