import 'react';

// Inline styles hold custom properties only (ui/tokens.css and each module read them).
declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
