-- question: Which accounts changed tier in the last closed quarter, and what revenue moved with them?
-- grain: one row per tier of the quarter before and tier of the quarter
-- reads: asked_tiers, asked_branches
-- order: from_tier, to_tier
-- total accounts: sum(accounts)
-- total revenue: sum(revenue)
-- column from_tier: text; tier of the quarter before; null where the account had none
-- column to_tier: text; tier of the quarter; null where no route gave one
-- column accounts: count; accounts or groups
-- column revenue: money; their net revenue of the twelve months; null when no line has an amount
-- column move_data: ratio; mean of the points that figures moved their scores by; null without prior scores
-- column move_judgement: ratio; mean of the points that judgement moved them by; null without prior scores
-- column move_weights: ratio; mean of the points that another model moved them by; null without prior scores
select
  if (t.prior_tier = 'growth', 'develop', t.prior_tier) as from_tier,
  if (t.tier = 'growth', 'develop', t.tier) as to_tier,
  cast(count(*) as integer) as accounts,
  cast(sum(t.revenue) as exact) as revenue,
  avg(t.move_data) as move_data,
  avg(t.move_judgement) as move_judgement,
  avg(t.move_weights) as move_weights
from
  asked_tiers as t
where
  t.account_key in (
    select
      account_key
    from
      asked_branches
  )
group by
  if (t.prior_tier = 'growth', 'develop', t.prior_tier),
  if (t.tier = 'growth', 'develop', t.tier)
