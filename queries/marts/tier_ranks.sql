-- question: Which tier does the rule give each account or group?
-- grain: one row per account or group of tier_standings
-- reads: tier_standings, tier_rule
-- inline: yes
-- column account_key: integer; the account or group; beside it all that tier_standings has
-- column entered_rank: integer; highest tier whose entry the score reaches and whose gates are open
-- column held_rank: integer; highest tier whose exit it reaches and whose gates are open
-- column tier_rank: integer; the tier: 2 key, 1 growth, 0 standard or emerging; null where it was never scored
with
  reached as (
    select
      s.*,
      if (
        s.is_emerging,
        0,
        least(
          s.highest_rank,
          cast(s.score >= r.growth_entry as integer) + cast(s.score >= r.key_entry as integer)
        )
      ) as entered_rank,
      if (
        s.is_emerging,
        0,
        least(s.highest_rank, cast(s.score >= r.growth_exit as integer) + cast(s.score >= r.key_exit as integer))
      ) as held_rank
    from
      tier_standings as s
      cross join tier_rule as r
  )
select
  r.*,
  -- Up at once; down to what the score still holds, though no lower than least_rank; no score keeps the tier.
  case
    when r.is_emerging then 0
    when r.score is null then r.prior_rank
    when r.prior_rank is null then r.entered_rank
    else greatest(r.entered_rank, least(r.prior_rank, greatest(r.least_rank, r.held_rank)))
  end as tier_rank
from
  reached as r
