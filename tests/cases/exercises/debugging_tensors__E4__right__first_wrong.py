def to_plot(pred):
    return pred.detach().numpy()


def to_fraction(photo):
    x = torch.from_numpy(photo)
    x /= 255
    return x


print(to_fraction(photo))


def to_fraction(photo):
    return torch.from_numpy(photo) / 255


print(to_fraction(photo))
