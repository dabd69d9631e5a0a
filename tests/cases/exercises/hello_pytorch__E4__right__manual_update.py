torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.5 * p.grad
            p.grad = None
    losses.append(float(loss))
