import type { Drawn, MapFigures, MapStep, Name, StepFigures } from '#src/insights/journey-maps/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Language, Words } from '../../words/index.ts';

/** A name in the reader's language, else in the other one. */
export const nameIn = ({ fr, en }: Name, language: Language): string =>
  language === 'fr' ? fr || en : en || fr;

/** What a step rests on. */
export type Mark = 'measured' | 'declared' | 'assumed';
export const markOf = ({ matches, basis }: Pick<MapStep, 'matches' | 'basis'>): Mark =>
  matches.length > 0 ? 'measured' : basis;

/** A step's name; one that is named after its event is called as the pages call it. */
export const stepName = ({ name, matches }: Pick<MapStep, 'name' | 'matches'>, words: Words): string =>
  namedStep(name, matches[0]?.event ?? null, words);

/** The same of a step of which the first event alone is told. */
export function namedStep(name: Name, event: string | null, words: Words): string {
  const said = nameIn(name, words.language);
  return event !== null && said === event ? eventWords(words, event, 'name') : said;
}

/** Delays as people say them. */
export const delaySaid = ({ wait }: StepFigures, figures: Figures): string | undefined =>
  wait?.medianMs.known ? figures.duration(wait.medianMs.value / 1000) : undefined;

/** Which share of those who came is lost after a step. */
export function lostSaid(
  { dropOff, dropped }: Pick<StepFigures, 'dropOff' | 'dropped'>,
  { t, figures }: Pick<Words, 't'> & { readonly figures: Figures },
): string {
  if (!dropOff?.share.known) return t('journey.lost_unknown');
  if (dropped === 0) return t('journey.lost_none');
  return t('journey.lost', { share: figures.share(dropOff.share.value, 1) });
}

const dayMs = 86_400_000;

/** The map as rows of a file: what is measured beside what is said by hand. Shares are 0–1. */
export function mapCsv(drawn: Drawn, figures: MapFigures | undefined, words: Words): CsvCell[][] {
  const { t } = words;
  const heads = [
    t('journey.stage'),
    t('journey.step'),
    t('journey.measured_head'),
    t('journey.figure.did'),
    t('journey.use_head'),
    t('csv.low'),
    t('csv.high'),
    t('journey.figure.went_on'),
    t('journey.lost_head'),
    t('journey.lost_share'),
    t('journey.open_head'),
    t('journey.delay_days'),
    t('journey.channels'),
    t('journey.emotion'),
    t('journey.status'),
    t('journey.note'),
    t('journey.owner'),
  ];
  const rows = drawn.stages.flatMap((stage) =>
    stage.steps.map((step): CsvCell[] => {
      const told = figures?.steps.find((one) => one.step === step.id);
      return [
        nameIn(stage.name, words.language),
        stepName(step, words),
        t(`journey.mark.${markOf(step)}`),
        ...measured(told),
        step.channels.join(', '),
        step.emotion?.score ?? null,
        step.status === null ? null : t(`journey.status.${step.status}`),
        step.note.text,
        step.owner,
      ];
    }),
  );
  return [heads, ...rows];
}

function measured(told: StepFigures | undefined): CsvCell[] {
  if (told === undefined) return Array.from({ length: 9 }, () => null);
  const share = ({ share: of }: StepFigures['use']) => (of.known ? of.value : null);
  const { use, dropOff, wait } = told;
  return [
    told.people,
    share(use),
    use.low,
    use.high,
    told.wentOn,
    dropOff === null ? null : told.dropped,
    dropOff === null ? null : share(dropOff),
    dropOff === null ? null : told.open,
    wait?.medianMs.known ? wait.medianMs.value / dayMs : null,
  ];
}
