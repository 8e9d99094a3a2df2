import { describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as goals } from '#src/customers/goals/index.ts';
import { operations as milestones } from '#src/customers/milestones/index.ts';
import { operations as segments } from '#src/customers/segments/index.ts';
import { type Board, operations as health } from '#src/insights/health/index.ts';
import { operations as kinds, type OfferStatus } from '#src/insights/kinds/index.ts';
import {
  type PhaseBoard,
  type PhasesOf,
  operations as phases,
  type Warnings,
} from '#src/insights/phase-board/index.ts';
import { operations as seasons } from '#src/insights/seasons/index.ts';
import { run } from '#src/insights/testing/index.ts';
import { type Worklist, operations as worklist } from '#src/insights/worklist/index.ts';
import { now, toldOf } from './found.test-data.ts';
import { julieFallsSilent } from './gym/index.ts';
import type { History } from './history.test-data.ts';
import { numberOf } from './kept.test-data.ts';
import { type DemoKind, dateText } from './making/index.ts';
import { truths } from './truths.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const year = 365;

type ContextOf = (kind: DemoKind) => Promise<Context>;

/** How many people of a demo pass. */
const count = ({ people }: History, passes: (user: string) => boolean): number =>
  [...people.keys()].filter(passes).length;

/** What is planted in the gym's and the ski shop's people, as Perdure finds it. */
export function findsTheLives(contextOf: ContextOf): void {
  describe('in the gym, lives', () => {
    const gym = () => toldOf('gym');
    const ask = async <T>(operations: readonly unknown[], name: string, input: object) =>
      run<T>(operations, await contextOf('gym'), name, input);
    const lifeOf = async (user: string) => {
      const customer = await numberOf(await contextOf('gym'), user);
      const { lives } = await ask<PhasesOf>(phases, 'phases.of', { customer });
      const [headline] = lives;
      if (headline === undefined) throw new Error(`no life of ${user}`);
      return headline;
    };

    it('somebody is in every phase; in conquest whoever left a cart for two hours and never ordered, and nobody else', async () => {
      const { rows } = await ask<PhaseBoard>(phases, 'phases.board', {
        from: '2025-12-16',
        to: '2026-01-15',
      });
      const people = new Map(rows.map((row) => [row.phase, row.people]));
      for (const phase of ['conversion', 'loyalty', 'attrition', 'cancelled'] as const)
        expect(people.get(phase)).toBeGreaterThan(20);
      expect(people.get('retention')).toBe(1);
      const never = count(
        gym(),
        (user) =>
          gym()
            .times(user, { standard: 'Product Added' })
            .some(({ at }) => at + 2 * hourMs <= now + hourMs) &&
          gym().times(user, { standard: 'Order Completed' }).length === 0,
      );
      expect(people.get('conquest')).toBe(never);
    });

    it('Julie is warned of within days of her silence, not after three months', async () => {
      const { moves } = await lifeOf('julie');
      const warned = moves.findLast(({ status }) => status === 'warning');
      const silence = julieFallsSilent(gym().today);
      const days = gym().time.dayOf(Date.parse(warned?.at ?? '')) - silence;
      expect(days).toBeGreaterThan(2);
      expect(days).toBeLessThanOrEqual(14);
      expect(moves.some(({ phase }) => phase === 'attrition')).toBe(false);
    });

    it('Julie stands on the list of Today, and of a year’s warnings fewer than one in three was wrong', async () => {
      const { rows } = await ask<Worklist>(worklist, 'worklist.list', {
        reasons: ['early_warning'],
        limit: 1000,
      });
      expect(rows.map(({ holder }) => holder.id)).toContain('julie');
      const { today } = gym();
      const asked = { from: dateText(today - 364), to: dateText(today) };
      const { wrongShare, wrong, late, gone } = await ask<Warnings>(phases, 'phases.warnings', asked);
      expect(wrong + late + gone).toBeGreaterThan(100);
      expect(wrongShare.known && wrongShare.value).toBeLessThan(1 / 3);
    });

    it('Hugo is won back, Inès is lost, Sami is being won back, Marc is no cause for worry', async () => {
      const hugo = await lifeOf('hugo');
      expect(hugo.moves.map(({ reason }) => reason)).toContain('recovered');
      expect(hugo.phase).toBe('loyalty');
      expect((await lifeOf('ines')).phase).toBe('lost');
      expect((await lifeOf('sami')).phase).toBe('retention');
      expect((await lifeOf('marc')).status).not.toBe('warning');
    });

    it('Nadia has three offers of three kinds, each with a status of its own, and six in ten come back to the pool', async () => {
      const { threeKinds } = truths.gym;
      const customer = await numberOf(await contextOf('gym'), threeKinds.userId);
      const { offers } = await ask<{ offers: OfferStatus[] }>(kinds, 'kinds.of', { customer, chances: true });
      expect(offers.map(({ offer, kind, status }) => [offer, kind, status])).toEqual([
        ['Mensuel sans engagement', 'continuous', 'running'],
        ['Piscine d’été', 'discontinuous', 'out_of_season'],
        ['Programme de coaching', 'intentional', 'in_grace'],
      ]);
      const { chance } = offers[1] ?? {};
      expect(chance?.known && Math.abs(chance.value - threeKinds.back)).toBeLessThan(0.05);
      const passes = gym().demo.contracts.filter(({ offer }) => offer === 'Piscine d’été');
      const came = (year: number) =>
        new Set(passes.filter(({ start }) => start.startsWith(`${year}`)).map(({ holder }) => holder.id));
      const [before, after] = [came(2024), came(2025)];
      const back = [...before].filter((id) => after.has(id)).length;
      expect(before.size).toBeGreaterThan(30);
      expect(chance).toEqual({ known: true, value: back / before.size });
    });

    it('the hundredth visit and the first anniversary are reached by as many as a plain count says', async () => {
      const { hundredth } = truths.gym;
      const kept = await ask<{ milestones: { name: string; current: { rule: object } }[] }>(
        milestones,
        'milestones.list',
        {},
      );
      const reached = await Promise.all(
        kept.milestones.map(async ({ name, current }) => {
          const preview = { rule: current.rule };
          return [name, (await ask<{ reached: number }>(milestones, 'milestones.preview', preview)).reached];
        }),
      );
      const visits = count(gym(), (user) => gym().times(user, hundredth.event).length >= hundredth.times);
      const todayLastYear = gym().time.at(gym().today - year, 0) + dayMs;
      const yearOld = count(gym(), (user) => (gym().times(user, 'signUp')[0]?.at ?? now) < todayLastYear);
      expect(Object.fromEntries(reached)).toEqual({ 'Centième visite': visits, 'Un an avec nous': yearOld });
      expect(visits).toBeGreaterThan(20);
    });

    it('each goal is that of as many as said so', async () => {
      const { goals: board } = await ask<{ goals: { name: string; people: number }[] }>(
        goals,
        'goals.board',
        {},
      );
      const said = (name: string) => count(gym(), (user) => gym().traits(user)[gym().name('goal')] === name);
      expect(board).toHaveLength(3);
      for (const { name, people } of board) expect([name, people]).toEqual([name, said(name)]);
    });
  });

  describe('ready segments', () => {
    const sizes = async (kind: DemoKind) => {
      const context = await contextOf(kind);
      const { segments: all } = await run<{
        segments: { name: string; unit: string; current: { rule: object } }[];
      }>(segments, context, 'segments.list', {});
      const found = all.map(async ({ name, unit, current }) => {
        const asked = { unit, rule: current.rule, sample: 0 };
        return [
          name,
          (await run<{ size: number }>(segments, context, 'segments.preview', asked)).size,
        ] as const;
      });
      return Object.fromEntries(await Promise.all(found));
    };

    it('of the gym hold whom a plain count finds', async () => {
      const gym = toldOf('gym');
      const never = (user: string) => gym.times(user, 'signUp').length === 0;
      const running = new Set(
        gym.demo.contracts.filter(({ end }) => end === null).map(({ holder }) => holder.id),
      );
      const did = (user: string, standard: string) => gym.times(user, { standard }).length > 0;
      const came = (user: string) => gym.times(user, 'visit').some(({ day }) => day > gym.today - 30);
      expect(await sizes('gym')).toEqual({
        'Sous contrat': running.size,
        'Panier sans inscription': count(gym, (user) => did(user, 'Product Added') && never(user)),
        'Essai manqué, pas inscrits': count(gym, (user) => did(user, 'Trial Missed') && never(user)),
        'Sous contrat, sans visite depuis 30 jours': [...running].filter((user) => !came(user)).length,
      });
    });

    it('of the software: sixty with an unused portal, twenty-five who ask no more', async () => {
      const { contracts } = toldOf('b2b').demo;
      const planned = contracts.filter(({ seats, end }) => seats !== undefined && end === null);
      expect(await sizes('b2b')).toEqual({
        'Comptes sous contrat': planned.length,
        'Paient le portail sans le partager': truths.b2b.unusedPortal.accounts,
        'Ne demandent plus rien': truths.b2b.silent.accounts,
      });
    });
  });

  describe('in the ski shop, seasons', () => {
    const shop = () => toldOf('ski');
    const ask = { offer: 'Location au ski' };
    interface Season {
      readonly year: number;
      readonly came: number;
      readonly eligible: number;
      readonly returned: number;
    }

    it('each winter keeps exactly those who hired in it and in the one before', async () => {
      const { rows } = await run<{ rows: Season[] }>(seasons, await contextOf('ski'), 'seasons.returns', ask);
      const inWinter = (user: string, first: number) =>
        shop()
          .times(user, truths.ski.season.event)
          .some(
            ({ day }) => day * dayMs >= Date.UTC(first, 11, 1) && day * dayMs <= Date.UTC(first + 1, 3, 30),
          );
      for (const { year: first, came, eligible, returned } of rows) {
        const before = (user: string) => inWinter(user, first - 1);
        expect([came, eligible, returned]).toEqual([
          count(shop(), (user) => inWinter(user, first)),
          count(shop(), before),
          count(shop(), (user) => before(user) && inWinter(user, first)),
        ]);
      }
      const whole = rows.filter(({ year: first, eligible }) => first < 2025 && eligible > 0);
      expect(whole.length).toBeGreaterThanOrEqual(2);
      for (const { returned, eligible } of whole)
        expect(Math.abs(returned / eligible - truths.ski.season.back)).toBeLessThan(0.02);
    });

    it('health judges those who came this winter, awaits the others, and judges nobody in summer', async () => {
      const context = await contextOf('ski');
      const winter = await run<Board>(health, context, 'health.board', { search: '' });
      const thisWinter = (user: string) =>
        shop()
          .times(user, truths.ski.season.event)
          .some(({ day }) => day * dayMs >= Date.UTC(2025, 11, 1));
      const hirers = count(shop(), (user) => shop().times(user, truths.ski.season.event).length > 0);
      expect(winter).toMatchObject({
        outOfSeason: 0,
        awaited: winter.total - count(shop(), thisWinter),
      });
      expect(winter.total).toBeGreaterThanOrEqual(hirers);
      const summer = await run<Board>(
        health,
        { ...context, clock: { now: () => Date.parse('2026-07-15T12:00:00Z'), sleep: async () => {} } },
        'health.board',
        {},
      );
      expect(summer).toMatchObject({ anyRed: 0, awaited: 0, outOfSeason: summer.total });
    });

    it('Claire missed the last winter that is over; Bruno did not', async () => {
      const context = await contextOf('ski');
      const missed = await run<{ people: { customer: number }[] }>(seasons, context, 'seasons.people', {
        ask,
        which: { kind: 'season', year: 2024, part: 'missed' },
        limit: 1000,
      });
      const people = missed.people.map(({ customer }) => customer);
      expect(people).toContain(await numberOf(context, 'claire'));
      expect(people).not.toContain(await numberOf(context, 'bruno'));
    });
  });
}
