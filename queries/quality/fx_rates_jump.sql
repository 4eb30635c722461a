-- question: Which rates are more than half as much again, or less than two thirds, of the one before?
-- grain: one row per rate
-- reads: staged.fx_rates
-- of: fx_rates
-- found: far from the one before
-- treatment: flagged
-- rule: The rate is used as it is. One of the two may be upside down.
-- column row_id: id; the currency
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  thresholds as (
    select
      1.5 as largest_ratio
  ),
  steps as (
    select
      currency,
      valid_on,
      source_file,
      source_line,
      rate,
      lag (rate) over (
        partition by
          upper(trim(currency))
        order by
          valid_on,
          source_line
      ) as rate_before
    from
      staged.fx_rates
  )
select
  s.currency as row_id,
  s.source_file,
  s.source_line
from
  steps as s
  cross join thresholds as t
where
  s.rate > s.rate_before * t.largest_ratio
  or s.rate * t.largest_ratio < s.rate_before
