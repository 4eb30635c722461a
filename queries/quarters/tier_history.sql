-- question: In which tier does the review of a quarter put each account or group, and why?
-- grain: one row per level and account or group, for one quarter
-- reads: tier_figures, tier_white_space, tier_score_columns, tier_ranks
-- param as_of: date; last day of the quarter
-- column level: text; `account` or `group`
-- column as_of: date; last day of the quarter
-- column account_key: integer; the account or group
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; after service, else after freight and rebates; null when no line is costed
-- column price_realisation: ratio; net amount of lines with a list amount / their list amount; null when none has one
-- column breadth: integer; categories bought; null when no line has a category
-- column growth: ratio; symmetric, over the twelve months before; null where they brought no revenue or the history does not reach
-- column white_space: money; against the frozen peers; null when no line has a category
-- column planned_growth: ratio; symmetric, to the plan; null without a plan
-- column rising_share: share; pairs of its orders of which the later is the larger / all pairs; null where it is no candidate
-- column is_candidate: boolean; whether it orders often and at rising values
-- column order_days_to_date: integer; days with a sale up to the quarter's end
-- column *_score: ratio; score on the criterion, 0 to 1; null where it is not known or has no points
-- column value_score: ratio; 0 to 100: 100 × (1 − share of value held by larger ones); null where no amount is known
-- column value: ratio; score 0 to 100 on the criteria of value; null where none is known
-- column potential: ratio; score 0 to 100 on the criteria of potential; null where none is known
-- column score: ratio; 100 × sum of points × score over the known criteria / their points; an emerging account's on potential
--   only; null where none is known
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column rating_spread: ratio; widest spread between departments; null where no two judged one criterion
-- column disputed: texts; criteria on which departments disagree; null where they do not
-- column stale: texts; judgements that have faded; null where none has
-- column gates: texts; gates that keep it out of key; null where none does
-- column tier: text; `key`, `develop`, `standard` or `emerging`; null where no route gives one
-- column route: text; what gives it key or develop: `size`, `score` or `nomination`; null where it has neither
-- column tier_refusal: text; why no tier is given by size at its level; null where one is
-- column is_silent: boolean; whether a silence took its tiers
-- column tier_rank: integer; 2, 1 and 0; null where it has no tier; emerging is 0
-- column size_rank: integer; its tier by size; null where none is given
-- column size_held_rank: integer; highest tier whose exit by size it reaches; null without a value
-- column size_since: integer; quarters since its tier by size rose, up to 99
-- column score_rank: integer; its tier by score; null where none is given
-- column held_rank: integer; highest tier whose exit by score it reaches; null without a score
-- column quarters_since_promotion: integer; quarters since its tier by score rose, up to 99
-- column size_prior_rank: integer; tier by size from which the review took it on; null where there was none
-- column size_least_rank: integer; tier by size under which the review could not take it
-- column score_prior_rank: integer; tier by score from which it took it on
-- column score_least_rank: integer; tier by score under which it could not take it
-- column cap_rank: integer; highest tier that gates and silence allowed
-- column nominated_rank: integer; tier of its nomination; null where it had none
-- column prior_tier: text; of the quarter before; null where it had none
-- column prior_score: ratio; of the quarter before; null where it had none
-- column move_data: ratio; what the figures moved the score by; null without a prior score
-- column move_judgement: ratio; what the departments' judgement moved it by, age included; null without a prior score
-- column move_weights: ratio; what another model or its new anchors moved it by; null without a prior score
select
  r.level,
  cast($as_of as date) as as_of,
  r.account_key,
  f.revenue,
  f.contribution,
  f.price_realisation,
  f.breadth,
  f.growth,
  w.white_space,
  f.planned_growth,
  f.rising_share,
  f.is_candidate,
  f.order_days_to_date,
  c.* exclude (level, account_key),
  r.value_score,
  r.value,
  r.potential,
  r.score,
  r.confidence_share,
  cast(r.rating_spread as decimal(5, 4)) as rating_spread,
  r.disputed,
  r.stale,
  r.gates,
  r.is_silent,
  r.tier_refusal,
  case
    when r.is_emerging then 'emerging'
    when r.tier_rank = 2 then 'key'
    when r.tier_rank = 1 then 'develop'
    when r.tier_rank = 0 then 'standard'
  end as tier,
  case
    when r.is_emerging
    or coalesce(r.tier_rank, 0) = 0 then null
    when r.nominated_rank = r.tier_rank
    and (
      r.is_lifted
      or coalesce(greatest(r.size_rank, r.score_rank), 0) < r.tier_rank
    ) then 'nomination'
    when r.size_rank = r.tier_rank then 'size'
    else 'score'
  end as route,
  cast(r.tier_rank as tinyint) as tier_rank,
  cast(r.size_rank as tinyint) as size_rank,
  cast(r.size_held_rank as tinyint) as size_held_rank,
  cast(if (r.size_rank > coalesce(r.size_prior_rank, 0), 0, least(r.size_since, 99)) as tinyint) as size_since,
  cast(r.score_rank as tinyint) as score_rank,
  cast(if (r.score is null, null, r.score_held_rank) as tinyint) as held_rank,
  cast(
    if (
      r.score is not null
      -- By points alone the first tier was no promotion.
      and r.score_rank > coalesce(r.score_prior_rank, if (r.is_by_size, 0, 2)),
      0,
      least(r.score_since, 99)
    ) as tinyint
  ) as quarters_since_promotion,
  cast(r.size_prior_rank as tinyint) as size_prior_rank,
  cast(r.size_least_rank as tinyint) as size_least_rank,
  cast(r.score_prior_rank as tinyint) as score_prior_rank,
  cast(r.score_least_rank as tinyint) as score_least_rank,
  cast(r.cap_rank as tinyint) as cap_rank,
  cast(r.nominated_rank as tinyint) as nominated_rank,
  if (r.prior_tier = 'growth', 'develop', r.prior_tier) as prior_tier,
  r.prior_score,
  cast(r.score_by_prior_judgement - r.prior_score as decimal(7, 4)) as move_data,
  cast(r.score_by_prior_model - r.score_by_prior_judgement as decimal(7, 4)) as move_judgement,
  case
    when r.prior_score is not null then cast(r.score - r.score_by_prior_model as decimal(7, 4))
  end as move_weights
from
  tier_ranks as r
  inner join tier_figures as f on f.level = r.level
  and f.account_key = r.account_key
  left join tier_score_columns as c on c.level = r.level
  and c.account_key = r.account_key
  left join tier_white_space as w on w.level = r.level
  and w.account_key = r.account_key
