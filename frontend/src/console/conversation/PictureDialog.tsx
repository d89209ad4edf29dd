import { i18n } from "@lingui/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import type { MediaFile } from "../../thread/types";
import { byKey, CLOSER, moved, type Spot, WHOLE, type Zoom, zoomAt } from "./zooming";

const WHEEL = 0.0022;

/** A picture over the whole page: wheel, pinch, two clicks, + and − make it larger; arrows and dragging move it. */
export function PictureDialog({ of, close }: { of: MediaFile; close: () => void }) {
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const frame = useRef<HTMLDivElement>(null);
  const fingers = useFingers(frame, setZoom);
  useWheel(frame, setZoom);
  const press = (event: KeyboardEvent) => {
    const next = frame.current && byKey(event.key, zoom, half(frame.current));
    if (!next) return;
    event.preventDefault();
    setZoom(next);
  };
  const twice = (event: { clientX: number; clientY: number }) => {
    const box = frame.current;
    if (box) setZoom((now) => (now.scale > 1 ? WHOLE : zoomAt(now, CLOSER, fromMiddle(box, event), half(box))));
  };
  const step = (key: string) => () => frame.current && setZoom(byKey(key, zoom, half(frame.current)) ?? zoom);
  return (
    <ModalOverlay className="overlay picture-overlay" isDismissable isOpen onOpenChange={(open) => !open && close()}>
      <Modal className="picture-modal">
        <Dialog className="picture-dialog" aria-label={of.alt ?? i18n.t("Picture")}>
          <div className="picture-tools">
            <button type="button" className="round" aria-label={i18n.t("Smaller")} onClick={step("-")}>
              −
            </button>
            <output aria-live="off">{Math.round(zoom.scale * 100)} %</output>
            <button type="button" className="round" aria-label={i18n.t("Larger")} onClick={step("+")}>
              +
            </button>
            <a className="link" href={of.url} download="">
              {i18n.t("Download")}
            </a>
            <button type="button" className="round" aria-label={i18n.t("Close")} onClick={close}>
              ×
            </button>
          </div>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons above do the same */}
          <div
            className="picture-frame"
            ref={frame}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that move the picture act here
            tabIndex={0}
            onKeyDown={press}
            onDoubleClick={twice}
            {...fingers}
          >
            <img
              src={of.url}
              alt={of.alt ?? i18n.t("Picture")}
              draggable={false}
              style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const half = (box: HTMLElement): Spot => ({ x: box.clientWidth / 2, y: box.clientHeight / 2 });

function fromMiddle(box: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Spot {
  const { left, top, width, height } = box.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

type Set = (change: (now: Zoom) => Zoom) => void;
type Frame = React.RefObject<HTMLDivElement | null>;

/** React hears the wheel passively, and the page below would scroll. */
function useWheel(frame: Frame, set: Set) {
  useEffect(() => {
    const box = frame.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      if (box) set((now) => zoomAt(now, Math.exp(-event.deltaY * WHEEL), fromMiddle(box, event), half(box)));
    };
    box?.addEventListener("wheel", turn, { passive: false });
    box?.focus();
    return () => box?.removeEventListener("wheel", turn);
  }, [frame, set]);
}

/** One finger moves, two pinch. */
function useFingers(frame: Frame, set: Set) {
  const down = useRef(new Map<number, Spot>());
  const lift = (event: PointerEvent) => void down.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      const before = down.current.get(event.pointerId);
      const box = frame.current;
      if (!before || !box) return;
      const now = { x: event.clientX, y: event.clientY };
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      down.current.set(event.pointerId, now);
      if (!other) return set((zoom) => moved(zoom, { x: now.x - before.x, y: now.y - before.y }, half(box)));
      const far = (spot: Spot) => Math.hypot(spot.x - other.x, spot.y - other.y) || 1;
      const middle = fromMiddle(box, { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
      set((zoom) => zoomAt(zoom, far(now) / far(before), middle, half(box)));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
}
