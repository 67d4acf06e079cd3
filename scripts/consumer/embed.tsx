// A host's editor as its authors would write it.
import { MediaField, MediaPicker, MediaProvider } from '@vitrine/components';
import '@vitrine/components/styles.css';
import type { MediaFile, MediaValue } from '@vitrine/schema';

async function getToken(): Promise<{ token: string; expiresAt: string }> {
  const answer = await fetch('/api/vitrine-token', { method: 'POST' });
  return (await answer.json()) as { token: string; expiresAt: string };
}

interface HeroProps {
  value: MediaValue | null;
  onChange(value: MediaValue | null): void;
  onPick(file: MediaFile): void;
}

export function Hero({ value, onChange, onPick }: HeroProps) {
  return (
    <MediaProvider endpoint="http://localhost:4000" getToken={getToken}>
      <MediaField label="Hero picture" mediaTypes={['image']} value={value} onChange={onChange} required />
      <MediaPicker isOpen onClose={() => onChange(null)} onSelect={onPick} />
    </MediaProvider>
  );
}
