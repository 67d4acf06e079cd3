import { v7 } from 'uuid';

/** A UUIDv7: rises with time, also within one millisecond of one process. */
export const newId = (): string => v7();
