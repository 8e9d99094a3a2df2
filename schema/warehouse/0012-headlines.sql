-- When a life was the headline of its customer: a board of the past counts each by the offer that led then.

alter table phase_lives
  -- instants, the second not included; told before this was kept: from the first move on
  add column if not exists led_from Array(DateTime64(3, 'UTC')) default if(headline and notEmpty(moves_at), [moves_at[1]], []),
  add column if not exists led_to Array(DateTime64(3, 'UTC'))
    default if(headline and notEmpty(moves_at), [toDateTime64('2299-12-31 23:59:59.999', 3, 'UTC')], []);
