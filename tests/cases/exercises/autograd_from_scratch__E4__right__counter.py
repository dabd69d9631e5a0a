from collections import Counter


def add(self, other):
    return Value(self.number + other.number, list(Counter([self, other]).items()), "+")
