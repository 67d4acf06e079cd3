'use client';
import type { MediaFieldDefinition, MediaFile } from '@vitrine/schema';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { type KitError, toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { problemsOfLocalFile } from './check-file.ts';

export interface FieldUpload {
  id: string;
  file: File;
  sentBytes: number;
  error: KitError | null;
}

interface FieldUploadOptions {
  definition: MediaFieldDefinition;
  namespace?: string;
  /** A file is in the library and keeps the limits. */
  onUploaded(media: MediaFile): void;
  /** Why files were refused, a sentence each; empty when a new attempt begins. */
  onRefused(messages: string[]): void;
}

/** Sends files that were dropped on a field. What breaks its limits is refused before a byte is sent, where that can be known. */
export function useFieldUploads({ definition, namespace, onUploaded, onRefused }: FieldUploadOptions) {
  const { client } = useKit();
  const announce = useAnnounce();
  const messages = useEditorMessages();
  const [uploads, setUploads] = useState<readonly FieldUpload[]>([]);
  const controllers = useRef(new Map<string, AbortController>());
  const count = useRef(0);
  // An upload outlives renders: it answers to what the field is then.
  const latest = useRef({ onUploaded, onRefused });
  useEffect(() => {
    latest.current = { onUploaded, onRefused };
  });
  useEffect(() => {
    const running = controllers.current;
    return () => {
      for (const controller of running.values()) controller.abort();
    };
  }, []);

  const patch = (id: string, change: Partial<FieldUpload>) =>
    setUploads((now) => now.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  const drop = (id: string) => {
    controllers.current.delete(id);
    setUploads((now) => now.filter((upload) => upload.id !== id));
  };

  const send = async ({ id, file }: Pick<FieldUpload, 'id' | 'file'>) => {
    const controller = new AbortController();
    controllers.current.set(id, controller);
    patch(id, { error: null, sentBytes: 0 });
    announce(messages.fieldUploading(file.name));
    try {
      const { media } = await client.uploads.send({
        file,
        fields: namespace === undefined ? {} : { namespace },
        signal: controller.signal,
        onProgress: (sentBytes) => patch(id, { sentBytes }),
      });
      drop(id);
      const problems = definition.problemsOf(media).map(({ message }) => message);
      if (problems.length > 0) latest.current.onRefused(problems);
      else latest.current.onUploaded(media);
      announce(messages.fieldUploaded(file.name));
    } catch (error) {
      if (controller.signal.aborted) return;
      patch(id, { error: toKitError(error) });
    }
  };

  return {
    uploads,
    /** Checks each file first and sends those that may come. */
    upload: async (files: readonly File[]) => {
      const checked = await Promise.all(
        files.map(async (file) => ({ file, problems: await problemsOfLocalFile(file, definition) })),
      );
      latest.current.onRefused(checked.flatMap(({ problems }) => problems.map(({ message }) => message)));
      const accepted = checked
        .filter(({ problems }) => problems.length === 0)
        .map(({ file }): FieldUpload => {
          count.current += 1;
          return { id: String(count.current), file, sentBytes: 0, error: null };
        });
      setUploads((now) => [...now, ...accepted]);
      await Promise.all(accepted.map(send));
    },
    cancel: (id: string) => {
      controllers.current.get(id)?.abort();
      drop(id);
    },
    retry: (id: string) => {
      const upload = uploads.find((one) => one.id === id);
      if (upload) void send(upload);
    },
  };
}
