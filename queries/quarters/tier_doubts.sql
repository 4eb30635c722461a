-- question: Whose tier could other weights change, and whose not?
-- grain: one row per level and account or group that has a score and is not emerging
-- reads: tier_quarter, tier_scores, tier_score_columns, tier_criteria, tier_models
-- param model_id: text; the model that holds
-- param concentration: ratio; Dirichlet concentration of the draws
-- param far: ratio; standard deviations from a threshold beyond which no draw is expected
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column tier_rank: integer; its tier by score
-- column from_rank: integer; the tier by score of the quarter before, which it leaves at the exit; 0 where it had none
-- column allowed_rank: integer; highest tier that its gates allow
-- column *_score: ratio; 0 to 1; null where it is not known
-- column is_far: boolean; whether every threshold is too far away for any draw
-- column tier_share: share; 1 where the score alone puts it in its tier, else 0; null where draws must tell
with
  carried as (
    select
      s.level,
      s.account_key,
      sum(c.points) as known,
      sum(c.points * s.score * s.score) as squares
    from
      tier_scores as s
      inner join tier_criteria as c on c.model_id = $model_id
      and c.criterion = s.criterion
    group by
      s.level,
      s.account_key
  ),
  placed as (
    select
      q.level,
      q.account_key,
      q.score_rank as tier_rank,
      q.score,
      q.disputed,
      cast(coalesce(q.score_prior_rank, 0) as integer) as from_rank,
      cast(q.cap_rank as integer) as allowed_rank,
      c.known,
      c.squares
    from
      tier_quarter as q
      inner join carried as c on c.level = q.level
      and c.account_key = q.account_key
    where
      q.tier <> 'emerging'
      and q.score is not null
      and q.score_rank is not null
  ),
  bounded as (
    -- The variance of a weighted mean under a Dirichlet distribution of its weights.
    select
      p.*,
      100 * sqrt(greatest(p.squares / p.known - pow(p.score / 100, 2), 0) / ($concentration * p.known / 100 + 1)) as deviation,
      if (p.from_rank >= 1, coalesce(m.develop_exit, m.key_exit), coalesce(m.develop_entry, m.key_entry)) as develop_from,
      if (p.allowed_rank < 2, 1000, if (p.from_rank >= 2, m.key_exit, m.key_entry)) as key_from
    from
      placed as p
      inner join tier_models as m on m.model_id = $model_id
  )
select
  b.level,
  b.account_key,
  cast(b.tier_rank as integer) as tier_rank,
  b.from_rank,
  b.allowed_rank,
  c.* exclude (level, account_key),
  b.disputed is null
  and least(abs(b.score - b.develop_from), abs(b.score - b.key_from)) > $far * b.deviation as is_far,
  case
    when is_far then cast(
      b.tier_rank = cast(b.score >= b.develop_from as integer) + cast(b.score >= b.key_from as integer) as integer
    )
  end as tier_share
from
  bounded as b
  inner join tier_score_columns as c on c.level = b.level
  and c.account_key = b.account_key
