import { MediaLibrary } from '@vitrine/components';
import { useLibraryAddress } from '../use-library-address.ts';

export function LibraryPage() {
  return (
    <main className="site-library">
      <MediaLibrary {...useLibraryAddress()} />
    </main>
  );
}
