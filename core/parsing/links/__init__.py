"""Questions, whom they are put to, and what answers them."""
