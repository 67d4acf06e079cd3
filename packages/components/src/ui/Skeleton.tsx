import { classNames } from './class-names.ts';

/** The bone of a line of text. */
export function Skeleton({ isName = false }: { isName?: boolean }) {
  return <span className={classNames('vt-bone', isName && 'vt-bone--name')} aria-hidden="true" />;
}
