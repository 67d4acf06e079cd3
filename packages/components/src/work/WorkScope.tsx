'use client';

import { type ReactNode, useContext, useState } from 'react';
import { WorkNotices } from './WorkNotices.tsx';
import { WorkContext } from './work-context.ts';
import { createWorkStore } from './work-store.ts';

/** Keeps what is done to many files, and tells of it at its end; inside of another one that one does. */
export function WorkScope({ children }: { children: ReactNode }) {
  const outer = useContext(WorkContext);
  const [own] = useState(createWorkStore);
  if (outer) return children;
  return (
    <WorkContext.Provider value={own}>
      {children}
      <WorkNotices />
    </WorkContext.Provider>
  );
}

/** The same for who places the notices: `WorkNotices` stands somewhere within. */
export function WorkShell({ children }: { children: ReactNode }) {
  const [own] = useState(createWorkStore);
  return <WorkContext.Provider value={own}>{children}</WorkContext.Provider>;
}
