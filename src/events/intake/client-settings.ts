/** Where the browser finds us. */
export interface PublicPlace {
  /** `https` or `http`. */
  readonly protocol: string;
  /** `events.example.org` or `127.0.0.1:7420`. */
  readonly host: string;
}

/**
 * What @segment/analytics-next asks for before it sends. `sampleRate: 0` keeps it from posting statistics about
 * itself to Segment (and from forcing https for them).
 */
export const segmentSettings = (writeKey: string, { protocol, host }: PublicPlace): object => ({
  integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol } },
  plan: { track: {} },
  metrics: { sampleRate: 0 },
});

/** What @rudderstack/analytics-js asks for: a source without destinations, that reports nothing about itself. */
export const rudderSettings = (writeKey: string, source: { workspace: number; source: number }): object => ({
  source: {
    id: String(source.source),
    name: 'Perdure',
    writeKey,
    enabled: true,
    workspaceId: String(source.workspace),
    destinations: [],
    connections: [],
    dataplanes: {},
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  },
});

/** What posthog-js asks for: compression yes; recordings, surveys, flags and toolbars no. */
export const posthogSettings = (token: string): object => ({
  token,
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: false,
  autocaptureExceptions: false,
  analytics: { endpoint: '/e/' },
  elementsChainAsString: true,
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  siteApps: [],
  defaultIdentifiedOnly: true,
  isAuthenticated: false,
  toolbarParams: {},
});

/** The same as a script, for the loader that reads it from `window`. */
export const posthogSettingsScript = (token: string): string => {
  const name = scriptText(token);
  const config = scriptText({ config: posthogSettings(token), siteApps: [] });
  return `(function(){var all=window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};all[${name}]=${config};})();\n`;
};

/** JSON that no script or page can break out of. */
export const scriptText = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

/** No flag is ever on here; both the old and the new form of the answer. */
export const noFlags = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
};
