import { parseArgs } from 'node:util';
import { type Command, UsageError } from './commands/command.ts';

/** Each is loaded when it is asked for: `--help` shall not wait for a database client. */
const commands: readonly { name: string; summary: string; load: () => Promise<Command> }[] = [
  {
    name: 'start',
    summary: 'API and worker in one process',
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'worker',
    summary: 'a worker alone',
    load: async () => (await import('./commands/worker.ts')).worker,
  },
  {
    name: 'migrate',
    summary: 'bring the database up to date and end',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  {
    name: 'keys',
    summary: 'make the first keys where there are none, and say where they stand',
    load: async () => (await import('./commands/keys.ts')).keys,
  },
  {
    name: 'storage migrate',
    summary: 'move all files from this disk to a bucket',
    load: async () => (await import('./commands/storage-migrate.ts')).storageMigrate,
  },
  {
    name: 'grant-host',
    summary: "let a host's database role write references in its own transactions",
    load: async () => (await import('./commands/grant-host.ts')).grantHostCommand,
  },
  {
    name: 'verify-audit',
    summary: 'read the whole audit again and compare it with its seals',
    load: async () => (await import('./commands/verify-audit.ts')).verifyAuditCommand,
  },
  {
    name: 'reapply-erasures',
    summary: 'after a restore: erase again whom the ledger in the storage names',
    load: async () => (await import('./commands/reapply-erasures.ts')).reapplyErasuresCommand,
  },
];

const usage = `Usage: vitrine <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(16)} ${summary}`).join('\n')}

vitrine <command> --help says more. Settings come from the environment: see .env.example.`;

process.exitCode = await runCommand(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 not done, 2 not understood. */
async function runCommand(words: readonly string[]): Promise<number | undefined> {
  const found = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (!found) {
    const isAsked = words.length === 0 || words[0] === '--help' || words[0] === 'help';
    if (isAsked) console.log(usage);
    else console.error(`vitrine: there is no command "${words.join(' ')}".\n\n${usage}`);
    return isAsked ? 0 : 2;
  }
  try {
    return await runLoaded(found.name, await found.load(), words.slice(found.name.split(' ').length));
  } catch (error) {
    console.error(describe(error));
    return 1;
  }
}

async function runLoaded(name: string, command: Command, args: string[]): Promise<number | undefined> {
  try {
    const values = readOptions(command, args);
    if (!values.help) return await command.run(values);
    console.log(command.help);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`vitrine ${name}: ${error.message}\n\n${command.help}`);
    return 2;
  }
}

function readOptions({ options }: Command, args: string[]) {
  try {
    const help = { type: 'boolean', short: 'h' } as const;
    return parseArgs({ args, options: { ...options, help }, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The message and what lies behind it: an operator can do more with the reason than a visitor. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
