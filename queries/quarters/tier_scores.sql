-- question: What does each account or group score on each criterion, and on each axis?
-- grain: one row per level and account or group of tier_figures
-- reads: tier_figures, tier_white_space, tier_judgements, tier_criteria, tier_frozen_anchors, tier_models
-- param frozen_id: text; the frozen references that hold
-- param model_id: text; the model that holds
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column contribution_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column revenue_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column price_realisation_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column breadth_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column growth_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column white_space_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column planned_growth_score: ratio; 0 to 1 between the frozen anchors; null where the figure or the anchors are
-- column candidate_score: ratio; 1 for a candidate, else 0
-- column strategic_alignment_score: ratio; 0 for a judgement of 1, 1 for one of 5; null where nobody judged
-- column market_influence_score: ratio; 0 for a judgement of 1, 1 for one of 5; null where nobody judged
-- column reference_value_score: ratio; 0 for a judgement of 1, 1 for one of 5; null where nobody judged
-- column referrals_score: ratio; 0 for a judgement of 1, 1 for one of 5; null where nobody judged
-- column value_points: ratio; points × score over the known criteria of value
-- column value_known: ratio; points of those criteria
-- column figure_points: ratio; points × score over the known figures of potential
-- column figure_known: ratio; points of those figures
-- column judged_points: ratio; points × score over the judged criteria
-- column judged_known: ratio; points of those criteria
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column rating_spread: ratio; widest spread between departments; null where no two judged one criterion
-- column disputed: texts; criteria on which they disagree; null where they do not
-- column stale: texts; department and criterion of judgements that have faded; null where none has
-- column white_space: money; expected of categories that it does not buy; null where no list of white space passed its check
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
      max(points) filter(criterion = 'referrals') as referrals,
      bool_or(is_log) filter(criterion = 'contribution') as contribution_is_log,
      bool_or(is_log) filter(criterion = 'revenue') as revenue_is_log,
      bool_or(is_log) filter(criterion = 'price_realisation') as price_realisation_is_log,
      bool_or(is_log) filter(criterion = 'breadth') as breadth_is_log,
      bool_or(is_log) filter(criterion = 'growth') as growth_is_log,
      bool_or(is_log) filter(criterion = 'white_space') as white_space_is_log,
      bool_or(is_log) filter(criterion = 'planned_growth') as planned_growth_is_log
    from
      tier_criteria
    where
      model_id = $model_id
  ),
  anchors as (
    -- On a log scale the logarithms of figure and anchors are what is compared.
    select
      a.level,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'contribution') as contribution_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'contribution') as contribution_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'revenue') as revenue_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'revenue') as revenue_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'price_realisation') as price_realisation_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'price_realisation') as price_realisation_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'breadth') as breadth_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'breadth') as breadth_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'growth') as growth_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'growth') as growth_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'white_space') as white_space_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'white_space') as white_space_high,
      max(
        case
          when c.is_log then ln(a.low)
          else a.low
        end
      ) filter(a.criterion = 'planned_growth') as planned_growth_low,
      max(
        case
          when c.is_log then ln(a.high)
          else a.high
        end
      ) filter(a.criterion = 'planned_growth') as planned_growth_high
    from
      tier_frozen_anchors as a
      inner join tier_criteria as c on c.model_id = $model_id
      and c.criterion = a.criterion
    where
      a.frozen_id = $frozen_id
    group by
      a.level
  ),
  judged as (
    select
      level,
      account_key,
      max((score - 1) / 4) filter(criterion = 'strategic_alignment') as strategic_alignment,
      coalesce(max(confidence_share) filter(criterion = 'strategic_alignment'), 0) as strategic_alignment_confidence,
      max((score - 1) / 4) filter(criterion = 'market_influence') as market_influence,
      coalesce(max(confidence_share) filter(criterion = 'market_influence'), 0) as market_influence_confidence,
      max((score - 1) / 4) filter(criterion = 'reference_value') as reference_value,
      coalesce(max(confidence_share) filter(criterion = 'reference_value'), 0) as reference_value_confidence,
      max((score - 1) / 4) filter(criterion = 'referrals') as referrals,
      coalesce(max(confidence_share) filter(criterion = 'referrals'), 0) as referrals_confidence,
      max(spread) as rating_spread,
      list(
        criterion
        order by
          criterion
      ) filter(is_disputed) as disputed,
      flatten(
        list(
          list_transform(stale, lambda department: department || ' on ' || criterion)
          order by
            criterion
        )
      ) as stale
    from
      tier_judgements
    group by
      level,
      account_key
  ),
  measured as (
    select
      f.level,
      f.account_key,
      f.is_candidate,
      case
        when p.contribution_is_log
        and f.contribution is not null then ln(greatest(cast(f.contribution as double), 1e-9))
        else cast(f.contribution as double)
      end as contribution,
      case
        when p.revenue_is_log
        and f.revenue is not null then ln(greatest(cast(f.revenue as double), 1e-9))
        else cast(f.revenue as double)
      end as revenue,
      case
        when p.price_realisation_is_log
        and f.price_realisation is not null then ln(greatest(cast(f.price_realisation as double), 1e-9))
        else cast(f.price_realisation as double)
      end as price_realisation,
      case
        when p.breadth_is_log
        and f.breadth is not null then ln(greatest(cast(f.breadth as double), 1e-9))
        else cast(f.breadth as double)
      end as breadth,
      case
        when p.growth_is_log
        and f.growth is not null then ln(greatest(cast(f.growth as double), 1e-9))
        else cast(f.growth as double)
      end as growth,
      case
        when p.white_space_is_log
        and w.white_space is not null then ln(greatest(cast(w.white_space as double), 1e-9))
        else cast(w.white_space as double)
      end as white_space,
      case
        when p.planned_growth_is_log
        and f.planned_growth is not null then ln(greatest(cast(f.planned_growth as double), 1e-9))
        else cast(f.planned_growth as double)
      end as planned_growth
    from
      tier_figures as f
      cross join points as p
      left join tier_white_space as w on w.level = f.level
      and w.account_key = f.account_key
  ),
  scaled as (
    -- least() and greatest() pass over nulls, so a missing figure must be asked for first.
    select
      m.level,
      m.account_key,
      case
        when m.contribution is not null
        and a.contribution_low is not null then cast(
          least(greatest((m.contribution - a.contribution_low) / (a.contribution_high - a.contribution_low), 0), 1) as decimal(5, 4)
        )
      end as contribution,
      case
        when m.revenue is not null
        and a.revenue_low is not null then cast(
          least(greatest((m.revenue - a.revenue_low) / (a.revenue_high - a.revenue_low), 0), 1) as decimal(5, 4)
        )
      end as revenue,
      case
        when m.price_realisation is not null
        and a.price_realisation_low is not null then cast(
          least(
            greatest(
              (m.price_realisation - a.price_realisation_low) / (a.price_realisation_high - a.price_realisation_low),
              0
            ),
            1
          ) as decimal(5, 4)
        )
      end as price_realisation,
      case
        when m.breadth is not null
        and a.breadth_low is not null then cast(
          least(greatest((m.breadth - a.breadth_low) / (a.breadth_high - a.breadth_low), 0), 1) as decimal(5, 4)
        )
      end as breadth,
      case
        when m.growth is not null
        and a.growth_low is not null then cast(least(greatest((m.growth - a.growth_low) / (a.growth_high - a.growth_low), 0), 1) as decimal(5, 4))
      end as growth,
      case
        when m.white_space is not null
        and a.white_space_low is not null then cast(
          least(greatest((m.white_space - a.white_space_low) / (a.white_space_high - a.white_space_low), 0), 1) as decimal(5, 4)
        )
      end as white_space,
      case
        when m.planned_growth is not null
        and a.planned_growth_low is not null then cast(
          least(
            greatest((m.planned_growth - a.planned_growth_low) / (a.planned_growth_high - a.planned_growth_low), 0),
            1
          ) as decimal(5, 4)
        )
      end as planned_growth,
      cast(cast(m.is_candidate as integer) as decimal(5, 4)) as candidate,
      cast(j.strategic_alignment as decimal(5, 4)) as strategic_alignment,
      cast(j.market_influence as decimal(5, 4)) as market_influence,
      cast(j.reference_value as decimal(5, 4)) as reference_value,
      cast(j.referrals as decimal(5, 4)) as referrals,
      coalesce(j.strategic_alignment_confidence, 0) * p.strategic_alignment + coalesce(j.market_influence_confidence, 0) * p.market_influence + coalesce(j.reference_value_confidence, 0) * p.reference_value + coalesce(j.referrals_confidence, 0) * p.referrals as judged_confidence,
      j.rating_spread,
      j.disputed,
      nullif(j.stale, []) as stale
    from
      measured as m
      cross join points as p
      left join anchors as a on a.level = m.level
      left join judged as j on j.level = m.level
      and j.account_key = m.account_key
  )
