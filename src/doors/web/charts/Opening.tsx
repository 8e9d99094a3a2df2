import type { SVGAttributes } from 'react';

/**
 * A part of a drawing that opens the people behind it, by the pointer only: the drawing is hidden from the keyboard and
 * from screen readers, for whom the table beside opens the same people.
 */
export const Opening = ({ as: Shape, ...drawn }: OpeningProps) => <Shape {...drawn} />;

interface OpeningProps extends SVGAttributes<SVGElement> {
  readonly as: 'rect' | 'path' | 'circle';
}
