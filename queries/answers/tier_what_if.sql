-- question: Which accounts would be in another tier, had the last review been made with other points or thresholds?
-- grain: one row per account or group that would be in another tier
-- reads: asked_branches, tier_ranks, directory
-- order: -revenue, account_id
-- param weights: text; points of the criteria that change, as contribution:40,revenue:10; what is not named keeps its points, and
--   where they do not sum to 100 each counts as its share of the sum
-- param thresholds: text; entry and exit of the tiers that change, as key:80-70,growth:60-50
-- total revenue: sum(revenue)
-- column account_id: id; the account or group
-- column name: text; its name
-- column tier_on: date; last day of the quarter that was reviewed
-- column tier: text; `key`, `growth` or `standard`; null where it could not be scored
-- column tier_if: text; the tier it would be in; its figures, its judgements, the anchors, the gates, the minimum stay and the
--   tiers of earlier quarters are held as they are
-- column score: ratio; 0 to 100; null where nothing was known
-- column score_if: ratio; 0 to 100; null where nothing would be known
-- column value: ratio; 0 to 100, current value; null where nothing of it was known
-- column value_if: ratio; 0 to 100; null where nothing of it would be known
-- column potential: ratio; 0 to 100, future potential; null where nothing of it was known
-- column potential_if: ratio; 0 to 100; null where nothing of it would be known
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
select
  d.account_id,
  d.name,
  r.tier_on,
  r.tier,
  case r.tier_rank
    when 2 then 'key'
    when 1 then 'growth'
    when 0 then 'standard'
  end as tier_if,
  cast(r.given_score as double) as score,
  cast(r.score as double) as score_if,
  cast(r.given_value as double) as value,
  cast(r.value as double) as value_if,
  cast(r.given_potential as double) as potential,
  cast(r.potential as double) as potential_if,
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
