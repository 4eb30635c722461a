-- question: Of what was told of risk at each month end, what came?
-- grain: one row per level, as_of and risk_level that was told
-- reads: told_risk, directory, order_days
-- param last_complete_on: date; last day of the last complete month
-- column level: text; `account` or `group`
-- column as_of: date; the month end of which it was told
-- column told_on: date; day of the build that told it
-- column is_reconstructed: boolean; whether no build saw that month end while it was the newest
-- column is_made: boolean; whether the build that told it was made afterwards for a past day (`build --today`)
-- column risk_level: text; the level that was told; null where no chance was
-- column accounts: count; accounts and groups of that level
-- column known_accounts: count; those with a chance whose horizon has ended by last_complete_on
-- column predicted_accounts: ratio; sum of the chances told of those
-- column silent_accounts: count; those of them that placed no order within their horizon
-- column stay_year: money; what a year of those was expected to bring if they stayed; null where it is not known
-- column silent_stay_year: money; of those that fell silent; null where it is not known
-- column expected_loss: money; expected loss told of all of that level; null where none was told
-- column gone_accounts: count; accounts and groups that the data no longer has
with
  told as (
    select
      t.*,
      d.account_key,
      t.p_silent is not null
      and d.account_key is not null
      and t.as_of + t.horizon_days <= cast($last_complete_on as date) as is_known
    from
      told_risk as t
      left join directory as d on d.level = t.level
      and d.account_id = t.account_id
  ),
  judged as (
    select
      t.*,
      not exists (
        select
          1
        from
          order_days as o
        where
          o.level = t.level
          and o.account_key = t.account_key
          and o.ordered_on > t.as_of
          and o.ordered_on <= t.as_of + t.horizon_days
      ) as is_silent
    from
      told as t
  )
select
  level,
  as_of,
  told_on,
  is_reconstructed,
  is_made,
  risk_level,
  cast(count(*) as integer) as accounts,
  cast(count(*) filter(is_known) as integer) as known_accounts,
  coalesce(round(sum(p_silent) filter(is_known), 9), 0) as predicted_accounts,
  cast(
    count(*) filter(
      is_known
      and is_silent
    ) as integer
  ) as silent_accounts,
  cast(sum(stay_year) filter(is_known) as exact) as stay_year,
  cast(
    sum(stay_year) filter(
      is_known
      and is_silent
    ) as exact
  ) as silent_stay_year,
  cast(sum(expected_loss) as exact) as expected_loss,
  cast(count(*) filter(account_key is null) as integer) as gone_accounts
from
  judged
group by
  level,
  as_of,
  told_on,
  is_reconstructed,
  is_made,
  risk_level
order by
  level,
  as_of,
  risk_level nulls first
