-- The sample company's chance: every random number is a hash of (seed, key, purpose), so the same
-- seed gives the same rows on any number of threads. Set before: the variables seed, scale, out_dir.
-- The second hash matters: one alone only combines its arguments with xor, so that two purposes of
-- one key would be copies of each other.
--
-- Joins stay as they are written, the long table on the left: so none of the long tables is ever held
-- in memory as the side that is looked up, and lines stream.
set
  disabled_optimizers = 'join_order,build_side_probe_side';

set variable first_on = date '2023-11-01';

-- The watermark: the export was drawn in the evening of this day.
set variable last_on = date '2026-11-18';

set variable last_day = date_diff('day', getvariable ('first_on'), getvariable ('last_on'));

-- Orders are simulated a little beyond the watermark, because today's open quotes come from them.
set variable future_day = getvariable ('last_day') + 45;

create macro draw (key, purpose) as hash(hash(getvariable ('seed'), key, purpose));

-- Uniform on [0, 1).
create macro chance (key, purpose) as (draw (key, purpose) >> 11)::double / 9007199254740992.0;

-- Standard normal, by Box and Muller.
create macro bell (key, purpose) as sqrt(-2 * ln(1 - chance (key, purpose))) * cos(2 * pi() * chance (key, purpose || ', angle'));

-- Standard normal quantile of a share, by Tukey's lambda; good to a hundredth between .001 and .999.
create macro bell_quantile (share) as (pow(share, 0.1349) - pow(1 - share, 0.1349)) / 0.1975;

-- Share below a standard normal value, by the logistic curve; good to a hundredth.
create macro bell_share (value) as 1 / (1 + exp(-1.702 * value));

-- Exponential with mean 1.
create macro waiting (key, purpose) as - ln(1 - chance (key, purpose));

-- A day that people work: Saturday and Sunday become Monday.
create macro working_day (day_on) as day_on + case isodow(day_on)
  when 6 then 2
  when 7 then 1
  else 0
end;

-- Or Friday instead.
create macro working_day_before (day_on) as day_on - case isodow(day_on)
  when 6 then 1
  when 7 then 2
  else 0
end;

-- One of a list, by a number.
create macro one_of (choices, number) as choices[1 + (number % len(choices))::bigint];

create macro on_day (day_number) as getvariable ('first_on') + day_number::integer;

-- The product of up to four uniforms from one hash, each kept above 0; their -ln is a gamma of that shape.
create macro uniform_product (hashed, number) as (
  (((hashed & 65535) + 1) / 65537.0) * case
    when number >= 2 then (((hashed >> 16) & 65535) + 1) / 65537.0
    else 1
  end * case
    when number >= 3 then (((hashed >> 32) & 65535) + 1) / 65537.0
    else 1
  end * case
    when number >= 4 then (((hashed >> 48) & 65535) + 1) / 65537.0
    else 1
  end
);

-- Gamma with a whole shape up to 8 and mean of that shape.
create macro waiting_sum (key, shape) as - ln(uniform_product (draw (key, 'gap'), shape)) - case
  when shape > 4 then ln(uniform_product (draw (key, 'gap, further'), shape - 4))
  else 0
end;
