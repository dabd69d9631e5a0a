def predict(image):
    z = image / 255
    z = (z - z.mean()) / z.std()
    with torch.no_grad():
        logits = model(z[None])
    probability, answer = logits.softmax(dim=1).max(dim=1)
    return fashion_classes()[answer.item()], probability.item()
