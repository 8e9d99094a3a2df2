import { framed, hatch } from './picture.ts';

/**
 * A chart as a PNG, drawn from the SVG on the page: same shapes, same text, with its question above it.
 * Drawn shape by shape, since a policy without `unsafe-inline` styles an SVG read as an image no more.
 *
 * @param chart the chart shown; a shape marked `data-face="running"` is hatched
 * @param words lines of text above and below the chart
 */
export function chartPicture(
  chart: SVGSVGElement,
  words: { above: readonly string[]; below: readonly string[] },
): Promise<Blob> {
  const box = chart.getBoundingClientRect();
  return framed({ box, words, element: chart }, (pen, at) => {
    pen.translate(at.x, at.y);
    pen.textBaseline = 'alphabetic';
    for (const shape of chart.querySelectorAll<SVGGraphicsElement>('path, rect, line, circle, text'))
      if (!shape.closest('defs')) drawShape(pen, shape, box);
  });
}

function drawShape(pen: CanvasRenderingContext2D, shape: SVGGraphicsElement, box: DOMRect): void {
  const place = shape.getScreenCTM();
  const look = getComputedStyle(shape);
  if (!place || look.display === 'none' || look.visibility === 'hidden') return;
  pen.save();
  pen.transform(place.a, place.b, place.c, place.d, place.e - box.x, place.f - box.y);
  pen.globalAlpha = Number(look.opacity);
  if (shape instanceof SVGTextElement) writeText(pen, shape, look);
  else {
    const outline = outlineOf(shape);
    paint(pen, outline, look);
    if (shape.dataset.face === 'running') hatch(pen, shape.getBBox(), look.stroke);
  }
  pen.restore();
}

function paint(pen: CanvasRenderingContext2D, outline: Path2D, look: CSSStyleDeclaration): void {
  const alpha = pen.globalAlpha;
  if (look.fill !== 'none' && !look.fill.startsWith('url')) {
    pen.fillStyle = look.fill;
    pen.globalAlpha = alpha * Number(look.fillOpacity);
    pen.fill(outline);
  }
  if (look.stroke !== 'none' && Number.parseFloat(look.strokeWidth) > 0) {
    pen.strokeStyle = look.stroke;
    pen.lineWidth = Number.parseFloat(look.strokeWidth);
    pen.globalAlpha = alpha * Number(look.strokeOpacity);
    pen.setLineDash(
      look.strokeDasharray === 'none' ? [] : look.strokeDasharray.split(/[\s,]+/).map(Number.parseFloat),
    );
    pen.stroke(outline);
  }
  pen.globalAlpha = alpha;
}

const numberOf = (shape: Element, name: string): number => Number(shape.getAttribute(name) ?? 0);

function outlineOf(shape: SVGGraphicsElement): Path2D {
  const at = (name: string) => numberOf(shape, name);
  if (shape instanceof SVGPathElement) return new Path2D(shape.getAttribute('d') ?? '');
  const path = new Path2D();
  if (shape instanceof SVGRectElement)
    path.roundRect(at('x'), at('y'), Math.max(0, at('width')), Math.max(0, at('height')), at('rx'));
  else if (shape instanceof SVGCircleElement) path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI);
  else {
    path.moveTo(at('x1'), at('y1'));
    path.lineTo(at('x2'), at('y2'));
  }
  return path;
}

function writeText(pen: CanvasRenderingContext2D, text: SVGTextElement, look: CSSStyleDeclaration): void {
  pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  pen.fillStyle = look.fill;
  pen.textAlign = ({ start: 'left', middle: 'center', end: 'right' } as const)[
    look.textAnchor as 'start' | 'middle' | 'end' // the only three values that CSS computes
  ];
  pen.textBaseline =
    look.dominantBaseline === 'central' || look.dominantBaseline === 'middle' ? 'middle' : 'alphabetic';
  pen.fillText(
    text.textContent ?? '',
    numberOf(text, 'x') + numberOf(text, 'dx'),
    numberOf(text, 'y') + numberOf(text, 'dy'),
  );
}
