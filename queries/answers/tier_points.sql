-- question: Where does each account or group stand between value and potential, and what does its tier hang on?
-- grain: one row per account or group that was reviewed in the last closed quarter
-- reads: asked_branches, tier_steps, asked_tier_scores, directory
-- order: -revenue, account_id
-- column account_id: id; the account or group
-- column name: text; its name
-- column tier: text; `key`, `growth`, `standard` or `emerging`; null where it could not be scored
-- column score: ratio; 0 to 100; an emerging account's on potential only; null where nothing is known
-- column value: ratio; 0 to 100, current value; null where nothing of it is known
-- column potential: ratio; 0 to 100, future potential; null where nothing of it is known
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column prior_rank: integer; tier of the quarter before: 2 key, 1 growth, 0 standard or emerging; null where it had none
-- column least_rank: integer; tier under which the review cannot take it, whatever it scores
-- column highest_rank: integer; 2, or 1 where a gate keeps it out of key
-- column *_score: share; score on the criterion, 0 to 1; null where it is not known or has no points
select
  d.account_id,
  d.name,
  t.tier,
  cast(t.score as double) as score,
  cast(t.value as double) as value,
  cast(t.potential as double) as potential,
  t.revenue,
  t.prior_rank,
  t.least_rank,
  t.highest_rank,
  s.* exclude (account_key)
from
  tier_steps as t
  inner join directory as d on d.level = t.level
  and d.account_key = t.account_key
  inner join asked_tier_scores as s on s.account_key = t.account_key
where
  t.account_key in (
    select
      account_key
    from
      asked_branches
  )
