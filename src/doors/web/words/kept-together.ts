import { Children, createElement, isValidElement, type ReactNode } from 'react';

/** What closes what stands before it: a comma, a full stop, a question mark behind its thin space. */
const closing = /^[\u00a0\u202f]?[,.;:?…)»]+/;

/**
 * A text with pieces of the page in it, such as menus: no line begins with the punctuation that follows a piece
 * (`.kept-together` of ui/ground.css).
 *
 * A browser may break a line between a button and the comma behind it, unlike between a word and its comma.
 */
export function keptTogether(said: ReactNode): ReactNode {
  if (!Array.isArray(said)) return said;
  const nodes = Children.toArray(said);
  return nodes.flatMap((node, at) => {
    const [before, after] = [nodes[at - 1], nodes[at + 1]];
    if (typeof node === 'string') return isValidElement(before) ? node.replace(closing, '') : node;
    const sign = typeof after === 'string' ? closing.exec(after)?.[0] : undefined;
    if (sign === undefined || !isValidElement(node)) return node;
    return createElement('span', { key: node.key, className: 'kept-together' }, node, sign);
  });
}
