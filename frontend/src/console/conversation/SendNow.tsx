import { i18n } from "@lingui/core";

interface Props {
  send: () => void;
  cancel: () => void;
}

/** What was to leave later did not, because the customer wrote first: whoever wrote it looks at it once more. */
export function SendNow({ send, cancel }: Props) {
  return (
    <div className="failure">
      <p>
        <b>{i18n.t("Not sent yet: the customer wrote first.")}</b> {i18n.t("Does it still fit?")}
      </p>
      <button type="button" className="primary" onClick={send}>
        {i18n.t("Send it now")}
      </button>
      <button type="button" className="plain" onClick={cancel}>
        {i18n.t("Cancel")}
      </button>
    </div>
  );
}
