-- question: Between which figures do the accounts of a reference snapshot lie?
-- grain: one row per level and criterion that any of them has a figure for
-- reads: tier_figures, tier_white_space, tier_criteria, directory
-- param model_id: text; the model
-- column level: text; `account` or `group`
-- column criterion: text; the criterion
-- column low: ratio; the model's own anchor, else the tenth percentile of the figures of accounts with revenue (of the positive ones on a log scale)
-- column high: ratio; the model's own anchor, else the 95th percentile
with
  figures as (
    select
      f.* exclude (
        is_candidate,
        is_young,
        first_order_on,
        last_order_on,
        order_days_to_date,
        rising_share,
        category_revenue
      ),
      w.white_space
    from
      tier_figures as f
      left join tier_white_space as w on w.level = f.level
      and w.account_key = f.account_key
    where
      -- Accounts without revenue would only say how many have left.
      f.revenue > 0
  ),
  numbers as (
    select
      level,
      cast(columns (* exclude (level, account_key)) as double)
    from
      figures
  ),
  listed as (
    unpivot numbers on columns (* exclude (level)) into name criterion value figure
  ),
  counted as (
    select
      l.level,
      l.criterion,
      c.is_log,
      quantile_cont(l.figure, 0.1) as low,
      quantile_cont(l.figure, 0.95) as high
    from
      listed as l
      inner join tier_criteria as c on c.model_id = $model_id
      and c.criterion = l.criterion
    where
      l.figure > 0
      or not c.is_log
    group by
      l.level,
      l.criterion,
      c.is_log
  ),
  levels as (
    select distinct
      level
    from
      directory
  ),
  chosen as (
    select
      v.level,
      c.criterion,
      c.is_log,
      coalesce(c.low, n.low) as low,
      coalesce(c.high, n.high) as high
    from
      tier_criteria as c
      cross join levels as v
      left join counted as n on n.level = v.level
      and n.criterion = c.criterion
    where
      c.model_id = $model_id
      and not c.is_judged
  )
select
  level,
  criterion,
  -- Where the two fall together, the figure in the middle scores a half.
  case
    when low < high then low
    when is_log then low / 4
    else low - greatest(abs(low) / 2, 0.5)
  end as low,
  case
    when low < high then high
    when is_log then high * 4
    else high + greatest(abs(high) / 2, 0.5)
  end as high
from
  chosen
where
  low is not null
