-- question: Which agreements are with a group that no account belongs to?
-- grain: one row per agreement
-- reads: staged.accounts, staged.agreements
-- of: agreements
-- needs: agreements.group_id, accounts.group_id
-- found: with a group that no account belongs to
-- treatment: flagged
-- rule: The agreement is kept; no account shows it.
-- column row_id: id; the agreement
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  agreement_id as row_id,
  source_file,
  source_line
from
  staged.agreements
where
  account_id is null
  and group_id not in (
    select
      coalesce(group_id, account_id)
    from
      staged.accounts
  )
