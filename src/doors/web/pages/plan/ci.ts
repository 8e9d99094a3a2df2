/** Ways to hold the file of a repository against the plan of a workspace. */
export const ways = ['command', 'github', 'gitlab'] as const;
export type Way = (typeof ways)[number];

/**
 * The lines for a terminal or a pipeline. Those of pipelines take nothing but curl and jq, and the key from a secret.
 *
 * @param address of this Perdure, such as `https://perdure.example`
 */
export function ciLines(way: Way, address: string, slug: string): string {
  if (way === 'command') {
    return `perdure plan pull --workspace ${slug}
perdure plan check --workspace ${slug}
perdure plan push --workspace ${slug}
perdure plan types --out src/planned-calls.ts`;
  }
  return way === 'github' ? github(address) : gitlab(address);
}

const asked = (address: string, operation: string, body: string): string =>
  `curl -sS --fail-with-body ${address}/api/ask/${operation} -H "authorization: Bearer $PERDURE_KEY" -H 'content-type: application/json' -d ${body}`;

const check = (address: string): string =>
  `${asked(address, 'plan.file', `'{}'`)} > approved.json
jq -rj .text approved.json | diff -u - perdure.plan.json`;

const propose = (address: string): string =>
  `jq -Rs '{text: ., revision: null}' perdure.plan.json > draft.json
${asked(address, 'plan.take-file', '@draft.json')}`;

const indented = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));

const github = (address: string): string => `# .github/workflows/plan.yml
name: plan
on:
  pull_request:
  push: { branches: [main], paths: [perdure.plan.json] }
env:
  PERDURE_KEY: \${{ secrets.PERDURE_KEY }}
jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
${indented(check(address), 10)}
  propose:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
${indented(propose(address), 10)}`;

const gitlab = (address: string): string => `# .gitlab-ci.yml
check-plan:
  rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }]
  script:
    - |
${indented(check(address), 6)}
propose-plan:
  rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, changes: [perdure.plan.json] }]
  script:
    - |
${indented(propose(address), 6)}`;
