import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { keptTogether } from './kept-together.ts';

const html = (said: Parameters<typeof keptTogether>[0]) =>
  renderToStaticMarkup(createElement('p', null, keptTogether(said)));
const menu = (reads: string) => createElement('button', { key: reads, type: 'button' }, reads);

describe('a sentence of menus', () => {
  it('keeps the sign that follows a menu with it, and every letter where it was', () => {
    expect(
      html([
        'Parmi ',
        menu('tous'),
        ' qui viennent ',
        menu('en mai'),
        ', combien ',
        menu('restent'),
        '\u202f?',
      ]),
    ).toBe(
      '<p>Parmi <button type="button">tous</button> qui viennent ' +
        '<span class="kept-together"><button type="button">en mai</button>,</span> combien ' +
        '<span class="kept-together"><button type="button">restent</button>\u202f?</span></p>',
    );
  });

  it('leaves a text without pieces, and one that begins with a sign, as it is', () => {
    expect(keptTogether('Tous, ensemble ?')).toBe('Tous, ensemble ?');
    expect(html(['« ', menu('a'), ' » et ', menu('b')])).toBe(
      '<p>« <button type="button">a</button> » et <button type="button">b</button></p>',
    );
  });
});
