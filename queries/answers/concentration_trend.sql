-- question: Is revenue coming to rest on fewer accounts, and through which?
-- grain: one row per complete month end up to as_of (between from and to where these are given), over the twelve months to it
-- reads: asked_levels, asked_concentration, asked_shifts, windows
-- order: level, as_of
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column from_on: month; first day of its twelve months
-- column account_count: count; accounts with positive net revenue (n); null when the history does not hold the twelve months
-- column revenue: money; their revenue; null when the history does not hold the twelve months, or no account has positive revenue
-- column gini: ratio; as in concentration; null where revenue is
-- column gini_with_credits: ratio; as in concentration; null when the history does not hold the twelve months, or all are zero
-- column hhi: ratio; as in concentration; null where revenue is
-- column hhi_normalised: ratio; as in concentration; null where revenue is
-- column effective_accounts: ratio; as in concentration; null where revenue is
-- column entropy_accounts: ratio; as in concentration; null where revenue is
-- column theil: ratio; as in concentration; null where revenue is
-- column cr1: share; as in concentration; null where revenue is
-- column cr4: share; as in concentration; null where revenue is
-- column cr5: share; as in concentration; null where revenue is
-- column cr10: share; as in concentration; null where revenue is
-- column top_decile_share: share; as in concentration; null where revenue is
-- column top_quintile_share: share; as in concentration; null where revenue is
-- column accounts_for_80pct: count; as in concentration; null where revenue is
-- column accounts_for_80pct_share: share; as in concentration; null where revenue is
-- column accounts_over_10pct: count; as in concentration; null when the history does not hold the twelve months
-- column credit_balance: money; as in concentration; null when the history does not hold the twelve months, or no line has an amount
-- column earlier_as_of: date; the month end it is compared with: twelve months before, or the month end before where compare is
--   prior; null where the history does not reach, or compare is none
-- column hhi_change: ratio; hhi less that of earlier_as_of, the sum of the next three; null where there is no such hhi
-- column hhi_continuing: ratio; change of the squared shares of accounts with positive revenue at both; null where hhi_change is
-- column hhi_entering: ratio; squared shares of accounts with positive revenue now only; null where hhi_change is
-- column hhi_leaving: ratio; less the squared shares of accounts with positive revenue then only; null where hhi_change is
with
  held as (
    -- Twelve months that the history does not hold would draw its beginning as a growing company.
    select
      level,
      as_of,
      account_count,
      revenue,
      gini,
      gini_with_credits,
      hhi,
      hhi_normalised,
      effective_accounts,
      entropy_accounts,
      theil,
      cr1,
      cr4,
      cr5,
      cr10,
      top_decile_share,
      top_quintile_share,
      accounts_for_80pct,
      accounts_for_80pct_share,
      accounts_over_10pct,
      credit_balance
    from
      asked_concentration
    where
      as_of in (
        select
          as_of
        from
          windows
        where
          is_held
      )
  )
select
  l.level,
  w.as_of,
  w.from_on,
  c.* exclude (level, as_of),
  s.earlier_as_of,
  s.hhi_continuing + s.hhi_entering + s.hhi_leaving as hhi_change,
  s.hhi_continuing,
  s.hhi_entering,
  s.hhi_leaving
from
  windows as w
  cross join asked_levels as l
  left join held as c on c.level = l.level
  and c.as_of = w.as_of
  left join asked_shifts as s on s.level = l.level
  and s.as_of = w.as_of
where
  w.as_of <= cast($as_of as date)
  and w.as_of >= coalesce(cast($asked_from as date), w.as_of)
  and w.as_of < coalesce(cast($asked_to as date), w.as_of + 1)
