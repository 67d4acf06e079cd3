import { MediaLibrary } from '@vitrine/components';

export function LibraryPage() {
  return (
    <main className="site-library">
      <MediaLibrary />
    </main>
  );
}
