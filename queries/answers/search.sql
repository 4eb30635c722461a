-- question: Which accounts, groups, branches, owners, orders, quotes, deliveries, invoices, agreements and cases go by this name or number?
-- grain: one row per thing found, the ten best of each kind
-- reads: directory, document_numbers, account_values
-- order: position
-- param text: text; what is looked for, in either case: anywhere in a name or an account's id, at the beginning of a number; nothing is
--   found where it is not given
-- column position: integer; 1 for what fits best: the same text first, then what begins with it, then what holds it
-- column kind: text; `group`, `account`, `branch` (an account of a group, where groups are shown), `owner`, `order`, `quote`, `delivery`,
--   `invoice`, `agreement` or `case`
-- column fit: text; `exact`, `prefix` or `contains`
-- column id: id; the id, the number, or the owner
-- column label: text; the name of an account, group, branch or owner, else the number
-- column record_id: id; the account or group whose record holds it; null for an owner
-- column record_name: text; its name; null for an owner
-- column record_level: text; `account` or `group`: the level of that record; null for an owner
-- column branch_id: id; the branch of that group which it is, or is of; null where the record is the account's own
-- column branch_name: text; its name; null where the record is the account's own
-- column happened_on: date; day of the document; null where it is none
-- column accounts: count; accounts of an owner; null for anything else
with
  asked as (
    select
      nullif(lower(trim($text::varchar)), '') as sought
  ),
  named as (
    select
      d.level,
      d.account_key,
      d.account_id,
      d.name,
      d.group_id,
      d.group_name,
      case
        when lower(d.account_id) = s.sought
        or lower(d.name) = s.sought then 1
        when starts_with(lower(d.name), s.sought)
        or starts_with(lower(d.account_id), s.sought) then 2
        else 3
      end as fit
    from
      directory as d
      cross join asked as s
    where
      contains(lower(d.name), s.sought)
      or contains(lower(d.account_id), s.sought)
  ),
  found_names as (
    select
      case
        when n.level = 'group' then 'group'
        when $level = 'group' then 'branch'
        else 'account'
      end as kind,
      n.fit,
      n.account_id as id,
      n.name as label,
      case
        when $level = 'group' then n.group_id
        else n.account_id
      end as record_id,
      case
        when $level = 'group' then n.group_name
        else n.name
      end as record_name,
      case
        when n.level = 'group'
        or $level = 'group' then 'group'
        else 'account'
      end as record_level,
      case
        when n.level = 'account'
        and $level = 'group' then n.account_id
      end as branch_id,
      case
        when n.level = 'account'
        and $level = 'group' then n.name
      end as branch_name
    from
      named as n
    where
      -- A group of one account by the same id and name is found once.
      n.level = 'group'
      or $level = 'account'
      or n.account_id <> n.group_id
      or n.name <> n.group_name
  ),
  found_numbers as (
    select
      n.kind,
      case
        when n.sought = s.sought then 1
        else 2
      end as fit,
      n.number,
      n.account_key,
      n.group_key,
      n.happened_on
    from
      document_numbers as n
      cross join asked as s
    where
      -- Between the text and what follows all that begins with it: rows sorted by number are skipped unread.
      s.sought is not null
      and n.sought >= lower(trim($text::varchar))
      and n.sought < lower(trim($text::varchar)) || chr(1114111)
    qualify
      row_number() over (
        partition by
          n.kind
        order by
          n.sought,
          n.account_key
      ) <= 10
  ),
  found_documents as (
    select
      n.kind,
      n.fit,
      n.number as id,
      n.number as label,
      case
        when $level = 'account'
        and a.account_id is not null then a.account_id
        else coalesce(g.account_id, a.group_id)
      end as record_id,
      case
        when $level = 'account'
        and a.account_id is not null then a.name
        else coalesce(g.name, a.group_name)
      end as record_name,
      case
        when $level = 'account'
        and a.account_id is not null then 'account'
        else 'group'
      end as record_level,
      case
        when $level = 'group'
        and g.branch_count > 1 then a.account_id
      end as branch_id,
      case
        when $level = 'group'
        and g.branch_count > 1 then a.name
      end as branch_name,
      n.happened_on
    from
      found_numbers as n
      left join directory as a on a.level = 'account'
      and a.account_key = n.account_key
      left join directory as g on g.level = 'group'
      and g.account_key = n.group_key
    where
      coalesce(a.account_id, g.account_id) is not null
  ),
  owners as (
    select
      v.value,
      count(*) as accounts
    from
      account_values as v
      cross join asked as s
    where
      v.dimension = 'owner'
      and contains(lower(v.value), s.sought)
    group by
      v.value
  ),
  found as (
    select
      kind,
      fit,
      id,
      label,
      record_id,
      record_name,
      record_level,
      branch_id,
      branch_name,
      cast(null as date) as happened_on,
      cast(null as integer) as accounts
    from
      found_names
    union all
    select
      kind,
      fit,
      id,
      label,
      record_id,
      record_name,
      record_level,
      branch_id,
      branch_name,
      happened_on,
      cast(null as integer)
    from
      found_documents
    union all
    select
      'owner',
      case
        when lower(o.value) = s.sought then 1
        when starts_with(lower(o.value), s.sought) then 2
        else 3
      end,
      o.value,
      o.value,
      null,
      null,
      null,
      null,
      null,
      null,
      cast(o.accounts as integer)
    from
      owners as o
      cross join asked as s
  ),
  best as (
    select
      *,
      case kind
        when 'group' then 1
        when 'account' then 2
        when 'branch' then 3
        when 'owner' then 4
        when 'order' then 5
        when 'quote' then 6
        when 'delivery' then 7
        when 'invoice' then 8
        when 'agreement' then 9
        else 10
      end as place
    from
      found
    qualify
      row_number() over (
        partition by
          kind
        order by
          fit,
          length(label),
          label,
          id,
          record_id
      ) <= 10
  )
select
  cast(
    row_number() over (
      order by
        fit,
        place,
        length(label),
        label,
        id,
        record_id
    ) as integer
  ) as position,
  kind,
  case fit
    when 1 then 'exact'
    when 2 then 'prefix'
    else 'contains'
  end as fit,
  id,
  label,
  record_id,
  record_name,
  record_level,
  branch_id,
  branch_name,
  happened_on,
  accounts
from
  best
