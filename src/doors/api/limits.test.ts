import { describe, expect, it } from 'vitest';
import { handClock } from '#src/engines/clock/index.ts';
import { openLimiter } from './limits.ts';

describe('an asker with 60 requests a minute', () => {
  it('may ask 60 at once, not 61, and one more after a second', () => {
    const clock = handClock(0);
    const limiter = openLimiter(clock);
    const asked = Array.from({ length: 61 }, () => limiter.take('key', 60));
    expect(asked[59]).toEqual({ allowed: true, limit: 60, remaining: 0, resetSeconds: 60 });
    expect(asked[60]).toEqual({ allowed: false, limit: 60, remaining: 0, resetSeconds: 1 });
    clock.advance(999);
    expect(limiter.take('key', 60).allowed).toBe(false);
    clock.advance(1);
    expect(limiter.take('key', 60).allowed).toBe(true);
  });

  it('is told what is left without taking of it', () => {
    const limiter = openLimiter(handClock(0));
    for (let i = 0; i < 59; i += 1) limiter.take('key', 60);
    expect([limiter.look('key', 60), limiter.look('key', 60)].map(({ remaining }) => remaining)).toEqual([
      1, 1,
    ]);
    limiter.take('key', 60);
    expect(limiter.look('key', 60)).toEqual({ allowed: false, limit: 60, remaining: 0, resetSeconds: 1 });
    expect(limiter.look('other', 60)).toMatchObject({ allowed: true, remaining: 60 });
  });

  it('takes nothing from another', () => {
    const limiter = openLimiter(handClock(0));
    for (let i = 0; i < 61; i += 1) limiter.take('one', 60);
    expect(limiter.take('other', 60).allowed).toBe(true);
  });
});
