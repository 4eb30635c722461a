-- question: In which tier does the review of a quarter put each account or group, and why?
-- grain: one row per level and account or group, for one quarter
-- reads: tier_figures, tier_scores, tier_scores_before, tier_history, tier_criteria, tier_models, tier_overrides, directory
-- param as_of: date; last day of the quarter
-- param prior_as_of: date; last day of the quarter before; null for the first
-- param model_id: text; the model that holds
-- param prior_model_id: text; the model of the quarter before
-- column level: text; `account` or `group`
-- column as_of: date; last day of the quarter
-- column account_key: integer; the account or group
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; after service, else after freight and rebates; null when no line is costed
-- column price_realisation: ratio; net amount of lines with a list amount / their list amount; null when none has one
-- column breadth: integer; categories bought; null when no line has a category
-- column growth: ratio; symmetric, over the twelve months before; null where they brought no revenue or the history does not reach
-- column white_space: money; expected of categories that it does not buy; null where no list of white space passed its check
-- column planned_growth: ratio; symmetric, to the plan; null without a plan
-- column rising_share: share; pairs of its orders of which the later is the larger / all pairs; null where it is no candidate
-- column is_candidate: boolean; whether it orders often and at rising values
-- column order_days_to_date: integer; days with a sale up to the quarter's end
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
-- column value: ratio; score 0 to 100 on the criteria of value; null where none is known
-- column potential: ratio; score 0 to 100 on the criteria of potential; null where none is known
-- column score: ratio; 100 × sum of points × score over the known criteria / their points; an emerging account's on potential
--   only; null where none is known
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column rating_spread: ratio; widest spread between departments; null where no two judged one criterion
-- column disputed: texts; criteria on which departments disagree; null where they do not
-- column stale: texts; judgements that have faded; null where none has
-- column gates: texts; gates that keep it out of key; null where none does
-- column tier: text; `key`, `growth`, `standard` or `emerging`; null where it was never scored
-- column tier_rank: integer; 2, 1 and 0; null where it has no tier; emerging is 0
-- column held_rank: integer; highest tier whose exit the score reaches and whose gates are open; null without a score
-- column quarters_since_promotion: integer; up to 99
-- column prior_tier: text; of the quarter before; null where it had none
-- column prior_score: ratio; of the quarter before; null where it had none
-- column move_data: ratio; what the figures moved the score by; null without a prior score
-- column move_judgement: ratio; what the departments' judgement moved it by, age included; null without a prior score
-- column move_weights: ratio; what another model or its new anchors moved it by; null without a prior score
with
  prior_points as (
    select
      max(points) filter(criterion = 'strategic_alignment') as strategic_alignment,
      max(points) filter(criterion = 'market_influence') as market_influence,
      max(points) filter(criterion = 'reference_value') as reference_value,
      max(points) filter(criterion = 'referrals') as referrals
    from
      tier_criteria
    where
      model_id = $prior_model_id
  ),
  prior as (
    select
      h.level,
      h.account_key,
      h.tier,
      h.tier_rank,
      h.held_rank,
      h.quarters_since_promotion,
      h.score,
      coalesce(p.strategic_alignment * h.strategic_alignment_score, 0) + coalesce(p.market_influence * h.market_influence_score, 0) + coalesce(p.reference_value * h.reference_value_score, 0) + coalesce(p.referrals * h.referrals_score, 0) as judged_points,
      case
        when h.strategic_alignment_score is null then 0
        else p.strategic_alignment
      end + case
        when h.market_influence_score is null then 0
        else p.market_influence
      end + case
        when h.reference_value_score is null then 0
        else p.reference_value
      end + case
        when h.referrals_score is null then 0
        else p.referrals
      end as judged_known
    from
      tier_history as h
      cross join prior_points as p
    where
      h.as_of = cast($prior_as_of as date)
  ),
  lifted as (
    select
      d.level,
      d.account_key,
      bool_or(o.gate = 'contribution') as contribution,
      bool_or(o.gate = 'price_realisation') as price_realisation
    from
      tier_overrides as o
      inner join directory as d on d.account_id = o.account_id
    where
      cast($as_of as date) between o.from_on and o.until_on
    group by
      d.level,
      d.account_key
  ),
  combined as (
    -- Beside the scores of now stand those of the same figures by the model of then, and the judgement of then.
    select
      f.level,
      f.account_key,
      f.revenue,
      f.contribution,
      f.price_realisation,
      f.breadth,
      f.growth,
      f.planned_growth,
      f.rising_share,
      f.is_candidate,
      f.order_days_to_date,
      s.* exclude (level, account_key),
      b.value_points as before_value_points,
      b.value_known as before_value_known,
      b.figure_points as before_figure_points,
      b.figure_known as before_figure_known,
      b.judged_points as before_judged_points,
      b.judged_known as before_judged_known,
      p.tier as prior_tier,
      p.tier_rank as prior_rank,
      p.held_rank as prior_held,
      p.quarters_since_promotion as prior_since,
      p.score as prior_score,
      p.judged_points as prior_judged_points,
      p.judged_known as prior_judged_known,
      m.growth_entry,
      m.growth_exit,
      m.key_entry,
      m.key_exit,
      m.minimum_stay,
      f.is_young
      and (
        p.level is null
        or p.tier is not distinct from 'emerging'
      ) as is_emerging,
      nullif(
        list_filter(
          [
            case
              when f.contribution < m.contribution_floor
              and not coalesce(l.contribution, false) then 'contribution'
            end,
            case
              when f.price_realisation < m.price_realisation_floor
              and not coalesce(l.price_realisation, false) then 'price_realisation'
            end
          ],
          lambda gate: gate is not null
        ),
        []
      ) as gates
    from
      tier_figures as f
      inner join tier_scores as s on s.level = f.level
      and s.account_key = f.account_key
      inner join tier_models as m on m.model_id = $model_id
      left join tier_scores_before as b on b.level = f.level
      and b.account_key = f.account_key
      left join prior as p on p.level = f.level
      and p.account_key = f.account_key
      left join lifted as l on l.level = f.level
      and l.account_key = f.account_key
  ),
  scored as (
    select
      c.*,
      cast(100 * c.value_points / nullif(c.value_known, 0) as decimal(7, 4)) as value,
      cast(
        100 * (c.figure_points + c.judged_points) / nullif(c.figure_known + c.judged_known, 0) as decimal(7, 4)
      ) as potential,
      cast(
        100 * (if (c.is_emerging, 0, c.value_points) + c.figure_points + c.judged_points) / nullif(if (c.is_emerging, 0, c.value_known) + c.figure_known + c.judged_known, 0) as decimal(7, 4)
      ) as score,
      cast(
        100 * (if (c.is_emerging, 0, c.before_value_points) + c.before_figure_points + c.before_judged_points) / nullif(if (c.is_emerging, 0, c.before_value_known) + c.before_figure_known + c.before_judged_known, 0) as decimal(7, 4)
      ) as score_by_prior_model,
      cast(
        100 * (if (c.is_emerging, 0, c.before_value_points) + c.before_figure_points + c.prior_judged_points) / nullif(if (c.is_emerging, 0, c.before_value_known) + c.before_figure_known + c.prior_judged_known, 0) as decimal(7, 4)
      ) as score_by_prior_judgement
    from
      combined as c
  ),
  reached as (
    select
      s.*,
      if (
        s.is_emerging,
        0,
        least(
          if (s.gates is null, 2, 1),
          cast(s.score >= s.growth_entry as integer) + cast(s.score >= s.key_entry as integer)
        )
      ) as entered_rank,
      if (
        s.is_emerging,
        0,
        least(
          if (s.gates is null, 2, 1),
          cast(s.score >= s.growth_exit as integer) + cast(s.score >= s.key_exit as integer)
        )
      ) as held_rank,
      coalesce(s.prior_since, 99) + 1 as since
    from
      scored as s
  ),
  stepped as (
    -- Up at once; down after two quarters under the exit, once the stay after a promotion is over; no score keeps the tier.
    select
      r.*,
      case
        when r.is_emerging then 0
        when r.score is null then r.prior_rank
        when r.prior_rank is null then r.entered_rank
        when r.entered_rank > r.prior_rank then r.entered_rank
        when r.prior_held is not null
        and r.since > r.minimum_stay then least(r.prior_rank, greatest(r.held_rank, r.prior_held))
        else r.prior_rank
      end as tier_rank
    from
      reached as r
  )
