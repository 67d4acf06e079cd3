import * as z from 'zod';
import { formatBytes } from './format-bytes.ts';
import type { MediaFile } from './media.ts';
import { MediaValue } from './media.ts';
import type { MediaKind } from './media-kinds.ts';

export interface MediaFieldOptions {
  kind?: MediaKind | readonly MediaKind[];
  /** Width to height, `16:9`; a file may be off by 1 %. */
  aspect?: `${number}:${number}`;
  /** In pixels. */
  minWidth?: number;
  minHeight?: number;
  maxBytes?: number;
  mimeTypes?: readonly string[];
  /** `required`: a value needs its alt text, or has to say that it is decorative. */
  alt?: 'required' | 'optional';
  multiple?: boolean;
  required?: boolean;
  minItems?: number;
  maxItems?: number;
}

/** A rule that a file breaks: which one, and a sentence that says what is, and what is wanted. */
export interface FieldProblem {
  rule: 'kind' | 'type' | 'aspect' | 'width' | 'height' | 'size' | 'damaged';
  message: string;
}

type CheckedMedia = Pick<
  MediaFile,
  'kind' | 'mimeType' | 'originalFilename' | 'sizeBytes' | 'width' | 'height' | 'damaged'
>;

const AltRequired = MediaValue.refine((value) => value.decorative === true || Boolean(value.alt?.trim()), {
  error: 'Describe the picture, or mark it as decorative.',
  path: ['alt'],
});

/** What the host's code gets for such a field: one value or several, empty only where that is allowed. */
export type MediaFieldValue<Options extends MediaFieldOptions> = Options extends { multiple: true }
  ? MediaValue[]
  : Options extends { required: true }
    ? MediaValue
    : MediaValue | null;

export interface MediaFieldDefinition<Options extends MediaFieldOptions = MediaFieldOptions> {
  options: Options;
  kinds: readonly MediaKind[];
  /** Checks what a field stores; its output type is the field's type. */
  schema: z.ZodType<MediaFieldValue<Options>>;
  /** The rules that this file breaks: none is a match. */
  problemsOf(media: CheckedMedia): FieldProblem[];
}

function ratioOf(aspect: string): number {
  const [width = 0, height = 0] = aspect.split(':').map(Number);
  if (!(width > 0 && height > 0))
    throw new TypeError(`aspect is "${aspect}": write width:height, such as 16:9.`);
  return width / height;
}

function problemsOf(
  options: MediaFieldOptions,
  kinds: readonly MediaKind[],
  media: CheckedMedia,
): FieldProblem[] {
  const name = media.originalFilename;
  const problems: FieldProblem[] = [];
  const add = (rule: FieldProblem['rule'], message: string) => problems.push({ rule, message });
  if (kinds.length > 0 && !kinds.includes(media.kind)) {
    add('kind', `${name} is of kind ${media.kind}. This field takes: ${kinds.join(', ')}.`);
  }
  if (options.mimeTypes && !options.mimeTypes.includes(media.mimeType)) {
    add('type', `${name} is ${media.mimeType}. This field takes: ${options.mimeTypes.join(', ')}.`);
  }
  if (options.maxBytes && media.sizeBytes > options.maxBytes) {
    add(
      'size',
      `${name} has ${formatBytes(media.sizeBytes)}. This field takes at most ${formatBytes(options.maxBytes)}.`,
    );
  }
  if (options.minWidth && media.width !== null && media.width < options.minWidth) {
    add('width', `${name} is ${media.width} px wide. This field needs at least ${options.minWidth} px.`);
  }
  if (options.minHeight && media.height !== null && media.height < options.minHeight) {
    add('height', `${name} is ${media.height} px high. This field needs at least ${options.minHeight} px.`);
  }
  if (media.damaged) add('damaged', `${name} is damaged. Upload it again from the source.`);
  return problems;
}

/**
 * Describes a field of the host: its limits drive the picker, the check before an upload, the check on the host's
 * server and the TypeScript type of what is stored. A wrong aspect is no problem of the file: it is cropped.
 *
 * @example
 * const hero = mediaField({ kind: 'image', aspect: '16:9', minWidth: 1600, alt: 'required', required: true });
 * type Hero = z.infer<typeof hero.schema>; // MediaValue
 */
export function mediaField<const Options extends MediaFieldOptions>(
  options: Options,
): MediaFieldDefinition<Options> {
  const kinds = options.kind === undefined ? [] : ([options.kind].flat() as MediaKind[]);
  if (options.aspect) ratioOf(options.aspect);
  const one = options.alt === 'required' ? AltRequired : MediaValue;
  const least = options.minItems ?? (options.required ? 1 : 0);
  const many = z
    .array(one)
    .min(least)
    .max(options.maxItems ?? 1000);
  const schema = options.multiple ? many : options.required ? one : one.nullable();
  return {
    options,
    kinds,
    schema: schema as unknown as z.ZodType<MediaFieldValue<Options>>,
    problemsOf: (media) => problemsOf(options, kinds, media),
  };
}

/** Width divided by height of a field's aspect, `undefined` where it has none. */
export function aspectRatioOf(options: MediaFieldOptions): number | undefined {
  return options.aspect === undefined ? undefined : ratioOf(options.aspect);
}
