-- question: What did each account or group bring in both windows, by category or in the asked categories?
-- grain: one row per level, as_of, account or group and, where the bridge is split, category
-- reads: asked_windows, asked_branches, asked_months
-- param is_split_by_category: boolean; whether categories stand apart
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_key: integer; the account or group
-- column by_value: text; the category; null where the bridge is not split or the lines have none
-- column revenue: money; net revenue in the window; null when no line has an amount
-- column prior_revenue: money; net revenue in the prior window; null when there is none
-- column has_bought_before: boolean; whether there was revenue in the category before the end of the prior window
-- column is_fx_known: boolean; whether the effect of exchange rates can be told for a row
select
  b.level,
  w.as_of,
  b.account_key,
  case
    when $is_split_by_category then m.category
  end as by_value,
  case
    when count(m.net_amount) > 0 then coalesce(
      sum(m.net_amount) filter(
        m.month_on >= w.from_on
        and m.month_on < w.to_on
      ),
      0
    )
  end as revenue,
  case
    when count(m.net_amount) > 0
    and max(w.prior_from_on) is not null then coalesce(
      sum(m.net_amount) filter(
        m.month_on >= w.prior_from_on
        and m.month_on < w.prior_to_on
      ),
      0
    )
  end as prior_revenue,
  coalesce(
    bool_or(
      m.month_on < w.prior_to_on
      and m.net_amount > 0
    ),
    false
  ) as has_bought_before,
  not $is_split_by_category as is_fx_known
from
  asked_months as m
  inner join asked_branches as b on b.branch_key = m.account_key
  cross join asked_windows as w
where
  m.month_on < w.to_on
group by
  b.level,
  w.as_of,
  b.account_key,
  case
    when $is_split_by_category then m.category
  end
