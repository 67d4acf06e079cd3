'use client';

import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query';
import type { AppRouter } from '@vitrine/schema';

/** Typed hooks of every procedure. They use the query client of the nearest MediaProvider, never the host's. */
export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();
