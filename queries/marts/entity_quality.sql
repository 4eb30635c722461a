-- question: Which entities are there, how many of their rows could be used, and how new are they?
-- grain: one row per entity of the contract
-- reads: staged.entity_quality
-- column position: integer; place in the contract
-- column entity: text; the entity
-- column description: text; what it is
-- column switches_on: text; what the product can answer only with it
-- column is_given: boolean; whether a source gives it
-- column read_count: count; rows read, lines that could not be taken apart among them
-- column used_count: count; rows used
-- column rejected_count: count; rows set aside; read_count = used_count + rejected_count
-- column first_on: date; oldest day of the rows used; null when they have none
-- column newest_on: date; newest day of the rows used; null when they have none
select
  position,
  entity,
  description,
  switches_on,
  is_given,
  read_count,
  used_count,
  rejected_count,
  first_on,
  newest_on
from
  staged.entity_quality
order by
  position
