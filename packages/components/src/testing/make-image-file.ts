import { drawScene, type SceneName, sceneNames } from './draw-scene.ts';

/** A real, decodable picture to drop or choose; drawn, 640 × 427. */
export function makeImageFile(name = 'lake.svg', scene: SceneName = 'lake'): File {
  return new File([drawScene(scene, sceneNames.indexOf(scene))], name, { type: 'image/svg+xml' });
}

/** A PNG that the browser itself paints, `width` × `height` pixels. */
export async function makePngFile(name = 'drawn.png', width = 320, height = 200): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser paints no canvas.');
  context.fillStyle = '#6f9fd0';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#4d6a66';
  context.fillRect(0, height / 2, width, height / 2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The canvas gave no picture.');
  return new File([blob], name, { type: 'image/png' });
}
