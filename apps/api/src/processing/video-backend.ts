import type { Pixels } from './render-pixels.ts';

/** Of a container that is read without the backend, all that its header says. */
export interface VideoFacts {
  durationSeconds: number | undefined;
  /** Pixels as it is shown: after rotation, with square pixels. */
  width: number | undefined;
  height: number | undefined;
  container: string | undefined;
  videoCodec: string | undefined;
  audioCodec: string | undefined;
  bitsPerSecond: number | undefined;
  framesPerSecond: number | undefined;
}

/** What decodes frames. It is optional: without one, films are kept, measured and played, but have no poster. */
export interface VideoBackend {
  /** Name and version: for rows of renditions, and for whoever asks after the health. */
  name: string;
  /** What the header says, also of containers that nothing else here reads. @throws Error where it can't be read. */
  readFacts(path: string, mimeType: string): Promise<VideoFacts>;
  /**
   * A frame as it is coded, not turned, with at most `maxSide` pixels on its longer side: of a few, the one with the
   * most to see.
   * @returns null where none can be decoded.
   */
  decodePoster(path: string, mimeType: string, maxSide: number): Promise<Pixels | null>;
}

let loading: Promise<VideoBackend | null> | undefined;

/** The backend that is installed, if one is. */
export function loadVideoBackend(): Promise<VideoBackend | null> {
  loading ??= import('./video-node-av.ts').then(
    ({ nodeAvBackend }) => nodeAvBackend,
    (error: unknown) => {
      // An optional package that is not there, or has no binary for this machine.
      if (error instanceof Error) return null;
      throw error;
    },
  );
  return loading;
}
