/**
 * A heat map as a PNG, drawn from the table on the page: same colours, same text, with its question above it.
 *
 * @param table the table shown
 * @param words lines of text above and below the cells
 */
export function tablePicture(table: HTMLTableElement, words: PictureWords): Promise<Blob> {
  // A table scrolled aside has its row names over its cells.
  table.parentElement?.scrollTo({ left: 0, behavior: 'instant' });
  const box = table.getBoundingClientRect();
  return framed({ box, words, element: table }, (pen, at) => {
    for (const cell of table.querySelectorAll<HTMLElement>('th, td')) drawCell(pen, cell, box, at);
  });
}

/** Lines of text above and below what is drawn; the first is the title. */
export interface PictureWords {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

interface Framing {
  /** Where it stands on the page, in pixels of the window. */
  readonly box: DOMRect;
  readonly words: PictureWords;
  /** Whose page's colours are taken. */
  readonly element: Element;
}

const scale = 2;
const margin = 24;
const line = 20;

/** A PNG of what is drawn at a place, between its lines of text. @throws Error where the browser makes no picture */
export function framed(
  { box, words, element }: Framing,
  draw: (pen: CanvasRenderingContext2D, at: { x: number; y: number }) => void,
): Promise<Blob> {
  const above = words.above.flatMap((text, at) =>
    wrapped(text, box.width, fontOf(at === 0 ? 600 : 400)).map((part) => ({ text: part, strong: at === 0 })),
  );
  const below = words.below.flatMap((text) => wrapped(text, box.width, fontOf(400)));
  const top = margin + above.length * line + 8;
  const canvas = document.createElement('canvas');
  canvas.width = (box.width + margin * 2) * scale;
  canvas.height = (top + box.height + below.length * line + margin + 8) * scale;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas here');
  pen.scale(scale, scale);
  const page = getComputedStyle(element.closest('main') ?? element);
  const writing = { x: margin, colour: page.color, align: 'left' } as const;
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = 'middle';
  for (const [at, { text, strong }] of above.entries())
    write(pen, { ...writing, text, y: margin + at * line + 8, font: strong ? 600 : 400 });
  for (const [at, text] of below.entries())
    write(pen, { ...writing, text, y: top + box.height + 16 + at * line, font: 400 });
  draw(pen, { x: margin, y: top });
  return new Promise((give, refuse) =>
    canvas.toBlob((blob) => (blob ? give(blob) : refuse(new Error('empty picture'))), 'image/png'),
  );
}

function drawCell(
  pen: CanvasRenderingContext2D,
  cell: HTMLElement,
  frame: DOMRect,
  at: { x: number; y: number },
): void {
  const box = cell.getBoundingClientRect();
  const x = at.x + box.x - frame.x;
  const y = at.y + box.y - frame.y;
  const look = getComputedStyle(cell);
  if (cell.tagName === 'TD') {
    pen.fillStyle = look.backgroundColor;
    pen.beginPath();
    pen.roundRect(x, y, box.width, box.height, 4);
    pen.fill();
    if (cell.dataset.few !== undefined)
      ring(pen, { x, y, width: box.width, height: box.height }, look.outlineColor);
    if (cell.dataset.face === 'running')
      hatch(pen, { x, y, width: box.width, height: box.height }, look.color);
  }
  const align = look.textAlign === 'center' ? 'center' : look.textAlign === 'end' ? 'right' : 'left';
  const anchor = { center: x + box.width / 2, right: x + box.width - 8, left: x }[align];
  const text = cell.innerText.replaceAll('\n', ' ').trim();
  if (text !== '')
    write(pen, {
      text,
      x: anchor,
      y: y + box.height / 2,
      font: Number(look.fontWeight),
      colour: look.color,
      align,
    });
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The outline of a figure behind which few people stand. */
function ring(pen: CanvasRenderingContext2D, { x, y, width, height }: Box, colour: string): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(x + 1, y + 1, width - 2, height - 2, 3);
  pen.stroke();
}

/** Thin slanted lines over a box: what is drawn there still runs. */
export function hatch(pen: CanvasRenderingContext2D, box: Box, colour: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  pen.globalAlpha = 0.25;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width; x += 6) {
    pen.moveTo(x, box.y + box.height);
    pen.lineTo(x + box.height, box.y);
  }
  pen.stroke();
  pen.restore();
}

interface Writing {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: number;
  readonly colour: string;
  readonly align: CanvasTextAlign;
}

function write(pen: CanvasRenderingContext2D, { text, x, y, font, colour, align }: Writing): void {
  pen.font = fontOf(font);
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.fillText(text, x, y);
}

const fontOf = (weight: number): string => `${weight} 12px 'Inter Variable', system-ui, sans-serif`;

/** A text in lines no wider than so many pixels. */
function wrapped(text: string, width: number, font: string): string[] {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return [text];
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Hands a file to the reader. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
