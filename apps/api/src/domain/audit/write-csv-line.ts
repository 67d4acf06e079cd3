/** What a spreadsheet would take for a formula, and run. */
const formula = /^[=+\-@\t\r]/;

/**
 * One line of a table by RFC 4180, every field in quotes. What begins like a formula gets an apostrophe in front: the
 * reasons in an audit are words of people, and whoever opens it is an admin.
 */
export function writeCsvLine(fields: readonly (string | number | null)[]): string {
  const cells = fields.map((field) => {
    const text = field === null ? '' : String(field);
    const safe = formula.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  });
  return `${cells.join(',')}\r\n`;
}
