-- question: What does the review of a quarter know of each account or group before the rule gives it a tier?
-- grain: one row per level and account or group, for one quarter
-- reads: tier_figures, tier_sums, tier_sums_before, tier_judged_before, tier_judgements, tier_history, tier_models, tier_overrides, directory
-- param as_of: date; last day of the quarter
-- param prior_as_of: date; last day of the quarter before; null for the first
-- param model_id: text; the model that holds
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column is_emerging: boolean; whether it is too young to be scored on value
-- column value: ratio; score 0 to 100 on the criteria of value; null where none is known
-- column potential: ratio; score 0 to 100 on the criteria of potential; null where none is known
-- column score: ratio; 100 × points × score over the known criteria / their points, a half of the last digit upwards; an emerging
--   account's on potential only; null where none is known
-- column score_by_prior_model: ratio; the same figures by the model of the quarter before
-- column score_by_prior_judgement: ratio; the same by that model and the judgement of then
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column rating_spread: ratio; widest spread between departments; null where no two judged one criterion
-- column disputed: texts; criteria on which they disagree; null where they do not
-- column stale: texts; department and criterion of judgements that have faded; null where none has
-- column gates: texts; gates that keep it out of key; null where none does
-- column prior_tier: text; of the quarter before; null where it had none
-- column prior_rank: integer; its rank; null where it had none
-- column prior_score: ratio; of the quarter before; null where it had none
-- column least_rank: integer; tier under which the review cannot take it: the one that its score of the quarter before still held,
--   or its own where it was promoted too lately or had no score
-- column highest_rank: integer; highest tier that its gates allow
-- column since: integer; quarters since it was promoted, were it not promoted now
with
  prior as (
    select
      level,
      account_key,
      tier,
      tier_rank,
      held_rank,
      quarters_since_promotion,
      score
    from
      tier_history
    where
      as_of = cast($prior_as_of as date)
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
  opinions as (
    select
      level,
      account_key,
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
  combined as (
    select
      f.level,
      f.account_key,
      coalesce(s.confidence_share, 0) as confidence_share,
      o.rating_spread,
      o.disputed,
      nullif(o.stale, []) as stale,
      p.tier as prior_tier,
      p.tier_rank as prior_rank,
      p.score as prior_score,
      if (
        p.held_rank is not null
        and coalesce(p.quarters_since_promotion, 99) + 1 > m.minimum_stay,
        p.held_rank,
        p.tier_rank
      ) as least_rank,
      coalesce(p.quarters_since_promotion, 99) + 1 as since,
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
      ) as gates,
      -- Points in units of the eighth decimal and those of which they are in units of the fourth, so that nothing is rounded but the score.
      cast(coalesce(s.value_points, 0) * 100000000 as bigint) as value_points,
      cast(coalesce(s.value_known, 0) * 10000 as bigint) as value_known,
      cast((s.figure_points + s.judged_points) * 100000000 as bigint) as potential_points,
      cast((s.figure_known + s.judged_known) * 10000 as bigint) as potential_known,
      cast(b.value_points * 100000000 as bigint) as before_value_points,
      cast(b.value_known * 10000 as bigint) as before_value_known,
      cast((b.figure_points + b.judged_points) * 100000000 as bigint) as before_potential_points,
      cast((b.figure_known + b.judged_known) * 10000 as bigint) as before_potential_known,
      cast((b.figure_points + if (p.level is null, null, coalesce(j.judged_points, 0))) * 100000000 as bigint) as then_potential_points,
      cast((b.figure_known + if (p.level is null, null, coalesce(j.judged_known, 0))) * 10000 as bigint) as then_potential_known
    from
      tier_figures as f
      inner join tier_models as m on m.model_id = $model_id
      left join tier_sums as s on s.level = f.level
      and s.account_key = f.account_key
      left join tier_sums_before as b on b.level = f.level
      and b.account_key = f.account_key
      left join tier_judged_before as j on j.level = f.level
      and j.account_key = f.account_key
      left join opinions as o on o.level = f.level
      and o.account_key = f.account_key
      left join prior as p on p.level = f.level
      and p.account_key = f.account_key
      left join lifted as l on l.level = f.level
      and l.account_key = f.account_key
  ),
  counted as (
    -- An emerging account is scored on potential alone.
    select
      c.*,
      if (c.is_emerging, 0, c.value_points) + c.potential_points as points,
      if (c.is_emerging, 0, c.value_known) + c.potential_known as known,
      if (c.is_emerging, 0, c.before_value_points) + c.before_potential_points as before_points,
      if (c.is_emerging, 0, c.before_value_known) + c.before_potential_known as before_known,
      if (c.is_emerging, 0, c.before_value_points) + c.then_potential_points as then_points,
      if (c.is_emerging, 0, c.before_value_known) + c.then_potential_known as then_known
    from
      combined as c
  )
select
  level,
  account_key,
  is_emerging,
  cast((200 * value_points + value_known) // nullif(2 * value_known, 0) / 10000 as decimal(7, 4)) as value,
  cast(
    (200 * potential_points + potential_known) // nullif(2 * potential_known, 0) / 10000 as decimal(7, 4)
  ) as potential,
  cast((200 * points + known) // nullif(2 * known, 0) / 10000 as decimal(7, 4)) as score,
  cast((200 * before_points + before_known) // nullif(2 * before_known, 0) / 10000 as decimal(7, 4)) as score_by_prior_model,
  cast((200 * then_points + then_known) // nullif(2 * then_known, 0) / 10000 as decimal(7, 4)) as score_by_prior_judgement,
  confidence_share,
  rating_spread,
  disputed,
  stale,
  gates,
  prior_tier,
  prior_rank,
  prior_score,
  least_rank,
  if (gates is null, 2, 1) as highest_rank,
  since
from
  counted
