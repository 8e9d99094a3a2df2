export { type Answered, forgetRepeats, onceUnderKey, type RepeatableAsk } from './repeats.ts';
