-- question: Which accounts would be in another tier, had the last review been made with other points or thresholds?
-- grain: one row per account or group that would be in another tier
-- reads: asked_branches, asked_tier_rules, tier_steps, directory
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
with
  thresholds as (
    select
      0.00005::double as half
  ),
  weighted as (
    select
      t.account_key,
      t.level,
      t.tier_on,
      t.tier,
      t.tier_rank,
      t.score,
      t.value,
      t.potential,
      t.revenue,
      t.prior_rank,
      t.least_rank,
      t.highest_rank,
      coalesce(m.contribution * t.contribution_score, 0) + coalesce(m.revenue * t.revenue_score, 0) + coalesce(m.price_realisation * t.price_realisation_score, 0) + coalesce(m.breadth * t.breadth_score, 0) as value_points,
      if (t.contribution_score is null, 0, m.contribution) + if (t.revenue_score is null, 0, m.revenue) + if (t.price_realisation_score is null, 0, m.price_realisation) + if (t.breadth_score is null, 0, m.breadth) as value_known,
      coalesce(m.growth * t.growth_score, 0) + coalesce(m.white_space * t.white_space_score, 0) + coalesce(m.planned_growth * t.planned_growth_score, 0) + coalesce(m.candidate * t.candidate_score, 0) as figure_points,
      coalesce(m.strategic_alignment * t.strategic_alignment_score, 0) + coalesce(m.market_influence * t.market_influence_score, 0) + coalesce(m.reference_value * t.reference_value_score, 0) + coalesce(m.referrals * t.referrals_score, 0) as judged_points,
      if (t.growth_score is null, 0, m.growth) + if (t.white_space_score is null, 0, m.white_space) + if (t.planned_growth_score is null, 0, m.planned_growth) + if (t.candidate_score is null, 0, m.candidate) as figure_known,
      if (t.strategic_alignment_score is null, 0, m.strategic_alignment) + if (t.market_influence_score is null, 0, m.market_influence) + if (t.reference_value_score is null, 0, m.reference_value) + if (t.referrals_score is null, 0, m.referrals) as judged_known
    from
      tier_steps as t
      cross join asked_tier_rules as m
    where
      t.tier is distinct from 'emerging'
  ),
  scored as (
    select
      w.*,
      100 * (w.value_points + w.figure_points + w.judged_points) / nullif(w.value_known + w.figure_known + w.judged_known, 0) as score_if
    from
      weighted as w
  ),
  stepped as (
    -- As the review steps: up at once, down to what is still held. Scores are kept to four decimals, so half of the last counts.
    select
      s.*,
      case
        when s.score_if is null then s.prior_rank
        else greatest(
          least(
            s.highest_rank,
            cast(s.score_if >= m.growth_entry - half as integer) + cast(s.score_if >= m.key_entry - half as integer)
          ),
          least(
            coalesce(s.prior_rank, -1),
            greatest(
              s.least_rank,
              least(
                s.highest_rank,
                cast(s.score_if >= m.growth_exit - half as integer) + cast(s.score_if >= m.key_exit - half as integer)
              )
            )
          )
        )
      end as rank_if
    from
      scored as s
      cross join asked_tier_rules as m
      cross join thresholds
  ),
  moved as (
    select
      s.*
    from
      stepped as s
    where
      s.rank_if is distinct from s.tier_rank
  )
select
  d.account_id,
  d.name,
  m.tier_on,
  m.tier,
  case m.rank_if
    when 2 then 'key'
    when 1 then 'growth'
    when 0 then 'standard'
  end as tier_if,
  cast(m.score as double) as score,
  cast(cast(m.score_if as decimal(7, 4)) as double) as score_if,
  cast(m.value as double) as value,
  cast(cast(100 * m.value_points / nullif(m.value_known, 0) as decimal(7, 4)) as double) as value_if,
  cast(m.potential as double) as potential,
  cast(
    cast(
      100 * (m.figure_points + m.judged_points) / nullif(m.figure_known + m.judged_known, 0) as decimal(7, 4)
    ) as double
  ) as potential_if,
  m.revenue
from
  moved as m
  inner join directory as d on d.level = m.level
  and d.account_key = m.account_key
where
  m.account_key in (
    select
      account_key
    from
      asked_branches
  )
