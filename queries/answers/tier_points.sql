-- question: Where does each account or group stand between value and potential, and what does its tier hang on?
-- grain: one row per account or group that was reviewed in the last closed quarter
-- reads: asked_branches, tier_steps, asked_tier_scores, directory
-- order: -revenue, account_id
-- column account_id: id; the account or group
-- column name: text; its name
-- column tier: text; `key`, `develop`, `standard` or `emerging`; null where no route gives one
-- column score: ratio; 0 to 100; an emerging account's on potential only; null where nothing is known
-- column value_score: ratio; 100 × (1 − share of the value held by larger ones); null where no amount is known
-- column potential_score: ratio; 0 to 100, future potential; null where nothing of it is known
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column size_prior_rank: integer; tier by size from which the review took it on: 2 key, 1 develop, 0 standard; null where there was none
-- column size_least_rank: integer; tier by size under which the review cannot take it; null where there was none
-- column score_prior_rank: integer; tier by score from which the review took it on; null where there was none
-- column score_least_rank: integer; tier by score under which the review cannot take it; null where there was none
-- column cap_rank: integer; highest tier that gates and silence allow
-- column nominated_rank: integer; tier of its nomination; null where it has none
-- column is_refused: boolean; whether no tier is given by size at its level
-- column *_score: share; score on the criterion, 0 to 1; null where it is not known or has no points
select
  d.account_id,
  d.name,
  if (t.tier = 'growth', 'develop', t.tier) as tier,
  cast(t.score as double) as score,
  cast(t.value_score as double) as value_score,
  cast(t.potential as double) as potential_score,
  t.revenue,
  cast(t.size_prior_rank as integer) as size_prior_rank,
  cast(t.size_least_rank as integer) as size_least_rank,
  cast(t.score_prior_rank as integer) as score_prior_rank,
  cast(t.score_least_rank as integer) as score_least_rank,
  cast(t.cap_rank as integer) as cap_rank,
  cast(t.nominated_rank as integer) as nominated_rank,
  t.tier_refusal is not null as is_refused,
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
