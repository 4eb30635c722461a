-- question: Are there few accounts or groups at a quarter's end that hold half of the value?
-- grain: one row per level that has an account or group
-- reads: tier_values, tier_models
-- param model_id: text; the model that holds
-- column level: text; `account` or `group`
-- column valued_count: count; accounts or groups with a positive value
-- column half_count: count; those of them that score 50 or more: with those above them each lies within the larger half of the value
-- column tier_refusal: text; why no tier is given by size; null where one is, or the model gives none
with
  thresholds as (
    select
      0.2 as most_share,
      50 as half
  ),
  counted as (
    select
      v.level,
      count(*) filter(v.value_score > 0) as valued_count,
      count(*) filter(v.value_score >= t.half) as half_count,
      any_value(t.most_share) as most_share
    from
      tier_values as v
      cross join thresholds as t
    group by
      v.level
  )
select
  c.level,
  cast(c.valued_count as integer) as valued_count,
  cast(c.half_count as integer) as half_count,
  case
  -- One account that holds half by itself is as few as there can be, whatever its share of the accounts.
    when m.is_by_size
    and c.half_count > 1
    and c.half_count > c.most_share * c.valued_count then format(
      'no vital few here: the larger half of the value is spread over {} of {}',
      c.half_count,
      c.valued_count
    )
  end as tier_refusal
from
  counted as c
  inner join tier_models as m on m.model_id = $model_id
