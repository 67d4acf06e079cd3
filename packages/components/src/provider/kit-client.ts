import type { TRPCClient } from '@trpc/client';
import type { AppRouter, LibraryEvent } from '@vitrine/schema';
import type { UploadTransport } from './upload-transport.ts';

export interface EventSourceOfLibrary {
  /** Calls back for each event until the returned function is called. Nothing is opened before the first listener. */
  subscribe(onEvent: (event: LibraryEvent) => void): () => void;
}

export interface Connectivity {
  isOnline(): boolean;
  subscribe(onChange: () => void): () => void;
}

/** All that the kit needs of the outside world. The fake one of `@vitrine/components/testing` is a full substitute. */
export interface KitClient {
  trpc: TRPCClient<AppRouter>;
  uploads: UploadTransport;
  events: EventSourceOfLibrary;
  connectivity: Connectivity;
  /** Names the library (endpoint and namespace): stored history and the shared stream of events hang on it. */
  key: string;
}
