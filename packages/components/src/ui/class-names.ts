/** Joins the names that are there: `classNames('vt-btn', isWide && 'vt-btn--wide')`. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
