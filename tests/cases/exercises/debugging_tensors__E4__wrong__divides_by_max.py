def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    return torch.from_numpy(photo / photo.max())
