def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    return photo / 255
