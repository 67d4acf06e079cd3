'use client';

import type { Session } from '@vitrine/schema';
import { trpc } from '../provider/trpc.ts';

/** Who is signed in and what the library takes; null until the server has said it. */
export function useSession(): Session | null {
  return trpc.session.me.useQuery({}, { staleTime: Number.POSITIVE_INFINITY }).data ?? null;
}
