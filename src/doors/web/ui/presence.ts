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
