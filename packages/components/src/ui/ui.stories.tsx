import type { Meta, StoryObj } from '@storybook/react-vite';
import { Copy, Ellipsis, LayoutGrid, List, Plus, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { Chip } from './Chip.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { Dialog } from './Dialog.tsx';
import { FileName } from './FileName.tsx';
import { IconButton } from './IconButton.tsx';
import { Menu } from './Menu.tsx';
import { ModalFoot } from './ModalFoot.tsx';
import { ProgressBar, Ring } from './ProgressBar.tsx';
import { SegmentedControl } from './SegmentedControl.tsx';
import { Select } from './Select.tsx';
import { Switch } from './Switch.tsx';
import { Tabs } from './Tabs.tsx';
import { TextArea } from './TextArea.tsx';
import { TextField } from './TextField.tsx';

function AllControls() {
  const [text, setText] = useState('Alpine lake at noon');
  const [sort, setSort] = useState<'new' | 'old'>('new');
  const [tab, setTab] = useState<'all' | 'images'>('all');
  const [view, setView] = useState<'grid' | 'list'>('grid');
  const [isOn, setOn] = useState(true);
  return (
    <div className="vt-col" style={{ maxInlineSize: 640, padding: 24 }}>
      <div className="vt-row vt-row--wrap">
        <Button variant="primary">Confirm selection</Button>
        <Button variant="line" icon={Upload}>
          Upload
        </Button>
        <Button>Cancel</Button>
        <Button variant="danger">Delete permanently</Button>
        <Button variant="link">Show all 18</Button>
        <Button variant="primary" isDisabled>
          Confirm selection
        </Button>
        <IconButton icon={Copy} label="Copy link" />
        <Menu
          label="More"
          trigger={<IconButton icon={Ellipsis} label="More actions" hasTooltip={false} />}
          items={[
            { id: 'copy', label: 'Copy link', icon: Copy },
            { id: 'trash', label: 'Move to trash', icon: Trash2, isDanger: true },
          ]}
          onAction={() => undefined}
        />
      </div>
      <div className="vt-row vt-row--wrap">
        <Select
          label="Sort by"
          value={sort}
          options={[
            { id: 'new', label: 'Newest first' },
            { id: 'old', label: 'Oldest first' },
          ]}
          onChange={setSort}
        />
        <SegmentedControl
          label="View"
          value={view}
          options={[
            { id: 'grid', label: 'Grid', icon: LayoutGrid },
            { id: 'list', label: 'List', icon: List },
          ]}
          onChange={setView}
        />
        <Chip onRemove={() => undefined}>tag:nature</Chip>
        <Chip isGhost icon={Plus} onPress={() => undefined}>
          type:image
        </Chip>
      </div>
      <Tabs
        label="Type"
        value={tab}
        options={[
          { id: 'all', label: 'All', count: '24' },
          { id: 'images', label: 'Images' },
        ]}
        onChange={setTab}
      />
      <TextField label="Title" value={text} onChange={setText} isRequired counter="19 of 255" />
      <TextField
        label="Link"
        value="htp:/"
        onChange={() => undefined}
        errorMessage="Begin with https:// or a slash."
      />
      <TextArea
        label="Alt text"
        value=""
        onChange={() => undefined}
        placeholder="Describe the picture"
        description="For those who can not see it."
      />
      <Checkbox isSelected={isOn} onChange={setOn}>
        Decorative
      </Checkbox>
      <Switch isSelected={isOn} onChange={setOn}>
        Show captions
      </Switch>
      <ProgressBar label="market-by-night.tiff, 64 %" value={64} max={100} />
      <div className="vt-row">
        <Ring value={2} max={5} /> Uploading 2 of 5
      </div>
      <div style={{ inlineSize: 180 }}>
        <FileName name="ridge-walker-sunrise-panorama-retouched-v3-final.jpg" />
      </div>
    </div>
  );
}

/** The primitives, private to the kit: what they look like side by side. */
const meta = { title: 'Primitives', component: AllControls } satisfies Meta<typeof AllControls>;
export default meta;
type Story = StoryObj<typeof meta>;

export const All: Story = {};
export const Compact: Story = { globals: { density: 'compact' } };
export const Dark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };

function Opener() {
  const [isOpen, setOpen] = useState(false);
  return (
    <div style={{ padding: 24 }}>
      <Button variant="line" onPress={() => setOpen(true)}>
        Open
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts">
        <p className="vt-modal-body">Space selects.</p>
      </Dialog>
    </div>
  );
}

/** The focus goes in, stays in, and comes back. */
export const DialogFocus: Story = {
  render: () => <Opener />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Open' }));
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Open' })).toHaveFocus());
  },
};

export const Confirmation: Story = {
  render: () => (
    <ConfirmDialog
      isOpen
      isDanger
      title="Delete 3 files permanently?"
      confirmLabel="Delete permanently"
      onConfirm={() => undefined}
      onCancel={() => undefined}
    >
      They can not be brought back.
    </ConfirmDialog>
  ),
};

const foot = { onConfirm: fn(), onCancel: fn() };
/** The way back has the focus; the deed waits until it may be done. */
export const DialogFoot: Story = {
  render: () => (
    <Dialog isOpen onClose={foot.onCancel} title="Reject 2 files?">
      <ModalFoot {...foot} confirmLabel="Reject" isDanger isDisabled focusOn="cancel">
        <Button variant="line">Ask again</Button>
      </ModalFoot>
    </Dialog>
  ),
  play: async () => {
    const cancel = await screen.findByRole('button', { name: 'Cancel' });
    await waitFor(() => expect(cancel).toHaveFocus());
    await expect(screen.getByRole('button', { name: 'Reject' })).toBeDisabled();
    await userEvent.keyboard('{Enter}');
    await expect(foot.onCancel).toHaveBeenCalledOnce();
    await expect(foot.onConfirm).not.toHaveBeenCalled();
  },
};
