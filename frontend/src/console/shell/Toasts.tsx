import { i18n } from "@lingui/core";
import { useEffect, useState } from "react";
import { withKey } from "../keys/table";
import { useStore } from "./store";
import { drop, type Toast, toasts, undo } from "./toasts";

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const left = useSecondsLeft(toast.seconds);
  return (
    <div className={`toast ${toast.kind}`}>
      <p>{toast.text}</p>
      {toast.undo && (
        <button type="button" title={withKey("undo")} onClick={() => undo(toast)}>
          {toast.label ?? i18n.t("Undo")} <small aria-hidden="true">{left}</small>
        </button>
      )}
      <button type="button" className="toast-close" aria-label={i18n.t("Dismiss")} onClick={() => drop(toast.id)}>
        ×
      </button>
    </div>
  );
}

function useSecondsLeft(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = window.setInterval(() => setLeft((before) => Math.max(before - 1, 0)), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return left;
}
