-- question: Which accounts were referred by an account that is not there, or by themselves?
-- grain: one row per account
-- reads: staged.accounts
-- of: accounts
-- needs: accounts.referred_by
-- found: referred by an account that is not there, or by themselves
-- treatment: flagged
-- rule: The account is used; its referral counts for nobody.
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
  referred_by is not null
  and (
    referred_by = account_id
    or referred_by not in (
      select
        account_id
      from
        staged.accounts
    )
  )
