"""Small programs as text, for tests that need one of their own."""

HEAD = """[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
"""

PURCHASE = """
[events.purchase]
amount = "money"
shop = { type = "text", values = ["online", "store"], default = "store" }
refund_within = "P90D"
"""

METRICS = """
[metrics]
spend = { sum = "purchase.amount" }
visits = { count = "purchase" }
"""

TIERS = """
[[tiers]]
id = "silver"
enter = "spend >= 1_000"

[[tiers]]
id = "gold"
enter = "spend >= 10_000 or visits >= 50"
"""

SHOP = HEAD + PURCHASE + METRICS + TIERS
