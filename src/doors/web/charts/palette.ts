/** The colours of charts as the page's theme has them now. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly signal: string;
  readonly others: string;
  /** Six category colours in their order. */
  readonly kinds: readonly string[];
}

/** Reads the tokens from the page; called again when the theme changes. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  // A token may name another token; a probe gives the colour itself.
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color || token(name);
  };
  const palette = {
    ink: colour('ink'),
    soft: colour('ink-soft'),
    faint: colour('ink-faint'),
    line: colour('line'),
    surface: colour('surface'),
    accent: colour('accent'),
    signal: colour('signal'),
    others: colour('kind-others'),
    kinds: [1, 2, 3, 4, 5, 6].map((kind) => colour(`kind-${kind}`)),
  };
  probe.remove();
  return palette;
}
