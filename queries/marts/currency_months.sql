-- question: What was each currency worth on average in each month?
-- grain: one row per month and currency of the lines, other than the reporting currency
-- reads: calendar_days, staged.rates, account_months
-- param reporting_currency: text; the reporting currency
-- column currency: text; the currency
-- column month_on: month; first day of the month
-- column average_rate: ratio; reporting currency for one unit, averaged over the days of the month; a day before the first
--   known rate has that one
with
  used_currencies as (
    select distinct
      currency
    from
      account_months
    where
      currency <> $reporting_currency
  ),
  first_rates as (
    select
      currency,
      min_by(rate, valid_on) as rate
    from
      staged.rates
    group by
      currency
  ),
  currency_days as (
    select
      u.currency,
      d.month_on,
      d.day_on
    from
      used_currencies as u
      cross join calendar_days as d
  )
select
  d.currency,
  d.month_on,
  cast(avg(coalesce(r.rate, f.rate)) as double) as average_rate
from
  currency_days as d
  asof left join staged.rates as r on r.currency = d.currency
  and r.valid_on <= d.day_on
  left join first_rates as f on f.currency = d.currency
group by
  d.currency,
  d.month_on
order by
  d.currency,
  d.month_on
