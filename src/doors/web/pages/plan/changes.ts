import type { Figures } from '../../words/figures.ts';
import type { Word, Words } from '../../words/index.ts';
import type { Difference } from './shapes.ts';

/** What changed of one thing, in words. */
export interface ChangeGroup {
  readonly what: 'event' | 'question' | 'rule';
  /** The event or the question; empty for the rules. */
  readonly name: string;
  readonly lines: readonly { readonly kind: Difference['kind']; readonly said: string }[];
}

type Speaking = { readonly words: Words; readonly figures: Pick<Figures, 'list'> };

/** The differences of two plans in words: the rules, then each question, then each event with its properties. */
export function changesSaid(changes: readonly Difference[], speaking: Speaking): readonly ChangeGroup[] {
  const groups = new Map<string, { what: ChangeGroup['what']; name: string; own: Difference[] }>();
  for (const change of changes) {
    const what = change.what === 'property' ? 'event' : change.what;
    const name = what === 'rule' ? '' : change.name;
    const key = JSON.stringify([what, name]);
    const group = groups.get(key) ?? { what, name, own: [] };
    group.own.push(change);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ what, name, own }) => ({
    what,
    name: what === 'question' ? (questionText(own) ?? name) : name,
    lines: own.map((change) => ({ kind: change.kind, said: lineOf(change, speaking) })),
  }));
}

function lineOf(change: Difference, speaking: Speaking): string {
  const { t } = speaking.words;
  const said =
    change.field === null ? wholeSaid(change, speaking) : fieldSaid(change, change.field, speaking);
  if (change.property === null) return said;
  return t('plan.change.of_property', { property: change.property, said });
}

function wholeSaid({ kind, what, after }: Difference, { words }: Speaking): string {
  if (what === 'rule') return '';
  if (kind === 'removed') return words.t(`plan.change.${what}_removed`);
  if (what === 'question') return words.t('plan.change.question_added');
  const collected = field(after, 'active') === true ? 'collected' : 'proposed';
  return words.t(`plan.change.${what}_added_${collected}`);
}

function fieldSaid({ what, name, before, after }: Difference, changed: string, speaking: Speaking): string {
  const { t, knows } = speaking.words;
  if (changed === 'active')
    return t(after === 'true' ? 'plan.change.collected' : 'plan.change.not_collected');
  if (changed === 'required') return t(after === 'true' ? 'plan.change.required' : 'plan.change.optional');
  const word = what === 'rule' ? `plan.rule.${name}` : `plan.field.${changed}`;
  const label = knows(word) ? t(word) : changed;
  const [was, is] = [before, after].map((json) => valueSaid(changed, what, json, speaking));
  if (was === undefined || was === '') return t('plan.change.first', { field: label, after: is ?? '' });
  if (is === undefined || is === '') return t('plan.change.emptied', { field: label, before: was });
  return t('plan.change.field', { field: label, before: was, after: is });
}

/** A value of a plan's field in words; empty where there is none. */
function valueSaid(name: string, what: Difference['what'], json: string | null, speaking: Speaking): string {
  if (json === null) return '';
  const value: unknown = JSON.parse(json);
  const { t, knows } = speaking.words;
  const known = (word: string): Word | undefined => (knows(word) ? word : undefined);
  if (typeof value === 'string') {
    const word = known(what === 'rule' ? `plan.does.${value}` : `plan.${name}.${value}`);
    return word === undefined ? value : t(word);
  }
  if (name === 'review') return t('plan.every', { days: Number(field(json, 'everyDays')) });
  if (name === 'uiAction') return t('plan.click_on', { element: String(field(json, 'value')) });
  if (name === 'needs' && Array.isArray(value)) return speaking.figures.list(value.map(needSaid));
  if (Array.isArray(value)) return speaking.figures.list(value.map(String));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** « checkout_click (plan_id) » */
function needSaid(need: unknown): string {
  const event = String(part(need, 'event'));
  const properties = part(need, 'properties');
  return Array.isArray(properties) && properties.length > 0 ? `${event} (${properties.join(', ')})` : event;
}

const part = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

const field = (json: string | null, name: string): unknown =>
  json === null ? undefined : part(JSON.parse(json), name);

const questionText = (own: readonly Difference[]): string | undefined => {
  const text = own
    .map(({ before, after }) => field(after ?? before, 'question'))
    .find((one) => one !== undefined);
  return typeof text === 'string' ? text : undefined;
};
