import type { Command } from './command.ts';

export const worker: Command = {
  help: 'Usage: vitrine worker\n\nRuns jobs beside API processes elsewhere, until it is told to stop.',
  async run() {
    await import('../worker.ts');
    return undefined;
  },
};
