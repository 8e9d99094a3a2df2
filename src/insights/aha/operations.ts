import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/insights/frame/index.ts';
import { curveAsked, scanOf } from './scan.ts';
import { AhaPeopleAsk, CurveAnswer, CurveAsk, ScanAnswer, ScanAsk } from './scan-ask.ts';
import { scanPeople } from './scan-people.ts';

const scan = operation({
  name: 'aha.scan',
  asks: {
    fr: 'Quel geste, répété combien de fois et en combien de jours, distingue ceux qui restent ?',
    en: 'Which action, how often and within how many days, tells those who stay?',
  },
  needs: 'insights:read',
  input: ScanAsk,
  output: ScanAnswer,
  run: (context, ask) => scanOf(context, ask),
});

const curve = operation({
  name: 'aha.curve',
  asks: {
    fr: 'Comment la part de ceux qui restent monte-t-elle avec la fréquence d’un geste ?',
    en: 'How does the share that stays rise with how often something is done?',
  },
  needs: 'insights:read',
  input: CurveAsk,
  output: CurveAnswer,
  run: (context, ask) => curveAsked(context, ask),
});

const people = operation({
  name: 'aha.people',
  asks: {
    fr: 'Qui est au-dessus ou en dessous de ce seuil, resté ou parti ?',
    en: 'Who is above or below this count, and stayed or left?',
  },
  needs: 'customers:read',
  input: AhaPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => scanPeople(context, ask),
});

/** What can be asked of the aha moment. */
export const operations = [scan, curve, people];
