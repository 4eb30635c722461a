-- question: Under which numbers can an order, a quote, a delivery, an invoice, an agreement or a case be found?
-- grain: one row per number and account; of an agreement with a whole group, one row per number
-- reads: accounts, orders, quotes, deliveries, invoices, agreements, service_cases, staged.order_lines
-- column kind: text; `order`, `quote`, `delivery`, `invoice`, `agreement` or `case`
-- column number: id; the number as the source has it
-- column sought: text; the same in lower case: the rows are sorted by it, so that the beginning of a number is found without reading
--   the others
-- column account_key: integer; the account; null for an agreement with a group
-- column group_key: integer; its group
-- column happened_on: date; day of the document; null where it has none
with
  ordered as (
    select
      a.account_key,
      l.order_id,
      min(l.ordered_on) as ordered_on
    from
      staged.order_lines as l
      inner join accounts as a on a.account_id = l.account_id
    where
      l.order_id is not null
    group by
      a.account_key,
      l.order_id
  ),
  numbered as (
    select
      'order' as kind,
      cast(order_id as varchar) as number,
      account_key,
      ordered_on as happened_on
    from
      ordered
    union all
    select
      'order',
      cast(o.order_id as varchar),
      o.account_key,
      cast(null as date)
    from
      orders as o
      anti join ordered as l on l.account_key = o.account_key
      and l.order_id = o.order_id
    union all
    select
      'quote',
      cast(quote_id as varchar),
      account_key,
      quoted_on
    from
      quotes
    union all
    select
      'delivery',
      cast(delivery_id as varchar),
      account_key,
      coalesce(delivered_on, shipped_on, promised_on)
    from
      deliveries
    union all
    select
      'invoice',
      cast(invoice_id as varchar),
      account_key,
      issued_on
    from
      invoices
    union all
    select
      'case',
      cast(case_id as varchar),
      account_key,
      opened_on
    from
      service_cases
  ),
  placed as (
    select
      n.kind,
      n.number,
      n.account_key,
      a.group_key,
      n.happened_on
    from
      numbered as n
      inner join accounts as a on a.account_key = n.account_key
    union all
    select
      'agreement',
      cast(agreement_id as varchar),
      account_key,
      group_key,
      valid_from
    from
      agreements
    where
      group_key is not null
  )
select
  kind,
  number,
  lower(number) as sought,
  account_key,
  group_key,
  min(happened_on) as happened_on
from
  placed
where
  number is not null
group by
  kind,
  number,
  account_key,
  group_key
order by
  sought,
  kind,
  account_key
