-- question: What did we say of risk at each month end, and what came?
-- grain: one row per month end and level of risk that was told, as written down then and never reckoned anew
-- reads: told_outcomes
-- order: -told_of, place
-- column told_of: date; the month end of which it was told
-- column told_on: date; day of the build that told it
-- column is_reconstructed: boolean; whether no build saw that month end while it was the newest: no proof of anything
-- column is_made: boolean; whether the build that told it was made afterwards for a past day (`build --today`)
-- column risk_level: text; the level that was told; null where no chance was
-- column place: integer; its place among them, the highest first
-- column accounts: count; accounts of that level
-- column known_accounts: count; those whose horizon has ended since
-- column predicted_share: share; mean chance told of those; null when there is none
-- column silent_share: share; of those, that placed no order within their horizon; null when there is none
-- column stay_year: money; what a year of those was expected to bring if they stayed; null where it is not known
-- column silent_stay_year: money; of those that fell silent; null where it is not known
-- column expected_loss: money; expected loss told of all of that level; null where none was told
-- column gone_accounts: count; accounts that the data no longer has
select
  as_of as told_of,
  told_on,
  is_reconstructed,
  is_made,
  risk_level,
  cast(
    case risk_level
      when 'very_high' then 1
      when 'high' then 2
      when 'raised' then 3
      when 'low' then 4
      else 5
    end as integer
  ) as place,
  accounts,
  known_accounts,
  predicted_accounts / nullif(known_accounts, 0) as predicted_share,
  silent_accounts / nullif(known_accounts, 0) as silent_share,
  stay_year,
  silent_stay_year,
  expected_loss,
  gone_accounts
from
  told_outcomes
where
  level = $level
  and as_of <= cast($as_of as date)
