'use client';

import { useEffect } from 'react';
import { trpc } from './trpc.ts';
import { useKit } from './use-kit.ts';

/** Ties search history and recent files to the person and namespace, as soon as the server says who that is. */
export function RememberHistory() {
  const { client, stores } = useKit();
  const { data } = trpc.session.me.useQuery({}, { staleTime: Number.POSITIVE_INFINITY });
  const owner = data ? `vitrine:${client.key}:${data.namespace?.id ?? '-'}:${data.user?.id ?? '-'}` : null;
  useEffect(() => {
    if (owner === null) return;
    stores.history.getState().keepUnder(owner);
    stores.recent.getState().keepUnder(owner);
  }, [owner, stores]);
  return null;
}
