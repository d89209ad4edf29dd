import { i18n } from "@lingui/core";
import { Component, type ReactNode } from "react";

/** A page that fails, fails alone: its code did not come, or it stumbled. The rest stays as it is. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <h1>{i18n.t("This page could not be opened")}</h1>
        <p>{i18n.t("The connection was down, or Dastak has been renewed meanwhile.")}</p>
        <button type="button" className="primary" onClick={() => location.reload()}>
          {i18n.t("Try again")}
        </button>
      </div>
    );
  }
}
