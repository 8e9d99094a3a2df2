import { recordOf } from './address.ts';

/** A name after what it is of, as addresses write it: `trait:canal`, `sum:revenue`. */
const ofSomething = /^(trait|property|start_property|sum|mean|per_customer):(.+)$/;

/** Parts that hold no names of events, properties or traits: values that are tested, and what is looked at. */
const otherThings = ['values', 'saved', 'series', 'open', 'cell', 'compare'];

/** A question in which one name stands in the place of another, wherever that stood for something that is asked about. */
export function mended(question: unknown, wrong: string, right: string): unknown {
  if (typeof question === 'string') {
    if (question === wrong) return right;
    const [, kind, name] = ofSomething.exec(question) ?? [];
    return name === wrong ? `${kind}:${right}` : question;
  }
  if (Array.isArray(question)) return question.map((one) => mended(one, wrong, right));
  if (typeof question !== 'object' || question === null) return question;
  return Object.fromEntries(
    Object.entries(recordOf(question)).map(([part, value]) => [
      part,
      otherThings.includes(part) ? value : mended(value, wrong, right),
    ]),
  );
}
