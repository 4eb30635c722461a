-- question: Which accounts would be in another tier, had the last review been made with other points or thresholds?
-- grain: one row per account or group that would be in another tier
-- reads: asked_branches, tier_ranks, directory
-- order: -revenue, account_id
-- param weights: text; points of the criteria that change, as contribution:40,revenue:10; what is not named keeps its points, and
--   where they do not sum to 100 each counts as its share of the sum
-- param size_thresholds: text; entry and exit by value score of the tiers that change, as key:50-30,develop:20-10
-- param thresholds: text; entry and exit by points of the tiers that change, as key:80-70,develop:60-50
-- total revenue: sum(revenue)
-- column account_id: id; the account or group
-- column name: text; its name
-- column tier_on: date; last day of the quarter that was reviewed
-- column tier: text; `key`, `develop` or `standard`; null where no route gives one
-- column tier_if: text; the tier it would be in; its figures, its judgements, the anchors, the gates, the minimum stay and the
--   tiers of earlier quarters are held as they are
-- column score: ratio; 0 to 100; null where nothing was known
-- column score_if: ratio; 0 to 100; null where nothing would be known
-- column value_score: ratio; 100 × (1 − share of the value held by larger ones); null where no amount is known
-- column potential_score: ratio; 0 to 100, future potential; null where nothing of it was known
-- column potential_score_if: ratio; 0 to 100; null where nothing of it would be known
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
select
  d.account_id,
  d.name,
  r.tier_on,
  if (r.tier = 'growth', 'develop', r.tier) as tier,
  case r.tier_rank
    when 2 then 'key'
    when 1 then 'develop'
    when 0 then 'standard'
  end as tier_if,
  cast(r.given_score as double) as score,
  cast(r.score as double) as score_if,
  cast(r.value_score as double) as value_score,
  cast(r.given_potential as double) as potential_score,
  cast(r.potential as double) as potential_score_if,
  r.revenue
from
  tier_ranks as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
where
  r.tier is distinct from 'emerging'
  and r.tier_rank is distinct from r.given_rank
  and r.account_key in (
    select
      account_key
    from
      asked_branches
  )
