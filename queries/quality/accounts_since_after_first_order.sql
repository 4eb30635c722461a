-- question: Which accounts ordered before the day since which they are customers?
-- grain: one row per account
-- reads: staged.accounts, staged.order_lines
-- of: accounts
-- needs: accounts.since_on
-- found: with an order line before the day since which they are customers
-- treatment: kept
-- rule: Age and cohorts go by the first order, not by since_on.
-- column row_id: id; the account
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  first_lines as (
    select
      account_id,
      min(ordered_on) as ordered_on
    from
      staged.order_lines
    group by
      account_id
  )
select
  a.account_id as row_id,
  a.source_file,
  a.source_line
from
  staged.accounts as a
  inner join first_lines as f on f.account_id = a.account_id
where
  f.ordered_on < a.since_on
