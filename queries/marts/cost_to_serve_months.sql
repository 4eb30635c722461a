-- question: What effort did each account take in each month, and what did that cost?
-- grain: one row per account and month with any effort
-- reads: accounts, account_months, order_days, calendar, calendar_days, service_rates, staged.deliveries,
--   staged.service_cases, staged.touchpoints, staged.invoices
-- param last_on: date; newest day of the data, up to which an unpaid invoice is owed
-- column account_key: integer; the account
-- column month_on: month; first day of the month
-- column orders: count; order numbers with a sale that began in the month
-- column line_count: count; lines of any kind
-- column rush_line_count: count; lines of rush orders
-- column return_line_count: count; returned lines
-- column deliveries: count; deliveries that left; null where the sources give none
-- column service_cases: count; service cases opened; null where the sources give none
-- column service_minutes: ratio; minutes worked on them; null where the sources give none
-- column visits: count; touchpoints of a kind that counts as a visit; null where the sources give no touchpoints
-- column receivable_years: money; amount × days owed in the month / 365; null where the sources give no invoices
-- column cost_to_serve: money; sum over efforts of count × rate; null where no rate is given
with
  given as (
    select
      exists (
        from
          staged.deliveries
      ) as has_deliveries,
      exists (
        from
          staged.service_cases
      ) as has_service_cases,
      exists (
        from
          staged.touchpoints
      ) as has_touchpoints,
      exists (
        from
          staged.invoices
      ) as has_invoices
  ),
  owed as (
    -- From issue to the last payment; what is not paid is owed until today.
    select
      a.account_key,
      i.issued_on,
      least(coalesce(i.paid_on, cast($last_on as date) + 1), cast($last_on as date) + 1) as until_on,
      case
        when i.paid_on is null then i.amount - coalesce(i.paid_amount, 0)
        else i.amount
      end as amount
    from
      staged.invoices as i
      inner join accounts as a on a.account_id = i.account_id
  ),
  efforts as (
    select
      account_key,
      month_on,
      0 as orders,
      line_count,
      rush_line_count,
      return_line_count,
      0 as deliveries,
      0 as service_cases,
      0 as service_minutes,
      0 as visits,
      0 as receivable_years
    from
      account_months
    union all
    select
      o.account_key,
      d.month_on,
      sum(o.order_count) as orders,
      0 as line_count,
      0 as rush_line_count,
      0 as return_line_count,
      0 as deliveries,
      0 as service_cases,
      0 as service_minutes,
      0 as visits,
      0 as receivable_years
    from
      order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
    where
      o.level = 'account'
    group by
      o.account_key,
      d.month_on
    union all
    select
      a.account_key,
      d.month_on,
      0 as orders,
      0 as line_count,
      0 as rush_line_count,
      0 as return_line_count,
      1 as deliveries,
      0 as service_cases,
      0 as service_minutes,
      0 as visits,
      0 as receivable_years
    from
      staged.deliveries as s
      inner join accounts as a on a.account_id = s.account_id
      inner join calendar_days as d on d.day_on = coalesce(s.shipped_on, s.delivered_on)
    union all
    select
      a.account_key,
      d.month_on,
      0 as orders,
      0 as line_count,
      0 as rush_line_count,
      0 as return_line_count,
      0 as deliveries,
      1 as service_cases,
      coalesce(s.minutes, 0) as service_minutes,
      0 as visits,
      0 as receivable_years
    from
      staged.service_cases as s
      inner join accounts as a on a.account_id = s.account_id
      inner join calendar_days as d on d.day_on = s.opened_on
    union all
    select
      a.account_key,
      d.month_on,
      0 as orders,
      0 as line_count,
      0 as rush_line_count,
      0 as return_line_count,
      0 as deliveries,
      0 as service_cases,
      0 as service_minutes,
      1 as visits,
      0 as receivable_years
    from
      staged.touchpoints as s
      inner join accounts as a on a.account_id = s.account_id
      inner join calendar_days as d on d.day_on = s.happened_on
      inner join service_rates as r on list_contains(r.visit_kinds, lower(trim(s.kind)))
    union all
    select
      o.account_key,
      c.month_on,
      0 as orders,
      0 as line_count,
      0 as rush_line_count,
      0 as return_line_count,
      0 as deliveries,
      0 as service_cases,
      0 as service_minutes,
      0 as visits,
      o.amount * (least(o.until_on, c.next_month_on) - greatest(o.issued_on, c.month_on)) / 365 as receivable_years
    from
      owed as o
      inner join calendar as c on c.month_on < o.until_on
      and c.next_month_on > o.issued_on
  ),
  summed as (
    select
      account_key,
      month_on,
      sum(orders) as orders,
      sum(line_count) as line_count,
      sum(rush_line_count) as rush_line_count,
      sum(return_line_count) as return_line_count,
      sum(deliveries) as deliveries,
      sum(service_cases) as service_cases,
      sum(service_minutes) as service_minutes,
      sum(visits) as visits,
      sum(receivable_years) as receivable_years
    from
      efforts
    group by
      account_key,
      month_on
  )
select
  s.account_key,
  s.month_on,
  cast(s.orders as integer) as orders,
  cast(s.line_count as integer) as line_count,
  cast(s.rush_line_count as integer) as rush_line_count,
  cast(s.return_line_count as integer) as return_line_count,
  case
    when g.has_deliveries then cast(s.deliveries as integer)
  end as deliveries,
  case
    when g.has_service_cases then cast(s.service_cases as integer)
  end as service_cases,
  case
    when g.has_service_cases then cast(s.service_minutes as exact)
  end as service_minutes,
  case
    when g.has_touchpoints then cast(s.visits as integer)
  end as visits,
  case
    when g.has_invoices then cast(s.receivable_years as exact)
  end as receivable_years,
  case
    when r.has_rates then cast(
      coalesce(s.orders * r.orders_rate, 0) + coalesce(s.line_count * r.lines_rate, 0) + coalesce(s.rush_line_count * r.rush_lines_rate, 0) + coalesce(s.return_line_count * r.returns_rate, 0) + coalesce(s.deliveries * r.deliveries_rate, 0) + coalesce(s.service_cases * r.service_cases_rate, 0) + coalesce(cast(s.service_minutes as double) * r.service_minutes_rate, 0) + coalesce(s.visits * r.visits_rate, 0) + coalesce(cast(s.receivable_years as double) * r.receivable_days_rate, 0) as exact
    )
  end as cost_to_serve
from
  summed as s
  cross join given as g
  cross join service_rates as r
order by
  s.account_key,
  s.month_on
