import type { Command } from './command.ts';

export const start: Command = {
  help: 'Usage: vitrine start\n\nRuns the API and a worker until it is told to stop.',
  async run() {
    await import('../main.ts');
    return undefined;
  },
};
