import { expect, test } from "vitest";
import { Layers } from "../../src/console/shell/layers";

const aRoot = () => ({ isConnected: true }) as unknown as Element & { isConnected: boolean };
const named = (name: string) => ({ name }) as unknown as Element;

test("what closes gives the focus back to what had it below", () => {
  const [page, menu, dialog] = [aRoot(), aRoot(), aRoot()];
  const [row, item, box] = [named("row"), named("item"), named("box")];
  const layers = new Layers();
  layers.note(row, page, false);
  layers.note(item, menu, true);
  layers.note(box, dialog, true);
  dialog.isConnected = false;
  expect(layers.drop()).toBe(true);
  expect(layers.top()).toBe(item);
  menu.isConnected = false;
  expect(layers.drop()).toBe(true);
  expect(layers.top()).toBe(row);
  expect(layers.drop()).toBe(false);
});

test("a dialog that comes from a menu gives it back to the page when the menu is gone", () => {
  const [page, menu, dialog] = [aRoot(), aRoot(), aRoot()];
  const row = named("row");
  const layers = new Layers();
  layers.note(row, page, false);
  layers.note(named("item"), menu, true);
  menu.isConnected = false;
  layers.note(named("box"), dialog, false);
  dialog.isConnected = false;
  layers.drop();
  expect(layers.top()).toBe(row);
});

test("who left a box before the dialog opened is not put back into it", () => {
  const [page, dialog] = [aRoot(), aRoot()];
  const layers = new Layers();
  layers.note(named("reply"), page, false);
  layers.note(named("palette"), dialog, false);
  dialog.isConnected = false;
  layers.drop();
  expect(layers.top()).toBeNull();
});

test("within a layer what had it last counts", () => {
  const [page, dialog] = [aRoot(), aRoot()];
  const second = named("second");
  const layers = new Layers();
  layers.note(named("first"), page, false);
  layers.note(second, page, true);
  layers.note(named("box"), dialog, true);
  dialog.isConnected = false;
  layers.drop();
  expect(layers.top()).toBe(second);
});
