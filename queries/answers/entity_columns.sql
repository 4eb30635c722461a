-- question: Which columns does each entity have, how many of their values are missing or unreadable, and between what do they lie?
-- grain: one row per entity and column of the contract, and per further column of the accounts
-- reads: entity_columns
-- order: entity, position
-- param entity: only the columns of this one; all entities where it is not given
-- column entity: text; the entity
-- column position: integer; place of the column within the entity
-- column column_name: text; the column
-- column type: text; `text`, `date`, `money`, `number`, `integer` or `boolean`
-- column description: text; what it holds
-- column is_required: boolean; whether a row without it is set aside
-- column is_given: boolean; whether the source statement gives it
-- column row_count: count; rows used
-- column filled_count: count; those with a value
-- column missing_count: count; those without
-- column unread_count: count; those in which something else than such a value stands
-- column missing_share: share; missing_count / row_count; null when there are no rows
-- column least: text; least value of a date or number; null when there is none, or it is a text
-- column largest: text; largest value of a date or number; null when there is none, or it is a text
select
  entity,
  cast(position as integer) as position,
  column_name,
  type,
  description,
  is_required,
  is_given,
  row_count,
  filled_count,
  row_count - filled_count as missing_count,
  unread_count,
  cast(row_count - filled_count as double) / nullif(row_count, 0) as missing_share,
  least,
  largest
from
  entity_columns
where
  coalesce($entity, entity) = entity
