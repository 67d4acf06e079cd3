import { cpus, totalmem } from 'node:os';

/** One line that says where the figures come from. */
export function describeMachine(): string {
  const processors = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${gibibytes} GiB, Node ${process.version}, ${process.platform}-${process.arch}`;
}
