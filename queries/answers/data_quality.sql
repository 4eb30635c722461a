-- question: What is wrong, odd or worth knowing in the data, and what becomes of it?
-- grain: one row per entity and rule that could be asked, and per entity and reason for which rows were set aside
-- reads: entity_findings, entity_quality
-- order: entity_position, treatment_position, -found_count, finding
-- param entity: only the findings of this one; all entities where it is not given
-- column entity_position: integer; place of the entity in the contract; null when no statement reads the file of a broken line
-- column entity: text; the entity; null when no statement reads the file of a broken line
-- column treatment_position: integer; 1 rejected, 2 flagged, 3 kept
-- column treatment: text; `kept`, `flagged` (used, but to be looked at) or `rejected`
-- column finding: text; the rule, or the reason for which rows were set aside
-- column noun: text; what is counted, singular or plural as the count asks
-- column found: text; what was found, in words that follow the noun
-- column rule: text; what becomes of it
-- column found_count: count; how many; 0 where the rule found nothing
-- column share: share; found_count / rows read of the entity; null when no rows are counted
-- column amount: money; their amount in the reporting currency; null when they have none, or one in several currencies
-- column examples: texts; up to five of them, with file and line where the source says
select
  cast(q.position as integer) as entity_position,
  f.entity,
  cast(
    case f.treatment
      when 'rejected' then 1
      when 'flagged' then 2
      when 'kept' then 3
    end as integer
  ) as treatment_position,
  f.treatment,
  f.finding,
  f.noun,
  f.found,
  f.rule,
  f.found_count,
  case
    when f.is_of_rows then cast(f.found_count as double) / nullif(q.read_count, 0)
  end as share,
  try_cast (f.amount as exact) as amount,
  f.examples
from
  entity_findings as f
  left join entity_quality as q on q.entity = f.entity
where
  $entity is null
  or f.entity = $entity
