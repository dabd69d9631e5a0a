def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    x = torch.from_numpy(photo)
    return (x - x.min()) / (x.max() - x.min())
