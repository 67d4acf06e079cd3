import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';

/** What Vitrine says of a refused call, seen from a caller: tRPC's client puts it at `data.vitrine`. */
const RefusedCall = z.object({
  data: z.object({ httpStatus: z.int(), vitrine: z.object({ code: z.string(), message: z.string() }) }),
});

/** Errors of this host's API: a sentence for the person who pressed Save, no stack traces. */
export const answerError: ErrorHandler = (error, c) => {
  if (error instanceof z.ZodError) {
    const [first] = error.issues;
    return c.json({ message: first?.message ?? 'The page is not complete.', issues: error.issues }, 400);
  }
  if (error instanceof HTTPException) return c.json({ message: error.message }, error.status);
  if (error instanceof SyntaxError) return c.json({ message: 'The request is not JSON.' }, 400);
  const refused = RefusedCall.safeParse(error);
  if (refused.success) {
    const { code, message } = refused.data.data.vitrine;
    return c.json({ message, code }, refused.data.data.httpStatus === 404 ? 422 : 409);
  }
  process.stderr.write(`playground: ${error.stack ?? error.message}\n`);
  return c.json({ message: 'The page could not be saved. Try again.' }, 500);
};
