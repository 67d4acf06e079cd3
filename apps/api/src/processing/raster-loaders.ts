import sharp from 'sharp';
import { rasterFormats } from './raster-formats.ts';

// Nothing but the few loaders that we need ever sees a stranger's bytes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: [...new Set(Object.values(rasterFormats).map(({ loader }) => loader))] });
// Covers of audio and thumbnails of documents come as bytes.
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// One thread a child: the pool's children share the cores. Nothing is decoded twice.
sharp.concurrency(1);
sharp.cache(false);

/** For rows of renditions: what decoded and encoded them. */
export const toolVersion = `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`;

export { sharp };
