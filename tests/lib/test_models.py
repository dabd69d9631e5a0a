import pytest
import torch
from torch import nn

from tutorial_lib.data import Batches, make_order_task
from tutorial_lib.metrics import accuracy
from tutorial_lib.models import (
    MLP,
    BagClassifier,
    LSTMClassifier,
    SmallCNN,
    count_parameters,
    trace_shapes,
)
from tutorial_lib.text import Vocabulary, pad, tokenize
from tutorial_lib.training import Trainer


@pytest.mark.parametrize(
    ("widths", "count"),
    [
        ([784, 128, 64, 10], 109_386),  # 784*128+128 + 128*64+64 + 64*10+10
        ([784, 256, 128, 10], 235_146),
        ([784, 300, 100, 10], 266_610),
    ],
)
def test_the_parameters_of_known_networks(widths, count):
    assert count_parameters(MLP(widths)) == count


def test_frozen_parameters_do_not_count():
    model = MLP([2, 3, 1])
    model.layers[0].requires_grad_(False)
    assert count_parameters(model) == 4  # 3 weights and 1 bias


def test_an_mlp_is_its_layers_one_after_another():
    model = MLP([4, 3, 2], activation=nn.Tanh)
    x = torch.rand(5, 4)
    first, last = model.layers[0], model.layers[2]
    hand = torch.tanh(x @ first.weight.T + first.bias) @ last.weight.T + last.bias
    torch.testing.assert_close(model(x), hand)


def test_images_are_flattened():
    model = MLP([6, 2])
    images = torch.rand(5, 2, 3)
    assert torch.equal(model(images), model(images.view(5, 6)))


def test_a_hidden_layer_has_the_modern_order():
    model = MLP([4, 3, 2], dropout=0.1, batch_norm=True)
    kinds = [type(layer) for layer in model.layers]
    assert kinds == [nn.Linear, nn.BatchNorm1d, nn.ReLU, nn.Dropout, nn.Linear]
    assert model.layers[0].bias is None  # BatchNorm has one


def test_two_widths_make_a_linear_model():
    assert [type(layer) for layer in MLP([4, 2]).layers] == [nn.Linear]


@pytest.mark.parametrize("widths", [[784], [784, 0, 10]])
def test_impossible_widths_are_named(widths):
    with pytest.raises(ValueError, match="expected at least two widths of at least 1, got"):
        MLP(widths)


@pytest.mark.parametrize("size_px", [4, 12, 28, 33])
def test_the_small_cnn_takes_images_of_any_size(size_px):
    assert SmallCNN(3, 5)(torch.rand(2, 3, size_px, size_px)).shape == (2, 5)


def test_the_parameters_of_the_small_cnn():
    # 9*16+16 + 9*16*32+32 + 128*10+10; BatchNorm takes the biases' place and adds a factor.
    assert count_parameters(SmallCNN(1, 10)) == 6_090
    assert count_parameters(SmallCNN(1, 10, batch_norm=True)) == 6_090 + 16 + 32


def test_the_bag_does_not_see_the_order_or_the_padding():
    model = BagClassifier(10, 3)
    logits = model(torch.tensor([[2, 5, 7]]))
    torch.testing.assert_close(model(torch.tensor([[7, 2, 5]])), logits)
    torch.testing.assert_close(model(torch.tensor([[2, 5, 7, 0, 0]])), logits)
    torch.testing.assert_close(model(torch.tensor([2, 5, 7, 9]), torch.tensor([0, 3]))[:1], logits)


def test_the_parameters_of_the_lstm():
    # 10,000*100 + 4*256*(100+256+2) + 4*256*(256+256+2) + 256*2+2
    assert count_parameters(LSTMClassifier(10_000, 2, layers=2)) == 1_893_442


def test_a_text_reads_the_same_alone_and_beside_a_longer_one():
    model = LSTMClassifier(10, 2, embedding_width=8, hidden_width=16, layers=2).eval()
    alone = model(torch.tensor([[3, 4]]))
    padded = torch.tensor([[3, 4, 0, 0, 0], [5, 6, 7, 8, 9]])
    torch.testing.assert_close(model(padded)[:1], alone, atol=1e-6, rtol=0)
    torch.testing.assert_close(model(padded, torch.tensor([2, 5]))[:1], alone, atol=1e-6, rtol=0)


def test_the_lstm_sees_the_order():
    model = LSTMClassifier(10, 2, embedding_width=8, hidden_width=16)
    assert not torch.allclose(model(torch.tensor([[3, 4]])), model(torch.tensor([[4, 3]])))


def test_an_empty_text_is_no_error():
    texts = torch.tensor([[0, 0], [3, 4]])
    assert LSTMClassifier(10, 2)(texts).isfinite().all()
    assert BagClassifier(10, 2)(texts).isfinite().all()


def test_only_the_lstm_learns_what_the_order_decides():
    sentences, y = make_order_task(200, seed=0)
    words = Vocabulary.build(map(tokenize, sentences))
    ids = pad([words.encode(tokenize(sentence)) for sentence in sentences])
    batches = Batches(ids, torch.from_numpy(y), batch_size=20, shuffle=True)
    found = {}
    for kind in (BagClassifier, LSTMClassifier):
        torch.manual_seed(0)
        width = {"embedding_width": 16} | ({"hidden_width": 16} if kind is LSTMClassifier else {})
        model = kind(len(words), 2, **width)
        optimizer = torch.optim.Adam(model.parameters(), 0.02)
        trainer = Trainer(model, nn.CrossEntropyLoss(), optimizer, metrics={"accuracy": accuracy})
        found[kind] = trainer.fit(batches, batches, epochs=8)["val_accuracy"][-1]
    assert found[BagClassifier] == pytest.approx(0.5, abs=0.1)
    assert found[LSTMClassifier] > 0.95


def test_shapes_are_traced_in_the_order_of_the_calls():
    shared = nn.ReLU()
    model = nn.Sequential(nn.Conv2d(1, 2, 3), shared, nn.Flatten(), nn.Linear(8, 3), shared)
    model.train()
    steps = trace_shapes(model, torch.zeros(5, 1, 4, 4))
    assert [(s.kind, s.shape, s.parameters) for s in steps] == [
        ("Conv2d", (5, 2, 2, 2), 20),
        ("ReLU", (5, 2, 2, 2), 0),
        ("Flatten", (5, 8), 0),
        ("Linear", (5, 3), 27),
        ("ReLU", (5, 3), 0),
    ]
    assert model.training
    assert not any(m._forward_hooks for m in model.modules())


def test_packed_outputs_have_a_shape_too():
    steps = trace_shapes(LSTMClassifier(10, 2, hidden_width=4), torch.ones(3, 5).long())
    assert [s.shape for s in steps] == [(3, 5, 100), (15, 4), (3, 2)]


def test_a_model_that_fails_keeps_no_hooks():
    model = nn.Sequential(nn.Linear(2, 2))
    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        trace_shapes(model, torch.zeros(1, 3))
    assert not model[0]._forward_hooks
