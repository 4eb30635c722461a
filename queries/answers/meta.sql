-- question: What data stands behind the figures, how new is it, and which dates can be asked?
-- grain: one row
-- reads: account_risk, build_facts, windows, tier_quarters
-- column company: text; name of the company
-- column watermark_on: date; day of the newest line that is not dated after the build; null when no line could be used
-- column today: date; the calendar's day, or the one that vital-few.yaml fixes: due dates are judged by it
-- column as_of: date; default as-of: the last day of the last complete month; null when no month is complete
-- column as_of_reason: text; why that month is the last complete one
-- column first_on: date; day of the oldest line; null when no line could be used
-- column as_of_dates: dates; last days of the complete months, oldest first
-- column currency: text; reporting currency
-- column entities: texts; entities that the sources give
-- column dimensions: texts; dimensions of the accounts
-- column line_dimensions: texts; dimensions of the order lines, which filter and split as the category does
-- column columns_missing: texts; optional columns of the order lines that no source gives
-- column has_groups: boolean; whether any group has more than one account
-- column has_amount: boolean; whether any line has an amount
-- column has_cost: boolean; whether any line has a cost
-- column has_category: boolean; whether any line has a category
-- column has_tiers: boolean; whether a quarter was reviewed by the as-of day
-- column has_risk: boolean; whether any account has a level of risk on the as-of day
-- column risk_on: date; the day on which risk is read for the as-of day: that day, and for the newest one the newest day of the data; null
--   where risk was not read for it
-- column rows_read: count; order lines read from the sources
-- column rows_rejected: count; those that could not be used
-- column amount_read: money; sum of their amounts in the reporting currency, where one could be read
-- column amount_rejected: money; sum of the rejected ones
-- column duplicate_rows: count; exact copies of other lines
-- column built_at: timestamp; when the warehouse was built
-- column build_id: id; the build
-- column model_version: text; version of the queries that made it
select
  f.company,
  f.watermark_on,
  cast($today as date) as today,
  f.as_of,
  f.as_of_reason,
  f.first_on,
  (
    select
      coalesce(
        list(
          w.as_of
          order by
            w.as_of
        ),
        []
      )
    from
      windows as w
  ) as as_of_dates,
  f.currency,
  f.entities,
  f.dimensions,
  f.line_dimensions,
  f.columns_missing,
  f.has_groups,
  f.has_amount,
  f.has_cost,
  f.has_category,
  exists (
    from
      tier_quarters as q
    where
      q.as_of <= cast($as_of as date)
  ) as has_tiers,
  exists (
    from
      account_risk as r
    where
      r.as_of = cast($as_of as date)
      and r.risk_level is not null
  ) as has_risk,
  (
    select
      max(r.risk_on)
    from
      account_risk as r
    where
      r.as_of = cast($as_of as date)
  ) as risk_on,
  f.rows_read,
  f.rows_rejected,
  f.amount_read,
  f.amount_rejected,
  f.duplicate_rows,
  f.built_at,
  f.build_id,
  f.model_version
from
  build_facts as f
