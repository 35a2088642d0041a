import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Guests keep a core busy for minutes: they begin first, and what is short fills the other core beside them until the end. */
export class GuestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isGuest = ({ project }: TestSpecification): boolean => project.name === 'usb';
    return [...sorted.filter(isGuest), ...sorted.filter((file) => !isGuest(file))];
  }
}
