# ---
# title: "Clave // Key"
# description: "Una página. // A page."
# objectives:
#   - understand: "una cosa // one thing"
# minutes: {read: 1, practise: 1}
# ---
# %%
x = 1
print(f"x = {x:.2f} y {x!r:>{8}} {{x}} // x = {x:.2f} and {x!r:>{8}} {{x}}")
{"a": [1, 2.5e-3, -0.0, 1j, b"\x00", True, None, ...]}
