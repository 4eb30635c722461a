-- question: Which accounts have never ordered?
-- grain: one row per account
-- reads: staged.accounts, staged.order_lines
-- of: accounts
-- found: without an order line
-- treatment: kept
-- rule: They are listed without revenue and enter no count, rank or share.
-- column row_id: id; the account
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  account_id as row_id,
  source_file,
  source_line
from
  staged.accounts
where
  account_id not in (
    select
      account_id
    from
      staged.order_lines
  )
