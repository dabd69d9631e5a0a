# ---
# title: "Afirmaciones // Claims"
# description: "De cada clase. // Of each kind."
# objectives:
#   - evaluate: "afirmaciones // claims"
# minutes: {read: 5, practise: 1}
# ---
# %%
#| tags: [claim]
from tutorial_lib.checks import claim

claim("exact", 42, equals=42)
claim("close", 3.14159, equals=3.1416, abs=1e-4)
claim("share", 98.0, equals=100.0, rel=0.05)
claim("inside", 0.25, between=(0.15, 0.30))
claim("enough", 0.8812, at_least=0.87)
claim("few", 3, at_most=5)
claim("each", [1.0, 2.0], equals=[1.0, 2.0])
claim("word", "relu", equals="relu")
