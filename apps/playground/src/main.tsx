import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@vitrine/components/styles.css';
import './site.css';
import { App } from './App.tsx';
import { fetchConfig } from './host-api.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');

const { vitrineUrl } = await fetchConfig();
createRoot(root).render(
  <StrictMode>
    <App vitrineUrl={vitrineUrl} />
  </StrictMode>,
);
