import { operation } from '#src/access/index.ts';
import { Verdict } from './finding.ts';
import { ToneMessage } from './message.ts';
import { checkTone } from './tone.ts';

const check = operation({
  name: 'tone.check',
  asks: {
    fr: 'Ce message est-il du bon ton, et que faut-il y changer ?',
    en: 'Is this message in the right tone, and what should change in it?',
  },
  needs: 'insights:read', // it reads nothing of anybody: what it judges is what it is given
  input: ToneMessage,
  output: Verdict,
  run: async ({ workspace }, message) => checkTone({ ...message, voice: message.voice ?? workspace.voice }),
});

/** What can be asked of the tone of messages. */
export const operations = [check] as const;
