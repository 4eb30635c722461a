select
  currency,
  valid_from as valid_on,
  eur_per_unit as rate
from
  fx_rates
