-- question: How much revenue would have been kept if nothing but the timing and the size of orders had varied?
-- grain: one row per level and as_of with revenue and order days in the prior window
-- reads: account_windows, order_variation
-- inline: yes
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column grr_low: share; lower end of what gross retention would then show in 95 of 100 such companies, with gaps as random, and as regular, as
--   the company's are: the lower of both; null where the company has too few orders to tell how their values vary
-- column grr_high: share; upper end, the higher of both; null where grr_low is
-- column nrr_low: ratio; lower end of what net retention would then show; null where grr_low is
-- column nrr_high: ratio; upper end; null where grr_low is
with
  thresholds as (
    select
      1.96 as deviations
  ),
  -- Orders of an account are worth as many of equal size and random timing as kappa; X and Y, what it buys in the two windows, are
  -- independent gammas of that shape. E min / E X = 1 - G, G the Gini coefficient; min = (X + Y) min(U, 1 - U), U a beta.
  shaped as (
    select
      w.level,
      w.as_of,
      r.gaps,
      cast(w.prior_revenue as double) as weight,
      w.prior_order_days / (1 / r.regularity + v.value_spread) as kappa
    from
      account_windows as w
      inner join order_variation as v on v.level = w.level
      and v.as_of = w.as_of
      cross join lateral (
        values
          ('random', 1.0::double),
          ('regular', v.regularity)
      ) as r (gaps, regularity)
    where
      w.prior_revenue > 0
      and w.prior_order_days > 0
      and v.value_spread is not null
  ),
  gini as (
    select
      level,
      as_of,
      gaps,
      weight,
      kappa,
      exp(lgamma(kappa + 0.5) - lgamma(kappa + 1)) / sqrt(pi()) as g
    from
      shaped
  ),
  moments as (
    select
      level,
      as_of,
      gaps,
      weight,
      1 - g as kept,
      (2 * kappa * (2 * kappa + 1) * (0.25 - g / 2 + 1 / (4 * (2 * kappa + 1))) - pow(kappa * (1 - g), 2)) / pow(kappa, 2) as variance_kept,
      (kappa * (2 * kappa + 1) * (0.5 - g / 2) - pow(kappa, 2) * (1 - g)) / pow(kappa, 2) as covariance,
      1 / kappa as variance_bought
    from
      gini
  ),
  sums as (
    select
      level,
      as_of,
      gaps,
      sum(weight * kept) / sum(weight) as baseline,
      sum(pow(weight, 2) * variance_kept) / pow(sum(weight), 2) as variance_kept,
      sum(pow(weight, 2) * covariance) / pow(sum(weight), 2) as covariance,
      sum(pow(weight, 2) * variance_bought) / pow(sum(weight), 2) as variance_bought
    from
      moments
    group by
      level,
      as_of,
      gaps
  ),
  bars as (
    select
      level,
      as_of,
      baseline,
      t.deviations * sqrt(greatest(variance_kept - 2 * baseline * covariance + pow(baseline, 2) * variance_bought, 0)) as kept_bar,
      t.deviations * sqrt(2 * variance_bought) as bought_bar
    from
      sums
      cross join thresholds as t
  )
select
  level,
  as_of,
  greatest(min(baseline - kept_bar), 0) as grr_low,
  least(max(baseline + kept_bar), 1) as grr_high,
  greatest(min(1 - bought_bar), 0) as nrr_low,
  max(1 + bought_bar) as nrr_high
from
  bars
group by
  level,
  as_of
