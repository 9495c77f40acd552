/** What stands below the line one writes in. */
export type Panel = '' | 'emoji' | 'more';

/** The room below the line: for the keyboard, or for a panel that is as high as the keyboard was. */
export type Floor = { panel: Panel; keyboard: number; usual: number; height: number };

export const noFloor: Floor = { panel: '', keyboard: 0, usual: 300, height: 0 };

/** The keyboard has risen, grown or gone. */
export function keyboardMoved(floor: Floor, keyboard: number): Floor {
  if (keyboard === 0) return { ...floor, keyboard, height: floor.panel === '' ? 0 : floor.usual };
  return { panel: '', keyboard, usual: keyboard, height: keyboard };
}

/** A panel takes the keyboard's place: nothing above it moves. */
export const panelOpened = (floor: Floor, panel: Panel): Floor => ({ ...floor, panel, height: floor.usual });

/** The field was touched: the room stays until the keyboard has come into it. */
export const keyboardWanted = (floor: Floor): Floor => ({ ...floor, panel: '' });

/** Nothing is wanted below the line, or the keyboard that was wanted did not come. */
export const settled = (floor: Floor): Floor => ({ ...floor, panel: '', height: floor.keyboard });
