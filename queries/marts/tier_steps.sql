-- question: From where did the last review take each account or group on, and how low and how high could it take it?
-- grain: one row per account or group that was reviewed in the last closed quarter
-- reads: asked_tiers, asked_levels, tier_history, tier_quarters, tier_models
-- inline: yes
-- column account_key: integer; the account or group; beside it all that asked_tiers has
-- column score_prior_rank: integer; tier by score of the quarter before: 2 key, 1 develop, 0 standard or emerging; null where it had none
-- column score_least_rank: integer; tier by score under which the review cannot take it: the one that its score of the quarter before
--   still held, or its own where it was promoted too lately or had no score
-- column cap_rank: integer; 2, or 1 where a gate keeps it out of key, or 0 where a silence takes its tier
with
  quarters as (
    select
      q.as_of as tier_on,
      m.minimum_stay,
      (
        select
          max(b.as_of)
        from
          tier_quarters as b
        where
          b.as_of < q.as_of
      ) as prior_on
    from
      tier_quarters as q
      inner join tier_models as m on m.model_id = q.model_id
    where
      q.as_of = (
        select
          max(l.as_of)
        from
          tier_quarters as l
        where
          l.as_of <= cast($as_of as date)
      )
  ),
  before as (
    -- Who had the lowest tier cannot lose one: nothing of it need be known.
    select
      h.account_key,
      h.held_rank,
      h.quarters_since_promotion
    from
      tier_history as h
    where
      h.tier_rank > 0
      and h.level = (
        select
          level
        from
          asked_levels
      )
      and h.as_of = (
        select
          prior_on
        from
          quarters
      )
  )
select
  t.* replace(
    if (t.cap_rank is null, if (t.gates is null, 2, 1), t.cap_rank) as cap_rank,
    -- What was recorded before tiers came by size says by its tiers alone from where it was taken on.
    if (
      t.cap_rank is null,
      case
        when t.prior_tier = 'key' then 2
        when t.prior_tier in ('growth', 'develop') then 1
        when t.prior_tier is not null then 0
      end,
      t.score_prior_rank
    ) as score_prior_rank,
    case
      when t.cap_rank is not null then t.score_least_rank
      when t.prior_tier not in ('key', 'growth', 'develop') then 0
      when b.held_rank is not null
      and coalesce(b.quarters_since_promotion, 99) + 1 > q.minimum_stay then least(b.held_rank, if (t.prior_tier = 'key', 2, 1))
      else if (t.prior_tier = 'key', 2, 1)
    end as score_least_rank
  )
from
  asked_tiers as t
  cross join quarters as q
  left join before as b on b.account_key = if (
    t.cap_rank is null
    and t.prior_tier in ('key', 'growth', 'develop'),
    t.account_key,
    null
  )
