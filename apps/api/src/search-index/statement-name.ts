import { nameStatement } from '../db/kept-plans.ts';

/** Those of the kit. */
const usualLimits = new Set([1, 20, 24, 48, 50, 100]);

/**
 * A name under which PostgreSQL keeps the plan of a statement: with as many indexes as media_index has, planning takes longer
 * than reading a page. undefined for page sizes that nobody uses: the limit stands in the text.
 */
export function statementName(text: string, limit = 48): string | undefined {
  return usualLimits.has(limit) ? nameStatement(text) : undefined;
}
