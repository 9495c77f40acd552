type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

/** Where a menu stands, and how far along its edge the arrow points to what it belongs to. */
export type MenuPlace = { left: number; top: number; width: number; arrow: number; isBelow: boolean };

/** Acts beside each other before a second line begins. */
export const MENU_COLUMNS = 5;

const CELL_PX = 60;
const LINE_PX = 64;
const PADDING_PX = 8;
/** Between menu and bubble, and between menu and the edge of the screen. */
const GAP_PX = 10;
const EDGE_PX = 8;

const between = (least: number, value: number, most: number): number => Math.max(least, Math.min(value, most));

/** A menu of so many acts above the middle of a box; below it when there is no room, and over it when there is none there. */
export function menuPlace(box: Box, count: number, screen: Size, top = 0): MenuPlace {
  const width = Math.min(count, MENU_COLUMNS) * CELL_PX + 2 * PADDING_PX;
  const height = Math.ceil(count / MENU_COLUMNS) * LINE_PX + 2 * PADDING_PX;
  const middle = box.left + box.width / 2;
  const left = between(EDGE_PX, middle - width / 2, screen.width - width - EDGE_PX);
  const above = box.top - GAP_PX - height;
  const below = Math.max(top + EDGE_PX, box.top + box.height + GAP_PX);
  const isBelow = above < top + EDGE_PX;
  const fits = below + height <= screen.height - EDGE_PX;
  return {
    left: Math.round(left),
    top: Math.round(isBelow ? (fits ? below : Math.max(top, screen.height / 2 - height)) : above),
    width,
    arrow: Math.round(between(16, middle - left, width - 16)),
    isBelow,
  };
}
