-- The seasons: for each budget cycle a clock that runs fast in its months and stands still on
-- weekends and company closures; an order that falls on a tick of the clock falls on that day.
create temp table cycles as
select
  *
from
  (
    values
      (0, 'steady', [1.0, 1.0, 1.05, 1.0, 1.0, 1.0, 0.9, 0.8, 1.0, 1.05, 1.1, 1.1]),
      (1, 'public budget', [0.7, 1.5, 2.3, 1.0, 0.8, 0.8, 0.6, 0.5, 0.8, 0.9, 1.3, 0.8]),
      (2, 'events', [0.7, 1.0, 1.5, 1.7, 1.5, 0.9, 0.4, 0.5, 1.7, 1.5, 0.8, 0.4]),
      (3, 'year end', [0.5, 0.6, 0.8, 0.8, 0.8, 0.8, 0.7, 0.7, 1.0, 1.6, 2.3, 1.8]),
      (4, 'school year', [0.7, 0.7, 0.8, 0.9, 1.0, 1.4, 1.9, 1.8, 1.2, 0.8, 0.7, 0.5]),
      (5, 'spring only', [0.0, 0.5, 1.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      (6, 'autumn only', [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 1.0, 0.4, 0.0]),
      (7, 'spring and autumn', [0.0, 0.2, 1.0, 0.3, 0.0, 0.0, 0.0, 0.0, 1.0, 0.4, 0.0, 0.0])
  ) as cycle (cycle_no, cycle_name, month_weights);

-- Days on which the company is closed; the same dates stand in vital-few.yaml.
create macro is_closed (day_on) as (
  (
    month(day_on) = 12
    and day(day_on) >= 24
  )
  or (
    month(day_on) = 1
    and day(day_on) = 1
  )
  or (
    month(day_on) = 5
    and day(day_on) = 1
  )
);

create temp table cycle_days as
with
  weighted_days as (
    select
      cycle_no,
      day_number::integer as day_number,
      case
        when isodow(on_day (day_number)) >= 6
        or is_closed (on_day (day_number)) then 0
        else month_weights[month(on_day (day_number))]::double
      end as weight
    from
      cycles
      cross join range(0, getvariable ('future_day') + 60) as days (day_number)
  ),
  paces as (
    select
      cycle_no,
      1096 / sum(weight) as pace
    from
      weighted_days
    where
      day_number < 1096
    group by
      cycle_no
  ),
  clocks as (
    select
      weighted_days.cycle_no,
      day_number,
      -- Whole eighths of a day, so that sums are exact in any order.
      round(8 * weight * pace)::bigint as eighths
    from
      weighted_days
      join paces on paces.cycle_no = weighted_days.cycle_no
  )
select
  cycle_no,
  day_number,
  eighths,
  sum(eighths) over (
    partition by
      cycle_no
    order by
      day_number
  )::bigint as clock_end
from
  clocks;

-- The day on which each eighth of a clock day falls.
create temp table cycle_ticks as
select
  cycle_no,
  unnest(range(clock_end - eighths, clock_end))::integer as tick,
  day_number
from
  cycle_days
where
  eighths > 0;
