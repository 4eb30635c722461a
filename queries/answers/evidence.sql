-- question: What does this company's own past say of each claim that the product makes about what will come?
-- grain: one row per claim, as known at as_of
-- reads: risk_models, risk_dates, white_space_fits
-- order: place
-- column claim: id; `chance`: who will fall silent; `chance_value`: how likely; `money` at risk; `sort` by chance; `expected_year`;
--   `order_window`; white space: `win_back`, what is bought again, and `never_bought`, what is bought for the first time
-- column place: integer; its place among them
-- column verdict: text; `use`: it beat its rival, at the newer half of the past too; `with_care`: it did over all; `do_not_use`: it did not, or
--   there is too little to say
-- column rival: text; what it was held to
-- column measure: text; what the figure is
-- column figure: ratio; the claim's own figure; null where there is too little to say
-- column low: ratio; lower end of its 95 % interval, accounts resampled; null where there is none
-- column high: ratio; upper end; null where low is
-- column needed: ratio; what low, or the figure where there is no interval, had to pass; null where the claim has no bar of its own
-- column rows: count; past cases on which it was judged; null where too few are known
-- column from_on: date; day of the oldest of them; null where there is none
-- column to_on: date; day of the newest; null where there is none
-- column reason: text; why it is not used, in words that follow "because"; null where it is
with
  used as (
    select
      m.*
    from
      risk_dates as d
      inner join risk_models as m on m.model_on = d.model_on
    where
      d.known_on = date '9999-12-31'
      and d.is_shown
      and d.month_end_on = cast($as_of as date)
      and m.level = $level
  ),
  claims as (
    select
      'chance' as claim,
      1 as place,
      verdict,
      'a coin' as rival,
      'AUC on live accounts' as measure,
      auc as figure,
      auc_low as low,
      auc_high as high,
      0.55 as needed,
      judged_rows as judged,
      first_cut_on as from_on,
      last_cut_on as to_on,
      cannot_say as reason
    from
      used
    union all
    select
      'chance_value' as claim,
      2 as place,
      verdict,
      'saying the same of all' as rival,
      'Brier skill on live accounts' as measure,
      skill as figure,
      skill_low as low,
      skill_high as high,
      0 as needed,
      judged_rows as judged,
      first_cut_on as from_on,
      last_cut_on as to_on,
      cannot_say as reason
    from
      used
    union all
    select
      'money' as claim,
      3 as place,
      case
        when lost_share is null then 'do_not_use'
        else verdict
      end as verdict,
      'a whole year of revenue' as rival,
      'share of a year that a silence costs' as measure,
      lost_share as figure,
      null as low,
      null as high,
      null as needed,
      judged_silent as judged,
      first_cut_on as from_on,
      last_cut_on as to_on,
      coalesce(
        cannot_say,
        case
          when lost_share is null then 'fewer than 20 silences have a whole year after them'
        end
      ) as reason
    from
      used
    union all
    select
      'sort' as claim,
      4 as place,
      case
        when lift_low > 1.2 then verdict
        else 'do_not_use'
      end as verdict,
      'all revenue alike' as rival,
      'how many times as much of the riskiest tenth of revenue fell silent' as measure,
      lift as figure,
      lift_low as low,
      lift_high as high,
      1.2 as needed,
      sort_rows as judged,
      first_cut_on as from_on,
      last_cut_on as to_on,
      coalesce(
        cannot_say,
        case
          when lift is null then 'no revenue fell silent'
          when lift_low <= 1.2 then 'the tenth of revenue that was called riskiest fell silent hardly more often than the rest'
        end
      ) as reason
    from
      used
    union all
    select
      'expected_year' as claim,
      5 as place,
      year_verdict as verdict,
      'last year''s revenue' as rival,
      'mean absolute error avoided, as a share of the rival''s' as measure,
      year_gain / nullif(year_plain_error, 0) as figure,
      year_gain_low / nullif(year_plain_error, 0) as low,
      year_gain_high / nullif(year_plain_error, 0) as high,
      0 as needed,
      year_rows as judged,
      year_first_on as from_on,
      year_last_on as to_on,
      case
        when year_verdict = 'use' then null
        when year_rows = 0 then 'no year after a past quarter end has ended yet'
        else 'last year''s revenue was as near to what came'
      end as reason
    from
      used
    union all
    select
      'order_window' as claim,
      6 as place,
      window_verdict as verdict,
      'the 80 % promised' as rival,
      'windows that held the next order' as measure,
      windows_held_share as figure,
      null as low,
      null as high,
      0.7 as needed,
      windows as judged,
      window_first_on as from_on,
      window_last_on as to_on,
      window_reason as reason
    from
      used
    union all
    select
      list as claim,
      case
        when list = 'win_back' then 7
        else 8
      end as place,
      verdict,
      'a coin' as rival,
      'AUC over categories not bought for a year' as measure,
      auc as figure,
      auc_low as low,
      auc_high as high,
      0.55 as needed,
      checked_cells as judged,
      check_on as from_on,
      check_on as to_on,
      cannot_say as reason
    from
      white_space_fits
    where
      level = $level
      and fit_on = (
        select
          max(fit_on)
        from
          white_space_fits
        where
          fit_on <= cast($as_of as date)
      )
  )
select
  claim,
  cast(place as integer) as place,
  verdict,
  rival,
  measure,
  cast(figure as double) as figure,
  cast(low as double) as low,
  cast(high as double) as high,
  cast(needed as double) as needed,
  cast(judged as integer) as rows,
  from_on,
  to_on,
  reason
from
  claims
