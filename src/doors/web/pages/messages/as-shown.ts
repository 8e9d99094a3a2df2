/**
 * The HTML of a message as our pages may show it: their policy, which holds in the frame too, takes styles by nonce alone, and
 * mails bear theirs on each element. Those become rules of a style element under the nonce; nothing else changes.
 *
 * What it says is not trusted: it is for a frame without scripts, without our origin.
 *
 * @param nonce what the page's policy allows for style elements
 */
export function asShown(html: string, nonce: string): string {
  const rules: string[] = [];
  const marked = html.replaceAll(styled, (_, before: string, double?: string, single?: string) => {
    rules.push(decoded(double ?? single ?? '').replaceAll(/[<{}]/g, ''));
    return `${before}data-styled="${rules.length}"`;
  });
  const own = rules.map((rule, at) => `[data-styled="${at + 1}"][data-styled]{${rule}}`);
  const opening = `<style nonce="${nonce}">`;
  return `${marked.replaceAll(/<style\b[^<>]*>/gi, opening)}${opening}${base}${own.join('')}</style>`;
}

/** A mail is written for white paper, whatever the reader's theme. */
const base = ':root{color-scheme:light;background:Canvas;color:CanvasText;overflow-wrap:anywhere}';

const styled = /(<[a-z][^<>]*?\s)style=(?:"([^"<>]*)"|'([^'<>]*)')/gi;

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&amp;': '&',
};
const decoded = (text: string): string =>
  text.replaceAll(/&(?:quot|apos|amp|#34|#39);/g, (sign) => entities[sign] ?? sign);
