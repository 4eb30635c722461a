-- question: What does the review of a quarter know of each account or group before the rule gives it a tier?
-- grain: one row per level and account or group, for one quarter
-- reads: tier_figures, tier_values, tier_levels, tier_nominations, tier_sums, tier_sums_before, tier_judged_before,
--   tier_judgements, tier_history, tier_models, tier_overrides, directory
-- param as_of: date; last day of the quarter
-- param prior_as_of: date; last day of the quarter before; null for the first
-- param model_id: text; the model that holds
-- param prior_model_id: text; the model of the quarter before
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
-- column gates: texts; gates that keep it out of key and that nobody signed away; null where none does
-- column is_silent: boolean; whether it has been silent for longer than the model allows, by days and by its own mean gap
-- column value_score: ratio; 0 to 100: 100 × (1 − share of value held by larger ones); null where no amount is known
-- column tier_refusal: text; why no tier is given by size at its level; null where one is
-- column nominated_rank: integer; tier to which a nomination in force raises it; null where there is none
-- column is_lifted: boolean; whether the nomination lifts a gate or a silence
-- column prior_tier: text; of the quarter before; null where it had none
-- column prior_score: ratio; of the quarter before; null where it had none
-- column size_prior_rank: integer; tier by size of the quarter before; null where it had none or that quarter's rule knew none
-- column size_least_rank: integer; tier by size under which the review cannot take it: the one that its value of the quarter before
--   still held, or its own where it was promoted too lately or had no value
-- column score_prior_rank: integer; the same of the tier by score
-- column score_least_rank: integer; the same of the tier by score
-- column cap_rank: integer; highest tier that gates and silence allow
-- column size_since: integer; quarters since its tier by size rose, did it not rise now
-- column score_since: integer; quarters since its tier by score rose, did it not rise now
-- column is_by_size: boolean; whether the model gives tiers by size
with
  prior as (
    select
      level,
      account_key,
      tier,
      score,
      size_rank,
      size_held_rank,
      size_since,
      -- Before tiers came by size, a quarter was recorded with its score's tier alone.
      if (cap_rank is null, tier_rank, score_rank) as score_rank,
      held_rank as score_held_rank,
      quarters_since_promotion as score_since
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
      bool_or(o.gate = 'thin') as thin,
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
  nominated as (
    select
      d.level,
      d.account_key,
      max(if (n.tier = 'key', 2, 1)) as nominated_rank
    from
      tier_nominations as n
      inner join directory as d on d.level = n.level
      and d.account_id = n.account_id
    where
      cast($as_of as date) between n.from_on and n.until_on
    group by
      d.level,
      d.account_key
  ),
  before as (
    -- Between a rule with tiers by size and one without, no tier is carried over.
    select
      coalesce(bool_or(b.is_by_size) filter(b.model_id = $prior_model_id), false) = coalesce(bool_or(b.is_by_size) filter(b.model_id = $model_id), false) as is_carried
    from
      tier_models as b
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
      k.rating_spread,
      k.disputed,
      nullif(k.stale, []) as stale,
      p.tier as prior_tier,
      p.score as prior_score,
      v.value_score,
      l.tier_refusal,
      m.is_by_size,
      m.least_stay,
      m.exit_after_quarters,
      n.nominated_rank,
      if (
        c.is_carried
        and l.tier_refusal is null,
        p.size_rank,
        null
      ) as size_rank,
      if (m.exit_after_quarters = 1, 0, p.size_held_rank) as size_held_rank,
      coalesce(p.size_since, 99) + 1 as size_since,
      if (c.is_carried, p.score_rank, null) as score_rank,
      if (m.exit_after_quarters = 1, 0, p.score_held_rank) as score_held_rank,
      coalesce(p.score_since, 99) + 1 as score_since,
      f.is_young
      and (
        p.level is null
        or p.tier is not distinct from 'emerging'
      ) as is_emerging,
      -- Two orders at least have a gap of their own.
      coalesce(
        m.is_by_size
        and cast($as_of as date) - f.last_order_on > m.silence_days
        and (cast($as_of as date) - f.last_order_on) * (f.order_days_to_date - 1) > m.silence_gaps * (f.last_order_on - f.first_order_on)
        and f.order_days_to_date > 1,
        false
      ) as is_silent,
      nullif(
        list_filter(
          [
            case
              when f.contribution < m.contribution_floor
              and not coalesce(o.contribution, false) then 'contribution'
            end,
            case
              when f.contribution >= coalesce(m.contribution_floor, f.contribution)
              and v.thin_ratio < m.thin_share
              and v.revenue_score >= 50
              and not coalesce(o.thin, false) then 'thin'
            end,
            case
              when f.price_realisation < m.price_realisation_floor
              and not coalesce(o.price_realisation, false) then 'price_realisation'
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
      left join tier_values as v on v.level = f.level
      and v.account_key = f.account_key
      left join tier_levels as l on l.level = f.level
      left join nominated as n on n.level = f.level
      and n.account_key = f.account_key
      left join opinions as k on k.level = f.level
      and k.account_key = f.account_key
      left join prior as p on p.level = f.level
      and p.account_key = f.account_key
      left join lifted as o on o.level = f.level
      and o.account_key = f.account_key
      cross join before as c
  ),
  capped as (
    -- Where tiers come by size, a gate and a silence act at once, and what they took must be entered anew; a nomination lifts both.
    select
      c.*,
      if (c.nominated_rank is null, c.gates, null) as shut_gates,
      c.is_silent
      and c.nominated_rank is null as is_out,
      c.nominated_rank is not null
      and (
        c.is_silent
        or c.gates is not null
      ) as is_lifted
    from
      combined as c
  ),
  limited as (
    select
      c.*,
      case
        when c.is_out then 0
        when c.shut_gates is not null then 1
        else 2
      end as cap_rank,
      if (
        c.is_by_size
        and c.is_out,
        0,
        if (
          c.is_by_size
          and c.shut_gates is not null,
          1,
          2
        )
      ) as carried_rank
    from
      capped as c
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
      limited as c
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
  shut_gates as gates,
  is_out as is_silent,
  value_score,
  tier_refusal,
  nominated_rank,
  is_lifted,
  prior_tier,
  prior_score,
  -- least() passes over nulls: who had no tier must not get the one that gates allow.
  case
    when size_rank is not null then least(size_rank, carried_rank)
  end as size_prior_rank,
  case
    when size_rank is not null then least(
      if (
        size_held_rank is not null
        and size_since >= least_stay,
        size_held_rank,
        size_rank
      ),
      size_rank,
      carried_rank
    )
  end as size_least_rank,
  case
    when score_rank is not null then least(score_rank, carried_rank)
  end as score_prior_rank,
  case
    when score_rank is not null then least(
      if (
        score_held_rank is not null
        and score_since >= least_stay,
        score_held_rank,
        score_rank
      ),
      score_rank,
      carried_rank
    )
  end as score_least_rank,
  cap_rank,
  size_since,
  score_since,
  is_by_size
from
  counted
