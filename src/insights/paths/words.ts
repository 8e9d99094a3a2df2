import type { Deed } from '#src/customers/event-match/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import { count, deedWords, nobodyDid, peopleCounted, percent, say } from '#src/customers/wording/index.ts';
import { type Measuring, rangeWords } from '#src/insights/comparable/index.ts';
import type { PathLimit, PathStep, WholePath } from './ask.ts';
import type { Plan } from './plan.ts';

interface Found {
  readonly entered: number;
  readonly steps: readonly PathStep[];
  readonly paths: readonly WholePath[];
}

/** What the tree says in two sentences: the most frequent path, and where most stop. */
export function verdictOf(
  { ask, named, unit }: Pick<Plan, 'ask' | 'named' | 'unit'>,
  { entered, steps, paths }: Found,
): Words {
  const [best] = paths;
  if (best === undefined) return nothingDone(named, unit);
  const [all, people, share] = [peopleCounted(entered, unit), count(best.people), percent(best.share)];
  const names = ask.direction === 'from' ? best.names : best.names.toReversed();
  const route = say(
    names.map((name) => `« ${name} »`).join(' → '),
    names.map((name) => `“${name}”`).join(' → '),
  );
  const stop = stopping(ask.direction, steps);
  return say(
    `Sur ${all.fr}, ${people.fr} (${share.fr}) suivent le parcours le plus fréquent : ${route.fr}. ${stop.fr}`.trim(),
    `Of ${all.en}, ${people.en} (${share.en}) take the most frequent path: ${route.en}. ${stop.en}`.trim(),
  );
}

/** Nobody has an event of a name, or has received value. */
function nothingDone(deed: Deed, unit: Plan['unit']): Words {
  const what = deedWords(deed);
  return 'reached' in deed
    ? say(`Aucun ${what.fr} pendant cette période.`, `No ${what.en} during this period.`)
    : nobodyDid(
        unit,
        say(`n’a fait ${what.fr} pendant cette période.`, `did ${what.en} during this period.`),
      );
}

function stopping(direction: 'from' | 'to', steps: readonly PathStep[]): Words {
  const [first] = steps;
  const alone = first?.nodes.reduce((sum, { ended }) => sum + ended, 0) ?? 0;
  if (first === undefined || alone === 0) return say('', '');
  const [people, share] = [count(alone), percent(alone / first.people)];
  return direction === 'from'
    ? say(
        `${people.fr} (${share.fr}) ne font rien ensuite.`,
        `${people.en} (${share.en}) do nothing after it.`,
      )
    : say(
        `Chez ${people.fr} (${share.fr}), rien ne précède.`,
        `For ${people.en} (${share.en}) nothing comes before it.`,
      );
}

/** What the numbers mean, in full sentences. */
export function definitionOf(
  { ask, named, zone, unit, includeMarked }: Plan,
  how: Measuring = { dated: true },
): Words {
  const anchor = deedWords(named);
  const limit = limitWords(ask.limit);
  const who =
    unit === 'account' ? say('Chaque compte', 'Each account') : say('Chaque client', 'Each customer');
  const forward = ask.direction === 'from';
  const entry = forward
    ? say(`son premier ${anchor.fr}`, `the first ${anchor.en}`)
    : say(`son dernier ${anchor.fr}`, `the last ${anchor.en}`);
  const steps = stepsWords(ask);
  const range = rangeWords(ask, how);
  const sentences = [
    say(
      `${who.fr} compte une fois, par ${entry.fr}, ${range.fr} (${zone}), avec au plus ${steps.fr}, ${limit.fr}.`,
      `${who.en} counts once, by ${entry.en} ${range.en} (${zone}), with at most ${steps.en}, ${limit.en}.`,
    ),
    ...(ask.collapse
      ? [
          say(
            'La même étape plusieurs fois de suite n’en fait qu’une.',
            'The same step several times in a row is one.',
          ),
        ]
      : []),
    ...(ask.leaveOut.length > 0
      ? [say(`Sont laissés de côté : ${ask.leaveOut.join(', ')}.`, `Left out: ${ask.leaveOut.join(', ')}.`)]
      : []),
    say(
      'À la même milliseconde, l’ordre est celui de l’arrivée. « Fin » : plus rien dans le délai ; « en cours » : le délai n’est pas écoulé.',
      'Within a millisecond the order is that of arrival. “Ended”: nothing more within the limit; “open”: the limit is not over.',
    ),
    includeMarked
      ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
      : say(
          'Le trafic interne et celui des robots est laissé de côté.',
          'Internal and bot traffic is left out.',
        ),
  ];
  const value = valueSentence([named]);
  return say(
    sentences.map(({ fr }) => fr).join(' ') + value.fr,
    sentences.map(({ en }) => en).join(' ') + value.en,
  );
}

/** So many steps after the anchor, or before it: 1 étape qui suit, 5 étapes qui précèdent. */
function stepsWords({ steps, direction }: Plan['ask']): Words {
  const forward = direction === 'from';
  if (steps === 1)
    return say(
      `1 étape qui ${forward ? 'suit' : 'précède'}`,
      `1 step that ${forward ? 'follows' : 'comes before'}`,
    );
  return say(
    `${steps} étapes qui ${forward ? 'suivent' : 'précèdent'}`,
    `${steps} steps that ${forward ? 'follow' : 'come before'}`,
  );
}

const nouns = {
  second: ['seconde', 'second'],
  minute: ['minute', 'minute'],
  hour: ['heure', 'hour'],
  day: ['jour', 'day'],
} as const;

function limitWords(limit: PathLimit): Words {
  if (limit.kind === 'day') return say('le même jour', 'on the same day');
  if (limit.kind === 'session') {
    const gap = limit.gapMinutes;
    return say(
      `dans la même session (close par ${gap} min de silence, 24 h au plus)`,
      `within the same session (closed by ${gap} min of silence, 24 h at most)`,
    );
  }
  const [fr, en] = nouns[limit.of];
  const many = limit.amount > 1 ? 's' : '';
  const amount = count(limit.amount);
  return say(`en ${amount.fr} ${fr}${many} au plus`, `within ${amount.en} ${en}${many}`);
}
