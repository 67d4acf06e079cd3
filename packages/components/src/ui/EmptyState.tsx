import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { EmptyPicture, type EmptyPictureName } from './EmptyPicture.tsx';

export interface EmptyStateProps {
  /** One of the drawn ones, or a node of one's own. */
  picture: EmptyPictureName | ReactElement;
  /** What is so. */
  title: string;
  /** Why, in a sentence or two. */
  children?: ReactNode;
  /** The one thing that helps. */
  actions?: ReactNode;
  headingLevel?: 2 | 3 | 4;
  className?: string;
}

export function EmptyState({
  picture,
  title,
  children,
  actions,
  headingLevel = 3,
  className,
}: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={classNames('vt-empty', className)}>
      {typeof picture === 'string' ? <EmptyPicture name={picture} /> : picture}
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className="vt-row">{actions}</div>}
    </div>
  );
}
