-- question: Which plans are of less than nothing?
-- grain: one row per plan
-- reads: staged.plans
-- of: plans
-- found: of a negative amount
-- treatment: flagged
-- rule: The plan is kept with its amount.
-- column row_id: id; the account
-- column amount: money; its amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  account_id as row_id,
  planned_amount as amount,
  source_file,
  source_line
from
  staged.plans
where
  planned_amount < 0
