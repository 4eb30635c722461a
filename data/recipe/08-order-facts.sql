-- When each account orders and how much: gamma gaps on the clock of its season, stretched while it
-- fades, cut when it leaves. The sums run over whole thousandths of a day, so they are exact.
create temp table planted_orders as
select
  *
from
  (
    values
      -- The open order behind which account 3 is quiet.
      (3, 1000, date '2026-09-09', 64000.0, 6, date '2026-11-27')
  ) as planted_order (account_no, step, ordered_on, order_value, line_count, promised_on);

create temp table order_facts as
with
  steps as (
    select
      account_no,
      cycle_no,
      gap_days,
      regularity,
      is_fixed,
      new_day,
      start_tick,
      decline_tick,
      leaving_day,
      decline_day,
      account_no * 1024 + step as order_key,
      step::integer as step
    from
      (
        select
          *,
          -- Enough gaps to fill the time, with four standard deviations to spare.
          unnest(
            range(
              least(
                1000,
                8 + ceil(
                  (getvariable ('future_day') - coalesce(new_day, 0)) / gap_days + 4 * sqrt((getvariable ('future_day') - coalesce(new_day, 0)) / gap_days / regularity)
                )::bigint
              )
            )
          ) as step
        from
          account_facts
        where
          not is_prospect
      )
  ),
  gaps as (
    select
      *,
      case
        when step = 0
        and new_day is not null then 0
        when regularity = 99 then gap_days * (0.97 + 0.06 * chance (order_key, 'gap')) * case
          when step = 0 then 0.5
          else 1
        end
        else gap_days / regularity * waiting_sum (order_key, regularity)
      end as gap
    from
      steps
  ),
  ticks as (
    select
      *,
      start_tick + sum(round(gap * 8000)::bigint) over (
        partition by
          account_no
        order by
          step
      ) / 1000.0 as even_tick
    from
      gaps
  ),
  stretched as (
    select
      *,
      -- While an account fades its clock slows to a third: x becomes x + x squared times 2 / length.
      case
        when even_tick > decline_tick then even_tick + pow(even_tick - decline_tick, 2) * 2 / (8 * (leaving_day - decline_day))
        else even_tick
      end as tick
    from
      ticks
  ),
  dated as (
    select
      stretched.account_no,
      stretched.step,
      stretched.order_key,
      cycle_ticks.day_number
    from
      stretched
      join cycle_ticks on cycle_ticks.cycle_no = stretched.cycle_no
      and cycle_ticks.tick = floor(stretched.tick)::integer
  ),
  valued as (
    select
      dated.account_no,
      dated.step,
      dated.order_key,
      dated.day_number,
      account_facts.annual_revenue * account_facts.gap_days / 365 * exp(
        account_facts.value_spread * bell (dated.order_key, 'value') - account_facts.value_spread * account_facts.value_spread / 2 + account_facts.trend * (dated.day_number - 550) / 365
      ) * pow(coalesce(growth_per_order, 1), dated.step) * case
        when dated.day_number > decline_day then 1 - 0.6 * (dated.day_number - decline_day) / (leaving_day - decline_day)
        else 1
      end as order_value,
      least(12, 1 + floor(account_facts.further_lines * waiting (dated.order_key, 'lines')))::integer as line_count
    from
      dated
      join account_facts on account_facts.account_no = dated.account_no
    where
      dated.day_number <= getvariable ('future_day')
      and dated.day_number <= coalesce(leaving_day, dated.day_number)
      and (
        pause_from is null
        or dated.day_number not between pause_from and pause_to
      )
    union all
    select
      account_no,
      step,
      account_no * 1024 + step,
      date_diff('day', getvariable ('first_on'), ordered_on),
      order_value,
      line_count
    from
      planted_orders
  ),
  entered as (
    select
      *,
      case
        when chance (order_key, 'late entry') < 0.07 then 1 + floor(6 * chance (order_key, 'entry days'))
        else 0
      end::integer as entry_days
    from
      valued
  )
select
  100000000 + row_number() over (
    order by
      day_number,
      account_no,
      step
  ) as order_no,
  order_key,
  account_no::integer as account_no,
  day_number::smallint as day_number,
  -- Entered after the watermark: not in the export yet.
  day_number + entry_days <= getvariable ('last_day') as is_exported,
  entry_days::tinyint as entry_days,
  line_count::tinyint as line_count,
  order_value::float as order_value,
  chance (order_key, 'cancelled') < 0.012
  and account_no > 27 as is_cancelled,
  case
    when chance (order_key, 'returned') < 0.06 then 1 + floor(line_count * chance (order_key, 'returned line'))
  end::tinyint as returned_line,
  case
    when chance (order_key, 'credited') < 0.03 then 1 + floor(line_count * chance (order_key, 'credited line'))
  end::tinyint as credited_line
from
  entered
order by
  order_no;
