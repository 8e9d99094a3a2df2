import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where servers are started, killed and waited for: begun last, they would be waited for alone. */
const waitMost = /test\/(scenarios|imports|clients|upgrade)\/|engines\/|three-ways|every-way/;

/** Files that wait most go first, so that the others fill the time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => waitMost.test(moduleId);
    return [...usual.filter(waits), ...usual.filter((file) => !waits(file))];
  }
}
