import {
  ActionIcon,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  MultiSelect,
  Popover,
  Select,
  Tabs,
  Tooltip,
} from '@mantine/core';

/** Ten steps of a token family, so that the colours themselves stay in tokens.css. */
const family = (name: string): MantineColorsTuple => [
  `var(--${name}-0)`,
  `var(--${name}-1)`,
  `var(--${name}-2)`,
  `var(--${name}-3)`,
  `var(--${name}-4)`,
  `var(--${name}-5)`,
  `var(--${name}-6)`,
  `var(--${name}-7)`,
  `var(--${name}-8)`,
  `var(--${name}-9)`,
];

/** Mantine in our type, colours and radii. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  colors: {
    accent: family('accent'),
    signal: family('signal'),
    red: family('harm'),
    yellow: family('signal'),
    gray: family('grey'),
    dark: family('night'),
  },
  white: 'var(--grey-0)',
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    // Text on a filled button has a colour of its own in each theme.
    return input.variant === 'filled' ? { ...resolved, color: 'var(--on-accent)' } : resolved;
  },
  black: 'var(--grey-9)',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '16px', lineHeight: '1.4' },
      h4: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  defaultRadius: '8px',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // The list itself scrolls: a scroll area around it would be a stop that the keyboard cannot reach.
    Select: Select.extend({
      defaultProps: { withScrollArea: false, classNames: { options: 'scrolling-options' } },
    }),
    MultiSelect: MultiSelect.extend({
      defaultProps: { withScrollArea: false, classNames: { options: 'scrolling-options' } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        classNames: { title: 'drawer-title' },
        transitionProps: { duration: 140 },
        centered: true,
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        classNames: { title: 'drawer-title' },
        transitionProps: { duration: 140 },
        position: 'right',
      },
    }),
    // What is focused first is an entry: a menu may hold nothing but entries.
    Menu: Menu.extend({
      defaultProps: {
        transitionProps: { duration: 120 },
        shadow: 'float',
        withInitialFocusPlaceholder: false,
      },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 120 }, shadow: 'float' } }),
    Tabs: Tabs.extend({ defaultProps: { classNames: { list: 'scrolling-tabs' } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { transitionProps: { duration: 100 }, openDelay: 300, multiline: true, maw: 320 },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
  },
  shadows: {
    float: 'var(--float)',
    xs: 'none',
    sm: 'none',
    md: 'var(--float)',
    lg: 'var(--float)',
    xl: 'var(--float)',
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-faint)',
  '--mantine-color-placeholder': 'var(--ink-faint)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--harm-ink)',
  '--mantine-color-red-filled': 'var(--harm)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-red-light': 'var(--harm-wash)',
  '--mantine-color-red-light-color': 'var(--harm-ink)',
  '--mantine-color-red-text': 'var(--harm-ink)',
  '--mantine-color-red-outline': 'var(--harm-ink)',
  '--mantine-color-signal-light': 'var(--signal-wash)',
  '--mantine-color-signal-light-color': 'var(--signal-ink)',
  '--mantine-color-yellow-light': 'var(--signal-wash)',
  '--mantine-color-yellow-light-color': 'var(--signal-ink)',
  '--mantine-color-accent-light': 'var(--accent-wash)',
  '--mantine-color-accent-light-color': 'var(--accent-ink)',
};

/** Mantine's own variables, read from our tokens in both themes. */
export const tokensIntoMantine: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared, '--mantine-color-white': 'var(--surface)' },
  dark: { ...shared, '--mantine-color-white': 'var(--ink)' },
});
