-- question: What was agreed with the account, when does it end, and what did it give away?
-- grain: one row per agreement of the account, of one of a group's accounts, or of its group
-- reads: asked_branches, history_lines, agreements, accounts
-- order: valid_to, agreement_id
-- param account_id: id; the account or group
-- param agreement_id: id; only the one of this number
-- param state: text; only the agreements in this state: `coming`, `running` or `ended`
-- total lines: sum(lines)
-- total revenue: sum(revenue)
-- total discount_amount: sum(discount_amount)
-- total under_amount: sum(under_amount)
-- total over_amount: sum(over_amount)
-- total promised_amount: sum(promised_amount)
-- column agreement_id: id; the agreement
-- column account_id: id; the account it binds; null where it binds the group
-- column group_id: id; the group
-- column kind: text; `price`, `service` or `capacity`
-- column valid_from: date; first day
-- column valid_to: date; last day; null where it is open-ended
-- column state: text; `coming`, `running` or `ended` at as_of, or today
-- column days_to_end: days; until its last day; null where it is open-ended or not running
-- column product_id: id; product it is about; null where it is about no single one
-- column category: text; product category it is about; null where it is about no single one
-- column agreed_price: money; agreed unit price, in `currency`; null where none is agreed
-- column discount_share: share; agreed discount; null where none is agreed
-- column currency: text; its currency; null where the source has none
-- column lines: count; order lines that it decides: of two, the one that began later does
-- column revenue: money; their net amount, in the reporting currency; null when none has an amount
-- column discount_amount: money; their list amount less their net amount, where both are known; null when none has both
-- column under_amount: money; what was invoiced below the agreed price or discounted beyond the agreed share; null where no line
--   can be held against it
-- column over_amount: money; what was invoiced above it; null where no line can be held against it
-- column promised_amount: money; revenue promised in return; null where none is
-- column commitment: text; what we promised; null where nothing is
-- column target: ratio; target of the commitment; null where there is none
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  ),
  holders as (
    select distinct
      a.account_key as branch_key,
      a.group_key
    from
      asked_branches as b
      inner join accounts as a on a.account_key = b.branch_key
  ),
  agreed as (
    select
      e.*,
      row_number() over (
        order by
          e.valid_from,
          e.agreement_id
      ) as agreement_no
    from
      agreements as e
    where
      e.account_key in (
        select
          branch_key
        from
          holders
      )
      or (
        e.account_key is null
        and e.group_key in (
          select
            group_key
          from
            holders
        )
      )
  ),
  group_ids as (
    select
      group_key,
      min(group_id) as group_id
    from
      accounts
    group by
      group_key
  ),
  sold as (
    select
      row_number() over () as line_key,
      l.branch_key,
      l.group_key,
      l.product_id,
      l.category,
      l.ordered_on,
      l.quantity,
      l.net_amount,
      l.list_amount,
      l.local_amount,
      l.currency
    from
      history_lines as l
      cross join moments as m
    where
      l.kind = 'sale'
      and l.ordered_on <= m.asked_on
  ),
  decided as (
    -- An agreement that has ended does not give way to an older one that still runs: the later one replaced it.
    select
      s.line_key,
      a.agreement_no,
      a.kind,
      a.valid_to,
      s.ordered_on,
      s.net_amount,
      s.list_amount,
      case
        when a.agreed_price is not null
        and coalesce(a.currency, s.currency) = s.currency then (a.agreed_price * s.quantity - s.local_amount) * coalesce(cast(s.net_amount as double) / nullif(cast(s.local_amount as double), 0), 1)
        when a.agreed_price is null
        and a.discount_share is not null then s.list_amount * (1 - a.discount_share) - s.net_amount
      end as shortfall
    from
      sold as s
      inner join agreed as a on a.kind = 'price'
      and (
        a.account_key = s.branch_key
        or (
          a.account_key is null
          and a.group_key = s.group_key
        )
      )
      and s.ordered_on >= a.valid_from
      and (
        a.product_id is null
        or a.product_id = s.product_id
      )
      and (
        a.category is null
        or a.category = s.category
      )
    qualify
      row_number() over (
        partition by
          s.line_key
        order by
          a.product_id is null,
          a.category is null,
          a.agreement_no desc
      ) = 1
  ),
  effects as (
    select
      agreement_no,
      count(*) as line_count,
      sum(net_amount) as revenue,
      sum(list_amount - net_amount) as discount_amount,
      sum(greatest(shortfall, 0)) filter(shortfall is not null) as under_amount,
      sum(greatest(- shortfall, 0)) filter(shortfall is not null) as over_amount
    from
      decided
    where
      ordered_on <= coalesce(valid_to, ordered_on)
    group by
      agreement_no
  )
select
  a.agreement_id,
  a.account_id,
  d.group_id,
  a.kind,
  a.valid_from,
  a.valid_to,
  case
    when a.valid_from > m.asked_on then 'coming'
    when a.valid_to < m.asked_on then 'ended'
    else 'running'
  end as state,
  case
    when a.valid_from <= m.asked_on
    and a.valid_to >= m.asked_on then cast(a.valid_to - m.asked_on as integer)
  end as days_to_end,
  a.product_id,
  a.category,
  a.agreed_price,
  cast(a.discount_share as double) as discount_share,
  a.currency,
  cast(coalesce(e.line_count, 0) as integer) as lines,
  cast(e.revenue as exact) as revenue,
  cast(e.discount_amount as exact) as discount_amount,
  cast(e.under_amount as exact) as under_amount,
  cast(e.over_amount as exact) as over_amount,
  a.promised_amount,
  a.commitment,
  cast(a.target as double) as target
from
  agreed as a
  inner join group_ids as d on d.group_key = a.group_key
  cross join moments as m
  left join effects as e on e.agreement_no = a.agreement_no
where
  coalesce($agreement_id::varchar, a.agreement_id) = a.agreement_id
  and (
    $state is null
    or case
      when a.valid_from > m.asked_on then 'coming'
      when a.valid_to < m.asked_on then 'ended'
      else 'running'
    end = $state
  )
