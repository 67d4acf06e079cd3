// Apart from the kit's entry (`@vitrine/components/news`): the text editor is as large as all the rest.
export { NewsEditor, type NewsEditorProps } from './NewsEditor.tsx';
export { NewsView, type NewsViewProps } from './NewsView.tsx';
