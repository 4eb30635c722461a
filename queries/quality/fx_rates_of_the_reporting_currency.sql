-- question: Which rates are those of the reporting currency?
-- grain: one row per rate
-- reads: staged.fx_rates
-- of: fx_rates
-- found: of the reporting currency itself
-- treatment: kept
-- rule: The rate is not used: the reporting currency is always worth 1.
-- param reporting_currency: text; the reporting currency
-- column row_id: id; the currency
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  currency as row_id,
  source_file,
  source_line
from
  staged.fx_rates
where
  upper(trim(currency)) = cast($reporting_currency as varchar)