select
  s.level,
  s.account_key,
  s.contribution as contribution_score,
  s.revenue as revenue_score,
  s.price_realisation as price_realisation_score,
  s.breadth as breadth_score,
  s.growth as growth_score,
  s.white_space as white_space_score,
  s.planned_growth as planned_growth_score,
  s.candidate as candidate_score,
  s.strategic_alignment as strategic_alignment_score,
  s.market_influence as market_influence_score,
  s.reference_value as reference_value_score,
  s.referrals as referrals_score,
  coalesce(p.contribution * s.contribution, 0) + coalesce(p.revenue * s.revenue, 0) + coalesce(p.price_realisation * s.price_realisation, 0) + coalesce(p.breadth * s.breadth, 0) as value_points,
  case
    when s.contribution is null then 0
    else p.contribution
  end + case
    when s.revenue is null then 0
    else p.revenue
  end + case
    when s.price_realisation is null then 0
    else p.price_realisation
  end + case
    when s.breadth is null then 0
    else p.breadth
  end as value_known,
  coalesce(p.growth * s.growth, 0) + coalesce(p.white_space * s.white_space, 0) + coalesce(p.planned_growth * s.planned_growth, 0) + coalesce(p.candidate * s.candidate, 0) as figure_points,
  case
    when s.growth is null then 0
    else p.growth
  end + case
    when s.white_space is null then 0
    else p.white_space
  end + case
    when s.planned_growth is null then 0
    else p.planned_growth
  end + case
    when s.candidate is null then 0
    else p.candidate
  end as figure_known,
  coalesce(p.strategic_alignment * s.strategic_alignment, 0) + coalesce(p.market_influence * s.market_influence, 0) + coalesce(p.reference_value * s.reference_value, 0) + coalesce(p.referrals * s.referrals, 0) as judged_points,
  case
    when s.strategic_alignment is null then 0
    else p.strategic_alignment
  end + case
    when s.market_influence is null then 0
    else p.market_influence
  end + case
    when s.reference_value is null then 0
    else p.reference_value
  end + case
    when s.referrals is null then 0
    else p.referrals
  end as judged_known,
  cast(
    (
      case
        when s.contribution is null then 0
        else p.contribution
      end + case
        when s.revenue is null then 0
        else p.revenue
      end + case
        when s.price_realisation is null then 0
        else p.price_realisation
      end + case
        when s.breadth is null then 0
        else p.breadth
      end + case
        when s.growth is null then 0
        else p.growth
      end + case
        when s.white_space is null then 0
        else p.white_space
      end + case
        when s.planned_growth is null then 0
        else p.planned_growth
      end + case
        when s.candidate is null then 0
        else p.candidate
      end + coalesce(s.judged_confidence, 0)
    ) / 100 as decimal(5, 4)
  ) as confidence_share,
  s.rating_spread,
  s.disputed,
  s.stale,
  w.white_space
from
  scaled as s
  cross join points as p
  left join tier_white_space as w on w.level = s.level
  and w.account_key = s.account_key
