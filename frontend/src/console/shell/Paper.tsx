import { Bubble } from "../../thread/Bubble";
import type { Message } from "../../thread/types";
import { WordingContext } from "../../thread/wording";
import { deskWording } from "../words/thread";

const nothing = () => undefined;

interface Props {
  message: Message;
  locale: string;
  className?: string;
}

/** The paper of the phone with one message on it. */
export function Paper({ message, locale, className = "phone-paper" }: Props) {
  return (
    <div className={className} inert>
      <WordingContext value={deskWording()}>
        <Bubble
          message={message}
          quoted={undefined}
          locale={locale}
          grouped={false}
          used={undefined}
          tap={nothing}
          openList={nothing}
        />
      </WordingContext>
    </div>
  );
}
