-- question: On how few accounts does revenue rest?
-- grain: one row per level and as_of
-- reads: account_windows, asked_levels, asked_windows
-- stored: yes
-- order: level, as_of
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_count: count; accounts with positive net revenue in the window (n)
-- column revenue: money; their revenue, the total of every share here; null when no account has positive revenue
-- column gini: ratio; Gini coefficient, 2 sum(i x_i) / (n T) - (n + 1) / n with x ascending; null when no account has positive revenue
-- column gini_with_credits: ratio; Gini of all accounts with lines, credits included, after Raffinetti, Siletti and Vernizzi (2015):
--   sum |x_i - x_j| / (2 n sum |x_i|); null when all are zero
-- column hhi: ratio; Herfindahl-Hirschman index, sum of squared shares, 0..1; null when no account has positive revenue
-- column hhi_normalised: ratio; (hhi - 1/n) / (1 - 1/n), 1 for a single account; null when no account has positive revenue
-- column effective_accounts: ratio; 1 / hhi: as concentrated as this many equal accounts; null when no account has positive revenue
-- column entropy_accounts: ratio; exp(Shannon entropy): the same idea, less led by the largest; null when no account has positive revenue
-- column theil: ratio; sum of s ln(n s); null when no account has positive revenue
-- column cr1: share; share of the largest account; null when no account has positive revenue
-- column cr4: share; share of the four largest; null when no account has positive revenue
-- column cr5: share; share of the five largest; null when no account has positive revenue
-- column cr10: share; share of the ten largest; null when no account has positive revenue
-- column top_decile_share: share; share of the largest tenth, interpolated on the curve; null when no account has positive revenue
-- column top_quintile_share: share; share of the largest fifth, interpolated on the curve; null when no account has positive revenue
-- column accounts_for_80pct: count; fewest accounts that reach 80 % of revenue; null when no account has positive revenue
-- column accounts_for_80pct_share: share; accounts_for_80pct / account_count; null when no account has positive revenue
-- column accounts_over_10pct: count; accounts with a tenth of revenue or more
-- column credit_balance: money; net revenue of accounts without positive revenue; revenue + credit_balance = revenue of the summary;
--   null when no line of the data has an amount, or no account matches
with
  thresholds as (
    select
      0.8 as pareto_share,
      0.1 as large_share,
      0.1 as decile,
      0.2 as quintile
  ),
  shares as (
    select
      w.level,
      w.as_of,
      w.revenue,
      w.revenue_rank,
      w.cumulative_revenue,
      w.positive_revenue,
      cast(w.revenue as double) / cast(w.positive_revenue as double) as share,
      count(*) over (
        partition by
          w.level,
          w.as_of
      ) as account_count
    from
      account_windows as w
    where
      w.revenue > 0
  ),
  positive as (
    select
      s.level,
      s.as_of,
      max(s.account_count) as account_count,
      max(s.positive_revenue) as revenue,
      2 * sum((s.account_count + 1 - s.revenue_rank) * s.share) / max(s.account_count) - (max(s.account_count) + 1) / max(s.account_count) as gini,
      sum(s.share * s.share) as hhi,
      exp(- sum(s.share * ln(s.share))) as entropy_accounts,
      sum(s.share * ln(s.account_count * s.share)) as theil,
      sum(s.share) filter(s.revenue_rank <= 1) as cr1,
      sum(s.share) filter(s.revenue_rank <= 4) as cr4,
      sum(s.share) filter(s.revenue_rank <= 5) as cr5,
      sum(s.share) filter(s.revenue_rank <= 10) as cr10,
      -- C(q) = C_m + (qn - m) s_(m+1), m = floor(qn): an account that lies across the border counts for its part.
      sum(s.share * least(1, greatest(0, t.decile * s.account_count - s.revenue_rank + 1))) as top_decile_share,
      sum(s.share * least(1, greatest(0, t.quintile * s.account_count - s.revenue_rank + 1))) as top_quintile_share,
      count(*) filter(s.cumulative_revenue - s.revenue < t.pareto_share * s.positive_revenue) as accounts_for_80pct,
      count(*) filter(s.revenue >= t.large_share * s.positive_revenue) as accounts_over_10pct
    from
      shares as s
      cross join thresholds as t
    group by
      s.level,
      s.as_of
  ),
  everybody as (
    select
      w.level,
      w.as_of,
      count(*) filter(w.line_count > 0) as line_accounts,
      sum(w.revenue) filter(w.revenue <= 0) as credit_balance,
      sum(abs(cast(w.revenue as double))) as absolute_revenue,
      bool_or(w.revenue is not null) as has_amount
    from
      account_windows as w
    group by
      w.level,
      w.as_of
  ),
  ranked_with_credits as (
    select
      w.level,
      w.as_of,
      cast(w.revenue as double) as revenue,
      row_number() over (
        partition by
          w.level,
          w.as_of
        order by
          w.revenue_rank desc
      ) as ascending_rank,
      count(*) over (
        partition by
          w.level,
          w.as_of
      ) as account_count
    from
      account_windows as w
    where
      w.line_count > 0
  ),
  with_credits as (
    -- The sum over all pairs, written as a sum over ranks: sum_ij |x_i - x_j| = 2 sum (2i - n - 1) x_i.
    select
      level,
      as_of,
      sum((2 * ascending_rank - account_count - 1) * revenue) / nullif(max(account_count) * sum(abs(revenue)), 0) as gini_with_credits
    from
      ranked_with_credits
    group by
      level,
      as_of
  )
select
  l.level,
  a.as_of,
  cast(coalesce(p.account_count, 0) as integer) as account_count,
  cast(p.revenue as exact) as revenue,
  p.gini,
  c.gini_with_credits,
  p.hhi,
  case
    when p.account_count = 1 then 1
    else (p.hhi - 1 / p.account_count) / (1 - 1 / p.account_count)
  end as hhi_normalised,
  1 / p.hhi as effective_accounts,
  p.entropy_accounts,
  p.theil,
  p.cr1,
  p.cr4,
  p.cr5,
  p.cr10,
  p.top_decile_share,
  p.top_quintile_share,
  cast(p.accounts_for_80pct as integer) as accounts_for_80pct,
  p.accounts_for_80pct / p.account_count as accounts_for_80pct_share,
  cast(coalesce(p.accounts_over_10pct, 0) as integer) as accounts_over_10pct,
  case
    when e.has_amount then cast(coalesce(e.credit_balance, 0) as exact)
  end as credit_balance
from
  asked_windows as a
  cross join asked_levels as l
  left join everybody as e on e.level = l.level
  and e.as_of = a.as_of
  left join positive as p on p.level = e.level
  and p.as_of = e.as_of
  left join with_credits as c on c.level = e.level
  and c.as_of = e.as_of
