import { describe, expect, it } from 'vitest';
import { type Flow, fitted, flowOf, nextNode } from './flow.ts';

const node = (id: string, people: number, ended = 0, open = 0) => ({ id, name: id, people, ended, open });
const flow: Flow = {
  columns: [[node('start', 100, 10)], [node('a', 60), node('b', 30, 20, 5)], [node('a', 60)]],
  edges: [
    { depth: 0, from: 'start', to: 'a', people: 60 },
    { depth: 0, from: 'start', to: 'b', people: 30 },
    { depth: 1, from: 'a', to: 'a', people: 60 },
  ],
};

describe('a flow of people', () => {
  const drawn = flowOf(flow, { width: 600, backwards: false });
  const at = (depth: number, id: string) => {
    const found = drawn.nodes.find((one) => one.depth === depth && one.id === id);
    if (!found) throw new Error(`no ${id} at ${depth}`);
    return found;
  };

  it('is to one scale: three pixels a person where 100 begin', () => {
    expect(at(0, 'start')).toMatchObject({ height: 300, endedHeight: 30, on: 270 });
    expect(at(1, 'b')).toMatchObject({ height: 90, endedHeight: 60, openHeight: 15, on: 15 });
  });

  it('stands column by column, nobody over anybody else', () => {
    expect(drawn.nodes.map(({ x }) => x)).toEqual([0, 200, 200, 400]);
    expect(at(1, 'b').y).toBe(at(1, 'a').height + 10);
    expect(drawn.height).toBe(300);
  });

  it('reads towards the anchor where what came before is asked about', () => {
    const before = flowOf(flow, { width: 600, backwards: true });
    expect(before.nodes.map(({ x }) => x)).toEqual([400, 200, 200, 0]);
    expect(before.edges[0]?.path.startsWith('M400,0')).toBe(true);
  });

  it('lets bands leave one below the other', () => {
    expect(drawn.edges.map(({ path }) => path.slice(0, path.indexOf('C')))).toEqual([
      'M10,0',
      'M10,180',
      'M210,0',
    ]);
  });

  it('draws no band to what is not there', () => {
    const lost = { ...flow, edges: [{ depth: 0, from: 'start', to: 'nowhere', people: 1 }] };
    expect(flowOf(lost, { width: 600, backwards: false }).edges).toEqual([]);
  });

  it('is walked by arrow keys as it is seen', () => {
    const b = at(1, 'b');
    expect(nextNode('ArrowUp', b, drawn.nodes)?.id).toBe('a');
    expect(nextNode('ArrowDown', b, drawn.nodes)).toBeUndefined();
    expect(nextNode('ArrowLeft', b, drawn.nodes)?.id).toBe('start');
    expect(nextNode('ArrowRight', b, drawn.nodes)).toBe(at(2, 'a'));
    expect(nextNode('Enter', b, drawn.nodes)).toBeUndefined();
  });

  it('shortens names that do not fit', () => {
    expect(fitted('Import des utilisateurs', 70)).toBe('Import de…');
    expect(fitted('Visit', 70)).toBe('Visit');
  });
});
