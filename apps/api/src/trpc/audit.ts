import { contract } from '@vitrine/schema';
import { beginAuditExport } from '../domain/audit/begin-audit-export.ts';
import { listAudit } from '../domain/audit/list-audit.ts';
import { verifyAudit } from '../domain/audit/verify-audit.ts';
import { authorize } from '../domain/identity/can.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.audit;

export const auditRouter = ({ forCaller }: Procedures) =>
  router({
    list: forCaller(calls.list).query(({ ctx, input }) => listAudit(ctx.scope, input)),
    export: forCaller(calls.export).mutation(({ ctx, input }) => beginAuditExport(ctx.scope, input)),
    verify: forCaller(calls.verify).mutation(({ ctx }) => {
      authorize(ctx.scope.actor, 'audit.verify');
      return verifyAudit(ctx.scope);
    }),
  });
