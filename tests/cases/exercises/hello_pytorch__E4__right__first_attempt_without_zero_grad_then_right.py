torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
torch.manual_seed(0)
model = TextClassifier(1_000, 100, 128, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(30):
    loss = loss_fn(model(tokens), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
