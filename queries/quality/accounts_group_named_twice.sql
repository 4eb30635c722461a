-- question: Which groups have more than one name?
-- grain: one row per account of such a group
-- reads: staged.accounts
-- of: accounts
-- needs: accounts.group_id, accounts.group_name
-- found: whose group has more than one name
-- treatment: flagged
-- rule: The first of the names by alphabet stands for the group.
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
  group_id in (
    select
      group_id
    from
      staged.accounts
    where
      group_id is not null
    group by
      group_id
    having
      min(group_name) <> max(group_name)
  )
