-- question: How much of each account's revenue is owed to exchange rates that moved since the prior window?
-- grain: one row per level, as_of and account or group with lines in other currencies than the reporting one, where there
--   is a prior window
-- reads: asked_windows, asked_branches, asked_months, paired_months, currency_months
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_key: integer; the account or group
-- column fx_amount: money; net revenue in the window, less the same at the average rates of the prior window, each month at
--   the rate of the month that it is compared with: revenue - fx_amount is revenue at constant currency
select
  b.level,
  p.as_of,
  b.account_key,
  cast(sum(cast(m.net_amount as double) - cast(m.local_amount as double) * r.average_rate) as exact) as fx_amount
from
  asked_months as m
  inner join paired_months as p on p.month_on = m.month_on
  inner join currency_months as r on r.currency = m.currency
  and r.month_on = p.prior_month_on
  inner join asked_branches as b on b.branch_key = m.account_key
group by
  b.level,
  p.as_of,
  b.account_key
order by
  b.level,
  p.as_of,
  b.account_key
