-- question: Which agreements of one holder are about the same thing at the same time?
-- grain: one row per agreement
-- reads: staged.agreements
-- of: agreements
-- found: overlapping another about the same thing
-- treatment: flagged
-- rule: All are kept, each with its own dates.
-- column row_id: id; the agreement
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  numbered as (
    select
      *,
      row_number() over (
        order by
          valid_from,
          source_line nulls last,
          agreement_id
      ) as agreement_no,
      coalesce(valid_to, date '9999-12-31') as last_on
    from
      staged.agreements
  )
select distinct
  a.agreement_id as row_id,
  a.source_file,
  a.source_line
from
  numbered as a
  inner join numbered as b on b.agreement_no < a.agreement_no
  and b.kind = a.kind
  and coalesce(b.account_id, '') = coalesce(a.account_id, '')
  and coalesce(b.group_id, '') = coalesce(a.group_id, '')
  and coalesce(b.product_id, '') = coalesce(a.product_id, '')
  and coalesce(b.category, '') = coalesce(a.category, '')
  and coalesce(b.commitment, '') = coalesce(a.commitment, '')
  and b.last_on >= a.valid_from
