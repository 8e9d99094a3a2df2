import { expect, it } from 'vitest';
import { InDoubt, type Place, widthFor } from './in-doubt.ts';

it('one at a time under 50 ms, one more for each 50 ms, never more than there are connections', () => {
  const widths = [0, 1, 49, 50, 99, 100, 199, 200, 1_000].map((median) => widthFor(median, 5));
  expect(widths).toEqual([1, 1, 1, 2, 2, 3, 4, 5, 5]);
  expect(widthFor(1_000, 1)).toBe(1);
});

/** Which of the places were entered by now. */
async function entered(places: readonly Place[]): Promise<boolean[]> {
  const inside = places.map(() => false);
  places.forEach((place, at) => {
    void place.enter().then(() => {
      inside[at] = true;
    });
  });
  await Promise.resolve();
  return inside;
}

it('places are given in the order they are asked for, the next when one is left', async () => {
  const doubt = new InDoubt(5);
  const places = [1, 2, 3].map(() => doubt.place());
  const inside = await entered(places);
  expect(inside).toEqual([true, false, false]);
  places[0]?.leave();
  await Promise.resolve();
  expect(inside).toEqual([true, true, false]);
  // Left twice counts once.
  places[0]?.leave();
  await Promise.resolve();
  expect(inside).toEqual([true, true, false]);
});

it('an answer alone leaves no place: what became of the message is still to be written down', async () => {
  const doubt = new InDoubt(5);
  const places = [1, 2].map(() => doubt.place());
  const inside = await entered(places);
  places[0]?.answered();
  await Promise.resolve();
  expect(inside).toEqual([true, false]);
  places[0]?.leave();
  await Promise.resolve();
  expect(inside).toEqual([true, true]);
});

it('who never entered leaves nobody a place', async () => {
  const doubt = new InDoubt(5);
  const places = [1, 2].map(() => doubt.place());
  const inside = await entered(places);
  doubt.place().leave();
  await Promise.resolve();
  expect(inside).toEqual([true, false]);
});

it('one whose answer does not come keeps no other back', async () => {
  const doubt = new InDoubt(5);
  const [stalled, next] = [doubt.place(), doubt.place()];
  await stalled.enter();
  stalled.ending();
  await next.enter(); // the test's own limit would end this
  next.leave();
  stalled.leave();
});
