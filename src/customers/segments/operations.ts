import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { type Engines, PeoplePage } from '#src/customers/frame/index.ts';
import { requireSensible, SegmentRule } from '#src/customers/segment-rules/index.ts';
import { id, name, Segment, Unit } from './ask.ts';
import {
  changeSegment,
  createSegment,
  restoreSegment,
  retireSegment,
  segmentOf,
  segmentsOf,
} from './definitions.ts';
import { History, HistoryAsk, historyOf } from './history.ts';
import { membersPage, SegmentPeopleAsk } from './people.ts';
import { Preview, PreviewAsk, previewOf } from './preview.ts';
import { segmentsHolding, Whose, WhoseAsk } from './whose.ts';
import { Why, WhyAsk, whyOf } from './why.ts';

const answered = z.object({ segment: Segment });

const list = operation({
  name: 'segments.list',
  asks: { fr: 'Quels segments y a-t-il ?', en: 'Which segments are there?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ segments: z.array(Segment).describe('Oldest first, those retired too') }),
  run: async ({ records }) => ({ segments: await segmentsOf(records) }),
});

const show = operation({
  name: 'segments.show',
  asks: { fr: 'Qu’est-ce que ce segment ?', en: 'What is this segment?' },
  needs: 'customers:read',
  input: z.object({ id }),
  output: answered,
  run: async ({ records }, ask) => ({ segment: await segmentOf(records, ask.id) }),
});

const preview = operation({
  name: 'segments.preview',
  asks: { fr: 'Pour qui cette règle vaut-elle maintenant ?', en: 'Whom does this rule hold for now?' },
  needs: 'customers:read',
  input: PreviewAsk,
  output: Preview,
  run: (context, ask) => previewOf(context, ask),
});

const create = operation({
  name: 'segments.create',
  asks: { fr: 'Garder une règle comme segment', en: 'Keep a rule as a segment' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    name,
    unit: Unit.optional().describe("The workspace's counting unit unless told"),
    rule: SegmentRule,
  }),
  output: answered,
  run: async (context, ask) => {
    const unit = ask.unit ?? context.workspace.countingUnit;
    await requireJudgeable(context, ask.rule, unit);
    const segment = await createSegment(context, { name: ask.name, unit, rule: ask.rule });
    // Tests of properties and traits may name a person; the audit log is never rewritten.
    context.note?.({ subject: segment.id, after: { name: segment.name, unit } });
    return { segment };
  },
});

const change = operation({
  name: 'segments.change',
  asks: { fr: 'Changer un segment', en: 'Change a segment' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    name: name.optional(),
    rule: SegmentRule.optional().describe('Another rule makes a new version'),
  }),
  output: answered,
  run: async (context, ask) => {
    if (ask.rule !== undefined)
      await requireJudgeable(context, ask.rule, (await segmentOf(context.records, ask.id)).unit);
    const segment = await changeSegment(context, ask.id, ask);
    context.note?.({ subject: ask.id, after: { name: segment.name, version: segment.current.version } });
    return { segment };
  },
});

/** What it names exists, and it can be judged. */
async function requireJudgeable(context: Engines, rule: SegmentRule, unit: Segment['unit']): Promise<void> {
  await requireSensible(context, rule, unit);
  await previewOf(context, { rule, unit, sample: 0 });
}

const retire = operation({
  name: 'segments.retire',
  asks: { fr: 'Ne plus tenir un segment à jour', en: 'Keep a segment no more' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, ask) => ({ segment: await retireSegment(context, ask.id) }),
});

const restore = operation({
  name: 'segments.restore',
  asks: { fr: 'Tenir de nouveau un segment à jour', en: 'Keep a segment again' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, ask) => ({ segment: await restoreSegment(context, ask.id) }),
});

const people = operation({
  name: 'segments.people',
  asks: { fr: 'Qui est dans ce segment ?', en: 'Who is in this segment?' },
  needs: 'customers:read',
  input: SegmentPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => membersPage(context, ask),
});

const why = operation({
  name: 'segments.why',
  asks: {
    fr: 'Pourquoi cette personne est-elle, ou n’est-elle pas, dans ce segment ?',
    en: 'Why is this person in this segment, or not?',
  },
  needs: 'customers:read',
  input: WhyAsk,
  output: Why,
  run: (context, ask) => whyOf(context, ask),
});

const ofPerson = operation({
  name: 'segments.of',
  asks: { fr: 'Dans quels segments est cette personne ?', en: 'Which segments is this person in?' },
  needs: 'customers:read',
  input: WhoseAsk,
  output: Whose,
  run: (context, ask) => segmentsHolding(context, ask),
});

const history = operation({
  name: 'segments.history',
  asks: { fr: 'Comment ce segment a-t-il grandi et rétréci ?', en: 'How did this segment grow and shrink?' },
  needs: 'insights:read', // counts alone: nobody is named
  input: HistoryAsk,
  output: History,
  run: (context, ask) => historyOf(context, ask),
});

/** What can be asked of segments. */
export const operations = [
  list,
  show,
  preview,
  create,
  change,
  retire,
  restore,
  people,
  ofPerson,
  why,
  history,
];
