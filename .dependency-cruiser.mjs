// The order of the river: a room may import rooms to its left, never to its right.
const rooms = [
  'basics',
  'maths',
  'engines',
  'access',
  'events',
  'customers',
  'insights',
  'decisions',
  'messages',
  'outcomes',
  'doors',
];

const leftOnly = rooms.flatMap((room, i) => {
  const right = rooms.slice(i + 1);
  if (right.length === 0) return [];
  return {
    name: `${room}-imports-left-only`,
    severity: 'error',
    comment: `${room} stands left of ${right.join(', ')}`,
    from: { path: `^src/${room}/`, pathNot: '^src/doors/web/' },
    to: { path: `^src/(${right.join('|')})/` },
  };
});

export default {
  forbidden: [
    ...leftOnly,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-the-house-opens-adapters',
      severity: 'error',
      comment: 'rooms see ports; adapters are opened in src/house.ts and in tests',
      from: {
        path: '^src/(access|events|customers|insights|decisions|messages|outcomes|doors)/',
        pathNot: '\\.test\\.tsx?$',
      },
      to: {
        path: '^src/engines/[^/]+/',
        pathNot: '^src/engines/([^/]+/port\\.ts|clock/index\\.ts|[^/]+/(property|scoped)\\.ts)$',
      },
    },
    {
      name: 'slices-by-their-face',
      severity: 'error',
      comment: 'another slice is used through its index.ts (engines also through port.ts)',
      from: {
        path: '^src/(access|events|customers|insights|decisions|messages|outcomes)/([^/]+)/',
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: '^src/(events|customers|insights|decisions|messages|outcomes)/[^/]+/',
        pathNot: ['^src/$1/$2/', '/index\\.ts$'],
      },
    },
    {
      name: 'nothing-imports-a-door',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/doors/' },
      to: { path: '^src/doors/' },
    },
    {
      name: 'ui-never-imports-pages',
      severity: 'error',
      from: { path: '^src/doors/web/(ui|charts|words)/' },
      to: { path: '^src/doors/web/pages/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
