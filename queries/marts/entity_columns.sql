-- question: Which columns does each entity have, and which values?
-- grain: one row per entity and column of the contract, and per further column of the accounts
-- reads: staged.entity_columns
-- column entity: text; the entity
-- column position: integer; place of the column within the entity
-- column column_name: text; the column
-- column type: text; `text`, `date`, `money`, `number`, `integer` or `boolean`
-- column description: text; what it holds
-- column is_required: boolean; whether a row without it is set aside
-- column is_given: boolean; whether the source statement gives it
-- column row_count: count; rows used
-- column filled_count: count; those with a value
-- column unread_count: count; those in which something else than such a value stands
-- column least: text; least value of a date or number; null when there is none, or it is a text
-- column largest: text; largest value of a date or number; null when there is none, or it is a text
select
  entity,
  position,
  column_name,
  type,
  description,
  is_required,
  is_given,
  row_count,
  filled_count,
  unread_count,
  least,
  largest
from
  staged.entity_columns
order by
  entity,
  position
