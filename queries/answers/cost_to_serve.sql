-- question: What did serving the accounts cost, by effort, and how much of what it costs in a year was not used?
-- grain: one row per effort, and one for the unused capacity where a pool is given and all accounts are asked for
-- reads: asked_windows, asked_branches, cost_to_serve_months, service_rates
-- order: place
-- total amount: sum(amount)
-- column effort: text; the effort; `unused` for what the rates do not claim of the pool
-- column place: integer; place in the list
-- column units: ratio; how often it was taken in the window; null where the sources do not say, and for `unused`
-- column rate: ratio; cost of a unit; null where none is given
-- column amount: money; units × rate; null where either is; negative for `unused` where the rates claim more than the pool
with
  totals as (
    select
      sum(m.orders) as orders,
      sum(m.line_count) as lines,
      sum(m.rush_line_count) as rush_lines,
      sum(m.deliveries) as deliveries,
      sum(m.return_line_count) as returns,
      sum(m.service_cases) as service_cases,
      sum(m.service_minutes) as service_minutes,
      sum(m.visits) as visits,
      sum(m.receivable_years) as receivable_days,
      sum(m.cost_to_serve) as cost_to_serve
    from
      cost_to_serve_months as m
      inner join asked_windows as w on m.month_on >= w.from_on
      and m.month_on < w.to_on
      inner join asked_branches as b on b.branch_key = m.account_key
  ),
  efforts as (
    select
      unnest(
        [
          {'effort': 'orders', 'place': 1, 'units': cast(t.orders as double), 'rate': r.orders_rate},
          {'effort': 'lines', 'place': 2, 'units': cast(t.lines as double), 'rate': r.lines_rate},
          {
            'effort': 'rush_lines',
            'place': 3,
            'units': cast(t.rush_lines as double),
            'rate': r.rush_lines_rate
          },
          {
            'effort': 'deliveries',
            'place': 4,
            'units': cast(t.deliveries as double),
            'rate': r.deliveries_rate
          },
          {'effort': 'returns', 'place': 5, 'units': cast(t.returns as double), 'rate': r.returns_rate},
          {
            'effort': 'service_cases',
            'place': 6,
            'units': cast(t.service_cases as double),
            'rate': r.service_cases_rate
          },
          {
            'effort': 'service_minutes',
            'place': 7,
            'units': cast(t.service_minutes as double),
            'rate': r.service_minutes_rate
          },
          {'effort': 'visits', 'place': 8, 'units': cast(t.visits as double), 'rate': r.visits_rate},
          {
            'effort': 'receivable_days',
            'place': 9,
            'units': cast(t.receivable_days as double),
            'rate': r.receivable_days_rate
          }
        ],
        recursive := true
      )
    from
      totals as t
      cross join service_rates as r
  ),
  unused as (
    -- The pool is the whole company's for a year: a part of the accounts, or of a year, leaves none of it.
    select
      r.pool - t.cost_to_serve as amount
    from
      service_rates as r
      cross join totals as t
      cross join asked_windows as w
    where
      r.pool is not null
      and w.to_on - w.from_on between 364 and 371
      and (
        select
          count(*)
        from
          asked_branches
      ) = (
        select
          count(*)
        from
          main.accounts
      )
  )
select
  effort,
  cast(place as integer) as place,
  units,
  rate,
  cast(units * rate as exact) as amount
from
  efforts
union all
select
  'unused' as effort,
  10 as place,
  null as units,
  null as rate,
  cast(amount as exact) as amount
from
  unused
