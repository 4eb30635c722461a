-- question: What does each tier bring, and what effort does it take?
-- grain: one row per tier that has an account
-- reads: account_windows, contributions, asked_tiers
-- order: place
-- not by category: contribution, cost_to_serve, cost_to_serve_share, cost_to_serve_of_margin
-- column tier: text; `key`, `develop`, `standard` or `emerging`; null for accounts that no route gave one or that were not reviewed
-- column place: integer; 1 for key, and so on
-- column accounts: count; accounts or groups known by then, as in the summary's known_accounts: a key account without a sale in the window
--   is one all the same
-- column account_share: share; of all of them; null when there is none
-- column revenue: money; net revenue in the window; null when no line has an amount
-- column revenue_share: share; of the positive revenue; null when there is none
-- column median_revenue: money; of an account with positive revenue; null when none has
-- column margin: money; net amount of costed lines less their cost; null when nothing is costed
-- column margin_share_of_all: share; of all margin; null when nothing is costed or the total is not positive
-- column cost_to_serve: money; cost of serving in the window; null where no rate is given
-- column cost_to_serve_share: share; of the cost of serving all accounts; null where no rate is given
-- column cost_to_serve_of_margin: ratio; cost_to_serve / margin: more than 1 where serving takes more than is earned; null where no
--   rate is given, or the margin is not known or not positive
-- column contribution: money; margin after freight, rebates and service; null when nothing is costed or no rate is given
-- column risen: count; accounts that the last review raised to it
-- column fallen: count; accounts that the last review lowered to it
-- column contested: count; accounts that keep it in less than nine of ten weight draws; null where none were made
-- column disputed: count; accounts on which departments disagree
with
  tiered as (
    select
      if (t.tier = 'growth', 'develop', t.tier) as tier,
      case t.tier
        when 'key' then 1
        when 'develop' then 2
        when 'growth' then 2
        when 'standard' then 3
        when 'emerging' then 4
        else 5
      end as place,
      w.revenue,
      w.margin,
      c.cost_to_serve,
      c.contribution,
      t.tier_share,
      t.disputed is not null as is_disputed,
      case t.prior_tier
        when 'key' then 1
        when 'develop' then 2
        when 'growth' then 2
        else 3
      end - case t.tier
        when 'key' then 1
        when 'develop' then 2
        when 'growth' then 2
        else 3
      end as step,
      t.prior_tier
    from
      account_windows as w
      left join contributions as c on c.level = w.level
      and c.as_of = w.as_of
      and c.account_key = w.account_key
      left join asked_tiers as t on t.level = w.level
      and t.as_of = w.as_of
      and t.account_key = w.account_key
  ),
  summed as (
    select
      tier,
      place,
      count(*) as accounts,
      sum(revenue) as revenue,
      sum(revenue) filter(revenue > 0) as positive_revenue,
      median(revenue) filter(revenue > 0) as median_revenue,
      sum(margin) as margin,
      sum(cost_to_serve) as cost_to_serve,
      sum(contribution) as contribution,
      count(*) filter(
        prior_tier is not null
        and step > 0
      ) as risen,
      count(*) filter(
        prior_tier is not null
        and step < 0
      ) as fallen,
      count(*) filter(tier_share < 0.9) as contested,
      count(tier_share) as drawn,
      count(*) filter(is_disputed) as disputed
    from
      tiered
    group by
      tier,
      place
  )
select
  tier,
  cast(place as integer) as place,
  cast(accounts as integer) as accounts,
  accounts / nullif(sum(accounts) over (), 0) as account_share,
  cast(revenue as exact) as revenue,
  cast(positive_revenue / nullif(sum(positive_revenue) over (), 0) as double) as revenue_share,
  cast(median_revenue as exact) as median_revenue,
  cast(margin as exact) as margin,
  case
    when sum(margin) over () > 0 then cast(margin / sum(margin) over () as double)
  end as margin_share_of_all,
  cast(cost_to_serve as exact) as cost_to_serve,
  cast(cost_to_serve / nullif(sum(cost_to_serve) over (), 0) as double) as cost_to_serve_share,
  case
    when margin > 0 then cast(cost_to_serve as double) / cast(margin as double)
  end as cost_to_serve_of_margin,
  cast(contribution as exact) as contribution,
  cast(risen as integer) as risen,
  cast(fallen as integer) as fallen,
  case
    when sum(drawn) over () > 0 then cast(contested as integer)
  end as contested,
  cast(disputed as integer) as disputed
from
  summed
