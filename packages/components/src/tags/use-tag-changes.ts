'use client';

import { type Changes, useChanges } from '../work/use-changes.ts';
import { useRefresh } from '../work/use-refresh.ts';

/** Changes of tags: files carry their names and colors. */
export const useTagChanges = (): Changes => useChanges(useRefresh());