select
  p.level,
  cast($as_of as date) as as_of,
  p.account_key,
  p.revenue,
  p.contribution,
  p.price_realisation,
  p.breadth,
  p.growth,
  p.white_space,
  p.planned_growth,
  p.rising_share,
  p.is_candidate,
  p.order_days_to_date,
  p.contribution_score,
  p.revenue_score,
  p.price_realisation_score,
  p.breadth_score,
  p.growth_score,
  p.white_space_score,
  p.planned_growth_score,
  p.candidate_score,
  p.strategic_alignment_score,
  p.market_influence_score,
  p.reference_value_score,
  p.referrals_score,
  p.value,
  p.potential,
  p.score,
  p.confidence_share,
  cast(p.rating_spread as decimal(5, 4)) as rating_spread,
  p.disputed,
  p.stale,
  p.gates,
  case
    when p.is_emerging then 'emerging'
    when p.tier_rank = 2 then 'key'
    when p.tier_rank = 1 then 'growth'
    when p.tier_rank = 0 then 'standard'
  end as tier,
  cast(p.tier_rank as tinyint) as tier_rank,
  cast(
    case
      when p.score is not null then p.held_rank
    end as tinyint
  ) as held_rank,
  cast(
    if (
      p.score is not null
      and p.entered_rank > p.prior_rank,
      0,
      least(p.since, 99)
    ) as tinyint
  ) as quarters_since_promotion,
  p.prior_tier,
  p.prior_score,
  cast(p.score_by_prior_judgement - p.prior_score as decimal(7, 4)) as move_data,
  cast(p.score_by_prior_model - p.score_by_prior_judgement as decimal(7, 4)) as move_judgement,
  case
    when p.prior_score is not null then cast(p.score - p.score_by_prior_model as decimal(7, 4))
  end as move_weights
from
  stepped as p
