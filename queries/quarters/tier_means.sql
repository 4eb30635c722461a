-- question: What is the mean judgement of each criterion, towards which few judgements are drawn?
-- grain: one row per criterion that was judged by then
-- reads: tier_ratings
-- param as_of: date; last day of the reference snapshot
-- column criterion: text; the criterion
-- column mean: ratio; mean of the newest judgement by each rater of each account
with
  newest as (
    select
      criterion,
      score
    from
      tier_ratings
    where
      rated_on <= cast($as_of as date)
    qualify
      row_number() over (
        partition by
          account_key,
          criterion,
          department,
          rater
        order by
          rated_on desc
      ) = 1
  )
select
  criterion,
  avg(score) as mean
from
  newest
group by
  criterion
