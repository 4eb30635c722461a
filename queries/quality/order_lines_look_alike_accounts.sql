-- question: Which account ids differ only in case, blanks or leading zeros?
-- grain: one row per account id
-- reads: staged.order_lines
-- of: order_lines
-- noun: account id
-- found: that differ from another only in case, blanks or leading zeros
-- treatment: flagged
-- rule: Ids are kept exactly as they are: these count as different accounts. Make them one in the source statement where they are.
-- column row_id: id; the account id
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  ids as (
    select
      account_id,
      any_value(source_file) as source_file,
      min(source_line) as source_line
    from
      staged.order_lines
    group by
      account_id
  ),
  folded as (
    select
      account_id,
      source_file,
      source_line,
      ltrim(lower(regexp_replace(account_id, '[\s\p{Z}\p{C}]', '', 'g')), '0') as folded_id
    from
      ids
  )
select
  account_id as row_id,
  source_file,
  source_line
from
  folded
where
  folded_id in (
    select
      folded_id
    from
      folded
    group by
      folded_id
    having
      count(*) > 1
  )
