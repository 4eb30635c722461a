-- question: Whose tier could other weights change, and whose not?
-- grain: one row per level and account or group that has a score and is not emerging
-- reads: tier_quarter, tier_criteria, tier_models
-- param model_id: text; the model that holds
-- param concentration: ratio; Dirichlet concentration of the draws
-- param far: ratio; standard deviations from a threshold beyond which no draw is expected
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column tier_rank: integer; its tier
-- column from_rank: integer; the tier of the quarter before, which it leaves at the exit; 0 where it had none
-- column allowed_rank: integer; highest tier that its gates allow
-- column contribution_score: ratio; 0 to 1; null where it is not known
-- column revenue_score: ratio; 0 to 1; null where it is not known
-- column price_realisation_score: ratio; 0 to 1; null where it is not known
-- column breadth_score: ratio; 0 to 1; null where it is not known
-- column growth_score: ratio; 0 to 1; null where it is not known
-- column white_space_score: ratio; 0 to 1; null where it is not known
-- column planned_growth_score: ratio; 0 to 1; null where it is not known
-- column candidate_score: ratio; 0 to 1; null where it is not known
-- column strategic_alignment_score: ratio; 0 to 1; null where it is not known
-- column market_influence_score: ratio; 0 to 1; null where it is not known
-- column reference_value_score: ratio; 0 to 1; null where it is not known
-- column referrals_score: ratio; 0 to 1; null where it is not known
-- column is_far: boolean; whether every threshold is too far away for any draw
-- column tier_share: share; 1 where the score alone puts it in its tier, else 0; null where draws must tell
with
  points as (
    select
      max(points) filter(criterion = 'contribution') as contribution,
      max(points) filter(criterion = 'revenue') as revenue,
      max(points) filter(criterion = 'price_realisation') as price_realisation,
      max(points) filter(criterion = 'breadth') as breadth,
      max(points) filter(criterion = 'growth') as growth,
      max(points) filter(criterion = 'white_space') as white_space,
      max(points) filter(criterion = 'planned_growth') as planned_growth,
      max(points) filter(criterion = 'candidate') as candidate,
      max(points) filter(criterion = 'strategic_alignment') as strategic_alignment,
      max(points) filter(criterion = 'market_influence') as market_influence,
      max(points) filter(criterion = 'reference_value') as reference_value,
      max(points) filter(criterion = 'referrals') as referrals
    from
      tier_criteria
    where
      model_id = $model_id
  ),
  placed as (
    select
      q.*,
      case q.prior_tier
        when 'key' then 2
        when 'growth' then 1
        else 0
      end as from_rank,
      if (q.gates is null, 2, 1) as allowed_rank,
      case
        when q.contribution_score is null then 0
        else p.contribution
      end + case
        when q.revenue_score is null then 0
        else p.revenue
      end + case
        when q.price_realisation_score is null then 0
        else p.price_realisation
      end + case
        when q.breadth_score is null then 0
        else p.breadth
      end + case
        when q.growth_score is null then 0
        else p.growth
      end + case
        when q.white_space_score is null then 0
        else p.white_space
      end + case
        when q.planned_growth_score is null then 0
        else p.planned_growth
      end + case
        when q.candidate_score is null then 0
        else p.candidate
      end + case
        when q.strategic_alignment_score is null then 0
        else p.strategic_alignment
      end + case
        when q.market_influence_score is null then 0
        else p.market_influence
      end + case
        when q.reference_value_score is null then 0
        else p.reference_value
      end + case
        when q.referrals_score is null then 0
        else p.referrals
      end as known,
      coalesce(p.contribution * q.contribution_score * q.contribution_score, 0) + coalesce(p.revenue * q.revenue_score * q.revenue_score, 0) + coalesce(p.price_realisation * q.price_realisation_score * q.price_realisation_score, 0) + coalesce(p.breadth * q.breadth_score * q.breadth_score, 0) + coalesce(p.growth * q.growth_score * q.growth_score, 0) + coalesce(p.white_space * q.white_space_score * q.white_space_score, 0) + coalesce(p.planned_growth * q.planned_growth_score * q.planned_growth_score, 0) + coalesce(p.candidate * q.candidate_score * q.candidate_score, 0) + coalesce(p.strategic_alignment * q.strategic_alignment_score * q.strategic_alignment_score, 0) + coalesce(p.market_influence * q.market_influence_score * q.market_influence_score, 0) + coalesce(p.reference_value * q.reference_value_score * q.reference_value_score, 0) + coalesce(p.referrals * q.referrals_score * q.referrals_score, 0) as squares
    from
      tier_quarter as q
      cross join points as p
    where
      q.tier <> 'emerging'
      and q.score is not null
  ),
  bounded as (
    -- The variance of a weighted mean under a Dirichlet distribution of its weights.
    select
      p.*,
      100 * sqrt(greatest(p.squares / p.known - pow(p.score / 100, 2), 0) / ($concentration * p.known / 100 + 1)) as deviation,
      if (p.from_rank >= 1, m.growth_exit, m.growth_entry) as growth_from,
      if (p.allowed_rank < 2, 1000, if (p.from_rank >= 2, m.key_exit, m.key_entry)) as key_from
    from
      placed as p
      inner join tier_models as m on m.model_id = $model_id
  )
select
  level,
  account_key,
  cast(tier_rank as integer) as tier_rank,
  from_rank,
  allowed_rank,
  contribution_score,
  revenue_score,
  price_realisation_score,
  breadth_score,
  growth_score,
  white_space_score,
  planned_growth_score,
  candidate_score,
  strategic_alignment_score,
  market_influence_score,
  reference_value_score,
  referrals_score,
  disputed is null
  and least(abs(score - growth_from), abs(score - key_from)) > $far * deviation as is_far,
  case
    when is_far then cast(tier_rank = cast(score >= growth_from as integer) + cast(score >= key_from as integer) as integer)
  end as tier_share
from
  bounded
