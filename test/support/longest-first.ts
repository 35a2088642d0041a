import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Guests, and the one file that strikes every system call: minutes of a core each. */
const isLong = ({ project, moduleId }: TestSpecification): boolean =>
  project.name.startsWith('usb') || moduleId.endsWith('/faults/syscalls.test.ts');

/** What takes minutes begins first; what is short fills the other core beside it until the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
