-- question: How many accounts are at risk, erode, are explained or have lapsed, and what is at stake with each?
-- grain: one row per list of the answer risk
-- reads: account_risk, asked_branches
-- order: place
-- column list: id; `all`, `at_risk`, `eroding`, `explained` or `lapsed`, as in risk
-- column place: integer; its place among them
-- column accounts: count; accounts on the list
-- column very_high_accounts: count; those of very high risk
-- column high_accounts: count; those of high risk
-- column raised_accounts: count; those of raised risk
-- column late_accounts: count; those late against their own rhythm
-- column explained_accounts: count; those whose silence something explains
-- column unknown_accounts: count; those of which no chance of silence can be said
-- column revenue: money; their revenue of the year to as_of; null when there is none
-- column prior_revenue: money; that of the year before; null when the history does not reach
-- column revenue_at_risk: money; expected loss, summed; null where the past does not bear it out
-- column revenue_at_risk_sd: money; no longer told; null for every row: silences of a common cause have no such deviation
-- column money_level: text; whose chances that money comes from, `account` or `group`; null where there is none
-- column largest_chance: share; the largest chance of silence among them; null where none is known
-- column smallest_chance: share; the smallest; null where none is known
with
  asked as (
    select
      r.cadence_state,
      r.risk_level,
      r.is_at_risk,
      r.is_eroding,
      r.explanation,
      r.p_silent,
      r.revenue,
      r.prior_revenue,
      r.revenue_at_risk,
      r.money_level
    from
      account_risk as r
    where
      r.level = $level
      and r.as_of = cast($as_of as date)
      and r.account_key in (
        select
          b.account_key
        from
          asked_branches as b
      )
  ),
  lists as (
    select
      list,
      place
    from
      (
        values
          ('all', 1),
          ('at_risk', 2),
          ('eroding', 3),
          ('explained', 4),
          ('lapsed', 5)
      ) as listed (list, place)
  )
select
  l.list,
  cast(l.place as integer) as place,
  count(a.cadence_state) as accounts,
  count(*) filter(a.risk_level = 'very_high') as very_high_accounts,
  count(*) filter(a.risk_level = 'high') as high_accounts,
  count(*) filter(a.risk_level = 'raised') as raised_accounts,
  count(*) filter(a.cadence_state = 'late') as late_accounts,
  count(a.explanation) as explained_accounts,
  count(*) filter(
    a.cadence_state is not null
    and a.p_silent is null
  ) as unknown_accounts,
  cast(sum(a.revenue) as exact) as revenue,
  cast(sum(a.prior_revenue) as exact) as prior_revenue,
  cast(sum(a.revenue_at_risk) as exact) as revenue_at_risk,
  cast(null as exact) as revenue_at_risk_sd,
  max(a.money_level) as money_level,
  max(a.p_silent) as largest_chance,
  min(a.p_silent) as smallest_chance
from
  lists as l
  left join asked as a on case l.list
    when 'at_risk' then a.is_at_risk
    when 'eroding' then a.is_eroding
    when 'explained' then a.explanation is not null
    when 'lapsed' then a.cadence_state = 'lapsed'
    else true
  end
group by
  l.list,
  l.place
