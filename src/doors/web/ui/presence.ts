/** Names by which one says that somebody was there or searched: a guess for a first question, never a rule. */
const there =
  /^(identify|group|alias|log ?in|logged in|sign(ed)? in|session.*|page.*|screen.*|app.*|connexion|email .*)$/i;
const seeks = /search|recherch|cherch|query/i;

export const looksLikePresence = (event: string): boolean => there.test(event);
export const looksLikeSearch = (event: string): boolean => seeks.test(event);

/** The event that most likely tells value: a purchase where they are known, else the most frequent that is more than being there. */
export function likelyValue(events: readonly { readonly event: string }[]): string | undefined {
  const names = events.map(({ event }) => event);
  const more = names.filter((event) => !looksLikePresence(event) && !looksLikeSearch(event));
  return more[0] ?? names[0];
}

/** A page or a screen that was looked at, which hardly is a step or a habit. */
export const isPage = (event: string): boolean => /^(page|screen) viewed$/i.test(event);

const starts =
  /sign(ed)?[ _-]?up|subscri|regist|account (opened|created)|trial started|inscri|abonne|compte (ouvert|créé)/i;

/** The event that most likely tells that somebody begins; undefined where none is called so. */
export const likelyStart = (events: readonly { readonly event: string }[]): string | undefined =>
  events.find(({ event }) => starts.test(event) && !/cancel|ended|unsub|désabo|désins/i.test(event))?.event;

/** What most likely delivers value after such a start: what is done most and is more than being there; a purchase where people begin by nothing else. */
export function likelyDelivery(
  events: readonly { readonly event: string }[],
  start: string | undefined,
): string | null {
  const others = events.filter(({ event }) => event !== start);
  const bought = others.find(({ event }) => event === 'Order Completed')?.event;
  return (start === undefined ? bought : undefined) ?? likelyValue(others) ?? null;
}
