"""Areas in time and how figures are drawn on them."""
