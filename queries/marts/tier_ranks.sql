-- question: Which tier does the rule give each account or group, by which route?
-- grain: one row per account or group of tier_standings
-- reads: tier_standings, tier_rule
-- inline: yes
-- column account_key: integer; the account or group; beside it all that tier_standings has
-- column size_held_rank: integer; highest tier whose exit by size its value reaches and that gates allow; null without a value
-- column score_held_rank: integer; the same by score; null without a score
-- column size_rank: integer; its tier by size: 2 key, 1 develop, 0 standard; null where none is given by size
-- column score_rank: integer; its tier by score; null where none is given by score, or it was never scored
-- column tier_rank: integer; the highest of both and of a nomination; 0 for emerging; null where none gives one
with
  reached as (
    select
      s.*,
      case
        when s.tier_refusal is not null
        or s.value_score is null
        or r.size_key_entry is null then null
        when s.value_score >= r.size_key_entry then least(s.cap_rank, 2)
        when s.value_score >= r.size_develop_entry then least(s.cap_rank, 1)
        else 0
      end as size_entered_rank,
      case
        when s.tier_refusal is not null
        or s.value_score is null
        or r.size_key_entry is null then null
        when s.value_score >= r.size_key_exit then least(s.cap_rank, 2)
        when s.value_score >= r.size_develop_exit then least(s.cap_rank, 1)
        else 0
      end as size_held_rank,
      case
        when s.score is null
        or r.key_entry is null then null
        when s.score >= r.key_entry then least(s.cap_rank, 2)
        when s.score >= r.develop_entry then least(s.cap_rank, 1)
        else 0
      end as score_entered_rank,
      case
        when s.score is null
        or r.key_entry is null then null
        when s.score >= r.key_exit then least(s.cap_rank, 2)
        when s.score >= r.develop_exit then least(s.cap_rank, 1)
        else 0
      end as score_held_rank
    from
      tier_standings as s
      cross join tier_rule as r
  ),
  stepped as (
    -- Up at once; down to what is still held, though no lower than least_rank; what is not known keeps the tier.
    select
      r.* exclude (size_held_rank, score_held_rank),
      if (r.is_emerging, 0, r.size_held_rank) as size_held_rank,
      if (r.is_emerging, 0, r.score_held_rank) as score_held_rank,
      case
        when r.is_emerging then 0
        when r.size_prior_rank is null
        or r.size_entered_rank is null then coalesce(r.size_entered_rank, r.size_prior_rank)
        else greatest(r.size_entered_rank, least(r.size_prior_rank, greatest(r.size_least_rank, r.size_held_rank)))
      end as size_rank,
      case
        when r.is_emerging then 0
        when r.score_prior_rank is null
        or r.score_entered_rank is null then coalesce(r.score_entered_rank, r.score_prior_rank)
        else greatest(r.score_entered_rank, least(r.score_prior_rank, greatest(r.score_least_rank, r.score_held_rank)))
      end as score_rank
    from
      reached as r
  )
select
  s.*,
  -- greatest() passes over what is null.
  if (s.is_emerging, 0, greatest(s.size_rank, s.score_rank, s.nominated_rank)) as tier_rank
from
  stepped as s
