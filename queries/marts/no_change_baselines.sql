-- question: What share of its revenue would an account seem to keep if nothing changed but the timing of its orders?
-- grain: one row per number of order days in the prior window, 1 to 1,000
-- column order_count: integer; order days in the prior window
-- column kept_share: share; E[min(X, Y)] / E[X] for independent Poisson X and Y with mean order_count:
--   1 - exp(-2n) (I0(2n) + I1(2n)), I the modified Bessel functions, here as their series
select
  cast(n as integer) as order_count,
  1 - list_sum(
    list_transform(
      range(0, cast(n + 12 * sqrt(n) + 30 as bigint)),
      lambda k: exp(-2 * n + 2 * k * ln(n) - 2 * lgamma(k + 1)) + exp(-2 * n + (2 * k + 1) * ln(n) - lgamma(k + 1) - lgamma(k + 2))
    )
  ) as kept_share
from
  range(1, 1001) as counts (n)
