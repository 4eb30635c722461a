-- question: What, beside its orders, spoke for or against each account by each day on which its rhythm is read?
-- grain: one row per known_on, as_of, level and account or group with an order by as_of
-- reads: cadence_states, risk_dates, risk_sample, accounts, branches, account_months, calendar_days, staged.order_lines, deliveries,
--   staged.service_cases, staged.quotes, staged.agreements, staged.touchpoints
-- kept: no
-- column known_on: date; last day of entry of the rows read
-- column as_of: date; the day on which the rhythm is read
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column deliveries: count; promised for the half year before as_of
-- column late_deliveries: count; those that arrived, or else left, later, or had done neither by as_of
-- column earlier_deliveries: count; promised for the year before that half year
-- column earlier_late_deliveries: count; the late ones of those
-- column severe_cases: count; severe service cases opened in the quarter before as_of
-- column open_severe_cases: count; severe service cases open on as_of
-- column quotes_unanswered: count; quotes of the half year before as_of that had run out without becoming an order
-- column amount_unanswered: money; their amounts
-- column agreement_ends_on: date; last day of an agreement that ends within 90 days of as_of, before or after, and has no successor in
--   force; null when there is none
-- column contacts: count; contacts in the quarter before as_of
-- column earlier_contacts: count; contacts in the year before that quarter
-- column executive_contacts: count; contacts at executive level up to as_of
-- column first_executive_on: date; first of them; null when there is none
-- column last_executive_on: date; last of them; null when there is none
-- column categories_bought: count; product categories ordered in two months or more of the year before the last half year
-- column categories_dropped: count; those not ordered in the last half year
-- column dropped: text; their names; null when there are none
with
  thresholds as (
    select
      91 as quarter_days,
      182 as half_year_days,
      364 as year_days,
      90 as notice_days,
      30 as quote_days,
      2 as fewest_months,
      28 as month_days
  ),
  -- At a past cut-off only the sample is rebuilt. Everything is counted by account first and then added up by level: most
  -- groups are one account.
  read_accounts as (
    select
      b.branch_key,
      any_value(a.account_id) as account_id,
      count(s.account_key) > 0 as is_sampled
    from
      branches as b
      inner join accounts as a on a.account_key = b.branch_key
      left join risk_sample as s on s.level = b.level
      and s.account_key = b.account_key
    group by
      b.branch_key
    having
      count(s.account_key) > 0
      or exists (
        select
          1
        from
          risk_dates
        where
          known_on = date '9999-12-31'
      )
  ),
  read_deliveries as materialized (
    select
      b.branch_key,
      b.is_sampled,
      x.promised_on,
      coalesce(x.done_on, date '9999-12-31') > x.promised_on as is_late
    from
      deliveries as x
      inner join read_accounts as b on b.branch_key = x.account_key
    where
      x.promised_on is not null
      -- What is over on a day that nobody knows was neither in time nor late.
      and (
        x.done_on is not null
        or not x.is_over
      )
  ),
  account_deliveries as (
    select
      r.known_on,
      r.as_of,
      x.branch_key,
      count(*) filter(x.promised_on > r.as_of - t.half_year_days) as deliveries,
      count(*) filter(
        x.promised_on > r.as_of - t.half_year_days
        and x.is_late
      ) as late_deliveries,
      count(*) filter(x.promised_on <= r.as_of - t.half_year_days) as earlier_deliveries,
      count(*) filter(
        x.promised_on <= r.as_of - t.half_year_days
        and x.is_late
      ) as earlier_late_deliveries
    from
      read_deliveries as x
      cross join thresholds as t
      inner join risk_dates as r on x.promised_on < r.as_of
      and x.promised_on > r.as_of - t.half_year_days - t.year_days
    where
      x.is_sampled
      or r.known_on = date '9999-12-31'
    group by
      r.known_on,
      r.as_of,
      x.branch_key
  ),
  delivered as (
    select
      x.known_on,
      x.as_of,
      b.level,
      b.account_key,
      cast(sum(x.deliveries) as bigint) as deliveries,
      cast(sum(x.late_deliveries) as bigint) as late_deliveries,
      cast(sum(x.earlier_deliveries) as bigint) as earlier_deliveries,
      cast(sum(x.earlier_late_deliveries) as bigint) as earlier_late_deliveries
    from
      account_deliveries as x
      inner join branches as b on b.branch_key = x.branch_key
    group by
      x.known_on,
      x.as_of,
      b.level,
      b.account_key
  ),
  read_cases as materialized (
    select
      b.branch_key,
      b.is_sampled,
      x.opened_on,
      coalesce(x.closed_on, date '9999-12-31') as closed_on
    from
      staged.service_cases as x
      inner join read_accounts as b on b.account_id = x.account_id
    where
      lower(trim(x.severity)) in ('high', 'critical', 'severe', '1', '2')
  ),
  account_cases as (
    select
      r.known_on,
      r.as_of,
      x.branch_key,
      count(*) filter(x.opened_on > r.as_of - t.quarter_days) as severe_cases,
      count(*) filter(x.closed_on > r.as_of) as open_severe_cases
    from
      read_cases as x
      cross join thresholds as t
      inner join risk_dates as r on x.opened_on <= r.as_of
      and (
        x.opened_on > r.as_of - t.quarter_days
        or x.closed_on > r.as_of
      )
    where
      x.is_sampled
      or r.known_on = date '9999-12-31'
    group by
      r.known_on,
      r.as_of,
      x.branch_key
  ),
  complained as (
    select
      x.known_on,
      x.as_of,
      b.level,
      b.account_key,
      cast(sum(x.severe_cases) as bigint) as severe_cases,
      cast(sum(x.open_severe_cases) as bigint) as open_severe_cases
    from
      account_cases as x
      inner join branches as b on b.branch_key = x.branch_key
    group by
      x.known_on,
      x.as_of,
      b.level,
      b.account_key
  ),
  read_quotes as materialized (
    select
      b.branch_key,
      b.is_sampled,
      x.order_id,
      x.quoted_on,
      x.amount,
      -- A status is of today; on a past day only the dates are known.
      coalesce(x.valid_until, x.quoted_on + t.quote_days) as valid_until
    from
      staged.quotes as x
      cross join thresholds as t
      inner join read_accounts as b on b.account_id = x.account_id
  ),
  quoted_orders as (
    select
      l.order_id,
      min(l.ordered_on) as ordered_on
    from
      staged.order_lines as l
      semi join read_quotes as q on q.order_id = l.order_id
    group by
      l.order_id
  ),
  account_quotes as (
    select
      r.known_on,
      r.as_of,
      x.branch_key,
      count(*) as quotes_unanswered,
      sum(x.amount) as amount_unanswered
    from
      read_quotes as x
      cross join thresholds as t
      left join quoted_orders as o on o.order_id = x.order_id
      inner join risk_dates as r on x.quoted_on > r.as_of - t.half_year_days
      and x.quoted_on <= r.as_of
      and x.valid_until < r.as_of
      and coalesce(o.ordered_on, date '9999-12-31') > r.as_of
    where
      x.is_sampled
      or r.known_on = date '9999-12-31'
    group by
      r.known_on,
      r.as_of,
      x.branch_key
  ),
  quoted as (
    select
      x.known_on,
      x.as_of,
      b.level,
      b.account_key,
      cast(sum(x.quotes_unanswered) as bigint) as quotes_unanswered,
      sum(x.amount_unanswered) as amount_unanswered
    from
      account_quotes as x
      inner join branches as b on b.branch_key = x.branch_key
    group by
      x.known_on,
      x.as_of,
      b.level,
      b.account_key
  ),
  held_agreements as (
    select
      a.kind,
      coalesce(a.product_id, a.category, '') as subject,
      a.valid_from,
      a.valid_to,
      b.level,
      b.account_key,
      r.is_sampled
    from
      staged.agreements as a
      inner join read_accounts as r on r.account_id = a.account_id
      inner join branches as b on b.branch_key = r.branch_key
    union
    select
      a.kind,
      coalesce(a.product_id, a.category, '') as subject,
      a.valid_from,
      a.valid_to,
      b.level,
      b.account_key,
      r.is_sampled
    from
      staged.agreements as a
      inner join accounts as x on x.group_id = a.group_id
      inner join read_accounts as r on r.branch_key = x.account_key
      inner join branches as b on b.branch_key = r.branch_key
    where
      a.account_id is null
  ),
  ending as (
    select
      r.known_on,
      r.as_of,
      a.level,
      a.account_key,
      min(a.valid_to) as agreement_ends_on
    from
      held_agreements as a
      cross join thresholds as t
      inner join risk_dates as r on a.valid_from <= r.as_of
      and a.valid_to between r.as_of - t.notice_days and r.as_of + t.notice_days
      anti join held_agreements as n on n.level = a.level
      and n.account_key = a.account_key
      and n.kind = a.kind
      and n.subject = a.subject
      and n.valid_from <= r.as_of
      and coalesce(n.valid_to, date '9999-12-31') > a.valid_to
    where
      a.is_sampled
      or r.known_on = date '9999-12-31'
    group by
      r.known_on,
      r.as_of,
      a.level,
      a.account_key
  ),
  read_touchpoints as materialized (
    select
      b.branch_key,
      b.is_sampled,
      x.happened_on,
      lower(x.level) = 'executive' as is_executive
    from
      staged.touchpoints as x
      inner join read_accounts as b on b.account_id = x.account_id
  ),
  account_touchpoints as (
    select
      r.known_on,
      r.as_of,
      x.branch_key,
      count(*) filter(x.happened_on > r.as_of - t.quarter_days) as contacts,
      count(*) filter(
        x.happened_on <= r.as_of - t.quarter_days
        and x.happened_on > r.as_of - t.quarter_days - t.year_days
      ) as earlier_contacts,
      count(*) filter(x.is_executive) as executive_contacts,
      min(x.happened_on) filter(x.is_executive) as first_executive_on,
      max(x.happened_on) filter(x.is_executive) as last_executive_on
    from
      read_touchpoints as x
      cross join thresholds as t
      inner join risk_dates as r on x.happened_on <= r.as_of
      and (
        x.is_executive
        or x.happened_on > r.as_of - t.quarter_days - t.year_days
      )
    where
      x.is_sampled
      or r.known_on = date '9999-12-31'
    group by
      r.known_on,
      r.as_of,
      x.branch_key
  ),
  contacted as (
    select
      x.known_on,
      x.as_of,
      b.level,
      b.account_key,
      cast(sum(x.contacts) as bigint) as contacts,
      cast(sum(x.earlier_contacts) as bigint) as earlier_contacts,
      cast(sum(x.executive_contacts) as bigint) as executive_contacts,
      min(x.first_executive_on) as first_executive_on,
      max(x.last_executive_on) as last_executive_on
    from
      account_touchpoints as x
      inner join branches as b on b.branch_key = x.branch_key
    group by
      x.known_on,
      x.as_of,
      b.level,
      b.account_key
  ),
  read_months as materialized (
    -- At a month end the months are enough; at a cut-off the lines say what had been entered.
    select
      m.account_key as branch_key,
      m.category,
      m.month_on
    from
      account_months as m
    where
      m.category is not null
      and m.sale_line_count > 0
    group by
      m.account_key,
      m.category,
      m.month_on
  ),
  read_lines as materialized (
    select
      b.branch_key,
      l.category,
      d.month_on,
      l.ordered_on,
      min(l.entered_on) as entered_on
    from
      staged.order_lines as l
      inner join calendar_days as d on d.day_on = l.ordered_on
      inner join read_accounts as b on b.account_id = l.account_id
    where
      l.category is not null
      and l.kind = 'sale'
      and b.is_sampled
    group by
      b.branch_key,
      l.category,
      d.month_on,
      l.ordered_on
  ),
  category_orders as (
    select
      r.known_on,
      r.as_of,
      m.branch_key,
      m.category,
      m.month_on
    from
      read_months as m
      cross join thresholds as t
      inner join risk_dates as r on r.known_on = date '9999-12-31'
      and m.month_on <= r.as_of
      and m.month_on > r.as_of - t.half_year_days - t.year_days
    union all
    select
      r.known_on,
      r.as_of,
      l.branch_key,
      l.category,
      l.month_on
    from
      read_lines as l
      cross join thresholds as t
      inner join risk_dates as r on r.known_on < date '9999-12-31'
      and l.entered_on <= r.known_on
      and l.ordered_on <= r.as_of
      and l.ordered_on > r.as_of - t.half_year_days - t.year_days
  ),
  account_categories as (
    -- Months as bits: no two of them begin within 28 days.
    select
      c.known_on,
      c.as_of,
      c.branch_key,
      c.category,
      bit_or(
        case
          when c.month_on <= c.as_of - t.half_year_days then 1::bigint << ((c.as_of - c.month_on) // t.month_days)
          else 0
        end
      ) as earlier_months,
      bool_or(c.month_on > c.as_of - t.half_year_days) as is_bought
    from
      category_orders as c
      cross join thresholds as t
    group by
      c.known_on,
      c.as_of,
      c.branch_key,
      c.category
  ),
  category_counts as (
    select
      c.known_on,
      c.as_of,
      b.level,
      b.account_key,
      c.category,
      bit_count(bit_or(c.earlier_months)) as earlier_months,
      bool_or(c.is_bought) as is_bought
    from
      account_categories as c
      inner join branches as b on b.branch_key = c.branch_key
    group by
      c.known_on,
      c.as_of,
      b.level,
      b.account_key,
      c.category
  ),
  categorised as (
    select
      c.known_on,
      c.as_of,
      c.level,
      c.account_key,
      count(*) as categories_bought,
      count(*) filter(not c.is_bought) as categories_dropped,
      string_agg(
        c.category,
        ', '
        order by
          c.category
      ) filter(not c.is_bought) as dropped
    from
      category_counts as c
      cross join thresholds as t
    where
      c.earlier_months >= t.fewest_months
    group by
      c.known_on,
      c.as_of,
      c.level,
      c.account_key
  )
select
  s.known_on,
  s.as_of,
  s.level,
  s.account_key,
  coalesce(d.deliveries, 0) as deliveries,
  coalesce(d.late_deliveries, 0) as late_deliveries,
  coalesce(d.earlier_deliveries, 0) as earlier_deliveries,
  coalesce(d.earlier_late_deliveries, 0) as earlier_late_deliveries,
  coalesce(p.severe_cases, 0) as severe_cases,
  coalesce(p.open_severe_cases, 0) as open_severe_cases,
  coalesce(q.quotes_unanswered, 0) as quotes_unanswered,
  cast(coalesce(q.amount_unanswered, 0) as exact) as amount_unanswered,
  e.agreement_ends_on,
  coalesce(k.contacts, 0) as contacts,
  coalesce(k.earlier_contacts, 0) as earlier_contacts,
  coalesce(k.executive_contacts, 0) as executive_contacts,
  k.first_executive_on,
  k.last_executive_on,
  coalesce(c.categories_bought, 0) as categories_bought,
  coalesce(c.categories_dropped, 0) as categories_dropped,
  c.dropped
from
  cadence_states as s
  left join delivered as d on d.known_on = s.known_on
  and d.as_of = s.as_of
  and d.level = s.level
  and d.account_key = s.account_key
  left join complained as p on p.known_on = s.known_on
  and p.as_of = s.as_of
  and p.level = s.level
  and p.account_key = s.account_key
  left join quoted as q on q.known_on = s.known_on
  and q.as_of = s.as_of
  and q.level = s.level
  and q.account_key = s.account_key
  left join ending as e on e.known_on = s.known_on
  and e.as_of = s.as_of
  and e.level = s.level
  and e.account_key = s.account_key
  left join contacted as k on k.known_on = s.known_on
  and k.as_of = s.as_of
  and k.level = s.level
  and k.account_key = s.account_key
  left join categorised as c on c.known_on = s.known_on
  and c.as_of = s.as_of
  and c.level = s.level
  and c.account_key = s.account_key
