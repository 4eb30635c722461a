-- question: Which entities does the data hold, how many of their rows are used, how new are they, and what would the others switch on?
-- grain: one row per entity of the contract
-- reads: entity_quality, entity_columns, entity_findings
-- order: position
-- column position: integer; place in the contract
-- column entity: text; the entity
-- column description: text; what it is
-- column switches_on: text; what the product can answer only with it
-- column is_given: boolean; whether a source gives it
-- column rows_read: count; rows read, lines that could not be taken apart among them
-- column rows_used: count; rows used
-- column rows_rejected: count; rows set aside; rows_read = rows_used + rows_rejected
-- column first_on: date; oldest day of the rows used; null when they have none
-- column newest_on: date; newest day of the rows used; null when they have none
-- column days_behind: days; days from newest_on to the newest order line; null when one of them is not known
-- column columns_missing: texts; optional columns that the source does not give
-- column columns_empty: texts; columns that it gives without a single value
-- column flagged_count: count; findings that somebody should look at
with
  order_lines as (
    select
      newest_on
    from
      entity_quality
    where
      entity = 'order_lines'
  ),
  columns_by_entity as (
    select
      entity,
      coalesce(
        list(
          column_name
          order by
            position
        ) filter(not is_given),
        []
      ) as columns_missing,
      coalesce(
        list(
          column_name
          order by
            position
        ) filter(
          is_given
          and row_count > 0
          and filled_count = 0
        ),
        []
      ) as columns_empty
    from
      entity_columns
    group by
      entity
  ),
  flagged as (
    select
      entity,
      count(*) as flagged_count
    from
      entity_findings
    where
      treatment = 'flagged'
      and found_count > 0
    group by
      entity
  )
select
  cast(q.position as integer) as position,
  q.entity,
  q.description,
  q.switches_on,
  q.is_given,
  q.read_count as rows_read,
  q.used_count as rows_used,
  q.rejected_count as rows_rejected,
  q.first_on,
  q.newest_on,
  cast(l.newest_on - q.newest_on as bigint) as days_behind,
  c.columns_missing,
  c.columns_empty,
  coalesce(f.flagged_count, 0) as flagged_count
from
  entity_quality as q
  cross join order_lines as l
  inner join columns_by_entity as c on c.entity = q.entity
  left join flagged as f on f.entity = q.entity
