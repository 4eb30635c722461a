-- question: How well was each account looked after in each month?
-- grain: one row per account and month with a contact, a delivery due or a service case
-- reads: accounts, calendar_days, deliveries, staged.service_cases, staged.touchpoints
-- param last_on: date; newest day of the data, by which what is promised earlier should have arrived
-- column account_key: integer; the account
-- column month_on: month; first day of the month
-- column contacts: count; touchpoints
-- column deliveries_due: count; deliveries promised for a day of the month, up to last_on
-- column deliveries_in_time: count; those that arrived, or else left, by that day
-- column commitments: count; service cases opened of which it is known whether their commitment was met
-- column commitments_met: count; those that met it
with
  events as (
    select
      a.account_key,
      e.happened_on as day_on,
      1 as contacts,
      0 as deliveries_due,
      0 as deliveries_in_time,
      0 as commitments,
      0 as commitments_met
    from
      staged.touchpoints as e
      inner join accounts as a on a.account_id = e.account_id
    union all
    select
      account_key,
      promised_on as day_on,
      0 as contacts,
      1 as deliveries_due,
      cast(coalesce(done_on <= promised_on, false) as integer) as deliveries_in_time,
      0 as commitments,
      0 as commitments_met
    from
      deliveries
    where
      account_key is not null
      and promised_on <= cast($last_on as date)
      and (
        done_on is not null
        or not is_over
      )
    union all
    select
      a.account_key,
      e.opened_on as day_on,
      0 as contacts,
      0 as deliveries_due,
      0 as deliveries_in_time,
      1 as commitments,
      cast(e.met_commitment as integer) as commitments_met
    from
      staged.service_cases as e
      inner join accounts as a on a.account_id = e.account_id
    where
      e.met_commitment is not null
  )
select
  e.account_key,
  d.month_on,
  cast(sum(e.contacts) as integer) as contacts,
  cast(sum(e.deliveries_due) as integer) as deliveries_due,
  cast(sum(e.deliveries_in_time) as integer) as deliveries_in_time,
  cast(sum(e.commitments) as integer) as commitments,
  cast(sum(e.commitments_met) as integer) as commitments_met
from
  events as e
  inner join calendar_days as d on d.day_on = e.day_on
group by
  e.account_key,
  d.month_on
order by
  e.account_key,
  d.month_on
