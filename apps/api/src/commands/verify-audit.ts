import { openDatabase } from '../db/open-database.ts';
import { sealAudit } from '../domain/audit/seal-audit.ts';
import { verifyAudit } from '../domain/audit/verify-audit.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const verifyAuditCommand: Command = {
  help: `Usage: vitrine verify-audit [--expect HASH]

Reads the whole audit again, compares it with its seals and prints the head of their chain. Ends with 1 where an entry
was changed or removed.

--expect   a head that was written down before: that part of the chain must still be there`,
  options: { expect: { type: 'string' } },
  async run({ expect }) {
    return withDatabase(async ({ url, log }) => {
      const db = await openDatabase({ url, role: 'worker', log });
      try {
        await sealAudit({ db, now: () => new Date() });
        const found = await verifyAudit({ db }, typeof expect === 'string' ? expect : undefined);
        for (const problem of found.problems) console.error(problem);
        console.log(`${found.sealedEntries} entries are ${found.isIntact ? '' : 'NOT '}as they were sealed.`);
        console.log(`The head is ${found.head ?? 'not there yet'}.`);
        return found.isIntact ? 0 : 1;
      } finally {
        await db.close();
      }
    });
  },
};
