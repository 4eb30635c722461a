-- question: How much profit do the best accounts make together, and how much do the others take away again?
-- grain: one row per account or group with a known margin in the window (contribution, where rates of service are given), best first
-- reads: account_windows, directory, contributions
-- order: position
-- of account: revenue
-- param points: thins the curve for drawing: keeps a row where its position passes another 1/points, the first and the last
--   twenty, and the last one that adds to the total; every account where it is not given
-- total revenue: sum(revenue)
-- total amount: sum(amount)
-- column account_id: id; the account or group
-- column name: text; its name
-- column position: integer; place in the order of amount, ties by account_id
-- column account_share: share; position / accounts with a known margin
-- column revenue: money; net revenue in the window
-- column amount: money; its profit on that basis
-- column cumulative_amount: money; of all up to this place
-- column cumulative_share: ratio; cumulative_amount / the total: above 1 before those who lose money; null when the total is not
--   positive
-- column basis: text; `margin`: net amount of costed lines less their cost; `contribution`: margin less the cost to serve
with
  profits as (
    -- What serving an account costs is known for all accounts or for none.
    select
      w.level,
      w.account_key,
      w.revenue,
      coalesce(c.contribution, w.margin) as amount,
      if (c.cost_to_serve is null, 'margin', 'contribution') as basis
    from
      account_windows as w
      left join contributions as c on c.level = w.level
      and c.as_of = w.as_of
      and c.account_key = w.account_key
    where
      if (c.cost_to_serve is null, w.margin, c.contribution) is not null
  ),
  ranked as (
    select
      p.level,
      p.account_key,
      p.revenue,
      p.amount,
      p.basis,
      row_number() over best_first as position,
      count(*) over () as accounts,
      -- A filter in its place would have the engine count anew for each row.
      count(
        case
          when p.amount > 0 then 1
        end
      ) over () as earning_accounts,
      sum(p.amount) over () as total,
      sum(p.amount) over (best_first rows unbounded preceding) as cumulative_amount
    from
      profits as p
    window
      best_first as (
        order by
          p.amount desc,
          p.account_key
      )
  )
select
  d.account_id,
  d.name,
  cast(r.position as integer) as position,
  r.position / r.accounts as account_share,
  cast(r.revenue as exact) as revenue,
  cast(r.amount as exact) as amount,
  cast(r.cumulative_amount as exact) as cumulative_amount,
  case
    when r.total > 0 then cast(r.cumulative_amount / r.total as double)
  end as cumulative_share,
  r.basis
from
  ranked as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
where
  try_cast ($points as integer) is null
  or least(r.position, r.accounts + 1 - r.position) <= 20
  or r.position = r.earning_accounts
  or floor(r.position * try_cast ($points as integer) / r.accounts) > floor((r.position - 1) * try_cast ($points as integer) / r.accounts)
